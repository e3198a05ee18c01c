//! Rules that change while somebody reads them, and what members are told who have yet to agree.

use crate::accounts::tests::browser::{Answer, Browser};
use crate::membership::actions::CommunityForm;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;
use chrono::TimeDelta;

const JOIN: &str = "/c/luthiers/join";
const RULES: &str = "/c/luthiers/rules";
const JOINING: &str = "/c/luthiers/settings/joining";
const QUESTIONS: &str = "/c/luthiers/settings/questions";
const PUBLISHING: &str = "/c/luthiers/settings/rules";
const CHANGED: &str = "While you were reading, the rules changed.";

/// A community of ada's with two rules. Returns her and ben, who is somebody else here.
async fn stage() -> (Stage, Browser, Browser) {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    let form = CommunityForm {
        rules: "1. Be kind.\n2. No trade.".into(),
        ..CommunityForm::default()
    };
    stage.open(&ada, "luthiers", form).await;
    let (ada, ben) = (stage.signed_in("ada").await, stage.signed_in("ben").await);
    (stage, ada, ben)
}

async fn publish(ada: &mut Browser, rules: &str, change: &str) {
    let fields = [("rules", rules), ("rules_change", change)];
    let saved = ada.fill_in(PUBLISHING, &fields).await;
    assert_eq!(saved.location(), PUBLISHING, "{}", saved.body);
}

/// The form came back as nobody's fault, and nothing is agreed to.
fn came_back(page: &Answer) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has(CHANGED), "{}", page.body);
    assert!(!page.has("Some fields need another look"));
    assert_eq!(page.wrong(), [""; 0]);
    let ticked = page.texts("input[name=agree][checked]");
    assert!(ticked.is_empty(), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_joins_is_shown_what_changed_while_they_read_and_keeps_their_answers() {
    let (_stage, mut ada, mut ben) = stage().await;
    let asked = [
        ("question_1", "What do you build?"),
        ("question_1_kind", "text"),
        ("question_1_required", "on"),
    ];
    for (path, fields) in [
        (JOINING, &[("join", "application")][..]),
        (QUESTIONS, &asked[..]),
    ] {
        let saved = ada.fill_in(path, fields).await;
        assert_eq!(saved.location(), path, "{}", saved.body);
    }
    let page = ben.get(JOIN).await;
    assert!(!page.has(CHANGED));
    let rules = "1. Be kind to all.\n2. No trade.\n3. Stay on topic.";
    publish(&mut ada, rules, "editorial").await;
    let yes = [("agree", "on"), ("answer_1", "Cellos.")];
    let page = ben.submit(&page, JOIN, &yes).await;
    came_back(&page);
    assert_eq!(page.texts(".notice li .badge"), ["changed", "new"]);
    assert_eq!(
        page.texts(".notice li[value='3'] p"),
        ["Stay on topic.", "new"]
    );
    assert_eq!(page.texts("#rules + .prose li .badge"), ["changed", "new"]);
    assert_eq!(page.value("answer_1").unwrap().trim(), "Cellos.");

    // Points that were taken away are named, too.
    publish(&mut ada, "1. Be kind to all.", "editorial").await;
    let page = ben.submit(&page, JOIN, &yes).await;
    came_back(&page);
    assert!(page.texts(".notice .badge").is_empty());
    assert_eq!(page.texts(".notice ul li"), ["No trade.", "Stay on topic."]);

    // What is wrong besides is said as ever.
    publish(&mut ada, "1. Be fair.", "editorial").await;
    let page = ben.submit(&page, JOIN, &[("agree", "on")]).await;
    assert!(page.has(CHANGED));
    assert_eq!(page.wrong(), ["answer_1"]);
    let sent = ben.submit(&page, JOIN, &yes).await;
    assert_eq!(sent.location(), JOIN, "{}", sent.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_agrees_is_shown_what_changed_while_they_read() {
    let (_stage, mut ada, mut ben) = stage().await;
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    publish(&mut ada, "1. Be kind.\n2. No adverts.", "material").await;
    let page = ben.get(RULES).await;
    let rules = "1. Be kind.\n2. No adverts.\n3. Stay on topic.";
    publish(&mut ada, rules, "material").await;
    let page = ben.submit(&page, RULES, &[("agree", "on")]).await;
    came_back(&page);
    assert_eq!(page.texts(".notice li .badge"), ["new"]);
    let agreed = ben.submit(&page, RULES, &[("agree", "on")]).await;
    assert_eq!(agreed.location(), RULES, "{}", agreed.body);
    assert!(ben.get(RULES).await.has("You agreed to this"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_for_joining_tells_a_member_that_they_owe_an_agreement_and_until_when() {
    let (stage, mut ada, mut ben) = stage().await;
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    assert!(!ben.get(JOIN).await.has("The rules changed on"));
    publish(&mut ada, "1. Be kind.\n2. No adverts.", "material").await;
    let page = ben.get(JOIN).await;
    assert!(page.has("You are a member."), "{}", page.body);
    let owed = "The rules changed on 1 June 2026; agree by 15 June 2026.";
    assert!(page.has(owed), "{}", page.body);
    assert_eq!(page.links("Read the rules and agree"), [RULES]);
    assert!(!page.has("Please agree to the rules."), "once is enough");
    stage.clock.advance(TimeDelta::days(15));
    let late = ben.get(JOIN).await;
    assert!(late.has("the time to agree was over on 15 June 2026"));
    assert!(late.has("What you write is held"));
    ben.fill_in(RULES, &[("agree", "on")]).await;
    let page = ben.get(JOIN).await;
    assert!(page.has("You are a member.") && !page.has("The rules changed on"));
    assert!(page.links("Read the rules and agree").is_empty());
}
