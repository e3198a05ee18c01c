//! Invitations between Guildhall servers: of people here into communities of others, and what is known of how
//! people of others were told of ours.

use super::invitations::{Invitation, InvitationId};
use crate::ids::{AccountId, CommunityId};
use crate::q;
use crate::store::schema::{invitations, invites};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// An invitation of somebody here into a community of another server.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = invites)]
#[diesel(primary_key(community_id, account_id))]
pub struct Invite {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    /// The id of the activity, by which its server knows it.
    pub ap_id: String,
    /// What whoever invites wrote with it.
    pub words: String,
    /// They join at once where others apply.
    pub skips_queue: bool,
    pub expires_at: Time,
}

/// Keeps one; it takes the place of an earlier one of the same community for the same person.
pub async fn upsert_invite(tx: &mut Tx, invite: &Invite) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(invites::table)
            .values(invite)
            .on_conflict((invites::community_id, invites::account_id))
            .do_update()
            .set(invite)
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The one that is open at `now`.
pub async fn invite_of(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
    now: Time,
) -> QueryResult<Option<Invite>> {
    q!(conn, {
        invites::table
            .find((community, account))
            .filter(invites::expires_at.gt(now))
            .select(columns::<Invite>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn delete_invite(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(invites::table.find((community, account)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// All of somebody who deletes their account.
pub async fn delete_invites_of(tx: &mut Tx, account: AccountId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(invites::table.filter(invites::account_id.eq(account)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Those that are over.
pub async fn delete_old_invites(tx: &mut Tx, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(invites::table.filter(invites::expires_at.le(now)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The server of whoever is invited is told by this activity. False where it was told before, or the
/// invitation was withdrawn meanwhile.
pub async fn update_invite_id(tx: &mut Tx, id: InvitationId, ap_id: &str) -> QueryResult<bool> {
    let conn = &mut **tx;
    let told = q!(conn, {
        diesel::update(invitations::table.find(id))
            .filter(invitations::ap_id.is_null())
            .filter(invitations::withdrawn_at.is_null())
            .set(invitations::ap_id.eq(Some(ap_id)))
            .execute(conn)
            .await?
    });
    Ok(told > 0)
}

/// The one of which this activity told.
pub async fn invitation_by_ap_id(conn: &mut Conn, ap_id: &str) -> QueryResult<Option<Invitation>> {
    q!(conn, {
        invitations::table
            .filter(invitations::ap_id.eq(ap_id))
            .select(columns::<Invitation>())
            .first(conn)
            .await
            .optional()
    })
}

/// Whoever is invited declines all that are open of this community; says how many.
pub async fn update_declined(
    tx: &mut Tx,
    community: CommunityId,
    invitee: AccountId,
    now: Time,
) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(invitations::table)
            .filter(invitations::invitee_id.eq(invitee))
            .filter(invitations::community_id.eq(community))
            .filter(invitations::withdrawn_at.is_null())
            .filter(invitations::used.lt(invitations::uses_max))
            .filter(invitations::expires_at.gt(now))
            .set((
                invitations::withdrawn_at.eq(Some(now)),
                invitations::declined_at.eq(Some(now)),
            ))
            .execute(conn)
            .await
    })
}
