//! `/c/{name}/desk`: what waits for the people who look after a community, each with the decision beside
//! it: applications, and what is held; what was decided, by whom; words to use again; figures.

use super::{community_seen, done};
use crate::accounts::model::Person;
use crate::accounts::queries::list_people;
use crate::activitypub::peers::peer_by_host;
use crate::app::App;
use crate::communities::model::{Community, ReadPolicy};
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::membership::actions::{Decision, decide, forget_reply, save_reply};
use crate::membership::model::{
    Answer, Application, ApplicationId, Event, EventKind, HoldCause, MembershipState,
};
use crate::membership::pages::community_header;
use crate::membership::policy::{keeps_private, may_see_desk};
use crate::membership::queries::applications::{list_closed, list_events, list_open};
use crate::membership::queries::figures::{DailyFigure, Figure, list_figures};
use crate::membership::queries::settings::list_saved_replies;
use crate::membership::queries::standing;
use crate::posts::actions::let_through;
use crate::posts::queries::held::{Held, list_held};
use crate::posts::queries::{find_comment, find_post};
use crate::store::Conn;
use crate::text::excerpt;
use crate::visibility::{Reader, reach_in};
use crate::web::csrf::CsrfForm;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{LinkView, PagerView, PersonView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use chrono::TimeDelta;
use serde::Deserialize;
use std::collections::HashMap;

/// Applications and held things on one page; who has more waiting sees the oldest.
const WAITING: i64 = 50;
/// Decided applications on one page.
const DECIDED: usize = 20;
/// Days that the figures cover.
const DAYS: i64 = 30;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/desk", get(desk_page))
        .route("/c/{name}/desk/{id}", post(decide_submit))
        .route("/c/{name}/desk/held/{id}", post(release_submit))
        .route("/c/{name}/desk/replies", post(save_submit))
        .route("/c/{name}/desk/replies/{id}/forget", post(forget_submit))
}

struct ApplicationView {
    id: ApplicationId,
    person: PersonView,
    /// First words of what they say of themselves.
    bio: String,
    when: When,
    waits_for_them: bool,
    /// What deciding should know beside them.
    warning: String,
    answers: Vec<Answer>,
    /// What happened to them here before, and what was asked since.
    history: Vec<String>,
    /// What was typed, and what is wrong with it.
    reason: String,
    error: Option<String>,
}

struct HeldView {
    id: i64,
    what: LinkView,
    words: String,
    person: PersonView,
    why: &'static str,
    when: When,
}

struct DecidedView {
    person: PersonView,
    /// As in "declined by ada: Too early."
    said: String,
    when: When,
}

struct SavedView {
    id: i64,
    body: String,
    /// Its first words, to name it by.
    start: String,
}

/// A figure of the last days: of people here, and of others.
struct FigureView {
    label: &'static str,
    local: i64,
    remote: i64,
}

#[derive(Template)]
#[template(path = "moderation/pages/desk.html")]
struct DeskPage {
    frame: Frame,
    header: CommunityHeaderView,
    applications: Vec<ApplicationView>,
    held: Vec<HeldView>,
    saved: Vec<SavedView>,
    decided: Vec<DecidedView>,
    pager: PagerView,
    figures: Vec<FigureView>,
    days: i64,
    /// Words to keep that were not taken, and why.
    body: String,
    body_error: Option<String>,
}

