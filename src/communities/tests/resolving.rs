use super::*;
use crate::activitypub::fetch::{fetch_document, fetch_json, with_budget};
use crate::activitypub::net::NetError;
use crate::activitypub::peers::{PeerPolicy, update_policy};
use crate::communities::federation::resolve_handle;
use crate::error::{Error, Reason};
use chrono::TimeDelta;
use url::Url;

fn redirect(to: &str) -> Reply {
    Reply::with_header(302, "location", to)
}

fn fetches(app: &TestApp) -> usize {
    app.http.sent().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn fetches_are_signed_by_the_server() {
    let app = started().await;
    let id = "https://a.test/u/ana";
    app.http.answer("https://a.test/old", redirect(id));
    serve(&app.http, &actor(id, "Person", "ana"));
    let fetched = fetch_document(&app, "https://a.test/old#fragment")
        .await
        .unwrap();
    assert_eq!(fetched.id, id);
    let sent = app.http.sent();
    assert_eq!(sent.len(), 2);
    let mut signatures = Vec::new();
    for request in &sent {
        let signature = request.headers["signature"].to_str().unwrap().to_owned();
        assert!(signature.contains(r#"keyId="https://guild.example/#main-key""#));
        assert!(signature.contains("digest"));
        let accept = request.headers["accept"].to_str().unwrap();
        assert!(accept.starts_with("application/activity+json"));
        signatures.push(signature);
    }
    assert_ne!(signatures[0], signatures[1], "each hop is signed anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_address_itself_speaks_for_an_id() {
    let app = started().await;
    let id = "https://a.test/u/ana";
    let ana = actor(id, "Person", "ana");
    let victim = actor("https://victim.test/u/vic", "Person", "vic");

    // Another server's id.
    app.http.answer("https://a.test/1", Reply::json(&victim));
    // Redirected to a server that answers with the id of the first.
    app.http
        .answer("https://a.test/2", redirect("https://evil.test/2"));
    app.http.answer("https://evil.test/2", Reply::json(&ana));
    // An upload that names an id of its server, which says otherwise.
    app.http.answer(
        "https://a.test/media/3",
        Reply::json(&actor("https://a.test/u/none", "Person", "x")),
    );
    for url in [
        "https://a.test/1",
        "https://a.test/2",
        "https://a.test/media/3",
    ] {
        assert!(fetch_document(&app, url).await.is_err(), "{url}");
    }
    assert!(
        app.http
            .sent()
            .iter()
            .all(|sent| sent.url.host_str() != Some("victim.test"))
    );

    // The same server, and the id confirms it.
    app.http.answer("https://a.test/@ana", Reply::json(&ana));
    serve(&app.http, &ana);
    assert_eq!(
        fetch_document(&app, "https://a.test/@ana")
            .await
            .unwrap()
            .id,
        id
    );

    // An upload cannot replace what the id itself says.
    let mut forged = ana.clone();
    forged["name"] = json!("Forged");
    app.http
        .answer("https://a.test/media/4", Reply::json(&forged));
    let fetched = fetch_document(&app, "https://a.test/media/4")
        .await
        .unwrap();
    assert_eq!(fetched.value["name"], "ana");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_document_is_refused() {
    let app = started().await;
    let document = actor("https://a.test/x", "Person", "x").to_string();
    let as_type = |kind: &str, body: &str| {
        Reply::Answer(
            200,
            vec![("content-type", kind.to_owned())],
            body.to_owned().into(),
        )
    };
    for reply in [
        as_type("application/json", &document),
        as_type("text/html", &document),
        as_type(
            "application/activity+json",
            "{\"id\":\"https://a.test/x\",\"id\":1}",
        ),
        as_type("application/activity+json", "[]"),
        as_type("application/activity+json", "{}"),
        as_type("application/activity+json", "\"https://a.test/x\""),
        redirect("https://a.test/x"),
        redirect("https://guild.example/u/ada"),
        Reply::status(403),
        Reply::status(500),
        Reply::Fail(NetError::Timeout),
    ] {
        app.http.answer("https://a.test/x", reply);
        let answer = fetch_document(&app, "https://a.test/x").await;
        assert!(matches!(answer, Err(Error::Peer { .. })), "{answer:?}");
    }
    // A server that kept silent is asked again after a while.
    app.clock.advance(TimeDelta::hours(2));
    let status = |status| app.http.answer("https://a.test/x", Reply::status(status));
    status(404);
    let answer = fetch_document(&app, "https://a.test/x").await;
    assert!(matches!(answer, Err(Error::NotFound(_))));
    status(410);
    let answer = fetch_document(&app, "https://a.test/x").await;
    assert!(matches!(answer, Err(Error::Gone(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_ourselves_nor_blocked_servers_are_asked() {
    let app = started().await;
    let mut tx = app.store.begin().await.unwrap();
    update_policy(&mut tx, "evil.test", PeerPolicy::Block, "", app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let blocked = fetch_document(&app, "https://evil.test/u/eve").await;
    assert!(matches!(blocked, Err(Error::Refused(Reason::PeerBlocked))));
    for url in [
        "https://guild.example/u/ada",
        "file:///etc/passwd",
        "nonsense",
    ] {
        assert!(fetch_document(&app, url).await.is_err(), "{url}");
    }
    assert_eq!(fetches(&app), 0);
    // Nor where another server leads to them, though only on the way to a third.
    let id = "https://b.test/u/ana";
    serve(&app.http, &actor(id, "Person", "ana"));
    app.http
        .answer("https://a.test/x", redirect("https://evil.test/x"));
    app.http.answer("https://evil.test/x", redirect(id));
    let led = fetch_document(&app, "https://a.test/x").await;
    assert!(
        matches!(led, Err(Error::Refused(Reason::PeerBlocked))),
        "{led:?}"
    );
    assert_eq!(fetches(&app), 1);
    let url = Url::parse("https://a.test/x").unwrap();
    let led = fetch_json(&app, &url, "application/json").await;
    assert!(
        matches!(led, Err(Error::Refused(Reason::PeerBlocked))),
        "{led:?}"
    );
    assert_eq!(fetches(&app), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_hop_counts_as_a_request() {
    let app = started().await;
    let id = "https://a.test/u/ana";
    serve(&app.http, &actor(id, "Person", "ana"));
    app.http
        .answer("https://a.test/1", redirect("https://a.test/2"));
    app.http.answer("https://a.test/2", redirect(id));
    let found = with_budget(2, fetch_document(&app, "https://a.test/1")).await;
    assert!(
        matches!(found, Err(Error::Peer { retry: false, .. })),
        "{found:?}"
    );
    assert_eq!(fetches(&app), 2);
    let found = with_budget(3, fetch_document(&app, "https://a.test/1")).await;
    assert!(found.is_ok(), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn actors_are_read_again_after_a_day() {
    let app = started().await;
    let id = "https://a.test/u/ana";
    let before = known(&app, id, "Person", "ana").await.person().unwrap();
    let mut document = actor(id, "Person", "ana");
    document["name"] = json!("Ana Lima");
    serve(&app.http, &document);
    app.clock.advance(TimeDelta::hours(23));
    resolve_actor(&app, id, FRESH).await.unwrap();
    assert_eq!(fetches(&app), 1);
    app.clock.advance(TimeDelta::hours(2));
    let after = resolve_actor(&app, id, FRESH)
        .await
        .unwrap()
        .person()
        .unwrap();
    assert_eq!(fetches(&app), 2);
    assert_eq!(after.display_name(), "Ana Lima");
    assert_eq!(after.id(), before.id());

    // Its server is away: what we know counts, unless it has to be new.
    app.clock.advance(TimeDelta::hours(25));
    app.http.answer(id, Reply::Fail(NetError::Connect));
    assert!(resolve_actor(&app, id, FRESH).await.is_ok());
    assert!(resolve_actor(&app, id, TimeDelta::zero()).await.is_err());
    app.clock.advance(TimeDelta::hours(25));
    app.http.answer(id, Reply::status(410));
    let gone = resolve_actor(&app, id, FRESH).await;
    assert!(matches!(gone, Err(Error::Gone(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn our_own_are_never_fetched_nor_overwritten() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let found = resolve_actor(&app, &ada.actor.ap_id, TimeDelta::zero())
        .await
        .unwrap();
    assert_eq!(found.person().unwrap().id(), ada.id());
    let missing = resolve_actor(&app, "https://guild.example/u/nobody", FRESH).await;
    assert!(matches!(missing, Err(Error::NotFound(_))));
    // Served by another server under our id.
    app.http.answer(
        "https://evil.test/u/ada",
        Reply::json(&actor(&ada.actor.ap_id, "Person", "ada")),
    );
    assert!(
        resolve_actor(&app, "https://evil.test/u/ada", FRESH)
            .await
            .is_err()
    );
    assert_eq!(fetches(&app), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_never_becomes_a_community() {
    let app = started().await;
    let id = "https://a.test/u/ana";
    known(&app, id, "Person", "ana").await;
    serve(&app.http, &actor(id, "Group", "ana"));
    assert!(resolve_actor(&app, id, TimeDelta::zero()).await.is_err());
    let kept = resolve_actor(&app, id, FRESH).await.unwrap();
    assert!(matches!(kept, Resolved::Person(_)));
}

fn finger(app: &TestApp, acct: &str, links: &[(&str, &str)]) {
    finger_as(app, acct, acct, links);
}

fn finger_as(app: &TestApp, asked: &str, subject: &str, links: &[(&str, &str)]) {
    let host = asked.split_once('@').unwrap().1;
    let resource = format!("acct:{asked}")
        .replace(':', "%3A")
        .replace('@', "%40");
    let links: Vec<Value> = links
        .iter()
        .map(|(href, kind)| {
            let properties = json!({"https://www.w3.org/ns/activitystreams#type": kind});
            json!({"rel": "self", "type": "application/activity+json", "href": href, "properties": properties})
        })
        .collect();
    let answer = json!({"subject": format!("acct:{subject}"), "links": links});
    let url = format!("https://{host}/.well-known/webfinger?resource={resource}");
    app.http.answer(&url, Reply::json(&answer));
}

#[tokio::test(flavor = "multi_thread")]
async fn handles_lead_to_people_and_communities() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let (group, user) = ("https://l.test/c/rust", "https://l.test/u/rust");
    serve(&app.http, &actor(group, "Group", "rust"));
    serve(&app.http, &actor(user, "Person", "rust"));
    finger(&app, "rust@l.test", &[(user, "Person"), (group, "Group")]);
    for (text, id) in [
        ("!rust@l.test", group),
        ("@rust@l.test", user),
        ("rust@l.test", user),
        ("ada@guild.example", ada.actor.ap_id.as_str()),
    ] {
        let found = resolve_handle(&app, text).await.unwrap();
        assert_eq!(found.actor().ap_id, id, "{text}");
    }
    let before = fetches(&app);
    resolve_handle(&app, "!rust@l.test").await.unwrap();
    assert_eq!(fetches(&app), before, "known and fresh");
    for missing in [
        "!ada@guild.example",
        "nobody@l.test",
        "rust",
        "@rust@l.test/x",
    ] {
        let answer = resolve_handle(&app, missing).await;
        assert!(
            matches!(answer, Err(Error::NotFound(_))),
            "{missing}: {answer:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_must_come_back_to_themselves() {
    let app = started().await;
    let id = "https://social.b.test/u/bob";
    serve(&app.http, &actor(id, "Person", "bob"));

    // A name on a domain of its own: both hosts agree.
    finger(&app, "bob@b.test", &[(id, "Person")]);
    finger_as(&app, "bob@social.b.test", "bob@b.test", &[(id, "Person")]);
    assert!(resolve_handle(&app, "bob@b.test").await.is_ok());

    // A host claims somebody else's actor under a name of its own.
    finger(
        &app,
        "bob@evil.test",
        &[("https://victim.test/u/vic", "Person")],
    );
    serve(
        &app.http,
        &actor("https://victim.test/u/vic", "Person", "vic"),
    );
    assert!(resolve_handle(&app, "bob@evil.test").await.is_err());

    // The subject does not say its own name.
    finger_as(
        &app,
        "x@evil.test",
        "y@evil.test",
        &[("https://evil.test/u/y", "Person")],
    );
    finger_as(
        &app,
        "y@evil.test",
        "z@evil.test",
        &[("https://evil.test/u/y", "Person")],
    );
    serve(&app.http, &actor("https://evil.test/u/y", "Person", "y"));
    assert!(resolve_handle(&app, "x@evil.test").await.is_err());
}
