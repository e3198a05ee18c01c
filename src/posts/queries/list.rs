//! Lists of threads: one query for a page of them, one more for the viewer's votes.

use super::cursor::{Cursor, Key};
use super::rows::{Byline, CommunityLine, PostLine, ThreadRow};
use super::watched::MUTED;
use crate::accounts::model::Viewer;
use crate::communities::model::FollowState;
use crate::ids::{AccountId, ActorId, CommunityId, PostId};
use crate::posts::model::ThreadKind;
use crate::q;
use crate::read_page;
use crate::store::schema::{accounts, actors, communities, follows, post_tags, post_votes, posts};
use crate::store::{Conn, Keep, Time, Turn, Window, columns};
use crate::visibility::{reach, reach_in};
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

/// Which threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Everything this server knows, but communities that wish not to be listed.
    All,
    /// The communities of this server, but those that wish not to be listed.
    Local,
    /// The communities this actor follows.
    Followed(ActorId),
    Community(CommunityId),
    Author(AccountId),
    /// These very threads.
    Ids(Vec<PostId>),
    /// These threads of one community, as its own front page shows them.
    Among(CommunityId, Vec<PostId>),
}

/// In which order, always the highest or latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Hot,
    New,
    Active,
    /// By score, of the threads begun since then.
    Top {
        since: Option<Time>,
    },
    /// Questions that wait for an answer, newest first.
    Unanswered,
}

/// What a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub scope: Scope,
    pub sort: Sort,
    pub kind: Option<ThreadKind>,
    pub tag: Option<String>,
    pub pinned: Pinned,
    /// Only questions whose asker accepted an answer.
    pub answered: bool,
    /// Also what its viewer does not want to see, since others are to see it.
    pub with_muted: bool,
}

/// What of pinned threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pinned {
    /// They stand among the others.
    Among,
    /// They are left out, where [`list_pinned`] shows them above.
    Without,
    Only,
}

impl Listing {
    pub fn new(scope: Scope, sort: Sort) -> Self {
        Self {
            scope,
            sort,
            kind: None,
            tag: None,
            pinned: Pinned::Among,
            answered: false,
            with_muted: false,
        }
    }

    /// Whether it leaves out what its viewer does not want to see: not where they ask for a tag, a person or
    /// certain threads.
    fn hides_muted(&self) -> bool {
        let wide = match self.scope {
            Scope::All | Scope::Local | Scope::Followed(_) | Scope::Community(_) => true,
            Scope::Author(_) | Scope::Ids(_) | Scope::Among(..) => false,
        };
        wide && !self.with_muted && self.tag.is_none() && self.pinned != Pinned::Only
    }
}

/// Not by people of silenced servers, nor in communities there: whoever knows them finds them elsewhere. A rule that
/// has ended is taken away within the hour.
const UNSILENCED: &str = "NOT EXISTS (SELECT 1 FROM peers q WHERE q.policy = 'silence' AND ( \
    actors.host = q.host OR actors.host LIKE q.host || ':%' OR actors.host LIKE '%.' || q.host \
    OR actors.host LIKE '%.' || q.host || ':%' OR community_actors.host = q.host \
    OR community_actors.host LIKE q.host || ':%' OR community_actors.host LIKE '%.' || q.host \
    OR community_actors.host LIKE '%.' || q.host || ':%'))";

/// So many pinned threads are shown, the newest; more would hide the others.
const PINNED_MAX: i64 = 20;

