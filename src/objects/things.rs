//! One thread, one reply, one activity.

use super::Asker;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::{find_person, list_people};
use crate::activitypub::delivery::{Audience, find_activity};
use crate::activitypub::respond::{document, gone};
use crate::app::App;
use crate::communities::model::{Community, CommunityTag, ListedTag};
use crate::communities::queries::tags::list_kept_named;
use crate::communities::queries::{community_by_ap_id, find_community, list_in_order};
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommunityId, PostId, minted_at};
use crate::locale::in_locale;
use crate::posts::actions::arrivals::find_thing;
use crate::posts::documents::{
    self, FORMER_REPLY, FORMER_THREAD, ReplyParts, ThreadParts, activity as wrap, seal, seal_text,
    tombstone,
};
use crate::posts::model::{Comment, Post};
use crate::posts::queries;
use crate::store::{Conn, Time};
use crate::visibility::{Reach, reach, reach_in};
use crate::wellknown::refuse;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};
use std::collections::HashMap;

pub async fn post(app: &App, asker: &Asker, public_id: &str) -> Response {
    let read = |viewer| serve_post(app, viewer, public_id);
    asker.serve(app, read).await
}

pub async fn comment(app: &App, asker: &Asker, public_id: &str) -> Response {
    let read = |viewer| serve_comment(app, viewer, public_id);
    asker.serve(app, read).await
}

async fn serve_post(app: &App, viewer: Viewer, public_id: &str) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let post = queries::post_by_public_id(&mut conn, &Viewer::System, public_id).await?;
    // What is held is not here yet, whatever else was done to it: 410 would be for good in Mastodon, and
    // would say that it exists.
    let Some(post) = post.filter(|post| post.held_at.is_none()) else {
        return Ok(None);
    };
    let reach = reach_in(&mut conn, viewer.reader(), post.community_id).await?;
    if !reach.admits(post.audience, post.community_id) {
        return Ok(None);
    }
    // What stands in a removed community may come back with it: neither served nor called gone.
    if queries::is_post_shut_away(&mut conn, public_id).await? {
        return Ok(Some(refuse(Reason::CommunityGone.into())));
    }
    if let Some(answer) = elsewhere_or_gone(
        app,
        post.local,
        &post.ap_id,
        hidden_at(&post),
        FORMER_THREAD,
    ) {
        return Ok(answer);
    }
    let (doc, _) = article(&mut conn, app, &post).await?;
    Ok(Some(document(seal(&app.local, doc))))
}

async fn serve_comment(app: &App, viewer: Viewer, public_id: &str) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let reply = queries::comment_by_public_id(&mut conn, &Viewer::System, public_id).await?;
    let known = reply.filter(|reply| reply.held_at.is_none());
    let Some(reply) = admitted(&mut conn, viewer, known).await? else {
        return Ok(None);
    };
    if queries::is_comment_shut_away(&mut conn, public_id).await? {
        return Ok(Some(refuse(Reason::CommunityGone.into())));
    }
    let hidden = reply.deleted_at.or(reply.removed_at);
    if let Some(answer) = elsewhere_or_gone(app, reply.local, &reply.ap_id, hidden, FORMER_REPLY) {
        return Ok(answer);
    }
    let (doc, _) = note(&mut conn, app, &reply).await?;
    Ok(Some(document(seal(&app.local, doc))))
}

/// The reply, where this viewer reads. Its place is its thread's.
pub async fn admitted(
    conn: &mut Conn,
    viewer: Viewer,
    reply: Option<Comment>,
) -> Result<Option<Comment>> {
    let Some(reply) = reply else { return Ok(None) };
    let post = queries::find_post(conn, &Viewer::System, reply.post_id).await?;
    let Some(post) = post else { return Ok(None) };
    let reach = reach_in(conn, viewer.reader(), post.community_id).await?;
    Ok(Some(reply).filter(|reply| reach.admits(reply.audience, post.community_id)))
}

fn hidden_at(post: &Post) -> Option<Time> {
    post.deleted_at.or(post.removed_at)
}

