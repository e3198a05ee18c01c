//! Saying something: the activity is stored once, with a row for every inbox it must reach, in the
//! transaction of the change it announces. `send.rs` takes it from there.

use super::actors::Actor;
use super::peers::meet;
use crate::app::App;
use crate::error::Result;
use crate::ids::{ActorId, PeerId};
use crate::q;
use crate::store::schema::{activities, deliveries};
use crate::store::{Conn, Time, Tx, away, columns};
use crate::text_enum;
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;

text_enum! {
    /// Where a delivery stands.
    pub enum DeliveryState {
        Due = "due",
        Sent = "sent",
        /// The peer said no for good, or something newer replaced it.
        Dropped = "dropped",
        /// Thirty days of trying were not enough.
        Dead = "dead",
    }
}

text_enum! {
    /// Who may see a thread, reply, message or activity. Fixed when it is made.
    pub enum Audience {
        Public = "public",
        /// Whoever signs in on this server.
        Server = "server",
        /// The members of its community.
        Community = "community",
        /// The people it names.
        People = "people",
    }
}

/// The kind of an activity that brings words to somebody.
const LETTER: &str = "Create";

/// Whether this brings words to one person alone.
pub(super) fn is_letter(kind: &str, audience: Audience) -> bool {
    kind == LETTER && audience == Audience::People
}

/// Something to say.
#[derive(Debug, Clone)]
pub struct Outgoing {
    pub ap_id: String,
    /// `Create`, `Announce`, …
    pub kind: &'static str,
    /// Who signs it.
    pub actor: ActorId,
    /// The thread, reply, person or activity it is about. Deliveries about one object keep their order.
    pub object: String,
    pub audience: Audience,
    /// The whole document, `@context` included, exactly as it goes out.
    pub document: String,
}

/// Where to say it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Queryable)]
pub struct Inbox {
    pub peer: PeerId,
    pub url: String,
}

#[derive(Insertable)]
#[diesel(table_name = deliveries)]
struct NewDelivery<'a> {
    activity_id: i64,
    peer_id: PeerId,
    inbox_url: &'a str,
    object_key: &'a str,
    state: DeliveryState,
    next_try_at: Time,
    created_at: Time,
}

/// Where to say something to one actor; its server is a peer from then on.
pub async fn inbox_of(tx: &mut Tx, app: &App, actor: &Actor) -> Result<Inbox> {
    Ok(Inbox {
        peer: meet(tx, app, &actor.host).await?,
        url: actor.delivery_inbox().to_owned(),
    })
}

/// Stores the activity and one delivery for each inbox; the same inbox twice counts once.
/// With no inboxes the activity is still stored, so that its id resolves.
pub async fn deliver(
    tx: &mut Tx,
    app: &App,
    what: &Outgoing,
    mut to: Vec<Inbox>,
) -> QueryResult<()> {
    let now = app.now();
    let activity_id = insert_activity(tx, what, now).await?;
    to.sort();
    to.dedup();
    let rows: Vec<(PeerId, String)> = to
        .into_iter()
        .map(|inbox| (inbox.peer, inbox.url))
        .collect();
    insert_deliveries(tx, activity_id, what.object.clone(), rows, now).await
}

async fn insert_activity(conn: &mut Conn, what: &Outgoing, now: Time) -> QueryResult<i64> {
    let row = (
        activities::ap_id.eq(&what.ap_id),
        activities::kind.eq(what.kind),
        activities::actor_id.eq(what.actor),
        activities::object_ap_id.eq(&what.object),
        activities::audience.eq(what.audience),
        activities::document.eq(&what.document),
        activities::created_at.eq(now),
    );
    q!(conn, {
        diesel::insert_into(activities::table)
            .values(row)
            .returning(activities::id)
            .get_result(conn)
            .await
    })
}

/// A fan-out can be thousands of rows: SQLite writes them in one go, away from other work,
/// PostgreSQL in statements of a thousand rows.
async fn insert_deliveries(
    conn: &mut Conn,
    activity_id: i64,
    object: String,
    rows: Vec<(PeerId, String)>,
    now: Time,
) -> QueryResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    fn row<'a>(
        activity_id: i64,
        object: &'a str,
        (peer, url): &'a (PeerId, String),
        now: Time,
    ) -> NewDelivery<'a> {
        NewDelivery {
            activity_id,
            peer_id: *peer,
            inbox_url: url,
            object_key: object,
            state: DeliveryState::Due,
            next_try_at: now,
            created_at: now,
        }
    }
    q!(conn,
    sqlite: {
        let insert = conn.spawn_blocking(move |conn| {
            for each in &rows {
                let insert = diesel::insert_into(deliveries::table)
                    .values(row(activity_id, &object, each, now));
                diesel::RunQueryDsl::execute(insert, conn)?;
            }
            Ok(())
        });
        away(insert).await
    },
    pg: {
        for chunk in rows.chunks(1000) {
            let values: Vec<_> = chunk.iter().map(|each| row(activity_id, &object, each, now)).collect();
            diesel::insert_into(deliveries::table).values(values).execute(conn).await?;
        }
        Ok(())
    })
}

