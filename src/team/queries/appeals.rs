//! Appeals, the acts that they are against, and how people of other servers were told of those.

use crate::ids::{AccountId, CommunityId};
use crate::latest_first;
use crate::moderation::model::{Action, ActionId, Verb};
use crate::q;
use crate::read_page;
use crate::store::schema::{appeal_letters, appeals, moderation_actions};
use crate::store::{Conn, Time, Turn, Tx, Window, columns};
use crate::team::model::{Appeal, AppealId, AppealLetter, NewAppeal, Ruling};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub async fn find_act(conn: &mut Conn, id: ActionId) -> QueryResult<Option<Action>> {
    q!(conn, {
        moderation_actions::table
            .filter(moderation_actions::id.eq(id))
            .select(columns::<Action>())
            .first(conn)
            .await
            .optional()
    })
}

/// These acts, in no particular order.
pub async fn list_acts(conn: &mut Conn, ids: &[ActionId]) -> QueryResult<Vec<Action>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    q!(conn, {
        moderation_actions::table
            .filter(moderation_actions::id.eq_any(ids))
            .select(columns::<Action>())
            .load(conn)
            .await
    })
}

/// The latest act by which somebody is banned from a community and that nobody lifted.
pub async fn standing_ban(
    conn: &mut Conn,
    account: AccountId,
    community: CommunityId,
) -> QueryResult<Option<Action>> {
    q!(conn, {
        moderation_actions::table
            .filter(moderation_actions::account_id.eq(account))
            .filter(moderation_actions::community_id.eq(community))
            .filter(moderation_actions::verb.eq(Verb::Ban))
            .filter(moderation_actions::accepted.eq(true))
            .filter(moderation_actions::undone_at.is_null())
            .order(moderation_actions::id.desc())
            .select(columns::<Action>())
            .first(conn)
            .await
            .optional()
    })
}

/// The latest acts by which somebody is banned from communities and that nobody lifted, at most `limit`.
pub async fn list_standing_bans(
    conn: &mut Conn,
    account: AccountId,
    limit: i64,
) -> QueryResult<Vec<Action>> {
    q!(conn, {
        moderation_actions::table
            .filter(moderation_actions::account_id.eq(account))
            .filter(moderation_actions::community_id.is_not_null())
            .filter(moderation_actions::verb.eq(Verb::Ban))
            .filter(moderation_actions::accepted.eq(true))
            .filter(moderation_actions::undone_at.is_null())
            .order(moderation_actions::id.desc())
            .limit(limit)
            .select(columns::<Action>())
            .load(conn)
            .await
    })
}

/// None when there was an appeal against this act before.
pub async fn insert_appeal(tx: &mut Tx, appeal: &NewAppeal) -> QueryResult<Option<Appeal>> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(appeals::table)
            .values(appeal)
            .on_conflict_do_nothing()
            .returning(columns::<Appeal>())
            .get_result(conn)
            .await
            .optional()
    })
}

pub async fn appeal_by_id(conn: &mut Conn, id: AppealId) -> QueryResult<Option<Appeal>> {
    q!(conn, {
        appeals::table
            .filter(appeals::id.eq(id))
            .select(columns::<Appeal>())
            .first(conn)
            .await
            .optional()
    })
}

/// The appeal against an act.
pub async fn appeal_of(conn: &mut Conn, act: ActionId) -> QueryResult<Option<Appeal>> {
    q!(conn, {
        appeals::table
            .filter(appeals::action_id.eq(act))
            .select(columns::<Appeal>())
            .first(conn)
            .await
            .optional()
    })
}

/// An appeal that is about to be decided; nobody else decides about it until the commit.
pub async fn lock_appeal(tx: &mut Tx, id: AppealId) -> QueryResult<Option<Appeal>> {
    let conn = &mut **tx;
    q!(conn,
    sqlite: {
        appeals::table.filter(appeals::id.eq(id))
            .select(columns::<Appeal>()).first(conn).await.optional()
    },
    pg: {
        appeals::table.filter(appeals::id.eq(id))
            .select(columns::<Appeal>()).for_update().first(conn).await.optional()
    })
}

