//! Who says who moderates a community: its own group, its moderators, and for ours nobody elsewhere.

use super::{Remote, World};
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::Community;
use crate::communities::tests::said;
use crate::membership::model::{Membership, MembershipState, Role};
use crate::membership::queries::upsert_membership;
use crate::moderation::model::Verb;
use crate::moderation::queries::{LogOf, list_log};
use crate::store::Turn;
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

#[tokio::test(flavor = "multi_thread")]
async fn a_convener_elsewhere_makes_moderators_here_and_a_moderator_does_not() {
    let world = World::new().await;
    let place = world.group().to_owned();
    let (lena, bo) = (
        world.person("https://piefed.test/u/lena"),
        world.person("https://lemmy.test/u/bo"),
    );
    for who in [&lena, &bo] {
        let follow = who.does("Follow", "f", json!(place));
        world.send(who, &follow).await;
    }
    entrust(&world, &lena, Role::Moderator).await;
    let forged = change(&lena, "Add", "1", &bo, &place);
    world.in_vain(&lena, &forged).await;
    entrust(&world, &lena, Role::Convener).await;
    // As PieFed says it: without the target, and never of one who convenes.
    let mut add = change(&lena, "Add", "2", &bo, &place);
    add["target"] = Value::Null;
    add["cc"] = json!([place]);
    world.send(&lena, &add).await;
    let role_of_bo = |role: &str| format!("role {} in {place} {role} member", bo.id);
    let dump = world.dump().await;
    assert!(dump.contains(&role_of_bo("moderator")), "{dump:#?}");
    let told = said(&world.app).await;
    let told = told.iter().rev().find(|act| act["type"] == "Announce");
    assert_eq!(told.unwrap()["object"], add, "its readers hear of it");

    let remove = change(&lena, "Remove", "3", &bo, &place);
    world.send(&lena, &remove).await;
    let dump = world.dump().await;
    assert!(dump.contains(&role_of_bo("member")), "{dump:#?}");
    let log = {
        let mut conn = world.app.store.read().await.unwrap();
        let of = LogOf::Community(world.luthiers.id());
        list_log(&mut conn, &of, Turn::First, 10).await.unwrap()
    };
    let verbs: Vec<Verb> = log.rows.iter().map(|row| row.action.verb).collect();
    assert_eq!(verbs, [Verb::Dismiss, Verb::Appoint]);
}

/// Gives somebody of another server an office in the community here.
pub(super) async fn entrust(world: &World, who: &Remote, role: Role) {
    entrust_in(world, &world.luthiers, who, role).await;
}

/// The same in another one.
pub(super) async fn entrust_in(world: &World, place: &Community, who: &Remote, role: Role) {
    let who = resolve_actor(&world.app, &who.id, FRESH).await.unwrap();
    let now = world.app.now();
    let membership = Membership {
        community_id: place.id(),
        account_id: who.person().unwrap().id(),
        role,
        state: MembershipState::Member,
        since: now,
        updated_at: now,
    };
    let mut tx = world.app.store.begin().await.unwrap();
    upsert_membership(&mut tx, &membership).await.unwrap();
    tx.commit().await.unwrap();
}
