//! `/admin/hosts`: what is decided about many servers at once: lists that come and go, that only listed ones are
//! talked to, a wave of spam, and taking away what came in the last hours.

use super::confirm::ConfirmPage;
use super::deciding::{
    Outlook, WaveForm, begin_wave, end_wave, is_listed_only, look_at_list, offer_list,
    set_listed_only, take_list,
};
use super::host_list::{HEAD, LINES_MAX, written};
use super::list_queries::HostList;
use super::peers::file;
use super::{Admin, actions, done, tabs, wrong_fields};
use crate::activitypub::rules::{list_rules, wave_now};
use crate::app::App;
use crate::erasure::purging::{
    HOURS_MAX, look_at_arrived, look_at_newcomers, purge_arrived, purge_newcomers,
};
use crate::error::{Error, FieldError, Result};
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::view::{FieldView, LinkView, NoticeView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

const PATH: &str = "/admin/hosts";
const PEERS: &str = "/admin/peers";
/// Rules that are read at once.
const AT_ONCE: i64 = 1000;

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(hosts_page))
        .route("/admin/hosts/listed", post(listed_submit))
        .route("/admin/hosts/wave", post(wave_submit))
        .route("/admin/hosts/wave/end", post(wave_end_submit))
        .route(
            "/admin/hosts/newcomers",
            get(newcomers_form).post(newcomers_submit),
        )
        .route("/admin/hosts/recent", get(recent_form).post(recent_submit))
        .route("/admin/hosts/list.csv", get(list_file))
        .route("/admin/hosts/list", get(list_form).post(list_submit))
        .route("/admin/hosts/list/{id}", get(list_page).post(take_submit))
}

#[derive(Template)]
#[template(path = "admin/hosts.html")]
struct HostsPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    tabs: Vec<TabView>,
    listed_only: bool,
    /// The wave that goes on, in a sentence.
    wave: Option<String>,
    wave_fields: Vec<FieldView>,
    recent_fields: Vec<FieldView>,
}

impl HostsPage {
    fn has_errors(&self) -> bool {
        self.wave_fields.iter().any(|field| field.error.is_some())
    }
}

