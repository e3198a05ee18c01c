//! A community that only its members read, with members on two Guildhall servers, and a third server that
//! asks for everything with a key of its own, in vain (protocol.md §3.9).

use super::stage::{PASSWORD, SOON, answer, ask, instance, reply_on, see, somebody, thread_at};
use federation_tests::{Actor, Client, Database, Instance, Peer, World, wait_until};
use std::sync::Arc;

const SECRET: &str = "Who takes over the workshop?";
const ANSWER: &str = "Nobody knows it yet.";

struct Two {
    alpha: Instance,
    beta: Instance,
    on_alpha: Client,
    on_beta: Client,
    mallory: Peer,
    eve: Actor,
    /// The community's path on beta.
    abroad: String,
}

async fn two(database: Database) -> Two {
    let world = Arc::new(World::new(&["alpha", "beta", "mallory"]));
    let alpha = instance(&world, "alpha", database).await;
    let beta = instance(&world, "beta", database).await;
    alpha.create_community("inner", "The inner circle", "alpha_ada");
    alpha.cli(&[
        "community",
        "set",
        "inner",
        "read=members",
        "join=application",
    ]);
    let mallory = Peer::lemmy_like(&world, "mallory").await;
    let eve = mallory.person("eve");
    Two {
        on_alpha: somebody(&alpha, "alpha").await,
        on_beta: somebody(&beta, "beta").await,
        abroad: format!("/c/inner@{}", alpha.host()),
        alpha,
        beta,
        mallory,
        eve,
    }
}

/// Somebody of beta wants to follow, which is applying there.
async fn apply(s: &Two) {
    let search = format!("/search?q=!inner@{}", s.alpha.host());
    s.on_beta.get(&search).await.ok();
    s.on_beta.submit(&s.abroad, "/follow", &[]).await.ok();
    // The convener is told who could read along.
    let warning = format!("They would be the first member from {}", s.beta.host());
    see(&s.on_alpha, "/c/inner/desk", &warning).await;
}

async fn approve(s: &Two) {
    let form = "form[action^='/c/inner/desk/']";
    s.on_alpha
        .submit("/c/inner/desk", form, &[("decision", "approve")])
        .await
        .ok();
    wait_until("the follow is accepted", SOON, async || {
        let page = s.on_beta.get(&s.abroad).await;
        let said = page.select("form[action$='/unfollow'] button");
        (said == ["Unfollow"]).then_some(())
    })
    .await;
}

/// Every address of a thread and a reply, for people and for servers.
pub(super) fn addresses(community: &str, thread: &str, reply: &str) -> Vec<String> {
    let mut all = Vec::new();
    for thing in [thread, reply] {
        let id = thing.rsplit('/').next().unwrap();
        all.push(thing.to_owned());
        for below in ["replies", "replies/after/0", "likes", "revisions", "edit"] {
            all.push(format!("{thing}/{below}"));
        }
        all.push(format!("/activities/create/{id}"));
        all.push(format!("/activities/announce/{id}"));
    }
    for below in ["context", "context/after/0", "shares", "any-words"] {
        all.push(format!("{thread}/{below}"));
    }
    for below in [
        "",
        "/outbox",
        "/featured",
        "/followers",
        "/moderators",
        "/about",
        "/members",
        "/join",
        "/modlog",
        "/similar?title=Who+takes+over+the+workshop",
        "?sort=new",
    ] {
        all.push(format!("{community}{below}"));
    }
    for list in [
        "/",
        "/?list=all&sort=new",
        "/?list=local&sort=new",
        "/search?q=workshop",
        "/search?q=nobody",
        "/communities",
        "/modlog",
        "/u/alpha_ada",
        "/u/alpha_ada?show=replies",
        "/u/alpha_ada/outbox",
        "/u/beta_ada",
        "/u/beta_ada?show=replies",
        "/u/beta_ada/outbox",
    ] {
        all.push(list.to_owned());
    }
    all
}

fn tells(text: &str) -> bool {
    text.contains(SECRET) || text.contains(ANSWER)
}

