//! What applicants are asked.

use super::joining::ANSWERS;
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, FieldError, Reason, Result};
use crate::membership::model::{Question, QuestionKind};
use crate::membership::policy;
use crate::membership::queries::settings::replace_questions;
use crate::membership::queries::standing;
use crate::store::Json;
use crate::text::one_line;

/// There are never more, so that the form has a field for each.
pub const QUESTIONS_MAX: usize = ANSWERS.len();

const LABEL_MAX: usize = 200;
const HELP_MAX: usize = 500;
const CHOICES_MAX: usize = 20;

/// Fields of a question, for saying beside which something is wrong.
struct Fields {
    label: &'static str,
    kind: &'static str,
    help: &'static str,
    choices: &'static str,
}

macro_rules! fields {
    ($($number:literal),+) => {
        [$(Fields {
            label: concat!("question_", $number),
            kind: concat!("question_", $number, "_kind"),
            help: concat!("question_", $number, "_help"),
            choices: concat!("question_", $number, "_choices"),
        }),+]
    };
}

const FIELDS: [Fields; QUESTIONS_MAX] = fields!(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

/// A question as it is typed. Without a label there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionForm {
    /// A word of [`QuestionKind`]; empty: text.
    pub kind: String,
    pub label: String,
    pub help: String,
    /// With commas between them.
    pub choices: String,
    pub required: bool,
}

impl From<&Question> for QuestionForm {
    fn from(question: &Question) -> Self {
        Self {
            kind: question.kind.to_string(),
            label: question.label.clone(),
            help: question.help.clone(),
            choices: question.choices.0.join(", "),
            required: question.required,
        }
    }
}

/// Reads questions as commands write them, one on a line: `KIND: LABEL | HELP | CHOICE, CHOICE`, with a
/// star behind the kind where an answer is needed. Help and choices may be missing.
pub fn parse_questions(typed: &str) -> Result<Vec<QuestionForm>> {
    let lines = typed.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    let read = |line: &str| {
        let (kind, rest) = line.split_once(':')?;
        let mut parts = rest.split('|').map(|part| part.trim().to_owned());
        let kind = kind.trim();
        Some(QuestionForm {
            required: kind.ends_with('*'),
            kind: kind.trim_end_matches('*').to_owned(),
            label: parts.next().unwrap_or_default(),
            help: parts.next().unwrap_or_default(),
            choices: parts.next().unwrap_or_default(),
        })
    };
    lines
        .map(|line| {
            let asked = read(line).filter(|form| !form.label.is_empty());
            asked.ok_or(Error::invalid(
                "questions",
                "A question is KIND: LABEL | HELP | CHOICE, CHOICE, one on each line.",
            ))
        })
        .collect()
}

/// The reverse of [`parse_questions`].
pub(super) fn write_questions(questions: &[Question]) -> String {
    let line = |question: &Question| {
        let star = if question.required { "*" } else { "" };
        let form = QuestionForm::from(question);
        format!(
            "{}{star}: {} | {} | {}",
            form.kind, form.label, form.help, form.choices
        )
    };
    questions.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The questions that a command writes into its one field. Errors: `Invalid` for `questions`, each with the number of
/// its line.
pub(super) fn read_questions(community: &Community, typed: &str) -> Result<Vec<Question>> {
    check(community, &parse_questions(typed)?).map_err(in_one_field)
}

fn in_one_field(error: Error) -> Error {
    let Error::Invalid(faults) = error else {
        return error;
    };
    let faults = faults.into_iter().map(|fault| {
        let number: String = fault.field.chars().filter(char::is_ascii_digit).collect();
        let message = match number.as_str() {
            "" => fault.message,
            number => format!("Question {number}: {}", fault.message).into(),
        };
        FieldError {
            field: "questions",
            message,
        }
    });
    Error::Invalid(faults.collect())
}

/// Puts these in the place of the questions there were; those without a label are left out. Errors:
/// `Invalid` for `question_1`, `question_1_choices`….
pub async fn update_questions(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    forms: &[QuestionForm],
) -> Result<()> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let questions = check(community, forms)?;
    let mut tx = app.store.begin().await?;
    if *viewer != Viewer::System {
        let standing = standing(&mut tx, by, community, app.now()).await?;
        policy::may_update_community(&standing)?;
    }
    replace_questions(&mut tx, community.id(), &questions).await?;
    tx.commit().await?;
    Ok(())
}

