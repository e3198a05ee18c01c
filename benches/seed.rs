//! Fills a database quickly with what would take people years: SQL that makes its rows itself, the
//! same for both databases and in every run. Only SQLite's and PostgreSQL's times differ.

use crate::chance::Chance;
use crate::database::Connection;
use crate::say;
use crate::{COMMUNITY, MEMBER};
use std::fmt::Write;
use std::time::SystemTime;

/// Rows of chance that the threads of a long list share.
const POOL: usize = 4093;
const AUTHORS: usize = 1000;
/// Time between two threads: two years for a hundred thousand.
const STEP_MICROS: i64 = 631_000_000;
const DEEPEST: usize = 30;
/// Where the made-up people are; nobody is asked.
pub const ELSEWHERE: &str = "http://elsewhere.test";

/// Ids that other rows name.
pub struct Seeded {
    pub now: i64,
    pub community: i64,
    member: i64,
    /// Authors have the accounts after this one.
    accounts: i64,
}

impl Seeded {
    /// Somebody; few write much.
    pub fn author(&self, chance: &mut Chance) -> i64 {
        self.accounts + 1 + chance.zipf(AUTHORS) as i64
    }
}

/// A thread by its place in the list, as its page is addressed.
pub fn thread_path(number: usize) -> String {
    format!("/post/{}", public_id(number as i64))
}

pub fn public_id(number: i64) -> String {
    format!("{number:014}")
}

/// Authors on another server. The member follows the community already, as its convener.
pub async fn people(db: &mut Connection) -> Seeded {
    let by_name = |table: &str, name: &str| {
        format!(
            "SELECT t.id AS n FROM {table} t JOIN actors a ON a.id = t.actor_id \
             WHERE a.local AND a.name = '{name}'"
        )
    };
    let seeded = Seeded {
        now: micros_now(),
        community: db.number(&by_name("communities", COMMUNITY)).await,
        member: db.number(&by_name("accounts", MEMBER)).await,
        accounts: largest(db, "accounts").await,
    };
    let actors = largest(db, "actors").await;
    let Seeded { now, accounts, .. } = seeded;
    let at = db.time(&now.to_string());
    db.run(&format!(
        "INSERT INTO actors (id, ap_id, kind, name, host, local, inbox_url, fetched_at, created_at)
         {numbers} SELECT {actors} + i, '{ELSEWHERE}/u/p' || i, 'person', 'p' || i, 'elsewhere.test',
             false, '{ELSEWHERE}/inbox', {at}, {at} FROM n;
         INSERT INTO accounts (id, actor_id, display_name, bio, bio_html, links, bot, language,
             time_zone, created_at)
         {numbers} SELECT {accounts} + i, {actors} + i, 'Person ' || i, '', '', '[]', false, 'en',
             'UTC', {at} FROM n;",
        numbers = numbers(AUTHORS),
    ))
    .await;
    keep_counting(db, "actors").await;
    keep_counting(db, "accounts").await;
    seeded
}

/// So many threads in the community, each with one reply in the database.
pub async fn threads(db: &mut Connection, seeded: &Seeded, count: usize) {
    say(&format!("{count} threads are written"));
    let Seeded {
        now,
        community,
        member,
        accounts,
        ..
    } = *seeded;
    fill_pool(db).await;
    let comments = largest(db, "comments").await;
    let micros = format!("({now} - ({count} - i) * {STEP_MICROS})");
    let at = db.time(&micros);
    let numbers = numbers(count);
    let joined = format!("FROM n JOIN pool ON pool.k = (n.i * 7919) % {POOL}");
    let text = |number: &str| format!("substr(CAST(100000000000000 + {number} AS TEXT), 2)");
    let id = text("i");
    db.run(&format!(
        "INSERT INTO posts (id, public_id, ap_id, community_id, author_id, kind, title, body,
             body_html, body_text, language, tags, mentions, audience, local, up_votes, down_votes,
             score, hot_rank, comment_count, answer_count, accepted_comment_id, published_at,
             version_at, version_id, received_at, last_activity_at)
         {numbers} SELECT i, {id}, '{ELSEWHERE}/post/' || i, {community}, {accounts} + pool.author,
             pool.kind, pool.title || ' ' || i, pool.body, pool.html, pool.body, 'en', '[]', '[]',
             'public', false, pool.up, pool.down, pool.up - pool.down,
             pool.worth + {micros} / 1000000 / 45000.0, pool.replies, pool.replies,
             CASE WHEN pool.kind = 'question' AND i % 3 = 0 THEN {comments} + i END,
             {at}, {at}, '{ELSEWHERE}/create/' || i, {at}, {at}
         {joined};
         INSERT INTO comments (id, public_id, ap_id, post_id, depth, path, author_id, kind, body,
             body_html, body_text, language, mentions, audience, local, published_at, version_at,
             version_id, received_at)
         {numbers} SELECT {comments} + i, {id}, '{ELSEWHERE}/comment/' || i, i, 1, {id},
             {accounts} + 1 + i % {AUTHORS}, 'answer', pool.body, pool.html, pool.body, 'en', '[]',
             'public', false, {at}, {at}, '{ELSEWHERE}/reply/' || i, {at}
         {joined};
         INSERT INTO post_votes (account_id, post_id, value, voted_at)
         {numbers} SELECT {member}, i, 1, {at} FROM n WHERE i % 10 = 0;
         UPDATE communities SET post_count = {count}, comment_count = {count} WHERE id = {community};"
    ))
    .await;
    keep_counting(db, "posts").await;
    keep_counting(db, "comments").await;
}

