//! What people began to write: each finds their own, and nobody else's.

use crate::ids::{AccountId, CommentId};
use crate::posts::model::{DRAFTS_MAX, Draft, DraftPlace, DraftWords};
use crate::q;
use crate::store::schema::{comments, drafts};
use crate::store::{Conn, Json, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Drafts over the limit that go at once; each new one makes one at most.
const OVER: i64 = 10;

pub async fn find_draft(
    conn: &mut Conn,
    author: AccountId,
    place: &DraftPlace,
) -> QueryResult<Option<Draft>> {
    let key = place.key();
    q!(conn, {
        drafts::table
            .filter(drafts::account_id.eq(author))
            .filter(drafts::place.eq(&key))
            .select(columns::<Draft>())
            .first(conn)
            .await
            .optional()
    })
}

/// All of somebody's, the latest first; they are few.
pub async fn list_drafts(conn: &mut Conn, author: AccountId) -> QueryResult<Vec<Draft>> {
    q!(conn, {
        drafts::table
            .filter(drafts::account_id.eq(author))
            .order((drafts::updated_at.desc(), drafts::id.desc()))
            .limit(DRAFTS_MAX)
            .select(columns::<Draft>())
            .load(conn)
            .await
    })
}

/// The public ids of replies, for links to the forms that drafts belong to.
pub async fn list_public_ids(
    conn: &mut Conn,
    replies: &[CommentId],
) -> QueryResult<Vec<(CommentId, String)>> {
    q!(conn, {
        comments::table
            .filter(comments::id.eq_any(replies))
            .select((comments::id, comments::public_id))
            .load(conn)
            .await
    })
}

/// Keeps what was typed in the place of what was kept for the same form. The oldest ones over the limit go.
pub async fn upsert_draft(
    tx: &mut Tx,
    author: AccountId,
    place: &DraftPlace,
    words: &DraftWords,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(drafts::table)
            .values((
                drafts::account_id.eq(author),
                drafts::place.eq(place.key()),
                drafts::kind.eq(place.kind),
                drafts::community_id.eq(place.community),
                drafts::post_id.eq(place.post),
                drafts::comment_id.eq(place.comment),
                drafts::words.eq(Json(words.clone())),
                drafts::updated_at.eq(now),
            ))
            .on_conflict((drafts::account_id, drafts::place))
            .do_update()
            .set((
                drafts::kind.eq(place.kind),
                drafts::words.eq(Json(words.clone())),
                drafts::updated_at.eq(now),
            ))
            .execute(conn)
            .await?;
        let over: Vec<i64> = drafts::table
            .filter(drafts::account_id.eq(author))
            .order((drafts::updated_at.desc(), drafts::id.desc()))
            .offset(DRAFTS_MAX)
            .limit(OVER)
            .select(drafts::id)
            .load(conn)
            .await?;
        if !over.is_empty() {
            diesel::delete(drafts::table.filter(drafts::id.eq_any(over)))
                .execute(conn)
                .await?;
        }
    });
    Ok(())
}

/// What was kept for this form is posted, or not wanted any more.
pub async fn delete_draft_for(
    tx: &mut Tx,
    author: AccountId,
    place: &DraftPlace,
) -> QueryResult<()> {
    let key = place.key();
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(
            drafts::table
                .filter(drafts::account_id.eq(author))
                .filter(drafts::place.eq(&key)),
        )
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// The draft that is thrown away; none where this person has no such one.
pub async fn delete_draft_by_id(
    tx: &mut Tx,
    author: AccountId,
    id: i64,
) -> QueryResult<Option<Draft>> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(
            drafts::table
                .filter(drafts::id.eq(id))
                .filter(drafts::account_id.eq(author)),
        )
        .returning(columns::<Draft>())
        .get_result(conn)
        .await
        .optional()
    })
}
