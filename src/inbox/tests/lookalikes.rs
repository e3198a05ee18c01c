//! Names that imitate somebody (safety.md X-13): whoever reads what they wrote sees who they are.

use super::{World, id};
use crate::accounts::model::Viewer;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::posts::actions::reply;
use crate::posts::model::Post;
use crate::posts::queries::post_by_ap_id;
use crate::posts::tests::world::draft;
use serde_json::json;

async fn found(world: &World, thread: &str) -> Post {
    let mut conn = world.app.store.read().await.unwrap();
    let post = post_by_ap_id(&mut conn, &Viewer::System, thread).await;
    post.unwrap().unwrap()
}

/// The page of a thread as anybody sees it.
async fn page(world: &World, thread: &str) -> Answer {
    let path = found(world, thread).await.path();
    Browser::on_server(&world.app).get(&path).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_imitates_somebody_stands_beside_the_handle_it_has() {
    let world = World::new().await;
    let heap = format!("ada{}", "\u{301}".repeat(500));
    let names = [
        ("eve", "ada"),
        ("eva", "@ada@guild.example"),
        ("evi", "a\u{200b}d\u{2060}a"),
        ("evo", "a\u{202e}da"),
        ("evy", heap.as_str()),
        ("ewa", "ada</a> <span class=\"badge\">Administrator</span>"),
        ("ela", "ada @guild.example"),
    ];
    for (handle, name) in names {
        let who = world.person(&format!("https://victor.test/u/{handle}"));
        let mut document = who.document("Person");
        document["name"] = json!(name);
        world.serve(&document);
        let thread = who.thread(world.group(), handle, "How?");
        let create = who.does("Create", handle, thread.clone());
        world.send(&who, &create).await;

        let page = page(&world, id(&thread)).await;
        let shown = page.texts(".host");
        let whole = format!("@{handle}@victor.test");
        // A name that is no handle has its server behind it.
        let expected = match name.contains(' ') && !name.contains('@') {
            true => "@victor.test",
            false => whole.as_str(),
        };
        assert!(shown.iter().any(|at| at == expected), "{name}: {shown:?}");
        let badges = page.texts(".badge");
        assert!(
            badges.iter().all(|badge| badge != "Administrator"),
            "{name}: {badges:?}"
        );
        let hidden = ['\u{200b}', '\u{2060}', '\u{202e}'];
        assert!(!page.body.contains(hidden), "{name}");
        assert!(!page.has(&"\u{301}".repeat(5)), "{name}");
    }

    // The same for people here.
    world
        .set("UPDATE accounts SET display_name = 'root' WHERE actor_id IN (SELECT id FROM actors WHERE name = 'ada' AND local)")
        .await;
    let vic = world.person("https://victor.test/u/vic");
    let thread = vic.thread(world.group(), "reply", "Who?");
    let create = vic.does("Create", "reply", thread.clone());
    world.send(&vic, &create).await;
    let post = found(&world, id(&thread)).await;
    reply(&world.app, &world.ada, post.id, None, &draft("Me."))
        .await
        .unwrap();
    let shown = page(&world, id(&thread)).await.texts(".host");
    assert!(shown.iter().any(|at| at == "@ada"), "{shown:?}");
}
