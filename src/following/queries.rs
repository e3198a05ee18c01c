//! Reading and writing what is followed, muted and saved.

use super::model::{Kept, SavedRow, WatchRow, Watched};
use crate::communities::model::TagId;
use crate::ids::{AccountId, CommunityId, PostId};
use crate::posts::jobs::Followed;
use crate::q;
use crate::read_page;
use crate::store::schema::{muted_tags, saves, watches};
use crate::store::types::Instant;
use crate::store::{Conn, Time, Turn, Tx, Window, delete_some};
use crate::text::tag_in_path;
use crate::visibility::{Reader, reach};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use diesel_async::RunQueryDsl;

pub async fn insert_watch(
    tx: &mut Tx,
    account: AccountId,
    what: Watched,
    now: Time,
) -> QueryResult<()> {
    let (post, tag, person) = keys(what);
    let row = (
        watches::account_id.eq(account),
        watches::kind.eq(what.kind()),
        watches::post_id.eq(post),
        watches::tag_id.eq(tag),
        watches::person_id.eq(person),
        watches::created_at.eq(now),
    );
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(watches::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(())
}

fn keys(what: Watched) -> (Option<PostId>, Option<TagId>, Option<AccountId>) {
    match what {
        Watched::Thread(id) => (Some(id), None, None),
        Watched::Tag(id) => (None, Some(id), None),
        Watched::Person(id) => (None, None, Some(id)),
    }
}

pub async fn delete_watch(tx: &mut Tx, account: AccountId, what: Watched) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        let own = watches::table.filter(watches::account_id.eq(account));
        match what {
            Watched::Thread(id) => {
                diesel::delete(own.filter(watches::post_id.eq(Some(id))))
                    .execute(conn)
                    .await
            }
            Watched::Tag(id) => {
                diesel::sql_query(delete_named("watches"))
                    .bind::<BigInt, _>(account)
                    .bind::<BigInt, _>(id)
                    .execute(conn)
                    .await
            }
            Watched::Person(id) => {
                diesel::delete(own.filter(watches::person_id.eq(Some(id))))
                    .execute(conn)
                    .await
            }
        }
    })?;
    Ok(())
}

/// Takes away what somebody chose of a tag, also what they chose of a name that means it by now.
fn delete_named(table: &str) -> String {
    format!(
        "DELETE FROM {table} WHERE account_id = $1 AND EXISTS (SELECT 1 FROM community_tags t
           WHERE t.id = {table}.tag_id AND (t.id = $2 OR t.meant_id = $2))"
    )
}

/// Whether there was such a row of theirs.
pub async fn delete_watch_by_id(tx: &mut Tx, account: AccountId, id: i64) -> QueryResult<bool> {
    let conn = &mut **tx;
    let gone = q!(conn, {
        diesel::delete(
            watches::table
                .filter(watches::id.eq(id))
                .filter(watches::account_id.eq(account)),
        )
        .execute(conn)
        .await?
    });
    Ok(gone > 0)
}

pub async fn set_muted(
    tx: &mut Tx,
    account: AccountId,
    tag: TagId,
    muted: bool,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        if muted {
            diesel::insert_into(muted_tags::table)
                .values((
                    muted_tags::account_id.eq(account),
                    muted_tags::tag_id.eq(tag),
                ))
                .on_conflict_do_nothing()
                .execute(conn)
                .await
        } else {
            diesel::sql_query(delete_named("muted_tags"))
                .bind::<BigInt, _>(account)
                .bind::<BigInt, _>(tag)
                .execute(conn)
                .await
        }
    })?;
    Ok(())
}

#[derive(QueryableByName)]
struct WatchLine {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    kind: Followed,
    #[diesel(sql_type = Nullable<Text>)]
    thread: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    title: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    tag: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    place: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    group_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    group_host: Option<String>,
    #[diesel(sql_type = Nullable<Bool>)]
    group_local: Option<bool>,
    #[diesel(sql_type = Nullable<Text>)]
    person_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    person_host: Option<String>,
    #[diesel(sql_type = Nullable<Bool>)]
    person_local: Option<bool>,
}

fn handle(name: Option<String>, host: Option<String>, local: Option<bool>) -> Option<String> {
    match (name, host, local) {
        (Some(name), _, Some(true)) => Some(name),
        (Some(name), Some(host), _) => Some(format!("{name}@{host}")),
        _ => None,
    }
}

impl WatchLine {
    fn row(self) -> WatchRow {
        let group = handle(self.group_name, self.group_host, self.group_local);
        let person = handle(self.person_name, self.person_host, self.person_local);
        let thread = self.title.zip(self.thread);
        let named = match self.kind {
            Followed::Thread => thread.map(|(title, id)| (title, format!("/post/{id}"))),
            Followed::Tag => self.tag.zip(group).map(|(tag, group)| {
                let path = format!("/c/{group}/tag/{}", tag_in_path(&tag));
                (tag, path)
            }),
            Followed::Person => person.map(|handle| {
                let path = format!("/u/{handle}");
                (handle, path)
            }),
        };
        WatchRow {
            id: self.id,
            kind: self.kind,
            named,
            place: self.place.filter(|place| !place.is_empty()),
        }
    }
}

