//! Reading what was said before we listened: a community's recent and pinned threads and its counts,
//! and the replies to a thread that other servers hold, from its `context` and `replies` (FEP-7888,
//! FEP-f228).

use super::announce::trusted_object;
use super::content::{is_known, save_announced};
use super::waiting::PARENTS_MAX;
use crate::accounts::model::Viewer;
use crate::activitypub::fetch::{fetch_collection, fetch_document, with_budget};
use crate::activitypub::ids::same_origin;
use crate::activitypub::tolerant::{count, id_in, id_of, items, object_in, type_of};
use crate::app::App;
use crate::communities::actions::{note_backfilled, note_origin_counts};
use crate::communities::federation::resolve::fetch_count;
use crate::communities::jobs::BackfillCommunity;
use crate::communities::model::Community;
use crate::communities::queries::{community_by_ap_id, find_community};
use crate::error::{Error, Result};
use crate::jobs::Job;
use crate::moderation::federation::pinned_by_origin;
use crate::posts::actions::arrivals::{Thing, find_thing};
use crate::posts::actions::ask_for_replies;
use crate::posts::arrived::{FIRST_REPLIES_MAX, read, totals};
use crate::posts::jobs::{FetchNamedReplies, FetchReplies};
use crate::posts::model::{OriginTotals, Post};
use crate::posts::queries;
use activitypub_federation::config::Data;
use serde_json::Value;
use std::collections::VecDeque;
use std::time::Duration;

/// Threads taken from an outbox, and replies taken for a thread at one time.
const THREADS_MAX: usize = 50;
const PINS_MAX: usize = 10;
const REPLIES_MAX: usize = 200;
/// Pages of a collection that are read; a cyclic `next` ends here (O-20).
const PAGES_MAX: usize = 10;
/// How many parents above something that a list names are asked for, where they are not in it: a list that
/// names what hangs deep in threads elsewhere must not have us climb all of them.
const PARENTS: u8 = 5;
/// Requests of one job: each thread or reply, and its author.
const REQUESTS: u32 = 500;
/// The same of the replies that one thing names in itself.
const NAMED_REQUESTS: u32 = 50;
/// Long reading happens beside everything else, a few servers at a time.
const DEADLINE: Duration = Duration::from_secs(600);

impl Job for BackfillCommunity {
    const KIND: &'static str = "backfill_community";
    const DEADLINE: Duration = DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let group = {
            let mut conn = data.store.read().await?;
            community_by_ap_id(&mut conn, &self.community).await?
        };
        let Some(group) = group.filter(|group| !group.is_local()) else {
            return Ok(());
        };
        Box::pin(with_budget(REQUESTS, backfill(data, &group))).await
    }
}

async fn backfill(app: &App, group: &Community) -> Result<()> {
    // Newest first on the wire; oldest first here, so that replies find their parents.
    for entry in read_own(app, group, &group.actor.outbox_url, THREADS_MAX)
        .await?
        .iter()
        .rev()
    {
        take_entry(app, group, entry).await;
    }
    let mut pins = read_own(app, group, &group.actor.featured_url, PINS_MAX).await?;
    pins.reverse();
    for pin in &pins {
        take_pin(app, group, pin).await;
    }
    let followers = match &group.actor.followers_url {
        Some(url) => fetch_count(app, url).await,
        None => None,
    };
    note_origin_counts(app, group.id(), None, followers).await?;
    note_backfilled(app, group.id()).await
}

/// A collection of the group's own. One that its server does not show is as good as empty.
async fn read_own(
    app: &App,
    group: &Community,
    url: &Option<String>,
    max: usize,
) -> Result<Vec<Value>> {
    let Some(url) = url else {
        return Ok(Vec::new());
    };
    match read_collection(app, &group.actor.ap_id, url, max).await {
        Err(error) if error.may_pass() || error.is_ours() => Err(error),
        found => Ok(found.unwrap_or_default()),
    }
}

