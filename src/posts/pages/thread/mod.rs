//! A thread with its replies.
//!
//! `mod.rs` reads what the page is made of; `page.rs` puts the page together, `replies.rs` the replies
//! and what can be done with them, `form.rs` the form under them, `notices.rs` what is said above it all,
//! `coming.rs` how much of it is here, `structured.rs` what search engines read, and `beside.rs` what is
//! different where a thread is read as a community shows it that it is shared with.

mod beside;
mod coming;
mod form;
mod notices;
mod page;
mod replies;
mod structured;

pub(super) use page::ThreadPage;

use super::drafts::begun;
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
use crate::membership::model::{Proposers, Role, Standing};
use crate::membership::pages::{Outside, Owed, outside, rules_owed};
use crate::membership::policy::{Right, may_see_members, waits_elsewhere};
use crate::membership::queries::acting::list_acting_moderators;
use crate::membership::queries::directory::list_marked;
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::staff::{Staff, staff_among};
use crate::membership::queries::{list_offices, standing};
use crate::notifications::actions::mark_thread_read;
use crate::posts::actions::{ask_for_replies, is_asked_for};
use crate::posts::model::{Closing, Comment, Draft, DraftPlace, Post, ReplyKind, ThreadKind};
use crate::posts::policy;
use crate::posts::queries::closing::{closing_of, list_duplicates};
use crate::posts::queries::held::list_to_be_read;
use crate::posts::queries::suggestions::count_open;
use crate::posts::queries::{
    self, Credits, Freshness, Part, Removal, ReplyOrder, Shelf, Sight, ThreadReplies,
    count_kept_replies, find_editor, find_freshness, list_accepted, list_articles_of, list_credits,
    list_merits, list_removals, list_replies, list_shelves, list_similar,
};
use crate::posts::queries::{ThreadRow, list_threads_by_id};
use crate::store::{Conn, Time};
use crate::web::client::is_opened;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, PersonView};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use beside::Beside;
use serde::Deserialize;
use std::collections::HashMap;

/// Related threads beside a thread.
const RELATED: usize = 5;
/// Points from which on they are shown beside an answer, and on the page of its author.
pub(super) const MERIT_SHOWN: i32 = 20;

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
    /// The community as whose the thread is shown, of those that it is shared with.
    pub within: String,
}

/// What somebody has typed so far.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub body: String,
    pub kind: String,
    pub parent: String,
    /// What is said of a picture that is to come with it.
    pub picture_alt: String,
    pub errors: Vec<FieldError>,
    pub preview_html: Option<String>,
    /// Where this was kept from an earlier visit.
    pub draft: Option<Draft>,
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

/// The words behind the id are for people, and say what stands in the title now: with others one is led there.
async fn thread_show_slug(
    app: State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path((id, slug)): Path<(String, String)>,
    (query, uri): (Query<ThreadQuery>, Uri),
    method: Method,
    headers: HeaderMap,
) -> Result<Response> {
    let page = thread_show(app, frame, who, Path(id), query, method, headers).await?;
    let address = page.0.address();
    if address.rsplit('/').next() == Some(slug.as_str()) {
        return Ok(page.into_response());
    }
    let asked = uri.query().map(|asked| format!("?{asked}"));
    let to = format!("{address}{}", asked.unwrap_or_default());
    Ok(Redirect::to(&to).into_response())
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
    owed: Option<Owed>,
    sight: Sight,
    community: Community,
    /// Whether the viewer may know of the community. A thread that was public before it was for this server
    /// only is still everybody's; where it stands is not.
    known: bool,
    /// Who looks after the community; for its members also who greets and who is new.
    offices: HashMap<AccountId, Role>,
    /// Who of those who wrote here belongs to its host organisation.
    staff: Staff,
    /// What answers of those who wrote here counted for before, beside their answers: in one of the tags of
    /// the question, or in the community.
    merits: HashMap<AccountId, String>,
    author: Person,
    post: Post,
    /// Its author deleted it, and the viewer gets only what others replied.
    tombstone: bool,
    /// The viewer's own, on the thread.
    vote: i16,
    /// Whether the viewer follows it.
    followed: bool,
    now: Now,
    order: ReplyOrder,
    /// A reply that is not to be folded away.
    at: String,
    /// Who accepted which answers, as sentences.
    accepted: HashMap<CommentId, String>,
    /// Whether the replies that other servers hold are being fetched.
    coming: bool,
    /// Replies in our database, seen or not; counted only where its own server says there are more.
    kept: i64,
    related: Vec<RelatedView>,
    /// The communities that it is shared with.
    shared: Vec<Community>,
    /// As whose it is shown, where that is another than its own.
    beside: Option<Beside>,
    /// Whether the viewer may share it.
    shareable: bool,
    /// Why it takes no more answers, and the question that it is a duplicate of, if the viewer may know it.
    closing: Option<(Closing, Option<LinkView>)>,
    /// Who wrote the text as it is, where that is not its author.
    editor: Option<PersonView>,
    /// Questions that are duplicates of this one.
    duplicates: Vec<LinkView>,
    /// Other texts that wait here for who looks at the page to decide.
    suggested: i64,
    /// The collections of the library that hold it.
    shelves: Vec<Shelf>,
    /// Whom it credits, if it was made of another thread.
    credits: Option<Credits>,
    /// The articles that were made of it, as public id and title.
    articles: Vec<(String, String)>,
    /// Whether it is still right, as far as somebody said so.
    freshness: Option<Freshness>,
    /// Whether the viewer may say that.
    reviews: bool,
    /// Whether the viewer may propose it for the library, though not put it there.
    proposes: bool,
    /// Why the thread, or a reply on this page, was removed, as far as the viewer sees it all the same.
    removals: Vec<Removal>,
    /// Which of the thread (none) and its replies on this page wait until somebody has read them.
    to_be_read: Vec<Option<CommentId>>,
    /// Whom its author writes to who thinks that a removal was wrong; none where nothing of theirs is removed.
    appeal: Option<LinkView>,
}

