//! Whether anybody follows what is new, and what one viewer follows: no more than writing and showing a thread
//! has to know. All else is in `following`.

use crate::accounts::model::Viewer;
use crate::communities::model::TagId;
use crate::ids::{AccountId, CommunityId, PostId};
use crate::q;
use crate::store::Conn;
use crate::store::schema::watches;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::RunQueryDsl;

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Whether anybody follows this author, or a tag of the community in which they began a thread.
pub async fn is_thread_awaited(
    conn: &mut Conn,
    community: CommunityId,
    author: AccountId,
) -> QueryResult<bool> {
    let rows: Vec<One> = q!(conn, {
        diesel::sql_query(
            "SELECT CAST(1 AS BIGINT) AS n WHERE EXISTS (SELECT 1 FROM watches w WHERE w.person_id = $1)
               OR EXISTS (SELECT 1 FROM watches w JOIN community_tags t ON t.id = w.tag_id
                 WHERE t.community_id = $2)",
        )
        .bind::<BigInt, _>(author)
        .bind::<BigInt, _>(community)
        .load(conn)
        .await?
    });
    Ok(rows.iter().any(|row| row.n == 1))
}

/// Whether anybody follows this thread, or who replied in it.
pub async fn is_reply_awaited(
    conn: &mut Conn,
    post: PostId,
    author: AccountId,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            watches::table.filter(
                watches::post_id
                    .eq(Some(post))
                    .or(watches::person_id.eq(Some(author))),
            ),
        ))
        .get_result(conn)
        .await
    })
}

/// Whether the viewer follows this thread.
pub async fn follows_thread(conn: &mut Conn, viewer: &Viewer, post: PostId) -> QueryResult<bool> {
    let Some(account) = viewer.account() else {
        return Ok(false);
    };
    q!(conn, {
        diesel::select(exists(
            watches::table
                .filter(watches::post_id.eq(Some(post)))
                .filter(watches::account_id.eq(account)),
        ))
        .get_result(conn)
        .await
    })
}

/// Whether the viewer follows this person.
pub async fn follows_person(
    conn: &mut Conn,
    viewer: &Viewer,
    person: AccountId,
) -> QueryResult<bool> {
    let Some(account) = viewer.account() else {
        return Ok(false);
    };
    q!(conn, {
        diesel::select(exists(
            watches::table
                .filter(watches::person_id.eq(Some(person)))
                .filter(watches::account_id.eq(account)),
        ))
        .get_result(conn)
        .await
    })
}

#[derive(QueryableByName)]
struct Chosen {
    #[diesel(sql_type = Bool)]
    followed: bool,
    #[diesel(sql_type = Bool)]
    muted: bool,
}

/// Whether the viewer follows this tag, and whether they do not want to see it; also where they chose so for a
/// name that means it by now.
pub async fn tag_choice(conn: &mut Conn, viewer: &Viewer, tag: TagId) -> QueryResult<(bool, bool)> {
    let Some(account) = viewer.account() else {
        return Ok((false, false));
    };
    let chosen: Chosen = q!(conn, {
        diesel::sql_query(
            "SELECT EXISTS (SELECT 1 FROM watches w JOIN community_tags t ON t.id = w.tag_id
                 WHERE w.account_id = $1 AND (t.id = $2 OR t.meant_id = $2)) AS followed,
               EXISTS (SELECT 1 FROM muted_tags m JOIN community_tags t ON t.id = m.tag_id
                 WHERE m.account_id = $1 AND (t.id = $2 OR t.meant_id = $2)) AS muted",
        )
        .bind::<BigInt, _>(account)
        .bind::<BigInt, _>(tag)
        .get_result(conn)
        .await?
    });
    Ok((chosen.followed, chosen.muted))
}

/// Followed tags that are looked at.
const TAGS: i64 = 100;

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The names of the tags that somebody follows in whatever communities, as they are called now.
pub async fn list_followed_tags(conn: &mut Conn, account: AccountId) -> QueryResult<Vec<String>> {
    let rows: Vec<Named> = q!(conn, {
        diesel::sql_query(
            "SELECT COALESCE(m.name, t.name) AS name FROM watches w
             JOIN community_tags t ON t.id = w.tag_id
             LEFT JOIN community_tags m ON m.id = t.meant_id
             WHERE w.account_id = $1 ORDER BY w.id DESC LIMIT $2",
        )
        .bind::<BigInt, _>(account)
        .bind::<BigInt, _>(TAGS)
        .load(conn)
        .await?
    });
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// Tags left out that are named on one page of a list.
const MUTED_TAGS: i64 = 500;

/// The names of the tags of a community that the viewer leaves out of their lists, as they are called now.
pub async fn list_muted_tags(
    conn: &mut Conn,
    viewer: &Viewer,
    community: CommunityId,
) -> QueryResult<Vec<String>> {
    let Some(account) = viewer.account() else {
        return Ok(Vec::new());
    };
    let rows: Vec<Named> = q!(conn, {
        diesel::sql_query(
            "SELECT DISTINCT t.name AS name FROM muted_tags m
             JOIN community_tags s ON s.id = m.tag_id
             JOIN community_tags t ON t.id = COALESCE(s.meant_id, s.id)
             WHERE m.account_id = $1 AND t.community_id = $2 ORDER BY t.name LIMIT $3",
        )
        .bind::<BigInt, _>(account)
        .bind::<BigInt, _>(community)
        .bind::<BigInt, _>(MUTED_TAGS)
        .load(conn)
        .await?
    });
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// The tags of a thread that somebody, whose number comes behind it, does not want to see.
pub(super) const MUTED: &str = "SELECT 1 FROM muted_tags m
    JOIN community_tags s ON s.id = m.tag_id
    JOIN community_tags t ON t.id = COALESCE(s.meant_id, s.id)
    JOIN post_tags x ON x.tag = t.name
    WHERE t.community_id = posts.community_id AND x.post_id = posts.id AND m.account_id = ";
