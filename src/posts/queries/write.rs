//! New threads and replies, and new texts of old ones.

use super::tally;
use crate::communities::queries::tags;
use crate::ids::{AccountId, CommunityId, PostId};
use crate::posts::model::{Comment, CommentText, NewComment, NewPost, Post, PostText};
use crate::q;
use crate::store::schema::{comments, post_tags, posts, revisions};
use crate::store::{Conn, Json, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Stores a thread and counts it. None when its id is here already; then nothing has changed.
pub async fn insert_post(tx: &mut Tx, new: &NewPost) -> QueryResult<Option<Post>> {
    let conn = &mut **tx;
    let made: Option<Post> = q!(conn, {
        diesel::insert_into(posts::table)
            .values(new)
            .on_conflict_do_nothing()
            .returning(columns::<Post>())
            .get_result(conn)
            .await
            .optional()?
    });
    let Some(post) = made else { return Ok(None) };
    tags::insert_used(tx, post.community_id, &post.tags.0, post.received_at).await?;
    replace_tags(tx, post.id, &post.tags.0).await?;
    super::due::note_thread(tx, post.id).await?;
    if post.is_visible() {
        tally::count_post(tx, &post, 1).await?;
    }
    Ok(Some(post))
}

/// Stores a reply and counts it in its thread, its parent, its author and its community. None when
/// its id is here already; then nothing has changed.
pub async fn insert_comment(tx: &mut Tx, new: &NewComment) -> QueryResult<Option<Comment>> {
    let conn = &mut **tx;
    let made: Option<Comment> = q!(conn, {
        diesel::insert_into(comments::table)
            .values(new)
            .on_conflict_do_nothing()
            .returning(columns::<Comment>())
            .get_result(conn)
            .await
            .optional()?
    });
    let Some(comment) = made else { return Ok(None) };
    if comment.is_visible() {
        tally::count_comment(tx, &comment, 1).await?;
    }
    Ok(Some(comment))
}

/// Replaces a thread's text and keeps the former one as a revision. `former` must have been read in
/// this transaction with [`lock_post`](super::lock_post).
pub async fn update_post_text(
    tx: &mut Tx,
    former: &Post,
    text: &PostText,
    editor: AccountId,
) -> QueryResult<Post> {
    let words = Words {
        title: &former.title,
        body: &former.body,
        body_html: &former.body_html,
        written_at: former.edited_at.unwrap_or(former.published_at),
        language: &former.language,
        url: former.url.as_deref(),
        tags: &former.tags,
    };
    let kept = (revisions::post_id.eq(former.id), words.row(editor));
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(revisions::table)
            .values(kept)
            .execute(conn)
            .await
    })?;
    let post: Post = q!(conn, {
        diesel::update(posts::table.find(former.id))
            .set(text)
            .returning(columns::<Post>())
            .get_result(conn)
            .await?
    });
    if post.tags != former.tags {
        move_tags(tx, former, &post, text.version_at).await?;
    }
    Ok(post)
}

/// A thread has other tags than before.
async fn move_tags(tx: &mut Tx, former: &Post, post: &Post, now: Time) -> QueryResult<()> {
    let place = post.community_id;
    tags::insert_used(tx, place, &post.tags.0, now).await?;
    replace_tags(tx, post.id, &post.tags.0).await?;
    if post.is_visible() {
        tags::add_uses(tx, place, &former.tags.0, -1).await?;
        tags::add_uses(tx, place, &post.tags.0, 1).await?;
    }
    if former.tags != post.tags {
        super::due::note_thread(tx, post.id).await?;
    }
    Ok(())
}

/// Gives a thread other tags because of what those of its community mean now: no edit of its author's.
/// `former` must have been read in this transaction with [`lock_post`](super::lock_post).
pub async fn retag_post(
    tx: &mut Tx,
    former: &Post,
    tags: Vec<String>,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    let post: Post = q!(conn, {
        diesel::update(posts::table.find(former.id))
            .set(posts::tags.eq(Json(tags)))
            .returning(columns::<Post>())
            .get_result(conn)
            .await?
    });
    move_tags(tx, former, &post, now).await
}

/// Threads of a community with this tag, from behind the one with the id `after`.
pub async fn list_tagged(
    conn: &mut Conn,
    community: CommunityId,
    tag: &str,
    after: PostId,
    limit: i64,
) -> QueryResult<Vec<PostId>> {
    q!(conn, {
        post_tags::table
            .inner_join(posts::table)
            .filter(post_tags::tag.eq(tag))
            .filter(post_tags::post_id.gt(after))
            .filter(posts::community_id.eq(community))
            .order(post_tags::post_id)
            .limit(limit)
            .select(post_tags::post_id)
            .load(conn)
            .await
    })
}

/// As [`update_post_text`], for a reply read with [`lock_comment`](super::lock_comment).
pub async fn update_comment_text(
    tx: &mut Tx,
    former: &Comment,
    text: &CommentText,
    editor: AccountId,
) -> QueryResult<Comment> {
    let no_tags = Json(Vec::new());
    let words = Words {
        title: "",
        body: &former.body,
        body_html: &former.body_html,
        written_at: former.edited_at.unwrap_or(former.published_at),
        language: &former.language,
        url: None,
        tags: &no_tags,
    };
    let kept = (revisions::comment_id.eq(former.id), words.row(editor));
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(revisions::table)
            .values(kept)
            .execute(conn)
            .await
    })?;
    q!(conn, {
        diesel::update(comments::table.find(former.id))
            .set(text)
            .returning(columns::<Comment>())
            .get_result(conn)
            .await
    })
}

/// What a revision keeps of a former text.
#[derive(Clone, Copy, Insertable)]
#[diesel(table_name = revisions, treat_none_as_default_value = false)]
struct Words<'a> {
    title: &'a str,
    body: &'a str,
    body_html: &'a str,
    written_at: Time,
    language: &'a str,
    url: Option<&'a str>,
    tags: &'a Json<Vec<String>>,
}

impl<'a> Words<'a> {
    fn row(
        self,
        editor: AccountId,
    ) -> (Words<'a>, diesel::dsl::Eq<revisions::editor_id, AccountId>) {
        (self, revisions::editor_id.eq(editor))
    }
}

pub(super) async fn replace_tags(
    conn: &mut Conn,
    post: PostId,
    tags: &[String],
) -> QueryResult<()> {
    q!(conn, {
        diesel::delete(post_tags::table.filter(post_tags::post_id.eq(post)))
            .execute(conn)
            .await?;
        for tag in tags {
            diesel::insert_into(post_tags::table)
                .values((post_tags::post_id.eq(post), post_tags::tag.eq(tag)))
                .on_conflict_do_nothing()
                .execute(conn)
                .await?;
        }
        Ok(())
    })
}
