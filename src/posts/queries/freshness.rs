//! Whether what a thread says is still right, as far as somebody said so. It is asked by another feature.

use super::rows::Byline;
use crate::ids::{AccountId, PostId};
use crate::posts::model::ReviewResult;
use crate::q;
use crate::store::schema::{accounts, actors, reviews};
use crate::store::{Conn, Time, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freshness {
    /// When it is asked next, or since when that waits.
    pub due_at: Option<Time>,
    /// What was said last, and when.
    pub checked: Option<(ReviewResult, Time)>,
    /// By whom; none where their account is deleted.
    pub by: Option<Byline>,
}

impl Freshness {
    pub fn is_due(&self, now: Time) -> bool {
        self.due_at.is_some_and(|due| due <= now)
    }
}

type Row = (
    Option<Time>,
    Option<ReviewResult>,
    Option<Time>,
    Option<AccountId>,
);

/// None where nothing was ever asked or said.
pub async fn find_freshness(conn: &mut Conn, post: PostId) -> QueryResult<Option<Freshness>> {
    let row: Option<Row> = q!(conn, {
        reviews::table
            .find(post)
            .select((
                reviews::due_at,
                reviews::result,
                reviews::checked_at,
                reviews::checked_by,
            ))
            .first(conn)
            .await
            .optional()?
    });
    let Some((due_at, result, at, by)) = row else {
        return Ok(None);
    };
    let by = match by {
        Some(by) => find_byline(conn, by).await?,
        None => None,
    };
    Ok(Some(Freshness {
        due_at,
        checked: result.zip(at),
        by,
    }))
}

async fn find_byline(conn: &mut Conn, account: AccountId) -> QueryResult<Option<Byline>> {
    q!(conn, {
        accounts::table
            .inner_join(actors::table)
            .filter(accounts::id.eq(account))
            .filter(accounts::deleted_at.is_null())
            .select(columns::<Byline>())
            .first(conn)
            .await
            .optional()
    })
}
