use super::*;
use crate::activitypub::actors::Actor;
use crate::activitypub::peers::{PeerPolicy, update_policy};
use crate::activitypub::recipients::followers;
use crate::communities::actions::{self, accept_implicitly};
use crate::communities::federation::{
    receive_accept, receive_follow, receive_reject, receive_undo_follow,
};
use crate::communities::model::{Follow, FollowState, ReadPolicy};
use crate::communities::queries::find_community;
use crate::communities::queries::follows::follow_by_pair;
use crate::error::{Error, Reason};
use crate::store::schema::{communities, peers};

pub async fn set_software(app: &App, host: &str, software: &str) {
    let mut tx = app.store.begin().await.unwrap();
    let software = (!software.is_empty()).then_some(software);
    {
        let conn = &mut *tx;
        q!(conn, {
            diesel::update(peers::table.filter(peers::host.eq(host)))
                .set(peers::software.eq(software))
                .execute(conn)
                .await
                .unwrap()
        });
    }
    tx.commit().await.unwrap();
}

async fn set_read_policy(app: &App, community: &Community, policy: ReadPolicy) -> Community {
    let mut tx = app.store.begin().await.unwrap();
    {
        let conn = &mut *tx;
        q!(conn, {
            diesel::update(communities::table.find(community.id()))
                .set(communities::read_policy.eq(policy))
                .execute(conn)
                .await
                .unwrap()
        });
    }
    tx.commit().await.unwrap();
    again(app, community).await
}

async fn again(app: &App, community: &Community) -> Community {
    let mut conn = app.store.read().await.unwrap();
    find_community(&mut conn, community.id()).await.unwrap()
}

fn follow_activity(follower: &Actor, target: &str, id: &str) -> Value {
    json!({
        "id": format!("{}/follow/{id}", follower.ap_id),
        "type": "Follow",
        "actor": follower.ap_id,
        "object": target,
    })
}

pub async fn follow_from(
    app: &App,
    follower: &Actor,
    community: &Community,
    id: &str,
) -> FollowState {
    let activity = follow_activity(follower, &community.actor.ap_id, id);
    receive_follow(app, &activity, follower).await.unwrap()
}

async fn pair(app: &App, follower: &Actor, target: &Actor) -> Option<Follow> {
    let mut conn = app.store.read().await.unwrap();
    follow_by_pair(&mut conn, follower.id, target.id)
        .await
        .unwrap()
}

async fn state(app: &App, follower: &Person, target: &Community) -> Option<FollowState> {
    let follow = pair(app, &follower.actor, &target.actor).await;
    follow.map(|follow| follow.state)
}

#[tokio::test(flavor = "multi_thread")]
async fn people_follow_and_unfollow_communities_here() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let rust = community(&app, &ada, "rust").await;
    assert_eq!(rust.row.follower_count, 1, "a convener follows");
    for _ in 0..2 {
        let state = actions::follow(&app, &bob, &rust).await.unwrap();
        assert_eq!(state, FollowState::Accepted);
        assert_eq!(again(&app, &rust).await.row.follower_count, 2);
    }
    for _ in 0..2 {
        actions::unfollow(&app, &bob, &rust).await.unwrap();
        assert_eq!(again(&app, &rust).await.row.follower_count, 1);
    }
    assert!(said(&app).await.is_empty(), "nobody elsewhere need know");
}

