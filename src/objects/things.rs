//! One thread, one reply, one activity.

use super::answer;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::activitypub::delivery::{Audience, find_activity};
use crate::activitypub::respond::{document, gone};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::ids::minted_at;
use crate::posts::documents::{
    self, FORMER_REPLY, FORMER_THREAD, ReplyParts, ThreadParts, activity as wrap, seal, seal_text,
    tombstone,
};
use crate::posts::model::{Comment, Post};
use crate::posts::queries;
use crate::store::{Conn, Time};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

pub async fn post(app: &App, public_id: &str) -> Response {
    answer(serve_post(app, public_id).await)
}

pub async fn comment(app: &App, public_id: &str) -> Response {
    answer(serve_comment(app, public_id).await)
}

async fn serve_post(app: &App, public_id: &str) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let Some(post) = queries::post_by_public_id(&mut conn, &Viewer::System, public_id).await?
    else {
        return Ok(None);
    };
    // What waits for the moderators is not here yet: 410 would be for good in Mastodon.
    if post.held_at.is_some() && hidden_at(&post).is_none() {
        return Ok(None);
    }
    if let Some(answer) = elsewhere_or_gone(
        app,
        post.local,
        post.audience,
        &post.ap_id,
        hidden_at(&post),
        FORMER_THREAD,
    ) {
        return Ok(answer);
    }
    let (doc, _) = article(&mut conn, app, &post).await?;
    Ok(Some(document(seal(&app.local, doc))))
}

async fn serve_comment(app: &App, public_id: &str) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let Some(reply) = queries::comment_by_public_id(&mut conn, &Viewer::System, public_id).await?
    else {
        return Ok(None);
    };
    let hidden = reply.deleted_at.or(reply.removed_at);
    if reply.held_at.is_some() && hidden.is_none() {
        return Ok(None);
    }
    if let Some(answer) = elsewhere_or_gone(
        app,
        reply.local,
        reply.audience,
        &reply.ap_id,
        hidden,
        FORMER_REPLY,
    ) {
        return Ok(answer);
    }
    let (doc, _) = note(&mut conn, app, &reply).await?;
    Ok(Some(document(seal(&app.local, doc))))
}

fn hidden_at(post: &Post) -> Option<Time> {
    post.deleted_at.or(post.removed_at)
}

/// Things of other servers are at home there; hidden ones leave a tombstone; private ones are nothing.
fn elsewhere_or_gone(
    app: &App,
    local: bool,
    audience: Audience,
    ap_id: &str,
    hidden: Option<Time>,
    former: &str,
) -> Option<Option<Response>> {
    if audience != Audience::Public {
        return Some(None);
    }
    if !local {
        return Some(Some(Redirect::temporary(ap_id).into_response()));
    }
    hidden.map(|at| Some(gone(seal(&app.local, tombstone(ap_id, former, at)))))
}

/// The document of a thread and who wrote it.
pub async fn article(conn: &mut Conn, app: &App, post: &Post) -> Result<(Value, Person)> {
    let community = find_community(conn, post.community_id).await?;
    let author = find_person(conn, post.author_id).await?;
    let accepted = match post.accepted_comment_id {
        None => None,
        Some(id) => queries::find_comment(conn, &Viewer::System, id).await?,
    };
    let parts = ThreadParts {
        community: &community,
        author: &author,
        post,
        accepted: accepted.as_ref().map(|answer| answer.ap_id.as_str()),
    };
    Ok((documents::article(&app.local, &parts), author))
}

/// The document of a reply and who wrote it.
pub async fn note(conn: &mut Conn, app: &App, reply: &Comment) -> Result<(Value, Person)> {
    let post = queries::find_post(conn, &Viewer::System, reply.post_id).await?;
    let post = post.ok_or(Error::NotFound("thread"))?;
    let community = find_community(conn, post.community_id).await?;
    let author = find_person(conn, reply.author_id).await?;
    let parent = match reply.parent_id {
        None => None,
        Some(id) => queries::find_comment(conn, &Viewer::System, id).await?,
    };
    let answered = parent
        .as_ref()
        .map_or(post.author_id, |parent| parent.author_id);
    let answered = find_person(conn, answered).await?;
    let asker = find_person(conn, post.author_id).await?;
    let parts = ReplyParts {
        community: &community,
        author: &author,
        post: &post,
        parent_ap_id: parent.as_ref().map_or(&post.ap_id, |parent| &parent.ap_id),
        parent_author: &answered.actor,
        asker: &asker.actor,
        comment: reply,
    };
    Ok((documents::note(&app.local, &parts), author))
}

/// An activity of ours by its id: NodeBB and Mastodon fetch what they see wrapped (protocol.md §0
/// rule 2). A Create, and the Announce that an outbox lists, are put together anew when they are not stored;
/// what is kept no more answers 410.
pub async fn activity(
    State(app): State<App>,
    Path((kind, tail)): Path<(String, String)>,
) -> Response {
    answer(serve_activity(&app, &kind, &tail).await)
}

