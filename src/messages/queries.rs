//! Reading and writing messages. Every read names the account that reads, and finds only what it
//! sent or received.

use super::model::{Message, MessageId, NewMessage, conversation};
use super::policy::Tie;
use crate::accounts::model::Person;
use crate::accounts::queries::list_people;
use crate::ids::AccountId;
use crate::latest_first;
use crate::q;
use crate::read_page;
use crate::store::schema::messages;
use crate::store::types::Instant;
use crate::store::{Conn, Time, Turn, Tx, Window, columns};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use diesel_async::RunQueryDsl;

/// None when this message is here already.
pub async fn insert_message(tx: &mut Tx, new: &NewMessage) -> QueryResult<Option<Message>> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(messages::table)
            .values(new)
            .on_conflict_do_nothing()
            .returning(columns::<Message>())
            .get_result(conn)
            .await
            .optional()
    })
}

/// A newer text by its author; an older one changes nothing. The readers' marks stay.
pub async fn update_body(
    tx: &mut Tx,
    sender: AccountId,
    ap_id: &str,
    (body, html): (&str, &str),
    at: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        diesel::update(messages::table)
            .filter(messages::ap_id.eq(ap_id))
            .filter(messages::sender_id.eq(sender))
            .filter(messages::deleted_at.is_null())
            .filter(messages::published_at.lt(at))
            .filter(messages::edited_at.is_null().or(messages::edited_at.lt(at)))
            .set((
                messages::body.eq(body),
                messages::body_html.eq(html),
                messages::edited_at.eq(Some(at)),
            ))
            .execute(conn)
            .await?
    });
    Ok(changed > 0)
}

/// Whether a message of this id is here that another person wrote.
pub async fn is_by_somebody_else(
    conn: &mut Conn,
    sender: AccountId,
    ap_id: &str,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(diesel::dsl::exists(
            messages::table
                .filter(messages::ap_id.eq(ap_id))
                .filter(messages::sender_id.ne(sender)),
        ))
        .get_result(conn)
        .await
    })
}

/// Whether a message of this id by this person is here.
pub async fn is_by(conn: &mut Conn, sender: AccountId, ap_id: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(diesel::dsl::exists(
            messages::table
                .filter(messages::ap_id.eq(ap_id))
                .filter(messages::sender_id.eq(sender)),
        ))
        .get_result(conn)
        .await
    })
}

/// Whether somebody has got a message of this id.
pub async fn has_got(conn: &mut Conn, recipient: AccountId, ap_id: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(diesel::dsl::exists(
            messages::table
                .filter(messages::ap_id.eq(ap_id))
                .filter(messages::recipient_id.eq(recipient)),
        ))
        .get_result(conn)
        .await
    })
}

/// How many of the last `most` messages of two people the first wrote after `since`.
pub async fn count_lately(
    conn: &mut Conn,
    from: AccountId,
    to: AccountId,
    since: Time,
    most: i64,
) -> QueryResult<i64> {
    let latest: Vec<(AccountId, Time)> = q!(conn, {
        messages::table
            .filter(messages::conversation.eq(conversation(from, to)))
            .order(messages::id.desc())
            .limit(most)
            .select((messages::sender_id, messages::received_at))
            .load(conn)
            .await?
    });
    let mut count = 0;
    for (sender, at) in latest {
        count += i64::from(sender == from && at > since);
    }
    Ok(count)
}

