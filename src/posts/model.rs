//! Threads and replies as rows.

use crate::activitypub::delivery::Audience;
use crate::activitypub::ids::Local;
use crate::activitypub::licences::Licence;
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::media::model::Owner;
use crate::store::schema::{closings, comments, drafts, posts, suggestions};
use crate::store::{Json, Time};
use crate::text::slug;
use crate::text_enum;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// Characters of a title.
pub const TITLE_MAX: usize = 200;
/// Characters of Markdown in a thread or reply.
pub const BODY_MAX: usize = 50_000;
/// Levels of replies under a thread, as everywhere among forum servers.
pub const DEPTH_MAX: i32 = 50;
pub const TAGS_MAX: usize = 8;
/// Up to so many replies, a thread is one page.
pub const WHOLE_MAX: i64 = 1_000;

text_enum! {
    pub enum ThreadKind {
        Question = "question",
        Discussion = "discussion",
        Article = "article",
        Link = "link",
    }
}

text_enum! {
    pub enum ReplyKind {
        Answer = "answer",
        Comment = "comment",
    }
}

/// The author's word on whether a thread or reply is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fate {
    /// Taken back, else put back.
    pub deleted: bool,
    /// When, if the act said so; such acts may come in any order.
    pub at: Option<Time>,
    pub now: Time,
}

impl Fate {
    /// Whether this word counts, if the last one is of `last`: the later one does, and at one moment
    /// the deletion. Without times whichever comes last.
    pub fn replaces(self, last: Option<Time>) -> bool {
        match (self.at, last) {
            (Some(at), Some(last)) if at == last => self.deleted,
            (Some(at), Some(last)) => at > last,
            _ => true,
        }
    }

    pub fn deleted_at(self) -> Option<Time> {
        self.deleted.then(|| self.at.unwrap_or(self.now))
    }

    /// It goes with its author: a word after the last one, so that nothing said before counts any more.
    pub fn with_author(last: Option<Time>, now: Time) -> Self {
        Self {
            deleted: true,
            at: Some(now.following(last)),
            now,
        }
    }
}

/// Somebody named in a text: their id, and how the text wrote them (`@ada@host`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRef {
    pub href: String,
    pub name: String,
}

/// The page of a thread. What stands below its id are words of its own, too, and none of them has a hyphen.
pub fn page_path(public_id: &str, title: &str) -> String {
    let slug = slug(title);
    match slug.contains('-') {
        true => format!("/post/{public_id}/{slug}"),
        false => format!("/post/{public_id}/thread-{slug}"),
    }
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = posts)]
pub struct Post {
    pub id: PostId,
    pub public_id: String,
    pub ap_id: String,
    pub community_id: CommunityId,
    pub author_id: AccountId,
    pub kind: ThreadKind,
    pub title: String,
    /// Markdown; empty for threads of servers that send only HTML.
    pub body: String,
    pub body_html: String,
    /// Plain text, for search and excerpts.
    pub body_text: String,
    pub url: Option<String>,
    pub language: String,
    pub tags: Json<Vec<String>>,
    pub mentions: Json<Vec<MentionRef>>,
    pub audience: Audience,
    pub local: bool,
    pub up_votes: i64,
    pub down_votes: i64,
    pub score: i64,
    pub hot_rank: f64,
    /// Visible replies of either kind.
    pub comment_count: i64,
    /// Visible answers.
    pub answer_count: i64,
    pub accepted_comment_id: Option<CommentId>,
    /// How many people of other servers boosted it, if it is ours.
    pub share_count: i64,
    /// How many replies, likes and boosts the origin says there are.
    pub origin_reply_count: Option<i64>,
    pub origin_like_count: Option<i64>,
    pub origin_share_count: Option<i64>,
    pub replies_url: Option<String>,
    pub context_url: Option<String>,
    pub replies_fetched_at: Option<Time>,
    /// The origin's page for people.
    pub page_url: Option<String>,
    pub locked_at: Option<Time>,
    pub pinned_at: Option<Time>,
    pub deleted_at: Option<Time>,
    pub removed_at: Option<Time>,
    pub held_at: Option<Time>,
    pub published_at: Time,
    pub edited_at: Option<Time>,
    /// Which edit this is: the last by (`version_at`, `version_id`) wins.
    pub version_at: Time,
    pub version_id: String,
    pub received_at: Time,
    pub last_activity_at: Time,
    /// When the author last took it back or put it back, if that act said when.
    pub fate_at: Option<Time>,
    /// Whether every member may edit it.
    pub wiki: bool,
    /// Since when it takes no more answers.
    pub closed_at: Option<Time>,
    /// The question here that this one is a duplicate of, which is to be found in its place.
    pub duplicate_of_id: Option<PostId>,
    /// As it was when it was written.
    pub licence: Licence,
    /// What the page says of itself that it links to.
    pub resource: Option<Json<Resource>>,
    /// When the community passed it on, if that is another server's: it does not wait there.
    pub passed_on_at: Option<Time>,
}

