//! What other servers say of questions and their answers: closed ones, several accepted answers, and edits by
//! others than the author.

use super::{World, id};
use crate::accounts::model::Viewer;
use crate::accounts::tests::browser::Browser;
use crate::posts::model::Post;
use crate::posts::queries::closing::closing_of;
use crate::posts::queries::{
    comment_by_ap_id, list_shown_accepted, post_by_ap_id, revisions_of_post,
};
use crate::store::Turn;
use axum::http::StatusCode;
use serde_json::{Value, json};

const GROUP: &str = "https://forum.test/c/wood";

async fn stored(world: &World, document: &Value) -> Post {
    let mut conn = world.app.store.read().await.unwrap();
    let found = post_by_ap_id(&mut conn, &Viewer::System, id(document)).await;
    found.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_closed_and_opened_by_its_own_document_and_the_last_one_counts() {
    let world = World::new().await;
    let group = world.followed_group(GROUP).await;
    let mia = world.person("https://forum.test/u/mia");
    let mut thread = mia.thread(&group.id, "1", "Which plane?");
    thread["postType"] = json!("question");
    let create = mia.does("Create", "1", thread.clone());
    world.send(&group, &group.announces("1", &create)).await;
    let mut closed = thread.clone();
    closed["updated"] = json!("2026-05-02T10:00:00Z");
    closed["closedAt"] = json!("2026-05-02T10:00:00Z");
    closed["closedBecause"] = json!("Solved\nelsewhere");
    closed["duplicateOf"] = json!("https://other.test/q/1");
    let mut opened = thread.clone();
    opened["updated"] = json!("2026-05-03T10:00:00Z");
    // Nobody else says it, not even of the same server.
    let lea = world.person("https://forum.test/u/lea");
    let forged = lea.does("Update", "9", closed.clone());
    world.in_vain(&lea, &forged).await;
    assert_eq!(stored(&world, &thread).await.closed_at, None);
    let update = mia.does("Update", "2", closed.clone());
    world.send(&group, &group.announces("2", &update)).await;
    let post = stored(&world, &thread).await;
    assert!(post.closed_at.is_some());
    let mut conn = world.app.store.read().await.unwrap();
    let closing = closing_of(&mut conn, &post).await.unwrap().unwrap();
    drop(conn);
    assert_eq!(closing.reason, "Solved elsewhere");
    assert_eq!(closing.duplicate_url, "https://other.test/q/1");
    let update = mia.does("Update", "3", opened);
    world.send(&group, &group.announces("3", &update)).await;
    assert_eq!(stored(&world, &thread).await.closed_at, None);
    // The earlier word comes once more.
    let late = mia.does("Update", "4", closed);
    world.send(&group, &group.announces("4", &late)).await;
    assert_eq!(stored(&world, &thread).await.closed_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_elsewhere_that_allows_several_answers_has_several() {
    let world = World::new().await;
    let group = world.followed_group(GROUP).await;
    let mut document = group.document("Group");
    document["severalAnswers"] = json!(true);
    world.serve(&document);
    world
        .send(&group, &group.does("Update", "me", document))
        .await;
    let mia = world.person("https://forum.test/u/mia");
    let mut thread = mia.thread(&group.id, "1", "Which plane?");
    thread["postType"] = json!("question");
    let create = mia.does("Create", "1", thread.clone());
    world.send(&group, &group.announces("1", &create)).await;
    let mut answers = Vec::new();
    for n in ["2", "3", "4"] {
        let answer = mia.reply(&group.id, n, id(&thread));
        let create = mia.does("Create", n, answer.clone());
        world.send(&group, &group.announces(n, &create)).await;
        answers.push(id(&answer).to_owned());
    }
    let mut accepted = thread.clone();
    accepted["updated"] = json!("2026-05-02T10:00:00Z");
    accepted["acceptedAnswer"] = json!([answers[0], answers[2]]);
    let update = mia.does("Update", "5", accepted);
    world.send(&group, &group.announces("5", &update)).await;
    let post = stored(&world, &thread).await;
    let mut conn = world.app.store.read().await.unwrap();
    let shown = list_shown_accepted(&mut conn, &post).await.unwrap();
    let shown: Vec<String> = shown.into_iter().map(|answer| answer.ap_id).collect();
    assert_eq!(shown, [answers[0].clone(), answers[2].clone()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_by_somebody_else_is_shown_with_their_name_if_they_are_of_that_server() {
    let world = World::new().await;
    let group = world.followed_group(GROUP).await;
    let mia = world.person("https://forum.test/u/mia");
    let lea = world.person("https://forum.test/u/lea");
    let thread = mia.thread(&group.id, "1", "Which plane?");
    let create = mia.does("Create", "1", thread.clone());
    world.send(&group, &group.announces("1", &create)).await;
    let reply = lea.reply(&group.id, "2", id(&thread));
    let create = lea.does("Create", "2", reply.clone());
    world.send(&group, &group.announces("2", &create)).await;
    let lea_id = {
        let mut conn = world.app.store.read().await.unwrap();
        let found = comment_by_ap_id(&mut conn, &Viewer::System, id(&reply)).await;
        found.unwrap().unwrap().author_id
    };
    let mia_id = stored(&world, &thread).await.author_id;
    // Nobody writes there from another server: that one of ours did is not believed.
    let edits = [
        ("3", &lea.id, lea_id),
        ("4", &world.ada.actor.ap_id, mia_id),
    ];
    for (n, by, believed) in edits {
        let mut edited = thread.clone();
        edited["updated"] = json!(format!("2026-05-0{n}T10:00:00Z"));
        edited["content"] = json!(format!("<p>better words {n}</p>"));
        edited["editedBy"] = json!(by);
        let update = mia.does("Update", n, edited);
        world.send(&group, &group.announces(n, &update)).await;
        let post = stored(&world, &thread).await;
        let mut conn = world.app.store.read().await.unwrap();
        let viewer = Viewer::System;
        let former = revisions_of_post(&mut conn, &viewer, &post, Turn::First, 9).await;
        assert_eq!(former.unwrap().rows[0].editor_id, believed, "{by}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_edited_before_it_came_leads_to_where_it_was_written() {
    let world = World::new().await;
    let group = world.followed_group(GROUP).await;
    let mia = world.person("https://forum.test/u/mia");
    let mut thread = mia.thread(&group.id, "1", "Which plane?");
    thread["updated"] = json!("2026-05-01T10:30:00Z");
    let mut reply = mia.reply(&group.id, "2", id(&thread));
    reply["updated"] = json!("2026-05-01T11:30:00Z");
    let unchanged = mia.thread(&group.id, "3", "Which saw?");
    for (n, document) in [("1", &thread), ("2", &reply), ("3", &unchanged)] {
        let create = mia.does("Create", n, document.clone());
        world.send(&group, &group.announces(n, &create)).await;
    }
    let here = {
        let mut conn = world.app.store.read().await.unwrap();
        let found = comment_by_ap_id(&mut conn, &Viewer::System, id(&reply)).await;
        format!("/comment/{}", found.unwrap().unwrap().public_id)
    };
    let mut visitor = Browser::on_server(&world.app);
    let edited = [
        (stored(&world, &thread).await.path(), id(&thread)),
        (here, id(&reply)),
    ];
    for (path, origin) in edited {
        let page = visitor.get(&format!("{path}/revisions")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.has("edited before it came to this server"), "{path}");
        assert_eq!(page.links("Open on forum.test"), [origin]);
    }
    let path = stored(&world, &unchanged).await.path();
    let page = visitor.get(&format!("{path}/revisions")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}
