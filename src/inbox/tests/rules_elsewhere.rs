//! Rules between servers: what people here see of those of a community elsewhere, who is told when they change, and
//! what becomes of a yes to rules that have changed meanwhile.

use super::between::{JOIN, WOOD, ada, belonging, hall_as, last_said, state, told};
use super::joining::{decides, guild, joins, later, letters, link, posts, replies};
use super::{Remote, World, count};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::actions::follow;
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{inboxes, said};
use crate::mail::tests::confirm;
use crate::membership::actions::{CommunityForm, Decision, join_elsewhere, update_community};
use crate::membership::model::{Answer as Given, MembershipState, rules_hash};
use crate::membership::terms::Request;
use crate::notifications::model::NoticeKind;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

const RULES: &str = "/c/wood@hall.test/rules";
const CHANGED: &str = "Its rules have changed: read and agree.";
const MEANWHILE: &str = "While you were reading, the rules changed.";
const MAILS: &str = "SELECT COUNT(*) AS n FROM mails WHERE kind = 'rules'
    AND subject = 'The rules of wood have changed'";

/// The community publishes other rules, under this name. `accepted` are those that need not be agreed to anew.
async fn changes(
    world: &World,
    group: &Remote,
    document: &mut Value,
    (rules, hash, accepted): (&[&str], &str, &[&str]),
) {
    let terms = &mut document["membershipTerms"];
    terms["rules"] = json!(rules);
    terms["rulesHash"] = json!(hash);
    terms["rulesAccepted"] = json!(accepted);
    world.serve(document);
    let update = group.does("Update", hash, document.clone());
    world.send(group, &update).await;
}

