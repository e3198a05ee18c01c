use super::bench::Bench;
use super::queries::LEASE;
use super::*;
use crate::app::testing::{TestApp, test_app};
use crate::error::Error;
use crate::q;
use crate::store::schema::jobs;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};

/// What the jobs of a test did. Each test has its own database, so the host of its app is no key;
/// the journal is found by the name that the job carries.
static JOURNALS: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

fn write_down(journal: &str, line: &str) {
    let entry = (journal.to_owned(), line.to_owned());
    JOURNALS.lock().unwrap().push(entry);
}

fn journal(name: &str) -> Vec<String> {
    let all = JOURNALS.lock().unwrap();
    let own = all.iter().filter(|(journal, _)| journal == name);
    own.map(|(_, line)| line.clone()).collect()
}

#[derive(Serialize, Deserialize, Default)]
struct Note {
    journal: String,
    line: String,
    /// "", "passing", "lasting", "panic" or "again".
    trouble: String,
}

impl Job for Note {
    const KIND: &'static str = "test_note";

    async fn run(self, data: &Data<App>) -> Result<()> {
        write_down(&self.journal, &self.line);
        match self.trouble.as_str() {
            "passing" => Err(Error::peer_for_now("it is away")),
            "lasting" => Err(Error::peer("it is broken")),
            "panic" => panic!("a bug"),
            "again" => {
                let mut tx = data.store.begin().await?;
                let same = note(&self.journal, "twice", "");
                enqueue_with(&mut tx, data, &same, key("same")).await?;
                tx.commit().await?;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Unknown {}
impl Job for Unknown {
    const KIND: &'static str = "test_unknown";
    async fn run(self, _: &Data<App>) -> Result<()> {
        Ok(())
    }
}

fn note(journal: &str, line: &str, trouble: &str) -> Note {
    Note {
        journal: journal.to_owned(),
        line: line.to_owned(),
        trouble: trouble.to_owned(),
    }
}

fn lane(lane: &str) -> Plan {
    Plan {
        lane: Some(lane.to_owned()),
        ..Plan::default()
    }
}

fn key(key: &str) -> Plan {
    Plan {
        unique_key: Some(key.to_owned()),
        ..Plan::default()
    }
}

async fn add(app: &TestApp, jobs: Vec<(Note, Plan)>) {
    let mut tx = app.store.begin().await.unwrap();
    for (job, plan) in jobs {
        enqueue_with(&mut tx, app, &job, plan).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn pending(app: &TestApp) -> usize {
    let registry = Registry::default().register::<Note>();
    run_pending(&app.data, &registry).await.unwrap()
}

async fn poisoned(app: &TestApp) -> Vec<PoisonedJob> {
    let mut conn = app.store.read().await.unwrap();
    list_poison(&mut conn, 0, 100).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lane_keeps_its_order_while_its_first_job_waits() {
    let app = test_app().await;
    let name = "order";
    add(
        &app,
        vec![
            (note(name, "a1", "passing"), lane("a")),
            (note(name, "a2", ""), lane("a")),
            (note(name, "b1", ""), lane("b")),
            (note(name, "b2", ""), lane("b")),
        ],
    )
    .await;
    assert_eq!(pending(&app).await, 3);
    assert_eq!(journal(name), ["a1", "b1", "b2"]);
    assert_eq!(pending(&app).await, 0);

    app.clock.advance(TimeDelta::seconds(31));
    assert_eq!(pending(&app).await, 1);
    assert_eq!(journal(name), ["a1", "b1", "b2", "a1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_lane_leaves_room_for_the_others() {
    let app = test_app().await;
    let name = "room";
    let mut jobs: Vec<_> = (0..200)
        .map(|n| (note(name, &format!("long{n:03}"), ""), lane("a long one")))
        .collect();
    for n in 0..40 {
        jobs.push((note(name, &format!("short{n}"), ""), lane(&format!("b{n}"))));
    }
    jobs.push((note(name, "loose", ""), Plan::default()));
    add(&app, jobs).await;
    assert_eq!(pending(&app).await, 241);

    let ran = journal(name);
    let place = |line: &str| ran.iter().position(|l| l == line).unwrap();
    assert!(place("loose") < place("long199"));
    assert!(place("short39") < place("long199"));
    let long: Vec<_> = ran.iter().filter(|l| l.starts_with("long")).collect();
    assert!(long.is_sorted());
}

#[tokio::test(flavor = "multi_thread")]
async fn three_failures_make_poison_which_can_be_retried() {
    let app = test_app().await;
    let name = "poison";
    add(
        &app,
        vec![
            (note(name, "bad", "lasting"), lane("a")),
            (note(name, "good", ""), lane("a")),
        ],
    )
    .await;
    for minutes in [0, 1, 3] {
        assert!(poisoned(&app).await.is_empty());
        app.clock.advance(TimeDelta::minutes(minutes));
        pending(&app).await;
    }
    // The lane goes on without it.
    assert_eq!(journal(name), ["bad", "bad", "bad", "good"]);
    let list = poisoned(&app).await;
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].last_error.as_deref(), Some("it is broken"));
    assert_eq!(list[0].attempts, 3);

    let mut tx = app.store.begin().await.unwrap();
    assert!(retry_poison(&mut tx, list[0].id, app.now()).await.unwrap());
    assert!(!retry_poison(&mut tx, list[0].id, app.now()).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(pending(&app).await, 1);
    assert!(poisoned(&app).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_counts_as_a_failure() {
    let app = test_app().await;
    let name = "panic";
    add(
        &app,
        vec![
            (note(name, "boom", "panic"), Plan::default()),
            (note(name, "fine", ""), Plan::default()),
        ],
    )
    .await;
    assert_eq!(pending(&app).await, 2);
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(pending(&app).await, 1);
    app.clock.advance(TimeDelta::minutes(3));
    assert_eq!(pending(&app).await, 1);
    let list = poisoned(&app).await;
    assert!(list[0].last_error.as_ref().unwrap().contains("a bug"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_that_may_pass_is_given_a_week() {
    let app = test_app().await;
    let name = "week";
    add(&app, vec![(note(name, "x", "passing"), key("x"))]).await;
    for _ in 0..8 {
        assert!(poisoned(&app).await.is_empty());
        pending(&app).await;
        app.clock.advance(TimeDelta::days(1));
    }
    assert_eq!(journal(name).len(), 8);
    assert_eq!(poisoned(&app).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_keeps_a_waiting_job_single_but_not_a_running_one() {
    let app = test_app().await;
    let name = "single";
    add(
        &app,
        vec![
            (note(name, "once", "again"), key("same")),
            (note(name, "never", ""), key("same")),
        ],
    )
    .await;
    assert_eq!(pending(&app).await, 2);
    assert_eq!(journal(name), ["once", "twice"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_from_another_version_waits_for_it() {
    let app = test_app().await;
    let mut tx = app.store.begin().await.unwrap();
    enqueue(&mut tx, &app, &Unknown {}).await.unwrap();
    enqueue_with(&mut tx, &app, &Unknown {}, lane("a"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(pending(&app).await, 0);
    let registry = Registry::default().register::<Unknown>();
    assert_eq!(run_pending(&app.data, &registry).await.unwrap(), 2);
}

static GATE: Semaphore = Semaphore::const_new(0);

#[derive(Serialize, Deserialize)]
struct Slow {}
impl Job for Slow {
    const KIND: &'static str = "test_slow";
    async fn run(self, _: &Data<App>) -> Result<()> {
        write_down("slow", "begun");
        GATE.acquire().await.unwrap().forget();
        write_down("slow", "ended");
        Ok(())
    }
}

async fn until(condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting)
        .await
        .expect("it happens at last");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_is_woken_and_finishes_what_it_began() {
    let app = Arc::new(test_app().await);
    let (stop, shutdown) = watch::channel(false);
    let worker = Worker::new(app.config.clone())
        .register::<Slow>()
        .every::<Note>(TimeDelta::hours(1));
    let running = tokio::spawn(worker.run(shutdown));
    // The recurring job, with its default fields, runs at the first start.
    until(|| journal("").len() == 1).await;

    let mut tx = app.store.begin().await.unwrap();
    enqueue(&mut tx, &app, &Slow {}).await.unwrap();
    tx.commit().await.unwrap();
    app.wake_workers();
    until(|| journal("slow") == ["begun"]).await;
    stop.send(true).unwrap();
    GATE.add_permits(1);
    running.await.unwrap();
    assert_eq!(journal("slow"), ["begun", "ended"]);

    // Only the next run of the recurring job is left.
    let mut conn = app.store.read().await.unwrap();
    let later = app.now().plus(TimeDelta::hours(1));
    assert_eq!(count_jobs(&mut conn, app.now()).await.unwrap(), (0, 0));
    assert_eq!(count_jobs(&mut conn, later).await.unwrap(), (1, 0));
}

/// Whether what is noted of it can be written.
#[derive(Serialize, Deserialize)]
struct Noted {
    journal: String,
    fails: bool,
}

impl Job for Noted {
    const KIND: &'static str = "test_noted";

    async fn run(self, _: &Data<App>) -> Result<()> {
        write_down(&self.journal, if self.fails { "bad" } else { "good" });
        Ok(())
    }

    async fn note_done(done: Vec<Self>, tx: &mut Tx, _: Time) -> Result<()> {
        let conn = &mut **tx;
        q!(conn, {
            diesel::update(jobs::table.filter(jobs::kind.eq("test_unknown")))
                .set(jobs::attempts.eq(jobs::attempts + 1))
                .execute(conn)
                .await?;
        });
        match done.iter().any(|job| job.fails) {
            true => Err(Error::peer("it cannot be noted")),
            false => Ok(()),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_noted_of_a_job_is_one_with_its_end() {
    let app = test_app().await;
    let name = "noted";
    let mut tx = app.store.begin().await.unwrap();
    enqueue(&mut tx, &app, &Unknown {}).await.unwrap();
    for fails in [false, true] {
        let journal = name.to_owned();
        enqueue(&mut tx, &app, &Noted { journal, fails })
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let registry = Registry::default().register::<Noted>();
    for minutes in [0, 1, 3] {
        assert!(poisoned(&app).await.is_empty());
        app.clock.advance(TimeDelta::minutes(minutes));
        // One that can never be noted holds up nothing, and ends as poison.
        let _ = run_pending(&app.data, &registry).await;
        run_pending(&app.data, &registry).await.unwrap();
    }
    assert_eq!(journal(name), ["good", "bad", "bad", "bad"]);
    let list = poisoned(&app).await;
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].last_error.as_deref(), Some("it cannot be noted"));
    // Of what failed nothing was written, and of the other once.
    assert_eq!(counted(&app, 1).await, 1);
}

/// Jobs that are nobody's now and were begun so many times.
async fn counted(app: &TestApp, attempts: i32) -> i64 {
    let mut conn = app.store.read().await.unwrap();
    let conn = &mut conn;
    q!(conn, {
        jobs::table
            .filter(jobs::locked_until.is_null())
            .filter(jobs::poisoned_at.is_null())
            .filter(jobs::attempts.eq(attempts))
            .count()
            .get_result(conn)
            .await
            .unwrap()
    })
}

static DOOR: Semaphore = Semaphore::const_new(0);

#[derive(Serialize, Deserialize)]
struct Held {}
impl Job for Held {
    const KIND: &'static str = "test_held";
    async fn run(self, _: &Data<App>) -> Result<()> {
        write_down("held", "begun");
        DOOR.acquire().await.unwrap().forget();
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_stops_gives_back_at_once_what_it_has_not_begun() {
    let app = Arc::new(test_app().await);
    let mut tx = app.store.begin().await.unwrap();
    for _ in 0..40 {
        enqueue(&mut tx, &app, &Held {}).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (stop, shutdown) = watch::channel(false);
    let worker = Worker::new(app.config.clone()).register::<Held>();
    let running = tokio::spawn(worker.run(shutdown));
    until(|| journal("held").len() == 16).await;
    stop.send(true).unwrap();
    // Those that run are still held up.
    while counted(&app, 0).await < 24 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    DOOR.add_permits(16);
    running.await.unwrap();
    assert_eq!(journal("held").len(), 16);
    let later = app.now().plus(TimeDelta::hours(1));
    let mut conn = app.store.read().await.unwrap();
    assert_eq!(count_jobs(&mut conn, later).await.unwrap(), (24, 0));
}

static SLUICE: Semaphore = Semaphore::const_new(0);

#[derive(Serialize, Deserialize)]
struct Sluiced {}
impl Job for Sluiced {
    const KIND: &'static str = "test_sluiced";
    async fn run(self, _: &Data<App>) -> Result<()> {
        write_down("sluiced", "begun");
        SLUICE.acquire().await.unwrap().forget();
        Ok(())
    }
}

/// Jobs whose end is not written.
async fn left(app: &TestApp) -> i64 {
    let mut conn = app.store.read().await.unwrap();
    let conn = &mut conn;
    q!(conn, {
        jobs::table.count().get_result(conn).await.unwrap()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_waits_a_second_at_most_for_others_with_which_it_is_written() {
    let app = Arc::new(test_app().await);
    let mut tx = app.store.begin().await.unwrap();
    for _ in 0..40 {
        enqueue(&mut tx, &app, &Sluiced {}).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (stop, shutdown) = watch::channel(false);
    let worker = Worker::new(app.config.clone()).register::<Sluiced>();
    let running = tokio::spawn(worker.run(shutdown));
    until(|| journal("sluiced").len() == 16).await;

    // While others are claimed already, one that ends makes room for the next and is not written by itself.
    SLUICE.add_permits(1);
    until(|| journal("sluiced").len() == 17).await;
    assert_eq!(left(&app).await, 40);
    app.clock.advance(TimeDelta::milliseconds(999));
    SLUICE.add_permits(1);
    until(|| journal("sluiced").len() == 18).await;
    assert_eq!(left(&app).await, 40);
    app.clock.advance(TimeDelta::milliseconds(1));
    SLUICE.add_permits(1);
    until(|| journal("sluiced").len() == 19).await;
    assert!(
        left(&app).await <= 38,
        "the first was due, and took the next along"
    );

    SLUICE.add_permits(37);
    until(|| journal("sluiced").len() == 40).await;
    stop.send(true).unwrap();
    running.await.unwrap();
    assert_eq!(left(&app).await, 0);
}

static STUMBLES: Semaphore = Semaphore::const_new(1);

/// What is noted of it cannot be written the first time.
#[derive(Serialize, Deserialize)]
struct Stumbling {
    line: String,
}

impl Job for Stumbling {
    const KIND: &'static str = "test_stumbling";

    async fn run(self, _: &Data<App>) -> Result<()> {
        write_down("stumbling", &self.line);
        Ok(())
    }

    async fn note_done(done: Vec<Self>, _: &mut Tx, _: Time) -> Result<()> {
        let lines: Vec<String> = done.into_iter().map(|job| job.line).collect();
        write_down("stumbling ends", &lines.join(" "));
        match STUMBLES.try_acquire() {
            Ok(permit) => {
                permit.forget();
                Err(Error::peer_for_now("the disk is full"))
            }
            Err(_) => Ok(()),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ends_that_could_not_be_written_together_are_written_again_each_alone() {
    let app = test_app().await;
    let mut tx = app.store.begin().await.unwrap();
    for line in ["a", "b"] {
        let job = Stumbling { line: line.into() };
        enqueue_with(&mut tx, &app, &job, lane(line)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let registry = Registry::default().register::<Stumbling>();
    let stumbled = run_pending(&app.data, &registry).await;
    assert_eq!(stumbled.unwrap_err().to_string(), "the disk is full");
    assert_eq!(journal("stumbling ends"), ["a b", "a", "b"]);
    assert_eq!(left(&app).await, 0);
    app.clock.advance(TimeDelta::days(1));
    assert_eq!(run_pending(&app.data, &registry).await.unwrap(), 0);
    assert_eq!(journal("stumbling"), ["a", "b"], "neither ran again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_end_was_never_written_runs_again_when_its_lease_has_run_out() {
    let app = test_app().await;
    let name = "unwritten";
    add(&app, vec![(note(name, "once", ""), lane("a"))]).await;
    let registry = Registry::default().register::<Note>();
    let bench = Bench::new(app.data.clone(), registry);
    let look = bench.look(&mut Vec::new(), 16).await.unwrap();
    for jobs in look.runs {
        let ended = bench.run(jobs).await;
        assert_eq!(ended.count(), 1);
        // The process dies here.
    }
    assert_eq!(journal(name), ["once"]);
    app.clock.advance(LEASE - TimeDelta::seconds(1));
    assert_eq!(pending(&app).await, 0, "it is still claimed");
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(pending(&app).await, 1);
    assert_eq!(journal(name), ["once", "once"]);
    assert_eq!(left(&app).await, 0);
}
