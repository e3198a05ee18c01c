//! What is followed, and what is kept.

use crate::communities::model::TagId;
use crate::ids::{AccountId, CommentId, PostId};
use crate::notifications::model::NoticeKind;
use crate::posts::jobs::Followed;
use crate::store::Time;

/// Characters of a note.
pub const NOTE_MAX: usize = 2_000;

/// One thing that somebody follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watched {
    Thread(PostId),
    Tag(TagId),
    Person(AccountId),
}

impl Watched {
    pub fn kind(self) -> Followed {
        match self {
            Self::Thread(_) => Followed::Thread,
            Self::Tag(_) => Followed::Tag,
            Self::Person(_) => Followed::Person,
        }
    }
}

/// As what somebody is told of it.
pub fn notice_of(kind: Followed) -> NoticeKind {
    match kind {
        Followed::Thread => NoticeKind::InFollowedThread,
        Followed::Tag => NoticeKind::InFollowedTag,
        Followed::Person => NoticeKind::ByFollowedPerson,
    }
}

/// What somebody wants of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagChoice {
    Follow,
    Mute,
    Neither,
}

impl TagChoice {
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "follow" => Some(Self::Follow),
            "mute" => Some(Self::Mute),
            "neither" => Some(Self::Neither),
            _ => None,
        }
    }
}

/// A thing in the list of what somebody follows, as far as they may know of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchRow {
    pub id: i64,
    pub kind: Followed,
    /// What it is called, and its page; none for a thread that they read no more.
    pub named: Option<(String, String)>,
    /// The community of a tag.
    pub place: Option<String>,
}

/// Something that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedRow {
    pub id: i64,
    /// Title and page; none where it can be read no more.
    pub named: Option<(String, String)>,
    /// First words of a reply.
    pub words: String,
    pub is_reply: bool,
    pub note: String,
    pub saved_at: Time,
}

/// What is saved: a thread, or a reply in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    pub post: PostId,
    pub comment: Option<CommentId>,
}
