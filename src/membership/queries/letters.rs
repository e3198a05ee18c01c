//! Messages that ask people of other servers to join or to agree, and the Joins between Guildhall servers.

use crate::ids::{AccountId, CommunityId};
use crate::membership::terms::{Sent, Welcome};
use crate::q;
use crate::store::schema::{join_attempts, join_letters};
use crate::store::{Conn, Json, Time, Tx, columns};
use crate::text_enum;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// For so many days a letter can be answered, and its link works.
pub const LETTER_DAYS: i64 = 30;

/// Who asks for a letter that went out within this time gets no other one: it is on its way, and a second one
/// would end the link in it.
const ON_ITS_WAY: TimeDelta = TimeDelta::minutes(10);

/// Ids of messages that are remembered for each letter, to know what a reply is about.
const MESSAGES_MAX: usize = 20;

text_enum! {
    /// What somebody is asked.
    pub enum Purpose {
        /// To join, or to apply.
        Join = "join",
        /// To agree to changed rules.
        Agree = "agree",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = join_letters)]
#[diesel(primary_key(community_id, account_id))]
#[diesel(treat_none_as_null = true)]
pub struct Letter {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub purpose: Purpose,
    /// The version of the rules that it shows; 0 where there are none.
    pub rules_version: i32,
    /// What of theirs waits; empty where they asked by themselves.
    pub about: String,
    pub token_hash: Option<Vec<u8>>,
    /// What was said to them about it, as the wire names it, oldest first.
    pub message_ids: Json<Vec<String>>,
    /// How often it was sent.
    pub sent: i32,
    pub asked_at: Time,
    pub sent_at: Option<Time>,
    /// When there was nothing more to ask.
    pub answered_at: Option<Time>,
}

impl Letter {
    /// One that has yet to be sent.
    pub fn new(community: CommunityId, account: AccountId, purpose: Purpose, now: Time) -> Self {
        Self {
            community_id: community,
            account_id: account,
            purpose,
            rules_version: 0,
            about: String::new(),
            token_hash: None,
            message_ids: Json(Vec::new()),
            sent: 0,
            asked_at: now,
            sent_at: None,
            answered_at: None,
        }
    }

    /// From when on nothing can be done with it any more, answered or not.
    pub fn ends_at(&self) -> Time {
        self.asked_at.plus(TimeDelta::days(LETTER_DAYS))
    }

    /// Whether an answer is still waited for.
    pub fn is_open(&self, now: Time) -> bool {
        self.answered_at.is_none() && now < self.ends_at()
    }

    /// Whether its link still tells how its owner stands, though it does nothing any more.
    pub fn tells(&self, now: Time) -> bool {
        self.answered_at.is_some() && now < self.ends_at()
    }

    /// Whether it has gone out since it was last asked for.
    pub fn went_out(&self) -> bool {
        self.sent_at.is_some_and(|sent| sent >= self.asked_at)
    }

    /// Whether a letter about the same, with the same rules, went out just now.
    pub fn is_on_its_way(&self, purpose: Purpose, rules_version: i32, now: Time) -> bool {
        let lately = |sent: Time| now < sent.plus(ON_ITS_WAY);
        let same = self.purpose == purpose && self.rules_version == rules_version;
        same && self.is_open(now) && self.sent_at.is_some_and(lately)
    }

    /// Whether somebody who answers has read it.
    pub fn was_sent(&self) -> bool {
        self.sent > 0
    }

    pub fn remember(&mut self, message: &str) {
        let known = &mut self.message_ids.0;
        known.push(message.to_owned());
        let over = known.len().saturating_sub(MESSAGES_MAX);
        known.drain(..over);
    }
}

