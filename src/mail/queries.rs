//! The queue of mails, what people want to get, and the secrets that links are made with.

use super::model::{ListedMail, MailId, MailKind, MailState, NewMail, Place, QueuedMail};
use crate::ids::{AccountId, CommunityId};
use crate::q;
use crate::store::schema::{
    accounts, logins, mail_choices, mail_refusals, mail_secrets, mails, server_settings,
};
use crate::store::types::Instant;
use crate::store::{Conn, Json, Time, Tx};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;
use serde_json::Value;

pub async fn insert_mail(
    tx: &mut Tx,
    new: &NewMail<'_>,
    message_id: &str,
    now: Time,
) -> QueryResult<MailId> {
    let row = (
        mails::message_id.eq(message_id),
        mails::kind.eq(new.kind),
        mails::account_id.eq(new.account),
        mails::address.eq(new.address),
        mails::state.eq(MailState::Queued),
        mails::subject.eq(""),
        mails::attempts.eq(0),
        mails::created_at.eq(now),
    );
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(mails::table)
            .values(row)
            .returning(mails::id)
            .get_result(conn)
            .await
    })
}

type QueuedRow = (
    MailId,
    String,
    MailKind,
    Option<AccountId>,
    Option<String>,
    i32,
    Time,
);

/// None when it is settled already, or its account is gone.
pub async fn queued_mail(conn: &mut Conn, id: MailId) -> QueryResult<Option<QueuedMail>> {
    let row: Option<QueuedRow> = q!(conn, {
        mails::table
            .filter(mails::id.eq(id))
            .filter(mails::state.eq(MailState::Queued))
            .select((
                mails::id,
                mails::message_id,
                mails::kind,
                mails::account_id,
                mails::address,
                mails::attempts,
                mails::created_at,
            ))
            .first(conn)
            .await
            .optional()?
    });
    Ok(row.map(
        |(id, message_id, kind, account, address, attempts, created_at)| QueuedMail {
            id,
            message_id,
            kind,
            account,
            address,
            attempts,
            created_at,
        },
    ))
}

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled<'a> {
    pub state: MailState,
    pub subject: &'a str,
    /// Only of what could not be sent for want of a mail server.
    pub body: Option<&'a str>,
    pub reason: Option<&'a str>,
}

/// One try of it begins. False when it was settled meanwhile, or is gone with its account.
pub async fn note_try(tx: &mut Tx, mail: &QueuedMail) -> QueryResult<bool> {
    let conn = &mut **tx;
    let noted = q!(conn, {
        diesel::update(mails::table.filter(mails::id.eq(mail.id)))
            .filter(mails::state.eq(MailState::Queued))
            .set(mails::attempts.eq(mail.attempts.saturating_add(1)))
            .execute(conn)
            .await?
    });
    Ok(noted > 0)
}

