//! `/c/{name}/settings/schedules`: threads that begin by themselves, for conveners.

use super::actions::{
    Change, SCHEDULES_MAX, ScheduleForm, change_schedule, make_schedule, zone_of,
};
use super::model::{Every, Schedule, ScheduleId};
use super::queries::list_schedules;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, FieldError, Result};
use crate::locale;
use crate::membership::pages::{convened, convened_by, done, head_again, settings_pages};
use crate::posts::model::TITLE_MAX;
use crate::store::{Conn, Time};
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, OptionView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use chrono::{Datelike, NaiveTime, Weekday};
use chrono_tz::Tz;
use serde::Deserialize;

/// Below the community's address.
const HERE: &str = "/settings/schedules";
/// Times that are shown of each.
const SHOWN: usize = 3;

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/c/{name}/settings/schedules",
            get(schedules_form).post(schedules_submit),
        )
        .route("/c/{name}/settings/schedules/{id}", post(change_submit))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct ChangeForm {
    what: String,
}

#[derive(Template)]
#[template(path = "schedules/schedules.html")]
struct SchedulesPage {
    frame: Frame,
    header: CommunityHeaderView,
    /// The other parts of the settings.
    pages: Vec<TabView>,
    zone: String,
    rows: Vec<ScheduleView>,
    fields: Vec<FieldView>,
}

impl SchedulesPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// Where the time zone is set.
    fn clock(&self) -> String {
        format!("{}/settings/tags", self.header.path)
    }
}

struct ScheduleView {
    id: ScheduleId,
    title: String,
    when: String,
    paused: bool,
    why: String,
    /// The next times, on the clock of the community; empty where there are none.
    next: String,
    made: i32,
}

fn view(schedule: &Schedule, zone: Tz) -> ScheduleView {
    let mut next = Vec::new();
    let mut at = schedule.next_at;
    while let Some(slot) = at.filter(|_| next.len() < SHOWN) {
        next.push(shown(slot, zone));
        at = schedule.next_after(zone, slot);
    }
    ScheduleView {
        id: schedule.id,
        title: schedule.title.clone(),
        when: rhythm_in_words(schedule),
        paused: schedule.paused_at.is_some(),
        why: schedule.stopped_by.clone(),
        next: next.join("; "),
        made: schedule.made,
    }
}

fn shown(slot: Time, zone: Tz) -> String {
    let local = slot.utc().with_timezone(&zone);
    t!(
        "schedules-at",
        weekday = weekday(local.weekday()),
        date = locale::date(slot.utc(), zone),
        time = local.format("%H:%M").to_string()
    )
}

fn weekday(day: Weekday) -> String {
    match day {
        Weekday::Mon => t!("schedules-monday"),
        Weekday::Tue => t!("schedules-tuesday"),
        Weekday::Wed => t!("schedules-wednesday"),
        Weekday::Thu => t!("schedules-thursday"),
        Weekday::Fri => t!("schedules-friday"),
        Weekday::Sat => t!("schedules-saturday"),
        Weekday::Sun => t!("schedules-sunday"),
    }
}

fn rhythm_in_words(schedule: &Schedule) -> String {
    let at = format!("{:02}:{:02}", schedule.minute / 60, schedule.minute % 60);
    match schedule.every {
        Every::Once => t!("schedules-once", date = first_day(schedule), time = at),
        Every::Day => t!("schedules-daily", time = at),
        Every::Week => weekly(schedule.day, &at),
        Every::Month => t!("schedules-monthly", day = schedule.day, time = at),
    }
}

fn first_day(schedule: &Schedule) -> String {
    let Some(rhythm) = schedule.rhythm() else {
        return schedule.starts_on.clone();
    };
    let midnight = rhythm.starts_on.and_time(NaiveTime::MIN).and_utc();
    locale::date(midnight, Tz::UTC)
}

/// `day` as in [`Rhythm`](super::model::Rhythm).
fn weekly(day: i32, at: &str) -> String {
    match day {
        2 => t!("schedules-every-tuesday", time = at),
        3 => t!("schedules-every-wednesday", time = at),
        4 => t!("schedules-every-thursday", time = at),
        5 => t!("schedules-every-friday", time = at),
        6 => t!("schedules-every-saturday", time = at),
        7 => t!("schedules-every-sunday", time = at),
        _ => t!("schedules-every-monday", time = at),
    }
}

