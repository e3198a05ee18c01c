use super::marks::Fate;
use super::*;
use crate::activitypub::actors::{
    ActorKind, NewActor, find_actor, insert_local_actor, upsert_remote_actor,
};
use crate::activitypub::delivery::{
    Audience, DeliveryState, Inbox, Outgoing, deliver, drop_unsent_of, list_said_by,
    reword_activity,
};
use crate::activitypub::fake_http::{Gate, Reply};
use crate::activitypub::keys;
use crate::activitypub::net::NetError;
use crate::activitypub::peers::{self, PeerPolicy, peer_by_host};
use crate::app::testing::{TestApp, test_app, test_app_with};
use crate::ids::ActorId;
use crate::q;
use crate::store::schema::{activities, actors, deliveries};
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use std::sync::LazyLock;
use url::Url;

/// One pair for all tests of a process: making it is slow.
static KEYS: LazyLock<keys::KeyPairPem> = LazyLock::new(|| keys::generate().unwrap());

fn actor(ap_id: &str, local: bool) -> NewActor {
    let url = Url::parse(ap_id).unwrap();
    NewActor {
        ap_id: ap_id.to_owned(),
        kind: ActorKind::Person,
        name: "ada".to_owned(),
        host: url.host_str().unwrap().to_owned(),
        local,
        inbox_url: format!("{ap_id}/inbox"),
        shared_inbox_url: None,
        outbox_url: None,
        followers_url: None,
        featured_url: None,
        moderators_url: None,
        page_url: None,
        key_id: None,
        public_key: None,
        fetched_at: None,
    }
}

/// A server with one member, who has something to say.
struct Speaker {
    app: TestApp,
    actor: ActorId,
}

impl Speaker {
    async fn new() -> Self {
        Self::on(test_app().await).await
    }

