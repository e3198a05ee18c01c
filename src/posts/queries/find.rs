//! Single threads and replies, and their former texts.

use super::cursor::{Cursor, Key};
#[cfg(doc)]
use super::list::Sort;
use super::rows::{OwnReply, Revision};
use super::sight::sight;
use crate::accounts::model::Viewer;
use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::latest_first;
use crate::posts::model::{Comment, Post};
use crate::q;
use crate::read_page;
use crate::store::schema::{comments, communities, posts, revisions};
use crate::store::{Conn, Json, Turn, Window, columns};
use crate::visibility::{Reach, reach};
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use std::collections::HashSet;

/// Replies that say what somebody is at home in.
const LATELY: i64 = 60;

/// Which thread or reply is meant.
enum Which<'a, Id> {
    Id(Id),
    PublicId(&'a str),
    ApId(&'a str),
}

pub async fn find_post(conn: &mut Conn, viewer: &Viewer, id: PostId) -> QueryResult<Option<Post>> {
    load_post(conn, viewer, Which::Id(id)).await
}

pub async fn post_by_public_id(
    conn: &mut Conn,
    viewer: &Viewer,
    public_id: &str,
) -> QueryResult<Option<Post>> {
    load_post(conn, viewer, Which::PublicId(public_id)).await
}

pub async fn post_by_ap_id(
    conn: &mut Conn,
    viewer: &Viewer,
    ap_id: &str,
) -> QueryResult<Option<Post>> {
    load_post(conn, viewer, Which::ApId(ap_id)).await
}

/// The threads with these ids on the wire that the viewer reads, each with its public id.
pub async fn list_known(
    conn: &mut Conn,
    viewer: &Viewer,
    ap_ids: &[String],
) -> QueryResult<Vec<(String, String)>> {
    if ap_ids.is_empty() {
        return Ok(Vec::new());
    }
    let reach = reach(conn, viewer.reader()).await?;
    let readable = reach.condition("posts.audience", "posts.community_id");
    q!(conn, {
        posts::table
            .filter(posts::ap_id.eq_any(ap_ids))
            .filter(sql::<Bool>(&readable))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .select((posts::ap_id, posts::public_id))
            .load(conn)
            .await
    })
}

async fn load_post(
    conn: &mut Conn,
    viewer: &Viewer,
    which: Which<'_, PostId>,
) -> QueryResult<Option<Post>> {
    let post: Option<Post> = q!(conn, {
        let all = posts::table.select(columns::<Post>()).into_boxed();
        let one = match which {
            Which::Id(id) => all.filter(posts::id.eq(id)),
            Which::PublicId(id) => all.filter(posts::public_id.eq(id)),
            Which::ApId(id) => all.filter(posts::ap_id.eq(id)),
        };
        one.first(conn).await.optional()?
    });
    shown_post(conn, viewer, post).await
}

/// A thread that was read already, as this viewer may have it.
pub async fn shown_post(
    conn: &mut Conn,
    viewer: &Viewer,
    post: Option<Post>,
) -> QueryResult<Option<Post>> {
    match post {
        Some(post) if post.audience == Audience::Public && post.is_visible() => Ok(Some(post)),
        Some(post) => {
            let sight = sight(conn, viewer, post.community_id).await?;
            Ok(sight.show_post(post))
        }
        None => Ok(None),
    }
}

/// Those of these threads and replies of one community that the viewer sees anything of, read together.
pub async fn list_things_in(
    conn: &mut Conn,
    viewer: &Viewer,
    community: CommunityId,
    threads: &[PostId],
    replies: &[CommentId],
) -> QueryResult<(Vec<Post>, Vec<Comment>)> {
    let sight = sight(conn, viewer, community).await?;
    let threads: Vec<Post> = q!(conn, {
        posts::table
            .filter(posts::id.eq_any(threads))
            .filter(posts::community_id.eq(community))
            .select(columns::<Post>())
            .load(conn)
            .await?
    });
    let replies: Vec<Comment> = q!(conn, {
        comments::table
            .inner_join(posts::table)
            .filter(comments::id.eq_any(replies))
            .filter(posts::community_id.eq(community))
            .select(columns::<Comment>())
            .load(conn)
            .await?
    });
    let threads = threads.into_iter().filter_map(|each| sight.show_post(each));
    let replies = replies
        .into_iter()
        .filter_map(|each| sight.show_comment(each));
    Ok((threads.collect(), replies.collect()))
}

pub async fn find_comment(
    conn: &mut Conn,
    viewer: &Viewer,
    id: CommentId,
) -> QueryResult<Option<Comment>> {
    load_comment(conn, viewer, Which::Id(id)).await
}

pub async fn comment_by_public_id(
    conn: &mut Conn,
    viewer: &Viewer,
    public_id: &str,
) -> QueryResult<Option<Comment>> {
    load_comment(conn, viewer, Which::PublicId(public_id)).await
}

pub async fn comment_by_ap_id(
    conn: &mut Conn,
    viewer: &Viewer,
    ap_id: &str,
) -> QueryResult<Option<Comment>> {
    load_comment(conn, viewer, Which::ApId(ap_id)).await
}

async fn load_comment(
    conn: &mut Conn,
    viewer: &Viewer,
    which: Which<'_, CommentId>,
) -> QueryResult<Option<Comment>> {
    let comment: Option<Comment> = q!(conn, {
        let all = comments::table.select(columns::<Comment>()).into_boxed();
        let one = match which {
            Which::Id(id) => all.filter(comments::id.eq(id)),
            Which::PublicId(id) => all.filter(comments::public_id.eq(id)),
            Which::ApId(id) => all.filter(comments::ap_id.eq(id)),
        };
        one.first(conn).await.optional()?
    });
    shown_comment(conn, viewer, comment).await
}

/// As [`shown_post`], of a reply.
pub async fn shown_comment(
    conn: &mut Conn,
    viewer: &Viewer,
    comment: Option<Comment>,
) -> QueryResult<Option<Comment>> {
    match comment {
        Some(comment) if comment.audience == Audience::Public && comment.is_visible() => {
            Ok(Some(comment))
        }
        Some(comment) => {
            let community = community_of(conn, comment.post_id).await?;
            let sight = sight(conn, viewer, community).await?;
            Ok(sight.show_comment(comment))
        }
        None => Ok(None),
    }
}

async fn community_of(conn: &mut Conn, post: PostId) -> QueryResult<CommunityId> {
    q!(conn, {
        posts::table
            .find(post)
            .select(posts::community_id)
            .first(conn)
            .await
    })
}

/// Whether the thread of this address stands in a community that is not shown.
pub async fn is_post_shut_away(conn: &mut Conn, public_id: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            posts::table
                .inner_join(communities::table)
                .filter(posts::public_id.eq(public_id))
                .filter(
                    communities::removed_at
                        .is_not_null()
                        .or(communities::deleted_at.is_not_null()),
                ),
        ))
        .get_result(conn)
        .await
    })
}

