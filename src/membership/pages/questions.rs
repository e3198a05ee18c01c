//! `/c/{name}/settings/questions`: what applicants are asked, one after the other.

use super::{convened, convened_by, done, head_again, settings_pages};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{FieldError, Result};
use crate::membership::actions::{QUESTIONS_MAX, QuestionForm, update_questions};
use crate::membership::queries::settings::list_questions;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::SignedIn;
use crate::web::view::{OptionView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use std::collections::HashMap;

/// Below the community's address.
const HERE: &str = "/settings/questions";

/// Empty places for more questions. Whoever saves gets another one.
const MORE: usize = 1;
/// Places where none is asked yet.
const FIRST: usize = 2;

pub fn routes() -> Router<App> {
    Router::new().route(
        "/c/{name}/settings/questions",
        get(questions_form).post(questions_submit),
    )
}

/// What is typed, by fields that have the number of their question behind them.
type Typed = HashMap<String, String>;

/// One question to be written.
struct QuestionView {
    number: usize,
    form: QuestionForm,
    /// What is wrong with it, by the end of the field's name, which its first field has none of.
    errors: Vec<(&'static str, String)>,
}

impl QuestionView {
    fn new(number: usize, form: QuestionForm, errors: &[FieldError]) -> Self {
        let name = format!("question_{number}");
        let own = |error: &FieldError| {
            let end = error.field.strip_prefix(name.as_str())?;
            let own = end.is_empty() || end.starts_with('_');
            own.then(|| (end, error.message.to_string()))
        };
        Self {
            number,
            form,
            errors: errors.iter().filter_map(own).collect(),
        }
    }

    fn error(&self, end: &str) -> Option<&str> {
        let found = self.errors.iter().find(|(field, _)| *field == end);
        found.map(|(_, message)| message.as_str())
    }
}

#[derive(Template)]
#[template(path = "membership/pages/questions.html")]
struct QuestionsPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    questions: Vec<QuestionView>,
    kinds: Vec<OptionView>,
}

impl QuestionsPage {
    fn new(
        frame: Frame,
        header: CommunityHeaderView,
        pages: Vec<TabView>,
        forms: Vec<QuestionForm>,
        errors: &[FieldError],
    ) -> Self {
        let written = forms.iter().rposition(|form| !form.label.is_empty());
        let shown = written.map_or(0, |last| last + 1);
        let shown = shown.saturating_add(MORE).clamp(FIRST, QUESTIONS_MAX);
        let empty = std::iter::repeat_with(QuestionForm::default);
        let view = |(number, form): (usize, QuestionForm)| QuestionView::new(number, form, errors);
        let forms = forms.into_iter().chain(empty).take(shown);
        Self {
            frame: frame.unlisted(),
            header,
            pages,
            questions: (1..).zip(forms).map(view).collect(),
            kinds: vec![
                OptionView::new("text", t!("membership-questions-text")),
                OptionView::new("choice", t!("membership-questions-choice")),
                OptionView::new("tick", t!("membership-questions-tick")),
            ],
        }
    }
}

impl QuestionsPage {
    fn has_errors(&self) -> bool {
        self.questions.iter().any(|one| !one.errors.is_empty())
    }
}

async fn questions_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<QuestionsPage>> {
    let mut conn = app.store.read().await?;
    let (community, header) = convened(&app, &mut conn, &user, &name, HERE).await?;
    let asked = list_questions(&mut conn, community.id()).await?;
    let forms = asked.iter().map(QuestionForm::from).collect();
    let pages = settings_pages(&community, HERE);
    Ok(Page(QuestionsPage::new(frame, header, pages, forms, &[])))
}

fn read(typed: &Typed) -> Vec<QuestionForm> {
    let form = |number: usize| {
        let of = |what: &str| {
            let field = format!("question_{number}{what}");
            typed.get(&field).cloned().unwrap_or_default()
        };
        QuestionForm {
            label: of(""),
            kind: of("_kind"),
            help: of("_help"),
            choices: of("_choices"),
            required: !of("_required").is_empty(),
        }
    };
    (1..=QUESTIONS_MAX).map(form).collect()
}

async fn questions_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<Typed>,
) -> Result<Response> {
    let forms = read(&sent.form);
    let error = match change(&app, &sent, &name, &forms).await {
        Ok(community) => {
            let text = t!("membership-questions-saved");
            return Ok(done(&app, &community, HERE, &text));
        }
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let (header, pages) = head_again(&app, sent.viewer(), &name, HERE).await?;
    let frame = refusal.framed(frame);
    let page = QuestionsPage::new(frame, header, pages, forms, &refusal.fields);
    Ok(refusal.answer(page))
}

async fn change(
    app: &App,
    sent: &Sent<Typed>,
    name: &str,
    forms: &[QuestionForm],
) -> Result<Community> {
    let user = sent.who()?;
    let community = convened_by(app, user, name).await?;
    update_questions(app, &user.viewer(), &user.person, &community, forms).await?;
    Ok(community)
}
