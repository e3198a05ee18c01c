//! What pages cost over much content, for visitors and for members.

use crate::figures::{Table, Times, kb, ms, ms_each};
use crate::process::{Tree, Watch};
use crate::{COMMUNITY, MEMBER, Measured, PASSWORD, say, search, seed};
use federation_tests::{Client, Database, World};
use std::sync::Arc;
use std::time::Instant;

const THREADS: usize = 100_000;
const REPLIES: usize = 1000;
/// Requests that nobody counts, and that are counted.
const WARMING: usize = 20;
const REQUESTS: usize = 300;

/// What a browser says; without the second, members' pages are not compressed.
const PLAIN: [(&str, &str); 1] = [("accept-encoding", "identity")];
const COMPRESSED: [(&str, &str); 2] = [
    ("accept-encoding", "gzip, br"),
    ("sec-fetch-site", "same-origin"),
];

pub async fn measure(database: Database) {
    let world = Arc::new(World::new(&[crate::HOME]));
    let mut measured = Measured::start(&world, database).await;
    let paths = fill(&mut measured).await;
    let anonymous = measured.instance.client();
    let member = measured.instance.signed_in(MEMBER, PASSWORD).await;
    let mut table = Table::new(
        &format!("Pages, {database:?}"),
        &[
            "page",
            "who",
            "CPU ms",
            "p50 ms",
            "p99 ms",
            "KB",
            "CPU ms compressed",
            "p50 ms",
            "p99 ms",
            "KB",
        ],
    );
    for (name, path) in &paths {
        for (who, client) in [("visitor", &anonymous), ("member", &member)] {
            let mut row = vec![name.clone(), who.to_owned()];
            row.extend(ask(measured.tree, client, path, &PLAIN).await);
            row.extend(ask(measured.tree, client, path, &COMPRESSED).await);
            table.row(row);
        }
    }
    table.note(format!("{REQUESTS} requests of each, one after the other"));
    table.print();
}

/// Writes what is read, and returns the pages to ask for.
pub async fn fill(measured: &mut Measured) -> Vec<(String, String)> {
    let db = &mut measured.database;
    let began = Instant::now();
    let seeded = seed::people(db).await;
    seed::threads(db, &seeded, THREADS).await;
    let thread = seed::long_thread(db, &seeded, REPLIES).await;
    db.settle().await;
    say(&format!("that took {:.0} s", began.elapsed().as_secs_f64()));
    // The new content in caches of the file system, as on a server that has run for a while.
    measured.restart().await;
    search::wait_until_ready(&mut measured.database).await;
    let name = |words: &str| words.to_owned();
    vec![
        (format!("thread, {REPLIES} replies"), thread),
        (
            format!("community, {THREADS} threads"),
            format!("/c/{COMMUNITY}"),
        ),
        (name("the same, newest"), format!("/c/{COMMUNITY}?sort=new")),
        (name("front page"), name("/")),
        (name("all threads"), name("/?list=all")),
    ]
}

/// CPU, median, 99th percentile and size of a page.
async fn ask(
    tree: Tree,
    client: &Client,
    path: &str,
    headers: &[(&'static str, &'static str)],
) -> Vec<String> {
    let mut size = 0;
    for _ in 0..WARMING {
        let answer = client.get_raw(path, headers).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        size = answer.body.len();
    }
    let mut times = Times::default();
    let watch = Watch::start(tree);
    for _ in 0..REQUESTS {
        let began = Instant::now();
        client.get_raw(path, headers).await;
        times.add(began.elapsed());
    }
    vec![
        ms_each(watch.cost().cpu, times.len()),
        ms(times.median()),
        ms(times.quantile(0.99)),
        kb(size),
    ]
}
