//! What the tests between servers have in common: people, a community, and finding things again
//! on another server's pages.

use crate::{Client, Database, Instance, InstanceConfig, Page, World, wait_until};
use std::sync::Arc;
use std::time::Duration;

pub const PASSWORD: &str = "a long enough password";
/// Deliveries are woken by the commit; retries after a failure wait a minute.
pub const SOON: Duration = Duration::from_secs(30);
pub const AFTER_RETRY: Duration = Duration::from_secs(110);

pub async fn instance(world: &Arc<World>, name: &str, database: Database) -> Instance {
    let instance = Instance::start(world, InstanceConfig::new(name).on(database)).await;
    instance.create_account(&format!("{name}_ada"), PASSWORD);
    instance
}

/// The person `instance` made, signed in.
pub async fn somebody(instance: &Instance, name: &str) -> Client {
    instance.signed_in(&format!("{name}_ada"), PASSWORD).await
}

/// Follows a community of another server and waits until it has answered.
pub async fn follow(client: &Client, handle: &str) {
    let page = client.get(&format!("/search?q=!{handle}")).await.ok();
    let here = if page.path().starts_with("/c/") {
        page.path().to_owned()
    } else {
        page.attributes("a[href^='/c/']", "href")
            .into_iter()
            .next()
            .expect("search found the community")
    };
    client.submit(&here, "/follow", &[]).await.ok();
    wait_until("the follow is accepted", SOON, async || {
        let page = client.get(&here).await;
        // Until then the same form says "Withdraw".
        let said = page.select("form[action$='/unfollow'] button");
        (said == ["Unfollow"]).then_some(())
    })
    .await;
}

/// The path of the thread with this title in a community's list, when it is there.
pub async fn thread_at(client: &Client, community: &str, title: &str) -> String {
    wait_until(
        &format!("{title:?} is in {community}"),
        AFTER_RETRY,
        async || {
            let page = client.get(&format!("{community}?sort=new")).await;
            let href = page.link(title)?;
            Some(without_slug(&href))
        },
    )
    .await
}

/// `/post/ID` of an address that may have the title behind it.
pub fn without_slug(href: &str) -> String {
    let path = href.split(['#', '?']).next().unwrap_or(href);
    path.split('/').take(3).collect::<Vec<_>>().join("/")
}

pub async fn see(client: &Client, path: &str, text: &str) -> Page {
    wait_until(&format!("{text:?} is on {path}"), AFTER_RETRY, async || {
        let page = client.get(path).await;
        page.has_text(text).then_some(page)
    })
    .await
}

pub async fn see_no_more(client: &Client, path: &str, text: &str) -> Page {
    wait_until(
        &format!("{text:?} has gone from {path}"),
        AFTER_RETRY,
        async || {
            let page = client.get(path).await;
            (!page.has_text(text)).then_some(page)
        },
    )
    .await
}

/// Waits until the thread's own figure is this.
pub async fn see_votes(client: &Client, thread: &str, votes: i64) {
    let wanted = format!("Votes: {votes}");
    wait_until(&format!("{thread} has {votes} votes"), SOON, async || {
        let page = client.get(thread).await;
        let said = page.select("#thread .post-votes b");
        (said == [wanted.as_str()]).then_some(())
    })
    .await;
}

pub async fn ask(client: &Client, community: &str, title: &str, body: &str) -> String {
    let form = format!("{community}/new?kind=question");
    let page = client
        .submit(&form, "/new", &[("title", title), ("body", body)])
        .await
        .ok();
    assert!(
        page.path().starts_with("/post/"),
        "{} after asking: {}",
        page.path(),
        page.text()
    );
    without_slug(page.path())
}

pub async fn answer(client: &Client, thread: &str, body: &str) {
    let page = client
        .submit(thread, "/reply", &[("body", body)])
        .await
        .ok();
    assert!(page.has_text(body), "the answer is shown: {}", page.text());
}

/// Comments on a reply (`/comment/ID`) of a thread.
pub async fn comment_on(client: &Client, thread: &str, reply: &str, body: &str) {
    let form = format!("{thread}?reply={}", reply.trim_start_matches("/comment/"));
    let page = client.submit(&form, "/reply", &[("body", body)]).await.ok();
    assert!(page.has_text(body), "the comment is shown: {}", page.text());
}

/// `/comment/ID` of the reply that contains a text.
pub fn reply_on(page: &Page, text: &str) -> String {
    let ids = page.attributes("article[id^='c-'], li[id^='c-']", "id");
    // A comment stands inside of what it is on, so the last is the innermost.
    let found = ids.into_iter().rev().find(|id| {
        page.select(&format!("#{id}"))
            .iter()
            .any(|shown| shown.contains(text))
    });
    let id = found.unwrap_or_else(|| panic!("no reply says {text:?}: {}", page.text()));
    format!("/comment/{}", id.trim_start_matches("c-"))
}
