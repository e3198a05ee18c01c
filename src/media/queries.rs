//! Reading and writing what pictures hold and where they hang.

#[cfg(test)]
use super::model::Attachment;
use super::model::{Hanging, Kept, NewAttachment, Owner, PictureRow};
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::q;
use crate::store::schema::{attachments, pictures};
use crate::store::types::Instant;
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

#[derive(QueryableByName)]
struct Total {
    #[diesel(sql_type = BigInt)]
    bytes: i64,
    #[diesel(sql_type = BigInt)]
    loose: i64,
}

const KEPT_BY: &str = "SELECT CAST(COALESCE(SUM(p.bytes), 0) AS BIGINT) AS bytes,
      COUNT(CASE WHEN a.post_id IS NULL AND a.comment_id IS NULL AND a.account_id IS NULL
        AND a.community_id IS NULL THEN 1 END) AS loose
    FROM attachments a JOIN pictures p ON p.hash = a.hash WHERE a.uploader_id = $1";

/// What somebody has sent and is still there.
pub async fn kept_by(conn: &mut Conn, uploader: AccountId) -> QueryResult<Kept> {
    let total: Total = q!(conn, {
        diesel::sql_query(KEPT_BY)
            .bind::<BigInt, _>(uploader)
            .get_result(conn)
            .await?
    });
    Ok(Kept {
        bytes: total.bytes,
        loose: total.loose,
    })
}

/// Says that a picture is there. Until the commit nobody else says of it that it is or is not.
pub async fn upsert_picture(tx: &mut Tx, row: &PictureRow) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(pictures::table)
            .values(row)
            .on_conflict(pictures::hash)
            .do_update()
            .set(pictures::stored_at.eq(row.stored_at))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// One with a key that is there already changes nothing.
pub async fn insert_attachment(tx: &mut Tx, new: &NewAttachment) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(attachments::table)
            .values(new)
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn hanging_by_key(conn: &mut Conn, key: &str) -> QueryResult<Option<Hanging>> {
    q!(conn, {
        attachments::table
            .inner_join(pictures::table)
            .filter(attachments::key.eq(key))
            .select(columns::<Hanging>())
            .first(conn)
            .await
            .optional()
    })
}

/// Those with these keys that are there, in no particular order. Whoever asks judges who may have them.
pub async fn list_hanging(conn: &mut Conn, keys: &[String]) -> QueryResult<Vec<Hanging>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    q!(conn, {
        attachments::table
            .inner_join(pictures::table)
            .filter(attachments::key.eq_any(keys))
            .select(columns::<Hanging>())
            .load(conn)
            .await
    })
}

#[derive(Default, AsChangeset)]
#[diesel(table_name = attachments)]
struct Place {
    post_id: Option<PostId>,
    comment_id: Option<CommentId>,
    account_id: Option<AccountId>,
    community_id: Option<CommunityId>,
}

impl From<Owner> for Place {
    fn from(owner: Owner) -> Self {
        let mut place = Self::default();
        match owner {
            Owner::Post(id) => place.post_id = Some(id),
            Owner::Comment(id) => place.comment_id = Some(id),
            Owner::Account(id) => place.account_id = Some(id),
            Owner::Community(id) => place.community_id = Some(id),
        }
        place
    }
}

/// Those of these pictures that hang nowhere yet and are this person's.
macro_rules! loose {
    ($keys:expr, $by:expr) => {
        attachments::table
            .filter(attachments::key.eq_any($keys))
            .filter(attachments::uploader_id.eq($by))
            .filter(attachments::post_id.is_null())
            .filter(attachments::comment_id.is_null())
            .filter(attachments::account_id.is_null())
            .filter(attachments::community_id.is_null())
    };
}

