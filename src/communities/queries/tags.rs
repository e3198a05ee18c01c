//! Tags of communities: the vocabulary, what else is in use, and how often.

use crate::communities::model::{Community, CommunityTag, ListedTag, RemoteTag, TagId};
use crate::ids::CommunityId;
use crate::q;
use crate::read_page;
use crate::store::schema::community_tags;
use crate::store::{Conn, Time, Turn, Tx, Window, columns};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::RunQueryDsl;

/// Tags of one vocabulary; more are kept by nobody, and read from no other server.
pub const VOCABULARY_MAX: i64 = 200;

/// Where a tag stands in the list of those that are used: how often, then its number.
pub type Place = (i64, i64);

pub async fn tag_by_name(
    conn: &mut Conn,
    community: CommunityId,
    name: &str,
) -> QueryResult<Option<CommunityTag>> {
    q!(conn, {
        community_tags::table
            .filter(community_tags::community_id.eq(community))
            .filter(community_tags::name.eq(name))
            .select(columns::<CommunityTag>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn find_tag(conn: &mut Conn, id: TagId) -> QueryResult<CommunityTag> {
    q!(conn, {
        community_tags::table
            .find(id)
            .select(columns::<CommunityTag>())
            .first(conn)
            .await
    })
}

/// The tag that is meant by this name.
pub async fn tag_meant(
    conn: &mut Conn,
    community: CommunityId,
    name: &str,
) -> QueryResult<Option<CommunityTag>> {
    let tag = tag_by_name(conn, community, name).await?;
    match tag.as_ref().and_then(|tag| tag.meant_id) {
        Some(meant) => find_tag(conn, meant).await.map(Some),
        None => Ok(tag),
    }
}

/// The vocabulary, by name. Without synonyms.
pub async fn list_kept(conn: &mut Conn, community: CommunityId) -> QueryResult<Vec<CommunityTag>> {
    q!(conn, {
        community_tags::table
            .filter(community_tags::community_id.eq(community))
            .filter(community_tags::kept.eq(true))
            .order(community_tags::name)
            .limit(VOCABULARY_MAX)
            .select(columns::<CommunityTag>())
            .load(conn)
            .await
    })
}

/// The vocabulary as other servers may know it: of a community that not everybody reads, nothing.
pub async fn vocabulary_of(
    conn: &mut Conn,
    community: &Community,
) -> QueryResult<Vec<CommunityTag>> {
    match community.is_open_to_read() {
        true => list_kept(conn, community.id()).await,
        false => Ok(Vec::new()),
    }
}

pub async fn count_kept(conn: &mut Conn, community: CommunityId) -> QueryResult<i64> {
    q!(conn, {
        community_tags::table
            .filter(community_tags::community_id.eq(community))
            .filter(community_tags::kept.eq(true))
            .count()
            .get_result(conn)
            .await
    })
}

/// Those that are used, and those of the vocabulary, the most used first. Without synonyms.
pub async fn list_tags(
    conn: &mut Conn,
    community: CommunityId,
    turn: Turn<Place>,
    size: usize,
) -> QueryResult<Window<CommunityTag>> {
    Ok(read_page!(turn, size, |turn, limit| load_tags(
        conn, community, turn, limit
    )))
}

async fn load_tags(
    conn: &mut Conn,
    community: CommunityId,
    turn: Turn<Place>,
    limit: i64,
) -> QueryResult<Vec<CommunityTag>> {
    q!(conn, {
        let query = community_tags::table
            .filter(community_tags::community_id.eq(community))
            .filter(community_tags::meant_id.is_null())
            .filter(
                community_tags::use_count
                    .gt(0)
                    .or(community_tags::kept.eq(true)),
            )
            .select(columns::<CommunityTag>())
            .limit(limit)
            .into_boxed();
        let query = match turn {
            Turn::First => query,
            Turn::After((uses, id)) => query.filter(
                community_tags::use_count.le(uses).and(
                    community_tags::use_count
                        .lt(uses)
                        .or(community_tags::id.lt(TagId(id))),
                ),
            ),
            Turn::Before((uses, id)) => query.filter(
                community_tags::use_count.ge(uses).and(
                    community_tags::use_count
                        .gt(uses)
                        .or(community_tags::id.gt(TagId(id))),
                ),
            ),
        };
        let query = match turn.is_back() {
            true => query.order((community_tags::use_count.asc(), community_tags::id.asc())),
            false => query.order((community_tags::use_count.desc(), community_tags::id.desc())),
        };
        query.load(conn).await
    })
}

/// Names that mean this tag, too.
pub async fn list_synonyms(conn: &mut Conn, tag: TagId) -> QueryResult<Vec<String>> {
    q!(conn, {
        community_tags::table
            .filter(community_tags::meant_id.eq(Some(tag)))
            .order(community_tags::name)
            .limit(VOCABULARY_MAX)
            .select(community_tags::name)
            .load(conn)
            .await
    })
}

/// A name as it was said, and the tag that is meant.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Meant {
    #[diesel(sql_type = Text)]
    pub said: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Bool)]
    pub kept: bool,
}

/// What these names mean in a community, as far as it knows them.
pub async fn list_meant(
    conn: &mut Conn,
    community: CommunityId,
    names: &[String],
) -> QueryResult<Vec<Meant>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (2..names.len().saturating_add(2))
        .map(|n| format!("${n}"))
        .collect();
    let sql = format!(
        "SELECT t.name AS said, COALESCE(m.name, t.name) AS name, COALESCE(m.kept, t.kept) AS kept
         FROM community_tags t LEFT JOIN community_tags m ON m.id = t.meant_id
         WHERE t.community_id = $1 AND t.name IN ({})",
        marks.join(", ")
    );
    q!(conn, {
        let mut query = diesel::sql_query(sql)
            .into_boxed()
            .bind::<BigInt, _>(community);
        for name in names {
            query = query.bind::<Text, _>(name.clone());
        }
        query.load(conn).await
    })
}