impl Post {
    pub fn is_visible(&self) -> bool {
        self.deleted_at.is_none() && self.removed_at.is_none() && self.held_at.is_none()
    }

    /// Its page, with the words of its title for people.
    pub fn page_path(&self) -> String {
        page_path(&self.public_id, &self.title)
    }

    /// Where people read it: here, or on the server that it came from.
    pub fn page(&self, local: &Local) -> String {
        match (self.local, &self.page_url) {
            (true, _) => local.url(&self.page_path()),
            (false, Some(page)) => page.clone(),
            (false, None) => self.ap_id.clone(),
        }
    }

    /// Another one for each of its texts: when that was written.
    pub fn text_mark(&self) -> String {
        self.edited_at.unwrap_or(self.published_at).wire()
    }

    pub fn path(&self) -> String {
        format!("/post/{}", self.public_id)
    }
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = comments)]
pub struct Comment {
    pub id: CommentId,
    pub public_id: String,
    pub ap_id: String,
    pub post_id: PostId,
    pub parent_id: Option<CommentId>,
    /// 1 for a reply to the thread itself.
    pub depth: i32,
    /// Sortable: the parent's path and this reply's public id, joined with dots.
    pub path: String,
    pub author_id: AccountId,
    pub kind: ReplyKind,
    pub body: String,
    pub body_html: String,
    pub body_text: String,
    pub language: String,
    pub mentions: Json<Vec<MentionRef>>,
    pub audience: Audience,
    pub local: bool,
    pub up_votes: i64,
    pub down_votes: i64,
    pub score: i64,
    pub child_count: i64,
    pub page_url: Option<String>,
    pub locked_at: Option<Time>,
    pub deleted_at: Option<Time>,
    pub removed_at: Option<Time>,
    pub held_at: Option<Time>,
    pub published_at: Time,
    pub edited_at: Option<Time>,
    pub version_at: Time,
    pub version_id: String,
    pub received_at: Time,
    /// When the author last took it back or put it back, if that act said when.
    pub fate_at: Option<Time>,
    /// As it was when it was written.
    pub licence: Licence,
    /// When the community passed it on, if that is another server's: it does not wait there.
    pub passed_on_at: Option<Time>,
    /// Since when it stands out as the word of those who look after the community.
    pub distinguished_at: Option<Time>,
}

impl Comment {
    pub fn is_visible(&self) -> bool {
        self.deleted_at.is_none() && self.removed_at.is_none() && self.held_at.is_none()
    }

    /// The page of the thread that has it, and its place there. Comments may be folded, and are not
    /// where somebody wants to see one of them.
    pub fn path_on(&self, post: &Post) -> String {
        let (thread, id) = (&post.public_id, &self.public_id);
        if post.comment_count > WHOLE_MAX {
            return format!("/post/{thread}?under={id}#c-{id}");
        }
        let card = self.depth == 1 && !self.is_remark_on(post);
        if card {
            format!("/post/{thread}#c-{id}")
        } else {
            format!("/post/{thread}?at={id}#c-{id}")
        }
    }

    /// A comment on a question itself stands with the question and not among its answers.
    pub fn is_remark_on(&self, post: &Post) -> bool {
        post.kind == ThreadKind::Question && self.depth == 1 && self.kind == ReplyKind::Comment
    }
}

