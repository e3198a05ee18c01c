//! `/admin/peers`: other servers, how they are, and which are blocked. Before somebody blocks a server
//! they see what that cuts, and afterwards what it has cut.

use super::queries::{Ties, ties_of_host};
use super::{Admin, PER_PAGE, actions, done, next_page, tabs, wrong_fields};
use crate::activitypub::blocks::{Block, list_blocks};
use crate::activitypub::peers::{Health, Peer, known_peer, list_peers, without_port};
use crate::app::App;
use crate::communities::queries::severing::{Severed, list_severed};
use crate::error::{Error, FieldError, Result};
use crate::store::Time;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::next::encoded;
use crate::web::page::Page;
use crate::web::view::{BadgeKind, BadgeView, FieldView, LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chrono::TimeDelta;
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
    badge: BadgeView,
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
    let hosts: Vec<&str> = peers.iter().map(|peer| peer.host.as_str()).collect();
    let blocks = list_blocks(&mut conn, &hosts, app.now()).await?;
    let (last, now) = (peers.last().map(|peer| peer.host.clone()), app.now());
    Ok(Page(PeersPage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        pager: PagerView {
            newer: None,
            older: next_page(PATH, peers.len(), "after", last),
        },
        rows: peers
            .iter()
            .map(|peer| row(peer, blocks.over(&peer.host).as_ref(), now))
            .collect(),
    }))
}

fn row(peer: &Peer, block: Option<&Block>, now: Time) -> RowView {
    RowView {
        host: peer.host.clone(),
        href: format!("{PATH}/{}", peer.host),
        software: software(peer),
        badge: badge(peer, block, now),
    }
}

fn software(peer: &Peer) -> String {
    match (&peer.software, &peer.version) {
        (Some(software), Some(version)) => format!("{software} {version}"),
        (Some(software), None) => software.clone(),
        (None, _) => String::new(),
    }
}

/// How it is; of one that is blocked that is all there is to say.
fn badge(peer: &Peer, block: Option<&Block>, now: Time) -> BadgeView {
    if let Some(block) = block {
        return blocked_badge(block, &peer.host);
    }
    match peer.health() {
        Health::Healthy => BadgeView::new(t!("admin-peer-healthy"), BadgeKind::Ok),
        Health::NeverSpoken => BadgeView::new(t!("admin-peer-never"), BadgeKind::Plain),
        Health::Failing(since) => {
            let since = When::new(since, now).exact();
            BadgeView::new(t!("admin-peer-failing", since = since), BadgeKind::Warn)
        }
    }
}

fn blocked_badge(block: &Block, host: &str) -> BadgeView {
    let said = match block.host == host {
        true => t!("admin-peer-blocked"),
        false => t!("admin-peer-blocked-with", host = block.host),
    };
    BadgeView::new(said, BadgeKind::Bad)
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
    /// The domain above it that the block is of, and is lifted at.
    above: Option<LinkView>,
    badge: Option<BadgeView>,
    facts: Vec<(String, String)>,
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
    let peer = known_peer(&mut conn, &host).await?;
    let block = list_blocks(&mut conn, &[host.as_str()], app.now())
        .await?
        .over(&host);
    let ties = ties_of_host(&mut conn, &name).await?;
    let severed = list_severed(&mut conn, &name, before, PER_PAGE).await?;
    let (path, now) = (address(&host), app.now());
    let last = severed.last().map(|row| row.id.to_string());
    Ok(PeerPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(t!("admin-peers"), PATH)],
        tabs: tabs(PATH),
        software: peer.as_ref().map(software).unwrap_or_default(),
        known: peer.is_some(),
        badge: match (&peer, &block) {
            (Some(peer), block) => Some(badge(peer, block.as_ref(), now)),
            (None, Some(block)) => Some(blocked_badge(block, &host)),
            (None, None) => None,
        },
        facts: peer
            .as_ref()
            .map(|peer| facts(peer, block.is_some(), now))
            .unwrap_or_default(),
        error: peer.as_ref().and_then(|peer| peer.last_error.clone()),
        effect: match &block {
            Some(block) => standing(&name, block),
            None => effect(&name, ties),
        },
        blocked: block.is_some(),
        above: block.filter(|block| block.host != name).map(|block| {
            let label = t!("admin-peer-above", host = block.host);
            LinkView::new(label, address(&block.host))
        }),
        fields: vec![
            FieldView::text("note", t!("admin-peer-note"))
                .value(note)
                .help(t!("admin-peer-note-help"))
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

fn facts(peer: &Peer, blocked: bool, now: Time) -> Vec<(String, String)> {
    let words = |at: Time| When::new(at, now).words();
    let tried = |at: Option<Time>| at.filter(|_| !blocked);
    [
        (t!("admin-peer-met"), Some(words(peer.created_at))),
        (t!("admin-peer-heard"), peer.last_seen_at.map(words)),
        (t!("admin-peer-reached"), peer.last_success_at.map(words)),
        (
            t!("admin-peer-failed"),
            tried(peer.failing_since).map(words),
        ),
        (
            t!("admin-peer-next"),
            tried(peer.next_try_at).map(|at| next_try(at, now)),
        ),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some((label, value?)))
    .collect()
}

fn next_try(at: Time, now: Time) -> String {
    match at.since(now) {
        ahead if ahead <= TimeDelta::zero() => t!("admin-peer-next-now"),
        ahead if ahead < TimeDelta::minutes(1) => t!("admin-peer-next-soon"),
        _ => When::new(at, now).words(),
    }
}

/// What a block would cut, in a few sentences.
fn effect(name: &str, ties: Ties) -> String {
    let covers = t!("admin-peer-block-covers", name = name);
    let ends = match ties == Ties::default() {
        true => t!("admin-peer-block-ends-nothing"),
        false => t!(
            "admin-peer-block-ends",
            followers = ties.followers,
            follows = ties.follows,
            deliveries = ties.deliveries,
            threads = ties.threads,
            replies = ties.replies
        ),
    };
    format!("{covers} {ends}")
}

fn standing(name: &str, block: &Block) -> String {
    let said = match block.host == name {
        true => t!("admin-peer-is-blocked", name = name),
        false => t!("admin-peer-is-blocked-with", name = name, host = block.host),
    };
    match block.note.as_str() {
        "" => said,
        note => format!("{said} {}", t!("admin-peer-why", note = note)),
    }
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
        Ok(name) => Ok(done(
            &app,
            &address(&name),
            &t!("admin-peer-block-done", name = name),
        )),
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
        &t!("admin-peer-allowed", name = name),
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
    Ok(done(&app, &address(&host), &t!("admin-peer-retried")))
}
