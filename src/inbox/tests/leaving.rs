//! Leaving between Guildhall servers: a community of another one, and one of ours by somebody of another one.

use super::between::{JOIN, ada, belonging, hall_as, last_said, state};
use super::{Remote, World};
use crate::accounts::tests::browser::Browser;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::Community;
use crate::communities::tests::{person, said};
use crate::membership::actions::leave_with;
use crate::membership::model::{Contributions, MembershipState, Role};
use crate::membership::queries::{admit, membership_of};
use crate::notifications::queries::count_unread;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;
use axum::http::StatusCode;
use serde_json::json;

const LEAVE: &str = "/c/wood@hall.test/leave";

/// A community of another Guildhall server, and the address of what ada, who belongs to it, wrote there.
async fn written(world: &World) -> (Community, String) {
    let (group, wood) = hall_as(world, "application", false, |_| ()).await;
    belonging(world, &group, &wood).await;
    let draft = ThreadDraft {
        title: "Which string for a bow?".into(),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    let thread = start_thread(&world.app, &world.ada, wood.id(), kind, &draft).await;
    (wood, thread.unwrap().ap_id)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_left_a_community_elsewhere_learns_that_they_follow_on() {
    let world = World::new().await;
    written(&world).await;
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    let left = browser.submit(&page, LEAVE, &[]).await;
    assert_eq!(left.location(), JOIN, "{}", left.body);
    let page = browser.get(JOIN).await;
    assert!(page.has("still follow this community"), "{}", page.body);
    let unfollow = "/c/wood@hall.test/unfollow";
    let ended = browser.submit(&page, unfollow, &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    assert!(!browser.get(JOIN).await.has("still follow this community"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_left_a_community_of_members_elsewhere_deletes_their_words_from_a_list() {
    let world = World::new().await;
    let (group, wood) = hall_as(&world, "application", true, |_| ()).await;
    belonging(&world, &group, &wood).await;
    let draft = ThreadDraft {
        title: "Which string for a bow?".into(),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    let thread = start_thread(&world.app, &world.ada, wood.id(), kind, &draft).await;
    let thread = thread.unwrap();
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    assert!(page.has("You can still delete each of it"), "{}", page.body);
    let left = browser.submit(&page, LEAVE, &[]).await;
    assert_eq!(left.location(), JOIN, "{}", left.body);
    let gone = browser.get(&thread.path()).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    let list = browser.get("/settings/written").await;
    assert!(list.has("Which string for a bow?"), "{}", list.body);
    let delete = format!("{}/delete", thread.path());
    let sure = browser.get(&delete).await;
    let deleted = browser.submit(&sure, &delete, &[]).await;
    assert_eq!(deleted.location(), "/settings/written", "{}", deleted.body);
    let delete = last_said(&world, "Delete").await;
    assert_eq!(delete["object"], thread.ap_id.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_signed_out_while_they_left_one_elsewhere_gets_their_reason_back() {
    let world = World::new().await;
    written(&world).await;
    let mut visitor = Browser::on_server(&world.app);
    let fields = [("reason", "Too far."), ("content", "delete")];
    let page = visitor.post(LEAVE, &fields).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(page.value("reason").as_deref(), Some("Too far."));
    let chosen = page.texts("input[name=content][value=delete][checked]");
    assert_eq!(chosen.len(), 1, "{}", page.body);
}

async fn deletions(world: &World) -> usize {
    let all = said(&world.app).await.into_iter();
    all.filter(|act| act["type"] == "Delete").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_a_community_elsewhere_says_why_and_can_delete_what_they_wrote_there() {
    let world = World::new().await;
    let (wood, thread) = written(&world).await;
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    // Their name only the other server could take from what it has.
    let nameless = [("content", "anonymise")];
    let refused = browser.submit(&page, LEAVE, &nameless).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chosen = [("reason", "Too far."), ("content", "delete")];
    let asked = browser.submit(&page, LEAVE, &chosen).await;
    assert!(asked.has("and delete what you wrote?"), "{}", asked.body);
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));

    let left = browser.submit(&asked, LEAVE, &[]).await;
    assert_eq!(left.location(), JOIN, "{}", left.body);
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Left));
    assert_eq!(last_said(&world, "Leave").await["summary"], "Too far.");
    world.work().await;
    let delete = last_said(&world, "Delete").await;
    assert_eq!(delete["object"], thread.as_str());
    assert_eq!(delete["actor"], world.ada.actor.ap_id);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_a_community_elsewhere_and_chooses_nothing_keeps_what_they_wrote() {
    let world = World::new().await;
    let (wood, _) = written(&world).await;
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    let left = browser.submit(&page, LEAVE, &[]).await;
    assert_eq!(left.location(), JOIN, "{}", left.body);
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Left));
    world.work().await;
    assert_eq!(deletions(&world).await, 0);
    let leave = last_said(&world, "Leave").await;
    assert!(leave["summary"].is_null(), "{leave}");
}

/// Somebody of another Guildhall server who belongs to ada's community.
async fn member(world: &World) -> Remote {
    let gil = world.person("https://hall.test/u/gil");
    let found = resolve_actor(&world.app, &gil.id, FRESH).await.unwrap();
    let person = found.person().unwrap();
    let (place, now) = (world.luthiers.id(), world.app.now());
    let mut tx = world.app.store.begin().await.unwrap();
    admit(&mut tx, place, person.id(), Role::Member, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    gil
}

#[tokio::test(flavor = "multi_thread")]
async fn why_somebody_elsewhere_left_stands_for_the_conveners() {
    let world = World::new().await;
    let gil = member(&world).await;
    let mut leave = gil.does("Leave", "1", json!(world.group()));
    leave["summary"] = json!("Too loud.");
    world.send(&gil, &leave).await;
    let found = resolve_actor(&world.app, &gil.id, FRESH).await.unwrap();
    let person = found.person().unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    let now = membership_of(&mut conn, world.luthiers.id(), person.id()).await;
    assert_eq!(now.unwrap().unwrap().state, MembershipState::Left);
    drop(conn);
    let mut browser = ada(&world).await;
    let figures = browser.get("/c/luthiers/settings/figures").await;
    assert!(figures.has("Too loud."), "{}", figures.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_took_their_name_along_is_told_of_no_answer_whose_words_do_not_name_them() {
    let world = World::unlimited().await;
    let ben = person(&world.app, "ben").await;
    let mut tx = world.app.store.begin().await.unwrap();
    let (place, now) = (world.luthiers.id(), world.app.now());
    admit(&mut tx, place, ben.id(), Role::Member, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let draft = ThreadDraft {
        title: "Which string for a bow?".into(),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    let thread = start_thread(&world.app, &ben, place, kind, &draft).await;
    let thread = thread.unwrap().ap_id;
    let way = Contributions::Anonymise;
    leave_with(&world.app, &ben, &world.luthiers, "", way)
        .await
        .unwrap();
    world.work().await;
    // Its server still has ben as whom the reply answers.
    let bob = world.person("https://a.test/u/bob");
    for (tail, content, told) in [("1", "<p>Gut.</p>", 0), ("2", "<p>@ben, gut.</p>", 1)] {
        let mut reply = bob.reply(world.group(), tail, &thread);
        reply["content"] = json!(content);
        let name = "@ben@guild.example";
        reply["tag"] = json!([{"type": "Mention", "href": ben.actor.ap_id, "name": name}]);
        world.send(&bob, &bob.does("Create", tail, reply)).await;
        let mut conn = world.app.store.read().await.unwrap();
        let unread = count_unread(&mut conn, ben.id()).await.unwrap();
        assert_eq!(unread, told, "{content}");
    }
}
