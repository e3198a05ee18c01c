//! Noting whose standing has to be computed again: in the transaction of whatever counts for it. Notes are only
//! added, so that nobody waits for anybody; `merit` has them forgotten once they are done.

use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::q;
use crate::store::Conn;
use crate::store::schema::{merits, standing_due};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

/// An answer came into sight or went out of it.
pub(super) async fn note_author(
    conn: &mut Conn,
    community: CommunityId,
    author: AccountId,
) -> QueryResult<()> {
    q!(conn, {
        diesel::insert_into(standing_due::table)
            .values((
                standing_due::community_id.eq(community),
                standing_due::author_id.eq(author),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Somebody voted on a reply.
pub(super) async fn note_voted(conn: &mut Conn, comment: CommentId) -> QueryResult<()> {
    q!(conn, {
        diesel::sql_query(
            "INSERT INTO standing_due (community_id, author_id)
             SELECT p.community_id, c.author_id FROM comments c JOIN posts p ON p.id = c.post_id
             WHERE c.id = $1 AND c.kind = 'answer'",
        )
        .bind::<BigInt, _>(comment)
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// With whom a voter votes for each other has changed: what counts for the voter has, too.
pub async fn note_voter(conn: &mut Conn, voter: AccountId, comment: CommentId) -> QueryResult<()> {
    note_in_place_of(conn, comment, voter).await
}

/// A reply has another author from now on; `from` is who it was.
pub(super) async fn note_given(
    conn: &mut Conn,
    comment: CommentId,
    from: AccountId,
) -> QueryResult<()> {
    note_voted(conn, comment).await?;
    note_in_place_of(conn, comment, from).await
}

/// Somebody in the community of an answer who is not its author.
async fn note_in_place_of(
    conn: &mut Conn,
    comment: CommentId,
    account: AccountId,
) -> QueryResult<()> {
    q!(conn, {
        diesel::sql_query(
            "INSERT INTO standing_due (community_id, author_id)
             SELECT p.community_id, CAST($1 AS BIGINT) FROM comments c
             JOIN posts p ON p.id = c.post_id WHERE c.id = $2 AND c.kind = 'answer'",
        )
        .bind::<BigInt, _>(account)
        .bind::<BigInt, _>(comment)
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// An edit that somebody suggested was accepted.
pub(super) async fn note_suggested(conn: &mut Conn, suggestion: i64) -> QueryResult<()> {
    q!(conn, {
        diesel::sql_query(
            "INSERT INTO standing_due (community_id, author_id)
             SELECT p.community_id, s.by_id FROM suggestions s JOIN posts p ON p.id = s.post_id
             WHERE s.id = $1",
        )
        .bind::<BigInt, _>(suggestion)
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// A reply came into sight or went out of it: that counts for those whose edits of it were accepted.
pub(super) async fn note_editors(conn: &mut Conn, comment: CommentId) -> QueryResult<()> {
    q!(conn, {
        diesel::sql_query(
            "INSERT INTO standing_due (community_id, author_id)
             SELECT DISTINCT p.community_id, s.by_id FROM suggestions s
             JOIN posts p ON p.id = s.post_id WHERE s.comment_id = $1 AND s.state = 'approved'",
        )
        .bind::<BigInt, _>(comment)
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// Something happened to a thread that counts for all who replied to it: its tags, its acceptance, whether it is
/// seen, what is an answer to it; and for those whose edits were accepted there.
pub(super) async fn note_thread(conn: &mut Conn, post: PostId) -> QueryResult<()> {
    q!(conn, {
        diesel::sql_query(
            "INSERT INTO standing_due (community_id, author_id)
             SELECT DISTINCT p.community_id, c.author_id FROM comments c
             JOIN posts p ON p.id = c.post_id
             WHERE c.post_id = $1 AND c.parent_id IS NULL AND p.kind = 'question'
             UNION SELECT p.community_id, s.by_id FROM suggestions s
             JOIN posts p ON p.id = s.post_id WHERE s.post_id = $2 AND s.state = 'approved'",
        )
        .bind::<BigInt, _>(post)
        .bind::<BigInt, _>(post)
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// What people's answers count for in a community: person, tag (empty for all), points.
pub async fn list_merits(
    conn: &mut Conn,
    community: CommunityId,
    accounts: &[AccountId],
    tags: &[String],
) -> QueryResult<Vec<(AccountId, String, i32)>> {
    let mut wanted = tags.to_vec();
    wanted.push(String::new());
    q!(conn, {
        merits::table
            .filter(merits::community_id.eq(community))
            .filter(merits::account_id.eq_any(accounts))
            .filter(merits::tag.eq_any(&wanted))
            .select((merits::account_id, merits::tag, merits::points))
            .load(conn)
            .await
    })
}

/// Where somebody's answers count for so much or more: community, tag (empty for all), points; the most first.
pub async fn list_best_merits(
    conn: &mut Conn,
    account: AccountId,
    least: i32,
    limit: i64,
) -> QueryResult<Vec<(CommunityId, String, i32)>> {
    q!(conn, {
        merits::table
            .filter(merits::account_id.eq(account))
            .filter(merits::points.ge(least))
            .order((
                merits::points.desc(),
                merits::community_id.asc(),
                merits::tag.asc(),
            ))
            .limit(limit)
            .select((merits::community_id, merits::tag, merits::points))
            .load(conn)
            .await
    })
}

/// What was noted about somebody up to this note is done.
pub async fn forget_due(
    conn: &mut Conn,
    (community, author): (CommunityId, AccountId),
    last: i64,
) -> QueryResult<()> {
    q!(conn, {
        diesel::delete(
            standing_due::table
                .filter(standing_due::community_id.eq(community))
                .filter(standing_due::author_id.eq(author))
                .filter(standing_due::id.le(last)),
        )
        .execute(conn)
        .await
    })?;
    Ok(())
}
