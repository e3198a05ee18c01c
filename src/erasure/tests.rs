//! Somebody leaves for good, against a real database and scripted other servers.

use crate::accounts::actions::{delete_account, delete_own_account};
use crate::accounts::model::{ServerRole, Viewer};
use crate::accounts::queries::find_person;
use crate::accounts::tests::{PASSWORD, make, signed_in};
use crate::activitypub::peers::{PeerPolicy, note_seen, update_policy};
use crate::activitypub::send::send_pending;
use crate::app::testing::TestApp;
use crate::communities::actions::{follow, receive_follow_of_person};
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::queries::follows::list_follows_of;
use crate::communities::tests::{belongs, community, inboxes, known, person, said, started};
use crate::jobs::run_pending;
use crate::membership::actions::{JoinForm, appoint, join, leave};
use crate::membership::model::{Channel, EventKind, Role};
use crate::membership::queries::applications::{list_events, list_leave_reasons};
use crate::membership::queries::list_moderators;
use crate::messages::actions::send;
use crate::messages::queries::list_messages;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::actions::{
    ReplyDraft, ThreadDraft, accept_answer, edit_thread, reply, start_thread,
};
use crate::posts::model::{Comment, Post, ThreadKind};
use crate::posts::queries::{self, find_comment, find_post};
use crate::store::Tx;
use crate::{q, server};
use axum::body::{Body, to_bytes};
use axum::http::Request;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tower::ServiceExt;

type Person = crate::accounts::model::Person;

async fn ask(app: &TestApp, by: &Person, place: &Community, title: &str) -> Post {
    let draft = ThreadDraft {
        title: title.into(),
        body: format!("The words of {title}"),
        tags: vec!["glue".into()],
        ..ThreadDraft::default()
    };
    start_thread(app, by, place.id(), ThreadKind::Question, &draft)
        .await
        .unwrap()
}

async fn answer(app: &TestApp, by: &Person, post: &Post, parent: Option<&Comment>) -> Comment {
    let draft = ReplyDraft {
        body: format!("{} thinks so", by.actor.name),
        ..ReplyDraft::default()
    };
    reply(app, by, post.id, parent.map(|parent| parent.id), &draft)
        .await
        .unwrap()
}

async fn finish(app: &TestApp) {
    run_pending(&app.data, &server::jobs()).await.unwrap();
}

/// A person of another server who can be reached, at a host that has written to us.
async fn stranger(app: &TestApp, host: &str) -> Person {
    let id = format!("https://{host}/u/cid");
    let person = known(app, &id, "Person", "cid").await.person().unwrap();
    let mut tx = app.store.begin().await.unwrap();
    note_seen(&mut tx, &[host].into(), app.now()).await.unwrap();
    tx.commit().await.unwrap();
    person
}

async fn post_now(app: &TestApp, post: &Post) -> Post {
    let mut conn = app.store.read().await.unwrap();
    let found = find_post(&mut conn, &Viewer::System, post.id).await;
    found.unwrap().unwrap()
}

async fn reply_now(app: &TestApp, reply: &Comment) -> Comment {
    let mut conn = app.store.read().await.unwrap();
    let found = find_comment(&mut conn, &Viewer::System, reply.id).await;
    found.unwrap().unwrap()
}

