//! The newest matches of what is wanted, looked for in slices of the index so that no search looks through
//! all of it.

use super::keeping::Lines;
use crate::accounts::model::Viewer;
use crate::q;
use crate::search::model::kept::{BLOCKS, block, block_bits, block_of};
use crate::search::model::{Check, Wanted};
use crate::store::schema::{collection_words, reply_words, thread_words};
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
/// No new slice is begun after this time. What a test finds does not depend on how slow it is.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 3_600_000 } else { 25 });
/// Nor is one that will take longer than this, since it is four times as large as the one before.
const AT_MOST: Duration = Duration::from_millis(if cfg!(test) { 3_600_000 } else { 70 });
const GROWTH: u32 = 4;

/// How much one search may look through.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Slices, for each question to the index.
    pub slices: usize,
    pub until: Instant,
    pub at_most: Instant,
}

impl Default for Effort {
    fn default() -> Self {
        let now = Instant::now();
        Self {
            slices: usize::MAX,
            until: now + PATIENCE,
            at_most: now + AT_MOST,
        }
    }
}

impl Effort {
    /// For work that nobody waits for.
    pub fn patient() -> Self {
        let now = Instant::now();
        Self {
            slices: usize::MAX,
            until: now + 4 * PATIENCE,
            at_most: now + 4 * AT_MOST,
        }
    }

    /// The first slice is small enough in any case.
    fn goes_on(&self, done: usize, last: Duration) -> bool {
        let now = Instant::now();
        let in_time = now < self.until && now + last.saturating_mul(GROWTH) < self.at_most;
        done < self.slices && (done == 0 || in_time)
    }
}

/// What is looked for in which lines of words.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    pub lines: Lines,
    pub wanted: &'a Wanted,
    pub checks: &'a [Check],
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
    if sought.wanted.is_hopeless() {
        return Ok(Matches::default());
    }
    let newest = newest(conn, sought.lines).await?;
    let end = from.unwrap_or(i64::MAX).min(newest.saturating_add(1));
    list_matches_between(conn, viewer, sought, (1, end), effort).await
}

/// The same of those whose ids begin with the first of these two and end before the second.
pub async fn list_matches_between(
    conn: &mut Conn,
    viewer: &Viewer,
    sought: Sought<'_>,
    (first, end): (i64, i64),
    effort: &Effort,
) -> QueryResult<Matches> {
    let (mut matches, mut end) = (Matches::default(), end);
    if sought.wanted.is_hopeless() {
        return Ok(matches);
    }
    let reach = reach(conn, viewer.reader()).await?;
    let sql = statement(conn, &reach, sought);
    let (mut done, mut last) = (0, Duration::ZERO);
    while end > first {
        if !effort.goes_on(done, last) {
            matches.tired = true;
            matches.next = Some(end);
            return Ok(matches);
        }
        let began = Instant::now();
        let level = done.min(BLOCKS.len() - 1);
        let number = block_of(level, end - 1);
        let start = (number << block_bits(level)).max(first);
        let wanted = sought.wanted.within(&block(level, number));
        let found = i64::try_from(matches.ids.len()).unwrap_or(i64::MAX);
        let left = sought.limit - found;
        let hits = in_slice(conn, &sql, &wanted, (start, end), left).await?;
        let full = i64::try_from(hits.len()).is_ok_and(|count| count >= left);
        matches.ids.extend(hits);
        if full {
            matches.next = matches.ids.last().copied();
            return Ok(matches);
        }
        end = start;
        done += 1;
        last = began.elapsed();
    }
    Ok(matches)
}

/// The greatest id of what is ready to be found.
pub async fn newest(conn: &mut Conn, lines: Lines) -> QueryResult<i64> {
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
        Lines::Collections => q!(conn, {
            collection_words::table
                .select(max(collection_words::id))
                .first(conn)
                .await?
        }),
    };
    Ok(newest.unwrap_or(0))
}

