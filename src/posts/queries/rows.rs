//! What pages show of a thread or reply: no more columns than they need, for there are many rows.

use super::cursor::{Cursor, Key};
use super::list::Sort;
use crate::activitypub::delivery::Audience;
use crate::activitypub::licences::Licence;
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::posts::model::{ReplyKind, ThreadKind};
use crate::store::schema::{accounts, actors, comments, posts, revisions};
use crate::store::{Json, Time, start_of};
use diesel::prelude::*;

/// Who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Byline {
    #[diesel(embed)]
    account: BylineAccount,
    #[diesel(embed)]
    actor: BylineActor,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub struct BylineAccount {
    id: AccountId,
    display_name: String,
    bot: bool,
    avatar: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = actors)]
pub struct BylineActor {
    ap_id: String,
    name: String,
    host: String,
    local: bool,
}

impl Byline {
    pub fn id(&self) -> AccountId {
        self.account.id
    }

    pub fn ap_id(&self) -> &str {
        &self.actor.ap_id
    }

    /// Name of their picture, if they chose one here.
    pub fn avatar(&self) -> Option<&str> {
        self.account.avatar.as_deref()
    }

    pub fn is_bot(&self) -> bool {
        self.account.bot
    }

    pub fn display_name(&self) -> &str {
        if self.account.display_name.is_empty() {
            &self.actor.name
        } else {
            &self.account.display_name
        }
    }

    /// The server of somebody from elsewhere.
    pub fn home(&self) -> Option<&str> {
        (!self.actor.local).then_some(self.actor.host.as_str())
    }

    pub fn handle(&self) -> String {
        handle(&self.actor.name, &self.actor.host, self.actor.local)
    }

    pub fn path(&self) -> String {
        format!("/u/{}", self.handle())
    }

    /// With the server, our own too: as other servers show it.
    pub fn address(&self) -> String {
        format!("@{}@{}", self.actor.name, self.actor.host)
    }
}

fn handle(name: &str, host: &str, local: bool) -> String {
    if local {
        name.to_owned()
    } else {
        format!("{name}@{host}")
    }
}

/// Where it was written.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct CommunityLine {
    pub id: CommunityId,
    title: String,
    name: String,
    host: String,
    local: bool,
}

impl CommunityLine {
    pub fn title(&self) -> &str {
        if self.title.is_empty() {
            &self.name
        } else {
            &self.title
        }
    }

    pub fn home(&self) -> Option<&str> {
        (!self.local).then_some(self.host.as_str())
    }

    pub fn handle(&self) -> String {
        handle(&self.name, &self.host, self.local)
    }

    pub fn path(&self) -> String {
        format!("/c/{}", self.handle())
    }
}

/// A thread in a list.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = posts)]
pub struct PostLine {
    pub id: PostId,
    pub public_id: String,
    pub ap_id: String,
    pub kind: ThreadKind,
    pub title: String,
    /// Its first 300 characters.
    #[diesel(select_expression = start_of(posts::body_text, 1_i32, 300_i32))]
    pub start: String,
    pub url: Option<String>,
    pub language: String,
    pub tags: Json<Vec<String>>,
    pub local: bool,
    pub score: i64,
    pub hot_rank: f64,
    pub comment_count: i64,
    pub answer_count: i64,
    pub accepted_comment_id: Option<CommentId>,
    pub origin_reply_count: Option<i64>,
    pub locked_at: Option<Time>,
    pub closed_at: Option<Time>,
    pub pinned_at: Option<Time>,
    pub published_at: Time,
    pub edited_at: Option<Time>,
    pub last_activity_at: Time,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ThreadRow {
    pub id: PostId,
    pub public_id: String,
    pub ap_id: String,
    pub kind: ThreadKind,
    pub title: String,
    /// The first 300 characters of its plain text.
    pub start: String,
    pub url: Option<String>,
    pub language: String,
    pub tags: Vec<String>,
    pub local: bool,
    pub score: i64,
    pub hot_rank: f64,
    pub comment_count: i64,
    pub answer_count: i64,
    pub is_answered: bool,
    pub origin_reply_count: Option<i64>,
    pub locked_at: Option<Time>,
    /// Of a question that takes no more answers.
    pub closed_at: Option<Time>,
    pub pinned_at: Option<Time>,
    pub published_at: Time,
    pub edited_at: Option<Time>,
    pub last_activity_at: Time,
    pub author: Byline,
    pub community: CommunityLine,
    /// −1, 0 or 1.
    pub my_vote: i16,
}

impl ThreadRow {
    pub(super) fn new((post, author, community): (PostLine, Byline, CommunityLine)) -> Self {
        Self {
            id: post.id,
            public_id: post.public_id,
            ap_id: post.ap_id,
            kind: post.kind,
            title: post.title,
            start: post.start,
            url: post.url,
            language: post.language,
            tags: post.tags.0,
            local: post.local,
            score: post.score,
            hot_rank: post.hot_rank,
            comment_count: post.comment_count,
            answer_count: post.answer_count,
            is_answered: post.accepted_comment_id.is_some(),
            origin_reply_count: post.origin_reply_count,
            locked_at: post.locked_at,
            closed_at: post.closed_at,
            pinned_at: post.pinned_at,
            published_at: post.published_at,
            edited_at: post.edited_at,
            last_activity_at: post.last_activity_at,
            author,
            community,
            my_vote: 0,
        }
    }

