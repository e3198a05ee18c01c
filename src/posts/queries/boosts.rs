//! Who on other servers boosted a thread of ours: once each, whatever they send. How many did is kept with
//! the thread.

use crate::ids::{ActorId, PostId};
use crate::q;
use crate::store::Tx;
use crate::store::schema::{boosts, posts};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

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