/// The query, for either backend. A macro, since the type of a joined query cannot be written down.
macro_rules! threads {
    ($listing:expr, $reach:expr, $chooser:expr, $turn:expr, $limit:expr) => {{
        let place = diesel::alias!(actors as community_actors);
        let mut query = posts::table
            .inner_join(accounts::table.inner_join(actors::table))
            .inner_join(communities::table)
            .inner_join(place.on(place.field(actors::id).eq(communities::actor_id)))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .select((
                columns::<PostLine>(),
                columns::<Byline>(),
                (
                    communities::id,
                    communities::title,
                    place.field(actors::name),
                    place.field(actors::host),
                    place.field(actors::local),
                ),
            ))
            .limit($limit)
            .into_boxed();

        let readable = match &$listing.scope {
            Scope::Community(id) => $reach.condition_in("posts.audience", *id),
            _ => $reach.condition("posts.audience", "posts.community_id"),
        };
        let listed = $reach.listed("communities.read_policy", "posts.community_id");
        let everywhere = $reach.listed_everywhere("communities.read_policy");
        query = query.filter(sql::<Bool>(&readable));
        // Without what this person does not want to see.
        let chooser: Option<AccountId> = $chooser;
        if let Some(account) = chooser {
            query = query.filter(
                sql::<Bool>("NOT EXISTS (")
                    .sql(MUTED)
                    .bind::<BigInt, _>(account)
                    .sql(")"),
            );
        }

        query = match &$listing.scope {
            Scope::All => query
                .filter(sql::<Bool>(&everywhere))
                .filter(sql::<Bool>(UNSILENCED)),
            Scope::Local => query
                .filter(sql::<Bool>(&everywhere))
                .filter(sql::<Bool>(UNSILENCED))
                .filter(place.field(actors::local).eq(true)),
            Scope::Followed(follower) => query.filter(exists(
                follows::table
                    .filter(follows::follower_id.eq(*follower))
                    .filter(follows::target_id.eq(communities::actor_id))
                    .filter(follows::state.eq(FollowState::Accepted)),
            )),
            Scope::Community(id) => query.filter(posts::community_id.eq(*id)),
            // People see all of their own.
            Scope::Author(id) if $reach.is(*id) => query.filter(posts::author_id.eq(*id)),
            Scope::Author(id) => query
                .filter(posts::author_id.eq(*id))
                .filter(sql::<Bool>(&listed)),
            Scope::Ids(ids) => query
                .filter(posts::id.eq_any(ids))
                .filter(sql::<Bool>(&listed)),
            Scope::Among(id, ids) => query
                .filter(posts::community_id.eq(*id))
                .filter(posts::id.eq_any(ids)),
        };
        if let Some(kind) = $listing.kind {
            query = query.filter(posts::kind.eq(kind));
        }
        if let Some(tag) = &$listing.tag {
            query = query.filter(
                posts::id.eq_any(
                    post_tags::table
                        .filter(post_tags::tag.eq(tag))
                        .select(post_tags::post_id),
                ),
            );
        }
        query = match $listing.pinned {
            Pinned::Among => query,
            Pinned::Without => query.filter(posts::pinned_at.is_null()),
            Pinned::Only => query.filter(posts::pinned_at.is_not_null()),
        };

        if $listing.answered {
            query = query.filter(posts::accepted_comment_id.is_not_null());
        }

        // `a <= x AND (a < x OR id < y)` and not the plain OR: the first half is a range of the index.
        let turn: Turn<Cursor> = $turn;
        query = match turn {
            Turn::First => query,
            Turn::After(Cursor { key, id }) => {
                let tie = posts::id.lt(PostId(id));
                match (key, $listing.sort) {
                    (Key::Rank(at), _) => query
                        .filter(posts::hot_rank.le(at).and(posts::hot_rank.lt(at).or(tie))),
                    (Key::Score(at), _) => query
                        .filter(posts::score.le(at).and(posts::score.lt(at).or(tie))),
                    (Key::Time(at), Sort::Active) => query.filter(
                        posts::last_activity_at
                            .le(at)
                            .and(posts::last_activity_at.lt(at).or(tie)),
                    ),
                    (Key::Time(at), _) => query.filter(
                        posts::published_at
                            .le(at)
                            .and(posts::published_at.lt(at).or(tie)),
                    ),
                }
            }
            Turn::Before(Cursor { key, id }) => {
                let tie = posts::id.gt(PostId(id));
                match (key, $listing.sort) {
                    (Key::Rank(at), _) => query
                        .filter(posts::hot_rank.ge(at).and(posts::hot_rank.gt(at).or(tie))),
                    (Key::Score(at), _) => query
                        .filter(posts::score.ge(at).and(posts::score.gt(at).or(tie))),
                    (Key::Time(at), Sort::Active) => query.filter(
                        posts::last_activity_at
                            .ge(at)
                            .and(posts::last_activity_at.gt(at).or(tie)),
                    ),
                    (Key::Time(at), _) => query.filter(
                        posts::published_at
                            .ge(at)
                            .and(posts::published_at.gt(at).or(tie)),
                    ),
                }
            }
        };

        // `NOT (at < since)`, which SQLite does not take for a range of another index, after which it
        // would have to sort.
        query = match $listing.sort {
            // In these words, so that it is seen that an index has just these. What is closed waits for nobody.
            Sort::Unanswered => query.filter(sql::<Bool>(
                "posts.kind = 'question' AND posts.answer_count = 0 AND posts.closed_at IS NULL",
            )),
            Sort::Top { since: Some(since) } => {
                query.filter(diesel::dsl::not(posts::published_at.lt(since)))
            }
            _ => query,
        };
        match ($listing.pinned, $listing.sort, turn.is_back()) {
            // They are few; the index of a sort would be read to its end in search of them.
            (Pinned::Only, ..) => query.order((posts::pinned_at.desc(), posts::id.desc())),
            (_, Sort::Hot, false) => query.order((posts::hot_rank.desc(), posts::id.desc())),
            (_, Sort::Hot, true) => query.order((posts::hot_rank.asc(), posts::id.asc())),
            (_, Sort::New | Sort::Unanswered, false) => {
                query.order((posts::published_at.desc(), posts::id.desc()))
            }
            (_, Sort::New | Sort::Unanswered, true) => {
                query.order((posts::published_at.asc(), posts::id.asc()))
            }
            (_, Sort::Active, false) => {
                query.order((posts::last_activity_at.desc(), posts::id.desc()))
            }
            (_, Sort::Active, true) => {
                query.order((posts::last_activity_at.asc(), posts::id.asc()))
            }
            (_, Sort::Top { .. }, false) => query.order((posts::score.desc(), posts::id.desc())),
            (_, Sort::Top { .. }, true) => query.order((posts::score.asc(), posts::id.asc())),
        }
    }};
}