/// What somebody follows, the latest first.
pub async fn list_watches(
    conn: &mut Conn,
    account: AccountId,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<WatchRow>> {
    let page = read_page!(turn, size, |turn, limit| load_watches(
        conn, account, turn, limit
    ));
    Ok(page.map(WatchLine::row))
}

/// Of what is said in a community `k`: whoever does not read it is not told what it is called by now.
const AUDIENCE: &str = "(CASE k.read_policy WHEN 'members' THEN 'community'
    WHEN 'server' THEN 'server' ELSE 'public' END)";

async fn load_watches(
    conn: &mut Conn,
    account: AccountId,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<WatchLine>> {
    let reader = Reader::Account {
        id: account,
        admin: false,
    };
    let reach = reach(conn, reader).await?;
    let readable = reach.condition("p.audience", "p.community_id");
    let known = reach.condition(AUDIENCE, "k.id");
    let (compare, at, order) = turn.bounds();
    let sql = format!(
        "SELECT w.id AS id, w.kind AS kind, p.public_id AS thread, p.title AS title, t.name AS tag,
           k.title AS place, g.name AS group_name, g.host AS group_host, g.local AS group_local,
           u.name AS person_name, u.host AS person_host, u.local AS person_local
         FROM watches w
         LEFT JOIN posts p ON p.id = w.post_id AND p.deleted_at IS NULL AND p.removed_at IS NULL
           AND p.held_at IS NULL AND {readable}
           AND EXISTS (SELECT 1 FROM communities h WHERE h.id = p.community_id
             AND h.removed_at IS NULL AND h.deleted_at IS NULL)
         LEFT JOIN community_tags s ON s.id = w.tag_id
         LEFT JOIN community_tags t ON t.id = COALESCE(s.meant_id, s.id)
         LEFT JOIN communities k ON k.id = t.community_id AND k.removed_at IS NULL
           AND k.deleted_at IS NULL AND {known}
         LEFT JOIN actors g ON g.id = k.actor_id
         LEFT JOIN accounts a ON a.id = w.person_id AND a.deleted_at IS NULL
         LEFT JOIN actors u ON u.id = a.actor_id
         WHERE w.account_id = $1 AND w.id {compare} $2 ORDER BY w.id {order} LIMIT $3"
    );
    q!(conn, {
        diesel::sql_query(sql)
            .bind::<BigInt, _>(account)
            .bind::<BigInt, _>(at)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    })
}

/// Somebody to be told.
#[derive(QueryableByName)]
pub struct Follower {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub account_id: AccountId,
}

/// What followers of one kind are told of: a thread or reply by this author.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub post: PostId,
    pub community: CommunityId,
    pub author: AccountId,
    pub tags: &'a [String],
}

/// Who follows it in this way, from behind the number `after`.
pub async fn list_followers(
    conn: &mut Conn,
    kind: Followed,
    told: Told<'_>,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<Follower>> {
    let (key, names) = match kind {
        Followed::Thread => (told.post.0, &[][..]),
        Followed::Person => (told.author.0, &[][..]),
        Followed::Tag => (told.community.0, told.tags),
    };
    if kind == Followed::Tag && names.is_empty() {
        return Ok(Vec::new());
    }
    // SQLite numbers them in the order in which they appear.
    let behind = names.len().saturating_add(2);
    let marks: Vec<String> = (2..behind).map(|n| format!("${n}")).collect();
    let last = behind.saturating_add(1);
    let which = match kind {
        Followed::Thread => "w.post_id = $1".to_owned(),
        Followed::Person => "w.person_id = $1".to_owned(),
        Followed::Tag => format!(
            "w.tag_id IN (SELECT s.id FROM community_tags s
               LEFT JOIN community_tags m ON m.id = s.meant_id
               WHERE s.community_id = $1 AND COALESCE(m.name, s.name) IN ({}))",
            marks.join(", ")
        ),
    };
    let sql = format!(
        "SELECT w.id AS id, w.account_id AS account_id FROM watches w
         WHERE {which} AND w.id > ${behind} ORDER BY w.id LIMIT ${last}"
    );
    q!(conn, {
        let mut query = diesel::sql_query(sql).into_boxed().bind::<BigInt, _>(key);
        for name in names {
            query = query.bind::<Text, _>(name.clone());
        }
        query
            .bind::<BigInt, _>(after)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    })
}

