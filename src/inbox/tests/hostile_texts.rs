//! Hostile texts in every field that another server fills, on every page that shows them (safety.md X-01,
//! the pages are read as a browser reads them, and hold nothing that could run, load or lead astray.

use super::{Remote, World, id};
use crate::accounts::model::{ServerRole, Viewer};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::accounts::tests::make;
use crate::activitypub::fake_http::Reply;
use crate::posts::queries::post_by_ap_id;
use crate::posts::tests::stage::sign_in;
use crate::search::actions::keep_words_now;
use crate::text::attacks::MARKUP;
use axum::http::StatusCode;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Addresses that are none of the web's, or of somewhere else than they look.
const ADDRESSES: [&str; 14] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "https://evil.example/\" onmouseover=\"alert(1)",
    "https://evil.example/'><script>alert(1)</script>",
    "https://evil.example/\u{202e}gpj.exe",
    "blob:https://guild.example/1",
];

/// Hides what follows, or turns it around.
const HIDDEN: &str = "\u{202e}\u{2066}\u{200b}\u{7}";

/// The `n`th hostile person, and what they wrote.
async fn attack(world: &World, n: usize, markup: &str) -> String {
    let address = ADDRESSES[n % ADDRESSES.len()];
    let text = format!("marker{n} {HIDDEN}{markup}");
    let who = Remote {
        id: format!("https://victor.test/u/p{n}"),
        key_id: format!("https://victor.test/u/p{n}#main-key"),
    };
    let mut document = who.document("Person");
    for field in ["name", "summary"] {
        document[field] = json!(text);
    }
    for field in ["url", "icon", "image", "followers", "movedTo"] {
        document[field] = json!(address);
    }
    let row =
        |name: &str, value: &str| json!({"type": "PropertyValue", "name": name, "value": value});
    document["attachment"] = json!([row(&text, address), row("x", &text)]);
    world.serve(&document);

    let mut thread = who.thread(world.group(), &n.to_string(), &text);
    fill(&mut thread, &text, address);
    let create = who.does("Create", &format!("t{n}"), thread.clone());
    world.send(&who, &create).await;
    let mut reply = who.reply(world.group(), &n.to_string(), id(&thread));
    fill(&mut reply, &text, address);
    reply["tag"] = json!([
        {"type": "Mention", "href": world.ada.actor.ap_id, "name": text},
        {"type": "Mention", "href": address, "name": text},
    ]);
    let create = who.does("Create", &format!("r{n}"), reply);
    world.send(&who, &create).await;
    let message = json!({
        "id": format!("{}/message", who.id), "type": "Note", "attributedTo": who.id,
        "to": [world.ada.actor.ap_id], "cc": [], "content": text, "url": address,
        "published": "2026-05-01T12:00:00Z",
    });
    let mut create = who.does("Create", &format!("m{n}"), message);
    create["to"] = json!([world.ada.actor.ap_id]);
    world.send(&who, &create).await;
    let mut flag = who.does("Flag", &format!("f{n}"), json!(id(&thread)));
    flag["summary"] = json!(text);
    flag["content"] = json!(text);
    world.send(&who, &flag).await;
    id(&thread).to_owned()
}

fn fill(object: &mut Value, text: &str, address: &str) {
    object["content"] = json!(text);
    object["summary"] = json!(text);
    object["url"] = json!(address);
    object["language"] = json!({"identifier": text, "name": text});
    object["attachment"] = json!([{"type": "Link", "href": address, "name": text}]);
    object["tag"] = json!([{"type": "Hashtag", "name": format!("#{text}"), "href": address}]);
    object["image"] = json!({"type": "Image", "url": address});
}