type Joined = (PostLine, Byline, CommunityLine);

/// The only place where the query is spelled out: it takes the compiler long.
async fn load(
    conn: &mut Conn,
    viewer: &Viewer,
    listing: &Listing,
    turn: Turn<Cursor>,
    limit: i64,
) -> QueryResult<Vec<Joined>> {
    let (reach, few_texts) = match listing.scope {
        Scope::Community(id) => (reach_in(conn, viewer.reader(), id).await?, true),
        _ => {
            let reach = reach(conn, viewer.reader()).await?;
            let plain = reach.is_plain();
            (reach, plain)
        }
    };
    let chooser = viewer.account().filter(|_| listing.hides_muted());
    q!(conn, {
        let query = threads!(listing, &reach, chooser, turn, limit);
        query.kept_if(few_texts).load(conn).await
    })
}

/// One page of visible threads. The cursor must come from a page of the same sort ([`Cursor::parse`]).
pub async fn list_threads(
    conn: &mut Conn,
    viewer: &Viewer,
    listing: &Listing,
    turn: Turn<Cursor>,
    size: usize,
) -> QueryResult<Window<ThreadRow>> {
    let page = read_page!(turn, size, |turn, limit| load(
        conn, viewer, listing, turn, limit
    ));
    let mut page = page.map(ThreadRow::new);
    add_votes(conn, viewer, &mut page.rows).await?;
    Ok(page)
}

/// The pinned threads of a community, the one pinned last first.
pub async fn list_pinned(
    conn: &mut Conn,
    viewer: &Viewer,
    community: CommunityId,
) -> QueryResult<Vec<ThreadRow>> {
    let listing = Listing {
        pinned: Pinned::Only,
        ..Listing::new(Scope::Community(community), Sort::New)
    };
    let rows = load(conn, viewer, &listing, Turn::First, PINNED_MAX).await?;
    let mut threads: Vec<ThreadRow> = rows.into_iter().map(ThreadRow::new).collect();
    threads.sort_by_key(|thread| std::cmp::Reverse((thread.pinned_at, thread.id)));
    add_votes(conn, viewer, &mut threads).await?;
    Ok(threads)
}

/// The visible ones of these threads, in no particular order: what a search found. Strangers find nothing
/// of unlisted communities.
pub async fn list_threads_by_id(
    conn: &mut Conn,
    viewer: &Viewer,
    ids: &[PostId],
) -> QueryResult<Vec<ThreadRow>> {
    list_each(conn, viewer, Scope::Ids(ids.to_vec()), ids.len()).await
}

/// The visible ones of these threads of one community, in no particular order, for who came to that community
/// to read them.
pub async fn list_threads_among(
    conn: &mut Conn,
    viewer: &Viewer,
    community: CommunityId,
    ids: &[PostId],
) -> QueryResult<Vec<ThreadRow>> {
    let scope = Scope::Among(community, ids.to_vec());
    list_each(conn, viewer, scope, ids.len()).await
}

async fn list_each(
    conn: &mut Conn,
    viewer: &Viewer,
    scope: Scope,
    count: usize,
) -> QueryResult<Vec<ThreadRow>> {
    let listing = Listing::new(scope, Sort::New);
    let limit = i64::try_from(count).unwrap_or(i64::MAX);
    let rows = load(conn, viewer, &listing, Turn::First, limit).await?;
    let mut threads: Vec<ThreadRow> = rows.into_iter().map(ThreadRow::new).collect();
    add_votes(conn, viewer, &mut threads).await?;
    Ok(threads)
}

