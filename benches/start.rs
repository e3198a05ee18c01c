//! Until it is ready, and how much memory it needs.

use crate::database::Connection;
use crate::figures::{Table, Times, mb, ms};
use crate::{MEMBER, Measured, PASSWORD, pages, say, seed};
use federation_tests::{Client, Database, World};
use std::sync::Arc;
use std::time::Duration;

const STARTS: usize = 7;
/// After which it counts as idle.
const REST: Duration = Duration::from_secs(15);
/// What is in the log of the database when the process is killed.
const LOG_BYTES: usize = 100_000_000;
/// Visitors at once, and requests of each.
const VISITORS: usize = 32;
const REQUESTS: usize = 100;

pub async fn measure(database: Database) {
    let world = Arc::new(World::new(&[crate::HOME]));
    let mut measured = Measured::start(&world, database).await;
    let mut table = Table::new(
        &format!("Start and memory, {database:?}"),
        &["what", "median", "slowest"],
    );
    let first = measured.instance.ready_after();
    table.row(vec![
        "first start, ms to ready (tables and keys made)".to_owned(),
        ms(first),
        ms(first),
    ]);
    starts(&mut measured, &mut table, "empty database, ms to ready").await;
    memory(&measured, &mut table, "idle, MB resident").await;
    let paths = pages::fill(&mut measured).await;
    starts(&mut measured, &mut table, "100,000 threads, ms to ready").await;
    memory(&measured, &mut table, "idle with 100,000 threads, MB").await;
    load(&measured, &paths).await;
    let (server, all) = (measured.tree.server_memory(), measured.tree.memory());
    table.row(sizes("after load, MB", server, all));
    let is_sqlite = measured.database.is_sqlite();
    let times = kills(&mut measured).await;
    let log = if is_sqlite {
        "after kill -9 with 100 MB in the write-ahead log, ms to ready"
    } else {
        "after kill -9 (of the server alone), ms to ready"
    };
    table.row(vec![log.to_owned(), ms(times.median()), ms(times.max())]);
    table.note("memory: the server, and then the server with its database".to_owned());
    table.note(format!(
        "load: {VISITORS} visitors and members at once, {REQUESTS} pages each, threads of 1,000 replies among them"
    ));
    table.print();
}

async fn starts(measured: &mut Measured, table: &mut Table, name: &str) {
    let mut times = Times::default();
    for _ in 0..STARTS {
        measured.restart().await;
        times.add(measured.instance.ready_after());
    }
    table.row(vec![name.to_owned(), ms(times.median()), ms(times.max())]);
}

async fn memory(measured: &Measured, table: &mut Table, name: &str) {
    tokio::time::sleep(REST).await;
    let (server, all) = (measured.tree.server_memory(), measured.tree.memory());
    table.row(sizes(name, server, all));
}

fn sizes(name: &str, server: u64, all: u64) -> Vec<String> {
    vec![name.to_owned(), mb(server), mb(all)]
}

async fn load(measured: &Measured, paths: &[(String, String)]) {
    say("visitors and members read");
    let member = measured.instance.signed_in(MEMBER, PASSWORD).await;
    let mut visits = tokio::task::JoinSet::new();
    for number in 0..VISITORS {
        let client = match number % 2 {
            0 => member.clone(),
            _ => measured.instance.client(),
        };
        let paths: Vec<String> = paths.iter().map(|(_, path)| path.clone()).collect();
        visits.spawn(visit(client, paths, number));
    }
    visits.join_all().await;
}

async fn visit(client: Client, paths: Vec<String>, number: usize) {
    for request in 0..REQUESTS {
        let path = &paths[(number + request) % paths.len()];
        let headers = [("accept-encoding", "br"), ("sec-fetch-site", "same-origin")];
        let answer = client.get_raw(path, &headers).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    }
}

/// Kills the server while the log of its database is full, and starts it again.
async fn kills(measured: &mut Measured) -> Times {
    let url = measured.instance.database_url().to_owned();
    let is_sqlite = measured.database.is_sqlite();
    // Whoever closes SQLite last empties the log, so nobody may have it open but the server.
    measured.database = Connection::Closed;
    let mut times = Times::default();
    for number in 0..STARTS {
        if is_sqlite {
            say(&format!("kill {} of {STARTS}", number + 1));
            let mut database = Connection::open(&url).await;
            database
                .run_bare("PRAGMA wal_autocheckpoint = 0; DROP TABLE IF EXISTS ballast;")
                .await;
            seed::ballast(&mut database, LOG_BYTES).await;
        }
        measured.instance.kill9();
        measured.instance.restart().await;
        times.add(measured.instance.ready_after());
    }
    times
}
