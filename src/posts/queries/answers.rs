//! Which answer was accepted, so that acts arriving in any order end in the same choice.

use super::lock_post;
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::model::ReplyKind;
use crate::q;
use crate::store::schema::{accepted_answers, answer_choices, comments, posts};
use crate::store::{Conn, Time, Tx};
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;

/// Accepts `answer`, or withdraws the acceptance (None). The last choice by time wins: an older one
/// arriving late changes nothing and returns false. Of two at one instant the later id wins, and an
/// acceptance over a withdrawal, whichever comes first. `ap_id` names the act on the wire.
pub async fn choose_answer(
    tx: &mut Tx,
    post: PostId,
    answer: Option<CommentId>,
    by: AccountId,
    at: Time,
    ap_id: Option<&str>,
) -> QueryResult<bool> {
    lock_post(tx, post).await?;
    if let Some((chosen, decided_at)) = last_choice(tx, post).await? {
        let same = decided_at == at;
        if decided_at > at || (same && !outranks(tx, answer, chosen).await?) {
            return Ok(false);
        }
    }
    remember_choice(tx, post, answer, at).await?;
    replace_accepted(tx, post, answer, by, at, ap_id).await?;
    refresh_accepted(tx, post).await?;
    Ok(true)
}

async fn last_choice(
    conn: &mut Conn,
    post: PostId,
) -> QueryResult<Option<(Option<CommentId>, Time)>> {
    q!(conn, {
        answer_choices::table
            .find(post)
            .select((answer_choices::comment_id, answer_choices::decided_at))
            .first(conn)
            .await
            .optional()
    })
}

async fn outranks(
    conn: &mut Conn,
    new: Option<CommentId>,
    old: Option<CommentId>,
) -> QueryResult<bool> {
    if new == old {
        return Ok(false);
    }
    let ids: Vec<(CommentId, String)> = q!(conn, {
        comments::table
            .filter(comments::id.eq_any(new.into_iter().chain(old).collect::<Vec<_>>()))
            .select((comments::id, comments::ap_id))
            .load(conn)
            .await?
    });
    let name = |id: Option<CommentId>| {
        ids.iter()
            .find(|(each, _)| Some(*each) == id)
            .map(|(_, ap_id)| ap_id)
    };
    Ok(name(new) > name(old))
}

async fn remember_choice(
    conn: &mut Conn,
    post: PostId,
    answer: Option<CommentId>,
    at: Time,
) -> QueryResult<()> {
    q!(conn, {
        diesel::insert_into(answer_choices::table)
            .values((
                answer_choices::post_id.eq(post),
                answer_choices::comment_id.eq(answer),
                answer_choices::decided_at.eq(at),
            ))
            .on_conflict(answer_choices::post_id)
            .do_update()
            .set((
                answer_choices::comment_id.eq(excluded(answer_choices::comment_id)),
                answer_choices::decided_at.eq(excluded(answer_choices::decided_at)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

async fn replace_accepted(
    conn: &mut Conn,
    post: PostId,
    answer: Option<CommentId>,
    by: AccountId,
    at: Time,
    ap_id: Option<&str>,
) -> QueryResult<()> {
    q!(conn, {
        diesel::delete(accepted_answers::table.filter(accepted_answers::post_id.eq(post)))
            .execute(conn)
            .await?;
        if let Some(answer) = answer {
            diesel::insert_into(accepted_answers::table)
                .values((
                    accepted_answers::post_id.eq(post),
                    accepted_answers::comment_id.eq(answer),
                    accepted_answers::by_account_id.eq(by),
                    accepted_answers::ap_id.eq(ap_id),
                    accepted_answers::accepted_at.eq(at),
                ))
                .execute(conn)
                .await?;
        }
        Ok(())
    })
}

/// The thread names its accepted answer while that is a visible answer; hiding it and showing it
/// again, or making it a comment, does not forget the choice.
pub(super) async fn refresh_accepted(conn: &mut Conn, post: PostId) -> QueryResult<()> {
    let accepted: Option<CommentId> = q!(conn, {
        accepted_answers::table
            .inner_join(comments::table)
            .filter(accepted_answers::post_id.eq(post))
            .filter(comments::kind.eq(ReplyKind::Answer))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .order(comments::id)
            .select(comments::id)
            .first(conn)
            .await
            .optional()?
    });
    q!(conn, {
        diesel::update(posts::table.find(post))
            .set(posts::accepted_comment_id.eq(accepted))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Who accepted which answers of a thread, and when.
pub async fn list_accepted(
    conn: &mut Conn,
    post: PostId,
) -> QueryResult<Vec<(CommentId, AccountId, Time)>> {
    q!(conn, {
        accepted_answers::table
            .filter(accepted_answers::post_id.eq(post))
            .order(accepted_answers::comment_id)
            .select((
                accepted_answers::comment_id,
                accepted_answers::by_account_id,
                accepted_answers::accepted_at,
            ))
            .load(conn)
            .await
    })
}
