//! Who may act on their office right now. Whom a suspension or a ban keeps out has the office, and none of
//! its rights: who is told what an office is told, and who counts where one is needed, is asked here.

use super::banning::list_banned_among;
use super::rules::list_owed;
use super::{list_greeters, list_moderators};
use crate::accounts::model::Person;
use crate::accounts::queries::list_people;
use crate::accounts::queries::logins::list_admins;
use crate::communities::model::Community;
use crate::ids::AccountId;
use crate::membership::model::{Accord, Consent, MembershipState, Role, Standing};
use crate::membership::policy::{self, Right};
use crate::q;
use crate::store::schema::memberships;
use crate::store::{Conn, Time};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

/// As [`standing`](super::standing), of several people at once and in their order, as far as it follows from
/// memberships: who belongs to a community elsewhere by a follow alone has no role here.
pub async fn list_standings(
    conn: &mut Conn,
    community: &Community,
    people: &[Person],
    now: Time,
) -> QueryResult<Vec<Standing>> {
    let ids: Vec<AccountId> = people.iter().map(Person::id).collect();
    let members: Vec<(AccountId, Role, Option<i32>, Time)> = q!(conn, {
        memberships::table
            .filter(memberships::community_id.eq(community.id()))
            .filter(memberships::account_id.eq_any(&ids))
            .filter(memberships::state.eq(MembershipState::Member))
            .select((
                memberships::account_id,
                memberships::role,
                memberships::agreed_version,
                memberships::since,
            ))
            .load(conn)
            .await?
    });
    let banned = list_banned_among(conn, community.id(), &ids, now).await?;
    let admins = list_admins(conn).await?;
    let consent = |&(id, role, agreed, since): &(AccountId, Role, Option<i32>, Time)| {
        let member = Consent {
            role,
            agreed,
            since,
        };
        (id, member)
    };
    let (ids, members): (Vec<AccountId>, Vec<Consent>) = members.iter().map(consent).unzip();
    let versions = list_owed(conn, community, &members).await?;
    let members: HashMap<AccountId, Consent> = ids.into_iter().zip(members).collect();
    let standing = |person: &Person| {
        let account = person.id();
        let member = members.get(&account);
        let row = &community.row;
        let accord = member.map(|member| policy::accord(row, member, &versions, now));
        // People of other servers have no office on this one.
        let server_admin = person.actor.local && admins.contains(&account);
        Standing {
            account,
            role: member.map(|member| member.role),
            accord: accord.unwrap_or(Accord::Given),
            local: person.actor.local,
            banned: banned.contains(&account),
            // It takes nothing from an office.
            muted: false,
            suspended: !person.is_live(),
            silenced: person.account.silenced_at.is_some() && community.is_local(),
            admin: server_admin && community.is_local(),
            server_admin,
        }
    };
    Ok(people.iter().map(standing).collect())
}

/// Those of [`list_moderators`] who may act on it, in the same order.
pub async fn list_acting_moderators(
    conn: &mut Conn,
    community: &Community,
    now: Time,
) -> QueryResult<Vec<(Person, Role)>> {
    let all = list_moderators(conn, community.id()).await?;
    let people: Vec<Person> = all.iter().map(|(person, _)| person.clone()).collect();
    let standings = list_standings(conn, community, &people, now).await?;
    let acting = all.into_iter().zip(standings);
    let acting = acting.filter(|(_, standing)| standing.may_moderate());
    Ok(acting.map(|(officer, _)| officer).collect())
}

/// Those of [`list_greeters`] who may act on it, in the same order.
pub async fn list_acting_greeters(
    conn: &mut Conn,
    community: &Community,
    now: Time,
) -> QueryResult<Vec<AccountId>> {
    let mut greeters = list_greeters(conn, community.id()).await?;
    let people = list_people(conn, &greeters).await?;
    let standings = list_standings(conn, community, &people, now).await?;
    let greets = |account: &AccountId| {
        let own = standings.iter().find(|each| each.account == *account);
        own.is_some_and(|standing| standing.has(Right::Greet))
    };
    greeters.retain(greets);
    Ok(greeters)
}
