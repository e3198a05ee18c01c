//! Who may do what with threads and replies: one set of rules for pages, commands and the inbox.
//! Pure; time is a parameter where it matters.

use super::model::{Comment, DEPTH_MAX, Post, ReplyKind, ThreadKind};
use crate::accounts::model::Person;
use crate::communities::model::Community;
use crate::error::Reason;
use crate::membership::model::Standing;
use crate::membership::policy::{Right, may_act, may_begin_thread, may_read, may_write};
use crate::store::Time;

/// Nothing but the community decides.
pub fn may_start_thread(standing: &Standing, community: &Community) -> Result<(), Reason> {
    may_begin_thread(standing, community)
}

/// Making an article of what others said: whoever looks after the community, and who began the thread. What was
/// said to fewer people than read the article is not told to more by it.
pub fn may_distil(standing: &Standing, community: &Community, source: &Post) -> Result<(), Reason> {
    may_start_thread(standing, community)?;
    if !community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    thread_is_open(source)?;
    is_shown(source.held_at)?;
    if source.audience != community.audience() {
        return Err(Reason::NotPublic);
    }
    if standing.may_moderate() || source.author_id == standing.account {
        return Ok(());
    }
    Err(Reason::NotModerator)
}

/// Saying whether what a thread says is still right: whoever looks after the community, began the thread, or has
/// answered in it.
pub fn may_review(
    standing: &Standing,
    community: &Community,
    post: &Post,
    answered: bool,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    if !community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    thread_is_open(post)?;
    is_shown(post.held_at)?;
    if answered || post.author_id == standing.account || standing.may_moderate() {
        return Ok(());
    }
    Err(Reason::NotModerator)
}

/// `parent` is the reply being replied to, none for the thread itself.
pub fn may_reply(
    standing: &Standing,
    community: &Community,
    post: &Post,
    parent: Option<&Comment>,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    may_read(Some(standing), community)?;
    may_write(standing, community.row.answer_policy, Right::Answer)?;
    thread_is_open(post)?;
    is_shown(post.held_at)?;
    if post.locked_at.is_some() && !standing.may_moderate() {
        return Err(Reason::Locked);
    }
    let Some(parent) = parent else { return Ok(()) };
    is_shown(parent.held_at)?;
    reply_is_open(parent)?;
    if parent.locked_at.is_some() && !standing.may_moderate() {
        return Err(Reason::Locked);
    }
    fits_depth(Some(parent))
}

/// As [`may_reply`], for what another server sends, in any order: a reply to something deleted or
/// removed is kept, unseen, and a lock keeps out what was said after it.
pub fn may_send_reply(
    standing: &Standing,
    community: &Community,
    post: &Post,
    parent: Option<&Comment>,
    said_at: Time,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    may_read(Some(standing), community)?;
    may_write(standing, community.row.answer_policy, Right::Answer)?;
    fits_depth(parent)?;
    let locks = [post.locked_at, parent.and_then(|parent| parent.locked_at)];
    let locked = locks.into_iter().flatten().any(|at| said_at >= at);
    if locked && !standing.may_moderate() {
        return Err(Reason::Locked);
    }
    Ok(())
}

pub fn fits_depth(parent: Option<&Comment>) -> Result<(), Reason> {
    match parent {
        Some(parent) if parent.depth >= DEPTH_MAX => Err(Reason::TooDeep),
        _ => Ok(()),
    }
}

/// Whether a reply that may be taken may also be seen: nobody hears of what hangs on something held, since
/// they would learn of that from it.
pub fn may_be_seen_under(post: &Post, parent: Option<&Comment>) -> Result<(), Reason> {
    is_shown(post.held_at)?;
    is_shown(parent.and_then(|parent| parent.held_at))
}

/// What is held takes nothing from others: no other server knows of it yet.
fn is_shown(held_at: Option<Time>) -> Result<(), Reason> {
    match held_at {
        Some(_) => Err(Reason::Held),
        None => Ok(()),
    }
}

fn thread_is_open(post: &Post) -> Result<(), Reason> {
    if post.deleted_at.is_some() {
        return Err(Reason::Deleted);
    }
    if post.removed_at.is_some() {
        return Err(Reason::Removed);
    }
    Ok(())
}

fn reply_is_open(comment: &Comment) -> Result<(), Reason> {
    if comment.deleted_at.is_some() {
        return Err(Reason::Deleted);
    }
    if comment.removed_at.is_some() {
        return Err(Reason::Removed);
    }
    Ok(())
}

