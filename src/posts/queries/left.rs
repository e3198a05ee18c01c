//! What somebody wrote where they read no more, since they left or are banned: their own words, and nothing of
//! what others said there.

use super::cursor::{Cursor, Key};
use crate::accounts::model::Viewer;
use crate::communities::model::ReadPolicy;
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::membership::model::MembershipState;
use crate::posts::model::{Comment, Post};
use crate::q;
use crate::read_page;
use crate::store::schema::{comments, communities, memberships, posts};
use crate::store::{Conn, Time, Turn, Window, columns, start_of};
use crate::visibility::{Reach, reach};
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;

/// A thread or reply of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct LeftBehind {
    id: i64,
    pub public_id: String,
    pub community_id: CommunityId,
    /// The title, or how the reply begins.
    pub words: String,
    pub published_at: Time,
    pub deleted_at: Option<Time>,
}

impl LeftBehind {
    /// The place after this row.
    pub fn cursor(&self) -> Cursor {
        Cursor::new(Key::Time(self.published_at), self.id)
    }
}

/// The condition under which something is for members among whom this reader is not.
fn unread(reach: &Reach, audience: &str, community: &str) -> String {
    let read = reach.condition(audience, community);
    format!("({audience} = 'community' AND NOT ({read}))")
}

/// A thread of this address that the viewer wrote, whether or not they read where it stands.
pub async fn own_thread(
    conn: &mut Conn,
    viewer: &Viewer,
    public_id: &str,
) -> QueryResult<Option<Post>> {
    let Some(author) = viewer.account() else {
        return Ok(None);
    };
    q!(conn, {
        posts::table
            .filter(posts::public_id.eq(public_id))
            .filter(posts::author_id.eq(author))
            .select(columns::<Post>())
            .first(conn)
            .await
            .optional()
    })
}

/// The same of a reply.
pub async fn own_reply(
    conn: &mut Conn,
    viewer: &Viewer,
    public_id: &str,
) -> QueryResult<Option<Comment>> {
    let Some(author) = viewer.account() else {
        return Ok(None);
    };
    q!(conn, {
        comments::table
            .filter(comments::public_id.eq(public_id))
            .filter(comments::author_id.eq(author))
            .select(columns::<Comment>())
            .first(conn)
            .await
            .optional()
    })
}

/// Whether the viewer has belonged, or is banned, where only members read and they are none: there they may
/// have left something behind.
pub async fn is_shut_out(conn: &mut Conn, viewer: &Viewer) -> QueryResult<bool> {
    let Some(who) = viewer.account() else {
        return Ok(false);
    };
    let reach = reach(conn, viewer.reader()).await?;
    let read = reach.condition("'community'", "communities.id");
    let unread = format!("NOT ({read})");
    let states = [MembershipState::Member, MembershipState::Left];
    q!(conn, {
        diesel::select(exists(
            memberships::table
                .inner_join(communities::table)
                .filter(memberships::account_id.eq(who))
                .filter(memberships::state.eq_any(states))
                .filter(communities::read_policy.eq(ReadPolicy::Members))
                .filter(sql::<Bool>(&unread)),
        ))
        .get_result(conn)
        .await
    })
}

/// Threads of the viewer where they read no more, latest first, also those that they have deleted.
pub async fn list_left_threads(
    conn: &mut Conn,
    viewer: &Viewer,
    turn: Turn<Cursor>,
    size: usize,
) -> QueryResult<Window<LeftBehind>> {
    let Some(author) = viewer.account() else {
        return Ok(Window::empty());
    };
    let reach = reach(conn, viewer.reader()).await?;
    Ok(read_page!(turn, size, |turn, limit| load_threads(
        conn, &reach, author, turn, limit
    )))
}

async fn load_threads(
    conn: &mut Conn,
    reach: &Reach,
    author: AccountId,
    turn: Turn<Cursor>,
    limit: i64,
) -> QueryResult<Vec<LeftBehind>> {
    let unread = unread(reach, "posts.audience", "posts.community_id");
    q!(conn, {
        let mut query = posts::table
            .filter(posts::author_id.eq(author))
            .filter(sql::<Bool>(&unread))
            .select((
                posts::id,
                posts::public_id,
                posts::community_id,
                posts::title,
                posts::published_at,
                posts::deleted_at,
            ))
            .limit(limit)
            .into_boxed();
        query = if turn.is_back() {
            query.order((posts::published_at.asc(), posts::id.asc()))
        } else {
            query.order((posts::published_at.desc(), posts::id.desc()))
        };
        query = match turn {
            Turn::After(Cursor {
                key: Key::Time(at),
                id,
            }) => {
                let tie = posts::id.lt(PostId(id));
                let earlier = posts::published_at.lt(at).or(tie);
                query.filter(posts::published_at.le(at).and(earlier))
            }
            Turn::Before(Cursor {
                key: Key::Time(at),
                id,
            }) => {
                let tie = posts::id.gt(PostId(id));
                let later = posts::published_at.gt(at).or(tie);
                query.filter(posts::published_at.ge(at).and(later))
            }
            _ => query,
        };
        query.load(conn).await
    })
}

/// The same of replies. Of the threads in which they stand nothing is told.
pub async fn list_left_replies(
    conn: &mut Conn,
    viewer: &Viewer,
    turn: Turn<Cursor>,
    size: usize,
) -> QueryResult<Window<LeftBehind>> {
    let Some(author) = viewer.account() else {
        return Ok(Window::empty());
    };
    let reach = reach(conn, viewer.reader()).await?;
    Ok(read_page!(turn, size, |turn, limit| load_replies(
        conn, &reach, author, turn, limit
    )))
}

async fn load_replies(
    conn: &mut Conn,
    reach: &Reach,
    author: AccountId,
    turn: Turn<Cursor>,
    limit: i64,
) -> QueryResult<Vec<LeftBehind>> {
    let unread = unread(reach, "comments.audience", "posts.community_id");
    q!(conn, {
        let mut query = comments::table
            .inner_join(posts::table)
            .filter(comments::author_id.eq(author))
            .filter(sql::<Bool>(&unread))
            .select((
                comments::id,
                comments::public_id,
                posts::community_id,
                start_of(comments::body_text, 1_i32, 300_i32),
                comments::published_at,
                comments::deleted_at,
            ))
            .limit(limit)
            .into_boxed();
        query = if turn.is_back() {
            query.order((comments::published_at.asc(), comments::id.asc()))
        } else {
            query.order((comments::published_at.desc(), comments::id.desc()))
        };
        query = match turn {
            Turn::After(Cursor {
                key: Key::Time(at),
                id,
            }) => {
                let tie = comments::id.lt(CommentId(id));
                let earlier = comments::published_at.lt(at).or(tie);
                query.filter(comments::published_at.le(at).and(earlier))
            }
            Turn::Before(Cursor {
                key: Key::Time(at),
                id,
            }) => {
                let tie = comments::id.gt(CommentId(id));
                let later = comments::published_at.gt(at).or(tie);
                query.filter(comments::published_at.ge(at).and(later))
            }
            _ => query,
        };
        query.load(conn).await
    })
}
