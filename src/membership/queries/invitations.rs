//! Invitations, and who came by them.

use crate::id_type;
use crate::ids::{AccountId, CommunityId};
use crate::latest_first;
use crate::q;
use crate::read_page;
use crate::store::schema::{invitation_uses, invitations};
use crate::store::{Conn, Time, Turn, Tx, Window, columns};
use crate::text_enum;
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

id_type!(InvitationId);

text_enum! {
    /// How somebody is invited.
    pub enum InvitationKind {
        /// Whoever has the link.
        Link = "link",
        /// One account, of this server or another.
        Person = "person",
        /// Whoever has the link that was sent to an e-mail address.
        Mail = "mail",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = invitations)]
pub struct Invitation {
    pub id: InvitationId,
    pub community_id: CommunityId,
    pub by_id: AccountId,
    pub kind: InvitationKind,
    /// Only of a person.
    pub invitee_id: Option<AccountId>,
    /// Where the link was sent, as long as the invitation is open; else empty.
    pub address: String,
    /// What the inviter wrote with it.
    pub words: String,
    pub uses_max: i32,
    pub used: i32,
    /// Whoever comes by it need not apply.
    pub skips_queue: bool,
    /// Whoever has no account may make one with it, where the server lets invitations do that.
    pub may_register: bool,
    pub created_at: Time,
    pub expires_at: Time,
    /// When it ended before its time.
    pub withdrawn_at: Option<Time>,
    /// The activity by which the server of somebody elsewhere was told.
    pub ap_id: Option<String>,
    /// When it was the invited who ended it.
    pub declined_at: Option<Time>,
}

impl Invitation {
    /// Neither withdrawn nor out of time, be it used up or not.
    pub fn stands(&self, now: Time) -> bool {
        self.withdrawn_at.is_none() && now < self.expires_at
    }

    pub fn is_open(&self, now: Time) -> bool {
        self.withdrawn_at.is_none() && self.would_be_open(now)
    }

    /// Whether it would be open, had it not been withdrawn.
    pub fn would_be_open(&self, now: Time) -> bool {
        now < self.expires_at && self.used < self.uses_max
    }
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = invitations)]
pub struct NewInvitation {
    pub community_id: CommunityId,
    pub by_id: AccountId,
    pub kind: InvitationKind,
    /// None for a person, and until the mail with the link is made.
    pub token_hash: Option<Vec<u8>>,
    pub invitee_id: Option<AccountId>,
    pub address: String,
    pub words: String,
    pub uses_max: i32,
    pub used: i32,
    pub skips_queue: bool,
    pub may_register: bool,
    pub created_at: Time,
    pub expires_at: Time,
}

pub async fn insert_invitation(tx: &mut Tx, new: &NewInvitation) -> QueryResult<InvitationId> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(invitations::table)
            .values(new)
            .returning(invitations::id)
            .get_result(conn)
            .await
    })
}

/// By what is stored of the secret of its link, open or not.
pub async fn invitation_by_hash(conn: &mut Conn, hash: &[u8]) -> QueryResult<Option<Invitation>> {
    q!(conn, {
        invitations::table
            .filter(invitations::token_hash.eq(hash))
            .select(columns::<Invitation>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn invitation_by_id(
    conn: &mut Conn,
    id: InvitationId,
) -> QueryResult<Option<Invitation>> {
    q!(conn, {
        invitations::table
            .find(id)
            .select(columns::<Invitation>())
            .first(conn)
            .await
            .optional()
    })
}

/// By its key, for whoever tells of it: nobody withdraws it until the commit.
pub async fn lock_invitation(tx: &mut Tx, id: InvitationId) -> QueryResult<Option<Invitation>> {
    let conn = &mut **tx;
    q!(conn,
    sqlite: {
        invitations::table.find(id)
            .select(columns::<Invitation>()).first(conn).await.optional()
    },
    pg: {
        invitations::table.find(id)
            .select(columns::<Invitation>()).for_update().first(conn).await.optional()
    })
}

/// Those that invite this very person and are open at `now`, whoever made them: first what needs no
/// application, then the latest.
pub async fn list_personal(
    conn: &mut Conn,
    community: CommunityId,
    invitee: AccountId,
    now: Time,
    limit: i64,
) -> QueryResult<Vec<Invitation>> {
    q!(conn, {
        invitations::table
            .filter(invitations::invitee_id.eq(invitee))
            .filter(invitations::community_id.eq(community))
            .filter(invitations::withdrawn_at.is_null())
            .filter(invitations::used.lt(invitations::uses_max))
            .filter(invitations::expires_at.gt(now))
            .order((invitations::skips_queue.desc(), invitations::id.desc()))
            .limit(limit)
            .select(columns::<Invitation>())
            .load(conn)
            .await
    })
}

/// Whether anybody was ever invited into a community.
pub async fn has_invitations(conn: &mut Conn, community: CommunityId) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            invitations::table.filter(invitations::community_id.eq(community)),
        ))
        .get_result(conn)
        .await
    })
}