fn check(community: &Community, forms: &[QuestionForm]) -> Result<Vec<Question>> {
    let mut wrong = Vec::new();
    let mut questions: Vec<Question> = Vec::new();
    let asked = forms.iter().filter(|form| !form.label.trim().is_empty());
    if asked.count() > QUESTIONS_MAX {
        let message = t!("membership-wrong-questions-many", most = QUESTIONS_MAX);
        return Err(Error::invalid("questions", message));
    }
    let fields = FIELDS.into_iter().zip(forms);
    for (fields, form) in fields.filter(|(_, form)| !form.label.trim().is_empty()) {
        let position = i32::try_from(questions.len()).unwrap_or(i32::MAX);
        let kind = kind_of(form);
        let choices = choices_of(form);
        wrong.extend(faults(&fields, form, kind, &choices));
        let kind = kind.unwrap_or(QuestionKind::Text);
        questions.push(Question {
            community_id: community.id(),
            position: position.saturating_add(1),
            kind,
            label: one_line(&form.label, LABEL_MAX),
            help: one_line(&form.help, HELP_MAX),
            choices: Json(match kind {
                QuestionKind::Choice => choices,
                QuestionKind::Text | QuestionKind::Tick => Vec::new(),
            }),
            required: form.required,
        });
    }
    if wrong.is_empty() {
        Ok(questions)
    } else {
        Err(Error::Invalid(wrong))
    }
}

fn kind_of(form: &QuestionForm) -> Option<QuestionKind> {
    match form.kind.as_str() {
        "" => Some(QuestionKind::Text),
        word => QuestionKind::parse(word),
    }
}

/// What can be chosen, each once.
fn choices_of(form: &QuestionForm) -> Vec<String> {
    let mut choices: Vec<String> = Vec::new();
    let typed = form.choices.split(',');
    for choice in typed.map(|choice| one_line(choice, LABEL_MAX)) {
        if !choice.is_empty() && !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    choices
}

/// All that is wrong with one question, each beside its field.
fn faults(
    fields: &Fields,
    form: &QuestionForm,
    kind: Option<QuestionKind>,
    choices: &[String],
) -> Vec<FieldError> {
    let mut faults = Vec::new();
    let mut add = |field: &'static str, message: String| {
        let message = message.into();
        faults.push(FieldError { field, message });
    };
    if form.label.chars().count() > LABEL_MAX {
        let message = t!("membership-wrong-question-long", most = LABEL_MAX);
        add(fields.label, message);
    }
    if kind.is_none() {
        add(fields.kind, t!("membership-wrong-question-kind"));
    }
    if form.help.chars().count() > HELP_MAX {
        let message = t!("membership-wrong-question-help", most = HELP_MAX);
        add(fields.help, message);
    }
    let chosen = kind == Some(QuestionKind::Choice);
    if chosen && !(2..=CHOICES_MAX).contains(&choices.len()) {
        let message = t!("membership-wrong-question-choices", most = CHOICES_MAX);
        add(fields.choices, message);
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_read_as_commands_write_them() {
        let typed = "text*: What do you build? | A line is enough.\n\nchoice: Where? | | Home, Shop\ntick: I am over 18";
        let read = parse_questions(typed).unwrap();
        let kinds: Vec<(&str, &str, bool)> = read
            .iter()
            .map(|form| (form.kind.as_str(), form.label.as_str(), form.required))
            .collect();
        let expected = [
            ("text", "What do you build?", true),
            ("choice", "Where?", false),
            ("tick", "I am over 18", false),
        ];
        assert_eq!(kinds, expected);
        assert_eq!(read[0].help, "A line is enough.");
        assert_eq!(read[1].choices, "Home, Shop");
        assert!(parse_questions("What do you build?").is_err());
        assert!(parse_questions("text: | Without a question.").is_err());
    }

    #[test]
    fn a_choice_needs_something_to_choose_from() {
        let form = |kind: &str, choices: &str| QuestionForm {
            kind: kind.to_owned(),
            label: "Where?".to_owned(),
            choices: choices.to_owned(),
            ..QuestionForm::default()
        };
        let wrong = |form: &QuestionForm| -> Vec<&'static str> {
            let [fields, ..] = FIELDS;
            let faults = faults(&fields, form, kind_of(form), &choices_of(form));
            faults.iter().map(|fault| fault.field).collect()
        };
        assert_eq!(
            wrong(&form("choice", "Home, , Home")),
            ["question_1_choices"]
        );
        assert_eq!(wrong(&form("riddle", "")), ["question_1_kind"]);
        let right = form("choice", "Home, Shop");
        assert_eq!(wrong(&right), [""; 0]);
        assert_eq!(choices_of(&right), ["Home", "Shop"]);
        let long = QuestionForm {
            label: "x".repeat(LABEL_MAX + 1),
            help: "x".repeat(HELP_MAX + 1),
            ..right
        };
        assert_eq!(wrong(&long), ["question_1", "question_1_help"]);
    }
}
