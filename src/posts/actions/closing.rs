//! Closing a question, as a duplicate of another or for some other reason, and opening it again.

use super::scene::ThreadScene;
use super::threads::commit;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::rate_limits::begin_write;
use crate::activitypub::delivery::Audience;
use crate::activitypub::ids::host_of;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::PostId;
use crate::jobs::{Plan, enqueue_with};
use crate::membership::model::Standing;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::jobs::FindDuplicate;
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::closing::{NewClosing, set_closed, set_open};
use crate::posts::{policy, publish, queries};
use crate::store::{Conn, Tx};
use crate::text::one_line;
use url::Url;

/// Characters of why.
const REASON_MAX: usize = 300;
const URL_MAX: usize = 2_000;
/// Duplicates of duplicates that are followed to the first question. More are made by nobody who means well.
const CHAIN_MAX: usize = 20;

/// Why a question is closed, as it was typed: one of the two at least.
#[derive(Debug, Clone, Default)]
pub struct ClosingDraft {
    pub reason: String,
    /// Address of the question that it is a duplicate of: here, or on another server.
    pub duplicate_of: String,
}

/// The other question, if the draft names one.
#[derive(Debug, Default)]
struct Other {
    url: String,
    id: Option<PostId>,
}

/// Closes a question: it takes no more answers. Doing it again says another reason.
pub async fn close_question(
    app: &App,
    who: &Person,
    post: PostId,
    draft: &ClosingDraft,
) -> Result<()> {
    let reason = one_line(&draft.reason, REASON_MAX + 1);
    if reason.chars().count() > REASON_MAX {
        let message = t!("posts-wrong-long", most = REASON_MAX);
        return Err(Error::invalid("reason", message));
    }
    let mut tx = begin_write(app, who.id()).await?;
    let (mut scene, standing) = ThreadScene::lock(&mut tx, app, who, post).await?;
    let closed_by = scene.closing.as_ref().map(|closing| closing.by_id);
    policy::may_close(&standing, &scene.community, &scene.post, closed_by)?;
    let other = find_other(&mut tx, app, &standing, &scene.post, &draft.duplicate_of).await?;
    if reason.is_empty() && other.url.is_empty() {
        return Err(Error::invalid("reason", t!("posts-wrong-no-reason")));
    }
    let new = NewClosing {
        by: who.id(),
        reason: &reason,
        duplicate_url: &other.url,
        duplicate_of: other.id,
        at: scene.post.closed_at.unwrap_or_else(|| app.now()),
    };
    scene.post = set_closed(&mut tx, post, new).await?;
    scene.closing = queries::closing::closing_of(&mut tx, &scene.post).await?;
    say(&mut tx, app, &mut scene).await?;
    if other.id.is_none() && !other.url.is_empty() {
        send_for(&mut tx, app, post, &other.url).await?;
    }
    let cause = format!("closed {} {}", scene.post.ap_id, new.at.wire());
    let notice = NewNotice {
        recipient: scene.post.author_id,
        kind: NoticeKind::QuestionClosed,
        cause: &cause,
        by: Some(who.actor.id),
        community: Some(scene.community.id()),
        post: Some(post),
        comment: None,
    };
    notify(&mut tx, app, &notice).await?;
    commit(app, tx).await
}

/// The other question is on a server from which we have not got it.
async fn send_for(tx: &mut Tx, app: &App, post: PostId, url: &str) -> Result<()> {
    let host = host_of(url).unwrap_or_default();
    let plan = Plan {
        unique_key: Some(format!("duplicate:{}:{url}", post.0)),
        lane: Some(format!("fetch:{host}:duplicates")),
        ..Plan::default()
    };
    enqueue_with(tx, app, &FindDuplicate { post }, plan).await
}

/// The question that one here was closed as a duplicate of has come from its server and is on our page `path`: its id
/// takes the place of the address that was typed, and readers are led to it here. What is no question that everybody
/// reads stays an address.
pub async fn settle_duplicate(app: &App, post: PostId, path: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let locked = queries::lock_post(&mut tx, post).await?;
    let mut scene = ThreadScene::load(&mut tx, locked).await?;
    let (Some(closing), Some(at)) = (scene.closing.clone(), scene.post.closed_at) else {
        return Ok(());
    };
    let open = scene.post.duplicate_of_id.is_none() && !closing.duplicate_url.is_empty();
    let Some(url) = web_address(app, path).filter(|_| open) else {
        return Ok(());
    };
    let anybody = Viewer::Anonymous;
    let Some(found) = thread_at(&mut tx, app, &anybody, &url).await? else {
        return Ok(());
    };
    let found = first_of(&mut tx, &anybody, found, post).await?;
    let fits = found.kind == ThreadKind::Question && found.audience == Audience::Public;
    if found.id == post || !fits {
        return Ok(());
    }
    let new = NewClosing {
        by: closing.by_id,
        reason: &closing.reason,
        duplicate_url: &found.ap_id,
        duplicate_of: Some(found.id),
        at,
    };
    scene.post = set_closed(&mut tx, post, new).await?;
    scene.closing = queries::closing::closing_of(&mut tx, &scene.post).await?;
    // Others know it by that already, unless somebody typed another address of it.
    if closing.duplicate_url != found.ap_id {
        say(&mut tx, app, &mut scene).await?;
    }
    commit(app, tx).await
}