/// A thread with so many replies, as a tree. Returns its path.
pub async fn long_thread(db: &mut Connection, seeded: &Seeded, replies: usize) -> String {
    say(&format!("a thread with {replies} replies is written"));
    let Seeded {
        now,
        community,
        member,
        accounts,
        ..
    } = *seeded;
    let mut chance = Chance::new(3);
    let post = largest(db, "posts").await + 1;
    let first = largest(db, "comments").await + 1;
    let at = db.time(&(now - 3_600_000_000).to_string());
    let body = chance.words(600);
    let mut sql = format!(
        "INSERT INTO posts (id, public_id, ap_id, community_id, author_id, kind, title, body,
             body_html, body_text, language, tags, mentions, audience, local, score, hot_rank,
             comment_count, answer_count, published_at, version_at, version_id, received_at,
             last_activity_at)
         VALUES ({post}, '{id}', '{ELSEWHERE}/post/{post}', {community}, {accounts} + 1, 'question',
             'A thread with {replies} replies', '{body}', '<p>{body}</p>', '{body}', 'en', '[]', '[]',
             'public', false, 0, 0, {replies}, {replies}, {at}, {at}, '{ELSEWHERE}/create/{post}',
             {at}, {at});\n",
        id = public_id(post),
    );
    let mut paths: Vec<(String, usize)> = Vec::with_capacity(replies);
    for number in 0..replies {
        let id = first + number as i64;
        let own = public_id(id);
        // A third are about the thread itself; the others are on one of the last forty.
        let parent = match number {
            0 => None,
            _ if chance.below(3) == 0 => None,
            _ => Some(number - 1 - chance.below(number.min(40))),
        };
        let parent = parent.filter(|parent| paths[*parent].1 < DEEPEST);
        let (path, depth) = match parent {
            Some(parent) => (format!("{}.{own}", paths[parent].0), paths[parent].1 + 1),
            None => (own.clone(), 1),
        };
        let kind = if depth == 1 { "answer" } else { "comment" };
        let author = seeded.author(&mut chance);
        let (body, html) = text(&mut chance);
        let at = db.time(&(now - 3_600_000_000 + number as i64 * 3_000_000).to_string());
        let up = chance.zipf(40);
        let parent = parent.map_or("NULL".to_owned(), |parent| {
            (first + parent as i64).to_string()
        });
        writeln!(
            sql,
            "INSERT INTO comments (id, public_id, ap_id, post_id, parent_id, depth, path, author_id,
                 kind, body, body_html, body_text, language, mentions, audience, local, up_votes,
                 score, published_at, version_at, version_id, received_at)
             VALUES ({id}, '{own}', '{ELSEWHERE}/comment/{id}', {post}, {parent}, {depth}, '{path}',
                 {author}, '{kind}', '{body}', '{html}', '{body}', 'en', '[]', 'public', false, {up},
                 {up}, {at}, {at}, '{ELSEWHERE}/reply/{id}', {at});"
        )
        .expect("text can be written");
        if number % 3 == 0 {
            writeln!(
                sql,
                "INSERT INTO comment_votes (account_id, comment_id, post_id, value, voted_at)
                 VALUES ({member}, {id}, {post}, 1, {at});"
            )
            .expect("text can be written");
        }
        paths.push((path, depth));
    }
    db.run(&sql).await;
    keep_counting(db, "posts").await;
    keep_counting(db, "comments").await;
    thread_path(post as usize)
}

