//! Whether a thread or reply is seen, pinned or locked. None of these touches what another means:
//! deleting is the author's, removing and holding the moderators'.

use super::{answers, held, held_edits, tally};
use crate::communities::queries::tags;
use crate::ids::{CommentId, PostId};
use crate::posts::model::{Comment, Fate, OriginTotals, Post, ReplyKind, Resource, ThreadKind};
use crate::q;
use crate::store::schema::{comments, posts};
use crate::store::{Conn, Json, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Reads a thread that is about to change; nobody else changes it until the commit.
pub async fn lock_post(tx: &mut Tx, id: PostId) -> QueryResult<Post> {
    let conn = &mut **tx;
    q!(conn,
        sqlite: { posts::table.find(id).select(columns::<Post>()).first(conn).await },
        pg: { posts::table.find(id).select(columns::<Post>()).for_update().first(conn).await })
}

/// Reads a reply that is about to change; nobody else changes it until the commit.
pub async fn lock_comment(tx: &mut Tx, id: CommentId) -> QueryResult<Comment> {
    let conn = &mut **tx;
    q!(conn,
        sqlite: { comments::table.find(id).select(columns::<Comment>()).first(conn).await },
        pg: { comments::table.find(id).select(columns::<Comment>()).for_update().first(conn).await })
}

/// Sets one time of a thread, or clears it, and moves the counters when it came into sight or went.
macro_rules! set_post_time {
    ($(#[$doc:meta])* $name:ident, $column:ident) => {
        $(#[$doc])*
        pub async fn $name(tx: &mut Tx, id: PostId, at: Option<Time>) -> QueryResult<Post> {
            let before = lock_post(tx, id).await?;
            let conn = &mut **tx;
            let after: Post = q!(conn, {
                diesel::update(posts::table.find(id))
                    .set(posts::$column.eq(at))
                    .returning(columns::<Post>())
                    .get_result(conn)
                    .await?
            });
            post_changed(tx, &before, &after).await?;
            Ok(after)
        }
    };
}

macro_rules! set_comment_time {
    ($(#[$doc:meta])* $name:ident, $column:ident) => {
        $(#[$doc])*
        pub async fn $name(tx: &mut Tx, id: CommentId, at: Option<Time>) -> QueryResult<Comment> {
            let before = lock_comment(tx, id).await?;
            let conn = &mut **tx;
            let after: Comment = q!(conn, {
                diesel::update(comments::table.find(id))
                    .set(comments::$column.eq(at))
                    .returning(columns::<Comment>())
                    .get_result(conn)
                    .await?
            });
            comment_changed(tx, &before, &after).await?;
            Ok(after)
        }
    };
}

set_post_time!(
    /// The moderators took it down, or restored it (None).
    set_post_removed, removed_at);
set_post_time!(
    /// It waits for the moderators, or they let it through (None).
    set_post_held, held_at);
set_post_time!(
    /// It takes no more replies, or takes them again (None).
    set_post_locked, locked_at);
set_post_time!(
    /// It stands above its community's other threads, or no more (None).
    set_post_pinned, pinned_at);
set_comment_time!(
    /// The moderators took it down, or restored it (None).
    set_comment_removed, removed_at);
set_comment_time!(
    /// It waits for the moderators, or they let it through (None).
    set_comment_held, held_at);
set_comment_time!(
    /// It takes no more replies, or takes them again (None).
    set_comment_locked, locked_at);
set_comment_time!(
    /// It stands out as the word of those who look after the community, or no more (None).
    set_comment_distinguished, distinguished_at);

/// Every member may edit it, or no more.
pub async fn set_post_wiki(tx: &mut Tx, id: PostId, wiki: bool) -> QueryResult<Post> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(posts::table.find(id))
            .set(posts::wiki.eq(wiki))
            .returning(columns::<Post>())
            .get_result(conn)
            .await
    })
}

/// The author took it back or put it back. None where a later act of theirs is known.
pub async fn set_post_fate(tx: &mut Tx, id: PostId, fate: Fate) -> QueryResult<Option<Post>> {
    let before = lock_post(tx, id).await?;
    if !fate.replaces(before.fate_at) {
        return Ok(None);
    }
    let conn = &mut **tx;
    let after: Post = q!(conn, {
        diesel::update(posts::table.find(id))
            .set((
                posts::deleted_at.eq(fate.deleted_at()),
                posts::fate_at.eq(fate.at),
            ))
            .returning(columns::<Post>())
            .get_result(conn)
            .await?
    });
    post_changed(tx, &before, &after).await?;
    Ok(Some(after))
}

/// As [`set_post_fate`], of a reply.
pub async fn set_comment_fate(
    tx: &mut Tx,
    id: CommentId,
    fate: Fate,
) -> QueryResult<Option<Comment>> {
    let before = lock_comment(tx, id).await?;
    if !fate.replaces(before.fate_at) {
        return Ok(None);
    }
    let conn = &mut **tx;
    let after: Comment = q!(conn, {
        diesel::update(comments::table.find(id))
            .set((
                comments::deleted_at.eq(fate.deleted_at()),
                comments::fate_at.eq(fate.at),
            ))
            .returning(columns::<Comment>())
            .get_result(conn)
            .await?
    });
    comment_changed(tx, &before, &after).await?;
    Ok(Some(after))
}

async fn post_changed(tx: &mut Tx, before: &Post, after: &Post) -> QueryResult<()> {
    let away = |post: &Post| post.deleted_at.or(post.removed_at);
    if after.held_at.is_some() && away(before) != away(after) {
        held::set_post_away(tx, after.id, away(after)).await?;
    }
    match (before.is_visible(), after.is_visible()) {
        (false, true) => {
            // While nobody saw the thread, its tags may have been dropped as unused.
            tags::insert_used(tx, after.community_id, &after.tags.0, after.received_at).await?;
            tally::count_post(tx, after, 1).await
        }
        (true, false) => {
            held_edits::delete_edits_of_post(tx, after.id).await?;
            tally::count_post(tx, after, -1).await
        }
        _ => Ok(()),
    }
}

async fn comment_changed(tx: &mut Tx, before: &Comment, after: &Comment) -> QueryResult<()> {
    let away = |comment: &Comment| comment.deleted_at.or(comment.removed_at);
    if after.held_at.is_some() && away(before) != away(after) {
        held::set_comment_away(tx, after.id, away(after)).await?;
    }
    match (before.is_visible(), after.is_visible()) {
        (false, true) => tally::count_comment(tx, after, 1).await?,
        (true, false) => {
            held_edits::delete_edits_of_comment(tx, after.post_id, after.id).await?;
            tally::count_comment(tx, after, -1).await?;
        }
        _ => return Ok(()),
    }
    answers::refresh_accepted(tx, after.post_id).await
}

/// An answer becomes a comment or the other way round.
pub async fn set_comment_kind(
    tx: &mut Tx,
    id: CommentId,
    kind: ReplyKind,
    version_at: Time,
    version_id: &str,
) -> QueryResult<Comment> {
    let before = lock_comment(tx, id).await?;
    if before.kind == kind {
        return Ok(before);
    }
    let conn = &mut **tx;
    let after: Comment = q!(conn, {
        diesel::update(comments::table.find(id))
            .set((
                comments::kind.eq(kind),
                comments::version_at.eq(version_at),
                comments::version_id.eq(version_id),
            ))
            .returning(columns::<Comment>())
            .get_result(conn)
            .await?
    });
    if after.is_visible() {
        let by = if kind == ReplyKind::Answer { 1 } else { -1 };
        tally::count_answer(tx, after.post_id, by).await?;
    }
    answers::refresh_accepted(tx, after.post_id).await?;
    Ok(after)
}

/// A thread of software that knows no kinds turns out to be a question: what replies to it are answers.
pub async fn make_question(tx: &mut Tx, id: PostId) -> QueryResult<Post> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            comments::table
                .filter(comments::post_id.eq(id))
                .filter(comments::parent_id.is_null()),
        )
        .set(comments::kind.eq(ReplyKind::Answer))
        .execute(conn)
        .await?;
    });
    let answers: i64 = q!(conn, {
        comments::table
            .filter(comments::post_id.eq(id))
            .filter(comments::kind.eq(ReplyKind::Answer))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .count()
            .get_result(conn)
            .await?
    });
    let post: Post = q!(conn, {
        diesel::update(posts::table.find(id))
            .set((
                posts::kind.eq(ThreadKind::Question),
                posts::answer_count.eq(answers),
            ))
            .returning(columns::<Post>())
            .get_result(conn)
            .await?
    });
    super::due::note_thread(tx, id).await?;
    Ok(post)
}

