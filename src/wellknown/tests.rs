//! Through the real routes, on a real database.

use super::{documents, endpoints};
use crate::accounts::actions::delete_account;
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::tests::{community, person, started};
use crate::membership::actions::{remove_community, restore_community};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use serde_json::{Value, json};
use tower::ServiceExt;

fn router(app: &App) -> Router {
    documents().merge(endpoints()).with_state(app.clone())
}

async fn get(app: &App, path: &str) -> (u16, HeaderMap, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = router(app).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let text = String::from_utf8(body.to_vec()).unwrap();
    (parts.status.as_u16(), parts.headers, text)
}

async fn get_json(app: &App, path: &str) -> Value {
    let (status, _, text) = get(app, path).await;
    assert_eq!(status, 200, "{path}: {text}");
    serde_json::from_str(&text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn names_lead_to_actors() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    community(&app, &ada, "rust").await;
    let (site, user, group) = (
        "https://guild.example/",
        "https://guild.example/u/ada",
        "https://guild.example/c/rust",
    );
    let cases = [
        ("acct:ada@guild.example", 200, user, "Person"),
        ("acct:@ada@guild.example", 200, user, "Person"),
        ("acct:ADA@Guild.Example", 200, user, "Person"),
        ("ada@guild.example", 200, user, "Person"),
        (user, 200, user, "Person"),
        ("acct:rust@guild.example", 200, group, "Group"),
        ("acct:!rust@guild.example", 200, group, "Group"),
        (group, 200, group, "Group"),
        ("acct:guild.example@guild.example", 200, site, "Application"),
        (site, 200, site, "Application"),
        ("acct:!ada@guild.example", 404, "", ""),
        ("acct:nobody@guild.example", 404, "", ""),
        ("acct:ada@other.example", 404, "", ""),
        ("https://guild.example/c/ada", 404, "", ""),
        ("https://other.example/u/ada", 404, "", ""),
        ("nonsense", 404, "", ""),
        ("", 400, "", ""),
    ];
    for (resource, expected, id, kind) in cases {
        let path = format!("/.well-known/webfinger?resource={resource}");
        let (status, headers, text) = get(&app, &path).await;
        assert_eq!(status, expected, "{resource}");
        if expected != 200 {
            continue;
        }
        assert_eq!(
            headers["content-type"],
            "application/jrd+json; charset=utf-8"
        );
        assert_eq!(headers["access-control-allow-origin"], "*");
        let found: Value = serde_json::from_str(&text).unwrap();
        let own = &found["links"][1];
        assert_eq!(own["rel"], "self");
        assert_eq!(own["href"], id, "{resource}");
        assert_eq!(
            own["properties"]["https://www.w3.org/ns/activitystreams#type"],
            kind
        );
        // The subject asked for in turn gives itself.
        let subject = found["subject"].as_str().unwrap();
        let again = get_json(&app, &format!("/.well-known/webfinger?resource={subject}")).await;
        assert_eq!(again, found);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn actors_are_served_as_activitypub() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    community(&app, &ada, "rust").await;
    let cases = [
        ("/", "https://guild.example/", "Application"),
        ("/u/ada", "https://guild.example/u/ada", "Person"),
        ("/c/rust", "https://guild.example/c/rust", "Group"),
        (
            "/u/ada/followers",
            "https://guild.example/u/ada/followers",
            "Collection",
        ),
        (
            "/c/rust/followers",
            "https://guild.example/c/rust/followers",
            "Collection",
        ),
        (
            "/c/rust/moderators",
            "https://guild.example/c/rust/moderators",
            "OrderedCollection",
        ),
    ];
    for (path, id, kind) in cases {
        let (status, headers, text) = get(&app, path).await;
        assert_eq!(status, 200, "{path}");
        assert_eq!(
            headers["content-type"],
            "application/activity+json; charset=utf-8"
        );
        assert_eq!(headers["vary"], "Accept, Signature");
        assert_eq!(headers["cache-control"], "public, max-age=60");
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (&document["id"], &document["type"]),
            (&json!(id), &json!(kind))
        );
    }
    let followers = get_json(&app, "/c/rust/followers").await;
    assert_eq!(
        (&followers["totalItems"], &followers["items"]),
        (&json!(1), &json!([]))
    );
    let moderators = get_json(&app, "/c/rust/moderators").await;
    assert_eq!(
        moderators["orderedItems"],
        json!(["https://guild.example/u/ada"])
    );
    let (status, headers, _) = get(&app, "/actor").await;
    assert_eq!((status, &headers["location"]), (301, &"/".parse().unwrap()));
    for missing in [
        "/u/rust",
        "/c/ada",
        "/u/guild.example",
        "/c/rust@other.example",
        "/u/nobody/followers",
    ] {
        assert_eq!(get(&app, missing).await.0, 404, "{missing}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_says_so_and_what_is_removed_may_come_back() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let rust = community(&app, &ada, "rust").await;
    delete_account(&app, &Viewer::System, bob.id(), "")
        .await
        .unwrap();
    let (status, headers, text) = get(&app, "/u/bob").await;
    assert_eq!(status, 410);
    assert_eq!(
        headers["content-type"],
        "application/activity+json; charset=utf-8"
    );
    let tombstone: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(tombstone["type"], "Tombstone");
    assert_eq!(tombstone["id"], "https://guild.example/u/bob");
    let finger = "/.well-known/webfinger?resource=acct:bob@guild.example";
    assert_eq!(get(&app, finger).await.0, 410);

    remove_community(&app, &Viewer::System, &ada, &rust, "")
        .await
        .unwrap();
    // Lemmy reads a community anew, if it knows it for a day, to check that it was removed.
    let (status, _, text) = get(&app, "/c/rust").await;
    let bare: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((status, &bare["name"]), (200, &json!("rust")));
    assert!(bare["publicKey"]["publicKeyPem"].is_string(), "{text}");
    for words in ["practitioners", "who write Rust", "Be kind"] {
        assert!(!text.contains(words), "{words} in {text}");
    }
    for path in ["/c/rust/followers", "/c/rust/moderators"] {
        let (status, headers, text) = get(&app, path).await;
        assert_eq!(status, 403, "{path}");
        assert_eq!(headers["content-type"], "application/problem+json");
        assert!(!text.contains("publicKey"), "{text}");
    }
    let finger = "/.well-known/webfinger?resource=acct:rust@guild.example";
    assert_eq!(get(&app, finger).await.0, 404);
    restore_community(&app, &Viewer::System, &ada, &rust, "")
        .await
        .unwrap();
    assert!(get(&app, "/c/rust").await.2.contains("practitioners"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nodeinfo_tells_what_runs_here() {
    let app = started().await;
    person(&app, "ada").await;
    let directory = get_json(&app, "/.well-known/nodeinfo").await;
    let links: Vec<&str> = directory["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| link["href"].as_str().unwrap())
        .collect();
    assert_eq!(
        links,
        [
            "https://guild.example/nodeinfo/2.0",
            "https://guild.example/nodeinfo/2.1",
            "https://guild.example/",
        ]
    );
    for version in ["2.0", "2.1"] {
        let info = get_json(&app, &format!("/nodeinfo/{version}")).await;
        assert_eq!(info["version"], version);
        assert_eq!(info["software"]["name"], "guildhall");
        assert_eq!(info["protocols"], json!(["activitypub"]));
        assert_eq!(info["services"], json!({"inbound": [], "outbound": []}));
        assert_eq!(info["openRegistrations"], false);
        assert_eq!(info["usage"]["users"]["total"], 1);
        assert_eq!(info["usage"]["localPosts"], 0);
        assert_eq!(info["usage"]["localComments"], 0);
        assert!(info["metadata"].is_object());
    }
    let old = get_json(&app, "/nodeinfo/2.0").await;
    assert!(old["software"].get("repository").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_are_kept_for_ten_minutes() {
    let app = started().await;
    let router = router(&app);
    let total = async || {
        let request = Request::get("/nodeinfo/2.0").body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        let info: Value = serde_json::from_slice(&body).unwrap();
        info["usage"]["users"]["total"].clone()
    };
    assert_eq!(total().await, 0);
    person(&app, "ada").await;
    assert_eq!(total().await, 0);
    app.clock.advance(chrono::TimeDelta::minutes(11));
    assert_eq!(total().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_find_webfinger_and_our_words() {
    let app = started().await;
    let (status, headers, text) = get(&app, "/.well-known/host-meta").await;
    assert_eq!(status, 200);
    assert_eq!(
        headers["content-type"],
        "application/xrd+xml; charset=utf-8"
    );
    assert!(text.contains("https://guild.example/.well-known/webfinger?resource={uri}"));
    let context = get_json(&app, "/context.json").await;
    for term in [
        "questionAnswer",
        "postingRestrictedToMods",
        "featured",
        "acceptedAnswer",
        "openness",
        "postPolicy",
        "MembershipWelcome",
        "state",
        "earlier",
    ] {
        assert!(!context["@context"][term].is_null(), "{term}");
    }
}
