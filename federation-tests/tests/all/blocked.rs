//! A server is blocked whose people belong to a community, and is allowed again: what that ends at once, what comes
//! back by itself, and what only the people can bring back.

use super::stage::{
    AFTER_RETRY, SOON, answer, ask, follow, instance, see, see_no_more, somebody, thread_at,
};
use super::three_stage::{Three, administrator, three_with};
use federation_tests::{Client, Database, Instance, World, wait_until};
use std::sync::Arc;

const BEFORE: &str = "Which glue for a spruce top?";
const DURING: &str = "Which varnish for a bow?";
const AFTER: &str = "Which wood for a bridge?";
const MEANWHILE: &str = "Said while we were blocked.";

/// `/admin/peers/…` of a server, on whatever port.
fn peer_page(host: &str) -> String {
    let name = host.split(':').next().unwrap_or(host);
    format!("/admin/peers/{name}")
}

async fn block(admin: &Client, host: &str) {
    let (page, note) = (peer_page(host), [("note", "Nobody answers there")]);
    let page = admin.submit(&page, "/block", &note).await.ok();
    assert!(
        page.has_text("Why: Nobody answers there"),
        "{}",
        page.text()
    );
}

async fn allow(admin: &Client, host: &str) {
    let page = admin.submit(&peer_page(host), "/allow", &[]).await.ok();
    assert!(page.has_form("/block"), "{}", page.text());
}

/// Whether the community's page offers to follow it, or to follow it no more.
async fn is_followed(client: &Client, community: &str, wanted: bool) {
    let what = format!("following {community} is {wanted}");
    wait_until(&what, AFTER_RETRY, async || {
        let page = client.get(community).await;
        let (follows, may) = (page.has_form("/unfollow"), page.has_form("/follow"));
        (follows == wanted && may != wanted).then_some(())
    })
    .await;
}

/// How many activities a server has refused.
async fn refused(instance: &Instance) -> u64 {
    let figures = instance.metrics().await;
    let name = "guildhall_inbox_total{outcome=\"refused\"} ";
    let line = figures.lines().find_map(|line| line.strip_prefix(name));
    line.map_or(0, |count| count.parse().expect("a number"))
}