    async fn on(app: TestApp) -> Self {
        let ada = actor("https://guild.example/u/ada", true);
        let mut tx = app.store.begin().await.unwrap();
        let row = insert_local_actor(&mut tx, &ada, &KEYS.private, app.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Self { app, actor: row.id }
    }

    /// Stores an activity called `name` for these inboxes.
    async fn say(&self, name: &str, kind: &'static str, object: &str, inboxes: &[&str]) {
        self.say_to(Audience::Public, name, kind, object, inboxes)
            .await;
    }

    async fn say_to(
        &self,
        audience: Audience,
        name: &str,
        kind: &'static str,
        object: &str,
        inboxes: &[&str],
    ) {
        let app = &self.app;
        let mut tx = app.store.begin().await.unwrap();
        let mut to = Vec::new();
        for inbox in inboxes {
            let host = crate::activitypub::ids::host_of(inbox).unwrap();
            let peer = peers::ensure_peer(&mut tx, &host, app.now()).await.unwrap();
            let url = (*inbox).to_owned();
            to.push(Inbox { peer, url });
        }
        let what = Outgoing {
            ap_id: app.mint_activity_id(kind),
            kind,
            actor: self.actor,
            object: object.to_owned(),
            audience,
            document: json!({"name": name}).to_string(),
        };
        deliver(&mut tx, app, &what, to).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn send(&self) -> usize {
        send_pending(&self.app).await.unwrap()
    }

    fn heard(&self, inbox: &str) -> Vec<String> {
        let posts = self.app.http.posted_to(inbox);
        let names = posts.iter().map(|post| post["name"].as_str().unwrap());
        names.map(ToOwned::to_owned).collect()
    }

    /// State and reason of every delivery, in their order.
    async fn states(&self) -> Vec<(DeliveryState, Option<String>)> {
        let mut conn = self.app.store.read().await.unwrap();
        let conn = &mut conn;
        q!(conn, {
            deliveries::table
                .order(deliveries::id)
                .select((deliveries::state, deliveries::last_error))
                .load(conn)
                .await
                .unwrap()
        })
    }

    /// The ids of all deliveries, and the texts of all activities, in their order.
    async fn kept(&self) -> (Vec<i64>, Vec<String>) {
        let mut conn = self.app.store.read().await.unwrap();
        let conn = &mut conn;
        q!(conn, {
            let ids = deliveries::table
                .order(deliveries::id)
                .select(deliveries::id)
                .load(conn)
                .await
                .unwrap();
            let texts = activities::table
                .order(activities::id)
                .select(activities::document)
                .load(conn)
                .await
                .unwrap();
            (ids, texts)
        })
    }

    async fn gone(&self) -> Vec<ActorId> {
        let mut conn = self.app.store.read().await.unwrap();
        let conn = &mut conn;
        q!(conn, {
            actors::table
                .filter(actors::gone_at.is_not_null())
                .select(actors::id)
                .load(conn)
                .await
                .unwrap()
        })
    }

    async fn peer(&self, host: &str) -> peers::Peer {
        let mut conn = self.app.store.read().await.unwrap();
        peer_by_host(&mut conn, host).await.unwrap().unwrap()
    }

    fn advance(&self, by: TimeDelta) {
        self.app.clock.advance(by);
    }
}

const B: &str = "https://b.test/inbox";
const C: &str = "https://c.test/inbox";

#[tokio::test(flavor = "multi_thread")]
async fn deliveries_about_one_object_keep_their_order() {
    let speaker = Speaker::new().await;
    for n in 0..10 {
        let object = if n % 2 == 0 { "even" } else { "odd" };
        speaker.say(&n.to_string(), "Announce", object, &[B]).await;
    }
    assert_eq!(speaker.send().await, 10);
    let heard = speaker.heard(B);
    let of = |rest: usize| {
        let numbers = heard.iter().map(|name| name.parse::<usize>().unwrap());
        numbers.filter(|n| n % 2 == rest).collect::<Vec<_>>()
    };
    assert_eq!(of(0), [0, 2, 4, 6, 8]);
    assert_eq!(of(1), [1, 3, 5, 7, 9]);
    assert!(
        speaker
            .states()
            .await
            .iter()
            .all(|s| s.0 == DeliveryState::Sent)
    );
    assert!(speaker.peer("b.test").await.last_success_at.is_some());
    let request = &speaker.app.http.sent()[0];
    let signature = request.headers["signature"].to_str().unwrap();
    assert!(signature.contains("keyId=\"https://guild.example/u/ada#main-key\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_peer_delays_nobody_and_gets_one_request_at_a_time() {
    let speaker = Speaker::new().await;
    let gate = Gate::closed();
    speaker.app.http.answer(B, Reply::Hold(gate.clone()));
    for n in 0..5 {
        let name = n.to_string();
        speaker.say(&name, "Create", &name, &[B, C]).await;
    }
    let app = speaker.app.app.clone();
    let (stop, shutdown) = watch::channel(false);
    let running = tokio::spawn(Sender::new(app).run(shutdown));
    let all_heard = async {
        while speaker.heard(C).len() < 5 || speaker.heard(B).is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), all_heard)
        .await
        .expect("the other peer hears everything");
    assert_eq!(speaker.heard(B).len(), 1);
    stop.send(true).unwrap();
    gate.open();
    running.await.unwrap();
    // What was under way has ended, been written down, and nothing new begun.
    assert_eq!(speaker.heard(B).len(), 1);
    let sent = speaker.states().await;
    let sent = sent.iter().filter(|s| s.0 == DeliveryState::Sent).count();
    assert_eq!(sent, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_peer_rests_for_longer_each_time() {
    let speaker = Speaker::new().await;
    speaker
        .app
        .http
        .answer("b.test", Reply::Fail(NetError::Connect));
    speaker.say("1", "Create", "a", &[B]).await;
    speaker.say("2", "Create", "b", &[B]).await;
    let waits = [1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60, 24 * 60];
    for minutes in waits {
        assert_eq!(speaker.send().await, 1);
        speaker.advance(TimeDelta::minutes(minutes) - TimeDelta::seconds(1));
        assert_eq!(speaker.send().await, 0);
        speaker.advance(TimeDelta::seconds(1));
    }
    let peer = speaker.peer("b.test").await;
    assert_eq!(peer.failures, 8);
    assert!(peer.failing_since.is_some());

    speaker.app.http.answer("b.test", Reply::status(202));
    assert_eq!(speaker.send().await, 2);
    let peer = speaker.peer("b.test").await;
    assert_eq!((peer.failures, peer.failing_since), (0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn retry_after_is_kept_to() {
    let speaker = Speaker::new().await;
    let busy = Reply::with_header(429, "retry-after", "1800");
    speaker.app.http.answer_once(B, busy);
    speaker.say("1", "Create", "a", &[B]).await;
    assert_eq!(speaker.send().await, 1);
    speaker.advance(TimeDelta::minutes(29));
    assert_eq!(speaker.send().await, 0);
    speaker.advance(TimeDelta::minutes(1));
    assert_eq!(speaker.send().await, 1);
    assert_eq!(speaker.states().await[0].0, DeliveryState::Sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_thirty_days_a_delivery_is_dead() {
    let speaker = Speaker::new().await;
    speaker.app.http.answer("b.test", Reply::status(502));
    speaker.say("old", "Create", "a", &[B]).await;
    for _ in 0..29 {
        assert_eq!(speaker.send().await, 1);
        speaker.advance(TimeDelta::days(1));
    }
    speaker.say("new", "Create", "b", &[B]).await;
    assert_eq!(speaker.states().await[0].0, DeliveryState::Due);
    speaker.advance(TimeDelta::days(1));
    speaker.app.http.answer("b.test", Reply::status(202));
    assert_eq!(speaker.send().await, 1);
    let states = speaker.states().await;
    assert_eq!(states[0].0, DeliveryState::Dead);
    assert_eq!(states[1].0, DeliveryState::Sent);
    assert_eq!(speaker.heard(B).last().unwrap(), "new");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_of_life_ends_a_rest() {
    let speaker = Speaker::new().await;
    speaker
        .app
        .http
        .answer_once(B, Reply::Fail(NetError::Timeout));
    speaker
        .app
        .http
        .answer_once(B, Reply::Fail(NetError::Timeout));
    speaker.say("1", "Create", "a", &[B]).await;
    speaker.send().await;
    speaker.advance(TimeDelta::minutes(1));
    speaker.send().await;
    speaker.advance(TimeDelta::minutes(2));
    assert_eq!(speaker.send().await, 0);

    let mut tx = speaker.app.store.begin().await.unwrap();
    peers::note_seen(&mut tx, &["b.test"].into(), speaker.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(speaker.send().await, 1);
    assert_eq!(speaker.heard(B).len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_drop_one_delivery_with_its_reason() {
    for status in [301, 400, 404, 422] {
        let speaker = Speaker::new().await;
        speaker.app.http.answer_once(B, Reply::status(status));
        speaker.say("1", "Create", "a", &[B]).await;
        speaker.say("2", "Update", "a", &[B]).await;
        assert_eq!(speaker.send().await, 2);
        let states = speaker.states().await;
        assert_eq!(states[0].0, DeliveryState::Dropped);
        assert!(states[0].1.as_ref().unwrap().contains(&status.to_string()));
        assert_eq!(states[1].0, DeliveryState::Sent);
        assert_eq!(speaker.peer("b.test").await.failures, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_let_in_tries_alone_for_a_day() {
    let speaker = Speaker::new().await;
    let door = "https://b.test/u/bob/inbox";
    speaker.app.http.answer(door, Reply::status(401));
    speaker.say("1", "Create", "a", &[door]).await;
    speaker.say("2", "Update", "a", &[B]).await;
    speaker.say("3", "Create", "b", &[B]).await;
    // What is about the same object waits behind it, other things do not.
    assert_eq!(speaker.send().await, 2);
    assert_eq!(speaker.heard(B), ["3"]);
    assert_eq!(speaker.send().await, 0);
    for _ in 0..30 {
        speaker.advance(TimeDelta::hours(1));
        speaker.send().await;
    }
    let states = speaker.states().await;
    assert_eq!(states[0].0, DeliveryState::Dropped);
    assert!(states[0].1.as_ref().unwrap().contains("401"));
    assert_eq!(speaker.heard(B), ["3", "2"]);
    assert!(speaker.heard(door).len() >= 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_a_peer_cannot_digest_waits_by_itself() {
    let speaker = Speaker::new().await;
    let bad = "https://b.test/u/bob/inbox";
    speaker.app.http.answer(bad, Reply::status(500));
    speaker.say("bad", "Create", "a", &[bad]).await;
    for n in 0..5 {
        let name = n.to_string();
        speaker.say(&name, "Create", &name, &[B]).await;
    }
    // Nothing has been accepted yet, so at first the peer is given a rest; then others go first.
    assert_eq!(speaker.send().await, 1);
    speaker.advance(TimeDelta::minutes(1));
    assert_eq!(speaker.send().await, 6);
    assert_eq!(speaker.heard(B).len(), 5);
    assert_eq!(speaker.peer("b.test").await.failures, 0);
    assert_eq!(speaker.states().await[0].0, DeliveryState::Due);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_that_is_gone_on_two_days_marks_its_owner_gone() {
    let speaker = Speaker::new().await;
    let bob = actor("https://b.test/u/bob", false);
    let mut tx = speaker.app.store.begin().await.unwrap();
    let bob = upsert_remote_actor(&mut tx, &bob, speaker.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    // Said for the first time, again at once, after a day though something was taken meanwhile; after
    // more than a month; and then on two days.
    let cases = [
        (TimeDelta::zero(), 410, false),
        (TimeDelta::hours(23), 410, false),
        (TimeDelta::hours(1), 202, false),
        (TimeDelta::hours(1), 410, false),
        (TimeDelta::days(31), 410, false),
        (TimeDelta::days(1), 410, true),
    ];
    for (n, (wait, status, expected)) in cases.into_iter().enumerate() {
        speaker.advance(wait);
        let answer = Reply::status(status);
        speaker.app.http.answer(&bob.inbox_url, answer);
        let name = n.to_string();
        let inboxes = [bob.inbox_url.as_str(), B];
        speaker.say(&name, "Create", &name, &inboxes).await;
        assert_eq!(speaker.send().await, 2);
        let gone = speaker.gone().await;
        assert_eq!(gone.contains(&bob.id), expected, "{n}");
        assert!(gone.len() <= 1, "nobody else");
    }
    let states = speaker.states().await;
    let dropped = states.iter().filter(|s| s.0 == DeliveryState::Dropped);
    let said = cases.iter().filter(|(_, status, _)| *status == 410);
    assert_eq!(dropped.count(), said.count());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_peer_gets_nothing() {
    let speaker = Speaker::new().await;
    speaker
        .say("1", "Create", "a", &["https://x.b.test/inbox", C])
        .await;
    let mut tx = speaker.app.store.begin().await.unwrap();
    let now = speaker.app.now();
    peers::update_policy(&mut tx, "b.test", PeerPolicy::Block, "spam", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(speaker.send().await, 1);
    assert_eq!(speaker.heard(C), ["1"]);
    let states = speaker.states().await;
    let blocked = (
        DeliveryState::Dropped,
        Some("this server is blocked".to_owned()),
    );
    assert!(states.contains(&blocked));
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_are_replaced_only_while_the_peer_rests() {
    let speaker = Speaker::new().await;
    speaker
        .app
        .http
        .answer_once(B, Reply::Fail(NetError::Connect));
    speaker.say("made", "Create", "a", &[B]).await;
    assert_eq!(speaker.send().await, 1);
    for name in ["first", "second", "third"] {
        speaker.say(name, "Update", "a", &[B, C]).await;
    }
    speaker.advance(TimeDelta::minutes(1));
    speaker.send().await;
    assert_eq!(speaker.heard(B), ["made", "made", "third"]);
    assert_eq!(speaker.heard(C), ["first", "second", "third"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_can_end_a_rest() {
    let speaker = Speaker::new().await;
    speaker.app.http.answer_once(B, Reply::Fail(NetError::Dns));
    speaker.say("1", "Create", "a", &[B]).await;
    speaker.send().await;
    assert_eq!(speaker.send().await, 0);
    let now = speaker.app.now();
    let mut tx = speaker.app.store.begin().await.unwrap();
    assert!(peers::retry_peer(&mut tx, "b.test", now).await.unwrap());
    assert!(!peers::retry_peer(&mut tx, "z.test", now).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(speaker.send().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fan_out_of_many_windows_reaches_all() {
    let few = test_app_with(|config| config.federation.deliveries_at_once = 4).await;
    let speaker = Speaker::on(few).await;
    let inboxes: Vec<String> = (0..40)
        .map(|n| format!("https://h{n}.test/inbox"))
        .collect();
    let inboxes: Vec<&str> = inboxes.iter().map(String::as_str).collect();
    speaker.say("wide", "Create", "a", &inboxes).await;
    for n in 0..150 {
        let name = n.to_string();
        speaker.say(&name, "Create", &name, &[B]).await;
    }
    assert_eq!(speaker.send().await, 190);
    assert_eq!(speaker.heard(B).len(), 150);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_was_given_back_is_not_kept_by_the_upkeep() {
    let speaker = Speaker::new().await;
    speaker.say("one", "Create", "one", &[B]).await;
    assert_eq!(speaker.send().await, 1);
    // The upkeep read that it is being served, and writes after that has ended.
    let peer = speaker.peer("b.test").await;
    let mut tx = speaker.app.store.begin().await.unwrap();
    queries::extend_leases(&mut tx, &[peer.id], speaker.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    speaker.say("two", "Create", "two", &[B]).await;
    assert_eq!(speaker.send().await, 1);
    assert_eq!(speaker.heard(B), ["one", "two"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_worded_anew_is_not_sent_from_memory() {
    let speaker = Speaker::new().await;
    speaker.say("old", "Create", "a", &[B]).await;
    let peer = speaker.peer("b.test").await;
    let (_stop, shutdown) = watch::channel(false);
    let (office, writer) = open(speaker.app.app.clone(), shutdown);
    // What a sender that runs would send next.
    let next = async || {
        let mut conn = speaker.app.store.read().await.unwrap();
        let due = queries::list_due(&mut conn, peer.id, speaker.app.now()).await;
        drop(conn);
        let ids: Vec<i64> = due.unwrap().iter().map(|row| row.activity_id).collect();
        let texts = office.texts(&ids).await.unwrap();
        let texts = texts.values().map(|text| text.document.to_vec());
        let texts = texts.map(|text| String::from_utf8(text).unwrap());
        texts.collect::<Vec<String>>()
    };
    assert_eq!(next().await, [r#"{"name":"old"}"#]);
    let mut tx = speaker.app.store.begin().await.unwrap();
    let ada = find_actor(&mut tx, speaker.actor).await.unwrap();
    let kept = list_said_by(&mut tx, &ada, "a").await.unwrap();
    let new = r#"{"name":"new"}"#;
    reword_activity(&mut tx, &kept[0], speaker.actor, new)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(next().await, [new]);
    drop(office);
    let _ = writer.await;
    assert_eq!(speaker.send().await, 1);
    assert_eq!(speaker.heard(B), ["new"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_remembered_is_not_sent_for_another_activity_with_the_same_number() {
    let speaker = Speaker::new().await;
    let (_stop, shutdown) = watch::channel(false);
    let (office, writer) = open(speaker.app.app.clone(), shutdown);
    let first = async || {
        let mut conn = speaker.app.store.read().await.unwrap();
        let conn = &mut conn;
        let id: i64 = q!(conn, {
            activities::table
                .select(activities::id)
                .first(conn)
                .await
                .unwrap()
        });
        let texts = office.texts(&[id]).await.unwrap();
        (id, texts[&id].document.to_vec())
    };
    speaker.say("old", "Create", "a", &[B]).await;
    let (old, text) = first().await;
    assert_eq!(text, br#"{"name":"old"}"#);
    // As after a restore: another activity gets the number of one that is lost.
    let mut tx = speaker.app.store.begin().await.unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::delete(deliveries::table)
            .execute(conn)
            .await
            .unwrap();
        diesel::delete(activities::table)
            .execute(conn)
            .await
            .unwrap();
    });
    tx.commit().await.unwrap();
    speaker.say("new", "Create", "b", &[B]).await;
    let mut tx = speaker.app.store.begin().await.unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::delete(deliveries::table)
            .execute(conn)
            .await
            .unwrap();
        diesel::update(activities::table)
            .set(activities::id.eq(old))
            .execute(conn)
            .await
            .unwrap();
    });
    tx.commit().await.unwrap();
    let (id, text) = first().await;
    assert_eq!(id, old);
    assert_eq!(text, br#"{"name":"new"}"#);
    drop(office);
    let _ = writer.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_end_of_a_letter_its_text_goes_in_the_same_transaction() {
    let speaker = Speaker::new().await;
    for name in ["sent", "dropped", "held"] {
        let people = Audience::People;
        speaker.say_to(people, name, "Create", name, &[B]).await;
    }
    let (_stop, shutdown) = watch::channel(false);
    let (office, writer) = open(speaker.app.app.clone(), shutdown);
    let later = speaker.app.now().plus(TimeDelta::hours(1));
    let fates = [
        Fate::Sent,
        Fate::Dropped("no".to_owned()),
        Fate::Held(later, "busy".to_owned()),
    ];
    let (ids, _) = speaker.kept().await;
    assert_eq!(ids.len(), fates.len());
    for (id, fate) in ids.into_iter().zip(fates) {
        office.marks.delivery(id, fate, true).await;
        // A process may be killed behind any transaction: nothing may be left for the next one.
        office.marks.flush().await;
    }
    let (_, texts) = speaker.kept().await;
    assert_eq!(texts, ["", "", r#"{"name":"held"}"#]);
    let states = speaker.states().await;
    let states: Vec<DeliveryState> = states.into_iter().map(|(state, _)| state).collect();
    let (sent, dropped) = (DeliveryState::Sent, DeliveryState::Dropped);
    assert_eq!(states, [sent, dropped, DeliveryState::Due]);
    drop(office);
    let _ = writer.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_taken_back_goes_nowhere_and_its_text_is_kept_no_longer() {
    let speaker = Speaker::new().await;
    for (name, inboxes) in [("gone", &[B, C][..]), ("stays", &[B])] {
        let people = Audience::People;
        speaker.say_to(people, name, "Create", name, inboxes).await;
    }
    let mut tx = speaker.app.store.begin().await.unwrap();
    let ada = find_actor(&mut tx, speaker.actor).await.unwrap();
    let kept = list_said_by(&mut tx, &ada, "gone").await.unwrap();
    let now = speaker.app.now();
    drop_unsent_of(&mut tx, kept[0].id, "never mind", now)
        .await
        .unwrap();
    let left = list_said_by(&mut tx, &ada, "gone").await.unwrap();
    assert!(left.is_empty(), "nothing of it is said any more");
    tx.commit().await.unwrap();
    let dropped = (DeliveryState::Dropped, Some("never mind".to_owned()));
    let due = (DeliveryState::Due, None);
    assert_eq!(speaker.states().await, [dropped.clone(), dropped, due]);
    let (_, texts) = speaker.kept().await;
    assert_eq!(texts, ["", r#"{"name":"stays"}"#]);
    assert_eq!(speaker.send().await, 1);
    assert_eq!(speaker.heard(B), ["stays"]);
}
