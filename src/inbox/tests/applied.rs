//! Applications between Guildhall servers that wait: what the community's server says of them, and what the
//! applicant's own shows, whichever way they applied.

use super::between::{JOIN, WOOD, ada, asks, hall_as, invite, last_said, state, told, unread};
use super::joining::{decides, guild, joins, known, last_words, later, posts, replies};
use super::{Remote, World, id};
use crate::accounts::tests::browser::Browser;
use crate::communities::actions::follow;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::Community;
use crate::communities::tests::said;
use crate::mail::model::MailKind;
use crate::mail::tests::{all_mails, confirm};
use crate::membership::actions::{Decision, join_elsewhere};
use crate::membership::model::{Answer, Application, MembershipState, rules_hash};
use crate::membership::queries::applications::last_application;
use crate::membership::queries::membership_of;
use crate::membership::terms::Request;
use crate::notifications::model::NoticeKind;
use crate::store::Time;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

/// What a community says to who applies.
const FRIDAYS: &str = "We decide on Fridays.";

const MESSAGES: &str = "/messages/desk@hall.test";

async fn hall(world: &World) -> (Remote, Community) {
    hall_as(world, "application", false, |_| ()).await
}

fn day(time: Time) -> String {
    time.utc().format("%-d %B %Y").to_string()
}

/// ada applies on her own server's page. Returns her Join.
async fn applies(world: &World, place: &Community) -> Value {
    let request = Request {
        rules_agreed: "abc".into(),
        answers: vec![Answer {
            question: "What do you build?".into(),
            answer: "Long bows.".into(),
        }],
        invitation: None,
    };
    join_elsewhere(&world.app, &world.ada, place, &request)
        .await
        .unwrap();
    last_said(world, "Join").await
}

/// The desk of the other server asks ada something about her Join.
async fn is_asked(world: &World, join: &Value, tail: &str) {
    let desk = world.actor("https://hall.test/u/desk", "Service");
    let ada = &world.ada.actor.ap_id;
    let note = json!({
        "id": format!("{}/note/{tail}", desk.id), "type": "Note", "attributedTo": desk.id,
        "to": [ada], "cc": [], "inReplyTo": join["id"], "content": "<p>How many?</p>",
        "published": world.app.now().wire(),
        "tag": [{"type": "Mention", "href": ada, "name": "@ada"}],
    });
    let mut create = desk.does("Create", tail, note);
    create["to"] = json!([ada]);
    world.send(&desk, &create).await;
}

async fn writes_to_desk(browser: &mut Browser, text: &str) {
    let page = browser.get(MESSAGES).await;
    let sent = browser.submit(&page, MESSAGES, &[("body", text)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

async fn state_in(world: &World, place: &Community) -> Option<MembershipState> {
    let mut conn = world.app.store.read().await.unwrap();
    let found = membership_of(&mut conn, place.id(), world.ada.id()).await;
    found.unwrap().map(|membership| membership.state)
}

/// What the community says of the application that a Join, its own or ours, is about.
fn reports(world: &World, group: &Remote, (join, tail): (&str, &str), about: Value) -> Value {
    let ada = &world.ada.actor.ap_id;
    let object = json!({"id": join, "type": "Join", "actor": ada, "object": group.id});
    let mut report = group.does("TentativeAccept", tail, object);
    report["to"] = json!([ada]);
    report["instrument"] = about;
    report
}

fn waits_since(at: Time) -> Value {
    json!({"type": "MembershipApplication", "state": "applied", "published": at.wire()})
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_answered_what_they_were_asked_elsewhere_is_shown_to_wait_with_the_dates() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let join = applies(&world, &wood).await;
    let end = day(world.app.now().plus(TimeDelta::days(30)));
    world.pass(TimeDelta::days(3));
    is_asked(&world, &join, "1").await;
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    let until = format!("without a decision the application ends on {end}");
    assert!(page.has("They asked you something."), "{}", page.body);
    assert!(page.has("You applied 3 days ago") && page.has(&until));
    assert!(!page.has("want to know more before they decide"));

    writes_to_desk(&mut browser, "Two a year.").await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Applied));
    let page = browser.get(JOIN).await;
    assert!(page.has("You answered just now."), "{}", page.body);
    assert!(page.has("You applied 3 days ago.") && page.has(&until));
    assert!(page.has("want to know more before they decide"));
    assert!(!page.has("They asked you something."));
    // The community has the last word: what came was no answer.
    let mut about = waits_since(world.app.now().minus(TimeDelta::days(3)));
    about["state"] = json!("asked");
    let report = reports(&world, &group, (id(&join), "1"), about);
    world.send(&group, &report).await;
    assert!(browser.get(JOIN).await.has("They asked you something."));
    // Whoever only talks to the desk answers nothing else.
    writes_to_desk(&mut browser, "Two.").await;
    writes_to_desk(&mut browser, "Thank you.").await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Applied));
}