async fn desk_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<DeskPage>> {
    let mut conn = app.store.read().await?;
    let community = seen(&mut conn, &app, &user, &name).await?;
    Ok(Page(
        page(&app, &mut conn, &community, user, frame, asked).await?,
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
    asked: ByNumber,
) -> Result<DeskPage> {
    let now = frame.now;
    let open = list_open(conn, community.id(), WAITING).await?;
    let held = list_held(conn, community.id(), WAITING).await?;
    let closed = list_closed(conn, community.id(), asked.turn(), DECIDED).await?;
    let saved = list_saved_replies(conn, community.id()).await?;
    let since = app.now().minus(TimeDelta::days(DAYS));
    let figures = list_figures(conn, community.id(), since).await?;
    let all = open.iter().chain(&closed.rows);
    let mut ids: Vec<AccountId> = all.map(|each| each.account_id).collect();
    ids.extend(held.iter().map(|held| held.author_id));
    let mut people = People::read(conn, ids).await?;
    let mut applications = Vec::new();
    for application in open {
        let events = list_events(conn, community.id(), application.account_id).await?;
        people.add_who_did(conn, &events).await?;
        let warning = match people.0.get(&application.account_id) {
            Some(person) => warning(conn, community, person).await?,
            None => String::new(),
        };
        applications.push(ApplicationView {
            warning,
            ..people.application(application, &events, now)
        });
    }
    let mut decided = Vec::new();
    for application in &closed.rows {
        let events = list_events(conn, community.id(), application.account_id).await?;
        people.add_who_did(conn, &events).await?;
        decided.push(people.decided(application, &events, now));
    }
    let mut waiting = Vec::new();
    for thing in &held {
        waiting.extend(held_view(conn, &user, &people, thing, now).await?);
    }
    let path = format!("{}/desk", community.path());
    let viewer = MaybeSignedIn(Some(user));
    Ok(DeskPage {
        header: community_header(app, conn, community, &viewer, "/desk").await?,
        frame: frame.unlisted(),
        applications,
        held: waiting,
        saved: saved
            .into_iter()
            .map(|saved| SavedView {
                id: saved.id,
                start: excerpt(&saved.body, 60),
                body: saved.body,
            })
            .collect(),
        decided,
        pager: pager(&path, &closed, |row| row.id.0),
        figures: figure_views(&figures),
        days: DAYS,
        body: String::new(),
        body_error: None,
    })
}

/// Whoever lets the first of another server into a community that only its members read shows it to those
/// who run that server, too.
async fn warning(conn: &mut Conn, community: &Community, person: &Person) -> Result<String> {
    let actor = &person.actor;
    if actor.local || community.row.read_policy != ReadPolicy::Members {
        return Ok(String::new());
    }
    let host = &actor.host;
    let peer = peer_by_host(conn, host).await?;
    let software = peer.as_ref().and_then(|peer| peer.software.as_deref());
    let version = peer.as_ref().and_then(|peer| peer.version.as_deref());
    if !keeps_private(software, version) {
        return Ok(format!(
            "The software of {host} would not keep private what is said here, so nothing is sent there: they can be a member and read nothing."
        ));
    }
    let reach = reach_in(conn, Reader::Host(host), community.id()).await?;
    if reach.admits(community.audience(), community.id()) {
        return Ok(String::new());
    }
    let runs = software.unwrap_or_default();
    Ok(format!(
        "They would be the first member from {host}, which runs {runs}. Everything that is said here is sent there from then on, and the administrators of {host} can read all of it."
    ))
}

/// The people whom a page names.
struct People(HashMap<AccountId, Person>);

impl People {
    async fn read(conn: &mut Conn, ids: Vec<AccountId>) -> Result<Self> {
        let people = list_people(conn, &ids).await?;
        let people = people.into_iter().map(|person| (person.id(), person));
        Ok(Self(people.collect()))
    }

    async fn add_who_did(&mut self, conn: &mut Conn, events: &[Event]) -> Result<()> {
        let ids = events.iter().filter_map(|event| event.by_id);
        let new: Vec<AccountId> = ids.filter(|id| !self.0.contains_key(id)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let people = list_people(conn, &new).await?;
        let people = people.into_iter().map(|person| (person.id(), person));
        self.0.extend(people);
        Ok(())
    }

    fn handle(&self, id: AccountId) -> String {
        self.0.get(&id).map(Person::handle).unwrap_or_default()
    }

    fn view(&self, id: AccountId) -> PersonView {
        match self.0.get(&id) {
            Some(person) => PersonView {
                display_name: person.display_name().to_owned(),
                handle: person.actor.name.clone(),
                href: person.path(),
                host: (!person.actor.local).then(|| person.actor.host.clone()),
                standing: None,
            },
            None => PersonView::default(),
        }
    }

    /// As in "declined by ada: Too early."
    fn said(&self, event: &Event) -> String {
        let what = match event.kind {
            EventKind::Applied => "applied",
            EventKind::MoreAsked => "was asked more",
            EventKind::Answered => "answered",
            EventKind::Invited => "was invited",
            EventKind::Approved => "approved",
            EventKind::Declined => "declined",
            EventKind::Withdrawn => "withdrew the application",
            EventKind::Expired => "the application ended without a decision",
            EventKind::Joined => "joined",
            EventKind::Left => "left",
            EventKind::Role => "became",
        };
        let by = event.by_id.filter(|by| *by != event.account_id);
        let by = by.map(|by| format!(" by {}", self.handle(by)));
        let reason = match event.reason.is_empty() {
            true => String::new(),
            false => format!(": {}", event.reason),
        };
        format!("{what}{}{reason}", by.unwrap_or_default())
    }

    fn application(&self, application: Application, events: &[Event], now: Now) -> ApplicationView {
        let own = |event: &&Event| {
            event.application_id != Some(application.id) || event.kind != EventKind::Applied
        };
        let line = |event: &Event| {
            let when = When::new(event.happened_at, now).words();
            format!("{}, {when}", self.said(event))
        };
        let person = self.0.get(&application.account_id);
        let bio = person.map(|person| crate::text::plain(&person.account.bio_html));
        ApplicationView {
            id: application.id,
            person: self.view(application.account_id),
            bio: excerpt(&bio.unwrap_or_default(), 300),
            when: When::new(application.applied_at, now),
            waits_for_them: application.state == MembershipState::MoreAsked,
            warning: String::new(),
            history: events.iter().filter(own).map(line).collect(),
            answers: application.answers.0,
            reason: String::new(),
            error: None,
        }
    }

    fn decided(&self, application: &Application, events: &[Event], now: Now) -> DecidedView {
        let mut own = events
            .iter()
            .filter(|event| event.application_id == Some(application.id))
            .filter(|event| event.kind != EventKind::Joined);
        DecidedView {
            person: self.view(application.account_id),
            said: own
                .next_back()
                .map(|event| self.said(event))
                .unwrap_or_default(),
            when: When::new(application.changed_at, now),
        }
    }
}

/// None where it has gone meanwhile.
async fn held_view(
    conn: &mut Conn,
    user: &SignedIn,
    people: &People,
    held: &Held,
    now: Now,
) -> Result<Option<HeldView>> {
    let viewer = user.viewer();
    let (what, words) = match (held.post_id, held.comment_id) {
        (Some(id), _) => match find_post(conn, &viewer, id).await? {
            Some(post) => (LinkView::new(&post.title, post.path()), post.body_text),
            None => return Ok(None),
        },
        (None, Some(id)) => match find_comment(conn, &viewer, id).await? {
            Some(reply) => {
                let path = format!("/comment/{}", reply.public_id);
                (LinkView::new("A reply", path), reply.body_text)
            }
            None => return Ok(None),
        },
        (None, None) => return Ok(None),
    };
    Ok(Some(HeldView {
        id: held.id,
        what,
        words: excerpt(&words, 300),
        person: people.view(held.author_id),
        why: match held.cause {
            HoldCause::Membership => "Its author is no member.",
            HoldCause::Agreement => "Its author has not agreed to the rules.",
            HoldCause::Parent => "What it replies to is held. It follows when that is let through.",
        },
        when: When::new(held.held_at, now),
    }))
}

fn figure_views(figures: &[DailyFigure]) -> Vec<FigureView> {
    let labels = [
        (Figure::JoinSeen, "Looked at the page for joining"),
        (Figure::Applied, "Applied"),
        (Figure::Approved, "Approved"),
        (Figure::Declined, "Declined"),
        (Figure::Withdrawn, "Withdrew"),
        (Figure::Joined, "Joined"),
        (Figure::Agreed, "Agreed to rules"),
        (Figure::Left, "Left"),
        (Figure::Held, "Held"),
        (Figure::Released, "Let through"),
    ];
    let total = |name: Figure, local: bool| {
        let of = |figure: &&DailyFigure| figure.name == name && figure.local == local;
        figures
            .iter()
            .filter(of)
            .map(|figure| figure.total)
            .sum::<i64>()
    };
    labels
        .into_iter()
        .map(|(name, label)| FigureView {
            label,
            local: total(name, true),
            remote: total(name, false),
        })
        .collect()
}

/// `decision` is the button: `approve`, `ask` or `decline`. `saved` is the number of words to use where
/// none are typed; `keep` keeps those that are typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DecideForm {
    decision: String,
    reason: String,
    saved: String,
    keep: String,
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
        Ok(text) => return Ok(done(app, &desk(&community), text)),
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let mut conn = app.store.read().await?;
    let frame = refusal.framed(frame);
    let first = ByNumber::default();
    let mut page = page(app, &mut conn, &community, user, frame, first).await?;
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
) -> Result<&'static str> {
    let (decision, text) = match form.decision.as_str() {
        "approve" => (Decision::Approve, "They are a member now."),
        "ask" => (Decision::AskMore, "They are asked."),
        "decline" => (Decision::Decline, "The application is declined."),
        _ => {
            let message = "Choose whether to approve, to ask or to decline.";
            return Err(Error::invalid("reason", message));
        }
    };
    let reason = words(app, community, form).await?;
    let (viewer, place) = (user.viewer(), community.id());
    decide(app, &viewer, &user.person, place, id, decision, &reason).await?;
    if !form.keep.is_empty() && !form.reason.trim().is_empty() {
        save_reply(app, &user.person, community, &form.reason).await?;
    }
    Ok(text)
}

/// What was typed, or the saved words that were chosen.
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

/// A form that is only its button.
#[derive(Deserialize)]
struct NoFields {}

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
    Ok(done(&app, &desk(&community), "It is shown now."))
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
        Ok(()) => return Ok(done(app, &desk(&community), "The words are kept.")),
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let mut conn = app.store.read().await?;
    let frame = refusal.framed(frame);
    let first = ByNumber::default();
    let mut page = page(app, &mut conn, &community, user, frame, first).await?;
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
    Ok(done(&app, &desk(&community), "The words are forgotten."))
}
