//! Reading and writing follows, and the counters that move with them.

use crate::activitypub::actors::Actor;
use crate::communities::model::{Follow, FollowState, ReadPolicy};
use crate::ids::{ActorId, CommunityId};
use crate::q;
use crate::store::schema::{actors, communities, follows, peers};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub async fn follow_by_pair(
    conn: &mut Conn,
    follower: ActorId,
    target: ActorId,
) -> QueryResult<Option<Follow>> {
    q!(conn, {
        follows::table
            .filter(follows::follower_id.eq(follower))
            .filter(follows::target_id.eq(target))
            .select(columns::<Follow>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn follow_by_ap_id(conn: &mut Conn, ap_id: &str) -> QueryResult<Option<Follow>> {
    q!(conn, {
        follows::table
            .filter(follows::ap_id.eq(ap_id))
            .select(columns::<Follow>())
            .first(conn)
            .await
            .optional()
    })
}

/// Reads a pair's follow for changing it. The target is locked first, so that two changes at once
/// count once.
pub async fn follow_for_update(
    tx: &mut Tx,
    follower: ActorId,
    target: ActorId,
) -> QueryResult<Option<Follow>> {
    lock_actor(tx, target).await?;
    follow_by_pair(tx, follower, target).await
}

/// SQLite has one writer, so there is nothing to lock.
async fn lock_actor(tx: &mut Tx, id: ActorId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, sqlite: { let _ = conn; }, pg: {
        actors::table.find(id).select(actors::id).for_update().first::<ActorId>(conn).await?;
    });
    Ok(())
}

/// What a follow becomes.
#[derive(Debug, Clone)]
pub struct NewFollow<'a> {
    pub follower: ActorId,
    pub target: ActorId,
    pub state: FollowState,
    pub ap_id: &'a str,
}

/// Makes or replaces a pair's follow. `before` is what [`follow_for_update`] gave.
pub async fn upsert_follow(
    tx: &mut Tx,
    new: &NewFollow<'_>,
    before: Option<&Follow>,
    now: Time,
) -> QueryResult<()> {
    let decided = (new.state != FollowState::Pending).then_some(now);
    let row = (
        follows::follower_id.eq(new.follower),
        follows::target_id.eq(new.target),
        follows::state.eq(new.state),
        follows::ap_id.eq(new.ap_id),
        follows::decided_at.eq(decided),
    );
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(follows::table)
            .values((row, follows::created_at.eq(now)))
            .on_conflict((follows::follower_id, follows::target_id))
            .do_update()
            .set(row)
            .execute(conn)
            .await
    })?;
    let counted = i64::from(new.state == FollowState::Accepted) - counted(before);
    add_followers(tx, new.target, counted).await
}

pub async fn delete_follow(tx: &mut Tx, follow: &Follow) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(follows::table.find(follow.id))
            .execute(conn)
            .await
    })?;
    add_followers(tx, follow.target_id, -counted(Some(follow))).await
}

fn counted(follow: Option<&Follow>) -> i64 {
    i64::from(follow.is_some_and(|follow| follow.state == FollowState::Accepted))
}

async fn add_followers(tx: &mut Tx, target: ActorId, count: i64) -> QueryResult<()> {
    if count == 0 {
        return Ok(());
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.filter(communities::actor_id.eq(target)))
            .set(communities::follower_count.eq(communities::follower_count + count))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Wishes to follow `target` that nobody has decided yet, oldest first, at most 500.
pub async fn list_pending(conn: &mut Conn, target: ActorId) -> QueryResult<Vec<Follow>> {
    q!(conn, {
        follows::table
            .filter(follows::target_id.eq(target))
            .filter(follows::state.eq(FollowState::Pending))
            .order(follows::id)
            .limit(500)
            .select(columns::<Follow>())
            .load(conn)
            .await
    })
}

/// The communities somebody follows or wants to, by title.
pub async fn list_followed(
    conn: &mut Conn,
    follower: ActorId,
) -> QueryResult<Vec<(CommunityId, FollowState)>> {
    q!(conn, {
        follows::table
            .inner_join(communities::table.on(communities::actor_id.eq(follows::target_id)))
            .filter(follows::follower_id.eq(follower))
            .filter(communities::deleted_at.is_null())
            .order(communities::id)
            .select((communities::id, follows::state))
            .load(conn)
            .await
    })
}

/// Communities here that not everybody reads and that somebody follows or wants to, in the order of their
/// follows from behind `after`, with the keys of those; a bounded number.
pub async fn list_closed_followed(
    conn: &mut Conn,
    follower: ActorId,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<(i64, CommunityId)>> {
    q!(conn, {
        follows::table
            .inner_join(communities::table.on(communities::actor_id.eq(follows::target_id)))
            .inner_join(actors::table.on(actors::id.eq(follows::target_id)))
            .filter(follows::follower_id.eq(follower))
            .filter(follows::state.ne(FollowState::Refused))
            .filter(communities::read_policy.eq_any([ReadPolicy::Members, ReadPolicy::Server]))
            .filter(actors::local.eq(true))
            .filter(follows::id.gt(after))
            .order(follows::id)
            .limit(limit)
            .select((follows::id, communities::id))
            .load(conn)
            .await
    })
}

/// Whether anybody here gets what this actor publishes.
pub async fn has_local_follower(conn: &mut Conn, target: ActorId) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(diesel::dsl::exists(
            follows::table
                .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
                .filter(follows::target_id.eq(target))
                .filter(follows::state.eq(FollowState::Accepted))
                .filter(actors::local.eq(true)),
        ))
        .get_result(conn)
        .await
    })
}

