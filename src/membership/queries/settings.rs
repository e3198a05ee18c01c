//! What conveners set: who may come in and how, what applicants are asked, words used again.

use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommunityId};
use crate::membership::model::{CommunitySettings, Question, SavedReply};
use crate::q;
use crate::store::schema::{application_questions, community_settings, posts, saved_replies};
use crate::store::{Conn, Time, Tx, columns};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// As they are, or as they are before anybody changed them.
pub async fn settings_of(
    conn: &mut Conn,
    community: CommunityId,
) -> QueryResult<CommunitySettings> {
    let found = q!(conn, {
        community_settings::table
            .find(community)
            .select(columns::<CommunitySettings>())
            .first(conn)
            .await
            .optional()?
    });
    Ok(found.unwrap_or_else(|| CommunitySettings::of(community)))
}

pub async fn upsert_settings(tx: &mut Tx, settings: &CommunitySettings) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(community_settings::table)
            .values(settings)
            .on_conflict(community_settings::community_id)
            .do_update()
            .set(settings)
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// In their order.
pub async fn list_questions(conn: &mut Conn, community: CommunityId) -> QueryResult<Vec<Question>> {
    q!(conn, {
        application_questions::table
            .filter(application_questions::community_id.eq(community))
            .order(application_questions::position)
            .select(columns::<Question>())
            .load(conn)
            .await
    })
}

/// Puts these in the place of those there were. Answers keep the questions they were given to.
pub async fn replace_questions(
    tx: &mut Tx,
    community: CommunityId,
    questions: &[Question],
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(application_questions::table)
            .filter(application_questions::community_id.eq(community))
            .execute(conn)
            .await?;
        for question in questions {
            diesel::insert_into(application_questions::table)
                .values(question)
                .execute(conn)
                .await?;
        }
        Ok(())
    })
}

/// Oldest first, at most 50.
pub async fn list_saved_replies(
    conn: &mut Conn,
    community: CommunityId,
) -> QueryResult<Vec<SavedReply>> {
    q!(conn, {
        saved_replies::table
            .filter(saved_replies::community_id.eq(community))
            .order(saved_replies::id)
            .limit(50)
            .select(columns::<SavedReply>())
            .load(conn)
            .await
    })
}

pub async fn insert_saved_reply(
    tx: &mut Tx,
    community: CommunityId,
    body: &str,
    by: AccountId,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(saved_replies::table)
            .values((
                saved_replies::community_id.eq(community),
                saved_replies::body.eq(body),
                saved_replies::by_id.eq(by),
                saved_replies::created_at.eq(now),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Whether the community had such a reply.
pub async fn delete_saved_reply(tx: &mut Tx, community: CommunityId, id: i64) -> QueryResult<bool> {
    let conn = &mut **tx;
    let gone = q!(conn, {
        diesel::delete(saved_replies::table)
            .filter(saved_replies::id.eq(id))
            .filter(saved_replies::community_id.eq(community))
            .execute(conn)
            .await?
    });
    Ok(gone > 0)
}

/// Whether there is such a thread in a community, for all to see who read there.
pub async fn is_thread_in(
    conn: &mut Conn,
    community: CommunityId,
    public_id: &str,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            posts::table
                .filter(posts::public_id.eq(public_id))
                .filter(posts::community_id.eq(community))
                .filter(posts::deleted_at.is_null())
                .filter(posts::removed_at.is_null())
                .filter(posts::held_at.is_null()),
        ))
        .get_result(conn)
        .await
    })
}

/// Threads that conveners choose from, of each kind so many.
const OFFERED: i64 = 20;

/// Threads that conveners choose from: pinned ones, then the latest; public id and title.
pub async fn list_threads_offered(
    conn: &mut Conn,
    community: CommunityId,
) -> QueryResult<Vec<(String, String)>> {
    let (mut pinned, latest): (Vec<(String, String)>, Vec<(String, String)>) = q!(conn, {
        let pinned = posts::table
            .filter(posts::community_id.eq(community))
            .filter(posts::pinned_at.is_not_null())
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .order((posts::pinned_at.desc(), posts::id.desc()))
            .limit(OFFERED)
            .select((posts::public_id, posts::title))
            .load(conn)
            .await?;
        let latest = posts::table
            .filter(posts::community_id.eq(community))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(OFFERED)
            .select((posts::public_id, posts::title))
            .load(conn)
            .await?;
        (pinned, latest)
    });
    for thread in latest {
        if !pinned.contains(&thread) {
            pinned.push(thread);
        }
    }
    Ok(pinned)
}

/// Whether any thread of a community was ever shown to this audience, whatever became of it since. What is
/// held was shown to nobody, also where its author has deleted it meanwhile.
pub async fn has_threads_for(
    conn: &mut Conn,
    community: CommunityId,
    audience: Audience,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            posts::table
                .filter(posts::community_id.eq(community))
                .filter(posts::audience.eq(audience))
                .filter(posts::held_at.is_null()),
        ))
        .get_result(conn)
        .await
    })
}
