//! Threads that go to another community of this server, by those who look after both.

use super::*;
use crate::communities::queries::find_community;
use crate::communities::tests::follows::{follow_from, set_software};
use crate::communities::tests::{belongs, known, said};
use crate::error::{Error, Reason};
use crate::membership::actions::appoint;
use crate::moderation::actions::{Grounds, move_to};
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
