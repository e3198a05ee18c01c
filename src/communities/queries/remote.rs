//! Writing what other servers say of their communities.

use crate::activitypub::licences::Licence;
use crate::communities::model::{
    CommunityRow, JoinPolicy, ReadPolicy, RulesElsewhere, WritePolicy,
};
use crate::ids::{ActorId, CommunityId};
use crate::q;
use crate::store::schema::communities;
use crate::store::{Conn, Json, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// What a community on another server says of itself. It replaces all that we knew, counts apart:
/// None leaves them as they are.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = communities)]
pub struct RemoteCommunity {
    pub title: String,
    pub focus: String,
    pub description: String,
    pub description_html: String,
    pub language: String,
    pub read_policy: ReadPolicy,
    pub post_policy: WritePolicy,
    pub answer_policy: WritePolicy,
    pub restricted_to_moderators: bool,
    pub sensitive: bool,
    pub question_answer: bool,
    pub several_answers: bool,
    pub licence: Licence,
    pub origin_follower_count: Option<i64>,
    pub edited_at: Option<Time>,
}

/// `since` is when it was opened, as far as its server tells; it stays as first heard.
pub async fn upsert_remote_community(
    tx: &mut Tx,
    actor: ActorId,
    community: &RemoteCommunity,
    since: Time,
) -> QueryResult<CommunityRow> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(communities::table)
            .values((
                communities::actor_id.eq(actor),
                community,
                communities::rules.eq(""),
                communities::rules_html.eq(""),
                communities::join_policy.eq(JoinPolicy::Open),
                communities::last_activity_at.eq(since),
                communities::created_at.eq(since),
            ))
            .on_conflict(communities::actor_id)
            .do_update()
            .set(community)
            .returning(columns::<CommunityRow>())
            .get_result(conn)
            .await
    })
}

/// Its own server deleted it, or put it back (None).
pub async fn update_remote_deleted(
    tx: &mut Tx,
    id: CommunityId,
    at: Option<Time>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .set(communities::deleted_at.eq(at))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What it asks its members to have agreed to.
pub async fn rules_elsewhere(conn: &mut Conn, id: CommunityId) -> QueryResult<RulesElsewhere> {
    let found: Option<Json<RulesElsewhere>> = q!(conn, {
        communities::table
            .find(id)
            .select(communities::rules_elsewhere)
            .first(conn)
            .await
            .optional()?
    });
    Ok(found.map(|found| found.0).unwrap_or_default())
}

pub async fn update_rules_elsewhere(
    tx: &mut Tx,
    id: CommunityId,
    rules: &Json<RulesElsewhere>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .set(communities::rules_elsewhere.eq(rules))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Its recent threads have been brought in.
pub async fn update_backfilled(tx: &mut Tx, id: CommunityId, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .set(communities::backfilled_at.eq(Some(now)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What its collections say of it; None leaves a count as it is.
pub async fn update_origin_counts(
    tx: &mut Tx,
    id: CommunityId,
    posts: Option<i64>,
    followers: Option<i64>,
) -> QueryResult<()> {
    #[derive(AsChangeset)]
    #[diesel(table_name = communities)]
    struct Counts {
        origin_post_count: Option<i64>,
        origin_follower_count: Option<i64>,
    }
    if posts.is_none() && followers.is_none() {
        return Ok(());
    }
    let counts = Counts {
        origin_post_count: posts,
        origin_follower_count: followers,
    };
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .set(&counts)
            .execute(conn)
            .await
    })?;
    Ok(())
}
