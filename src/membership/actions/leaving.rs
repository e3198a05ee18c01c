//! Conveners change: somebody is named one, or leaves the server for good.

use super::moderators::{role_of, set_role, tell};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::logins::list_admins;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::queries::local::lock_community;
use crate::error::{Reason, Result};
use crate::ids::AccountId;
use crate::membership::model::{Membership, MembershipState, Role};
use crate::membership::policy;
use crate::membership::queries::acting::list_acting_moderators;
use crate::membership::queries::applications::{erase_applications, erase_reasons};
use crate::membership::queries::invites::delete_invites_of;
use crate::membership::queries::letters::{delete_attempts, delete_letters};
use crate::membership::queries::steps::delete_steps;
use crate::membership::queries::{list_memberships_of, standing, upsert_membership};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::{Conn, Tx};

/// Makes somebody of this server a convener beside those there are. `by` says it to other servers; for
/// commands that is the server's own account.
pub async fn name_convener(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    person: &Person,
) -> Result<()> {
    if !community.is_local() || !person.actor.local {
        return Err(Reason::WrongOrigin.into());
    }
    let mut tx = app.store.begin().await?;
    if *viewer != Viewer::System {
        let standing = standing(&mut tx, by, community, app.now()).await?;
        policy::may_name_convener(&standing)?;
    }
    let theirs = standing(&mut tx, person, community, app.now()).await?;
    policy::may_hold_office(&theirs)?;
    convene(&mut tx, app, by, community, person).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Whether somebody beside this one convenes a community, and may: a convener who is banned or suspended
/// looks after nothing.
pub async fn others_convene(
    conn: &mut Conn,
    app: &App,
    community: &Community,
    person: &Person,
) -> Result<bool> {
    let acting = list_acting_moderators(conn, community, app.now()).await?;
    let convenes =
        |(other, role): &(Person, Role)| *role == Role::Convener && other.id() != person.id();
    Ok(acting.iter().any(convenes))
}

/// Other servers know no conveners: to them it is one moderator more.
pub(super) async fn convene(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    person: &Person,
) -> Result<()> {
    let before = role_of(tx, community, person).await?;
    if before == Some(Role::Convener) {
        return Ok(());
    }
    set_role(tx, app, community, person.id(), Role::Convener).await?;
    if before < Some(Role::Moderator) {
        tell(tx, app, by, community, "Add", person).await?;
    }
    Ok(())
}

/// Forgets what somebody who is gone for good, here or elsewhere, applied with, why they left and what else was
/// said about it, and what they were asked by message. Open applications are closed. Up to `limit` rows of
/// each; says how many of what there was most of.
async fn forget_belonging(tx: &mut Tx, app: &App, account: AccountId, limit: i64) -> Result<usize> {
    let applications = erase_applications(tx, account, limit, app.now()).await?;
    let reasons = erase_reasons(tx, account, limit).await?;
    let letters = delete_letters(tx, account, limit).await?;
    let attempts = delete_attempts(tx, account, limit).await?;
    Ok(applications.max(reasons).max(letters).max(attempts))
}

/// Ends up to `limit` memberships of somebody who has deleted their account, here or on their own server, and
/// forgets as many rows of what was said about them; says how many of the one or the other. A community
/// here that loses its last convener gets `successor`, if they are not banned there, or else the
/// administrators are told: they have a convener's rights in every community of their server.
pub async fn leave_communities(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    successor: Option<&Person>,
    limit: i64,
) -> Result<usize> {
    delete_invites_of(tx, person.id()).await?;
    let forgotten = forget_belonging(tx, app, person.id(), limit).await?;
    let memberships = list_memberships_of(tx, person.id(), limit).await?;
    for membership in &memberships {
        let community = find_community(tx, membership.community_id).await?;
        if community.is_local() {
            // Of two conveners who go at once, one is the last.
            let community = lock_community(tx, community.id()).await?;
            lay_down(tx, app, person, successor, &community, membership.role).await?;
        }
        let left = Membership {
            role: Role::Member,
            state: MembershipState::Left,
            updated_at: app.now(),
            ..membership.clone()
        };
        upsert_membership(tx, &left).await?;
        delete_steps(tx, membership.community_id, person.id()).await?;
    }
    Ok(memberships.len().max(forgotten))
}

async fn lay_down(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    successor: Option<&Person>,
    community: &Community,
    role: Role,
) -> Result<()> {
    if role < Role::Moderator {
        return Ok(());
    }
    if role == Role::Convener && !others_convene(tx, app, community, person).await? {
        match find_fit(tx, app, community, successor).await? {
            // Said by who leaves, while they still are what entitles them to say it.
            Some(successor) => convene(tx, app, person, community, successor).await?,
            None => tell_admins(tx, app, person, community).await?,
        }
    }
    tell(tx, app, person, community, "Remove", person).await
}

/// The successor, if they can look after this community.
async fn find_fit<'a>(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    successor: Option<&'a Person>,
) -> Result<Option<&'a Person>> {
    let Some(successor) = successor else {
        return Ok(None);
    };
    let theirs = standing(tx, successor, community, app.now()).await?;
    Ok(policy::may_hold_office(&theirs)
        .is_ok()
        .then_some(successor))
}

async fn tell_admins(tx: &mut Tx, app: &App, person: &Person, community: &Community) -> Result<()> {
    let cause = format!("{} left {}", person.actor.ap_id, community.actor.ap_id);
    for recipient in list_admins(tx).await? {
        let notice = NewNotice {
            recipient,
            kind: NoticeKind::NoConvener,
            cause: &cause,
            by: Some(person.actor.id),
            community: Some(community.id()),
            post: None,
            comment: None,
        };
        notify(tx, app, &notice).await?;
    }
    Ok(())
}
