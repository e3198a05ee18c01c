//! What searches cost over a million threads and replies, whatever is looked for, and how much more a page of
//! threads costs over as many than over a thousand (safety.md B6, B14, R-13).

use crate::figures::{Table, Times, kb, ms, per_second, rounded};
use crate::process::{Tree, Watch};
use crate::texts::{self, Vocabulary};
use crate::{COMMUNITY, MEMBER, Measured, PASSWORD, database, say, seed};
use federation_tests::{Client, Database, World};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Threads and replies together; `GUILDHALL_TEXTS` says another number.
const TEXTS: usize = 1_000_000;
/// With so many of them pages are measured first.
const FEW: usize = 1_000;
/// Of the thread that is read both times.
const REPLIES: usize = 100;
const WARMING: usize = 3;
const REQUESTS: usize = 100;
/// Of a page, whose time is short.
const READINGS: usize = 300;
/// What no search may take longer than.
const AIM: Duration = Duration::from_millis(100);
/// How much more than over a few a page may cost.
const GROWTH: f64 = 1.5;
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
    let thread = seed::long_thread(&mut measured.database, &seeded, REPLIES).await;
    let (few, rest) = (FEW.min(count), count.saturating_sub(FEW));
    let db = &mut measured.database;
    texts::fill(db, &seeded, &vocabulary, (few, rest)).await;
    wait_until_ready(db).await;
    let before = read_pages(&mut measured, &thread).await;
    let began = Instant::now();
    let db = &mut measured.database;
    texts::fill(db, &seeded, &vocabulary, (rest, 0)).await;
    let written = began.elapsed();
    wait_until_ready(db).await;
    let ready = began.elapsed();
    let after = read_pages(&mut measured, &thread).await;
    let mut table = search_all(&measured, &vocabulary, (count, database)).await;
    table.note(format!(
        "ready for search after {:.0} s, of which writing took {:.0} s: {} a second",
        ready.as_secs_f64(),
        written.as_secs_f64(),
        per_second(rest, ready),
    ));
    table.print();
    grown(&before, &after, (few, count, database)).print();
}

/// A page, who reads it, and what that costs.
struct Read {
    page: &'static str,
    who: &'static str,
    cost: Cost,
}

/// Reads the pages whose cost is not to grow, of a server that has just started.
async fn read_pages(measured: &mut Measured, thread: &str) -> Vec<Read> {
    measured.database.settle().await;
    measured.restart().await;
    let visitor = measured.instance.client();
    let member = measured.instance.signed_in(MEMBER, PASSWORD).await;
    let place = format!("/c/{COMMUNITY}");
    let newest = format!("{place}?sort=new");
    let mut reads = Vec::new();
    for (page, path) in [
        ("a thread with 100 replies", thread),
        ("front page", "/"),
        ("all threads", "/?list=all"),
        ("community", place.as_str()),
        ("the same, newest", newest.as_str()),
    ] {
        for (who, client) in [("visitor", &visitor), ("member", &member)] {
            let cost = ask(measured.tree, client, path, READINGS).await;
            reads.push(Read { page, who, cost });
        }
    }
    reads
}

fn grown(
    before: &[Read],
    after: &[Read],
    (few, count, database): (usize, usize, Database),
) -> Table {
    let (cpu, p50) = (format!("CPU ms over {few}"), format!("p50 ms over {few}"));
    let (cpu_now, p50_now) = (format!("over {count}"), format!("over {count}"));
    let mut table = Table::new(
        &format!("Pages over {few} and over {count} threads and replies, {database:?}"),
        &[
            "page", "who", &cpu, &cpu_now, "times", &p50, &p50_now, "times",
        ],
    );
    let times = |now: Duration, then: Duration| now.as_secs_f64() / then.as_secs_f64();
    let mut most: f64 = 0.0;
    for (then, now) in before.iter().zip(after) {
        let (was, is) = (&then.cost, &now.cost);
        let cpu = times(is.cpu, was.cpu);
        let p50 = times(is.times.median(), was.times.median());
        most = most.max(p50);
        table.row(vec![
            now.page.to_owned(),
            now.who.to_owned(),
            ms(was.cpu),
            ms(is.cpu),
            rounded(cpu),
            ms(was.times.median()),
            ms(is.times.median()),
            rounded(p50),
        ]);
    }
    table.note(format!(
        "the aim is {GROWTH} times at most; the most is {} times of the median",
        rounded(most)
    ));
    table.note(format!(
        "{READINGS} requests of each, one after the other, not compressed"
    ));
    table
}

async fn search_all(
    measured: &Measured,
    vocabulary: &Vocabulary,
    (count, database): (usize, Database),
) -> Table {
    let visitor = measured.instance.client();
    let member = measured.instance.signed_in(MEMBER, PASSWORD).await;
    let mut table = Table::new(
        &format!("Search over {count} threads and replies, {database:?}"),
        &[
            "search",
            "who",
            "CPU ms",
            "p50 ms",
            "p99 ms",
            "slowest ms",
            "KB",
        ],
    );
    let (mut all, mut slow) = (0, 0);
    for (name, path) in searches(vocabulary) {
        for (who, client) in [("visitor", &visitor), ("member", &member)] {
            let cost = ask(measured.tree, client, &path, REQUESTS).await;
            all += cost.times.len();
            slow += cost.times.above(AIM);
            table.row(vec![
                name.to_owned(),
                who.to_owned(),
                ms(cost.cpu),
                ms(cost.times.median()),
                ms(cost.times.quantile(0.99)),
                ms(cost.times.max()),
                kb(cost.size),
            ]);
        }
    }
    table.note(format!(
        "{REQUESTS} requests of each, one after the other; {slow} of {all} took longer than {} ms",
        ms(AIM)
    ));
    table
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

/// What a page costs.
struct Cost {
    /// Of each request.
    cpu: Duration,
    times: Times,
    size: usize,
}

async fn ask(tree: Tree, client: &Client, path: &str, requests: usize) -> Cost {
    let headers = [("accept-encoding", "identity")];
    let mut size = 0;
    for _ in 0..WARMING {
        let answer = client.get_raw(path, &headers).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        size = answer.body.len();
    }
    let mut times = Times::default();
    let watch = Watch::start(tree);
    for _ in 0..requests {
        let began = Instant::now();
        client.get_raw(path, &headers).await;
        times.add(began.elapsed());
    }
    let cpu = watch.cost().cpu.div_f64(requests as f64);
    Cost { cpu, times, size }
}
