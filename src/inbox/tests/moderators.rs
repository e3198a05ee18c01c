//! Who says who moderates a community: its own group, its moderators, and for ours nobody elsewhere.

use super::{Remote, World};
use serde_json::{Value, json};

const WOOD: &str = "https://forum.test/c/wood";

/// `Add` or `Remove` of a moderator of a group, as Lemmy says it.
fn change(by: &Remote, kind: &str, tail: &str, who: &Remote, group: &str) -> Value {
    let mut act = by.does(kind, tail, json!(who.id));
    act["target"] = json!(format!("{group}/moderators"));
    act["audience"] = json!(group);
    act
}

/// Everybody who has a role in the group, with it.
async fn roles(world: &World) -> Vec<String> {
    let mut roles = world.dump().await;
    roles.retain(|line| line.starts_with("role ") && line.contains(WOOD));
    roles
}

fn role(who: &Remote, role: &str) -> String {
    format!("role {} in {WOOD} {role} member", who.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn moderators_elsewhere_change_by_word_of_the_community_or_a_moderator() {
    let world = World::new().await;
    let wood = world.followed_group(WOOD).await;
    let bob = world.person("https://bob.test/u/bob");
    let eve = world.person("https://eve.test/u/eve");
    let forged = change(&eve, "Add", "1", &eve, WOOD);
    world.in_vain(&eve, &forged).await;
    let named = change(&eve, "Add", "2", &bob, WOOD);
    world.send(&wood, &wood.announces("1", &named)).await;
    assert_eq!(roles(&world).await, [role(&bob, "moderator")]);

    // PieFed leaves the target of moderators null, but names the community as audience.
    let mut by_bob = change(&bob, "Add", "1", &eve, WOOD);
    by_bob["target"] = Value::Null;
    world.send(&bob, &by_bob).await;
    let both = [role(&bob, "moderator"), role(&eve, "moderator")];
    assert_eq!(roles(&world).await, both);

    world
        .send(&eve, &change(&eve, "Remove", "3", &bob, WOOD))
        .await;
    let eve_only = [role(&bob, "member"), role(&eve, "moderator")];
    assert_eq!(roles(&world).await, eve_only);

    // The collection of pinned threads names no moderators.
    let mut pin = change(&eve, "Add", "4", &bob, WOOD);
    pin["target"] = json!(format!("{WOOD}/featured"));
    world.send(&wood, &wood.announces("2", &pin)).await;
    assert_eq!(roles(&world).await, eve_only);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_server_says_of_moderators_here_changes_nothing() {
    let world = World::new().await;
    let eve = world.person("https://eve.test/u/eve");
    for kind in ["Add", "Remove"] {
        let forged = change(&eve, kind, kind, &eve, world.group());
        world.in_vain(&eve, &forged).await;
    }
}
