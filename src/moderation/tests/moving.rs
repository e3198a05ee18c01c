//! Threads that go to another community of this server, by those who look after both.

use super::*;
use crate::communities::queries::find_community;
use crate::communities::tests::follows::{follow_from, set_software};
use crate::communities::tests::{belongs, known, said};
use crate::error::{Error, Reason};
use crate::ids::AccountId;
use crate::membership::actions::appoint;
use crate::moderation::actions::{Grounds, move_to, pin, remove, report};
use crate::moderation::model::Target;
use crate::moderation::queries::count_open_cases;
use crate::posts::actions::delete_thread;
use crate::posts::queries::recount;

async fn send(browser: &mut Browser, thread: &Post, to: &str) -> Answer {
    let form = format!("{}/move", thread.path());
    let fields = [("to", to), ("reason", "Fits better")];
    browser.fill_in(&form, &fields).await
}

/// Threads of each, as they are counted and as they would be counted anew.
async fn threads_of(app: &App, places: [&Community; 2]) -> Vec<i64> {
    let mut tx = app.store.begin().await.unwrap();
    let mut counted = Vec::new();
    for anew in [false, true] {
        if anew {
            recount(&mut tx).await.unwrap();
        }
        for place in places {
            let found = find_community(&mut tx, place.id()).await.unwrap();
            counted.push(found.row.post_count);
        }
    }
    counted
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_after_two_communities_moves_a_thread_and_back() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let other = community(app, &guild.ada, "varnish").await;
    let cid = known(app, "https://forum.test/u/cid", "Person", "cid").await;
    let cid = cid.person().unwrap();
    follow_from(app, &cid.actor, &other, "1").await;
    set_software(app, "forum.test", "lemmy").await;
    let thread = guild.ask(&guild.bob, "Which brush?").await;
    guild.answer(&guild.bob, &thread).await;
    assert_eq!(threads_of(app, [&guild.place, &other]).await, [1, 0, 1, 0]);

    // Who looks after one of the two, or began the thread, moves nothing.
    let eve = person(app, "eve").await;
    belongs(app, &guild.place, &eve).await;
    appoint(app, &guild.ada, &guild.place, &eve).await.unwrap();
    for who in [&eve, &guild.bob] {
        let grounds = Grounds::from("Mine");
        let refused = move_to(app, who, thread.id, other.id(), &grounds).await;
        assert!(matches!(refused, Err(Error::Refused(Reason::NotModerator))));
    }
    let form = format!("{}/move", thread.path());
    let mut browser = guild.browser("eve").await;
    assert_eq!(browser.get(&form).await.location(), thread.path());
    let mut browser = guild.browser("bob").await;
    assert_eq!(browser.get(&form).await.status, StatusCode::FORBIDDEN);

    let mut ada = guild.browser("ada").await;
    let wrong = send(&mut ada, &thread, "nowhere").await;
    assert_eq!(wrong.wrong(), ["to"], "{}", wrong.body);
    assert!(wrong.has("Fits better"));
    let before = said(app).await.len();
    let moved = send(&mut ada, &thread, "varnish").await;
    assert_eq!(moved.location(), thread.path(), "{}", moved.body);
    assert_eq!(guild.post(&thread).await.community_id, other.id());
    assert_eq!(threads_of(app, [&guild.place, &other]).await, [0, 1, 0, 1]);
    assert_eq!(guild.told(&guild.bob).await, [NoticeKind::Moved]);

    let told = said(app).await.split_off(before);
    let act = told.iter().find(|said| said["type"] == "Move").unwrap();
    assert_eq!(act["actor"], guild.ada.actor.ap_id.as_str());
    assert_eq!(act["object"], thread.ap_id.as_str());
    assert_eq!(act["origin"], guild.place.actor.ap_id.as_str());
    assert_eq!(act["target"], other.actor.ap_id.as_str());
    assert_eq!(act["summary"], "Fits better");
    let passed_on = told.iter().find(|said| said["object"]["type"] == "Move");
    assert_eq!(passed_on.unwrap()["actor"], other.actor.ap_id.as_str());

    let gone = ada.get("/c/rust/modlog").await;
    let to = format!("To {}: Fits better", other.title());
    assert!(gone.has("moved to another community") && gone.has(&to));
    assert!(gone.links("Take it back").contains(&form), "{}", gone.body);
    let come = ada.get("/c/varnish/modlog").await;
    let from = format!("From {}: Fits better", guild.place.title());
    assert!(come.has("moved here from another community") && come.has(&from));
    assert!(come.links("Take it back").is_empty(), "{}", come.body);

    // Moving it back is what takes it back.
    let back = send(&mut ada, &thread, "rust").await;
    assert_eq!(back.location(), thread.path(), "{}", back.body);
    assert_eq!(guild.post(&thread).await.community_id, guild.place.id());
    assert_eq!(threads_of(app, [&guild.place, &other]).await, [1, 0, 1, 0]);
    let log = ada.get("/c/rust/modlog").await;
    assert!(log.has("undone"), "{}", log.body);
    // What gave eve her office holds.
    let undo = log.links("Take it back");
    assert!(!undo.contains(&form), "{undo:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_away_is_moved_nowhere() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let other = community(app, &guild.ada, "varnish").await;
    let removed = guild.ask(&guild.bob, "Cheap brushes").await;
    remove(
        app,
        &guild.ada,
        Target::Post(removed.id),
        &Grounds::from("Spam"),
    )
    .await
    .unwrap();
    let deleted = guild.ask(&guild.bob, "Never mind").await;
    delete_thread(app, &guild.bob, deleted.id).await.unwrap();

    for (thread, why) in [(&removed, Reason::Removed), (&deleted, Reason::Deleted)] {
        let grounds = Grounds::from("Fits better");
        let refused = move_to(app, &guild.ada, thread.id, other.id(), &grounds).await;
        match refused {
            Err(Error::Refused(reason)) => assert_eq!(reason, why),
            moved => panic!("{moved:?}"),
        }
        let mut conn = app.store.read().await.unwrap();
        let stays = find_post(&mut conn, &Viewer::System, thread.id).await;
        let stays = stays.unwrap().unwrap();
        assert_eq!(stays.community_id, guild.place.id());
    }
}

/// Cases of each that are not settled.
async fn cases_of(app: &App, places: [&Community; 2]) -> Vec<i64> {
    let mut conn = app.store.read().await.unwrap();
    let mut counted = Vec::new();
    for place in places {
        let open = count_open_cases(&mut conn, Some(place.id()), AccountId(0)).await;
        counted.push(open.unwrap());
    }
    counted
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_reported_of_a_thread_goes_with_it() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let other = community(app, &guild.ada, "varnish").await;
    let thread = guild.ask(&guild.bob, "Which brush?").await;
    let answer = guild.answer(&guild.bob, &thread).await;
    let stays = guild.ask(&guild.bob, "Which saw?").await;
    let viewer = Viewer::Account {
        id: guild.ada.id(),
        admin: false,
    };
    for what in [
        Target::Post(thread.id),
        Target::Comment(answer.id),
        Target::Post(stays.id),
    ] {
        report(app, &guild.ada, &viewer, what, "Rude")
            .await
            .unwrap();
    }
    assert_eq!(cases_of(app, [&guild.place, &other]).await, [3, 0]);

    let grounds = Grounds::from("Fits better");
    move_to(app, &guild.ada, thread.id, other.id(), &grounds)
        .await
        .unwrap();
    assert_eq!(cases_of(app, [&guild.place, &other]).await, [1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pinned_thread_is_pinned_no_more_where_it_goes_and_can_be_pinned_there_and_back() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let other = community(app, &guild.ada, "varnish").await;
    let thread = guild.ask(&guild.bob, "Which brush?").await;
    for target in [other.id(), guild.place.id()] {
        pin(app, &guild.ada, thread.id).await.unwrap();
        assert!(guild.post(&thread).await.pinned_at.is_some());
        let grounds = Grounds::from("Fits better");
        move_to(app, &guild.ada, thread.id, target, &grounds)
            .await
            .unwrap();
        assert!(guild.post(&thread).await.pinned_at.is_none());
    }
    pin(app, &guild.ada, thread.id).await.unwrap();
    assert!(guild.post(&thread).await.pinned_at.is_some());
}
