//! What a group passes on, and how much of it is believed (design README 20):
//!
//! | inner act | believed |
//! |---|---|
//! | votes | if the announcer owns the community |
//! | Create, Update | if the author's host is the group's; else the object is fetched from its own |
//! | an author's Delete | if its host is the group's; else confirmed by 404, 410 or a Tombstone |
//! | moderation | on the group's authority, for its own community |
//! | updates, deletes and moves of persons | never |

use super::accepted::apply;
use super::content;
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::ids::same_origin;
use crate::activitypub::tolerant::{id_in, id_of, items, type_of};
use crate::app::App;
use crate::communities::act::{Act, Authority};
use crate::communities::actions::accept_implicitly;
use crate::communities::federation::{FRESH, Resolved, resolve_actor};
use crate::communities::model::Community;
use crate::communities::queries::community_by_actor;
use crate::communities::queries::follows::list_pending;
use crate::error::{Error, Reason, Result};
use serde_json::Value;

/// PieFed sends many votes in one Announce.
const BATCH_MAX: usize = 500;
/// Announces inside announces are unwrapped this deep.
const DEPTH_MAX: u8 = 2;

/// Types of activities that may be wrapped.
const ACTIVITIES: [&str; 15] = [
    "Create",
    "Update",
    "Delete",
    "Undo",
    "Like",
    "Dislike",
    "EmojiReact",
    "Add",
    "Remove",
    "Lock",
    "Block",
    "Flag",
    "ChooseAnswer",
    "Announce",
    "PollVote",
];

pub async fn receive(app: &App, act: &Act<'_>) -> Result<()> {
    let group = {
        let mut conn = app.store.read().await?;
        community_by_actor(&mut conn, act.actor.id).await?
    };
    let Some(group) = group else {
        // A person's boost. Nothing here counts boosts.
        return Ok(());
    };
    note_sign_of_life(app, &group).await?;
    unwrap(app, &group, act.value, DEPTH_MAX).await
}

/// A group that announces to us has taken our follow, whether or not its Accept arrived: Lemmy loses
/// the first activity to a server that is new to it (wire-observed.md).
async fn note_sign_of_life(app: &App, group: &Community) -> Result<()> {
    let waiting = {
        let mut conn = app.store.read().await?;
        list_pending(&mut conn, group.actor.id).await?
    };
    if waiting.is_empty() {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    accept_implicitly(&mut tx, app, group).await?;
    tx.commit().await?;
    Ok(())
}

async fn unwrap(app: &App, group: &Community, announce: &Value, depth: u8) -> Result<()> {
    let Some(object) = announce.get("object") else {
        return Err(Error::Bad("the announcement has no object".into()));
    };
    let batch: Vec<&Value> = match object {
        Value::Array(list) => list.iter().collect(),
        Value::Object(_) if type_of(object).is_some_and(|k| k.ends_with("Collection")) => {
            items(object, "orderedItems")
                .into_iter()
                .chain(items(object, "items"))
                .collect()
        }
        one => vec![one],
    };
    if batch.len() > BATCH_MAX {
        return Err(Error::Bad(
            "the announcement holds too many activities".into(),
        ));
    }
    let mut outcome = Ok(());
    for each in batch {
        // One bad act of many does not spoil the others; a failure that may pass is tried again.
        match Box::pin(one(app, group, each, depth)).await {
            Err(error) if error.may_pass() => return Err(error),
            Err(error) => outcome = Err(error),
            Ok(()) => {}
        }
    }
    outcome
}

async fn one(app: &App, group: &Community, inner: &Value, depth: u8) -> Result<()> {
    let kind = type_of(inner).unwrap_or_default();
    if !inner.is_object() || !ACTIVITIES.contains(&kind) {
        let id = id_of(inner).ok_or(Error::Bad("the announcement names nothing".into()))?;
        return bare(app, group, id).await;
    }
    if kind == "Announce" {
        if depth == 0 {
            return Err(Error::Bad("announcements are nested too deeply".into()));
        }
        return Box::pin(unwrap(app, group, inner, depth - 1)).await;
    }
    let actor = id_in(inner, "actor").ok_or(Error::Bad("the activity has no actor".into()))?;
    if app.local.is_local(actor) {
        // Our own act comes back: its community has taken it.
        return Ok(());
    }
    if id_in(inner, "id").is_some_and(|id| !same_origin(id, actor)) {
        return Err(Reason::WrongOrigin.into());
    }
    let actor = resolve_actor(app, actor, FRESH).await?;
    let act = Act {
        value: inner,
        raw: None,
        actor: actor.actor().clone(),
        authority: Authority::Announced(Box::new(group.clone())),
    };
    Box::pin(apply(app, act)).await
}

/// A bare id or object: Mastodon's dialect, and how NodeBB and Lemmy repeat a thread. Whatever was
/// sent, the object is read from its own server.
async fn bare(app: &App, group: &Community, id: &str) -> Result<()> {
    if app.local.is_local(id) {
        return Ok(());
    }
    if content::is_known(app, id).await? {
        return Ok(());
    }
    let fetched = fetch_document(app, id).await?;
    if ACTIVITIES.contains(&type_of(&fetched.value).unwrap_or_default()) {
        return Box::pin(one(app, group, &fetched.value, 0)).await;
    }
    content::save_announced(app, group, &fetched.value, 0).await
}

/// The object of an announced Create or Update: as embedded where the group's own server speaks for
/// it, else as its own server serves it.
pub async fn trusted_object(app: &App, group: &Community, object: &Value) -> Result<Value> {
    let id = id_of(object).ok_or(Error::Bad("the object has no id".into()))?;
    if object.is_object() && same_origin(id, &group.actor.ap_id) {
        return Ok(object.clone());
    }
    Ok(fetch_document(app, id).await?.value)
}

/// Whether the thing really is gone: only its own server can say.
pub async fn is_confirmed_gone(app: &App, group: &Community, id: &str) -> Result<bool> {
    if same_origin(id, &group.actor.ap_id) {
        return Ok(true);
    }
    match fetch_document(app, id).await {
        Ok(fetched) => Ok(type_of(&fetched.value) == Some("Tombstone")),
        Err(Error::NotFound(_) | Error::Gone(_)) => Ok(true),
        Err(error) => Err(error),
    }
}

/// The person who is said to have written something.
pub async fn author(app: &App, id: &str) -> Result<crate::accounts::model::Person> {
    match resolve_actor(app, id, FRESH).await? {
        Resolved::Person(person) => Ok(*person),
        Resolved::Community(_) => Err(Error::Bad("a community writes nothing itself".into())),
    }
}
