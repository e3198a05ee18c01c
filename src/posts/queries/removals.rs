//! Why moderators removed something.

use crate::ids::{ActorId, CommentId, PostId};
use crate::q;
use crate::store::Conn;
use crate::store::schema::moderation_actions;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// A removal that holds: of which reply, none for the thread itself; why; whose act it was.
pub type Removal = (Option<CommentId>, String, ActorId);

/// The removals that hold for a thread and for these of its replies. Of several about one of them the last here speaks: it has the highest rank, and is the latest of those.
pub async fn list_removals(
    conn: &mut Conn,
    thread: PostId,
    replies: &[CommentId],
) -> QueryResult<Vec<Removal>> {
    q!(conn, {
        moderation_actions::table
            .filter(moderation_actions::verb.eq("remove"))
            .filter(moderation_actions::accepted.eq(true))
            .filter(moderation_actions::undone_at.is_null())
            .filter(
                moderation_actions::post_id
                    .eq(thread)
                    .or(moderation_actions::comment_id.eq_any(replies)),
            )
            .order((moderation_actions::rank, moderation_actions::acted_at))
            .select((
                moderation_actions::comment_id,
                moderation_actions::reason,
                moderation_actions::actor_id,
            ))
            .load(conn)
            .await
    })
}
