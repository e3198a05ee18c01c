//! `/c/{name}/desk`: what waits for the people who look after a community, each with the decision beside
//! it: applications, and what is held; what was decided, by whom; saved replies.

mod edits;
mod shown;

use super::{community_seen, done};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, Result};
use crate::membership::actions::{Decision, decide, forget_reply, save_reply};
use crate::membership::model::{ApplicationId, SavedReply};
use crate::membership::pages::community_header;
use crate::membership::policy::may_see_desk;
use crate::membership::queries::settings::list_saved_replies;
use crate::membership::queries::{COUNTED_MAX, backlog, standing};
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::actions::let_through;
use crate::posts::queries::held::held_by_id;
use crate::store::{Conn, Turn, Window};
use crate::text::excerpt;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::paging::read_number;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::PagerView;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use edits::EditView;
use serde::Deserialize;
use shown::{ApplicationView, DecidedView, HeldView, Shown};
use url::form_urlencoded::Serializer;

/// Applications, and held things, on one page.
const WAITING: usize = 20;
/// Decided applications on one page.
const DECIDED: usize = 20;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/desk", get(desk_page))
        .route("/c/{name}/desk/{id}", post(decide_submit))
        .route("/c/{name}/desk/held/{id}", post(release_submit))
        .route("/c/{name}/desk/held/{id}/decline", post(decline_submit))
        .merge(edits::routes())
        .route("/c/{name}/desk/replies", post(save_submit))
        .route("/c/{name}/desk/replies/{id}/forget", post(forget_submit))
}

/// Which part of each list is asked for: of the applications that wait, of what is held, and of what is
/// decided.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    applied_after: String,
    applied_before: String,
    held_after: String,
    held_before: String,
    decided_after: String,
    decided_before: String,
}

impl Asked {
    /// The part that begins with this application.
    fn from_application(id: ApplicationId) -> Self {
        Self {
            applied_after: id.0.saturating_sub(1).to_string(),
            ..Self::default()
        }
    }

    fn applied(&self) -> Result<Turn<i64>> {
        Turn::asked(&self.applied_after, &self.applied_before, read_number)
    }

    fn held(&self) -> Result<Turn<i64>> {
        Turn::asked(&self.held_after, &self.held_before, read_number)
    }

    fn decided(&self) -> Result<Turn<i64>> {
        Turn::asked(&self.decided_after, &self.decided_before, read_number)
    }

    fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("applied_after", self.applied_after.as_str()),
            ("applied_before", self.applied_before.as_str()),
            ("held_after", self.held_after.as_str()),
            ("held_before", self.held_before.as_str()),
            ("decided_after", self.decided_after.as_str()),
            ("decided_before", self.decided_before.as_str()),
        ]
    }

    /// The page with another part of one list; the others stay as they are.
    fn turned(&self, path: &str, list: &str, way: &str, id: i64) -> String {
        let others = self.fields().into_iter();
        let others = others.filter(|(name, value)| !value.is_empty() && !name.starts_with(list));
        let (name, id) = (format!("{list}_{way}"), id.to_string());
        let query = Serializer::new(String::new())
            .extend_pairs(others)
            .append_pair(&name, &id)
            .finish();
        format!("{path}?{query}#{list}")
    }

    fn oldest_first<T>(
        &self,
        path: &str,
        list: &str,
        page: &Window<T>,
        id: impl Fn(&T) -> i64,
    ) -> PagerView {
        PagerView {
            newer: page
                .turn_on()
                .map(|row| self.turned(path, list, "after", id(row))),
            older: page
                .turn_back()
                .map(|row| self.turned(path, list, "before", id(row))),
        }
    }

    fn latest_first<T>(
        &self,
        path: &str,
        list: &str,
        page: &Window<T>,
        id: impl Fn(&T) -> i64,
    ) -> PagerView {
        let turned = self.oldest_first(path, list, page, id);
        PagerView {
            newer: turned.older,
            older: turned.newer,
        }
    }
}

struct SavedView {
    id: i64,
    body: String,
    /// Its first words, to name it by.
    start: String,
}

#[derive(Template)]
#[template(path = "moderation/pages/desk.html")]
struct DeskPage {
    frame: Frame,
    header: CommunityHeaderView,
    /// How many wait, in words; empty where nobody does.
    applied: String,
    applications: Vec<ApplicationView>,
    applied_pager: PagerView,
    /// The same of what is held.
    held_said: String,
    held: Vec<HeldView>,
    held_pager: PagerView,
    /// Later texts that rules caught.
    edits: Vec<EditView>,
    saved: Vec<SavedView>,
    decided: Vec<DecidedView>,
    pager: PagerView,
    /// A reply to save that was not taken, and why.
    body: String,
    body_error: Option<String>,
}

