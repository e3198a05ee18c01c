//! Joining, the desk, the settings and the rules as people see them.

use crate::accounts::queries::person_by_handle;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::documents::group_document;
use crate::communities::model::Community;
use crate::ids::AccountId;
use crate::mail::tests::confirm;
use crate::membership::actions::CommunityForm;
use crate::membership::model::{Accord, Consent, Role};
use crate::membership::policy::accord;
use crate::membership::queries::admit;
use crate::membership::queries::rules::list_agreements;
use crate::posts::tests::stage::Stage;
use crate::q;
use axum::http::StatusCode;
use diesel_async::RunQueryDsl;

const JOIN: &str = "/c/luthiers/join";
const DESK: &str = "/c/luthiers/desk";
const SETTINGS: &str = "/c/luthiers/settings";
const JOINING: &str = "/c/luthiers/settings/joining";
const WRITING: &str = "/c/luthiers/settings/writing";
const RULES: &str = "/c/luthiers/settings/rules";
const BEFORE: &str = "/c/luthiers/settings/before";
const WELCOME: &str = "/c/luthiers/settings/welcome";
const BELONGING: &str = "/c/luthiers/settings/belonging";
const QUESTIONS: &str = "/c/luthiers/settings/questions";

/// A community of ada's with two rules; ben is somebody else here.
async fn stage() -> (Stage, Community) {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    let form = CommunityForm {
        focus: "For people who build violins".into(),
        rules: "1. Be kind.\n2. No trade.".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "luthiers", form).await;
    (stage, place)
}

async fn by_application(convener: &mut Browser) {
    save(convener, JOINING, &[("join", "application")]).await;
    save(
        convener,
        BEFORE,
        &[("applicants_note", "We look on Mondays.")],
    )
    .await;
    let asked = [
        ("question_1", "What do you build?"),
        ("question_1_kind", "text"),
        ("question_1_required", "on"),
        ("question_2", "Where?"),
        ("question_2_kind", "choice"),
        ("question_2_choices", "Home, Shop"),
    ];
    save(convener, QUESTIONS, &asked).await;
}

/// Sends a form that leads back to its own page, and returns that.
async fn save(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let saved = browser.fill_in(path, fields).await;
    assert_eq!(saved.location(), path, "{}", saved.body);
    browser.get(path).await
}

