//! What searches cost over a million threads and replies, whatever is looked for (safety.md B6, R-13).

use crate::figures::{Table, Times, kb, ms, ms_each, per_second};
use crate::process::{Tree, Watch};
use crate::texts::{self, Vocabulary};
use crate::{COMMUNITY, MEMBER, Measured, PASSWORD, database, say, seed};
use federation_tests::{Client, Database, World};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Threads and replies together; `GUILDHALL_TEXTS` says another number.
const TEXTS: usize = 1_000_000;
const WARMING: usize = 3;
const REQUESTS: usize = 100;
/// How often it is looked whether all is ready.
const LOOK: Duration = Duration::from_secs(2);

pub async fn measure(database: Database) {
    let count = std::env::var("GUILDHALL_TEXTS").ok();
    let count = count.map_or(TEXTS, |count| {
        count.parse().expect("GUILDHALL_TEXTS is a number")
    });
    let world = Arc::new(World::new(&[crate::HOME]));
    let mut measured = Measured::start(&world, database).await;
    let vocabulary = Vocabulary::new();
    let seeded = seed::people(&mut measured.database).await;
    let began = Instant::now();
    texts::fill(&mut measured.database, &seeded, &vocabulary, count).await;
    let written = began.elapsed();
    wait_until_ready(&mut measured.database).await;
    let ready = began.elapsed();
    measured.database.settle().await;
    measured.restart().await;
    let visitor = measured.instance.client();
    let member = measured.instance.signed_in(MEMBER, PASSWORD).await;
    let mut table = Table::new(
        &format!("Search over {count} threads and replies, {database:?}"),
        &["search", "who", "CPU ms", "p50 ms", "p99 ms", "KB"],
    );
    for (name, path) in searches(&vocabulary) {
        for (who, client) in [("visitor", &visitor), ("member", &member)] {
            let mut row = vec![name.to_owned(), who.to_owned()];
            row.extend(ask(measured.tree, client, &path).await);
            table.row(row);
        }
    }
    table.note(format!("{REQUESTS} requests of each, one after the other"));
    table.note(format!(
        "ready for search after {:.0} s, of which writing took {:.0} s: {} a second",
        ready.as_secs_f64(),
        written.as_secs_f64(),
        per_second(count, ready),
    ));
    table.print();
}

/// What is written is made ready for search by the server, which would have less time for what is measured.
pub async fn wait_until_ready(db: &mut database::Connection) {
    loop {
        let left = db.number("SELECT count(*) AS n FROM words_due").await;
        if left == 0 {
            return;
        }
        say(&format!(
            "{left} threads and replies are not ready for search yet"
        ));
        tokio::time::sleep(LOOK).await;
    }
}

fn searches(vocabulary: &Vocabulary) -> Vec<(&'static str, String)> {
    let word = |rank| vocabulary.word(rank);
    let search = |q: &str| format!("/search?q={q}");
    let replies = |q: &str| format!("/search?q={q}&tab=replies");
    let many: Vec<&str> = (0..12).map(|n| word(n * 7)).collect();
    vec![
        ("a rare word", search(word(25_000))),
        ("a usual word", search(word(2_000))),
        ("the commonest word", search(word(0))),
        (
            "the commonest word, page 2",
            format!("{}&skip=20", search(word(0))),
        ),
        (
            "three usual words",
            search(&[word(200), word(300), word(400)].join("+")),
        ),
        ("two common words", search(&[word(3), word(9)].join("+"))),
        (
            "two words that seldom meet",
            search(&[word(900), word(20_000)].join("+")),
        ),
        ("twelve words", search(&many.join("+"))),
        ("no such word", search("xylophonist")),
        (
            "no such word among common ones",
            search(&["xylophonist", word(1), word(2)].join("+")),
        ),
        (
            "a phrase",
            search(&format!("%22{}+{}%22", word(0), word(1))),
        ),
        (
            "a phrase that is nowhere",
            search(&format!("%22{}+{}+{}%22", word(1), word(0), word(29_999))),
        ),
        ("a beginning", search("ber*")),
        ("a long beginning", search(&format!("{}*", word(2_000)))),
        ("by an author", search("author:p1@elsewhere.test")),
        (
            "a common word by an author",
            search(&format!("{}+author:p900@elsewhere.test", word(0))),
        ),
        ("a tag, unanswered", search("tag:glue+is:unanswered")),
        (
            "a tag and a common word, accepted",
            search(&format!("tag:glue+is:accepted+{}", word(0))),
        ),
        (
            "before a day",
            search(&format!("before:2026-01-01+{}", word(0))),
        ),
        (
            "in a community, of a kind",
            search(&format!("community:{COMMUNITY}+kind:article")),
        ),
        ("what is nothing", search("%25+*+%27")),
        ("replies, a rare word", replies(word(25_000))),
        ("replies, the commonest word", replies(word(0))),
        (
            "replies, three usual words",
            replies(&[word(200), word(300), word(400)].join("+")),
        ),
        ("replies, a beginning", replies("ber*")),
    ]
}

/// CPU, median, 99th percentile and size of a page of results.
async fn ask(tree: Tree, client: &Client, path: &str) -> Vec<String> {
    let headers = [("accept-encoding", "identity")];
    let mut size = 0;
    for _ in 0..WARMING {
        let answer = client.get_raw(path, &headers).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        size = answer.body.len();
    }
    let mut times = Times::default();
    let watch = Watch::start(tree);
    for _ in 0..REQUESTS {
        let began = Instant::now();
        client.get_raw(path, &headers).await;
        times.add(began.elapsed());
    }
    vec![
        ms_each(watch.cost().cpu, times.len()),
        ms(times.median()),
        ms(times.quantile(0.99)),
        kb(size),
    ]
}