/// Closes an appeal for good. Whether it was open.
pub async fn update_decided(
    tx: &mut Tx,
    id: AppealId,
    by: AccountId,
    (outcome, message): (Ruling, &str),
    now: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        let open = appeals::table
            .filter(appeals::id.eq(id))
            .filter(appeals::decided_at.is_null());
        diesel::update(open)
            .set((
                appeals::decided_at.eq(Some(now)),
                appeals::decided_by.eq(Some(by)),
                appeals::outcome.eq(Some(outcome)),
                appeals::message.eq(message),
            ))
            .execute(conn)
            .await?
    });
    Ok(changed == 1)
}

/// The open or the decided appeals in a community but for one's own, the latest first. The turn is by their ids.
pub async fn list_appeals(
    conn: &mut Conn,
    (community, but): (CommunityId, AccountId),
    decided: bool,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Appeal>> {
    let place = (community, but);
    Ok(read_page!(turn, size, |turn, limit| load_appeals(
        conn, place, decided, turn, limit
    )))
}

async fn load_appeals(
    conn: &mut Conn,
    (community, but): (CommunityId, AccountId),
    decided: bool,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Appeal>> {
    q!(conn, {
        let query = appeals::table
            .filter(appeals::community_id.eq(community))
            .filter(appeals::account_id.ne(but))
            .limit(limit)
            .select(columns::<Appeal>())
            .into_boxed();
        let query = match decided {
            true => query.filter(appeals::decided_at.is_not_null()),
            false => query.filter(appeals::decided_at.is_null()),
        };
        latest_first!(query, turn, appeals::id, AppealId)
            .load(conn)
            .await
    })
}

/// What somebody said in appeals, who deleted their account. That they appealed stays.
pub async fn erase_appeals(tx: &mut Tx, account: AccountId, limit: i64) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        let found: Vec<AppealId> = appeals::table
            .filter(appeals::account_id.eq(account))
            .filter(appeals::body.ne(""))
            .limit(limit)
            .select(appeals::id)
            .load(conn)
            .await?;
        diesel::update(appeals::table.filter(appeals::id.eq_any(found)))
            .set(appeals::body.eq(""))
            .execute(conn)
            .await
    })
}

/// How somebody is told of an act; a later letter takes the place of an earlier one, whose link ends by it.
pub async fn upsert_letter(tx: &mut Tx, letter: &AppealLetter) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(appeal_letters::table)
            .values(letter)
            .on_conflict(appeal_letters::action_id)
            .do_update()
            .set((
                appeal_letters::token_hash.eq(letter.token_hash.as_slice()),
                appeal_letters::message_id.eq(letter.message_id.as_deref()),
                appeal_letters::sent_at.eq(letter.sent_at),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The letter whose link this is.
pub async fn letter_by_token(conn: &mut Conn, hash: &[u8]) -> QueryResult<Option<AppealLetter>> {
    q!(conn, {
        appeal_letters::table
            .filter(appeal_letters::token_hash.eq(hash))
            .select(columns::<AppealLetter>())
            .first(conn)
            .await
            .optional()
    })
}

/// The letter that went to somebody as this message.
pub async fn letter_by_message(
    conn: &mut Conn,
    account: AccountId,
    message: &str,
) -> QueryResult<Option<AppealLetter>> {
    q!(conn, {
        appeal_letters::table
            .filter(appeal_letters::message_id.eq(message))
            .filter(appeal_letters::account_id.eq(account))
            .select(columns::<AppealLetter>())
            .first(conn)
            .await
            .optional()
    })
}

/// As which message the letter about an act was sent.
pub async fn update_letter_message(tx: &mut Tx, act: ActionId, message: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(appeal_letters::table.filter(appeal_letters::action_id.eq(act)))
            .set(appeal_letters::message_id.eq(Some(message)))
            .execute(conn)
            .await
    })?;
    Ok(())
}