/// Latest first. The turn is by their ids.
pub async fn list_invitations(
    conn: &mut Conn,
    community: CommunityId,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Invitation>> {
    Ok(read_page!(turn, size, |turn, limit| load_invitations(
        conn, community, turn, limit
    )))
}

async fn load_invitations(
    conn: &mut Conn,
    community: CommunityId,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Invitation>> {
    q!(conn, {
        let query = invitations::table
            .filter(invitations::community_id.eq(community))
            .limit(limit)
            .select(columns::<Invitation>())
            .into_boxed();
        latest_first!(query, turn, invitations::id, InvitationId)
            .load(conn)
            .await
    })
}

/// Who came by these, and when, the last 500, latest first.
pub async fn list_uses(
    conn: &mut Conn,
    ids: &[InvitationId],
) -> QueryResult<Vec<(InvitationId, AccountId, Time)>> {
    q!(conn, {
        invitation_uses::table
            .filter(invitation_uses::invitation_id.eq_any(ids))
            .order(invitation_uses::id.desc())
            .limit(500)
            .select((
                invitation_uses::invitation_id,
                invitation_uses::account_id,
                invitation_uses::used_at,
            ))
            .load(conn)
            .await
    })
}

/// Uses of invitations, into whatever community, that are looked at.
const USES: i64 = 500;

/// By which invitation into a community each of these people came last, if by any.
pub async fn list_came_by(
    conn: &mut Conn,
    community: CommunityId,
    accounts: &[AccountId],
) -> QueryResult<HashMap<AccountId, Invitation>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let uses: Vec<(InvitationId, AccountId)> = q!(conn, {
        invitation_uses::table
            .filter(invitation_uses::account_id.eq_any(accounts))
            .order(invitation_uses::id.desc())
            .limit(USES)
            .select((invitation_uses::invitation_id, invitation_uses::account_id))
            .load(conn)
            .await?
    });
    let ids: Vec<InvitationId> = uses.iter().map(|(id, _)| *id).collect();
    let found: Vec<Invitation> = q!(conn, {
        invitations::table
            .filter(invitations::id.eq_any(&ids))
            .filter(invitations::community_id.eq(community))
            .select(columns::<Invitation>())
            .load(conn)
            .await?
    });
    let mut came = HashMap::new();
    for (id, account) in uses {
        if let Some(invitation) = found.iter().find(|each| each.id == id) {
            came.entry(account).or_insert_with(|| invitation.clone());
        }
    }
    Ok(came)
}

/// Whether somebody has taken a use of it.
pub async fn has_used(conn: &mut Conn, id: InvitationId, account: AccountId) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            invitation_uses::table
                .filter(invitation_uses::invitation_id.eq(id))
                .filter(invitation_uses::account_id.eq(account)),
        ))
        .get_result(conn)
        .await
    })
}

/// Somebody comes by it, or makes their account. False when it was not open any more: of two who take the
/// last use only one gets it. Both, and coming twice by the same one, count once. An address is kept no longer
/// than it takes.
pub async fn use_invitation(
    tx: &mut Tx,
    id: InvitationId,
    account: AccountId,
    now: Time,
) -> QueryResult<bool> {
    if has_used(tx, id, account).await? {
        return Ok(true);
    }
    let conn = &mut **tx;
    let used = q!(conn, {
        diesel::update(invitations::table.find(id))
            .filter(invitations::withdrawn_at.is_null())
            .filter(invitations::used.lt(invitations::uses_max))
            .filter(invitations::expires_at.gt(now))
            .set((
                invitations::used.eq(invitations::used + 1),
                invitations::address.eq(""),
            ))
            .execute(conn)
            .await?
    });
    if used == 0 {
        return Ok(false);
    }
    let conn = &mut **tx;
    let new = q!(conn, {
        diesel::insert_into(invitation_uses::table)
            .values((
                invitation_uses::invitation_id.eq(id),
                invitation_uses::account_id.eq(account),
                invitation_uses::used_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    if new == 0 {
        let conn = &mut **tx;
        q!(conn, {
            diesel::update(invitations::table.find(id))
                .set(invitations::used.eq(invitations::used - 1))
                .execute(conn)
                .await
        })?;
    }
    Ok(true)
}

/// The link was made anew; the one before opens nothing.
pub async fn update_token(tx: &mut Tx, id: InvitationId, hash: &[u8]) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(invitations::table.find(id))
            .set(invitations::token_hash.eq(Some(hash)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// It ends before its time. Returns it as it is at this moment, with what was said of it just before; None
/// where this community has no such invitation, or it was withdrawn or declined before.
pub async fn update_withdrawn(
    tx: &mut Tx,
    community: CommunityId,
    id: InvitationId,
    now: Time,
) -> QueryResult<Option<Invitation>> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(invitations::table.find(id))
            .filter(invitations::community_id.eq(community))
            .filter(invitations::withdrawn_at.is_null())
            .set((
                invitations::withdrawn_at.eq(Some(now)),
                invitations::address.eq(""),
            ))
            .returning(columns::<Invitation>())
            .get_result(conn)
            .await
            .optional()
    })
}

/// In the words of its index, by which alone SQLite finds it.
const HAS_ADDRESS: &str = "invitations.address <> ''";

/// Forgets where links were sent that have expired.
pub async fn erase_addresses(tx: &mut Tx, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(invitations::table)
            .filter(invitations::expires_at.le(now))
            .filter(sql::<Bool>(HAS_ADDRESS))
            .set(invitations::address.eq(""))
            .execute(conn)
            .await
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::test_db::{fresh_sqlite, plan};
    use diesel::sqlite::Sqlite;

    #[tokio::test(flavor = "multi_thread")]
    async fn addresses_of_invitations_that_are_over_are_found_by_their_index() {
        let db = fresh_sqlite().await;
        let mut conn = db.store.read().await.unwrap();
        let now = Time::new(chrono::DateTime::UNIX_EPOCH);
        let statement = {
            let query = diesel::update(invitations::table)
                .filter(invitations::expires_at.le(now))
                .filter(sql::<Bool>(HAS_ADDRESS))
                .set(invitations::address.eq(""));
            diesel::debug_query::<Sqlite, _>(&query).to_string()
        };
        let text = plan(&mut conn, &statement).await;
        assert!(text.contains("invitations_addresses"), "{text}");
    }
}
