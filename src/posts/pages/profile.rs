//! Who somebody is, and what they wrote.

use super::find_person;
use super::front::PER_PAGE;
use super::views::{self, address};
use crate::accounts::model::Person;
use crate::app::App;
use crate::error::{Error, Result};
use crate::posts::model::ReplyKind;
use crate::posts::queries::{
    Cursor, Listing, OwnReply, Scope, Sort, list_own_comments, list_threads,
};
use crate::store::Time;
use crate::text::{excerpt, one_line};
use crate::web::layout::{self, Frame, OpenGraph};
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, PagerView, PersonView, RowView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use serde::Deserialize;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/u/{name}", get(profile_show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ProfileQuery {
    /// `threads` (also when empty) or `replies`.
    show: String,
    after: String,
}

#[derive(Template)]
#[template(path = "posts/pages/profile.html")]
struct ProfilePage {
    frame: Frame,
    person: PersonView,
    handle: String,
    bot: bool,
    bio_html: String,
    links: Vec<LinkView>,
    origin: Option<LinkView>,
    tabs: Vec<TabView>,
    rows: Vec<RowView>,
    replies: Vec<ReplyLine>,
    facts: Vec<(&'static str, String)>,
    pager: PagerView,
}

struct ReplyLine {
    link: LinkView,
    noun: &'static str,
    text: String,
    accepted: bool,
    votes: String,
    when: When,
}

async fn profile_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(name): Path<String>,
    Query(query): Query<ProfileQuery>,
) -> Result<Page<ProfilePage>> {
    let now = app.now();
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let person = find_person(&app, &mut conn, &name).await?;
    let after = match query.after.as_str() {
        "" => None,
        text => Some(Cursor::parse(Sort::New, text)?),
    };
    let path = person.path();
    let (mut rows, mut replies) = (Vec::new(), Vec::new());
    let next;
    match query.show.as_str() {
        "" | "threads" => {
            let listing = Listing::new(Scope::Author(person.id()), Sort::New);
            let found = list_threads(&mut conn, &viewer, &listing, after, PER_PAGE).await?;
            rows = found
                .threads
                .iter()
                .map(|thread| views::row(thread, now, true))
                .collect();
            next = found.next;
        }
        "replies" => {
            let wanted = i64::try_from(PER_PAGE).unwrap_or(i64::MAX);
            let mut found =
                list_own_comments(&mut conn, person.id(), after, wanted.saturating_add(1)).await?;
            let more = found.len() > PER_PAGE;
            found.truncate(PER_PAGE);
            next = found.last().filter(|_| more).map(OwnReply::cursor);
            replies = found.into_iter().map(|each| line(each, now)).collect();
        }
        _ => return Err(Error::Bad("there is no such list".into())),
    }
    let show = query.show.as_str();
    Ok(Page(ProfilePage {
        tabs: tabs(&person, show),
        pager: PagerView {
            newer: (!query.after.is_empty()).then(|| address(&path, &[("show", show)])),
            older: next.map(|next| address(&path, &[("show", show), ("after", &next.encode())])),
        },
        handle: format!("@{}@{}", person.actor.name, person.actor.host),
        bot: person.account.bot,
        bio_html: person.account.bio_html.clone(),
        links: links(&person),
        origin: (!person.actor.local).then(|| {
            let label = format!("Open on {}", person.actor.host);
            LinkView::new(label, person.actor.page())
        }),
        facts: facts(&person),
        person: views::person(&person),
        frame: framed(&app, frame, &person),
        rows,
        replies,
    }))
}

fn tabs(person: &Person, show: &str) -> Vec<TabView> {
    let path = person.path();
    let threads = TabView::new("Threads", &path, show != "replies");
    let replies = TabView::new("Replies", format!("{path}?show=replies"), show == "replies");
    vec![
        threads.counted(person.account.post_count),
        replies.counted(person.account.comment_count),
    ]
}

fn links(person: &Person) -> Vec<LinkView> {
    let links = person.account.links.0.iter();
    links
        .filter(|link| views::host_of_link(&link.url).is_some())
        .map(|link| {
            let label = one_line(&link.label, 60);
            LinkView::new(
                if label.is_empty() {
                    link.url.clone()
                } else {
                    label
                },
                &link.url,
            )
        })
        .collect()
}

fn facts(person: &Person) -> Vec<(&'static str, String)> {
    let since = person.account.created_at.utc().format("%B %Y").to_string();
    let known = if person.actor.local {
        "Here since"
    } else {
        "Known here since"
    };
    vec![
        (known, since),
        ("Threads", layout::count(person.account.post_count)),
        ("Replies", layout::count(person.account.comment_count)),
    ]
}

fn framed(app: &App, frame: Frame, person: &Person) -> Frame {
    let own = app.local.url(&person.path());
    let canonical = if person.actor.local {
        own
    } else {
        person.actor.page().to_owned()
    };
    let bio = excerpt(&crate::text::plain(&person.account.bio_html), 200);
    Frame {
        og: Some(OpenGraph {
            title: person.display_name().to_owned(),
            description: bio,
            url: canonical.clone(),
            kind: "profile",
        }),
        noindex: frame.noindex || !person.actor.local,
        canonical: Some(canonical),
        alternate_json: Some(person.actor.ap_id.clone()),
        ..frame
    }
}

fn line(own: OwnReply, now: Time) -> ReplyLine {
    ReplyLine {
        noun: match own.reply.kind {
            ReplyKind::Answer => "Answer to",
            ReplyKind::Comment => "Reply in",
        },
        text: excerpt(&own.reply.start, 200),
        accepted: own.is_accepted(),
        votes: match own.reply.score {
            1 => "1 vote".to_owned(),
            score => format!("{} votes", layout::count(score)),
        },
        when: When::new(own.reply.published_at, now),
        link: LinkView::new(
            &own.thread.title,
            format!("/comment/{}", own.reply.public_id),
        ),
    }
}
