//! Taking somebody's name from what they wrote.

use crate::accounts::queries::add_to_counters;
use crate::activitypub::delivery::Audience;
use crate::ids::AccountId;
use crate::posts::model::{Comment, Post};
use crate::q;
use crate::store::Tx;
use crate::store::schema::{accepted_answers, answer_choices, comments, posts, revisions};
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
    if comment.is_visible() && comment.audience == Audience::Public {
        add_to_counters(tx, from, 0, -1).await?;
        add_to_counters(tx, to, 0, 1).await?;
    }
    Ok(())
}