/// The form came back as nobody's fault, and nothing is agreed to.
fn came_back(page: &Answer) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has(MEANWHILE), "{}", page.body);
    assert!(!page.has("Some fields need another look"));
    assert_eq!(page.wrong(), [""; 0]);
    let ticked = page.texts("input[name=agree][checked]");
    assert!(ticked.is_empty(), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_elsewhere_are_told_of_a_material_change_and_agree_on_the_page_of_its_rules() {
    let world = World::new().await;
    let mut document = Value::Null;
    let (group, wood) = hall_as(&world, "application", false, |group| {
        document = group.clone();
    })
    .await;
    confirm(&world.app, world.ada.id()).await;
    belonging(&world, &group, &wood).await;
    let mut browser = ada(&world).await;
    let page = browser.get(RULES).await;
    assert!(page.has("Version 1") && page.has("Be kind to all."));
    assert!(page.has("You agreed to this") && page.value("agree").is_none());

    // Other words alone are no news.
    let kind = ["Be kind to everybody."];
    changes(&world, &group, &mut document, (&kind, "abd", &["abc"])).await;
    assert_eq!(told(&world, NoticeKind::RulesChanged).await, 0);
    let page = browser.get(RULES).await;
    assert!(page.has("Version 2") && page.value("agree").is_none());

    document["membershipTerms"]["rulesVersion"] = json!(7);
    let more = ["Be kind to everybody.", "Plant a tree."];
    changes(&world, &group, &mut document, (&more, "def", &[])).await;
    assert_eq!(told(&world, NoticeKind::RulesChanged).await, 1);
    assert_eq!(count(&world.app.store, MAILS).await, 1);
    let notices = browser.get("/notifications").await;
    let words = "The rules of wood on hall.test have changed";
    let opened = notices.links(words).remove(0);
    assert_eq!(browser.get(&opened).await.location(), RULES);
    let page = browser.get(RULES).await;
    assert!(page.has("Version 7"), "its own server calls it so");
    assert!(
        page.has("version 1</a>, to which you agreed,"),
        "{}",
        page.body
    );
    assert_eq!(page.texts(".prose li .badge"), ["changed", "new"]);
    assert_eq!(
        page.links("Version"),
        ["2", "1"].map(|n| format!("{RULES}/{n}"))
    );
    let front = browser.get(WOOD).await;
    assert!(front.has(CHANGED));
    assert_eq!(front.links("Read and agree"), [RULES]);

    let agreed = browser.submit(&page, RULES, &[("agree", "on")]).await;
    assert_eq!(agreed.location(), RULES, "{}", agreed.body);
    let join = last_said(&world, "Join").await;
    assert_eq!(join["instrument"]["rulesAgreed"], "def");
    let page = browser.get(RULES).await;
    assert!(page.has("You agreed to this") && page.value("agree").is_none());
    assert!(!browser.get(WOOD).await.has(CHANGED));

    // Visitors read them, and have nothing to say to them.
    let mut visitor = Browser::on_server(&world.app);
    let page = visitor.get(RULES).await;
    assert!(page.has("Plant a tree.") && page.value("agree").is_none());
    let former = visitor.get(&format!("{RULES}/1")).await;
    assert!(former.has("Be kind to all.") && !former.has("Plant a tree."));
    let none = visitor.get(&format!("{RULES}/3")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_to_join_elsewhere_or_agrees_there_is_shown_what_changed_while_they_read() {
    let world = World::new().await;
    let mut document = Value::Null;
    let (group, wood) = hall_as(&world, "application", false, |group| {
        document = group.clone();
    })
    .await;
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    let more = ["Be kind to all.", "Plant a tree."];
    changes(&world, &group, &mut document, (&more, "def", &[])).await;
    let yes = [("agree", "on"), ("answer_1", "Bows.")];
    let page = browser.submit(&page, JOIN, &yes).await;
    came_back(&page);
    assert_eq!(page.texts(".notice li p"), ["Plant a tree.", "new"]);
    assert_eq!(page.value("answer_1").unwrap().trim(), "Bows.");
    let sent = browser.submit(&page, JOIN, &yes).await;
    assert_eq!(sent.location(), JOIN, "{}", sent.body);
    let join = last_said(&world, "Join").await;
    assert_eq!(join["instrument"]["rulesAgreed"], "def");
    world.send(&group, &group.does("Accept", "1", join)).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));

    // As a member, on both pages on which they agree.
    for (path, hash, tree) in [
        (JOIN, "ghi", "Plant two trees."),
        (RULES, "jkl", "Plant three."),
    ] {
        let other = format!("{tree} Soon.");
        changes(
            &world,
            &group,
            &mut document,
            (&["Be kind to all.", &other], hash, &[]),
        )
        .await;
        let page = browser.get(path).await;
        let last = format!("{hash}-2");
        changes(
            &world,
            &group,
            &mut document,
            (&["Be kind to all.", tree], &last, &[]),
        )
        .await;
        let page = browser.submit(&page, path, &[("agree", "on")]).await;
        came_back(&page);
        assert_eq!(page.texts(".notice li .badge"), ["changed"], "{path}");
        let agreed = browser.submit(&page, path, &[("agree", "on")]).await;
        assert_eq!(agreed.location(), path, "{}", agreed.body);
        let join = last_said(&world, "Join").await;
        assert_eq!(join["instrument"]["rulesAgreed"], last.as_str());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_belongs_elsewhere_by_following_alone_is_told_and_asked() {
    let world = World::new().await;
    let mut document = Value::Null;
    let (group, wood) = hall_as(&world, "application", true, |group| {
        document = group.clone();
    })
    .await;
    follow(&world.app, &world.ada, &wood).await.unwrap();
    let asked = last_said(&world, "Follow").await;
    world.send(&group, &group.does("Accept", "1", asked)).await;
    let mut browser = ada(&world).await;
    assert!(!browser.get(WOOD).await.has(CHANGED));
    changes(
        &world,
        &group,
        &mut document,
        (&["Plant a tree."], "def", &[]),
    )
    .await;
    assert_eq!(told(&world, NoticeKind::RulesChanged).await, 1);
    assert!(browser.get(WOOD).await.has(CHANGED));
    let page = browser.get(RULES).await;
    assert_eq!(page.texts("main [name=agree]"), ["I agree to these rules"]);
    let agreed = browser.submit(&page, RULES, &[("agree", "on")]).await;
    assert_eq!(agreed.location(), RULES, "{}", agreed.body);
    assert!(!browser.get(WOOD).await.has(CHANGED));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_taken_in_after_the_rules_changed_is_told_then() {
    let world = World::new().await;
    let mut document = Value::Null;
    let (group, wood) = hall_as(&world, "application", false, |group| {
        document = group.clone();
    })
    .await;
    let request = Request {
        rules_agreed: "abc".into(),
        answers: vec![Given {
            question: "What do you build?".into(),
            answer: "Bows.".into(),
        }],
        invitation: None,
    };
    join_elsewhere(&world.app, &world.ada, &wood, &request)
        .await
        .unwrap();
    let join = last_said(&world, "Join").await;
    changes(
        &world,
        &group,
        &mut document,
        (&["Plant a tree."], "def", &[]),
    )
    .await;
    assert_eq!(
        told(&world, NoticeKind::RulesChanged).await,
        0,
        "not theirs yet"
    );
    world.send(&group, &group.does("Accept", "1", join)).await;
    assert_eq!(told(&world, NoticeKind::Approved).await, 1);
    assert_eq!(told(&world, NoticeKind::RulesChanged).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_change_again_and_again_are_told_by_three_mails_in_a_day() {
    let world = World::new().await;
    let mut document = Value::Null;
    let (group, wood) = hall_as(&world, "application", false, |group| {
        document = group.clone();
    })
    .await;
    confirm(&world.app, world.ada.id()).await;
    belonging(&world, &group, &wood).await;
    for n in 1..=5 {
        let (point, hash) = (format!("Rule {n}."), format!("new{n}"));
        let point = [point.as_str()];
        changes(&world, &group, &mut document, (&point, hash.as_str(), &[])).await;
    }
    assert_eq!(count(&world.app.store, MAILS).await, 3);
    assert_eq!(told(&world, NoticeKind::RulesChanged).await, 1);
    later(&world, TimeDelta::days(1)).await;
    let point = ["Another rule."];
    changes(&world, &group, &mut document, (&point, "other", &[])).await;
    assert_eq!(count(&world.app.store, MAILS).await, 4);
}

async fn publishes(world: &World, rules: &str, change: &str) {
    let form = CommunityForm {
        rules: rules.into(),
        rules_change: change.into(),
        ..CommunityForm::from(&world.luthiers)
    };
    update_community(&world.app, &world.ada, &world.luthiers, &form)
        .await
        .unwrap();
    world.work().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_of_members_who_do_not_follow_hear_of_a_material_change() {
    let world = guild().await;
    let gil = world.person("https://hall.test/u/gil");
    let before = rules_hash(&["Be kind.".to_owned()]);
    world.send(&gil, &joins(&world, &gil, "1", &before)).await;
    decides(&world, &gil, Decision::Approve, "").await;
    set_software(&world.app, "hall.test", "guildhall").await;
    let updates = async || {
        let mut heard = 0;
        for act in said(&world.app).await {
            let own = act["type"] == "Update" && act["actor"] == world.group();
            let to = inboxes(&world.app, &act["id"]).await;
            let theirs = to.iter().any(|inbox| inbox.contains("hall.test"));
            heard += usize::from(own && theirs);
        }
        heard
    };
    publishes(&world, "Be kind to all.", "editorial").await;
    assert_eq!(updates().await, 0);
    publishes(&world, "Be kind.\n\nNo trade.", "material").await;
    assert_eq!(updates().await, 1);
    let (_, group) = world.document("/c/luthiers").await;
    let group: Value = serde_json::from_str(&group).unwrap();
    assert_eq!(group["membershipTerms"]["rulesVersion"], 3);
    let published = json!(world.app.now().wire());
    assert_eq!(group["membershipTerms"]["rulesPublished"], published);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_whose_letter_never_went_out_gets_one_at_the_next_change() {
    let world = guild().await;
    let bo = world.person("https://away.test/users/bo");
    posts(&world, &bo, "mastodon", "1").await;
    let answer = "<p>@luthiers AGREE<br>1: Guitars<br>2: in a shop</p>";
    replies(&world, &bo, "1", answer).await;
    decides(&world, &bo, Decision::Approve, "").await;
    let before = letters(&world, &bo).await.len();
    publishes(&world, "Be kind.\n\nNo trade.", "material").await;
    world
        .set("DELETE FROM jobs WHERE kind = 'ask_by_message'")
        .await;
    later(&world, TimeDelta::minutes(2)).await;
    assert_eq!(letters(&world, &bo).await.len(), before);
    publishes(&world, "Be kind.\n\nNo adverts.", "material").await;
    later(&world, TimeDelta::minutes(2)).await;
    assert_eq!(letters(&world, &bo).await.len(), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_page_behind_a_link_what_changed_while_somebody_read_is_shown_too() {
    let world = guild().await;
    let lena = world.person("https://lemmy.test/u/lena");
    posts(&world, &lena, "lemmy", "1").await;
    let path = link(&letters(&world, &lena).await[0]);
    let mut browser = Browser::on_server(&world.app);
    let page = browser.get(&path).await;
    publishes(&world, "Be kind.\n\nNo trade.", "editorial").await;
    let yes = [
        ("answer_1", "Lutes"),
        ("answer_2", "At home"),
        ("agree", "on"),
    ];
    let page = browser.submit(&page, &path, &yes).await;
    came_back(&page);
    assert_eq!(page.texts(".notice li p"), ["No trade.", "new"]);
    assert_eq!(page.value("answer_1").as_deref(), Some("Lutes"));
    let sent = browser.submit(&page, &path, &yes).await;
    assert_eq!(sent.location(), path, "{}", sent.body);
}