/// Where the first application on the desk is decided.
fn first_decision(desk: &Answer) -> String {
    let start = format!("action=\"{DESK}/");
    let rest = desk.body.split(&start).nth(1).unwrap();
    format!("{DESK}/{}", rest.split('"').next().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_see_what_a_community_is_for_before_they_sign_in() {
    let (stage, _) = stage().await;
    let mut visitor = stage.visitor();
    let page = visitor.get(JOIN).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "For people who build violins",
        "Be kind.",
        "No trade.",
        "1 member",
    ] {
        assert!(page.has(words), "{words}");
    }
    // What stands in the head is not said once more.
    assert_eq!(
        page.texts(".masthead .lede"),
        ["For people who build violins"]
    );
    let said = page.texts("main p");
    assert!(!said.contains(&"For people who build violins".to_owned()));
    assert!(!page.has("Who it is for"));
    assert_eq!(
        page.links("Sign in to join"),
        ["/login?next=%2Fc%2Fluthiers%2Fjoin"]
    );
    assert_eq!(page.value("agree"), None, "no form that nobody can send");
    let front = visitor.get("/c/luthiers").await;
    assert_eq!(front.links("Join"), [JOIN]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_without_a_point_are_no_rules_and_nobody_has_to_agree_to_them() {
    let (stage, mut place) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    let empty = [("rules", "1. \r\n2."), ("rules_change", "material")];
    save(&mut ada, RULES, &empty).await;
    let mut ben = stage.signed_in("ben").await;
    let page = ben.get(JOIN).await;
    assert!(page.texts("#rules").is_empty() && page.value("agree").is_none());
    let joined = ben.fill_in(JOIN, &[]).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    for path in ["/c/luthiers", "/c/luthiers/about"] {
        let page = ben.get(path).await;
        assert!(page.links("Read the rules").is_empty(), "{path}");
        assert!(page.texts("main h2").iter().all(|title| title != "Rules"));
    }
    let page = ben.get("/c/luthiers/rules").await;
    assert!(page.has("This community has no rules of its own.") && page.value("agree").is_none());

    // Such rules as a community had before they were known for none.
    let since = stage.now();
    let later = since.plus(chrono::TimeDelta::days(400));
    let member = Consent {
        role: Role::Member,
        agreed: None,
        since,
    };
    for (rules, expected) in [("1. ", Accord::Given), ("1. Be kind.", Accord::Owed)] {
        place.row.rules = rules.to_owned();
        assert_eq!(accord(&place.row, &member, &[], later), expected);
        let document = group_document(&stage.app, &place);
        let said = document["summary"].to_string().contains("Rules");
        assert_eq!(said, expected == Accord::Owed, "{document}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_applies_is_asked_and_becomes_a_member() {
    let (stage, _) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    by_application(&mut ada).await;
    let mut ben = stage.signed_in("ben").await;
    let page = ben.get(JOIN).await;
    assert!(page.has("We look on Mondays.") && page.has("What do you build?"));
    // What is missing is said beside it, and nothing is lost.
    let answer = ben.fill_in(JOIN, &[("answer_2", "Shop")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.wrong(), ["answer_1", "agree"]);
    let chosen = answer.texts("select[name=answer_2] option[selected]");
    assert_eq!(chosen, ["Shop"]);
    let right = [
        ("agree", "on"),
        ("answer_1", "Cellos"),
        ("answer_2", "Shop"),
    ];
    let answer = ben.fill_in(JOIN, &right).await;
    assert_eq!(answer.location(), JOIN, "{}", answer.body);
    let page = ben.get(JOIN).await;
    assert!(page.has("You applied just now.") && page.value("answer_1").is_none());

    // The conveners see how much waits, decide, and leave a record.
    let front = ada.get("/c/luthiers").await;
    assert_eq!(front.links("Desk 1"), [DESK]);
    let told = ada.get("/notifications").await;
    let opened = told.links("ben wants to join The luthiers");
    assert_eq!(opened.len(), 1);
    let desk = ada.get(DESK).await;
    assert!(desk.has("Cellos") && desk.has("What do you build?"));
    let decision = first_decision(&desk);
    let empty = ada
        .submit(&desk, &decision, &[("decision", "decline")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.wrong(), ["reason"]);
    assert_eq!(empty.texts("[role=alert] a"), ["What you write to ben"]);
    // Words that are used again are saved in one place, and chosen from a list.
    assert_eq!(desk.value("keep"), None);
    let replies = format!("{DESK}/replies");
    let saved = ada.submit(&desk, &replies, &[("body", "With whom?")]).await;
    assert_eq!(saved.location(), DESK, "{}", saved.body);
    let desk = ada.get(DESK).await;
    let offered = desk.texts("select[name=saved] option");
    assert_eq!(offered, ["None", "With whom?"]);
    let ask = [("decision", "ask"), ("reason", "With whom?")];
    let asked = ada.submit(&desk, &decision, &ask).await;
    assert_eq!(asked.location(), DESK, "{}", asked.body);
    let page = ben.get(JOIN).await;
    assert!(page.has("You are asked something.") && page.has("With whom?"));
    let more = format!("{JOIN}/more");
    let empty = ben.submit(&page, &more, &[("more", " ")]).await;
    assert_eq!(empty.wrong(), ["more"]);
    let answered = ben.submit(&page, &more, &[("more", "Alone.")]).await;
    assert_eq!(answered.location(), JOIN);
    let told = ben.get("/notifications").await;
    assert!(!told.has("ask you something"), "{}", told.body);
    let desk = ada.get(DESK).await;
    // What was asked stands with what they answered, for both.
    for page in [&desk, &ben.get(JOIN).await] {
        let asked = page.texts(".answers dt");
        assert_eq!(asked[..2], ["What do you build?", "Where?"]);
        assert!(asked[2].starts_with("With whom?") && asked.len() == 3);
        assert!(page.has("Alone."));
    }
    let approve = [("decision", "approve"), ("reason", "")];
    let approved = ada.submit(&desk, &decision, &approve).await;
    assert_eq!(approved.location(), DESK, "{}", approved.body);
    let desk = ada.get(DESK).await;
    assert!(desk.has("Nobody waits to join.") && desk.has("approved by ada"));
    let late = ada.submit(&desk, &decision, &approve).await;
    assert_eq!(
        late.status,
        StatusCode::FORBIDDEN,
        "the token is not of that form"
    );
    assert!(ben.get(JOIN).await.has("You are a member."));
    let told = ben.get("/notifications").await;
    let opened = told.links("You are a member of The luthiers now").remove(0);
    assert_eq!(ben.get(&opened).await.location(), JOIN);
    // What is decided need not be read of.
    let told = ada.get("/notifications").await;
    assert_eq!(told.links("ben wants to join The luthiers"), [DESK]);
    assert!(told.texts(".tool-count").is_empty(), "{}", told.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_declined_reads_why_where_they_applied() {
    let (stage, _) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    by_application(&mut ada).await;
    let mut ben = stage.signed_in("ben").await;
    let right = [("agree", "on"), ("answer_1", "Cellos")];
    ben.fill_in(JOIN, &right).await;
    let page = ben.get(JOIN).await;
    let withdraw = format!("{JOIN}/withdraw");
    let withdrawn = ben.submit(&page, &withdraw, &[]).await;
    assert_eq!(withdrawn.location(), JOIN);
    ben.fill_in(JOIN, &right).await;
    let desk = ada.get(DESK).await;
    assert!(desk.has("withdrew the application"), "earlier history");
    let decline = [
        ("decision", "decline"),
        ("reason", "We are full until May."),
    ];
    let declined = ada.submit(&desk, &first_decision(&desk), &decline).await;
    assert_eq!(declined.location(), DESK);
    let page = ben.get(JOIN).await;
    assert!(page.has("We are full until May.") && page.has("You can apply again on 15 June 2026."));
    assert_eq!(page.value("answer_1"), None, "not before the pause is over");
    stage.clock.advance(chrono::TimeDelta::days(14));
    let page = ben.get(JOIN).await;
    assert!(page.has("We are full until May.") && page.value("answer_1").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_confirmed_an_address_of_the_right_domain_joins_at_once() {
    let (stage, _) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    let fields = [("join", "domain"), ("domains", "Mail.example")];
    let saved = ada.fill_in(JOINING, &fields).await;
    assert_eq!(saved.location(), JOINING, "{}", saved.body);
    let mut ben = stage.signed_in("ben").await;
    let page = ben.get(JOIN).await;
    assert!(page.has("You cannot join now.") && page.value("agree").is_none());
    assert_eq!(page.links("Confirm an address"), ["/settings/mail"]);
    let who = {
        let mut conn = stage.store.read().await.unwrap();
        let found = person_by_handle(&mut conn, "ben", "guild.example").await;
        found.unwrap().unwrap()
    };
    confirm(&stage.app, who.id()).await;
    let joined = ben.fill_in(JOIN, &[("agree", "on")]).await;
    assert_eq!(joined.location(), JOIN, "{}", joined.body);
    assert!(ben.get(JOIN).await.has("You are a member."));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_sees_the_desk_or_the_settings() {
    let (stage, _) = stage().await;
    let mut ben = stage.signed_in("ben").await;
    for path in [DESK, SETTINGS, JOINING, QUESTIONS] {
        let page = ben.get(path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        let visitor = stage.visitor().get(path).await;
        assert!(visitor.location().starts_with("/login?next="), "{path}");
    }
    assert!(ben.get("/c/luthiers").await.links("Desk").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_come_back_with_all_that_is_wrong() {
    let (stage, _) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    let wrong = [
        ("join", "domain"),
        ("domains", "here, there"),
        ("reapply_days", "soon"),
    ];
    let answer = ada.fill_in(JOINING, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.wrong(), ["domains", "reapply_days"]);
    assert_eq!(answer.value("domains").as_deref(), Some("here, there"));
    // What can be judged at once, and what the database has to be asked for.
    let wrong = [
        ("parent", "nowhere"),
        ("related", "nothing"),
        ("staff_domain", "here"),
    ];
    let answer = ada.fill_in(BELONGING, &wrong).await;
    assert_eq!(answer.wrong(), ["parent", "related", "staff_domain"]);
    let listed = answer.texts("[role=alert] a");
    assert_eq!(listed.len(), 3, "{listed:?}");
    let wrong = [
        ("introductions", "nowhere"),
        ("greeters", "ben"),
        ("newcomer_contributions", "many"),
    ];
    let answer = ada.fill_in(WELCOME, &wrong).await;
    assert_eq!(
        answer.wrong(),
        ["introductions", "greeters", "newcomer_contributions"]
    );
    let wrong = [("question_1", "Where?"), ("question_1_kind", "choice")];
    let answer = ada.fill_in(QUESTIONS, &wrong).await;
    assert_eq!(answer.wrong(), ["question_1_choices"]);
    assert_eq!(answer.links("Question 1"), ["#question_1_choices"]);
    assert_eq!(answer.value("question_1").as_deref(), Some("Where?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_part_of_the_settings_changes_what_it_shows_and_nothing_else() {
    let (stage, _) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    save(&mut ada, JOINING, &[("reapply_days", "3")]).await;
    save(&mut ada, BEFORE, &[("not_for", "Dealers")]).await;
    // Another part's field is none of this one's.
    save(&mut ada, WRITING, &[("not_for", "Cellists")]).await;
    assert_eq!(
        ada.get(JOINING).await.value("reapply_days").as_deref(),
        Some("3")
    );
    let before = ada.get(BEFORE).await;
    assert_eq!(before.value("not_for").as_deref(), Some("Dealers"));
    // All parts are named on one page, with how they stand, and beside each.
    let all = ada.get(SETTINGS).await;
    assert_eq!(all.links("Who may read and join"), [JOINING]);
    assert!(all.has("Everybody reads.") && all.has("Version 1, with 2 points."));
    assert_eq!(before.links("Who may read and join"), [JOINING]);
    let current = before.texts("aside [aria-current=page]");
    assert_eq!(current, ["What people see before they join"]);
    // Where one works, the head is short, and leads back.
    assert_eq!(before.texts(".masthead.slim h1"), ["The luthiers"]);
    let way = before.texts(".masthead .crumbs a");
    assert_eq!(way, ["The luthiers", "Settings"]);
    assert!(ada.get(JOIN).await.texts(".masthead.slim").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_a_form_comes_before_its_fields() {
    let (stage, _) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    let saved = save(&mut ada, JOINING, &[("reapply_days", "3")]).await;
    let first = saved.texts("main > :first-child");
    assert_eq!(first, ["The settings are saved."]);
    let wrong = ada.fill_in(JOINING, &[("reapply_days", "soon")]).await;
    let (notice, field) = (
        wrong.body.find("role=\"alert\""),
        wrong.body.find("name=\"read\""),
    );
    assert!(notice.is_some() && notice < field, "{}", wrong.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_shown_a_strangers_page() {
    let (stage, _) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    by_application(&mut ada).await;
    let own = ada.get(JOIN).await;
    assert!(own.has("You are a member.") && own.value("agree").is_none());
    let preview = ada.get("/c/luthiers/join?as=stranger").await;
    // Nothing on it can be sent.
    assert!(preview.value("agree").is_none() && preview.value("answer_1").is_none());
    assert!(preview.has("What you will be asked") && preview.has("What do you build?"));
    assert!(!preview.links("Sign in to join").is_empty());
    assert_eq!(preview.links("Back to the settings"), [SETTINGS]);
    let visitor = stage.visitor().get(JOIN).await;
    for part in [
        ".masthead .tabs a",
        ".masthead-acts a",
        "main h2",
        "main h3",
        "main li",
        "main .btn",
        "main button",
    ] {
        assert_eq!(preview.texts(part), visitor.texts(part), "{part}");
    }
    assert!(!preview.has("You are a member") && preview.links("Desk").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_introductions_thread_is_made_pinned_and_set_at_once() {
    let (stage, place) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    let make = "/c/luthiers/settings/introductions";
    let all = ada.get(SETTINGS).await;
    assert_eq!(all.links("Make an introductions thread"), [make]);
    assert_eq!(ada.get(WELCOME).await.links("Make one"), [make]);
    let mut ben = stage.signed_in("ben").await;
    assert_eq!(ben.get(make).await.status, StatusCode::FORBIDDEN);
    let nameless = ada
        .fill_in(make, &[("title", " "), ("body", "Hello.")])
        .await;
    assert_eq!(nameless.wrong(), ["title"]);
    let fields = [("title", "Say hello"), ("body", "Who are you?")];
    let made = ada.fill_in(make, &fields).await;
    assert_eq!(made.location(), WELCOME, "{}", made.body);
    let another = [("title", "Say hello again"), ("body", "Who are you?")];
    let again = ada.fill_in(make, &another).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "one is enough");
    let welcome = ada.get(WELCOME).await;
    let chosen = welcome.texts("#introductions option[selected]");
    assert_eq!(chosen, ["Say hello"]);
    assert!(welcome.links("Make one").is_empty());
    assert!(
        ada.get(SETTINGS)
            .await
            .links("Make an introductions")
            .is_empty()
    );
    let mut conn = stage.store.read().await.unwrap();
    let viewer = crate::accounts::model::Viewer::Anonymous;
    let pinned = crate::posts::queries::list_pinned(&mut conn, &viewer, place.id()).await;
    let titles: Vec<String> = pinned.unwrap().into_iter().map(|t| t.title).collect();
    assert_eq!(titles, ["Say hello"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_to_start_with_are_chosen_from_a_list() {
    let (stage, place) = stage().await;
    let convener = {
        let mut conn = stage.store.read().await.unwrap();
        let found = crate::membership::queries::list_moderators(&mut conn, place.id()).await;
        found.unwrap().remove(0).0
    };
    let guide = stage.ask(&convener, &place, "How do we work?").await;
    let words = stage.ask(&convener, &place, "What do words mean?").await;
    let mut ada = stage.signed_in("ada").await;
    let page = ada.get(WELCOME).await;
    let offered = page.texts("#start_here label");
    assert_eq!(offered, ["What do words mean?", "How do we work?"]);
    // One is ticked, and the address of another is typed.
    let other = format!("https://guild.example{}", words.path());
    let fields = [
        ("start_here", guide.public_id.as_str()),
        ("start_here_other", other.as_str()),
    ];
    save(&mut ada, WELCOME, &fields).await;
    let page = ada.get(WELCOME).await;
    assert_eq!(page.body.matches(" checked").count(), 2);
    let chosen = ada.get(JOIN).await;
    assert_eq!(chosen.links("What do words mean?"), [words.path()]);
    // None is ticked any more.
    save(&mut ada, WELCOME, &[]).await;
    let chosen = ada.get(JOIN).await;
    assert!(chosen.links("How do we work?").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_only_members_write_others_are_led_to_joining() {
    let (stage, place) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    let fields = [("post_policy", "members"), ("answer_policy", "members")];
    save(&mut ada, WRITING, &fields).await;
    let mut ben = stage.signed_in("ben").await;
    let refused = ben.get("/c/luthiers/new").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.links("Join the community"), [JOIN]);
    let convener = {
        let mut conn = stage.store.read().await.unwrap();
        crate::membership::queries::list_moderators(&mut conn, place.id())
            .await
            .unwrap()
            .remove(0)
            .0
    };
    let thread = stage.ask(&convener, &place, "Glue?").await;
    let page = ben.get(&thread.path()).await;
    assert_eq!(page.links("Join the community"), [JOIN]);
    assert_eq!(page.value("body"), None);
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    assert_eq!(ben.get("/c/luthiers/new").await.status, StatusCode::OK);
    assert!(ben.get(&thread.path()).await.value("body").is_some());
    // And out again.
    let page = ben.get(JOIN).await;
    let left = ben
        .submit(&page, "/c/luthiers/leave", &[("reason", "No time")])
        .await;
    assert_eq!(left.location(), JOIN);
    let refused = ben.get("/c/luthiers/new").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn new_members_are_told_their_first_steps() {
    let (stage, place) = stage().await;
    let convener = {
        let mut conn = stage.store.read().await.unwrap();
        let found = crate::membership::queries::list_moderators(&mut conn, place.id()).await;
        found.unwrap().remove(0).0
    };
    let hello = stage.ask(&convener, &place, "Who are you?").await;
    let guide = stage.ask(&convener, &place, "How do we work?").await;
    let (introductions, start_here) = (hello.path(), guide.path());
    let mut ada = stage.signed_in("ada").await;
    let settings = [
        ("welcome", "Good that *you* are here."),
        ("introductions", introductions.as_str()),
        ("start_here", start_here.as_str()),
        ("newcomer_contributions", "3"),
    ];
    save(&mut ada, WELCOME, &settings).await;
    let mut ben = stage.signed_in("ben").await;
    assert!(!ben.get(JOIN).await.has("Good that"), "for members only");
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    let page = ben.get(JOIN).await;
    assert!(page.has("Good that <em>you</em> are here.") && page.has("Introduce yourself"));
    assert_eq!(page.links("Who are you?"), [hello.path()]);
    assert_eq!(page.links("How do we work?"), [guide.path()]);
    let action = format!("{}/reply#reply", hello.path());
    let thread = ben.get(&hello.path()).await;
    let said = ben.submit(&thread, &action, &[("body", "I am Ben.")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let page = ben.get(JOIN).await;
    let steps = page.texts("[aria-labelledby=steps] li");
    assert!(steps[1].starts_with("done Introduce yourself"), "{steps:?}");
    assert_eq!(page.texts("main progress"), ["2 of 3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_members_read_is_no_place_for_others_to_write() {
    let (stage, place) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    let saved = ada.fill_in(JOINING, &[("read", "members")]).await;
    assert_eq!(saved.location(), JOINING, "{}", saved.body);
    let mut ben = stage.signed_in("ben").await;
    let front = ben.get("/c/luthiers").await;
    assert!(front.has("Members read here"));
    // "Everybody who may read" is not everybody.
    assert_eq!(place.row.post_policy.as_str(), "readers");
    let refused = ben.get("/c/luthiers/new").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    assert_eq!(ben.get("/c/luthiers/new").await.status, StatusCode::OK);
    assert!(!ben.get("/c/luthiers").await.has("Members read here"));
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_asked_on_every_page_until_they_agree() {
    let (stage, place) = stage().await;
    let mut ben = stage.signed_in("ben").await;
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    let mut ada = stage.signed_in("ada").await;
    let changed = [
        ("rules", "1. Be kind.\n2. Name your sources."),
        ("rules_change", "material"),
    ];
    let said = save(&mut ada, RULES, &changed).await;
    let told = "Version 2 of the rules is published. 1 member is asked to agree to it; they go on as before until 15 June 2026.";
    assert!(said.has(told), "{}", said.body);
    let unchanged = save(&mut ada, RULES, &changed).await;
    assert!(unchanged.has("so nothing is published"));
    // A day that has begun counts.
    stage.clock.advance(chrono::TimeDelta::minutes(5));
    let rules = "/c/luthiers/rules";
    for path in ["/c/luthiers", "/c/luthiers/about"] {
        let page = ben.get(path).await;
        assert!(page.has("in the next 14 days"), "{path}: {}", page.body);
        assert_eq!(page.links("Read the rules"), [rules], "{path}");
        assert!(page.has("Please agree to the rules."), "{path}");
        assert!(!ada.get(path).await.has("Please agree to the rules."));
    }
    let page = ben.get(rules).await;
    assert!(page.has("Name your sources.") && page.has("members had to agree again"));
    // What is new is marked, against the version to which they agreed.
    assert_eq!(page.texts(".prose li .badge"), ["changed"]);
    assert_eq!(page.texts(".prose li details p"), ["No trade."]);
    assert!(page.has("to which you agreed"));
    // The button says it, and nothing has to be ticked before.
    let buttons = page.texts("main form[action='/c/luthiers/rules'] [name=agree]");
    assert_eq!(buttons, ["I agree to these rules"]);
    // Of what they said before they are no part.
    assert_eq!(page.links("Version"), ["/c/luthiers/rules/1"]);
    assert!(page.has("What they said before"));
    let former = ben.get("/c/luthiers/rules/1").await;
    assert!(former.has("No trade.") && former.value("agree").is_none());
    assert_eq!(
        ben.get("/c/luthiers/rules/9").await.status,
        StatusCode::NOT_FOUND
    );
    stage.clock.advance(chrono::TimeDelta::days(14));
    let late = ben.get("/c/luthiers").await;
    assert!(late.has("is kept and held"));
    let asked = "/c/luthiers/new?kind=discussion";
    // Whoever writes is told before that it will be held, why, and what to do about it.
    let page = ben.get(asked).await;
    let shown = [("title", "After the time"), ("preview", "1")];
    let preview = ben.submit(&page, asked, &shown).await;
    for page in [&page, &preview] {
        assert!(page.has("What you write will be held."), "{}", page.body);
        assert!(!page.has("Everybody who follows"), "{}", page.body);
        assert_eq!(page.links("Read the rules and agree"), [rules]);
    }
    let free = ada.get(asked).await;
    assert!(free.has("Everybody who follows") && !free.has("will be held"));
    let fields = [("title", "After the time"), ("body", "Words.")];
    let thread = ben.submit(&page, asked, &fields).await;
    assert_eq!(thread.status, StatusCode::SEE_OTHER, "taken, not refused");
    let path = thread.location().to_owned();
    let own = ben.get(&path).await;
    assert!(
        own.has("Others see it when you have agreed"),
        "{}",
        own.body
    );
    assert_eq!(own.links("Read the rules and agree"), [rules]);
    let visitor = stage.visitor().get(&path).await;
    assert_eq!(visitor.status, StatusCode::NOT_FOUND);
    let care = ada.get(&path).await;
    assert_eq!(care.links("Decide on the desk"), [format!("{DESK}#held")]);
    // A reply says so, too: before it is written, and where it stands.
    let convener = {
        let mut conn = stage.store.read().await.unwrap();
        let found = person_by_handle(&mut conn, "ada", "guild.example").await;
        found.unwrap().unwrap()
    };
    let hello = stage.ask(&convener, &place, "Hello?").await;
    let open = ben.get(&hello.path()).await;
    assert!(open.has("What you write will be held."));
    let action = format!("{}/reply#reply", hello.path());
    let said = ben.submit(&open, &action, &[("body", "Waits.")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let held = ben.get(&hello.path()).await;
    let mark = held.texts(".post[data-state=held] .line").remove(0);
    assert!(mark.contains("when you have agreed to the rules"), "{mark}");
    assert_eq!(held.links("Read the rules and agree"), [rules, rules]);
    let desk = ada.get(DESK).await;
    assert!(desk.has("After the time") && desk.has("has not agreed to the rules"));
    let agreed = ben.fill_in(rules, &[("agree", "on")]).await;
    assert_eq!(agreed.location(), rules, "{}", agreed.body);
    let jobs = crate::server::jobs();
    crate::jobs::run_pending(&stage.data, &jobs).await.unwrap();
    assert_eq!(stage.visitor().get(&path).await.status, StatusCode::OK);
    let page = ben.get(rules).await;
    assert!(page.has("You agreed to this"));
    assert!(page.has("What you wrote meanwhile is shown now."));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_was_held_nothing_is_told_to_members_of_whom_nothing_was() {
    let (stage, _) = stage().await;
    let mut ben = stage.signed_in("ben").await;
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    let mut ada = stage.signed_in("ada").await;
    let changed = [("rules", "1. Be fair."), ("rules_change", "material")];
    save(&mut ada, RULES, &changed).await;
    let rules = "/c/luthiers/rules";
    ben.fill_in(rules, &[("agree", "on")]).await;
    let page = ben.get(rules).await;
    assert!(page.has("Thank you for agreeing to the rules."));
    assert!(!page.has("meanwhile"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_changes_the_rules_is_told_how_long_members_go_on_as_before() {
    let (stage, _) = stage().await;
    let mut ben = stage.signed_in("ben").await;
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    let mut ada = stage.signed_in("ada").await;
    let first = [
        ("rules", "1. Be fair."),
        ("rules_change", "material"),
        ("grace_days", "0"),
    ];
    let said = save(&mut ada, RULES, &first).await;
    let at_once =
        "1 member is asked to agree to it; from now on what they write waits until they agree.";
    assert!(said.has(at_once), "{}", said.body);
    let late = "Whoever had not agreed to the rules before has no longer than they had for those.";
    assert!(!said.has(late), "{}", said.body);
    let second = [
        ("rules", "1. Be fair and kind."),
        ("rules_change", "material"),
        ("grace_days", "14"),
    ];
    assert!(save(&mut ada, RULES, &second).await.has(late));
}

/// The versions to which somebody agreed, latest first.
async fn agreed(stage: &Stage, place: &Community, who: AccountId) -> Vec<i32> {
    let mut conn = stage.store.read().await.unwrap();
    let said = list_agreements(&mut conn, place.id(), who).await.unwrap();
    said.iter().map(|said| said.version).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_are_asked_to_agree_once_another_one_has_changed_the_first_rules() {
    let (stage, place) = stage().await;
    let (mut ada, cora) = (stage.signed_in("ada").await, stage.member("cora").await);
    let opened = {
        let mut conn = stage.store.read().await.unwrap();
        let found = person_by_handle(&mut conn, "ada", "guild.example").await;
        found.unwrap().unwrap().id()
    };
    assert_eq!(agreed(&stage, &place, opened).await, [1]);
    // As it was before it was kept who agreed.
    let mut tx = stage.store.begin().await.unwrap();
    let now = stage.now();
    admit(&mut tx, place.id(), cora.id(), Role::Convener, now)
        .await
        .unwrap();
    for forgotten in [
        "DELETE FROM agreements",
        "UPDATE memberships SET agreed_version = NULL",
    ] {
        let conn = &mut *tx;
        q!(conn, {
            diesel::sql_query(forgotten).execute(conn).await.unwrap()
        });
    }
    tx.commit().await.unwrap();
    let (front, title) = ("/c/luthiers", "Please agree to the rules.");
    let mut other = stage.signed_in("cora").await;
    for browser in [&mut ada, &mut other] {
        assert!(!browser.get(front).await.has(title));
    }
    let changed = [("rules", "1. Be fair."), ("rules_change", "material")];
    save(&mut other, RULES, &changed).await;
    assert!(ada.get(front).await.has(title));
    assert!(!other.get(front).await.has(title), "they wrote them");
    assert_eq!(agreed(&stage, &place, cora.id()).await, [2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_only_members_read_strangers_are_shown_how_to_join_and_not_to_follow() {
    let (stage, _) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    by_application(&mut ada).await;
    let closing = [("read", "members"), ("join", "application")];
    let saved = ada.fill_in(JOINING, &closing).await;
    assert_eq!(saved.location(), JOINING, "{}", saved.body);
    let (follow, front) = ("/c/luthiers/follow", "/c/luthiers");
    let mut ben = stage.signed_in("ben").await;
    for browser in [&mut ben, &mut stage.visitor()] {
        let page = browser.get(front).await;
        assert_eq!(page.links("Apply to join"), [JOIN]);
        assert_eq!(page.texts(".masthead .btn-main"), ["Apply to join"]);
        assert!(page.has("Only its members read and follow it."));
        assert!(page.links("Sign in to follow").is_empty());
        assert!(!page.has(follow) && !page.has("Follow from elsewhere"));
    }
    let join = ben.get(JOIN).await;
    assert!(join.has("only those can join from elsewhere whose server keeps it"));
    let token = join.value("csrf").unwrap();
    let refused = ben.post(follow, &[("csrf", token.as_str())]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    // Whoever belongs follows and stops as they like.
    let page = ada.get(front).await;
    assert!(page.has(">Unfollow<") && !page.has("Only its members read"));
    let token = ada.get(JOINING).await.value("csrf").unwrap();
    ada.post("/c/luthiers/unfollow", &[("csrf", token.as_str())])
        .await;
    assert!(ada.get(front).await.has(">Follow<"));
    let again = ada.post(follow, &[("csrf", token.as_str())]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);

    let closing = [("read", "members"), ("join", "closed")];
    ada.fill_in(JOINING, &closing).await;
    let page = stage.visitor().get(front).await;
    assert!(page.has("It takes no new ones.") && page.links("Apply").is_empty());
}
