//! Words that nobody else may have, planted in everything that is private, and looked for in all that others get
//! (safety.md P-01, P-03, P-05): pages, feeds, documents, what is sent to other servers, figures and the log. And
//! secrets, looked for where an operator or a visitor would read them (B-10).

use super::private::addresses;
use super::stage::{PASSWORD, SOON, answer, ask, instance, reply_on, somebody};
use federation_tests::{
    ADMIN_NAME, Actor, Client, Database, Instance, InstanceConfig, Peer, World, wait_until,
};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

/// Begins every planted word.
const CANARY: &str = "qzbird";
const TITLE: &str = "Which qzbirdtitle in the workshop?";
const BODY: &str = "The qzbirdbody is among us.";
const FORMER: &str = "The qzbirdformer was among us.";
const ANSWER: &str = "Ask the qzbirdanswer.";
const LETTER: &str = "A qzbirdletter for you alone.";
const DRAFT: &str = "Not yet a qzbirddraft.";
/// What everybody may read. It is told last, so that whoever has it was told all before.
const OPEN: &str = "Who has a spare clamp?";

struct Stage {
    alpha: Instance,
    ada: Client,
    forum: Peer,
    micro: Peer,
    /// Those who ask for the peers.
    eve: Actor,
    mia: Actor,
}

async fn stage(database: Database) -> Stage {
    let world = Arc::new(World::new(&["alpha", "forum", "micro"]));
    let alpha = instance(&world, "alpha", database).await;
    for name in ["alpha_bob", "alpha_carl"] {
        alpha.create_account(name, PASSWORD);
    }
    alpha.create_community("inner", "The inner circle", "alpha_ada");
    alpha.create_community("open", "The open house", "alpha_ada");
    alpha.cli(&[
        "community",
        "set",
        "inner",
        "read=members",
        "join=application",
    ]);
    let forum = Peer::lemmy_like(&world, "forum").await;
    let micro = Peer::mastodon_like(&world, "micro").await;
    let (eve, mia) = (forum.person("eve"), micro.person("mia"));
    let ada = somebody(&alpha, "alpha").await;
    Stage {
        alpha,
        ada,
        forum,
        micro,
        eve,
        mia,
    }
}

/// Both peers follow what can be followed, and ask for what cannot.
async fn follow_everything(s: &Stage) {
    let inbox = s.alpha.url("/inbox");
    for (peer, actor) in [(&s.forum, &s.eve), (&s.micro, &s.mia)] {
        for path in ["/c/open", "/c/inner", "/u/alpha_ada"] {
            let follow = peer.follow(actor, &s.alpha.url(path));
            assert_eq!(peer.post(actor, &inbox, &follow).await.status, 202);
        }
        let open = s.alpha.url("/c/open");
        peer.wait_for("the Accept", |activity| {
            activity["type"] == "Accept" && activity["actor"] == open.as_str()
        })
        .await;
    }
}

/// A thread that was edited and answered, a message, and a draft. Returns the paths of thread and reply.
async fn plant(s: &Stage) -> (String, String) {
    let thread = ask(&s.ada, "/c/inner", TITLE, FORMER).await;
    let edit = format!("{thread}/edit");
    s.ada.submit(&edit, "/edit", &[("body", BODY)]).await.ok();
    answer(&s.ada, &thread, ANSWER).await;
    let page = s.ada.get(&thread).await;
    assert!(page.has_text(BODY), "{}", page.text());
    let reply = reply_on(&page, ANSWER);
    let form = "form[action^='/messages/']";
    s.ada
        .submit("/messages/alpha_bob", form, &[("body", LETTER)])
        .await
        .ok();
    let bob = s.alpha.signed_in("alpha_bob", PASSWORD).await;
    let letter = bob.get("/messages/alpha_ada").await;
    assert!(letter.has_text(LETTER), "{}", letter.text());
    // A reply that is previewed is kept as a draft.
    let draft = [("body", DRAFT), ("preview", "1")];
    s.ada.submit(&thread, "/reply", &draft).await;
    (thread, reply)
}

fn all_addresses(s: &Stage, thread: &str, reply: &str) -> Vec<String> {
    let mut all = addresses("/c/inner", thread, reply);
    let host = s.alpha.host();
    all.push(format!(
        "/.well-known/webfinger?resource=acct:alpha_ada@{host}"
    ));
    for path in [
        "/messages",
        "/messages/alpha_ada",
        "/messages/alpha_bob",
        "/notifications",
        "/drafts",
        "/following",
        "/saved",
        "/feed.atom",
        "/feed.json",
        "/c/inner/feed.atom",
        "/c/inner/feed.json",
        "/c/inner/unanswered",
        "/c/inner/tags",
        "/c/inner/library",
        "/u/alpha_ada/feed.atom",
        "/u/alpha_ada/feed.json",
        "/u/alpha_bob",
        "/u/alpha_bob/outbox",
        "/search/feed.atom?q=workshop",
        "/search?q=workshop&tab=replies",
        "/sitemap.xml",
        "/robots.txt",
        "/nodeinfo/2.1",
        "/actor",
        "/outbox",
        "/api/v3/post/list",
        "/api/v3/comment/list",
    ] {
        all.push(path.to_owned());
    }
    all
}

fn assert_silent(text: &str, where_: &str) {
    let found = text.find(CANARY);
    let around = found.map(|at| text.get(at.saturating_sub(80)..).unwrap_or(text));
    assert_eq!(around, None, "{where_}");
}

