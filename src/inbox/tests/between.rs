//! Between Guildhall servers: communities elsewhere that only their members read, as people of this server
//! stand to them.

use super::private::runs;
use super::{Remote, World};
use crate::accounts::model::Viewer;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::activitypub::delivery::Audience;
use crate::activitypub::nodeinfo::learn_software;
use crate::activitypub::peers::ensure_peer;
use crate::admin::actions::{allow_server, block_server};
use crate::communities::actions::{follow, unfollow};
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::Community;
use crate::communities::tests::said;
use crate::membership::actions::join_elsewhere;
use crate::membership::model::MembershipState;
use crate::membership::queries::membership_of;
use crate::membership::terms::Request;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::store::Turn;
use crate::visibility::{Reader, reach_in};
use axum::http::StatusCode;
use serde_json::{Value, json};

const HALL: &str = "hall.test";
const WOOD: &str = "/c/wood@hall.test";
const JOIN: &str = "/c/wood@hall.test/join";
const LEAVE: &str = "/c/wood@hall.test/leave";

/// A community of another Guildhall server that takes people as `join` says.
async fn hall(world: &World, join: &str, private: bool) -> (Remote, Community) {
    let group = world.actor("https://hall.test/c/wood", "Group");
    let mut document = group.document("Group");
    document["manuallyApprovesFollowers"] = json!(private);
    document["membershipTerms"] = json!({
        "type": "MembershipTerms", "joinPolicy": join,
        "rules": ["Be kind to all."], "rulesHash": "abc",
        "questions": [{"type": "text", "name": "What do you build?", "required": true}],
        "note": "",
    });
    world.serve(&document);
    runs(world, HALL, "guildhall", "0.1.0");
    let found = resolve_actor(&world.app, &group.id, FRESH).await.unwrap();
    let mut tx = world.app.store.begin().await.unwrap();
    ensure_peer(&mut tx, HALL, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    learn_software(&world.app, HALL).await.unwrap();
    (group, found.community().unwrap())
}

async fn last_said(world: &World, kind: &str) -> Value {
    let said = said(&world.app).await.into_iter();
    let found = said.rev().find(|act| act["type"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} was said"))
}

/// ada becomes a member, who joined and follows. Returns her Join and her Follow.
async fn belonging(world: &World, group: &Remote, wood: &Community) -> (Value, Value) {
    let request = Request::default();
    join_elsewhere(&world.app, &world.ada, wood, &request)
        .await
        .unwrap();
    let join = last_said(world, "Join").await;
    let follow = last_said(world, "Follow").await;
    for (tail, act) in [("join", &join), ("follow", &follow)] {
        let accept = group.does("Accept", tail, act.clone());
        world.send(group, &accept).await;
    }
    (join, follow)
}

async fn state(world: &World, wood: &Community) -> Option<MembershipState> {
    let mut conn = world.app.store.read().await.unwrap();
    let found = membership_of(&mut conn, wood.id(), world.ada.id()).await;
    found.unwrap().map(|membership| membership.state)
}

async fn reads(world: &World, wood: &Community) -> bool {
    let mut conn = world.app.store.read().await.unwrap();
    let reader = Reader::Account {
        id: world.ada.id(),
        admin: false,
    };
    let reach = reach_in(&mut conn, reader, wood.id()).await.unwrap();
    reach.admits(Audience::Community, wood.id())
}

async fn told(world: &World, kind: NoticeKind) -> usize {
    let mut conn = world.app.store.read().await.unwrap();
    let found = list_notices(&mut conn, world.ada.id(), Turn::First, 50).await;
    let rows = found.unwrap().rows;
    rows.iter().filter(|notice| notice.kind == kind).count()
}

async fn ada(world: &World) -> Browser {
    let mut browser = Browser::on_server(&world.app);
    let fields = [("name", "ada"), ("password", "correct horse battery")];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

/// Whether the page offers to ask to be taken in.
fn asks(page: &Answer) -> bool {
    page.has("Be kind to all.") && page.value("agree").is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_shown_out_elsewhere_is_told_and_reads_and_belongs_no_more() {
    let world = World::new().await;
    let (group, wood) = hall(&world, "application", true).await;
    let (join, follow) = belonging(&world, &group, &wood).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));
    assert!(reads(&world, &wood).await);
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    assert!(page.has("You are a member.") && page.value("answer_1").is_none());

    // Nobody else shows anybody out.
    let mallory = world.actor("https://hall.test/c/mallory", "Group");
    let forged = mallory.does("Reject", "1", follow.clone());
    world.in_vain(&mallory, &forged).await;
    let reject = group.does("Reject", "1", follow);
    world.send(&group, &reject).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Left));
    assert!(!reads(&world, &wood).await, "at once");
    assert_eq!(told(&world, NoticeKind::MembershipEnded).await, 1);
    let notices = browser.get("/notifications").await;
    let words = "You are no longer a member of wood@hall.test";
    assert_eq!(notices.links(words), [WOOD]);
    let page = browser.get(JOIN).await;
    assert!(asks(&page) && !page.has("You are a member."));
    let front = browser.get(WOOD).await;
    assert!(front.has(">Follow<") && !front.has("New thread"));
    // What is said of the Join afterwards is no news.
    let late = group.does("Reject", "2", join);
    world.in_vain(&group, &late).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_for_the_answer_to_a_join_is_told_of_one_refusal() {
    let world = World::new().await;
    let (group, wood) = hall(&world, "application", true).await;
    let request = Request::default();
    join_elsewhere(&world.app, &world.ada, &wood, &request)
        .await
        .unwrap();
    let join = last_said(&world, "Join").await;
    let follow = last_said(&world, "Follow").await;
    world.send(&group, &group.does("Reject", "1", follow)).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Applied));
    world.send(&group, &group.does("Reject", "2", join)).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Declined));
    assert_eq!(told(&world, NoticeKind::Declined).await, 1);
    assert_eq!(told(&world, NoticeKind::FollowRefused).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_community_elsewhere_that_refuses_a_follow_keeps_its_member() {
    let world = World::new().await;
    let (group, wood) = hall(&world, "open", false).await;
    let (_, follow) = belonging(&world, &group, &wood).await;
    world.send(&group, &group.does("Reject", "1", follow)).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));
    assert_eq!(told(&world, NoticeKind::MembershipEnded).await, 0);
    assert_eq!(told(&world, NoticeKind::FollowRefused).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_belongs_elsewhere_by_following_is_offered_to_leave_and_no_form() {
    let world = World::new().await;
    let (group, wood) = hall(&world, "application", true).await;
    let mut browser = ada(&world).await;
    assert!(asks(&browser.get(JOIN).await));
    follow(&world.app, &world.ada, &wood).await.unwrap();
    let asked = last_said(&world, "Follow").await;
    world.send(&group, &group.does("Accept", "1", asked)).await;
    assert!(reads(&world, &wood).await);
    let page = browser.get(JOIN).await;
    assert!(page.has("You are a member.") && !asks(&page));
    let refused = join_elsewhere(&world.app, &world.ada, &wood, &Request::default()).await;
    assert!(refused.is_err(), "the page and the action say the same");

    let left = browser.submit(&page, LEAVE, &[]).await;
    assert_eq!(left.location(), JOIN, "{}", left.body);
    assert_eq!(last_said(&world, "Leave").await["object"], group.id);
    let undo = last_said(&world, "Undo").await;
    assert_eq!(undo["object"]["type"], "Follow");
    assert!(!reads(&world, &wood).await, "without waiting for an answer");
    assert!(asks(&browser.get(JOIN).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stops_following_elsewhere_where_only_members_read_has_left() {
    let world = World::new().await;
    let (group, wood) = hall(&world, "open", true).await;
    let (join, _) = belonging(&world, &group, &wood).await;
    unfollow(&world.app, &world.ada, &wood).await.unwrap();
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Left));
    // A word that comes late brings nobody back.
    let late = group.does("Accept", "late", join);
    world.in_vain(&group, &late).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_of_its_server_ends_belonging_where_only_members_read() {
    let world = World::new().await;
    let (group, wood) = hall(&world, "open", true).await;
    belonging(&world, &group, &wood).await;
    let by = Viewer::System;
    block_server(&world.app, &by, HALL, "").await.unwrap();
    world.work().await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Left));
    assert!(!reads(&world, &wood).await);
    // Its server learns it when it may be spoken to again.
    allow_server(&world.app, &by, HALL).await.unwrap();
    world.work().await;
    let undo = last_said(&world, "Undo").await;
    assert_eq!(undo["object"]["object"], group.id);
}
