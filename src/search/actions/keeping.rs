//! Keeping the words of threads and replies as search wants them: after every change, and all of them anew after
//! an upgrade that asks for it. What is to be done stands in the database, so whatever ends the program, the next
//! start goes on.

use crate::app::App;
use crate::error::Result;
use crate::ids::{CommentId, PostId};
use crate::library::model::CollectionId;
use crate::posts::model::ThreadKind;
use crate::search::model::kept::{Searched, line};
use crate::search::queries::keeping::{
    Due, Lines, SearchedCollection, SearchedReply, SearchedThread, count_due, delete_due,
    insert_language, is_any_due, list_accepted_among, list_due, list_searched_collections,
    list_searched_replies, list_searched_threads, lock_words, save_lines,
};
use crate::store::{Tx, repeatable};
use crate::text::{Language, plain};
use std::collections::{BTreeSet, HashSet};
use std::time::Duration;
use tokio::sync::watch;

/// Threads and replies in one transaction: nobody else waits long for the writer.
const BATCH: i64 = 100;
/// A look where nobody has rung, for what other processes write.
const LOOK: Duration = Duration::from_secs(1);
/// What is written meanwhile is taken along.
const GATHER: Duration = Duration::from_millis(100);
/// Full batches, one behind the other, after which it is said how much is left.
const TELL: u64 = 100;

/// Runs until `stop`.
pub async fn keep_words(app: App, mut stop: watch::Receiver<bool>) {
    let mut batches = 0_u64;
    while !*stop.borrow() {
        let done = repeatable(keep_some(&app)).await;
        let done = done.unwrap_or_else(|error| {
            tracing::error!(%error, "words for search could not be kept");
            0
        });
        if i64::try_from(done).is_ok_and(|done| done == BATCH) {
            batches += 1;
            if batches.is_multiple_of(TELL) {
                tell(&app).await;
            }
            // Between two batches others have the writer.
            tokio::task::yield_now().await;
            continue;
        }
        batches = 0;
        tokio::select! {
            changed = stop.changed() => if changed.is_err() { return },
            () = app.wake.words.notified() => tokio::time::sleep(GATHER).await,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// How far it has come, for who reads the log.
async fn tell(app: &App) {
    match left(app).await {
        Ok(left) => tracing::info!(left, "threads and replies are made ready for search"),
        Err(error) => tracing::warn!(%error, "what is left for search could not be counted"),
    }
}

async fn left(app: &App) -> Result<i64> {
    let mut conn = app.store.read().await?;
    Ok(count_due(&mut conn).await?)
}

/// All that is to be done now, for commands and tests.
pub async fn keep_words_now(app: &App) -> Result<()> {
    while keep_some(app).await? > 0 {}
    Ok(())
}

/// Some of what is to be done; says how much that was.
async fn keep_some(app: &App) -> Result<usize> {
    if !is_any_due(&mut app.store.read().await?).await? {
        return Ok(0);
    }
    let mut tx = app.store.begin().await?;
    lock_words(&mut tx).await?;
    let due = list_due(&mut tx, BATCH).await?;
    let rows: Vec<i64> = due.iter().map(|due| due.id).collect();
    let mut languages = keep_threads(&mut tx, &ids(&due, Lines::Threads)).await?;
    languages.extend(keep_replies(&mut tx, &ids(&due, Lines::Replies)).await?);
    languages.extend(keep_collections(&mut tx, &ids(&due, Lines::Collections)).await?);
    for language in &languages {
        insert_language(&mut tx, language.code()).await?;
    }
    delete_due(&mut tx, &rows).await?;
    tx.commit().await?;
    Ok(due.len())
}

/// Each once.
fn ids(due: &[Due], of: Lines) -> Vec<i64> {
    let due = due.iter().filter(|due| due.lines() == of);
    let ids: BTreeSet<i64> = due.map(|due| due.thing_id).collect();
    ids.into_iter().collect()
}

async fn keep_threads(tx: &mut Tx, ids: &[i64]) -> Result<BTreeSet<Language>> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let keys: Vec<PostId> = ids.iter().copied().map(PostId).collect();
    let there = list_searched_threads(tx, &keys).await?;
    let lines = there
        .iter()
        .map(|thread| (thread.id.0, thread_line(thread)));
    save(tx, Lines::Threads, ids, lines.collect()).await
}

async fn keep_replies(tx: &mut Tx, ids: &[i64]) -> Result<BTreeSet<Language>> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let keys: Vec<CommentId> = ids.iter().copied().map(CommentId).collect();
    let there = list_searched_replies(tx, &keys).await?;
    let accepted = list_accepted_among(tx, &keys).await?;
    let accepted: HashSet<CommentId> = accepted.into_iter().collect();
    let lines = there.iter().map(|reply| {
        let line = reply_line(reply, accepted.contains(&reply.id));
        (reply.id.0, line)
    });
    save(tx, Lines::Replies, ids, lines.collect()).await
}

async fn keep_collections(tx: &mut Tx, ids: &[i64]) -> Result<BTreeSet<Language>> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let keys: Vec<CollectionId> = ids.iter().copied().map(CollectionId).collect();
    let there = list_searched_collections(tx, &keys).await?;
    let lines = there
        .iter()
        .map(|collection| (collection.id.0, collection_line(collection)));
    save(tx, Lines::Collections, ids, lines.collect()).await
}

