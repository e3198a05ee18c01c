//! `/admin/peers`: other servers, how they are, and what we allow them. Before somebody blocks a
//! server they see what that cuts.

use super::queries::{Ties, ties_with};
use super::{Admin, PER_PAGE, actions, done, next_page, tabs, wrong_fields};
use crate::activitypub::peers::{Peer, PeerPolicy, list_peers, peer_by_host};
use crate::app::App;
use crate::error::{FieldError, Result};
use crate::store::Time;
use crate::web::csrf::CsrfForm;
use crate::web::layout::{Frame, count};
use crate::web::page::Page;
use crate::web::view::{
    BadgeKind, BadgeView, FieldView, LinkView, OptionView, PagerView, TabView, When,
};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

const PATH: &str = "/admin/peers";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(peers_page))
        .route("/admin/peers/find", get(peer_find))
        .route("/admin/peers/{host}", get(peer_page))
        .route("/admin/peers/{host}/policy", post(policy_submit))
        .route("/admin/peers/{host}/retry", post(retry_submit))
}

#[derive(Template)]
#[template(path = "admin/peers.html")]
struct PeersPage {
    frame: Frame,
    tabs: Vec<TabView>,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    host: String,
    href: String,
    software: String,
    badges: Vec<BadgeView>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct After {
    after: String,
}

async fn peers_page(
    State(app): State<App>,
    Query(after): Query<After>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<PeersPage>> {
    let mut conn = app.store.read().await?;
    let peers = list_peers(&mut conn, &after.after, PER_PAGE).await?;
    let last = peers.last().map(|peer| peer.host.clone());
    Ok(Page(PeersPage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        pager: PagerView {
            newer: None,
            older: next_page(PATH, peers.len(), "after", last),
        },
        rows: peers.iter().map(row).collect(),
    }))
}

fn row(peer: &Peer) -> RowView {
    RowView {
        host: peer.host.clone(),
        href: format!("{PATH}/{}", peer.host),
        software: software(peer),
        badges: badges(peer),
    }
}

fn software(peer: &Peer) -> String {
    match (&peer.software, &peer.version) {
        (Some(software), Some(version)) => format!("{software} {version}"),
        (Some(software), None) => software.clone(),
        (None, _) => String::new(),
    }
}

fn badges(peer: &Peer) -> Vec<BadgeView> {
    let mut badges = Vec::new();
    if peer.failing_since.is_some() {
        badges.push(BadgeView::new("not answering", BadgeKind::Warn));
    }
    match peer.policy {
        PeerPolicy::None => {}
        PeerPolicy::Block => badges.push(BadgeView::new("blocked", BadgeKind::Bad)),
        other => badges.push(BadgeView::new(label(other), BadgeKind::Accent)),
    }
    badges
}

fn label(policy: PeerPolicy) -> &'static str {
    match policy {
        PeerPolicy::None => "allowed",
        PeerPolicy::Silence => "silenced",
        PeerPolicy::Review => "reviewed",
        PeerPolicy::RejectMedia => "without images",
        PeerPolicy::Block => "blocked",
    }
}

#[derive(Deserialize)]
struct Find {
    host: String,
}

async fn peer_find(_admin: Admin, Query(find): Query<Find>) -> Redirect {
    let typed = find.host.trim().to_ascii_lowercase();
    let host: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
    Redirect::to(&format!("{PATH}/{host}"))
}

#[derive(Template)]
#[template(path = "admin/peer.html")]
struct PeerPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    tabs: Vec<TabView>,
    host: String,
    software: String,
    known: bool,
    badges: Vec<BadgeView>,
    facts: Vec<(&'static str, String)>,
    error: Option<String>,
    effect: String,
    policy: FieldView,
    fields: Vec<FieldView>,
}

impl PeerPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

