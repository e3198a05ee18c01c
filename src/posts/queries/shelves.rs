//! Where a thread stands in the library of its community. The library itself is another feature's.

use super::sight::Sight;
use crate::ids::{CommunityId, PostId};
use crate::q;
use crate::store::Conn;
use crate::store::schema::{collection_entries, collections};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// So many are named beside a thread or on the front page of a community.
const NAMED: i64 = 20;

/// A collection, as it is named where something leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    slug: String,
    pub title: String,
}

impl Shelf {
    fn new((slug, title): (String, String)) -> Self {
        Self { slug, title }
    }

    /// Below the address of its community.
    pub fn below(&self) -> String {
        format!("/library/{}", self.slug)
    }
}

/// The collections that hold a thread, as far as the viewer reads them.
pub async fn list_shelves(conn: &mut Conn, sight: &Sight, post: PostId) -> QueryResult<Vec<Shelf>> {
    let audiences = sight.audiences();
    let found: Vec<(String, String)> = q!(conn, {
        collection_entries::table
            .inner_join(collections::table)
            .filter(collection_entries::post_id.eq(post))
            .filter(collection_entries::state.eq("shown"))
            .filter(collections::audience.eq_any(&audiences))
            .order(collections::id.asc())
            .limit(NAMED)
            .select((collections::slug, collections::title))
            .load(conn)
            .await?
    });
    Ok(found.into_iter().map(Shelf::new).collect())
}

/// The collections that the front page of a community names.
pub async fn list_featured(
    conn: &mut Conn,
    sight: &Sight,
    community: CommunityId,
) -> QueryResult<Vec<Shelf>> {
    let audiences = sight.audiences();
    let found: Vec<(String, String)> = q!(conn, {
        collections::table
            .filter(collections::community_id.eq(community))
            .filter(collections::featured.eq(true))
            .filter(collections::audience.eq_any(&audiences))
            .order((
                collections::pinned.desc(),
                collections::position.asc(),
                collections::id.asc(),
            ))
            .limit(NAMED)
            .select((collections::slug, collections::title))
            .load(conn)
            .await?
    });
    Ok(found.into_iter().map(Shelf::new).collect())
}
