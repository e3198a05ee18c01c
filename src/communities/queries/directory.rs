//! The directory: communities here and those of other servers that we know.

use crate::communities::model::{Community, ReadPolicy};
use crate::ids::CommunityId;
use crate::q;
use crate::store::schema::{actors, communities};
use crate::store::{Conn, Time};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

#[diesel::declare_sql_function]
extern "SQL" {
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// `%` and `_` stand for themselves.
fn escape_like(text: &str) -> String {
    text.replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_")
}

/// Which part of the directory is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    /// Only our own.
    pub local_only: bool,
    /// How the name begins.
    pub prefix: String,
    /// Where the last page ended.
    pub after: Option<(Time, CommunityId)>,
}

/// Lately active first. Unlisted and closed communities are not shown here, to anybody.
pub async fn list_communities(
    conn: &mut Conn,
    which: &Directory,
    limit: i64,
) -> QueryResult<Vec<Community>> {
    let begins = format!("{}%", escape_like(&which.prefix.to_lowercase()));
    q!(conn, {
        let mut query = communities::table
            .inner_join(actors::table)
            .filter(communities::read_policy.eq(ReadPolicy::Public))
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .filter(actors::gone_at.is_null())
            .select(Community::as_select())
            .into_boxed();
        if which.local_only {
            query = query.filter(actors::local.eq(true));
        }
        if !which.prefix.is_empty() {
            // Names of other servers may have capitals.
            query = query.filter(lower(actors::name).like(&begins).escape('!'));
        }
        if let Some((at, id)) = which.after {
            query = query.filter(
                communities::last_activity_at
                    .lt(at)
                    .or(communities::last_activity_at
                        .eq(at)
                        .and(communities::id.lt(id))),
            );
        }
        query
            .order((communities::last_activity_at.desc(), communities::id.desc()))
            .limit(limit)
            .load(conn)
            .await
    })
}
