//! Reading and writing automatic rules, and what they caught.

use super::model::{Caught, NewRule, Rule, RuleId, Scope};
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::q;
use crate::store::schema::{caught_things, comments, posts, screening_rules, screening_versions};
use crate::store::{Conn, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// The versions of those scopes that have ever had rules, the server first.
pub async fn list_versions(conn: &mut Conn, scopes: &[Scope]) -> QueryResult<Vec<(Scope, i64)>> {
    q!(conn, {
        screening_versions::table
            .filter(screening_versions::scope.eq_any(scopes))
            .order(screening_versions::scope)
            .select((screening_versions::scope, screening_versions::version))
            .load(conn)
            .await
    })
}

/// The rules of a scope were changed.
pub async fn next_version(tx: &mut Tx, scope: Scope) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(screening_versions::table)
            .values((
                screening_versions::scope.eq(scope),
                screening_versions::version.eq(1_i64),
            ))
            .on_conflict(screening_versions::scope)
            .do_update()
            .set(screening_versions::version.eq(screening_versions::version + 1_i64))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// All of a scope, at most `limit`.
pub async fn list_rules(conn: &mut Conn, scope: Scope, limit: i64) -> QueryResult<Vec<Rule>> {
    q!(conn, {
        screening_rules::table
            .filter(screening_rules::scope.eq(scope))
            .order(screening_rules::id)
            .limit(limit)
            .select(columns::<Rule>())
            .load(conn)
            .await
    })
}

pub async fn rule_by_id(conn: &mut Conn, scope: Scope, id: RuleId) -> QueryResult<Option<Rule>> {
    q!(conn, {
        screening_rules::table
            .find(id)
            .filter(screening_rules::scope.eq(scope))
            .select(columns::<Rule>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn count_rules(conn: &mut Conn, scope: Scope) -> QueryResult<i64> {
    q!(conn, {
        screening_rules::table
            .filter(screening_rules::scope.eq(scope))
            .count()
            .get_result(conn)
            .await
    })
}

pub async fn insert_rule(tx: &mut Tx, new: &NewRule) -> QueryResult<Rule> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(screening_rules::table)
            .values(new)
            .returning(columns::<Rule>())
            .get_result(conn)
            .await
    })
}

pub async fn update_list(tx: &mut Tx, id: RuleId, list: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(screening_rules::table.find(id))
            .set(screening_rules::list.eq(list))
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn delete_rule(tx: &mut Tx, id: RuleId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(screening_rules::table.find(id))
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn insert_caught(tx: &mut Tx, caught: &Caught) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(caught_things::table)
            .values(caught)
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What was caught of these threads, without the replies to them, and of these replies.
pub async fn list_caught(
    conn: &mut Conn,
    threads: &[PostId],
    replies: &[CommentId],
) -> QueryResult<Vec<Caught>> {
    q!(conn, {
        caught_things::table
            .filter(
                caught_things::post_id
                    .eq_any(threads)
                    .and(caught_things::comment_id.is_null())
                    .or(caught_things::comment_id.eq_any(replies)),
            )
            .order(caught_things::id)
            .select(columns::<Caught>())
            .load(conn)
            .await
    })
}

/// Whether somebody has written at least so much in a community that others see.
pub async fn has_written(
    conn: &mut Conn,
    community: CommunityId,
    author: AccountId,
    least: i64,
) -> QueryResult<bool> {
    let threads: Vec<PostId> = q!(conn, {
        posts::table
            .filter(posts::author_id.eq(author))
            .filter(posts::community_id.eq(community))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .limit(least)
            .select(posts::id)
            .load(conn)
            .await?
    });
    let missing = least.saturating_sub(i64::try_from(threads.len()).unwrap_or(least));
    if missing <= 0 {
        return Ok(true);
    }
    let replies: Vec<CommentId> = q!(conn, {
        comments::table
            .inner_join(posts::table)
            .filter(comments::author_id.eq(author))
            .filter(posts::community_id.eq(community))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .limit(missing)
            .select(comments::id)
            .load(conn)
            .await?
    });
    Ok(i64::try_from(replies.len()).is_ok_and(|found| found >= missing))
}
