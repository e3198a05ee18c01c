//! Reading and writing collections. What of a collection somebody may read is judged by those who ask: its
//! own words by its audience, its threads by the queries of `posts`, which take a viewer.

mod answers;
pub mod exports;
pub mod reviews;

pub use answers::{AnswerLine, list_accepted_answers};

use super::model::{
    COLLECTIONS_MAX, Collection, CollectionId, CollectionText, ENTRIES_MAX, Entry, EntryId,
    EntryPlace, EntryState, NewCollection, NewEntry,
};
use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommunityId};
use crate::q;
use crate::store::schema::{collection_entries, collections};
use crate::store::{Conn, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Those for these audiences, pinned ones first, then in their order.
pub async fn list_collections(
    conn: &mut Conn,
    community: CommunityId,
    audiences: &[Audience],
) -> QueryResult<Vec<Collection>> {
    q!(conn, {
        collections::table
            .filter(collections::community_id.eq(community))
            .filter(collections::audience.eq_any(audiences))
            .order((
                collections::pinned.desc(),
                collections::position.asc(),
                collections::id.asc(),
            ))
            .limit(COLLECTIONS_MAX)
            .select(columns::<Collection>())
            .load(conn)
            .await
    })
}

pub async fn collection_by_slug(
    conn: &mut Conn,
    community: CommunityId,
    slug: &str,
) -> QueryResult<Option<Collection>> {
    q!(conn, {
        collections::table
            .filter(collections::community_id.eq(community))
            .filter(collections::slug.eq(slug))
            .select(columns::<Collection>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn find_collection(conn: &mut Conn, id: CollectionId) -> QueryResult<Collection> {
    q!(conn, {
        collections::table
            .find(id)
            .select(columns::<Collection>())
            .first(conn)
            .await
    })
}

/// The addresses that are taken in a community.
pub async fn list_slugs(conn: &mut Conn, community: CommunityId) -> QueryResult<Vec<String>> {
    q!(conn, {
        collections::table
            .filter(collections::community_id.eq(community))
            .select(collections::slug)
            .load(conn)
            .await
    })
}

pub async fn insert_collection(tx: &mut Tx, new: &NewCollection) -> QueryResult<Collection> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(collections::table)
            .values(new)
            .returning(columns::<Collection>())
            .get_result(conn)
            .await
    })
}

pub async fn update_collection(
    tx: &mut Tx,
    id: CollectionId,
    text: &CollectionText,
) -> QueryResult<Collection> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(collections::table.find(id))
            .set(text)
            .returning(columns::<Collection>())
            .get_result(conn)
            .await
    })
}

/// With all that is in it; the threads themselves stay.
pub async fn delete_collection(tx: &mut Tx, id: CollectionId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(collection_entries::table)
            .filter(collection_entries::collection_id.eq(id))
            .execute(conn)
            .await?;
        diesel::delete(collections::table)
            .filter(collections::id.eq(id))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// All that is in a collection or proposed for it, in its order.
pub async fn list_entries(conn: &mut Conn, collection: CollectionId) -> QueryResult<Vec<Entry>> {
    q!(conn, {
        collection_entries::table
            .filter(collection_entries::collection_id.eq(collection))
            .order((
                collection_entries::section.asc(),
                collection_entries::position.asc(),
                collection_entries::id.asc(),
            ))
            .limit(ENTRIES_MAX)
            .select(columns::<Entry>())
            .load(conn)
            .await
    })
}

/// What waits in these collections, the oldest first.
pub async fn list_proposed(
    conn: &mut Conn,
    collections: &[CollectionId],
) -> QueryResult<Vec<Entry>> {
    q!(conn, {
        collection_entries::table
            .filter(collection_entries::collection_id.eq_any(collections))
            .filter(collection_entries::state.eq(EntryState::Proposed))
            .order(collection_entries::id.asc())
            .limit(ENTRIES_MAX)
            .select(columns::<Entry>())
            .load(conn)
            .await
    })
}

pub async fn entry_by_id(conn: &mut Conn, id: EntryId) -> QueryResult<Option<Entry>> {
    q!(conn, {
        collection_entries::table
            .find(id)
            .select(columns::<Entry>())
            .first(conn)
            .await
            .optional()
    })
}

/// Whether it was not there already.
pub async fn insert_entry(tx: &mut Tx, new: &NewEntry) -> QueryResult<bool> {
    let conn = &mut **tx;
    let made = q!(conn, {
        diesel::insert_into(collection_entries::table)
            .values(new)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    Ok(made == 1)
}

pub async fn update_entry(tx: &mut Tx, id: EntryId, place: &EntryPlace) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(collection_entries::table.find(id))
            .set(place)
            .execute(conn)
            .await?;
    });
    Ok(())
}

pub async fn set_entry_shown(tx: &mut Tx, id: EntryId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(collection_entries::table.find(id))
            .set(collection_entries::state.eq(EntryState::Shown))
            .execute(conn)
            .await?;
    });
    Ok(())
}

pub async fn delete_entry(tx: &mut Tx, id: EntryId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(collection_entries::table)
            .filter(collection_entries::id.eq(id))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Takes back what somebody proposed and nobody decided about, at most so many; says how many.
pub async fn delete_proposed_by(tx: &mut Tx, by: AccountId, limit: i64) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        let own: Vec<EntryId> = collection_entries::table
            .filter(collection_entries::added_by.eq(by))
            .filter(collection_entries::state.eq(EntryState::Proposed))
            .order(collection_entries::id.asc())
            .limit(limit)
            .select(collection_entries::id)
            .load(conn)
            .await?;
        diesel::delete(collection_entries::table)
            .filter(collection_entries::id.eq_any(own))
            .execute(conn)
            .await
    })
}
