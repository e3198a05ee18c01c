//! What is in a feed: the newest threads of a list, as somebody may read them now.

use super::document::{Feed, Item};
use crate::accounts::model::Viewer;
use crate::accounts::queries::find_person;
use crate::accounts::settings;
use crate::app::App;
use crate::error::Result;
use crate::ids::PostId;
use crate::locale;
use crate::posts::model::{Post, ThreadKind, page_path};
use crate::posts::pages;
use crate::posts::queries::wire::list_by_ids;
use crate::posts::queries::{Credits, Listing, Scope, Sort, ThreadRow, list_credits, list_threads};
use crate::search::actions::newest_threads;
use crate::search::model::Query;
use crate::search::queries::Effort;
use crate::store::{Conn, Turn};
use crate::text::escape;
use crate::web::layout;
use crate::web::next::encoded;
use std::collections::HashMap;

/// Threads in a feed.
const ITEMS: usize = 30;

/// The page of which a feed is.
struct Of {
    title: String,
    path: String,
    /// What its address asks for, as in `?q=glue`.
    asked: String,
}

impl Of {
    /// With one tag, if there is one.
    fn new(title: String, path: String, tag: &str) -> Self {
        let (title, asked) = match tag {
            "" => (title, String::new()),
            tag => (format!("{title}: {tag}"), format!("?tag={}", encoded(tag))),
        };
        Self { title, path, asked }
    }
}

/// The newest of this server; for somebody with a key of where they follow.
pub(super) async fn news(app: &App, viewer: &Viewer, tag: &str) -> Result<Feed> {
    let mut conn = app.store.read().await?;
    let scope = match viewer.account() {
        Some(account) => Scope::Followed(find_person(&mut conn, account).await?.actor.id),
        None => Scope::Local,
    };
    let site = settings::load(app, &mut conn).await?.site_name;
    let rows = newest(&mut conn, viewer, scope, tag).await?;
    let of = Of::new(site, "/".to_owned(), tag);
    feed(app, &mut conn, viewer, of, rows).await
}

pub(super) async fn community(app: &App, viewer: &Viewer, name: &str, tag: &str) -> Result<Feed> {
    let mut conn = app.store.read().await?;
    let community = pages::find_community(app, &mut conn, viewer, name).await?;
    let scope = Scope::Community(community.id());
    let rows = newest(&mut conn, viewer, scope, tag).await?;
    let title = community.title().to_owned();
    let of = Of::new(title, community.path(), tag);
    feed(app, &mut conn, viewer, of, rows).await
}

pub(super) async fn person(app: &App, viewer: &Viewer, name: &str, tag: &str) -> Result<Feed> {
    let mut conn = app.store.read().await?;
    let person = pages::find_person(app, &mut conn, name).await?;
    let scope = Scope::Author(person.id());
    let rows = newest(&mut conn, viewer, scope, tag).await?;
    let title = person.display_name().to_owned();
    let of = Of::new(title, person.path(), tag);
    feed(app, &mut conn, viewer, of, rows).await
}

/// What a search finds, the newest first and not the best: what is new must come to who waits for it.
pub(super) async fn search(app: &App, viewer: &Viewer, q: &str) -> Result<Feed> {
    let query = Query::parse(q)?;
    let rows = newest_threads(app, viewer, &query, ITEMS, Effort::default()).await?;
    let mut conn = app.store.read().await?;
    let of = Of {
        title: q.trim().to_owned(),
        path: "/search".to_owned(),
        asked: format!("?q={}", encoded(q)),
    };
    feed(app, &mut conn, viewer, of, rows).await
}

async fn newest(
    conn: &mut Conn,
    viewer: &Viewer,
    scope: Scope,
    tag: &str,
) -> Result<Vec<ThreadRow>> {
    let listing = Listing {
        tag: (!tag.is_empty()).then(|| tag.to_owned()),
        ..Listing::new(scope, Sort::New)
    };
    let found = list_threads(conn, viewer, &listing, Turn::First, ITEMS).await?;
    Ok(found.rows)
}

async fn feed(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    of: Of,
    rows: Vec<ThreadRow>,
) -> Result<Feed> {
    let ids: Vec<PostId> = rows.iter().map(|row| row.id).collect();
    let whole = list_by_ids(conn, &ids).await?;
    let posts: Vec<&Post> = whole.iter().collect();
    let credits = list_credits(conn, &posts).await?;
    let posts: HashMap<PostId, &Post> = posts.into_iter().map(|post| (post.id, post)).collect();
    let home = app.local.url(&format!("{}{}", of.path, of.asked));
    // What came for a key does not say where: whoever it is passed on to would have the key from it, and a program
    // that went by the address without one would get less from then on.
    let own = match viewer {
        Viewer::Anonymous => layout::feeds(&of.path, &of.asked),
        _ => Vec::new(),
    };
    Ok(Feed {
        title: of.title,
        id: home.clone(),
        home,
        own: own
            .into_iter()
            .map(|(kind, path)| (kind, app.local.url(&path)))
            .collect(),
        items: rows
            .into_iter()
            .map(|row| {
                let (post, credits) = (posts.get(&row.id).copied(), credits.get(&row.id));
                item(app, row, post, credits)
            })
            .collect(),
    })
}

/// Others' words are credited and licences named here, too: who reads a feed may never see the page.
fn item(app: &App, row: ThreadRow, post: Option<&Post>, credits: Option<&Credits>) -> Item {
    let link = row.url.filter(|_| row.kind == ThreadKind::Link);
    // Of a link nobody need write more.
    let mut html = link.as_deref().map_or(String::new(), |link| {
        let link = escape(link);
        format!("<p><a href=\"{link}\">{link}</a></p>\n")
    });
    html.push_str(post.map_or("", |post| post.body_html.as_str()));
    if let Some(credits) = credits {
        // The entry says that all of it is in this language.
        let language = app.languages.of(&row.language);
        let said = locale::in_locale(language, || credits.html());
        html.push_str(&format!("<p>{said}</p>"));
    }
    Item {
        licence: post.and_then(|post| Some((post.licence.name(), post.licence.url()?))),
        url: app.local.url(&page_path(&row.public_id, &row.title)),
        author: row.author.display_name().to_owned(),
        author_url: app.local.url(&row.author.path()),
        updated: row.edited_at.unwrap_or(row.published_at),
        published: row.published_at,
        id: row.ap_id,
        link,
        title: row.title,
        language: row.language,
        tags: row.tags,
        html,
    }
}
