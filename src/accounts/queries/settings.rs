//! The rows behind the server's settings.

use crate::q;
use crate::store::schema::server_settings;
use crate::store::{Conn, Json, Time, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

pub async fn list_settings(conn: &mut Conn) -> QueryResult<Vec<(String, Json<Value>)>> {
    q!(conn, {
        server_settings::table
            .select((server_settings::key, server_settings::value))
            .load(conn)
            .await
    })
}

pub async fn setting_by_key(conn: &mut Conn, key: &str) -> QueryResult<Option<Json<Value>>> {
    q!(conn, {
        server_settings::table
            .find(key)
            .select(server_settings::value)
            .first(conn)
            .await
            .optional()
    })
}

pub async fn upsert_setting(tx: &mut Tx, key: &str, value: Value, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(server_settings::table)
            .values((
                server_settings::key.eq(key),
                server_settings::value.eq(Json(value.clone())),
                server_settings::updated_at.eq(now),
            ))
            .on_conflict(server_settings::key)
            .do_update()
            .set((
                server_settings::value.eq(Json(value)),
                server_settings::updated_at.eq(now),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}
