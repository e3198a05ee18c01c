//! What was said in a community that only its members read, and waits for a server that is away: it goes
//! out only if somebody there still reads it when the server is back.

use super::World;
use super::private::{
    ask, closed, fetch, follow, has_line, member_called, on, person, runs, said_of_kind,
};
use crate::activitypub::fake_http::Reply;
use crate::activitypub::net::NetError;
use crate::activitypub::send::send_pending;
use crate::membership::actions::{check_readers, leave};
use crate::moderation::actions::{BanOrder, ban};
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::store::Turn;
use axum::http::StatusCode;
use chrono::TimeDelta;

const VIC: &str = "https://b.test/u/vic";
const INBOX: &str = "https://b.test/u/vic/inbox";
const WORDS: &str = "Who pays?";

/// A community with one member on another server, which was away when something was said.
async fn unheard() -> World {
    let world = closed().await;
    member_called(&world, VIC).await;
    send_pending(&world.app).await.unwrap();
    said_meanwhile(&world).await;
    world
}

async fn said_meanwhile(world: &World) {
    let http = &world.app.http;
    http.answer(INBOX, Reply::Fail(NetError::Connect));
    ask(world, WORDS).await;
    send_pending(&world.app).await.unwrap();
    assert_eq!(heard(world), 1, "it was tried");
    http.forget();
    http.answer(INBOX, Reply::status(202));
}

/// How often the words went to the member's inbox.
fn heard(world: &World) -> usize {
    let posted = world.app.http.posted_to(INBOX);
    let about = posted.iter().filter(|act| act.to_string().contains(WORDS));
    about.count()
}

/// The server is back.
async fn later(world: &World) -> usize {
    world.pass(TimeDelta::days(2));
    send_pending(&world.app).await.unwrap();
    heard(world)
}

