//! What people here wrote in a community elsewhere, once that has passed it on.

use super::{Thing, find_thing};
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::model::{Community, WritePolicy};
use crate::error::Result;
use crate::ids::AccountId;
use crate::membership::policy::waits_elsewhere;
use crate::membership::queries::standing;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::queries::{set_comment_passed_on, set_post_passed_on};
use crate::store::Tx;

/// A community elsewhere has passed on what has this id: there it waits no more. Of anything but what people here
/// wrote in that community nothing is noted.
pub async fn note_passed_on(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    ap_id: &str,
) -> Result<()> {
    let Some(thing) = find_thing(tx, ap_id).await? else {
        return Ok(());
    };
    if thing.post.community_id != community.id() {
        return Ok(());
    }
    let (row, now) = (&community.row, app.now());
    let (author, policy, is_first) = match &thing.reply {
        Some(reply) if reply.local => {
            let is_first = set_comment_passed_on(tx, reply.id, now).await?;
            (reply.author_id, row.answer_policy, is_first)
        }
        None if thing.post.local => {
            let is_first = set_post_passed_on(tx, thing.post.id, now).await?;
            (thing.post.author_id, row.post_policy, is_first)
        }
        _ => return Ok(()),
    };
    match is_first {
        true => tell_let_through(tx, app, community, &thing, (author, policy)).await,
        false => Ok(()),
    }
}

/// Whoever is no member, and whose words wait there for that, is told that somebody has let them through.
async fn tell_let_through(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    thing: &Thing,
    (author, policy): (AccountId, WritePolicy),
) -> Result<()> {
    let author = find_person(tx, author).await?;
    let standing = standing(tx, &author, community, app.now()).await?;
    if !waits_elsewhere(&standing, community, policy) {
        return Ok(());
    }
    let cause = format!("released {}", thing.ap_id());
    let notice = NewNotice {
        recipient: author.id(),
        kind: NoticeKind::Released,
        cause: &cause,
        by: Some(community.actor.id),
        community: Some(community.id()),
        post: Some(thing.post.id),
        comment: thing.reply.as_ref().map(|reply| reply.id),
    };
    notify(tx, app, &notice).await?;
    Ok(())
}
