//! Who somebody is, and what they wrote.

use super::find_person;
use super::front::PER_PAGE;
use super::thread::MERIT_SHOWN;
use super::views::{self, address};
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::communities::model::{Community, ReadPolicy};
use crate::communities::queries::list_by_id;
use crate::error::{Error, Result};
use crate::ids::CommunityId;
use crate::locale;
use crate::membership::queries::directory::list_belonging;
use crate::membership::queries::known::retain_known;
use crate::membership::queries::list_moderated;
use crate::posts::model::ReplyKind;
use crate::posts::queries::left::is_shut_out;
use crate::posts::queries::{
    Cursor, Listing, OwnReply, Scope, Sort, follows_person, list_best_merits, list_own_comments,
    list_threads,
};
use crate::store::{Conn, Turn, Window};
use crate::text::{excerpt, one_line};
use crate::web::layout::{self, Frame, Now, OpenGraph};
use crate::web::page::Page;
use crate::web::preview::PreviewPicture;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{ActionView, LinkView, PagerView, PersonView, RowView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use chrono_tz::Tz;
use serde::Deserialize;

/// Communities and tags in which somebody is heard, on their page.
const HEARD: i64 = 8;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/u/{name}", get(profile_show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ProfileQuery {
    /// `threads` or `replies`; empty: threads, where there are any.
    show: String,
    after: String,
    before: String,
}

impl ProfileQuery {
    fn turn(&self) -> Result<Turn<Cursor>> {
        Turn::asked(&self.after, &self.before, |at| Cursor::parse(Sort::New, at))
    }
}

#[derive(Template)]
#[template(path = "posts/pages/profile.html")]
struct ProfilePage {
    frame: Frame,
    person: PersonView,
    /// Name of the picture above it.
    banner: Option<String>,
    handle: String,
    bot: bool,
    bio_html: String,
    links: Vec<LinkView>,
    origin: Option<LinkView>,
    /// Whether the viewer looks at themselves.
    own: bool,
    /// Where one writes to them, and where one reports them; for others who are signed in.
    message: Option<String>,
    report: Option<String>,
    /// Being told of what they write, for the same.
    follow: Option<ActionView>,
    /// What they say of their craft.
    headline: String,
    tags: Vec<String>,
    offers: String,
    seeks: String,
    /// Communities they look after, and others where they belong, as far as the viewer may know of them.
    looks_after: Vec<LinkView>,
    belongs: Vec<LinkView>,
    /// Where their answers count for much, and for how much; only what everybody reads.
    heard: Vec<(LinkView, String)>,
    tabs: Vec<TabView>,
    rows: Vec<RowView>,
    replies: Vec<ReplyLine>,
    facts: Vec<(String, String)>,
    pager: PagerView,
    /// What is said where nothing is shown.
    nothing: String,
    /// Whether there may be something of theirs where they read no more; told to them alone.
    left: bool,
}

struct ReplyLine {
    link: LinkView,
    noun: String,
    text: String,
    accepted: bool,
    votes: i64,
    when: When,
}

