//! A thread with its replies.
//!
//! `mod.rs` reads what the page is made of; `page.rs` puts the page together, `replies.rs` the replies
//! and what can be done with them, `form.rs` the form under them.

mod form;
mod page;
mod replies;

pub(super) use page::ThreadPage;

use super::views::{self, RelatedView};
use super::{find_comment, find_post, is_public_id};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries as accounts_queries;
use crate::app::App;
use crate::communities::model::{Community, WritePolicy};
use crate::communities::policy::is_known_to;
use crate::communities::queries::find_community;
use crate::error::{Error, FieldError, Reason, Result};
use crate::ids::{AccountId, CommentId};
use crate::membership::model::{Role, Standing};
use crate::membership::pages::{LOOKS_AFTER, Outside, outside, rules_changed};
use crate::membership::policy::{may_see_members, waits_elsewhere};
use crate::membership::queries::acting::list_acting_moderators;
use crate::membership::queries::directory::list_marked;
use crate::membership::queries::staff::{Staff, staff_among};
use crate::membership::queries::{list_offices, standing};
use crate::notifications::actions::mark_thread_read;
use crate::posts::actions::ask_for_replies;
use crate::posts::model::{Comment, Post, ThreadKind};
use crate::posts::queries::{
    self, Part, Removal, ReplyOrder, Sight, ThreadReplies, count_kept_replies, list_accepted,
    list_removals, list_replies, list_similar,
};
use crate::store::{Conn, Time};
use crate::web::client::is_opened;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, NoticeView};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method};
use axum::response::Redirect;
use axum::routing::get;
use serde::Deserialize;
use std::collections::HashMap;

/// Related threads beside a thread.
const RELATED: usize = 5;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/post/{id}", get(thread_show))
        .route("/post/{id}/{slug}", get(thread_show_slug))
        .route("/comment/{id}", get(comment_show))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ThreadQuery {
    pub order: String,
    /// The last reply of the page before.
    pub after: String,
    /// A reply that must be on the page, unfolded.
    pub at: String,
    /// The reply being replied to.
    pub reply: String,
    /// The reply of which the page shows all that hangs on it.
    pub under: String,
}

/// What somebody has typed so far.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub body: String,
    pub kind: String,
    pub parent: String,
    pub errors: Vec<FieldError>,
    pub preview_html: Option<String>,
}

async fn thread_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(id): Path<String>,
    Query(query): Query<ThreadQuery>,
    method: Method,
    headers: HeaderMap,
) -> Result<Page<ThreadPage>> {
    let typed = Typed {
        parent: query.reply.clone(),
        ..Typed::default()
    };
    let frame = match is_opened(&app, &method, &headers) {
        true => mark_read(&app, frame, &who, &id).await,
        false => frame,
    };
    show(&app, frame, &who, &id, &query, typed).await.map(Page)
}

/// What the reader was told about the thread has been read with it. Where nothing waits for them nothing is
/// asked, and reading goes on where nothing can be written.
async fn mark_read(app: &App, frame: Frame, who: &MaybeSignedIn, id: &str) -> Frame {
    let waits = frame.signed_in.as_ref().is_some_and(|it| it.unread > 0);
    let Some(reader) = who.0.as_ref().filter(|_| waits && is_public_id(id)) else {
        return frame;
    };
    match mark_thread_read(app, reader.person.id(), id).await {
        Ok(notices) => frame.having_read(notices, 0),
        Err(error) => {
            tracing::warn!(%error, "notices could not be marked as read");
            frame
        }
    }
}

/// The words behind the id are for people; they may be anything.
async fn thread_show_slug(
    app: State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path((id, _slug)): Path<(String, String)>,
    query: Query<ThreadQuery>,
    method: Method,
    headers: HeaderMap,
) -> Result<Page<ThreadPage>> {
    thread_show(app, frame, who, Path(id), query, method, headers).await
}

/// A reply is read in its thread.
async fn comment_show(
    State(app): State<App>,
    who: MaybeSignedIn,
    Path(id): Path<String>,
) -> Result<Redirect> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let comment = find_comment(&mut conn, &viewer, &id).await?;
    let post = queries::find_post(&mut conn, &viewer, comment.post_id)
        .await?
        .ok_or(Error::NotFound("thread"))?;
    Ok(Redirect::to(&comment.path_on(&post)))
}

