//! Forgetting: what only served the exchange with other servers is deleted when its time is over,
//! in small batches so that nobody waits for it.
//!
//! What people wrote is not forgotten, wherever they wrote it: threads and replies of other servers
//! stay although nobody here follows their community any more, since people here answered them, voted
//! on them and link to them. Administrators remove what they do not want to keep.

use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use crate::q;
use crate::store::types::Instant;
use crate::store::{Time, Tx};
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};

/// Rows deleted in one transaction; the queries below hold the same number.
const BATCH: usize = 500;
/// A tombstone must outlive any activity that could still arrive (safety.md D3).
const TOMBSTONE_DAYS: u32 = 45;
/// Time enough for somebody to look why a job fails.
const POISON_DAYS: u32 = 90;
/// Whoever is gone speaks no more once their last words are delivered or given up.
const KEY_DAYS: u32 = 30;
/// What became of a mail, for administrators who are asked where it is.
const MAIL_DAYS: u32 = 30;
/// Who asked for an account and heard nothing for so long waits no more.
const APPLICATION_DAYS: u32 = 90;
/// Texts of mails that could not be sent, while the link in them works: one for a new password, and one
/// that confirms an address.
const RESET: TimeDelta = TimeDelta::hours(1);
const CONFIRMATION: TimeDelta = TimeDelta::days(7);
/// What somebody began to write and never came back to, and what they suggested that was not taken.
pub const DRAFT_DAYS: u32 = 180;
/// The longest window of anything that is counted is a week.
const RATE_LIMIT_DAYS: u32 = 8;

/// Deletes what is over its time. Register it with `every::<Forget>(Forget::PERIOD)`.
#[derive(Default, Serialize, Deserialize)]
pub struct Forget {}

impl Forget {
    pub const PERIOD: TimeDelta = TimeDelta::hours(1);
}

impl Job for Forget {
    const KIND: &'static str = "forget";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let now = data.now();
        let keep = &data.config.retention;
        let ago = |days: u32| now.minus(TimeDelta::days(days.into()));
        // Deliveries go before the activities they point at.
        let rules = [
            (RECEIVED, ago(keep.received_days)),
            (DELIVERIES_SENT, ago(keep.delivery_days)),
            (DELIVERIES_DROPPED, ago(keep.delivery_days)),
            (DELIVERIES_DEAD, ago(keep.delivery_days)),
            (LETTERS, now),
            (ACTIVITIES, ago(keep.activity_days)),
            (TOMBSTONES, ago(TOMBSTONE_DAYS)),
            (WAITING, now),
            (POISON, ago(POISON_DAYS)),
            (KEYS_OF_THE_GONE, ago(KEY_DAYS)),
            (SESSIONS, now),
            (LINKS, now),
            (ACCOUNT_APPLICATIONS, ago(APPLICATION_DAYS)),
            (MAILS, ago(MAIL_DAYS)),
            (TEXTS_OF_RESETS, now.minus(RESET)),
            (TEXTS_OF_CONFIRMATIONS, now.minus(CONFIRMATION)),
            (RATE_LIMITS, ago(RATE_LIMIT_DAYS)),
            (DRAFTS, ago(DRAFT_DAYS)),
            (SUGGESTIONS, ago(DRAFT_DAYS)),
        ];
        for (delete, before) in rules {
            forget(data, delete, before).await?;
        }
        Ok(())
    }
}

const RECEIVED: &str = "DELETE FROM received_activities WHERE id IN (
    SELECT id FROM received_activities WHERE received_at < $1 ORDER BY received_at LIMIT 500)";
const DELIVERIES_SENT: &str = "DELETE FROM deliveries WHERE id IN (
    SELECT id FROM deliveries WHERE state = 'sent' AND done_at < $1 ORDER BY done_at LIMIT 500)";
const DELIVERIES_DROPPED: &str = "DELETE FROM deliveries WHERE id IN (
    SELECT id FROM deliveries WHERE state = 'dropped' AND done_at < $1 ORDER BY done_at LIMIT 500)";