/// An activity of ours by its id: its audience, what it is about, and the document.
pub async fn find_activity(
    conn: &mut Conn,
    ap_id: &str,
) -> QueryResult<Option<(Audience, String, String)>> {
    q!(conn, {
        activities::table
            .filter(activities::ap_id.eq(ap_id))
            .select((
                activities::audience,
                activities::object_ap_id,
                activities::document,
            ))
            .first(conn)
            .await
            .optional()
    })
}

/// An activity of ours as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = activities)]
pub struct KeptActivity {
    pub id: i64,
    pub ap_id: String,
    pub kind: String,
    /// Who signs it.
    pub actor_id: ActorId,
    pub object_ap_id: String,
    pub audience: Audience,
    pub document: String,
    pub created_at: Time,
}

/// What an actor said about a thing, and the announcements of that, as far as they and their texts are kept.
pub async fn list_said_by(
    conn: &mut Conn,
    actor: &Actor,
    object: &str,
) -> QueryResult<Vec<KeptActivity>> {
    // What stands for something else in `LIKE` lets more through at most.
    let wrapped = format!("%\"actor\":\"{}\"%", actor.ap_id);
    q!(conn, {
        activities::table
            .filter(activities::object_ap_id.eq(object))
            .filter(activities::document.ne(""))
            .filter(
                activities::actor_id.eq(actor.id).or(activities::kind
                    .eq("Announce")
                    .and(activities::document.like(wrapped))),
            )
            .order(activities::id)
            .select(columns::<KeptActivity>())
            .load(conn)
            .await
    })
}

