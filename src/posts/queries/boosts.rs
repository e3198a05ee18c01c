//! Who on other servers boosted a thread of ours: once each, whatever they send. How many did is kept with
//! the thread. And how a community here boosted one.

use crate::ids::{ActorId, PostId};
use crate::q;
use crate::store::schema::{activities, boosts, posts};
use crate::store::{Conn, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

pub async fn insert_boost(tx: &mut Tx, post: PostId, by: ActorId) -> QueryResult<()> {
    let conn = &mut **tx;
    let made = q!(conn, {
        diesel::insert_into(boosts::table)
            .values((boosts::post_id.eq(post), boosts::actor_id.eq(by)))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    count(tx, post, made, 1).await
}

pub async fn delete_boost(tx: &mut Tx, post: PostId, by: ActorId) -> QueryResult<()> {
    let conn = &mut **tx;
    let gone = q!(conn, {
        diesel::delete(boosts::table.find((post, by)))
            .execute(conn)
            .await?
    });
    count(tx, post, gone, -1).await
}

async fn count(tx: &mut Tx, post: PostId, changed: usize, step: i64) -> QueryResult<()> {
    if changed == 0 {
        return Ok(());
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(posts::table.find(post))
            .set(posts::share_count.eq(posts::share_count + step))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The Announce with which a community last boosted a thread, as it was sent, if we still have it. A
/// thread that was restored was boosted anew, and only the last boost still stands on microblogs.
///
/// A community announces many other things about a thread, such as votes. Its boosts are those that end
/// with the bare id, as `posts::documents::announce` writes them; what stands for something else in
/// `LIKE` lets more through at most, and the document itself is asked last.
pub async fn latest_boost(
    conn: &mut Conn,
    group: ActorId,
    thread: &str,
) -> QueryResult<Option<Value>> {
    let ends_with_it = format!("%,\"object\":{}}}", Value::from(thread));
    let documents: Vec<String> = q!(conn, {
        activities::table
            .filter(activities::object_ap_id.eq(thread))
            .filter(activities::kind.eq("Announce"))
            .filter(activities::actor_id.eq(group))
            .filter(activities::document.like(ends_with_it))
            .order(activities::id.desc())
            .limit(20)
            .select(activities::document)
            .load(conn)
            .await?
    });
    Ok(documents.into_iter().find_map(|document| {
        let document: Value = serde_json::from_str(&document).ok()?;
        (document.get("object")?.as_str() == Some(thread)).then_some(document)
    }))
}
