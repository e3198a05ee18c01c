//! Taking somebody's name from what they wrote.

use super::due;
use crate::accounts::queries::add_to_counters;
use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::model::{Comment, MentionRef, Post};
use crate::q;
use crate::store::schema::{accepted_answers, answer_choices, comments, posts, revisions};
use crate::store::{Conn, Json, Tx};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Another author stands beside a thread from now on, also where its former texts and its accepted answer
/// name the one before.
pub async fn give_post(tx: &mut Tx, post: &Post, to: AccountId) -> QueryResult<()> {
    let (id, from) = (post.id, post.author_id);
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(posts::table.find(id))
            .set(posts::author_id.eq(to))
            .execute(conn)
            .await?;
        diesel::update(revisions::table.filter(revisions::post_id.eq(id)))
            .filter(revisions::editor_id.eq(from))
            .set(revisions::editor_id.eq(to))
            .execute(conn)
            .await?;
        diesel::update(answer_choices::table.filter(answer_choices::post_id.eq(id)))
            .filter(answer_choices::by_account_id.eq(from))
            .set(answer_choices::by_account_id.eq(to))
            .execute(conn)
            .await?;
        diesel::update(accepted_answers::table.filter(accepted_answers::post_id.eq(id)))
            .filter(accepted_answers::by_account_id.eq(from))
            .set(accepted_answers::by_account_id.eq(to))
            .execute(conn)
            .await?;
    });
    // An answer to one's own question counts differently.
    due::note_thread(tx, id).await?;
    // What is not for everybody counts for nobody (`tally.rs`).
    if post.is_visible() && post.audience == Audience::Public {
        add_to_counters(tx, from, -1, 0).await?;
        add_to_counters(tx, to, 1, 0).await?;
    }
    Ok(())
}

/// As [`give_post`], of a reply.
pub async fn give_comment(tx: &mut Tx, comment: &Comment, to: AccountId) -> QueryResult<()> {
    let (id, from) = (comment.id, comment.author_id);
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(comments::table.find(id))
            .set(comments::author_id.eq(to))
            .execute(conn)
            .await?;
        diesel::update(revisions::table.filter(revisions::comment_id.eq(id)))
            .filter(revisions::editor_id.eq(from))
            .set(revisions::editor_id.eq(to))
            .execute(conn)
            .await?;
    });
    due::note_given(tx, id, from).await?;
    if comment.is_visible() && comment.audience == Audience::Public {
        add_to_counters(tx, from, 0, -1).await?;
        add_to_counters(tx, to, 0, 1).await?;
    }
    Ok(())
}

/// A reply, its id on the wire, and whom its text names.
pub type ReplyHere = (CommentId, String, Json<Vec<MentionRef>>);

/// What people of this server replied in a thread, or to one reply of it, behind the one with this number.
pub async fn list_replies_here(
    conn: &mut Conn,
    post: PostId,
    parent: Option<CommentId>,
    after: CommentId,
    limit: i64,
) -> QueryResult<Vec<ReplyHere>> {
    q!(conn, {
        let mut query = comments::table
            .filter(comments::post_id.eq(post))
            .filter(comments::local.eq(true))
            .filter(comments::id.gt(after))
            .order(comments::id)
            .limit(limit)
            .select((comments::id, comments::ap_id, comments::mentions))
            .into_boxed();
        if let Some(parent) = parent {
            query = query.filter(comments::parent_id.eq(parent));
        }
        query.load(conn).await
    })
}

/// Whether an answer is or once was the accepted one.
pub async fn was_ever_chosen(
    conn: &mut Conn,
    post: PostId,
    answer: CommentId,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(answer_choices::table.find((post, answer))))
            .get_result(conn)
            .await
    })
}
