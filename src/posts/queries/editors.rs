//! Who wrote the text of a thread or reply as it is now, where that is not its author.

use crate::ids::AccountId;
use crate::posts::model::{Comment, Post};
use crate::q;
use crate::store::Conn;
use crate::store::schema::{accounts, actors, revisions};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

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