fn fields(form: &ScheduleForm) -> Vec<FieldView> {
    let or = |typed: &str, usual: &str| match typed {
        "" => usual.to_owned(),
        typed => typed.to_owned(),
    };
    let title = FieldView {
        maxlength: u32::try_from(TITLE_MAX).ok(),
        ..FieldView::text("title", t!("schedules-field-title"))
            .help(t!("schedules-field-title-help"))
            .value(&form.title)
            .required()
    };
    let body = FieldView {
        rows: 4,
        ..FieldView::text("body", t!("schedules-field-body"))
            .of_kind("area")
            .help(t!("schedules-field-body-help"))
            .value(&form.body)
    };
    let kinds = vec![
        OptionView::new("discussion", t!("schedules-kind-discussion")),
        OptionView::new("question", t!("schedules-kind-question")),
    ];
    let every = vec![
        OptionView::new("once", t!("schedules-often-once")),
        OptionView::new("day", t!("schedules-often-day")),
        OptionView::new("week", t!("schedules-often-week")),
        OptionView::new("month", t!("schedules-often-month")),
    ];
    vec![
        title,
        body,
        FieldView::text("kind", t!("schedules-kind"))
            .of_kind("select")
            .value(or(&form.kind, "discussion"))
            .options(kinds),
        FieldView::text("tags", t!("schedules-field-tags"))
            .help(t!("schedules-field-tags-help"))
            .value(&form.tags),
        FieldView::text("every", t!("schedules-often"))
            .of_kind("select")
            .value(or(&form.every, "week"))
            .options(every),
        FieldView::text("day", t!("schedules-field-day"))
            .of_kind("number")
            .help(t!("schedules-field-day-help"))
            .value(or(&form.day, "1")),
        FieldView::text("time", t!("schedules-field-time"))
            .of_kind("time")
            .value(or(&form.time, "09:00"))
            .required(),
        FieldView::text("starts_on", t!("schedules-field-starts"))
            .of_kind("date")
            .help(t!("schedules-field-starts-help"))
            .value(&form.starts_on),
    ]
}

async fn page(
    conn: &mut Conn,
    frame: Frame,
    (community, header): (&Community, CommunityHeaderView),
    form: &ScheduleForm,
    errors: &[FieldError],
) -> Result<SchedulesPage> {
    let zone = zone_of(conn, community.id()).await?;
    let all = list_schedules(conn, community.id(), SCHEDULES_MAX).await?;
    let fields = fields(form).into_iter();
    Ok(SchedulesPage {
        frame: frame.unlisted(),
        header,
        pages: settings_pages(community, HERE),
        zone: zone.name().to_owned(),
        rows: all.iter().map(|each| view(each, zone)).collect(),
        fields: fields.map(|field| field.with_errors(errors)).collect(),
    })
}

async fn schedules_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<SchedulesPage>> {
    let mut conn = app.store.read().await?;
    let (community, header) = convened(&app, &mut conn, &user, &name, HERE).await?;
    let form = ScheduleForm::default();
    let page = page(&mut conn, frame, (&community, header), &form, &[]).await?;
    Ok(Page(page))
}

async fn schedules_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<ScheduleForm>,
) -> Result<Response> {
    let answer = submit(&app, frame.clone(), &name, &sent).await;
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn submit(
    app: &App,
    frame: Frame,
    name: &str,
    sent: &Sent<ScheduleForm>,
) -> Result<Response> {
    let error = match make(app, sent, name).await {
        Ok(community) => {
            return Ok(done(app, &community, HERE, &t!("schedules-planned")));
        }
        Err(error) => error,
    };
    // Whoever may not see what is planned is told so and shown nothing of it.
    let community = convened_by(app, sent.who()?, name).await?;
    let refusal = Refusal::of(app, error)?;
    let (header, _) = head_again(app, sent.viewer(), name, HERE).await?;
    let mut conn = app.store.read().await?;
    let frame = refusal.framed(frame);
    let head = (&community, header);
    let page = page(&mut conn, frame, head, &sent.form, &refusal.fields).await?;
    Ok(refusal.answer(page))
}

async fn make(app: &App, sent: &Sent<ScheduleForm>, name: &str) -> Result<Community> {
    let user = sent.who()?;
    let community = convened_by(app, user, name).await?;
    make_schedule(app, &user.person, &community, &sent.form).await?;
    Ok(community)
}

async fn change_submit(
    State(app): State<App>,
    user: SignedIn,
    Path((name, id)): Path<(String, String)>,
    CsrfForm(form): CsrfForm<ChangeForm>,
) -> Result<Response> {
    let community = convened_by(&app, &user, &name).await?;
    let id = id.parse().map_err(|_| Error::NotFound("schedule"))?;
    let change = Change::parse(&form.what);
    let change = change.ok_or_else(|| Error::Bad(t!("schedules-no-change").into()))?;
    change_schedule(&app, &user.person, &community, ScheduleId(id), change).await?;
    let text = match change {
        Change::Pause => t!("schedules-now-paused"),
        Change::Resume => t!("schedules-resumed"),
        Change::Delete => t!("schedules-deleted"),
    };
    Ok(done(&app, &community, HERE, &text))
}