/// What was said about these things by whomever, names this id and can be read by others, behind the
/// activity with this number.
pub async fn list_said_naming(
    conn: &mut Conn,
    objects: &[String],
    named: &str,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<KeptActivity>> {
    let names = format!("%\"{named}\"%");
    q!(conn, {
        activities::table
            .filter(activities::object_ap_id.eq_any(objects))
            .filter(activities::id.gt(after))
            .filter(activities::audience.ne(Audience::People))
            .filter(activities::document.like(names))
            .order(activities::id)
            .limit(limit)
            .select(columns::<KeptActivity>())
            .load(conn)
            .await
    })
}

/// From now on nobody reads the activity under its id. Where it is still to be sent, it is.
pub async fn hide_activity(tx: &mut Tx, id: i64) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(activities::table.find(id))
            .set(activities::audience.eq(Audience::People))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The activity has another text from now on, signed by `actor`: for whoever reads it under its id, and for
/// those to whom it has not been sent yet. Senders keep the texts of rows in memory, so where it is still
/// to be sent another row takes its place.
pub async fn reword_activity(
    tx: &mut Tx,
    kept: &KeptActivity,
    actor: ActorId,
    document: &str,
) -> QueryResult<()> {
    let conn = &mut **tx;
    let waits: bool = q!(conn, {
        diesel::select(exists(
            deliveries::table
                .filter(deliveries::activity_id.eq(kept.id))
                .filter(sql::<Bool>("deliveries.state = 'due'")),
        ))
        .get_result(conn)
        .await?
    });
    if waits {
        return replace_activity(tx, kept, actor, document).await;
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(activities::table.find(kept.id))
            .set((
                activities::actor_id.eq(actor),
                activities::document.eq(document),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Puts another row in the place of this one, with the same id on the wire and the same deliveries.
async fn replace_activity(
    tx: &mut Tx,
    kept: &KeptActivity,
    actor: ActorId,
    document: &str,
) -> QueryResult<()> {
    // Two rows cannot have the same id.
    let aside = format!("{}#replaced", kept.ap_id);
    let row = (
        activities::ap_id.eq(&kept.ap_id),
        activities::kind.eq(&kept.kind),
        activities::actor_id.eq(actor),
        activities::object_ap_id.eq(&kept.object_ap_id),
        activities::audience.eq(kept.audience),
        activities::document.eq(document),
        activities::created_at.eq(kept.created_at),
    );
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(activities::table.find(kept.id))
            .set(activities::ap_id.eq(aside))
            .execute(conn)
            .await?;
        let id: i64 = diesel::insert_into(activities::table)
            .values(row)
            .returning(activities::id)
            .get_result(conn)
            .await?;
        diesel::update(deliveries::table.filter(deliveries::activity_id.eq(kept.id)))
            .set(deliveries::activity_id.eq(id))
            .execute(conn)
            .await?;
        diesel::delete(activities::table.find(kept.id))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Whether some servers are still to be told of an activity of this kind about this thing.
pub async fn is_being_told(conn: &mut Conn, kind: &str, object: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            deliveries::table
                .inner_join(activities::table)
                .filter(sql::<Bool>("deliveries.state = 'due'"))
                .filter(activities::object_ap_id.eq(object))
                .filter(activities::kind.eq(kind)),
        ))
        .get_result(conn)
        .await
    })
}

/// Takes back what an actor said and has not been sent yet, a bounded number of deliveries at a time;
/// says how many.
pub async fn drop_unsent_by(
    tx: &mut Tx,
    actor: ActorId,
    reason: &str,
    limit: i64,
    now: Time,
) -> QueryResult<usize> {
    let conn = &mut **tx;
    let ids: Vec<i64> = q!(conn, {
        deliveries::table
            .inner_join(activities::table)
            .filter(sql::<Bool>("deliveries.state = 'due'"))
            .filter(activities::actor_id.eq(actor))
            .limit(limit)
            .select(deliveries::id)
            .load(conn)
            .await?
    });
    drop_deliveries(tx, ids, reason, now).await
}

/// Nothing of what was said about a thing is kept, told to anybody who has not heard it, or shown under its id.
pub async fn forget_said_about(tx: &mut Tx, object: &str, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    let said: Vec<i64> = q!(conn, {
        activities::table
            .filter(activities::object_ap_id.eq(object))
            .filter(activities::document.ne(""))
            .select(activities::id)
            .load(conn)
            .await?
    });
    for id in &said {
        drop_unsent_of(tx, *id, "it is gone for good", now).await?;
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(activities::table)
            .filter(activities::id.eq_any(&said))
            .set((
                activities::document.eq(""),
                activities::audience.eq(Audience::People),
            ))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Deliveries of one activity that are taken back in one statement.
const TOGETHER: i64 = 500;

/// Takes back one activity where it has not been sent yet.
pub async fn drop_unsent_of(
    tx: &mut Tx,
    activity: i64,
    reason: &str,
    now: Time,
) -> QueryResult<()> {
    loop {
        let conn = &mut **tx;
        let ids: Vec<i64> = q!(conn, {
            deliveries::table
                .filter(deliveries::activity_id.eq(activity))
                .filter(sql::<Bool>("deliveries.state = 'due'"))
                .limit(TOGETHER)
                .select(deliveries::id)
                .load(conn)
                .await?
        });
        if ids.is_empty() {
            return Ok(());
        }
        drop_deliveries(tx, ids, reason, now).await?;
    }
}

/// Those of these deliveries that still wait go nowhere; says how many.
pub(super) async fn drop_deliveries(
    tx: &mut Tx,
    ids: Vec<i64>,
    reason: &str,
    now: Time,
) -> QueryResult<usize> {
    let conn = &mut **tx;
    let dropped = q!(conn, {
        diesel::update(deliveries::table)
            .filter(deliveries::id.eq_any(&ids))
            .filter(sql::<Bool>("state = 'due'"))
            .set((
                deliveries::state.eq(DeliveryState::Dropped),
                deliveries::last_error.eq(Some(reason)),
                deliveries::done_at.eq(Some(now)),
            ))
            .execute(conn)
            .await?
    });
    blank_letters(tx, &ids).await?;
    Ok(dropped)
}

/// Nothing of these deliveries waits any more.
const NONE_DUE: &str = "NOT EXISTS (SELECT 1 FROM deliveries d
    WHERE d.activity_id = activities.id AND d.state = 'due')";

/// What is said to one person alone is not kept once it is delivered or given up: nobody is shown it by its
/// id, and a link that works once may stand in it, which is kept as a hash only. `ended` are deliveries.
pub(super) async fn blank_letters(tx: &mut Tx, ended: &[i64]) -> QueryResult<()> {
    if ended.is_empty() {
        return Ok(());
    }
    let conn = &mut **tx;
    let letters: Vec<i64> = q!(conn, {
        deliveries::table
            .inner_join(activities::table)
            .filter(deliveries::id.eq_any(ended))
            .filter(activities::kind.eq(LETTER))
            .filter(activities::audience.eq(Audience::People))
            .select(activities::id)
            .load(conn)
            .await?
    });
    if letters.is_empty() {
        return Ok(());
    }
    q!(conn, {
        diesel::update(activities::table)
            .filter(activities::id.eq_any(&letters))
            .filter(sql::<Bool>(NONE_DUE))
            .set(activities::document.eq(""))
            .execute(conn)
            .await?;
    });
    Ok(())
}
