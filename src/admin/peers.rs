//! `/admin/peers`: other servers, how they are, and which are blocked. Before somebody blocks a server
//! they see what that cuts, and afterwards what it has cut.

use super::deciding::{RuleForm, decide, is_listed_only};
use super::host_list::csv_line;
use super::queries::{Ties, ties_of_host};
use super::{Admin, PER_PAGE, actions, done, next_page, tabs, wrong_fields};
use crate::activitypub::blocks::{Block, list_blocks};
use crate::activitypub::peers::{Health, Peer, PeerPolicy, known_peer, list_peers, without_port};
use crate::activitypub::rules::{HostRule, rule_of};
use crate::app::App;
use crate::communities::queries::severing::{Severed, SeveredOf, list_severed, list_severed_of};
use crate::error::{Error, FieldError, Result};
use crate::store::{Conn, Time};
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::next::encoded;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{
    BadgeKind, BadgeView, FieldView, LinkView, OptionView, PagerView, TabView, When,
};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
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
        .route("/admin/peers/{host}/rule", post(rule_submit))
        .route("/admin/peers/{host}/severed.csv", get(severed_file))
        .route("/settings/severed.csv", get(own_severed_file))
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
    /// What is decided about it otherwise, in sentences.
    decided: Vec<String>,
    rule_fields: Vec<FieldView>,
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

    fn has_wrong_rule(&self) -> bool {
        self.rule_fields.iter().any(|field| field.error.is_some())
    }
}

/// What was typed into the forms of the page, and what is wrong with it.
#[derive(Default)]
struct Typed<'a> {
    note: &'a str,
    rule: Option<&'a RuleForm>,
    errors: &'a [FieldError],
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
    load(&app, frame, &host, before.before, &Typed::default())
        .await
        .map(Page)
}

/// A server nobody has met yet can be blocked too.
async fn load(
    app: &App,
    frame: Frame,
    host: &str,
    before: Option<i64>,
    typed: &Typed<'_>,
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
    let rule = rule_of(&mut conn, &name).await?.unwrap_or_default();
    let unlisted = is_listed_only(&mut conn).await? && !rule.listed;
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
                .value(typed.note)
                .help(t!("admin-peer-note-help"))
                .with_errors(typed.errors),
        ],
        decided: decided(&rule, unlisted, now),
        rule_fields: rule_fields(typed.rule.unwrap_or(&RuleForm::from(&rule)))
            .into_iter()
            .map(|field| field.with_errors(typed.errors))
            .collect(),
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

/// What is decided about it, and until when.
fn decided(rule: &HostRule, unlisted: bool, now: Time) -> Vec<String> {
    let mut said = Vec::new();
    if unlisted {
        said.push(t!("admin-rule-unlisted"));
    }
    if !rule.is_in_force(now) {
        return said;
    }
    match rule.policy {
        PeerPolicy::Silence => said.push(t!("admin-rule-is-silenced")),
        PeerPolicy::Review => said.push(t!("admin-rule-is-reviewed")),
        PeerPolicy::None | PeerPolicy::Block => {}
    }
    if !rule.reason.is_empty() {
        said.push(t!("admin-rule-because", reason = rule.reason));
    }
    if rule.policy != PeerPolicy::Block && !rule.note.is_empty() {
        said.push(t!("admin-peer-why", note = rule.note));
    }
    if let Some(until) = rule.policy_until {
        let until = When::new(until, now).exact();
        said.push(t!("admin-rule-until", until = until));
    }
    said
}