/// Everything that the page is made of, for one viewer.
struct Scene<'a> {
    app: &'a App,
    who: Option<&'a Person>,
    standing: Option<Standing>,
    /// Of a viewer who does not belong where only members write.
    outside: Option<Outside>,
    /// For a member of a community of another server who has yet to agree to its rules.
    rules_changed: Option<NoticeView>,
    sight: Sight,
    community: Community,
    /// Whether the viewer may know of the community. A thread that was public before it was for this server
    /// only is still everybody's; where it stands is not.
    known: bool,
    /// Who looks after the community; for its members also who greets and who is new.
    offices: HashMap<AccountId, Role>,
    /// Who of those who wrote here belongs to its host organisation.
    staff: Staff,
    author: Person,
    post: Post,
    /// Its author deleted it, and the viewer gets only what others replied.
    tombstone: bool,
    /// The viewer's own, on the thread.
    vote: i16,
    now: Now,
    order: ReplyOrder,
    /// A reply that is not to be folded away.
    at: String,
    /// Who accepted the answer, as a sentence.
    accepted: String,
    /// Replies in our database, seen or not; counted only where its own server says there are more.
    kept: i64,
    related: Vec<RelatedView>,
    /// Why the thread, or a reply on this page, was removed, as far as the viewer sees it all the same.
    removals: Vec<Removal>,
    /// Whom its author writes to who thinks that a removal was wrong; none where nothing of theirs is removed.
    appeal: Option<LinkView>,
}

/// What of a thread the page shows.
struct Shown {
    replies: ThreadReplies,
    /// The reply whose branch it is.
    branch: Option<Comment>,
}

pub(super) async fn show(
    app: &App,
    frame: Frame,
    who: &MaybeSignedIn,
    id: &str,
    query: &ThreadQuery,
    mut typed: Typed,
) -> Result<ThreadPage> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let post = find_post(&mut conn, &viewer, id).await?;
    let person = who.0.as_ref().map(|who| &who.person);
    let mut scene = set_scene(app, &mut conn, &viewer, person, (post, query, frame.now)).await?;
    let shown = read_replies(&mut conn, &viewer, &scene, query).await?;
    let nodes = shown.replies.nodes.iter();
    let mut writers: Vec<AccountId> = nodes.map(|node| node.reply.author_id).collect();
    writers.push(scene.author.id());
    if scene.known {
        scene.staff = staff_among(&mut conn, &scene.community, &writers).await?;
    }
    scene.removals = removals(&mut conn, &scene, &shown).await?;
    scene.appeal = appeal(&mut conn, &scene, &shown).await?;
    if let (Some(branch), "") = (&shown.branch, typed.parent.as_str()) {
        typed.parent.clone_from(&branch.public_id);
    }
    let parent = replied_to(&mut conn, &viewer, &scene, &typed).await?;
    drop(conn);
    if person.is_some()
        && let Err(error) = ask_for_replies(app, &scene.post).await
    {
        tracing::warn!(%error, "replies on other servers could not be asked for");
    }
    Ok(scene.page(frame, shown, parent, typed))
}

