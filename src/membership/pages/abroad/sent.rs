//! What is sent from the page for joining a community of another server, judged as far as that can be done here:
//! nobody waits for another server to hear that they left an answer out.

use super::super::join::{Place, Typed, value_of};
use crate::error::{Error, FieldError, Reason, Result};
use crate::ids::CommunityId;
use crate::membership::actions::{ANSWERS, RULES_CHANGED, check_answer};
use crate::membership::model::{Answer, Question, QuestionKind};
use crate::membership::policy::Entrance;
use crate::membership::terms::{Request, Terms};
use crate::store::Json;

/// The field that says what was asked in the one of an answer.
pub(super) fn asked_field(answer: &str) -> String {
    answer.replace("answer", "question")
}

/// The fields of the answers that the form had, each with what was asked.
fn asked_in(typed: &Typed) -> impl Iterator<Item = (&'static str, &str)> {
    ANSWERS.into_iter().filter_map(move |field| {
        let label = value_of(typed, &asked_field(field));
        (!label.is_empty()).then_some((field, label))
    })
}

/// Reads the form. `terms` is what the community asks now; none where its server does not say. Errors: `Invalid`
/// for `agree` and `answer_1`….
pub(super) fn read_form(
    community: CommunityId,
    typed: &Typed,
    terms: Option<&Terms>,
) -> Result<Request> {
    let mut wrong: Vec<FieldError> = check_agreement(typed, terms).into_iter().collect();
    let mut answers = Vec::new();
    let questions = questions(community, typed, terms);
    let is_asked = asked_in(typed).next().is_some();
    let asked = ANSWERS.into_iter().zip(&questions).filter(|_| is_asked);
    for (field, question) in asked {
        let given = value_of(typed, field);
        let as_shown = value_of(typed, &asked_field(field)) == question.label;
        let judged = match as_shown {
            true => check_answer(question, given),
            false => Err("This question has changed. Answer it as it is now.".to_owned()),
        };
        match judged {
            Ok(answer) => answers.push(Answer {
                question: question.label.clone(),
                answer,
            }),
            Err(message) => wrong.push(FieldError {
                field,
                message: message.into(),
            }),
        }
    }
    match wrong.is_empty() {
        true => Ok(Request {
            rules_agreed: rules_hash(typed, terms).to_owned(),
            answers,
            invitation: None,
        }),
        false => Err(Error::Invalid(wrong)),
    }
}

/// The hash of the rules that a member agrees to, who is asked nothing else. Errors: `Invalid` for `agree`, and
/// `MemberAlready` where there are no rules.
pub(super) fn read_agreement<'t>(typed: &'t Typed, terms: Option<&'t Terms>) -> Result<&'t str> {
    if let Some(wrong) = check_agreement(typed, terms) {
        return Err(Error::Invalid(vec![wrong]));
    }
    match rules_hash(typed, terms) {
        "" => Err(Reason::MemberAlready.into()),
        hash => Ok(hash),
    }
}

/// What the form begins with: the answers of an application that came back, each to what it was given to. A box
/// to which the answer was no is empty.
pub(super) fn given_before(questions: &[Question], answers: &[Answer]) -> Typed {
    let fields = ANSWERS.into_iter().zip(questions);
    let given = fields.filter_map(|(field, question)| {
        let found = answers
            .iter()
            .find(|each| each.question == question.label)?;
        let is_no = question.kind == QuestionKind::Tick && found.answer == "no";
        (!is_no).then(|| (field.to_owned(), found.answer.clone()))
    });
    given.collect()
}

fn check_agreement(typed: &Typed, terms: Option<&Terms>) -> Option<FieldError> {
    let hash = rules_hash(typed, terms);
    let message = match value_of(typed, "agree") {
        _ if hash.is_empty() => return None,
        "" => "Only who agrees to the rules can be a member.",
        _ if hash != value_of(typed, "rules_hash") => RULES_CHANGED,
        _ => return None,
    };
    Some(FieldError {
        field: "agree",
        message: message.into(),
    })
}

/// Names the rules that are agreed to; empty where there are none.
pub(super) fn rules_hash<'t>(typed: &'t Typed, terms: Option<&'t Terms>) -> &'t str {
    match terms {
        Some(terms) if terms.rules.is_empty() => "",
        Some(terms) => &terms.rules_hash,
        None => value_of(typed, "rules_hash"),
    }
}

/// What is asked now; where that is not known, what was asked when the form was made.
pub(super) fn questions(
    community: CommunityId,
    typed: &Typed,
    terms: Option<&Terms>,
) -> Vec<Question> {
    if let Some(terms) = terms {
        return terms.questions.clone();
    }
    let question = |((_, label), position): ((&str, &str), i32)| Question {
        community_id: community,
        position,
        kind: QuestionKind::Text,
        label: label.to_owned(),
        help: String::new(),
        choices: Json(Vec::new()),
        required: false,
    };
    asked_in(typed).zip(1..).map(question).collect()
}

