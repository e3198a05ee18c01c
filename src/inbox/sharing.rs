//! Threads that are shown in a community beside their own.
//!
//! A community of another server offers one of its threads to one of ours that works together with it; what it
//! announces about such threads goes on to our followers; and a community that people here follow may show them
//! threads of a third one. Whatever is shown, whose it is and what stands in it is read from where it lives.

use super::announce;
use super::content::{commit, is_known};
use super::reactions::sole_actor;
use crate::activitypub::delivery::{Audience, find_activity};
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::ids::same_origin;
use crate::activitypub::tolerant::{id_in, id_of, ids_of, is_type, object_in, type_of};
use crate::app::App;
use crate::communities::act::Act;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::Community;
use crate::communities::queries::follows::has_local_follower;
use crate::communities::queries::{community_by_actor, community_by_ap_id};
use crate::error::{Error, Reason, Result};
use crate::membership::actions::is_linked;
use crate::membership::linking::LINKED;
use crate::moderation::actions::tell_of_fate;
use crate::posts::actions::arrivals::{Thing, find_thing};
use crate::posts::actions::{Shared, note_share, pass_on_beside, refresh_replies, take_share};
use crate::posts::queries::sharing::share_of;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use std::borrow::Cow;

/// What goes on to the followers of those that a thread is shared with. A report, say, is for those who look
/// after its community.
const GOES_ON: [&str; 10] = [
    "Create",
    "Update",
    "Delete",
    "Like",
    "Dislike",
    "EmojiReact",
    "ChooseAnswer",
    "Add",
    "Remove",
    "Lock",
];

/// An activity, as far as what it holds has to be had byte for byte.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    object: &'a RawValue,
}

fn held_in(raw: Option<&RawValue>) -> Option<&RawValue> {
    let envelope: Envelope<'_> = serde_json::from_str(raw?.get()).ok()?;
    Some(envelope.object)
}

/// `Offer` of a thread to one of our communities, by the community that the thread is in: nobody else shares
/// it. What is offered to nobody of ours means nothing.
pub async fn receive_share(app: &App, act: &Act<'_>) -> Result<()> {
    let Some(target) = id_in(act.value, "target").filter(|id| app.local.is_local(id)) else {
        return Ok(());
    };
    let (place, home) = {
        let mut conn = app.store.read().await?;
        let place = community_by_ap_id(&mut conn, target).await?;
        (place, community_by_actor(&mut conn, act.actor.id).await?)
    };
    let (Some(place), Some(home)) = (place, home) else {
        return Ok(());
    };
    if !is_linked(app, &place, &home).await? {
        return Err(Reason::NotLinked.into());
    }
    let object = act.value.get("object").unwrap_or(&Value::Null);
    let create = is_type(object, "Create").then_some(object);
    let thread = match create {
        Some(create) => id_in(create, "object"),
        None => id_of(object),
    };
    let thread = thread.ok_or(Error::Bad("the offer names no thread".into()))?;
    announce::bare(app, &home, thread).await?;
    let raw = create.and_then(|_| held_in(act.raw));
    let shared = Shared {
        id: act.id(),
        thread,
        create: raw.filter(|_| is_by_its_author(create, thread, &home.actor.ap_id)),
    };
    take_share(app, &home, &place, shared).await
}

/// A `Create` that may be passed on: the thread's own, by whoever wrote it, from where it and its community
/// live. No community says for another server what somebody there wrote.
fn is_by_its_author(create: Option<&Value>, thread: &str, home: &str) -> bool {
    let Some(create) = create.filter(|_| same_origin(thread, home)) else {
        return false;
    };
    let author = object_in(create, "object").and_then(|object| id_in(object, "attributedTo"));
    let actor = id_in(create, "actor");
    let from_home = id_in(create, "id").is_some_and(|id| same_origin(id, thread));
    from_home && actor.is_some_and(|actor| Some(actor) == author && same_origin(actor, thread))
}

/// Has those of ours that the threads are shared with pass on what their home has announced.
pub(super) async fn pass_on(app: &App, home: &Community, announce: &Act<'_>) -> Result<()> {
    let Some(object) = announce.value.get("object") else {
        return Ok(());
    };
    match (object, held_in(announce.raw)) {
        (Value::Array(batch), _) => {
            for inner in batch {
                let raw = to_raw_value(inner).map_err(Error::internal)?;
                pass_on_one(app, home, inner, &raw).await?;
            }
            Ok(())
        }
        (inner, Some(raw)) => pass_on_one(app, home, inner, raw).await,
        (_, None) => Ok(()),
    }
}