async fn desk_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<DeskPage>> {
    let mut conn = app.store.read().await?;
    let community = seen(&mut conn, &app, &user, &name).await?;
    Ok(Page(
        page(&app, &mut conn, &community, user, frame, &asked).await?,
    ))
}

/// The community, for those who may see its desk.
async fn seen(conn: &mut Conn, app: &App, user: &SignedIn, name: &str) -> Result<Community> {
    let community = community_seen(conn, app, &user.viewer(), name).await?;
    if !community.is_local() {
        return Err(Error::NotFound("page"));
    }
    let standing = standing(conn, &user.person, &community, app.now()).await?;
    may_see_desk(&standing)?;
    Ok(community)
}

async fn page(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: SignedIn,
    frame: Frame,
    asked: &Asked,
) -> Result<DeskPage> {
    let now = frame.now;
    let shown = Shown::read(conn, &user.viewer(), community, asked).await?;
    let edits = edits::read(conn, &user.viewer(), community, now).await?;
    let waiting = backlog(conn, community.id()).await?;
    let saved = list_saved_replies(conn, community.id()).await?;
    let path = desk(community);
    let viewer = MaybeSignedIn(Some(user));
    Ok(DeskPage {
        header: community_header(app, conn, community, &viewer, "/desk").await?,
        frame: frame.unlisted(),
        applied: applied_said(waiting.applications),
        applications: shown.applications(now),
        applied_pager: asked.oldest_first(&path, "applied", &shown.open, |row| row.id.0),
        held_said: held_said(waiting.held),
        held: shown.waiting(now),
        held_pager: asked.oldest_first(&path, "held", &shown.held, |row| row.id),
        edits,
        saved: saved.into_iter().map(saved_view).collect(),
        decided: shown.decided(now),
        pager: asked.latest_first(&path, "decided", &shown.closed, |row| row.id.0),
        body: String::new(),
        body_error: None,
    })
}

/// How many applications wait, in words; empty where none does.
fn applied_said(count: i64) -> String {
    match count {
        0 => String::new(),
        count if count < COUNTED_MAX => t!("membership-desk-applied-wait", count = count),
        _ => t!("membership-desk-applied-wait-more", count = COUNTED_MAX),
    }
}

/// The same of what is held.
fn held_said(count: i64) -> String {
    match count {
        0 => String::new(),
        count if count < COUNTED_MAX => t!("membership-desk-held-wait", count = count),
        _ => t!("membership-desk-held-wait-more", count = COUNTED_MAX),
    }
}

fn saved_view(saved: SavedReply) -> SavedView {
    SavedView {
        id: saved.id,
        start: excerpt(&saved.body, 60),
        body: saved.body,
    }
}

/// `decision` is the button: `approve`, `ask` or `decline`. `saved` is the number of a saved reply to use
/// where nothing is typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DecideForm {
    decision: String,
    reason: String,
    saved: String,
}

async fn decide_submit(
    State(app): State<App>,
    frame: Frame,
    Path((name, id)): Path<(String, String)>,
    sent: Sent<DecideForm>,
) -> Result<Response> {
    let answer = answer_decision(&app, frame.clone(), &name, &id, &sent).await;
    or_kept(&app, frame, &sent.form.reason, answer)
}