type Made = (i64, (String, Option<Language>));

async fn save(tx: &mut Tx, of: Lines, ids: &[i64], made: Vec<Made>) -> Result<BTreeSet<Language>> {
    let mut languages = BTreeSet::new();
    let mut lines = Vec::with_capacity(made.len());
    for (id, (line, language)) in made {
        languages.extend(language);
        lines.push((id, line));
    }
    let there: HashSet<i64> = lines.iter().map(|(id, _)| *id).collect();
    let gone = ids.iter().copied().filter(|id| !there.contains(id));
    let gone: Vec<i64> = gone.collect();
    save_lines(tx, of, &lines, &gone).await?;
    Ok(languages)
}

fn thread_line(thread: &SearchedThread) -> (String, Option<Language>) {
    line(&Searched {
        id: thread.id.0,
        title: &thread.title,
        text: &thread.body_text,
        language: &thread.language,
        tags: &thread.tags.0,
        kind: thread.kind.as_str(),
        community: thread.community_id.0,
        author: thread.author_id.0,
        audience: thread.audience.as_str(),
        published: thread.published_at.utc(),
        is_accepted: thread.accepted_comment_id.is_some(),
        has_answers: has_answers(thread),
    })
}

/// A question that was closed without an answer waits for none, as in the queue of those that do.
fn has_answers(thread: &SearchedThread) -> Option<bool> {
    match thread.kind == ThreadKind::Question {
        true if thread.answer_count > 0 => Some(true),
        true => thread.closed_at.is_none().then_some(false),
        false => None,
    }
}

fn reply_line(reply: &SearchedReply, is_accepted: bool) -> (String, Option<Language>) {
    line(&Searched {
        id: reply.id.0,
        title: "",
        text: &reply.body_text,
        language: &reply.language,
        tags: &[],
        kind: reply.kind.as_str(),
        community: reply.community_id.0,
        author: reply.author_id.0,
        audience: reply.audience.as_str(),
        published: reply.published_at.utc(),
        is_accepted,
        has_answers: None,
    })
}

/// It is found by its words alone, whatever filters there are, so that nobody stands for its author.
fn collection_line(collection: &SearchedCollection) -> (String, Option<Language>) {
    let mut text = plain(&collection.introduction_html);
    for section in &collection.sections.0 {
        text.push('\n');
        text.push_str(&section.title);
        text.push('\n');
        text.push_str(&plain(&section.introduction_html));
    }
    line(&Searched {
        id: collection.id.0,
        title: &collection.title,
        text: &text,
        language: "",
        tags: &[],
        kind: "collection",
        community: collection.community_id.0,
        author: 0,
        audience: collection.audience.as_str(),
        published: collection.created_at.utc(),
        is_accepted: false,
        has_answers: None,
    })
}
