//! `/c/{name}/unanswered` and `/unanswered`: questions that wait; and saying yes to being asked about them.

use super::actions::{HelpForm, bump, say_no_in, say_yes};
use super::model::{Consent, PER_WEEK};
use super::policy;
use super::queries::{consent_of, list_bumped};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_for};
use crate::error::{Error, FieldError, Reason, Result};
use crate::membership::model::Channel;
use crate::membership::pages::{community_header, is_joined_from_here};
use crate::membership::queries::standing;
use crate::posts::pages::{row_view, thread_at};
use crate::posts::queries::{
    Cursor, Listing, Scope, Sort, ThreadRow, list_threads, list_threads_by_id, sight,
};
use crate::store::{Conn, Turn, Window};
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::flash::done as told;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{EmptyView, FieldView, LinkView, PagerView, RowView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use chrono::TimeDelta;
use serde::Deserialize;

const PER_PAGE: usize = 25;
/// Questions whose askers had others asked stand above the others for so long, so many at most.
const BUMPED_FOR: TimeDelta = TimeDelta::days(7);
const BUMPED: i64 = 10;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/unanswered", get(mine_show))
        .route("/c/{name}/unanswered", get(place_show))
        .route("/c/{name}/helping", post(helping_submit))
        .route("/post/{id}/bump", post(bump_submit))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct QueueQuery {
    after: String,
    before: String,
}

impl QueueQuery {
    fn turn(&self) -> Result<Turn<Cursor>> {
        let read = |at: &str| Cursor::parse(Sort::Unanswered, at);
        Turn::asked(&self.after, &self.before, read)
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    tags: String,
    per_week: String,
    /// The button that ends it.
    end: String,
}

#[derive(Template)]
#[template(path = "routing/mine.html")]
struct MinePage {
    frame: Frame,
    rows: Vec<RowView>,
    empty: EmptyView,
    pager: PagerView,
}

#[derive(Template)]
#[template(path = "routing/place.html")]
struct PlacePage {
    frame: Frame,
    header: CommunityHeaderView,
    bumped: Vec<RowView>,
    rows: Vec<RowView>,
    empty: EmptyView,
    pager: PagerView,
    /// For members: what they say yes to, and whether they have.
    help: Option<HelpView>,
}

struct HelpView {
    fields: Vec<FieldView>,
    /// As it stands; empty for who has not said yes.
    said: String,
    /// The server that does the asking, if that is another one.
    elsewhere: Option<String>,
}

impl HelpView {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

fn nothing() -> EmptyView {
    EmptyView {
        icon: "check",
        title: t!("routing-none"),
        text: t!("routing-none-text"),
        number: None,
        links: vec![LinkView::new(t!("routing-find"), "/communities")],
    }
}

fn pager(path: &str, page: &Window<ThreadRow>) -> PagerView {
    let link = |field: &str, row: Option<&ThreadRow>| {
        row.map(|row| format!("{path}?{field}={}", row.cursor(Sort::Unanswered).encode()))
    };
    PagerView {
        newer: link("before", page.turn_back()),
        older: link("after", page.turn_on()),
    }
}

fn rows(threads: &[ThreadRow], now: Now, mixed: bool) -> Vec<RowView> {
    let row = |thread| row_view(thread, now, mixed);
    threads.iter().map(row).collect()
}

/// Of all communities that somebody follows.
async fn mine_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Query(query): Query<QueueQuery>,
) -> Result<Page<MinePage>> {
    let mut conn = app.store.read().await?;
    let listing = Listing::new(Scope::Followed(who.person.actor.id), Sort::Unanswered);
    let turn = query.turn()?;
    let found = list_threads(&mut conn, &who.viewer(), &listing, turn, PER_PAGE).await?;
    Ok(Page(MinePage {
        rows: rows(&found.rows, frame.now, true),
        pager: pager("/unanswered", &found),
        empty: nothing(),
        frame: frame.unlisted(),
    }))
}

async fn place_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(name): Path<String>,
    Query(query): Query<QueueQuery>,
) -> Result<Page<PlacePage>> {
    let page = place_page(&app, frame, &who, &name, &query, None).await?;
    Ok(Page(page))
}

async fn place_page(
    app: &App,
    frame: Frame,
    who: &MaybeSignedIn,
    name: &str,
    query: &QueueQuery,
    typed: Option<(&Typed, &[FieldError])>,
) -> Result<PlacePage> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let community = community_for(app, &mut conn, &viewer, name).await?;
    let sight = sight(&mut conn, &viewer, community.id()).await?;
    if !sight.admits(community.audience()) {
        return Err(Error::NotFound("community"));
    }
    let listing = Listing::new(Scope::Community(community.id()), Sort::Unanswered);
    let found = list_threads(&mut conn, &viewer, &listing, query.turn()?, PER_PAGE).await?;
    let since = app.now().minus(BUMPED_FOR);
    let bumped = match found.earlier {
        true => Vec::new(),
        false => list_bumped(&mut conn, community.id(), since, BUMPED).await?,
    };
    let mut bumped = list_threads_by_id(&mut conn, &viewer, &bumped).await?;
    bumped.retain(|thread| thread.answer_count == 0);
    let help = help_view(app, &mut conn, who, &community, typed).await?;
    Ok(PlacePage {
        header: community_header(app, &mut conn, &community, who, "/unanswered").await?,
        bumped: rows(&bumped, frame.now, false),
        rows: rows(&found.rows, frame.now, false),
        pager: pager(&format!("{}/unanswered", community.path()), &found),
        empty: nothing(),
        frame: frame.unlisted(),
        help,
    })
}

