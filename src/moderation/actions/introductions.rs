//! The thread in which members introduce themselves: it takes a thread, a pin and a setting.

use super::desk::pin;
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::membership::actions::{SettingsForm, update_settings};
use crate::membership::policy::may_update_community;
use crate::membership::queries::settings::{is_thread_in, settings_of};
use crate::membership::queries::standing;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::{Post, ThreadKind};

/// Begins the thread, pins it and makes it the one in which members introduce themselves. Each is done by
/// itself: a thread whose pinning failed can be pinned and chosen like any other. Errors: `Invalid` for the
/// fields of the draft, `Conflict` where there is such a thread.
pub async fn make_introductions(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    draft: &ThreadDraft,
) -> Result<Post> {
    let mut conn = app.store.read().await?;
    let standing = standing(&mut conn, by, community, app.now()).await?;
    may_update_community(&standing)?;
    let known = settings_of(&mut conn, community.id()).await?.introductions;
    if is_thread_in(&mut conn, community.id(), &known).await? {
        return Err(Error::Conflict(
            "there is an introductions thread already; another one is chosen in the settings",
        ));
    }
    // Whoever holds one connection does not wait for another.
    drop(conn);
    let kind = ThreadKind::Discussion;
    let post = start_thread(app, by, community.id(), kind, draft).await?;
    pin(app, by, post.id).await?;
    let mut conn = app.store.read().await?;
    let form = SettingsForm {
        introductions: post.public_id.clone(),
        ..SettingsForm::load(&mut conn, community).await?
    };
    drop(conn);
    update_settings(app, viewer, by, community, &form).await?;
    Ok(post)
}
