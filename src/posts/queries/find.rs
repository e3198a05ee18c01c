//! Single threads and replies, and their former texts.

use super::cursor::{Cursor, Key};
#[cfg(doc)]
use super::list::Sort;
use super::rows::{OwnReply, Revision};
use super::sight::sight;
use crate::accounts::model::Viewer;
use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::posts::model::{Comment, Post};
use crate::q;
use crate::store::Conn;
use crate::store::schema::{comments, communities, posts, revisions};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub async fn find_post(conn: &mut Conn, viewer: &Viewer, id: PostId) -> QueryResult<Option<Post>> {
    let post = q!(conn, {
        posts::table
            .find(id)
            .select(Post::as_select())
            .first(conn)
            .await
            .optional()?
    });
    shown_post(conn, viewer, post).await
}

pub async fn post_by_public_id(
    conn: &mut Conn,
    viewer: &Viewer,
    public_id: &str,
) -> QueryResult<Option<Post>> {
    let post = q!(conn, {
        posts::table
            .filter(posts::public_id.eq(public_id))
            .select(Post::as_select())
            .first(conn)
            .await
            .optional()?
    });
    shown_post(conn, viewer, post).await
}

pub async fn post_by_ap_id(
    conn: &mut Conn,
    viewer: &Viewer,
    ap_id: &str,
) -> QueryResult<Option<Post>> {
    let post = q!(conn, {
        posts::table
            .filter(posts::ap_id.eq(ap_id))
            .select(Post::as_select())
            .first(conn)
            .await
            .optional()?
    });
    shown_post(conn, viewer, post).await
}

async fn shown_post(
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

pub async fn find_comment(
    conn: &mut Conn,
    viewer: &Viewer,
    id: CommentId,
) -> QueryResult<Option<Comment>> {
    let comment = q!(conn, {
        comments::table
            .find(id)
            .select(Comment::as_select())
            .first(conn)
            .await
            .optional()?
    });
    shown_comment(conn, viewer, comment).await
}

pub async fn comment_by_public_id(
    conn: &mut Conn,
    viewer: &Viewer,
    public_id: &str,
) -> QueryResult<Option<Comment>> {
    let comment = q!(conn, {
        comments::table
            .filter(comments::public_id.eq(public_id))
            .select(Comment::as_select())
            .first(conn)
            .await
            .optional()?
    });
    shown_comment(conn, viewer, comment).await
}

pub async fn comment_by_ap_id(
    conn: &mut Conn,
    viewer: &Viewer,
    ap_id: &str,
) -> QueryResult<Option<Comment>> {
    let comment = q!(conn, {
        comments::table
            .filter(comments::ap_id.eq(ap_id))
            .select(Comment::as_select())
            .first(conn)
            .await
            .optional()?
    });
    shown_comment(conn, viewer, comment).await
}

async fn shown_comment(
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

/// What somebody replied in public threads, latest first. `after` is a cursor of [`Sort::New`].
pub async fn list_own_comments(
    conn: &mut Conn,
    author: AccountId,
    after: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<OwnReply>> {
    q!(conn, {
        let mut query = comments::table
            .inner_join(posts::table.inner_join(communities::table))
            .filter(comments::author_id.eq(author))
            .filter(comments::audience.eq(Audience::Public))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .order((comments::published_at.desc(), comments::id.desc()))
            .select(OwnReply::as_select())
            .limit(limit)
            .into_boxed();
        if let Some(Cursor {
            key: Key::Time(at),
            id,
        }) = after
        {
            let earlier = comments::published_at
                .lt(at)
                .or(comments::id.lt(CommentId(id)));
            query = query.filter(comments::published_at.le(at).and(earlier));
        }
        query.load(conn).await
    })
}

/// Threads of a community whose titles share words with this one, best match first.
pub async fn list_similar(
    conn: &mut Conn,
    community: CommunityId,
    title: &str,
    limit: i64,
) -> QueryResult<Vec<(String, String)>> {
    let words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 3)
        .take(12)
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    #[derive(diesel::QueryableByName)]
    struct Hit {
        #[diesel(sql_type = diesel::sql_types::Text)]
        public_id: String,
        #[diesel(sql_type = diesel::sql_types::Text)]
        title: String,
    }
    let hits: Vec<Hit> = q!(conn,
    sqlite: {
        let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        diesel::sql_query(
            "SELECT p.public_id, p.title FROM posts_fts f JOIN posts p ON p.id = f.rowid
             WHERE posts_fts MATCH $1 AND p.community_id = $2 AND p.audience = 'public'
               AND p.deleted_at IS NULL AND p.removed_at IS NULL AND p.held_at IS NULL
             ORDER BY rank LIMIT $3")
            .bind::<diesel::sql_types::Text, _>(format!("title : ({})", words.join(" OR ")))
            .bind::<diesel::sql_types::BigInt, _>(community)
            .bind::<diesel::sql_types::BigInt, _>(limit)
            .load(conn)
            .await?
    },
    pg: {
        diesel::sql_query(
            "SELECT p.public_id, p.title FROM posts p, to_tsquery('simple', $1) q
             WHERE p.search @@ q AND p.community_id = $2 AND p.audience = 'public'
               AND p.deleted_at IS NULL AND p.removed_at IS NULL AND p.held_at IS NULL
             ORDER BY ts_rank(p.search, q) DESC, p.id DESC LIMIT $3")
            .bind::<diesel::sql_types::Text, _>(words.join(" | "))
            .bind::<diesel::sql_types::BigInt, _>(community)
            .bind::<diesel::sql_types::BigInt, _>(limit)
            .load(conn)
            .await?
    });
    Ok(hits
        .into_iter()
        .map(|hit| (hit.public_id, hit.title))
        .collect())
}

/// Former texts, oldest first, of a thread whose words the viewer may read.
pub async fn revisions_of_post(
    conn: &mut Conn,
    viewer: &Viewer,
    post: &Post,
) -> QueryResult<Vec<Revision>> {
    let sight = sight(conn, viewer, post.community_id).await?;
    let hidden = post.removed_at.is_some() || post.held_at.is_some();
    let deleted = post.deleted_at.is_some();
    if !sight.admits(post.audience) || !sight.sees_words(post.author_id, deleted, hidden) {
        return Ok(Vec::new());
    }
    q!(conn, {
        revisions::table
            .filter(revisions::post_id.eq(post.id))
            .order(revisions::id)
            .select(Revision::as_select())
            .load(conn)
            .await
    })
}

/// As [`revisions_of_post`], of a reply.
pub async fn revisions_of_comment(
    conn: &mut Conn,
    viewer: &Viewer,
    comment: &Comment,
) -> QueryResult<Vec<Revision>> {
    let community = community_of(conn, comment.post_id).await?;
    let sight = sight(conn, viewer, community).await?;
    let hidden = comment.removed_at.is_some() || comment.held_at.is_some();
    let deleted = comment.deleted_at.is_some();
    if !sight.admits(comment.audience) || !sight.sees_words(comment.author_id, deleted, hidden) {
        return Ok(Vec::new());
    }
    q!(conn, {
        revisions::table
            .filter(revisions::comment_id.eq(comment.id))
            .order(revisions::id)
            .select(Revision::as_select())
            .load(conn)
            .await
    })
}
