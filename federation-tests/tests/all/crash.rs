//! kill -9 while people post: what was acknowledged is there afterwards, once (safety.md D1, D2, Z-01).

use super::stage::{instance, somebody};
use federation_tests::{Actor, Client, Database, Instance, Peer, World, wait_until};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

/// How long the first acknowledgement may take.
const PATIENCE: Duration = Duration::from_secs(30);
const PAGES: u8 = 1;
const WIRE: u8 = 2;

/// Rounds on each database; `CRASH_ROUNDS` runs more.
fn rounds() -> u64 {
    std::env::var("CRASH_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(4)
}

/// What the client was told is done.
#[derive(Default)]
struct Ledger {
    pages: Vec<String>,
    wire: Vec<String>,
}

async fn write_until_killed(
    client: &Client,
    peer: &Peer,
    mia: &Actor,
    alpha: &mut Instance,
    seed: u64,
    ledger: &mut Ledger,
) {
    let group = alpha.url("/c/luthiers");
    let inbox = alpha.url("/inbox");
    let Ledger {
        pages: posted,
        wire: accepted,
    } = ledger;
    let begun = AtomicU8::new(0);
    let pages = async {
        for n in 0.. {
            let title = format!("Page thread {seed}-{n}?");
            let fields = [("title", title.as_str()), ("body", "text")];
            let form = "/c/luthiers/new?kind=question";
            let Some(page) = client.try_submit(form, "/new", &fields).await else {
                break;
            };
            if page.status == 200 && page.path().starts_with("/post/") {
                posted.push(title);
                begun.fetch_or(PAGES, Ordering::Relaxed);
            }
        }
    };
    let wire = async {
        for n in 0.. {
            let title = format!("Wire thread {seed}-{n}");
            let object = peer.page(mia, &group, &title, "text");
            let create = peer.create(mia, &object);
            match peer.try_post(mia, &inbox, &create).await {
                Some(answer) if answer.status == 202 => {
                    accepted.push(title);
                    begun.fetch_or(WIRE, Ordering::Relaxed);
                }
                // It was told to come again.
                Some(answer) if answer.status == 503 => {}
                _ => break,
            }
        }
    };
    // The moment follows from the seed, so that a failing round can be run again.
    let kill_after = Duration::from_millis(120 + (seed.wrapping_mul(2_654_435_761) % 900));
    let kill = async {
        // Where the machine is slow, nothing is acknowledged at once.
        let started = Instant::now();
        while begun.load(Ordering::Relaxed) != PAGES | WIRE && started.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(kill_after).await;
        alpha.kill9();
    };
    tokio::join!(pages, wire, kill);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_or_doubled_by_kill_9() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha", "forum"]));
        let mut alpha = instance(&world, "alpha", database).await;
        alpha.create_community("luthiers", "Luthiers", "alpha_ada");
        let peer = Peer::lemmy_like(&world, "forum").await;
        let mia = peer.person("mia");
        let mut ledger = Ledger::default();
        for seed in 0..rounds() {
            let client = somebody(&alpha, "alpha").await;
            write_until_killed(&client, &peer, &mia, &mut alpha, seed, &mut ledger).await;
            alpha.restart().await;
        }
        assert!(
            !ledger.pages.is_empty() && !ledger.wire.is_empty(),
            "something was acknowledged"
        );
        let client = somebody(&alpha, "alpha").await;
        let all: Vec<_> = ledger.pages.iter().chain(&ledger.wire).collect();
        let what = "everything acknowledged is there";
        // On PostgreSQL what the killed process had begun is taken up when its lease is over.
        let shown = wait_until(what, Duration::from_secs(200), async || {
            let shown = every_title(&client).await;
            let complete = all.iter().all(|title| shown.contains(title));
            complete.then_some(shown)
        })
        .await;
        for title in all {
            let count = shown.iter().filter(|shown| *shown == title).count();
            assert_eq!(count, 1, "{title} is there once");
        }
    }
}

/// The titles of all threads, over all pages of the list.
async fn every_title(client: &Client) -> Vec<String> {
    let mut titles = Vec::new();
    let mut next = Some("/c/luthiers?sort=new".to_owned());
    while let Some(path) = next {
        let page = client.get(&path).await.ok();
        titles.extend(page.select(".row-title a"));
        next = page.attributes("a[rel='next']", "href").into_iter().next();
    }
    titles
}