/// Nobody gets the words: no visitor, nobody with an account, no server that signs.
async fn in_vain(s: &Two, instance: &Instance, who: &Client, paths: &[String]) {
    let visitor = instance.client();
    for path in paths {
        let url = instance.url(path);
        for answer in [
            s.mallory.fetch(&s.eve, &url).await,
            s.mallory.fetch_unsigned(&url).await,
        ] {
            assert!(!tells(&answer.text()), "{url}: {}", answer.text());
        }
        for client in [&visitor, who] {
            let page = client.get(path).await;
            assert!(!tells(&page.text()), "{url}: {}", page.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_members_on_two_servers_read_nobody_else_gets() {
    for database in Database::all() {
        let s = two(database).await;
        apply(&s).await;
        approve(&s).await;
        let question = ask(&s.on_alpha, "/c/inner", SECRET, "Among us.").await;
        let at_beta = thread_at(&s.on_beta, &s.abroad, SECRET).await;
        answer(&s.on_beta, &at_beta, ANSWER).await;
        let page = see(&s.on_alpha, &question, ANSWER).await;
        let reply = reply_on(&page, ANSWER);
        let page = s.on_beta.get(&at_beta).await;
        let own_reply = reply_on(&page, ANSWER);

        // A hostile server asks to follow, and is told why not.
        let follow = s.mallory.follow(&s.eve, &s.alpha.url("/c/inner"));
        let inbox = s.alpha.url("/inbox");
        assert_eq!(s.mallory.post(&s.eve, &inbox, &follow).await.status, 202);
        s.mallory
            .wait_for("the Reject", |a| a["type"] == "Reject")
            .await;
        let told = s
            .mallory
            .wait_for("a word why", |a| a["type"] == "Create")
            .await;
        let words = told["object"]["content"].as_str().unwrap_or_default();
        assert!(words.contains("the software of your server"), "{words}");

        // It asks for everything, on both servers, and so do their own people who do not belong.
        s.alpha.create_account("alpha_bob", PASSWORD);
        s.beta.create_account("beta_bob", PASSWORD);
        let bob = s.alpha.signed_in("alpha_bob", PASSWORD).await;
        in_vain(
            &s,
            &s.alpha,
            &bob,
            &addresses("/c/inner", &question, &reply),
        )
        .await;
        let bob = s.beta.signed_in("beta_bob", PASSWORD).await;
        in_vain(
            &s,
            &s.beta,
            &bob,
            &addresses(&s.abroad, &at_beta, &own_reply),
        )
        .await;
        assert_eq!(bob.get(&at_beta).await.status, 404);

        // What is hidden answers as what is not there.
        let (hidden, missing) = (s.alpha.url(&question), s.alpha.url("/post/0zzzzzzzzzzzzz"));
        let hidden = s.mallory.fetch(&s.eve, &hidden).await;
        let missing = s.mallory.fetch(&s.eve, &missing).await;
        assert_eq!(hidden.status, 404);
        assert_eq!(hidden.text(), missing.text());
        // And nothing of it was ever sent there.
        for delivery in s.mallory.deliveries() {
            assert!(!tells(&delivery.to_string()), "{delivery}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stops_following_has_left_and_reads_nothing_any_more() {
    for database in Database::all() {
        let s = two(database).await;
        apply(&s).await;
        approve(&s).await;
        let question = ask(&s.on_alpha, "/c/inner", SECRET, "Among us.").await;
        let at_beta = thread_at(&s.on_beta, &s.abroad, SECRET).await;
        answer(&s.on_beta, &at_beta, "Let me think.").await;
        see(&s.on_alpha, &question, "Let me think.").await;
        answer(&s.on_alpha, &question, ANSWER).await;
        see(&s.on_beta, &at_beta, ANSWER).await;

        s.on_beta.submit(&s.abroad, "/unfollow", &[]).await.ok();
        assert_eq!(s.on_beta.get(&at_beta).await.status, 404);
        for path in ["/", "/notifications", "/search?q=workshop", &s.abroad] {
            let page = s.on_beta.get(path).await;
            assert!(!tells(&page.text()), "{path}: {}", page.text());
        }
        // At home they are no member any more: they have to apply again, as the first of their server.
        apply(&s).await;
        assert_eq!(s.on_beta.get(&at_beta).await.status, 404);
    }
}
