//! Who may do what with threads and replies: one set of rules for pages, commands and the inbox.
//! Pure; time is a parameter where it matters.

use super::model::{Comment, DEPTH_MAX, Post, ReplyKind, ThreadKind};
use crate::accounts::model::Person;
use crate::activitypub::delivery::Audience;
use crate::communities::model::Community;
use crate::error::Reason;
use crate::ids::AccountId;
use crate::membership::model::{Link, Standing, TagRule};
use crate::membership::policy::{
    Right, fit_together, holds, may_act, may_begin_thread, may_read, may_share_from, may_speak,
    may_write, works_together,
};
use crate::store::Time;
use chrono::TimeDelta;

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
    may_write(
        standing,
        community,
        community.row.answer_policy,
        Right::Answer,
    )?;
    thread_is_open(post)?;
    is_shown(post.held_at)?;
    if post.locked_at.is_some() && !standing.may_moderate() {
        return Err(Reason::Locked);
    }
    let Some(parent) = parent else {
        return takes_answers(standing, post, None);
    };
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
    // Who replies in a community elsewhere its own server judges, and knows who looks after it.
    if community.is_local() {
        may_write(
            standing,
            community,
            community.row.answer_policy,
            Right::Answer,
        )?;
    }
    fits_depth(parent)?;
    let locks = [post.locked_at, parent.and_then(|parent| parent.locked_at)];
    let locked = locks.into_iter().flatten().any(|at| said_at >= at);
    if locked && !standing.may_moderate() {
        return Err(Reason::Locked);
    }
    match parent {
        None => takes_answers(standing, post, Some(said_at)),
        Some(_) => Ok(()),
    }
}

/// What is said below a reply that was locked, however deep; `locked_at` is the earliest lock there. `said_at`: when
/// somebody of another server wrote.
pub fn may_write_below(
    standing: &Standing,
    locked_at: Option<Time>,
    said_at: Option<Time>,
) -> Result<(), Reason> {
    let locked = locked_at.is_some_and(|at| said_at.is_none_or(|said| said >= at));
    match locked && !standing.may_moderate() {
        true => Err(Reason::Locked),
        false => Ok(()),
    }
}

/// What was said to an answer of a closed question goes on. `said_at`: when somebody of another server wrote.
fn takes_answers(standing: &Standing, post: &Post, said_at: Option<Time>) -> Result<(), Reason> {
    let closed = match (post.closed_at, said_at) {
        (Some(closed), Some(said)) => said >= closed,
        (closed, _) => closed.is_some(),
    };
    match closed && !standing.may_moderate() {
        true => Err(Reason::Closed),
        false => Ok(()),
    }
}

