//! Reading what was said before we listened: a community's recent threads from its outbox, and the
//! replies to a thread that other servers hold, from its `context` and `replies` (FEP-7888, FEP-f228).

use super::announce::trusted_object;
use super::content::{is_known, save_announced};
use crate::accounts::model::Viewer;
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::ids::same_origin;
use crate::activitypub::tolerant::{count, id_in, id_of, items, object_in, type_of};
use crate::app::App;
use crate::communities::actions::note_backfilled;
use crate::communities::model::Community;
use crate::communities::queries::{community_by_ap_id, find_community};
use crate::error::{Error, Result};
use crate::ids::PostId;
use crate::jobs::Job;
use crate::posts::queries;
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Threads taken from an outbox, and replies taken for a thread at one time.
const THREADS_MAX: usize = 50;
const REPLIES_MAX: usize = 200;
/// Pages of a collection that are read; a cyclic `next` ends here (O-20).
const PAGES_MAX: usize = 10;

/// Brings in the recent threads of a community elsewhere.
#[derive(Debug, Serialize, Deserialize)]
pub struct BackfillCommunity {
    pub community: String,
}

impl Job for BackfillCommunity {
    const KIND: &'static str = "backfill_community";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let group = {
            let mut conn = data.store.read().await?;
            community_by_ap_id(&mut conn, &self.community).await?
        };
        let Some(group) = group.filter(|group| !group.is_local()) else {
            return Ok(());
        };
        if let Some(outbox) = group.actor.outbox_url.clone() {
            let mut entries =
                read_collection(data, &group.actor.ap_id, &outbox, THREADS_MAX).await?;
            // Newest first on the wire; oldest first here, so that replies find their parents.
            entries.reverse();
            for entry in entries {
                take_entry(data, &group, &entry).await;
            }
        }
        note_backfilled(data, group.id()).await
    }
}

/// One line of an outbox: a thread, a Create of it, or an Announce of either. A bad one spoils no other.
async fn take_entry(data: &Data<App>, group: &Community, entry: &Value) {
    let mut inner = entry;
    for _ in 0..3 {
        match (type_of(inner), object_in(inner, "object")) {
            (Some("Announce" | "Create"), Some(object)) => inner = object,
            _ => break,
        }
    }
    let outcome = match inner.get("object").and_then(id_of) {
        Some(id) if type_of(inner) == Some("Announce") => {
            take_object(data, group, &Value::String(id.to_owned())).await
        }
        _ => take_object(data, group, inner).await,
    };
    if let Err(error) = outcome {
        tracing::debug!(group = group.actor.ap_id, reason = %error, "an entry of an outbox was left out");
    }
}

async fn take_object(data: &Data<App>, group: &Community, object: &Value) -> Result<()> {
    let id = id_of(object).ok_or(Error::Bad("the entry has no id".into()))?;
    if data.local.is_local(id) || is_known(data, id).await? {
        return Ok(());
    }
    let object = trusted_object(data, group, object).await?;
    Box::pin(save_announced(data, group, &object, 0)).await
}

/// Gets the replies to a thread that are elsewhere.
#[derive(Debug, Serialize, Deserialize)]
pub struct FetchReplies {
    pub post: PostId,
}

impl Job for FetchReplies {
    const KIND: &'static str = "fetch_replies";

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
        let document = fetch_document(data, &post.ap_id).await?.value;
        let sources = [id_in(&document, "context"), id_in(&document, "replies")];
        let mut replies: Vec<Value> = Vec::new();
        for source in sources
            .into_iter()
            .flatten()
            .filter(|url| same_origin(url, &post.ap_id))
        {
            match read_collection(data, &post.ap_id, source, REPLIES_MAX).await {
                Ok(found) => replies.extend(found),
                Err(error) if error.may_pass() => return Err(error),
                Err(_) => {}
            }
        }
        let mut known = 0_i64;
        for reply in &replies {
            if id_of(reply).is_some_and(|id| id != post.ap_id) {
                known = known.saturating_add(1);
            }
            if let Err(error) = take_object(data, &group, reply).await {
                tracing::debug!(thread = post.ap_id, reason = %error, "a reply elsewhere was left out");
            }
        }
        let mut tx = data.store.begin().await?;
        queries::set_replies_fetched(&mut tx, post.id, data.now()).await?;
        if known > 0 {
            queries::set_origin_reply_count(&mut tx, post.id, known).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The items of a collection of `owner`'s server, in its order, following pages.
async fn read_collection(app: &App, owner: &str, url: &str, max: usize) -> Result<Vec<Value>> {
    if !same_origin(owner, url) {
        return Err(Error::peer("the collection belongs to another server"));
    }
    let mut page = fetch_document(app, url).await?.value;
    let mut found: Vec<Value> = Vec::new();
    for _ in 0..PAGES_MAX {
        let here = items(&page, "orderedItems")
            .into_iter()
            .chain(items(&page, "items"));
        found.extend(here.cloned());
        if found.len() >= max {
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
        page = fetch_document(app, next).await?.value;
    }
    found.truncate(max);
    Ok(found)
}