/// How the viewer voted on one thread: −1, 0 or 1.
pub async fn own_vote(conn: &mut Conn, viewer: &Viewer, post: PostId) -> QueryResult<i16> {
    let Some(account) = viewer.account() else {
        return Ok(0);
    };
    let vote: Option<i16> = q!(conn, {
        post_votes::table
            .find((post, account))
            .select(post_votes::value)
            .first(conn)
            .await
            .optional()?
    });
    Ok(vote.unwrap_or(0))
}

async fn add_votes(conn: &mut Conn, viewer: &Viewer, threads: &mut [ThreadRow]) -> QueryResult<()> {
    let Some(account) = viewer.account().filter(|_| !threads.is_empty()) else {
        return Ok(());
    };
    let ids: Vec<PostId> = threads.iter().map(|thread| thread.id).collect();
    let votes: Vec<(PostId, i16)> = q!(conn, {
        post_votes::table
            .filter(post_votes::post_id.eq_any(ids))
            .filter(post_votes::account_id.eq(account))
            .select((post_votes::post_id, post_votes::value))
            .load(conn)
            .await?
    });
    let votes: HashMap<PostId, i16> = votes.into_iter().collect();
    for thread in threads {
        thread.my_vote = votes.get(&thread.id).copied().unwrap_or(0);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visibility::Reach;
    use diesel::sqlite::Sqlite;

    async fn plan(conn: &mut Conn, listing: &Listing, turn: Turn<Cursor>) -> String {
        let reach = Reach::of(AccountId(5), &[CommunityId(3), CommunityId(4)]);
        let sql = {
            let query = threads!(listing, &reach, Some(AccountId(5)), turn, 26);
            diesel::debug_query::<Sqlite, _>(&query).to_string()
        };
        crate::store::test_db::plan(conn, &sql).await
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn lists_walk_an_index_and_never_sort() {
        let db = crate::store::test_db::fresh_sqlite().await;
        let mut conn = db.store.read().await.unwrap();
        let now = Time::new(chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap());
        let sorts = [
            (Sort::Hot, Key::Rank(1.0), "hot"),
            (Sort::New, Key::Time(now), "new"),
            (Sort::Active, Key::Time(now), "active"),
            (Sort::Top { since: None }, Key::Score(3), "top"),
            (Sort::Top { since: Some(now) }, Key::Score(3), "top"),
            (Sort::Unanswered, Key::Time(now), "unanswered"),
        ];
        let scopes = [
            (Scope::All, "posts_all_"),
            (Scope::Local, "posts_all_"),
            (Scope::Followed(ActorId(9)), "posts_all_"),
            (Scope::Community(CommunityId(3)), "posts_"),
        ];
        let pinned = Listing {
            pinned: Pinned::Only,
            ..Listing::new(Scope::Community(CommunityId(3)), Sort::New)
        };
        let text = plan(&mut conn, &pinned, Turn::First).await;
        assert!(text.contains("INDEX posts_pinned"), "{text}");
        assert!(!text.contains("TEMP B-TREE"), "{text}");
        for (scope, prefix) in &scopes {
            for (sort, key, index) in sorts {
                let cursor = Cursor::new(key, 7);
                for turn in [Turn::First, Turn::After(cursor), Turn::Before(cursor)] {
                    let text = plan(&mut conn, &Listing::new(scope.clone(), sort), turn).await;
                    let wanted = match (sort, scope) {
                        (Sort::Unanswered, Scope::Community(_)) => "INDEX posts_unanswered_in (",
                        (Sort::Unanswered, _) => "INDEX posts_unanswered",
                        _ => &format!("INDEX {prefix}{index}"),
                    };
                    assert!(text.contains(wanted), "{scope:?} {sort:?}\n{text}");
                    assert!(!text.contains("TEMP B-TREE"), "{scope:?} {sort:?}\n{text}");
                    let mut scans = text.lines().filter(|step| step.starts_with("SCAN"));
                    assert!(scans.all(|step| step.contains("USING INDEX")), "{text}");
                }
            }
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn good_answered_questions_have_an_index_of_their_own() {
        let db = crate::store::test_db::fresh_sqlite().await;
        let mut conn = db.store.read().await.unwrap();
        let listing = Listing {
            answered: true,
            ..Listing::new(Scope::Local, Sort::Top { since: None })
        };
        let text = plan(&mut conn, &listing, Turn::First).await;
        assert!(text.contains("INDEX posts_answered"), "{text}");
        assert!(!text.contains("TEMP B-TREE"), "{text}");
    }
}
