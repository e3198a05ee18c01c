//! Threads whose titles share words with another: "Is it one of these?", from here and from what the asker
//! follows elsewhere, and "Related", from one community.
//!
//! A common word stands in half of all titles, so only the newest matches are looked at, whatever
//! community they are of, and put in order here.

use super::rows::CommunityLine;
use super::sight::sight;
use crate::accounts::model::Viewer;
use crate::communities::model::FollowState;
use crate::ids::{ActorId, CommentId, CommunityId, PostId};
use crate::posts::model::ThreadKind;
use crate::q;
use crate::store::Conn;
use crate::store::schema::{actors, communities, follows, posts};
use crate::visibility::reach;
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::RunQueryDsl;
use std::cmp::Reverse;
use std::collections::HashSet;

/// Matches that are looked at.
const WINDOW: i64 = 400;
/// Words of a title that are looked for; the longest say most.
const WORDS: usize = 6;
/// Words shorter than this say nothing about what a title means.
const SHORT: usize = 3;
/// Longer words that say nothing, either.
const EMPTY: [&str; 33] = [
    "about", "after", "before", "does", "doing", "from", "have", "into", "just", "like", "more",
    "most", "only", "other", "over", "should", "some", "than", "that", "their", "them", "then",
    "there", "they", "this", "what", "when", "where", "which", "while", "with", "would", "your",
];

/// A thread that may be about the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    pub public_id: String,
    pub title: String,
    pub language: String,
    pub kind: ThreadKind,
    pub answers: i64,
    pub replies: i64,
    pub is_answered: bool,
    /// Where it stands, if that is another community.
    pub elsewhere: Option<String>,
}

/// Id, public id, title, language, kind, answers, replies, and the accepted answer.
type Row = (
    PostId,
    String,
    String,
    String,
    ThreadKind,
    i64,
    i64,
    Option<CommentId>,
);

impl Similar {
    fn new((_, public_id, title, language, kind, answers, replies, accepted): Row) -> Self {
        Self {
            public_id,
            title,
            language,
            kind,
            answers,
            replies,
            is_answered: accepted.is_some(),
            elsewhere: None,
        }
    }

    pub fn path(&self) -> String {
        format!("/post/{}", self.public_id)
    }
}

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Best match first: most words in common, then those with an accepted answer, then the newest.
pub async fn list_similar(
    conn: &mut Conn,
    viewer: &Viewer,
    community: CommunityId,
    title: &str,
    except: Option<PostId>,
    limit: usize,
) -> QueryResult<Vec<Similar>> {
    let words = telling_words(title);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let audiences = sight(conn, viewer, community).await?.audiences();
    let ids = newest_matches(conn, &words).await?;
    let rows: Vec<Row> = q!(conn, {
        posts::table
            .filter(posts::id.eq_any(ids))
            .filter(posts::community_id.eq(community))
            .filter(posts::audience.eq_any(&audiences))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .filter(posts::duplicate_of_id.is_null())
            .select((
                posts::id,
                posts::public_id,
                posts::title,
                posts::language,
                posts::kind,
                posts::answer_count,
                posts::comment_count,
                posts::accepted_comment_id,
            ))
            .load(conn)
            .await?
    });
    let mut rows: Vec<Row> = rows
        .into_iter()
        .filter(|row| Some(row.0) != except)
        .collect();
    rows.sort_by_cached_key(|row| worth(&words, row));
    rows.truncate(limit);
    Ok(rows.into_iter().map(Similar::new).collect())
}

/// What was asked already, for somebody who is about to ask in `community`: in any community of this server,
/// and in those elsewhere that `follower` follows, as far as the viewer reads there. The best matches, and of
/// those the answered ones first.
pub async fn list_asked_before(
    conn: &mut Conn,
    viewer: &Viewer,
    (community, follower): (CommunityId, Option<ActorId>),
    title: &str,
    limit: usize,
) -> QueryResult<Vec<Similar>> {
    let words = telling_words(title);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let ids = newest_matches(conn, &words).await?;
    let mut rows = load_around(conn, viewer, (community, follower), ids).await?;
    rows.sort_by_cached_key(|(row, _)| worth(&words, row));
    rows.truncate(limit);
    rows.sort_by_key(|((.., accepted), _)| accepted.is_none());
    let similar = |(row, place): (Row, CommunityLine)| Similar {
        elsewhere: (place.id != community).then(|| called(&place)),
        ..Similar::new(row)
    };
    Ok(rows.into_iter().map(similar).collect())
}

