//! Follows that end because a server is blocked, and the record of them.

use crate::activitypub::peers::{covered, escaped};
use crate::communities::model::{Follow, FollowState};
use crate::ids::ActorId;
use crate::q;
use crate::store::schema::{actors, severed_follows};
use crate::store::{Conn, Time, Tx};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = BigInt)]
    follower: ActorId,
    #[diesel(sql_type = BigInt)]
    target: ActorId,
}

/// Who follows whom across the border to a host, its ports and those below it; a bounded number.
pub async fn list_pairs_with(
    conn: &mut Conn,
    name: &str,
    limit: i64,
) -> QueryResult<Vec<(ActorId, ActorId)>> {
    const THEIRS: &str = concat!(
        "SELECT f.follower_id AS follower, f.target_id AS target FROM follows f WHERE f.follower_id IN ",
        "(SELECT a.id FROM actors a WHERE NOT a.local AND a.host IN (SELECT p.host FROM peers p WHERE ",
        covered!("p.host"),
        ")) LIMIT $3"
    );
    const OURS: &str = concat!(
        "SELECT f.follower_id AS follower, f.target_id AS target FROM follows f WHERE f.target_id IN ",
        "(SELECT a.id FROM actors a WHERE NOT a.local AND a.host IN (SELECT p.host FROM peers p WHERE ",
        covered!("p.host"),
        ")) LIMIT $3"
    );
    let mut pairs = Vec::new();
    for sql in [THEIRS, OURS] {
        let found: Vec<Pair> = q!(conn, {
            diesel::sql_query(sql)
                .bind::<Text, _>(name)
                .bind::<Text, _>(escaped(name))
                .bind::<BigInt, _>(limit)
                .load(conn)
                .await?
        });
        pairs.extend(found.into_iter().map(|pair| (pair.follower, pair.target)));
    }
    Ok(pairs)
}

/// Remembers a follow that a block of `name` ended, and that the other server has yet to be told. Of one
/// that was refused before there is nothing to tell.
pub async fn insert_severed(
    tx: &mut Tx,
    name: &str,
    follow: &Follow,
    role: Option<&str>,
    now: Time,
) -> QueryResult<()> {
    let untold = (follow.state != FollowState::Refused).then_some(&follow.ap_id);
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(severed_follows::table)
            .values((
                severed_follows::host.eq(name),
                severed_follows::follower_id.eq(follow.follower_id),
                severed_follows::target_id.eq(follow.target_id),
                severed_follows::severed_at.eq(now),
                severed_follows::follow_ap_id.eq(untold),
                severed_follows::role.eq(role),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// A follow that a block ended and of which the other server has not been told.
#[derive(Debug, Clone, QueryableByName)]
pub struct Untold {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub follower: ActorId,
    #[diesel(sql_type = BigInt)]
    pub target: ActorId,
    #[diesel(sql_type = Text)]
    pub follow_ap_id: String,
}

/// What blocks of this name and of those below it ended and nobody was told, in order, after one of
/// them (0 for the beginning); a bounded number.
pub async fn list_untold(
    conn: &mut Conn,
    name: &str,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<Untold>> {
    const SQL: &str = concat!(
        "SELECT s.id AS id, s.follower_id AS follower, s.target_id AS target, ",
        "s.follow_ap_id AS follow_ap_id FROM severed_follows s ",
        "WHERE s.follow_ap_id IS NOT NULL AND ",
        covered!("s.host"),
        " AND s.id > $3 ORDER BY s.id LIMIT $4"
    );
    q!(conn, {
        diesel::sql_query(SQL)
            .bind::<Text, _>(name)
            .bind::<Text, _>(escaped(name))
            .bind::<BigInt, _>(after)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    })
}

/// The other server has been told, or need not be.
pub async fn set_told(tx: &mut Tx, id: i64) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(severed_follows::table.find(id))
            .set(severed_follows::follow_ap_id.eq(None::<String>))
            .execute(conn)
            .await
    })?;
    Ok(())
}

type Name = (String, String);

/// A follow that a block ended: the names and hosts of both sides, and what whoever followed was in the community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Severed {
    pub id: i64,
    pub follower: Name,
    pub target: Name,
    pub at: Time,
    pub role: Option<String>,
}

/// Whose, of what blocks ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeveredOf<'a> {
    /// Of all whom the block of this name cut.
    Block(&'a str),
    /// What this actor followed, whatever was blocked.
    Follower(ActorId),
}

/// What blocks of this name ended, latest first; `before` is the id of the last one shown.
pub async fn list_severed(
    conn: &mut Conn,
    name: &str,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<Severed>> {
    list_severed_of(conn, SeveredOf::Block(name), before, limit).await
}

/// The same of whomever.
pub async fn list_severed_of(
    conn: &mut Conn,
    whose: SeveredOf<'_>,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<Severed>> {
    let target = diesel::alias!(actors as target_actors);
    let rows: Vec<(i64, Name, Name, Time, Option<String>)> = q!(conn, {
        let query = severed_follows::table
            .inner_join(actors::table.on(actors::id.eq(severed_follows::follower_id)))
            .inner_join(target.on(target.field(actors::id).eq(severed_follows::target_id)))
            .filter(severed_follows::id.lt(before.unwrap_or(i64::MAX)))
            .order(severed_follows::id.desc())
            .limit(limit)
            .select((
                severed_follows::id,
                (actors::name, actors::host),
                target.fields((actors::name, actors::host)),
                severed_follows::severed_at,
                severed_follows::role,
            ))
            .into_boxed();
        let query = match whose {
            SeveredOf::Block(name) => query.filter(severed_follows::host.eq(name)),
            SeveredOf::Follower(actor) => query.filter(severed_follows::follower_id.eq(actor)),
        };
        query.load(conn).await?
    });
    let severed = |(id, follower, target, at, role)| Severed {
        id,
        follower,
        target,
        at,
        role,
    };
    Ok(rows.into_iter().map(severed).collect())
}