/// One line of an outbox: a thread, a Create of it, or an Announce of either. A bad one spoils no other.
async fn take_entry(app: &App, group: &Community, entry: &Value) {
    let mut inner = entry;
    for _ in 0..3 {
        match (type_of(inner), object_in(inner, "object")) {
            (Some("Announce" | "Create"), Some(object)) => inner = object,
            _ => break,
        }
    }
    let bare = match inner.get("object").and_then(id_of) {
        Some(id) if type_of(inner) == Some("Announce") => Some(Value::String(id.to_owned())),
        _ => None,
    };
    let object = bare.as_ref().unwrap_or(inner);
    let outcome = async {
        take_object(app, group, &group.actor.ap_id, object).await?;
        fetch_its_replies(app, object).await
    };
    if let Err(error) = outcome.await {
        tracing::debug!(group = group.actor.ap_id, reason = %error, "an entry of an outbox was left out");
    }
}

async fn take_pin(app: &App, group: &Community, pin: &Value) {
    let outcome = async {
        take_object(app, group, &group.actor.ap_id, pin).await?;
        let id = id_of(pin).unwrap_or_default();
        pinned_by_origin(app, group, id).await
    };
    if let Err(error) = outcome.await {
        tracing::debug!(group = group.actor.ap_id, reason = %error, "a pinned thread was left out");
    }
}

/// `served_by`: whose server gave us this copy of the object. Returns the replies that it names in itself,
/// where it is new.
async fn take_object(
    app: &App,
    group: &Community,
    served_by: &str,
    object: &Value,
) -> Result<Vec<String>> {
    let id = id_of(object).ok_or(Error::Bad("the entry has no id".into()))?;
    if app.local.is_local(id) || is_known(app, id).await? {
        return Ok(Vec::new());
    }
    let object = trusted_object(app, served_by, object).await?;
    Box::pin(save_announced(app, group, &object, PARENTS_MAX - PARENTS)).await?;
    Ok(read(&object)?.first_replies)
}

async fn fetch_its_replies(app: &App, object: &Value) -> Result<()> {
    let Some(id) = id_of(object) else {
        return Ok(());
    };
    let post = {
        let mut conn = app.store.read().await?;
        queries::post_by_ap_id(&mut conn, &Viewer::System, id).await?
    };
    match post {
        Some(post) if post.origin_reply_count != Some(0) => ask_for_replies(app, &post).await,
        _ => Ok(()),
    }
}

impl Job for FetchReplies {
    const KIND: &'static str = "fetch_replies";
    const DEADLINE: Duration = DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let (post, group) = {
            let mut conn = data.store.read().await?;
            let Some(post) = queries::find_post(&mut conn, &Viewer::System, self.post).await?
            else {
                return Ok(());
            };
            let group = find_community(&mut conn, post.community_id).await?;
            (post, group)
        };
        if post.local {
            return Ok(());
        }
        with_budget(REQUESTS, fetch_replies(data, &post, &group)).await
    }
}

async fn fetch_replies(app: &App, post: &Post, group: &Community) -> Result<()> {
    let document = match fetch_document(app, &post.ap_id).await {
        Err(error) if error.may_pass() || error.is_ours() => return Err(error),
        // It is gone, or not ours to see: there is nothing to get.
        Err(_) => return note_fetched(app, post, OriginTotals::default()).await,
        Ok(fetched) => fetched.value,
    };
    let told = match id_of(&document) == Some(post.ap_id.as_str()) {
        true => totals(&document),
        false => OriginTotals::default(),
    };
    let mut known: Vec<String> = Vec::new();
    for source in ["context", "replies"] {
        let Some(source) = document.get(source) else {
            continue;
        };
        let replies = read_source(app, post, source).await?;
        let most = known.len().saturating_add(REPLIES_MAX);
        take_replies(app, (post, group), replies, &mut known, most).await;
    }
    let count = i64::try_from(known.len()).unwrap_or(i64::MAX);
    let replies = (count > 0).then_some(count);
    note_fetched(app, post, OriginTotals { replies, ..told }).await
}