/// What the author of words that wait on the community's own server is told.
struct WaitsThere {
    text: String,
    /// Where they can do something about it.
    link: Option<LinkView>,
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
    let mut shown = read_replies(&mut conn, &viewer, &scene, query).await?;
    if let Some(beside) = &mut scene.beside {
        let nodes = &mut shown.replies.nodes;
        beside.hide(&mut conn, nodes, app.now()).await?;
    }
    let nodes = shown.replies.nodes.iter();
    let mut writers: Vec<AccountId> = nodes.map(|node| node.reply.author_id).collect();
    writers.push(scene.author.id());
    if scene.known {
        scene.staff = staff_among(&mut conn, &scene.community, &writers).await?;
        scene.merits = merits(&mut conn, &scene.post, &writers).await?;
    }
    scene.reviews = scene.may_review(&shown);
    scene.removals = removals(&mut conn, &scene, &shown).await?;
    scene.to_be_read = to_be_read(&mut conn, &scene, &shown).await?;
    scene.closing = closed(&mut conn, &viewer, &scene.post).await?;
    let editor = find_editor(&mut conn, &scene.post).await?;
    scene.editor = editor.as_ref().map(views::byline);
    scene.duplicates = list_duplicates(&mut conn, &viewer, scene.post.id)
        .await?
        .iter()
        .map(|other| LinkView::new(&other.title, other.path()))
        .collect();
    if scene.decides() {
        scene.suggested = count_open(&mut conn, scene.post.id).await?;
    }
    scene.appeal = appeal(&mut conn, &scene, &shown).await?;
    if let (Some(branch), "") = (&shown.branch, typed.parent.as_str()) {
        typed.parent.clone_from(&branch.public_id);
    }
    let parent = replied_to(&mut conn, &viewer, &scene, &typed).await?;
    if let Some(person) = person {
        let to = parent.as_ref().map(|(parent, _)| parent.id);
        take_up(
            &mut conn,
            person,
            &DraftPlace::reply(&scene.post, to),
            &mut typed,
        )
        .await?;
    }
    drop(conn);
    scene.coming = person.is_some() && is_asked_for(&scene.post, app.now());
    if scene.coming
        && let Err(error) = ask_for_replies(app, &scene.post).await
    {
        tracing::warn!(%error, "replies on other servers could not be asked for");
    }
    Ok(scene.page(frame, shown, parent, typed))
}