async fn profile_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(name): Path<String>,
    Query(query): Query<ProfileQuery>,
) -> Result<Page<ProfilePage>> {
    let now = frame.now;
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let person = find_person(&app, &mut conn, &name).await?;
    let turn = query.turn()?;
    let (path, show) = (person.path(), shown_first(&person, &query.show));
    let (mut rows, mut replies) = (Vec::new(), Vec::new());
    let pager = match show {
        "" | "threads" => {
            let listing = Listing::new(Scope::Author(person.id()), Sort::New);
            let found = list_threads(&mut conn, &viewer, &listing, turn, PER_PAGE).await?;
            let links = pager(&path, show, &found, |row| row.cursor(Sort::New));
            rows = found
                .rows
                .iter()
                .map(|thread| views::row(thread, now, true))
                .collect();
            links
        }
        "replies" => {
            let found = list_own_comments(&mut conn, &viewer, person.id(), turn, PER_PAGE).await?;
            let links = pager(&path, show, &found, OwnReply::cursor);
            replies = found.rows.into_iter().map(|each| line(each, now)).collect();
            links
        }
        _ => return Err(Error::Bad(t!("posts-list-none").into())),
    };
    let own = who
        .0
        .as_ref()
        .is_some_and(|who| who.person.id() == person.id());
    let other = who.0.is_some() && !own;
    let (looks_after, belongs) = communities(&mut conn, &viewer, &person).await?;
    let heard = heard(&mut conn, &person).await?;
    let left = own && is_shut_out(&mut conn, &viewer).await?;
    let craft = person.account.craft.clone();
    Ok(Page(ProfilePage {
        own,
        message: other.then(|| format!("/messages/{}", person.handle())),
        report: other.then(|| format!("{path}/report")),
        follow: match other {
            true => Some(follow_button(&mut conn, &viewer, &person).await?),
            false => None,
        },
        headline: craft.headline,
        tags: craft.expertise.0,
        offers: craft.offers,
        seeks: craft.seeks,
        looks_after,
        belongs,
        heard,
        tabs: tabs(&person, show),
        pager,
        nothing: nothing(&person, show),
        left,
        handle: format!("@{}@{}", person.actor.name, person.actor.host),
        bot: person.account.bot,
        bio_html: person.account.bio_html.clone(),
        links: links(&person),
        origin: (!person.actor.local).then(|| {
            let label = t!("posts-profile-open-on", host = person.actor.host);
            LinkView::new(label, person.actor.page())
        }),
        facts: facts(&person, who.0.is_some()),
        person: views::person(&person),
        banner: person.account.banner.clone(),
        frame: framed(&app, frame, &person),
        rows,
        replies,
    }))
}

async fn follow_button(conn: &mut Conn, viewer: &Viewer, person: &Person) -> Result<ActionView> {
    let path = format!("{}/follow", person.path());
    Ok(match follows_person(conn, viewer, person.id()).await? {
        true => ActionView::button(
            t!("posts-profile-unfollow"),
            "bell",
            format!("{path}?end=1"),
        ),
        false => ActionView::button(t!("posts-profile-follow"), "bell", path),
    })
}

fn pager<T>(path: &str, show: &str, page: &Window<T>, at: impl Fn(&T) -> Cursor) -> PagerView {
    let link = |field: &str, row: Option<&T>| {
        let at = at(row?).encode();
        Some(address(path, &[("show", show), (field, &at)]))
    };
    PagerView {
        newer: link("before", page.turn_back()),
        older: link("after", page.turn_on()),
    }
}

/// Which they look after, and which others they belong to, both only as far as the viewer may know of
/// them. Where they do not want to be in the list of members only they themselves see that they belong.
async fn communities(
    conn: &mut Conn,
    viewer: &Viewer,
    person: &Person,
) -> Result<(Vec<LinkView>, Vec<LinkView>)> {
    let own = viewer.account() == Some(person.id());
    let moderated = list_moderated(conn, person.id()).await?;
    let mut all = list_belonging(conn, person.id(), own).await?;
    for id in &moderated {
        if !all.contains(id) {
            all.push(*id);
        }
    }
    let found = list_by_id(conn, &all).await?;
    let known = retain_known(conn, viewer, found).await?;
    let (cared, others): (Vec<Community>, Vec<Community>) = known
        .into_iter()
        .partition(|community| moderated.contains(&community.id()));
    let links = |list: &[Community]| list.iter().map(views::community_link).collect();
    Ok((links(&cared), links(&others)))
}

/// Standing by community and by tag, in communities that everybody reads: there is no sum over them.
async fn heard(conn: &mut Conn, person: &Person) -> Result<Vec<(LinkView, String)>> {
    let all = list_best_merits(conn, person.id(), MERIT_SHOWN, HEARD).await?;
    let ids: Vec<CommunityId> = all.iter().map(|(place, ..)| *place).collect();
    let mut places = list_by_id(conn, &ids).await?;
    places.retain(|place| place.is_live() && place.row.read_policy == ReadPolicy::Public);
    let view = |(id, tag, points): (CommunityId, String, i32)| {
        let place = places.iter().find(|place| place.id() == id)?;
        let link = match tag.as_str() {
            "" => LinkView::new(place.title(), place.path()),
            tag => LinkView::new(format!("{tag}, {}", place.title()), place.tag_path(tag)),
        };
        Some((link, t!("posts-profile-points", count = points)))
    };
    Ok(all.into_iter().filter_map(view).collect())
}