/// It takes answers again. Doing it twice is doing it once.
pub async fn reopen_question(app: &App, who: &Person, post: PostId) -> Result<()> {
    let mut tx = begin_write(app, who.id()).await?;
    let (mut scene, standing) = ThreadScene::lock(&mut tx, app, who, post).await?;
    let closed_by = scene.closing.as_ref().map(|closing| closing.by_id);
    policy::may_close(&standing, &scene.community, &scene.post, closed_by)?;
    if scene.post.closed_at.is_none() {
        return Ok(());
    }
    scene.post = set_open(&mut tx, post).await?;
    scene.closing = None;
    say(&mut tx, app, &mut scene).await?;
    commit(app, tx).await
}

/// Others see it in the question's own document, which only its author's server updates, and the last one
/// counts.
async fn say(tx: &mut Tx, app: &App, scene: &mut ThreadScene) -> Result<()> {
    if !scene.post.local {
        return Ok(());
    }
    let at = app.now().following(Some(scene.post.version_at));
    let version = app.mint_public_id();
    queries::set_post_version(tx, scene.post.id, at, &version).await?;
    scene.post.version_at = at;
    scene.post.version_id = version;
    publish::thread_edited(tx, app, &scene.thread()).await
}

async fn find_other(
    conn: &mut Conn,
    app: &App,
    standing: &Standing,
    post: &Post,
    typed: &str,
) -> Result<Other> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Other::default());
    }
    let Some(url) = web_address(app, typed) else {
        return Err(wrong(t!("posts-wrong-other-none")));
    };
    let Some(found) = thread_at(conn, app, &standing.viewer(), &url).await? else {
        if app.local.root.origin() == url.origin() {
            return Err(wrong(t!("posts-wrong-other-missing")));
        }
        return Ok(Other {
            url: url.into(),
            id: None,
        });
    };
    if found.id == post.id {
        return Err(wrong(t!("posts-wrong-other-same")));
    }
    if found.kind != ThreadKind::Question {
        return Err(wrong(t!("posts-wrong-other-kind")));
    }
    let found = first_of(conn, &standing.viewer(), found, post.id).await?;
    if found.id == post.id {
        return Err(wrong(t!("posts-wrong-other-circle")));
    }
    // Its address goes wherever this one is read.
    let same_place = found.community_id == post.community_id && found.audience == post.audience;
    if found.audience != Audience::Public && !same_place {
        return Err(wrong(t!("posts-wrong-other-secret")));
    }
    Ok(Other {
        url: found.ap_id,
        id: Some(found.id),
    })
}

/// Of duplicates of a duplicate the first question is meant. It ends at `post`, so that no questions are
/// duplicates of each other in a circle.
async fn first_of(conn: &mut Conn, viewer: &Viewer, found: Post, post: PostId) -> Result<Post> {
    let mut first = found;
    for _ in 0..CHAIN_MAX {
        let Some(id) = first.duplicate_of_id.filter(|_| first.id != post) else {
            break;
        };
        let Some(next) = queries::find_post(conn, viewer, id).await? else {
            break;
        };
        first = next;
    }
    Ok(first)
}

fn wrong(message: String) -> Error {
    Error::invalid("of", message)
}

/// As somebody copies it: with or without the server, if that is this one.
fn web_address(app: &App, typed: &str) -> Option<Url> {
    let url = match typed.starts_with('/') {
        true => Url::parse(&app.local.url(typed)),
        false => Url::parse(typed),
    };
    let url = url.ok()?;
    let web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    (web && url.as_str().len() <= URL_MAX).then_some(url)
}

/// The thread that is read there, if we have it and this viewer may read it.
async fn thread_at(conn: &mut Conn, app: &App, viewer: &Viewer, url: &Url) -> Result<Option<Post>> {
    if app.local.root.origin() != url.origin() {
        let found = queries::post_by_ap_id(conn, viewer, url.as_str()).await?;
        return match (found, without_title(url)) {
            (None, Some(id)) => Ok(queries::post_by_ap_id(conn, viewer, id.as_str()).await?),
            (found, _) => Ok(found),
        };
    }
    let mut parts = url.path().split('/').skip(1);
    let (Some("post"), Some(id)) = (parts.next(), parts.next()) else {
        return Ok(None);
    };
    Ok(queries::post_by_public_id(conn, viewer, id).await?)
}

/// The id of a thread of whose page somebody gives the address, which on Guildhall servers has the words of its
/// title behind that.
fn without_title(url: &Url) -> Option<Url> {
    let mut parts = url.path_segments()?;
    let (Some("post"), Some(id), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let mut bare = url.clone();
    bare.set_path(&format!("/post/{id}"));
    bare.set_query(None);
    bare.set_fragment(None);
    Some(bare)
}