/// A later version says the same words.
pub async fn set_post_version(
    tx: &mut Tx,
    id: PostId,
    at: Time,
    version_id: &str,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(posts::table.find(id))
            .set((posts::version_at.eq(at), posts::version_id.eq(version_id)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What the page says of itself that a thread links to.
pub async fn set_post_resource(
    tx: &mut Tx,
    id: PostId,
    resource: Option<Resource>,
) -> QueryResult<Post> {
    let resource = resource.map(Json);
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(posts::table.find(id))
            .set(posts::resource.eq(&resource))
            .returning(columns::<Post>())
            .get_result(conn)
            .await
    })
}

/// As [`set_post_version`], of a reply.
pub async fn set_comment_version(
    tx: &mut Tx,
    id: CommentId,
    at: Time,
    version_id: &str,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(comments::table.find(id))
            .set((
                comments::version_at.eq(at),
                comments::version_id.eq(version_id),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What the thread's own server says now; of what it does not say the last word stands.
pub async fn set_origin_totals(tx: &mut Tx, id: PostId, told: OriginTotals) -> QueryResult<()> {
    // A statement that sets nothing is an error.
    if told == OriginTotals::default() {
        return Ok(());
    }
    let replies = told.replies.map(|n| posts::origin_reply_count.eq(Some(n)));
    let likes = told.likes.map(|n| posts::origin_like_count.eq(Some(n)));
    let shares = told.shares.map(|n| posts::origin_share_count.eq(Some(n)));
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(posts::table.find(id))
            .set((replies, likes, shares))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// As [`set_origin_totals`], of a reply.
pub async fn set_reply_totals(tx: &mut Tx, id: CommentId, told: OriginTotals) -> QueryResult<()> {
    if told.likes.is_none() && told.shares.is_none() {
        return Ok(());
    }
    let likes = told.likes.map(|n| comments::origin_like_count.eq(Some(n)));
    let shares = told
        .shares
        .map(|n| comments::origin_share_count.eq(Some(n)));
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(comments::table.find(id))
            .set((likes, shares))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The replies that other servers hold were asked for at `at`.
pub async fn set_replies_fetched(conn: &mut Conn, id: PostId, at: Time) -> QueryResult<()> {
    q!(conn, {
        diesel::update(posts::table.find(id))
            .set(posts::replies_fetched_at.eq(Some(at)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The community's own server has passed it on. When it first did stays; whether this was the first time.
pub async fn set_post_passed_on(tx: &mut Tx, id: PostId, at: Time) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        diesel::update(posts::table.find(id))
            .filter(posts::passed_on_at.is_null())
            .set(posts::passed_on_at.eq(Some(at)))
            .execute(conn)
            .await
    })?;
    Ok(changed > 0)
}

/// As [`set_post_passed_on`], of a reply.
pub async fn set_comment_passed_on(tx: &mut Tx, id: CommentId, at: Time) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        diesel::update(comments::table.find(id))
            .filter(comments::passed_on_at.is_null())
            .set(comments::passed_on_at.eq(Some(at)))
            .execute(conn)
            .await
    })?;
    Ok(changed > 0)
}
