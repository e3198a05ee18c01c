//! A thread goes to another community, with all that was said in it.

use super::write::replace_tags;
use super::{due, tally};
use crate::communities::queries as communities_queries;
use crate::communities::queries::tags;
use crate::ids::CommunityId;
use crate::posts::model::Post;
use crate::q;
use crate::store::schema::{held_edits, posts, report_cases, reports, shared_threads};
use crate::store::{Json, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Files a thread with another community, under these tags of that one, and moves the counters of both. It is
/// pinned no more, and shown beside no other community. `former` must have been read in this transaction with
/// [`lock_post`](super::lock_post).
pub async fn move_post(
    tx: &mut Tx,
    former: &Post,
    to: CommunityId,
    names: Vec<String>,
    now: Time,
) -> QueryResult<Post> {
    // What the answers count for is weighed anew in both communities.
    due::note_thread(tx, former.id).await?;
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(shared_threads::table.filter(shared_threads::post_id.eq(former.id)))
            .execute(conn)
            .await?;
    });
    // Later texts that wait are for those to decide about who look after it from now on.
    q!(conn, {
        diesel::update(held_edits::table.filter(held_edits::post_id.eq(former.id)))
            .set(held_edits::community_id.eq(to))
            .execute(conn)
            .await?;
    });
    follow_with_reports(tx, former, to).await?;
    let conn = &mut **tx;
    let names = Json(names);
    let moved: Post = q!(conn, {
        diesel::update(posts::table.find(former.id))
            .set((
                posts::community_id.eq(to),
                posts::pinned_at.eq(None::<Time>),
                posts::tags.eq(&names),
            ))
            .returning(columns::<Post>())
            .get_result(conn)
            .await?
    });
    replace_tags(tx, moved.id, &moved.tags.0).await?;
    tags::insert_used(tx, to, &moved.tags.0, now).await?;
    if former.is_visible() {
        tally::count_post(tx, former, -1).await?;
        tally::count_post(tx, &moved, 1).await?;
    }
    let replies = former.comment_count;
    communities_queries::add_to_counters(tx, former.community_id, 0, -replies).await?;
    communities_queries::add_to_counters(tx, to, 0, replies).await?;
    due::note_thread(tx, moved.id).await?;
    Ok(moved)
}

/// What is reported of it, or in it, and not settled yet, goes along: those of whom it is taken away can do nothing
/// about it any more.
async fn follow_with_reports(tx: &mut Tx, thread: &Post, to: CommunityId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            report_cases::table
                .filter(report_cases::post_id.eq(thread.id))
                .filter(report_cases::settled_at.is_null()),
        )
        .set(report_cases::community_id.eq(to))
        .execute(conn)
        .await?;
    });
    q!(conn, {
        diesel::update(
            reports::table
                .filter(reports::post_id.eq(thread.id))
                .filter(reports::resolved_at.is_null()),
        )
        .set(reports::community_id.eq(to))
        .execute(conn)
        .await?;
    });
    Ok(())
}
