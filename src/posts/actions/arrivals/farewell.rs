//! Somebody is gone for good: their words go with them.

use crate::accounts::model::Person;
use crate::accounts::queries::update_deleted;
use crate::activitypub::actors::update_actor_gone;
use crate::app::App;
use crate::error::Result;
use crate::posts::model::Fate;
use crate::posts::queries::{lock_comment, lock_post, set_comment_fate, set_post_fate, wire};

/// Words taken back in one transaction; other writers get their turn between two.
const AT_ONCE: i64 = 200;

/// Deletes all that a person of another server wrote, then the person. Safe to begin again.
pub async fn forget(app: &App, person: &Person) -> Result<()> {
    loop {
        let now = app.now();
        let mut tx = app.store.begin().await?;
        let (threads, replies) = wire::list_undeleted_by(&mut tx, person.id(), AT_ONCE).await?;
        if threads.is_empty() && replies.is_empty() {
            update_deleted(&mut tx, person.id(), now).await?;
            update_actor_gone(&mut tx, person.actor.id, now).await?;
            tx.commit().await?;
            return Ok(());
        }
        for id in replies {
            let last = lock_comment(&mut tx, id).await?.fate_at;
            set_comment_fate(&mut tx, id, Fate::with_author(last, now)).await?;
        }
        for id in threads {
            let last = lock_post(&mut tx, id).await?.fate_at;
            set_post_fate(&mut tx, id, Fate::with_author(last, now)).await?;
        }
        tx.commit().await?;
    }
}
