//! The log of a community: what was done, for everybody to read.

use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommunityId};
use crate::latest_first;
use crate::moderation::model::{Action, ActionId};
use crate::q;
use crate::read_page;
use crate::store::schema::{
    accounts, actors, appeals, comments, communities, community_settings, moderation_actions, posts,
};
use crate::store::{Conn, Turn, Window, columns, start_of};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use diesel_async::RunQueryDsl;

/// Name, host, whether it is ours.
pub type Name = (String, String, bool);
type ThingRow = (String, String, AccountId, Audience, bool, bool);

/// A thread or reply that an act was about. Who may read its words is for whoever shows it.
#[derive(Debug, Clone)]
pub struct Logged {
    pub public_id: String,
    /// The title of a thread, the first words of a reply.
    pub words: String,
    pub author: AccountId,
    pub audience: Audience,
    pub deleted: bool,
    /// Removed or held.
    pub hidden: bool,
}

/// An act with the names a reader needs.
#[derive(Debug, Clone)]
pub struct LogRow {
    pub action: Action,
    pub by: Name,
    /// Whom it was about.
    pub person: Option<Name>,
    pub thread: Option<Logged>,
    pub reply: Option<Logged>,
    /// The public id of the thread that the reply is in.
    pub reply_thread: Option<String>,
    /// It is in another community by now, or was never in this one: what is seen here says nothing of it.
    pub elsewhere: bool,
    /// Where it was: the community's name, and its title.
    pub place: Option<(Name, String)>,
}

/// Whose acts are wanted.
#[derive(Debug, Clone)]
pub enum LogOf {
    /// For everybody who reads there: nothing of what is held.
    Community(CommunityId),
    /// The same for those who look after it, with what was done to what is held.
    Care(CommunityId),
    /// What was done there about one person and what they wrote, for those who look after it.
    About(CommunityId, AccountId),
    /// What was done in these communities, and what administrators did to the server as a whole.
    Server(Vec<CommunityId>),
}

/// A restoring that lifted nothing is no news: anybody of the author's server can say it at any time. It
/// is kept all the same, since the removal that it lifts may still come.
const NEWS: &str = "(moderation_actions.verb <> 'restore' OR EXISTS (
    SELECT 1 FROM moderation_actions held
    WHERE held.undone_by = moderation_actions.actor_id AND held.undone_at = moderation_actions.acted_at
      AND (held.post_id = moderation_actions.post_id OR held.comment_id = moderation_actions.comment_id)))";

/// The acts about somebody, then about their threads, then about their replies.
const ABOUT_PERSON: &str =
    "moderation_actions.id IN (SELECT own.id FROM moderation_actions own WHERE own.account_id = ";
const ABOUT_THREADS: &str = " UNION ALL SELECT own.id FROM posts p
    JOIN moderation_actions own ON own.post_id = p.id WHERE p.author_id = ";
const ABOUT_REPLIES: &str = " UNION ALL SELECT own.id FROM comments c
    JOIN moderation_actions own ON own.comment_id = c.id WHERE c.author_id = ";

