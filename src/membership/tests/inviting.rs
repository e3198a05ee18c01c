//! Invitations through the pages, and what they give.

use crate::accounts::model::{Person, Viewer};
use crate::accounts::settings::{self, SettingsForm};
use crate::accounts::tests::PASSWORD;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::model::Community;
use crate::communities::tests::{known, said};
use crate::error::{Error, Reason};
use crate::jobs::run_pending;
use crate::mail::model::MailKind;
use crate::mail::tests::all_mails;
use crate::membership::actions::{
    CommunityForm, InvitationForm, JoinForm, Joined, Made, invite, join,
};
use crate::membership::model::Channel;
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
    assert_eq!(told.links("ada invites you into luthiers"), [JOIN]);
    let front = ben.get("/c/luthiers").await;
    assert_eq!(front.links("You are invited"), [JOIN]);
    assert!(ben.get(JOIN).await.has("You can join at once."));
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    assert!(ben.get(JOIN).await.has("You are a member."));
    let mut cem = stage.signed_in("cem").await;
    cem.fill_in(JOIN, &[("agree", "on")]).await;
    assert!(cem.get(JOIN).await.has("You applied."));
    let list = ada.get(INVITATIONS).await;
    assert_eq!(list.texts("main ul a[href='/u/cem']"), ["cem"], "counted");
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
    set_registration(&stage, "invited").await;
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
