//! Who wrote the text of a thread or reply as it is now, where that is not its author.

use super::rows::Byline;
use crate::ids::{AccountId, PostId};
use crate::posts::model::{Comment, Post};
use crate::q;
use crate::store::schema::{accounts, actors, revisions};
use crate::store::{Conn, columns};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

/// The id on the wire of whoever edited a thread last. None where that was its author.
pub async fn editor_of_post(conn: &mut Conn, post: &Post) -> QueryResult<Option<String>> {
    if post.edited_at.is_none() {
        return Ok(None);
    }
    let last: Option<(AccountId, String)> = q!(conn, {
        revisions::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(revisions::post_id.eq(post.id))
            .order(revisions::id.desc())
            .select((revisions::editor_id, actors::ap_id))
            .first(conn)
            .await
            .optional()?
    });
    Ok(other_than(post.author_id, last))
}

/// The same as pages name them.
pub async fn find_editor(conn: &mut Conn, post: &Post) -> QueryResult<Option<Byline>> {
    if post.edited_at.is_none() {
        return Ok(None);
    }
    let last: Option<Byline> = q!(conn, {
        revisions::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(revisions::post_id.eq(post.id))
            .order(revisions::id.desc())
            .select(columns::<Byline>())
            .first(conn)
            .await
            .optional()?
    });
    Ok(last.filter(|editor| editor.id() != post.author_id))
}

/// The same of many threads, by their numbers.
pub async fn editors_of_posts(
    conn: &mut Conn,
    posts: &[&Post],
) -> QueryResult<HashMap<PostId, String>> {
    let edited = posts.iter().filter(|post| post.edited_at.is_some());
    let edited: HashMap<PostId, AccountId> = edited.map(|post| (post.id, post.author_id)).collect();
    if edited.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<PostId> = edited.keys().copied().collect();
    let last: Vec<Option<i64>> = q!(conn, {
        revisions::table
            .filter(revisions::post_id.eq_any(&ids))
            .group_by(revisions::post_id)
            .select(max(revisions::id))
            .load(conn)
            .await?
    });
    let last: Vec<i64> = last.into_iter().flatten().collect();
    let editors: Vec<(Option<PostId>, AccountId, String)> = q!(conn, {
        revisions::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(revisions::id.eq_any(&last))
            .select((revisions::post_id, revisions::editor_id, actors::ap_id))
            .load(conn)
            .await?
    });
    let other = |(post, editor, ap_id): (Option<PostId>, AccountId, String)| {
        let post = post?;
        let author = *edited.get(&post)?;
        Some((post, other_than(author, Some((editor, ap_id)))?))
    };
    Ok(editors.into_iter().filter_map(other).collect())
}

/// The same of a reply.
pub async fn editor_of_comment(conn: &mut Conn, reply: &Comment) -> QueryResult<Option<String>> {
    if reply.edited_at.is_none() {
        return Ok(None);
    }
    let last: Option<(AccountId, String)> = q!(conn, {
        revisions::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(revisions::comment_id.eq(reply.id))
            .order(revisions::id.desc())
            .select((revisions::editor_id, actors::ap_id))
            .first(conn)
            .await
            .optional()?
    });
    Ok(other_than(reply.author_id, last))
}

fn other_than(author: AccountId, last: Option<(AccountId, String)>) -> Option<String> {
    let (_, id) = last.filter(|(editor, _)| *editor != author)?;
    Some(id)
}
