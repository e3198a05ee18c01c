//! How alive a community is, as somebody sees who thinks of joining: only what is for everybody.

use crate::activitypub::delivery::Audience;
use crate::ids::{CommunityId, PostId};
use crate::q;
use crate::store::schema::{comments, posts};
use crate::store::{Conn, Time};
use chrono::TimeDelta;
use diesel::dsl::min;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Questions that are looked at, the latest.
const QUESTIONS: i64 = 50;
/// Threads shown as examples.
const SAMPLES: i64 = 3;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pulse {
    /// Threads and replies of the last 30 days.
    pub threads: i64,
    pub replies: i64,
    /// Questions of the last 90 days, and how many of them have an answer.
    pub questions: usize,
    pub answered: usize,
    /// Half of the answered ones had their first answer within this time.
    pub first_answer: Option<TimeDelta>,
}

/// Counts of a community at `now`.
pub async fn pulse(conn: &mut Conn, community: CommunityId, now: Time) -> QueryResult<Pulse> {
    let month = now.minus(TimeDelta::days(30));
    let threads: i64 = q!(conn, {
        posts::table
            .filter(posts::community_id.eq(community))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .filter(posts::published_at.gt(month))
            .count()
            .get_result(conn)
            .await?
    });
    let replies: i64 = q!(conn, {
        comments::table
            .inner_join(posts::table)
            .filter(posts::community_id.eq(community))
            .filter(posts::last_activity_at.gt(month))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .filter(comments::published_at.gt(month))
            .count()
            .get_result(conn)
            .await?
    });
    let asked: Vec<(PostId, Time)> = q!(conn, {
        posts::table
            .filter(posts::community_id.eq(community))
            .filter(posts::kind.eq("question"))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .filter(posts::published_at.gt(now.minus(TimeDelta::days(90))))
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(QUESTIONS)
            .select((posts::id, posts::published_at))
            .load(conn)
            .await?
    });
    let ids: Vec<PostId> = asked.iter().map(|(id, _)| *id).collect();
    let firsts: Vec<(PostId, Option<Time>)> = q!(conn, {
        comments::table
            .filter(comments::post_id.eq_any(&ids))
            .filter(comments::kind.eq("answer"))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .group_by(comments::post_id)
            .select((comments::post_id, min(comments::published_at)))
            .load(conn)
            .await?
    });
    Ok(Pulse {
        threads,
        replies,
        questions: asked.len(),
        answered: firsts.len(),
        first_answer: median(&asked, &firsts),
    })
}

fn median(asked: &[(PostId, Time)], firsts: &[(PostId, Option<Time>)]) -> Option<TimeDelta> {
    let mut waits: Vec<TimeDelta> = firsts
        .iter()
        .filter_map(|(id, first)| {
            let (_, published) = asked.iter().find(|(asked, _)| asked == id)?;
            Some((*first)?.since(*published))
        })
        .collect();
    waits.sort();
    waits.get(waits.len() / 2).copied()
}

/// Answered questions that everybody may read, the best first: public id and title.
pub async fn list_samples(
    conn: &mut Conn,
    community: CommunityId,
) -> QueryResult<Vec<(String, String)>> {
    q!(conn, {
        posts::table
            .filter(posts::community_id.eq(community))
            .filter(posts::audience.eq(Audience::Public))
            .filter(posts::accepted_comment_id.is_not_null())
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .order((posts::score.desc(), posts::id.desc()))
            .limit(SAMPLES)
            .select((posts::public_id, posts::title))
            .load(conn)
            .await
    })
}

/// Those of these threads that can be seen in a community: public id and title, in no particular order.
pub async fn list_titles(
    conn: &mut Conn,
    community: CommunityId,
    public_ids: &[String],
) -> QueryResult<Vec<(String, String)>> {
    q!(conn, {
        posts::table
            .filter(posts::public_id.eq_any(public_ids))
            .filter(posts::community_id.eq(community))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .select((posts::public_id, posts::title))
            .load(conn)
            .await
    })
}

/// The same for members of other servers: public id, the id on the wire and title.
pub async fn list_named(
    conn: &mut Conn,
    community: CommunityId,
    public_ids: &[String],
) -> QueryResult<Vec<(String, String, String)>> {
    q!(conn, {
        posts::table
            .filter(posts::public_id.eq_any(public_ids))
            .filter(posts::community_id.eq(community))
            .filter(posts::audience.eq_any([Audience::Public, Audience::Community]))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .select((posts::public_id, posts::ap_id, posts::title))
            .load(conn)
            .await
    })
}

/// Those threads of a community elsewhere that have come here, by their ids on the wire: that id and the
/// public one.
pub async fn list_arrived(
    conn: &mut Conn,
    community: CommunityId,
    ap_ids: &[String],
) -> QueryResult<Vec<(String, String)>> {
    q!(conn, {
        posts::table
            .filter(posts::ap_id.eq_any(ap_ids))
            .filter(posts::community_id.eq(community))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .select((posts::ap_id, posts::public_id))
            .load(conn)
            .await
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_answers_came_within_the_median() {
        let at = |minutes| {
            let begin = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
            Time::new(begin).plus(TimeDelta::minutes(minutes))
        };
        let asked = [(PostId(1), at(0)), (PostId(2), at(0)), (PostId(3), at(0))];
        let first = |id, minutes| (PostId(id), Some(at(minutes)));
        assert_eq!(median(&asked, &[]), None);
        let firsts = [first(1, 500), first(2, 5), first(3, 60)];
        assert_eq!(median(&asked, &firsts), Some(TimeDelta::minutes(60)));
    }
}
