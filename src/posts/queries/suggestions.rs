//! Other texts that members suggest for what somebody else wrote.

use super::due;
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::model::{NewSuggestion, Suggestion, SuggestionState};
use crate::q;
use crate::store::schema::suggestions;
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Suggestions that may wait in one thread.
pub const OPEN_MAX: i64 = 50;
/// Of what was not taken, so many are shown to who suggested it.
const DECLINED_MAX: i64 = 10;

/// What waits in a thread, for it and for its replies, the oldest first; a bounded number.
pub async fn list_open(conn: &mut Conn, post: PostId) -> QueryResult<Vec<Suggestion>> {
    q!(conn, {
        suggestions::table
            .filter(suggestions::post_id.eq(post))
            .filter(suggestions::decided_at.is_null())
            .order(suggestions::id)
            .limit(OPEN_MAX)
            .select(columns::<Suggestion>())
            .load(conn)
            .await
    })
}

/// What this person suggested in a thread and was not taken, the latest first.
pub async fn list_declined(
    conn: &mut Conn,
    post: PostId,
    by: AccountId,
) -> QueryResult<Vec<Suggestion>> {
    q!(conn, {
        suggestions::table
            .filter(suggestions::post_id.eq(post))
            .filter(suggestions::by_id.eq(by))
            .filter(suggestions::state.eq(SuggestionState::Declined))
            .order(suggestions::id.desc())
            .limit(DECLINED_MAX)
            .select(columns::<Suggestion>())
            .load(conn)
            .await
    })
}

/// How many wait in a thread, for it and for its replies.
pub async fn count_open(conn: &mut Conn, post: PostId) -> QueryResult<i64> {
    q!(conn, {
        suggestions::table
            .filter(suggestions::post_id.eq(post))
            .filter(suggestions::decided_at.is_null())
            .count()
            .get_result(conn)
            .await
    })
}

/// One of a thread that waits.
pub async fn find_open(conn: &mut Conn, post: PostId, id: i64) -> QueryResult<Option<Suggestion>> {
    q!(conn, {
        suggestions::table
            .find(id)
            .filter(suggestions::post_id.eq(post))
            .filter(suggestions::decided_at.is_null())
            .select(columns::<Suggestion>())
            .first(conn)
            .await
            .optional()
    })
}

/// Puts it in the place of the one that this person has waiting for the same thing. Its id, and whether there was
/// such a one.
pub async fn replace_open(tx: &mut Tx, new: &NewSuggestion) -> QueryResult<(i64, bool)> {
    let conn = &mut **tx;
    q!(conn, {
        let waiting = suggestions::table
            .filter(suggestions::post_id.eq(new.post_id))
            .filter(suggestions::by_id.eq(new.by_id))
            .filter(suggestions::decided_at.is_null());
        let replaced = match new.comment_id {
            Some(reply) => {
                diesel::delete(waiting.filter(suggestions::comment_id.eq(reply)))
                    .execute(conn)
                    .await?
            }
            None => {
                diesel::delete(waiting.filter(suggestions::comment_id.is_null()))
                    .execute(conn)
                    .await?
            }
        };
        let id: i64 = diesel::insert_into(suggestions::table)
            .values(new)
            .returning(suggestions::id)
            .get_result(conn)
            .await?;
        Ok((id, replaced > 0))
    })
}

/// It waits no more.
pub async fn decide(
    tx: &mut Tx,
    id: i64,
    state: SuggestionState,
    by: AccountId,
    reason: &str,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(suggestions::table.find(id))
            .set((
                suggestions::state.eq(state),
                suggestions::decided_by_id.eq(Some(by)),
                suggestions::reason.eq(reason),
                suggestions::decided_at.eq(Some(now)),
            ))
            .execute(conn)
            .await
    })?;
    match state {
        SuggestionState::Approved => due::note_suggested(tx, id).await,
        _ => Ok(()),
    }
}

/// All that was suggested for a thread, or for a reply: it holds the words of their author.
pub async fn erase_for(
    tx: &mut Tx,
    post: Option<PostId>,
    reply: Option<CommentId>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        if let Some(post) = post {
            diesel::delete(
                suggestions::table
                    .filter(suggestions::post_id.eq(post))
                    .filter(suggestions::comment_id.is_null()),
            )
            .execute(conn)
            .await?;
        }
        if let Some(reply) = reply {
            diesel::delete(suggestions::table.filter(suggestions::comment_id.eq(reply)))
                .execute(conn)
                .await?;
        }
    });
    Ok(())
}

/// All that somebody suggested, a bounded part at a time. Says how many.
pub async fn erase_by(tx: &mut Tx, by: AccountId, limit: i64) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        let ids: Vec<i64> = suggestions::table
            .filter(suggestions::by_id.eq(by))
            .order(suggestions::id)
            .limit(limit)
            .select(suggestions::id)
            .load(conn)
            .await?;
        diesel::delete(suggestions::table.filter(suggestions::id.eq_any(ids)))
            .execute(conn)
            .await
    })
}
