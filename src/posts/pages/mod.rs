//! The pages on which people read and write: front page, community, thread, profile.

mod answers;
mod asking;
mod closing;
mod community;
mod drafts;
mod editing;
mod first_steps;
mod front;
mod left;
mod pictures;
mod profile;
mod replies;
mod revisions;
mod sharing;
mod suggestions;
mod tags;
mod thread;
mod views;

pub use views::{byline as byline_view, row_state};

use super::model::{Comment, Post};
use super::queries::{self, ThreadRow};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::person_by_handle;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::known_at;
use crate::error::{Error, Reason, Result};
use crate::store::Conn;
use crate::web::layout::Now;
use crate::web::view::RowView;
use axum::Router;

/// `/`, `/new`, `/c/{name}`, `/u/{name}`, `/post/{id}`, `/comment/{id}` and what lies below them.
/// Of these `/`, `/c/{name}`, `/u/{name}`, `/post/{id}` and `/comment/{id}` are documents too; who
/// puts the routes together asks the Accept header before it asks these.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(front::routes())
        .merge(asking::routes())
        .merge(closing::routes())
        .merge(community::routes())
        .merge(thread::routes())
        .merge(replies::routes())
        .merge(answers::routes())
        .merge(drafts::routes())
        .merge(editing::routes())
        .merge(left::routes())
        .merge(revisions::routes())
        .merge(sharing::routes())
        .merge(suggestions::routes())
        .merge(tags::routes())
        .merge(profile::routes())
}

/// `name` for ours, `name@host` for others.
fn split_handle<'a>(app: &'a App, handle: &'a str) -> Option<(&'a str, &'a str)> {
    let known = handle.len() <= 400 && !handle.chars().any(char::is_control);
    known.then(|| app.local.name_and_host(handle))
}

/// The community of an address. Who may not know of it is told that there is none.
pub async fn find_community(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    handle: &str,
) -> Result<Community> {
    match known_at(app, conn, viewer, handle).await? {
        Some(community) if community.row.deleted_at.is_some() => Err(Error::Gone("community")),
        Some(community) if community.is_live() => Ok(community),
        Some(_) => Err(Reason::CommunityGone.into()),
        None => Err(Error::NotFound("community")),
    }
}

/// The same for whoever may read what is said in it: what tags and collections there are is said in it, too.
pub async fn community_read(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    handle: &str,
) -> Result<Community> {
    let community = find_community(app, conn, viewer, handle).await?;
    let sight = queries::sight(conn, viewer, community.id()).await?;
    match sight.admits(community.audience()) {
        true => Ok(community),
        false => Err(Error::NotFound("community")),
    }
}

/// The person of an address.
pub async fn find_person(app: &App, conn: &mut Conn, handle: &str) -> Result<Person> {
    let missing = Error::NotFound("person");
    let Some((name, host)) = split_handle(app, handle) else {
        return Err(missing);
    };
    match person_by_handle(conn, name, host).await? {
        Some(person) if person.account.deleted_at.is_some() => Err(Error::Gone("account")),
        Some(person) if person.is_live() => Ok(person),
        _ => Err(missing),
    }
}

/// A thread in a list, for the pages of features above; `mixed` where the list has several communities.
pub fn row_view(thread: &ThreadRow, now: Now, mixed: bool) -> RowView {
    views::row(thread, now, mixed)
}

/// The thread of an address, as far as the viewer sees it.
pub async fn thread_at(conn: &mut Conn, viewer: &Viewer, id: &str) -> Result<Post> {
    find_post(conn, viewer, id).await
}

/// The same for a reply.
pub async fn reply_at(conn: &mut Conn, viewer: &Viewer, id: &str) -> Result<Comment> {
    find_comment(conn, viewer, id).await
}

/// Ours are letters and digits; a database need not be asked for others.
fn is_public_id(text: &str) -> bool {
    text.len() <= 40 && text.chars().all(|c| c.is_ascii_alphanumeric())
}

async fn find_post(conn: &mut Conn, viewer: &Viewer, id: &str) -> Result<Post> {
    let missing = Error::NotFound("thread");
    if !is_public_id(id) {
        return Err(missing);
    }
    queries::post_by_public_id(conn, viewer, id)
        .await?
        .ok_or(missing)
}

async fn find_comment(conn: &mut Conn, viewer: &Viewer, id: &str) -> Result<Comment> {
    let missing = Error::NotFound("reply");
    if !is_public_id(id) {
        return Err(missing);
    }
    queries::comment_by_public_id(conn, viewer, id)
        .await?
        .ok_or(missing)
}
