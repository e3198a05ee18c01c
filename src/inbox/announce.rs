//! What a group passes on, and how much of it is believed (design README 20):
//!
//! | inner act | believed |
//! |---|---|
//! | votes | if the announcer owns the community |
//! | Create, Update | if the author's host is the group's; else the object is fetched from its own |
//! | an author's Delete | if its host is the group's; else confirmed by 404, 410 or a Tombstone |
//! | moderation | on the group's authority, for its own community |
//! | reports, and that they are settled | as the group's own word, where somebody here looks after its community |
//! | follows, updates and moves of persons | never |

use super::accepted::apply;
use super::content;
use super::reactions::{self, Ballot, sole_actor};
use super::sharing;
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_actor;
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::ids::{host_of, same_origin};
use crate::activitypub::peers::is_blocked;
use crate::activitypub::tolerant::{id_in, id_of, items, type_of};
use crate::app::App;
use crate::communities::act::{Act, Authority};
use crate::communities::actions::accept_implicitly;
use crate::communities::federation::{acting_actor, acting_person};
use crate::communities::model::Community;
use crate::communities::queries::community_by_actor;
use crate::communities::queries::follows::{has_local_follow, list_pending};
use crate::error::{Error, Reason, Result};
use crate::posts::actions::arrivals::{note_passed_on, receive_boost};
use serde_json::Value;

/// PieFed sends many votes in one Announce.
const BATCH_MAX: usize = 500;
/// Announces inside announces are unwrapped this deep.
const DEPTH_MAX: u8 = 2;

/// Types of activities that may be wrapped. What is none of these is an object.
const ACTIVITIES: [&str; 18] = [
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
    "Move",
    "Warn",
    "Resolve",
];

pub async fn receive(app: &App, act: &Act<'_>) -> Result<()> {
    let group = {
        let mut conn = app.store.read().await?;
        community_by_actor(&mut conn, act.actor.id).await?
    };
    let Some(group) = group else {
        return boost(app, act, id_in(act.value, "object"), true).await;
    };
    note_sign_of_life(app, &group).await?;
    if !is_of_concern(app, &group).await? {
        tracing::debug!(group = group.actor.ap_id, "nobody here has to do with it");
        return Ok(());
    }
    unwrap(app, &group, act.value, DEPTH_MAX).await?;
    Box::pin(sharing::pass_on(app, &group, act)).await
}

/// Whether anything of the group's is here, or somebody here follows it, has asked to, or was refused. Whatever
/// any other group announces would make us ask servers that it names, and keep what nobody wants.
async fn is_of_concern(app: &App, group: &Community) -> Result<bool> {
    if group.row.post_count > 0 {
        return Ok(true);
    }
    let mut conn = app.store.read().await?;
    Ok(has_local_follow(&mut conn, group.actor.id).await?)
}

/// A person's boost, or its taking back.
pub async fn boost(app: &App, act: &Act<'_>, object: Option<&str>, boosted: bool) -> Result<()> {
    let Some(object) = object.filter(|object| app.local.is_local(object)) else {
        return Ok(());
    };
    let mut tx = app.store.begin().await?;
    let Some(by) = person_by_actor(&mut tx, act.actor.id).await? else {
        return Ok(());
    };
    receive_boost(&mut tx, &by, object, boosted).await?;
    content::commit(app, tx).await
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
        // One act that is bad, or that cannot be checked now, does not spoil the others; what may pass
        // is tried again, which does nothing to those that were taken.
        if let Err(error) = Box::pin(one(app, group, each, depth)).await
            && !outcome.as_ref().is_err_and(Error::may_pass)
        {
            outcome = Err(error);
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
    let actor = sole_actor(inner)?;
    if app.local.is_local(actor) {
        return own(app, group, kind, inner).await;
    }
    if id_in(inner, "id").is_some_and(|id| !same_origin(id, actor)) {
        return Err(Reason::WrongOrigin.into());
    }
    refuse_blocked(app, actor).await?;
    if Box::pin(sharing::is_beside(app, group, inner)).await? {
        return Ok(());
    }
    if let Some(ballot) = Ballot::read(inner, None, Some(group)) {
        return reactions::vote(app, ballot?).await;
    }
    let actor = acting_actor(app, actor).await?;
    let act = Act {
        value: inner,
        raw: None,
        actor: actor.actor().clone(),
        authority: Authority::Announced(Box::new(group.clone())),
    };
    Box::pin(apply(app, act)).await
}

/// Our own act comes back. Of words that tells us that their community shows them.
async fn own(app: &App, group: &Community, kind: &str, inner: &Value) -> Result<()> {
    match (kind, id_in(inner, "object")) {
        ("Create" | "Update", Some(id)) => passed_on(app, group, id).await,
        _ => Ok(()),
    }
}

async fn passed_on(app: &App, group: &Community, id: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    note_passed_on(&mut tx, app, group, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Nobody of a server that is kept out comes in, be it on a group's word or because it was let in before
/// (P-16).
pub(super) async fn refuse_blocked(app: &App, actor: &str) -> Result<()> {
    let host = host_of(actor).unwrap_or_default();
    let mut conn = app.store.read().await?;
    if is_blocked(&mut conn, &host, app.now()).await? {
        return Err(Reason::PeerBlocked.into());
    }
    Ok(())
}

/// A bare id or object: Mastodon's dialect, and how NodeBB and Lemmy repeat a thread. Whatever was
/// sent, the object is read from its own server.
pub(super) async fn bare(app: &App, group: &Community, id: &str) -> Result<()> {
    if app.local.is_local(id) {
        return passed_on(app, group, id).await;
    }
    if content::is_known(app, id).await? {
        return Ok(());
    }
    let fetched = fetch_document(app, id).await?;
    if ACTIVITIES.contains(&type_of(&fetched.value).unwrap_or_default()) {
        return Box::pin(one(app, group, &fetched.value, 0)).await;
    }
    content::save_boosted(app, group, &fetched.value).await
}

/// An object of which `served_by` (an id) gave us a copy: believed as it is where that is its own
/// server, else as its own server serves it.
pub async fn trusted_object(app: &App, served_by: &str, object: &Value) -> Result<Value> {
    let id = id_of(object).ok_or(Error::Bad("the object has no id".into()))?;
    if object.is_object() && same_origin(id, served_by) {
        return Ok(object.clone());
    }
    Ok(fetch_document(app, id).await?.value)
}

/// What an author is said to have made of their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    Gone,
    There,
}

/// Whether it really is so: only the thing's own server can say. Where it says otherwise now, its
/// caches may be behind, and we ask again later.
pub async fn author_fate_is_confirmed(
    app: &App,
    group: &Community,
    id: &str,
    fact: Fact,
) -> Result<()> {
    if same_origin(id, &group.actor.ap_id) {
        return Ok(());
    }
    let found = match fetch_document(app, id).await {
        Ok(fetched) if type_of(&fetched.value) == Some("Tombstone") => Fact::Gone,
        Ok(_) => Fact::There,
        Err(Error::NotFound(_) | Error::Gone(_)) => Fact::Gone,
        Err(error) => return Err(error),
    };
    if found == fact {
        return Ok(());
    }
    Err(Error::peer_for_now("its own server does not say so"))
}

/// The person who is said to have written something.
pub async fn author(app: &App, id: &str) -> Result<Person> {
    acting_person(app, id).await
}
