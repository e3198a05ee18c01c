//! What membership of a community asks, and asking for it, as Guildhall servers tell each other: pure. A
//! draft, described in `docs/federation.md`.

use super::model::{Answer, CommunitySettings, Question, QuestionKind, RulesVersion};
use crate::activitypub::tolerant::{flag, id_in, items, object_in, text, time};
use crate::activitypub::vocabulary::context;
use crate::app::App;
use crate::communities::model::{Community, JoinPolicy};
use crate::ids::CommunityId;
use crate::store::{Json, Time};
use crate::text::one_line;
use chrono::TimeDelta;
use serde_json::{Value, json};

/// Our own property of a `Group`.
pub const TERMS: &str = "membershipTerms";

/// What is read of another server's; more is ignored.
const RULES_MAX: usize = 100;
const RULE_MAX: usize = 5_000;
const LABEL_MAX: usize = 200;
const HELP_MAX: usize = 500;
const NOTE_MAX: usize = 2_000;
const CHOICES_MAX: usize = 20;
const QUESTIONS_MAX: usize = 10;
const REASON_MAX: usize = 2_000;
const WORDS_MAX: usize = 500;

/// Days for which an invitation of another server is open that says nothing of it, and at most.
const OFFER_DAYS: i64 = 14;
const OFFER_DAYS_MAX: i64 = 365;

/// What somebody has to know and say to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub join_policy: JoinPolicy,
    /// The numbered points, each Markdown; with their hash.
    pub rules: Vec<String>,
    pub rules_hash: String,
    pub questions: Vec<Question>,
    pub note: String,
}

/// The property of a community of ours.
pub fn terms_document(
    community: &Community,
    rules: Option<&RulesVersion>,
    questions: &[Question],
    settings: &CommunitySettings,
) -> Value {
    let rules = rules.filter(|version| version.has_points());
    let asked = questions.iter().map(|question| {
        json!({
            "type": question.kind.as_str(),
            "name": question.label,
            "summary": question.help,
            "choices": question.choices.0,
            "required": question.required,
        })
    });
    json!({
        "type": "MembershipTerms",
        "joinPolicy": community.row.join_policy.as_str(),
        "rules": rules.map(|version| version.items.0.clone()).unwrap_or_default(),
        "rulesHash": rules.map(RulesVersion::hash).unwrap_or_default(),
        "questions": asked.collect::<Vec<Value>>(),
        "note": settings.applicants_note,
    })
}

/// The same of a community elsewhere; none where its server says nothing of it.
pub fn read_terms(group: &Value, community: CommunityId) -> Option<Terms> {
    let terms = object_in(group, TERMS)?;
    let word = text(terms, "joinPolicy").unwrap_or_default();
    let short = |value: &Value, max: usize| {
        let text: String = value.as_str()?.chars().take(max).collect();
        (!text.trim().is_empty()).then_some(text)
    };
    let rules = items(terms, "rules").into_iter();
    let questions = items(terms, "questions").into_iter();
    let read = questions.take(QUESTIONS_MAX).zip(1..);
    let line = |value: &Value, key: &str, max: usize| one_line(text(value, key).unwrap_or(""), max);
    let question = |(value, position): (&Value, i32)| {
        let choices = items(value, "choices").into_iter().take(CHOICES_MAX);
        let kind = text(value, "type").and_then(QuestionKind::parse);
        Question {
            community_id: community,
            position,
            kind: kind.unwrap_or(QuestionKind::Text),
            label: line(value, "name", LABEL_MAX),
            help: line(value, "summary", HELP_MAX),
            choices: Json(
                choices
                    .filter_map(|choice| short(choice, LABEL_MAX))
                    .collect(),
            ),
            required: value.get("required").and_then(Value::as_bool) == Some(true),
        }
    };
    let rules: Vec<String> = rules
        .take(RULES_MAX)
        .filter_map(|rule| short(rule, RULE_MAX))
        .collect();
    Some(Terms {
        join_policy: JoinPolicy::parse(word).unwrap_or(JoinPolicy::Closed),
        // Nobody can agree to what nobody can read.
        rules_hash: match rules.is_empty() {
            true => String::new(),
            false => line(terms, "rulesHash", LABEL_MAX),
        },
        rules,
        questions: read.map(question).collect(),
        note: text(terms, "note")
            .unwrap_or("")
            .chars()
            .take(NOTE_MAX)
            .collect(),
    })
}

/// What comes with a `Join`: the hash of the rules that were read and agreed to, empty for none, the answers,
/// and the id of the `Invite` by which they come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    pub rules_agreed: String,
    pub answers: Vec<Answer>,
    pub invitation: Option<String>,
}

