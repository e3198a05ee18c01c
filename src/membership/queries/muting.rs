//! Reading and writing mutes. At most one stands for an account in a community.

use crate::accounts::model::Person;
use crate::ids::{AccountId, ActorId, CommunityId};
use crate::latest_first;
use crate::q;
use crate::read_page;
use crate::store::schema::{accounts, actors, mutes};
use crate::store::{Conn, Time, Turn, Tx, Window, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = mutes)]
pub struct Mute {
    pub id: i64,
    pub account_id: AccountId,
    pub reason: String,
    /// None: until somebody lifts it.
    pub until: Option<Time>,
    pub created_at: Time,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = mutes)]
pub struct NewMute {
    pub account_id: AccountId,
    pub community_id: CommunityId,
    pub reason: String,
    pub until: Option<Time>,
    pub by_actor_id: Option<ActorId>,
    /// The act that made it.
    pub ap_id: String,
    pub created_at: Time,
}

/// Takes the place of an earlier one.
pub async fn replace_mute(tx: &mut Tx, mute: &NewMute) -> QueryResult<()> {
    delete_mute(tx, mute.account_id, mute.community_id).await?;
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(mutes::table)
            .values(mute)
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn delete_mute(
    tx: &mut Tx,
    account: AccountId,
    community: CommunityId,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(mutes::table)
            .filter(mutes::account_id.eq(account))
            .filter(mutes::community_id.eq(community))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Those in a community that stand at `now`, latest first. The turn is by their ids.
pub async fn list_mutes(
    conn: &mut Conn,
    community: CommunityId,
    now: Time,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<(Mute, Person)>> {
    Ok(read_page!(turn, size, |turn, limit| load_mutes(
        conn, community, now, turn, limit
    )))
}

async fn load_mutes(
    conn: &mut Conn,
    community: CommunityId,
    now: Time,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<(Mute, Person)>> {
    q!(conn, {
        let query = mutes::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(mutes::community_id.eq(community))
            .filter(mutes::until.is_null().or(mutes::until.gt(now)))
            .limit(limit)
            .select((columns::<Mute>(), columns::<Person>()))
            .into_boxed();
        latest_first!(query, turn, mutes::id, i64::from)
            .load(conn)
            .await
    })
}