/// Those of these names that stand in the vocabulary, as they are named on the wire.
pub async fn list_listed(
    conn: &mut Conn,
    community: &Community,
    names: &[String],
) -> QueryResult<Vec<ListedTag>> {
    let tags = list_kept_named(conn, &[community.id()], names).await?;
    Ok(tags.iter().map(|tag| tag.listed(community)).collect())
}

/// Those of these names that stand in the vocabularies of these communities, by name.
pub async fn list_kept_named(
    conn: &mut Conn,
    communities: &[CommunityId],
    names: &[String],
) -> QueryResult<Vec<CommunityTag>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    q!(conn, {
        community_tags::table
            .filter(community_tags::community_id.eq_any(communities))
            .filter(community_tags::name.eq_any(names))
            .filter(community_tags::kept.eq(true))
            .order(community_tags::name)
            .select(columns::<CommunityTag>())
            .load(conn)
            .await
    })
}

/// Makes sure that these names are known, as tags that are used.
pub async fn insert_used(
    tx: &mut Tx,
    community: CommunityId,
    names: &[String],
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        for name in names {
            diesel::insert_into(community_tags::table)
                .values((
                    community_tags::community_id.eq(community),
                    community_tags::name.eq(name),
                    community_tags::description.eq(""),
                    community_tags::kept.eq(false),
                    community_tags::use_count.eq(0),
                    community_tags::created_at.eq(now),
                ))
                .on_conflict_do_nothing()
                .execute(conn)
                .await?;
        }
        Ok(())
    })
}

/// Threads with these tags came into sight (`by` 1) or went out of it (−1). In the order of their names, so
/// that two who count the same ones do not wait for each other.
pub async fn add_uses(
    tx: &mut Tx,
    community: CommunityId,
    names: &[String],
    by: i64,
) -> QueryResult<()> {
    let mut names: Vec<&String> = names.iter().collect();
    names.sort();
    let conn = &mut **tx;
    q!(conn, {
        for name in names {
            diesel::update(
                community_tags::table
                    .filter(community_tags::community_id.eq(community))
                    .filter(community_tags::name.eq(name)),
            )
            .set(community_tags::use_count.eq(community_tags::use_count + by))
            .execute(conn)
            .await?;
        }
        Ok(())
    })
}