/// What ada was mailed about applications, latest first.
async fn mailed(world: &World) -> Vec<String> {
    let mails = all_mails(&world.app).await.into_iter();
    let of_kind = mails.filter(|mail| mail.kind == MailKind::Decision);
    of_kind.map(|mail| mail.subject).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_community_elsewhere_asks_is_told_by_mail_too_three_times_in_a_day() {
    let world = World::new().await;
    confirm(&world.app, world.ada.id()).await;
    let (_, wood) = hall(&world).await;
    let join = applies(&world, &wood).await;
    let subject = "A question about your application to wood on hall.test";
    is_asked(&world, &join, "1").await;
    assert_eq!(mailed(&world).await, [subject]);
    for tail in ["2", "3"] {
        is_asked(&world, &join, tail).await;
    }
    assert_eq!(mailed(&world).await, [subject; 3]);
    // Whoever is answered may write as much as they like.
    writes_to_desk(&mut ada(&world).await, "Two a year.").await;
    for tail in ["4", "5"] {
        is_asked(&world, &join, tail).await;
    }
    assert_eq!(mailed(&world).await, [subject; 3]);
    assert_eq!(told(&world, NoticeKind::MoreAsked).await, 5);
    world.pass(TimeDelta::days(1));
    is_asked(&world, &join, "6").await;
    assert_eq!(mailed(&world).await, [subject; 4]);
}

/// ada comes by an invitation that lets her join at once. Returns her Join.
async fn comes_by_invitation(world: &World, group: &Remote) -> Value {
    let mut sent = invite(world, group, "1");
    sent["instrument"] = json!({"type": "MembershipInvitation", "skipsApplication": true});
    world.send(group, &sent).await;
    let mut browser = ada(world).await;
    let page = browser.get(JOIN).await;
    assert!(!page.has(FRIDAYS), "nobody decides about her");
    let joined = browser.submit(&page, JOIN, &[("agree", "on")]).await;
    assert_eq!(joined.location(), JOIN, "{}", joined.body);
    last_said(world, "Join").await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_joins_elsewhere_at_once_gets_no_mail_that_an_application_was_approved() {
    let world = World::new().await;
    confirm(&world.app, world.ada.id()).await;
    let (group, wood) = hall_as(&world, "application", false, |group| {
        group["membershipTerms"]["note"] = json!(FRIDAYS);
    })
    .await;
    assert!(ada(&world).await.get(JOIN).await.has(FRIDAYS));
    let join = comes_by_invitation(&world, &group).await;
    assert_eq!(unread(&world, NoticeKind::Invited).await, 1);
    let accept = group.does("Accept", "2", join.clone());
    world.send(&group, &accept).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));
    assert_eq!(told(&world, NoticeKind::Approved).await, 1);
    assert_eq!(unread(&world, NoticeKind::Invited).await, 0);
    assert!(mailed(&world).await.is_empty());
    // That it is over is news, however they came.
    world.send(&group, &group.does("Reject", "3", join)).await;
    assert_eq!(mailed(&world).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_had_to_wait_after_all_is_told_by_mail_what_was_decided() {
    let world = World::new().await;
    confirm(&world.app, world.ada.id()).await;
    let (group, _) = hall(&world).await;
    let join = comes_by_invitation(&world, &group).await;
    let about = waits_since(world.app.now());
    let report = reports(&world, &group, (id(&join), "2"), about);
    world.send(&group, &report).await;
    world.send(&group, &group.does("Accept", "3", join)).await;
    let subject = "Your application to wood on hall.test was approved";
    assert_eq!(mailed(&world).await, [subject]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_communities_that_ask_the_one_is_answered_that_wrote_last() {
    let world = World::new().await;
    let (_, wood) = hall(&world).await;
    let iron = world.actor("https://hall.test/c/iron", "Group");
    let mut document = iron.document("Group");
    document["membershipTerms"] = json!({
        "type": "MembershipTerms", "joinPolicy": "application", "rules": [], "rulesHash": "",
        "questions": [], "note": "",
    });
    world.serve(&document);
    let found = resolve_actor(&world.app, &iron.id, FRESH).await.unwrap();
    let iron = found.community().unwrap();
    let to_wood = applies(&world, &wood).await;
    let to_iron = applies(&world, &iron).await;
    is_asked(&world, &to_wood, "1").await;
    is_asked(&world, &to_iron, "2").await;
    let mut browser = ada(&world).await;
    writes_to_desk(&mut browser, "Two.").await;
    let applied = Some(MembershipState::Applied);
    assert_eq!(state_in(&world, &iron).await, applied);
    assert_eq!(
        state_in(&world, &wood).await,
        Some(MembershipState::MoreAsked)
    );
    writes_to_desk(&mut browser, "And three.").await;
    assert_eq!(state_in(&world, &wood).await, applied);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_applied_there_by_a_message_is_shown_so_by_their_own_server() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let since = world.app.now().minus(TimeDelta::days(3));
    let theirs = "https://hall.test/activities/join/1";
    let tell = |tail: &str| reports(&world, &group, (theirs, tail), waits_since(since));
    // Nobody is made an applicant who has nothing to do with the community.
    world.in_vain(&group, &tell("1")).await;
    follow(&world.app, &world.ada, &wood).await.unwrap();
    let mallory = world.actor("https://hall.test/c/mallory", "Group");
    world.in_vain(&mallory, &tell("2")).await;
    for elsewhere in [
        "https://evil.test/activities/join/1",
        "https://guild.example/activities/join/1",
    ] {
        let forged = reports(&world, &group, (elsewhere, "3"), waits_since(since));
        world.in_vain(&group, &forged).await;
    }

    let mut browser = ada(&world).await;
    assert!(asks(&browser.get(JOIN).await));
    world.send(&group, &tell("4")).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Applied));
    let page = browser.get(JOIN).await;
    assert!(page.has("You applied 3 days ago."), "{}", page.body);
    assert!(page.has("hall.test has one application of yours") && !asks(&page));
    assert_eq!(browser.get(WOOD).await.links("You applied"), [JOIN]);
    // It is decided like every other one.
    let ada = &world.ada.actor.ap_id;
    let join = json!({"id": theirs, "type": "Join", "actor": ada, "object": group.id});
    world.send(&group, &group.does("Accept", "5", join)).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));
    assert_eq!(told(&world, NoticeKind::Approved).await, 1);
    world.in_vain(&group, &tell("6")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_that_says_again_and_again_that_somebody_applied_is_believed_three_times() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    follow(&world.app, &world.ada, &wood).await.unwrap();
    let ada = &world.ada.actor.ap_id;
    let says = async |n: usize| {
        let theirs = format!("https://hall.test/activities/join/{n}");
        let about = waits_since(world.app.now());
        let tail = format!("r{n}");
        let told = reports(&world, &group, (theirs.as_str(), tail.as_str()), about);
        world.send(&group, &told).await;
        let believed = state(&world, &wood).await == Some(MembershipState::Applied);
        let join = json!({"id": theirs, "type": "Join", "actor": ada, "object": group.id});
        let reject = group.does("Reject", &format!("d{n}"), join);
        world.send(&group, &reject).await;
        believed
    };
    let mut believed = Vec::new();
    for n in 0..5 {
        believed.push(says(n).await);
    }
    assert_eq!(believed, [true, true, true, false, false]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_became_of_a_second_application_stands_on_the_page_of_who_sent_it() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let join = applies(&world, &wood).await;
    let since = world.app.now().minus(TimeDelta::days(8));
    let mut about = waits_since(since);
    about["earlier"] = json!(true);
    let mut report = reports(&world, &group, (id(&join), "1"), about);
    world.send(&group, &report).await;
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    assert!(page.has("You applied last week."), "{}", page.body);
    assert!(page.has("hall.test has one application of yours"));
    let end = day(since.plus(TimeDelta::days(30)));
    assert!(page.has(&format!("the application ends on {end}")));
    assert!(page.has("What you answered") && page.has("Long bows."));
    report["id"] = json!(format!("{}/act/2", group.id));
    report["summary"] = json!("Question 2: Choose one.");
    world.send(&group, &report).await;
    let page = browser.get(JOIN).await;
    assert!(page.has("was not added to it: Question 2: Choose one."));
    assert!(page.has("What you sent last, which was not taken") && page.has("Long bows."));
    // What is decided is over.
    world
        .send(&group, &group.does("Accept", "3", join.clone()))
        .await;
    report["id"] = json!(format!("{}/act/4", group.id));
    world.in_vain(&group, &report).await;
    // The same word that declines ends a membership.
    world.send(&group, &group.does("Reject", "5", join)).await;
    let page = browser.get(JOIN).await;
    assert!(page.has("You are not a member any more."), "{}", page.body);
    assert!(page.has("You can apply again. The form for it is on this page.") && asks(&page));
}

async fn application(world: &World, who: &Remote) -> Application {
    let who = known(world, who).await;
    let mut conn = world.app.store.read().await.unwrap();
    let found = last_application(&mut conn, world.luthiers.id(), who.id()).await;
    found.unwrap().unwrap()
}

fn answers(application: &Application) -> Vec<&str> {
    let answers = application.answers.0.iter();
    answers.map(|each| each.answer.as_str()).collect()
}

/// What our community said of applications that wait.
async fn reported(world: &World) -> Vec<Value> {
    let said = said(&world.app).await.into_iter();
    said.filter(|act| act["type"] == "TentativeAccept")
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guildhall_is_told_of_who_applied_by_a_message_and_nothing_they_send_later_is_lost() {
    let world = guild().await;
    let gil = world.person("https://hall.test/u/gil");
    posts(&world, &gil, "guildhall", "1").await;
    let answer = "<p>AGREE<br>1: Guitars<br>2: in a shop</p>";
    replies(&world, &gil, "1", answer).await;
    world.work().await;
    let first = application(&world, &gil).await;
    let told = reported(&world).await;
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0]["actor"], world.group());
    assert_eq!(told[0]["to"], json!([gil.id]));
    let join = &told[0]["object"];
    assert_eq!(
        (&join["type"], &join["actor"]),
        (&json!("Join"), &json!(gil.id))
    );
    assert!(id(join).starts_with("https://guild.example/"), "{join}");
    let about = &told[0]["instrument"];
    assert_eq!(about["state"], "applied");
    assert_eq!(about["published"], first.applied_at.wire());

    // They apply on their own server's page, too.
    let hash = rules_hash(&["Be kind.".to_owned()]);
    let again = joins(&world, &gil, "2", &hash);
    world.send(&gil, &again).await;
    let told = reported(&world).await;
    assert_eq!(told[1]["object"]["id"], again["id"]);
    assert_eq!(told[1]["instrument"]["earlier"], true);
    assert!(told[1]["summary"].is_null());
    let second = application(&world, &gil).await;
    assert_eq!(second.id, first.id, "it is one application");
    assert_eq!(answers(&second), ["Lutes", "At home"]);

    // What cannot be taken is said, and changes nothing.
    let mut wrong = joins(&world, &gil, "3", &hash);
    wrong["instrument"]["answers"] = json!([{"name": "What do you build?", "content": "Bows"}]);
    world.send(&gil, &wrong).await;
    let told = reported(&world).await;
    let why = told[2]["summary"].as_str().unwrap();
    assert_eq!((told.len(), why), (3, "Question 2: Choose one."));
    assert_eq!(
        answers(&application(&world, &gil).await),
        ["Lutes", "At home"]
    );

    decides(&world, &gil, Decision::AskMore, "How many?").await;
    let question = last_said(&world, "Create").await;
    assert_eq!(question["object"]["inReplyTo"], wrong["id"]);
    replies(&world, &gil, "2", "<p>Two.</p>").await;
    world.work().await;
    let last = reported(&world).await.pop().unwrap();
    assert_eq!(last["object"]["id"], wrong["id"]);
    assert_eq!(last["instrument"]["state"], "applied", "it was answered");
    decides(&world, &gil, Decision::Approve, "").await;
    let accept = last_said(&world, "Accept").await;
    assert_eq!(accept["object"]["id"], wrong["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_software_is_told_of_an_application_that_waits() {
    let world = guild().await;
    let bo = world.person("https://away.test/users/bo");
    posts(&world, &bo, "mastodon", "1").await;
    let answer = "<p>@luthiers AGREE<br>1: Guitars<br>2: in a shop</p>";
    replies(&world, &bo, "1", answer).await;
    decides(&world, &bo, Decision::AskMore, "How many?").await;
    replies(&world, &bo, "2", "<p>@luthiers Two.</p>").await;
    later(&world, TimeDelta::minutes(1)).await;
    assert!(reported(&world).await.is_empty());
    assert!(last_words(&world, &bo).await.contains("You get a message"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_applied_by_their_server_is_promised_a_notice_and_gets_no_message() {
    let world = guild().await;
    let gil = world.person("https://hall.test/u/gil");
    let hash = rules_hash(&["Be kind.".to_owned()]);
    world.send(&gil, &joins(&world, &gil, "1", &hash)).await;
    decides(&world, &gil, Decision::AskMore, "How many?").await;
    let said_before = said(&world.app).await;
    replies(&world, &gil, "1", "<p>Two.</p>").await;
    let words = last_words(&world, &gil).await;
    assert!(words.contains("have your answer"), "{words}");
    assert!(
        words.contains("your own server gives you a notice"),
        "{words}"
    );
    assert!(!words.contains("You get a message"));
    let messages = |said: &[Value]| said.iter().filter(|act| act["type"] == "Create").count();
    let before = messages(&said_before) + 1;
    decides(&world, &gil, Decision::Approve, "").await;
    assert_eq!(messages(&said(&world.app).await), before);
    assert_eq!(last_said(&world, "Accept").await["object"]["type"], "Join");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_accepted_an_invitation_elsewhere_is_not_told_that_they_applied() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let mut sent = invite(&world, &group, "1");
    sent["instrument"] = json!({"type": "MembershipInvitation", "skipsApplication": true});
    world.send(&group, &sent).await;
    let mut browser = ada(&world).await;
    let joined = browser.fill_in(JOIN, &[("agree", "on")]).await;
    assert_eq!(joined.location(), JOIN, "{}", joined.body);
    let page = browser.get(JOIN).await;
    assert!(
        page.has("You accepted the invitation just now."),
        "{}",
        page.body
    );
    assert!(page.has("load the page again in a moment"));
    assert!(!page.has("You applied") && !page.has("The conveners decide"));
    assert_eq!(page.texts("main form button"), ["Take it back"]);
    assert_eq!(browser.get(WOOD).await.links("Invitation accepted"), [JOIN]);

    // Who made it may invite no more, so that the conveners decide.
    let join = last_said(&world, "Join").await;
    let about = waits_since(world.app.now());
    let report = reports(&world, &group, (id(&join), "2"), about);
    world.send(&group, &report).await;
    let page = browser.get(JOIN).await;
    assert!(page.has("You applied") && page.has("The conveners decide"));
    assert!(!page.has("You accepted the invitation"));
    world.send(&group, &group.does("Accept", "3", join)).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_applies_by_an_invitation_that_holds_no_more_has_their_server_told() {
    let world = guild().await;
    let gil = world.person("https://hall.test/u/gil");
    let hash = rules_hash(&["Be kind.".to_owned()]);
    let mut join = joins(&world, &gil, "1", &hash);
    join["instrument"]["invitation"] = json!("https://guild.example/activities/invite/none");
    world.send(&gil, &join).await;
    let told = reported(&world).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["object"]["id"], join["id"]);
    assert_eq!(told[0]["instrument"]["state"], "applied");
}
