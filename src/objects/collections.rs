//! Collections: outbox and featured inline, as Lemmy needs them (protocol.md §3.1); a thread's
//! context and replies paged by path, since half of our peers sign addresses without the query.

use super::things::{admitted, articles, create, listed};
use super::{Asker, answer};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::person_by_handle;
use crate::activitypub::respond::document;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::{community_by_handle, find_community};
use crate::error::{Error, Result};
use crate::ids::{CommentId, PostId};
use crate::posts::documents::{seal, shares};
use crate::posts::model::{Comment, Post};
use crate::posts::queries::{self, wire};
use crate::store::Conn;
use crate::visibility::{Reach, Reader, reach, reach_in};
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};

const OUTBOX: i64 = 20;
const FEATURED: i64 = 20;
const PAGE: i64 = 50;

/// The server itself says nothing to the public.
pub async fn instance_outbox(State(app): State<App>) -> Response {
    let doc = json!({
        "id": app.local.url("/outbox"), "type": "OrderedCollection",
        "totalItems": 0, "orderedItems": [],
    });
    document(seal(&app.local, doc))
}

pub async fn community_outbox(
    State(app): State<App>,
    asker: Asker,
    Path(name): Path<String>,
) -> Response {
    let read = |viewer| serve_outbox(&app, viewer, &name);
    asker.serve(&app, read).await
}

/// A community of ours, where the one who asks may read, and what of it they read.
async fn open_community(
    conn: &mut Conn,
    app: &App,
    viewer: &Viewer,
    name: &str,
) -> Result<Option<(Community, Reach)>> {
    let community = community_by_handle(conn, name, &app.local.host).await?;
    let Some(community) = community.filter(Community::is_live) else {
        return Ok(None);
    };
    let reach = reach_in(conn, viewer.reader(), community.id()).await?;
    let reads = reach.admits(community.audience(), community.id());
    Ok(reads.then_some((community, reach)))
}

async fn serve_outbox(app: &App, viewer: Viewer, name: &str) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let Some((community, reach)) = open_community(&mut conn, app, &viewer, name).await? else {
        return Ok(None);
    };
    let ids = wire::list_latest(&mut conn, &reach, community.id(), OUTBOX).await?;
    let posts = in_order(&mut conn, &ids).await?;
    let mut items: Vec<Value> = Vec::new();
    for text in listed(&mut conn, app, &community, &posts).await? {
        items.push(serde_json::from_str(&text).map_err(Error::internal)?);
    }
    let doc = json!({
        "id": community.actor.outbox_url, "type": "OrderedCollection",
        "totalItems": community.row.post_count, "orderedItems": items,
    });
    Ok(Some(document(seal(&app.local, doc))))
}

/// Rows in the order of their ids in the list.
async fn in_order(conn: &mut Conn, ids: &[PostId]) -> Result<Vec<Post>> {
    let mut posts = wire::list_by_ids(conn, ids).await?;
    posts.sort_by_key(|post| ids.iter().position(|id| *id == post.id));
    Ok(posts)
}

/// The same with the document of each and who wrote it.
async fn written(conn: &mut Conn, app: &App, ids: &[PostId]) -> Result<Vec<(Post, Value, Person)>> {
    let posts = in_order(conn, ids).await?;
    let mut articles = articles(conn, app, &posts.iter().collect::<Vec<_>>()).await?;
    let with_article = |post: Post| {
        let (object, author) = articles.remove(&post.id)?;
        Some((post, object, author))
    };
    Ok(posts.into_iter().filter_map(with_article).collect())
}

pub async fn featured(State(app): State<App>, asker: Asker, Path(name): Path<String>) -> Response {
    let read = |viewer| serve_featured(&app, viewer, &name);
    asker.serve(&app, read).await
}

async fn serve_featured(app: &App, viewer: Viewer, name: &str) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let Some((community, reach)) = open_community(&mut conn, app, &viewer, name).await? else {
        return Ok(None);
    };
    let ids = wire::list_featured(&mut conn, &reach, community.id(), FEATURED).await?;
    let written = written(&mut conn, app, &ids).await?;
    let items: Vec<Value> = written.into_iter().map(|(_, object, _)| object).collect();
    let doc = json!({
        "id": community.actor.featured_url, "type": "OrderedCollection",
        "totalItems": items.len(), "orderedItems": items,
    });
    Ok(Some(document(seal(&app.local, doc))))
}

/// What somebody says to everybody. Nothing else is in it for any server, so it makes no difference who asks.
pub async fn person_outbox(State(app): State<App>, Path(name): Path<String>) -> Response {
    answer(serve_person_outbox(&app, &name).await)
}

