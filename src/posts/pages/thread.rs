//! A thread with its replies.

use super::views::{self, address, community_link, host_of_link, kind_noun, my_vote};
use super::{find_comment, find_post};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries as accounts_queries;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, FieldError, Reason, Result};
use crate::membership::model::Standing;
use crate::membership::queries::standing;
use crate::posts::model::{Comment, Post, ReplyKind, ThreadKind};
use crate::posts::policy;
use crate::posts::queries::{
    self, Part, ReplyNode, ReplyOrder, Sight, ThreadReplies, list_accepted, list_replies,
};
use crate::store::{Conn, Time};
use crate::web::layout::{Frame, Kind, OpenGraph};
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{
    ActionView, CommentView, FieldView, LinkView, NoticeView, OptionView, PostState, PostView,
    TabView, VoteView, When,
};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use axum::routing::get;
use serde::Deserialize;

/// Comments shown under an answer before the rest is folded.
const OPEN_COMMENTS: usize = 5;
/// How far replies stand in at most.
const MAX_INDENT: i32 = 6;

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
    /// A reply that must be on the page.
    pub at: String,
    /// The reply being replied to.
    pub reply: String,
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

#[derive(Template)]
#[template(path = "posts/pages/thread.html")]
pub(super) struct ThreadPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    title: String,
    path: String,
    answered: bool,
    locked: bool,
    when: When,
    edited: Option<When>,
    has_revisions: bool,
    link: Option<LinkView>,
    origin: Option<LinkView>,
    notices: Vec<NoticeView>,
    question: PostView,
    replies_heading: String,
    orders: Vec<TabView>,
    replies: Vec<PostView>,
    older: Option<String>,
    form: Option<ReplyForm>,
    refusal: Option<String>,
    sign_in: Option<String>,
}

struct ReplyForm {
    action: String,
    heading: &'static str,
    /// Who is replied to, when that is not the thread.
    to: Option<LinkView>,
    parent: String,
    fields: Vec<FieldView>,
    kinds: Option<FieldView>,
    submit: &'static str,
}

impl ReplyForm {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

async fn thread_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(id): Path<String>,
    Query(query): Query<ThreadQuery>,
) -> Result<Page<ThreadPage>> {
    let typed = Typed {
        parent: query.reply.clone(),
        ..Typed::default()
    };
    show(&app, frame, &who, &id, &query, typed).await.map(Page)
}

/// The words behind the id are for people; they may be anything.
async fn thread_show_slug(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path((id, _slug)): Path<(String, String)>,
    Query(query): Query<ThreadQuery>,
) -> Result<Page<ThreadPage>> {
    show(&app, frame, &who, &id, &query, Typed::default())
        .await
        .map(Page)
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
    Ok(Redirect::to(&place_of(&post, &comment)))
}

/// The page and the place on it.
pub(super) fn place_of(post: &Post, comment: &Comment) -> String {
    let id = comment.public_id.as_str();
    let at = if post.comment_count > queries::WHOLE_MAX {
        id
    } else {
        ""
    };
    format!("{}#c-{id}", address(&post.path(), &[("at", at)]))
}

/// Everything that the page is made of, for one viewer.
struct Scene<'a> {
    app: &'a App,
    who: Option<&'a Person>,
    standing: Option<Standing>,
    sight: Sight,
    community: Community,
    author: Person,
    post: Post,
    /// Its author deleted it, and the viewer gets only what others replied.
    tombstone: bool,
    /// The viewer's own, on the thread.
    vote: i16,
    now: Time,
}

pub(super) async fn show(
    app: &App,
    frame: Frame,
    who: &MaybeSignedIn,
    id: &str,
    query: &ThreadQuery,
    typed: Typed,
) -> Result<ThreadPage> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let post = find_post(&mut conn, &viewer, id).await?;
    let person = who.0.as_ref().map(|who| &who.person);
    let scene = set_scene(app, &mut conn, &viewer, person, post).await?;
    let order = read_order(&query.order, scene.post.kind)?;
    let replies = read_replies(&mut conn, &viewer, &scene, order, query).await?;
    let accepted = accepted_by(&mut conn, &scene).await?;
    let parent = replied_to(&mut conn, &viewer, &scene, &typed).await?;
    Ok(scene.page(frame, order, replies, accepted, parent, typed))
}