/// Nobody edits another's words, moderators included: they may remove them (protocol.md §3.3).
pub fn may_edit_post(
    standing: &Standing,
    community: &Community,
    post: &Post,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    if post.author_id != standing.account {
        return Err(Reason::NotAuthor);
    }
    thread_is_open(post)
}

pub fn may_edit_comment(
    standing: &Standing,
    community: &Community,
    post: &Post,
    comment: &Comment,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    if comment.author_id != standing.account {
        return Err(Reason::NotAuthor);
    }
    reply_is_open(comment)?;
    thread_is_open(post)
}

/// Authors may always take their own words back, even when banned; and put them back.
pub fn may_delete_post(standing: &Standing, post: &Post) -> Result<(), Reason> {
    own(standing, post.author_id == standing.account)
}

pub fn may_delete_comment(standing: &Standing, comment: &Comment) -> Result<(), Reason> {
    own(standing, comment.author_id == standing.account)
}

/// Somebody of another server puts their own words back. Whoever deletes their account takes them along, and
/// of whom this server keeps out nothing comes back either.
pub fn may_put_back(author: &Person) -> Result<(), Reason> {
    if author.account.deleted_at.is_some() {
        return Err(Reason::Deleted);
    }
    if author.account.suspended_at.is_some() {
        return Err(Reason::Suspended);
    }
    Ok(())
}

fn own(standing: &Standing, is_author: bool) -> Result<(), Reason> {
    if standing.suspended {
        return Err(Reason::Suspended);
    }
    if is_author {
        Ok(())
    } else {
        Err(Reason::NotAuthor)
    }
}

pub fn may_vote_post(
    standing: &Standing,
    community: &Community,
    post: &Post,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    is_shown(post.held_at)?;
    thread_is_open(post)
}

pub fn may_vote_comment(
    standing: &Standing,
    community: &Community,
    post: &Post,
    comment: &Comment,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    thread_is_open(post)?;
    is_shown(post.held_at)?;
    is_shown(comment.held_at)?;
    reply_is_open(comment)
}

/// A vote that another server sends. What it is about may have been deleted or removed meanwhile: votes
/// come in any order.
pub fn may_send_vote(standing: &Standing, community: &Community) -> Result<(), Reason> {
    may_act(standing, community)?;
    may_read(Some(standing), community)
}

/// The asker or a convener; the answer must be a visible answer of this very question.
pub fn may_accept(
    standing: &Standing,
    community: &Community,
    post: &Post,
    answer: &Comment,
) -> Result<(), Reason> {
    may_unaccept(standing, community, post)?;
    may_send_choice(standing, community, post, answer)?;
    reply_is_open(answer)
}

pub fn may_unaccept(standing: &Standing, community: &Community, post: &Post) -> Result<(), Reason> {
    may_act(standing, community)?;
    thread_is_open(post)?;
    may_choose(standing, post)
}

/// As [`may_accept`], of what another server says, in any order: what is deleted or removed now may have been
/// there when the choice was made, or may come back.
pub fn may_send_choice(
    standing: &Standing,
    community: &Community,
    post: &Post,
    answer: &Comment,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    may_choose(standing, post)?;
    if answer.post_id != post.id || answer.kind != ReplyKind::Answer {
        return Err(Reason::NotAnAnswer);
    }
    is_shown(answer.held_at)
}

fn may_choose(standing: &Standing, post: &Post) -> Result<(), Reason> {
    is_shown(post.held_at)?;
    if post.kind != ThreadKind::Question {
        return Err(Reason::NotAQuestion);
    }
    if post.author_id == standing.account || standing.may_moderate() {
        return Ok(());
    }
    Err(Reason::NotAsker)
}

/// The author or a convener may say that an answer is a comment, or the other way round. Not of what is
/// deleted or removed: others would be sent its words once more.
pub fn may_convert_reply(
    standing: &Standing,
    community: &Community,
    post: &Post,
    comment: &Comment,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    thread_is_open(post)?;
    reply_is_open(comment)?;
    if post.kind != ThreadKind::Question || comment.parent_id.is_some() {
        return Err(Reason::NotAQuestion);
    }
    if comment.author_id == standing.account || standing.may_moderate() {
        return Ok(());
    }
    Err(Reason::NotModerator)
}

/// Pin, lock, remove and their undoing.
pub fn may_moderate(standing: &Standing) -> Result<(), Reason> {
    if standing.suspended {
        return Err(Reason::Suspended);
    }
    if standing.may_moderate() {
        Ok(())
    } else {
        Err(Reason::NotModerator)
    }
}