/// Drafts that one person keeps; of more the oldest go.
pub const DRAFTS_MAX: i64 = 50;

text_enum! {
    /// What a draft is to become.
    pub enum DraftKind {
        Question = "question",
        Discussion = "discussion",
        Article = "article",
        Link = "link",
        Reply = "reply",
        /// Another text of a thread.
        ThreadEdit = "thread_edit",
        /// Another text of a reply.
        ReplyEdit = "reply_edit",
    }
}

impl From<ThreadKind> for DraftKind {
    fn from(kind: ThreadKind) -> Self {
        match kind {
            ThreadKind::Question => Self::Question,
            ThreadKind::Discussion => Self::Discussion,
            ThreadKind::Article => Self::Article,
            ThreadKind::Link => Self::Link,
        }
    }
}

/// The form that a draft is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftPlace {
    pub kind: DraftKind,
    pub community: CommunityId,
    pub post: Option<PostId>,
    /// What is replied to or edited; none for the thread itself.
    pub comment: Option<CommentId>,
}

impl DraftPlace {
    pub fn thread(community: CommunityId, kind: ThreadKind) -> Self {
        Self {
            kind: kind.into(),
            community,
            post: None,
            comment: None,
        }
    }

    pub fn reply(post: &Post, parent: Option<CommentId>) -> Self {
        Self::of(DraftKind::Reply, post, parent)
    }

    pub fn thread_edit(post: &Post) -> Self {
        Self::of(DraftKind::ThreadEdit, post, None)
    }

    pub fn reply_edit(post: &Post, reply: CommentId) -> Self {
        Self::of(DraftKind::ReplyEdit, post, Some(reply))
    }

    fn of(kind: DraftKind, post: &Post, comment: Option<CommentId>) -> Self {
        Self {
            kind,
            community: post.community_id,
            post: Some(post.id),
            comment,
        }
    }

    /// One person has one draft for it, and one for beginning a thread in a community, of whatever kind.
    pub fn key(&self) -> String {
        let form = match self.kind {
            DraftKind::Reply | DraftKind::ThreadEdit | DraftKind::ReplyEdit => self.kind.as_str(),
            _ => "thread",
        };
        let (post, comment) = (self.post.map(|id| id.0), self.comment.map(|id| id.0));
        let (post, comment) = (post.unwrap_or(0), comment.unwrap_or(0));
        format!("{form} {} {post} {comment}", self.community)
    }
}

/// What was typed so far, field by field, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftWords {
    pub title: String,
    pub body: String,
    pub url: String,
    pub tags: String,
    pub language: String,
    /// Answer or comment.
    pub reply_kind: String,
    /// Of an edit of a thread: the mark of the text that it was made from.
    pub based_on: String,
}

impl DraftWords {
    /// Whether there is anything to lose.
    pub fn is_empty(&self) -> bool {
        let typed = [&self.title, &self.body, &self.url, &self.tags];
        typed.iter().all(|text| text.trim().is_empty())
    }
}

/// A draft as its author finds it again. Nobody else does.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = drafts)]
pub struct Draft {
    pub id: i64,
    pub kind: DraftKind,
    pub community_id: CommunityId,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    pub words: Json<DraftWords>,
    pub updated_at: Time,
}

/// Why a question takes no more answers.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = closings)]
pub struct Closing {
    pub by_id: AccountId,
    pub reason: String,
    /// The question that it is a duplicate of; empty where it is none.
    pub duplicate_url: String,
}

text_enum! {
    /// What became of another text that somebody suggested.
    pub enum SuggestionState {
        Open = "open",
        Approved = "approved",
        Declined = "declined",
        Withdrawn = "withdrawn",
    }
}

/// Another text for somebody else's thread or reply.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = suggestions)]
pub struct Suggestion {
    pub id: i64,
    pub post_id: PostId,
    /// None: for the thread itself.
    pub comment_id: Option<CommentId>,
    pub by_id: AccountId,
    /// Empty for replies.
    pub title: String,
    pub body: String,
    /// Why; may be empty.
    pub note: String,
    /// The version of the text that it was made from.
    pub based_on: String,
    pub state: SuggestionState,
    /// Why it was not taken; may be empty.
    pub reason: String,
    pub created_at: Time,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = suggestions, treat_none_as_default_value = false)]