    pub fn path(&self) -> String {
        format!("/post/{}", self.public_id)
    }

    /// The place after this row.
    pub fn cursor(&self, sort: Sort) -> Cursor {
        let key = match sort {
            Sort::Hot => Key::Rank(self.hot_rank),
            Sort::New | Sort::Unanswered => Key::Time(self.published_at),
            Sort::Active => Key::Time(self.last_activity_at),
            Sort::Top { .. } => Key::Score(self.score),
        };
        Cursor::new(key, self.id.0)
    }
}

/// A reply on its thread's page.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = comments)]
pub struct ReplyRow {
    pub id: CommentId,
    pub public_id: String,
    pub ap_id: String,
    pub parent_id: Option<CommentId>,
    pub depth: i32,
    pub path: String,
    pub author_id: AccountId,
    pub kind: ReplyKind,
    /// Empty where the viewer may not read it.
    pub body_html: String,
    pub language: String,
    pub audience: Audience,
    pub local: bool,
    pub up_votes: i64,
    pub score: i64,
    pub child_count: i64,
    /// How many likes and boosts its own server says there are.
    pub origin_like_count: Option<i64>,
    pub origin_share_count: Option<i64>,
    pub page_url: Option<String>,
    pub locked_at: Option<Time>,
    pub deleted_at: Option<Time>,
    pub removed_at: Option<Time>,
    pub held_at: Option<Time>,
    pub published_at: Time,
    pub edited_at: Option<Time>,
    pub licence: Licence,
    /// When a community elsewhere passed it on.
    pub passed_on_at: Option<Time>,
    /// Since when it stands out as the word of those who look after the community.
    pub distinguished_at: Option<Time>,
}

impl ReplyRow {
    pub fn is_visible(&self) -> bool {
        self.deleted_at.is_none() && self.removed_at.is_none() && self.held_at.is_none()
    }
}

/// A reply in a list of its author's.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
pub struct OwnReply {
    #[diesel(embed)]
    pub reply: ReplyLine,
    #[diesel(embed)]
    pub thread: ReplyThread,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = comments)]
pub struct ReplyLine {
    pub id: CommentId,
    pub public_id: String,
    pub kind: ReplyKind,
    #[diesel(select_expression = start_of(comments::body_text, 1_i32, 300_i32))]
    pub start: String,
    pub score: i64,
    pub published_at: Time,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = posts)]
pub struct ReplyThread {
    pub public_id: String,
    pub title: String,
    pub accepted_comment_id: Option<CommentId>,
}

impl OwnReply {
    /// The place after this row.
    pub fn cursor(&self) -> Cursor {
        Cursor::new(Key::Time(self.reply.published_at), self.reply.id.0)
    }

    pub fn path(&self) -> String {
        format!("/post/{}#c-{}", self.thread.public_id, self.reply.public_id)
    }

    pub fn is_accepted(&self) -> bool {
        self.thread.accepted_comment_id == Some(self.reply.id)
    }
}

/// A former text.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = revisions)]
pub struct Revision {
    pub id: i64,
    /// Who wrote what took its place.
    pub editor_id: AccountId,
    pub title: String,
    pub body: String,
    pub body_html: String,
    pub written_at: Time,
    /// None for those that were kept before language, address and tags were.
    pub language: Option<String>,
    pub url: Option<String>,
    pub tags: Json<Vec<String>>,
}
