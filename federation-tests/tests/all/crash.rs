//! kill -9 while people post: what was acknowledged is there afterwards, once (safety.md D1, D2, Z-01).

use super::stage::{PASSWORD, instance};
use federation_tests::{Client, Database, Instance, Peer, World, wait_until};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

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
    alpha: &mut Instance,
    seed: u64,
    ledger: &mut Ledger,
) {
    let mia = peer.person("mia");
    let group = alpha.url("/c/luthiers");
    let inbox = alpha.url("/inbox");
    // The moment of the kill follows from the seed, so that a failing round can be run again.
    let kill_after = Duration::from_millis(120 + (seed.wrapping_mul(2_654_435_761) % 900));
    let pages = async {
        for n in 0.. {
            let title = format!("Page thread {seed}-{n}?");
            let Some(page) = client
                .try_submit(
                    "/c/luthiers/new?kind=question",
                    "/new",
                    &[("title", &title), ("body", "text")],
                )
                .await
            else {
                break;
            };
            if page.status == 200 && page.path().starts_with("/post/") {
                ledger.pages.push(title);
            }
        }
    };
    let wire = async {
        for n in 0.. {
            let title = format!("Wire thread {seed}-{n}");
            let object = peer.page(&mia, &group, &title);
            peer.publish(&object);
            match peer
                .try_post(&mia, &inbox, &peer.create(&mia, &object))
                .await
            {
                Some(answer) if answer.status == 202 => ledger.wire.push(title),
                _ => break,
            }
        }
    };
    tokio::select! {
        () = async { tokio::join!(pages, wire); } => {}
        () = tokio::time::sleep(kill_after) => {}
    }
    alpha.kill9();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_or_doubled_by_kill_9() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha", "micro"]));
        let mut alpha = instance(&world, "alpha", database).await;
        alpha.create_community("luthiers", "Luthiers", "alpha_ada");
        let peer = Peer::lemmy_like(&world, "micro").await;
        let mut ledger = Ledger::default();
        for seed in 0..rounds() {
            let client = alpha.signed_in("alpha_ada", PASSWORD).await;
            write_until_killed(&client, &peer, &mut alpha, seed, &mut ledger).await;
            alpha.restart().await;
        }
        let client = alpha.signed_in("alpha_ada", PASSWORD).await;
        let _ = json!({});
        assert!(
            !ledger.pages.is_empty() && !ledger.wire.is_empty(),
            "something was acknowledged"
        );
        let mut shown = String::new();
        wait_until(
            "everything acknowledged is there",
            Duration::from_secs(60),
            async || {
                shown = every_title(&client).await;
                let all = ledger.pages.iter().chain(&ledger.wire);
                all.into_iter()
                    .all(|title| shown.contains(&format!("\n{title}\n")))
                    .then_some(())
            },
        )
        .await;
        for title in ledger.pages.iter().chain(&ledger.wire) {
            assert_eq!(
                shown.matches(&format!("\n{title}\n")).count(),
                1,
                "{title} is there once"
            );
        }
    }
}

/// The titles of all threads, a line each, over all pages of the list.
async fn every_title(client: &Client) -> String {
    let mut titles = String::from("\n");
    let mut next = Some("/c/luthiers?sort=new".to_owned());
    while let Some(path) = next {
        let page = client.get(&path).await.ok();
        for title in page.select("a[href^='/post/']") {
            titles.push_str(title.trim());
            titles.push('\n');
        }
        next = page.attributes("a[rel='next']", "href").into_iter().next();
    }
    titles
}