async fn set_scene<'a>(
    app: &'a App,
    conn: &mut Conn,
    viewer: &Viewer,
    who: Option<&'a Person>,
    post: Post,
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
    let now = app.now();
    let standing = match who {
        Some(who) => Some(standing(conn, who, &community, now).await?),
        None => None,
    };
    Ok(Scene {
        app,
        who,
        standing,
        sight,
        author: accounts_queries::find_person(conn, post.author_id).await?,
        vote: queries::own_vote(conn, viewer, post.id).await?,
        community,
        post,
        tombstone,
        now,
    })
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
    order: ReplyOrder,
    query: &ThreadQuery,
) -> Result<ThreadReplies> {
    let wrong = || Error::Bad("this page does not exist; start from the first".into());
    let focus = match query.at.as_str() {
        "" => None,
        id => Some(find_comment(conn, viewer, id).await?),
    };
    let part = match (&focus, query.after.as_str()) {
        (Some(comment), _) if comment.post_id != scene.post.id => return Err(wrong()),
        (Some(comment), _) => Part::Around(&comment.path),
        (None, "") => Part::First,
        (None, after) => Part::After(after),
    };
    let found = list_replies(conn, viewer, &scene.sight, &scene.post, order, part).await?;
    found.ok_or_else(wrong)
}

/// Who accepted the answer, as a sentence.
async fn accepted_by(conn: &mut Conn, scene: &Scene<'_>) -> Result<String> {
    let Some(answer) = scene.post.accepted_comment_id else {
        return Ok(String::new());
    };
    let all = list_accepted(conn, scene.post.id).await?;
    let Some((_, by, _)) = all.into_iter().find(|(id, _, _)| *id == answer) else {
        return Ok(String::new());
    };
    let by_asker = by == scene.author.id();
    let person = accounts_queries::find_person(conn, by).await?;
    let name = person.display_name();
    Ok(if by_asker {
        format!("chosen by {name}, who asked")
    } else {
        format!("chosen by {name}")
    })
}

async fn replied_to(
    conn: &mut Conn,
    viewer: &Viewer,
    scene: &Scene<'_>,
    typed: &Typed,
) -> Result<Option<(Comment, Person)>> {
    if typed.parent.is_empty() {
        return Ok(None);
    }
    let parent = find_comment(conn, viewer, &typed.parent).await?;
    if parent.post_id != scene.post.id {
        return Err(Error::NotFound("reply"));
    }
    let author = accounts_queries::find_person(conn, parent.author_id).await?;
    Ok(Some((parent, author)))
}