async fn hosts_page(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<HostsPage>> {
    let usual = WaveForm {
        hours: "2".to_owned(),
        days: "2".to_owned(),
        reason: String::new(),
    };
    load(&app, frame, &usual, &[]).await.map(Page)
}

async fn load(
    app: &App,
    frame: Frame,
    form: &WaveForm,
    errors: &[FieldError],
) -> Result<HostsPage> {
    let mut conn = app.store.read().await?;
    let now = app.now();
    let wave = wave_now(&mut conn, now).await?;
    let wave = wave.map(|wave| {
        t!(
            "admin-wave-goes-on",
            since = When::new(wave.since, now).exact(),
            until = When::new(wave.until, now).exact(),
            reason = wave.reason
        )
    });
    let fields = [
        FieldView::text("hours", t!("admin-wave-hours"))
            .value(&form.hours)
            .help(t!("admin-wave-hours-help"))
            .required(),
        FieldView::text("days", t!("admin-wave-days"))
            .value(&form.days)
            .required(),
        FieldView::text("reason", t!("admin-wave-reason"))
            .value(&form.reason)
            .help(t!("admin-peer-note-help")),
    ];
    Ok(HostsPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(t!("admin-peers"), PEERS)],
        tabs: tabs(PEERS),
        listed_only: is_listed_only(&mut conn).await?,
        wave,
        wave_fields: fields
            .into_iter()
            .map(|field| field.with_errors(errors))
            .collect(),
        recent_fields: vec![
            FieldView::text("host", t!("admin-peers-host")).required(),
            FieldView::text("last", t!("admin-recent-hours"))
                .value("24")
                .required(),
        ],
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ListedForm {
    only: String,
}

async fn listed_submit(
    State(app): State<App>,
    admin: Admin,
    CsrfForm(form): CsrfForm<ListedForm>,
) -> Result<Response> {
    let only = form.only == "yes";
    set_listed_only(&app, &admin.viewer(), only).await?;
    let said = match only {
        true => t!("admin-listed-on-done"),
        false => t!("admin-listed-off-done"),
    };
    Ok(done(&app, PATH, &said))
}

async fn wave_submit(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<WaveForm>,
) -> Result<Response> {
    match begin_wave(&app, &admin.viewer(), &form).await {
        Ok(()) => Ok(done(&app, PATH, &t!("admin-wave-begun"))),
        Err(error) => {
            let errors = wrong_fields(error)?;
            let page = load(&app, frame, &form, &errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

async fn wave_end_submit(
    State(app): State<App>,
    admin: Admin,
    CsrfForm(_): CsrfForm<NoFields>,
) -> Result<Response> {
    end_wave(&app, &admin.viewer()).await?;
    Ok(done(&app, PATH, &t!("admin-wave-ended")))
}

fn reason_field(reason: &str) -> FieldView {
    FieldView::text("reason", t!("admin-purge-reason"))
        .value(reason)
        .help(t!("admin-purge-reason-help"))
        .required()
}

fn confirm(frame: Frame, title: String, action: String) -> ConfirmPage {
    let list = (t!("admin-peers"), PEERS);
    ConfirmPage {
        danger: true,
        submit: t!("admin-purge-submit"),
        back: PATH.to_owned(),
        ..ConfirmPage::new(frame, list, title, action)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReasonForm {
    reason: String,
}

/// What came since the wave began from people who were not known before.
async fn newcomers_form(State(app): State<App>, admin: Admin, frame: Frame) -> Result<Response> {
    let page = newcomers(&app, &admin, frame, "").await?;
    Ok(Page(page).into_response())
}

async fn newcomers(app: &App, admin: &Admin, frame: Frame, reason: &str) -> Result<ConfirmPage> {
    let wave = {
        let mut conn = app.store.read().await?;
        wave_now(&mut conn, app.now()).await?
    };
    let wave = wave.ok_or(Error::NotFound("wave"))?;
    let found = look_at_newcomers(app, &admin.viewer(), wave.since).await?;
    let title = t!("admin-newcomers-purge");
    Ok(ConfirmPage {
        effects: vec![
            t!(
                "admin-newcomers-effect",
                threads = found.threads,
                replies = found.replies
            ),
            t!("admin-purge-for-good"),
        ],
        fields: vec![reason_field(reason)],
        ..confirm(frame, title, "/admin/hosts/newcomers".to_owned())
    })
}

async fn newcomers_submit(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<ReasonForm>,
) -> Result<Response> {
    let wave = {
        let mut conn = app.store.read().await?;
        wave_now(&mut conn, app.now()).await?
    };
    let wave = wave.ok_or(Error::NotFound("wave"))?;
    match purge_newcomers(&app, &admin.viewer(), wave.since, &form.reason).await {
        Ok(()) => Ok(done(&app, PATH, &t!("admin-purge-begun"))),
        Err(error) => {
            let errors = wrong_fields(error)?;
            let page = newcomers(&app, &admin, frame, &form.reason).await?;
            Ok(page.refused(&errors))
        }
    }
}

/// Which server, and since how many hours.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Recent {
    host: String,
    last: String,
    reason: String,
}

impl Recent {
    fn read(&self) -> Result<(String, i64)> {
        let host = actions::read_host(&self.host).ok_or(Error::NotFound("server of this name"))?;
        let hours = self.last.trim().parse::<i64>();
        let hours = hours.map_err(|_| Error::NotFound("number of hours"))?;
        Ok((host, hours))
    }
}

async fn recent_form(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    Query(asked): Query<Recent>,
) -> Result<Response> {
    let page = recent(&app, &admin, frame, &asked).await?;
    Ok(Page(page).into_response())
}

async fn recent(app: &App, admin: &Admin, frame: Frame, asked: &Recent) -> Result<ConfirmPage> {
    let (host, hours) = asked.read()?;
    // Nobody is shown what more hours would be than may be purged at once.
    let hours = hours.clamp(1, HOURS_MAX);
    let found = look_at_arrived(app, &admin.viewer(), &host, hours).await?;
    let title = t!("admin-recent-title", host = host);
    let hidden = |name, value: String| {
        FieldView::text(name, String::new())
            .of_kind("hidden")
            .value(value)
    };
    Ok(ConfirmPage {
        effects: vec![
            t!(
                "admin-recent-effect",
                host = host,
                hours = hours,
                threads = found.threads,
                replies = found.replies
            ),
            t!("admin-purge-for-good"),
        ],
        fields: vec![
            reason_field(&asked.reason),
            hidden("host", host),
            hidden("last", hours.to_string()),
        ],
        ..confirm(frame, title, "/admin/hosts/recent".to_owned())
    })
}

async fn recent_submit(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<Recent>,
) -> Result<Response> {
    let (host, hours) = form.read()?;
    match purge_arrived(&app, &admin.viewer(), &host, hours, &form.reason).await {
        Ok(()) => Ok(done(&app, PATH, &t!("admin-purge-begun"))),
        Err(error) => {
            let mut errors = wrong_fields(error)?;
            // The number of hours stands in no field here.
            for error in &mut errors {
                error.field = "reason";
            }
            let page = recent(&app, &admin, frame, &form).await?;
            Ok(page.refused(&errors))
        }
    }
}

/// Every rule in force, as other servers' software reads it.
async fn list_file(State(app): State<App>, _admin: Admin) -> Result<Response> {
    let mut conn = app.store.read().await?;
    let (mut text, mut after) = (HEAD.to_owned(), String::new());
    loop {
        let rules = list_rules(&mut conn, &after, app.now(), AT_ONCE).await?;
        for (host, rule) in &rules {
            text.push_str(&written(host, rule));
        }
        match rules.into_iter().next_back() {
            Some((last, _)) => after = last,
            None => return Ok(file("domain-blocks.csv", text)),
        }
    }
}

#[derive(Template)]
#[template(path = "admin/host_list.html")]
struct ListPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    tabs: Vec<TabView>,
    /// What is wrong, a line each.
    faults: Vec<String>,
    field: FieldView,
}

fn list_view(frame: Frame, typed: &str, faults: Vec<String>) -> ListPage {
    let field = FieldView {
        rows: 16,
        ..FieldView::text("list", t!("admin-list-field")).of_kind("area")
    };
    ListPage {
        frame: frame.unlisted(),
        crumbs: vec![
            LinkView::new(t!("admin-peers"), PEERS),
            LinkView::new(t!("admin-hosts"), PATH),
        ],
        tabs: tabs(PEERS),
        faults,
        field: field
            .value(typed)
            .help(t!("admin-list-help", most = LINES_MAX))
            .required(),
    }
}

async fn list_form(_admin: Admin, frame: Frame) -> Page<ListPage> {
    Page(list_view(frame, "", Vec::new()))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ListForm {
    list: String,
}

async fn list_submit(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<ListForm>,
) -> Result<Response> {
    match offer_list(&app, &admin.viewer(), &form.list).await {
        Ok(id) => Ok(Redirect::to(&format!("{PATH}/list/{id}")).into_response()),
        Err(error) => {
            let faults = wrong_fields(error)?.into_iter();
            let faults = faults.map(|fault| fault.message.to_string()).collect();
            let page = list_view(frame, &form.list, faults);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "admin/host_list_shown.html")]
struct ShownPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    tabs: Vec<TabView>,
    path: String,
    effects: Vec<String>,
    /// How far it has come, once it is being taken in.
    progress: Option<NoticeView>,
    under_way: bool,
}

async fn list_page(
    State(app): State<App>,
    Path(id): Path<String>,
    admin: Admin,
    frame: Frame,
) -> Result<Page<ShownPage>> {
    let id = list_id(&id)?;
    let (list, outlook) = look_at_list(&app, &admin.viewer(), id).await?;
    Ok(Page(ShownPage {
        frame: frame.unlisted(),
        crumbs: vec![
            LinkView::new(t!("admin-peers"), PEERS),
            LinkView::new(t!("admin-hosts"), PATH),
        ],
        tabs: tabs(PEERS),
        path: format!("{PATH}/list/{id}"),
        effects: effects(&list, &outlook),
        under_way: list.begun_at.is_some() && list.finished_at.is_none(),
        progress: progress(&list),
    }))
}

fn list_id(id: &str) -> Result<i64> {
    id.parse().map_err(|_| Error::NotFound("list"))
}

/// Of one that is being taken in what it would change is no question any more.
fn effects(list: &HostList, outlook: &Outlook) -> Vec<String> {
    let mut said = vec![t!(
        "admin-list-effect",
        servers = list.lines,
        blocked = outlook.blocked,
        silenced = outlook.silenced,
        other = outlook.other
    )];
    if list.begun_at.is_none() {
        said.push(t!(
            "admin-list-changes",
            same = outlook.same,
            changed = outlook.changed
        ));
        said.push(t!("admin-list-ends", follows = outlook.follows));
    }
    said
}

fn progress(list: &HostList) -> Option<NoticeView> {
    list.begun_at?;
    let (title, progress) = match list.finished_at {
        Some(_) => (t!("admin-list-taken"), None),
        None => {
            let far = (i64::from(list.done), i64::from(list.lines));
            (t!("admin-list-under-way"), Some(far))
        }
    };
    Some(NoticeView {
        title,
        progress,
        ..NoticeView::default()
    })
}

async fn take_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    admin: Admin,
    CsrfForm(_): CsrfForm<NoFields>,
) -> Result<Response> {
    let id = list_id(&id)?;
    take_list(&app, &admin.viewer(), id).await?;
    let path = format!("{PATH}/list/{id}");
    Ok(done(&app, &path, &t!("admin-list-begun")))
}
