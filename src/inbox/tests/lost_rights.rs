//! What was said in a community that only its members read, and waits for a server that is away: it goes
//! out only if somebody there still reads it when the server is back.

use super::World;
use super::private::{ask, closed, member_called, person};
use crate::activitypub::fake_http::Reply;
use crate::activitypub::net::NetError;
use crate::activitypub::send::send_pending;
use crate::membership::actions::leave;
use crate::moderation::actions::{BanOrder, ban};
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
        "UPDATE peers SET software = 'mastodon', version = '4.5.0' WHERE host = 'b.test'",
        "UPDATE communities SET read_policy = 'server'",
    ];
    for change in changes {
        let world = unheard().await;
        world.set(change).await;
        assert_eq!(later(&world).await, 0, "{change}");
    }
}
