//! What administrators take down of other servers' communities.

use super::*;
use crate::accounts::queries::find_person;
use crate::communities::tests::{known, said};
use crate::membership::actions::save_remote_moderators;
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::actions::accept_answer;
use crate::posts::tests::stage::sign_in;
use crate::posts::tests::world::{World, seen_by};

/// A thread by a stranger in a community of another server, as it is kept here.
async fn away(app: &TestApp) -> (Community, Post) {
    let place = known(app, "https://away.test/c/go", "Group", "go").await;
    let place = place.community().unwrap();
    let author = person(app, "ada").await;
    let draft = ThreadDraft {
        title: "Far".into(),
        body: "So.".into(),
        ..ThreadDraft::default()
    };
    let thread = start_thread(app, &author, place.id(), ThreadKind::Question, &draft)
        .await
        .unwrap();
    (place, thread)
}

/// The page of the thread, as this person has it.
async fn read_by(app: &App, name: &str, thread: &Post) -> Answer {
    let mut browser = Browser::on_server(app);
    sign_in(&mut browser, name).await;
    browser.get(&thread.path()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_hides_a_thread_of_another_servers_community_here_only() {
    let app = started().await;
    let (place, thread) = away(&app).await;
    let mut olga = admin(&app).await;
    let before = said(&app).await.len();
    let (remove, restore) = (
        format!("{}/remove", thread.path()),
        format!("{}/restore", thread.path()),
    );
    let answer = act(&mut olga, &remove, "Not here").await;
    assert_eq!(answer.location(), thread.path());
    let hidden = post_seen(&app, &Viewer::Anonymous, &thread).await.unwrap();
    assert!(hidden.removed_at.is_some() && hidden.body.is_empty());
    let shown = Viewer::Account {
        id: crate::ids::AccountId(i64::MAX),
        admin: true,
    };
    let shown = post_seen(&app, &shown, &thread).await.unwrap();
    assert_eq!(shown.body, "So.", "administrators see what they took down");
    for word in ["lock", "pin"] {
        let answer = act(&mut olga, &format!("{}/{word}", thread.path()), "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{word}");
    }

    // Moderators of that community among our people do not lift it.
    let mod_here = person(&app, "carl").await;
    save_remote_moderators(&app, &place, std::slice::from_ref(&mod_here))
        .await
        .unwrap();
    let mut carl = browser(&app, "carl").await;
    let answer = act(&mut carl, &restore, "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(said(&app).await.len(), before, "nobody else is told");
    let own = read_by(&app, "ada", &thread).await;
    assert!(own.has("The moderators took this thread down."));
    assert!(own.links("Write to").is_empty(), "nobody there decided it");

    act(&mut olga, &restore, "").await;
    let shown = post_seen(&app, &Viewer::Anonymous, &thread).await.unwrap();
    assert!(shown.is_visible());
    assert_eq!(said(&app).await.len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_solved_question_that_was_hidden_here_only_comes_back_without_a_word_to_others() {
    let app = started().await;
    let (_, thread) = away(&app).await;
    let asker = {
        let mut conn = app.store.read().await.unwrap();
        find_person(&mut conn, thread.author_id).await.unwrap()
    };
    let bob = person(&app, "bob").await;
    let draft = ReplyDraft {
        body: "Thus.".into(),
        ..ReplyDraft::default()
    };
    let answer = reply(&app, &bob, thread.id, None, &draft).await.unwrap();
    accept_answer(&app, &asker, thread.id, answer.id)
        .await
        .unwrap();
    let before = said(&app).await.len();
    let mut olga = admin(&app).await;
    let paths = [thread.path(), format!("/comment/{}", answer.public_id)];
    for path in paths {
        for word in ["remove", "restore"] {
            let done = act(&mut olga, &format!("{path}/{word}"), "Not here").await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}/{word}");
        }
        assert_eq!(said(&app).await.len(), before, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_does_not_restore_what_the_community_removed() {
    let app = started().await;
    let (place, thread) = away(&app).await;
    let carl = person(&app, "carl").await;
    save_remote_moderators(&app, &place, std::slice::from_ref(&carl))
        .await
        .unwrap();
    let mut carl = browser(&app, "carl").await;
    let remove = format!("{}/remove", thread.path());
    act(&mut carl, &remove, "Off topic").await;
    let own = read_by(&app, "ada", &thread).await;
    assert_eq!(own.links("Write to carl"), ["/messages/carl"]);
    let mut olga = admin(&app).await;
    let restore = format!("{}/restore", thread.path());
    let answer = act(&mut olga, &restore, "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let hidden = post_seen(&app, &Viewer::Anonymous, &thread).await.unwrap();
    assert!(hidden.removed_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn people_without_an_office_hide_nothing() {
    let world = World::new().await;
    let (ben, far) = (
        world.person("ben").await,
        world.community_on("far", Some("away.example")).await,
    );
    let thread = world.ask(&ben, &far, "Far").await;
    let (what, why) = (Target::Post(thread.id), Grounds::from("Off topic"));
    let outcome = remove(&world.app, &ben, what, &why).await;
    assert_eq!(outcome.unwrap_err().status(), 403);
    let shown = post_seen(&world.app, &seen_by(&ben), &thread).await;
    assert!(shown.unwrap().is_visible());
}
