//! Appointing and dismissing moderators here, and keeping who moderates elsewhere. What other servers
//! say in single acts is judged and applied in `moderation`, as all their acts of care are.

use super::announce_to_forums;
use super::members::state_of;
use crate::accounts::actions::DESK;
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_handle;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Reason, Result};
use crate::ids::AccountId;
use crate::jobs::enqueue;
use crate::membership::jobs::NoteOffice;
use crate::membership::model::{Membership, MembershipState, Role};
use crate::membership::policy;
use crate::membership::queries::{list_moderators, membership_of, standing, upsert_membership};
use crate::store::Tx;
use crate::visibility::{Reader, reach_in};
use serde_json::json;
use std::collections::HashSet;

/// Makes somebody, from here or elsewhere, a moderator of one of our communities. Errors: `Refused`, with
/// `NotMember` where they have to join first.
pub async fn appoint(app: &App, by: &Person, community: &Community, person: &Person) -> Result<()> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let mut tx = app.store.begin().await?;
    let own = standing(&mut tx, by, community, app.now()).await?;
    let role = role_of(&mut tx, community, person).await?;
    policy::may_appoint(&own, role)?;
    let theirs = standing(&mut tx, person, community, app.now()).await?;
    let state = state_of(&mut tx, community, person.id()).await?;
    policy::may_be_entrusted(&theirs, community.is_open_to_read(), state)?;
    let admitted = is_admitted(&mut tx, community, person).await?;
    policy::may_be_appointed(&theirs, community, admitted)?;
    if role == Some(Role::Moderator) {
        return Ok(());
    }
    set_role(&mut tx, app, community, person.id(), Role::Moderator).await?;
    tell(&mut tx, app, by, community, "Add", person).await?;
    note_office(&mut tx, app, by, community, person, true).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Whether somebody's server may have what is said in a community.
pub(super) async fn is_admitted(
    tx: &mut Tx,
    community: &Community,
    person: &Person,
) -> Result<bool> {
    if person.actor.local {
        return Ok(true);
    }
    let reader = Reader::Host(&person.actor.host);
    let reach = reach_in(tx, reader, community.id()).await?;
    Ok(reach.admits(community.audience(), community.id()))
}

/// Takes the office away; they stay a member.
pub async fn dismiss(app: &App, by: &Person, community: &Community, person: &Person) -> Result<()> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, by, community, app.now()).await?;
    let role = role_of(&mut tx, community, person).await?;
    policy::may_dismiss(&standing, person.id(), role)?;
    if role != Some(Role::Moderator) {
        return Ok(());
    }
    set_role(&mut tx, app, community, person.id(), Role::Member).await?;
    tell(&mut tx, app, by, community, "Remove", person).await?;
    note_office(&mut tx, app, by, community, person, false).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// `Add` or `Remove` with the moderators' collection as target, wrapped: what Lemmy, PieFed and Mbin
/// know. Nobody else has a use for it. For who is of another server our desk says it: an act of theirs with
/// an id of ours is believed nowhere.
pub(super) async fn tell(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    kind: &'static str,
    person: &Person,
) -> Result<()> {
    let target = community
        .actor
        .moderators_url
        .as_deref()
        .unwrap_or_default();
    let object = json!(person.actor.ap_id);
    let target = [("target", target)];
    let desk = match by.actor.local {
        true => None,
        false => person_by_handle(tx, DESK, &app.local.host).await?,
    };
    let by = desk.as_ref().unwrap_or(by);
    announce_to_forums(tx, app, by, community, kind, &target, object).await?;
    Ok(())
}

/// Has it stand in the log of the community.
pub(super) async fn note_office(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    person: &Person,
    appointed: bool,
) -> Result<()> {
    let kind = if appointed { "Add" } else { "Remove" };
    let job = NoteOffice {
        community: community.id(),
        person: person.id(),
        by: by.actor.id,
        appointed,
        act: app.mint_activity_id(kind),
        at: app.now(),
    };
    enqueue(tx, app, &job).await
}

/// The moderators of a community on another server, as its own collection lists them.
pub async fn save_remote_moderators(
    app: &App,
    community: &Community,
    people: &[Person],
) -> Result<()> {
    if community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let mut tx = app.store.begin().await?;
    let known = list_moderators(&mut tx, community.id()).await?;
    let known: HashSet<AccountId> = known.iter().map(|(person, _)| person.id()).collect();
    let listed: HashSet<AccountId> = people.iter().map(Person::id).collect();
    for gone in known.difference(&listed) {
        set_role(&mut tx, app, community, *gone, Role::Member).await?;
    }
    for new in listed.difference(&known) {
        set_role(&mut tx, app, community, *new, Role::Moderator).await?;
    }
    tx.commit().await?;
    Ok(())
}

pub(super) async fn role_of(
    tx: &mut Tx,
    community: &Community,
    person: &Person,
) -> Result<Option<Role>> {
    let membership = membership_of(tx, community.id(), person.id()).await?;
    Ok(membership
        .filter(|membership| membership.state == MembershipState::Member)
        .map(|membership| membership.role))
}

pub(super) async fn set_role(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    account: AccountId,
    role: Role,
) -> Result<()> {
    let now = app.now();
    let membership = Membership {
        community_id: community.id(),
        account_id: account,
        role,
        state: MembershipState::Member,
        since: now,
        updated_at: now,
    };
    upsert_membership(tx, &membership).await?;
    Ok(())
}
