//! Between Guildhall servers: communities elsewhere as people of this server stand to them, and invitations in
//! both directions.

use super::private::runs;
use super::{Remote, World, count};
use crate::accounts::actions::{delete_account, restore, suspend};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::activitypub::delivery::Audience;
use crate::activitypub::nodeinfo::learn_software;
use crate::activitypub::peers::ensure_peer;
use crate::admin::actions::{allow_server, block_server};
use crate::communities::actions::{follow, unfollow};
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::Community;
use crate::communities::tests::{inboxes, said};
use crate::error::Error;
use crate::mail::tests::confirm;
use crate::membership::actions::{
    InvitationForm, invitation_that_is_open, invite as invite_by, join_elsewhere, leave_elsewhere,
    own_invitation, say_invite, tend_newcomers, withdraw_invitation,
};
use crate::membership::model::{MembershipState, rules_hash};
use crate::membership::queries::invitations::{Invitation, InvitationId};
use crate::membership::queries::membership_of;
use crate::membership::terms::Request;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::store::Turn;
use crate::visibility::{Reader, reach_in};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

const HALL: &str = "hall.test";
pub(super) const WOOD: &str = "/c/wood@hall.test";
pub(super) const JOIN: &str = "/c/wood@hall.test/join";
const LEAVE: &str = "/c/wood@hall.test/leave";
const DECLINE: &str = "/c/wood@hall.test/join/decline";

/// A community of another Guildhall server that takes people as `join` says.
async fn hall(world: &World, join: &str, private: bool) -> (Remote, Community) {
    hall_as(world, join, private, |_| ()).await
}