pub struct NewSuggestion {
    pub post_id: PostId,
    pub comment_id: Option<CommentId>,
    pub by_id: AccountId,
    pub title: String,
    pub body: String,
    pub note: String,
    pub based_on: String,
    pub state: SuggestionState,
    pub reason: String,
    pub created_at: Time,
}

/// How many replies, likes and boosts a thread has, as its own server says: nobody else can know
/// (design README 11).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OriginTotals {
    pub replies: Option<i64>,
    pub likes: Option<i64>,
    pub shares: Option<i64>,
}

text_enum! {
    /// What somebody who knows says of a thread after some time.
    pub enum ReviewResult {
        Right = "right",
        /// Not any more.
        Outdated = "outdated",
        /// It was not, and is now.
        Updated = "updated",
    }
}

/// What a web page says of itself, as plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    pub title: String,
    pub description: String,
    /// Address of a picture. Only one of ours is loaded by who reads here.
    pub image: Option<String>,
    /// That picture, where it is ours: the copy that we made.
    #[serde(default)]
    pub picture: Option<LinkPicture>,
}

/// What a web page shows of itself, as a picture of ours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkPicture {
    /// The last part of its address.
    pub name: String,
    /// What is to be seen on it; empty where the page does not say.
    pub alt: String,
    pub width: i32,
    pub height: i32,
}

impl Resource {
    pub fn says_nothing(&self) -> bool {
        self.title.is_empty() && self.description.is_empty()
    }
}

/// What an article is made of: a thread, and some of the replies in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    pub thread: PostId,
    pub replies: Vec<CommentId>,
}

impl Drawn {
    /// What the pictures in those texts hang on.
    pub fn owners(&self) -> Vec<Owner> {
        let replies = self.replies.iter().copied().map(Owner::Comment);
        std::iter::once(Owner::Post(self.thread))
            .chain(replies)
            .collect()
    }
}

/// A thread about to be stored, from a form here or from another server.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = posts, treat_none_as_default_value = false)]
pub struct NewPost {
    pub public_id: String,
    pub ap_id: String,
    pub community_id: CommunityId,
    pub author_id: AccountId,
    pub kind: ThreadKind,
    pub title: String,
    pub body: String,
    pub body_html: String,
    pub body_text: String,
    pub url: Option<String>,
    pub language: String,
    pub tags: Json<Vec<String>>,
    pub mentions: Json<Vec<MentionRef>>,
    pub audience: Audience,
    pub local: bool,
    pub hot_rank: f64,
    pub origin_reply_count: Option<i64>,
    pub origin_like_count: Option<i64>,
    pub origin_share_count: Option<i64>,
    pub replies_url: Option<String>,
    pub context_url: Option<String>,
    pub page_url: Option<String>,
    pub published_at: Time,
    pub edited_at: Option<Time>,
    pub version_at: Time,
    pub version_id: String,
    pub received_at: Time,
    pub last_activity_at: Time,
    pub deleted_at: Option<Time>,
    pub fate_at: Option<Time>,
    pub licence: Licence,
    pub resource: Option<Json<Resource>>,
}

/// A reply about to be stored.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = comments, treat_none_as_default_value = false)]
pub struct NewComment {
    pub public_id: String,
    pub ap_id: String,
    pub post_id: PostId,
    pub parent_id: Option<CommentId>,
    pub depth: i32,
    pub path: String,
    pub author_id: AccountId,
    pub kind: ReplyKind,
    pub body: String,
    pub body_html: String,
    pub body_text: String,
    pub language: String,
    pub mentions: Json<Vec<MentionRef>>,
    pub audience: Audience,
    pub local: bool,
    pub page_url: Option<String>,
    pub published_at: Time,
    pub edited_at: Option<Time>,
    pub version_at: Time,
    pub version_id: String,
    pub received_at: Time,
    pub deleted_at: Option<Time>,
    pub fate_at: Option<Time>,
    pub licence: Licence,
}

