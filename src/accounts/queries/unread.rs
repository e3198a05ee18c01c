//! What the frame of every page counts for the person who looks at it.

use crate::ids::AccountId;
use crate::q;
use crate::store::Conn;
use crate::store::schema::{messages, notifications};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub async fn count_unread_notifications(conn: &mut Conn, id: AccountId) -> QueryResult<i64> {
    q!(conn, {
        notifications::table
            .filter(notifications::recipient_id.eq(id))
            .filter(notifications::read_at.is_null())
            .count()
            .get_result(conn)
            .await
    })
}

pub async fn count_unread_messages(conn: &mut Conn, id: AccountId) -> QueryResult<i64> {
    q!(conn, {
        messages::table
            .filter(messages::recipient_id.eq(id))
            .filter(messages::read_at.is_null())
            .filter(messages::deleted_at.is_null())
            .count()
            .get_result(conn)
            .await
    })
}