/// The same, that says other things of itself, too.
pub(super) async fn hall_as(
    world: &World,
    join: &str,
    private: bool,
    change: impl FnOnce(&mut Value),
) -> (Remote, Community) {
    let group = world.actor("https://hall.test/c/wood", "Group");
    let mut document = group.document("Group");
    document["manuallyApprovesFollowers"] = json!(private);
    document["membershipTerms"] = json!({
        "type": "MembershipTerms", "joinPolicy": join,
        "rules": ["Be kind to all."], "rulesHash": "abc",
        "questions": [{"type": "text", "name": "What do you build?", "required": true}],
        "note": "",
    });
    change(&mut document);
    world.serve(&document);
    runs(world, HALL, "guildhall", "0.1.0");
    let found = resolve_actor(&world.app, &group.id, FRESH).await.unwrap();
    let mut tx = world.app.store.begin().await.unwrap();
    ensure_peer(&mut tx, HALL, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    learn_software(&world.app, HALL).await.unwrap();
    (group, found.community().unwrap())
}

pub(super) async fn last_said(world: &World, kind: &str) -> Value {
    let said = said(&world.app).await.into_iter();
    let found = said.rev().find(|act| act["type"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} was said"))
}

/// ada becomes a member, who joined and follows. Returns her Join and her Follow.
pub(super) async fn belonging(world: &World, group: &Remote, wood: &Community) -> (Value, Value) {
    let request = Request {
        rules_agreed: "abc".into(),
        ..Request::default()
    };
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

pub(super) async fn state(world: &World, wood: &Community) -> Option<MembershipState> {
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

pub(super) async fn told(world: &World, kind: NoticeKind) -> usize {
    let mut conn = world.app.store.read().await.unwrap();
    let found = list_notices(&mut conn, world.ada.id(), Turn::First, 50).await;
    let rows = found.unwrap().rows;
    rows.iter().filter(|notice| notice.kind == kind).count()
}

/// How many of these ada has yet to read.
pub(super) async fn unread(world: &World, kind: NoticeKind) -> usize {
    let mut conn = world.app.store.read().await.unwrap();
    let found = list_notices(&mut conn, world.ada.id(), Turn::First, 50).await;
    let rows = found.unwrap().rows;
    let of_kind = rows.iter().filter(|notice| notice.kind == kind);
    of_kind.filter(|notice| notice.read_at.is_none()).count()
}

pub(super) async fn ada(world: &World) -> Browser {
    let mut browser = Browser::on_server(&world.app);
    let fields = [("name", "ada"), ("password", "correct horse battery")];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

/// Whether the page offers to ask to be taken in.
pub(super) fn asks(page: &Answer) -> bool {
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
    let words = "You are no longer a member of wood on hall.test";
    let opened = notices.links(words).remove(0);
    assert_eq!(browser.get(&opened).await.location(), WOOD);
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
async fn a_community_elsewhere_that_keeps_changing_its_mind_is_told_of_once_a_day() {
    const MAILS: &str = "SELECT COUNT(*) AS n FROM mails WHERE kind = 'decision'";
    const WHOLE: &str = "SELECT COUNT(*) AS n FROM mails WHERE state = 'unsent'
        AND subject LIKE 'Your application to wood on hall.test was %'";
    let world = World::unlimited().await;
    let (group, wood) = hall(&world, "application", false).await;
    confirm(&world.app, world.ada.id()).await;
    join_elsewhere(&world.app, &world.ada, &wood, &Request::default())
        .await
        .unwrap();
    let join = last_said(&world, "Join").await;
    let answers = async |day: &str| {
        for n in 0..3 {
            for kind in ["Accept", "Reject"] {
                let tail = format!("{kind}-{day}-{n}");
                let answer = group.does(kind, &tail, join.clone());
                world.send(&group, &answer).await;
            }
        }
    };
    let heard = async || {
        let approved = told(&world, NoticeKind::Approved).await;
        let declined = told(&world, NoticeKind::Declined).await;
        (approved, declined, count(&world.app.store, MAILS).await)
    };
    answers("monday").await;
    assert_eq!(heard().await, (1, 1, 2));
    // What it said last holds all the same.
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Declined));
    let yes = group.does("Accept", "last", join.clone());
    world.send(&group, &yes).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));
    assert_eq!(heard().await, (1, 1, 2));
    world.pass(TimeDelta::days(1));
    let no = group.does("Reject", "later", join.clone());
    world.send(&group, &no).await;
    assert_eq!(heard().await, (1, 2, 3), "on another day it is news");
    // Whoever asks anew hears the answer to that.
    join_elsewhere(&world.app, &world.ada, &wood, &Request::default())
        .await
        .unwrap();
    let again = last_said(&world, "Join").await;
    let no = group.does("Reject", "anew", again);
    world.send(&group, &no).await;
    assert_eq!(heard().await, (1, 3, 4));
    let whole = count(&world.app.store, WHOLE).await;
    assert_eq!(whole, 4, "each goes out where there is a mail server");
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

/// A community invites ada.
pub(super) fn invite(world: &World, group: &Remote, tail: &str) -> Value {
    let mut invite = group.does("Invite", tail, json!(group.id));
    invite["to"] = json!([world.ada.actor.ap_id]);
    invite["target"] = json!(world.ada.actor.ap_id);
    invite["summary"] = json!("We need a bow maker.");
    invite
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_invited_elsewhere_is_told_and_finds_the_door_open() {
    let world = World::new().await;
    let (group, wood) = hall(&world, "invitation", false).await;
    let mut browser = ada(&world).await;
    let closed = browser.get(JOIN).await;
    assert!(closed.has("by invitation only") && closed.value("agree").is_none());
    let rob = world.person("https://hall.test/u/rob");
    let mut sent = invite(&world, &group, "1");
    sent["attributedTo"] = json!(rob.id);
    world.send(&group, &sent).await;
    let notices = browser.get("/notifications").await;
    let words = "rob@hall.test invites you into wood on hall.test";
    let opened = notices.links(words).remove(0);
    assert_eq!(browser.get(&opened).await.location(), JOIN);
    assert_eq!(
        state(&world, &wood).await,
        None,
        "they have joined nothing yet"
    );
    assert_eq!(browser.get(WOOD).await.links("You are invited"), [JOIN]);
    let page = browser.get(JOIN).await;
    assert!(page.has("You are invited.") && page.has("We need a bow maker."));
    assert!(asks(&page) && page.value("answer_1").is_none());

    let joined = browser.fill_in(JOIN, &[("agree", "on")]).await;
    assert_eq!(joined.location(), JOIN, "{}", joined.body);
    let join = last_said(&world, "Join").await;
    assert_eq!(join["instrument"]["invitation"], sent["id"]);
    assert_eq!(join["instrument"]["rulesAgreed"], "abc");
    world.send(&group, &group.does("Accept", "2", join)).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));
    // Whoever belongs is invited no more.
    let again = invite(&world, &group, "3");
    world.in_vain(&group, &again).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_elsewhere_opens_as_much_as_it_says_and_until_it_says() {
    let world = World::new().await;
    let (group, _) = hall(&world, "application", false).await;
    let mut browser = ada(&world).await;
    let mut sent = invite(&world, &group, "1");
    world.send(&group, &sent).await;
    let page = browser.get(JOIN).await;
    assert!(page.has("You are invited.") && page.value("answer_1").is_some());
    // Without a name of its server's people it is the community that invites.
    let notices = browser.get("/notifications").await;
    let opened = notices.links("wood on hall.test invites you").remove(0);
    assert_eq!(browser.get(&opened).await.location(), JOIN);
    sent = invite(&world, &group, "2");
    sent["attributedTo"] = json!("https://other.test/u/rob");
    sent["endTime"] = json!(world.app.now().plus(TimeDelta::days(2)).wire());
    sent["instrument"] = json!({"type": "MembershipInvitation", "skipsApplication": true});
    world.send(&group, &sent).await;
    let page = browser.get(JOIN).await;
    assert!(asks(&page) && page.value("answer_1").is_none());
    let notices = browser.get("/notifications").await;
    assert!(!notices.has("rob@other.test"), "{}", notices.body);
    world.pass(TimeDelta::days(2));
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    assert!(!page.has("You are invited.") && page.value("answer_1").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_declines_has_the_community_told_and_the_door_shut() {
    let world = World::new().await;
    let (group, _) = hall(&world, "invitation", false).await;
    let sent = invite(&world, &group, "1");
    world.send(&group, &sent).await;
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    let declined = browser.submit(&page, DECLINE, &[]).await;
    assert_eq!(declined.location(), JOIN, "{}", declined.body);
    let reject = last_said(&world, "Reject").await;
    assert_eq!(reject["actor"], world.ada.actor.ap_id);
    for (key, expected) in [
        ("id", &sent["id"]),
        ("type", &json!("Invite")),
        ("actor", &json!(group.id)),
        ("target", &json!(world.ada.actor.ap_id)),
    ] {
        assert_eq!(reject["object"][key], *expected, "{key}");
    }
    let told = inboxes(&world.app, &reject["id"]).await;
    assert_eq!(told, [format!("{}/inbox", group.id)]);
    let shut = browser.get(JOIN).await;
    assert!(shut.has("by invitation only") && !shut.has("Decline"));
    let twice = browser.submit(&page, DECLINE, &[]).await;
    assert_eq!(twice.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_takes_back_its_own_invitation_and_no_other() {
    let world = World::new().await;
    let (group, _) = hall(&world, "invitation", false).await;
    let sent = invite(&world, &group, "1");
    world.send(&group, &sent).await;
    let mut browser = ada(&world).await;
    let mallory = world.actor("https://hall.test/c/mallory", "Group");
    let stranger = mallory.does("Undo", "1", sent.clone());
    let mut own = mallory.does("Undo", "2", sent.clone());
    own["object"]["actor"] = json!(mallory.id);
    let mut other = group.does("Undo", "3", sent.clone());
    other["object"]["id"] = json!(format!("{}/act/0", group.id));
    for (by, undo) in [(&mallory, stranger), (&mallory, own), (&group, other)] {
        world.in_vain(by, &undo).await;
        assert!(browser.get(JOIN).await.has("You are invited."), "{undo}");
    }
    world.send(&group, &group.does("Undo", "4", sent)).await;
    assert!(browser.get(JOIN).await.has("by invitation only"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invite_is_believed_of_the_community_itself_and_about_itself_only() {
    let world = World::new().await;
    let (group, wood) = hall(&world, "invitation", false).await;
    let mallory = world.actor("https://hall.test/c/mallory", "Group");
    let rob = world.person("https://hall.test/u/rob");
    let with = |tail: &str, key: &str, value: Value| {
        let mut changed = invite(&world, &group, tail);
        changed[key] = value;
        changed
    };
    // In its name by others of its server, whatever they say that they are.
    world.in_vain(&mallory, &invite(&world, &group, "1")).await;
    for forger in [&mallory, &rob] {
        let mut forged = with("2", "actor", json!(forger.id));
        forged["id"] = json!(format!("{}/act/2", forger.id));
        world.in_vain(forger, &forged).await;
        // Only a community invites into itself.
        forged["id"] = json!(format!("{}/act/3", forger.id));
        forged["object"] = json!(rob.id);
        world.in_vain(forger, &forged).await;
    }
    for wrong in [
        with("4", "object", json!(mallory.id)),
        with("5", "object", json!(world.group())),
        with("6", "target", json!("https://b.test/u/vic")),
        with("7", "target", json!("https://guild.example/u/nobody")),
        with("8", "target", json!(world.group())),
        with("9", "target", json!("https://guild.example/u/desk")),
        with("10", "target", Value::Null),
        with("11", "endTime", json!("2020-01-01T00:00:00Z")),
    ] {
        world.in_vain(&group, &wrong).await;
    }
    let announced = group.announces("12", &invite(&world, &group, "12"));
    world.in_vain(&group, &announced).await;
    // Where one joins in another way there is nothing to show.
    let other = world.actor("https://other.test/c/wood", "Group");
    runs(&world, "other.test", "piefed", "1.6.27");
    world.in_vain(&other, &invite(&world, &other, "13")).await;
    assert_eq!(told(&world, NoticeKind::Invited).await, 0);

    let said = world.said().await;
    world.send(&group, &invite(&world, &group, "14")).await;
    assert_eq!(told(&world, NoticeKind::Invited).await, 1);
    assert_eq!(world.said().await, said, "nothing is done for them");
    assert_eq!(state(&world, &wood).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn invitations_without_end_are_shown_three_times() {
    let world = World::new().await;
    let (group, _) = hall(&world, "invitation", false).await;
    for n in 0..6 {
        let sent = invite(&world, &group, &n.to_string());
        world.send(&group, &sent).await;
    }
    assert_eq!(told(&world, NoticeKind::Invited).await, 3);
    world.pass(TimeDelta::days(7));
    world.send(&group, &invite(&world, &group, "7")).await;
    assert_eq!(told(&world, NoticeKind::Invited).await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn invitations_are_kept_as_long_as_they_are_open_and_their_account_is_there() {
    const KEPT: &str = "SELECT COUNT(*) AS n FROM invites";
    let world = World::new().await;
    let (group, _) = hall(&world, "invitation", false).await;
    world.send(&group, &invite(&world, &group, "1")).await;
    tend_newcomers(&world.app).await.unwrap();
    assert_eq!(count(&world.app.store, KEPT).await, 1);
    world.pass(TimeDelta::days(15));
    tend_newcomers(&world.app).await.unwrap();
    assert_eq!(count(&world.app.store, KEPT).await, 0);
    world.send(&group, &invite(&world, &group, "2")).await;
    assert_eq!(count(&world.app.store, KEPT).await, 1);
    delete_account(&world.app, &Viewer::System, world.ada.id(), "")
        .await
        .unwrap();
    world.work().await;
    assert_eq!(count(&world.app.store, KEPT).await, 0);
}

/// ada invites gil of another Guildhall into her community, which takes nobody else.
async fn inviting(world: &World) -> (Remote, Person, Value) {
    let (gil, person) = unknowing(world).await;
    invites(world, &person).await;
    world.work().await;
    let sent = last_said(world, "Invite").await;
    (gil, person, sent)
}

/// Somebody of another Guildhall, and a community of ada's that takes nobody but whom she invites.
async fn unknowing(world: &World) -> (Remote, Person) {
    world
        .set("UPDATE communities SET join_policy = 'invitation'")
        .await;
    runs(world, HALL, "guildhall", "0.1.0");
    let gil = world.person("https://hall.test/u/gil");
    let found = resolve_actor(&world.app, &gil.id, FRESH).await.unwrap();
    (gil, found.person().unwrap())
}

/// ada invites somebody of another server, which has not been told yet.
async fn invites(world: &World, person: &Person) {
    let form = InvitationForm {
        way: "person".into(),
        whom: "gil@hall.test".into(),
        words: "Come in.".into(),
        ..InvitationForm::default()
    };
    let (app, place) = (&world.app, &world.luthiers);
    invite_by(app, &world.ada, place, &form, Some(person))
        .await
        .unwrap();
}

/// The invitation of somebody that is open.
async fn open(world: &World, person: &Person) -> Option<Invitation> {
    let (app, place) = (&world.app, &world.luthiers);
    let mut conn = app.store.read().await.unwrap();
    let found = own_invitation(&mut conn, app, place, person.id()).await;
    found.unwrap()
}

fn join_by(world: &World, gil: &Remote, tail: &str, invite: &Value) -> Value {
    let mut join = gil.does("Join", tail, json!(world.group()));
    join["instrument"] = json!({
        "type": "MembershipApplication", "answers": [], "invitation": invite["id"],
        "rulesAgreed": rules_hash(&["Be kind.".to_owned()]),
    });
    join
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_another_guildhall_are_invited_through_their_server_and_come_by_it() {
    let world = World::new().await;
    let (gil, person, sent) = inviting(&world).await;
    assert_eq!(sent["actor"], world.group());
    assert_eq!(sent["object"], world.group());
    assert_eq!(sent["target"], gil.id);
    assert_eq!(sent["attributedTo"], world.ada.actor.ap_id);
    assert_eq!(sent["summary"], "Come in.");
    assert_eq!(sent["instrument"]["skipsApplication"], false);
    let told = inboxes(&world.app, &sent["id"]).await;
    assert_eq!(told, [format!("{}/inbox", gil.id)]);
    let said = said(&world.app).await;
    assert!(said.iter().all(|act| act["type"] != "Create"), "{said:#?}");
    let join = join_by(&world, &gil, "1", &sent);
    world.send(&gil, &join).await;
    let accept = last_said(&world, "Accept").await;
    assert_eq!(accept["object"]["id"], join["id"]);
    assert_eq!(open(&world, &person).await, None, "it is used");
    // It is for one person, once.
    let rob = world.person("https://hall.test/u/rob");
    world.send(&rob, &join_by(&world, &rob, "2", &sent)).await;
    let reject = last_said(&world, "Reject").await;
    let why = reject["summary"].as_str().unwrap();
    assert!(why.contains("by invitation only"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_that_is_shown_elsewhere_holds_only_while_who_made_it_may_invite() {
    let world = World::new().await;
    let (gil, person, sent) = inviting(&world).await;
    let (system, ada) = (Viewer::System, world.ada.id());
    suspend(&world.app, &system, ada).await.unwrap();
    assert_eq!(open(&world, &person).await, None);
    let early = join_by(&world, &gil, "1", &sent);
    world.send(&gil, &early).await;
    let reject = last_said(&world, "Reject").await;
    assert_eq!(reject["object"]["id"], early["id"]);
    restore(&world.app, &system, ada).await.unwrap();
    assert!(open(&world, &person).await.is_some());
    let again = join_by(&world, &gil, "2", &sent);
    world.send(&gil, &again).await;
    let accept = last_said(&world, "Accept").await;
    assert_eq!(accept["object"]["id"], again["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_that_is_declined_elsewhere_is_over_and_the_conveners_see_it() {
    let world = World::new().await;
    let (gil, person, sent) = inviting(&world).await;
    let rob = world.person("https://hall.test/u/rob");
    world
        .in_vain(&rob, &rob.does("Reject", "1", sent.clone()))
        .await;
    let mut other = sent.clone();
    other["id"] = json!("https://guild.example/activities/invite/none");
    world.in_vain(&gil, &gil.does("Reject", "2", other)).await;
    assert!(open(&world, &person).await.is_some());
    let reject = gil.does("Reject", "3", sent.clone());
    world.send(&gil, &reject).await;
    assert_eq!(open(&world, &person).await, None);
    let page = ada(&world)
        .await
        .get("/c/luthiers/settings/invitations")
        .await;
    assert!(page.has("declined"), "{}", page.body);
    world.send(&gil, &join_by(&world, &gil, "4", &sent)).await;
    let refused = last_said(&world, "Reject").await;
    assert_eq!(refused["object"]["type"], "Join");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_that_is_withdrawn_is_taken_back_where_it_is_shown() {
    let world = World::new().await;
    let (gil, person, sent) = inviting(&world).await;
    let id = open(&world, &person).await.unwrap().id;
    withdraw_invitation(&world.app, &world.ada, &world.luthiers, id)
        .await
        .unwrap();
    let undo = last_said(&world, "Undo").await;
    assert_eq!(undo["actor"], world.group());
    assert_eq!(undo["object"]["id"], sent["id"]);
    assert_eq!(undo["object"]["target"], gil.id);
    let told = inboxes(&world.app, &undo["id"]).await;
    assert_eq!(told, [format!("{}/inbox", gil.id)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_told_and_taken_back_or_neither() {
    let world = World::unlimited().await;
    let (_, person) = unknowing(&world).await;
    let (app, place) = (&world.app, &world.luthiers);
    let withdraw = async |id: InvitationId| withdraw_invitation(app, &world.ada, place, id).await;
    for round in 0_usize..12 {
        invites(&world, &person).await;
        let id = open(&world, &person).await.unwrap().id;
        let opened = invitation_that_is_open(app, id).await.unwrap().unwrap();
        let tell = say_invite(app, &opened, &person);
        // Each comes first, and both come at once.
        match round % 3 {
            0 => {
                withdraw(id).await.unwrap();
                tell.await.unwrap();
            }
            1 => {
                tell.await.unwrap();
                withdraw(id).await.unwrap();
            }
            _ => {
                let (told, withdrawn) = tokio::join!(tell, withdraw(id));
                told.unwrap();
                withdrawn.unwrap();
            }
        }
        assert_eq!(open(&world, &person).await, None);
        // Once more changes nothing.
        withdraw(id).await.unwrap();
        let all = said(app).await;
        let of = |kind: &str| -> Vec<Value> {
            let of_kind = all.iter().filter(|act| act["type"] == kind);
            of_kind.cloned().collect()
        };
        let sent = of("Invite");
        let told: Vec<&Value> = sent.iter().map(|invite| &invite["id"]).collect();
        let undos = of("Undo");
        let back: Vec<&Value> = undos.iter().map(|undo| &undo["object"]["id"]).collect();
        assert_eq!(told, back, "round {round}");
        let told_first = round.div_ceil(3);
        assert!(told.len() >= told_first, "round {round}");
    }
    // An invitation of another community is none.
    let none = InvitationId(i64::MAX);
    assert!(matches!(withdraw(none).await, Err(Error::NotFound(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_told_nothing_is_asked_again_before_its_invitation_is_dropped() {
    let world = World::new().await;
    let (group, _) = hall(&world, "invitation", false).await;
    world
        .set("UPDATE peers SET software = NULL, version = NULL WHERE host = 'hall.test'")
        .await;
    world.send(&group, &invite(&world, &group, "1")).await;
    assert_eq!(told(&world, NoticeKind::Invited).await, 0, "asked just now");
    world.pass(TimeDelta::hours(1));
    world.send(&group, &invite(&world, &group, "2")).await;
    assert_eq!(told(&world, NoticeKind::Invited).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_community_answers_a_join_of_ours_and_only_the_latest() {
    let world = World::new().await;
    let group = world.actor("https://hall.test/c/wood", "Group");
    let found = resolve_actor(&world.app, &group.id, FRESH).await.unwrap();
    let wood = found.community().unwrap();
    let stands = async || {
        let mut conn = world.app.store.read().await.unwrap();
        let found = membership_of(&mut conn, wood.id(), world.ada.id()).await;
        found.unwrap().map(|membership| membership.state)
    };
    let request = Request {
        rules_agreed: "abc".into(),
        ..Request::default()
    };
    let asks = async || {
        join_elsewhere(&world.app, &world.ada, &wood, &request)
            .await
            .unwrap();
        let said = said(&world.app).await;
        let join = said.into_iter().rev().find(|act| act["type"] == "Join");
        join.unwrap()
    };
    let first = asks().await;
    assert_eq!(first["object"], group.id.as_str());
    assert_eq!(first["instrument"]["rulesAgreed"], "abc");
    assert_eq!(stands().await, Some(MembershipState::Applied));
    leave_elsewhere(&world.app, &world.ada, &wood)
        .await
        .unwrap();
    world.pass(TimeDelta::seconds(1));
    let second = asks().await;
    world.work().await;
    let inner = |join: &Value| {
        json!({
            "id": join["id"], "type": "Join", "actor": world.ada.actor.ap_id, "object": group.id,
        })
    };
    let mallory = world.actor("https://hall.test/c/mallory", "Group");
    let forged = mallory.does("Accept", "1", inner(&second));
    world.in_vain(&mallory, &forged).await;
    world
        .in_vain(&group, &group.does("Accept", "2", inner(&first)))
        .await;
    let accept = group.does("Accept", "3", inner(&second));
    world.send(&group, &accept).await;
    assert_eq!(stands().await, Some(MembershipState::Member));
    let mut reject = group.does("Reject", "4", inner(&second));
    reject["summary"] = json!("You were silent.");
    world.send(&group, &reject).await;
    assert_eq!(stands().await, Some(MembershipState::Declined));
}