/// A group of another server whose every word is hostile, followed from here, that moderates with reasons.
async fn hostile_group(world: &World, markup: &str) {
    let group = world.followed_group("https://forum.test/c/wood").await;
    let text = format!("markerG {HIDDEN}{markup}");
    let mut document = group.document("Group");
    for field in ["name", "summary", "description", "rules"] {
        document[field] = json!(text);
    }
    document["source"] = json!({"content": text, "mediaType": "text/markdown"});
    document["url"] = json!(ADDRESSES[0]);
    document["icon"] = json!({"type": "Image", "url": ADDRESSES[0]});
    world.serve(&document);
    let update = group.does("Update", "me", document);
    world.send(&group, &update).await;
    let mia = world.person("https://forum.test/u/mia");
    let thread = mia.thread(&group.id, "1", "Which plane?");
    let create = mia.does("Create", "1", thread.clone());
    world.send(&group, &group.announces("1", &create)).await;
    for (n, kind) in ["Lock", "Delete"].into_iter().enumerate() {
        let mut act = mia.does(kind, kind, json!(id(&thread)));
        act["summary"] = json!(text);
        let announce = group.announces(&format!("m{n}"), &act);
        world.send(&group, &announce).await;
    }
    let mut ban = mia.does("Block", "ban", json!("https://victor.test/u/p0"));
    ban["target"] = json!(group.id);
    ban["summary"] = json!(text);
    world.send(&group, &group.announces("m9", &ban)).await;
}

/// What the servers say they run.
fn hostile_software(world: &World) {
    for (host, markup) in [("victor.test", MARKUP[0]), ("forum.test", MARKUP[7])] {
        let links = json!({"links": [{
            "rel": "http://nodeinfo.diaspora.software/ns/schema/2.0",
            "href": format!("https://{host}/n/2.0"),
        }]});
        let software = format!("markerN{HIDDEN}{markup}");
        let info = json!({"software": {"name": software, "version": software}});
        let http = &world.app.http;
        let directory = format!("https://{host}/.well-known/nodeinfo");
        http.answer(&directory, Reply::json(&links));
        http.answer(&format!("https://{host}/n/2.0"), Reply::json(&info));
    }
}

/// Reads a page as a browser does.
fn assert_harmless(page: &Answer, path: &str) {
    let html = Html::parse_document(&page.body);
    for element in html.root_element().descendent_elements() {
        let tag = element.value().name();
        let forbidden = [
            "iframe",
            "object",
            "embed",
            "base",
            "style",
            "applet",
            "frame",
            "frameset",
            "math",
            "marquee",
            "video",
            "audio",
            "source",
            "template",
            "noscript",
            "xmp",
            "plaintext",
        ];
        assert!(!forbidden.contains(&tag), "<{tag}> on {path}");
        assert!(is_ours(element), "<{tag}> on {path}: {}", element.html());
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on"), "{name} on {path}");
            assert!(
                !matches!(name, "style" | "srcdoc" | "srcset"),
                "{name} on {path}"
            );
            let leads = matches!(
                name,
                "href" | "src" | "action" | "formaction" | "xlink:href" | "poster" | "data"
            );
            assert!(!leads || is_fine(value), "{name}={value:?} on {path}");
        }
    }
}

/// Scripts, styles and refreshes are files of ours.
fn is_ours(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let ours = |name: &str| {
        value
            .attr(name)
            .is_some_and(|at| at.starts_with("/assets/"))
    };
    match value.name() {
        // Data that search engines read, and nobody runs.
        "script" if value.attr("type") == Some("application/ld+json") => {
            let data = element.text().collect::<String>();
            serde_json::from_str::<Value>(&data).is_ok()
        }
        "script" => ours("src") && element.text().collect::<String>().trim().is_empty(),
        "img" => value
            .attr("src")
            .is_some_and(|src| src.starts_with('/') && !src.starts_with("//")),
        "meta" => value.attr("http-equiv").is_none(),
        "link" if value.attr("rel") == Some("stylesheet") => ours("href"),
        "form" => value
            .attr("action")
            .is_none_or(|to| to.starts_with('/') && !to.starts_with("//")),
        _ => true,
    }
}

