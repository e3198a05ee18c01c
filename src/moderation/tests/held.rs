//! What those who look after a community do to what is held in it: nobody hears of it but they and its
//! author.

use super::desk::audience;
use super::*;
use crate::communities::tests::said;
use crate::jobs::run_pending;
use crate::membership::actions::{CommunityForm, JoinForm, agree, join, update_community};
use crate::membership::model::Channel;
use crate::server;
use chrono::TimeDelta;

/// A thread and a reply of Bob's, who is a member and has not agreed to the new rules in time.
async fn held(guild: &Guild) -> (Post, Comment) {
    let (app, place) = (&guild.app, &guild.place);
    let agreed = JoinForm {
        agreed: Some(1),
        answers: Vec::new(),
    };
    join(app, &guild.bob, place, &agreed, Channel::Page)
        .await
        .unwrap();
    let form = CommunityForm {
        rules: "Be kind. No trade.".into(),
        rules_change: "material".into(),
        ..CommunityForm::from(place)
    };
    update_community(app, &guild.ada, place, &form)
        .await
        .unwrap();
    app.clock.advance(TimeDelta::days(30));
    let free = guild.ask(&guild.ada, "Which one?").await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let answer = guild.answer(&guild.bob, &free).await;
    assert!(thread.held_at.is_some() && answer.held_at.is_some());
    (thread, answer)
}

/// Whether it is removed, locked and pinned.
async fn stands(guild: &Guild, thread: &Post) -> [bool; 3] {
    let now = guild.post(thread).await;
    [now.removed_at, now.locked_at, now.pinned_at].map(|at| at.is_some())
}

/// What anybody gets who asks for it as another server does.
async fn document(guild: &Guild, path: &str) -> StatusCode {
    let mut server = Browser::on_server(&guild.app);
    server
        .headers
        .push(("accept", "application/activity+json".into()));
    server.get(path).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_to_a_held_thread_tells_nobody_of_it() {
    let guild = Guild::new().await;
    audience(&guild).await;
    let (thread, _) = held(&guild).await;
    let mut ada = guild.browser("ada").await;
    let before = said(&guild.app).await.len();
    for (word, expected) in [
        ("remove", [true, false, false]),
        ("restore", [false, false, false]),
        ("lock", [false, true, false]),
        ("unlock", [false, false, false]),
        ("pin", [false, false, true]),
        ("unpin", [false, false, false]),
    ] {
        act(&mut ada, &format!("{}/{word}", thread.path()), "Because so").await;
        assert_eq!(stands(&guild, &thread).await, expected, "{word}");
        let since = said(&guild.app).await.split_off(before);
        assert!(since.is_empty(), "{word}: {since:#?}");
        let status = document(&guild, &thread.path()).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{word}");
    }
    let told = guild.told(&guild.bob).await;
    for kind in [NoticeKind::Removed, NoticeKind::Restored] {
        assert!(told.contains(&kind), "its author is told: {kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_to_a_held_reply_tells_nobody_of_it() {
    let guild = Guild::new().await;
    audience(&guild).await;
    let (_, answer) = held(&guild).await;
    let mut ada = guild.browser("ada").await;
    let before = said(&guild.app).await.len();
    let path = format!("/comment/{}", answer.public_id);
    for (word, removed) in [("remove", true), ("restore", false)] {
        act(&mut ada, &format!("{path}/{word}"), "Because so").await;
        let now = guild.comment(&answer).await;
        assert_eq!(now.removed_at.is_some(), removed, "{word}");
        let since = said(&guild.app).await.split_off(before);
        assert!(since.is_empty(), "{word}: {since:#?}");
        let status = document(&guild, &path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{word}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_shows_what_was_done_to_held_things_once_they_are_let_through() {
    let guild = Guild::new().await;
    let (thread, answer) = held(&guild).await;
    let mut ada = guild.browser("ada").await;
    for path in [thread.path(), format!("/comment/{}", answer.public_id)] {
        for word in ["remove", "restore"] {
            act(&mut ada, &format!("{path}/{word}"), "Because so").await;
        }
    }
    let mut visitor = Browser::on_server(&guild.app);
    for page in ["/c/rust/modlog", "/modlog"] {
        let log = visitor.get(page).await;
        assert_eq!(log.status, StatusCode::OK, "{page}");
        assert!(!log.has("Because so"), "{page}: {}", log.body);
    }
    let hers = ada.get("/c/rust/modlog").await;
    assert!(hers.has("Because so"), "{}", hers.body);

    let (app, place) = (&guild.app, &guild.place);
    agree(app, &guild.bob, place, Some(2), Channel::Page)
        .await
        .unwrap();
    run_pending(&guild.app.data, &server::jobs()).await.unwrap();
    assert!(guild.post(&thread).await.is_visible());
    assert!(guild.comment(&answer).await.is_visible());
    for page in ["/c/rust/modlog", "/modlog"] {
        let log = visitor.get(page).await;
        assert!(log.has("Because so"), "{page}: {}", log.body);
    }
}