/// What an edit may change. Author, community, parent, kind of object and time of publication stay.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = posts)]
pub struct PostText {
    pub title: String,
    pub body: String,
    pub body_html: String,
    pub body_text: String,
    #[diesel(treat_none_as_null = true)]
    pub url: Option<String>,
    pub language: String,
    pub tags: Json<Vec<String>>,
    pub mentions: Json<Vec<MentionRef>>,
    pub edited_at: Option<Time>,
    pub version_at: Time,
    pub version_id: String,
}

#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = comments)]
pub struct CommentText {
    pub body: String,
    pub body_html: String,
    pub body_text: String,
    pub language: String,
    pub mentions: Json<Vec<MentionRef>>,
    pub edited_at: Option<Time>,
    pub version_at: Time,
    pub version_id: String,
}

/// A text that is to take the place of another one once somebody has let it through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaterWords {
    /// Empty for replies.
    pub title: String,
    pub body: String,
    pub body_html: String,
    pub body_text: String,
    pub url: Option<String>,
    pub language: String,
    pub tags: Vec<String>,
    pub mentions: Vec<MentionRef>,
}

impl LaterWords {
    /// As the text of a thread, of this version.
    pub fn of_thread(self, edited_at: Time, version_at: Time, version_id: String) -> PostText {
        PostText {
            title: self.title,
            body: self.body,
            body_html: self.body_html,
            body_text: self.body_text,
            url: self.url,
            language: self.language,
            tags: Json(self.tags),
            mentions: Json(self.mentions),
            edited_at: Some(edited_at),
            version_at,
            version_id,
        }
    }

    /// The same of a reply.
    pub fn of_reply(self, edited_at: Time, version_at: Time, version_id: String) -> CommentText {
        CommentText {
            body: self.body,
            body_html: self.body_html,
            body_text: self.body_text,
            language: self.language,
            mentions: Json(self.mentions),
            edited_at: Some(edited_at),
            version_at,
            version_id,
        }
    }
}

impl From<&PostText> for LaterWords {
    fn from(text: &PostText) -> Self {
        Self {
            title: text.title.clone(),
            body: text.body.clone(),
            body_html: text.body_html.clone(),
            body_text: text.body_text.clone(),
            url: text.url.clone(),
            language: text.language.clone(),
            tags: text.tags.0.clone(),
            mentions: text.mentions.0.clone(),
        }
    }
}

impl From<&CommentText> for LaterWords {
    fn from(text: &CommentText) -> Self {
        Self {
            body: text.body.clone(),
            body_html: text.body_html.clone(),
            body_text: text.body_text.clone(),
            language: text.language.clone(),
            mentions: text.mentions.0.clone(),
            ..Self::default()
        }
    }
}

/// Hotness that needs no recomputing: the logarithm of the score plus age on one scale, so that a
/// later thread needs fewer votes to stand as high. A factor of ten in score is worth 12.5 hours.
pub fn hot_rank(score: i64, published: Time) -> f64 {
    let magnitude = score.unsigned_abs().max(1);
    #[expect(
        clippy::as_conversions,
        reason = "a score is far below the 52 bits a float keeps exactly"
    )]
    let order = (magnitude as f64).log10();
    #[expect(
        clippy::as_conversions,
        reason = "seconds since 1970 fit a float's 52 bits"
    )]
    let age = published.utc().timestamp() as f64 / 45_000.0;
    let sign = f64::from(i8::try_from(score.signum()).unwrap_or(0));
    sign * order + age
}

/// A reply's place in the tree, under its parent's path.
pub fn child_path(parent: Option<&str>, public_id: &str) -> String {
    match parent {
        Some(parent) => format!("{parent}.{public_id}"),
        None => public_id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    #[test]
    fn newer_threads_need_fewer_votes_to_stand_as_high() {
        let old = Time::new(Utc.timestamp_opt(1_700_000_000, 0).unwrap());
        let new = Time::new(Utc.timestamp_opt(1_700_000_000 + 45_000, 0).unwrap());
        assert!(hot_rank(0, new) > hot_rank(5, old));
        assert!(hot_rank(100, old) > hot_rank(1, new));
        assert!(hot_rank(-100, new) < hot_rank(0, old));
    }
}
