//! Texts as a large community writes them: some words in every text and most in hardly any, in threads of which
//! each has a few replies. The same in every run.

use crate::chance::Chance;
use crate::database::Connection;
use crate::say;
use crate::seed::{self, Seeded};
use std::fmt::Write;

/// Words of a language that anybody uses.
const WORDS: usize = 30_000;
/// Replies to each thread.
const REPLIES: usize = 3;
/// Threads that are written together.
const BATCH: usize = 2_000;
/// Time between two threads.
const STEP_MICROS: i64 = 250_000_000;
const TAGS: [&str; 8] = [
    "repair",
    "tools",
    "beginners",
    "wood",
    "glue",
    "finish",
    "history",
    "safety",
];
const SYLLABLES: [&str; 40] = [
    "ba", "ber", "bo", "ca", "cal", "de", "der", "do", "fa", "fer", "fi", "ga", "gel", "ha", "hin",
    "ju", "ka", "la", "len", "li", "lo", "ma", "mer", "mi", "na", "no", "per", "pi", "ra", "ri",
    "ro", "sa", "sel", "si", "ta", "ten", "ti", "to", "va", "vin",
];

/// Words, the commonest first.
pub struct Vocabulary(Vec<String>);

impl Vocabulary {
    pub fn new() -> Vocabulary {
        let mut chance = Chance::new(11);
        let mut known = std::collections::HashSet::new();
        let mut words = Vec::with_capacity(WORDS);
        while words.len() < WORDS {
            // Common words are short.
            let most = 2 + (words.len() + 1).ilog10().min(3) as usize;
            let syllables = 1 + chance.below(most);
            let word: String = (0..syllables)
                .map(|_| SYLLABLES[chance.below(SYLLABLES.len())])
                .collect();
            // There are not enough short ones for all.
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        Vocabulary(words)
    }

    /// The word of which so many are commoner.
    pub fn word(&self, rank: usize) -> &str {
        &self.0[rank]
    }

    fn text(&self, chance: &mut Chance, length: usize) -> String {
        let mut text = String::with_capacity(length + 16);
        while text.len() < length {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(self.word(chance.zipf(WORDS)));
        }
        text
    }
}

/// Writes so many threads and replies together, beside those that are there. So many more are to follow, which
/// are newer.
pub async fn fill(
    db: &mut Connection,
    seeded: &Seeded,
    vocabulary: &Vocabulary,
    (count, more): (usize, usize),
) {
    let (threads, newer) = (count.div_ceil(1 + REPLIES), more.div_ceil(1 + REPLIES));
    let (posts, comments) = (
        seed::largest(db, "posts").await,
        seed::largest(db, "comments").await,
    );
    say(&format!(
        "{threads} threads with {REPLIES} replies each are written"
    ));
    let mut chance = Chance::new(12 + posts as u64);
    let mut written = 0;
    while written < threads {
        let until = threads.min(written + BATCH);
        let (mut threads_sql, mut replies_sql, mut tags) =
            (String::new(), String::new(), String::new());
        for number in written + 1..=until {
            let row = Row {
                id: posts + number as i64,
                first_reply: comments + ((number - 1) * REPLIES) as i64 + 1,
                micros: seeded.now - (newer + threads - number) as i64 * STEP_MICROS,
            };
            row.thread(&mut threads_sql, (&*db, seeded), vocabulary, &mut chance);
            row.replies(&mut replies_sql, (&*db, seeded), vocabulary, &mut chance);
            let (comma, id, tag) = (comma(&tags), row.id, row.tag());
            write!(tags, "{comma}({id}, '{tag}')").expect("text can be written");
        }
        db.run(&format!(
            "INSERT INTO posts (id, public_id, ap_id, community_id, author_id, kind, title, body, body_html, body_text,
                 language, tags, mentions, audience, local, score, hot_rank, comment_count, answer_count,
                 accepted_comment_id, published_at, version_at, version_id, received_at, last_activity_at)
             VALUES {threads_sql};
             INSERT INTO comments (id, public_id, ap_id, post_id, depth, path, author_id, kind, body, body_html,
                 body_text, language, mentions, audience, local, score, published_at, version_at, version_id,
                 received_at)
             VALUES {replies_sql};
             INSERT INTO post_tags (post_id, tag) VALUES {tags};"
        ))
        .await;
        written = until;
    }
    seed::keep_counting(db, "posts").await;
    seed::keep_counting(db, "comments").await;
}

struct Row {
    id: i64,
    /// The number of the first of its replies, which the others follow.
    first_reply: i64,
    micros: i64,
}

impl Row {
    fn thread(
        &self,
        sql: &mut String,
        (db, seeded): (&Connection, &Seeded),
        vocabulary: &Vocabulary,
        chance: &mut Chance,
    ) {
        let (id, author) = (self.id, seeded.author(chance));
        let (title_length, text_length) = (25 + chance.below(50), chance.length());
        let title = vocabulary.text(chance, title_length);
        let text = vocabulary.text(chance, text_length);
        let kind = ["question", "question", "discussion", "article"][chance.below(4)];
        let score = chance.zipf(200);
        let accepted = match kind == "question" && chance.below(3) == 0 {
            true => self.reply(0).to_string(),
            false => "NULL".to_owned(),
        };
        let tag = self.tag();
        let at = db.time(&self.micros.to_string());
        let comma = comma(sql);
        write!(
            sql,
            "{comma}({id}, '{public}', '{elsewhere}/post/{id}', {community}, {author}, '{kind}', '{title}', '{text}',
             '<p>{text}</p>', '{text}', 'en', '[\"{tag}\"]', '[]', 'public', false, {score}, {score}, {REPLIES},
             {REPLIES}, {accepted}, {at}, {at}, '{elsewhere}/create/{id}', {at}, {at})",
            public = seed::public_id(id),
            elsewhere = seed::ELSEWHERE,
            community = seeded.community,
        )
        .expect("text can be written");
    }

    fn reply(&self, which: i64) -> i64 {
        self.first_reply + which
    }

    fn tag(&self) -> &'static str {
        TAGS[self.id as usize % TAGS.len()]
    }

    fn replies(
        &self,
        sql: &mut String,
        (db, seeded): (&Connection, &Seeded),
        vocabulary: &Vocabulary,
        chance: &mut Chance,
    ) {
        for which in 0..REPLIES as i64 {
            let (id, author) = (self.reply(which), seeded.author(chance));
            let length = chance.length();
            let text = vocabulary.text(chance, length);
            let score = chance.zipf(50);
            let at = db.time(&(self.micros + 60_000_000 * (which + 1)).to_string());
            let comma = comma(sql);
            write!(
                sql,
                "{comma}({id}, '{public}', '{elsewhere}/comment/{id}', {post}, 1, '{public}', {author}, 'answer', '{text}',
                 '<p>{text}</p>', '{text}', 'en', '[]', 'public', false, {score}, {at}, {at},
                 '{elsewhere}/reply/{id}', {at})",
                public = seed::public_id(id),
                elsewhere = seed::ELSEWHERE,
                post = self.id,
            )
            .expect("text can be written");
        }
    }
}

fn comma(sql: &str) -> &'static str {
    if sql.is_empty() { "" } else { ",\n" }
}
