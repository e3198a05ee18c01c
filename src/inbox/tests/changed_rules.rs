//! Rules that change, between Guildhall servers: members are asked to agree on their own server, and an
//! application that the change overtook comes back undecided.

use super::between::{JOIN, WOOD, ada, belonging, hall_as, last_said, state, told, unread};
use super::joining::{decides, guild, joins, known};
use super::{Remote, World, id};
use crate::accounts::tests::browser::Browser;
use crate::communities::tests::said;
use crate::membership::actions::{CommunityForm, Decision, join_elsewhere, update_community};
use crate::membership::model::{Answer, MembershipState, rules_hash};
use crate::membership::queries::rules::list_agreements;
use crate::membership::terms::Request;
use crate::notifications::model::NoticeKind;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

const NEW: &str = "/c/wood@hall.test/new";
const WITHDRAW: &str = "/c/wood@hall.test/join/withdraw";
const HELD: &str = "It waits on hall.test.";
const CHANGED: &str = "Its rules have changed: read and agree.";

fn bows() -> Request {
    Request {
        rules_agreed: "abc".into(),
        answers: vec![Answer {
            question: "What do you build?".into(),
            answer: "Long bows.".into(),
        }],
        invitation: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn members_elsewhere_are_asked_on_every_page_when_its_rules_change_and_agree_there() {
    let world = World::new().await;
    let mut document = Value::Null;
    let (group, wood) = hall_as(&world, "application", false, |group| {
        document = group.clone();
    })
    .await;
    join_elsewhere(&world.app, &world.ada, &wood, &bows())
        .await
        .unwrap();
    let join = last_said(&world, "Join").await;
    world.send(&group, &group.does("Accept", "1", join)).await;
    let mut browser = ada(&world).await;
    for page in [WOOD, NEW, JOIN] {
        assert!(!browser.get(page).await.has(CHANGED), "{page}");
    }

    // Only the words changed: who agreed to them before need not agree again.
    let terms = &mut document["membershipTerms"];
    terms["rules"] = json!(["Be kind to everybody."]);
    terms["rulesHash"] = json!("abd");
    terms["rulesAccepted"] = json!(["abc"]);
    world.serve(&document);
    let update = group.does("Update", "2", document.clone());
    world.send(&group, &update).await;
    let page = browser.get(JOIN).await;
    assert!(
        page.has("Be kind to everybody."),
        "what was remembered is dropped"
    );
    assert!(!page.has(CHANGED));

    let until = world.app.now().plus(TimeDelta::days(14));
    let terms = &mut document["membershipTerms"];
    terms["rules"] = json!(["Be kind to everybody.", "Plant a tree."]);
    terms["rulesHash"] = json!("def");
    terms["rulesAccepted"] = json!([]);
    terms["agreeBy"] = json!(until.wire());
    world.serve(&document);
    let update = group.does("Update", "3", document);
    world.send(&group, &update).await;
    let day = until.utc().format("%-d %B %Y");
    for page in [WOOD, NEW, JOIN] {
        let page = browser.get(page).await;
        assert!(page.has(CHANGED), "{}", page.body);
        assert!(page.has(&format!("Until {day} you go on as before")));
    }
    let page = browser.get(JOIN).await;
    assert!(page.has("Plant a tree.") && page.has("You are a member."));
    let refused = browser.submit(&page, JOIN, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["agree"]);
    assert_eq!(unread(&world, NoticeKind::RulesChanged).await, 1);
    let sent = browser.submit(&page, JOIN, &[("agree", "on")]).await;
    assert_eq!(sent.location(), JOIN, "{}", sent.body);
    assert_eq!(unread(&world, NoticeKind::RulesChanged).await, 0);
    let join = last_said(&world, "Join").await;
    assert_eq!(join["instrument"]["rulesAgreed"], "def");
    assert_eq!(join["instrument"]["answers"], json!([]));
    world.send(&group, &group.does("Accept", "4", join)).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));
    for page in [WOOD, NEW, JOIN] {
        assert!(!browser.get(page).await.has(CHANGED), "{page}");
    }
    assert_eq!(told(&world, NoticeKind::Approved).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_member_writes_elsewhere_after_the_time_for_agreeing_is_said_to_be_held_until_they_agree()
 {
    let world = World::new().await;
    let mut document = Value::Null;
    let (group, wood) = hall_as(&world, "application", false, |group| {
        document = group.clone();
    })
    .await;
    belonging(&world, &group, &wood).await;
    let until = world.app.now().plus(TimeDelta::days(14));
    let terms = &mut document["membershipTerms"];
    terms["rules"] = json!(["Be kind to all.", "Plant a tree."]);
    terms["rulesHash"] = json!("def");
    terms["agreeBy"] = json!(until.wire());
    world.serve(&document);
    let update = group.does("Update", "1", document);
    world.send(&group, &update).await;
    let mut browser = ada(&world).await;
    let (early, _) = asks_there(&world, &mut browser, "Which wood?").await;
    world.pass(TimeDelta::days(15));

    let mut browser = ada(&world).await;
    let (late, create) = asks_there(&world, &mut browser, "Which hair?").await;
    let (last, _) = asks_there(&world, &mut browser, "Which glue?").await;
    let page = browser.get(&late).await;
    for part in [
        HELD,
        "it is held there until you agree",
        "People on this server see this already",
    ] {
        assert!(page.has(part), "{part}: {}", page.body);
    }
    let rules = JOIN.replace("/join", "/rules");
    assert!(page.links("Read and agree").contains(&rules));
    let before = browser.get(&early).await;
    assert!(!before.has(HELD), "{}", before.body);
    let visitor = Browser::on_server(&world.app).get(&late).await;
    assert!(visitor.has("Which hair?") && !visitor.has(HELD));

    let hidden = page.value_anywhere("csrf").unwrap();
    let fields = [("csrf", hidden.as_str()), ("body", "Or none?")];
    let replied = browser.post(&format!("{late}/reply"), &fields).await;
    assert_eq!(replied.status, StatusCode::SEE_OTHER, "{}", replied.body);
    assert!(browser.get(&late).await.has("It waits there"));

    // One is let through by those who look after it; agreeing lets through the rest.
    world.send(&group, &group.announces("2", &create)).await;
    let page = browser.get(&late).await;
    assert!(!page.has(HELD) && page.has("It waits there"));
    assert!(browser.get(&last).await.has(HELD));
    let page = browser.get(JOIN).await;
    let sent = browser.submit(&page, JOIN, &[("agree", "on")]).await;
    assert_eq!(sent.location(), JOIN, "{}", sent.body);
    for path in [&late, &last] {
        let page = browser.get(path).await;
        assert!(!page.has(HELD) && !page.has("It waits there"), "{path}");
    }
}

/// ada asks something there. Returns the path of her thread, and her Create.
async fn asks_there(world: &World, browser: &mut Browser, title: &str) -> (String, Value) {
    let form = browser.get(NEW).await;
    let action = format!("{NEW}?kind=question");
    let fields = [("title", title), ("body", "For bows.")];
    let posted = browser.submit(&form, &action, &fields).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.body);
    (
        posted.location().to_owned(),
        last_said(world, "Create").await,
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_in_before_it_was_kept_what_they_agreed_to_is_not_asked() {
    let world = World::new().await;
    let (group, wood) = hall_as(&world, "application", false, |_| ()).await;
    belonging(&world, &group, &wood).await;
    // Without a Join there is nothing to compare with.
    let forget = "UPDATE join_attempts SET request = '{}'";
    world.set(forget).await;
    assert!(!ada(&world).await.get(WOOD).await.has(CHANGED));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_members_join_with_the_hash_of_the_rules_that_hold_is_an_agreement_to_them() {
    let world = guild().await;
    let gil = world.person("https://hall.test/u/gil");
    let before = rules_hash(&["Be kind.".to_owned()]);
    world.send(&gil, &joins(&world, &gil, "1", &before)).await;
    decides(&world, &gil, Decision::Approve, "").await;
    let change = async |rules: &str, change: &str| {
        let form = CommunityForm {
            rules: rules.into(),
            rules_change: change.into(),
            ..CommunityForm::from(&world.luthiers)
        };
        update_community(&world.app, &world.ada, &world.luthiers, &form)
            .await
            .unwrap();
        let (_, group) = world.document("/c/luthiers").await;
        let group: Value = serde_json::from_str(&group).unwrap();
        group["membershipTerms"].clone()
    };
    let terms = change("Be kind to all.", "editorial").await;
    assert_eq!(terms["rulesAccepted"], json!([before]));
    let terms = change("Be kind.\n\nNo trade.", "material").await;
    let hash = rules_hash(&["Be kind.".to_owned(), "No trade.".to_owned()]);
    assert_eq!(terms["rulesHash"], hash.as_str());
    assert_eq!(terms["rulesAccepted"], json!([]));
    let until = world.app.now().plus(TimeDelta::days(14));
    assert_eq!(terms["agreeBy"], json!(until.wire()));

    let who = known(&world, &gil).await;
    let agreed = async || {
        let mut conn = world.app.store.read().await.unwrap();
        let said = list_agreements(&mut conn, world.luthiers.id(), who.id()).await;
        said.unwrap()[0].version
    };
    // By another hash nobody agrees, and nobody is shown out for it.
    for (tail, hash, version) in [("2", "other", 1), ("3", hash.as_str(), 3)] {
        let join = joins(&world, &gil, tail, hash);
        world.send(&gil, &join).await;
        assert_eq!(id(&last_said(&world, "Accept").await["object"]), id(&join));
        assert_eq!(agreed().await, version);
        let stands = super::joining::state(&world, &gil).await;
        assert_eq!(stands, Some(MembershipState::Member));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_changed_rules_overtook_comes_back_undecided_with_its_answers() {
    // A community here says so.
    let world = guild().await;
    let gil = world.person("https://hall.test/u/gil");
    world.send(&gil, &joins(&world, &gil, "1", "other")).await;
    let reject = last_said(&world, "Reject").await;
    let hash = rules_hash(&["Be kind.".to_owned()]);
    assert_eq!(reject["instrument"]["rulesHash"], hash.as_str());

    // People here are told so.
    let world = World::new().await;
    let (group, wood) = hall_as(&world, "application", false, |_| ()).await;
    join_elsewhere(&world.app, &world.ada, &wood, &bows())
        .await
        .unwrap();
    let join = last_said(&world, "Join").await;
    let mut reject = group.does("Reject", "1", join);
    reject["summary"] = json!("The rules have changed meanwhile.");
    reject["instrument"] = json!({"type": "MembershipTerms", "rulesHash": "def"});
    world.send(&group, &reject).await;
    assert_eq!(told(&world, NoticeKind::Declined).await, 0);
    assert_eq!(told(&world, NoticeKind::CameBack).await, 1);
    let mut browser = ada(&world).await;
    let notices = browser.get("/notifications").await;
    let words = "Your application to wood on hall.test came back undecided";
    let opened = notices.links(words).remove(0);
    assert_eq!(browser.get(&opened).await.location(), JOIN);
    let page = browser.get(JOIN).await;
    assert!(page.has("Nothing has been decided"), "{}", page.body);
    assert!(!page.has("You were not taken in"));
    let kept = page.value("answer_1").unwrap();
    assert_eq!(kept.trim(), "Long bows.");
    let sent = browser
        .submit(&page, JOIN, &[("answer_1", kept.as_str()), ("agree", "on")])
        .await;
    assert_eq!(sent.location(), JOIN, "{}", sent.body);
    assert!(browser.get(JOIN).await.has("You applied"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_elsewhere_sees_what_they_answered_how_long_it_takes_and_one_way_back() {
    let world = World::new().await;
    let (group, wood) = hall_as(&world, "application", false, |group| {
        group["membershipTerms"]["note"] = json!("A decision takes some days.");
    })
    .await;
    join_elsewhere(&world.app, &world.ada, &wood, &bows())
        .await
        .unwrap();
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    for part in [
        "A decision takes some days.",
        "Long bows.",
        "What you answered",
    ] {
        assert!(page.has(part), "{part}: {}", page.body);
    }
    for part in ["You asked to follow", "Ask again"] {
        assert!(!page.has(part), "{part}: {}", page.body);
    }
    let back = browser.submit(&page, WITHDRAW, &[]).await;
    assert_eq!(back.location(), JOIN);
    let follow = last_said(&world, "Follow").await;
    assert_eq!(
        last_said(&world, "Undo").await["object"]["id"],
        follow["id"]
    );
    assert!(!browser.get(JOIN).await.has("Long bows."));

    // The follow that came with joining needs no notice of its own.
    world.pass(TimeDelta::seconds(1));
    belonging(&world, &group, &wood).await;
    assert_eq!(told(&world, NoticeKind::Approved).await, 1);
    assert_eq!(told(&world, NoticeKind::FollowAccepted).await, 0);
    let page = browser.get(JOIN).await;
    assert!(page.has("Unfollow"), "{}", page.body);
    let joins = said(&world.app).await.into_iter();
    assert_eq!(joins.filter(|act| act["type"] == "Join").count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_asked_something_elsewhere_is_led_to_the_message() {
    // A community here names the Join in its question.
    let world = guild().await;
    let gil = world.person("https://hall.test/u/gil");
    let hash = rules_hash(&["Be kind.".to_owned()]);
    let join = joins(&world, &gil, "1", &hash);
    world.send(&gil, &join).await;
    decides(&world, &gil, Decision::AskMore, "How many?").await;
    let question = last_said(&world, "Create").await;
    assert_eq!(question["object"]["inReplyTo"], join["id"]);

    // People here are told by which community.
    let world = World::new().await;
    let (_, wood) = hall_as(&world, "application", false, |_| ()).await;
    join_elsewhere(&world.app, &world.ada, &wood, &bows())
        .await
        .unwrap();
    let join = last_said(&world, "Join").await;
    let asks = async |who: &Remote, tail: &str| {
        let ada = &world.ada.actor.ap_id;
        let note = json!({
            "id": format!("{}/note/{tail}", who.id), "type": "Note", "attributedTo": who.id,
            "to": [ada], "cc": [], "inReplyTo": join["id"], "content": "<p>How many?</p>",
            "published": world.app.now().wire(),
            "tag": [{"type": "Mention", "href": ada, "name": "@ada"}],
        });
        let mut create = who.does("Create", tail, note);
        create["to"] = json!([ada]);
        world.send(who, &create).await;
    };
    let mallory = world.actor("https://evil.test/u/desk", "Service");
    asks(&mallory, "1").await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Applied));
    let desk = world.actor("https://hall.test/u/desk", "Service");
    asks(&desk, "2").await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::MoreAsked));
    assert_eq!(told(&world, NoticeKind::MoreAsked).await, 1);
    assert_eq!(told(&world, NoticeKind::Message).await, 1, "of the other");
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    assert!(page.has("They asked you something."), "{}", page.body);
    let messages = "/messages/desk@hall.test";
    assert_eq!(page.links("See the message"), [messages]);
    assert!(browser.get(messages).await.has("How many?"));
}
