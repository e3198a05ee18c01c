//! Reading and writing bans. At most one stands for an account in a community.

use super::judging::note_judged_by;
use crate::accounts::model::Person;
use crate::ids::{AccountId, ActorId, CommunityId};
use crate::latest_first;
use crate::q;
use crate::read_page;
use crate::store::schema::{accounts, actors, bans};
use crate::store::{Conn, Time, Turn, Tx, Window, columns};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = bans)]
pub struct Ban {
    pub id: i64,
    pub account_id: AccountId,
    pub community_id: Option<CommunityId>,
    pub reason: String,
    /// None: until somebody lifts it.
    pub until: Option<Time>,
    pub by_actor_id: Option<ActorId>,
    pub created_at: Time,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = bans)]
pub struct NewBan {
    pub account_id: AccountId,
    /// None: from the whole server.
    pub community_id: Option<CommunityId>,
    pub reason: String,
    pub until: Option<Time>,
    pub by_actor_id: Option<ActorId>,
    /// The act that made it.
    pub ap_id: Option<String>,
    pub created_at: Time,
}

/// Takes the place of an earlier ban of the same account from the same place.
pub async fn replace_ban(tx: &mut Tx, ban: &NewBan) -> QueryResult<()> {
    delete_ban(tx, ban.account_id, ban.community_id).await?;
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(bans::table)
            .values(ban)
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn delete_ban(
    tx: &mut Tx,
    account: AccountId,
    community: Option<CommunityId>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        let query = diesel::delete(bans::table)
            .filter(bans::account_id.eq(account))
            .into_boxed();
        let query = match community {
            Some(community) => query.filter(bans::community_id.eq(community)),
            None => query.filter(bans::community_id.is_null()),
        };
        query.execute(conn).await
    })?;
    note_judged_by(tx, account, community).await
}

/// The ban from this community that stands at `now`.
pub async fn ban_from(
    conn: &mut Conn,
    account: AccountId,
    community: CommunityId,
    now: Time,
) -> QueryResult<Option<Ban>> {
    q!(conn, {
        bans::table
            .filter(bans::account_id.eq(account))
            .filter(bans::community_id.eq(community))
            .filter(bans::until.is_null().or(bans::until.gt(now)))
            .select(columns::<Ban>())
            .first(conn)
            .await
            .optional()
    })
}

/// Whether somebody is banned from this whole server, wherever they write.
pub async fn is_banned_everywhere(
    conn: &mut Conn,
    account: AccountId,
    now: Time,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            bans::table
                .filter(bans::account_id.eq(account))
                .filter(bans::community_id.is_null())
                .filter(bans::until.is_null().or(bans::until.gt(now))),
        ))
        .get_result(conn)
        .await
    })
}

/// Those of these people who are banned from a community, or from this whole server, at `now`.
pub async fn list_banned_among(
    conn: &mut Conn,
    community: CommunityId,
    people: &[AccountId],
    now: Time,
) -> QueryResult<Vec<AccountId>> {
    q!(conn, {
        bans::table
            .filter(bans::account_id.eq_any(people))
            .filter(
                bans::community_id
                    .eq(community)
                    .or(bans::community_id.is_null()),
            )
            .filter(bans::until.is_null().or(bans::until.gt(now)))
            .select(bans::account_id)
            .load(conn)
            .await
    })
}

/// Bans from a community that stand at `now`, latest first. The turn is by their ids.
pub async fn list_bans(
    conn: &mut Conn,
    community: CommunityId,
    now: Time,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<(Ban, Person)>> {
    Ok(read_page!(turn, size, |turn, limit| load_bans(
        conn, community, now, turn, limit
    )))
}

async fn load_bans(
    conn: &mut Conn,
    community: CommunityId,
    now: Time,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<(Ban, Person)>> {
    q!(conn, {
        let query = bans::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(bans::community_id.eq(community))
            .filter(bans::until.is_null().or(bans::until.gt(now)))
            .limit(limit)
            .select((columns::<Ban>(), columns::<Person>()))
            .into_boxed();
        latest_first!(query, turn, bans::id, i64::from)
            .load(conn)
            .await
    })
}
