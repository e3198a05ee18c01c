//! Telling somebody of another server that they are invited into a community here. The server of another
//! Guildhall shows it to them; on all other a message comes by whoever invited them, so that they know who asks
//! and can answer.

use super::strangers::Occasion;
use super::write;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::error::{Error, Result};
use crate::membership::actions::{Opened, invitation_that_is_open, runs_guildhall, say_invite};
use crate::membership::queries::invitations::InvitationId;

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
    let body = words(app, &opened);
    match write(app, &opened.by, invitee, &body, Occasion::Invitation).await {
        Err(Error::Refused(reason)) => {
            tracing::info!(%reason, "an invitation could not be told");
            Ok(())
        }
        other => other.map(|_| ()),
    }
}

/// Markdown. Where one joins is said by the page, for every kind of server.
fn words(app: &App, opened: &Opened) -> String {
    let title = opened.community.title();
    let page = app.local.url(&format!("{}/join", opened.community.path()));
    let own = &opened.invitation.words;
    let own = match own.is_empty() {
        true => String::new(),
        false => format!("\n\n{own}"),
    };
    format!(
        "I invite you into “{title}”, a community on {}.{own}\n\nWhat it is for, its rules, and how you join from where you are: <{page}>",
        app.local.host
    )
}