/// Saves something, or writes another note to it.
pub async fn upsert_save(
    tx: &mut Tx,
    account: AccountId,
    what: Kept,
    note: &str,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    let known = q!(conn, {
        let own = saves::table.filter(saves::account_id.eq(account));
        match what.comment {
            Some(comment) => {
                diesel::update(own.filter(saves::comment_id.eq(Some(comment))))
                    .set(saves::note.eq(note))
                    .execute(conn)
                    .await?
            }
            None => {
                diesel::update(
                    own.filter(saves::post_id.eq(what.post))
                        .filter(saves::comment_id.is_null()),
                )
                .set(saves::note.eq(note))
                .execute(conn)
                .await?
            }
        }
    });
    if known > 0 {
        return Ok(());
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(saves::table)
            .values((
                saves::account_id.eq(account),
                saves::post_id.eq(what.post),
                saves::comment_id.eq(what.comment),
                saves::note.eq(note),
                saves::saved_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The note, if it is saved.
pub async fn note_of(
    conn: &mut Conn,
    account: AccountId,
    what: Kept,
) -> QueryResult<Option<String>> {
    q!(conn, {
        let own = saves::table
            .filter(saves::account_id.eq(account))
            .filter(saves::post_id.eq(what.post))
            .select(saves::note)
            .into_boxed();
        let own = match what.comment {
            Some(comment) => own.filter(saves::comment_id.eq(Some(comment))),
            None => own.filter(saves::comment_id.is_null()),
        };
        own.first(conn).await.optional()
    })
}

/// Whether there was such a row of theirs.
pub async fn delete_save(tx: &mut Tx, account: AccountId, id: i64) -> QueryResult<bool> {
    let conn = &mut **tx;
    let gone = q!(conn, {
        diesel::delete(
            saves::table
                .filter(saves::id.eq(id))
                .filter(saves::account_id.eq(account)),
        )
        .execute(conn)
        .await?
    });
    Ok(gone > 0)
}

#[derive(QueryableByName)]
struct SavedLine {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    thread: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    title: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    reply: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    words: Option<String>,
    #[diesel(sql_type = Bool)]
    is_reply: bool,
    #[diesel(sql_type = Text)]
    note: String,
    #[diesel(sql_type = Instant)]
    saved_at: Time,
}

impl SavedLine {
    fn row(self) -> SavedRow {
        let named = match (self.is_reply, self.title, self.thread, self.reply) {
            (true, Some(title), Some(_), Some(reply)) => Some((title, format!("/comment/{reply}"))),
            (false, Some(title), Some(thread), _) => Some((title, format!("/post/{thread}"))),
            _ => None,
        };
        SavedRow {
            id: self.id,
            named,
            words: self.words.unwrap_or_default(),
            is_reply: self.is_reply,
            note: self.note,
            saved_at: self.saved_at,
        }
    }
}

/// What somebody saved, the latest first. Of what they read no more only their note is left.
pub async fn list_saves(
    conn: &mut Conn,
    account: AccountId,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<SavedRow>> {
    let page = read_page!(turn, size, |turn, limit| load_saves(
        conn, account, turn, limit
    ));
    Ok(page.map(SavedLine::row))
}

async fn load_saves(
    conn: &mut Conn,
    account: AccountId,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<SavedLine>> {
    let reader = Reader::Account {
        id: account,
        admin: false,
    };
    let readable = reach(conn, reader)
        .await?
        .condition("p.audience", "p.community_id");
    let (compare, at, order) = turn.bounds();
    let sql = format!(
        "SELECT s.id AS id, p.public_id AS thread, p.title AS title, c.public_id AS reply,
           substr(c.body_text, 1, 300) AS words, s.comment_id IS NOT NULL AS is_reply,
           s.note AS note, s.saved_at AS saved_at
         FROM saves s
         LEFT JOIN posts p ON p.id = s.post_id AND p.deleted_at IS NULL AND p.removed_at IS NULL
           AND p.held_at IS NULL AND {readable}
           AND EXISTS (SELECT 1 FROM communities k WHERE k.id = p.community_id
             AND k.removed_at IS NULL AND k.deleted_at IS NULL)
         LEFT JOIN comments c ON c.id = s.comment_id AND c.post_id = p.id AND c.deleted_at IS NULL
           AND c.removed_at IS NULL AND c.held_at IS NULL
         WHERE s.account_id = $1 AND s.id {compare} $2 ORDER BY s.id {order} LIMIT $3"
    );
    q!(conn, {
        diesel::sql_query(sql)
            .bind::<BigInt, _>(account)
            .bind::<BigInt, _>(at)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    })
}

/// Forgets what somebody followed, muted and saved, and that others followed them; at most so many rows of
/// each. Says how many there were.
pub async fn delete_all_of(tx: &mut Tx, account: AccountId, limit: i64) -> QueryResult<usize> {
    let own = [("watches", "id"), ("muted_tags", "tag_id"), ("saves", "id")];
    let gone = delete_some(tx, ("account_id", account.0), &own, limit).await?;
    let by_others = delete_some(tx, ("person_id", account.0), &[("watches", "id")], limit).await?;
    Ok(gone.saturating_add(by_others))
}

/// How much somebody follows, and how much they saved.
#[cfg(test)]
pub async fn count_of(conn: &mut Conn, account: AccountId) -> QueryResult<(i64, i64)> {
    let watched = q!(conn, {
        watches::table
            .filter(watches::account_id.eq(account))
            .count()
            .get_result(conn)
            .await?
    });
    let saved = q!(conn, {
        saves::table
            .filter(saves::account_id.eq(account))
            .count()
            .get_result(conn)
            .await?
    });
    Ok((watched, saved))
}
