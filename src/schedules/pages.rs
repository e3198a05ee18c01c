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
}

struct ScheduleView {
    id: ScheduleId,
    title: String,
    when: String,
    paused: bool,
    why: String,
    /// The next times, on the clock of the community.
    next: Vec<String>,
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
        next,
        made: schedule.made,
    }
}

fn shown(slot: Time, zone: Tz) -> String {
    let local = slot.utc().with_timezone(&zone);
    local.format("%A, %-d %B %Y, %H:%M").to_string()
}

fn rhythm_in_words(schedule: &Schedule) -> String {
    let days = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let at = format!("{:02}:{:02}", schedule.minute / 60, schedule.minute % 60);
    match schedule.every {
        Every::Once => format!("once, on {} at {at}", schedule.starts_on),
        Every::Day => format!("every day at {at}"),
        Every::Week => {
            let day = usize::try_from(schedule.day).unwrap_or(1).saturating_sub(1);
            let day = days.get(day).copied().unwrap_or("Monday");
            format!("every {day} at {at}")
        }
        Every::Month => format!("on day {} of every month at {at}", schedule.day),
    }
}

fn fields(form: &ScheduleForm) -> Vec<FieldView> {
    let or = |typed: &str, usual: &str| match typed {
        "" => usual.to_owned(),
        typed => typed.to_owned(),
    };
    let title = FieldView {
        maxlength: u32::try_from(TITLE_MAX).ok(),
        ..FieldView::text("title", "Title")
            .help("{date}, {week} and {number} are filled in each time.")
            .value(&form.title)
            .required()
    };
    let body = FieldView {
        rows: 4,
        ..FieldView::text("body", "Text")
            .of_kind("area")
            .help("Markdown works.")
            .value(&form.body)
    };
    let kinds = vec![
        OptionView::new("discussion", "A discussion"),
        OptionView::new("question", "A question"),
    ];
    let every = vec![
        OptionView::new("once", "Once"),
        OptionView::new("day", "Every day"),
        OptionView::new("week", "Every week"),
        OptionView::new("month", "Every month"),
    ];
    vec![
        title,
        body,
        FieldView::text("kind", "What it is")
            .of_kind("select")
            .value(or(&form.kind, "discussion"))
            .options(kinds),
        FieldView::text("tags", "Tags")
            .help("With commas between them.")
            .value(&form.tags),
        FieldView::text("every", "How often")
            .of_kind("select")
            .value(or(&form.every, "week"))
            .options(every),
        FieldView::text("day", "Day")
            .of_kind("number")
            .help("Of the week, 1 for Monday; or of the month. The 31st is the last day of shorter months, too.")
            .value(or(&form.day, "1")),
        FieldView::text("time", "Time")
            .of_kind("time")
            .value(or(&form.time, "09:00"))
            .required(),
        FieldView::text("starts_on", "First on")
            .of_kind("date")
            .help("Empty: from today on.")
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
            let text = "It begins by itself from now on, in your name.";
            return Ok(done(app, &community, HERE, text));
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
    let change = change.ok_or(Error::Bad("there is no such change".into()))?;
    change_schedule(&app, &user.person, &community, ScheduleId(id), change).await?;
    let text = match change {
        Change::Pause => "It is paused.",
        Change::Resume => "It goes on.",
        Change::Delete => "It is deleted. Threads that have begun stay.",
    };
    Ok(done(&app, &community, HERE, text))
}
