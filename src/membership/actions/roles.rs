//! What members are beside each other, and whether they are seen in the list of members.

use super::members::{Told, note};
use super::moderators::{is_admitted, note_office, role_of, tell};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Reason, Result};
use crate::membership::model::{Channel, EventKind, Role};
use crate::membership::policy;
use crate::membership::queries::directory::update_listed;
use crate::membership::queries::{standing, update_role};

/// Makes a member of one of our communities a moderator, a greeter or a member like the others. Other
/// servers are told of moderators only. Errors: `Refused`.
pub async fn give_role(
    app: &App,
    by: &Person,
    community: &Community,
    person: &Person,
    role: Role,
) -> Result<()> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let mut tx = app.store.begin().await?;
    let own = standing(&mut tx, by, community, app.now()).await?;
    let before = role_of(&mut tx, community, person).await?;
    policy::may_give_role(&own, person.id(), before, role)?;
    let theirs = standing(&mut tx, person, community, app.now()).await?;
    match role {
        Role::Moderator => {
            let admitted = is_admitted(&mut tx, community, person).await?;
            policy::may_be_appointed(&theirs, community, admitted)?;
        }
        Role::Greeter => policy::may_hold_office(&theirs)?,
        Role::Newcomer | Role::Member | Role::Convener => {}
    }
    let before = before.ok_or(Reason::NotMember)?;
    if before == role {
        return Ok(());
    }
    // Not one who left since then: an office brings nobody back.
    let roles = (before, role);
    if !update_role(&mut tx, community.id(), person.id(), roles, app.now()).await? {
        return Err(Error::Conflict(
            "what they are has just changed; look once more",
        ));
    }
    let told = Told {
        application: None,
        by: Some(by.id()),
        reason: role.as_str(),
        channel: Channel::Page,
    };
    note(&mut tx, app, community, person, EventKind::Role, told).await?;
    if role == Role::Moderator {
        tell(&mut tx, app, by, community, "Add", person).await?;
        note_office(&mut tx, app, by, community, person, true).await?;
    } else if before == Role::Moderator {
        tell(&mut tx, app, by, community, "Remove", person).await?;
        note_office(&mut tx, app, by, community, person, false).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Puts somebody into the list of members, or takes them out of it: their own choice.
pub async fn choose_listing(
    app: &App,
    person: &Person,
    community: &Community,
    listed: bool,
) -> Result<()> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, person, community, app.now()).await?;
    policy::may_choose_listing(&standing)?;
    update_listed(&mut tx, community.id(), person.id(), listed).await?;
    tx.commit().await?;
    Ok(())
}
