//! Which answer was accepted, so that acts arriving in any order end in the same choice.
//!
//! Every answer remembers when it was last accepted and when that was last taken back. The latest
//! acceptance of all is the question's, unless it was taken back since: an earlier one does not come
//! up again. Where the community allows several, each stands that was not taken back since.

use super::{due, lock_post};
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::model::{Comment, Post, ReplyKind};
use crate::q;
use crate::store::schema::{accepted_answers, answer_choices, comments, communities, posts};
use crate::store::{Conn, Time, Tx, columns};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

/// A choice made by somebody.
#[derive(Debug, Clone, Copy)]
pub struct NewChoice<'a> {
    pub answer: CommentId,
    /// Accepted, else let go.
    pub accept: bool,
    pub by: AccountId,
    pub at: Time,
    /// The act's name on the wire.
    pub ap_id: Option<&'a str>,
}

/// Acceptances of one question that are looked at: of one moment, where they have to be told apart, and of
/// all, where several stand.
const LATEST: i64 = 20;

/// The answer and its id on the wire, who accepted it, in which act, and when it was accepted and let go.
type ChoiceRow = (
    CommentId,
    String,
    AccountId,
    Option<String>,
    Option<Time>,
    Option<Time>,
);

/// Accepts an answer, or withdraws its acceptance. False when a later word about this answer is known.
pub async fn choose_answer(tx: &mut Tx, post: PostId, choice: NewChoice<'_>) -> QueryResult<bool> {
    lock_post(tx, post).await?;
    let (accepted_at, withdrawn_at) = times_of(tx, post, choice.answer).await?;
    let last = if choice.accept {
        accepted_at
    } else {
        withdrawn_at
    };
    if last.is_some_and(|last| last >= choice.at) {
        return Ok(false);
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(answer_choices::table)
            .values((
                answer_choices::post_id.eq(post),
                answer_choices::comment_id.eq(choice.answer),
                answer_choices::by_account_id.eq(choice.by),
                answer_choices::ap_id.eq(choice.ap_id),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        let row = answer_choices::table.find((post, choice.answer));
        if choice.accept {
            diesel::update(row)
                .set((
                    answer_choices::accepted_at.eq(Some(choice.at)),
                    answer_choices::by_account_id.eq(choice.by),
                    answer_choices::ap_id.eq(choice.ap_id),
                ))
                .execute(conn)
                .await?;
        } else {
            diesel::update(row)
                .set(answer_choices::withdrawn_at.eq(Some(choice.at)))
                .execute(conn)
                .await?;
        }
    });
    settle_choice(tx, post).await?;
    refresh_accepted(tx, post).await?;
    Ok(true)
}

async fn times_of(
    conn: &mut Conn,
    post: PostId,
    answer: CommentId,
) -> QueryResult<(Option<Time>, Option<Time>)> {
    let found = q!(conn, {
        answer_choices::table
            .find((post, answer))
            .select((answer_choices::accepted_at, answer_choices::withdrawn_at))
            .first(conn)
            .await
            .optional()?
    });
    Ok(found.unwrap_or_default())
}

/// When a choice was last made or taken back in a thread.
pub async fn last_choice_at(conn: &mut Conn, post: PostId) -> QueryResult<Option<Time>> {
    let (accepted, withdrawn): (Option<Time>, Option<Time>) = q!(conn, {
        answer_choices::table
            .filter(answer_choices::post_id.eq(post))
            .select((
                max(answer_choices::accepted_at),
                max(answer_choices::withdrawn_at),
            ))
            .first(conn)
            .await?
    });
    Ok(accepted.max(withdrawn))
}

/// The choice that counts: the latest acceptance, if it was not taken back since. Of two at one
/// moment that of the later id, whichever came first. Where several may stand, all that were not.
async fn settle_choice(conn: &mut Conn, post: PostId) -> QueryResult<()> {
    let latest: Vec<ChoiceRow> = q!(conn, {
        answer_choices::table
            .inner_join(comments::table)
            .filter(answer_choices::post_id.eq(post))
            .filter(answer_choices::accepted_at.is_not_null())
            .order(answer_choices::accepted_at.desc())
            .limit(LATEST)
            .select((
                answer_choices::comment_id,
                comments::ap_id,
                answer_choices::by_account_id,
                answer_choices::ap_id,
                answer_choices::accepted_at,
                answer_choices::withdrawn_at,
            ))
            .load(conn)
            .await?
    });
    let mut stand: Vec<ChoiceRow> = latest;
    if !allows_several(conn, post).await? {
        stand.sort_by(|(_, a, .., a_at, _), (_, b, .., b_at, _)| (b_at, b).cmp(&(a_at, a)));
        stand.truncate(1);
    }
    stand.retain(|(.., accepted, withdrawn)| withdrawn <= accepted);
    q!(conn, {
        diesel::delete(accepted_answers::table.filter(accepted_answers::post_id.eq(post)))
            .execute(conn)
            .await?;
        for (answer, _, by, ap_id, at, _) in stand {
            let Some(at) = at else { continue };
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

async fn allows_several(conn: &mut Conn, post: PostId) -> QueryResult<bool> {
    q!(conn, {
        posts::table
            .inner_join(communities::table)
            .filter(posts::id.eq(post))
            .select(communities::several_answers)
            .first(conn)
            .await
    })
}

/// The accepted answers of some threads that can be seen.
macro_rules! shown {
    ($of:expr) => {
        accepted_answers::table
            .inner_join(comments::table)
            .filter($of)
            .filter(comments::kind.eq(ReplyKind::Answer))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
    };
}

/// The thread names its accepted answer while that is a visible answer; hiding it and showing it
/// again, or making it a comment, does not forget the choice.
pub(super) async fn refresh_accepted(conn: &mut Conn, post: PostId) -> QueryResult<()> {
    let accepted: Option<CommentId> = q!(conn, {
        shown!(accepted_answers::post_id.eq(post))
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
    due::note_thread(conn, post).await
}

/// Accepted answers that can be seen, the one that was accepted first in front.
pub async fn list_shown_accepted(conn: &mut Conn, post: &Post) -> QueryResult<Vec<Comment>> {
    if post.accepted_comment_id.is_none() {
        return Ok(Vec::new());
    }
    q!(conn, {
        shown!(accepted_answers::post_id.eq(post.id))
            .order((accepted_answers::accepted_at.asc(), comments::ap_id.asc()))
            .limit(LATEST)
            .select(columns::<Comment>())
            .load(conn)
            .await
    })
}

/// Their ids alone.
pub(super) async fn list_shown_accepted_ids(
    conn: &mut Conn,
    post: &Post,
) -> QueryResult<Vec<CommentId>> {
    if post.accepted_comment_id.is_none() {
        return Ok(Vec::new());
    }
    q!(conn, {
        shown!(accepted_answers::post_id.eq(post.id))
            .limit(LATEST)
            .select(comments::id)
            .load(conn)
            .await
    })
}

/// The ids by which others know the accepted answers of these threads, in the order of [`list_shown_accepted`].
pub async fn list_accepted_ap_ids(
    conn: &mut Conn,
    posts: &[PostId],
) -> QueryResult<HashMap<PostId, Vec<String>>> {
    let found: Vec<(PostId, String)> = q!(conn, {
        shown!(accepted_answers::post_id.eq_any(posts))
            .order((accepted_answers::accepted_at.asc(), comments::ap_id.asc()))
            .select((accepted_answers::post_id, comments::ap_id))
            .load(conn)
            .await?
    });
    let mut accepted: HashMap<PostId, Vec<String>> = HashMap::new();
    for (post, ap_id) in found {
        accepted.entry(post).or_default().push(ap_id);
    }
    Ok(accepted)
}

/// Whether the choice for this answer stands, seen or not.
pub async fn is_accepted(conn: &mut Conn, post: PostId, answer: CommentId) -> QueryResult<bool> {
    let found: Option<CommentId> = q!(conn, {
        accepted_answers::table
            .find((post, answer))
            .select(accepted_answers::comment_id)
            .first(conn)
            .await
            .optional()?
    });
    Ok(found.is_some())
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