/// What the person `$3` is to the person `$2`: who wrote to whom, where both belong, and who looks after
/// whom: of what somebody wrote the last hundred threads and replies count, however much there is, since a page
/// asks for this. The desk of another Guildhall server speaks for the communities there; its name is kept free.
const TIE: &str = "
    SELECT
      CASE WHEN EXISTS (SELECT 1 FROM messages m WHERE m.conversation = $1 AND m.sender_id = $2)
        THEN 1 ELSE 0 END AS answered,
      CASE WHEN EXISTS (SELECT 1 FROM messages m WHERE m.conversation = $1 AND m.sender_id = $3)
        THEN 1 ELSE 0 END AS begun,
      CASE WHEN EXISTS (SELECT 1 FROM memberships b JOIN memberships a ON a.community_id = b.community_id
          WHERE b.account_id = $2 AND b.state = 'member' AND a.account_id = $3 AND a.state = 'member'
            AND NOT EXISTS (SELECT 1 FROM bans x WHERE x.account_id = a.account_id
              AND (x.community_id = a.community_id OR x.community_id IS NULL)
              AND (x.until IS NULL OR x.until > $4)))
        THEN 1 ELSE 0 END AS shares_community,
      CASE WHEN EXISTS (SELECT 1 FROM follows f
          WHERE f.follower_id = $5 AND f.target_id = $6 AND f.state = 'accepted')
        THEN 1 ELSE 0 END AS is_followed,
      CASE WHEN EXISTS (SELECT 1 FROM logins l WHERE l.account_id = $3 AND l.role IN ('admin', 'owner'))
        OR EXISTS (SELECT 1 FROM memberships a JOIN communities c ON c.id = a.community_id
          WHERE a.account_id = $3 AND a.state = 'member' AND a.role IN ('moderator', 'convener')
            AND NOT EXISTS (SELECT 1 FROM bans x WHERE x.account_id = a.account_id
              AND (x.community_id = a.community_id OR x.community_id IS NULL)
              AND (x.until IS NULL OR x.until > $4))
            AND (EXISTS (SELECT 1 FROM memberships b WHERE b.community_id = c.id
                AND b.account_id = $2 AND b.state <> 'invited')
              OR EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = $5 AND f.target_id = c.actor_id)
              OR c.id IN (SELECT p.community_id FROM posts p WHERE p.author_id = $2
                ORDER BY p.published_at DESC, p.id DESC LIMIT 100)
              OR c.id IN (SELECT p.community_id FROM (SELECT r.post_id FROM comments r
                  WHERE r.author_id = $2 ORDER BY r.published_at DESC, r.id DESC LIMIT 100) lately
                JOIN posts p ON p.id = lately.post_id)))
        OR EXISTS (SELECT 1 FROM actors d JOIN peers s ON s.host = d.host
          WHERE d.id = $6 AND d.name = 'desk' AND d.kind = 'service' AND s.software = 'guildhall'
            AND (EXISTS (SELECT 1 FROM memberships b JOIN communities c ON c.id = b.community_id
                JOIN actors g ON g.id = c.actor_id
                WHERE b.account_id = $2 AND b.state <> 'invited' AND g.host = d.host)
              OR EXISTS (SELECT 1 FROM follows f JOIN actors g ON g.id = f.target_id
                WHERE f.follower_id = $5 AND g.host = d.host)))
        THEN 1 ELSE 0 END AS has_office";

#[derive(QueryableByName)]
struct TieRow {
    #[diesel(sql_type = Integer)]
    answered: i32,
    #[diesel(sql_type = Integer)]
    begun: i32,
    #[diesel(sql_type = Integer)]
    shares_community: i32,
    #[diesel(sql_type = Integer)]
    is_followed: i32,
    #[diesel(sql_type = Integer)]
    has_office: i32,
}

/// What somebody is to the one they write to, as of `now`.
pub async fn tie_between(
    conn: &mut Conn,
    from: &Person,
    to: &Person,
    now: Time,
) -> QueryResult<Tie> {
    let row: TieRow = q!(conn, {
        diesel::sql_query(TIE)
            .bind::<Text, _>(conversation(from.id(), to.id()))
            .bind::<BigInt, _>(to.id())
            .bind::<BigInt, _>(from.id())
            .bind::<Instant, _>(now)
            .bind::<BigInt, _>(to.actor.id)
            .bind::<BigInt, _>(from.actor.id)
            .get_result(conn)
            .await?
    });
    Ok(Tie {
        answered: row.answered == 1,
        begun: row.begun == 1,
        shares_community: row.shares_community == 1,
        is_followed: row.is_followed == 1,
        has_office: row.has_office == 1,
    })
}

