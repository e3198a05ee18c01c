//! The form of the page for joining, and what is asked in it.

use super::{Place, Typed};
use crate::error::FieldError;
use crate::membership::actions::ANSWERS;
use crate::membership::model::{Question, QuestionKind};
use crate::membership::policy::Entrance;
use crate::web::view::{FieldView, OptionView};

pub(in crate::membership::pages) struct FormView {
    pub agree: Option<FieldView>,
    pub fields: Vec<FieldView>,
    pub submit: String,
}

impl FormView {
    /// With what is wrong beside the fields.
    pub fn with_errors(self, errors: &[FieldError]) -> Self {
        let marked = |field: FieldView| field.with_errors(errors);
        Self {
            agree: self.agree.map(marked),
            fields: self.fields.into_iter().map(marked).collect(),
            ..self
        }
    }

    pub fn problems(&self) -> impl Iterator<Item = &FieldView> {
        self.agree.iter().chain(&self.fields)
    }
}

/// A question as it is shown to somebody who cannot answer it yet.
pub(in crate::membership::pages) struct AskedView {
    pub label: String,
    pub help: String,
    /// How it is answered, in one line; empty where one writes.
    pub choices: String,
    pub required: bool,
}

pub(in crate::membership::pages) fn asked(questions: &[Question]) -> Vec<AskedView> {
    let view = |question: &Question| AskedView {
        label: question.label.clone(),
        help: question.help.clone(),
        choices: match question.kind {
            QuestionKind::Text => String::new(),
            QuestionKind::Choice => t!(
                "membership-join-choices",
                choices = question.choices.0.join(", ")
            ),
            QuestionKind::Tick => t!("membership-join-tick"),
        },
        required: question.required,
    };
    questions.iter().map(view).collect()
}

pub(in crate::membership::pages) fn form(
    place: Place,
    questions: &[Question],
    typed: &Typed,
    rules: bool,
) -> Option<FormView> {
    let Place::Outside(entrance) = place else {
        return None;
    };
    let asked = match entrance {
        Entrance::Applies => questions,
        Entrance::AtOnce => &[],
    };
    let agree = FieldView::text("agree", t!("membership-join-agree"))
        .of_kind("tick")
        .value(value_of(typed, "agree"))
        .required();
    let fields = ANSWERS.into_iter().zip(asked);
    Some(FormView {
        agree: rules.then_some(agree),
        fields: fields
            .map(|(name, question)| question_field(name, question, typed))
            .collect(),
        submit: match entrance {
            Entrance::Applies => t!("membership-join-apply"),
            Entrance::AtOnce => t!("membership-join-join"),
        },
    })
}

pub(in crate::membership::pages) fn value_of<'t>(typed: &'t Typed, name: &str) -> &'t str {
    typed.get(name).map(String::as_str).unwrap_or_default()
}

fn question_field(name: &'static str, question: &Question, typed: &Typed) -> FieldView {
    let kind = match question.kind {
        QuestionKind::Text => "area",
        QuestionKind::Choice => "select",
        QuestionKind::Tick => "tick",
    };
    let choose = OptionView::new("", t!("membership-join-choose"));
    let choices = question.choices.0.iter();
    let choices = choices.map(|choice| OptionView::new(choice, choice));
    let field = FieldView::text(name, &question.label)
        .of_kind(kind)
        .value(value_of(typed, name))
        .options(std::iter::once(choose).chain(choices).collect());
    FieldView {
        required: question.required,
        help: (!question.help.is_empty()).then(|| question.help.clone()),
        rows: 4,
        ..field
    }
}

pub(in crate::membership::pages) fn more_field(typed: &Typed) -> FieldView {
    let field = FieldView::text("more", t!("membership-join-more"))
        .value(value_of(typed, "more"))
        .required();
    FieldView { rows: 4, ..field }
}