/// As [`is_post_shut_away`], of a reply.
pub async fn is_comment_shut_away(conn: &mut Conn, public_id: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            comments::table
                .inner_join(posts::table.inner_join(communities::table))
                .filter(comments::public_id.eq(public_id))
                .filter(
                    communities::removed_at
                        .is_not_null()
                        .or(communities::deleted_at.is_not_null()),
                ),
        ))
        .get_result(conn)
        .await
    })
}

/// What somebody replied where the viewer reads, latest first. The cursor is one of [`Sort::New`].
pub async fn list_own_comments(
    conn: &mut Conn,
    viewer: &Viewer,
    author: AccountId,
    turn: Turn<Cursor>,
    size: usize,
) -> QueryResult<Window<OwnReply>> {
    let reach = reach(conn, viewer.reader()).await?;
    Ok(read_page!(turn, size, |turn, limit| load_own_comments(
        conn, &reach, author, turn, limit
    )))
}

async fn load_own_comments(
    conn: &mut Conn,
    reach: &Reach,
    author: AccountId,
    turn: Turn<Cursor>,
    limit: i64,
) -> QueryResult<Vec<OwnReply>> {
    let readable = reach.condition("comments.audience", "posts.community_id");
    let listed = match reach.is(author) {
        true => "1 = 1".to_owned(),
        false => reach.listed("communities.read_policy", "posts.community_id"),
    };
    q!(conn, {
        let mut query = comments::table
            .inner_join(posts::table.inner_join(communities::table))
            .filter(comments::author_id.eq(author))
            .filter(sql::<Bool>(&readable))
            .filter(sql::<Bool>(&listed))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .select(columns::<OwnReply>())
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

/// How many threads and replies of somebody can be seen in a community.
pub async fn count_contributions(
    conn: &mut Conn,
    community: CommunityId,
    author: AccountId,
) -> QueryResult<i64> {
    let threads: i64 = q!(conn, {
        posts::table
            .filter(posts::author_id.eq(author))
            .filter(posts::community_id.eq(community))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .count()
            .get_result(conn)
            .await?
    });
    let replies: i64 = q!(conn, {
        comments::table
            .inner_join(posts::table)
            .filter(comments::author_id.eq(author))
            .filter(posts::community_id.eq(community))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .count()
            .get_result(conn)
            .await?
    });
    Ok(threads.saturating_add(replies))
}

/// Tags of the threads in which somebody replied lately: what they know something about.
pub async fn list_own_tags(conn: &mut Conn, author: AccountId) -> QueryResult<HashSet<String>> {
    let tags: Vec<Json<Vec<String>>> = q!(conn, {
        comments::table
            .inner_join(posts::table)
            .filter(comments::author_id.eq(author))
            .filter(posts::author_id.ne(author))
            .order((comments::published_at.desc(), comments::id.desc()))
            .limit(LATELY)
            .select(posts::tags)
            .load(conn)
            .await?
    });
    Ok(tags.into_iter().flat_map(|tags| tags.0).collect())
}

/// Former texts, latest first, of a thread whose words the viewer may read. The turn is by their ids.
pub async fn revisions_of_post(
    conn: &mut Conn,
    viewer: &Viewer,
    post: &Post,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Revision>> {
    let sight = sight(conn, viewer, post.community_id).await?;
    let hidden = post.removed_at.is_some() || post.held_at.is_some();
    let deleted = post.deleted_at.is_some();
    if !sight.admits(post.audience) || !sight.sees_words(post.author_id, deleted, hidden) {
        return Ok(Window::empty());
    }
    revisions_of(conn, Of::Post(post.id), turn, size).await
}

/// As [`revisions_of_post`], of a reply.
pub async fn revisions_of_comment(
    conn: &mut Conn,
    viewer: &Viewer,
    comment: &Comment,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Revision>> {
    let community = community_of(conn, comment.post_id).await?;
    let sight = sight(conn, viewer, community).await?;
    let hidden = comment.removed_at.is_some() || comment.held_at.is_some();
    let deleted = comment.deleted_at.is_some();
    if !sight.admits(comment.audience) || !sight.sees_words(comment.author_id, deleted, hidden) {
        return Ok(Window::empty());
    }
    revisions_of(conn, Of::Comment(comment.id), turn, size).await
}

#[derive(Clone, Copy)]
enum Of {
    Post(PostId),
    Comment(CommentId),
}

async fn revisions_of(
    conn: &mut Conn,
    of: Of,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Revision>> {
    Ok(read_page!(turn, size, |turn, limit| load_revisions(
        conn, of, turn, limit
    )))
}

async fn load_revisions(
    conn: &mut Conn,
    of: Of,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Revision>> {
    q!(conn, {
        let mut query = revisions::table
            .select(columns::<Revision>())
            .limit(limit)
            .into_boxed();
        query = match of {
            Of::Post(id) => query.filter(revisions::post_id.eq(id)),
            Of::Comment(id) => query.filter(revisions::comment_id.eq(id)),
        };
        latest_first!(query, turn, revisions::id, i64::from)
            .load(conn)
            .await
    })
}
