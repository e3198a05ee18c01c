//! Who may follow and save what: whoever sees it. Pure.

use crate::accounts::model::Person;
use crate::error::Reason;
use crate::posts::model::{Comment, Post};

/// A thread that the viewer has been shown already.
pub fn may_keep_thread(post: &Post) -> Result<(), Reason> {
    if post.deleted_at.is_some() {
        return Err(Reason::Deleted);
    }
    if post.removed_at.is_some() {
        return Err(Reason::Removed);
    }
    match post.held_at {
        Some(_) => Err(Reason::Held),
        None => Ok(()),
    }
}

pub fn may_keep_reply(post: &Post, comment: &Comment) -> Result<(), Reason> {
    may_keep_thread(post)?;
    if comment.deleted_at.is_some() {
        return Err(Reason::Deleted);
    }
    if comment.removed_at.is_some() {
        return Err(Reason::Removed);
    }
    match comment.held_at {
        Some(_) => Err(Reason::Held),
        None => Ok(()),
    }
}

/// Being told of what somebody writes, as far as one reads it anyway.
pub fn may_watch(by: &Person, person: &Person) -> Result<(), Reason> {
    if by.id() == person.id() {
        return Err(Reason::Oneself);
    }
    match person.is_live() {
        true => Ok(()),
        false => Err(Reason::Suspended),
    }
}