fn called(place: &CommunityLine) -> String {
    match place.home() {
        Some(host) => format!("{} @{host}", place.title()),
        None => place.title().to_owned(),
    }
}

async fn load_around(
    conn: &mut Conn,
    viewer: &Viewer,
    (community, follower): (CommunityId, Option<ActorId>),
    ids: Vec<PostId>,
) -> QueryResult<Vec<(Row, CommunityLine)>> {
    let reach = reach(conn, viewer.reader()).await?;
    let readable = reach.condition("posts.audience", "posts.community_id");
    let listed = reach.listed("communities.read_policy", "posts.community_id");
    q!(conn, {
        let mut query = posts::table
            .inner_join(communities::table.inner_join(actors::table))
            .filter(posts::id.eq_any(ids))
            .filter(sql::<Bool>(&readable))
            .filter(posts::community_id.eq(community).or(sql::<Bool>(&listed)))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .filter(posts::duplicate_of_id.is_null())
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .select((
                (
                    posts::id,
                    posts::public_id,
                    posts::title,
                    posts::language,
                    posts::kind,
                    posts::answer_count,
                    posts::comment_count,
                    posts::accepted_comment_id,
                ),
                (
                    communities::id,
                    communities::title,
                    actors::name,
                    actors::host,
                    actors::local,
                ),
            ))
            .into_boxed();
        query = match follower {
            Some(follower) => query.filter(
                posts::community_id
                    .eq(community)
                    .or(actors::local.eq(true))
                    .or(exists(
                        follows::table
                            .filter(follows::follower_id.eq(follower))
                            .filter(follows::target_id.eq(communities::actor_id))
                            .filter(follows::state.eq(FollowState::Accepted)),
                    )),
            ),
            None => query.filter(posts::community_id.eq(community).or(actors::local.eq(true))),
        };
        query.load(conn).await
    })
}

/// The order of matches: most words in common, then those with an accepted answer, then the newest.
fn worth(words: &[String], row: &Row) -> Reverse<(usize, bool, PostId)> {
    let (id, _, title, .., accepted) = row;
    Reverse((shared_words(words, title), accepted.is_some(), *id))
}

/// The newest threads, in whatever community, with any of the words in their titles.
async fn newest_matches(conn: &mut Conn, words: &[String]) -> QueryResult<Vec<PostId>> {
    let hits: Vec<Hit> = q!(conn,
    sqlite: {
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        diesel::sql_query(
            "SELECT rowid AS id FROM posts_fts WHERE posts_fts MATCH $1 ORDER BY rowid DESC LIMIT $2")
            .bind::<Text, _>(format!("title : ({})", quoted.join(" OR ")))
            .bind::<BigInt, _>(WINDOW)
            .load(conn)
            .await?
    },
    pg: {
        let in_title: Vec<String> = words.iter().map(|word| format!("{word}:A")).collect();
        diesel::sql_query(
            "SELECT id FROM posts WHERE search @@ to_tsquery('word_forms', $1) ORDER BY id DESC LIMIT $2")
            .bind::<Text, _>(in_title.join(" | "))
            .bind::<BigInt, _>(WINDOW)
            .load(conn)
            .await?
    });
    Ok(hits.into_iter().map(|hit| PostId(hit.id)).collect())
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
}

fn telling_words(title: &str) -> Vec<String> {
    let mut words: Vec<String> = words_of(title)
        .filter(|word| word.chars().count() > SHORT && !EMPTY.contains(&word.as_str()))
        .take(40)
        .collect();
    words.sort_by_key(|word| Reverse(word.chars().count()));
    words.dedup();
    words.truncate(WORDS);
    words
}

fn shared_words(words: &[String], title: &str) -> usize {
    let title: HashSet<String> = words_of(title).collect();
    words.iter().filter(|word| title.contains(*word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_say_most_are_looked_for() {
        let words = telling_words("What does the humidity do to a FRET end, and what to humidity?");
        assert_eq!(words, ["humidity", "fret"]);
        assert!(telling_words("' & | ! <-> a:* \0").is_empty());
        assert_eq!(telling_words(&"long ".repeat(90)), ["long"]);
    }
}