/// Of a list with nothing in it, while there is something in the other one: which it is. Else empty.
fn nothing(person: &Person, show: &str) -> String {
    let account = &person.account;
    match show {
        "replies" if account.post_count > 0 => t!("posts-profile-none-replies"),
        "" | "threads" if account.comment_count > 0 => t!("posts-profile-none-threads"),
        _ => String::new(),
    }
}

/// Whoever only answers is known by their answers.
fn shown_first<'a>(person: &Person, asked: &'a str) -> &'a str {
    let account = &person.account;
    match asked {
        "" if account.post_count == 0 && account.comment_count > 0 => "replies",
        asked => asked,
    }
}

fn tabs(person: &Person, show: &str) -> Vec<TabView> {
    let path = person.path();
    let first = match shown_first(person, "") {
        "" => path.clone(),
        _ => format!("{path}?show=threads"),
    };
    let on_replies = show == "replies";
    let there = format!("{path}?show=replies");
    let threads = TabView::new(t!("posts-profile-threads"), first, !on_replies);
    let replies = TabView::new(t!("posts-profile-replies"), there, on_replies);
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

/// Where they are is said to everybody, their time zone to who signs in here.
fn facts(person: &Person, signed_in: bool) -> Vec<(String, String)> {
    let account = &person.account;
    let since = locale::month_and_year(account.created_at.utc(), Tz::UTC);
    let known = match person.actor.local {
        true => t!("posts-profile-since"),
        false => t!("posts-profile-known-since"),
    };
    let (threads, replies) = (account.post_count, account.comment_count);
    let mut facts = vec![
        (known, since),
        (t!("posts-profile-threads"), layout::count(threads)),
        (t!("posts-profile-replies"), layout::count(replies)),
    ];
    let zone = match signed_in && person.actor.local {
        true => account.time_zone.clone(),
        false => String::new(),
    };
    let said = [
        (t!("posts-profile-place"), account.craft.place.clone()),
        (t!("posts-profile-zone"), zone),
    ];
    facts.extend(said.into_iter().filter(|(_, words)| !words.is_empty()));
    facts
}

fn framed(app: &App, frame: Frame, person: &Person) -> Frame {
    let own = app.local.url(&person.path());
    let canonical = if person.actor.local {
        own
    } else {
        person.actor.page().to_owned()
    };
    let bio = excerpt(&crate::text::plain(&person.account.bio_html), 200);
    let avatar = person.account.avatar.as_deref();
    let avatar = avatar.filter(|_| person.is_live());
    Frame {
        og: Some(OpenGraph {
            title: person.display_name().to_owned(),
            description: bio,
            url: canonical.clone(),
            kind: "profile",
            picture: avatar.and_then(|name| PreviewPicture::named(&app.local, name)),
        }),
        noindex: frame.noindex || !person.actor.local,
        canonical: Some(canonical),
        feeds: layout::feeds(&person.path(), ""),
        alternate_json: Some(person.actor.ap_id.clone()),
        ..frame
    }
}

fn line(own: OwnReply, now: Now) -> ReplyLine {
    ReplyLine {
        noun: match own.reply.kind {
            ReplyKind::Answer => t!("posts-profile-answer-to"),
            ReplyKind::Comment => t!("posts-profile-reply-in"),
        },
        text: excerpt(&own.reply.start, 200),
        accepted: own.is_accepted(),
        votes: own.reply.score,
        when: When::new(own.reply.published_at, now),
        link: LinkView::new(
            &own.thread.title,
            format!("/comment/{}", own.reply.public_id),
        ),
    }
}