async fn set_scene<'a>(
    app: &'a App,
    conn: &mut Conn,
    viewer: &Viewer,
    who: Option<&'a Person>,
    (post, query, now): (Post, &ThreadQuery, Now),
) -> Result<Scene<'a>> {
    let sight = queries::sight(conn, viewer, post.community_id).await?;
    let hidden = post.removed_at.is_some() || post.held_at.is_some();
    let tombstone = !sight.sees_words(post.author_id, post.deleted_at.is_some(), hidden);
    // What others replied to a thread that its author took back stays readable.
    if tombstone && (hidden || post.comment_count == 0) {
        return Err(match post.deleted_at {
            Some(_) => Error::Gone("thread"),
            None => Reason::Removed.into(),
        });
    }
    let community = find_community(conn, post.community_id).await?;
    if !community.is_live() {
        return Err(Reason::CommunityGone.into());
    }
    let known = is_known_to(viewer, &community);
    let standing = match who {
        Some(who) => Some(standing(conn, who, &community, app.now()).await?),
        None => None,
    };
    let outside = match &standing {
        Some(standing) => outside(conn, &community, standing, app.now()).await?,
        None => None,
    };
    let rules_changed = match &standing {
        Some(standing) => rules_changed(conn, &community, standing, app.now()).await?,
        None => None,
    };
    let author = accounts_queries::find_person(conn, post.author_id).await?;
    let elsewhere = post.origin_reply_count.unwrap_or(0);
    let kept = if elsewhere > post.comment_count {
        count_kept_replies(conn, post.id, elsewhere).await?
    } else {
        0
    };
    let title = if tombstone { "" } else { &post.title };
    let mut similar = Vec::new();
    let mut offices: HashMap<AccountId, Role> = HashMap::new();
    // Who greets and who is new is for those who belong.
    if may_see_members(standing.as_ref()).is_ok() {
        offices.extend(list_marked(conn, community.id()).await?);
    }
    if known {
        let (place, own) = (community.id(), Some(post.id));
        similar = list_similar(conn, viewer, place, title, own, RELATED).await?;
        offices.extend(list_offices(conn, place).await?);
    }
    Ok(Scene {
        app,
        who,
        standing,
        outside,
        rules_changed,
        sight,
        accepted: accepted_by(conn, &post, author.id()).await?,
        offices,
        staff: Staff::default(),
        vote: queries::own_vote(conn, viewer, post.id).await?,
        order: read_order(&query.order, post.kind)?,
        at: query.at.clone(),
        related: views::related(similar),
        removals: Vec::new(),
        appeal: None,
        kept,
        author,
        community,
        known,
        post,
        tombstone,
        now,
    })
}

/// Asked for only where something of it is there to be seen.
async fn removals(conn: &mut Conn, scene: &Scene<'_>, shown: &Shown) -> Result<Vec<Removal>> {
    let nodes = shown.replies.nodes.iter();
    let removed = nodes.filter(|node| node.has_words && node.reply.removed_at.is_some());
    let replies: Vec<CommentId> = removed.map(|node| node.reply.id).collect();
    if replies.is_empty() && scene.post.removed_at.is_none() {
        return Ok(Vec::new());
    }
    Ok(list_removals(conn, scene.post.id, &replies).await?)
}

/// Asked for only where something of the viewer's own is removed. What an administrator hides on this server alone
/// those who look after a community elsewhere can give back as little as they decided it.
async fn appeal(conn: &mut Conn, scene: &Scene<'_>, shown: &Shown) -> Result<Option<LinkView>> {
    let own = scene.own_id();
    let mut nodes = shown.replies.nodes.iter();
    let reply = nodes.any(|node| node.reply.author_id == own && node.reply.removed_at.is_some());
    let thread = scene.post.author_id == own && scene.post.removed_at.is_some();
    if !(reply || thread) {
        return Ok(None);
    }
    let officers = list_acting_moderators(conn, &scene.community, scene.app.now()).await?;
    let decided = |(_, _, by): &Removal| officers.iter().any(|(it, _)| it.actor.id == *by);
    if !scene.community.is_local() && !scene.removals.iter().any(decided) {
        return Ok(None);
    }
    let other = officers.iter().find(|(person, _)| person.id() != own);
    Ok(other.map(|(person, _)| {
        let label = format!("Write to {}", person.display_name());
        LinkView::new(label, format!("/messages/{}", person.handle()))
    }))
}

fn read_order(word: &str, kind: ThreadKind) -> Result<ReplyOrder> {
    if word.is_empty() {
        return Ok(ReplyOrder::of(kind));
    }
    ReplyOrder::parse(word).ok_or(Error::Bad("replies cannot be ordered like that".into()))
}

async fn read_replies(
    conn: &mut Conn,
    viewer: &Viewer,
    scene: &Scene<'_>,
    query: &ThreadQuery,
) -> Result<Shown> {
    let after = Some(query.after.as_str()).filter(|after| !after.is_empty());
    if !query.under.is_empty() {
        return read_branch(conn, viewer, scene, &query.under, after).await;
    }
    let part = after.map_or(Part::First, Part::After);
    let replies = read_part(conn, viewer, scene, part).await?;
    let at = query.at.as_str();
    let there = |id: &str| replies.nodes.iter().any(|node| node.reply.public_id == id);
    if at.is_empty() || there(at) {
        return Ok(Shown {
            replies,
            branch: None,
        });
    }
    read_branch(conn, viewer, scene, at, None).await
}

