//! Reading and writing accounts.

mod counters;
pub use counters::add_to_counters;

use super::model::Person;
use crate::ids::{AccountId, ActorId};
use crate::q;
use crate::store::Conn;
use crate::store::schema::{accounts, actors};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub async fn find_person(conn: &mut Conn, id: AccountId) -> QueryResult<Person> {
    q!(conn, {
        accounts::table
            .inner_join(actors::table)
            .filter(accounts::id.eq(id))
            .select(Person::as_select())
            .first(conn)
            .await
    })
}

pub async fn person_by_actor(conn: &mut Conn, actor: ActorId) -> QueryResult<Option<Person>> {
    q!(conn, {
        accounts::table
            .inner_join(actors::table)
            .filter(accounts::actor_id.eq(actor))
            .select(Person::as_select())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn person_by_ap_id(conn: &mut Conn, ap_id: &str) -> QueryResult<Option<Person>> {
    q!(conn, {
        accounts::table
            .inner_join(actors::table)
            .filter(actors::ap_id.eq(ap_id))
            .select(Person::as_select())
            .first(conn)
            .await
            .optional()
    })
}

/// `host` is our own for local people.
pub async fn person_by_handle(
    conn: &mut Conn,
    name: &str,
    host: &str,
) -> QueryResult<Option<Person>> {
    q!(conn, {
        accounts::table
            .inner_join(actors::table)
            .filter(actors::name.eq(name))
            .filter(actors::host.eq(host))
            .select(Person::as_select())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn list_people(conn: &mut Conn, ids: &[AccountId]) -> QueryResult<Vec<Person>> {
    q!(conn, {
        accounts::table
            .inner_join(actors::table)
            .filter(accounts::id.eq_any(ids))
            .select(Person::as_select())
            .load(conn)
            .await
    })
}

/// Those of `ap_ids` that we know, in no particular order.
pub async fn list_people_by_ap_id(conn: &mut Conn, ap_ids: &[String]) -> QueryResult<Vec<Person>> {
    q!(conn, {
        accounts::table
            .inner_join(actors::table)
            .filter(actors::ap_id.eq_any(ap_ids))
            .select(Person::as_select())
            .load(conn)
            .await
    })
}