/// Why a question is closed. What it is a duplicate of is named to who reads there, and where that is a server
/// that nothing is known of, its address is.
async fn closed(
    conn: &mut Conn,
    viewer: &Viewer,
    post: &Post,
) -> Result<Option<(Closing, Option<LinkView>)>> {
    let Some(closing) = closing_of(conn, post).await? else {
        return Ok(None);
    };
    let other = match post.duplicate_of_id {
        Some(id) => {
            let found = list_threads_by_id(conn, viewer, &[id]).await?;
            let link = |other: &ThreadRow| LinkView::new(&other.title, other.path());
            found.first().map(link)
        }
        None => {
            let host = views::host_of_link(&closing.duplicate_url);
            host.map(|host| {
                let label = t!("posts-notice-duplicate-there", host = host);
                LinkView::new(label, &closing.duplicate_url)
            })
        }
    };
    Ok(Some((closing, other)))
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
    let owed = match &standing {
        Some(standing) => rules_owed(conn, &community, standing, app.now()).await?,
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
    let (shared, beside) = beside::read(conn, viewer, &post, (&query.within, app.now())).await?;
    // What is put in order there is for who reads there now.
    let (mut shelves, mut articles) = (Vec::new(), Vec::new());
    if known && community.is_local() && sight.admits(community.audience()) {
        shelves = list_shelves(conn, &sight, post.id).await?;
        articles = list_articles_of(conn, &sight, post.id).await?;
        similar.retain(|other| !articles.iter().any(|(made, _)| *made == other.public_id));
    }
    let freshness = match community.is_local() {
        true => find_freshness(conn, post.id).await?,
        false => None,
    };
    let proposes = may_propose(conn, &community, standing.as_ref()).await?;
    Ok(Scene {
        app,
        who,
        shareable: beside::is_shareable(conn, standing.as_ref(), &community, &post).await?,
        shared,
        beside,
        standing,
        outside,
        owed,
        sight,
        accepted: accepted_by(conn, &post, author.id()).await?,
        offices,
        staff: Staff::default(),
        merits: HashMap::new(),
        vote: queries::own_vote(conn, viewer, post.id).await?,
        followed: queries::follows_thread(conn, viewer, post.id).await?,
        order: read_order(&query.order, post.kind)?,
        at: query.at.clone(),
        related: views::related(similar),
        shelves,
        credits: list_credits(conn, &[&post]).await?.remove(&post.id),
        articles,
        freshness,
        reviews: false,
        proposes,
        removals: Vec::new(),
        to_be_read: Vec::new(),
        closing: None,
        editor: None,
        duplicates: Vec::new(),
        suggested: 0,
        appeal: None,
        coming: false,
        kept,
        author,
        community,
        known,
        post,
        tombstone,
        now,
    })
}

/// The quiet mark beside the names of those who are to be heard: that of the tag in which they have most.
async fn merits(
    conn: &mut Conn,
    post: &Post,
    writers: &[AccountId],
) -> Result<HashMap<AccountId, String>> {
    let mut best: HashMap<AccountId, (bool, i32, String)> = HashMap::new();
    if post.kind != ThreadKind::Question {
        return Ok(HashMap::new());
    }
    let all = list_merits(conn, post.community_id, writers, &post.tags.0).await?;
    for (account, tag, points) in all {
        // A tag says more than the community; of two tags that with more, then the first by name.
        let one = (!tag.is_empty(), points, tag);
        let better = |old: &(bool, i32, String)| {
            (one.0, one.1) > (old.0, old.1) || ((one.0, one.1) == (old.0, old.1) && one.2 < old.2)
        };
        if points >= MERIT_SHOWN && best.get(&account).is_none_or(better) {
            best.insert(account, one);
        }
    }
    let mark = |(account, (in_tag, points, tag)): (AccountId, (bool, i32, String))| {
        let said = match in_tag {
            true => t!("posts-person-points-in", count = points, tag = tag),
            false => t!("posts-person-points", count = points),
        };
        (account, said)
    };
    Ok(best.into_iter().map(mark).collect())
}

/// Asked for only of members who may do no more.
async fn may_propose(
    conn: &mut Conn,
    community: &Community,
    standing: Option<&Standing>,
) -> Result<bool> {
    let member = |standing: &Standing| standing.has(Right::Post) && !standing.may_moderate();
    if !community.is_local() || !standing.is_some_and(member) {
        return Ok(false);
    }
    let proposers = settings_of(conn, community.id()).await?.propose;
    Ok(proposers == Proposers::Members)
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

/// Of what the viewer sees though it is held.
async fn to_be_read(
    conn: &mut Conn,
    scene: &Scene<'_>,
    shown: &Shown,
) -> Result<Vec<Option<CommentId>>> {
    let nodes = shown.replies.nodes.iter();
    let held = nodes.filter(|node| node.has_words && node.reply.held_at.is_some());
    let replies: Vec<CommentId> = held.map(|node| node.reply.id).collect();
    if replies.is_empty() && scene.post.held_at.is_none() {
        return Ok(Vec::new());
    }
    Ok(list_to_be_read(conn, scene.post.id, &replies).await?)
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
        let label = t!("posts-notice-appeal-to", name = person.display_name());
        LinkView::new(label, format!("/messages/{}", person.handle()))
    }))
}

fn read_order(word: &str, kind: ThreadKind) -> Result<ReplyOrder> {
    if word.is_empty() {
        return Ok(ReplyOrder::of(kind));
    }
    ReplyOrder::parse(word).ok_or_else(|| Error::Bad(t!("posts-replies-no-order").into()))
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
    Error::Bad(t!("posts-list-no-page").into())
}

