//! What articles are made of, and whom that credits: whoever wrote those texts, as they are called now.

use super::rows::Byline;
use super::sight::Sight;
use crate::activitypub::licences::Licence;
use crate::ids::{CommentId, PostId};
use crate::locale::Html;
use crate::posts::model::{Drawn, Post, ReplyKind, ThreadKind};
use crate::q;
use crate::store::schema::{accounts, actors, article_sources, comments, posts};
use crate::store::{Conn, Tx, columns};
use crate::text;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

/// Replies of a thread that an article can be made of; more are not offered.
const USABLE_MAX: i64 = 50;
/// Articles that are named beside the thread they were made of.
const NAMED: i64 = 10;

/// The thread that an article was made of, where it can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub public_id: String,
    pub ap_id: String,
    pub title: String,
}

impl Source {
    pub fn path(&self) -> String {
        format!("/post/{}", self.public_id)
    }
}

/// Whom an article credits, and for what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credits {
    pub source: Option<Source>,
    /// Who began the thread first; each once, and nobody whose account is deleted.
    pub people: Vec<Byline>,
}

impl Credits {
    fn add(&mut self, author: Byline) {
        if !self.people.iter().any(|known| known.id() == author.id()) {
            self.people.push(author);
        }
    }

    /// As one line of safe HTML, in the language that is spoken.
    pub fn html(&self) -> String {
        let (source, people) = self.links(|address, label| {
            let (address, label) = (text::escape(address), text::escape(label));
            format!("<a href=\"{address}\">{label}</a>")
        });
        let people = Html::trusted(people);
        let line = match source.map(Html::trusted) {
            Some(source) if self.people.is_empty() => t_html!("posts-made-of", source = source),
            Some(source) => t_html!("posts-made", source = source, people = people),
            None if self.people.is_empty() => t_html!("posts-made-by-others"),
            None => t_html!("posts-made-by", people = people),
        };
        line.to_string()
    }

    /// The same in Markdown.
    pub fn markdown(&self) -> String {
        let (source, people) =
            self.links(|address, label| format!("[{}]({address})", escape_markdown(label)));
        match source {
            Some(source) if self.people.is_empty() => t!("posts-made-of", source = source),
            Some(source) => t!("posts-made", source = source, people = people),
            None if self.people.is_empty() => t!("posts-made-by-others"),
            None => t!("posts-made-by", people = people),
        }
    }

    /// Where the words are from, and whose they are, with commas between them.
    fn links(&self, link: impl Fn(&str, &str) -> String) -> (Option<String>, String) {
        let names = self.people.iter();
        let names = names.map(|author| link(author.ap_id(), &author.address()));
        let names: Vec<String> = names.collect();
        let source = self.source.as_ref();
        let source = source.map(|source| link(&source.ap_id, &source.title));
        (source, names.join(", "))
    }
}

