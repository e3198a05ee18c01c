//! The log of a community: what was done, for everybody to read.

use crate::activitypub::delivery::Audience;
use crate::ids::CommunityId;
use crate::moderation::model::{Action, ActionId, Target, Verb, fold};
use crate::q;
use crate::store::Conn;
use crate::store::schema::{accounts, actors, comments, moderation_actions, posts};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::acts_about;

type Name = (String, String, bool);
/// Thread: public id, title, whether its words may be shown, whether everybody may read it.
type Thread = (String, String, bool, Audience);

/// An act with the names a reader needs. Words that were removed are not repeated.
#[derive(Debug, Clone)]
pub struct LogRow {
    pub action: Action,
    pub by: Name,
    /// Whom it was about.
    pub person: Option<Name>,
    pub thread: Option<Thread>,
    /// Public id of the reply.
    pub reply: Option<String>,
}

/// Accepted acts in a community, latest first; `before` is the id of the last one shown.
pub async fn list_log(
    conn: &mut Conn,
    community: CommunityId,
    before: Option<ActionId>,
    limit: i64,
) -> QueryResult<Vec<LogRow>> {
    let whom = diesel::alias!(actors as whom_actors);
    let above = diesel::alias!(posts as above_posts);
    let shown = posts::deleted_at
        .is_null()
        .and(posts::removed_at.is_null())
        .and(posts::held_at.is_null());
    type Row = (
        Action,
        Name,
        Option<Name>,
        Option<Thread>,
        Option<(String, String)>,
    );
    let rows: Vec<Row> = q!(conn, {
        moderation_actions::table
            .inner_join(actors::table.on(actors::id.eq(moderation_actions::actor_id)))
            .left_join(
                accounts::table.on(accounts::id.nullable().eq(moderation_actions::account_id)),
            )
            .left_join(whom.on(whom.field(actors::id).eq(accounts::actor_id)))
            .left_join(posts::table.on(posts::id.nullable().eq(moderation_actions::post_id)))
            .left_join(
                comments::table.on(comments::id.nullable().eq(moderation_actions::comment_id)),
            )
            .left_join(above.on(above.field(posts::id).eq(comments::post_id)))
            .filter(moderation_actions::community_id.eq(community))
            .filter(moderation_actions::accepted.eq(true))
            .filter(moderation_actions::id.lt(before.unwrap_or(ActionId(i64::MAX))))
            .order(moderation_actions::id.desc())
            .limit(limit)
            .select((
                Action::as_select(),
                (actors::name, actors::host, actors::local),
                whom.fields((actors::name, actors::host, actors::local))
                    .nullable(),
                (posts::public_id, posts::title, shown, posts::audience).nullable(),
                (comments::public_id, above.field(posts::public_id)).nullable(),
            ))
            .load(conn)
            .await?
    });
    Ok(rows
        .into_iter()
        .map(|(action, by, person, thread, reply)| LogRow {
            action,
            by,
            person,
            thread,
            reply: reply.map(|(reply, _)| reply),
        })
        .collect())
}

/// The removal that holds for a thread or reply, for saying why it is not shown.
pub async fn standing_removal(conn: &mut Conn, target: Target) -> QueryResult<Option<Action>> {
    let acts = acts_about(conn, target, None, Verb::Remove).await?;
    Ok(fold(&acts).standing.cloned())
}