async fn peer_page(
    State(app): State<App>,
    Path(host): Path<String>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<PeerPage>> {
    Ok(Page(load(&app, frame, &host, None, &[]).await?))
}

/// A server nobody has met yet can be blocked too.
async fn load(
    app: &App,
    frame: Frame,
    host: &str,
    typed: Option<&PolicyForm>,
    errors: &[FieldError],
) -> Result<PeerPage> {
    let mut conn = app.store.read().await?;
    let peer = peer_by_host(&mut conn, host).await?;
    let ties = match &peer {
        Some(peer) => Some(ties_with(&mut conn, peer.id, host).await?),
        None => None,
    };
    let policy = peer.as_ref().map_or(PeerPolicy::None, |peer| peer.policy);
    let note = peer.as_ref().map_or("", |peer| peer.note.as_str());
    let (chosen, note) = match typed {
        Some(form) => (form.policy.as_str(), form.note.as_str()),
        None => (policy.as_str(), note),
    };
    Ok(PeerPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new("Servers", PATH)],
        tabs: tabs(PATH),
        software: peer.as_ref().map(software).unwrap_or_default(),
        known: peer.is_some(),
        badges: peer.as_ref().map(badges).unwrap_or_default(),
        facts: peer
            .as_ref()
            .map(|peer| facts(peer, app.now()))
            .unwrap_or_default(),
        error: peer.as_ref().and_then(|peer| peer.last_error.clone()),
        effect: effect(ties),
        policy: policy_field(chosen),
        fields: vec![
            FieldView::text("note", "Why")
                .value(note)
                .help("For administrators only.")
                .with_errors(errors),
        ],
        host: host.to_owned(),
    })
}

fn facts(peer: &Peer, now: Time) -> Vec<(&'static str, String)> {
    [
        ("Met", Some(peer.created_at)),
        ("Last heard from", peer.last_seen_at),
        ("Last reached", peer.last_success_at),
        ("Not answering since", peer.failing_since),
        ("Next try", peer.next_try_at),
    ]
    .into_iter()
    .filter_map(|(label, at)| Some((label, When::new(at?, now).words())))
    .collect()
}

/// What a block would cut, in one sentence.
fn effect(ties: Option<Ties>) -> String {
    let Some(ties) = ties else {
        return "We have never talked with this server. A block would keep it that way, for every server below its name too.".to_owned();
    };
    format!(
        "A block would cut {} followers there, {} follows from here, {} of its communities, and drop {} deliveries that wait. It covers every port of the server and every server below its name, and can be taken back.",
        count(ties.followers),
        count(ties.followed),
        count(ties.communities),
        count(ties.waiting),
    )
}

fn policy_field(chosen: &str) -> FieldView {
    let choice = |policy: PeerPolicy, label: &str, help: &str| OptionView {
        help: Some(help.to_owned()),
        ..OptionView::new(policy.as_str(), label)
    };
    FieldView {
        options: vec![
            choice(PeerPolicy::None, "Allow", "Like every other server."),
            choice(
                PeerPolicy::Silence,
                "Silence",
                "Shown only to those who follow it.",
            ),
            choice(
                PeerPolicy::Review,
                "Review",
                "What comes from there waits for a moderator.",
            ),
            choice(
                PeerPolicy::RejectMedia,
                "Without images",
                "Its images are left out.",
            ),
            choice(
                PeerPolicy::Block,
                "Block",
                "Nothing is taken from it or sent to it.",
            ),
        ],
        ..FieldView::text("policy", "What this server may do")
            .value(chosen)
            .required()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PolicyForm {
    policy: String,
    note: String,
}

async fn policy_submit(
    State(app): State<App>,
    Path(host): Path<String>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<PolicyForm>,
) -> Result<Response> {
    let outcome = match PeerPolicy::parse(&form.policy) {
        Some(policy) => actions::set_policy(&app, &admin.viewer(), &host, policy, &form.note).await,
        None => Err(crate::error::Error::invalid(
            "note",
            "Choose what the server may do.",
        )),
    };
    match outcome {
        Ok(()) => Ok(done(&app, &format!("{PATH}/{host}"), "It is saved.")),
        Err(error) => {
            let mut errors = wrong_fields(error)?;
            for error in &mut errors {
                error.field = "note";
            }
            let page = load(&app, frame, &host, Some(&form), &errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

async fn retry_submit(
    State(app): State<App>,
    Path(host): Path<String>,
    admin: Admin,
    CsrfForm(_): CsrfForm<PolicyForm>,
) -> Result<Response> {
    actions::retry_server(&app, &admin.viewer(), &host).await?;
    Ok(done(
        &app,
        &format!("{PATH}/{host}"),
        "What waits for this server is tried again now.",
    ))
}