async fn serve_person_outbox(app: &App, name: &str) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let reach = reach(&mut conn, Reader::Nobody).await?;
    let person = person_by_handle(&mut conn, name, &app.local.host).await?;
    let Some(person) = person.filter(|person| person.is_live()) else {
        return Ok(None);
    };
    let ids = wire::list_latest_by(&mut conn, &reach, person.id(), OUTBOX).await?;
    let mut items = Vec::new();
    for (post, object, author) in written(&mut conn, app, &ids).await? {
        let id = app
            .local
            .url(&format!("/activities/create/{}", post.public_id));
        items.push(create(app, &id, object, &author, post.published_at));
    }
    let doc = json!({
        "id": person.actor.outbox_url, "type": "OrderedCollection",
        "totalItems": person.account.post_count, "orderedItems": items,
    });
    Ok(Some(document(seal(&app.local, doc))))
}

/// A thread of ours that the one who asks may read.
async fn open_post(conn: &mut Conn, viewer: &Viewer, public_id: &str) -> Result<Option<Post>> {
    let post = queries::post_by_public_id(conn, &Viewer::System, public_id).await?;
    let Some(post) = post.filter(|post| post.local && post.is_visible()) else {
        return Ok(None);
    };
    let reach = reach_in(conn, viewer.reader(), post.community_id).await?;
    let reads = reach.admits(post.audience, post.community_id);
    Ok(reads.then_some(post))
}

async fn open_comment(conn: &mut Conn, viewer: Viewer, public_id: &str) -> Result<Option<Comment>> {
    let reply = queries::comment_by_public_id(conn, &Viewer::System, public_id).await?;
    let reply = admitted(conn, viewer, reply).await?;
    Ok(reply.filter(|reply| reply.local && reply.is_visible()))
}

pub async fn context(State(app): State<App>, asker: Asker, Path(id): Path<String>) -> Response {
    let read = |viewer| serve_context(&app, viewer, &id, None);
    asker.serve(&app, read).await
}

pub async fn context_page(
    State(app): State<App>,
    asker: Asker,
    Path((id, after)): Path<(String, i64)>,
) -> Response {
    let read = |viewer| serve_context(&app, viewer, &id, Some(CommentId(after)));
    asker.serve(&app, read).await
}

/// The whole thread: its own id, then every reply that is here, oldest first (FEP-7888).
async fn serve_context(
    app: &App,
    viewer: Viewer,
    public_id: &str,
    after: Option<CommentId>,
) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let Some(post) = open_post(&mut conn, &viewer, public_id).await? else {
        return Ok(None);
    };
    let community = find_community(&mut conn, post.community_id).await?;
    let from = after.unwrap_or(CommentId(0));
    let ids = wire::list_reply_ids(&mut conn, (post.id, post.audience), None, from, PAGE).await?;
    let base = format!("{}/context", post.ap_id);
    let mut listed: Vec<String> = if after.is_none() {
        vec![post.ap_id.clone()]
    } else {
        Vec::new()
    };
    listed.extend(ids.iter().map(|(_, id)| id.clone()));
    let mut doc = page_of(
        &base,
        after,
        &ids,
        json!(listed),
        post.comment_count.saturating_add(1),
    );
    if let Some(map) = doc.as_object_mut() {
        map.insert("attributedTo".into(), json!(community.actor.ap_id));
        map.insert("audience".into(), json!(community.actor.ap_id));
        map.insert("name".into(), json!(post.title));
    }
    Ok(Some(document(seal(&app.local, doc))))
}

/// The base address serves the first items inline and names the page behind them.
fn page_of(
    base: &str,
    after: Option<CommentId>,
    ids: &[(CommentId, String)],
    items: Value,
    total: i64,
) -> Value {
    let full = i64::try_from(ids.len()).unwrap_or(0) >= PAGE;
    let next = ids
        .last()
        .filter(|_| full)
        .map(|(last, _)| format!("{base}/after/{last}"));
    let mut doc = match after {
        None => {
            json!({"id": base, "type": "OrderedCollection", "totalItems": total, "orderedItems": items})
        }
        Some(after) => json!({
            "id": format!("{base}/after/{after}"), "type": "OrderedCollectionPage",
            "partOf": base, "orderedItems": items,
        }),
    };
    if let (Some(next), Some(map)) = (next, doc.as_object_mut()) {
        map.insert("next".into(), json!(next));
    }
    doc
}