const DELIVERIES_DEAD: &str = "DELETE FROM deliveries WHERE id IN (
    SELECT id FROM deliveries WHERE state = 'dead' AND done_at < $1 ORDER BY done_at LIMIT 500)";
/// Whoever ends the last delivery of a letter takes its text out with that. Two processes that each end one of the
/// last ones at the same moment see the other one waiting still, and what a process left that died at that moment,
/// before both were one transaction, nobody comes back for: so none is kept longer than until this looks.
const LETTERS: &str = "UPDATE activities SET document = '' WHERE id IN (
    SELECT a.id FROM activities a
    WHERE a.kind = 'Create' AND a.audience = 'people' AND a.document <> '' AND a.created_at < $1
    AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.activity_id = a.id AND d.state = 'due')
    ORDER BY a.created_at LIMIT 500)";
/// Those with a delivery stay: one that waits needs the text, and a finished one goes by itself.
const ACTIVITIES: &str = "DELETE FROM activities WHERE id IN (
    SELECT a.id FROM activities a WHERE a.created_at < $1
    AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.activity_id = a.id)
    ORDER BY a.created_at LIMIT 500)";
/// Where there was an object here, its tombstone answers for it as long as the server stands.
const TOMBSTONES: &str = "DELETE FROM tombstones WHERE (ap_id, deleted_by) IN (
    SELECT ap_id, deleted_by FROM tombstones WHERE deleted_at < $1 AND NOT had_object
    ORDER BY deleted_at LIMIT 500)";
const WAITING: &str = "DELETE FROM waiting_acts WHERE id IN (
    SELECT id FROM waiting_acts WHERE until < $1 ORDER BY until LIMIT 500)";
const POISON: &str = "DELETE FROM jobs WHERE id IN (
    SELECT id FROM jobs WHERE poisoned_at < $1 ORDER BY id LIMIT 500)";
/// Deleted accounts keep their name and public key, but nobody needs to sign for them any more.
const KEYS_OF_THE_GONE: &str = "UPDATE actors SET private_key = NULL WHERE id IN (
    SELECT a.id FROM actors a WHERE a.local AND a.gone_at < $1 AND a.private_key IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM activities said JOIN deliveries d ON d.activity_id = said.id
        WHERE said.actor_id = a.id AND d.state = 'due') LIMIT 500)";
const SESSIONS: &str = "DELETE FROM sessions WHERE id IN (
    SELECT id FROM sessions WHERE expires_at < $1 ORDER BY expires_at LIMIT 500)";
const LINKS: &str = "DELETE FROM one_time_links WHERE token_hash IN (
    SELECT token_hash FROM one_time_links WHERE expires_at < $1 ORDER BY expires_at LIMIT 500)";
const ACCOUNT_APPLICATIONS: &str = "DELETE FROM account_applications WHERE id IN (
    SELECT id FROM account_applications WHERE created_at < $1 ORDER BY created_at LIMIT 500)";
const MAILS: &str = "DELETE FROM mails WHERE id IN (
    SELECT id FROM mails WHERE created_at < $1 ORDER BY created_at LIMIT 500)";
const TEXTS_OF_RESETS: &str = "UPDATE mails SET body = NULL WHERE id IN (
    SELECT id FROM mails WHERE kind = 'reset' AND body IS NOT NULL AND settled_at < $1
    ORDER BY settled_at LIMIT 500)";
const TEXTS_OF_CONFIRMATIONS: &str = "UPDATE mails SET body = NULL WHERE id IN (
    SELECT id FROM mails WHERE kind = 'verify' AND body IS NOT NULL AND settled_at < $1
    ORDER BY settled_at LIMIT 500)";
const RATE_LIMITS: &str = "DELETE FROM rate_limits WHERE key IN (
    SELECT key FROM rate_limits WHERE window_start < $1 ORDER BY window_start LIMIT 500)";