fn rule_fields(form: &RuleForm) -> Vec<FieldView> {
    let policies = [
        (
            PeerPolicy::None,
            t!("admin-rule-none"),
            t!("admin-rule-none-help"),
        ),
        (
            PeerPolicy::Silence,
            t!("admin-rule-silence"),
            t!("admin-rule-silence-help"),
        ),
        (
            PeerPolicy::Review,
            t!("admin-rule-review"),
            t!("admin-rule-review-help"),
        ),
        (
            PeerPolicy::Block,
            t!("admin-rule-block"),
            t!("admin-rule-block-help"),
        ),
    ];
    let options = policies
        .map(|(policy, label, help)| OptionView::new(policy.as_str(), label).explained(help));
    let tick = |name, label: String, value: &str| {
        FieldView::text(name, label).of_kind("tick").value(value)
    };
    vec![
        FieldView::text("policy", t!("admin-rule-policy"))
            .of_kind("radios")
            .options(options.into())
            .value(&form.policy),
        tick("reject_media", t!("admin-rule-media"), &form.reject_media),
        tick(
            "reject_reports",
            t!("admin-rule-reports"),
            &form.reject_reports,
        ),
        tick("listed", t!("admin-rule-listed"), &form.listed),
        FieldView::text("per_minute", t!("admin-rule-pace"))
            .value(&form.per_minute)
            .help(t!("admin-rule-pace-help")),
        FieldView::text("reason", t!("admin-rule-reason"))
            .value(&form.reason)
            .help(t!("admin-rule-reason-help")),
        FieldView::text("private_note", t!("admin-rule-note"))
            .value(&form.note)
            .help(t!("admin-peer-note-help")),
        FieldView::text("days", t!("admin-rule-days"))
            .value(&form.days)
            .help(t!("admin-rule-days-help")),
    ]
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
    let members = match ties.members {
        0 => String::new(),
        members => t!("admin-peer-block-members", members = members),
    };
    format!("{covers} {ends} {members}").trim_end().to_owned()
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
            let typed = Typed {
                note: &form.note,
                errors: &errors,
                rule: None,
            };
            let page = load(&app, frame, &host, None, &typed).await?;
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
    let allowed = t!("admin-peer-allowed", name = name);
    let but = t!("admin-peer-allowed-but");
    Ok(done(&app, &address(&name), &format!("{allowed} {but}")))
}

async fn rule_submit(
    State(app): State<App>,
    Path(host): Path<String>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<RuleForm>,
) -> Result<Response> {
    match decide(&app, &admin.viewer(), &host, &form).await {
        Ok(name) => {
            let text = t!("admin-rule-done", name = name);
            Ok(done(&app, &address(&name), &text))
        }
        Err(error) => {
            let mut errors = wrong_fields(error)?;
            // The server's name is no field of this form.
            for error in errors.iter_mut().filter(|error| error.field == "host") {
                error.field = "policy";
            }
            let typed = Typed {
                note: "",
                errors: &errors,
                rule: Some(&form),
            };
            let page = load(&app, frame, &host, None, &typed).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

/// Rows of one file, and those that are read at once.
const FILE_MAX: usize = 50_000;
const AT_ONCE: i64 = 1000;

/// What blocks of a server ended, for who wants to tell people or to follow anew.
async fn severed_file(
    State(app): State<App>,
    Path(host): Path<String>,
    _admin: Admin,
) -> Result<Response> {
    let host = actions::read_host(&host).ok_or(Error::NotFound("server"))?;
    let name = without_port(&host);
    let mut conn = app.store.read().await?;
    let text = severed_lines(&mut conn, SeveredOf::Block(&name)).await?;
    Ok(file(&format!("severed-{name}.csv"), text))
}

/// The same of what somebody here followed themselves.
async fn own_severed_file(State(app): State<App>, user: SignedIn) -> Result<Response> {
    let mut conn = app.store.read().await?;
    let own = SeveredOf::Follower(user.person.actor.id);
    let text = severed_lines(&mut conn, own).await?;
    Ok(file("severed.csv", text))
}

async fn severed_lines(conn: &mut Conn, whose: SeveredOf<'_>) -> Result<String> {
    let mut text = "follower,followed,role,ended\n".to_owned();
    let (mut before, mut lines) = (None, 0);
    loop {
        let rows = list_severed_of(conn, whose, before, AT_ONCE).await?;
        for row in &rows {
            let named = |(name, host): &(String, String)| format!("{name}@{host}");
            text.push_str(&csv_line(&[
                named(&row.follower),
                named(&row.target),
                row.role.clone().unwrap_or_default(),
                row.at.wire(),
            ]));
        }
        lines += rows.len();
        before = rows.last().map(|row| row.id);
        if before.is_none() || lines >= FILE_MAX {
            return Ok(text);
        }
    }
}

/// A file to keep.
pub(super) fn file(name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::VARY, "Cookie".to_owned()),
    ];
    (headers, text).into_response()
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
