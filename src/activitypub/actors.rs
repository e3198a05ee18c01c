//! Actors: everybody and everything that can sign or be addressed, here and elsewhere. What readers
//! see of them belongs to `accounts` (people, bots, the instance) and `communities`.

use super::peers::{domains, kept_out};
use crate::ids::ActorId;
use crate::q;
use crate::store::schema::actors;
use crate::store::{Conn, Keep, Time, Tx, columns};
use crate::text_enum;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

/// The name of the account that has what people left behind without theirs. Nobody can choose a name with a hyphen.
pub const FORMER_MEMBER: &str = "former-member";

text_enum! {
    pub enum ActorKind {
        Person = "person",
        Group = "group",
        Service = "service",
        Application = "application",
        Organization = "organization",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = actors)]
pub struct Actor {
    pub id: ActorId,
    pub ap_id: String,
    pub kind: ActorKind,
    /// `preferredUsername`, lower-case for ours.
    pub name: String,
    /// The server, with its port when that is not the scheme's own.
    pub host: String,
    pub local: bool,
    pub inbox_url: String,
    pub shared_inbox_url: Option<String>,
    pub outbox_url: Option<String>,
    pub followers_url: Option<String>,
    pub featured_url: Option<String>,
    pub moderators_url: Option<String>,
    /// The page for people, where it is not the id.
    pub page_url: Option<String>,
    pub key_id: Option<String>,
    /// SPKI PEM.
    pub public_key: Option<String>,
    pub fetched_at: Option<Time>,
    pub gone_at: Option<Time>,
    /// When a delivery was answered with 410, since they were last heard of or their inbox last took
    /// something: once it may be a mistake.
    pub gone_said_at: Option<Time>,
}

impl Actor {
    /// The inbox of its server where it names one, else its own (protocol.md §5.7).
    pub fn delivery_inbox(&self) -> &str {
        self.shared_inbox_url.as_deref().unwrap_or(&self.inbox_url)
    }

    pub fn page(&self) -> &str {
        self.page_url.as_deref().unwrap_or(&self.ap_id)
    }

    /// Gone, or about to be taken for it.
    pub fn seems_gone(&self) -> bool {
        self.gone_at.is_some() || self.gone_said_at.is_some()
    }
}

/// What is written when an actor is made or read again.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = actors, treat_none_as_null = true)]
pub struct NewActor {
    pub ap_id: String,
    pub kind: ActorKind,
    pub name: String,
    pub host: String,
    pub local: bool,
    pub inbox_url: String,
    pub shared_inbox_url: Option<String>,
    pub outbox_url: Option<String>,
    pub followers_url: Option<String>,
    pub featured_url: Option<String>,
    pub moderators_url: Option<String>,
    pub page_url: Option<String>,
    pub key_id: Option<String>,
    pub public_key: Option<String>,
    pub fetched_at: Option<Time>,
}

pub async fn find_actor(conn: &mut Conn, id: ActorId) -> QueryResult<Actor> {
    q!(conn, {
        actors::table
            .find(id)
            .select(columns::<Actor>())
            .first(conn)
            .await
    })
}

pub async fn actor_by_ap_id(conn: &mut Conn, ap_id: &str) -> QueryResult<Option<Actor>> {
    q!(conn, {
        actors::table
            .filter(actors::ap_id.eq(ap_id))
            .select(columns::<Actor>())
            .first(conn)
            .await
            .optional()
    })
}

/// Somebody of another server, and whether nothing is taken from there, as `peers::is_blocked` has it.
pub async fn sender_by_ap_id(
    conn: &mut Conn,
    ap_id: &str,
    host: &str,
    now: Time,
) -> QueryResult<Option<(Actor, bool)>> {
    let names = domains(host);
    q!(conn, {
        let blocked = kept_out!(&names, now);
        actors::table
            .filter(actors::ap_id.eq(ap_id))
            .select((columns::<Actor>(), blocked))
            .limit(1)
            .kept()
            .get_result(conn)
            .await
            .optional()
    })
}