/// Ada of gamma becomes a member, which whoever begins threads has to be.
async fn join(s: &Three) {
    let joining = format!("{}/join", s.abroad);
    // What alpha runs is read in a job.
    let page = wait_until("the page for joining is there", SOON, async || {
        let page = s.on_gamma.get(&joining).await;
        page.has_form("/join").then_some(page)
    })
    .await;
    s.on_gamma.submit_on(&page, "/join", &[]).await.ok();
    see(&s.on_gamma, &joining, "You are a member").await;
    see(&s.on_alpha, "/c/luthiers/join", "2 members;").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_of_a_members_server_ends_the_follow_and_keeps_what_was_said() {
    for database in Database::all() {
        let s = three_with(database, &["join=open", "post=members"]).await;
        join(&s).await;
        let at_gamma = ask(&s.on_gamma, &s.abroad, BEFORE, "Hide or fish?").await;
        let at_alpha = thread_at(&s.on_alpha, &s.home, BEFORE).await;
        let at_beta = thread_at(&s.on_beta, &s.abroad, BEFORE).await;

        // Before it is blocked, what that would cut is said.
        let (admin, host) = (administrator(&s.alpha).await, s.gamma.host());
        let page = admin.get(&peer_page(&host)).await.ok();
        for said in ["1 follow by people there", "1 thread and 0 replies"] {
            assert!(page.has_text(said), "{said}: {}", page.text());
        }
        block(&admin, &host).await;
        let ended = format!("@gamma_ada@{host}");
        let page = see(&admin, &peer_page(&host), &ended).await;
        assert!(page.has_text("Follows that a block ended"));

        // What was said stays; nothing goes there, and nothing is taken from there.
        for (client, thread) in [(&s.on_alpha, &at_alpha), (&s.on_beta, &at_beta)] {
            assert!(client.get(thread).await.ok().has_text("Hide or fish?"));
        }
        let (before, own) = (refused(&s.alpha).await, format!("{}?sort=new", s.abroad));
        ask(&s.on_alpha, &s.home, DURING, "Oil or spirit?").await;
        answer(&s.on_gamma, &at_gamma, MEANWHILE).await;
        thread_at(&s.on_beta, &s.abroad, DURING).await;
        wait_until("alpha has refused the answer", SOON, async || {
            (refused(&s.alpha).await > before).then_some(())
        })
        .await;
        assert!(!s.on_alpha.get(&at_alpha).await.has_text(MEANWHILE));
        assert!(s.on_gamma.get(&own).await.link(DURING).is_none());
        // They are not told while it stands.
        is_followed(&s.on_gamma, &s.abroad, true).await;

        // Allowed again, their server hears that the follow is over, and what it had to say comes.
        allow(&admin, &host).await;
        is_followed(&s.on_gamma, &s.abroad, false).await;
        // Their server tries again later by itself; an operator need not wait.
        s.gamma.cli(&["peer", "retry", &s.alpha.host()]);
        see(&s.on_alpha, &at_alpha, MEANWHILE).await;
        see(&s.on_beta, &at_beta, MEANWHILE).await;

        // They are a member still: what they begin is shown at once. The follow is theirs to bring back.
        ask(&s.on_gamma, &s.abroad, AFTER, "Maple?").await;
        thread_at(&s.on_alpha, &s.home, AFTER).await;
        thread_at(&s.on_beta, &s.abroad, AFTER).await;
        is_followed(&s.on_gamma, &s.abroad, false).await;
        follow(&s.on_gamma, s.handle()).await;
        let last = "Which pegs hold best?";
        ask(&s.on_alpha, &s.home, last, "Rosewood?").await;
        thread_at(&s.on_gamma, &s.abroad, last).await;
        see(&s.on_alpha, "/c/luthiers/join", "2 members;").await;
    }
}

/// A community on alpha that only its members read: its convener, and an Ada each of beta and gamma.
struct Inner {
    alpha: Instance,
    beta: Instance,
    gamma: Instance,
    on_alpha: Client,
    on_beta: Client,
    on_gamma: Client,
    abroad: String,
}

async fn inner(database: Database) -> Inner {
    let world = Arc::new(World::new(&["alpha", "beta", "gamma"]));
    let alpha = instance(&world, "alpha", database).await;
    let beta = instance(&world, "beta", database).await;
    let gamma = instance(&world, "gamma", database).await;
    alpha.create_community("inner", "The inner circle", "alpha_ada");
    alpha.cli(&[
        "community",
        "set",
        "inner",
        "read=members",
        "join=application",
    ]);
    let inner = Inner {
        on_alpha: somebody(&alpha, "alpha").await,
        on_beta: somebody(&beta, "beta").await,
        on_gamma: somebody(&gamma, "gamma").await,
        abroad: format!("/c/inner@{}", alpha.host()),
        alpha,
        beta,
        gamma,
    };
    let search = format!("/search?q=!inner@{}", inner.alpha.host());
    for client in [&inner.on_beta, &inner.on_gamma] {
        client.get(&search).await.ok();
    }
    let person = format!("beta_ada@{}", inner.beta.host());
    inner.enters(&inner.on_beta, &person).await;
    inner.gamma_enters().await;
    inner
}

impl Inner {
    /// Whoever follows such a community applies; it is decided by command.
    async fn enters(&self, client: &Client, person: &str) {
        client.submit(&self.abroad, "/follow", &[]).await.ok();
        wait_until("they apply", AFTER_RETRY, async || {
            let page = self.on_alpha.get("/c/inner/desk").await;
            let buttons = page.select("button[value='approve']");
            (!buttons.is_empty()).then_some(())
        })
        .await;
        self.alpha.cli(&["application", "approve", "inner", person]);
        is_followed(client, &self.abroad, true).await;
    }

    async fn gamma_enters(&self) {
        let person = format!("gamma_ada@{}", self.gamma.host());
        self.enters(&self.on_gamma, &person).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_of_the_home_of_a_members_only_community_ends_belonging_to_it_for_good() {
    for database in Database::all() {
        let s = inner(database).await;
        ask(&s.on_alpha, "/c/inner", BEFORE, "Among us.").await;
        let at_beta = thread_at(&s.on_beta, &s.abroad, BEFORE).await;
        let at_gamma = thread_at(&s.on_gamma, &s.abroad, BEFORE).await;
        let joined = "/c/inner/join";
        see(&s.on_alpha, joined, "3 members;").await;

        let (admin, host) = (administrator(&s.gamma).await, s.alpha.host());
        block(&admin, &host).await;
        see_no_more(&s.on_gamma, &at_gamma, BEFORE).await;
        assert_eq!(s.on_gamma.get(&at_gamma).await.status, 404);
        // The community does not hear of it as long as the block stands, and goes on for the others.
        ask(&s.on_alpha, "/c/inner", DURING, "Among us.").await;
        thread_at(&s.on_beta, &s.abroad, DURING).await;
        let page = s.on_alpha.get(joined).await;
        assert!(page.has_text("3 members;"), "{}", page.text());

        // Then it does, and that is as if they had left: they come back as anybody else comes.
        allow(&admin, &host).await;
        see(&s.on_alpha, joined, "2 members;").await;
        assert_eq!(s.on_gamma.get(&at_gamma).await.status, 404);
        s.gamma_enters().await;
        ask(&s.on_alpha, "/c/inner", AFTER, "Among us.").await;
        thread_at(&s.on_gamma, &s.abroad, AFTER).await;
        assert!(s.on_beta.get(&at_beta).await.has_text("Among us."));
    }
}