/// One reply and what hangs on it, from behind the reply with the id `after`.
async fn read_branch(
    conn: &mut Conn,
    viewer: &Viewer,
    scene: &Scene<'_>,
    id: &str,
    after: Option<&str>,
) -> Result<Shown> {
    let root = find_comment(conn, viewer, id).await?;
    if root.post_id != scene.post.id {
        return Err(no_such_page());
    }
    let replies = read_part(conn, viewer, scene, Part::Under(&root, after)).await?;
    Ok(Shown {
        replies,
        branch: Some(root),
    })
}

async fn read_part(
    conn: &mut Conn,
    viewer: &Viewer,
    scene: &Scene<'_>,
    part: Part<'_>,
) -> Result<ThreadReplies> {
    let found = list_replies(conn, viewer, &scene.sight, &scene.post, scene.order, part).await?;
    found.ok_or_else(no_such_page)
}

fn no_such_page() -> Error {
    Error::Bad("this page does not exist; start from the first".into())
}

async fn accepted_by(conn: &mut Conn, post: &Post, asker: AccountId) -> Result<String> {
    let Some(answer) = post.accepted_comment_id else {
        return Ok(String::new());
    };
    let all = list_accepted(conn, post.id).await?;
    let Some((_, by, _)) = all.into_iter().find(|(id, _, _)| *id == answer) else {
        return Ok(String::new());
    };
    let person = accounts_queries::find_person(conn, by).await?;
    let name = person.display_name();
    Ok(if by == asker {
        format!("chosen by {name}, who asked")
    } else {
        format!("chosen by {name}")
    })
}

/// Whom a reply is to. What was typed stays also where that has gone meanwhile.
async fn replied_to(
    conn: &mut Conn,
    viewer: &Viewer,
    scene: &Scene<'_>,
    typed: &Typed,
) -> Result<Option<(Comment, Person)>> {
    if typed.parent.is_empty() {
        return Ok(None);
    }
    let parent = match find_comment(conn, viewer, &typed.parent).await {
        Ok(parent) if parent.post_id == scene.post.id => parent,
        Ok(_) | Err(Error::NotFound(_)) if !typed.body.is_empty() => return Ok(None),
        Ok(_) => return Err(Error::NotFound("reply")),
        Err(other) => return Err(other),
    };
    let author = accounts_queries::find_person(conn, parent.author_id).await?;
    Ok(Some((parent, author)))
}

impl Scene<'_> {
    fn own_id(&self) -> AccountId {
        self.who.map_or(AccountId(0), Person::id)
    }

    /// Whether what this author wrote then, as `policy` says who may, waits on the community's own server until
    /// they have joined it. Told only to themselves.
    fn waits_there(
        &self,
        author: AccountId,
        policy: WritePolicy,
        written: Time,
    ) -> Option<&Outside> {
        let standing = self.standing.as_ref().filter(|by| by.account == author)?;
        let waits = waits_elsewhere(standing, &self.community, policy);
        self.outside
            .as_ref()
            .filter(|it| waits && it.waits(written))
    }

    /// What somebody is here, beside their name.
    fn standing_of(&self, account: AccountId, is_bot: bool, replies: bool) -> Option<String> {
        let said = match self.offices.get(&account) {
            Some(Role::Convener) => Some("convener here"),
            Some(Role::Moderator) if !self.community.is_local() => Some(LOOKS_AFTER),
            Some(Role::Moderator) => Some("moderator here"),
            Some(Role::Greeter) => Some("greeter here"),
            Some(Role::Newcomer) => Some("new here"),
            _ if is_bot => Some("bot"),
            _ if replies && account == self.author.id() => Some(match self.post.kind {
                ThreadKind::Question => "asked this",
                _ => "began this",
            }),
            _ => None,
        };
        self.staff.beside(said, account)
    }

    fn is_accepted(&self, id: CommentId) -> bool {
        self.post.accepted_comment_id == Some(id)
    }

    fn moderates(&self) -> bool {
        self.standing.as_ref().is_some_and(Standing::may_moderate)
    }

    /// As administrator of this server, of what another's community shows.
    fn hides(&self) -> bool {
        self.standing.as_ref().is_some_and(Standing::may_hide_here)
    }
}
