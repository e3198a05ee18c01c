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
#[derive(Clone, Copy)]
pub struct Thread<'a> {
    pub community: &'a Community,
    pub author: &'a Person,
    pub post: &'a Post,
    /// Id of the accepted answer.
    pub accepted: Option<&'a str>,
}

/// A reply in its thread. `parent_author` wrote what it replies to.
#[derive(Clone, Copy)]
pub struct Reply<'a> {
    pub thread: Thread<'a>,
    pub author: &'a Person,
    pub parent: Option<&'a Comment>,
    pub parent_author: &'a Person,
    pub comment: &'a Comment,
}

/// What a vote is about.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    pub ap_id: &'a str,
    pub author: &'a Person,
    pub audience: crate::activitypub::delivery::Audience,
}

pub async fn thread_created(_tx: &mut Tx, _app: &App, _thread: &Thread<'_>) -> Result<()> {
    Ok(())
}

pub async fn thread_edited(_tx: &mut Tx, _app: &App, _thread: &Thread<'_>) -> Result<()> {
    Ok(())
}

pub async fn thread_deleted(_tx: &mut Tx, _app: &App, _thread: &Thread<'_>) -> Result<()> {
    Ok(())
}

pub async fn thread_undeleted(_tx: &mut Tx, _app: &App, _thread: &Thread<'_>) -> Result<()> {
    Ok(())
}

pub async fn reply_created(_tx: &mut Tx, _app: &App, _reply: &Reply<'_>) -> Result<()> {
    Ok(())
}

pub async fn reply_edited(_tx: &mut Tx, _app: &App, _reply: &Reply<'_>) -> Result<()> {
    Ok(())
}

pub async fn reply_deleted(_tx: &mut Tx, _app: &App, _reply: &Reply<'_>) -> Result<()> {
    Ok(())
}

pub async fn reply_undeleted(_tx: &mut Tx, _app: &App, _reply: &Reply<'_>) -> Result<()> {
    Ok(())
}

pub async fn vote_changed(
    _tx: &mut Tx,
    _app: &App,
    _voter: &Person,
    _community: &Community,
    _target: Target<'_>,
    _before: i16,
    _after: i16,
) -> Result<()> {
    Ok(())
}

pub async fn answer_chosen(
    _tx: &mut Tx,
    _app: &App,
    _by: &Person,
    _thread: &Thread<'_>,
    _answer: Option<(&Comment, &Person)>,
    _was: Option<&Comment>,
) -> Result<()> {
    Ok(())
}