async fn accepted_by(
    conn: &mut Conn,
    post: &Post,
    asker: AccountId,
) -> Result<HashMap<CommentId, String>> {
    if post.accepted_comment_id.is_none() {
        return Ok(HashMap::new());
    }
    let all = list_accepted(conn, post.id).await?;
    let choosers: Vec<AccountId> = all.iter().map(|(_, by, _)| *by).collect();
    let people = accounts_queries::list_people(conn, &choosers).await?;
    let said = |(id, by, _): (CommentId, AccountId, Time)| {
        let person = people.iter().find(|person| person.id() == by);
        let name = person.map_or_else(String::new, |person| person.display_name().to_owned());
        let said = match by == asker {
            true => t!("posts-answer-chosen-asker", name = name),
            false => t!("posts-answer-chosen", name = name),
        };
        (id, said)
    };
    Ok(all.into_iter().map(said).collect())
}

/// What somebody began to write here stands in the form again, where nothing was typed since.
async fn take_up(
    conn: &mut Conn,
    who: &Person,
    place: &DraftPlace,
    typed: &mut Typed,
) -> Result<()> {
    if !typed.body.is_empty() || !typed.errors.is_empty() {
        return Ok(());
    }
    if let Some(draft) = begun(conn, who, place).await? {
        typed.body.clone_from(&draft.words.0.body);
        typed.kind.clone_from(&draft.words.0.reply_kind);
        typed.draft = Some(draft);
    }
    Ok(())
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

    /// Where what this author wrote then, as `policy` says who may, waits on the community's own server: until
    /// they have joined it, or have agreed to its rules. Told only to themselves. What that server has passed on
    /// waits no more, whatever its author lacks.
    fn waits_there(
        &self,
        author: AccountId,
        policy: WritePolicy,
        (written, passed_on): (Time, Option<Time>),
    ) -> Option<WaitsThere> {
        let standing = self.standing.as_ref().filter(|by| by.account == author)?;
        if passed_on.is_some() {
            return None;
        }
        let host = &self.community.actor.host;
        if let Some(owed) = self.owed.as_ref().filter(|owed| owed.waits(written)) {
            return Some(WaitsThere {
                text: owed.after(host),
                link: owed.notice.link.clone(),
            });
        }
        let waits = waits_elsewhere(standing, &self.community, policy);
        let outside = self.outside.as_ref();
        let outside = outside.filter(|it| waits && it.waits(written))?;
        Some(WaitsThere {
            text: outside.after(host),
            link: Some(outside.way_in.clone()),
        })
    }

    /// What somebody is here, beside their name.
    fn standing_of(&self, account: AccountId, is_bot: bool, replies: bool) -> Option<String> {
        let said = match self.offices.get(&account) {
            Some(Role::Convener) => Some(t!("posts-person-convener")),
            Some(Role::Moderator) if !self.community.is_local() => {
                Some(t!("posts-person-looks-after"))
            }
            Some(Role::Moderator) => Some(t!("posts-person-moderator")),
            Some(Role::Greeter) => Some(t!("posts-person-greeter")),
            Some(Role::Newcomer) => Some(t!("posts-person-new")),
            _ if is_bot => Some(t!("posts-person-bot")),
            _ if replies && account == self.author.id() => Some(match self.post.kind {
                ThreadKind::Question => t!("posts-person-asked"),
                _ => t!("posts-person-began"),
            }),
            _ => None,
        };
        self.staff.beside(said.as_deref(), account)
    }

    /// Whether what is suggested for the thread is theirs to take.
    fn decides(&self) -> bool {
        let decides = |standing: &Standing| {
            policy::may_decide_suggestion(standing, &self.community, &self.post, None).is_ok()
        };
        self.standing.as_ref().is_some_and(decides)
    }

    /// Whether they may suggest another text for something by this author.
    fn may_suggest(&self, author: AccountId, written_here: bool) -> bool {
        let may = |standing: &Standing| {
            policy::may_suggest_in(standing, &self.community, &self.post).is_ok()
        };
        written_here && author != self.own_id() && self.standing.as_ref().is_some_and(may)
    }

    /// Whether the viewer knows whether it is still right: of answers, those on this page.
    fn may_review(&self, shown: &Shown) -> bool {
        let own = self.own_id();
        let mut nodes = shown.replies.nodes.iter();
        let answered = nodes.any(|node| {
            let reply = &node.reply;
            reply.author_id == own && reply.kind == ReplyKind::Answer && reply.is_visible()
        });
        let judged = |standing| policy::may_review(standing, &self.community, &self.post, answered);
        self.standing.as_ref().is_some_and(|by| judged(by).is_ok())
    }

    fn moderates(&self) -> bool {
        self.standing.as_ref().is_some_and(Standing::may_moderate)
    }

    /// As administrator of this server, of what another's community shows.
    fn hides(&self) -> bool {
        self.standing.as_ref().is_some_and(Standing::may_hide_here)
    }
}