async fn answer_decision(
    app: &App,
    frame: Frame,
    name: &str,
    id: &str,
    sent: &Sent<DecideForm>,
) -> Result<Response> {
    let user = sent.who()?.clone();
    let id = id.parse().map(ApplicationId);
    let id = id.map_err(|_| Error::NotFound("application"))?;
    let community = {
        let mut conn = app.store.read().await?;
        seen(&mut conn, app, &user, name).await?
    };
    let error = match settle(app, &user, &community, id, &sent.form).await {
        Ok(text) => return Ok(done(app, &desk(&community), &text)),
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let mut conn = app.store.read().await?;
    let frame = refusal.framed(frame);
    let asked = Asked::from_application(id);
    let mut page = page(app, &mut conn, &community, user, frame, &asked).await?;
    let message = refusal.fields.first();
    let message = message.map(|error| error.message.to_string());
    for application in page.applications.iter_mut().filter(|each| each.id == id) {
        application.reason.clone_from(&sent.form.reason);
        application.error.clone_from(&message);
    }
    Ok(refusal.answer(page))
}

async fn settle(
    app: &App,
    user: &SignedIn,
    community: &Community,
    id: ApplicationId,
    form: &DecideForm,
) -> Result<String> {
    let (decision, text) = match form.decision.as_str() {
        "approve" => (Decision::Approve, t!("membership-desk-approved")),
        "ask" => (Decision::AskMore, t!("membership-desk-asked")),
        "decline" => (Decision::Decline, t!("membership-desk-declined")),
        _ => {
            return Err(Error::invalid("reason", t!("membership-desk-choose")));
        }
    };
    let reason = words(app, community, form).await?;
    let (viewer, place) = (user.viewer(), community.id());
    decide(app, &viewer, &user.person, place, id, decision, &reason).await?;
    Ok(text)
}

/// What was typed, or the saved reply that was chosen.
async fn words(app: &App, community: &Community, form: &DecideForm) -> Result<String> {
    if !form.reason.trim().is_empty() || form.saved.is_empty() {
        return Ok(form.reason.clone());
    }
    let mut conn = app.store.read().await?;
    let saved = list_saved_replies(&mut conn, community.id()).await?;
    let chosen = saved
        .into_iter()
        .find(|saved| saved.id.to_string() == form.saved);
    Ok(chosen.map(|saved| saved.body).unwrap_or_default())
}

fn desk(community: &Community) -> String {
    format!("{}/desk", community.path())
}

async fn release_submit(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    user: SignedIn,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        seen(&mut conn, &app, &user, &name).await?
    };
    let id = id
        .parse()
        .map_err(|_| Error::NotFound("held thread or reply"))?;
    let_through(&app, &user.person, &community, id).await?;
    Ok(done(
        &app,
        &desk(&community),
        &t!("membership-desk-released"),
    ))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DeclineForm {
    reason: String,
}

/// What waits to be read is not let through: it is removed, with the reason, of which its author is told.
async fn decline_submit(
    State(app): State<App>,
    frame: Frame,
    Path((name, id)): Path<(String, String)>,
    sent: Sent<DeclineForm>,
) -> Result<Response> {
    let answer = answer_declining(&app, frame.clone(), (&name, &id), &sent).await;
    or_kept(&app, frame, &sent.form.reason, answer)
}

async fn answer_declining(
    app: &App,
    frame: Frame,
    (name, id): (&str, &str),
    sent: &Sent<DeclineForm>,
) -> Result<Response> {
    let user = sent.who()?.clone();
    let missing = || Error::NotFound("held thread or reply");
    let id: i64 = id.parse().map_err(|_| missing())?;
    let (community, held) = {
        let mut conn = app.store.read().await?;
        let community = seen(&mut conn, app, &user, name).await?;
        let held = held_by_id(&mut conn, community.id(), id).await?;
        (community, held.ok_or_else(missing)?)
    };
    let what = match (held.post_id, held.comment_id) {
        (Some(post), _) => Target::Post(post),
        (None, Some(reply)) => Target::Comment(reply),
        (None, None) => return Err(missing()),
    };
    let grounds = Grounds::from(sent.form.reason.as_str());
    let error = match remove(app, &user.person, what, &grounds).await {
        Ok(_) => {
            let text = t!("membership-desk-held-declined");
            return Ok(done(app, &desk(&community), &text));
        }
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let mut conn = app.store.read().await?;
    let frame = refusal.framed(frame);
    let first = Asked::default();
    let mut page = page(app, &mut conn, &community, user, frame, &first).await?;
    if let Some(view) = page.held.iter_mut().find(|view| view.id == id) {
        let message = refusal.fields.first();
        view.error = message.map(|error| error.message.to_string());
        view.reason.clone_from(&sent.form.reason);
    }
    Ok(refusal.answer(page))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SaveForm {
    body: String,
}

async fn save_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<SaveForm>,
) -> Result<Response> {
    let answer = answer_saving(&app, frame.clone(), &name, &sent).await;
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn answer_saving(
    app: &App,
    frame: Frame,
    name: &str,
    sent: &Sent<SaveForm>,
) -> Result<Response> {
    let user = sent.who()?.clone();
    let community = {
        let mut conn = app.store.read().await?;
        seen(&mut conn, app, &user, name).await?
    };
    let error = match save_reply(app, &user.person, &community, &sent.form.body).await {
        Ok(()) => {
            let text = t!("membership-desk-reply-saved");
            return Ok(done(app, &desk(&community), &text));
        }
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let mut conn = app.store.read().await?;
    let frame = refusal.framed(frame);
    let first = Asked::default();
    let mut page = page(app, &mut conn, &community, user, frame, &first).await?;
    let message = refusal.fields.first();
    page.body_error = message.map(|error| error.message.to_string());
    page.body.clone_from(&sent.form.body);
    Ok(refusal.answer(page))
}

async fn forget_submit(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    user: SignedIn,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        seen(&mut conn, &app, &user, &name).await?
    };
    let id = id.parse().map_err(|_| Error::NotFound("saved reply"))?;
    forget_reply(&app, &user.person, &community, id).await?;
    Ok(done(
        &app,
        &desk(&community),
        &t!("membership-desk-reply-deleted"),
    ))
}