async fn page(app: &TestApp, path: &str, accept: &str) -> (u16, String) {
    let request = Request::get(path)
        .header("accept", accept)
        .body(Body::empty())
        .unwrap();
    let response = server::router(app).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// Every counter, as text; the same before and after a recount.
async fn counters(tx: &mut Tx) -> Vec<String> {
    use crate::store::schema::{accounts, comments, communities, posts};
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    let conn = &mut **tx;
    q!(conn, {
        let mut all = Vec::new();
        let rows: Vec<(i64, i64, i64, i64, Option<i64>)> = posts::table
            .order(posts::id)
            .select((
                posts::comment_count,
                posts::answer_count,
                posts::score,
                posts::up_votes,
                posts::accepted_comment_id,
            ))
            .load(conn)
            .await
            .unwrap();
        all.extend(rows.iter().map(|row| format!("post {row:?}")));
        let rows: Vec<(i64, i64)> = comments::table
            .order(comments::id)
            .select((comments::child_count, comments::score))
            .load(conn)
            .await
            .unwrap();
        all.extend(rows.iter().map(|row| format!("reply {row:?}")));
        let rows: Vec<(i64, i64)> = accounts::table
            .order(accounts::id)
            .select((accounts::post_count, accounts::comment_count))
            .load(conn)
            .await
            .unwrap();
        all.extend(rows.iter().map(|row| format!("account {row:?}")));
        let rows: Vec<(i64, i64, i64)> = communities::table
            .order(communities::id)
            .select((
                communities::post_count,
                communities::comment_count,
                communities::follower_count,
            ))
            .load(conn)
            .await
            .unwrap();
        all.extend(rows.iter().map(|row| format!("community {row:?}")));
        all
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_wrote_goes_with_them_and_what_others_replied_stays() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let luthiers = community(&app, &bob, "luthiers").await;
    let question = ask(&app, &ada, &luthiers, "Which glue?").await;
    let edited = ThreadDraft {
        title: "Which glue for maple?".into(),
        body: "Other words".into(),
        ..ThreadDraft::default()
    };
    edit_thread(&app, &ada, question.id, &edited).await.unwrap();
    let by_bob = answer(&app, &bob, &question, None).await;
    let other = ask(&app, &bob, &luthiers, "Which wood?").await;
    let by_ada = answer(&app, &ada, &other, None).await;
    let below = answer(&app, &bob, &other, Some(&by_ada)).await;
    accept_answer(&app, &bob, other.id, by_ada.id)
        .await
        .unwrap();
    crate::voting::actions::vote_on_post(&app, &ada, other.id, 1)
        .await
        .unwrap();

    delete_account(&app, &Viewer::System, ada.id(), "")
        .await
        .unwrap();
    finish(&app).await;

    let question = post_now(&app, &question).await;
    assert!(question.deleted_at.is_some());
    let words = [
        &question.title,
        &question.body,
        &question.body_html,
        &question.body_text,
    ];
    assert!(words.iter().all(|text| text.is_empty()), "{words:?}");
    assert!(question.tags.0.is_empty());
    let mut conn = app.store.read().await.unwrap();
    let former = queries::revisions_of_post(
        &mut conn,
        &Viewer::System,
        &question,
        crate::store::Turn::First,
        10,
    )
    .await
    .unwrap();
    assert!(former.rows.is_empty(), "former texts are words too");
    drop(conn);
    let by_ada = reply_now(&app, &by_ada).await;
    assert_eq!(
        (by_ada.deleted_at.is_some(), by_ada.body.as_str()),
        (true, "")
    );
    assert!(reply_now(&app, &by_bob).await.is_visible());
    let other = post_now(&app, &other).await;
    assert_eq!(other.accepted_comment_id, None);
    assert_eq!(
        (other.comment_count, other.score),
        (1, 1),
        "the vote stays counted"
    );

    let (status, text) = page(&app, &question.path(), "text/html").await;
    assert_eq!(status, 200);
    assert!(text.contains("Its author deleted this thread."), "{text}");
    assert!(text.contains("bob thinks so"));
    assert!(!text.contains("glue"));
    let (_, text) = page(&app, &other.path(), "text/html").await;
    assert!(!text.contains("ada thinks so"));
    assert!(text.contains(&format!("c-{}", below.public_id)));
    assert!(text.contains("bob thinks so"));
    let activity = "application/activity+json";
    for path in ["/u/ada", question.path().as_str()] {
        let (status, text) = page(&app, path, activity).await;
        let tombstone: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (status, &tombstone["type"]),
            (410, &json!("Tombstone")),
            "{path}"
        );
    }
    assert_eq!(page(&app, "/u/ada", "text/html").await.0, 410);

    let mut tx = app.store.begin().await.unwrap();
    let kept = counters(&mut tx).await;
    queries::recount(&mut tx).await.unwrap();
    assert_eq!(kept, counters(&mut tx).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_one_batch_goes_and_what_was_written_meanwhile_too() {
    let app = crate::app::testing::test_app_with(|config| config.rate_limits.enabled = false).await;
    crate::accounts::actions::ensure_server_actors(&app)
        .await
        .unwrap();
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let luthiers = community(&app, &bob, "luthiers").await;
    let thread = ask(&app, &bob, &luthiers, "Which glue?").await;
    for _ in 0..130 {
        answer(&app, &ada, &thread, None).await;
    }
    delete_account(&app, &Viewer::System, ada.id(), "")
        .await
        .unwrap();
    finish(&app).await;
    assert_eq!(post_now(&app, &thread).await.comment_count, 0);
    // The request that began this one knew her before she was gone.
    let late = answer(&app, &ada, &thread, None).await;
    app.clock.advance(TimeDelta::minutes(6));
    finish(&app).await;
    assert!(reply_now(&app, &late).await.deleted_at.is_some());
    app.clock.advance(TimeDelta::minutes(6));
    assert_eq!(
        run_pending(&app.data, &server::jobs()).await.unwrap(),
        0,
        "it ends"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_server_that_we_had_to_do_with_is_told_once() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let luthiers = community(&app, &bob, "luthiers").await;
    stranger(&app, "read.test").await;
    let evil = stranger(&app, "evil.test").await;
    known(&app, "https://silent.test/u/cid", "Person", "cid").await;
    let follower = stranger(&app, "follows.test").await;
    receive_follow_of_person(&app, &follower.actor, &ada, "https://follows.test/f/1")
        .await
        .unwrap();
    let mut tx = app.store.begin().await.unwrap();
    update_policy(&mut tx, "evil.test", PeerPolicy::Block, "", app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(evil.actor.host, "evil.test");
    let thread = ask(&app, &ada, &luthiers, "Which glue?").await;
    assert!(
        !inboxes(
            &app,
            &json!(format!(
                "https://guild.example/activities/create/{}",
                thread.public_id
            ))
        )
        .await
        .is_empty()
    );

    delete_account(&app, &Viewer::System, ada.id(), "")
        .await
        .unwrap();
    finish(&app).await;
    let said = said(&app).await;
    let farewells: Vec<&Value> = said
        .iter()
        .filter(|activity| activity["type"] == "Delete" && activity["object"] == ada.actor.ap_id)
        .collect();
    assert_eq!(farewells.len(), 1);
    let farewell = farewells[0];
    assert_eq!(farewell["actor"], farewell["object"]);
    assert_eq!(farewell["removeData"], true);
    assert_eq!(
        inboxes(&app, &farewell["id"]).await,
        [
            "https://follows.test/u/cid/inbox",
            "https://read.test/u/cid/inbox"
        ]
    );
    // Lemmy reads the key anew before it believes a farewell.
    let (status, text) = page(&app, "/u/ada", "application/activity+json").await;
    let left: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((status, &left["type"]), (200, &json!("Person")));
    assert!(left["publicKey"]["publicKeyPem"].is_string(), "{left}");
    assert_eq!(page(&app, "/u/ada", "text/html").await.0, 410);
    send_pending(&app).await.unwrap();
    let (status, _) = page(&app, "/u/ada", "application/activity+json").await;
    assert_eq!(status, 410, "all have been told");
    let to_follower = app.http.posted_to("https://follows.test/u/cid/inbox");
    let kinds: Vec<&Value> = to_follower
        .iter()
        .map(|activity| &activity["type"])
        .collect();
    assert!(
        !kinds.contains(&&json!("Create")),
        "what waited is taken back: {kinds:?}"
    );
    assert!(kinds.contains(&&json!("Delete")), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn follows_messages_and_notices_go() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let luthiers = community(&app, &bob, "luthiers").await;
    follow(&app, &ada, &luthiers).await.unwrap();
    let fan = stranger(&app, "b.test").await;
    receive_follow_of_person(&app, &fan.actor, &ada, "https://b.test/f/1")
        .await
        .unwrap();
    send(&app, &ada, bob.id(), "a secret of ada").await.unwrap();
    send(&app, &bob, ada.id(), "a secret of bob").await.unwrap();

    delete_account(&app, &Viewer::System, ada.id(), "")
        .await
        .unwrap();
    finish(&app).await;
    let mut conn = app.store.read().await.unwrap();
    assert!(
        list_follows_of(&mut conn, ada.actor.id, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let luthiers = find_community(&mut conn, luthiers.id()).await.unwrap();
    assert_eq!(luthiers.row.follower_count, 1, "only its convener");
    let talk = list_messages(&mut conn, bob.id(), ada.id(), crate::store::Turn::First, 10)
        .await
        .unwrap()
        .rows;
    let bodies: Vec<&str> = talk.iter().map(|message| message.body.as_str()).collect();
    assert_eq!(
        bodies,
        ["a secret of bob", ""],
        "one's own words stay one's own"
    );
    assert!(
        list_notices(&mut conn, ada.id(), crate::store::Turn::First, 10)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn why_they_left_goes_and_that_they_left_stays() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let luthiers = community(&app, &bob, "luthiers").await;
    let form = JoinForm {
        agreed: Some(1),
        answers: Vec::new(),
    };
    join(&app, &ada, &luthiers, &form, Channel::Page)
        .await
        .unwrap();
    leave(&app, &ada, &luthiers, "I moved away.").await.unwrap();
    let since = app.now().minus(TimeDelta::days(1));
    let mut conn = app.store.read().await.unwrap();
    let said = list_leave_reasons(&mut conn, luthiers.id(), since, 10).await;
    assert_eq!(said.unwrap().len(), 1);
    drop(conn);

    delete_account(&app, &Viewer::System, ada.id(), "")
        .await
        .unwrap();
    finish(&app).await;
    let mut conn = app.store.read().await.unwrap();
    let said = list_leave_reasons(&mut conn, luthiers.id(), since, 10).await;
    assert!(said.unwrap().is_empty());
    let events = list_events(&mut conn, luthiers.id(), ada.id()).await;
    let last = events.unwrap().pop().unwrap();
    assert_eq!((last.kind, last.reason.as_str()), (EventKind::Left, ""));
}

async fn offices(app: &TestApp, community: &Community) -> Vec<(String, Role)> {
    let mut conn = app.store.read().await.unwrap();
    let list = list_moderators(&mut conn, community.id()).await.unwrap();
    list.iter()
        .map(|(person, role)| (person.handle(), *role))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_successor_takes_over_or_the_administrators_are_told() {
    let app = started().await;
    let root = make(&app, "root_like", ServerRole::Admin).await;
    for (leaving, successor) in [("ada", "eve"), ("bob", "")] {
        let convener = person(&app, leaving).await;
        let moderator = person(&app, &format!("mod_{leaving}")).await;
        if !successor.is_empty() {
            person(&app, successor).await;
        }
        let place = community(&app, &convener, &format!("place_{leaving}")).await;
        belongs(&app, &place, &moderator).await;
        appoint(&app, &convener, &place, &moderator).await.unwrap();
        delete_account(&app, &Viewer::System, convener.id(), successor)
            .await
            .unwrap();
        finish(&app).await;
        let left = offices(&app, &place).await;
        let said = said(&app).await;
        let about = |kind: &str, who: &str| {
            let target = format!("https://guild.example/c/place_{leaving}/moderators");
            said.iter().any(|activity| {
                activity["type"] == kind
                    && activity["object"] == format!("https://guild.example/u/{who}")
                    && activity["target"] == target
            })
        };
        assert!(about("Remove", leaving));
        let moderator = (format!("mod_{leaving}"), Role::Moderator);
        let mut conn = app.store.read().await.unwrap();
        let told = list_notices(&mut conn, root.id(), crate::store::Turn::First, 10)
            .await
            .unwrap()
            .rows;
        let told = told
            .iter()
            .any(|notice| notice.kind == NoticeKind::NoConvener);
        if successor.is_empty() {
            assert_eq!(left, [moderator]);
            assert!(told);
        } else {
            assert_eq!(left, [(successor.to_owned(), Role::Convener), moderator]);
            assert!(about("Add", successor));
            assert!(!told);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_leaves_by_oneself_with_ones_password_and_for_good() {
    use crate::accounts::tests::browser::Browser;
    let app = started().await;
    make(&app, "root_like", ServerRole::Admin).await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    community(&app, &ada, "luthiers").await;
    let mut browser = Browser::new(&app);
    browser
        .fill_in("/login", &[("name", "ada"), ("password", PASSWORD)])
        .await;
    let form = browser.get("/settings/delete").await;
    assert!(form.has("Nobody but you convenes Rust practitioners"));
    assert!(form.has("Nobody can undo this"));
    let wrong = [("password", "not her password"), ("successor", "")];
    let answer = browser.fill_in("/settings/delete", &wrong).await;
    assert_eq!(answer.wrong(), ["password"]);
    let nobody = [("password", PASSWORD), ("successor", "nobody")];
    let answer = browser.fill_in("/settings/delete", &nobody).await;
    assert_eq!(answer.wrong(), ["successor"]);
    assert_eq!(answer.value("successor").as_deref(), Some("nobody"));
    let mut conn = app.store.read().await.unwrap();
    let still = find_person(&mut conn, ada.id()).await.unwrap();
    assert!(still.is_live());
    drop(conn);

    let right = [("password", PASSWORD), ("successor", "@Root_like")];
    let answer = browser.fill_in("/settings/delete", &right).await;
    assert_eq!(answer.location(), "/");
    assert_eq!(browser.session(), None);
    assert!(
        crate::accounts::tests::sign_in(&app, "ada", PASSWORD)
            .await
            .is_err()
    );
    let taken = crate::accounts::actions::create_account(
        &app,
        &Viewer::System,
        &crate::accounts::tests::new_account("ada"),
        ServerRole::Member,
    )
    .await;
    assert!(taken.is_err(), "the name stays taken");

    let (root, _) = signed_in(&app, "root_like").await;
    let refused = delete_own_account(&app, &root, PASSWORD, "").await;
    assert_eq!(
        refused.unwrap_err().status(),
        403,
        "the last administrator stays"
    );
}