async fn ask_for_everything(s: &Stage, paths: &[String]) {
    let visitor = s.alpha.client();
    let carl = s.alpha.signed_in("alpha_carl", PASSWORD).await;
    for path in paths {
        let url = s.alpha.url(path);
        for answer in [
            s.forum.fetch(&s.eve, &url).await,
            s.micro.fetch(&s.mia, &url).await,
            s.forum.fetch_unsigned(&url).await,
        ] {
            assert_silent(&answer.text(), &url);
        }
        for client in [&visitor, &carl] {
            let page = client.get(path).await;
            assert_silent(&page.body, &url);
            assert_silent(page.url.as_str(), &url);
            let (_, document) = client.get_activity(path).await;
            assert_silent(&document.to_string(), &url);
        }
    }
}

/// What a peer got is all that left the server for it.
async fn nothing_was_sent(s: &Stage) {
    for (name, peer) in [("the forum", &s.forum), ("the microblog", &s.micro)] {
        wait_until(&format!("{name} has what is open"), SOON, async || {
            let got = peer.deliveries();
            got.iter().any(|it| names_open(it, s)).then_some(())
        })
        .await;
        for request in peer.requests() {
            let body = String::from_utf8_lossy(&request.body);
            assert_silent(&body, name);
            assert_silent(&request.path, name);
            for (_, value) in &request.headers {
                assert_silent(value, name);
            }
        }
    }
}

/// Microblogs get the bare id of a thread.
fn names_open(activity: &Value, s: &Stage) -> bool {
    let group = s.alpha.url("/c/open");
    activity["type"] == "Announce" && activity["actor"] == group.as_str()
}

#[tokio::test(flavor = "multi_thread")]
async fn private_words_reach_nobody_who_may_not_have_them() {
    for database in Database::all() {
        let s = stage(database).await;
        follow_everything(&s).await;
        let (thread, reply) = plant(&s).await;
        // It was there to be found.
        assert!(s.ada.get("/c/inner?sort=new").await.has_text(TITLE));
        ask(&s.ada, "/c/open", OPEN, "For a week.").await;
        nothing_was_sent(&s).await;
        ask_for_everything(&s, &all_addresses(&s, &thread, &reply)).await;
        assert_silent(&s.alpha.metrics().await, "the figures");
        // An address has the title behind it, so the log of the operator has titles; it has no text.
        let log = s.alpha.log();
        for word in [
            "qzbirdbody",
            "qzbirdformer",
            "qzbirdanswer",
            "qzbirdletter",
            "qzbirddraft",
        ] {
            assert!(!log.contains(word), "{word} is in the log");
        }
        // Deleted, it is still nobody's.
        let delete = format!("{thread}/delete");
        s.ada.submit(&delete, "/delete", &[]).await.ok();
        ask_for_everything(&s, &all_addresses(&s, &thread, &reply)).await;
        nothing_was_sent(&s).await;
    }
}

const ADMINS_KEY: &str = "qzkeys of the whole hall";
const WRONG_KEY: &str = "qzwrong but long enough";

/// Whoever has no business on this machine opens none of it.
fn assert_closed(folder: &Path) {
    let mode = std::fs::metadata(folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{}: {mode:o}", folder.display());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kept = std::fs::metadata(&path).unwrap();
        if kept.is_dir() {
            continue;
        }
        let mode = kept.permissions().mode();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("guildhall.") {
            assert_eq!(mode & 0o077, 0, "{name}: {mode:o}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_in_a_log_or_a_page() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha"]));
        let config = InstanceConfig::new("alpha")
            .on(database)
            .with("GUILDHALL__SETUP__ADMIN_PASSWORD", ADMINS_KEY)
            .with("GUILDHALL__LOG__LEVEL", "trace");
        let alpha = Instance::start(&world, config).await;
        alpha.create_account("alpha_ada", PASSWORD);

        let wrong = [("name", ADMIN_NAME), ("password", WRONG_KEY)];
        let refused = alpha.client().submit("/login", "/login", &wrong).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        let admin = alpha.signed_in(ADMIN_NAME, ADMINS_KEY).await;
        let ada = alpha.signed_in("alpha_ada", PASSWORD).await;
        let feeds = ada.submit("/settings/feeds", "/settings/feeds", &[]).await;
        let (_, key) = feeds.body.split_once("/feed.atom?key=").unwrap();
        let key = key.split('<').next().unwrap().to_owned();
        let feed = ada.get(&format!("/feed.atom?key={key}")).await;
        assert_eq!(feed.status, 200);
        let printed = alpha.cli(&["account", "link", "alpha_ada"]);
        let link = printed
            .split_whitespace()
            .find(|word| word.contains("/password/"))
            .unwrap();
        let token = link.rsplit('/').next().unwrap().to_owned();
        ada.get(&format!("/password/{token}")).await;

        let mut secrets = vec![
            ADMINS_KEY,
            WRONG_KEY,
            PASSWORD,
            key.as_str(),
            token.as_str(),
        ];
        secrets.extend(["PRIVATE KEY", "$argon2"]);
        let mut seen = vec![
            ("the log", alpha.log()),
            ("the figures", alpha.metrics().await),
            ("config print", alpha.cli(&["config", "print"])),
        ];
        for path in [
            "/",
            "/admin",
            "/admin/accounts",
            "/admin/queues",
            "/admin/peers",
            "/settings",
            "/settings/feeds",
            "/u/alpha_ada",
            "/about",
            "/no/such/page",
        ] {
            seen.push((path, admin.get(path).await.body));
            seen.push((path, ada.get(path).await.body));
            let (_, document) = ada.get_activity(path).await;
            seen.push((path, document.to_string()));
        }
        for (place, text) in &seen {
            assert!(!text.is_empty(), "{place}");
            let found = secrets.iter().find(|secret| text.contains(**secret));
            assert_eq!(found, None, "{place}");
        }
        assert_closed(&alpha.data_dir());
    }
}
