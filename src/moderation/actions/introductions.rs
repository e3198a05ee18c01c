//! The thread in which members introduce themselves: it takes a thread, a pin and a setting.

use super::desk::pin_in;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::local::lock_community;
use crate::error::{Error, Result};
use crate::membership::actions::set_introductions;
use crate::membership::policy::may_update_community;
use crate::membership::queries::settings::{is_thread_in, settings_of};
use crate::membership::queries::standing;
use crate::posts::actions::{CheckedThread, ThreadDraft};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::post_by_public_id;

/// Begins the thread, pins it and makes it the one in which members introduce themselves: all of it or
/// nothing. The same form sent again a moment later leads to the thread that it made. Errors: `Invalid` for
/// the fields of the draft, `Conflict` where there is another such thread.
pub async fn make_introductions(
    app: &App,
    by: &Person,
    community: &Community,
    draft: &ThreadDraft,
) -> Result<Post> {
    let thread = CheckedThread::of(app, by, ThreadKind::Discussion, draft).await?;
    // The form for it asks for none.
    let thread = thread.without_tags();
    let mut tx = begin_write(app, by.id()).await?;
    // Whoever presses twice waits here until the first press is done.
    let community = lock_community(&mut tx, community.id()).await?;
    let standing = standing(&mut tx, by, &community, app.now()).await?;
    may_update_community(&standing)?;
    let place = community.id();
    let known = settings_of(&mut tx, place).await?.introductions;
    if is_thread_in(&mut tx, place, &known).await? {
        let made = post_by_public_id(&mut tx, &Viewer::System, &known).await?;
        return made
            .filter(|post| thread.has_made(app, by, post))
            .ok_or(Error::Conflict(
                "there is an introductions thread already; another one is chosen in the settings",
            ));
    }
    let post = thread.begin(&mut tx, app, by, community).await?;
    pin_in(&mut tx, app, by, post.id).await?;
    set_introductions(&mut tx, place, &post.public_id).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(post)
}