/// Whether somebody here follows it, has asked to, or was refused.
pub async fn has_local_follow(conn: &mut Conn, target: ActorId) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(diesel::dsl::exists(
            follows::table
                .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
                .filter(follows::target_id.eq(target))
                .filter(actors::local.eq(true)),
        ))
        .get_result(conn)
        .await
    })
}

/// How many follow an actor. For communities the counter in their row is cheaper.
pub async fn count_followers(conn: &mut Conn, target: ActorId) -> QueryResult<i64> {
    q!(conn, {
        follows::table
            .filter(follows::target_id.eq(target))
            .filter(follows::state.eq(FollowState::Accepted))
            .count()
            .get_result(conn)
            .await
    })
}

/// Who follows an actor, here and elsewhere, in the order of their follows from behind `after`; a bounded
/// number.
pub async fn list_followers(
    conn: &mut Conn,
    target: ActorId,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<Follow>> {
    q!(conn, {
        follows::table
            .filter(follows::target_id.eq(target))
            .filter(follows::state.eq(FollowState::Accepted))
            .filter(follows::id.gt(after))
            .order(follows::id)
            .limit(limit)
            .select(columns::<Follow>())
            .load(conn)
            .await
    })
}

/// Accepted follows, by people of another server, of communities that not everybody reads, in the order of
/// their follows from behind `after`; a bounded number.
pub async fn list_narrow_follows_from(
    conn: &mut Conn,
    host: &str,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<(Follow, CommunityId)>> {
    let narrow = [ReadPolicy::Members, ReadPolicy::Server];
    q!(conn, {
        follows::table
            .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
            .inner_join(communities::table.on(communities::actor_id.eq(follows::target_id)))
            .filter(actors::host.eq(host))
            .filter(actors::local.eq(false))
            .filter(follows::state.eq(FollowState::Accepted))
            .filter(communities::read_policy.eq_any(narrow))
            .filter(follows::id.gt(after))
            .order(follows::id)
            .limit(limit)
            .select((columns::<Follow>(), communities::id))
            .load(conn)
            .await
    })
}

/// Servers on which somebody reads a community that not everybody reads, and of which it is not known well
/// what they run: that was read before this time, or they gave nothing when they were asked. By name, behind
/// `after`; a bounded number.
pub async fn list_hosts_to_ask(
    conn: &mut Conn,
    read_before: Time,
    after: &str,
    limit: i64,
) -> QueryResult<Vec<String>> {
    let narrow = [ReadPolicy::Members, ReadPolicy::Server];
    q!(conn, {
        follows::table
            .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
            .inner_join(communities::table.on(communities::actor_id.eq(follows::target_id)))
            .inner_join(peers::table.on(peers::host.eq(actors::host)))
            .filter(actors::local.eq(false))
            .filter(follows::state.eq(FollowState::Accepted))
            .filter(communities::read_policy.eq_any(narrow))
            .filter(peers::host.gt(after))
            .filter(
                peers::nodeinfo_at
                    .is_null()
                    .or(peers::nodeinfo_at.le(read_before))
                    .or(peers::nodeinfo_missing_at.is_not_null()),
            )
            .select(peers::host)
            .distinct()
            .order(peers::host)
            .limit(limit)
            .load(conn)
            .await
    })
}

/// The local people who follow an actor, for telling them something.
pub async fn list_local_followers(conn: &mut Conn, target: ActorId) -> QueryResult<Vec<Actor>> {
    q!(conn, {
        follows::table
            .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
            .filter(follows::target_id.eq(target))
            .filter(follows::state.eq(FollowState::Accepted))
            .filter(actors::local.eq(true))
            .select(columns::<Actor>())
            .load(conn)
            .await
    })
}

/// Follows by and of an actor, a bounded number of each.
pub async fn list_follows_of(
    conn: &mut Conn,
    actor: ActorId,
    limit: i64,
) -> QueryResult<Vec<Follow>> {
    q!(conn, {
        let mut found: Vec<Follow> = follows::table
            .filter(follows::follower_id.eq(actor))
            .limit(limit)
            .select(columns::<Follow>())
            .load(conn)
            .await?;
        let of: Vec<Follow> = follows::table
            .filter(follows::target_id.eq(actor))
            .limit(limit)
            .select(columns::<Follow>())
            .load(conn)
            .await?;
        found.extend(of);
        Ok(found)
    })
}
