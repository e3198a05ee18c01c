//! Who hears of a change to a thread, reply or vote; called by actions inside the change's transaction.
//!
//! A community here announces to its followers in their dialect (protocol.md §3.2). A community
//! elsewhere is told by the author, and announces itself.

use super::model::{Comment, Post};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::store::Tx;

/// Everything about a thread that publishing needs; `post` is as it is after the change.
pub struct Thread<'a> {
    pub community: &'a Community,
    pub author: &'a Person,
    pub post: &'a Post,
}

/// A reply in its thread. `parent_author` wrote what it replies to.
pub struct Reply<'a> {
    pub thread: Thread<'a>,
    pub author: &'a Person,
    pub parent: Option<&'a Comment>,
    pub parent_author: &'a Person,
    pub comment: &'a Comment,
}
