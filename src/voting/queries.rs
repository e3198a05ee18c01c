//! Reading and writing votes.

use super::model::{Cast, VoteChange};
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::queries::{add_comment_votes, add_post_votes};
use crate::q;
use crate::store::schema::{comment_votes, post_votes};
use crate::store::{Conn, Time, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Records somebody's vote on a thread and moves its score, unless a later vote of theirs is known.
pub async fn record_post_vote(
    tx: &mut Tx,
    voter: AccountId,
    post: PostId,
    cast: Cast,
) -> QueryResult<VoteChange> {
    if let Some(change) = insert_post_vote(tx, voter, post, cast).await? {
        return Ok(change);
    }
    let old = lock_post_vote(tx, voter, post).await?;
    if !cast.replaces(old) {
        return Ok(VoteChange {
            before: old.value,
            after: old.value,
        });
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(post_votes::table.find((post, voter)))
            .set((
                post_votes::value.eq(cast.value),
                post_votes::voted_at.eq(cast.at),
            ))
            .execute(conn)
            .await
    })?;
    let change = VoteChange {
        before: old.value,
        after: cast.value,
    };
    move_post(tx, post, change).await
}

/// None when there is a row already, be it another transaction's that this one waited for.
async fn insert_post_vote(
    tx: &mut Tx,
    voter: AccountId,
    post: PostId,
    cast: Cast,
) -> QueryResult<Option<VoteChange>> {
    let row = (
        post_votes::account_id.eq(voter),
        post_votes::post_id.eq(post),
        post_votes::value.eq(cast.value),
        post_votes::voted_at.eq(cast.at),
    );
    let conn = &mut **tx;
    let made = q!(conn, {
        diesel::insert_into(post_votes::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    if made == 0 {
        return Ok(None);
    }
    let change = VoteChange {
        before: 0,
        after: cast.value,
    };
    move_post(tx, post, change).await.map(Some)
}

async fn lock_post_vote(conn: &mut Conn, voter: AccountId, post: PostId) -> QueryResult<Cast> {
    let columns = (post_votes::value, post_votes::voted_at);
    let (value, at): (i16, Option<Time>) = q!(conn,
        sqlite: { post_votes::table.find((post, voter)).select(columns).first(conn).await? },
        pg: { post_votes::table.find((post, voter)).select(columns).for_update().first(conn).await? });
    Ok(Cast { value, at })
}

async fn move_post(tx: &mut Tx, post: PostId, change: VoteChange) -> QueryResult<VoteChange> {
    if !change.is_none() {
        let (up, down) = change.steps();
        add_post_votes(tx, post, up, down).await?;
    }
    Ok(change)
}

/// When somebody last voted on a thread, if they did and it is known.
pub async fn post_voted_at(
    conn: &mut Conn,
    voter: AccountId,
    post: PostId,
) -> QueryResult<Option<Time>> {
    let at: Option<Option<Time>> = q!(conn, {
        post_votes::table
            .find((post, voter))
            .select(post_votes::voted_at)
            .first(conn)
            .await
            .optional()?
    });
    Ok(at.flatten())
}

/// As [`post_voted_at`], on a reply.
pub async fn comment_voted_at(
    conn: &mut Conn,
    voter: AccountId,
    comment: CommentId,
) -> QueryResult<Option<Time>> {
    let at: Option<Option<Time>> = q!(conn, {
        comment_votes::table
            .find((comment, voter))
            .select(comment_votes::voted_at)
            .first(conn)
            .await
            .optional()?
    });
    Ok(at.flatten())
}

/// As [`record_post_vote`], on a reply; `post` is its thread.
pub async fn record_comment_vote(
    tx: &mut Tx,
    voter: AccountId,
    comment: CommentId,
    post: PostId,
    cast: Cast,
) -> QueryResult<VoteChange> {
    if let Some(change) = insert_comment_vote(tx, voter, comment, post, cast).await? {
        return Ok(change);
    }
    let old = lock_comment_vote(tx, voter, comment).await?;
    if !cast.replaces(old) {
        return Ok(VoteChange {
            before: old.value,
            after: old.value,
        });
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(comment_votes::table.find((comment, voter)))
            .set((
                comment_votes::value.eq(cast.value),
                comment_votes::voted_at.eq(cast.at),
            ))
            .execute(conn)
            .await
    })?;
    let change = VoteChange {
        before: old.value,
        after: cast.value,
    };
    move_comment(tx, comment, change).await
}

async fn insert_comment_vote(
    tx: &mut Tx,
    voter: AccountId,
    comment: CommentId,
    post: PostId,
    cast: Cast,
) -> QueryResult<Option<VoteChange>> {
    let row = (
        comment_votes::account_id.eq(voter),
        comment_votes::comment_id.eq(comment),
        comment_votes::post_id.eq(post),
        comment_votes::value.eq(cast.value),
        comment_votes::voted_at.eq(cast.at),
    );
    let conn = &mut **tx;
    let made = q!(conn, {
        diesel::insert_into(comment_votes::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    if made == 0 {
        return Ok(None);
    }
    let change = VoteChange {
        before: 0,
        after: cast.value,
    };
    move_comment(tx, comment, change).await.map(Some)
}

async fn lock_comment_vote(
    conn: &mut Conn,
    voter: AccountId,
    comment: CommentId,
) -> QueryResult<Cast> {
    let columns = (comment_votes::value, comment_votes::voted_at);
    let (value, at): (i16, Option<Time>) = q!(conn,
        sqlite: { comment_votes::table.find((comment, voter)).select(columns).first(conn).await? },
        pg: { comment_votes::table.find((comment, voter)).select(columns).for_update().first(conn).await? });
    Ok(Cast { value, at })
}

async fn move_comment(
    tx: &mut Tx,
    comment: CommentId,
    change: VoteChange,
) -> QueryResult<VoteChange> {
    if !change.is_none() {
        let (up, down) = change.steps();
        add_comment_votes(tx, comment, up, down).await?;
    }
    Ok(change)
}