pub async fn post_replies(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<String>,
) -> Response {
    let read = |viewer| serve_post_replies(&app, viewer, &id, None);
    asker.serve(&app, read).await
}

pub async fn post_replies_page(
    State(app): State<App>,
    asker: Asker,
    Path((id, after)): Path<(String, i64)>,
) -> Response {
    let read = |viewer| serve_post_replies(&app, viewer, &id, Some(CommentId(after)));
    asker.serve(&app, read).await
}

async fn serve_post_replies(
    app: &App,
    viewer: Viewer,
    id: &str,
    after: Option<CommentId>,
) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let Some(post) = open_post(&mut conn, &viewer, id).await? else {
        return Ok(None);
    };
    let from = after.unwrap_or(CommentId(0));
    let ids =
        wire::list_reply_ids(&mut conn, (post.id, post.audience), Some(None), from, PAGE).await?;
    Ok(Some(replies(app, &post.ap_id, after, &ids)))
}

pub async fn comment_replies(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<String>,
) -> Response {
    let read = |viewer| serve_comment_replies(&app, viewer, &id, None);
    asker.serve(&app, read).await
}

pub async fn comment_replies_page(
    State(app): State<App>,
    asker: Asker,
    Path((id, after)): Path<(String, i64)>,
) -> Response {
    let read = |viewer| serve_comment_replies(&app, viewer, &id, Some(CommentId(after)));
    asker.serve(&app, read).await
}

async fn serve_comment_replies(
    app: &App,
    viewer: Viewer,
    id: &str,
    after: Option<CommentId>,
) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let Some(reply) = open_comment(&mut conn, viewer, id).await? else {
        return Ok(None);
    };
    let from = after.unwrap_or(CommentId(0));
    let thread = (reply.post_id, reply.audience);
    let ids = wire::list_reply_ids(&mut conn, thread, Some(Some(reply.id)), from, PAGE).await?;
    Ok(Some(replies(app, &reply.ap_id, after, &ids)))
}

/// Mastodon reads the first page from the collection itself (protocol.md §2.2).
fn replies(
    app: &App,
    object: &str,
    after: Option<CommentId>,
    ids: &[(CommentId, String)],
) -> Response {
    let base = format!("{object}/replies");
    let items: Vec<&String> = ids.iter().map(|(_, id)| id).collect();
    let full = i64::try_from(ids.len()).unwrap_or(0) >= PAGE;
    let from = after.unwrap_or(CommentId(0));
    let mut page = json!({
        "id": format!("{base}/after/{from}"), "type": "CollectionPage", "partOf": base, "items": items,
    });
    if let (true, Some((last, _)), Some(map)) = (full, ids.last(), page.as_object_mut()) {
        map.insert("next".into(), json!(format!("{base}/after/{last}")));
    }
    let doc = match after {
        Some(_) => page,
        None => json!({"id": base, "type": "Collection", "first": page}),
    };
    document(seal(&app.local, doc))
}

pub async fn post_likes(State(app): State<App>, asker: Asker, Path(id): Path<String>) -> Response {
    let read = |viewer| serve_post_likes(&app, viewer, &id);
    asker.serve(&app, read).await
}

async fn serve_post_likes(app: &App, viewer: Viewer, id: &str) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let post = open_post(&mut conn, &viewer, id).await?;
    Ok(post.map(|post| likes(app, &post.ap_id, post.up_votes)))
}

pub async fn post_shares(State(app): State<App>, asker: Asker, Path(id): Path<String>) -> Response {
    let read = |viewer| serve_post_shares(&app, viewer, &id);
    asker.serve(&app, read).await
}

async fn serve_post_shares(app: &App, viewer: Viewer, id: &str) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let post = open_post(&mut conn, &viewer, id).await?;
    Ok(post.map(|post| document(seal(&app.local, shares(&post)))))
}

pub async fn comment_likes(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<String>,
) -> Response {
    let read = |viewer| serve_comment_likes(&app, viewer, &id);
    asker.serve(&app, read).await
}

async fn serve_comment_likes(app: &App, viewer: Viewer, id: &str) -> Result<Option<Response>> {
    let mut conn = app.store.read().await?;
    let reply = open_comment(&mut conn, viewer, id).await?;
    Ok(reply.map(|reply| likes(app, &reply.ap_id, reply.up_votes)))
}

/// How many, not who: votes are nobody else's business (P-11).
fn likes(app: &App, object: &str, count: i64) -> Response {
    let doc = json!({"id": format!("{object}/likes"), "type": "Collection", "totalItems": count});
    document(seal(&app.local, doc))
}