/// Accepted acts that changed something, latest first. The turn is by their ids.
pub async fn list_log(
    conn: &mut Conn,
    of: &LogOf,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<LogRow>> {
    Ok(read_page!(turn, size, |turn, limit| load_log(
        conn, of, turn, limit
    )))
}

async fn load_log(
    conn: &mut Conn,
    of: &LogOf,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<LogRow>> {
    let (group, whom, around) = diesel::alias!(
        actors as group_actors,
        actors as whom_actors,
        posts as reply_threads
    );
    let thread_hidden = posts::removed_at
        .is_not_null()
        .or(posts::held_at.is_not_null());
    let reply_hidden = comments::removed_at
        .is_not_null()
        .or(comments::held_at.is_not_null());
    type Row = (
        Action,
        Name,
        Option<Name>,
        Option<ThingRow>,
        Option<ThingRow>,
        (Option<String>, Option<CommunityId>, Option<CommunityId>),
        Option<Name>,
        Option<String>,
    );
    let rows: Vec<Row> = q!(conn, {
        let query = moderation_actions::table
            .inner_join(actors::table.on(actors::id.eq(moderation_actions::actor_id)))
            .left_join(
                accounts::table.on(accounts::id.nullable().eq(moderation_actions::account_id)),
            )
            .left_join(whom.on(whom.field(actors::id).eq(accounts::actor_id)))
            .left_join(posts::table.on(posts::id.nullable().eq(moderation_actions::post_id)))
            .left_join(
                comments::table.on(comments::id.nullable().eq(moderation_actions::comment_id)),
            )
            .left_join(around.on(around.field(posts::id).eq(comments::post_id)))
            .left_join(
                communities::table.on(communities::id
                    .nullable()
                    .eq(moderation_actions::community_id)),
            )
            .left_join(group.on(group.field(actors::id).eq(communities::actor_id)))
            .filter(moderation_actions::accepted.eq(true))
            .filter(sql::<Bool>(NEWS))
            .limit(limit)
            .select((
                columns::<Action>(),
                (actors::name, actors::host, actors::local),
                whom.fields((actors::name, actors::host, actors::local))
                    .nullable(),
                (
                    posts::public_id,
                    posts::title,
                    posts::author_id,
                    posts::audience,
                    posts::deleted_at.is_not_null(),
                    thread_hidden,
                )
                    .nullable(),
                (
                    comments::public_id,
                    start_of(comments::body_text, 1, 200),
                    comments::author_id,
                    comments::audience,
                    comments::deleted_at.is_not_null(),
                    reply_hidden,
                )
                    .nullable(),
                (
                    around.field(posts::public_id).nullable(),
                    around.field(posts::community_id).nullable(),
                    posts::community_id.nullable(),
                ),
                group
                    .fields((actors::name, actors::host, actors::local))
                    .nullable(),
                communities::title.nullable(),
            ))
            .into_boxed();
        let query = match of {
            LogOf::Care(_) | LogOf::About(..) => query,
            LogOf::Community(_) | LogOf::Server(_) => query
                .filter(posts::held_at.is_null())
                .filter(comments::held_at.is_null()),
        };
        let query = match of {
            LogOf::Community(id) | LogOf::Care(id) => {
                query.filter(moderation_actions::community_id.eq(*id))
            }
            LogOf::About(id, who) => query
                .filter(moderation_actions::community_id.eq(*id))
                .filter(
                    sql::<Bool>(ABOUT_PERSON)
                        .bind::<BigInt, _>(*who)
                        .sql(ABOUT_THREADS)
                        .bind::<BigInt, _>(*who)
                        .sql(ABOUT_REPLIES)
                        .bind::<BigInt, _>(*who)
                        .sql(")"),
                ),
            LogOf::Server(ids) => query.filter(
                moderation_actions::community_id
                    .eq_any(ids)
                    .or(moderation_actions::community_id.is_null()),
            ),
        };
        latest_first!(query, turn, moderation_actions::id, ActionId)
            .load(conn)
            .await?
    });
    Ok(rows
        .into_iter()
        .map(
            |(action, by, person, thread, reply, (around, home, own), group, title)| LogRow {
                by,
                person,
                thread: thread.map(logged),
                reply: reply.map(logged),
                reply_thread: around,
                elsewhere: own
                    .or(home)
                    .is_some_and(|home| action.community_id != Some(home)),
                place: group.zip(title),
                action,
            },
        )
        .collect())
}

/// Those of these communities whose log does not say who of the team acted.
pub async fn list_unnamed_teams(
    conn: &mut Conn,
    communities: &[CommunityId],
) -> QueryResult<Vec<CommunityId>> {
    q!(conn, {
        community_settings::table
            .filter(community_settings::community_id.eq_any(communities))
            .filter(community_settings::team_unnamed.eq(true))
            .select(community_settings::community_id)
            .load(conn)
            .await
    })
}

fn logged((public_id, words, author, audience, deleted, hidden): ThingRow) -> Logged {
    Logged {
        public_id,
        words,
        author,
        audience,
        deleted,
        hidden,
    }
}

/// Those of these acts that were undone since somebody appealed against them.
pub async fn list_reversed(conn: &mut Conn, ids: &[ActionId]) -> QueryResult<Vec<ActionId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    q!(conn, {
        appeals::table
            .filter(appeals::action_id.eq_any(ids))
            .filter(appeals::outcome.eq("reversed"))
            .select(appeals::action_id)
            .load(conn)
            .await
    })
}
