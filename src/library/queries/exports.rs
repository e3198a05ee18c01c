//! What a copy of a public library is made of, and how far it has come.

use super::reviews::Place;
use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommunityId, PostId};
use crate::library::export::REPLIES_MAX;
use crate::library::model::{Export, ExportId, ExportProgress, ExportState, NewExport};
use crate::posts::model::{Comment, Post};
use crate::posts::queries::Byline;
use crate::q;
use crate::store::schema::{accounts, actors, comments, library_exports, posts};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

/// Threads of a community that everybody may read, behind a place, the oldest first.
pub async fn list_open_threads(
    conn: &mut Conn,
    community: CommunityId,
    (at, id): Place,
    limit: i64,
) -> QueryResult<Vec<Post>> {
    q!(conn, {
        let behind = posts::published_at.gt(at).or(posts::id.gt(id));
        posts::table
            .filter(posts::community_id.eq(community))
            .filter(posts::published_at.ge(at))
            .filter(behind)
            .filter(posts::audience.eq(Audience::Public))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .order((posts::published_at.asc(), posts::id.asc()))
            .limit(limit)
            .select(columns::<Post>())
            .load(conn)
            .await
    })
}

/// Replies to a thread that everybody may read, in the order of the tree; one more than a copy has.
pub async fn list_open_replies(
    conn: &mut Conn,
    post: PostId,
) -> QueryResult<Vec<(Comment, Byline)>> {
    let limit = i64::try_from(REPLIES_MAX.saturating_add(1)).unwrap_or(i64::MAX);
    q!(conn, {
        comments::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(comments::post_id.eq(post))
            .filter(comments::audience.eq(Audience::Public))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .order((comments::path.asc(), comments::id.asc()))
            .limit(limit)
            .select((columns::<Comment>(), columns::<Byline>()))
            .load(conn)
            .await
    })
}

/// How these people are called.
pub async fn list_bylines(
    conn: &mut Conn,
    people: &[AccountId],
) -> QueryResult<HashMap<AccountId, Byline>> {
    let rows: Vec<(AccountId, Byline)> = q!(conn, {
        accounts::table
            .inner_join(actors::table)
            .filter(accounts::id.eq_any(people))
            .select((accounts::id, columns::<Byline>()))
            .load(conn)
            .await?
    });
    Ok(rows.into_iter().collect())
}

pub async fn insert_export(tx: &mut Tx, new: &NewExport) -> QueryResult<Export> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(library_exports::table)
            .values(new)
            .returning(columns::<Export>())
            .get_result(conn)
            .await
    })
}

pub async fn export_by_id(conn: &mut Conn, id: ExportId) -> QueryResult<Option<Export>> {
    q!(conn, {
        library_exports::table
            .find(id)
            .select(columns::<Export>())
            .first(conn)
            .await
            .optional()
    })
}

/// Those of a community, the latest first.
pub async fn list_exports(conn: &mut Conn, community: CommunityId) -> QueryResult<Vec<Export>> {
    q!(conn, {
        library_exports::table
            .filter(library_exports::community_id.eq(community))
            .order(library_exports::id.desc())
            .limit(10)
            .select(columns::<Export>())
            .load(conn)
            .await
    })
}

/// How many there are on this server that were not given up.
pub async fn count_exports(conn: &mut Conn) -> QueryResult<i64> {
    q!(conn, {
        library_exports::table
            .filter(library_exports::state.ne(ExportState::Failed))
            .count()
            .get_result(conn)
            .await
    })
}

/// Whether it was still there and as far as `before` says: of two that work on it at once one goes on.
pub async fn update_export(
    tx: &mut Tx,
    before: &Export,
    progress: &ExportProgress,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        diesel::update(
            library_exports::table
                .filter(library_exports::id.eq(before.id))
                .filter(library_exports::state.eq(before.state))
                .filter(library_exports::written.eq(before.written)),
        )
        .set(progress)
        .execute(conn)
        .await?
    });
    Ok(changed == 1)
}

/// Those that are over, a bounded number.
pub async fn list_expired(conn: &mut Conn, now: Time) -> QueryResult<Vec<ExportId>> {
    q!(conn, {
        library_exports::table
            .filter(library_exports::expires_at.le(now))
            .order(library_exports::expires_at.asc())
            .limit(100)
            .select(library_exports::id)
            .load(conn)
            .await
    })
}

pub async fn delete_exports(tx: &mut Tx, ids: &[ExportId]) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(library_exports::table)
            .filter(library_exports::id.eq_any(ids))
            .execute(conn)
            .await?;
    });
    Ok(())
}