/// As whom somebody is shown the form. Whoever was signed out while they wrote, and whoever cannot be told now
/// what is asked, gets their words back.
pub(super) fn writer(place: Place, typed: &Typed) -> Place {
    match place {
        Place::Visitor if typed.is_empty() => place,
        Place::Visitor if asked_in(typed).next().is_some() => Place::Outside(Entrance::Applies),
        Place::Visitor => Place::Outside(Entrance::AtOnce),
        place => place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::communities::model::JoinPolicy;

    const HERE: CommunityId = CommunityId(3);

    fn question(kind: QuestionKind, label: &str, required: bool) -> Question {
        Question {
            community_id: HERE,
            position: 1,
            kind,
            label: label.to_owned(),
            help: String::new(),
            choices: Json(vec!["Home".to_owned(), "Shop".to_owned()]),
            required,
        }
    }

    fn terms(rules: &[&str]) -> Terms {
        Terms {
            join_policy: JoinPolicy::Application,
            rules: rules.iter().map(|rule| (*rule).to_owned()).collect(),
            rules_hash: "abc".to_owned(),
            questions: vec![
                question(QuestionKind::Text, "Why?", true),
                question(QuestionKind::Choice, "Where?", false),
                question(QuestionKind::Tick, "Over 18", true),
            ],
            note: String::new(),
            not_for: String::new(),
            offers: String::new(),
        }
    }

    fn typed(fields: &[(&str, &str)]) -> Typed {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        fields.iter().map(own).collect()
    }

    const ASKED: [(&str, &str); 4] = [
        ("question_1", "Why?"),
        ("question_2", "Where?"),
        ("question_3", "Over 18"),
        ("rules_hash", "abc"),
    ];

    fn wrong(fields: &[(&str, &str)], terms: Option<&Terms>) -> Vec<&'static str> {
        let all: Vec<(&str, &str)> = ASKED.iter().chain(fields).copied().collect();
        match read_form(HERE, &typed(&all), terms) {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(wrong)) => wrong.iter().map(|error| error.field).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_was_left_out_is_found_here() {
        let now = terms(&["Be kind."]);
        let all = ["agree", "answer_1", "answer_3"];
        assert_eq!(wrong(&[], Some(&now)), all);
        let given = [("agree", "on"), ("answer_1", "Glue."), ("answer_3", "on")];
        assert_eq!(wrong(&given, Some(&now)), [""; 0]);
        let strange: Vec<_> = given
            .iter()
            .copied()
            .chain([("answer_2", "Moon")])
            .collect();
        assert_eq!(wrong(&strange, Some(&now)), ["answer_2"]);
        // Where it is not known what is asked, only that server can say.
        assert_eq!(wrong(&[("agree", "on")], None), [""; 0]);
        assert_eq!(wrong(&[], None), ["agree"]);
    }

    #[test]
    fn what_has_changed_meanwhile_is_asked_again() {
        let given = [("agree", "on"), ("answer_1", "Glue."), ("answer_3", "on")];
        let mut now = terms(&["Be kind."]);
        now.rules_hash = "other".to_owned();
        assert_eq!(wrong(&given, Some(&now)), ["agree"]);
        let mut now = terms(&["Be kind."]);
        now.questions.remove(0);
        assert_eq!(wrong(&given, Some(&now)), ["answer_1", "answer_2"]);
        // Nobody agrees to rules that are not there.
        let none = terms(&[]);
        let read = read_form(HERE, &typed(&[("rules_hash", "abc")]), Some(&none)).unwrap();
        assert_eq!((read.rules_agreed.as_str(), read.answers.len()), ("", 0));
    }

    #[test]
    fn answers_are_given_back_to_the_questions_that_are_asked_still() {
        let now = terms(&["Be kind."]);
        let answer = |question: &str, answer: &str| Answer {
            question: question.to_owned(),
            answer: answer.to_owned(),
        };
        let before = [answer("Where?", "Shop"), answer("How old?", "40")];
        let begun = given_before(&now.questions, &before);
        assert_eq!(begun, typed(&[("answer_2", "Shop")]));
        let unticked = [answer("Over 18", "no")];
        assert_eq!(given_before(&now.questions, &unticked), Typed::new());
        let ticked = [answer("Over 18", "yes")];
        let begun = given_before(&now.questions, &ticked);
        assert_eq!(begun, typed(&[("answer_3", "yes")]));
    }

    #[test]
    fn a_box_is_sent_as_yes_or_no() {
        let mut now = terms(&["Be kind."]);
        now.questions[2].required = false;
        let sent = |ticked: &[(&str, &str)]| -> Vec<String> {
            let given = [("agree", "on"), ("answer_1", " Glue. ")];
            let all: Vec<(&str, &str)> =
                ASKED.iter().chain(&given).chain(ticked).copied().collect();
            let read = read_form(HERE, &typed(&all), Some(&now)).unwrap();
            read.answers.into_iter().map(|each| each.answer).collect()
        };
        assert_eq!(sent(&[("answer_3", "on")]), ["Glue.", "", "yes"]);
        assert_eq!(sent(&[]), ["Glue.", "", "no"]);
    }

    #[test]
    fn words_are_given_back_to_whoever_was_signed_out() {
        let words = typed(&[("question_1", "Why?"), ("answer_1", "Glue.")]);
        assert_eq!(
            writer(Place::Visitor, &words),
            Place::Outside(Entrance::Applies)
        );
        let asked = questions(HERE, &words, None);
        assert_eq!((asked.len(), asked[0].label.as_str()), (1, "Why?"));
        assert_eq!(writer(Place::Visitor, &Typed::new()), Place::Visitor);
        assert_eq!(writer(Place::Member, &words), Place::Member);
    }
}
