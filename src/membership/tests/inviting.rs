//! Invitations through the pages, and what they give.

use crate::accounts::actions::{restore, suspend};
use crate::accounts::model::{NewAccount, Person, Viewer};
use crate::accounts::queries::person_by_handle;
use crate::accounts::settings::{self, SettingsForm};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::accounts::tests::{PASSWORD, client};
use crate::accounts::tokens::Token;
use crate::communities::model::Community;
use crate::communities::tests::{known, said};
use crate::error::{Error, Reason};
use crate::jobs::run_pending;
use crate::mail::model::MailKind;
use crate::mail::tests::all_mails;
use crate::membership::actions::{
    CommunityForm, InvitationForm, JoinForm, Joined, Made, invitation_that_is_open, invite, join,
    leave, name_convener, own_invitation, register_by, step_down, withdraw_invitation,
};
use crate::membership::model::Channel;
use crate::membership::queries::banning::{NewBan, delete_ban, replace_ban};
use crate::messages::actions::write_to_invited;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;
use chrono::TimeDelta;

const JOIN: &str = "/c/luthiers/join";
const JOINING: &str = "/c/luthiers/settings/joining";
const INVITATIONS: &str = "/c/luthiers/settings/invitations";

/// A community of ada's that takes people as `policy` says; ben and cem are somebody else here.
async fn stage(policy: &str) -> (Stage, Person, Community, Browser) {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    stage.member("cem").await;
    let form = CommunityForm {
        rules: "1. Be kind.".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "luthiers", form).await;
    let mut convener = stage.signed_in("ada").await;
    let saved = convener.fill_in(JOINING, &[("join", policy)]).await;
    assert_eq!(saved.location(), JOINING, "{}", saved.body);
    (stage, ada, place, convener)
}

