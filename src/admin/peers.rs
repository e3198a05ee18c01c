//! `/admin/peers`: other servers, how they are, and which are blocked. Before somebody blocks a server
//! they see what that cuts, and afterwards what it has cut.

use super::queries::{Ties, ties_of_host};
use super::{Admin, PER_PAGE, actions, done, next_page, tabs, wrong_fields};
use crate::activitypub::peers::{
    Peer, PeerPolicy, is_blocked, list_peers, peer_by_host, without_port,
};
use crate::app::App;
use crate::communities::queries::severing::{Severed, list_severed};
use crate::error::{Error, FieldError, Result};
use crate::store::Time;
use crate::web::csrf::CsrfForm;
use crate::web::layout::{Frame, counted};
use crate::web::next::encoded;
use crate::web::page::Page;
use crate::web::view::{BadgeKind, BadgeView, FieldView, LinkView, PagerView, TabView, When};
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
        .route("/admin/peers/{host}/block", post(block_submit))
        .route("/admin/peers/{host}/allow", post(allow_submit))
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
    if peer.policy == PeerPolicy::Block {
        badges.push(BadgeView::new("blocked", BadgeKind::Bad));
    }
    badges
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Find {
    host: String,
}

async fn peer_find(_admin: Admin, Query(find): Query<Find>) -> Result<Redirect> {
    let host = actions::read_host(&find.host).ok_or(Error::NotFound("server of this name"))?;
    Ok(Redirect::to(&address(&host)))
}

fn address(host: &str) -> String {
    format!("{PATH}/{}", encoded(host))
}

#[derive(Template)]
#[template(path = "admin/peer.html")]
struct PeerPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    tabs: Vec<TabView>,
    host: String,
    /// Below this address are the things that can be done with it.
    path: String,
    software: String,
    known: bool,
    blocked: bool,
    badges: Vec<BadgeView>,
    facts: Vec<(&'static str, String)>,
    error: Option<String>,
    effect: String,
    fields: Vec<FieldView>,
    severed: Vec<SeveredView>,
    pager: PagerView,
}

struct SeveredView {
    follower: String,
    target: String,
    when: When,
}

impl PeerPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Before {
    before: Option<i64>,
}

async fn peer_page(
    State(app): State<App>,
    Path(host): Path<String>,
    Query(before): Query<Before>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<PeerPage>> {
    load(&app, frame, &host, before.before, "", &[])
        .await
        .map(Page)
}

/// A server nobody has met yet can be blocked too.
async fn load(
    app: &App,
    frame: Frame,
    host: &str,
    before: Option<i64>,
    note: &str,
    errors: &[FieldError],
) -> Result<PeerPage> {
    let host = actions::read_host(host).ok_or(Error::NotFound("server"))?;
    let name = without_port(&host);
    let mut conn = app.store.read().await?;
    let peer = peer_by_host(&mut conn, &host).await?;
    let blocked = is_blocked(&mut conn, &host).await?;
    let ties = ties_of_host(&mut conn, &name).await?;
    let severed = list_severed(&mut conn, &name, before, PER_PAGE).await?;
    let reason = peer_by_host(&mut conn, &name).await?;
    let reason = reason.map(|peer| peer.note).unwrap_or_default();
    let (path, now) = (address(&host), app.now());
    let last = severed.last().map(|row| row.id.to_string());
    Ok(PeerPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new("Servers", PATH)],
        tabs: tabs(PATH),
        software: peer.as_ref().map(software).unwrap_or_default(),
        known: peer.is_some(),
        badges: peer.as_ref().map(badges).unwrap_or_default(),
        facts: peer
            .as_ref()
            .map(|peer| facts(peer, now))
            .unwrap_or_default(),
        error: peer.as_ref().and_then(|peer| peer.last_error.clone()),
        effect: if blocked {
            standing(&name, &reason)
        } else {
            effect(&name, ties)
        },
        blocked,
        fields: vec![
            FieldView::text("note", "Why")
                .value(note)
                .help("For administrators only. At most 500 characters.")
                .with_errors(errors),
        ],
        pager: PagerView {
            newer: None,
            older: next_page(&path, severed.len(), "before", last),
        },
        severed: severed
            .into_iter()
            .map(|row| severed_view(row, now))
            .collect(),
        path,
        host,
    })
}

fn severed_view(row: Severed, now: Time) -> SeveredView {
    let named = |(name, host): (String, String)| format!("@{name}@{host}");
    SeveredView {
        follower: named(row.follower),
        target: named(row.target),
        when: When::new(row.at, now),
    }
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

/// What a block would cut, in a few sentences.
fn effect(name: &str, ties: Ties) -> String {
    let covers = format!(
        "A block covers {name} on every port and every server below its name. Nothing is taken from \
         there and nothing is sent there."
    );
    if ties == Ties::default() {
        return format!("{covers} We have had nothing to do with it yet.");
    }
    format!(
        "{covers} It would end {} by people there and {} by people here, which do not come back when it \
         is lifted, and take back {}. What was written there stays until somebody removes it: {} and {}.",
        counted(ties.followers, "follow", "follows"),
        counted(ties.follows, "follow", "follows"),
        counted(
            ties.deliveries,
            "delivery that waits",
            "deliveries that wait"
        ),
        counted(ties.threads, "thread", "threads"),
        counted(ties.replies, "reply", "replies"),
    )
}

fn standing(name: &str, reason: &str) -> String {
    let why = if reason.is_empty() {
        String::new()
    } else {
        format!(" Why: {reason}")
    };
    format!(
        "{name} is blocked, or a domain it lies in: nothing is taken from there and nothing is sent there.{why}"
    )
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct BlockForm {
    note: String,
}

async fn block_submit(
    State(app): State<App>,
    Path(host): Path<String>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<BlockForm>,
) -> Result<Response> {
    match actions::block_server(&app, &admin.viewer(), &host, &form.note).await {
        Ok(name) => Ok(done(&app, &address(&name), &format!("{name} is blocked."))),
        Err(error) => {
            let mut errors = wrong_fields(error)?;
            // The server's name is no field of this form.
            for error in &mut errors {
                error.field = "note";
            }
            let page = load(&app, frame, &host, None, &form.note, &errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

async fn allow_submit(
    State(app): State<App>,
    Path(host): Path<String>,
    admin: Admin,
    CsrfForm(_): CsrfForm<BlockForm>,
) -> Result<Response> {
    let name = actions::allow_server(&app, &admin.viewer(), &host).await?;
    Ok(done(
        &app,
        &address(&name),
        &format!("{name} is allowed again."),
    ))
}

async fn retry_submit(
    State(app): State<App>,
    Path(host): Path<String>,
    admin: Admin,
    CsrfForm(_): CsrfForm<BlockForm>,
) -> Result<Response> {
    let host = actions::read_host(&host).ok_or(Error::NotFound("server"))?;
    actions::retry_server(&app, &admin.viewer(), &host).await?;
    Ok(done(
        &app,
        &address(&host),
        "What waits for this server is tried again now.",
    ))
}
