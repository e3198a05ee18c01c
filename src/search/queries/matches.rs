//! The newest matches of what is wanted, looked for in slices of the index so that no search looks through
//! all of it.

use super::keeping::Lines;
use crate::accounts::model::Viewer;
use crate::q;
use crate::search::model::Wanted;
use crate::store::schema::{reply_words, thread_words};
use crate::store::{Conn, away};
use crate::visibility::{Reach, reach};
use chrono::{NaiveDate, NaiveTime};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use std::time::{Duration, Instant};

/// Matches that are looked at for one page.
pub const WINDOW: i64 = 300;
/// Things in the first slice; each later one is this many times as large as the one before.
const FIRST_SLICE: i64 = 10_000;
const GROWTH: i64 = 4;
/// No new slice is begun after this time.
const PATIENCE: Duration = Duration::from_millis(25);

/// How much one search may look through.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Things in the first slice.
    pub first: i64,
    /// Slices, for each question to the index.
    pub slices: usize,
    pub until: Instant,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            first: FIRST_SLICE,
            slices: usize::MAX,
            until: Instant::now() + PATIENCE,
        }
    }
}

impl Effort {
    fn goes_on(&self, done: usize) -> bool {
        done < self.slices && (done == 0 || Instant::now() < self.until)
    }
}

/// What is looked for in which lines of words.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    pub lines: Lines,
    pub wanted: &'a Wanted,
    pub after: Option<NaiveDate>,
    pub before: Option<NaiveDate>,
    /// So many, at most.
    pub limit: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// The newest first.
    pub ids: Vec<i64>,
    /// Where to look on; none where there is nothing more.
    pub next: Option<i64>,
    /// Whether the search ended before it had found enough or had seen everything.
    pub tired: bool,
}

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Ids of the newest threads or replies that are wanted, from behind `from`, among those that the viewer may
/// read: what is behind must not show that there is more.
pub async fn list_matches(
    conn: &mut Conn,
    viewer: &Viewer,
    sought: Sought<'_>,
    from: Option<i64>,
    effort: &Effort,
) -> QueryResult<Matches> {
    let mut matches = Matches::default();
    if sought.wanted.is_hopeless() {
        return Ok(matches);
    }
    let newest = newest(conn, sought.lines).await?;
    let mut end = from.unwrap_or(i64::MAX).min(newest.saturating_add(1));
    let reach = reach(conn, viewer.reader()).await?;
    let sql = statement(conn, &reach, sought);
    let (mut slice, mut done) = (effort.first, 0);
    while end > 1 {
        if !effort.goes_on(done) {
            matches.tired = true;
            matches.next = Some(end);
            return Ok(matches);
        }
        let start = end.saturating_sub(slice).max(0);
        let found = i64::try_from(matches.ids.len()).unwrap_or(i64::MAX);
        let left = sought.limit - found;
        let hits = in_slice(conn, &sql, sought.wanted, (start, end), left).await?;
        let full = i64::try_from(hits.len()).is_ok_and(|count| count >= left);
        matches.ids.extend(hits);
        if full {
            matches.next = matches.ids.last().copied();
            return Ok(matches);
        }
        end = start;
        slice = slice.saturating_mul(GROWTH);
        done += 1;
    }
    Ok(matches)
}

async fn newest(conn: &mut Conn, lines: Lines) -> QueryResult<i64> {
    let newest: Option<i64> = match lines {
        Lines::Threads => q!(conn, {
            thread_words::table
                .select(max(thread_words::id))
                .first(conn)
                .await?
        }),
        Lines::Replies => q!(conn, {
            reply_words::table
                .select(max(reply_words::id))
                .first(conn)
                .await?
        }),
    };
    Ok(newest.unwrap_or(0))
}