/// The author closes their own question, and who looks after the community any. `closed_by`: who did already.
pub fn may_close(
    standing: &Standing,
    community: &Community,
    post: &Post,
    closed_by: Option<AccountId>,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    is_shown_and_open(post, None)?;
    if post.kind != ThreadKind::Question {
        return Err(Reason::NotAQuestion);
    }
    if standing.may_moderate() {
        return Ok(());
    }
    if post.author_id != standing.account {
        return Err(Reason::NotAuthor);
    }
    match closed_by {
        Some(by) if by != standing.account => Err(Reason::Outranked),
        _ => Ok(()),
    }
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

/// Sharing a thread with a community that its own works together with; `link` is how its own sees that.
pub fn may_share(
    standing: &Standing,
    community: &Community,
    post: &Post,
    link: Option<&Link>,
) -> Result<(), Reason> {
    may_share_from(standing, community, link)?;
    may_be_shown_beside(post)
}

/// Taking a thread of another community that the other one shares; `link` is how ours sees the two. Whom ours
/// keeps out is not brought in by another.
pub fn may_take_share(
    community: &Community,
    home: &Community,
    post: &Post,
    link: Option<&Link>,
    author_kept_out: bool,
) -> Result<(), Reason> {
    fit_together(community, home)?;
    works_together(link)?;
    if post.community_id != home.id() {
        return Err(Reason::WrongOrigin);
    }
    if author_kept_out {
        return Err(Reason::KeptOut);
    }
    may_be_shown_beside(post)
}

/// Believing a community elsewhere that it shows a thread of a third one, which has said that the two work
/// together: of no other community than that one.
pub fn may_note_share(place: &Community, home: &Community, post: &Post) -> Result<(), Reason> {
    fit_together(place, home)?;
    if post.community_id != home.id() {
        return Err(Reason::WrongOrigin);
    }
    may_be_shown_beside(post)
}

/// Whether a thread fits into another community: from where everybody reads to where everybody does, so that nobody
/// reads it, or does no more, who did not before. What is taken away stays in a community of ours, and comes into
/// none: it would be for others to bring back.
pub fn may_be_moved(post: &Post, from: &Community, to: &Community) -> Result<(), Reason> {
    if post.community_id != from.id() {
        return Err(Reason::WrongOrigin);
    }
    let all = [post.audience, from.audience(), to.audience()];
    if all.iter().any(|audience| *audience != Audience::Public) {
        return Err(Reason::NotPublic);
    }
    if !from.is_live() || !to.is_live() {
        return Err(Reason::CommunityGone);
    }
    is_shown(post.held_at)?;
    match from.is_local() || to.is_local() {
        true => thread_is_open(post),
        false => Ok(()),
    }
}

/// Only what everybody reads is shown in another community.
fn may_be_shown_beside(post: &Post) -> Result<(), Reason> {
    if post.audience != Audience::Public {
        return Err(Reason::NotForEverybody);
    }
    is_shown(post.held_at)?;
    thread_is_open(post)
}

/// Nobody edits another's words, moderators included: they may remove them (protocol.md §3.3). Unless their
/// author writes here and they are for all members to edit.
pub fn may_edit_post(
    standing: &Standing,
    community: &Community,
    post: &Post,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    may_speak(standing)?;
    if post.author_id == standing.account {
        return thread_is_open(post);
    }
    if !post.wiki {
        return Err(Reason::NotAuthor);
    }
    thread_is_open(post)?;
    is_shown(post.held_at)?;
    may_change_for_others(standing, post.local)
}

/// Those who look after a community here give a thread another title and other tags. What another server's people
/// wrote nobody but their server changes.
pub fn may_retitle(standing: &Standing, community: &Community, post: &Post) -> Result<(), Reason> {
    may_act(standing, community)?;
    if !community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    is_shown_and_open(post, None)?;
    if !standing.may_moderate() {
        return Err(Reason::NotModerator);
    }
    match post.local {
        true => Ok(()),
        false => Err(Reason::RemoteAuthor),
    }
}

/// Members improve what others wrote here.
fn may_change_for_others(standing: &Standing, written_here: bool) -> Result<(), Reason> {
    may_speak(standing)?;
    if !standing.has(Right::Answer) {
        return Err(Reason::NotMember);
    }
    if holds(standing).is_some() {
        return Err(Reason::AgreementOwed);
    }
    match written_here {
        true => Ok(()),
        false => Err(Reason::RemoteAuthor),
    }
}

/// Whether somebody may suggest other texts in a thread at all, for what others wrote here.
pub fn may_suggest_in(
    standing: &Standing,
    community: &Community,
    post: &Post,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    may_read(Some(standing), community)?;
    is_shown_and_open(post, None)?;
    may_change_for_others(standing, true)
}

/// Another text for what somebody else wrote, for them to take or not.
pub fn may_suggest(
    standing: &Standing,
    community: &Community,
    post: &Post,
    reply: Option<&Comment>,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    may_read(Some(standing), community)?;
    let (author, here) = match reply {
        Some(reply) => (reply.author_id, reply.local),
        None => (post.author_id, post.local),
    };
    if author == standing.account {
        return Err(Reason::Oneself);
    }
    is_shown_and_open(post, reply)?;
    may_change_for_others(standing, here)
}

/// Neither the thread nor the reply is taken away, and neither is held.
pub fn is_shown_and_open(post: &Post, reply: Option<&Comment>) -> Result<(), Reason> {
    thread_is_open(post)?;
    may_be_seen_under(post, reply)?;
    reply.map_or(Ok(()), reply_is_open)
}

/// The author, or who looks after the community, takes another text or not.
pub fn may_decide_suggestion(
    standing: &Standing,
    community: &Community,
    post: &Post,
    reply: Option<&Comment>,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    is_shown_and_open(post, reply)?;
    let author = reply.map_or(post.author_id, |reply| reply.author_id);
    if author == standing.account || standing.may_moderate() {
        return Ok(());
    }
    Err(Reason::NotAuthor)
}

/// As [`may_decide_suggestion`], of what `by` suggested. Nobody takes their own text: then who looks after the
/// community would edit the words of others by themselves.
pub fn may_take_suggestion(
    standing: &Standing,
    community: &Community,
    post: &Post,
    reply: Option<&Comment>,
    by: AccountId,
) -> Result<(), Reason> {
    may_decide_suggestion(standing, community, post, reply)?;
    match by == standing.account {
        true => Err(Reason::Oneself),
        false => Ok(()),
    }
}

/// The author, or who looks after the community, has every member edit a thread, or no more.
pub fn may_set_wiki(standing: &Standing, community: &Community, post: &Post) -> Result<(), Reason> {
    may_decide_suggestion(standing, community, post, None)?;
    match post.local {
        true => Ok(()),
        false => Err(Reason::RemoteAuthor),
    }
}

/// Who looks after the community says of their own reply that it is the word of the team.
pub fn may_distinguish(
    standing: &Standing,
    community: &Community,
    post: &Post,
    comment: &Comment,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    if comment.author_id != standing.account {
        return Err(Reason::NotAuthor);
    }
    is_shown_and_open(post, Some(comment))?;
    match standing.may_moderate() {
        true => Ok(()),
        false => Err(Reason::NotModerator),
    }
}

/// Whether somebody of another server is believed who says so of theirs: who looks after the community, and where
/// it is another server's, whoever lives there with it, too.
pub fn speaks_for_team(standing: &Standing, community: &Community, lives_with_it: bool) -> bool {
    standing.may_moderate() || (lives_with_it && !community.is_local())
}

pub fn may_edit_comment(
    standing: &Standing,
    community: &Community,
    post: &Post,
    comment: &Comment,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    may_speak(standing)?;
    if comment.author_id != standing.account {
        return Err(Reason::NotAuthor);
    }
    reply_is_open(comment)?;
    thread_is_open(post)
}

/// Authors may always take their own words back, even when banned or gone from where they stand; and put them back.
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

/// The asker, or who looks after the community once the asker has had the time that it gives them; the
/// answer must be a visible answer of this very question.
pub fn may_accept(
    standing: &Standing,
    community: &Community,
    post: &Post,
    answer: &Comment,
    now: Time,
) -> Result<(), Reason> {
    may_unaccept(standing, community, post, now)?;
    may_send_choice(standing, community, post, answer, now)?;
    reply_is_open(answer)
}

pub fn may_unaccept(
    standing: &Standing,
    community: &Community,
    post: &Post,
    now: Time,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    thread_is_open(post)?;
    may_choose(standing, community, post, now)
}

/// As [`may_accept`], of what another server says, in any order: what is deleted or removed now may have been
/// there when the choice was made, or may come back.
pub fn may_send_choice(
    standing: &Standing,
    community: &Community,
    post: &Post,
    answer: &Comment,
    said_at: Time,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    may_choose(standing, community, post, said_at)?;
    if answer.post_id != post.id || answer.kind != ReplyKind::Answer {
        return Err(Reason::NotAnAnswer);
    }
    is_shown(answer.held_at)
}

fn may_choose(
    standing: &Standing,
    community: &Community,
    post: &Post,
    at: Time,
) -> Result<(), Reason> {
    is_shown(post.held_at)?;
    if post.kind != ThreadKind::Question {
        return Err(Reason::NotAQuestion);
    }
    if post.author_id == standing.account {
        return Ok(());
    }
    if !standing.may_moderate() {
        return Err(Reason::NotAsker);
    }
    let first = TimeDelta::days(community.row.accept_days.into());
    if at < post.published_at.plus(first) {
        return Err(Reason::AskerFirst);
    }
    Ok(())
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

/// A tag on a thread that begins; `kept` says that it stands in the vocabulary of the community.
pub fn may_use_tag(rule: TagRule, kept: bool) -> Result<(), Reason> {
    match rule {
        TagRule::Listed if !kept => Err(Reason::TagNotListed),
        TagRule::Free | TagRule::Listed => Ok(()),
    }
}

/// Keeping the vocabulary of a community here: whoever keeps order in it. One elsewhere keeps its own.
pub fn may_tend_tags(standing: &Standing, community: &Community) -> Result<(), Reason> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    may_moderate(standing)
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