#[tokio::test(flavor = "multi_thread")]
async fn following_and_not_following_at_once_is_one_of_both() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let rust = community(&app, &ada, "rust").await;
    let presses = (0..40).map(|n| {
        let (app, bob, rust) = (app.app.clone(), bob.clone(), rust.clone());
        tokio::spawn(async move {
            match n % 3 {
                2 => actions::unfollow(&app, &bob, &rust).await,
                _ => actions::follow(&app, &bob, &rust).await.map(drop),
            }
        })
    });
    for press in presses.collect::<Vec<_>>() {
        // Whoever comes too late may be told so; what counts is what is left.
        let _ = press.await.unwrap();
    }
    let follows = {
        let mut conn = app.store.read().await.unwrap();
        let (follower, target) = (bob.actor.id, rust.actor.id);
        let found = follow_by_pair(&mut conn, follower, target).await;
        found.unwrap().is_some()
    };
    let count = again(&app, &rust).await.row.follower_count;
    assert_eq!(count, if follows { 2 } else { 1 });
    actions::follow(&app, &bob, &rust).await.unwrap();
    assert_eq!(again(&app, &rust).await.row.follower_count, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remote_community_is_asked_and_answers() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let id = "https://lemmy.test/c/rust";
    let rust = known(&app, id, "Group", "rust").await.community().unwrap();
    let state_now = actions::follow(&app, &ada, &rust).await.unwrap();
    assert_eq!(state_now, FollowState::Pending);
    let follow = said(&app).await.remove(0);
    assert_eq!(follow["type"], "Follow");
    assert_eq!(follow["actor"], "https://guild.example/u/ada");
    assert_eq!(follow["object"], id);
    assert_eq!(
        inboxes(&app, &follow["id"]).await,
        ["https://lemmy.test/c/rust/inbox"]
    );

    // Once more: the pending one is taken back first.
    actions::follow(&app, &ada, &rust).await.unwrap();
    let said_now = said(&app).await;
    assert_eq!(said_now[1]["type"], "Undo");
    assert_eq!(said_now[1]["object"]["id"], follow["id"]);
    assert_eq!(said_now[1]["object"]["type"], "Follow");
    assert_eq!(said_now[2]["type"], "Follow");
    assert_ne!(said_now[2]["id"], follow["id"]);

    // The late answer to the first attempt says nothing about the second.
    let accept = |object: &Value| json!({"id": format!("{id}/a"), "type": "Accept", "actor": id, "object": object});
    let late = receive_accept(&app, &accept(&follow), &rust.actor)
        .await
        .unwrap();
    assert_eq!(late, None);
    assert_eq!(state(&app, &ada, &rust).await, Some(FollowState::Pending));

    let decided = receive_accept(&app, &accept(&said_now[2]), &rust.actor)
        .await
        .unwrap();
    let decided = decided.unwrap();
    assert_eq!(
        (decided.follower, decided.state),
        (ada.actor.id, FollowState::Accepted)
    );
    assert_eq!(again(&app, &rust).await.row.follower_count, 1);
    let twice = receive_accept(&app, &accept(&said_now[2]["id"]), &rust.actor)
        .await
        .unwrap();
    assert_eq!(twice, None);

    let reject = json!({"id": format!("{id}/r"), "type": "Reject", "actor": id, "object": said_now[2]["id"]});
    let decided = receive_reject(&app, &reject, &rust.actor)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(decided.state, FollowState::Refused);
    assert_eq!(again(&app, &rust).await.row.follower_count, 0);

    actions::unfollow(&app, &ada, &rust).await.unwrap();
    assert_eq!(state(&app, &ada, &rust).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_follow_is_not_asked_again() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let id = "https://lemmy.test/c/rust";
    let rust = known(&app, id, "Group", "rust").await.community().unwrap();
    actions::follow(&app, &ada, &rust).await.unwrap();
    let accept = json!({"type": "Accept", "actor": id, "object": said(&app).await[0]});
    receive_accept(&app, &accept, &rust.actor).await.unwrap();
    let state_now = actions::follow(&app, &ada, &rust).await.unwrap();
    assert_eq!(state_now, FollowState::Accepted);
    assert_eq!(said(&app).await.len(), 1);
    let undone = json!({"type": "Undo", "actor": id, "object": accept});
    let decided = receive_reject(&app, &undone["object"], &rust.actor)
        .await
        .unwrap();
    assert_eq!(decided.unwrap().state, FollowState::Refused);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_followed_may_answer() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let id = "https://lemmy.test/c/rust";
    let rust = known(&app, id, "Group", "rust").await.community().unwrap();
    let eve = known(&app, "https://evil.test/u/eve", "Person", "eve").await;
    let neighbour = known(&app, "https://lemmy.test/u/eve", "Person", "eve").await;
    actions::follow(&app, &ada, &rust).await.unwrap();
    let follow = said(&app).await.remove(0);
    for forger in [eve.actor(), neighbour.actor()] {
        let own =
            |object: Value| json!({"type": "Accept", "actor": forger.ap_id, "object": object});
        let embedded = receive_accept(&app, &own(follow.clone()), forger).await;
        assert!(
            matches!(embedded, Err(Error::Refused(Reason::WrongOrigin))),
            "{embedded:?}"
        );
        let bare = receive_accept(&app, &own(follow["id"].clone()), forger)
            .await
            .unwrap();
        assert_eq!(bare, None);
        let changed = json!({"id": follow["id"], "type": "Follow", "actor": follow["actor"], "object": forger.ap_id});
        let claimed = receive_accept(&app, &own(changed), forger).await.unwrap();
        assert_eq!(claimed, None);
        let in_its_name = json!({"type": "Accept", "actor": id, "object": follow});
        let in_its_name = receive_accept(&app, &in_its_name, forger).await;
        assert!(matches!(
            in_its_name,
            Err(Error::Refused(Reason::WrongOrigin))
        ));
    }
    assert_eq!(state(&app, &ada, &rust).await, Some(FollowState::Pending));
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_groups_elsewhere_follow_a_community_here() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    let bob = known(&app, "https://b.test/u/bob", "Person", "bob").await;
    let group = known(&app, "https://n.test/category/2", "Group", "two").await;
    for follower in [bob.actor(), group.actor()] {
        assert_eq!(
            follow_from(&app, follower, &rust, "1").await,
            FollowState::Accepted
        );
    }
    assert_eq!(again(&app, &rust).await.row.follower_count, 3);
    let accept = said(&app).await.remove(0);
    assert_eq!(accept["type"], "Accept");
    assert_eq!(accept["actor"], "https://guild.example/c/rust");
    assert_eq!(
        accept["object"],
        follow_activity(bob.actor(), &rust.actor.ap_id, "1")
    );
    assert_eq!(
        inboxes(&app, &accept["id"]).await,
        ["https://b.test/u/bob/inbox"]
    );

    // Again with another id: answered again, counted once.
    follow_from(&app, bob.actor(), &rust, "2").await;
    assert_eq!(again(&app, &rust).await.row.follower_count, 3);
    let accept = said(&app).await.pop().unwrap();
    assert_eq!(accept["object"]["id"], "https://b.test/u/bob/follow/2");

    let mut conn = app.store.read().await.unwrap();
    let to = followers(&mut conn, rust.actor.id).await.unwrap();
    assert_eq!(to.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_behind_one_inbox_get_things_once() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    for name in ["bob", "cid"] {
        let id = format!("https://b.test/u/{name}");
        let mut document = actor(&id, "Person", name);
        document["endpoints"] = json!({"sharedInbox": "https://b.test/inbox"});
        serve(&app.http, &document);
        let follower = resolve_actor(&app, &id, FRESH).await.unwrap();
        follow_from(&app, follower.actor(), &rust, "1").await;
    }
    set_software(&app, "b.test", "lemmy").await;
    let mut conn = app.store.read().await.unwrap();
    let to = followers(&mut conn, rust.actor.id).await.unwrap();
    assert_eq!(to.len(), 1);
    assert_eq!(to[0].inbox.url, "https://b.test/inbox");
    assert_eq!(
        (to[0].host.as_str(), to[0].software.as_deref()),
        ("b.test", Some("lemmy"))
    );
    drop(conn);
    let mut tx = app.store.begin().await.unwrap();
    update_policy(&mut tx, "b.test", PeerPolicy::Block, "spam", app.now())
        .await
        .unwrap();
    let to = followers(&mut tx, rust.actor.id).await.unwrap();
    assert!(to.is_empty(), "a blocked server is told nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undo_is_matched_by_the_pair_not_by_the_id() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    let bob = known(&app, "https://b.test/u/bob", "Person", "bob").await;
    let eve = known(&app, "https://b.test/u/eve", "Person", "eve").await;
    let undo = |by: &Resolved, object: Value| json!({"type": "Undo", "actor": by.actor().ap_id, "object": object});
    follow_from(&app, bob.actor(), &rust, "1").await;

    let theirs = follow_activity(bob.actor(), &rust.actor.ap_id, "1");
    let forged = receive_undo_follow(&app, &undo(&eve, theirs.clone()), eve.actor()).await;
    assert!(matches!(forged, Err(Error::Refused(Reason::WrongOrigin))));
    let forged = receive_undo_follow(&app, &undo(&eve, theirs["id"].clone()), eve.actor()).await;
    assert!(!forged.unwrap());
    assert_eq!(again(&app, &rust).await.row.follower_count, 2);

    let other = follow_activity(bob.actor(), &rust.actor.ap_id, "another");
    assert!(
        receive_undo_follow(&app, &undo(&bob, other), bob.actor())
            .await
            .unwrap()
    );
    assert_eq!(again(&app, &rust).await.row.follower_count, 1);

    follow_from(&app, bob.actor(), &rust, "3").await;
    let bare = json!("https://b.test/u/bob/follow/3");
    assert!(
        receive_undo_follow(&app, &undo(&bob, bare), bob.actor())
            .await
            .unwrap()
    );
    assert_eq!(pair(&app, bob.actor(), &rust.actor).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_and_senseless_follows_change_nothing() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    let bob = known(&app, "https://b.test/u/bob", "Person", "bob").await;
    let good = follow_activity(bob.actor(), &rust.actor.ap_id, "1");
    let with = |key: &str, value: Value| {
        let mut changed = good.clone();
        changed[key] = value;
        changed
    };
    for wrong in [
        with("actor", json!("https://b.test/u/eve")),
        with("actor", json!(null)),
        with("id", json!(null)),
        with("id", json!("https://victim.test/1")),
        with("object", json!("https://guild.example/c/nothing")),
        with("object", json!("https://victim.test/c/rust")),
        with("object", json!(7)),
    ] {
        let answer = receive_follow(&app, &wrong, bob.actor()).await;
        assert!(answer.is_err(), "{wrong}");
    }
    assert_eq!(again(&app, &rust).await.row.follower_count, 1);
    assert!(said(&app).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_community_lets_followers_wait() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let guild = community(&app, &ada, "guild").await;
    let guild = set_read_policy(&app, &guild, ReadPolicy::Members).await;
    let bob = known(&app, "https://b.test/u/bob", "Person", "bob").await;
    assert_eq!(
        follow_from(&app, bob.actor(), &guild, "1").await,
        FollowState::Pending
    );
    assert!(said(&app).await.is_empty());
    assert_eq!(again(&app, &guild).await.row.follower_count, 1);
    let mut conn = app.store.read().await.unwrap();
    assert!(
        followers(&mut conn, guild.actor.id)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn people_here_are_followed_from_elsewhere() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let bob = known(&app, "https://b.test/u/bob", "Person", "bob").await;
    let activity = follow_activity(bob.actor(), &ada.actor.ap_id, "1");
    let state_now = receive_follow(&app, &activity, bob.actor()).await.unwrap();
    assert_eq!(state_now, FollowState::Accepted);
    let accept = said(&app).await.remove(0);
    assert_eq!(accept["actor"], "https://guild.example/u/ada");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_announce_of_a_public_community_is_a_yes() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = known(&app, "https://lemmy.test/c/rust", "Group", "rust")
        .await
        .community()
        .unwrap();
    let mut document = actor("https://lemmy.test/c/closed", "Group", "closed");
    document["manuallyApprovesFollowers"] = json!(true);
    serve(&app.http, &document);
    let closed = resolve_actor(&app, "https://lemmy.test/c/closed", FRESH)
        .await
        .unwrap();
    let closed = closed.community().unwrap();
    for community in [&rust, &closed] {
        actions::follow(&app, &ada, community).await.unwrap();
        let mut tx = app.store.begin().await.unwrap();
        accept_implicitly(&mut tx, &app, community).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(state(&app, &ada, &rust).await, Some(FollowState::Accepted));
    assert_eq!(state(&app, &ada, &closed).await, Some(FollowState::Pending));
}
