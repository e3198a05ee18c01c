//! What a ban takes away, and what comes back with its end.

use super::banned::{bans, follow, last, lifts};
use super::{Remote, World, id};
use crate::accounts::model::Viewer;
use crate::communities::tests::follows::set_software;
use crate::moderation::actions::{BanOrder, Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::queries::post_by_ap_id;
use serde_json::{Value, json};

async fn begins(world: &World, who: &Remote, tail: &str) -> Value {
    let thread = who.thread(world.group(), tail, "What glue for a bridge?");
    let create = who.does("Create", tail, thread.clone());
    world.send(who, &create).await;
    thread
}

async fn is_removed(world: &World, thing: &Value) -> bool {
    let dump = world.dump().await;
    let found = dump
        .iter()
        .find(|line| {
            let of_it = line.starts_with("thread ") || line.starts_with("reply ");
            of_it && line.split(' ').nth(1) == Some(id(thing))
        })
        .unwrap_or_else(|| panic!("{thing} is not here: {dump:#?}"));
    found.contains(" removed")
}

/// Taken down by Ada for a reason of its own.
async fn is_taken_down(world: &World, thread: &Value) {
    let post = {
        let mut conn = world.app.store.read().await.unwrap();
        post_by_ap_id(&mut conn, &Viewer::System, id(thread))
            .await
            .unwrap()
            .unwrap()
    };
    let (what, why) = (Target::Post(post.id), Grounds::from("Trade"));
    remove(&world.app, &world.ada, what, &why).await.unwrap();
}

/// A ban by somebody elsewhere from a place, which takes away all that `whom` wrote there.
fn block(by: &Remote, tail: &str, whom: &Remote, place: &str) -> Value {
    let mut act = by.does("Block", tail, json!(whom.id));
    act["target"] = json!(place);
    act["summary"] = json!("Spam");
    act["removeData"] = json!(true);
    act["endTime"] = json!("2099-01-01T00:00:00+00:00");
    act["expires"] = act["endTime"].clone();
    act
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_ban_took_comes_back_with_its_end_and_nothing_else_does() {
    let world = World::new().await;
    let vic = world.person("https://lemmy.test/u/vic");
    follow(&world, &vic).await;
    set_software(&world.app, "lemmy.test", "lemmy").await;
    let (sound, sold) = (
        begins(&world, &vic, "1").await,
        begins(&world, &vic, "2").await,
    );
    let reply = vic.reply(world.group(), "3", id(&sound));
    world
        .send(&vic, &vic.does("Create", "3", reply.clone()))
        .await;
    is_taken_down(&world, &sold).await;

    let order = BanOrder {
        reason: "Spam".into(),
        until: None,
        remove_content: true,
    };
    bans(&world, &vic, &order).await;
    assert_eq!(last(&world, "Announce").await["object"]["removeData"], true);
    world.work().await;
    for thing in [&sound, &sold, &reply] {
        assert!(is_removed(&world, thing).await, "{thing}");
    }
    lifts(&world, &vic).await;
    let told = last(&world, "Announce").await;
    assert_eq!(told["object"]["restoreData"], true);
    assert_eq!(told["object"]["object"]["type"], "Block");
    world.work().await;
    assert!(!is_removed(&world, &sound).await);
    assert!(!is_removed(&world, &reply).await);
    assert!(
        is_removed(&world, &sold).await,
        "that was for another reason"
    );

    // A ban that took nothing away gives nothing back.
    bans(&world, &vic, &BanOrder::default()).await;
    lifts(&world, &vic).await;
    let told = last(&world, "Announce").await;
    assert_eq!(told["object"]["restoreData"], false);
    world.work().await;
    assert!(is_removed(&world, &sold).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_that_is_lifted_before_it_took_anything_takes_nothing() {
    let world = World::new().await;
    let vic = world.person("https://lemmy.test/u/vic");
    let thread = begins(&world, &vic, "1").await;
    let order = BanOrder {
        remove_content: true,
        ..BanOrder::default()
    };
    bans(&world, &vic, &order).await;
    lifts(&world, &vic).await;
    world.work().await;
    assert!(!is_removed(&world, &thread).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_ban_elsewhere_took_comes_back_where_its_end_says_so() {
    let world = World::new().await;
    let wood = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    // Lemmy before 1.0 and PieFed say nothing of it, and leave away what is away.
    let cases = [
        ("kim", None, true),
        ("lou", Some(false), true),
        ("max", Some(true), false),
    ];
    for (name, said, removed) in cases {
        let who = world.person(&format!("https://forum.test/u/{name}"));
        let thread = who.thread(&wood.id, "1", "Which plane?");
        let create = who.does("Create", "1", thread.clone());
        let pass_on = async |word: &str, act: &Value| {
            let announce = wood.announces(&format!("{word}-{name}"), act);
            world.send(&wood, &announce).await;
        };
        pass_on("create", &create).await;
        let ban = block(&mia, &format!("ban-{name}"), &who, &wood.id);
        pass_on("ban", &ban).await;
        assert!(is_removed(&world, &thread).await, "{name}");
        let mut lift = mia.does("Undo", &format!("lift-{name}"), ban);
        if let Some(said) = said {
            lift["restoreData"] = json!(said);
        }
        pass_on("lift", &lift).await;
        assert_eq!(is_removed(&world, &thread).await, removed, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_by_somebodys_own_server_holds_everywhere_and_gives_back_what_it_took() {
    let world = World::new().await;
    let wood = world.followed_group("https://forum.test/c/wood").await;
    let vic = world.person("https://victor.test/u/vic");
    let chief = world.person("https://victor.test/u/chief");
    let mallory = world.person("https://mallory.test/u/mallory");
    let (sound, sold) = (
        begins(&world, &vic, "1").await,
        begins(&world, &vic, "2").await,
    );
    let far = vic.thread(&wood.id, "3", "Which plane?");
    world.serve(&far);
    let create = vic.does("Create", "3", far.clone());
    world.send(&wood, &wood.announces("1", &create)).await;
    is_taken_down(&world, &sold).await;

    // Neither another server nor one that names another place.
    let places = ["https://victor.test/", "https://mallory.test/"];
    for (tail, place) in ["a", "b"].into_iter().zip(places) {
        let forged = block(&mallory, tail, &vic, place);
        world.in_vain(&mallory, &forged).await;
    }
    let ban = block(&chief, "ban", &vic, "https://victor.test/");
    world.send(&chief, &ban).await;
    for thing in [&sound, &sold, &far] {
        assert!(is_removed(&world, thing).await, "{thing}");
    }
    let banned = format!("ban {} everywhere", vic.id);
    assert!(world.dump().await.contains(&banned));
    let late = vic.thread(world.group(), "9", "Again?");
    world.in_vain(&vic, &vic.does("Create", "9", late)).await;

    let lift = chief.does("Undo", "lift", ban);
    world.send(&chief, &lift).await;
    assert!(!world.dump().await.contains(&banned));
    assert!(!is_removed(&world, &sound).await);
    assert!(!is_removed(&world, &far).await);
    assert!(is_removed(&world, &sold).await, "ours to decide");
}