impl Request {
    /// Answers to these questions, found by what they were asked, else by their order.
    pub fn answers_to(&self, questions: &[Question]) -> Vec<String> {
        let by_name = |question: &Question| {
            let found = self
                .answers
                .iter()
                .find(|each| each.question == question.label);
            found.map(|each| each.answer.clone())
        };
        let by_order = |at: usize| {
            let unnamed = self.answers.get(at).filter(|each| each.question.is_empty());
            unnamed.map(|each| each.answer.clone())
        };
        let each = questions.iter().enumerate();
        each.map(|(at, question)| {
            by_name(question)
                .or_else(|| by_order(at))
                .unwrap_or_default()
        })
        .collect()
    }
}

/// Reads what comes with a `Join`; one by other software has nothing.
pub fn read_request(join: &Value) -> Request {
    let Some(instrument) = object_in(join, "instrument") else {
        return Request::default();
    };
    let answers = items(instrument, "answers").into_iter().take(QUESTIONS_MAX);
    let answer = |value: &Value| match value.as_str() {
        Some(answer) => Answer {
            question: String::new(),
            answer: answer.to_owned(),
        },
        None => Answer {
            question: text(value, "name").unwrap_or("").to_owned(),
            answer: text(value, "content").unwrap_or("").to_owned(),
        },
    };
    Request {
        rules_agreed: text(instrument, "rulesAgreed").unwrap_or("").to_owned(),
        answers: answers.map(answer).collect(),
        invitation: id_in(instrument, "invitation").map(str::to_owned),
    }
}

/// Who does what to which community.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    pub id: &'a str,
    pub person: &'a str,
    pub community: &'a str,
}

/// A `Join`, ready to go out.
pub fn join_document(app: &App, deed: Deed<'_>, request: &Request) -> Value {
    let answers = request.answers.iter();
    let answers = answers.map(|each| json!({"name": each.question, "content": each.answer}));
    let mut instrument = json!({
        "type": "MembershipApplication",
        "rulesAgreed": request.rules_agreed,
        "answers": answers.collect::<Vec<Value>>(),
    });
    if let (Some(map), Some(invitation)) = (instrument.as_object_mut(), &request.invitation) {
        map.insert("invitation".to_owned(), json!(invitation));
    }
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": deed.id,
        "type": "Join",
        "actor": deed.person,
        "object": deed.community,
        "to": [deed.community],
        "published": app.now().wire(),
        "instrument": instrument,
    })
}

/// A `Leave`: of a member, or of somebody who takes their application back.
pub fn leave_document(app: &App, deed: Deed<'_>) -> Value {
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": deed.id,
        "type": "Leave",
        "actor": deed.person,
        "object": deed.community,
        "to": [deed.community],
        "published": app.now().wire(),
    })
}

/// `Accept` or `Reject` of the Join that `deed` names, under the id `id`.
pub fn answer_document(app: &App, id: &str, deed: Deed<'_>, accepted: bool, reason: &str) -> Value {
    let mut document = json!({
        "@context": context(&app.local.url("/context.json")),
        "id": id,
        "type": if accepted { "Accept" } else { "Reject" },
        "actor": deed.community,
        "to": [deed.person],
        "published": app.now().wire(),
        "object": {
            "id": deed.id,
            "type": "Join",
            "actor": deed.person,
            "object": deed.community,
        },
    });
    if let Some(map) = document.as_object_mut().filter(|_| !reason.is_empty()) {
        map.insert("summary".to_owned(), json!(reason));
    }
    document
}

/// What an invitation says beside who is invited into what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The id of who invites in the name of the community.
    pub by: Option<String>,
    pub words: String,
    /// They join at once where others apply.
    pub skips_queue: bool,
    pub until: Time,
}

/// An `Invite` by the community, ready to go out.
pub fn invite_document(app: &App, deed: Deed<'_>, offer: &Offer) -> Value {
    let mut document = invite(deed);
    if let Some(map) = document.as_object_mut() {
        let url = app.local.url("/context.json");
        map.insert("@context".to_owned(), context(&url));
        map.insert("to".to_owned(), json!([deed.person]));
        map.insert("attributedTo".to_owned(), json!(offer.by));
        map.insert("published".to_owned(), json!(app.now().wire()));
        map.insert("endTime".to_owned(), json!(offer.until.wire()));
        let gives = json!({
            "type": "MembershipInvitation",
            "skipsApplication": offer.skips_queue,
        });
        map.insert("instrument".to_owned(), gives);
        if !offer.words.is_empty() {
            map.insert("summary".to_owned(), json!(offer.words));
        }
    }
    document
}

/// The Invite as it is embedded.
fn invite(deed: Deed<'_>) -> Value {
    json!({
        "id": deed.id,
        "type": "Invite",
        "actor": deed.community,
        "object": deed.community,
        "target": deed.person,
    })
}