/// Things of other servers are at home there; hidden ones leave a tombstone.
fn elsewhere_or_gone(
    app: &App,
    local: bool,
    ap_id: &str,
    hidden: Option<Time>,
    former: &str,
) -> Option<Option<Response>> {
    if !local {
        return Some(Some(Redirect::temporary(ap_id).into_response()));
    }
    hidden.map(|at| Some(gone(seal(&app.local, tombstone(ap_id, former, at)))))
}

/// The document of a thread and who wrote it.
pub async fn article(conn: &mut Conn, app: &App, post: &Post) -> Result<(Value, Person)> {
    let found = articles(conn, app, &[post]).await?.remove(&post.id);
    found.ok_or(Error::NotFound("thread"))
}

/// The same of many, read together.
pub async fn articles(
    conn: &mut Conn,
    app: &App,
    posts: &[&Post],
) -> Result<HashMap<PostId, (Value, Person)>> {
    if posts.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<CommunityId> = posts.iter().map(|post| post.community_id).collect();
    let writers: Vec<AccountId> = posts.iter().map(|post| post.author_id).collect();
    let ids: Vec<PostId> = posts.iter().map(|post| post.id).collect();
    let communities = list_in_order(conn, &places).await?;
    let people = list_people(conn, &writers).await?;
    let accepted = queries::list_accepted_ap_ids(conn, &ids).await?;
    let editors = queries::editors_of_posts(conn, posts).await?;
    let closings = queries::closing::list_closings(conn, &ids).await?;
    let mut names: Vec<String> = posts.iter().flat_map(|post| post.tags.0.clone()).collect();
    names.sort();
    names.dedup();
    let kept = list_kept_named(conn, &places, &names).await?;
    let credits = queries::list_credits(conn, posts).await?;
    let article = |post: &&Post| {
        let community = communities.iter().find(|it| it.id() == post.community_id)?;
        let author = people.iter().find(|it| it.id() == post.author_id)?;
        let closing = closings.iter().find(|(id, _)| *id == post.id);
        let own = |tag: &&CommunityTag| {
            tag.community_id == post.community_id && post.tags.0.contains(&tag.name)
        };
        let listed: Vec<ListedTag> = kept
            .iter()
            .filter(own)
            .map(|tag| tag.listed(community))
            .collect();
        let parts = ThreadParts {
            community,
            author,
            post,
            accepted: accepted
                .get(&post.id)
                .map(Vec::as_slice)
                .unwrap_or_default(),
            editor: editors.get(&post.id).map(String::as_str),
            closing: closing.map(|(_, closing)| closing),
            listed: &listed,
            credits: credits.get(&post.id),
        };
        // As it was sent, whoever asks.
        let language = app.languages.of(&community.row.language);
        let document = in_locale(language, || documents::article(&app.local, &parts));
        Some((post.id, (document, author.clone())))
    };
    Ok(posts.iter().filter_map(article).collect())
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
    let editor = queries::editor_of_comment(conn, reply).await?;
    let parts = ReplyParts {
        community: &community,
        author: &author,
        post: &post,
        parent_ap_id: parent.as_ref().map_or(&post.ap_id, |parent| &parent.ap_id),
        parent_author: &answered.actor,
        asker: &asker.actor,
        comment: reply,
        editor: editor.as_deref(),
    };
    Ok((documents::note(&app.local, &parts), author))
}

/// An activity of ours by its id: NodeBB and Mastodon fetch what they see wrapped (protocol.md §0
/// rule 2). A Create, and the Announce that an outbox lists, are put together anew when they are not stored;
/// what is kept no more answers 410.
pub async fn activity(
    State(app): State<App>,
    asker: Asker,
    Path((kind, tail)): Path<(String, String)>,
) -> Response {
    let read = |viewer| serve_activity(&app, viewer, &kind, &tail);
    match asker.serve(&app, read).await {
        // Whatever it was, and whoever asks: after that time it would be gone.
        nothing if nothing.status() == StatusCode::NOT_FOUND => {
            let id = app.local.url(&format!("/activities/{kind}/{tail}"));
            expired(&app, &id, &tail).unwrap_or(nothing)
        }
        answer => answer,
    }
}

