//! Conveners hand over and step down.

use super::leaving::{convene, others_convene};
use super::members::state_of;
use super::moderators::{set_role, tell};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::local::lock_community;
use crate::error::{Reason, Result};
use crate::membership::model::{Role, Standing};
use crate::membership::policy;
use crate::membership::queries::standing;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::{Conn, Tx};

/// Whether somebody of this server may be named a convener by `by`; how they stand now.
pub async fn judge_naming(
    conn: &mut Conn,
    app: &App,
    by: &Person,
    community: &Community,
    person: &Person,
) -> Result<Standing> {
    if !community.is_local() || !person.actor.local {
        return Err(Reason::WrongOrigin.into());
    }
    if by.id() == person.id() {
        return Err(Reason::Oneself.into());
    }
    let own = standing(conn, by, community, app.now()).await?;
    policy::may_name_convener(&own)?;
    let theirs = standing(conn, person, community, app.now()).await?;
    policy::may_be_let_in(&theirs, community)?;
    let state = state_of(conn, community, person.id()).await?;
    policy::may_be_entrusted(&theirs, community.is_open_to_read(), state)?;
    Ok(theirs)
}

/// Names a member of this server a convener, and with `steps_down` lays down one's own office in the same
/// breath. Whoever is named learns it. Errors: `Refused`, with `NotMember` where they have to join first.
pub async fn hand_over(
    app: &App,
    by: &Person,
    community: &Community,
    person: &Person,
    steps_down: bool,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let community = lock_community(&mut tx, community.id()).await?;
    let theirs = judge_naming(&mut tx, app, by, &community, person).await?;
    if theirs.role != Some(Role::Convener) {
        convene(&mut tx, app, by, &community, person).await?;
        tell_named(&mut tx, app, by, &community, person).await?;
    }
    if steps_down {
        lay_down(&mut tx, app, by, &community).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// A convener becomes a member like the others. Somebody else has to convene.
pub async fn step_down(app: &App, by: &Person, community: &Community) -> Result<()> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let mut tx = app.store.begin().await?;
    // Of two who step down at once, one stays.
    let community = lock_community(&mut tx, community.id()).await?;
    lay_down(&mut tx, app, by, &community).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn lay_down(tx: &mut Tx, app: &App, by: &Person, community: &Community) -> Result<()> {
    let own = standing(tx, by, community, app.now()).await?;
    let convened = others_convene(tx, app, community, by).await?;
    policy::may_step_down(&own, convened)?;
    // Said while they still are what entitles them to say it.
    tell(tx, app, by, community, "Remove", by).await?;
    set_role(tx, app, community, by.id(), Role::Member).await
}

async fn tell_named(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    person: &Person,
) -> Result<()> {
    let cause = app.mint_activity_id("notice");
    let notice = NewNotice {
        recipient: person.id(),
        kind: NoticeKind::NamedConvener,
        cause: &cause,
        by: Some(by.actor.id),
        community: Some(community.id()),
        post: None,
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}
