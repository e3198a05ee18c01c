//! `/join/{token}`: the page for joining, for somebody of another server. It needs no account here, since
//! only the person it was sent to has the link.

use super::join::{FormView, Place, Typed, form, read_form, value_of};
use super::rules::rendered;
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::{Error, Result};
use crate::membership::actions::{Addressee, Call, Joined, addressee, answer_link};
use crate::membership::model::Question;
use crate::membership::queries::rules::version_by_number;
use crate::membership::queries::settings::{list_questions, settings_of};
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::flash;
use crate::web::layout::{self, Frame};
use crate::web::page::Page;
use crate::web::refusal::Refusal;
use crate::web::view::FieldView;
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
    rules: Vec<String>,
    rules_version: i32,
    note: String,
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
    let version = version_by_number(&mut conn, community.id(), number).await?;
    let rules = version.map(|version| version.items.0).unwrap_or_default();
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
        rules: rendered(app, &rules),
        rules_version: number,
        note: match again {
            true => String::new(),
            false => settings.applicants_note,
        },
        form: fields.ok_or(Error::NotFound("form"))?,
        frame: frame.unlisted(),
    })
}

/// Members answer no questions.
fn agreement(typed: &Typed) -> FormView {
    let agree = FieldView::text("agree", "I have read the rules and agree to them")
        .of_kind("tick")
        .value(value_of(typed, "agree"))
        .required();
    FormView {
        agree: Some(agree),
        fields: Vec::new(),
        submit: "Agree",
    }
}

async fn linked_page(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
) -> Result<Response> {
    let link = Token::given(&token);
    let to = addressee(&app, &link).await?;
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
        Ok(done) => return Ok(thank(&app, csrf, &to, done)),
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let frame = refusal.framed(frame.guarded(&csrf));
    let mut page = page(&app, frame, &link, &to, &typed).await?;
    page.form = page.form.with_errors(&refusal.fields);
    Ok((csrf.jar, refusal.answer(page)).into_response())
}

/// The link works no more, so that they are led to the page for everybody.
fn thank(app: &App, csrf: Csrf, to: &Addressee, done: Option<Joined>) -> Response {
    let title = to.community.title();
    let text = match done {
        Some(Joined::Member) => format!("Welcome: {} is a member of {title}.", to.person.handle()),
        Some(Joined::Applied) => {
            "Your application is on the conveners' desk. You get a message when they have decided."
                .to_owned()
        }
        None => "Thank you: you have agreed to the rules.".to_owned(),
    };
    let jar = flash::set(app, csrf.jar, text.as_str());
    let path = format!("{}/join", to.community.path());
    (jar, Redirect::to(&path)).into_response()
}