async fn pass_on_one(app: &App, home: &Community, inner: &Value, raw: &RawValue) -> Result<()> {
    let Some(about) = about(inner).filter(|_| goes_on(inner)) else {
        return Ok(());
    };
    let Some(raw) = as_it_was_said(app, inner, raw, about).await? else {
        return Ok(());
    };
    pass_on_beside(app, home, &raw, about).await?;
    let undone = object_in(inner, "object").and_then(type_of);
    let fate = match type_of(inner) {
        Some("Delete") => true,
        Some("Undo") => undone == Some("Delete"),
        _ => false,
    };
    match fate {
        true => tell_of_fate(app, home, about).await,
        false => Ok(()),
    }
}

/// Whether it is an act of one of those kinds, or its taking back.
fn goes_on(act: &Value) -> bool {
    let undone = object_in(act, "object").filter(|_| is_type(act, "Undo"));
    let kind = type_of(undone.unwrap_or(act));
    act.get("object").is_some() && kind.is_some_and(|kind| GOES_ON.contains(&kind))
}

/// What somebody of this server has said goes on as they said it: of what our people say our word counts
/// everywhere, and nobody else is to put words into it. None where they have said nothing like it.
async fn as_it_was_said<'a>(
    app: &App,
    inner: &Value,
    raw: &'a RawValue,
    what: &str,
) -> Result<Option<Cow<'a, RawValue>>> {
    if !app.local.is_local(sole_actor(inner)?) {
        return Ok(Some(Cow::Borrowed(raw)));
    }
    let Some(id) = id_of(inner) else {
        return Ok(None);
    };
    let kept = {
        let mut conn = app.store.read().await?;
        find_activity(&mut conn, id).await?
    };
    let Some((Audience::Public, _, document)) = kept else {
        return Ok(None);
    };
    let Ok(said) = serde_json::from_str::<Value>(&document) else {
        return Ok(None);
    };
    if about(&said) != Some(what) || !goes_on(&said) {
        return Ok(None);
    }
    let said = RawValue::from_string(document).map_err(Error::internal)?;
    Ok(Some(Cow::Owned(said)))
}

/// The thing that an activity is about in the end; of an accepted answer that is the answer.
fn about(activity: &Value) -> Option<&str> {
    let mut about = activity;
    while let Some(inner) = about
        .get("object")
        .filter(|inner| inner.is_object() && inner.get("object").is_some())
    {
        about = inner;
    }
    id_in(about, "object")
}

/// Whether an announcement is about what the group only shows, and is dealt with then. A thread of a third
/// community is brought in from its own server and shown on the group's page; of what is said in such a thread
/// the group's word counts for nothing, but that there is something to be read where it lives.
pub(super) async fn is_beside(app: &App, group: &Community, inner: &Value) -> Result<bool> {
    if is_addressed_to(inner, group) {
        return Ok(false);
    }
    let Some(home) = home_named(inner) else {
        return Ok(false);
    };
    let Some(about) = about(inner) else {
        return Ok(false);
    };
    let created = object_in(inner, "object").filter(|_| is_type(inner, "Create"));
    let parent = created.and_then(|object| id_in(object, "inReplyTo"));
    if created.is_some() && parent.is_none() {
        return shows_thread(app, group, home, about, inner).await;
    }
    let thing = {
        let mut conn = app.store.read().await?;
        match find_thing(&mut conn, about).await? {
            Some(thing) => Some(thing),
            None => match parent {
                Some(parent) => find_thing(&mut conn, parent).await?,
                None => None,
            },
        }
    };
    match thing {
        Some(thing) => is_shown_by(app, group, &thing).await,
        None => Ok(false),
    }
}

/// What names the group anywhere is the group's own.
fn is_addressed_to(inner: &Value, group: &Community) -> bool {
    let object = object_in(inner, "object");
    let both = [Some(inner), object].into_iter().flatten();
    let mut named = both.flat_map(|each| {
        let keys = ["to", "cc", "audience"].into_iter();
        keys.flat_map(move |key| ids_of(each, key))
    });
    named.any(|id| id == group.actor.ap_id)
}

/// The community that an activity, or what it made, belongs to.
fn home_named(inner: &Value) -> Option<&str> {
    let made = object_in(inner, "object").and_then(|object| id_in(object, "audience"));
    made.or_else(|| id_in(inner, "audience"))
}