async fn serve_activity(
    app: &App,
    viewer: Viewer,
    kind: &str,
    tail: &str,
) -> Result<Option<Response>> {
    let id = app.local.url(&format!("/activities/{kind}/{tail}"));
    let mut conn = app.store.read().await?;
    let reach = reach(&mut conn, viewer.reader()).await?;
    if let Some((audience, object, stored)) = find_activity(&mut conn, &id).await? {
        // An activity is as visible as what it is about.
        let visible = may_see(&mut conn, &reach, audience, &object).await?
            && !is_hidden(&mut conn, kind, &object).await?;
        return Ok(visible.then(|| document(stored)));
    }
    let anew = match kind {
        "create" => create_anew(&mut conn, app, &reach, &id, tail).await?,
        "announce" => announce_anew(&mut conn, app, &reach, tail).await?,
        _ => None,
    };
    Ok(anew.map(document))
}

/// What is not for everybody is seen by who reads in the community it is about.
async fn may_see(conn: &mut Conn, reach: &Reach, audience: Audience, object: &str) -> Result<bool> {
    if audience == Audience::Public {
        return Ok(true);
    }
    let place = match find_thing(conn, object).await? {
        Some(thing) => {
            let own = thing
                .reply
                .map_or(thing.post.audience, |reply| reply.audience);
            if !reach.admits(own, thing.post.community_id) {
                return Ok(false);
            }
            Some(thing.post.community_id)
        }
        None => {
            let community = community_by_ap_id(conn, object).await?;
            community.map(|community| community.id())
        }
    };
    Ok(place.is_some_and(|place| reach.admits(audience, place)))
}

/// The Create of something that is here, though the activity is stored no more.
async fn create_anew(
    conn: &mut Conn,
    app: &App,
    reach: &Reach,
    id: &str,
    public_id: &str,
) -> Result<Option<String>> {
    let doc =
        if let Some(post) = queries::post_by_public_id(conn, &Viewer::System, public_id).await? {
            let seen = reach.admits(post.audience, post.community_id);
            if !post.local || !post.is_visible() || !seen {
                return Ok(None);
            }
            let (object, author) = article(conn, app, &post).await?;
            create(app, id, object, &author, post.published_at)
        } else if let Some(reply) =
            queries::comment_by_public_id(conn, &Viewer::System, public_id).await?
        {
            let post = queries::find_post(conn, &Viewer::System, reply.post_id).await?;
            let seen = post.is_some_and(|post| reach.admits(reply.audience, post.community_id));
            if !reply.local || !reply.is_visible() || !seen {
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
async fn announce_anew(
    conn: &mut Conn,
    app: &App,
    reach: &Reach,
    public_id: &str,
) -> Result<Option<String>> {
    let post = queries::post_by_public_id(conn, &Viewer::System, public_id).await?;
    let seen = |post: &Post| post.is_visible() && reach.admits(post.audience, post.community_id);
    let Some(post) = post.filter(seen) else {
        return Ok(None);
    };
    let community = find_community(conn, post.community_id).await?;
    let listed_here = reach.admits(community.audience(), community.id());
    if !community.is_local() || !community.is_live() || !listed_here {
        return Ok(None);
    }
    let listed = listed(conn, app, &community, std::slice::from_ref(&post)).await?;
    Ok(listed.first().map(|text| seal_text(&app.local, text)))
}

/// Threads as their community here lists them, in their order: an Announce of the Create of each, without a
/// context.
pub async fn listed(
    conn: &mut Conn,
    app: &App,
    community: &Community,
    posts: &[Post],
) -> Result<Vec<String>> {
    let own: Vec<&Post> = posts.iter().filter(|post| post.local).collect();
    let mut articles = articles(conn, app, &own).await?;
    let announced = |post: &Post| announced(app, community, post, articles.remove(&post.id));
    posts.iter().map(announced).collect()
}

/// One of them. What others wrote is theirs to serve; Lemmy skips an id without losing the list.
fn announced(
    app: &App,
    community: &Community,
    post: &Post,
    article: Option<(Value, Person)>,
) -> Result<String> {
    let url = |kind: &str| {
        let path = format!("/activities/{kind}/{}", post.public_id);
        app.local.url(&path)
    };
    let at = post.published_at;
    let inner = match article {
        Some((object, author)) => to_raw_value(&create(app, &url("create"), object, &author, at)),
        None => to_raw_value(&post.ap_id),
    };
    let inner: Box<RawValue> = inner.map_err(Error::internal)?;
    Ok(documents::announce(&url("announce"), community, &inner, at))
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