/// What those who look after a community say of a tag.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = community_tags)]
pub struct KeptTag {
    pub description: String,
    pub kept: bool,
}

/// Says so of the tag of this name, which is made where there is none, and is no synonym any more.
pub async fn upsert_tag(
    tx: &mut Tx,
    community: CommunityId,
    name: &str,
    said: &KeptTag,
    now: Time,
) -> QueryResult<CommunityTag> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(community_tags::table)
            .values((
                community_tags::community_id.eq(community),
                community_tags::name.eq(name),
                said,
                community_tags::use_count.eq(0),
                community_tags::created_at.eq(now),
            ))
            .on_conflict((community_tags::community_id, community_tags::name))
            .do_update()
            .set((said, community_tags::meant_id.eq(None::<TagId>)))
            .returning(columns::<CommunityTag>())
            .get_result(conn)
            .await
    })
}

/// A tag means another one from now on; so do the names that meant it.
pub async fn set_meant(tx: &mut Tx, tag: TagId, meant: TagId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(community_tags::table.filter(community_tags::meant_id.eq(Some(tag))))
            .set(community_tags::meant_id.eq(Some(meant)))
            .execute(conn)
            .await?;
        diesel::update(community_tags::table.find(tag))
            .set((
                community_tags::meant_id.eq(Some(meant)),
                community_tags::kept.eq(false),
            ))
            .execute(conn)
            .await?;
        Ok(())
    })
}

/// These names of a tag mean nothing else any more.
pub async fn clear_synonyms(tx: &mut Tx, tag: TagId, names: &[String]) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            community_tags::table
                .filter(community_tags::meant_id.eq(Some(tag)))
                .filter(community_tags::name.eq_any(names)),
        )
        .set(community_tags::meant_id.eq(None::<TagId>))
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// Drops the tags that stand in no vocabulary and that nobody uses, follows or wants not to see.
const DROP_UNUSED: &str = "DELETE FROM community_tags
    WHERE community_id = $1 AND NOT kept AND use_count <= 0 AND meant_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM community_tags s WHERE s.meant_id = community_tags.id)
      AND NOT EXISTS (SELECT 1 FROM watches w WHERE w.tag_id = community_tags.id)
      AND NOT EXISTS (SELECT 1 FROM muted_tags m WHERE m.tag_id = community_tags.id)";

/// Puts the vocabulary of a community elsewhere, as its server says it, in the place of what was known. What it
/// names no more stays as long as it is used or followed, so that a list that changes often leaves little behind.
pub async fn replace_vocabulary(
    tx: &mut Tx,
    community: CommunityId,
    tags: &[RemoteTag],
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            community_tags::table
                .filter(community_tags::community_id.eq(community))
                .filter(community_tags::kept.eq(true)),
        )
        .set((
            community_tags::kept.eq(false),
            community_tags::ap_id.eq(None::<String>),
        ))
        .execute(conn)
        .await?;
        for tag in tags {
            let said = (
                community_tags::description.eq(tag.description.as_str()),
                community_tags::kept.eq(true),
                community_tags::ap_id.eq(Some(tag.id.as_str())),
            );
            diesel::insert_into(community_tags::table)
                .values((
                    community_tags::community_id.eq(community),
                    community_tags::name.eq(tag.name.as_str()),
                    said,
                    community_tags::use_count.eq(0),
                    community_tags::created_at.eq(now),
                ))
                .on_conflict((community_tags::community_id, community_tags::name))
                .do_update()
                .set(said)
                .execute(conn)
                .await?;
        }
        diesel::sql_query(DROP_UNUSED)
            .bind::<BigInt, _>(community)
            .execute(conn)
            .await?;
        Ok(())
    })
}