/// `Undo` by the community, or `Reject` by the invited, of the Invite that `deed` names, under the id `id`.
pub fn about_invite_document(app: &App, id: &str, declined: bool, deed: Deed<'_>) -> Value {
    let (kind, from, to) = match declined {
        true => ("Reject", deed.person, deed.community),
        false => ("Undo", deed.community, deed.person),
    };
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": id,
        "type": kind,
        "actor": from,
        "to": [to],
        "published": app.now().wire(),
        "object": invite(deed),
    })
}

/// Reads what an Invite of another server says, as far as it makes sense.
pub fn read_offer(invite: &Value, now: Time) -> Offer {
    let usual = now.plus(TimeDelta::days(OFFER_DAYS));
    let latest = now.plus(TimeDelta::days(OFFER_DAYS_MAX));
    let instrument = object_in(invite, "instrument");
    let words = text(invite, "summary").unwrap_or("");
    Offer {
        by: id_in(invite, "attributedTo").map(str::to_owned),
        words: words.trim().chars().take(WORDS_MAX).collect(),
        skips_queue: instrument.and_then(|gives| flag(gives, "skipsApplication")) == Some(true),
        until: time(invite, "endTime").map_or(usual, |until| until.min(latest)),
    }
}

/// The words that come with an answer.
pub fn reason_of(answer: &Value) -> String {
    let reason = text(answer, "summary").unwrap_or("");
    reason.chars().take(REASON_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_others_are_read_as_far_as_they_make_sense() {
        let group = json!({"type": "Group", "membershipTerms": {
            "type": "MembershipTerms", "joinPolicy": "application",
            "rules": ["Be kind.", "", 7], "rulesHash": "abc",
            "questions": [
                {"type": "choice", "name": "Where?", "choices": ["Home", "Shop", 3], "required": true},
                {"type": "riddle", "name": "Why?"},
            ],
            "note": "Some days.",
        }});
        let terms = read_terms(&group, CommunityId(3)).unwrap();
        assert_eq!(terms.join_policy, JoinPolicy::Application);
        assert_eq!(terms.rules, ["Be kind."]);
        assert_eq!(terms.rules_hash, "abc");
        let [where_, why] = &terms.questions[..] else {
            panic!("{terms:?}");
        };
        assert_eq!((where_.kind, where_.position), (QuestionKind::Choice, 1));
        assert_eq!(where_.choices.0, ["Home", "Shop"]);
        assert!(where_.required && !why.required);
        assert_eq!((why.kind, why.label.as_str()), (QuestionKind::Text, "Why?"));
        assert_eq!(read_terms(&json!({"type": "Group"}), CommunityId(3)), None);
        let nothing = json!({"membershipTerms": {"rules": [" "], "rulesHash": "abc"}});
        let terms = read_terms(&nothing, CommunityId(3)).unwrap();
        assert!(terms.rules.is_empty() && terms.rules_hash.is_empty());
    }

    #[test]
    fn an_invite_is_read_as_far_as_it_makes_sense() {
        let now = Time::from_address("1000000000000000").unwrap();
        let after = |days: i64| now.plus(TimeDelta::days(days));
        let bare = json!({"type": "Invite"});
        let usual = Offer {
            by: None,
            words: String::new(),
            skips_queue: false,
            until: after(OFFER_DAYS),
        };
        assert_eq!(read_offer(&bare, now), usual);
        let whole = json!({"type": "Invite", "attributedTo": {"id": "https://a.test/u/ada"},
            "summary": "x".repeat(WORDS_MAX + 1), "endTime": "2999-01-01T00:00:00Z",
            "instrument": {"type": "MembershipInvitation", "skipsApplication": true}});
        let read = read_offer(&whole, now);
        assert_eq!(read.by.as_deref(), Some("https://a.test/u/ada"));
        assert_eq!(read.words.len(), WORDS_MAX);
        assert!(read.skips_queue);
        assert_eq!(read.until, after(OFFER_DAYS_MAX));
        let soon = json!({"type": "Invite", "endTime": after(1).wire(),
            "instrument": {"skipsApplication": "yes"}});
        let read = read_offer(&soon, now);
        assert_eq!((read.until, read.skips_queue), (after(1), false));
    }

    #[test]
    fn answers_find_their_questions() {
        let join = json!({"type": "Join", "instrument": {"type": "MembershipApplication",
            "rulesAgreed": "abc",
            "answers": [{"name": "Why?", "content": "Glue."}, "Home"]}});
        let request = read_request(&join);
        assert_eq!(request.rules_agreed, "abc");
        let question = |label: &str| Question {
            community_id: CommunityId(3),
            position: 1,
            kind: QuestionKind::Text,
            label: label.to_owned(),
            help: String::new(),
            choices: Json(Vec::new()),
            required: true,
        };
        let asked = [question("Who?"), question("Where?"), question("Why?")];
        assert_eq!(request.answers_to(&asked), ["", "Home", "Glue."]);
        assert_eq!(read_request(&json!({"type": "Join"})), Request::default());
    }
}
