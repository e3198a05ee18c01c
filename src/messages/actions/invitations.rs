//! Telling somebody of another server that they are invited into a community here. The server of another
//! Guildhall shows it to them; on all other a message comes by whoever invited them, so that they know who asks
//! and can answer.

use super::strangers::Occasion;
use super::{in_its_language, post, written};
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::membership::actions::{Opened, invitation_that_is_open, runs_guildhall, say_invite};
use crate::membership::queries::invitations::{InvitationId, lock_invitation};

/// Tells them, if the invitation is open still. Who cannot be written to is invited all the same.
pub async fn tell_invited(app: &App, id: InvitationId) -> Result<()> {
    let Some(opened) = invitation_that_is_open(app, id).await? else {
        return Ok(());
    };
    let Some(invitee) = opened.invitation.invitee_id else {
        return Ok(());
    };
    let person = {
        let mut conn = app.store.read().await?;
        find_person(&mut conn, invitee).await?
    };
    match runs_guildhall(app, &person.actor.host).await {
        Ok(true) => return say_invite(app, &opened, &person).await,
        Ok(false) => {}
        // A message waits for a server that is away.
        Err(error) if error.may_pass() => tracing::info!(%error, "what it runs is not known"),
        Err(error) => return Err(error),
    }
    write_to_invited(app, &opened, invitee).await
}

/// Writes to somebody whose server shows no invitations. One that is over by now is not told: whoever withdraws
/// it at the same moment does so either before this, or when the message stands.
pub async fn write_to_invited(app: &App, opened: &Opened, invitee: AccountId) -> Result<()> {
    let words = in_its_language(app, &opened.community, || words(app, opened));
    let written = written(app, &words)?;
    let mut tx = begin_write(app, opened.by.id()).await?;
    let invitation = lock_invitation(&mut tx, opened.invitation.id).await?;
    if invitation.is_none_or(|invitation| !invitation.is_open(app.now())) {
        return Ok(());
    }
    let (by, occasion) = (&opened.by, Occasion::Invitation);
    match post(&mut tx, app, by, invitee, written, occasion).await {
        Ok(_) => {}
        Err(Error::Refused(reason)) => {
            tracing::info!(%reason, "an invitation could not be told");
            return Ok(());
        }
        Err(error) => return Err(error),
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Markdown. Where one joins is said by the page, for every kind of server.
fn words(app: &App, opened: &Opened) -> String {
    let title = opened.community.title();
    let page = app.local.url(&format!("{}/join", opened.community.path()));
    let own = &opened.invitation.words;
    let mut parts = vec![t!(
        "messages-invitation",
        title = title,
        host = app.local.host
    )];
    if !own.is_empty() {
        parts.push(own.clone());
    }
    let link = format!("<{page}>");
    parts.push(t!("messages-invitation-page", link = link));
    parts.join("\n\n")
}
