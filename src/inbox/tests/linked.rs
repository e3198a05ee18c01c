//! Communities of another Guildhall server that work together with ours: proposals and answers, threads that
//! are shared in both directions, and what goes on to whom, once.

use super::private::runs;
use super::{PUBLIC, Remote, World, count, id};
use crate::activitypub::nodeinfo::learn_software;
use crate::activitypub::peers::ensure_peer;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::Community;
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{inboxes, said};
use crate::membership::actions::{accept_link, end_link, propose_link};
use crate::membership::model::LinkState;
use crate::membership::queries::linking::link_of;
use crate::moderation::actions::hide_shared;
use crate::moderation::model::Target;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::actions::{ThreadDraft, reply, share_thread, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::post_by_ap_id;
use crate::posts::tests::world::{draft, seen_by};
use crate::store::Turn;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

const HALL: &str = "hall.test";
const LINKS: &str = "SELECT COUNT(*) AS n FROM community_links";
const SHARES: &str = "SELECT COUNT(*) AS n FROM shared_threads";
const NOTICES: &str = "SELECT COUNT(*) AS n FROM notifications";
const WORKS_WITH: &str = "http://purl.org/vocab/relationship/collaboratesWith";

/// A community of another Guildhall server.
async fn hall(world: &World) -> (Remote, Community) {
    hall_called(world, "wood").await
}

async fn hall_called(world: &World, name: &str) -> (Remote, Community) {
    let group = world.actor(&format!("https://hall.test/c/{name}"), "Group");
    runs(world, HALL, "guildhall", "0.1.0");
    let found = resolve_actor(&world.app, &group.id, FRESH).await.unwrap();
    let mut tx = world.app.store.begin().await.unwrap();
    ensure_peer(&mut tx, HALL, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    learn_software(&world.app, HALL).await.unwrap();
    (group, found.community().unwrap())
}

fn relationship(from: &str, to: &str) -> Value {
    json!({"type": "Relationship", "subject": from, "relationship": WORKS_WITH, "object": to})
}

/// The group proposes to work together with our community.
fn proposal(world: &World, group: &Remote, tail: &str) -> Value {
    let mut offer = group.does("Offer", tail, relationship(&group.id, world.group()));
    offer["summary"] = json!("Let us.");
    offer
}

async fn state(world: &World, wood: &Community) -> Option<LinkState> {
    let mut conn = world.app.store.read().await.unwrap();
    let link = link_of(&mut conn, world.luthiers.id(), wood.id()).await;
    link.unwrap().map(|link| link.state)
}

async fn last_said(world: &World, kind: &str) -> Value {
    let said = said(&world.app).await.into_iter();
    let found = said.rev().find(|act| act["type"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} was said"))
}

async fn told(world: &World, kind: NoticeKind) -> usize {
    let mut conn = world.app.store.read().await.unwrap();
    let found = list_notices(&mut conn, world.ada.id(), Turn::First, 50).await;
    let rows = found.unwrap().rows;
    rows.iter().filter(|notice| notice.kind == kind).count()
}

/// The two work together, and follow each other.
async fn linked(world: &World) -> (Remote, Community) {
    let (group, wood) = hall(world).await;
    world.send(&group, &proposal(world, &group, "offer")).await;
    accept_link(&world.app, &world.ada, &world.luthiers, wood.id())
        .await
        .unwrap();
    let follow = last_said(world, "Follow").await;
    world
        .send(&group, &group.does("Accept", "follow", follow))
        .await;
    let back = group.does("Follow", "back", json!(world.group()));
    world.send(&group, &back).await;
    (group, wood)
}

/// A person of each of these servers, which run that, follows our community.
async fn followers(world: &World) {
    for (host, software) in [
        ("mast.test", "mastodon"),
        ("lemmy.test", "lemmy"),
        ("third.test", "guildhall"),
    ] {
        let who = world.person(&format!("https://{host}/u/fan"));
        let follow = who.does("Follow", "follow", json!(world.group()));
        world.send(&who, &follow).await;
        set_software(&world.app, host, software).await;
    }
}

/// A thread of the group's, which the group offers to ours with its Create.
fn thread(world: &World, group: &Remote) -> (Remote, Value, Value) {
    let mia = world.person("https://hall.test/u/mia");
    let thread = mia.thread(&group.id, "1", "Which plane?");
    world.serve(&thread);
    let create = mia.does("Create", "1", thread.clone());
    let mut offer = group.does("Offer", "share", create);
    offer["target"] = json!(world.group());
    (mia, thread, offer)
}

async fn announced(world: &World) -> Vec<(Value, Vec<String>)> {
    let mut all = Vec::new();
    for act in said(&world.app).await {
        if act["type"] == "Announce" && act["actor"] == world.group() {
            let to = inboxes(&world.app, &act["id"]).await;
            all.push((act["object"].clone(), to));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_elsewhere_proposes_is_accepted_and_ends_it() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let offer = proposal(&world, &group, "offer");
    world.send(&group, &offer).await;
    assert_eq!(state(&world, &wood).await, Some(LinkState::Asked));
    assert_eq!(told(&world, NoticeKind::LinkProposed).await, 1);
    // The same once more is no news.
    world.in_vain(&group, &offer).await;

    accept_link(&world.app, &world.ada, &world.luthiers, wood.id())
        .await
        .unwrap();
    assert_eq!(state(&world, &wood).await, Some(LinkState::Linked));
    let accept = last_said(&world, "Accept").await;
    assert_eq!(accept["actor"], world.group());
    assert_eq!(accept["object"]["id"], offer["id"]);
    assert_eq!(accept["object"]["type"], "Offer");
    let to = inboxes(&world.app, &accept["id"]).await;
    assert_eq!(to, ["https://hall.test/c/wood/inbox"]);
    let follow = last_said(&world, "Follow").await;
    assert_eq!(follow["actor"], world.group());
    assert_eq!(follow["object"], json!(group.id));
    // Everybody is told in our document.
    let (status, document) = world.document("/c/luthiers").await;
    assert_eq!(status, StatusCode::OK);
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["linkedCommunities"], json!([group.id]));

    let mut undone = offer.clone();
    undone.as_object_mut().unwrap().remove("to");
    world
        .send(&group, &group.does("Undo", "undo", undone))
        .await;
    assert_eq!(state(&world, &wood).await, Some(LinkState::Ended));
    assert_eq!(told(&world, NoticeKind::LinkEnded).await, 1);
    let undo = last_said(&world, "Undo").await;
    assert_eq!(undo["object"]["type"], "Follow");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_we_propose_is_answered_and_an_answer_to_something_else_changes_nothing() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let viewer = seen_by(&world.ada);
    let propose = async || {
        propose_link(
            &world.app,
            &viewer,
            &world.ada,
            &world.luthiers,
            "wood@hall.test",
            "",
        )
        .await
        .unwrap();
        last_said(&world, "Offer").await
    };
    let offer = propose().await;
    assert_eq!(offer["object"], relationship(world.group(), &group.id));
    let no = group.does("Reject", "no", offer.clone());
    world.send(&group, &no).await;
    assert_eq!(state(&world, &wood).await, Some(LinkState::Declined));
    assert_eq!(told(&world, NoticeKind::LinkDeclined).await, 1);
    // Proposed anew: the answer to the first changes nothing any more.
    let again = propose().await;
    world
        .in_vain(&group, &group.does("Accept", "late", offer))
        .await;
    assert_eq!(state(&world, &wood).await, Some(LinkState::Proposed));
    world
        .send(&group, &group.does("Accept", "yes", again.clone()))
        .await;
    assert_eq!(state(&world, &wood).await, Some(LinkState::Linked));
    assert_eq!(told(&world, NoticeKind::LinkAccepted).await, 1);
    end_link(&world.app, &world.ada, &world.luthiers, wood.id())
        .await
        .unwrap();
    let said = said(&world.app).await;
    let taken_back = |act: &&Value| act["type"] == "Undo" && act["object"]["id"] == again["id"];
    assert_eq!(said.iter().filter(taken_back).count(), 1);
    // Their word on what has ended comes too late.
    world
        .in_vain(&group, &group.does("Reject", "end", again))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_propose_at_the_same_time_and_are_linked() {
    let world = World::new().await;
    let (group, wood) = linked(&world).await;
    end_link(&world.app, &world.ada, &world.luthiers, wood.id())
        .await
        .unwrap();
    world
        .set("UPDATE community_links SET state = 'proposed', ap_id = 'https://guild.example/activities/offer/z', offers = NULL")
        .await;
    world.send(&group, &proposal(&world, &group, "again")).await;
    assert_eq!(state(&world, &wood).await, Some(LinkState::Linked));
    let accept = last_said(&world, "Accept").await;
    assert_eq!(
        accept["object"]["id"],
        json!(format!("{}/act/again", group.id))
    );
}

/// All orders of so many acts.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for shorter in orders(count - 1) {
        for at in 0..count {
            let mut order = shorter.clone();
            order.insert(at, count - 1);
            all.push(order);
        }
    }
    all
}

/// Both propose it, and then theirs accepts ours; where `ended`, it ends both afterwards. What is left here by
/// these acts in each order: how the two stand, and whether it is by our proposal.
async fn crossed(ended: bool) -> Vec<(LinkState, bool)> {
    let world = World::new().await;
    let mut left = Vec::new();
    let count = if ended { 4 } else { 2 };
    for (n, order) in orders(count).into_iter().enumerate() {
        world.pass(TimeDelta::days(1));
        let name = format!("wood{n}");
        let (group, wood) = hall_called(&world, &name).await;
        let viewer = seen_by(&world.ada);
        let (app, ada, ours) = (&world.app, &world.ada, &world.luthiers);
        propose_link(app, &viewer, ada, ours, &format!("{name}@hall.test"), "")
            .await
            .unwrap();
        let own = last_said(&world, "Offer").await;
        let theirs = proposal(&world, &group, "offer");
        let acts = [
            theirs.clone(),
            group.does("Accept", "yes", own.clone()),
            group.does("Reject", "no", own.clone()),
            group.does("Undo", "back", theirs.clone()),
        ];
        for which in &order {
            world.send(&group, &acts[*which]).await;
        }
        let mut conn = world.app.store.read().await.unwrap();
        let link = link_of(&mut conn, world.luthiers.id(), wood.id()).await;
        let link = link.unwrap().unwrap();
        assert!([id(&own), id(&theirs)].contains(&link.ap_id.as_str()));
        left.push((link.state, link.ap_id == id(&own)));
        if !ended {
            let accept = last_said(&world, "Accept").await;
            assert_eq!(accept["object"]["id"], theirs["id"], "{order:?}");
        }
    }
    left
}

#[tokio::test(flavor = "multi_thread")]
async fn crossed_proposals_come_to_the_same_in_every_order() {
    // Ours sorts first.
    assert_eq!(crossed(false).await, [(LinkState::Linked, true); 2]);
    let ended = crossed(true).await;
    assert_eq!(ended, [(LinkState::Ended, false); 24]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_that_was_taken_back_before_it_came_asks_nobody() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let offer = proposal(&world, &group, "offer");
    world
        .send(&group, &group.does("Undo", "undo", offer.clone()))
        .await;
    assert_eq!(state(&world, &wood).await, Some(LinkState::Ended));
    world.in_vain(&group, &offer).await;
    assert_eq!(state(&world, &wood).await, Some(LinkState::Ended));
    assert_eq!(told(&world, NoticeKind::LinkProposed).await, 0);
    // Made anew it is asked.
    world.send(&group, &proposal(&world, &group, "other")).await;
    assert_eq!(state(&world, &wood).await, Some(LinkState::Asked));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_ends_what_both_have_proposed_says_so_of_both() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let viewer = seen_by(&world.ada);
    let (app, ada, ours) = (&world.app, &world.ada, &world.luthiers);
    propose_link(app, &viewer, ada, ours, "wood@hall.test", "")
        .await
        .unwrap();
    let own = last_said(&world, "Offer").await;
    world.send(&group, &proposal(&world, &group, "offer")).await;
    assert_eq!(state(&world, &wood).await, Some(LinkState::Linked));
    end_link(app, ada, ours, wood.id()).await.unwrap();
    assert_eq!(state(&world, &wood).await, Some(LinkState::Ended));
    let said = said(app).await;
    let about = |kind: &str| {
        let mut all = said.iter().filter(|act| act["type"] == kind);
        let found = all.find(|act| act["object"]["type"] == "Offer");
        found.map(|act| act["object"]["id"].clone())
    };
    assert_eq!(about("Undo"), Some(own["id"].clone()));
    assert_eq!(
        about("Reject"),
        Some(json!(format!("{}/act/offer", group.id)))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_speaks_for_another_community() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let mallory = world.person("https://hall.test/u/mallory");
    let other = world.actor("https://hall.test/c/other", "Group");
    let lone = world.actor("https://lone.test/c/lone", "Group");
    runs(&world, "lone.test", "lemmy", "1.0.0");
    let own = relationship(&group.id, world.group());
    for (signer, object) in [
        (&mallory, own.clone()),
        (&other, own.clone()),
        (&mallory, relationship(&mallory.id, world.group())),
        (&group, relationship(world.group(), &group.id)),
        (&group, relationship(&group.id, &world.ada.actor.ap_id)),
        (
            &group,
            relationship(&group.id, "https://guild.example/c/nowhere"),
        ),
        // Only Guildhall knows what this means.
        (&lone, relationship(&lone.id, world.group())),
    ] {
        let offer = signer.does("Offer", "forged", object);
        world.in_vain(signer, &offer).await;
        assert_eq!(count(&world.app.store, LINKS).await, 0, "{offer:#}");
    }
    world.send(&group, &proposal(&world, &group, "offer")).await;
    accept_link(&world.app, &world.ada, &world.luthiers, wood.id())
        .await
        .unwrap();
    let offer = proposal(&world, &group, "offer");
    for signer in [&mallory, &other] {
        for kind in ["Undo", "Reject", "Accept"] {
            world
                .in_vain(signer, &signer.does(kind, kind, offer.clone()))
                .await;
            assert_eq!(
                state(&world, &wood).await,
                Some(LinkState::Linked),
                "{kind}"
            );
        }
    }
    // Nor does anybody but the home of a thread share it, nor with whom it is not linked.
    let (mia, _, share) = thread(&world, &group);
    for signer in [&mia, &other] {
        let mut share = share.clone();
        share["id"] = json!(format!("{}/act/share", signer.id));
        share["actor"] = json!(signer.id);
        world.in_vain(signer, &share).await;
    }
    assert_eq!(count(&world.app.store, SHARES).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shared_with_ours_is_announced_to_its_followers_once() {
    let world = World::new().await;
    let (group, _) = linked(&world).await;
    followers(&world).await;
    let (mia, thread, offer) = thread(&world, &group);
    let notices = count(&world.app.store, NOTICES).await;
    world.send(&group, &offer).await;
    assert_eq!(count(&world.app.store, SHARES).await, 1);
    let heard = announced(&world).await;
    let boosts: Vec<_> = heard
        .iter()
        .filter(|(object, _)| *object == thread["id"])
        .collect();
    assert_eq!(boosts.len(), 1, "{heard:#?}");
    assert_eq!(boosts[0].1, ["https://mast.test/u/fan/inbox"]);
    let creates: Vec<_> = heard
        .iter()
        .filter(|(object, _)| object["type"] == "Create")
        .collect();
    assert_eq!(creates.len(), 1, "{heard:#?}");
    assert_eq!(creates[0].0, offer["object"], "as its author said it");
    let forums = [
        "https://lemmy.test/u/fan/inbox",
        "https://third.test/u/fan/inbox",
    ];
    assert_eq!(creates[0].1, forums, "and not its home");
    // Offered again, under whatever id, nothing more is said.
    let mut again = offer.clone();
    again["id"] = json!(format!("{}/act/again", group.id));
    world.in_vain(&group, &again).await;
    assert_eq!(announced(&world).await.len(), heard.len());

    // What its home announces goes on, once, and not in a circle.
    let zoe = world.person("https://zoe.test/u/zoe");
    let reply = zoe.reply(&group.id, "1", id(&thread));
    world.serve(&reply);
    let create = zoe.does("Create", "2", reply.clone());
    world.send(&group, &group.announces("2", &create)).await;
    let heard = announced(&world).await;
    let passed = |heard: &[(Value, Vec<String>)]| {
        let all = heard
            .iter()
            .filter(|(object, _)| object["id"] == create["id"]);
        all.map(|(_, to)| to.clone()).collect::<Vec<_>>()
    };
    assert_eq!(passed(&heard), [forums.map(str::to_owned)]);
    world.send(&group, &group.announces("3", &create)).await;
    assert_eq!(passed(&announced(&world).await).len(), 1, "no doubles");
    assert_eq!(
        count(&world.app.store, NOTICES).await,
        notices,
        "nobody here is told"
    );

    // It stands among what is shared, and is read there.
    let (_, page) = world.get("/c/luthiers/shared", "text/html").await;
    assert!(page.contains("Which plane?") && page.contains("from wood @hall.test"));
    // An answer that ours hides goes on no more, whatever becomes of it.
    let like = mia.does("Like", "like", json!(id(&reply)));
    hide(&world, &reply).await;
    world.send(&group, &group.announces("4", &like)).await;
    assert_eq!(announced(&world).await.len(), heard.len());
}

/// A thread of another server as it is here.
async fn arrived(world: &World, thread: &Value) -> Post {
    let mut conn = world.app.store.read().await.unwrap();
    let system = crate::accounts::model::Viewer::System;
    let found = post_by_ap_id(&mut conn, &system, id(thread)).await;
    found.unwrap().unwrap()
}

async fn hide(world: &World, reply: &Value) {
    let found = {
        let mut conn = world.app.store.read().await.unwrap();
        let system = crate::accounts::model::Viewer::System;
        crate::posts::queries::comment_by_ap_id(&mut conn, &system, id(reply)).await
    };
    let reply = Target::Comment(found.unwrap().unwrap().id);
    hide_shared(
        &world.app,
        &world.ada,
        &world.luthiers,
        reply,
        true,
        "Trade",
    )
    .await
    .unwrap();
}

async fn question(world: &World) -> Post {
    let draft = ThreadDraft {
        title: "Which glue?".into(),
        body: "For a top.".into(),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    start_thread(&world.app, &world.ada, world.luthiers.id(), kind, &draft)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ours_shares_is_offered_once_and_does_not_come_back() {
    let world = World::new().await;
    let (group, wood) = linked(&world).await;
    let post = question(&world).await;
    share_thread(&world.app, &world.ada, post.id, wood.id())
        .await
        .unwrap();
    let offer = last_said(&world, "Offer").await;
    assert_eq!(offer["actor"], world.group());
    assert_eq!(offer["target"], json!(group.id));
    assert_eq!(offer["object"]["type"], "Create");
    assert_eq!(offer["object"]["object"]["id"], json!(post.ap_id));
    let to = inboxes(&world.app, &offer["id"]).await;
    assert_eq!(to, ["https://hall.test/c/wood/inbox"]);
    let said = world.said().await;
    share_thread(&world.app, &world.ada, post.id, wood.id())
        .await
        .unwrap();
    assert_eq!(world.said().await, said, "nothing more is said");
    // They tell their followers, and so ours, that follows them.
    let back = group.announces("back", &offer["object"]);
    world.in_vain(&group, &back).await;
    world
        .in_vain(&group, &group.announces("boost", &json!(post.ap_id)))
        .await;

    // An answer from there is one answer, and its author's own.
    let kim = world.person("https://hall.test/u/kim");
    let answer = kim.reply(world.group(), "1", &post.ap_id);
    world
        .send(&kim, &kim.does("Create", "1", answer.clone()))
        .await;
    // They hear that it is in the thread, for those who follow them.
    let mut passed_on = announced(&world).await.into_iter();
    let of_answer = passed_on.find(|(act, _)| act["object"]["id"] == answer["id"]);
    let (_, to) = of_answer.unwrap();
    assert_eq!(to, ["https://hall.test/c/wood/inbox"]);
    let create = kim.does("Create", "1", answer);
    world
        .in_vain(&group, &group.announces("answer", &create))
        .await;
    let replies = "SELECT COUNT(*) AS n FROM comments";
    assert_eq!(count(&world.app.store, replies).await, 1);
    assert_eq!(told(&world, NoticeKind::Answer).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_shows_threads_of_a_third_one_that_says_it_works_together_with_it() {
    let world = World::new().await;
    let shows = world.followed_group("https://bows.test/c/bows").await;
    let (group, wood) = hall(&world).await;
    let mia = world.person("https://hall.test/u/mia");
    let thread = mia.thread(&group.id, "1", "Which plane?");
    world.serve(&thread);
    let create = mia.does("Create", "1", thread.clone());
    // Its home says nothing of the kind.
    world.in_vain(&shows, &shows.announces("1", &create)).await;
    assert_eq!(count(&world.app.store, SHARES).await, 0);
    let mut document = group.document("Group");
    document["linkedCommunities"] = json!([shows.id]);
    world.serve(&document);
    world.send(&shows, &shows.announces("2", &create)).await;
    let post = arrived(&world, &thread).await;
    assert_eq!(post.community_id, wood.id(), "it has one home");
    let (_, page) = world.get("/c/bows@bows.test/shared", "text/html").await;
    assert!(page.contains("Which plane?") && page.contains("from wood @hall.test"));
    // Of what is said in it the group's word counts for nothing.
    let mut forged = mia.does("Delete", "2", json!(id(&thread)));
    forged["audience"] = json!(group.id);
    forged["to"] = json!([PUBLIC]);
    world.in_vain(&shows, &shows.announces("3", &forged)).await;

    // A thread of another community of that server is not shown by naming this one.
    let other = world.followed_group("https://hall.test/c/other").await;
    let theirs = mia.thread(&other.id, "2", "Which saw?");
    world.serve(&theirs);
    let mut create = mia.does("Create", "2", theirs);
    world.send(&other, &other.announces("1", &create)).await;
    create["object"]["audience"] = json!(group.id);
    create["object"]["to"] = json!([group.id, PUBLIC]);
    world.send(&shows, &shows.announces("4", &create)).await;
    assert_eq!(count(&world.app.store, SHARES).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_ours_has_banned_is_not_brought_in_by_another() {
    let world = World::new().await;
    let (group, _) = linked(&world).await;
    let (mia, thread, offer) = thread(&world, &group);
    let create = mia.does("Create", "1", thread);
    world.send(&group, &group.announces("1", &create)).await;
    world
        .set("INSERT INTO bans (account_id, community_id, reason, created_at) SELECT a.id, c.id, 'Rude', c.created_at FROM accounts a JOIN actors p ON p.id = a.actor_id, communities c JOIN actors g ON g.id = c.actor_id WHERE p.name = 'mia' AND g.local")
        .await;
    world.in_vain(&group, &offer).await;
    assert_eq!(count(&world.app.store, SHARES).await, 0);
}

/// What our community has passed on with this id, and to whom.
async fn passed(world: &World, id: &Value) -> Vec<(Value, Vec<String>)> {
    let mut all = announced(world).await;
    all.retain(|(object, _)| object["id"] == *id);
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_linked_community_puts_no_words_into_the_mouths_of_our_people() {
    let world = World::new().await;
    let (group, _) = linked(&world).await;
    followers(&world).await;
    let (_, thread, offer) = thread(&world, &group);
    world.send(&group, &offer).await;
    let post = arrived(&world, &thread).await;
    let answer = reply(&world.app, &world.ada, post.id, None, &draft("A number 5."))
        .await
        .unwrap();
    let create = last_said(&world, "Create").await;
    assert_eq!(create["object"]["id"], json!(answer.ap_id));
    let mut object = create["object"].clone();
    object["content"] = json!("<p>Buy my plane.</p>");
    let forged = |kind: &str, object: Value| {
        json!({
            "id": format!("https://guild.example/activities/{kind}/forged"), "type": kind,
            "actor": world.ada.actor.ap_id, "to": [PUBLIC], "audience": group.id, "object": object,
        })
    };
    let heard = announced(&world).await;
    for act in [
        forged("Update", object.clone()),
        forged("Delete", json!(answer.ap_id)),
        forged("Like", json!(id(&thread))),
        forged("Flag", json!(id(&thread))),
    ] {
        let tail = act["type"].as_str().unwrap();
        world.send(&group, &group.announces(tail, &act)).await;
        assert_eq!(announced(&world).await, heard, "{act:#}");
    }
    // What she did say goes on as she said it, whatever was made of it.
    let mut changed = create.clone();
    changed["object"] = object;
    world
        .send(&group, &group.announces("changed", &changed))
        .await;
    let went = passed(&world, &create["id"]).await;
    assert_eq!(went.len(), 1, "{went:#?}");
    assert_eq!(went[0].0["object"], create["object"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_is_told_also_where_it_is_hidden_or_shared_no_more() {
    for ended in [false, true] {
        let world = World::new().await;
        let (group, wood) = linked(&world).await;
        followers(&world).await;
        let (mia, thread, offer) = thread(&world, &group);
        world.send(&group, &offer).await;
        let post = arrived(&world, &thread).await;
        let (app, ada, ours) = (&world.app, &world.ada, &world.luthiers);
        match ended {
            true => end_link(app, ada, ours, wood.id()).await.unwrap(),
            false => hide_shared(app, ada, ours, Target::Post(post.id), true, "Trade")
                .await
                .unwrap(),
        }
        let delete = mia.does("Delete", "gone", json!(id(&thread)));
        world.send(&group, &group.announces("gone", &delete)).await;
        let went = passed(&world, &delete["id"]).await;
        assert_eq!(went.len(), 1, "{ended} {went:#?}");
        let forums = [
            "https://lemmy.test/u/fan/inbox",
            "https://third.test/u/fan/inbox",
        ];
        assert_eq!(went[0].1, forums, "{ended}");
    }
}