fn is_fine(address: &str) -> bool {
    let rooted = address.starts_with('/') && !address.starts_with("//");
    let web = ["https://", "http://", "mailto:", "#", "?"];
    let plain = !address.chars().any(|c| c.is_control() || c == '\\');
    plain && (rooted || address.is_empty() || web.iter().any(|start| address.starts_with(start)))
}

/// What stands in headings and titles cannot turn the line around it, or hide in it.
fn assert_plain_lines(page: &Answer, path: &str) {
    let html = Html::parse_document(&page.body);
    let lines = Selector::parse("title, h1, .row-title").unwrap();
    for line in html.select(&lines) {
        let text: String = line.text().collect();
        let hidden = text.chars().find(|c| HIDDEN.contains(*c));
        assert_eq!(hidden, None, "{text:?} on {path}");
    }
}

/// Every page of a list.
async fn turn(browser: &mut Browser, first: &str, seen: &mut String) {
    let (mut next, mut turned) = (Some(first.to_owned()), BTreeSet::new());
    while let Some(path) = next {
        let page = look(browser, &path, seen).await;
        next = page.link("next").filter(|next| turned.insert(next.clone()));
    }
}

async fn look(browser: &mut Browser, path: &str, seen: &mut String) -> Answer {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    assert_harmless(&page, path);
    assert_plain_lines(&page, path);
    seen.push_str(&page.body);
    page
}

#[tokio::test(flavor = "multi_thread")]
async fn what_other_servers_write_runs_on_no_page() {
    let world = World::new().await;
    make(&world.app, "root", ServerRole::Admin).await;
    hostile_software(&world);
    let mut threads = Vec::new();
    for (n, markup) in MARKUP.iter().enumerate() {
        threads.push(attack(&world, n, markup).await);
    }
    hostile_group(&world, MARKUP[11]).await;
    keep_words_now(&world.app).await.unwrap();

    let mut seen = String::new();
    let mut ada = Browser::on_server(&world.app);
    sign_in(&mut ada, "ada").await;
    for (n, thread) in threads.iter().enumerate() {
        let path = {
            let mut conn = world.app.store.read().await.unwrap();
            let post = post_by_ap_id(&mut conn, &Viewer::System, thread).await;
            post.unwrap().unwrap().path()
        };
        let page = look(&mut ada, &path, &mut seen).await;
        assert!(page.has(&format!("marker{n}")), "{path} shows the words");
        look(&mut ada, &format!("/u/p{n}@victor.test"), &mut seen).await;
        if n < 10 {
            look(&mut ada, &format!("{path}/report"), &mut seen).await;
            look(&mut ada, &format!("{path}/remove"), &mut seen).await;
            look(&mut ada, &format!("/messages/p{n}@victor.test"), &mut seen).await;
        }
    }
    for path in [
        "/",
        "/?sort=new",
        "/c/luthiers?sort=new",
        "/c/luthiers/modlog",
        "/c/luthiers/reports",
        "/c/wood@forum.test?sort=new",
        "/c/wood@forum.test/about",
        "/c/wood@forum.test/members",
        "/c/wood@forum.test/modlog",
        "/communities",
        "/modlog",
        "/messages",
        "/notifications",
        "/search?q=alert",
        "/search?q=alert&tab=replies",
        "/search?q=marker1",
        "/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    ] {
        turn(&mut ada, path, &mut seen).await;
    }
    let mut root = Browser::on_server(&world.app);
    sign_in(&mut root, "root").await;
    for path in [
        "/admin",
        "/admin/accounts",
        "/admin/accounts?q=p1",
        "/admin/communities",
        "/admin/peers",
        "/admin/peers/victor.test",
        "/admin/peers/forum.test",
        "/admin/queues",
        "/admin/reports",
        "/modlog",
    ] {
        turn(&mut root, path, &mut seen).await;
    }
    // The texts were there to be harmful, as text.
    for marker in ["marker0", "marker79", "markerG"] {
        assert!(seen.contains(marker), "{marker} was shown");
    }
    assert!(seen.contains("&#60;script") || seen.contains("&lt;script"));
}