/// A title or name stands in a link as it is.
fn escape_markdown(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for letter in label.chars() {
        if r"\`*_[]<>()#!|~".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Keeps what an article was made of.
pub async fn insert_sources(tx: &mut Tx, article: PostId, drawn: &Drawn) -> QueryResult<()> {
    let replies = drawn.replies.iter().copied().map(Some);
    let parts: Vec<Option<CommentId>> = std::iter::once(None).chain(replies).collect();
    let conn = &mut **tx;
    q!(conn, {
        for comment in parts {
            diesel::insert_into(article_sources::table)
                .values((
                    article_sources::article_id.eq(article),
                    article_sources::source_id.eq(drawn.thread),
                    article_sources::comment_id.eq(comment),
                ))
                .execute(conn)
                .await?;
        }
    });
    Ok(())
}

/// Whom those of these threads credit that are articles of ours and were made of others. Asks nothing where
/// none of them is an article.
pub async fn list_credits(
    conn: &mut Conn,
    threads: &[&Post],
) -> QueryResult<HashMap<PostId, Credits>> {
    let articles = threads.iter();
    let articles = articles.filter(|post| post.local && post.kind == ThreadKind::Article);
    let ids: Vec<PostId> = articles.map(|post| post.id).collect();
    let mut credits: HashMap<PostId, Credits> = HashMap::new();
    if ids.is_empty() {
        return Ok(credits);
    }
    for (article, source) in load_sources(conn, &ids).await? {
        let shown = threads.iter().any(|post| {
            post.id == article && post.audience == source.audience && source.is_visible()
        });
        let own = credits.entry(article).or_default();
        own.source = shown.then_some(Source {
            public_id: source.public_id,
            ap_id: source.ap_id,
            title: source.title,
        });
    }
    let mut authors = load_beginners(conn, &ids).await?;
    authors.extend(load_writers(conn, &ids).await?);
    for (article, author) in authors {
        credits.entry(article).or_default().add(author);
    }
    Ok(credits)
}

/// The threads that these articles were made of.
async fn load_sources(conn: &mut Conn, articles: &[PostId]) -> QueryResult<Vec<(PostId, Post)>> {
    q!(conn, {
        article_sources::table
            .inner_join(posts::table.on(posts::id.eq(article_sources::source_id)))
            .filter(article_sources::article_id.eq_any(articles))
            .filter(article_sources::comment_id.is_null())
            .select((article_sources::article_id, columns::<Post>()))
            .load(conn)
            .await
    })
}

/// Who began those threads.
async fn load_beginners(
    conn: &mut Conn,
    articles: &[PostId],
) -> QueryResult<Vec<(PostId, Byline)>> {
    q!(conn, {
        article_sources::table
            .inner_join(posts::table.on(posts::id.eq(article_sources::source_id)))
            .inner_join(accounts::table.on(accounts::id.eq(posts::author_id)))
            .inner_join(actors::table.on(actors::id.eq(accounts::actor_id)))
            .filter(article_sources::article_id.eq_any(articles))
            .filter(article_sources::comment_id.is_null())
            .filter(accounts::deleted_at.is_null())
            .select((article_sources::article_id, columns::<Byline>()))
            .load(conn)
            .await
    })
}

/// Who wrote the replies that these articles were made of, in the order in which they were taken.
async fn load_writers(conn: &mut Conn, articles: &[PostId]) -> QueryResult<Vec<(PostId, Byline)>> {
    q!(conn, {
        article_sources::table
            .inner_join(comments::table.on(article_sources::comment_id.eq(comments::id.nullable())))
            .inner_join(accounts::table.on(accounts::id.eq(comments::author_id)))
            .inner_join(actors::table.on(actors::id.eq(accounts::actor_id)))
            .filter(article_sources::article_id.eq_any(articles))
            .filter(accounts::deleted_at.is_null())
            .order(article_sources::id.asc())
            .select((article_sources::article_id, columns::<Byline>()))
            .load(conn)
            .await
    })
}

/// The articles that were made of a thread and can be seen, as public id and title.
pub async fn list_articles_of(
    conn: &mut Conn,
    sight: &Sight,
    source: PostId,
) -> QueryResult<Vec<(String, String)>> {
    let audiences = sight.audiences();
    q!(conn, {
        article_sources::table
            .inner_join(posts::table.on(posts::id.eq(article_sources::article_id)))
            .filter(article_sources::source_id.eq(source))
            .filter(article_sources::comment_id.is_null())
            .filter(posts::audience.eq_any(&audiences))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .order(article_sources::id.asc())
            .limit(NAMED)
            .select((posts::public_id, posts::title))
            .load(conn)
            .await
    })
}

/// A reply that an article can be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usable {
    pub id: CommentId,
    pub public_id: String,
    pub kind: ReplyKind,
    /// Markdown; the plain text where its server sends none.
    pub words: String,
    pub text: String,
    pub licence: Licence,
    pub author: Byline,
}

type UsableRow = (
    CommentId,
    String,
    ReplyKind,
    (String, String),
    Licence,
    Byline,
);

impl Usable {
    fn new((id, public_id, kind, (body, plain), licence, author): UsableRow) -> Self {
        let words = match body.is_empty() {
            true => plain.clone(),
            false => body,
        };
        Self {
            id,
            public_id,
            kind,
            words,
            text: plain,
            licence,
            author,
        }
    }
}

/// Replies to a thread itself that the viewer reads: answers first, each kind by score. As many as are offered.
pub async fn list_usable(
    conn: &mut Conn,
    sight: &Sight,
    thread: PostId,
) -> QueryResult<Vec<Usable>> {
    let audiences = sight.audiences();
    let rows: Vec<UsableRow> = q!(conn, {
        comments::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(comments::post_id.eq(thread))
            .filter(comments::parent_id.is_null())
            .filter(comments::audience.eq_any(&audiences))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .order((
                comments::kind.asc(),
                comments::score.desc(),
                comments::published_at.asc(),
                comments::id.asc(),
            ))
            .limit(USABLE_MAX)
            .select((
                comments::id,
                comments::public_id,
                comments::kind,
                (comments::body, comments::body_text),
                comments::licence,
                columns::<Byline>(),
            ))
            .load(conn)
            .await?
    });
    Ok(rows.into_iter().map(Usable::new).collect())
}
