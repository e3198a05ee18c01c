//! Who may follow and save what: whoever sees it. Pure.

use crate::accounts::model::Person;
use crate::error::Reason;
use crate::posts::model::{Comment, Post};
use crate::posts::policy::is_shown_and_open;

/// A thread or a reply that the viewer has been shown already.
pub fn may_keep(post: &Post, reply: Option<&Comment>) -> Result<(), Reason> {
    is_shown_and_open(post, reply)
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
