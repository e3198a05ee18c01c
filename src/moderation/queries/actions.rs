//! Acts, one by one and as the sets that decide a question.

use crate::ids::{AccountId, ActorId, CommentId, CommunityId, PostId};
use crate::moderation::model::{Action, ActionId, NewAction, Target, Verb};
use crate::q;
use crate::store::schema::{activities, comments, moderation_actions, posts};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

/// What became of an act that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    New,
    /// It was here, and now counts for more than before.
    Raised,
    Known,
}

/// Keeps an act, once. A copy that came with more authority raises the one that is here, so that it
/// does not matter which of the two came first.
pub async fn save_action(tx: &mut Tx, action: &NewAction) -> QueryResult<Saved> {
    let conn = &mut **tx;
    let made = q!(conn, {
        diesel::insert_into(moderation_actions::table)
            .values(action)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    if made == 1 {
        return Ok(Saved::New);
    }
    if !is_same_matter(tx, action).await? {
        return Ok(Saved::Known);
    }
    let conn = &mut **tx;
    let raised = q!(conn, {
        diesel::update(moderation_actions::table)
            .filter(moderation_actions::ap_id.eq(&action.ap_id))
            .filter(moderation_actions::actor_id.eq(action.actor_id))
            .filter(moderation_actions::verb.eq(action.verb))
            .filter(
                moderation_actions::rank
                    .lt(action.rank)
                    .or(moderation_actions::accepted.lt(action.accepted)),
            )
            .set((
                moderation_actions::rank.eq(action.rank),
                moderation_actions::accepted.eq(action.accepted),
            ))
            .execute(conn)
            .await?
    });
    Ok(if raised == 1 {
        Saved::Raised
    } else {
        Saved::Known
    })
}

/// Whether the act that has this id already is about the same thing.
async fn is_same_matter(conn: &mut Conn, action: &NewAction) -> QueryResult<bool> {
    let known: Option<Action> = q!(conn, {
        moderation_actions::table
            .filter(moderation_actions::ap_id.eq(&action.ap_id))
            .select(columns::<Action>())
            .first(conn)
            .await
            .optional()?
    });
    Ok(known.is_some_and(|known| {
        known.post_id == action.post_id
            && known.comment_id == action.comment_id
            && known.account_id == action.account_id
    }))
}

/// The act of this id in a community.
pub async fn act_by_id(
    conn: &mut Conn,
    ap_id: &str,
    community: CommunityId,
) -> QueryResult<Option<Action>> {
    q!(conn, {
        moderation_actions::table
            .filter(moderation_actions::ap_id.eq(ap_id))
            .filter(moderation_actions::community_id.eq(community))
            .select(columns::<Action>())
            .first(conn)
            .await
            .optional()
    })
}

/// All acts about one question: what `verb` and its opposite say of the target.
pub async fn acts_about(
    conn: &mut Conn,
    target: Target,
    community: Option<CommunityId>,
    verb: Verb,
) -> QueryResult<Vec<Action>> {
    q!(conn, {
        let query = moderation_actions::table
            .filter(moderation_actions::verb.eq_any(verb.pair()))
            .filter(moderation_actions::accepted.eq(true))
            .select(columns::<Action>())
            .into_boxed();
        let query = match target {
            Target::Post(id) => query.filter(moderation_actions::post_id.eq(id)),
            Target::Comment(id) => query.filter(moderation_actions::comment_id.eq(id)),
            Target::Account(id) => {
                let query = query.filter(moderation_actions::account_id.eq(id));
                match community {
                    Some(community) => query.filter(moderation_actions::community_id.eq(community)),
                    None => query.filter(moderation_actions::community_id.is_null()),
                }
            }
        };
        query.load(conn).await
    })
}

/// Notes which act lifted an act, or that none does.
pub async fn set_undone(tx: &mut Tx, id: ActionId, by: Option<(Time, ActorId)>) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(moderation_actions::table.find(id))
            .set((
                moderation_actions::undone_at.eq(by.map(|(at, _)| at)),
                moderation_actions::undone_by.eq(by.map(|(_, who)| who)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The Announce with which a community last boosted a thread, as it was sent, if we still have it. A
/// thread that was restored was boosted anew, and only the last boost still stands on microblogs.
///
/// A community announces many other things about a thread, such as votes. Its boosts are those that end
/// with the bare id, as `posts::documents::announce` writes them; what stands for something else in
/// `LIKE` lets more through at most, and the document itself is asked last.
pub async fn latest_boost(
    conn: &mut Conn,
    group: ActorId,
    thread: &str,
) -> QueryResult<Option<Value>> {
    let ends_with_it = format!("%,\"object\":{}}}", Value::from(thread));
    let documents: Vec<String> = q!(conn, {
        activities::table
            .filter(activities::object_ap_id.eq(thread))
            .filter(activities::kind.eq("Announce"))
            .filter(activities::actor_id.eq(group))
            .filter(activities::document.like(ends_with_it))
            .order(activities::id.desc())
            .limit(20)
            .select(activities::document)
            .load(conn)
            .await?
    });
    Ok(documents.into_iter().find_map(|document| {
        let document: Value = serde_json::from_str(&document).ok()?;
        (document.get("object")?.as_str() == Some(thread)).then_some(document)
    }))
}

/// Threads by somebody, in one community or in all, after the one with this id.
pub async fn authored_posts(
    conn: &mut Conn,
    author: AccountId,
    community: Option<CommunityId>,
    after: PostId,
    limit: i64,
) -> QueryResult<Vec<(PostId, CommunityId, String)>> {
    q!(conn, {
        let mut query = posts::table
            .filter(posts::author_id.eq(author))
            .filter(posts::id.gt(after))
            .order(posts::id)
            .limit(limit)
            .select((posts::id, posts::community_id, posts::public_id))
            .into_boxed();
        if let Some(community) = community {
            query = query.filter(posts::community_id.eq(community));
        }
        query.load(conn).await
    })
}

/// The same for replies.
pub async fn authored_comments(
    conn: &mut Conn,
    author: AccountId,
    community: Option<CommunityId>,
    after: CommentId,
    limit: i64,
) -> QueryResult<Vec<(CommentId, CommunityId, String)>> {
    q!(conn, {
        let mut query = comments::table
            .inner_join(posts::table)
            .filter(comments::author_id.eq(author))
            .filter(comments::id.gt(after))
            .order(comments::id)
            .limit(limit)
            .select((comments::id, posts::community_id, comments::public_id))
            .into_boxed();
        if let Some(community) = community {
            query = query.filter(posts::community_id.eq(community));
        }
        query.load(conn).await
    })
}