/// Hangs pictures that hang nowhere yet and are this person's; others stay where they are.
pub async fn hang(tx: &mut Tx, keys: &[String], by: AccountId, owner: Owner) -> QueryResult<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let place = Place::from(owner);
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(loose!(keys, by))
            .set((place, attachments::goes_at.eq(None::<Time>)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Says when pictures that hang nowhere yet and are this person's are deleted for good.
pub async fn set_loose_going(
    tx: &mut Tx,
    keys: &[String],
    by: AccountId,
    at: Time,
) -> QueryResult<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(loose!(keys, by))
            .set(attachments::goes_at.eq(Some(at)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Says when the picture with this key is deleted for good.
pub async fn set_key_going(tx: &mut Tx, key: &str, at: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(attachments::table.filter(attachments::key.eq(key)))
            .set(attachments::goes_at.eq(Some(at)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Says when all that hangs on something is deleted for good; None: it stays.
pub async fn set_going(tx: &mut Tx, owner: Owner, at: Option<Time>) -> QueryResult<()> {
    let conn = &mut **tx;
    let goes = attachments::goes_at.eq(at);
    q!(conn, {
        let all = attachments::table;
        match owner {
            Owner::Post(id) => {
                let there = all.filter(attachments::post_id.eq(id));
                diesel::update(there).set(goes).execute(conn).await
            }
            Owner::Comment(id) => {
                let there = all.filter(attachments::comment_id.eq(id));
                diesel::update(there).set(goes).execute(conn).await
            }
            Owner::Account(id) => {
                let there = all.filter(attachments::account_id.eq(id));
                diesel::update(there).set(goes).execute(conn).await
            }
            Owner::Community(id) => {
                let there = all.filter(attachments::community_id.eq(id));
                diesel::update(there).set(goes).execute(conn).await
            }
        }
    })?;
    Ok(())
}

/// Those that hang on something but under none of these keys are deleted for good from `at` on. Threads and
/// replies keep what their former texts show, so this is for people and communities.
pub async fn replace(tx: &mut Tx, owner: Owner, keys: &[String], at: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    let goes = attachments::goes_at.eq(Some(at));
    q!(conn, {
        let others = attachments::table.filter(attachments::key.ne_all(keys));
        match owner {
            Owner::Account(id) => {
                let others = others.filter(attachments::account_id.eq(id));
                diesel::update(others).set(goes).execute(conn).await?;
            }
            Owner::Community(id) => {
                let others = others.filter(attachments::community_id.eq(id));
                diesel::update(others).set(goes).execute(conn).await?;
            }
            Owner::Post(_) | Owner::Comment(_) => {}
        }
    });
    Ok(())
}

/// Up to `limit` pictures of somebody who is gone are deleted for good from `at` on; says how many. What they
/// gave to a community stays with it.
pub async fn set_going_by(
    tx: &mut Tx,
    uploader: AccountId,
    at: Time,
    limit: i64,
) -> QueryResult<usize> {
    const GOING: &str = "UPDATE attachments SET goes_at = $1 WHERE id IN (
        SELECT id FROM attachments WHERE uploader_id = $2 AND community_id IS NULL
          AND (goes_at IS NULL OR goes_at > $1) ORDER BY id LIMIT $3)";
    let conn = &mut **tx;
    q!(conn, {
        diesel::sql_query(GOING)
            .bind::<Instant, _>(at)
            .bind::<BigInt, _>(uploader)
            .bind::<BigInt, _>(limit)
            .execute(conn)
            .await
    })
}

#[derive(QueryableByName)]
struct Held {
    #[diesel(sql_type = Text)]
    hash: String,
}

/// Takes up to `limit` pictures down whose time is over, and tells what they held.
pub async fn take_down(tx: &mut Tx, now: Time, limit: i64) -> QueryResult<Vec<String>> {
    // The time is asked for twice: one that a text came to show between the two stays.
    const DUE: &str = "DELETE FROM attachments WHERE goes_at <= $1 AND id IN (
        SELECT id FROM attachments WHERE goes_at <= $1 ORDER BY goes_at LIMIT $2) RETURNING hash";
    let conn = &mut **tx;
    let rows: Vec<Held> = q!(conn, {
        diesel::sql_query(DUE)
            .bind::<Instant, _>(now)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await?
    });
    Ok(rows.into_iter().map(|row| row.hash).collect())
}

/// Says that a picture is not there any more, unless it hangs somewhere; whether it does not.
pub async fn delete_unhung(tx: &mut Tx, hash: &str) -> QueryResult<bool> {
    const UNHUNG: &str = "DELETE FROM pictures WHERE hash = $1
        AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.hash = pictures.hash)";
    let conn = &mut **tx;
    let deleted = q!(conn, {
        diesel::sql_query(UNHUNG)
            .bind::<Text, _>(hash)
            .execute(conn)
            .await?
    });
    Ok(deleted > 0)
}

/// Those of these hashes that are there.
pub async fn list_known(conn: &mut Conn, hashes: &[String]) -> QueryResult<Vec<String>> {
    q!(conn, {
        pictures::table
            .filter(pictures::hash.eq_any(hashes))
            .select(pictures::hash)
            .load(conn)
            .await
    })
}

/// Keeps everybody else from saying that a picture is there until the transaction ends, if nobody has said it
/// yet; whether that is so.
pub async fn hold_unknown(tx: &mut Tx, row: &PictureRow) -> QueryResult<bool> {
    let conn = &mut **tx;
    let held = q!(conn, {
        diesel::insert_into(pictures::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    Ok(held > 0)
}

/// As they hang on something now, the oldest first.
#[cfg(test)]
pub async fn list_on(conn: &mut Conn, owner: Owner) -> QueryResult<Vec<Attachment>> {
    q!(conn, {
        let all = attachments::table
            .order(attachments::id)
            .select(columns::<Attachment>())
            .into_boxed();
        let there = match owner {
            Owner::Post(id) => all.filter(attachments::post_id.eq(id)),
            Owner::Comment(id) => all.filter(attachments::comment_id.eq(id)),
            Owner::Account(id) => all.filter(attachments::account_id.eq(id)),
            Owner::Community(id) => all.filter(attachments::community_id.eq(id)),
        };
        there.load(conn).await
    })
}
