//! Writing our own communities.

use super::find_community;
use crate::activitypub::licences::Licence;
use crate::communities::model::{Community, CommunityRow, JoinPolicy, ReadPolicy, WritePolicy};
use crate::ids::{ActorId, CommunityId};
use crate::q;
use crate::store::schema::{actors, communities};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// What conveners write, rendered.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = communities)]
pub struct CommunityTexts {
    pub title: String,
    pub focus: String,
    pub description: String,
    pub description_html: String,
    pub rules: String,
    pub rules_html: String,
    pub language: String,
    pub post_policy: WritePolicy,
    pub answer_policy: WritePolicy,
}

pub async fn insert_community(
    tx: &mut Tx,
    actor: ActorId,
    texts: &CommunityTexts,
    (read, join): (ReadPolicy, JoinPolicy),
    now: Time,
) -> QueryResult<CommunityRow> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(communities::table)
            .values((
                communities::actor_id.eq(actor),
                texts,
                communities::read_policy.eq(read),
                communities::join_policy.eq(join),
                communities::restricted_to_moderators.eq(false),
                communities::sensitive.eq(false),
                communities::last_activity_at.eq(now),
                communities::created_at.eq(now),
            ))
            .returning(columns::<CommunityRow>())
            .get_result(conn)
            .await
    })
}

/// Reads a community that is about to change; nobody else changes it until the commit.
pub async fn lock_community(tx: &mut Tx, id: CommunityId) -> QueryResult<Community> {
    let conn = &mut **tx;
    q!(conn, sqlite: { let _ = conn; }, pg: {
        communities::table.find(id).select(communities::id).for_update()
            .first::<CommunityId>(conn).await?;
    });
    find_community(tx, id).await
}

pub async fn update_texts(
    tx: &mut Tx,
    id: CommunityId,
    texts: &CommunityTexts,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .set((texts, communities::edited_at.eq(Some(now))))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Names of the pictures that a community has from now on.
pub async fn update_pictures(
    tx: &mut Tx,
    id: CommunityId,
    icon: Option<&str>,
    banner: Option<&str>,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .set((
                communities::icon.eq(icon),
                communities::banner.eq(banner),
                communities::edited_at.eq(Some(now)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Who may read, who may come in, how long members have to agree to new rules, how answers are accepted, under
/// which licence they write, and in which colour.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = communities)]
pub struct Policies {
    pub read_policy: ReadPolicy,
    pub join_policy: JoinPolicy,
    pub grace_days: i32,
    pub accept_days: i32,
    pub several_answers: bool,
    pub licence: Licence,
    pub accent: String,
}

pub async fn update_policies(
    tx: &mut Tx,
    id: CommunityId,
    policies: &Policies,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .set((policies, communities::edited_at.eq(Some(now))))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Another version of the rules holds. With `binding`, its number and time, members have to agree to it.
pub async fn update_rules_version(
    tx: &mut Tx,
    id: CommunityId,
    number: i32,
    binding: Option<(i32, Time)>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .set(communities::rules_version.eq(number))
            .execute(conn)
            .await?;
    });
    let Some((version, since)) = binding else {
        return Ok(());
    };
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .set((
                communities::binding_version.eq(Some(version)),
                communities::binding_since.eq(Some(since)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Removed by an admin, or with None restored. Whether that changed anything.
pub async fn update_removed(tx: &mut Tx, id: CommunityId, at: Option<Time>) -> QueryResult<bool> {
    let conn = &mut **tx;
    let row = communities::table.find(id);
    let set = communities::removed_at.eq(at);
    let changed = q!(conn, {
        match at {
            Some(_) => {
                diesel::update(row.filter(communities::removed_at.is_null()))
                    .set(set)
                    .execute(conn)
                    .await?
            }
            None => {
                diesel::update(row.filter(communities::removed_at.is_not_null()))
                    .set(set)
                    .execute(conn)
                    .await?
            }
        }
    });
    Ok(changed > 0)
}

/// How many communities live here and can be seen.
pub async fn count_local(conn: &mut Conn) -> QueryResult<i64> {
    q!(conn, {
        communities::table
            .inner_join(actors::table)
            .filter(actors::local.eq(true))
            .filter(communities::read_policy.eq(ReadPolicy::Public))
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .count()
            .get_result(conn)
            .await
    })
}
