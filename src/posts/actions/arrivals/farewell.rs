//! Somebody is gone for good: their words go with them, and they belong nowhere any more.

use crate::accounts::model::Person;
use crate::accounts::queries::update_deleted;
use crate::activitypub::actors::update_actor_gone;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::ids::{CommentId, PostId};
use crate::membership::actions::leave_communities;
use crate::posts::actions::threads::commit;
use crate::posts::model::Fate;
use crate::posts::publish::boosts_follow;
use crate::posts::queries::written::{Written, list_replies_by, list_threads_by};
use crate::posts::queries::{lock_comment, lock_post, set_comment_fate, set_post_fate};

/// Words taken back in one transaction; other writers get their turn between two.
const AT_ONCE: i64 = 200;

/// Deletes all that a person of another server wrote, ends their memberships with what they said to join and
/// leave, then deletes the person. Safe to begin again.
pub async fn forget(app: &App, person: &Person) -> Result<()> {
    let (id, written) = (person.id(), Written::kept(person.id()));
    loop {
        let now = app.now();
        let mut tx = app.store.begin().await?;
        let threads = list_threads_by(&mut tx, written, PostId(0), AT_ONCE).await?;
        let replies = list_replies_by(&mut tx, written, CommentId(0), AT_ONCE).await?;
        let left = leave_communities(&mut tx, app, person, None, AT_ONCE).await?;
        if threads.is_empty() && replies.is_empty() && left == 0 {
            update_deleted(&mut tx, id, now).await?;
            update_actor_gone(&mut tx, person.actor.id, now).await?;
            return commit(app, tx).await;
        }
        for id in replies {
            let last = lock_comment(&mut tx, id).await?.fate_at;
            set_comment_fate(&mut tx, id, Fate::with_author(last, now)).await?;
        }
        for id in threads {
            let before = lock_post(&mut tx, id).await?;
            let fate = Fate::with_author(before.fate_at, now);
            let gone = set_post_fate(&mut tx, id, fate).await?;
            if let Some(gone) = gone.filter(|_| before.is_visible()) {
                let home = find_community(&mut tx, gone.community_id).await?;
                Box::pin(boosts_follow(&mut tx, app, &home, &gone)).await?;
            }
        }
        commit(app, tx).await?;
    }
}