/// Opens a community that has so many followers, one on each of these hosts.
pub async fn followers(db: &mut Connection, community: &str, hosts: &[String]) {
    let at = db.time(&micros_now().to_string());
    let mut sql = String::new();
    for host in hosts {
        write!(
            sql,
            "INSERT INTO peers (host, software, version, nodeinfo_at, policy, note, last_success_at,
                 created_at)
             VALUES ('{host}', 'lemmy', '0.19.20', {at}, 'none', '', {at}, {at})
             ON CONFLICT DO NOTHING;
             INSERT INTO actors (ap_id, kind, name, host, local, inbox_url, shared_inbox_url,
                 fetched_at, created_at)
             VALUES ('http://{host}/u/fan', 'person', 'fan', '{host}', false,
                 'http://{host}/u/fan/inbox', 'http://{host}/inbox', {at}, {at})
             ON CONFLICT DO NOTHING;
             INSERT INTO follows (follower_id, target_id, state, ap_id, created_at, decided_at)
             SELECT fan.id, target.id, 'accepted', 'http://{host}/follow/{community}', {at}, {at}
             FROM actors fan, actors target
             WHERE fan.ap_id = 'http://{host}/u/fan' AND target.local AND target.name = '{community}';\n"
        )
        .expect("text can be written");
    }
    if !sql.is_empty() {
        db.run(&sql).await;
    }
}

/// Rows that fill the log of the database with about so many bytes, in a table of their own.
pub async fn ballast(db: &mut Connection, bytes: usize) {
    const ROW: usize = 4000;
    let rows = bytes / ROW;
    let text = Chance::new(5).words(ROW - 40);
    db.run(&format!(
        "CREATE TABLE ballast (i BIGINT, words TEXT);
         INSERT INTO ballast (i, words) {} SELECT i, '{text}' FROM n;",
        numbers(rows)
    ))
    .await;
}

async fn fill_pool(db: &mut Connection) {
    let mut chance = Chance::new(1);
    let mut sql = "CREATE TEMPORARY TABLE pool (k BIGINT PRIMARY KEY, author BIGINT, kind TEXT,
        title TEXT, body TEXT, html TEXT, up BIGINT, down BIGINT, worth DOUBLE PRECISION,
        replies BIGINT);\n"
        .to_owned();
    for k in 0..POOL {
        let author = 1 + chance.zipf(AUTHORS);
        let kind = ["question", "question", "discussion", "article"][chance.below(4)];
        let length = 20 + chance.below(60);
        let title = chance.words(length);
        let (body, html) = text(&mut chance);
        let (up, down) = (chance.zipf(500), chance.zipf(20));
        let score = up as f64 - down as f64;
        let worth = score.signum() * score.abs().max(1.0).log10();
        let replies = chance.zipf(100);
        writeln!(
            sql,
            "INSERT INTO pool VALUES ({k}, {author}, '{kind}', '{title}', '{body}', '{html}', {up},
                {down}, {worth}, {replies});"
        )
        .expect("text can be written");
    }
    db.run(&sql).await;
}

/// A text of usual length in paragraphs, as Markdown and as HTML.
fn text(chance: &mut Chance) -> (String, String) {
    let mut left = chance.length();
    let mut paragraphs = Vec::new();
    while left > 0 {
        let length = left.min(120 + chance.below(300));
        paragraphs.push(chance.words(length));
        left -= length;
    }
    let html = paragraphs
        .iter()
        .map(|words| format!("<p>{words}</p>\n"))
        .collect();
    (paragraphs.join("\n\n"), html)
}

fn numbers(count: usize) -> String {
    format!(
        "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
    )
}

pub async fn largest(db: &mut Connection, table: &str) -> i64 {
    db.number(&format!("SELECT COALESCE(MAX(id), 0) AS n FROM {table}"))
        .await
}

/// The next row that the server adds gets an id above those written here.
pub async fn keep_counting(db: &mut Connection, table: &str) {
    if !db.is_sqlite() {
        db.run_bare(&format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}));"
        ))
        .await;
    }
}

fn micros_now() -> i64 {
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("it is later than 1970");
    now.as_micros() as i64
}