async fn serve_activity(app: &App, kind: &str, tail: &str) -> Result<Option<Response>> {
    let id = app.local.url(&format!("/activities/{kind}/{tail}"));
    let mut conn = app.store.read().await?;
    if let Some((audience, object, stored)) = find_activity(&mut conn, &id).await? {
        // An activity is as visible as what it is about.
        let visible = audience == Audience::Public && !is_hidden(&mut conn, kind, &object).await?;
        return Ok(visible.then(|| document(stored)));
    }
    let anew = match kind {
        "create" => create_anew(&mut conn, app, &id, tail).await?,
        "announce" => announce_anew(&mut conn, app, tail).await?,
        _ => None,
    };
    Ok(anew.map(document).or_else(|| expired(app, &id, tail)))
}

/// The Create of something that is here, though the activity is stored no more.
async fn create_anew(
    conn: &mut Conn,
    app: &App,
    id: &str,
    public_id: &str,
) -> Result<Option<String>> {
    let doc =
        if let Some(post) = queries::post_by_public_id(conn, &Viewer::System, public_id).await? {
            if !post.local || !post.is_visible() || post.audience != Audience::Public {
                return Ok(None);
            }
            let (object, author) = article(conn, app, &post).await?;
            create(app, id, object, &author, post.published_at)
        } else if let Some(reply) =
            queries::comment_by_public_id(conn, &Viewer::System, public_id).await?
        {
            if !reply.local || !reply.is_visible() || reply.audience != Audience::Public {
                return Ok(None);
            }
            let (object, author) = note(conn, app, &reply).await?;
            create(app, id, object, &author, reply.published_at)
        } else {
            return Ok(None);
        };
    Ok(Some(seal(&app.local, doc)))
}

/// The Announce of a thread under the id by which the outbox of its community lists it.
async fn announce_anew(conn: &mut Conn, app: &App, public_id: &str) -> Result<Option<String>> {
    let post = queries::post_by_public_id(conn, &Viewer::System, public_id).await?;
    let open = |post: &Post| post.is_visible() && post.audience == Audience::Public;
    let Some(post) = post.filter(open) else {
        return Ok(None);
    };
    let community = find_community(conn, post.community_id).await?;
    if !community.is_local() || !community.is_live() || community.audience() != Audience::Public {
        return Ok(None);
    }
    let text = listed(conn, app, &community, &post).await?;
    Ok(Some(seal_text(&app.local, &text)))
}

/// A thread as its community here lists it: an Announce of its Create, without a context.
pub async fn listed(
    conn: &mut Conn,
    app: &App,
    community: &Community,
    post: &Post,
) -> Result<String> {
    let url = |kind: &str| {
        let path = format!("/activities/{kind}/{}", post.public_id);
        app.local.url(&path)
    };
    let inner = if post.local {
        let (object, author) = article(conn, app, post).await?;
        to_raw_value(&create(
            app,
            &url("create"),
            object,
            &author,
            post.published_at,
        ))
    } else {
        // What others wrote is theirs to serve; Lemmy skips an id without losing the list.
        to_raw_value(&post.ap_id)
    };
    let inner: Box<RawValue> = inner.map_err(Error::internal)?;
    Ok(documents::announce(
        &url("announce"),
        community,
        &inner,
        post.published_at,
    ))
}

/// What answers for an activity that is no longer kept. Its id says that it was made so long ago, and
/// nothing else, so it may be said to anybody.
fn expired(app: &App, id: &str, tail: &str) -> Option<Response> {
    let kept = TimeDelta::days(app.config.retention.activity_days.into());
    let end = Time::new(minted_at(tail)?).plus(kept);
    let tombstone = json!({"id": id, "type": "Tombstone", "deleted": end.wire()});
    (end <= app.now()).then(|| gone(seal(&app.local, tombstone)))
}

/// Texts that are gone or hidden show no more through the activities that carried them, be they ours
/// or passed on.
async fn is_hidden(conn: &mut Conn, kind: &str, object: &str) -> Result<bool> {
    if !matches!(kind, "create" | "update" | "announce") {
        return Ok(false);
    }
    if let Some(post) = queries::post_by_ap_id(conn, &Viewer::System, object).await? {
        return Ok(!post.is_visible());
    }
    let reply = queries::comment_by_ap_id(conn, &Viewer::System, object).await?;
    Ok(reply.is_some_and(|reply| !reply.is_visible()))
}

/// The Create of a thread or reply, addressed as its object is.
pub fn create(_app: &App, id: &str, object: Value, author: &Person, at: Time) -> Value {
    let list = |key: &str| {
        let items = object
            .get(key)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        items
            .iter()
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let addresses = documents::Addresses {
        to: list("to"),
        cc: list("cc"),
        audience: object
            .get("audience")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
    };
    wrap(id, "Create", &author.actor.ap_id, &addresses, object, at)
}
