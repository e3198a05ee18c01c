//! What the page that a thread links to says of itself: fetched once, after the thread is posted, and sent to
//! other servers with it. Its picture is copied here, so that whoever reads here asks nobody else for it.

use super::scene::ThreadScene;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::activitypub::fetch::{fetch_page, fetch_picture};
use crate::activitypub::ids::host_of;
use crate::activitypub::rules::rejects_media;
use crate::app::App;
use crate::error::Result;
use crate::ids::PostId;
use crate::jobs::enqueue;
use crate::media::actions::add_picture;
use crate::media::model::{Added, Owner, SentFile};
use crate::media::queries::{hang, list_hanging, set_key_going};
use crate::posts::jobs::FetchResource;
use crate::posts::model::{LinkPicture, Post, Resource, ThreadKind};
use crate::posts::{publish, queries};
use crate::store::Tx;
use crate::text::{page_facts, picture_key};
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
    let Some(author) = wanted_by(app, post, url).await? else {
        return Ok(());
    };
    let Some((mut resource, alt)) = fetch(app, url).await else {
        return Ok(());
    };
    let copied = match &resource.image {
        Some(image) => copy(app, &author, image).await,
        None => None,
    };
    let mut tx = app.store.begin().await?;
    let found = queries::lock_post(&mut tx, post).await?;
    if !waits(&found, url) {
        return Ok(());
    }
    if let Some(copied) = copied {
        hang_on(&mut tx, app, &found, (&mut resource, alt), copied).await?;
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

/// Whose thread it is, if it is wanted still.
async fn wanted_by(app: &App, post: PostId, url: &str) -> Result<Option<Person>> {
    let mut conn = app.store.read().await?;
    let found = queries::find_post(&mut conn, &Viewer::System, post).await?;
    match found.filter(|post| waits(post, url)) {
        Some(post) => Ok(Some(find_person(&mut conn, post.author_id).await?)),
        None => Ok(None),
    }
}

/// Makes a picture of ours from what is at an address, as from what its author had sent: with all limits of that.
/// It hangs nowhere yet, and goes by itself if it is not hung. What cannot be had is left out.
async fn copy(app: &App, author: &Person, image: &str) -> Option<Added> {
    let url = Url::parse(image).ok()?;
    if !takes_pictures_of(app, image).await {
        return None;
    }
    let answer = match fetch_picture(app, &url).await {
        Ok(answer) if answer.status.is_success() => answer,
        Ok(_) => return None,
        Err(error) => {
            tracing::debug!(%error, "the picture of a page could not be had");
            return None;
        }
    };
    let sent = SentFile {
        field: String::new(),
        size: u64::try_from(answer.body.len()).unwrap_or(u64::MAX),
        bytes: answer.body,
    };
    match add_picture(app, author, &sent).await {
        Ok(added) => Some(added),
        Err(error) => {
            tracing::debug!(%error, "the picture of a page is not kept");
            None
        }
    }
}

/// Whether administrators let pictures of this server in.
async fn takes_pictures_of(app: &App, image: &str) -> bool {
    let Some(host) = host_of(image) else {
        return false;
    };
    let Ok(mut conn) = app.store.read().await else {
        return false;
    };
    let rejected = rejects_media(&mut conn, &host, app.now()).await;
    rejected.is_ok_and(|rejected| !rejected)
}

/// Whoever reads the thread gets the picture, and it goes with the thread.
async fn hang_on(
    tx: &mut Tx,
    app: &App,
    post: &Post,
    (resource, alt): (&mut Resource, String),
    copied: Added,
) -> Result<()> {
    let keys = [copied.key];
    hang(tx, &keys, post.author_id, Owner::Post(post.id)).await?;
    let hanging = list_hanging(tx, &keys).await?;
    if let Some(hanging) = hanging.first() {
        resource.image = Some(app.local.url(&format!("/media/{}", copied.name)));
        resource.picture = Some(LinkPicture {
            name: copied.name,
            alt,
            width: hanging.picture.width,
            height: hanging.picture.height,
        });
    }
    Ok(())
}

/// The thread leads elsewhere now: the picture of where it led goes.
pub(super) async fn let_go(tx: &mut Tx, app: &App, post: &Post) -> Result<()> {
    let known = post.resource.as_ref().map(|resource| &resource.0);
    let picture = known.and_then(|resource| resource.picture.as_ref());
    if let Some(key) = picture.and_then(|picture| picture_key(&picture.name)) {
        set_key_going(tx, key, app.now()).await?;
    }
    Ok(())
}

/// Through the one way out, which refuses what is not for it to ask, with bounded redirects, size and time.
/// With what is to be seen on its picture.
async fn fetch(app: &App, url: &str) -> Option<(Resource, String)> {
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
        picture: None,
    };
    (!resource.says_nothing()).then_some((resource, facts.image_alt))
}

/// An address that others can be given: of a name, and over https.
fn is_open(url: &Url) -> bool {
    let named = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.'));
    url.scheme() == "https" && named && url.port().is_none()
}