/// The form for members of communities here, and of those elsewhere whose servers ask people, too.
async fn help_view(
    app: &App,
    conn: &mut Conn,
    who: &MaybeSignedIn,
    community: &Community,
    typed: Option<(&Typed, &[FieldError])>,
) -> Result<Option<HelpView>> {
    let Some(user) = &who.0 else {
        return Ok(None);
    };
    let standing = standing(conn, &user.person, community, app.now()).await?;
    if policy::may_help(&standing, community).is_err() {
        return Ok(None);
    }
    if !community.is_local() && !is_joined_from_here(conn, community).await? {
        return Ok(None);
    }
    let consent = consent_of(conn, community.id(), user.person.id()).await?;
    let (form, errors) = match typed {
        Some((typed, errors)) => (typed.clone(), errors),
        None => (filled(consent.as_ref()), &[][..]),
    };
    let tags = FieldView::text("tags", t!("routing-help-tags"))
        .help(t!("routing-help-tags-help"))
        .value(form.tags);
    let often = FieldView::text("per_week", t!("routing-help-often"))
        .of_kind("number")
        .value(form.per_week);
    Ok(Some(HelpView {
        fields: vec![tags.with_errors(errors), often.with_errors(errors)],
        said: consent.map_or(String::new(), |consent| said(community, &consent)),
        elsewhere: (!community.is_local()).then(|| community.actor.host.clone()),
    }))
}

fn filled(consent: Option<&Consent>) -> Typed {
    Typed {
        tags: consent.map_or(String::new(), |consent| consent.tags.0.join(", ")),
        per_week: consent
            .map_or(PER_WEEK, |consent| consent.per_week)
            .to_string(),
        end: String::new(),
    }
}

fn said(community: &Community, consent: &Consent) -> String {
    let (tags, count) = (&consent.tags.0, consent.per_week);
    if !community.is_local() {
        return match tags.is_empty() {
            true => t!("routing-sent-any", count = count),
            false => t!("routing-sent-tags", tags = tags.join(", "), count = count),
        };
    }
    match tags.is_empty() {
        true => t!("routing-asked-any", count = count),
        false => t!("routing-asked-tags", tags = tags.join(", "), count = count),
    }
}

async fn helping_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<Typed>,
) -> Result<Response> {
    let error = match change(&app, &sent, &name).await {
        Ok((path, text)) => return Ok(told(&app, &path, &text)),
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let (frame, query) = (refusal.framed(frame), QueueQuery::default());
    let typed = Some((&sent.form, refusal.fields.as_slice()));
    let page = place_page(&app, frame, sent.viewer(), &name, &query, typed).await?;
    Ok(refusal.answer(page))
}

/// Only a server that runs what this one runs asks people about questions.
async fn may_say_from_here(app: &App, community: &Community) -> Result<()> {
    let mut conn = app.store.read().await?;
    match community.is_local() || is_joined_from_here(&mut conn, community).await? {
        true => Ok(()),
        false => Err(Reason::WrongOrigin.into()),
    }
}

/// Says where one goes on, and what was done.
async fn change(app: &App, sent: &Sent<Typed>, name: &str) -> Result<(String, String)> {
    let user = sent.who()?;
    let community = {
        let mut conn = app.store.read().await?;
        community_for(app, &mut conn, &user.viewer(), name).await?
    };
    let path = format!("{}/unanswered", community.path());
    if !sent.form.end.is_empty() {
        say_no_in(app, &user.person, &community).await?;
        let text = match community.is_local() {
            true => t!("routing-said-no"),
            false => t!("routing-sent", host = community.actor.host),
        };
        return Ok((path, text));
    }
    let form = HelpForm {
        tags: sent.form.tags.clone(),
        per_week: sent.form.per_week.clone(),
    };
    may_say_from_here(app, &community).await?;
    say_yes(app, &user.person, &community, &form, Channel::Page).await?;
    let text = match community.is_local() {
        true => t!("routing-said-yes"),
        false => t!("routing-sent", host = community.actor.host),
    };
    Ok((path, text))
}

async fn bump_submit(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(_): CsrfForm<NoFields>,
) -> Result<Response> {
    let mut conn = app.store.read().await?;
    let thread = thread_at(&mut conn, &who.viewer(), &id).await?;
    drop(conn);
    let asked = bump(&app, &who.person, thread.id).await?;
    let text = match asked {
        0 => t!("routing-bumped-alone"),
        _ => t!("routing-bumped", count = asked),
    };
    Ok(told(&app, &thread.path(), &text))
}