/// Those that were accepted stay: they count for whoever made them (`docs/standing.md`).
const SUGGESTIONS: &str = "DELETE FROM suggestions WHERE id IN (
    SELECT id FROM suggestions WHERE decided_at < $1 AND state <> 'approved'
    ORDER BY decided_at LIMIT 500)";
const DRAFTS: &str = "DELETE FROM drafts WHERE id IN (
    SELECT id FROM drafts WHERE updated_at < $1 ORDER BY updated_at LIMIT 500)";

async fn forget(app: &App, delete: &'static str, before: Time) -> Result<()> {
    loop {
        let mut tx = app.store.begin().await?;
        let deleted = delete_batch(&mut tx, delete, before).await?;
        tx.commit().await?;
        if deleted < BATCH {
            return Ok(());
        }
        // Writers that came meanwhile go first.
        tokio::task::yield_now().await;
    }
}

async fn delete_batch(tx: &mut Tx, delete: &'static str, before: Time) -> Result<usize> {
    let conn = &mut **tx;
    let deleted = q!(conn, {
        diesel::sql_query(delete)
            .bind::<Instant, _>(before)
            .execute(conn)
            .await?
    });
    Ok(deleted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activitypub::delivery::{Audience, Inbox, Outgoing, deliver};
    use crate::app::testing::{TestApp, test_app};
    use crate::ids::{ActorId, PeerId};
    use crate::jobs::{Registry, run_pending};
    use crate::store::test_db::{fresh_sqlite, plan};
    use diesel::QueryableByName;
    use diesel::sql_types::BigInt;

    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }

    async fn run(app: &TestApp, statement: &str, at: Time) {
        let mut tx = app.store.begin().await.unwrap();
        let conn = &mut *tx;
        q!(conn, {
            let query = diesel::sql_query(statement);
            if statement.contains("$1") {
                query.bind::<Instant, _>(at).execute(conn).await.unwrap()
            } else {
                query.execute(conn).await.unwrap()
            }
        });
        tx.commit().await.unwrap();
    }

    async fn count(app: &TestApp, table: &str) -> i64 {
        let mut conn = app.store.read().await.unwrap();
        let conn = &mut conn;
        let rows: Vec<Count> = q!(conn, {
            diesel::sql_query(format!("SELECT count(*) AS n FROM {table}"))
                .load(conn)
                .await
                .unwrap()
        });
        rows[0].n
    }

    async fn forget_once(app: &TestApp) {
        let mut tx = app.store.begin().await.unwrap();
        crate::jobs::enqueue(&mut tx, app, &Forget {})
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let registry = Registry::default().every::<Forget>(Forget::PERIOD);
        assert_eq!(run_pending(&app.data, &registry).await.unwrap(), 1);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_over_its_time_goes_and_what_waits_stays() {
        let app = test_app().await;
        let old = app.now().minus(TimeDelta::days(100));
        let now = app.now();
        run(&app, "INSERT INTO actors (id, ap_id, kind, name, host, local, inbox_url, created_at)
            VALUES (1, 'https://guild.example/', 'application', 'guild', 'guild.example', true, 'x', $1)", old).await;
        run(&app, "INSERT INTO peers (id, host, policy, note, created_at) VALUES (1, 'b.test', 'none', '', $1)", old).await;
        for id in 1..=3 {
            run(&app, &format!("INSERT INTO activities (id, ap_id, kind, actor_id, object_ap_id, audience, document, created_at)
                VALUES ({id}, 'a{id}', 'Create', 1, 'o', 'public', '', $1)"), old).await;
        }
        for (activity, state) in [(1, "sent"), (2, "due")] {
            run(&app, &format!("INSERT INTO deliveries (activity_id, peer_id, inbox_url, object_key, state, next_try_at, created_at, done_at)
                VALUES ({activity}, 1, 'i', 'o', '{state}', $1, $1, $1)"), old).await;
        }
        for (id, had) in [("t1", true), ("t2", false)] {
            run(&app, &format!("INSERT INTO tombstones (ap_id, origin_host, deleted_by, had_object, deleted_at)
                VALUES ('{id}', 'b.test', 'x', {had}, $1)"), old).await;
        }
        for (id, at) in [("r1", old), ("r2", now)] {
            run(&app, &format!("INSERT INTO received_activities (origin_host, ap_id, signer, state, received_at)
                VALUES ('b.test', '{id}', 'x', 'applied', $1)"), at).await;
        }
        for (id, until) in [("p1", old), ("p2", now.plus(TimeDelta::days(1)))] {
            run(&app, &format!("INSERT INTO waiting_acts (act_key, awaits, object_ap_id, origin_host, signer, fetched, document, received_at, until)
                VALUES ('{id}', 'parent', '{id}', 'b.test', 'x', false, '', $1, $1)"), until).await;
        }
        for at in [old, now] {
            run(
                &app,
                "INSERT INTO jobs (kind, payload, run_at, poisoned_at, created_at)
                VALUES ('odd', '{}', $1, $1, $1)",
                at,
            )
            .await;
        }
        // Gone: long ago and heard by all, long ago with words on their way, and lately; the last one is here.
        for (id, gone) in [
            (11, Some(old)),
            (12, Some(old)),
            (13, Some(now)),
            (14, None),
        ] {
            run(&app, &format!("INSERT INTO actors (id, ap_id, kind, name, host, local, inbox_url, private_key, created_at)
                VALUES ({id}, 'https://guild.example/u/p{id}', 'person', 'p{id}', 'guild.example', true, 'x', 'key', $1)"), old).await;
            if let Some(gone) = gone {
                run(
                    &app,
                    &format!("UPDATE actors SET gone_at = $1 WHERE id = {id}"),
                    gone,
                )
                .await;
            }
        }
        run(
            &app,
            "UPDATE activities SET actor_id = 12 WHERE id = 2",
            old,
        )
        .await;
        for (id, at) in [("m1", old), ("m2", now)] {
            run(
                &app,
                &format!(
                    "INSERT INTO mails (message_id, kind, state, subject, attempts, created_at)
                VALUES ('{id}', 'reset', 'sent', '', 1, $1)"
                ),
                at,
            )
            .await;
        }
        // Texts with a link, which works for an hour or for seven days.
        for (id, kind, age) in [
            ("t1", "reset", TimeDelta::hours(2)),
            ("t2", "reset", TimeDelta::minutes(30)),
            ("t3", "verify", TimeDelta::days(2)),
            ("t4", "verify", TimeDelta::days(8)),
        ] {
            run(&app, &format!("INSERT INTO mails (message_id, kind, state, subject, body, attempts, created_at, settled_at)
                VALUES ('{id}', '{kind}', 'unsent', '', 'link', 1, $1, $1)"), now.minus(age)).await;
        }
        // More than one batch.
        for n in 0..700 {
            run(
                &app,
                &format!(
                    "INSERT INTO rate_limits (key, window_start, hits) VALUES ('k{n}', $1, 1)"
                ),
                old,
            )
            .await;
        }
        run(
            &app,
            "INSERT INTO rate_limits (key, window_start, hits) VALUES ('new', $1, 1)",
            now,
        )
        .await;

        forget_once(&app).await;

        let left = [
            ("activities", 1),
            ("deliveries", 1),
            ("tombstones", 1),
            ("received_activities", 1),
            ("rate_limits", 1),
            ("mails", 5),
            ("mails WHERE body IS NOT NULL", 2),
            (
                "mails WHERE body = 'link' AND message_id IN ('t2', 't3')",
                2,
            ),
            ("waiting_acts", 1),
            // Lately set aside, and the next run, an hour from now.
            ("jobs", 2),
            ("actors WHERE private_key IS NOT NULL", 3),
            ("actors WHERE id = 11 AND private_key IS NULL", 1),
        ];
        for (table, rows) in left {
            assert_eq!(count(&app, table).await, rows, "{table}");
        }
    }

    /// What waits for servers that are away fills no disk: a text stands once, however many wait for it.
    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_sent_to_many_is_kept_once() {
        let app = test_app().await;
        let now = app.now();
        run(&app, "INSERT INTO actors (id, ap_id, kind, name, host, local, inbox_url, created_at)
            VALUES (1, 'https://guild.example/u/ada', 'person', 'ada', 'guild.example', true, 'x', $1)", now).await;
        for n in 1..=40 {
            run(&app, &format!("INSERT INTO peers (id, host, policy, note, created_at) VALUES ({n}, 'b{n}.test', 'none', '', $1)"), now).await;
        }
        let words = "words ".repeat(1000);
        for n in 0..5 {
            let inboxes = (1..=40).map(|peer| Inbox {
                peer: PeerId(peer),
                url: format!("https://b{peer}.test/inbox"),
            });
            let what = Outgoing {
                ap_id: format!("https://guild.example/activities/create/{n}"),
                kind: "Create",
                actor: ActorId(1),
                object: format!("https://guild.example/post/{n}"),
                audience: Audience::Public,
                document: words.clone(),
            };
            let mut tx = app.store.begin().await.unwrap();
            deliver(&mut tx, &app, &what, inboxes.collect())
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(count(&app, "deliveries WHERE state = 'due'").await, 200);
        let whole = format!("activities WHERE document = '{words}'");
        assert_eq!(count(&app, &whole).await, 5);
        // After thirty days the servers are given up; then nothing of it is left.
        run(
            &app,
            "UPDATE deliveries SET state = 'dead', done_at = $1",
            now,
        )
        .await;
        app.clock.advance(TimeDelta::days(100));
        forget_once(&app).await;
        for table in ["deliveries", "activities"] {
            assert_eq!(count(&app, table).await, 0, "{table}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_text_of_a_letter_is_kept_while_it_waits_for_somebody_and_no_longer() {
        let app = test_app().await;
        let at = app.now().minus(TimeDelta::hours(1));
        run(&app, "INSERT INTO actors (id, ap_id, kind, name, host, local, inbox_url, created_at)
            VALUES (1, 'https://guild.example/u/ada', 'person', 'ada', 'guild.example', true, 'x', $1)", at).await;
        run(&app, "INSERT INTO peers (id, host, policy, note, created_at) VALUES (1, 'b.test', 'none', '', $1)", at).await;
        let said = [
            (1, "Create", "people", ["sent", "dropped"]),
            (2, "Create", "people", ["dead", "dead"]),
            (3, "Create", "people", ["sent", "due"]),
            (4, "Create", "public", ["sent", "sent"]),
            (5, "Flag", "people", ["sent", "sent"]),
        ];
        for (id, kind, audience, states) in said {
            run(&app, &format!("INSERT INTO activities (id, ap_id, kind, actor_id, object_ap_id, audience, document, created_at)
                VALUES ({id}, 'a{id}', '{kind}', 1, 'o', '{audience}', 'words', $1)"), at).await;
            for state in states {
                run(&app, &format!("INSERT INTO deliveries (activity_id, peer_id, inbox_url, object_key, state, next_try_at, created_at, done_at)
                    VALUES ({id}, 1, 'i', 'o', '{state}', $1, $1, $1)"), at).await;
            }
        }
        forget_once(&app).await;
        for (words, expected) in [("", &[1, 2][..]), ("words", &[3, 4, 5][..])] {
            for id in expected {
                let kept = format!("activities WHERE id = {id} AND document = '{words}'");
                assert_eq!(count(&app, &kept).await, 1, "{kept}");
            }
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn letters_are_found_by_an_index_of_their_own() {
        let db = fresh_sqlite().await;
        let mut conn = db.store.read().await.unwrap();
        let text = plan(&mut conn, LETTERS).await;
        assert!(text.contains("activities_letters"), "{text}");
    }
}
