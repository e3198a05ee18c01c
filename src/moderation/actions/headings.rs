//! Another title and other tags for a thread.

use super::desk::{Grounds, in_words};
use super::{role_in, tell_concerned};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::ids::PostId;
use crate::membership::queries::standing;
use crate::moderation::model::{NewAction, Target, Verb};
use crate::moderation::policy;
use crate::moderation::publish::activity_kind;
use crate::moderation::queries::save_action;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts;
use crate::posts::actions::check_heading;
use crate::posts::queries::lock_post;

/// Its readers, here and elsewhere, hear of it as of an edit. What changes nothing stands in no log. Errors:
/// `Invalid` for `title`, `tags`, `reason` and `rule`.
pub async fn retitle(
    app: &App,
    by: &Person,
    id: PostId,
    title: &str,
    tags: Vec<String>,
    grounds: &Grounds,
) -> Result<()> {
    let reason = in_words(app, Target::Post(id), grounds).await?;
    let heading = Box::pin(check_heading(app, by, id, title, tags)).await?;
    let mut tx = app.store.begin().await?;
    let post = lock_post(&mut tx, id).await?;
    let community = find_community(&mut tx, post.community_id).await?;
    let standing = standing(&mut tx, by, &community, app.now()).await?;
    let of = role_in(&mut tx, community.id(), post.author_id).await?;
    let rank = policy::may_moderate(&standing, of, post.author_id == by.id())?;
    let changed = posts::actions::retitle(&mut tx, app, by, id, heading);
    if Box::pin(changed).await?.is_none() {
        return Ok(());
    }
    let now = app.now();
    let act = NewAction {
        ap_id: app.mint_activity_id(activity_kind(Verb::Retitle)),
        actor_id: by.actor.id,
        community_id: Some(community.id()),
        verb: Verb::Retitle,
        post_id: Some(id),
        comment_id: None,
        account_id: None,
        rank: rank.number(),
        reason,
        accepted: true,
        acted_at: now,
        until: None,
        created_at: now,
    };
    save_action(&mut tx, &act).await?;
    let notice = NewNotice {
        recipient: post.author_id,
        kind: NoticeKind::Retitled,
        cause: &act.ap_id,
        by: Some(by.actor.id),
        community: Some(community.id()),
        post: Some(id),
        comment: None,
    };
    tell_concerned(&mut tx, app, Verb::Retitle, notice).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
