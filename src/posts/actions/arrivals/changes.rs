//! An edit by the author elsewhere: the last by (time, activity id) wins, whatever the order of arrival.

use super::answers::adopt_choice;
use super::closings::adopt_closing;
use super::things::{Thing, owned_by};
use super::{Source, judged_standing};
use crate::accounts::model::Person;
use crate::accounts::queries::list_people_by_ap_id;
use crate::activitypub::delivery::Audience;
use crate::activitypub::purged::is_purged;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Reason, Result};
use crate::ids::AccountId;
use crate::membership::model::Standing;
use crate::posts::actions::held_edits::{forget_edits, hold_edit};
use crate::posts::actions::marks::adopt_mark;
use crate::posts::actions::screened::takes_edit;
use crate::posts::actions::tagging::tags_on_arrival;
use crate::posts::arrived::Arrived;
use crate::posts::model::{Comment, CommentText, Post, PostText, ThreadKind};
use crate::posts::queries;
use crate::store::{Json, Time, Tx};

/// Applies an edit.
///
/// Author, community, parent, type and time of publication stay as they were (O-09). A thing that is
/// deleted or removed takes the new text too, so that putting it back later shows the last; others
/// are not told of it.
pub async fn change(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    thing: Thing,
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<()> {
    if thing.author_id() != author.id() {
        return Err(Reason::NotAuthor.into());
    }
    if is_purged(tx, thing.ap_id()).await? {
        return Err(Reason::Deleted.into());
    }
    // Neither widened nor narrowed by an edit (P-07): words that are for few now are shown to nobody.
    match (arrived.public, thing.post.audience == Audience::Public) {
        (true, false) => return Err(Reason::NotPrivate.into()),
        (false, true) => return Err(Reason::NotPublic.into()),
        _ => {}
    }
    let community = find_community(tx, thing.post.community_id).await?;
    owned_by(source.announcer, &community)?;
    let standing = judged_standing(tx, app, author, &community, source).await?;
    let ap_id = thing.ap_id().to_owned();
    keep_for_later(tx, app, &thing, arrived, source).await?;
    let place = (&community, &standing);
    let shown = match thing.reply {
        None => change_thread(tx, app, author, &thing.post, arrived, place, source).await?,
        Some(reply) => {
            let about = (&thing.post, &reply);
            let shown = change_reply(tx, app, author, about, arrived, place, source).await?;
            if let Some(reply) = shown.as_ref() {
                adopt_mark(tx, (author, &standing), &community, reply, arrived).await?;
            }
            shown.is_some_and(|reply| reply.is_visible())
        }
    };
    if shown {
        source.pass_on(tx, app, &community, &ap_id, None).await?;
    }
    Ok(())
}

/// What is held is passed on later with its last words, not with its first.
async fn keep_for_later(
    tx: &mut Tx,
    app: &App,
    thing: &Thing,
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<()> {
    let (Some(raw), true) = (source.raw, thing.is_held()) else {
        return Ok(());
    };
    let (version_at, version_id) = match &thing.reply {
        Some(reply) => (reply.version_at, &reply.version_id),
        None => (thing.post.version_at, &thing.post.version_id),
    };
    let at = arrived.version_at(app.now());
    if !is_newer(at, source.activity_id, version_at, version_id) {
        return Ok(());
    }
    let reply = thing.reply.as_ref().map(|reply| reply.id);
    queries::held::update_activity(tx, thing.post.id, reply, raw.get()).await?;
    Ok(())
}

/// Whether this edit comes after the one we have.
fn is_newer(at: Time, id: &str, version_at: Time, version_id: &str) -> bool {
    (at, id) > (version_at, version_id)
}

/// True when something changed that can be seen.
async fn change_thread(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    post: &Post,
    arrived: &Arrived,
    (community, standing): (&Community, &Standing),
    source: Source<'_>,
) -> Result<bool> {
    let chosen = adopt_choice(tx, app, author, post, arrived, source).await?;
    let post = queries::lock_post(tx, post.id).await?;
    let at = arrived.version_at(app.now());
    if !is_newer(at, source.activity_id, post.version_at, &post.version_id) {
        return Ok(chosen && post.is_visible());
    }
    adopt_closing(tx, app, author, &post, arrived).await?;
    let (name, host) = (&community.actor.name, &community.actor.host);
    let (title, html) = arrived.title_and_html(name, host, &author.actor.name);
    let tags = tags_on_arrival(tx, community, arrived.topics(name)).await?;
    let named = arrived.name.is_some();
    let text = PostText {
        title,
        body: if named {
            arrived.body.clone()
        } else {
            String::new()
        },
        body_text: arrived.thread_text(&html),
        body_html: html,
        url: arrived.link.clone(),
        language: arrived.language.clone(),
        tags: Json(tags),
        mentions: Json(arrived.mentions.clone()),
        edited_at: Some(at.max(post.published_at)),
        version_at: at,
        version_id: source.activity_id.to_owned(),
    };
    if differs(&post, &text) {
        let (who, about) = ((author, standing), (post.id, None, post.held_at.is_some()));
        if !takes_edit(tx, app, community, who, (&text).into(), about).await? {
            let (place, about) = ((community, author), (post.id, None));
            hold_edit(tx, app, place, about, (&text).into(), at, source).await?;
            return Ok(false);
        }
        let editor = editor_of(tx, author, arrived).await?;
        queries::update_post_text(tx, &post, &text, editor).await?;
        forget_edits(tx, post.id, None).await?;
    } else {
        // The same words again, after others that may still be on their way.
        queries::set_post_version(tx, post.id, at, source.activity_id).await?;
    }
    if post.resource.as_ref().map(|known| &known.0) != arrived.resource.as_ref() {
        queries::set_post_resource(tx, post.id, arrived.resource.clone()).await?;
    }
    queries::set_origin_totals(tx, post.id, arrived.totals).await?;
    Ok(post.is_visible())
}

/// Who wrote the text, as its author's own server says; the author where that is nobody we know. It speaks for
/// its own people alone: others cannot have written there, and nobody puts words into their mouths.
async fn editor_of(tx: &mut Tx, author: &Person, arrived: &Arrived) -> Result<AccountId> {
    let Some(id) = &arrived.edited_by else {
        return Ok(author.id());
    };
    let known = list_people_by_ap_id(tx, std::slice::from_ref(id)).await?;
    let theirs = |editor: &&Person| editor.actor.host == author.actor.host;
    let editor = known.first().filter(theirs);
    Ok(editor.map_or(author.id(), Person::id))
}

fn differs(post: &Post, text: &PostText) -> bool {
    post.title != text.title
        || post.body_html != text.body_html
        || post.url != text.url
        || post.tags != text.tags
        || post.language != text.language
        || post.mentions != text.mentions
}

/// The reply, if this was its latest edit.
async fn change_reply(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    (post, reply): (&Post, &Comment),
    arrived: &Arrived,
    (community, standing): (&Community, &Standing),
    source: Source<'_>,
) -> Result<Option<Comment>> {
    let reply = queries::lock_comment(tx, reply.id).await?;
    let at = arrived.version_at(app.now());
    if !is_newer(at, source.activity_id, reply.version_at, &reply.version_id) {
        return Ok(None);
    }
    if reply.body_html == arrived.body_html && reply.mentions.0 == arrived.mentions {
        queries::set_comment_version(tx, reply.id, at, source.activity_id).await?;
    } else {
        let text = CommentText {
            body: arrived.body.clone(),
            body_html: arrived.body_html.clone(),
            body_text: arrived.body_text.clone(),
            language: arrived.language.clone(),
            mentions: Json(arrived.mentions.clone()),
            edited_at: Some(at.max(reply.published_at)),
            version_at: at,
            version_id: source.activity_id.to_owned(),
        };
        let about = (post.id, Some(reply.id), reply.held_at.is_some());
        let who = (author, standing);
        if !takes_edit(tx, app, community, who, (&text).into(), about).await? {
            let (place, about) = ((community, author), (post.id, Some(reply.id)));
            hold_edit(tx, app, place, about, (&text).into(), at, source).await?;
            return Ok(None);
        }
        let editor = editor_of(tx, author, arrived).await?;
        queries::update_comment_text(tx, &reply, &text, editor).await?;
        forget_edits(tx, post.id, Some(reply.id)).await?;
    }
    if let (Some(kind), None) = (arrived.reply_kind, reply.parent_id)
        && post.kind == ThreadKind::Question
        && kind != reply.kind
    {
        queries::set_comment_kind(tx, reply.id, kind, at, source.activity_id).await?;
    }
    queries::set_reply_totals(tx, reply.id, arrived.totals).await?;
    Ok(Some(reply))
}
