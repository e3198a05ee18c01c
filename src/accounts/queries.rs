//! Reading and writing accounts, logins, sessions, limits and settings.

pub mod applications;
mod counters;
pub mod feed_keys;
pub mod limits;
pub mod logins;
pub mod office;
pub mod remote;
pub mod second_factors;
pub mod sessions;
pub mod settings;
pub mod unread;

pub use counters::add_to_counters;

use super::model::{Craft, Person, ProfileLink};
use crate::ids::{AccountId, ActorId, INSTANCE};
use crate::q;
use crate::store::schema::{accounts, actors};
use crate::store::types::Instant;
use crate::store::{Conn, Json, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Which people are meant.
enum Which<'a> {
    Id(AccountId),
    Ids(&'a [AccountId]),
    Actor(ActorId),
    ApId(&'a str),
    ApIds(&'a [String]),
    Handle(&'a str, &'a str),
}

/// One query for all: a join of two wide rows takes the compiler seconds each time it is written.
async fn load(conn: &mut Conn, which: Which<'_>) -> QueryResult<Vec<Person>> {
    q!(conn, {
        let all = accounts::table
            .inner_join(actors::table)
            .select(columns::<Person>())
            .into_boxed();
        let some = match which {
            Which::Id(id) => all.filter(accounts::id.eq(id)),
            Which::Ids(ids) => all.filter(accounts::id.eq_any(ids)),
            Which::Actor(id) => all.filter(accounts::actor_id.eq(id)),
            Which::ApId(id) => all.filter(actors::ap_id.eq(id)),
            Which::ApIds(ids) => all.filter(actors::ap_id.eq_any(ids)),
            Which::Handle(name, host) => all
                .filter(actors::name.eq(name))
                .filter(actors::host.eq(host)),
        };
        some.load(conn).await
    })
}

async fn first(conn: &mut Conn, which: Which<'_>) -> QueryResult<Option<Person>> {
    Ok(load(conn, which).await?.into_iter().next())
}

pub async fn find_person(conn: &mut Conn, id: AccountId) -> QueryResult<Person> {
    let found = first(conn, Which::Id(id)).await?;
    found.ok_or(diesel::result::Error::NotFound)
}

pub async fn person_by_actor(conn: &mut Conn, actor: ActorId) -> QueryResult<Option<Person>> {
    first(conn, Which::Actor(actor)).await
}

pub async fn person_by_ap_id(conn: &mut Conn, ap_id: &str) -> QueryResult<Option<Person>> {
    first(conn, Which::ApId(ap_id)).await
}

/// `host` is our own for local people.
pub async fn person_by_handle(
    conn: &mut Conn,
    name: &str,
    host: &str,
) -> QueryResult<Option<Person>> {
    first(conn, Which::Handle(name, host)).await
}

pub async fn list_people(conn: &mut Conn, ids: &[AccountId]) -> QueryResult<Vec<Person>> {
    load(conn, Which::Ids(ids)).await
}

/// Those of `ap_ids` that we know, in no particular order.
pub async fn list_people_by_ap_id(conn: &mut Conn, ap_ids: &[String]) -> QueryResult<Vec<Person>> {
    load(conn, Which::ApIds(ap_ids)).await
}

/// What is written when a local account is made.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = accounts)]
pub struct NewAccountRow {
    pub actor_id: ActorId,
    pub display_name: String,
    pub bio: String,
    pub bio_html: String,
    pub links: Json<Vec<ProfileLink>>,
    pub bot: bool,
    pub language: String,
    pub time_zone: String,
    pub created_at: Time,
}

pub async fn insert_account(tx: &mut Tx, row: &NewAccountRow) -> QueryResult<AccountId> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(accounts::table)
            .values(row)
            .returning(accounts::id)
            .get_result(conn)
            .await
    })
}

