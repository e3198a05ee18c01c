//! Acts, one by one and as the sets that decide a question.

use crate::ids::{AccountId, ActorId, CommentId, CommunityId, PostId};
use crate::moderation::model::{Action, ActionId, NewAction, Target, Verb};
use crate::q;
use crate::store::schema::{comments, moderation_actions, posts};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

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

/// Whether an act has been lifted since.
pub async fn is_lifted(
    conn: &mut Conn,
    act: &str,
    community: Option<CommunityId>,
) -> QueryResult<bool> {
    let found: Vec<(Option<CommunityId>, Option<Time>)> = q!(conn, {
        moderation_actions::table
            .filter(moderation_actions::ap_id.eq(act))
            .select((
                moderation_actions::community_id,
                moderation_actions::undone_at,
            ))
            .load(conn)
            .await?
    });
    Ok(found
        .into_iter()
        .any(|(place, undone)| place == community && undone.is_some()))
}

/// Which of these acts, by their ids, took something away.
pub async fn list_removals_among(conn: &mut Conn, ids: &[String]) -> QueryResult<Vec<String>> {
    q!(conn, {
        moderation_actions::table
            .filter(moderation_actions::ap_id.eq_any(ids))
            .filter(moderation_actions::verb.eq(Verb::Remove))
            .filter(moderation_actions::accepted.eq(true))
            .select(moderation_actions::ap_id)
            .load(conn)
            .await
    })
}

/// Whether a ban took away anything that its person wrote. What it took has its id, a `#` and more.
pub async fn took_away(conn: &mut Conn, ban: &Action, author: AccountId) -> QueryResult<bool> {
    let of_it = format!("{}#%", ban.ap_id);
    let thread: Option<ActionId> = q!(conn, {
        moderation_actions::table
            .inner_join(posts::table)
            .filter(posts::author_id.eq(author))
            .filter(moderation_actions::verb.eq(Verb::Remove))
            .filter(moderation_actions::actor_id.eq(ban.actor_id))
            .filter(moderation_actions::acted_at.eq(ban.acted_at))
            .filter(moderation_actions::ap_id.like(&of_it))
            .select(moderation_actions::id)
            .first(conn)
            .await
            .optional()?
    });
    if thread.is_some() {
        return Ok(true);
    }
    let reply: Option<ActionId> = q!(conn, {
        moderation_actions::table
            .inner_join(comments::table)
            .filter(comments::author_id.eq(author))
            .filter(moderation_actions::verb.eq(Verb::Remove))
            .filter(moderation_actions::actor_id.eq(ban.actor_id))
            .filter(moderation_actions::acted_at.eq(ban.acted_at))
            .filter(moderation_actions::ap_id.like(&of_it))
            .select(moderation_actions::id)
            .first(conn)
            .await
            .optional()?
    });
    Ok(reply.is_some())
}

/// Whether the removal of something took away what hung on it, too.
pub async fn took_branch(conn: &mut Conn, removal: &Action, thread: PostId) -> QueryResult<bool> {
    let of_it = format!("{}#%", removal.ap_id);
    let reply: Option<ActionId> = q!(conn, {
        moderation_actions::table
            .inner_join(comments::table)
            .filter(comments::post_id.eq(thread))
            .filter(moderation_actions::verb.eq(Verb::Remove))
            .filter(moderation_actions::actor_id.eq(removal.actor_id))
            .filter(moderation_actions::acted_at.eq(removal.acted_at))
            .filter(moderation_actions::ap_id.like(&of_it))
            .select(moderation_actions::id)
            .first(conn)
            .await
            .optional()?
    });
    Ok(reply.is_some())
}