/// Where the link that was just made leads, on this server.
fn path_of(made: &Answer) -> String {
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let start = "value=\"https://guild.example";
    let rest = made.body.split(start).nth(1).unwrap();
    let path = rest.split('"').next().unwrap();
    assert!(path.starts_with("/invite/"), "{path}");
    path.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_lets_in_as_many_as_it_says_and_shows_who_came() {
    let (stage, _, _, mut ada) = stage("invitation").await;
    let fields = [("way", "link"), ("uses", "1"), ("words", "Come in.")];
    let made = ada.fill_in(INVITATIONS, &fields).await;
    let path = path_of(&made);
    let visitor = stage.visitor().get(&path).await;
    assert!(visitor.has("ada invites you.") && visitor.has("Come in."));
    assert!(visitor.has("Be kind."), "the rules are shown before");
    let sign_in = format!("/login?next={}", path.replace('/', "%2F"));
    assert_eq!(visitor.links("Sign in to join"), [sign_in]);
    assert!(visitor.links("Make an account").is_empty(), "it is closed");
    let mut ben = stage.signed_in("ben").await;
    let alone = ben.get(JOIN).await;
    assert!(alone.has("by invitation only"), "{}", alone.body);
    let unsaid = ben.fill_in(&path, &[]).await;
    assert_eq!(unsaid.wrong(), ["agree"]);
    let joined = ben.fill_in(&path, &[("agree", "on")]).await;
    assert_eq!(joined.location(), JOIN, "{}", joined.body);
    assert!(ben.get(JOIN).await.has("You are a member."));
    let late = stage.signed_in("cem").await.get(&path).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    let list = ada.get(INVITATIONS).await;
    assert!(
        list.has("1 of 1 used") && !list.has("/invite/"),
        "shown once"
    );
    assert_eq!(list.texts("main ul a[href='/u/ben']"), ["ben"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_when_it_is_withdrawn_or_its_time_is_over() {
    let (stage, _, _, mut ada) = stage("invitation").await;
    let made = ada.fill_in(INVITATIONS, &[("way", "link")]).await;
    let first = path_of(&made);
    let list = ada.get(INVITATIONS).await;
    let start = format!("action=\"{INVITATIONS}/");
    let rest = list.body.split(&start).nth(1).unwrap();
    let withdraw = format!("{INVITATIONS}/{}", rest.split('"').next().unwrap());
    let withdrawn = ada.submit(&list, &withdraw, &[]).await;
    assert_eq!(withdrawn.location(), INVITATIONS, "{}", withdrawn.body);
    let mut ben = stage.signed_in("ben").await;
    assert_eq!(ben.get(&first).await.status, StatusCode::NOT_FOUND);
    let fields = [("way", "link"), ("days", "2")];
    let second = path_of(&ada.fill_in(INVITATIONS, &fields).await);
    let page = ben.get(&second).await;
    stage.clock.advance(TimeDelta::days(2));
    let late = ben.submit(&page, &second, &[("agree", "on")]).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    assert!(ada.get(INVITATIONS).await.has("withdrawn"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_says_by_which_of_several_links_somebody_came() {
    let (stage, _, _, mut ada) = stage("application").await;
    let mut links = Vec::new();
    for note in ["For the fair", "For the school"] {
        let fields = [("way", "link"), ("words", note)];
        links.push(path_of(&ada.fill_in(INVITATIONS, &fields).await));
    }
    let mut ben = stage.signed_in("ben").await;
    let page = ben.get(&links[1]).await;
    ben.submit(&page, &links[1], &[("agree", "on")]).await;
    let desk = ada.get("/c/luthiers/desk").await;
    assert!(desk.has("a link (“For the school”), made"), "{}", desk.body);
    assert!(!desk.has("For the fair"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_invited_by_name_learns_it_and_skips_the_queue_only_if_it_says_so() {
    let (stage, _, _, mut ada) = stage("application").await;
    let nobody = [("way", "person"), ("whom", "nobody")];
    let refused = ada.fill_in(INVITATIONS, &nobody).await;
    assert_eq!(refused.wrong(), ["whom"]);
    let ben = [("way", "person"), ("whom", "ben"), ("skips_queue", "on")];
    let cem = [("way", "person"), ("whom", "cem")];
    for fields in [&ben[..], &cem[..]] {
        let made = ada.fill_in(INVITATIONS, fields).await;
        assert_eq!(made.location(), INVITATIONS, "{}", made.body);
    }
    let mut ben = stage.signed_in("ben").await;
    let told = ben.get("/notifications").await;
    let opened = told.links("ada invites you into The luthiers").remove(0);
    assert_eq!(ben.get(&opened).await.location(), JOIN);
    let front = ben.get("/c/luthiers").await;
    assert_eq!(front.links("You are invited"), [JOIN]);
    assert!(ben.get(JOIN).await.has("You can join at once."));
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    assert!(ben.get(JOIN).await.has("You are a member."));
    let mut cem = stage.signed_in("cem").await;
    assert!(cem.get("/").await.has("One thing is new for you"));
    cem.fill_in(JOIN, &[("agree", "on")]).await;
    assert!(cem.get(JOIN).await.has("You applied just now."));
    // Whoever has followed it need not read of it any more.
    assert!(cem.get("/").await.has("Nothing new for you"));
    let list = ada.get(INVITATIONS).await;
    assert_eq!(list.texts("main ul a[href='/u/cem']"), ["cem"], "counted");
    let came: Vec<String> = list
        .texts("main ul li p")
        .into_iter()
        .filter(|line| line.starts_with("Came by it"))
        .collect();
    assert_eq!(
        came,
        ["Came by it: cem (applied)", "Came by it: ben (joined)"]
    );
    // Whoever decides sees by whose invitation somebody came.
    let desk = ada.get("/c/luthiers/desk").await;
    let said = "Came by an invitation of ada: in their name, made just now.";
    assert!(desk.has(said), "{}", desk.body);
    assert_eq!(desk.links("All invitations"), [INVITATIONS]);
    let again = [("way", "person"), ("whom", "ben")];
    let again = ada.fill_in(INVITATIONS, &again).await;
    assert!(again.has("They are a member already."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_for_nobody_by_name_and_links_are_told_apart() {
    let (_stage, _, _, mut ada) = stage("application").await;
    let named = [("way", "link"), ("whom", "ben"), ("days", "none")];
    let refused = ada.fill_in(INVITATIONS, &named).await;
    assert_eq!(refused.wrong(), ["whom", "days"]);
    let unknown = [("way", "person"), ("whom", "nobody"), ("days", "none")];
    let refused = ada.fill_in(INVITATIONS, &unknown).await;
    assert_eq!(refused.wrong(), ["whom", "days"], "all at once");
    assert!(
        ada.get(INVITATIONS)
            .await
            .has("Nobody has been invited yet.")
    );
    for words in ["For the bow makers", "For the fair"] {
        let made = ada
            .fill_in(INVITATIONS, &[("way", "link"), ("words", words)])
            .await;
        // The link stands first, where it is seen.
        let first = made.texts("main > h2 + *");
        assert!(
            first.iter().any(|part| part.starts_with("The link")),
            "{first:?}"
        );
    }
    let list = ada.get(INVITATIONS).await;
    assert_eq!(
        list.texts("main ul q"),
        ["For the fair", "For the bow makers"]
    );
    let made = list.texts("main ul p.soft");
    let expected = "Made by ada, 2026-06-01, 12:00 UTC. 0 of 10 used, open until 15 June 2026.";
    assert_eq!(made[0], expected);
    // What it says fits what happens.
    assert!(list.has("and applies; or joins at once") && list.value("skips_queue").is_some());
    ada.fill_in(JOINING, &[("join", "invitation")]).await;
    let page = ada.get(INVITATIONS).await;
    assert!(page.has("agrees, and joins.") && page.value("skips_queue").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_invited_where_nobody_joins_or_by_who_does_not_convene() {
    let (stage, _, place, mut ada) = stage("closed").await;
    let page = ada.get(INVITATIONS).await;
    assert!(page.has("nobody can be invited") && page.value("way").is_none());
    assert_eq!(page.links("Who may join"), [JOINING]);
    let token = ada.get(JOINING).await.value("csrf").unwrap();
    let fields = [("csrf", token.as_str()), ("way", "link")];
    let refused = ada.post(INVITATIONS, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(
        refused
            .texts("main [role=alert]")
            .join(" ")
            .contains("takes no new members")
    );
    let mut ben = stage.signed_in("ben").await;
    assert_eq!(ben.get(INVITATIONS).await.status, StatusCode::FORBIDDEN);
    let other = stage.member("dan").await;
    let form = InvitationForm {
        way: "link".into(),
        ..InvitationForm::default()
    };
    let refused = invite(&stage.app, &other, &place, &form, None).await;
    assert!(
        matches!(refused, Err(Error::Refused(Reason::NotConvener))),
        "{refused:?}"
    );
}

/// Whether the link opens something, whoever is named is invited, and conveners see that all holds.
async fn holds(ben: &mut Browser, dan: &mut Browser, link: &str) -> [bool; 3] {
    let ended = "ended: whoever made it may not invite people any more";
    [
        ben.get(link).await.status == StatusCode::OK,
        ben.get("/c/luthiers").await.links("You are invited") == [JOIN],
        !dan.get(INVITATIONS).await.has(ended),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_ends_with_the_office_of_who_made_it_and_the_trust_in_them() {
    let (stage, ada, place, mut convener) = stage("invitation").await;
    let (app, system) = (&stage.app, Viewer::System);
    let dan = stage.member("dan").await;
    name_convener(app, &system, &ada, &place, &dan)
        .await
        .unwrap();
    let link = path_of(&convener.fill_in(INVITATIONS, &[("way", "link")]).await);
    let named = [("way", "person"), ("whom", "ben")];
    convener.fill_in(INVITATIONS, &named).await;
    let mut ben = stage.signed_in("ben").await;
    let mut dan = stage.signed_in("dan").await;
    assert_eq!(holds(&mut ben, &mut dan, &link).await, [true; 3]);
    for from in [Some(place.id()), None] {
        let ban = NewBan {
            account_id: ada.id(),
            community_id: from,
            reason: String::new(),
            until: None,
            by_actor_id: None,
            ap_id: None,
            created_at: stage.now(),
        };
        let mut tx = stage.store.begin().await.unwrap();
        replace_ban(&mut tx, &ban).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(holds(&mut ben, &mut dan, &link).await, [false; 3]);
        let mut tx = stage.store.begin().await.unwrap();
        delete_ban(&mut tx, ada.id(), from).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(holds(&mut ben, &mut dan, &link).await, [true; 3]);
    }
    suspend(app, &system, ada.id()).await.unwrap();
    assert_eq!(holds(&mut ben, &mut dan, &link).await, [false; 3]);
    restore(app, &system, ada.id()).await.unwrap();
    let page = ben.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    step_down(app, &ada, &place).await.unwrap();
    assert_eq!(holds(&mut ben, &mut dan, &link).await, [false; 3]);
    // Judged when it is used, whatever was shown before.
    let late = ben.submit(&page, &link, &[("agree", "on")]).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    let alone = ben.get(JOIN).await;
    assert!(alone.has("by invitation only"), "{}", alone.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_who_invite_somebody_one_who_still_may_is_enough() {
    let (stage, ada, place, mut convener) = stage("invitation").await;
    let (app, system) = (&stage.app, Viewer::System);
    let dan = stage.member("dan").await;
    name_convener(app, &system, &ada, &place, &dan)
        .await
        .unwrap();
    let mut dan = stage.signed_in("dan").await;
    let named = [("way", "person"), ("whom", "ben")];
    for inviter in [&mut dan, &mut convener] {
        let made = inviter.fill_in(INVITATIONS, &named).await;
        assert_eq!(made.location(), INVITATIONS, "{}", made.body);
    }
    step_down(app, &ada, &place).await.unwrap();
    let mut ben = stage.signed_in("ben").await;
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    assert!(ben.get(JOIN).await.has("You are a member."));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_opens_nothing_while_nobody_is_taken() {
    let (stage, _, _, mut ada) = stage("invitation").await;
    let link = path_of(&ada.fill_in(INVITATIONS, &[("way", "link")]).await);
    let mut visitor = stage.visitor();
    for (policy, status) in [
        ("closed", StatusCode::FORBIDDEN),
        ("invitation", StatusCode::OK),
    ] {
        let saved = ada.fill_in(JOINING, &[("join", policy)]).await;
        assert_eq!(saved.location(), JOINING, "{}", saved.body);
        assert_eq!(visitor.get(&link).await.status, status, "{policy}");
        let said = ada.get(INVITATIONS).await.has("takes no new members");
        assert_eq!(said, policy == "closed");
    }
}

async fn set_registration(stage: &Stage, word: &str) {
    let form = {
        let mut conn = stage.store.read().await.unwrap();
        let now = settings::load(&stage.app, &mut conn).await.unwrap();
        SettingsForm {
            registration: word.into(),
            ..SettingsForm::from(&now)
        }
    };
    let changed = settings::change(&stage.app, &Viewer::System, &form).await;
    changed.unwrap();
}

/// Without a mail server the mail lies with the administrators, whole.
async fn mailed_path(stage: &Stage) -> String {
    run_pending(&stage.data, &crate::server::jobs())
        .await
        .unwrap();
    let mails = all_mails(&stage.app).await.into_iter();
    let mail = mails
        .filter(|mail| mail.kind == MailKind::Invitation)
        .find_map(|mail| mail.body)
        .unwrap();
    let rest = mail.split("https://guild.example").nth(1).unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_without_an_account_comes_by_mail_and_makes_one() {
    let (stage, _, _, mut ada) = stage("invitation").await;
    const NO_ACCOUNT: &str = "accounts are made by the administrators";
    assert!(ada.get(INVITATIONS).await.has(NO_ACCOUNT));
    set_registration(&stage, "invited").await;
    assert!(!ada.get(INVITATIONS).await.has(NO_ACCOUNT));
    let fields = [
        ("way", "mail"),
        ("whom", "Eve@mail.example"),
        ("may_register", "on"),
    ];
    let made = ada.fill_in(INVITATIONS, &fields).await;
    assert_eq!(made.location(), INVITATIONS, "{}", made.body);
    assert!(ada.get(INVITATIONS).await.has("To eve@mail.example"));
    let path = mailed_path(&stage).await;
    let mut eve = stage.visitor();
    let page = eve.get(&path).await;
    let register = format!("{path}/register");
    assert_eq!(page.links("Make an account"), [register.as_str()]);
    let closed = eve.get("/register").await;
    assert!(closed.has("Registration is closed"), "only with the link");
    assert!(closed.has("can invite you"), "{}", closed.body);
    let own = [
        ("name", "eve"),
        ("email", "eve@mail.example"),
        ("password", PASSWORD),
    ];
    let made = eve.fill_in(&register, &own).await;
    assert_eq!(made.location(), path, "{}", made.body);
    let joined = eve.fill_in(&path, &[("agree", "on")]).await;
    assert_eq!(joined.location(), JOIN, "{}", joined.body);
    let list = ada.get(INVITATIONS).await;
    assert!(!list.has("eve@mail.example"), "not kept longer than needed");
    assert_eq!(list.texts("main ul a[href='/u/eve']"), ["eve"]);
}

/// What somebody types who makes an account.
fn new_account(name: &str) -> NewAccount {
    NewAccount {
        name: name.to_owned(),
        email: format!("{name}@mail.example"),
        password: PASSWORD.to_owned(),
    }
}

async fn has_account(stage: &Stage, name: &str) -> bool {
    let mut conn = stage.store.read().await.unwrap();
    let found = person_by_handle(&mut conn, name, "guild.example").await;
    found.unwrap().is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_for_one_makes_one_account_and_lets_it_in() {
    let (stage, _, place, mut ada) = stage("invitation").await;
    set_registration(&stage, "invited").await;
    let fields = [("way", "link"), ("uses", "1"), ("may_register", "on")];
    let path = path_of(&ada.fill_in(INVITATIONS, &fields).await);
    let register = format!("{path}/register");
    let (mut eve, mut mal) = (stage.visitor(), stage.visitor());
    let opened = mal.get(&register).await;
    let own = [
        ("name", "eve"),
        ("email", "eve@mail.example"),
        ("password", PASSWORD),
    ];
    let made = eve.fill_in(&register, &own).await;
    assert_eq!(made.location(), path, "{}", made.body);
    assert!(ada.get(INVITATIONS).await.has("1 of 1 used"));
    let more = [
        ("name", "mal"),
        ("email", "mal@mail.example"),
        ("password", PASSWORD),
    ];
    let late = mal.submit(&opened, &register, &more).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    assert!(!has_account(&stage, "mal").await);
    let mut ben = stage.signed_in("ben").await;
    for other in [&mut mal, &mut ben] {
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    }
    let joined = eve.fill_in(&path, &[("agree", "on")]).await;
    assert_eq!(joined.location(), JOIN, "{}", joined.body);
    assert!(eve.get(JOIN).await.has("You are a member."));
    let list = ada.get(INVITATIONS).await;
    assert!(list.has("1 of 1 used"), "{}", list.body);
    assert_eq!(list.texts("main ul a[href='/u/eve']"), ["eve"]);
    // It has let her in once.
    let who = {
        let mut conn = stage.store.read().await.unwrap();
        let found = person_by_handle(&mut conn, "eve", "guild.example").await;
        found.unwrap().unwrap()
    };
    leave(&stage.app, &who, &place, "").await.unwrap();
    assert_eq!(eve.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_take_the_last_use_for_an_account_one_gets_it() {
    let (stage, _, _, mut ada) = stage("invitation").await;
    set_registration(&stage, "invited").await;
    let fields = [("way", "link"), ("uses", "1"), ("may_register", "on")];
    let path = path_of(&ada.fill_in(INVITATIONS, &fields).await);
    let token = Token::given(path.trim_start_matches("/invite/"));
    let (eve, mal) = (new_account("eve"), new_account("mal"));
    let (here, there) = (client("192.0.2.1"), client("198.51.100.1"));
    let (one, other) = tokio::join!(
        register_by(&stage.app, &here, &token, &eve),
        register_by(&stage.app, &there, &token, &mal)
    );
    let refused: Vec<Error> = [one, other]
        .into_iter()
        .filter_map(|made| made.err())
        .collect();
    assert!(matches!(&refused[..], [Error::NotFound(_)]), "{refused:?}");
    let (eve, mal) = (
        has_account(&stage, "eve").await,
        has_account(&stage, "mal").await,
    );
    assert!(eve != mal, "one of them: {eve} {mal}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_makes_an_account_by_an_invitation_and_joins_takes_one_use() {
    let (stage, _, _, mut ada) = stage("invitation").await;
    set_registration(&stage, "invited").await;
    let fields = [("way", "link"), ("uses", "3"), ("may_register", "on")];
    let path = path_of(&ada.fill_in(INVITATIONS, &fields).await);
    let mut eve = stage.visitor();
    let own = [
        ("name", "eve"),
        ("email", "eve@mail.example"),
        ("password", PASSWORD),
    ];
    eve.fill_in(&format!("{path}/register"), &own).await;
    assert!(ada.get(INVITATIONS).await.has("1 of 3 used"));
    eve.fill_in(&path, &[("agree", "on")]).await;
    assert!(eve.get(JOIN).await.has("You are a member."));
    assert!(ada.get(INVITATIONS).await.has("1 of 3 used"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_makes_no_accounts_where_the_server_or_the_convener_does_not_say_so() {
    let (stage, _, _, mut ada) = stage("open").await;
    let may = [("way", "link"), ("may_register", "on")];
    let closed = path_of(&ada.fill_in(INVITATIONS, &may).await);
    let mut visitor = stage.visitor();
    let refused = visitor.get(&format!("{closed}/register")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    set_registration(&stage, "invited").await;
    let unsaid = path_of(&ada.fill_in(INVITATIONS, &[("way", "link")]).await);
    let refused = visitor.get(&format!("{unsaid}/register")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let allowed = visitor.get(&format!("{closed}/register")).await;
    assert_eq!(allowed.status, StatusCode::OK, "{}", allowed.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_is_not_written_to_without_end() {
    let (_stage, _, _, mut ada) = stage("open").await;
    let fields = [("way", "mail"), ("whom", "eve@mail.example")];
    for _ in 0..3 {
        let made = ada.fill_in(INVITATIONS, &fields).await;
        assert_eq!(made.location(), INVITATIONS, "{}", made.body);
    }
    let refused = ada.fill_in(INVITATIONS, &fields).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.value("whom").as_deref(), Some("eve@mail.example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_of_another_server_gets_a_message_and_comes_in_by_their_invitation() {
    let (stage, ada, place, _) = stage("invitation").await;
    let rob = known(&stage.app, "https://l.test/u/rob", "Person", "rob").await;
    let rob = rob.person().unwrap();
    let yes = JoinForm {
        agreed: Some(1),
        answers: Vec::new(),
    };
    let refused = join(&stage.app, &rob, &place, &yes, Channel::Reply).await;
    assert!(
        matches!(refused, Err(Error::Refused(Reason::InvitationNeeded))),
        "{refused:?}"
    );
    let form = InvitationForm {
        way: "person".into(),
        whom: "rob@l.test".into(),
        words: "We need a bow maker.".into(),
        ..InvitationForm::default()
    };
    let made = invite(&stage.app, &ada, &place, &form, Some(&rob)).await;
    assert_eq!(made.unwrap(), Made::Person);
    run_pending(&stage.data, &crate::server::jobs())
        .await
        .unwrap();
    let said = said(&stage.app).await;
    let message = said
        .iter()
        .find(|each| each["type"] == "Create" && each["to"][0] == rob.actor.ap_id)
        .unwrap();
    let content = message["object"]["content"].as_str().unwrap();
    assert!(content.contains("We need a bow maker.") && content.contains("/c/luthiers/join"));
    let joined = join(&stage.app, &rob, &place, &yes, Channel::Reply).await;
    assert_eq!(joined.unwrap(), Joined::Member);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_written_to_of_an_invitation_that_was_withdrawn_just_before() {
    let (stage, ada, place, _) = stage("invitation").await;
    let app = &stage.app;
    let rob = known(app, "https://l.test/u/rob", "Person", "rob").await;
    let rob = rob.person().unwrap();
    let form = InvitationForm {
        way: "person".into(),
        whom: "rob@l.test".into(),
        ..InvitationForm::default()
    };
    let mut told = Vec::new();
    for withdrawn in [true, false] {
        let made = invite(app, &ada, &place, &form, Some(&rob)).await;
        assert_eq!(made.unwrap(), Made::Person);
        let invitation = {
            let mut conn = app.store.read().await.unwrap();
            own_invitation(&mut conn, app, &place, rob.id()).await
        };
        let id = invitation.unwrap().unwrap().id;
        let opened = invitation_that_is_open(app, id).await.unwrap().unwrap();
        if withdrawn {
            withdraw_invitation(app, &ada, &place, id).await.unwrap();
        }
        write_to_invited(app, &opened, rob.id()).await.unwrap();
        let said = said(app).await;
        let letters = said.iter().filter(|each| each["type"] == "Create");
        told.push(letters.count());
    }
    assert_eq!(told, [0, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_invited_by_name_can_decline_and_the_conveners_see_it() {
    let (stage, _, _, mut ada) = stage("invitation").await;
    let decline = "/c/luthiers/join/decline";
    let fields = [("way", "person"), ("whom", "ben")];
    let made = ada.fill_in(INVITATIONS, &fields).await;
    assert_eq!(made.location(), INVITATIONS, "{}", made.body);
    let mut ben = stage.signed_in("ben").await;
    let page = ben.get(JOIN).await;
    assert!(page.has("You are invited.") && page.has("Decline the invitation"));
    let declined = ben.submit(&page, decline, &[]).await;
    assert_eq!(declined.location(), JOIN, "{}", declined.body);
    let shut = ben.get(JOIN).await;
    assert!(shut.has("by invitation only") && !shut.has("Decline the invitation"));
    assert!(ada.get(INVITATIONS).await.has("0 of 1 used, declined"));
    // Who is not invited has nothing to decline.
    let mut cem = stage.signed_in("cem").await;
    let token = cem.get(JOIN).await.value_anywhere("csrf").unwrap();
    let nothing = cem.post(decline, &[("csrf", token.as_str())]).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}
