//! Reading and writing votes.

use super::model::{Cast, VoteChange};
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::queries::{add_comment_votes, add_post_votes};
use crate::q;
use crate::store::schema::{comment_votes, post_votes};
use crate::store::{Conn, Time, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Votes on one kind of thing. The two tables have the same columns, but for the thread of a reply, and
/// their types cannot be named as one.
macro_rules! votes {
    (
        $table:ident, $thing:ident: $id:ty $(, in $thread:ident: $thread_id:ty)?;
        $(#[$record_doc:meta])* $record:ident, $insert:ident, $lock:ident, $add:ident;
        $(#[$voted_at_doc:meta])* $voted_at:ident
    ) => {
        $(#[$record_doc])*
        pub async fn $record(
            tx: &mut Tx,
            voter: AccountId,
            $thing: $id,
            $($thread: $thread_id,)?
            cast: Cast,
        ) -> QueryResult<VoteChange> {
            let made = $insert(tx, voter, $thing, $($thread,)? cast).await?;
            let before = if made {
                0
            } else {
                let old = $lock(tx, voter, $thing).await?;
                if !cast.replaces(old) {
                    return Ok(VoteChange {
                        before: old.value,
                        after: old.value,
                    });
                }
                let conn = &mut **tx;
                q!(conn, {
                    diesel::update($table::table.find(($thing, voter)))
                        .set(($table::value.eq(cast.value), $table::voted_at.eq(cast.at)))
                        .execute(conn)
                        .await
                })?;
                old.value
            };
            let change = VoteChange {
                before,
                after: cast.value,
            };
            if !change.is_none() {
                let (up, down) = change.steps();
                $add(tx, $thing, up, down).await?;
            }
            Ok(change)
        }

        /// False when there is a row already, be it another transaction's that this one waited for.
        async fn $insert(
            tx: &mut Tx,
            voter: AccountId,
            $thing: $id,
            $($thread: $thread_id,)?
            cast: Cast,
        ) -> QueryResult<bool> {
            let row = (
                $table::account_id.eq(voter),
                $table::$thing.eq($thing),
                $($table::$thread.eq($thread),)?
                $table::value.eq(cast.value),
                $table::voted_at.eq(cast.at),
            );
            let conn = &mut **tx;
            let made = q!(conn, {
                diesel::insert_into($table::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(conn)
                    .await?
            });
            Ok(made > 0)
        }

        async fn $lock(conn: &mut Conn, voter: AccountId, $thing: $id) -> QueryResult<Cast> {
            let columns = ($table::value, $table::voted_at);
            let (value, at): (i16, Option<Time>) = q!(conn,
                sqlite: { $table::table.find(($thing, voter)).select(columns).first(conn).await? },
                pg: { $table::table.find(($thing, voter)).select(columns).for_update().first(conn).await? });
            Ok(Cast { value, at })
        }

        $(#[$voted_at_doc])*
        pub async fn $voted_at(
            conn: &mut Conn,
            voter: AccountId,
            $thing: $id,
        ) -> QueryResult<Option<Time>> {
            let at: Option<Option<Time>> = q!(conn, {
                $table::table
                    .find(($thing, voter))
                    .select($table::voted_at)
                    .first(conn)
                    .await
                    .optional()?
            });
            Ok(at.flatten())
        }
    };
}

votes! {
    post_votes, post_id: PostId;
    /// Records somebody's vote on a thread and moves its score, unless a later vote of theirs is known.
    record_post_vote, insert_post_vote, lock_post_vote, add_post_votes;
    /// When somebody last voted on a thread, if they did and it is known.
    post_voted_at
}

votes! {
    comment_votes, comment_id: CommentId, in post_id: PostId;
    /// As [`record_post_vote`], on a reply; `post_id` is its thread.
    record_comment_vote, insert_comment_vote, lock_comment_vote, add_comment_votes;
    /// As [`post_voted_at`], on a reply.
    comment_voted_at
}
