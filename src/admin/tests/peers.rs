use super::*;
use crate::accounts::model::Person;
use crate::activitypub::peers::is_blocked;
use crate::admin::queries::ties_of_host;
use crate::communities::actions::{follow, receive_follow_of_person};
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::queries::follows::list_follows_of;
use crate::communities::tests::follows::follow_from;
use crate::communities::tests::{community, inboxes, known, said, started};
use crate::error::{Error, Reason};
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;

const EVIL: &str = "/admin/peers/evil.test";

async fn stranger(app: &TestApp, host: &str) -> Person {
    let id = format!("https://{host}/u/cid");
    known(app, &id, "Person", "cid").await.person().unwrap()
}

async fn followers(app: &App, community: &Community) -> i64 {
    let mut conn = app.store.read().await.unwrap();
    let now = find_community(&mut conn, community.id()).await.unwrap();
    now.row.follower_count
}

async fn blocked(app: &App, host: &str) -> bool {
    let mut conn = app.store.read().await.unwrap();
    is_blocked(&mut conn, host, app.now()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_is_explained_ends_follows_takes_back_deliveries_and_lists_what_it_cut() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    let away = known(&app, "https://evil.test/c/go", "Group", "go").await;
    let away = away.community().unwrap();
    follow(&app, &ada, &away).await.unwrap();
    for host in ["evil.test", "sub.evil.test", "good.test", "notevil.test"] {
        let cid = stranger(&app, host).await;
        follow_from(&app, &cid.actor, &rust, "1").await;
        let id = format!("https://{host}/follow/2");
        receive_follow_of_person(&app, &cid.actor, &ada, &id)
            .await
            .unwrap();
    }
    assert_eq!(followers(&app, &rust).await, 5);
    let draft = ThreadDraft {
        title: "How?".into(),
        body: "So.".into(),
        ..ThreadDraft::default()
    };
    start_thread(&app, &ada, rust.id(), ThreadKind::Question, &draft)
        .await
        .unwrap();

    let mut olga = office(&app).await;
    let page = olga.get(EVIL).await;
    assert!(page.has("It would end 4 follows by people there and 0 follows by people here"));
    let answer = press(
        &mut olga,
        EVIL,
        &format!("{EVIL}/block"),
        &[("note", "Spam")],
    )
    .await;
    assert_eq!(answer.location(), EVIL);
    finish(&app).await;

    for (host, expected) in [
        ("evil.test", true),
        ("evil.test:8443", true),
        ("sub.evil.test", true),
        ("notevil.test", false),
        ("test", false),
    ] {
        assert_eq!(blocked(&app, host).await, expected, "{host}");
    }
    assert_eq!(followers(&app, &rust).await, 3, "ada and two others");
    assert_eq!(followers(&app, &away).await, 0);
    for (host, waiting) in [("evil.test", false), ("good.test", true)] {
        let mut conn = app.store.read().await.unwrap();
        let ties = ties_of_host(&mut conn, host).await.unwrap();
        assert_eq!(ties.deliveries > 0, waiting, "{host}");
    }
    let page = olga.get(EVIL).await;
    assert!(page.has("Why: Spam"));
    let list = olga.get("/admin/peers").await;
    assert!(list.has("blocked with evil.test"), "{}", list.body);
    assert!(list.has("never spoken to"), "good.test");
    let below = olga.get("/admin/peers/sub.evil.test").await;
    assert!(below.has("sub.evil.test is blocked with evil.test"));
    assert!(!below.has("Allow it again"), "nothing would change");
    for cut in [
        "@cid@evil.test",
        "@cid@sub.evil.test",
        "@go@evil.test",
        "@rust@guild.example",
    ] {
        assert!(page.has(cut), "{cut}");
    }
    assert!(!page.has("good.test"));
    let refused = follow(&app, &ada, &away).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::PeerBlocked))));

    press(&mut olga, EVIL, &format!("{EVIL}/allow"), &[]).await;
    assert!(!blocked(&app, "sub.evil.test").await);
    assert_eq!(followers(&app, &rust).await, 3, "what was cut stays cut");
    assert!(olga.get(EVIL).await.has("@cid@sub.evil.test"));
    follow(&app, &ada, &away).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_that_is_lifted_at_once_cuts_nothing() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let cid = stranger(&app, "evil.test").await;
    receive_follow_of_person(&app, &cid.actor, &ada, "https://evil.test/follow/1")
        .await
        .unwrap();
    let mut olga = office(&app).await;
    press(&mut olga, EVIL, &format!("{EVIL}/block"), &[]).await;
    press(&mut olga, EVIL, &format!("{EVIL}/allow"), &[]).await;
    finish(&app).await;
    let mut tx = app.store.begin().await.unwrap();
    let follows = list_follows_of(&mut tx, ada.actor.id, 10).await.unwrap();
    assert_eq!(follows.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn when_a_block_is_lifted_the_other_server_learns_which_follows_it_ended() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    let away = known(&app, "https://evil.test/c/go", "Group", "go").await;
    let away = away.community().unwrap();
    follow(&app, &ada, &away).await.unwrap();
    let asked = said(&app).await.pop().unwrap();
    assert_eq!(asked["type"], "Follow");
    let cid = stranger(&app, "sub.evil.test").await;
    follow_from(&app, &cid.actor, &rust, "1").await;
    let back = stranger(&app, "evil.test").await;
    follow_from(&app, &back.actor, &rust, "1").await;
    let mut olga = office(&app).await;
    for round in 0..2 {
        press(&mut olga, EVIL, &format!("{EVIL}/block"), &[]).await;
        finish(&app).await;
        let before = said(&app).await.len();
        press(&mut olga, EVIL, &format!("{EVIL}/allow"), &[]).await;
        // One of them is quick to follow again.
        if round == 0 {
            follow_from(&app, &back.actor, &rust, "2").await;
        }
        finish(&app).await;
        let told = said(&app).await.split_off(before);
        let mut ended = Vec::new();
        for told in told.iter().filter(|told| told["type"] != "Accept") {
            assert_eq!(told["object"]["type"], "Follow", "{told}");
            let kind = told["type"].as_str().unwrap().to_owned();
            let by = told["actor"].as_str().unwrap().to_owned();
            ended.push((kind, by, inboxes(&app, &told["id"]).await.concat()));
            if told["type"] == "Undo" {
                assert_eq!(told["object"]["id"], asked["id"]);
            }
        }
        ended.sort();
        let line = |kind: &str, by: &str, to: &str| (kind.to_owned(), by.to_owned(), to.to_owned());
        let expected = match round {
            0 => vec![
                line(
                    "Reject",
                    &rust.actor.ap_id,
                    "https://sub.evil.test/u/cid/inbox",
                ),
                line("Undo", &ada.actor.ap_id, "https://evil.test/c/go/inbox"),
            ],
            // The new follow of the quick one is all there was to end.
            _ => vec![line(
                "Reject",
                &rust.actor.ap_id,
                "https://evil.test/u/cid/inbox",
            )],
        };
        assert_eq!(ended, expected);
    }
    assert_eq!(followers(&app, &rust).await, 1, "ada");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_blocks_their_own_server() {
    let app = started().await;
    let mut olga = office(&app).await;
    for host in ["guild.example", "example"] {
        let path = format!("/admin/peers/{host}");
        let answer = press(
            &mut olga,
            &path,
            &format!("{path}/block"),
            &[("note", "Oh")],
        )
        .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.has("This is your own server"));
        assert_eq!(answer.value("note").as_deref(), Some("Oh"));
        assert!(!blocked(&app, host).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_server_says_how_it_is() {
    use crate::activitypub::peers::note_seen;
    use chrono::TimeDelta;
    let app = started().await;
    stranger(&app, "good.test").await;
    let mut olga = office(&app).await;
    let path = "/admin/peers/good.test";
    assert!(olga.get(path).await.has("never spoken to"));
    let mut tx = app.store.begin().await.unwrap();
    let hosts = ["good.test"].into();
    note_seen(&mut tx, &hosts, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(olga.get(path).await.has("healthy"));
    fails(&app, "good.test", app.now().plus(TimeDelta::seconds(50))).await;
    let page = olga.get(path).await;
    assert!(
        page.has("failing since 2026-06-01, 12:00 UTC"),
        "{}",
        page.body
    );
    assert!(page.has("in less than a minute"));
}

/// It has not answered now, and is tried again then.
async fn fails(app: &App, host: &str, next: crate::store::Time) {
    use crate::store::schema::peers;
    use diesel::ExpressionMethods;
    use diesel_async::RunQueryDsl;
    let mut tx = app.store.begin().await.unwrap();
    let conn = &mut *tx;
    crate::q!(conn, {
        diesel::update(diesel::QueryDsl::filter(peers::table, peers::host.eq(host)))
            .set((
                peers::failing_since.eq(Some(app.now())),
                peers::next_try_at.eq(Some(next)),
            ))
            .execute(conn)
            .await
            .unwrap()
    });
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_deleted_is_not_counted_among_what_was_written_there() {
    use crate::store::schema::posts;
    use diesel::ExpressionMethods;
    use diesel_async::RunQueryDsl;
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    let away = known(&app, "https://evil.test/c/go", "Group", "go").await;
    let away = away.community().unwrap();
    let draft = ThreadDraft {
        title: "How?".into(),
        body: "So.".into(),
        ..ThreadDraft::default()
    };
    start_thread(&app, &ada, rust.id(), ThreadKind::Question, &draft)
        .await
        .unwrap();
    let mut tx = app.store.begin().await.unwrap();
    for (deleted, threads) in [(None, 1), (Some(app.now()), 0)] {
        let conn = &mut *tx;
        crate::q!(conn, {
            diesel::update(posts::table)
                .set((
                    posts::community_id.eq(away.id()),
                    posts::deleted_at.eq(deleted),
                ))
                .execute(conn)
                .await
                .unwrap()
        });
        let ties = ties_of_host(&mut tx, "evil.test").await.unwrap();
        assert_eq!(ties.threads, threads);
    }
}