/// Its author takes it back: the words go, the row stays.
pub async fn update_deleted(
    tx: &mut Tx,
    sender: AccountId,
    ap_id: &str,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(messages::table)
            .filter(messages::ap_id.eq(ap_id))
            .filter(messages::sender_id.eq(sender))
            .set((
                messages::body.eq(""),
                messages::body_html.eq(""),
                messages::deleted_at.eq(Some(now)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Its author takes it back, and may bring it back: the words stay out of sight. False when it was
/// taken back before.
pub async fn update_hidden(
    tx: &mut Tx,
    sender: AccountId,
    ap_id: &str,
    now: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        diesel::update(messages::table)
            .filter(messages::ap_id.eq(ap_id))
            .filter(messages::sender_id.eq(sender))
            .filter(messages::deleted_at.is_null())
            .set(messages::deleted_at.eq(Some(now)))
            .execute(conn)
            .await?
    });
    Ok(changed > 0)
}

/// Its author brings it back; what has no words any more stays away.
pub async fn update_shown(tx: &mut Tx, sender: AccountId, ap_id: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(messages::table)
            .filter(messages::ap_id.eq(ap_id))
            .filter(messages::sender_id.eq(sender))
            .filter(messages::body_html.ne(""))
            .set(messages::deleted_at.eq(None::<Time>))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The words of what was taken back before `before` go.
pub async fn update_forgotten(
    tx: &mut Tx,
    sender: AccountId,
    ap_id: &str,
    before: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(messages::table)
            .filter(messages::ap_id.eq(ap_id))
            .filter(messages::sender_id.eq(sender))
            .filter(messages::deleted_at.le(before))
            .set((messages::body.eq(""), messages::body_html.eq("")))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Forgets the words of what somebody who is gone wrote, and of what they got from other servers,
/// which nobody here reads any more. A bounded number at a time; says how many.
pub async fn update_erased(
    tx: &mut Tx,
    account: AccountId,
    limit: i64,
    now: Time,
) -> QueryResult<usize> {
    let conn = &mut **tx;
    let mut ids: Vec<MessageId> = q!(conn, {
        messages::table
            .filter(messages::sender_id.eq(account))
            .filter(messages::deleted_at.is_null())
            .limit(limit)
            .select(messages::id)
            .load(conn)
            .await?
    });
    let received: Vec<MessageId> = q!(conn, {
        messages::table
            .filter(messages::recipient_id.eq(account))
            .filter(messages::local.eq(false))
            .filter(messages::deleted_at.is_null())
            .limit(limit)
            .select(messages::id)
            .load(conn)
            .await?
    });
    ids.extend(received);
    q!(conn, {
        diesel::update(messages::table)
            .filter(messages::id.eq_any(ids))
            .set((
                messages::body.eq(""),
                messages::body_html.eq(""),
                messages::deleted_at.eq(Some(now)),
            ))
            .execute(conn)
            .await
    })
}

pub async fn message_by_public_id(
    conn: &mut Conn,
    public_id: &str,
) -> QueryResult<Option<Message>> {
    q!(conn, {
        messages::table
            .filter(messages::public_id.eq(public_id))
            .select(columns::<Message>())
            .first(conn)
            .await
            .optional()
    })
}

/// What two people said to each other, latest first. The turn is by the ids of messages.
pub async fn list_messages(
    conn: &mut Conn,
    reader: AccountId,
    other: AccountId,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Message>> {
    Ok(read_page!(turn, size, |turn, limit| load_messages(
        conn, reader, other, turn, limit
    )))
}

async fn load_messages(
    conn: &mut Conn,
    reader: AccountId,
    other: AccountId,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Message>> {
    q!(conn, {
        let query = messages::table
            .filter(messages::conversation.eq(conversation(reader, other)))
            .limit(limit)
            .select(columns::<Message>())
            .into_boxed();
        latest_first!(query, turn, messages::id, MessageId)
            .load(conn)
            .await
    })
}

/// A conversation in the list: the other person, the latest message, how many are unread.
#[derive(Debug, Clone)]
pub struct Conversation {
    pub with: Person,
    pub latest: Message,
    pub unread: i64,
}

#[derive(QueryableByName)]
struct Head {
    #[diesel(sql_type = BigInt)]
    latest: i64,
    #[diesel(sql_type = BigInt)]
    unread: i64,
}

/// Latest first. The turn is by the ids of their latest messages.
pub async fn list_conversations(
    conn: &mut Conn,
    reader: AccountId,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Conversation>> {
    let heads = read_page!(turn, size, |turn, limit| load_heads(
        conn, reader, turn, limit
    ));
    add_people(conn, reader, heads).await
}

async fn load_heads(
    conn: &mut Conn,
    reader: AccountId,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Head>> {
    let (having, order) = match turn {
        Turn::Before(_) => ("MAX(m.id) > $2", "ASC"),
        _ => ("MAX(m.id) < $2", "DESC"),
    };
    let text = format!(
        "SELECT MAX(m.id) AS latest,
            COUNT(CASE WHEN m.recipient_id = $1 AND m.read_at IS NULL AND m.deleted_at IS NULL THEN 1 END) AS unread
         FROM messages m
         WHERE m.id IN (SELECT id FROM messages WHERE sender_id = $1
                        UNION SELECT id FROM messages WHERE recipient_id = $1)
         GROUP BY m.conversation HAVING {having}
         ORDER BY latest {order} LIMIT $3"
    );
    let at = match turn {
        Turn::First => i64::MAX,
        Turn::After(id) | Turn::Before(id) => id,
    };
    q!(conn, {
        diesel::sql_query(text)
            .bind::<BigInt, _>(reader)
            .bind::<BigInt, _>(at)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    })
}

async fn add_people(
    conn: &mut Conn,
    reader: AccountId,
    heads: Window<Head>,
) -> QueryResult<Window<Conversation>> {
    let ids: Vec<i64> = heads.rows.iter().map(|head| head.latest).collect();
    let latest: Vec<Message> = q!(conn, {
        messages::table
            .filter(messages::id.eq_any(ids))
            .select(columns::<Message>())
            .load(conn)
            .await?
    });
    let others: Vec<AccountId> = latest.iter().map(|message| message.other(reader)).collect();
    let people = list_people(conn, &others).await?;
    let found = heads.rows.into_iter().filter_map(|head| {
        let latest = latest
            .iter()
            .find(|message| message.id.0 == head.latest)?
            .clone();
        let with = people
            .iter()
            .find(|person| person.id() == latest.other(reader))?
            .clone();
        Some(Conversation {
            with,
            latest,
            unread: head.unread,
        })
    });
    Ok(Window {
        rows: found.collect(),
        earlier: heads.earlier,
        later: heads.later,
    })
}

/// What `reader` got from `other` has been read, up to the message `last`; says how many that were.
pub async fn update_read(
    tx: &mut Tx,
    reader: AccountId,
    other: AccountId,
    last: MessageId,
    now: Time,
) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(messages::table)
            .filter(messages::recipient_id.eq(reader))
            .filter(messages::read_at.is_null())
            .filter(messages::sender_id.eq(other))
            .filter(messages::id.le(last))
            .set(messages::read_at.eq(Some(now)))
            .execute(conn)
            .await
    })
}

/// For the header of every page.
pub async fn unread_count(conn: &mut Conn, account: AccountId) -> QueryResult<i64> {
    q!(conn, {
        messages::table
            .filter(messages::recipient_id.eq(account))
            .filter(messages::read_at.is_null())
            .filter(messages::deleted_at.is_null())
            .count()
            .get_result(conn)
            .await
    })
}
