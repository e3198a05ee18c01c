//! `/join/{token}`: the page for joining, for somebody of another server. It needs no account here, since
//! only the person it was sent to has the link. Once that was used it tells them how they stand.

use super::day;
use super::join::{FormView, Place, Typed, form, read_form, rules_view, value_of};
use super::points::{PointsView, read_before, still_meant, still_wrong};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::membership::actions::{
    Addressee, Call, Joined, addressee, answer_link, former_addressee, is_told_by_server,
};
use crate::membership::model::{Event, EventKind, Question};
use crate::membership::queries::applications::list_events;
use crate::membership::queries::settings::{list_questions, settings_of};
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::flash;
use crate::web::layout::{self, Frame, Kind, Now};
use crate::web::page::Page;
use crate::web::refusal::Refusal;
use crate::web::view::{FieldView, NoticeView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

pub fn routes() -> Router<App> {
    Router::new().route("/join/{token}", get(linked_page).post(linked_submit))
}

#[derive(Template)]
#[template(path = "membership/pages/linked.html")]
struct LinkedPage {
    frame: Frame,
    /// Where the form goes: the address of this page.
    action: String,
    title: String,
    focus: String,
    /// The community's page.
    path: String,
    lang: Option<String>,
    /// Whose link it is.
    handle: String,
    /// Whether something of theirs waits.
    waits: bool,
    /// Whether they are members already, who are asked to agree once more.
    again: bool,
    rules: PointsView,
    /// Whether the rules changed while they read the page on which they agreed.
    meanwhile: bool,
    rules_version: i32,
    note: String,
    /// The day on which the link stops working.
    until: String,
    form: FormView,
}

impl LinkedPage {
    fn problems(&self) -> Vec<&FieldView> {
        self.form.problems().collect()
    }

    fn has_errors(&self) -> bool {
        self.problems().iter().any(|field| field.error.is_some())
    }
}

async fn page(
    app: &App,
    frame: Frame,
    link: &Token,
    to: &Addressee,
    typed: &Typed,
) -> Result<LinkedPage> {
    let mut conn = app.store.read().await?;
    let community = &to.community;
    let number = community.row.rules_version;
    let read = read_before(value_of(typed, "rules_version"), number);
    let rules = rules_view(app, &mut conn, community, read).await?;
    let typed = &still_meant(typed, read.is_some());
    let questions: Vec<Question> = list_questions(&mut conn, community.id()).await?;
    let settings = settings_of(&mut conn, community.id()).await?;
    let again = to.call == Call::Agree;
    let fields = match to.call {
        Call::Join(entrance) => form(
            Place::Outside(entrance),
            &questions,
            typed,
            !rules.is_empty(),
        ),
        _ => Some(agreement(typed)),
    };
    Ok(LinkedPage {
        action: format!("/join/{}", link.as_str()),
        title: community.title().to_owned(),
        focus: community.row.focus.clone(),
        path: community.path(),
        lang: layout::lang(&community.row.language),
        handle: to.person.handle(),
        waits: !to.letter.about.is_empty(),
        again,
        rules,
        meanwhile: read.is_some(),
        rules_version: number,
        note: match again {
            true => String::new(),
            false => settings.applicants_note,
        },
        until: day(to.letter.ends_at()),
        form: fields.ok_or(Error::NotFound("form"))?,
        frame: frame.unlisted(),
    })
}

/// Members answer no questions.
fn agreement(typed: &Typed) -> FormView {
    let agree = FieldView::text("agree", t!("membership-join-agree"))
        .of_kind("tick")
        .value(value_of(typed, "agree"))
        .required();
    FormView {
        agree: Some(agree),
        fields: Vec::new(),
        submit: t!("membership-linked-agree"),
    }
}

/// What the owner of a link that was used is told.
#[derive(Template)]
#[template(path = "membership/pages/linked_state.html")]
struct StatePage {
    frame: Frame,
    title: String,
    focus: String,
    path: String,
    lang: Option<String>,
    handle: String,
    state: NoticeView,
}

async fn state_page(app: &App, frame: Frame, link: &Token) -> Result<StatePage> {
    let to = former_addressee(app, link).await?;
    let community = &to.community;
    let mut conn = app.store.read().await?;
    let events = list_events(&mut conn, community.id(), to.person.id()).await?;
    let by_server = is_told_by_server(&mut conn, community, &to.person).await?;
    Ok(StatePage {
        title: community.title().to_owned(),
        focus: community.row.focus.clone(),
        path: community.path(),
        lang: layout::lang(&community.row.language),
        handle: to.person.handle(),
        state: state(to.call, &events, by_server, frame.now),
        frame: frame.unlisted(),
    })
}

/// How somebody stands who is told everything else by messages, or by notices of their own server.
fn state(call: Call, events: &[Event], by_server: bool, now: Now) -> NoticeView {
    let mut latest = events.iter().rev();
    let was_declined = events
        .last()
        .is_some_and(|event| event.kind == EventKind::Declined);
    let (kind, title, text) = match call {
        Call::Waits => {
            let applied = latest.find(|event| event.kind == EventKind::Applied);
            let title = match applied {
                Some(event) => {
                    let ago = layout::when(event.happened_at.utc(), now);
                    t!("membership-told-applied", ago = ago)
                }
                None => t!("membership-told-applied-once"),
            };
            let text = match by_server {
                true => t!("membership-linked-waiting-server"),
                false => t!("membership-linked-waiting"),
            };
            (Kind::Warn, title, text)
        }
        Call::More => (
            Kind::Warn,
            t!("membership-told-asked"),
            t!("membership-linked-asked"),
        ),
        Call::Member | Call::Agree => (
            Kind::Ok,
            t!("membership-told-member"),
            t!("membership-linked-member"),
        ),
        Call::Barred(Reason::TooSoon, Some(until)) => {
            let again = t!("membership-linked-again-on", day = day(until));
            (
                Kind::Bad,
                t!("membership-told-declined"),
                format!("{} {again}", why(by_server)),
            )
        }
        Call::Barred(reason, _) => (Kind::Info, t!("membership-told-barred"), reason.to_string()),
        Call::Join(_) if was_declined => (
            Kind::Bad,
            t!("membership-told-declined"),
            format!("{} {}", why(by_server), t!("membership-linked-again-now")),
        ),
        Call::Join(_) => (
            Kind::Info,
            t!("membership-linked-no-member"),
            t!("membership-linked-used"),
        ),
    };
    NoticeView {
        kind,
        title,
        text,
        ..NoticeView::default()
    }
}

/// Where whoever was declined reads why.
fn why(by_server: bool) -> String {
    match by_server {
        true => t!("membership-linked-why-server"),
        false => t!("membership-linked-why"),
    }
}

async fn linked_page(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
) -> Result<Response> {
    let link = Token::given(&token);
    let to = match addressee(&app, &link).await {
        Ok(to) => to,
        Err(Error::NotFound(_)) => {
            let page = state_page(&app, frame, &link).await?;
            return Ok(Page(page).into_response());
        }
        Err(error) => return Err(error),
    };
    let page = page(&app, frame.guarded(&csrf), &link, &to, &Typed::new()).await?;
    Ok((csrf.jar, Page(page)).into_response())
}

async fn linked_submit(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
    CsrfForm(typed): CsrfForm<Typed>,
) -> Result<Response> {
    let link = Token::given(&token);
    let to = addressee(&app, &link).await?;
    let form = read_form(&to.community, &typed);
    let error = match answer_link(&app, &to, &form).await {
        Ok(done) => return Ok(thank(&app, csrf, &link, &to, done)),
        Err(error) => error,
    };
    let mut refusal = Refusal::of(&app, error)?;
    let frame = refusal.framed(frame.guarded(&csrf));
    let mut page = page(&app, frame, &link, &to, &typed).await?;
    let fields = std::mem::take(&mut refusal.fields);
    page.form = page.form.with_errors(&still_wrong(fields, page.meanwhile));
    Ok((csrf.jar, refusal.answer(page)).into_response())
}

/// The link does nothing more, and tells its owner from now on how they stand.
fn thank(app: &App, csrf: Csrf, link: &Token, to: &Addressee, done: Option<Joined>) -> Response {
    let title = to.community.title();
    let text = match done {
        Some(Joined::Member) => t!(
            "membership-linked-welcome",
            handle = to.person.handle(),
            community = title
        ),
        Some(Joined::Applied) => t!("membership-join-applied"),
        None => t!("membership-linked-thanks"),
    };
    let jar = flash::set(app, csrf.jar, text.as_str());
    let path = format!("/join/{}", link.as_str());
    (jar, Redirect::to(&path)).into_response()
}