/// Only a thread that lives with its community is taken, so that its own server says both; and only where that
/// community says that it works together with the group.
async fn shows_thread(
    app: &App,
    group: &Community,
    home: &str,
    thread: &str,
    inner: &Value,
) -> Result<bool> {
    if app.local.is_local(home) || !same_origin(home, thread) || !is_followed(app, group).await? {
        return Ok(false);
    }
    let Some(home) = unless_it_says_no(fetch_document(app, home).await)? else {
        return Ok(false);
    };
    if !ids_of(&home.value, LINKED).contains(&group.actor.ap_id.as_str()) {
        return Ok(false);
    }
    let Some(home) = unless_it_says_no(resolve_actor(app, &home.id, FRESH).await)? else {
        return Ok(false);
    };
    let Some(home) = home.community() else {
        return Ok(false);
    };
    if !is_known(app, thread).await? {
        announce::bare(app, &home, thread).await?;
    }
    let id = id_in(inner, "id").unwrap_or(thread);
    note_share(app, group, &home, thread, id).await?;
    Ok(true)
}

async fn is_followed(app: &App, group: &Community) -> Result<bool> {
    let mut conn = app.store.read().await?;
    Ok(has_local_follower(&mut conn, group.actor.id).await?)
}

/// None where asking again would not help.
fn unless_it_says_no<T>(asked: Result<T>) -> Result<Option<T>> {
    match asked {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.may_pass() || error.is_ours() => Err(error),
        Err(_) => Ok(None),
    }
}

async fn is_shown_by(app: &App, group: &Community, thing: &Thing) -> Result<bool> {
    let post = &thing.post;
    if post.community_id == group.id() {
        return Ok(false);
    }
    let share = {
        let mut conn = app.store.read().await?;
        share_of(&mut conn, post.id, group.id()).await?
    };
    if share.is_none() {
        return Ok(false);
    }
    if !post.local {
        let mut tx = app.store.begin().await?;
        refresh_replies(&mut tx, app, post).await?;
        commit(app, tx).await?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const HOME: &str = "https://a.test/c/wood";

    #[test]
    fn an_activity_is_about_what_lies_innermost() {
        let like = json!({"type": "Like", "object": "https://a.test/post/1"});
        assert_eq!(about(&like), Some("https://a.test/post/1"));
        let undo = json!({"type": "Undo", "object": like});
        assert_eq!(about(&undo), Some("https://a.test/post/1"));
        let create = json!({"type": "Create", "object": {"id": "https://a.test/post/2"}});
        assert_eq!(about(&create), Some("https://a.test/post/2"));
        assert_eq!(about(&json!({"type": "Create"})), None);
    }

    #[test]
    fn only_the_authors_own_create_from_where_the_thread_lives_goes_on() {
        let create = |actor: &str, author: &str, id: &str| {
            json!({"type": "Create", "id": id, "actor": actor,
                "object": {"id": "https://a.test/post/1", "attributedTo": author}})
        };
        let ada = "https://a.test/u/ada";
        let own = "https://a.test/act/1";
        let cases = [
            (create(ada, ada, own), true),
            (create("https://a.test/u/eve", ada, own), false),
            (
                create("https://b.test/u/eve", "https://b.test/u/eve", own),
                false,
            ),
            (create(ada, ada, "https://b.test/act/1"), false),
        ];
        for (create, fits) in cases {
            let judged = is_by_its_author(Some(&create), "https://a.test/post/1", HOME);
            assert_eq!(judged, fits, "{create}");
        }
        assert!(!is_by_its_author(None, "https://a.test/post/1", HOME));
        let sound = create(ada, ada, own);
        let abroad = "https://b.test/c/wood";
        assert!(!is_by_its_author(
            Some(&sound),
            "https://a.test/post/1",
            abroad
        ));
    }

    #[test]
    fn reports_and_what_nobody_knows_go_on_to_nobody() {
        let act = |kind: &str| json!({"type": kind, "object": "https://a.test/post/1"});
        let undo = |kind: &str| json!({"type": "Undo", "object": act(kind)});
        for kind in ["Create", "Delete", "Like", "ChooseAnswer", "Lock"] {
            assert!(goes_on(&act(kind)) && goes_on(&undo(kind)), "{kind}");
        }
        for kind in ["Flag", "Announce", "Warn", "Note", "Undo"] {
            assert!(!goes_on(&act(kind)) && !goes_on(&undo(kind)), "{kind}");
        }
        assert!(!goes_on(&json!({"type": "Like"})));
    }
}