async fn leaves(world: &World) {
    let vic = person(world, &world.person(VIC)).await;
    leave(&world.app, &vic, &world.luthiers, "").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_goes_out_as_long_as_somebody_there_belongs() {
    let world = unheard().await;
    assert_eq!(later(&world).await, 1);

    let world = closed().await;
    member_called(&world, VIC).await;
    member_called(&world, "https://b.test/u/wes").await;
    send_pending(&world.app).await.unwrap();
    said_meanwhile(&world).await;
    leaves(&world).await;
    assert_eq!(later(&world).await, 1, "another one there still reads");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_goes_nowhere_once_the_last_member_there_is_gone() {
    let world = unheard().await;
    leaves(&world).await;
    assert_eq!(later(&world).await, 0, "left");
    let told = world.app.http.posted_to(INBOX);
    assert!(told.iter().any(|act| act["type"] == "Reject"), "{told:#?}");

    let world = unheard().await;
    let vic = person(&world, &world.person(VIC)).await;
    let (place, order) = (world.luthiers.id(), BanOrder::default());
    ban(&world.app, &world.ada, place, &vic, &order)
        .await
        .unwrap();
    assert_eq!(later(&world).await, 0, "banned");

    let changes = [
        "UPDATE accounts SET suspended_at = created_at WHERE actor_id IN (SELECT id FROM actors WHERE NOT local)",
        "UPDATE communities SET read_policy = 'server'",
    ];
    for change in changes {
        let world = unheard().await;
        world.set(change).await;
        assert_eq!(later(&world).await, 0, "{change}");
    }
}

/// How often the convener was told that somebody reads no more.
async fn conveners_told(world: &World) -> usize {
    let mut conn = world.app.store.read().await.unwrap();
    let found = list_notices(&mut conn, world.ada.id(), Turn::First, 50).await;
    let rows = found.unwrap().rows;
    let kind = NoticeKind::ReadsNoMore;
    rows.iter().filter(|notice| notice.kind == kind).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_comes_back_with_other_software_gets_nothing_that_waited() {
    let world = unheard().await;
    let vic = on(&world, VIC, "mastodon", "4.5.0");
    assert_eq!(later(&world).await, 0);
    world.work().await;
    let refused = format!("follow {} of {} refused", vic.id, world.group());
    assert!(has_line(&world, &refused).await);
    assert_eq!(conveners_told(&world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_tells_no_more_what_it_runs_is_not_trusted_any_more() {
    let world = closed().await;
    let vic = member_called(&world, VIC).await;
    let thread = ask(&world, WORDS).await;
    let path = format!("/post/{}", thread.public_id);
    let nodeinfo = "https://b.test/.well-known/nodeinfo";
    world.app.http.answer(nodeinfo, Reply::status(404));
    // Saying something is occasion enough to ask.
    world.pass(TimeDelta::days(8));
    ask(&world, "And now?").await;
    send_pending(&world.app).await.unwrap();
    world.work().await;
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::OK);
    assert_eq!(said_of_kind(&world, "Reject").await.len(), 0, "said once");

    world.pass(TimeDelta::days(1));
    world.work().await;
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::NOT_FOUND);
    assert_eq!(said_of_kind(&world, "Reject").await.len(), 1);
    assert_eq!(conveners_told(&world).await, 1);
    let told = said_of_kind(&world, "Create").await;
    let why = "the software of your server";
    let says_why = told.iter().filter(|act| act.to_string().contains(why));
    assert_eq!(says_why.count(), 1, "{told:#?}");

    // Once it tells again, they ask again.
    let vic = on(&world, VIC, "guildhall", "0.1.0");
    world.pass(TimeDelta::hours(2));
    follow(&world, &vic, "f2").await;
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_private_waits_while_it_is_not_known_well_what_a_server_runs() {
    let world = closed().await;
    member_called(&world, VIC).await;
    let nodeinfo = "https://b.test/.well-known/nodeinfo";
    world.app.http.answer(nodeinfo, Reply::status(503));
    // What was read within the week is good enough.
    world.pass(TimeDelta::days(6));
    ask(&world, "Early?").await;
    send_pending(&world.app).await.unwrap();
    let posted = world.app.http.posted_to(INBOX);
    assert!(posted.iter().any(|act| act.to_string().contains("Early?")));

    world.pass(TimeDelta::days(2));
    ask(&world, WORDS).await;
    send_pending(&world.app).await.unwrap();
    assert_eq!(heard(&world), 0, "it may run something else by now");
    world.pass(TimeDelta::hours(1));
    send_pending(&world.app).await.unwrap();
    assert_eq!(heard(&world), 0, "nor an hour later");
    runs(&world, "b.test", "guildhall", "0.1.0");
    world.pass(TimeDelta::hours(1));
    send_pending(&world.app).await.unwrap();
    assert_eq!(heard(&world), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_cannot_be_asked_for_a_week_is_not_trusted_any_more_though_nothing_is_said() {
    let world = closed().await;
    let vic = member_called(&world, VIC).await;
    let thread = ask(&world, WORDS).await;
    send_pending(&world.app).await.unwrap();
    let path = format!("/post/{}", thread.public_id);
    let nodeinfo = "https://b.test/.well-known/nodeinfo";
    world.app.http.answer(nodeinfo, Reply::status(503));
    let next_day = async || {
        world.pass(TimeDelta::days(1));
        check_readers(&world.app).await.unwrap();
        world.work().await;
        fetch(&world, &vic, &path).await.0
    };
    // A week after it was read it is asked anew, and then it has a week.
    for day in 1..14 {
        assert_eq!(next_day().await, StatusCode::OK, "{day}");
    }
    assert_eq!(said_of_kind(&world, "Reject").await.len(), 0);
    assert_eq!(next_day().await, StatusCode::NOT_FOUND);
    assert_eq!(said_of_kind(&world, "Reject").await.len(), 1);
    assert_eq!(conveners_told(&world).await, 1);
}
