//! What those who look after a community do to what is held in it: nobody hears of it but they and its
//! author.

use super::desk::audience;
use super::*;
use crate::communities::tests::{belongs, said};
use crate::ids::AccountId;
use crate::jobs::run_pending;
use crate::membership::actions::{CommunityForm, JoinForm, agree, appoint, join, update_community};
use crate::membership::jobs::ReleaseAllHeld;
use crate::membership::model::Channel;
use crate::membership::queries::banning::{delete_ban, replace_ban};
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::actions::release_all_held;
use crate::posts::queries::held::list_authors_in;
use crate::q;
use crate::server;
use chrono::TimeDelta;
use diesel_async::RunQueryDsl;

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

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_who_is_banned_sees_neither_held_nor_removed_words() {
    let guild = Guild::new().await;
    let (thread, answer) = held(&guild).await;
    let (app, place) = (&guild.app, guild.place.id());
    let carl = person(app, "carl").await;
    belongs(app, &guild.place, &carl).await;
    appoint(app, &guild.ada, &guild.place, &carl).await.unwrap();
    let removed = guild.ask(&guild.ada, "Sold?").await;
    let (what, why) = (Target::Post(removed.id), Grounds::from("Trade"));
    remove(app, &guild.ada, what, &why).await.unwrap();
    let viewer = Viewer::Account {
        id: carl.id(),
        admin: false,
    };
    let reads = async || {
        let body = |post: Option<Post>| post.map(|post| post.body).unwrap_or_default();
        let words = [
            body(post_seen(app, &viewer, &thread).await),
            body(post_seen(app, &viewer, &removed).await),
        ];
        let mut conn = app.store.read().await.unwrap();
        let reply = find_comment(&mut conn, &viewer, answer.id).await.unwrap();
        let reply = reply.map(|reply| reply.body).unwrap_or_default();
        words.iter().all(|words| !words.is_empty()) && !reply.is_empty()
    };
    assert!(reads().await, "as long as nothing is against them");
    for from in [Some(place), None] {
        let mut tx = app.store.begin().await.unwrap();
        replace_ban(&mut tx, &ban_of(app, &carl, from))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let (held, removed) = (
            post_seen(app, &viewer, &thread).await,
            post_seen(app, &viewer, &removed).await.unwrap(),
        );
        assert!(held.is_none(), "banned from {from:?}");
        assert_eq!(removed.body, "", "banned from {from:?}");
        let mut tx = app.store.begin().await.unwrap();
        delete_ban(&mut tx, carl.id(), from).await.unwrap();
        tx.commit().await.unwrap();
        assert!(reads().await, "once it is lifted");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_agreement_is_shown_once_the_rules_are_taken_away() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let carl = person(app, "carl").await;
    belongs(app, &guild.place, &carl).await;
    let (thread, answer) = held(&guild).await;
    let other = guild.ask(&carl, "Where?").await;
    assert!(other.held_at.is_some());
    let shown = async || {
        let (thread, other) = (guild.post(&thread).await, guild.post(&other).await);
        let answer = guild.comment(&answer).await;
        [thread.is_visible(), answer.is_visible(), other.is_visible()]
    };
    let work = async || run_pending(&app.data, &server::jobs()).await.unwrap();
    // As long as there are rules nothing goes.
    let all = ReleaseAllHeld {
        community: guild.place.id(),
        after: AccountId(0),
    };
    release_all_held(app, &all).await.unwrap();
    work().await;
    assert_eq!(shown().await, [false; 3]);
    let form = CommunityForm {
        rules: String::new(),
        rules_change: "editorial".into(),
        ..CommunityForm::from(&guild.place)
    };
    update_community(app, &guild.ada, &guild.place, &form)
        .await
        .unwrap();
    work().await;
    assert_eq!(shown().await, [true; 3]);
    let told = guild.told(&guild.bob).await;
    let released = told.iter().filter(|kind| **kind == NoticeKind::Released);
    assert_eq!(released.count(), 2);
}

/// The rules go without a word to what waits, as if whoever took them away had looked for it before it was there.
async fn lose_rules(app: &App) {
    let mut tx = app.store.begin().await.unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::sql_query("UPDATE communities SET rules = ''")
            .execute(conn)
            .await
            .unwrap()
    });
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_begins_to_wait_while_the_rules_are_taken_away_is_shown() {
    let guild = Guild::new().await;
    let (thread, answer) = held(&guild).await;
    lose_rules(&guild.app).await;
    run_pending(&guild.app.data, &server::jobs()).await.unwrap();
    assert!(guild.post(&thread).await.is_visible());
    assert!(guild.comment(&answer).await.is_visible());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_agrees_after_the_rules_were_taken_away_waits_no_more() {
    let guild = Guild::new().await;
    let (thread, _) = held(&guild).await;
    run_pending(&guild.app.data, &server::jobs()).await.unwrap();
    assert!(!guild.post(&thread).await.is_visible());
    lose_rules(&guild.app).await;
    let (app, place) = (&guild.app, &guild.place);
    let waited = agree(app, &guild.bob, place, Some(2), Channel::Page).await;
    assert!(waited.unwrap());
    run_pending(&guild.app.data, &server::jobs()).await.unwrap();
    assert!(guild.post(&thread).await.is_visible());
}

#[tokio::test(flavor = "multi_thread")]
async fn authors_of_whom_something_waits_are_taken_up_one_part_after_the_other() {
    let guild = Guild::new().await;
    let carl = person(&guild.app, "carl").await;
    belongs(&guild.app, &guild.place, &carl).await;
    held(&guild).await;
    guild.ask(&carl, "Where?").await;
    let mut conn = guild.app.store.read().await.unwrap();
    let mut after = AccountId(0);
    let mut seen = Vec::new();
    loop {
        let place = guild.place.id();
        let part = list_authors_in(&mut conn, place, after, 1).await.unwrap();
        let Some(last) = part.last() else { break };
        after = *last;
        seen.extend(part);
    }
    assert_eq!(seen, [guild.bob.id(), carl.id()], "each once");
}