pub async fn local_actor_by_name(conn: &mut Conn, name: &str) -> QueryResult<Option<Actor>> {
    q!(conn, {
        actors::table
            .filter(actors::local.eq(true))
            .filter(actors::name.eq(name))
            .select(columns::<Actor>())
            .first(conn)
            .await
            .optional()
    })
}

/// A remote server may have a person and a group of one name; `kind` tells which is meant.
pub async fn actor_by_handle(
    conn: &mut Conn,
    name: &str,
    host: &str,
    group: bool,
) -> QueryResult<Option<Actor>> {
    q!(conn, {
        let mut query = actors::table
            .filter(actors::name.eq(name))
            .filter(actors::host.eq(host))
            .select(columns::<Actor>())
            .into_boxed();
        query = if group {
            query.filter(actors::kind.eq(ActorKind::Group))
        } else {
            query.filter(actors::kind.ne(ActorKind::Group))
        };
        query.first(conn).await.optional()
    })
}

/// The actor a signature's key id belongs to, from what we stored when we last read it.
pub async fn actor_by_key_id(conn: &mut Conn, key_id: &str) -> QueryResult<Option<Actor>> {
    q!(conn, {
        actors::table
            .filter(actors::key_id.eq(key_id))
            .select(columns::<Actor>())
            .first(conn)
            .await
            .optional()
    })
}

/// The private key (PKCS#8 PEM) of a local actor.
pub async fn private_key(conn: &mut Conn, id: ActorId) -> QueryResult<Option<String>> {
    q!(conn, {
        actors::table
            .find(id)
            .select(actors::private_key)
            .first(conn)
            .await
    })
}

/// Makes a local actor with its key. The name must be free: look with [`local_actor_by_name`] first,
/// in the same transaction.
pub async fn insert_local_actor(
    tx: &mut Tx,
    actor: &NewActor,
    private_key: &str,
    now: Time,
) -> QueryResult<Actor> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(actors::table)
            .values((
                actor,
                actors::private_key.eq(private_key),
                actors::created_at.eq(now),
            ))
            .returning(columns::<Actor>())
            .get_result(conn)
            .await
    })
}

/// Stores what another server says of one of its actors. The id is what stays; all else may change.
pub async fn upsert_remote_actor(tx: &mut Tx, actor: &NewActor, now: Time) -> QueryResult<Actor> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(actors::table)
            .values((actor, actors::created_at.eq(now)))
            .on_conflict(actors::ap_id)
            .do_update()
            .set((
                actor,
                actors::gone_at.eq(None::<Time>),
                actors::gone_said_at.eq(None::<Time>),
            ))
            .returning(columns::<Actor>())
            .get_result(conn)
            .await
    })
}

/// An actor of another server of which nothing has been read yet; one that is here stays as it is.
pub async fn insert_unread_actor(tx: &mut Tx, actor: &NewActor, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(actors::table)
            .values((actor, actors::created_at.eq(now)))
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Who seemed gone has been heard of. Those who said themselves that they are gone stay so until their
/// server shows them again, since what they said before may come late.
pub async fn update_actor_heard(tx: &mut Tx, id: ActorId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::sql_query(
            "UPDATE actors SET gone_at = NULL, gone_said_at = NULL WHERE id = $1
             AND NOT EXISTS (SELECT 1 FROM accounts a
                 WHERE a.actor_id = actors.id AND a.deleted_at IS NOT NULL)",
        )
        .bind::<BigInt, _>(id)
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// The actor's own server says it is gone for good.
pub async fn update_actor_gone(tx: &mut Tx, id: ActorId, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(actors::table.find(id))
            .set(actors::gone_at.eq(Some(now)))
            .execute(conn)
            .await
    })?;
    Ok(())
}