/// The question to the index. `$1` is what is wanted, `$2` and `$3` are the slice, `$4` is how many.
fn statement(conn: &Conn, reach: &Reach, sought: Sought<'_>) -> String {
    let readable = reach.condition("p.audience", "p.community_id");
    let listed = reach.listed("c.read_policy", "c.id");
    let seen = |row: &str| {
        format!("{row}.deleted_at IS NULL AND {row}.removed_at IS NULL AND {row}.held_at IS NULL")
    };
    let (table, row, things) = match sought.lines {
        Lines::Threads => ("thread_words", "p", "JOIN posts p ON p.id = {id}"),
        Lines::Replies => (
            "reply_words",
            "r",
            "JOIN comments r ON r.id = {id} {cross} JOIN posts p ON p.id = r.post_id",
        ),
    };
    let time = written(conn, row, sought);
    // SQLite keeps the order of tables that are joined so.
    let (from, id, matched, cross) = match conn {
        Conn::Lite(_) => (
            format!("{table}_fts w"),
            "w.rowid",
            format!("{table}_fts MATCH $1"),
            "CROSS",
        ),
        Conn::Pg(_) => (
            format!("{table} w"),
            "w.id",
            "w.search @@ CAST($1 AS tsquery)".to_owned(),
            "",
        ),
    };
    let things = things.replace("{id}", id).replace("{cross}", cross);
    let reply = match sought.lines {
        Lines::Threads => String::new(),
        Lines::Replies => {
            let readable = reach.condition("r.audience", "p.community_id");
            format!("AND {readable} AND {}", seen("r"))
        }
    };
    format!(
        "SELECT {id} AS id FROM {from} {cross} {things} {cross} JOIN communities c ON c.id = p.community_id \
         WHERE {matched} AND {id} >= $2 AND {id} < $3 AND {readable} AND {listed} AND {} {reply} {time} \
         AND c.removed_at IS NULL AND c.deleted_at IS NULL ORDER BY {id} DESC LIMIT $4",
        seen("p")
    )
}

/// The days between which it was written, by UTC.
fn written(conn: &Conn, row: &str, sought: Sought<'_>) -> String {
    let moment = |day: NaiveDate| {
        let seconds = day.and_time(NaiveTime::MIN).and_utc().timestamp();
        match conn {
            Conn::Lite(_) => format!("{}", seconds.saturating_mul(1_000_000)),
            Conn::Pg(_) => format!("to_timestamp({seconds})"),
        }
    };
    let after = sought
        .after
        .map(|day| format!("AND {row}.published_at >= {}", moment(day)));
    let before = sought
        .before
        .map(|day| format!("AND {row}.published_at < {}", moment(day)));
    let both = [after, before];
    let both: Vec<String> = both.into_iter().flatten().collect();
    both.join(" ")
}

async fn in_slice(
    conn: &mut Conn,
    sql: &str,
    wanted: &Wanted,
    (start, end): (i64, i64),
    limit: i64,
) -> QueryResult<Vec<i64>> {
    let hits: Vec<Hit> = q!(conn,
    sqlite: {
        let found = diesel::sql_query(sql)
            .bind::<Text, _>(wanted.fts5())
            .bind::<BigInt, _>(start)
            .bind::<BigInt, _>(end)
            .bind::<BigInt, _>(limit)
            .load(conn);
        // Several common words together may take long.
        away(found).await?
    },
    pg: {
        diesel::sql_query(sql)
            .bind::<Text, _>(wanted.tsquery())
            .bind::<BigInt, _>(start)
            .bind::<BigInt, _>(end)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await?
    });
    Ok(hits.into_iter().map(|hit| hit.id).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_slice_of_the_index_is_read_backwards_and_nothing_is_sorted() {
        let db = crate::store::test_db::fresh_sqlite().await;
        let mut conn = db.store.read().await.unwrap();
        let day = chrono::DateTime::UNIX_EPOCH.date_naive();
        for lines in [Lines::Threads, Lines::Replies] {
            let wanted = Wanted::Word("glue".to_owned());
            let sought = Sought {
                lines,
                wanted: &wanted,
                after: Some(day),
                before: Some(day),
                limit: WINDOW,
            };
            let sql = statement(&conn, &Reach::default(), sought);
            let plan = crate::store::test_db::plan(&mut conn, &sql).await;
            let first = plan.lines().next().unwrap_or_default();
            assert!(first.contains("SCAN w VIRTUAL TABLE"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
            assert_eq!(plan.matches("SCAN").count(), 1, "{plan}");
        }
    }
}