/// What one try of it, the one after those that `mail` counts, came to.
pub async fn settle_mail(
    tx: &mut Tx,
    mail: &QueuedMail,
    settled: &Settled<'_>,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(mails::table.filter(mails::id.eq(mail.id)))
            .set((
                mails::state.eq(settled.state),
                mails::subject.eq(settled.subject),
                mails::body.eq(settled.body),
                mails::reason.eq(settled.reason),
                mails::attempts.eq(mail.attempts.saturating_add(1)),
                mails::settled_at.eq(Some(now)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// It is still queued, and was tried in vain once more than `mail` counts.
pub async fn note_attempt(tx: &mut Tx, mail: &QueuedMail, reason: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(mails::table.filter(mails::id.eq(mail.id)))
            .set((
                mails::reason.eq(Some(reason)),
                mails::attempts.eq(mail.attempts.saturating_add(1)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Takes away what was written to an account that is gone, and what it wanted.
pub async fn delete_all_of(tx: &mut Tx, account: AccountId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(mails::table.filter(mails::account_id.eq(account)))
            .execute(conn)
            .await
    })?;
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(mail_choices::table.filter(mail_choices::account_id.eq(account)))
            .execute(conn)
            .await
    })?;
    delete_refusal(tx, account).await
}

/// The mail server said for good that nobody reads at this address of the account; only the last one is kept. Of an
/// account that is gone nothing is.
pub async fn upsert_refusal(
    tx: &mut Tx,
    account: AccountId,
    address: &str,
    now: Time,
) -> QueryResult<()> {
    if !signs_in(tx, account).await? {
        return Ok(());
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(mail_refusals::table)
            .values((
                mail_refusals::account_id.eq(account),
                mail_refusals::address.eq(address),
                mail_refusals::refused_at.eq(now),
            ))
            .on_conflict(mail_refusals::account_id)
            .do_update()
            .set((
                mail_refusals::address.eq(address),
                mail_refusals::refused_at.eq(now),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The address of the account at which nobody reads, as the mail server said last.
pub async fn refused_address(conn: &mut Conn, account: AccountId) -> QueryResult<Option<String>> {
    q!(conn, {
        mail_refusals::table
            .find(account)
            .select(mail_refusals::address)
            .first(conn)
            .await
            .optional()
    })
}

/// Somebody has shown that they read there.
pub async fn delete_refusal(tx: &mut Tx, account: AccountId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(mail_refusals::table.find(account))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Whether anybody signs in with this account.
pub async fn signs_in(conn: &mut Conn, account: AccountId) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(logins::table.filter(logins::account_id.eq(account))))
            .get_result(conn)
            .await
    })
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    address: String,
}

/// Where an account reads mails of this kind: its confirmed address, if it wants them and may sign in, and the mail
/// server has not said since that nobody reads there.
pub async fn address_for(
    conn: &mut Conn,
    account: AccountId,
    kind: MailKind,
) -> QueryResult<Option<String>> {
    let found: Option<Found> = q!(conn, {
        diesel::sql_query(
            "SELECT l.email AS address FROM logins l JOIN accounts a ON a.id = l.account_id
             WHERE l.account_id = $1 AND l.email IS NOT NULL AND l.email_verified_at IS NOT NULL
               AND a.suspended_at IS NULL AND a.deleted_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM mail_refusals r
                 WHERE r.account_id = l.account_id AND r.address = l.email)
               AND NOT EXISTS (SELECT 1 FROM mail_choices c
                 WHERE c.account_id = l.account_id AND c.kind = $2 AND NOT c.wanted)",
        )
        .bind::<BigInt, _>(account)
        .bind::<Text, _>(kind)
        .get_result(conn)
        .await
        .optional()?
    });
    Ok(found.map(|found| found.address))
}

/// Tag of the language that somebody wants mails in; empty where they chose none.
pub async fn locale_of(conn: &mut Conn, account: AccountId) -> QueryResult<String> {
    let found: Option<String> = q!(conn, {
        accounts::table
            .find(account)
            .select(accounts::locale)
            .first(conn)
            .await
            .optional()?
    });
    Ok(found.unwrap_or_default())
}

#[derive(QueryableByName)]
struct PlaceRow {
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    host: String,
    #[diesel(sql_type = Bool)]
    local: bool,
    #[diesel(sql_type = Bool)]
    is_public: bool,
}

/// A community of this server or another; none when it is gone. Of one elsewhere only what its server has said
/// counts: where nothing is known of who reads it, it is not public.
pub async fn place_by_id(conn: &mut Conn, community: CommunityId) -> QueryResult<Option<Place>> {
    let row: Option<PlaceRow> = q!(conn, {
        diesel::sql_query(
            "SELECT c.title AS title, a.name AS name, a.host AS host, a.local AS local,
                    (c.read_policy IN ('public', 'unlisted')
                      AND (a.local OR a.fetched_at IS NOT NULL)) AS is_public
             FROM communities c JOIN actors a ON a.id = c.actor_id
             WHERE c.id = $1 AND a.gone_at IS NULL
               AND c.removed_at IS NULL AND c.deleted_at IS NULL",
        )
        .bind::<BigInt, _>(community)
        .get_result(conn)
        .await
        .optional()?
    });
    Ok(row.map(place))
}

fn place(row: PlaceRow) -> Place {
    let title = match row.title.is_empty() {
        true => row.name.as_str(),
        false => row.title.as_str(),
    };
    let (title, path) = match row.local {
        true => (title.to_owned(), format!("/c/{}", row.name)),
        false => (
            t!("mail-place-elsewhere", place = title, host = row.host),
            format!("/c/{}@{}", row.name, row.host),
        ),
    };
    Place {
        title,
        path,
        is_public: row.is_public,
    }
}

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

/// Whether a mail of this kind to this account was queued since.
pub async fn was_written_to(
    conn: &mut Conn,
    account: AccountId,
    kind: MailKind,
    since: Time,
) -> QueryResult<bool> {
    let answer: Answer = q!(conn, {
        diesel::sql_query(
            "SELECT EXISTS (SELECT 1 FROM mails
               WHERE account_id = $1 AND kind = $2 AND created_at > $3) AS yes",
        )
        .bind::<BigInt, _>(account)
        .bind::<Text, _>(kind)
        .bind::<Instant, _>(since)
        .get_result(conn)
        .await?
    });
    Ok(answer.yes)
}

/// How many mails of these kinds were queued for an account since, counted up to `most`.
pub async fn count_lately(
    conn: &mut Conn,
    account: AccountId,
    kinds: [MailKind; 3],
    since: Time,
    most: i64,
) -> QueryResult<i64> {
    let found: Vec<MailId> = q!(conn, {
        mails::table
            .filter(mails::account_id.eq(account))
            .filter(mails::kind.eq_any(kinds))
            .filter(mails::created_at.gt(since))
            .limit(most)
            .select(mails::id)
            .load(conn)
            .await?
    });
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// The kinds that somebody has switched off.
pub async fn list_declined(conn: &mut Conn, account: AccountId) -> QueryResult<Vec<MailKind>> {
    q!(conn, {
        mail_choices::table
            .filter(mail_choices::account_id.eq(account))
            .filter(mail_choices::wanted.eq(false))
            .select(mail_choices::kind)
            .load(conn)
            .await
    })
}

pub async fn upsert_choice(
    tx: &mut Tx,
    account: AccountId,
    kind: MailKind,
    wanted: bool,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(mail_choices::table)
            .values((
                mail_choices::account_id.eq(account),
                mail_choices::kind.eq(kind),
                mail_choices::wanted.eq(wanted),
                mail_choices::changed_at.eq(now),
            ))
            .on_conflict((mail_choices::account_id, mail_choices::kind))
            .do_update()
            .set((
                mail_choices::wanted.eq(wanted),
                mail_choices::changed_at.eq(now),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn secret_by_name(conn: &mut Conn, name: &str) -> QueryResult<Option<Vec<u8>>> {
    q!(conn, {
        mail_secrets::table
            .filter(mail_secrets::name.eq(name))
            .select(mail_secrets::secret)
            .first(conn)
            .await
            .optional()
    })
}

/// Of two who make it at once the first one counts.
pub async fn insert_secret(tx: &mut Tx, name: &str, secret: &[u8], now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(mail_secrets::table)
            .values((
                mail_secrets::name.eq(name),
                mail_secrets::secret.eq(secret),
                mail_secrets::created_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The name that administrators gave this place, if they did.
pub async fn site_name(conn: &mut Conn) -> QueryResult<Option<String>> {
    let value: Option<Json<Value>> = q!(conn, {
        server_settings::table
            .filter(server_settings::key.eq("site_name"))
            .select(server_settings::value)
            .first(conn)
            .await
            .optional()?
    });
    Ok(value.and_then(|value| value.0.as_str().map(str::to_owned)))
}

#[derive(QueryableByName)]
struct ListedRow {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    kind: MailKind,
    #[diesel(sql_type = Text)]
    state: MailState,
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    address: Option<String>,
    #[diesel(sql_type = Text)]
    subject: String,
    #[diesel(sql_type = Nullable<Text>)]
    body: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    reason: Option<String>,
    #[diesel(sql_type = Integer)]
    attempts: i32,
    #[diesel(sql_type = Instant)]
    created_at: Time,
}

/// Latest first, before the one with this id.
pub async fn list_mails(conn: &mut Conn, before: i64, limit: i64) -> QueryResult<Vec<ListedMail>> {
    let rows: Vec<ListedRow> = q!(conn, {
        diesel::sql_query(
            "SELECT m.id AS id, m.kind AS kind, m.state AS state, a.name AS name,
                    m.address AS address, m.subject AS subject, m.body AS body,
                    m.reason AS reason, m.attempts AS attempts, m.created_at AS created_at
             FROM mails m LEFT JOIN accounts p ON p.id = m.account_id
             LEFT JOIN actors a ON a.id = p.actor_id
             WHERE m.id < $1 ORDER BY m.id DESC LIMIT $2",
        )
        .bind::<BigInt, _>(before)
        .bind::<BigInt, _>(limit)
        .load(conn)
        .await?
    });
    let listed = |row: ListedRow| ListedMail {
        id: row.id,
        kind: row.kind,
        state: row.state,
        name: row.name,
        address: row.address,
        subject: row.subject,
        body: row.body,
        reason: row.reason,
        attempts: row.attempts,
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(listed).collect())
}