impl Scene<'_> {
    fn page(
        &self,
        frame: Frame,
        order: ReplyOrder,
        replies: ThreadReplies,
        accepted: String,
        parent: Option<(Comment, Person)>,
        typed: Typed,
    ) -> ThreadPage {
        let post = &self.post;
        let path = post.path();
        let (remarks, others) = self.group(replies.nodes, &accepted);
        let refusal = self.standing.as_ref().and_then(|standing| {
            let parent = parent.as_ref().map(|(parent, _)| parent);
            policy::may_reply(standing, &self.community, post, parent).err()
        });
        let may_reply = self.standing.is_some() && refusal.is_none();
        let next = replies.next.unwrap_or_default();
        let order_word = if order == ReplyOrder::of(post.kind) {
            ""
        } else {
            order.as_str()
        };
        ThreadPage {
            frame: self.framed(frame),
            crumbs: vec![community_link(&self.community)],
            title: if self.tombstone {
                "Deleted thread".to_owned()
            } else {
                post.title.clone()
            },
            answered: post.accepted_comment_id.is_some(),
            locked: post.locked_at.is_some(),
            when: When::new(post.published_at, self.now),
            edited: post.edited_at.map(|at| When::new(at, self.now)),
            has_revisions: post.edited_at.is_some() && !self.tombstone,
            link: post.url.as_ref().and_then(|url| {
                host_of_link(url).map(|host| LinkView::new(format!("Open on {host}"), url))
            }),
            origin: self.origin(),
            notices: self.notices(),
            question: self.question(remarks),
            replies_heading: self.heading(),
            orders: self.orders(order),
            replies: others,
            older: (!next.is_empty())
                .then(|| address(&path, &[("order", order_word), ("after", &next)])),
            form: may_reply.then(|| self.form(parent, typed)),
            refusal: refusal.map(|reason| reason.to_string()),
            sign_in: self
                .who
                .is_none()
                .then(|| crate::web::next::login_path(&path)),
            path,
        }
    }

    fn framed(&self, frame: Frame) -> Frame {
        let post = &self.post;
        let own = self.app.local.url(&post.path());
        let origin = post.page_url.clone().unwrap_or_else(|| post.ap_id.clone());
        let canonical = if post.local { own } else { origin };
        Frame {
            og: (!self.tombstone).then(|| OpenGraph {
                title: post.title.clone(),
                description: views::description(post),
                url: canonical.clone(),
                kind: "article",
            }),
            noindex: frame.noindex || !post.local || !post.is_visible(),
            canonical: Some(canonical),
            alternate_json: Some(post.ap_id.clone()),
            ..frame
        }
    }

    fn origin(&self) -> Option<LinkView> {
        let page = self.post.page_url.as_ref().unwrap_or(&self.post.ap_id);
        let host = &self.author.actor.host;
        (!self.post.local).then(|| LinkView::new(format!("Open on {host}"), page))
    }

    fn notices(&self) -> Vec<NoticeView> {
        let post = &self.post;
        let mut notices = Vec::new();
        let mut say = |kind, title: &str, text: &str| {
            notices.push(NoticeView {
                kind,
                title: title.to_owned(),
                text: text.to_owned(),
                ..NoticeView::default()
            });
        };
        if post.deleted_at.is_some() && !self.tombstone {
            say(
                Kind::Warn,
                "Deleted.",
                "Only you see this; you can put it back.",
            );
        }
        if post.removed_at.is_some() {
            say(
                Kind::Bad,
                "Removed.",
                "The moderators took this thread down.",
            );
        }
        if post.held_at.is_some() {
            say(
                Kind::Warn,
                "Held.",
                "It waits until the moderators have looked at it.",
            );
        }
        if post.locked_at.is_some() {
            say(Kind::Info, "Locked.", "It takes no more replies.");
        }
        let (here, there) = (post.comment_count, post.origin_reply_count.unwrap_or(0));
        if there > here {
            notices.push(NoticeView {
                kind: Kind::Info,
                title: format!("{here} of {there} replies are here."),
                text: "The others are being fetched from the servers that hold them.".to_owned(),
                link: self.origin(),
                progress: Some((here, there)),
            });
        }
        notices
    }

    fn heading(&self) -> String {
        let post = &self.post;
        let (count, one, many) = match post.kind {
            ThreadKind::Question => (post.answer_count, "answer", "answers"),
            _ => (post.comment_count, "reply", "replies"),
        };
        match count {
            0 => format!("No {many} yet"),
            1 => format!("1 {one}"),
            _ => format!("{} {many}", crate::web::layout::count(count)),
        }
    }

    fn orders(&self, current: ReplyOrder) -> Vec<TabView> {
        let label = |order| match order {
            ReplyOrder::Best => "Best",
            ReplyOrder::Oldest => "Oldest",
            ReplyOrder::Newest => "Newest",
        };
        let question = self.post.kind == ThreadKind::Question;
        ReplyOrder::ALL
            .iter()
            .filter(|order| question || **order != ReplyOrder::Best)
            .map(|order| {
                let href = address(&self.post.path(), &[("order", order.as_str())]);
                TabView::new(label(*order), href, *order == current)
            })
            .collect()
    }

    fn question(&self, remarks: Vec<CommentView>) -> PostView {
        let post = &self.post;
        let path = post.path();
        let mut actions = Vec::new();
        if let Some(standing) = &self.standing {
            if policy::may_reply(standing, &self.community, post, None).is_ok() {
                actions.push(ActionView::link("Reply", "reply", "#reply"));
            }
            if policy::may_edit_post(standing, &self.community, post).is_ok() {
                actions.push(ActionView::link("Edit", "edit", format!("{path}/edit")));
            }
            if policy::may_delete_post(standing, post).is_ok() {
                actions.push(take_back(&path, post.deleted_at.is_some()));
            }
        }
        let may_vote = self.may_vote(post.author_id == self.own_id())
            && self.standing.as_ref().is_some_and(|standing| {
                policy::may_vote_post(standing, &self.community, post).is_ok()
            });
        let (comments, folded) = fold(remarks);
        PostView {
            id: "thread".to_owned(),
            noun: kind_noun(post.kind),
            author: views::person(&self.author),
            when: When::new(post.published_at, self.now),
            edited: None,
            html: post.body_html.clone(),
            state: if self.tombstone {
                PostState::Removed("Its author deleted this thread.".to_owned())
            } else {
                PostState::Plain
            },
            votes: Some(VoteView {
                id: "v-thread".to_owned(),
                action: may_vote.then(|| format!("{path}/vote")),
                score: post.score,
                mine: my_vote(self.vote),
                may_go_down: true,
            }),
            tags: views::tags(&post.tags.0, &self.community.path()),
            actions,
            comments,
            folded,
        }
    }

    fn own_id(&self) -> crate::ids::AccountId {
        self.who.map_or(crate::ids::AccountId(0), Person::id)
    }

    fn may_vote(&self, own: bool) -> bool {
        self.who.is_some() && !own
    }

    /// Replies to the thread as cards, each with what is below it; comments on a question apart.
    fn group(&self, nodes: Vec<ReplyNode>, accepted: &str) -> (Vec<CommentView>, Vec<PostView>) {
        let mut remarks = Vec::new();
        let mut cards: Vec<(PostView, Vec<CommentView>)> = Vec::new();
        let mut on_question = false;
        for node in nodes {
            let top = node.reply.depth == 1;
            if top {
                on_question =
                    self.post.kind == ThreadKind::Question && node.reply.kind == ReplyKind::Comment;
            }
            if on_question {
                remarks.push(self.comment(&node, node.reply.depth));
            } else if top {
                cards.push((self.card(&node, accepted), Vec::new()));
            } else if let Some((_, below)) = cards.last_mut() {
                below.push(self.comment(&node, node.reply.depth - 1));
            }
        }
        let question = self.post.kind == ThreadKind::Question;
        let cards = cards.into_iter().map(|(card, below)| {
            // A conversation is read whole; what is said about an answer can wait.
            let (comments, folded) = if question {
                fold(below)
            } else {
                (below, Vec::new())
            };
            PostView {
                comments,
                folded,
                ..card
            }
        });
        (remarks, cards.collect())
    }

    fn card(&self, node: &ReplyNode, accepted: &str) -> PostView {
        let reply = &node.reply;
        let path = format!("/comment/{}", reply.public_id);
        let state = match gone(node) {
            Some(said) => PostState::Removed(said.to_owned()),
            None if node.accepted => PostState::Accepted(accepted.to_owned()),
            None => match note(node) {
                Some(said) => PostState::Held(said.to_owned()),
                None => PostState::Plain,
            },
        };
        let noun = match reply.kind {
            ReplyKind::Answer => "Answer",
            ReplyKind::Comment => "Reply",
        };
        PostView {
            id: format!("c-{}", reply.public_id),
            noun,
            author: views::byline(&node.author),
            when: When::new(reply.published_at, self.now),
            edited: reply.edited_at.map(|at| When::new(at, self.now)),
            html: reply.body_html.clone(),
            state,
            votes: Some(VoteView {
                id: format!("v-{}", reply.public_id),
                action: self.may_vote_on(node).then(|| format!("{path}/vote")),
                score: reply.score,
                mine: my_vote(node.my_vote),
                may_go_down: true,
            }),
            tags: Vec::new(),
            actions: self.reply_actions(node),
            comments: Vec::new(),
            folded: Vec::new(),
        }
    }

    fn comment(&self, node: &ReplyNode, depth: i32) -> CommentView {
        let reply = &node.reply;
        let mut actions = self.reply_actions(node);
        if self.may_vote_on(node) {
            let path = format!("/comment/{}/vote", reply.public_id);
            let score = reply.score;
            actions.insert(
                0,
                match node.my_vote {
                    1 => {
                        ActionView::button(&format!("Useful, {score}"), "check", path + "?score=0")
                    }
                    _ => ActionView::button(&format!("Useful? {score}"), "up", path + "?score=1"),
                },
            );
        }
        CommentView {
            id: format!("c-{}", reply.public_id),
            depth: usize::try_from(depth.clamp(1, MAX_INDENT)).unwrap_or(1),
            gone: gone(node),
            author: views::byline(&node.author),
            html: reply.body_html.clone(),
            when: When::new(reply.published_at, self.now),
            actions,
        }
    }

    fn may_vote_on(&self, node: &ReplyNode) -> bool {
        self.may_vote(node.reply.author_id == self.own_id())
            && node.reply.is_visible()
            && self.standing.as_ref().is_some_and(|standing| {
                policy::may_vote_post(standing, &self.community, &self.post).is_ok()
            })
    }

    /// What this viewer may do; the actions judge again.
    fn reply_actions(&self, node: &ReplyNode) -> Vec<ActionView> {
        let Some(standing) = &self.standing else {
            return Vec::new();
        };
        let reply = &node.reply;
        let path = format!("/comment/{}", reply.public_id);
        let mine = reply.author_id == standing.account;
        let question = self.post.kind == ThreadKind::Question;
        let mut actions = Vec::new();
        if reply.is_visible()
            && policy::may_reply(standing, &self.community, &self.post, None).is_ok()
        {
            let here = address(&self.post.path(), &[("reply", &reply.public_id)]);
            actions.push(ActionView::link("Reply", "reply", here + "#reply"));
        }
        let chooses = question
            && reply.kind == ReplyKind::Answer
            && policy::may_unaccept(standing, &self.community, &self.post).is_ok();
        if chooses && node.accepted {
            actions.push(ActionView::button(
                "Accept no more",
                "remove",
                format!("{path}/unaccept"),
            ));
        } else if chooses && reply.is_visible() {
            actions.push(ActionView::button(
                "Accept",
                "check",
                format!("{path}/accept"),
            ));
        }
        if mine && reply.is_visible() {
            actions.push(ActionView::link("Edit", "edit", format!("{path}/edit")));
        }
        if mine {
            actions.push(take_back(&path, reply.deleted_at.is_some()));
        }
        if question && reply.depth == 1 && reply.is_visible() && (mine || standing.may_moderate()) {
            let (label, kind) = match reply.kind {
                ReplyKind::Answer => ("Make a comment", "comment"),
                ReplyKind::Comment => ("Make an answer", "answer"),
            };
            let href = format!("{path}/convert?kind={kind}");
            actions.push(ActionView::button(label, "talk", href));
        }
        if reply.edited_at.is_some() && node.has_words {
            actions.push(ActionView::link(
                "Former texts",
                "clock",
                format!("{path}/revisions"),
            ));
        }
        actions
    }

    fn form(&self, parent: Option<(Comment, Person)>, typed: Typed) -> ReplyForm {
        let question = self.post.kind == ThreadKind::Question && parent.is_none();
        let kinds = question.then(|| FieldView {
            value: if typed.kind.is_empty() {
                "answer".to_owned()
            } else {
                typed.kind
            },
            options: vec![
                OptionView::new("answer", "It answers the question"),
                OptionView::new("comment", "It is a comment: a detail, a question back"),
            ],
            ..FieldView::text("kind", "What you write")
        });
        let field = FieldView {
            preview_html: typed.preview_html,
            rows: 8,
            ..FieldView::text(
                "body",
                if question {
                    "Your answer"
                } else {
                    "Your reply"
                },
            )
        };
        let field = field.value(typed.body).with_errors(&typed.errors);
        ReplyForm {
            action: format!("{}/reply", self.post.path()),
            heading: if question { "Answer" } else { "Reply" },
            to: parent.as_ref().map(|(parent, author)| {
                LinkView::new(author.display_name(), format!("#c-{}", parent.public_id))
            }),
            parent: parent
                .map(|(parent, _)| parent.public_id)
                .unwrap_or_default(),
            fields: vec![field],
            kinds,
            submit: if question {
                "Post answer"
            } else {
                "Post reply"
            },
        }
    }
}

fn take_back(path: &str, deleted: bool) -> ActionView {
    if deleted {
        ActionView::button("Put back", "plus", format!("{path}/undelete"))
    } else {
        ActionView::button("Delete", "remove", format!("{path}/delete"))
    }
}

/// Said in place of the words that this viewer may not read.
fn gone(node: &ReplyNode) -> Option<&'static str> {
    if node.has_words {
        return None;
    }
    Some(match node.reply.deleted_at {
        Some(_) => "Its author deleted this.",
        None => "The moderators removed this.",
    })
}

/// Said above words that others do not see.
fn note(node: &ReplyNode) -> Option<&'static str> {
    let reply = &node.reply;
    match (reply.deleted_at, reply.removed_at, reply.held_at) {
        (Some(_), _, _) => Some("Deleted; only you see it"),
        (_, Some(_), _) => Some("Removed by the moderators"),
        (_, _, Some(_)) => Some("Waits for the moderators"),
        _ => None,
    }
}

fn fold(mut comments: Vec<CommentView>) -> (Vec<CommentView>, Vec<CommentView>) {
    let rest = comments.split_off(comments.len().min(OPEN_COMMENTS));
    (comments, rest)
}