/// Makes account 1. PostgreSQL must be told that the number is taken.
pub async fn insert_instance(tx: &mut Tx, row: &NewAccountRow) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(accounts::table)
            .values((accounts::id.eq(INSTANCE), row))
            .execute(conn)
            .await
    })?;
    let conn = &mut **tx;
    q!(conn, sqlite: { let _ = conn; }, pg: {
        diesel::sql_query("SELECT setval(pg_get_serial_sequence('accounts', 'id'), 1)")
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Keeps two processes from doing at the same moment what is only done once: the first start, the
/// first administrator, the last one. Held until the transaction ends; SQLite has one writer anyway.
pub async fn lock_server(tx: &mut Tx) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, sqlite: { let _ = conn; }, pg: {
        diesel::sql_query("SELECT pg_advisory_xact_lock(5125043221)")
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// What people say about themselves, as it is stored.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = accounts)]
pub struct ProfileRow {
    pub display_name: String,
    pub bio: String,
    pub bio_html: String,
    pub links: Json<Vec<ProfileLink>>,
    pub language: String,
    pub time_zone: String,
    pub locale: String,
    #[diesel(embed)]
    pub craft: Craft,
    /// See [`Craft::sought`].
    pub sought: String,
}

pub async fn update_profile(tx: &mut Tx, id: AccountId, row: &ProfileRow) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(accounts::table.find(id))
            .set(row)
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Names of the pictures that somebody has from now on.
pub async fn update_pictures(
    tx: &mut Tx,
    id: AccountId,
    avatar: Option<&str>,
    banner: Option<&str>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(accounts::table.find(id))
            .set((accounts::avatar.eq(avatar), accounts::banner.eq(banner)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn update_suspended(tx: &mut Tx, id: AccountId, at: Option<Time>) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(accounts::table.find(id))
            .set(accounts::suspended_at.eq(at))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The account is gone for good; its row stays, so that its name does.
pub async fn update_deleted(tx: &mut Tx, id: AccountId, at: Time) -> QueryResult<()> {
    let empty = ProfileRow {
        display_name: String::new(),
        bio: String::new(),
        bio_html: String::new(),
        links: Json(Vec::new()),
        language: String::new(),
        time_zone: String::new(),
        locale: String::new(),
        craft: Craft::default(),
        sought: String::new(),
    };
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(accounts::table.find(id))
            .set((
                empty,
                accounts::avatar.eq(None::<String>),
                accounts::banner.eq(None::<String>),
                accounts::deleted_at.eq(Some(at)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

#[derive(QueryableByName)]
struct Convened {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    title: String,
}

/// Name and title of the communities here of which this account is the only convener, as of `now`: others who
/// are suspended or banned look after nothing.
pub async fn list_convened_alone(
    conn: &mut Conn,
    id: AccountId,
    now: Time,
) -> QueryResult<Vec<(String, String)>> {
    let rows: Vec<Convened> = q!(conn, {
        diesel::sql_query(
            "SELECT a.name AS name, c.title AS title FROM memberships m
             JOIN communities c ON c.id = m.community_id JOIN actors a ON a.id = c.actor_id
             WHERE m.account_id = $1 AND m.role = 'convener' AND m.state = 'member'
               AND a.local AND c.deleted_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM memberships o JOIN accounts w ON w.id = o.account_id
                 WHERE o.community_id = m.community_id
                 AND o.account_id <> m.account_id AND o.role = 'convener' AND o.state = 'member'
                 AND w.suspended_at IS NULL AND w.deleted_at IS NULL
                 AND (EXISTS (SELECT 1 FROM logins l WHERE l.account_id = w.id AND l.role IN ('admin', 'owner'))
                   OR NOT EXISTS (SELECT 1 FROM bans b WHERE b.account_id = w.id
                     AND (b.community_id = o.community_id OR b.community_id IS NULL)
                     AND (b.until IS NULL OR b.until > $2))))
             ORDER BY a.name",
        )
        .bind::<diesel::sql_types::BigInt, _>(id)
        .bind::<Instant, _>(now)
        .load(conn)
        .await?
    });
    Ok(rows.into_iter().map(|row| (row.name, row.title)).collect())
}
