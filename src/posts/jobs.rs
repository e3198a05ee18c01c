//! Work of this feature that is done later. What most of them do needs every feature, so their `run` is in
//! `inbox`.

use super::actions::{
    fetch_resource, release_all_held, release_held, retag_threads, take_name, take_words,
};
use crate::app::App;
use crate::communities::model::TagId;
use crate::error::Result;
use crate::ids::{AccountId, CommentId, PostId};
use crate::jobs::Job;
use crate::membership::jobs::{ReleaseAllHeld, ReleaseHeld, TakeWords};
use crate::text_enum;
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};

/// Gets what a waiting reply replies to.
#[derive(Debug, Serialize, Deserialize)]
pub struct FetchParent {
    pub parent: String,
    /// How many parents were fetched on the way here.
    pub depth: u8,
}

/// Takes up what waited for something that is here now.
#[derive(Debug, Serialize, Deserialize)]
pub struct AdoptReplies {
    pub parent: String,
}

/// Gets the replies that a thread or reply named in itself when it came, and those that they name.
#[derive(Debug, Serialize, Deserialize)]
pub struct FetchNamedReplies {
    /// Id of the thread or reply.
    pub of: String,
    pub replies: Vec<String>,
}

/// Gets the replies to a thread that other servers hold.
#[derive(Debug, Serialize, Deserialize)]
pub struct FetchReplies {
    pub post: PostId,
}

text_enum! {
    /// In which way somebody follows what is new.
    pub enum Followed {
        Thread = "thread",
        Tag = "tag",
        Person = "person",
    }
}

/// Tells those who follow of a new thread or reply, some at a time. Who they are is known above, so its `run`
/// is in `following/jobs.rs`.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellFollowers {
    pub post: PostId,
    /// None for the thread itself.
    pub comment: Option<CommentId>,
    pub by: Followed,
    /// The last follower who was told.
    pub after: i64,
}

/// Takes the name of somebody who left from what others said of a thread or reply whose author they are no more, a
/// part at a time.
#[derive(Debug, Serialize, Deserialize)]
pub struct TakeName {
    /// Whose it was.
    pub account: AccountId,
    pub post: PostId,
    /// A reply in that thread; none for the thread itself.
    pub comment: Option<CommentId>,
    /// The last activity about it that is done, and whether all are.
    pub said_after: i64,
    pub said_done: bool,
    /// The last reply to it that is done.
    pub replies_after: CommentId,
}

impl TakeName {
    pub fn new(account: AccountId, post: PostId, comment: Option<CommentId>) -> Self {
        Self {
            account,
            post,
            comment,
            said_after: 0,
            said_done: false,
            replies_after: CommentId(0),
        }
    }
}

/// Gets the question on another server that this one was closed as a duplicate of.
#[derive(Debug, Serialize, Deserialize)]
pub struct FindDuplicate {
    pub post: PostId,
}

/// Gets what the page that a thread links to says of itself.
#[derive(Debug, Serialize, Deserialize)]
pub struct FetchResource {
    pub post: PostId,
    pub url: String,
}

impl Job for FetchResource {
    const KIND: &'static str = "fetch_resource";

    async fn run(self, data: &Data<App>) -> Result<()> {
        fetch_resource(data, self.post, &self.url).await
    }
}

impl Job for TakeName {
    const KIND: &'static str = "take_name";

    async fn run(self, data: &Data<App>) -> Result<()> {
        take_name(data, self).await
    }
}

impl Job for ReleaseHeld {
    const KIND: &'static str = "release_held";

    async fn run(self, data: &Data<App>) -> Result<()> {
        release_held(data, self.community, self.account).await
    }
}

impl Job for ReleaseAllHeld {
    const KIND: &'static str = "release_all_held";

    async fn run(self, data: &Data<App>) -> Result<()> {
        release_all_held(data, &self).await
    }
}

impl Job for TakeWords {
    const KIND: &'static str = "take_words";

    async fn run(self, data: &Data<App>) -> Result<()> {
        take_words(data, self).await
    }
}

/// Gives the threads that have another name of a tag the tag itself, a part at a time.
#[derive(Debug, Serialize, Deserialize)]
pub struct RetagThreads {
    pub tag: TagId,
    /// The name in hand, and the last thread with it that is done; 0 where all are.
    pub name: String,
    pub after: PostId,
    /// Everything was gone through once before.
    pub again: bool,
}

impl RetagThreads {
    pub fn new(tag: TagId) -> Self {
        Self {
            tag,
            name: String::new(),
            after: PostId(0),
            again: false,
        }
    }
}

impl Job for RetagThreads {
    const KIND: &'static str = "retag_threads";

    async fn run(self, data: &Data<App>) -> Result<()> {
        retag_threads(data, self).await
    }
}
