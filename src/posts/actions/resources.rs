//! What the page that a thread links to says of itself: fetched once, after the thread is posted, and sent to
//! other servers with it.

use super::scene::ThreadScene;
use crate::accounts::model::Viewer;
use crate::activitypub::fetch::fetch_page;
use crate::app::App;
use crate::error::Result;
use crate::ids::PostId;
use crate::jobs::enqueue;
use crate::posts::jobs::FetchResource;
use crate::posts::model::{Post, Resource, ThreadKind};
use crate::posts::{publish, queries};
use crate::store::Tx;
use crate::text::page_facts;
use url::{Host, Url};

/// Leaves the fetching to a job; only for threads that link somewhere.
pub(super) async fn fetch_later(tx: &mut Tx, app: &App, post: &Post) -> Result<()> {
    let Some(url) = link_of(post) else {
        return Ok(());
    };
    let job = FetchResource {
        post: post.id,
        url: url.to_owned(),
    };
    enqueue(tx, app, &job).await
}

fn link_of(post: &Post) -> Option<&str> {
    let links = post.local && post.kind == ThreadKind::Link;
    post.url.as_deref().filter(|_| links)
}

/// Fetches it, keeps what it says and tells the followers. A page that cannot be had is not asked for again:
/// the thread is complete without.
pub async fn fetch_resource(app: &App, post: PostId, url: &str) -> Result<()> {
    if !is_wanted(app, post, url).await? {
        return Ok(());
    }
    let Some(resource) = fetch(app, url).await else {
        return Ok(());
    };
    let mut tx = app.store.begin().await?;
    let found = queries::lock_post(&mut tx, post).await?;
    if !waits(&found, url) {
        return Ok(());
    }
    let at = app.now().following(Some(found.version_at));
    queries::set_post_version(&mut tx, post, at, &app.mint_public_id()).await?;
    let changed = queries::set_post_resource(&mut tx, post, Some(resource)).await?;
    let scene = ThreadScene::load(&mut tx, changed).await?;
    if scene.post.is_visible() {
        publish::thread_edited(&mut tx, app, &scene.thread()).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Whether this is still where the thread leads, and nobody knows what is there.
fn waits(post: &Post, url: &str) -> bool {
    let gone = post.deleted_at.is_some() || post.removed_at.is_some();
    link_of(post) == Some(url) && post.resource.is_none() && !gone
}

async fn is_wanted(app: &App, post: PostId, url: &str) -> Result<bool> {
    let mut conn = app.store.read().await?;
    let found = queries::find_post(&mut conn, &Viewer::System, post).await?;
    Ok(found.is_some_and(|post| waits(&post, url)))
}

/// Through the one way out, which refuses what is not for it to ask, with bounded redirects, size and time.
async fn fetch(app: &App, url: &str) -> Option<Resource> {
    let url = Url::parse(url).ok()?;
    let answer = match fetch_page(app, &url).await {
        Ok(answer) if answer.status.is_success() => answer,
        Ok(_) => return None,
        Err(error) => {
            tracing::debug!(%error, "a page that a thread links to could not be had");
            return None;
        }
    };
    let kind = answer.content_type().unwrap_or_default();
    if !kind.starts_with("text/html") && !kind.starts_with("application/xhtml+xml") {
        return None;
    }
    let facts = page_facts(&String::from_utf8_lossy(&answer.body));
    let image = answer.final_url.join(&facts.image).ok();
    let image = image.filter(|image| !facts.image.is_empty() && is_open(image));
    let resource = Resource {
        title: facts.title,
        description: facts.description,
        image: image.map(String::from),
    };
    (!resource.says_nothing()).then_some(resource)
}

/// An address that others can be given: of a name, and over https. Nobody asks for it here.
fn is_open(url: &Url) -> bool {
    let named = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.'));
    url.scheme() == "https" && named && url.port().is_none()
}