/// Takes in replies to a thread, and the replies that those name in themselves, until `most` are known:
/// Mastodon's collections list what answers one thing, and nothing that answers an answer.
async fn take_replies(
    app: &App,
    (post, group): (&Post, &Community),
    replies: Vec<Value>,
    known: &mut Vec<String>,
    most: usize,
) {
    let mut waiting = VecDeque::from(replies);
    while let Some(reply) = waiting.pop_front() {
        let Some(id) = id_of(&reply).filter(|id| *id != post.ap_id) else {
            continue;
        };
        if known.len() >= most || known.iter().any(|seen| seen == id) {
            continue;
        }
        known.push(id.to_owned());
        match take_object(app, group, &post.ap_id, &reply).await {
            Ok(named) => waiting.extend(named.into_iter().map(Value::String)),
            Err(error) => {
                tracing::debug!(thread = post.ap_id, reason = %error, "a reply elsewhere was left out");
            }
        }
    }
}

impl Job for FetchNamedReplies {
    const KIND: &'static str = "fetch_named_replies";
    const DEADLINE: Duration = DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let (post, group) = {
            let mut conn = data.store.read().await?;
            let Some(Thing { post, .. }) = find_thing(&mut conn, &self.of).await? else {
                return Ok(());
            };
            let group = find_community(&mut conn, post.community_id).await?;
            (post, group)
        };
        let replies = self.replies.into_iter().map(Value::String).collect();
        let mut known = Vec::new();
        let taking = take_replies(
            data,
            (&post, &group),
            replies,
            &mut known,
            FIRST_REPLIES_MAX,
        );
        Box::pin(with_budget(NAMED_REQUESTS, taking)).await;
        Ok(())
    }
}

/// A collection by its address or embedded with its first page, of the thread's own server.
async fn read_source(app: &App, post: &Post, source: &Value) -> Result<Vec<Value>> {
    let found = match (id_of(source), source.is_object()) {
        (_, true) if source.get("first").is_some() || has_items(source) => {
            follow_pages(app, &post.ap_id, source.clone(), REPLIES_MAX).await
        }
        (Some(url), _) => read_collection(app, &post.ap_id, url, REPLIES_MAX).await,
        _ => Ok(Vec::new()),
    };
    match found {
        Err(error) if error.may_pass() || error.is_ours() => Err(error),
        found => Ok(found.unwrap_or_default()),
    }
}

fn has_items(collection: &Value) -> bool {
    ["orderedItems", "items"]
        .iter()
        .any(|key| !items(collection, key).is_empty())
}

async fn note_fetched(app: &App, post: &Post, told: OriginTotals) -> Result<()> {
    let mut tx = app.store.begin().await?;
    queries::set_replies_fetched(&mut tx, post.id, app.now()).await?;
    queries::set_origin_totals(&mut tx, post.id, told).await?;
    tx.commit().await?;
    Ok(())
}

/// The items of a collection of `owner`'s server, in its order, following pages.
async fn read_collection(app: &App, owner: &str, url: &str, max: usize) -> Result<Vec<Value>> {
    if !same_origin(owner, url) {
        return Err(Error::peer("the collection belongs to another server"));
    }
    let page = fetch_collection(app, url).await?;
    follow_pages(app, owner, page, max).await
}

async fn follow_pages(app: &App, owner: &str, first: Value, max: usize) -> Result<Vec<Value>> {
    let mut page = first;
    let mut found: Vec<Value> = Vec::new();
    for read in 1..=PAGES_MAX {
        let here = items(&page, "orderedItems")
            .into_iter()
            .chain(items(&page, "items"));
        found.extend(here.cloned());
        if found.len() >= max || read == PAGES_MAX {
            break;
        }
        let has_items = count(&page, "totalItems").is_none_or(|total| total > 0);
        let embedded = object_in(&page, "first")
            .cloned()
            .filter(|_| found.is_empty());
        if let Some(first) = embedded {
            page = first;
            continue;
        }
        let next = id_in(&page, "next")
            .or_else(|| id_in(&page, "first").filter(|_| found.is_empty() && has_items));
        let Some(next) = next.filter(|next| same_origin(next, owner)) else {
            break;
        };
        page = fetch_collection(app, next).await?;
    }
    found.truncate(max);
    Ok(found)
}
