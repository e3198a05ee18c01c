//! The browser harness itself: it must see what it is there to see.

use std::sync::Arc;

use federation_tests::peer::Answer;
use federation_tests::{Browser, Peer, Screen, World};

const SOUND: &str = "<!doctype html><html lang=en><title>Sound</title>\
    <meta name=viewport content='width=device-width'>\
    <main><h1>Sound</h1><div style='overflow-x:auto'><p style='width:3000px'>wide</p></div></main>";
const BROKEN: &str = "<!doctype html><html lang=en><title>Broken</title>\
    <main><h1>Broken</h1><p class=wide style='width:3000px'>wide</p>\
    <p style='color:#ccc;background:#fff'>pale</p></main>";

#[tokio::test]
async fn a_sound_page_passes_and_a_broken_one_does_not() {
    let world = Arc::new(World::new(&["site"]));
    let site = Peer::mastodon_like(&world, "site").await;
    site.serve_raw("/sound", Answer::new(200, "text/html", SOUND));
    site.serve_raw("/broken", Answer::new(200, "text/html", BROKEN));

    for screen in Screen::ALL {
        let browser = Browser::open(screen).await;
        browser.goto(&format!("{}/sound", site.base_url())).await;
        browser.assert_sound().await;
        let seen = browser
            .driver
            .execute(
                "return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]",
                Vec::new(),
            )
            .await
            .unwrap();
        assert_eq!(seen, serde_json::json!([screen.width, screen.is_dark]));

        browser.goto(&format!("{}/broken", site.base_url())).await;
        assert!(browser.overflowing().await[0].starts_with("p.wide"));
        let violations = browser.axe_violations().await;
        assert!(
            violations
                .iter()
                .any(|found| found.starts_with("color-contrast")),
            "{violations:?}"
        );
        browser.close().await;
    }
}
