//! Deletions and their undoing: whose they are, and whether they may be believed.
//!
//! | who | what it is |
//! |---|---|
//! | the author, signed | their own |
//! | the author, announced by the group of their own server | their own |
//! | the author, announced by another group | their own, if their server says so too |
//! | with a `summary` (even an empty one: Lemmy's removal without a reason), or by anybody else | moderation |
//!
//! A group's word counts for things in its own community only (design README 20, 21).

use super::announce::{Fact, author_fate_is_confirmed};
use super::content::{commit, source};
use super::waiting;
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_actor;
use crate::activitypub::ids::same_origin;
use crate::app::App;
use crate::communities::act::Act;
use crate::communities::actions::set_remote_deleted;
use crate::communities::model::Community;
use crate::communities::queries::{community_by_ap_id, find_community};
use crate::error::{Error, Reason, Result};
use crate::membership::queries::standing;
use crate::messages;
use crate::moderation;
use crate::posts::actions::arrivals::{
    self, Thing, find_thing, owned_by, set_fate, set_fate_unseen,
};
use crate::store::Conn;

/// A deletion or its undoing, read once.
struct Word<'a> {
    /// The whole activity.
    act: &'a Act<'a>,
    /// The Delete in it: the activity itself, or what an Undo undoes.
    delete: &'a Act<'a>,
    id: &'a str,
    deleted: bool,
    /// It says that it is a moderator's.
    moderates: bool,
}

pub async fn delete(app: &App, act: &Act<'_>) -> Result<()> {
    let word = Word {
        act,
        delete: act,
        id: act.object_id()?,
        deleted: true,
        moderates: has_summary(act),
    };
    Box::pin(receive(app, &word)).await
}

/// Undo of a Delete: the author's, or a moderator's.
pub async fn undo_delete(app: &App, act: &Act<'_>, inner: &Act<'_>) -> Result<()> {
    let word = Word {
        act,
        delete: inner,
        id: inner.object_id()?,
        deleted: false,
        moderates: has_summary(inner),
    };
    Box::pin(receive(app, &word)).await
}

/// Lemmy sends `"summary": ""` for a removal without a reason, and none with an author's deletion.
fn has_summary(delete: &Act<'_>) -> bool {
    delete
        .value
        .get("summary")
        .is_some_and(serde_json::Value::is_string)
}

async fn receive(app: &App, word: &Word<'_>) -> Result<()> {
    let (thing, by, community) = {
        let mut conn = app.store.read().await?;
        (
            find_thing(&mut conn, word.id).await?,
            person_by_actor(&mut conn, word.act.actor.id).await?,
            community_by_ap_id(&mut conn, word.id).await?,
        )
    };
    if let Some(community) = community {
        return of_community(app, word, &community).await;
    }
    match (thing, by) {
        (Some(thing), Some(by)) if is_authors(app, word, &thing, &by).await? => {
            by_author(app, word, &thing, &by).await
        }
        (Some(_), _) => by_moderator(app, word).await,
        (None, Some(by)) if is_message(app, word, &by).await? => Ok(()),
        (None, _) => of_unseen(app, word).await,
    }
}

/// Whether it was a message to somebody here, which is gone or back then.
async fn is_message(app: &App, word: &Word<'_>, by: &Person) -> Result<bool> {
    if !word.act.is_signed() || !same_origin(word.id, &by.actor.ap_id) {
        return Ok(false);
    }
    if word.deleted {
        messages::actions::receive_deletion(app, by, word.id).await
    } else {
        messages::actions::receive_return(app, by, word.id).await
    }
}

/// Whether the author speaks as author. One who moderates where the thing is and gives a reason
/// speaks as moderator, also about their own words.
async fn is_authors(app: &App, word: &Word<'_>, thing: &Thing, by: &Person) -> Result<bool> {
    if thing.author_id() != by.id() {
        return Ok(false);
    }
    if !word.moderates {
        return Ok(true);
    }
    if word.act.announcer().is_some() {
        return Ok(false);
    }
    let mut conn = app.store.read().await?;
    let community = find_community(&mut conn, thing.post.community_id).await?;
    let standing = standing(&mut conn, by, &community, app.now()).await?;
    Ok(!standing.may_moderate())
}

async fn by_author(app: &App, word: &Word<'_>, thing: &Thing, by: &Person) -> Result<()> {
    if let Some(group) = word.act.announcer() {
        let mut conn = app.store.read().await?;
        may_announce(&mut conn, group, thing).await?;
        drop(conn);
        let fact = if word.deleted {
            Fact::Gone
        } else {
            Fact::There
        };
        author_fate_is_confirmed(app, group, word.id, fact).await?;
    }
    let host = word.act.sender_host();
    let mut tx = app.store.begin().await?;
    let source = source(app, word.act, &host);
    set_fate(&mut tx, app, by, thing, word.deleted, source).await?;
    commit(app, tx).await
}

async fn may_announce(conn: &mut Conn, group: &Community, thing: &Thing) -> Result<()> {
    let home = find_community(conn, thing.post.community_id).await?;
    owned_by(Some(group), &home)
}

async fn by_moderator(app: &App, word: &Word<'_>) -> Result<()> {
    let taken = if word.deleted {
        moderation::federation::remove(app, word.act, word.id).await
    } else {
        moderation::federation::restore(app, word.act, word.delete, word.id).await
    };
    taken.map(|_| ())
}

/// What is not here: an author's word is remembered under the author's name, so that it binds nobody
/// else's words; a moderator's waits for the thing. Of a group's word that is the group's own server's.
async fn of_unseen(app: &App, word: &Word<'_>) -> Result<()> {
    if word.moderates {
        return waiting::act(app, word.act, word.id).await;
    }
    let believed = match word.act.announcer() {
        None => same_origin(word.id, &word.act.actor.ap_id),
        Some(group) => same_origin(word.id, &group.actor.ap_id),
    };
    if !believed || app.local.is_local(word.id) {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    let at = word.act.at(app.now());
    let by = &word.act.actor.ap_id;
    set_fate_unseen(&mut tx, app, by, word.id, word.deleted, at).await?;
    commit(app, tx).await
}

/// A community elsewhere was deleted or taken down by its own server, or put back.
async fn of_community(app: &App, word: &Word<'_>, community: &Community) -> Result<()> {
    let own = match word.act.announcer() {
        Some(group) => group.id() == community.id(),
        None => same_origin(&word.act.actor.ap_id, &community.actor.ap_id),
    };
    if !own || community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let now = app.now();
    let at = word.deleted.then(|| word.act.at_or(now));
    let mut tx = app.store.begin().await?;
    set_remote_deleted(&mut tx, community.id(), at).await?;
    commit(app, tx).await
}

/// A person's own server says that they are gone: their words go with them (protocol.md §3.4). A group
/// that says so of itself takes its community along.
pub async fn farewell(app: &App, act: &Act<'_>) -> Result<()> {
    let (person, community) = {
        let mut conn = app.store.read().await?;
        (
            person_by_actor(&mut conn, act.actor.id).await?,
            community_by_ap_id(&mut conn, &act.actor.ap_id).await?,
        )
    };
    if let Some(community) = community {
        let mut tx = app.store.begin().await?;
        set_remote_deleted(&mut tx, community.id(), Some(act.at_or(app.now()))).await?;
        return commit(app, tx).await;
    }
    let person = person.ok_or(Error::NotFound("person"))?;
    arrivals::forget(app, &person).await
}