pub async fn letter_of(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<Letter>> {
    q!(conn, {
        join_letters::table
            .find((community, account))
            .select(columns::<Letter>())
            .first(conn)
            .await
            .optional()
    })
}

/// The same, when it is about to change; nobody else changes it until the commit.
pub async fn lock_letter(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<Letter>> {
    let conn = &mut **tx;
    q!(conn,
    sqlite: {
        join_letters::table.find((community, account))
            .select(columns::<Letter>()).first(conn).await.optional()
    },
    pg: {
        join_letters::table.find((community, account))
            .select(columns::<Letter>()).for_update().first(conn).await.optional()
    })
}

/// The letter whose link this is, whether or not it is still open.
pub async fn letter_by_token(conn: &mut Conn, hash: &[u8]) -> QueryResult<Option<Letter>> {
    q!(conn, {
        join_letters::table
            .filter(join_letters::token_hash.eq(hash))
            .select(columns::<Letter>())
            .first(conn)
            .await
            .optional()
    })
}

/// What somebody was asked, latest first, the last twenty.
pub async fn list_letters_of(conn: &mut Conn, account: AccountId) -> QueryResult<Vec<Letter>> {
    q!(conn, {
        join_letters::table
            .filter(join_letters::account_id.eq(account))
            .order((
                join_letters::asked_at.desc(),
                join_letters::community_id.desc(),
            ))
            .limit(20)
            .select(columns::<Letter>())
            .load(conn)
            .await
    })
}

pub async fn upsert_letter(tx: &mut Tx, letter: &Letter) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(join_letters::table)
            .values(letter)
            .on_conflict((join_letters::community_id, join_letters::account_id))
            .do_update()
            .set(letter)
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// There is nothing more to ask: with its link nothing can be done any more. Whoever has it is still told
/// how they stand.
pub async fn close_letter(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(join_letters::table.find((community, account)))
            .filter(join_letters::answered_at.is_null())
            .set(join_letters::answered_at.eq(Some(now)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Forgets what somebody who is gone for good was asked, a bounded number of letters at a time; says how many.
pub async fn delete_letters(tx: &mut Tx, account: AccountId, limit: i64) -> QueryResult<usize> {
    let conn = &mut **tx;
    let found: Vec<CommunityId> = q!(conn, {
        join_letters::table
            .filter(join_letters::account_id.eq(account))
            .limit(limit)
            .select(join_letters::community_id)
            .load(conn)
            .await?
    });
    if found.is_empty() {
        return Ok(0);
    }
    q!(conn, {
        diesel::delete(join_letters::table)
            .filter(join_letters::account_id.eq(account))
            .filter(join_letters::community_id.eq_any(&found))
            .execute(conn)
            .await
    })
}

/// Forgets in the same way what they sent with their Joins.
pub async fn delete_attempts(tx: &mut Tx, account: AccountId, limit: i64) -> QueryResult<usize> {
    let conn = &mut **tx;
    let found: Vec<CommunityId> = q!(conn, {
        join_attempts::table
            .filter(join_attempts::account_id.eq(account))
            .limit(limit)
            .select(join_attempts::community_id)
            .load(conn)
            .await?
    });
    if found.is_empty() {
        return Ok(0);
    }
    q!(conn, {
        diesel::delete(join_attempts::table)
            .filter(join_attempts::account_id.eq(account))
            .filter(join_attempts::community_id.eq_any(&found))
            .execute(conn)
            .await
    })
}

/// The id of the latest Join of somebody to a community.
pub async fn attempt_of(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<String>> {
    q!(conn, {
        join_attempts::table
            .find((community, account))
            .select(join_attempts::ap_id)
            .first(conn)
            .await
            .optional()
    })
}

/// The community to which somebody sent their latest Join under this id.
pub async fn community_of_attempt(
    conn: &mut Conn,
    account: AccountId,
    ap_id: &str,
) -> QueryResult<Option<CommunityId>> {
    q!(conn, {
        join_attempts::table
            .filter(join_attempts::account_id.eq(account))
            .filter(join_attempts::ap_id.eq(ap_id))
            .select(join_attempts::community_id)
            .first(conn)
            .await
            .optional()
    })
}

/// From when on somebody may ask again whom a community elsewhere declined, and what it says to its members, as
/// it answered to their latest Join.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = join_attempts)]
pub struct Answered {
    pub again_at: Option<Time>,
    pub welcome: Json<Welcome>,
    /// What they sent with it.
    pub request: Json<Sent>,
}

/// Nothing of any of it where they have not asked, or there is no answer yet.
pub async fn answered(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Answered> {
    let found = q!(conn, {
        join_attempts::table
            .find((community, account))
            .select(columns::<Answered>())
            .first(conn)
            .await
            .optional()?
    });
    Ok(found.unwrap_or_default())
}

/// When somebody sent their latest Join to a community elsewhere, and what they sent with it.
pub async fn last_request(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<(Time, Json<Sent>)>> {
    q!(conn, {
        join_attempts::table
            .find((community, account))
            .select((join_attempts::made_at, join_attempts::request))
            .first(conn)
            .await
            .optional()
    })
}

/// What each of these sent with their latest Join; nothing of who has sent none.
pub async fn list_requests(
    conn: &mut Conn,
    community: CommunityId,
    accounts: &[AccountId],
) -> QueryResult<Vec<(AccountId, Json<Sent>)>> {
    q!(conn, {
        join_attempts::table
            .filter(join_attempts::community_id.eq(community))
            .filter(join_attempts::account_id.eq_any(accounts))
            .select((join_attempts::account_id, join_attempts::request))
            .load(conn)
            .await
    })
}

pub async fn update_answered(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
    answered: &Answered,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(join_attempts::table.find((community, account)))
            .set((
                join_attempts::again_at.eq(answered.again_at),
                join_attempts::welcome.eq(&answered.welcome),
                join_attempts::request.eq(&answered.request),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Another attempt, which has no answer yet.
pub async fn upsert_attempt(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
    ap_id: &str,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(join_attempts::table)
            .values((
                join_attempts::community_id.eq(community),
                join_attempts::account_id.eq(account),
                join_attempts::ap_id.eq(ap_id),
                join_attempts::made_at.eq(now),
            ))
            .on_conflict((join_attempts::community_id, join_attempts::account_id))
            .do_update()
            .set((
                join_attempts::ap_id.eq(ap_id),
                join_attempts::made_at.eq(now),
                join_attempts::again_at.eq(None::<Time>),
                join_attempts::welcome.eq(Json(Welcome::default())),
                join_attempts::request.eq(Json(Sent::default())),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}
