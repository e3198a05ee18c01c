//! Messages through the pages and from other servers, on a real database.

use super::actions::{delete, receive_deletion, receive_message, receive_return, send};
use super::model::{MESSAGE_MAX, Message};
use super::queries::{list_messages, unread_count};
use super::{pages, policy};
use crate::accounts::actions::{delete_account, suspend};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::accounts::tests::PASSWORD;
use crate::accounts::tests::browser::Browser;
use crate::app::App;
use crate::app::testing::TestApp;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::follows::{NewFollow, upsert_follow};
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{belongs, community, inboxes, known, person, said, started};
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommunityId, INSTANCE, PostId};
use crate::jobs::run_pending;
use crate::membership::actions::{InvitationForm, invite};
use crate::membership::model::{Membership, MembershipState};
use crate::membership::queries::{membership_of, upsert_membership};
use crate::notifications::queries::list_notices;
use crate::posts::actions::{ReplyDraft, ThreadDraft, reply, start_thread};
use crate::posts::arrived::read;
use crate::posts::model::ThreadKind;
use crate::server;
use crate::store::{Turn, Tx};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::ops::Range;

async fn browser(app: &App, name: &str) -> Browser {
    let mut browser = Browser::with(app, pages::routes());
    let fields = [("name", name), ("password", PASSWORD)];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

async fn stranger(app: &TestApp, host: &str) -> Person {
    let id = format!("https://{host}/u/cid");
    known(app, &id, "Person", "cid").await.person().unwrap()
}

async fn between(app: &App, one: &Person, other: &Person) -> Vec<Message> {
    let mut conn = app.store.read().await.unwrap();
    let found = list_messages(&mut conn, one.id(), other.id(), Turn::First, 50).await;
    found.unwrap().rows
}

async fn unread(app: &App, who: &Person) -> i64 {
    let mut conn = app.store.read().await.unwrap();
    unread_count(&mut conn, who.id()).await.unwrap()
}

fn note(id: &str, author: &Person, to: &Person, text: &str) -> Value {
    json!({
        "id": id,
        "type": "Note",
        "attributedTo": author.actor.ap_id,
        "to": [to.actor.ap_id],
        "content": format!("<p>{text}</p>"),
        "published": "2026-06-01T11:00:00Z",
    })
}

async fn receive(app: &App, author: &Person, note: &Value) -> Result<()> {
    receive_message(app, author, &read(note).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_talk_and_nobody_else_hears() {
    let app = started().await;
    let (_, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    person(&app, "carl").await;
    let mut there = browser(&app, "ada").await;
    let answer = there
        .fill_in("/messages/bob", &[("body", "Spruce, *please*")])
        .await;
    assert_eq!(answer.location(), "/messages/bob");
    assert_eq!(unread(&app, &bob).await, 1);
    let mut here = browser(&app, "bob").await;
    assert!(here.get("/messages").await.has("Spruce, please"));
    let shown = here.get("/messages/ada").await;
    assert!(shown.has("Spruce, <em>please</em>"));
    let mut conn = app.store.read().await.unwrap();
    let notices = list_notices(&mut conn, bob.id(), Turn::First, 10)
        .await
        .unwrap()
        .rows;
    assert_eq!(notices.len(), 1);
    drop(conn);
    let mut carl = browser(&app, "carl").await;
    for path in ["/messages", "/messages/ada", "/messages/bob"] {
        assert!(!carl.get(path).await.has("Spruce"), "{path}");
    }
    assert!(said(&app).await.is_empty(), "no other server is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_to_another_server_goes_to_the_persons_own_inbox_and_is_taken_back_there() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    for (host, software, kind) in [
        ("blog.test", "mastodon", "Note"),
        ("forum.test", "piefed", "ChatMessage"),
    ] {
        let cid = stranger(&app, host).await;
        set_software(&app, host, software).await;
        let before = said(&app).await.len();
        let message = send(&app, &ada, cid.id(), "Hello").await.unwrap();
        delete(&app, &ada, &message.public_id).await.unwrap();
        let said = said(&app).await.split_off(before);
        let [create, gone] = &said[..] else {
            panic!("a Create and a Delete: {said:?}");
        };
        assert_eq!(create["type"], "Create");
        assert_eq!(create["object"]["type"], kind, "{software}");
        assert_eq!(create["object"]["to"], json!([cid.actor.ap_id]));
        assert_eq!(gone["type"], "Delete");
        assert_eq!(gone["object"], message.ap_id);
        let own = [format!("https://{host}/u/cid/inbox")];
        for document in [create, gone] {
            assert_eq!(document["to"], json!([cid.actor.ap_id]));
            assert_eq!(inboxes(&app, &document["id"]).await, own);
        }
        assert_eq!(between(&app, &ada, &cid).await[0].body, "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_from_elsewhere_come_once_change_with_their_author_and_go_for_good() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let cid = stranger(&app, "b.test").await;
    let mut first = note("https://b.test/note/1", &cid, &ada, "Hello");
    first["to"] = json!([ada.actor.ap_id, bob.actor.ap_id]);
    for _ in 0..2 {
        receive(&app, &cid, &first).await.unwrap();
    }
    for to in [&ada, &bob] {
        let found = between(&app, to, &cid).await;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].body_html.trim(), "<p>Hello</p>");
        assert_eq!(unread(&app, to).await, 1);
    }
    let mut edited = first.clone();
    edited["content"] = json!("<p>Hello again</p>");
    edited["updated"] = json!("2026-06-01T11:30:00Z");
    receive(&app, &cid, &edited).await.unwrap();
    receive(&app, &cid, &first).await.unwrap();
    let found = &between(&app, &ada, &cid).await[0];
    assert_eq!(
        found.body_html.trim(),
        "<p>Hello again</p>",
        "the newer text stays"
    );

    let id = "https://b.test/note/1";
    assert!(receive_deletion(&app, &cid, id).await.unwrap());
    assert!(receive_deletion(&app, &cid, id).await.unwrap(), "once more");
    for to in [&ada, &bob] {
        assert!(between(&app, to, &cid).await[0].deleted_at.is_some());
        assert_eq!(unread(&app, to).await, 0);
    }
    for late in [&first, &edited] {
        let refused = receive(&app, &cid, late).await;
        assert!(matches!(refused, Err(Error::Refused(Reason::Deleted))));
    }
    assert_eq!(between(&app, &ada, &cid).await.len(), 1);
    app.clock.advance(TimeDelta::days(8));
    run_pending(&app.data, &server::jobs()).await.unwrap();
    for to in [&ada, &bob] {
        let found = &between(&app, to, &cid).await[0];
        assert_eq!((&*found.body, &*found.body_html), ("", ""));
    }
    assert!(receive_return(&app, &cid, id).await.unwrap());
    let found = &between(&app, &ada, &cid).await[0];
    assert!(found.deleted_at.is_some(), "nothing is left to bring back");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_took_a_message_back_may_bring_it_back_for_a_week() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let cid = stranger(&app, "b.test").await;
    let eve = known(&app, "https://b.test/u/eve", "Person", "eve").await;
    let eve = eve.person().unwrap();
    let id = "https://b.test/note/1";
    receive(&app, &cid, &note(id, &cid, &ada, "Hello"))
        .await
        .unwrap();
    let mut there = browser(&app, "ada").await;
    let path = "/messages/cid@b.test";
    for _ in 0..2 {
        assert!(receive_deletion(&app, &cid, id).await.unwrap());
        let page = there.get(path).await;
        assert!(page.has("Deleted") && !page.has("Hello"), "{}", page.body);
        assert!(!there.get("/messages").await.has("Hello"));
        let refused = receive_return(&app, &eve, id).await;
        assert!(matches!(refused, Err(Error::Refused(Reason::NotAuthor))));
        app.clock.advance(TimeDelta::days(6));
        run_pending(&app.data, &server::jobs()).await.unwrap();
        assert!(receive_return(&app, &cid, id).await.unwrap());
        assert!(there.get(path).await.has("Hello"));
    }
    let unknown = "https://b.test/note/2";
    assert!(!receive_return(&app, &cid, unknown).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_takes_back_what_another_wrote() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let (cid, dan) = (
        stranger(&app, "b.test").await,
        stranger(&app, "c.test").await,
    );
    let eve = known(&app, "https://b.test/u/eve", "Person", "eve").await;
    let eve = eve.person().unwrap();
    let id = "https://b.test/note/1";
    receive(&app, &cid, &note(id, &cid, &ada, "Hello"))
        .await
        .unwrap();
    let refused = receive_deletion(&app, &dan, id).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::WrongOrigin))));
    let refused = receive_deletion(&app, &eve, id).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::NotAuthor))));
    let own = send(&app, &ada, cid.id(), "Mine").await.unwrap();
    let refused = receive_deletion(&app, &cid, &own.ap_id).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::WrongOrigin))));
    let found = between(&app, &ada, &cid).await;
    assert!(found.iter().all(|message| message.deleted_at.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_message_for_somebody_here_is_refused() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let (cid, dan) = (
        stranger(&app, "b.test").await,
        stranger(&app, "c.test").await,
    );
    let right = note("https://b.test/note/1", &cid, &ada, "Hello");
    let mut public = right.clone();
    public["cc"] = json!(["https://www.w3.org/ns/activitystreams#Public"]);
    let mut nobody = right.clone();
    nobody["to"] = json!(["https://guild.example/u/nobody"]);
    let mut long = right.clone();
    long["content"] = json!("x".repeat(MESSAGE_MAX * 4 + 1));
    for (author, note, status) in [
        (&cid, &public, 400),
        (&cid, &nobody, 404),
        (&cid, &long, 400),
        (&dan, &right, 403),
    ] {
        let refused = receive(&app, author, note).await.unwrap_err();
        assert_eq!(refused.status(), status, "{note}");
    }
    assert!(between(&app, &ada, &cid).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_write_to_whom() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let cid = stranger(&app, "b.test").await;
    let (quiet, gone) = (person(&app, "quiet").await, person(&app, "gone").await);
    let quiet = suspend(&app, &Viewer::System, quiet.id()).await.unwrap();
    let gone = delete_account(&app, &Viewer::System, gone.id(), "").await;
    let gone = gone.unwrap();
    let mut conn = app.store.read().await.unwrap();
    let server = find_person(&mut conn, INSTANCE).await.unwrap();
    for (from, to, expected) in [
        (&ada, &bob, Ok(())),
        (&ada, &cid, Ok(())),
        (&cid, &ada, Ok(())),
        (&ada, &ada, Err(Reason::Oneself)),
        (&quiet, &ada, Err(Reason::Suspended)),
        (&ada, &quiet, Err(Reason::Suspended)),
        (&ada, &gone, Err(Reason::Deleted)),
        (&gone, &ada, Err(Reason::Suspended)),
        (&ada, &server, Err(Reason::ServerAccount)),
        (&server, &ada, Err(Reason::ServerAccount)),
    ] {
        let (writer, reader) = (from.handle(), to.handle());
        assert_eq!(policy::may_send(from, to), expected, "{writer} to {reader}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_two_read_a_message() {
    let app = started().await;
    let (ada, bob, carl) = (
        person(&app, "ada").await,
        person(&app, "bob").await,
        person(&app, "carl").await,
    );
    let message = send(&app, &ada, bob.id(), "Hello").await.unwrap();
    let seen_by = |person: &Person, admin| Viewer::Account {
        id: person.id(),
        admin,
    };
    for (viewer, expected) in [
        (seen_by(&ada, false), true),
        (seen_by(&bob, false), true),
        (seen_by(&carl, false), false),
        (seen_by(&carl, true), false),
        (Viewer::Anonymous, false),
        (Viewer::Host("b.test".into()), false),
        (Viewer::System, true),
    ] {
        assert_eq!(policy::may_read(&viewer, &message), expected, "{viewer:?}");
    }
}

/// How many of so many messages to this one are taken.
async fn taken(app: &App, from: &Person, to: &Person, many: usize) -> usize {
    let mut taken = 0;
    for _ in 0..many {
        match send(app, from, to.id(), "Hello").await {
            Ok(_) => taken += 1,
            Err(Error::Refused(Reason::NotAnswered)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    taken
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_here_writes_three_messages_a_day_until_they_are_answered() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let carl = person(&app, "carl").await;
    assert_eq!(taken(&app, &ada, &bob, 5).await, 3);
    assert_eq!(unread(&app, &bob).await, 3);
    assert_eq!(taken(&app, &ada, &carl, 1).await, 1, "others are others");
    app.clock.advance(TimeDelta::hours(23));
    assert_eq!(taken(&app, &ada, &bob, 1).await, 0);
    app.clock.advance(TimeDelta::hours(1));
    assert_eq!(taken(&app, &ada, &bob, 5).await, 3);
    // What is taken back was written all the same.
    let last = &between(&app, &ada, &bob).await[0];
    delete(&app, &ada, &last.public_id).await.unwrap();
    assert_eq!(taken(&app, &ada, &bob, 1).await, 0);
    send(&app, &bob, ada.id(), "Yes?").await.unwrap();
    assert_eq!(taken(&app, &ada, &bob, 5).await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_to_do_with_somebody_writes_as_often_as_they_like() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let (carl, dora) = (person(&app, "carl").await, person(&app, "dora").await);
    let wood = community(&app, &ada, "wood").await;
    for who in [&bob, &carl] {
        belongs(&app, &wood, who).await;
    }
    assert_eq!(taken(&app, &carl, &bob, 5).await, 5, "members");
    // Who looks after a community writes to those who had to do with it, and they are strangers to dora.
    let mut tx = app.store.begin().await.unwrap();
    set_state(&mut tx, wood.id(), carl.id(), MembershipState::Left).await;
    tx.commit().await.unwrap();
    assert_eq!(taken(&app, &ada, &carl, 5).await, 5, "a convener");
    assert_eq!(taken(&app, &ada, &dora, 5).await, 3, "not hers");
    assert_eq!(taken(&app, &carl, &dora, 5).await, 3);
    // Whom somebody follows, and not who follows somebody.
    let cid = stranger(&app, "b.test").await;
    let follow = NewFollow {
        follower: cid.actor.id,
        target: bob.actor.id,
        state: FollowState::Accepted,
        ap_id: "https://b.test/follow/1",
    };
    let mut tx = app.store.begin().await.unwrap();
    upsert_follow(&mut tx, &follow, None, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(taken(&app, &bob, &cid, 5).await, 5);
    assert_eq!(received(&app, &cid, &bob, 1..6).await, 5, "answered");
    let eve = stranger(&app, "c.test").await;
    let follow = NewFollow {
        follower: eve.actor.id,
        target: dora.actor.id,
        state: FollowState::Accepted,
        ap_id: "https://c.test/follow/1",
    };
    let mut tx = app.store.begin().await.unwrap();
    upsert_follow(&mut tx, &follow, None, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(received(&app, &eve, &dora, 1..6).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_begins_with_thirty_others_in_a_day_and_keeps_what_was_typed_to_the_next() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let cid = stranger(&app, "b.test").await;
    let wood = community(&app, &ada, "wood").await;
    for who in [&bob, &cid] {
        belongs(&app, &wood, who).await;
    }
    let mut others = Vec::new();
    for n in 0..31 {
        let other = person(&app, &format!("member{n}")).await;
        belongs(&app, &wood, &other).await;
        others.push(other);
    }
    let (last, first) = others.split_last().unwrap();
    for other in first {
        assert_eq!(taken(&app, &bob, other, 2).await, 2);
    }
    let refused = send(&app, &bob, last.id(), "Hello").await;
    assert!(matches!(refused, Err(Error::Refused(Reason::TooManyBegun))));
    let mut browser = browser(&app, "bob").await;
    let path = "/messages/member30";
    let answer = browser.fill_in(path, &[("body", "Hello you")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.value("body").unwrap().trim(), "Hello you");
    assert!(answer.has("never written to you"), "{}", answer.body);

    // Whoever answered, whom they look after, and with whom they have begun: with those they go on.
    assert_eq!(taken(&app, &bob, &first[0], 1).await, 1);
    send(&app, last, bob.id(), "Hello").await.unwrap();
    assert_eq!(taken(&app, &bob, last, 1).await, 1);
    for other in &others {
        assert_eq!(taken(&app, &ada, other, 1).await, 1, "a convener");
    }
    // People elsewhere have the same bound, and what is dropped counts for nothing.
    let mut reached = 0;
    for other in &others {
        let id = format!("https://b.test/note/to/{}", other.actor.name);
        let note = note(&id, &cid, other, "Hello");
        reached += usize::from(receive(&app, &cid, &note).await.is_ok());
    }
    assert_eq!(reached, 30);
    app.clock.advance(TimeDelta::days(1));
    let id = "https://b.test/note/late";
    receive(&app, &cid, &note(id, &cid, last, "Hello"))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_convener_writes_to_whoever_asked_or_answered_where_they_look_after() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let (carl, dora) = (person(&app, "carl").await, person(&app, "dora").await);
    let wood = community(&app, &ada, "wood").await;
    let metal = community(&app, &dora, "metal").await;
    let begin = async |who: &Person, place: &Community| {
        let draft = ThreadDraft {
            title: "Which glue?".into(),
            ..ThreadDraft::default()
        };
        let kind = ThreadKind::Question;
        let post = start_thread(&app, who, place.id(), kind, &draft).await;
        post.unwrap().id
    };
    let answer = async |who: &Person, thread: PostId| {
        let draft = ReplyDraft {
            body: "Hide glue.".into(),
            ..ReplyDraft::default()
        };
        reply(&app, who, thread, None, &draft).await.unwrap();
    };
    let asked = begin(&bob, &wood).await;
    answer(&carl, asked).await;
    answer(&carl, begin(&dora, &metal).await).await;
    assert_eq!(taken(&app, &ada, &bob, 5).await, 5, "who asked");
    assert_eq!(taken(&app, &ada, &carl, 5).await, 5, "who answered");
    assert_eq!(taken(&app, &dora, &carl, 5).await, 5, "in metal, too");
    assert_eq!(taken(&app, &dora, &bob, 5).await, 3, "only in wood");
}

async fn set_state(tx: &mut Tx, community: CommunityId, who: AccountId, state: MembershipState) {
    let found = membership_of(tx, community, who).await.unwrap().unwrap();
    let membership = Membership { state, ..found };
    upsert_membership(tx, &membership).await.unwrap();
}

/// How many of these messages from another server are taken.
async fn received(app: &App, from: &Person, to: &Person, numbers: Range<usize>) -> usize {
    let mut taken = 0;
    for n in numbers {
        let id = format!("{}/note/{}/{n}", from.actor.ap_id, to.actor.name);
        match receive(app, from, &note(&id, from, to, "Hello")).await {
            Ok(()) => taken += 1,
            Err(Error::Refused(Reason::NotAnswered | Reason::TooManyStrangers)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    taken
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_stranger_elsewhere_writes_beyond_three_messages_a_day_is_dropped() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let cid = stranger(&app, "b.test").await;
    assert_eq!(received(&app, &cid, &ada, 0..5).await, 3);
    assert_eq!(unread(&app, &ada).await, 3);
    // The same once more is no other message, and a later text replaces the first.
    assert_eq!(received(&app, &cid, &ada, 0..3).await, 3);
    let id = format!("{}/note/ada/1", cid.actor.ap_id);
    let mut edited = note(&id, &cid, &ada, "Hello again");
    edited["updated"] = json!("2026-06-01T11:30:00Z");
    receive(&app, &cid, &edited).await.unwrap();
    let found = between(&app, &ada, &cid).await;
    assert_eq!(found.len(), 3);
    assert!(found[1].body_html.contains("Hello again"));
    assert_eq!(received(&app, &cid, &bob, 0..1).await, 1);
    app.clock.advance(TimeDelta::days(1));
    assert_eq!(received(&app, &cid, &ada, 5..9).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dropped_counts_for_nothing() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let cid = stranger(&app, "b.test").await;
    assert_eq!(received(&app, &cid, &ada, 0..30).await, 3);
    assert_eq!(received(&app, &cid, &bob, 0..30).await, 3);
    let readers = ["carl", "dora", "eve", "fay", "gus", "hal"];
    let mut reached = 0;
    for name in readers {
        let reader = person(&app, name).await;
        reached += received(&app, &cid, &reader, 0..5).await;
    }
    assert_eq!(reached, 14, "twenty in all");
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_one_person_nor_one_server_writes_to_everybody() {
    let app = started().await;
    let cid = stranger(&app, "b.test").await;
    let mut people = Vec::new();
    for n in 0..22 {
        people.push(person(&app, &format!("reader{n}")).await);
    }
    let mut reached = 0;
    for to in &people {
        reached += received(&app, &cid, to, 0..1).await;
    }
    assert_eq!(reached, 20, "of one person");
    let mut reached = 0;
    for n in 0..22 {
        let id = format!("https://s{n}.c.test/u/spam");
        let spam = known(&app, &id, "Person", "spam").await.person().unwrap();
        reached += received(&app, &spam, &people[0], 0..1).await;
    }
    assert_eq!(reached, 20, "of one domain");
    let dan = stranger(&app, "d.test").await;
    assert_eq!(received(&app, &dan, &people[0], 0..1).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_of_another_guildhall_is_no_stranger_to_who_applied_there() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let hall = known(&app, "https://hall.test/c/wood", "Group", "wood").await;
    let hall = hall.community().unwrap();
    belongs(&app, &hall, &ada).await;
    let id = "https://hall.test/u/desk";
    let desk = known(&app, id, "Service", "desk").await.person().unwrap();
    set_software(&app, "hall.test", "guildhall").await;
    assert_eq!(received(&app, &desk, &ada, 0..5).await, 5);
    assert_eq!(received(&app, &desk, &bob, 0..5).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_convener_invites_many_people_who_do_not_know_them() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let wood = community(&app, &ada, "wood").await;
    for n in 0..22 {
        let cid = stranger(&app, &format!("b{n}.test")).await;
        let form = InvitationForm {
            way: "person".to_owned(),
            whom: cid.handle(),
            ..InvitationForm::default()
        };
        invite(&app, &ada, &wood, &form, Some(&cid)).await.unwrap();
    }
    run_pending(&app.data, &server::jobs()).await.unwrap();
    let said = said(&app).await;
    let told = said.iter().filter(|said| said["type"] == "Create");
    assert_eq!(told.count(), 22);
}