/// The question to the index. `$1` is what is wanted, `$2` and `$3` are the slice, `$4` is how many.
fn statement(conn: &Conn, reach: &Reach, sought: Sought<'_>) -> String {
    let readable = |row: &str, owner: &str| {
        let audience = format!("{row}.audience");
        reach.condition(&audience, &format!("{owner}.community_id"))
    };
    let listed = reach.listed("c.read_policy", "c.id");
    let seen = |row: &str| {
        format!("{row}.deleted_at IS NULL AND {row}.removed_at IS NULL AND {row}.held_at IS NULL")
    };
    let thread = format!("{} AND {}", readable("p", "p"), seen("p"));
    // The owner is what says in which community it stands.
    let (table, written_at, things, owner, open) = match sought.lines {
        Lines::Threads => (
            "thread_words",
            "p.published_at",
            "{join} posts p ON p.id = w.id",
            "p",
            thread,
        ),
        Lines::Replies => (
            "reply_words",
            "r.published_at",
            "{join} comments r ON r.id = w.id {join} posts p ON p.id = r.post_id",
            "p",
            format!("{thread} AND {} AND {}", readable("r", "p"), seen("r")),
        ),
        Lines::Collections => (
            "collection_words",
            "k.created_at",
            "{join} collections k ON k.id = w.id",
            "k",
            readable("k", "k"),
        ),
    };
    // SQLite keeps the order of tables that are joined so; PostgreSQL does what stands in such a part by itself,
    // and so by the index of words.
    let (hits, join) = match conn {
        Conn::Lite(_) => (
            format!(
                "FROM {table}_fts f CROSS JOIN {table} w ON w.id = f.rowid {{things}} \
                 WHERE {table}_fts MATCH $1 AND f.rowid >= $2 AND f.rowid < $3"
            ),
            "CROSS JOIN",
        ),
        Conn::Pg(_) => (
            format!(
                "FROM (SELECT t.id, t.words FROM {table} t WHERE t.search @@ CAST($1 AS tsquery) \
                 AND t.id >= $2 AND t.id < $3 OFFSET 0) w {{things}} WHERE 1 = 1"
            ),
            "JOIN",
        ),
    };
    let things = format!("{things} {{join}} communities c ON c.id = {owner}.community_id");
    let hits = hits.replace("{things}", &things).replace("{join}", join);
    let order = match conn {
        Conn::Lite(_) => "f.rowid",
        Conn::Pg(_) => "w.id",
    };
    format!(
        "SELECT w.id AS id {hits} {checks} AND {open} AND {listed} {time} \
         AND c.removed_at IS NULL AND c.deleted_at IS NULL ORDER BY {order} DESC LIMIT $4",
        checks = checked(conn, sought.checks),
        time = written(conn, written_at, sought),
    )
}

/// What stands in the line of words, or begins a word there. It is of letters, digits and spaces; anything else
/// would be left out here.
fn checked(conn: &Conn, checks: &[Check]) -> String {
    let safe = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric() || *c == ' ')
            .collect()
    };
    let position = match conn {
        Conn::Lite(_) => "instr",
        Conn::Pg(_) => "strpos",
    };
    let condition = |check: &Check| match check {
        Check::Phrase(words) => {
            format!(
                "AND {position}(' ' || w.words || ' ', ' {} ') > 0",
                safe(words)
            )
        }
        Check::Beginning(start) => {
            format!("AND {position}(' ' || w.words, ' {}') > 0", safe(start))
        }
    };
    let conditions: Vec<String> = checks.iter().map(condition).collect();
    conditions.join(" ")
}

/// The days between which it was written, by UTC.
fn written(conn: &Conn, written_at: &str, sought: Sought<'_>) -> String {
    let moment = |day: NaiveDate| {
        let seconds = day.and_time(NaiveTime::MIN).and_utc().timestamp();
        match conn {
            Conn::Lite(_) => format!("{}", seconds.saturating_mul(1_000_000)),
            Conn::Pg(_) => format!("to_timestamp({seconds})"),
        }
    };
    let after = sought
        .after
        .map(|day| format!("AND {written_at} >= {}", moment(day)));
    let before = sought
        .before
        .map(|day| format!("AND {written_at} < {}", moment(day)));
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
        for lines in [Lines::Threads, Lines::Replies, Lines::Collections] {
            let wanted = Wanted::Word("glue".to_owned());
            let sought = Sought {
                lines,
                wanted: &wanted,
                checks: &[
                    Check::Phrase("hide glue".to_owned()),
                    Check::Beginning("lamin".to_owned()),
                ],
                after: Some(day),
                before: Some(day),
                limit: WINDOW,
            };
            let sql = statement(&conn, &Reach::default(), sought);
            let plan = crate::store::test_db::plan(&mut conn, &sql).await;
            let first = plan.lines().next().unwrap_or_default();
            assert!(first.contains("SCAN f VIRTUAL TABLE"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
            assert_eq!(plan.matches("SCAN").count(), 1, "{plan}");
        }
    }
}
