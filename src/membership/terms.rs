//! What membership of a community asks, and asking for it, as Guildhall servers tell each other: pure. A
//! draft, described in `docs/federation.md`.

use super::model::{Answer, CommunitySettings, Question, QuestionKind, RulesVersion};
use super::policy;
use crate::activitypub::tolerant::{flag, id_in, id_of, is_address, items, object_in, text, time};
use crate::activitypub::vocabulary::context;
use crate::app::App;
use crate::communities::model::{Community, JoinPolicy, RulesElsewhere};
use crate::ids::CommunityId;
use crate::store::{Json, Time};
use crate::text::one_line;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Our own property of a `Group`.
pub const TERMS: &str = "membershipTerms";

/// What is read of another server's; more is ignored.
const RULES_MAX: usize = 100;
const RULE_MAX: usize = 5_000;
const ACCEPTED_MAX: usize = 20;
const LABEL_MAX: usize = 200;
const HELP_MAX: usize = 500;
const NOTE_MAX: usize = 2_000;
const OFFERS_MAX: usize = 20_000;
const WELCOME_MAX: usize = 20_000;
const THREADS_MAX: usize = 20;
const CHOICES_MAX: usize = 20;
const QUESTIONS_MAX: usize = 10;
const REASON_MAX: usize = 2_000;
const WORDS_MAX: usize = 500;

/// Days for which an invitation of another server is open that says nothing of it, and at most.
const OFFER_DAYS: i64 = 14;
const OFFER_DAYS_MAX: i64 = 365;

/// The state of an application about which its conveners have asked something.
const ASKED: &str = "asked";

/// Days for which a community of another server can keep somebody from asking again, at most.
const PAUSE_DAYS_MAX: i64 = 365;

/// What somebody has to know and say to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub join_policy: JoinPolicy,
    /// The numbered points, each Markdown; with their hash.
    pub rules: Vec<String>,
    pub rules_hash: String,
    pub questions: Vec<Question>,
    pub note: String,
    /// Whom it is not for, in a line.
    pub not_for: String,
    /// What members get; Markdown.
    pub offers: String,
}

/// The property of a community of ours. `accepted` are earlier versions of the rules: whoever agreed to one of
/// them need not agree anew.
pub fn terms_document(
    community: &Community,
    rules: Option<&RulesVersion>,
    accepted: &[RulesVersion],
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
    let row = &community.row;
    let agree_by = rules.and_then(|_| policy::grace_end(row));
    json!({
        "type": "MembershipTerms",
        "joinPolicy": row.join_policy.as_str(),
        "rules": rules.map(|version| version.items.0.clone()).unwrap_or_default(),
        "rulesHash": rules.map(RulesVersion::hash).unwrap_or_default(),
        "rulesAccepted": accepted.iter().map(RulesVersion::hash).collect::<Vec<String>>(),
        "rulesVersion": rules.map(|version| version.number),
        "rulesPublished": rules.map(|version| version.published_at.wire()),
        "agreeBy": agree_by.map(Time::wire),
        "questions": asked.collect::<Vec<Value>>(),
        "note": settings.applicants_note,
        "notFor": settings.not_for,
        "offers": settings.offers,
    })
}

/// The same of a community elsewhere; none where its server says nothing of it.
pub fn read_terms(group: &Value, community: CommunityId) -> Option<Terms> {
    let terms = object_in(group, TERMS)?;
    let word = text(terms, "joinPolicy").unwrap_or_default();
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
    let rules = read_points(terms);
    Some(Terms {
        join_policy: JoinPolicy::parse(word).unwrap_or(JoinPolicy::Closed),
        // Nobody can agree to what nobody can read.
        rules_hash: match rules.is_empty() {
            true => String::new(),
            false => line(terms, "rulesHash", LABEL_MAX),
        },
        rules,
        questions: read.map(question).collect(),
        note: cut(text(terms, "note"), NOTE_MAX),
        not_for: line(terms, "notFor", LABEL_MAX),
        offers: cut(text(terms, "offers"), OFFERS_MAX),
    })
}

/// The rules of a community elsewhere, as its document says them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaidRules {
    /// What its members are asked to have agreed to.
    pub asked: RulesElsewhere,
    /// The numbered points, each Markdown.
    pub points: Vec<String>,
    /// The number of this version and when it was published, where that is said.
    pub number: Option<i32>,
    pub published_at: Option<Time>,
}

/// Nothing where the document says nothing of it.
pub fn read_rules(group: &Value) -> SaidRules {
    let Some(terms) = object_in(group, TERMS) else {
        return SaidRules::default();
    };
    let points = read_points(terms);
    // Nobody can agree to what nobody can read.
    if points.is_empty() {
        return SaidRules {
            asked: RulesElsewhere {
                joinable: true,
                ..RulesElsewhere::default()
            },
            ..SaidRules::default()
        };
    }
    let accepted = items(terms, "rulesAccepted").into_iter();
    let names = accepted.take(ACCEPTED_MAX).filter_map(Value::as_str);
    let number = terms.get("rulesVersion").and_then(Value::as_i64);
    SaidRules {
        asked: RulesElsewhere {
            joinable: true,
            hash: one_line(text(terms, "rulesHash").unwrap_or(""), LABEL_MAX),
            accepted: names.map(|name| one_line(name, LABEL_MAX)).collect(),
            agree_by: time(terms, "agreeBy"),
        },
        points,
        number: number.and_then(|number| i32::try_from(number).ok()),
        published_at: time(terms, "rulesPublished"),
    }
}

fn read_points(terms: &Value) -> Vec<String> {
    let rules = items(terms, "rules").into_iter().take(RULES_MAX);
    rules.filter_map(|rule| short(rule, RULE_MAX)).collect()
}

/// A text of at most so many characters, if it says anything.
fn short(value: &Value, max: usize) -> Option<String> {
    let text: String = value.as_str()?.chars().take(max).collect();
    (!text.trim().is_empty()).then_some(text)
}

/// So many characters of a text, where there is one.
fn cut(text: Option<&str>, max: usize) -> String {
    text.unwrap_or_default().chars().take(max).collect()
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
            let given = by_name(question).or_else(|| by_order(at));
            let given = given.unwrap_or_default();
            let refused = given.trim().eq_ignore_ascii_case("no");
            match question.kind {
                QuestionKind::Tick if refused => String::new(),
                _ => given,
            }
        })
        .collect()
    }
}

/// What somebody here sent with their latest Join, as far as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sent {
    /// The hash of the rules that they agreed to, empty for none; none where it is not known.
    pub rules_agreed: Option<String>,
    /// Until it is decided.
    pub answers: Vec<Answer>,
    /// Whether it came back undecided, since the rules had changed.
    pub came_back: bool,
    /// Since when they wait, once the community has said that they do.
    pub applied_at: Option<Time>,
    /// Whether they had applied before, or without their own server.
    pub earlier: bool,
    /// Why the community did not take what was sent last, as sentences; empty where it did.
    pub missing: String,
    /// Whether they were to join at once, so that nobody had to decide.
    pub at_once: bool,
}

impl From<&Request> for Sent {
    fn from(request: &Request) -> Self {
        Self {
            rules_agreed: Some(request.rules_agreed.clone()),
            answers: request.answers.clone(),
            ..Self::default()
        }
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

/// A `Leave`: of a member, or of somebody who takes their application back. `reason` may be empty.
pub fn leave_document(app: &App, deed: Deed<'_>, reason: &str) -> Value {
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": deed.id,
        "type": "Leave",
        "actor": deed.person,
        "object": deed.community,
        "to": [deed.community],
        "published": app.now().wire(),
        "summary": (!reason.is_empty()).then_some(reason),
    })
}

/// Why somebody leaves, for those who look after the community; empty where nothing is said.
pub fn read_leave(leave: &Value) -> String {
    cut(text(leave, "summary"), REASON_MAX)
}

/// What a community answers to a Join.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    pub accepted: bool,
    /// What its conveners wrote with it, or what was missing.
    pub reason: String,
    /// From when on somebody who was declined may ask again, where that is not at once.
    pub again_at: Option<Time>,
    /// The hash of the rules that hold, where nothing was decided since those were not agreed to.
    pub rules: String,
    pub welcome: Welcome,
}

impl Verdict {
    /// Whether nothing was decided, since the rules that hold were not agreed to.
    pub fn came_back(&self) -> bool {
        !self.accepted && !self.rules.is_empty()
    }

    pub fn refusal(reason: &str) -> Self {
        Self {
            reason: reason.to_owned(),
            ..Self::default()
        }
    }
}

/// What a community says to whoever becomes a member; empty where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Welcome {
    /// Markdown.
    pub words: String,
    /// What they do first; empty: they introduce themselves.
    pub first_task: String,
    /// The thread in which they do that.
    pub introductions: Option<Named>,
    /// The threads to start with.
    pub start_here: Vec<Named>,
}

impl Welcome {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A thread, as one is led to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Named {
    pub id: String,
    /// Its page on the server of the community.
    pub page: String,
    pub title: String,
}

/// `Accept` or `Reject` of the Join that `deed` names, under the id `id`.
pub fn answer_document(app: &App, id: &str, deed: Deed<'_>, verdict: &Verdict) -> Value {
    let mut document = json!({
        "@context": context(&app.local.url("/context.json")),
        "id": id,
        "type": if verdict.accepted { "Accept" } else { "Reject" },
        "actor": deed.community,
        "to": [deed.person],
        "published": app.now().wire(),
        "object": join(deed),
    });
    let Some(map) = document.as_object_mut() else {
        return document;
    };
    if !verdict.reason.is_empty() {
        map.insert("summary".to_owned(), json!(verdict.reason));
    }
    if let Some(until) = verdict.again_at {
        map.insert("endTime".to_owned(), json!(until.wire()));
    }
    if verdict.came_back() {
        let terms = json!({"type": "MembershipTerms", "rulesHash": verdict.rules});
        map.insert("instrument".to_owned(), terms);
    } else if !verdict.welcome.is_empty() {
        map.insert("instrument".to_owned(), welcome_document(&verdict.welcome));
    }
    document
}

/// The Join as it is embedded.
fn join(deed: Deed<'_>) -> Value {
    json!({
        "id": deed.id,
        "type": "Join",
        "actor": deed.person,
        "object": deed.community,
    })
}

/// What a community says of an application that waits there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whether its conveners asked something that is not answered yet.
    pub asks: bool,
    pub applied_at: Time,
    /// Whether it was there before the Join that this is about.
    pub earlier: bool,
    /// Why what came with that Join was not taken, as sentences; empty where it was.
    pub missing: String,
}

/// A `TentativeAccept` of the Join that `deed` names, under the id `id`.
pub fn report_document(app: &App, id: &str, deed: Deed<'_>, report: &Report) -> Value {
    let mut document = json!({
        "@context": context(&app.local.url("/context.json")),
        "id": id,
        "type": "TentativeAccept",
        "actor": deed.community,
        "to": [deed.person],
        "published": app.now().wire(),
        "object": join(deed),
        "instrument": {
            "type": "MembershipApplication",
            "state": if report.asks { ASKED } else { "applied" },
            "published": report.applied_at.wire(),
            "earlier": report.earlier,
        },
    });
    if let Some(map) = document.as_object_mut()
        && !report.missing.is_empty()
    {
        map.insert("summary".to_owned(), json!(report.missing));
    }
    document
}

/// Reads one of another server, as far as it makes sense.
pub fn read_report(said: &Value, now: Time) -> Report {
    let instrument = object_in(said, "instrument");
    let applied_at = instrument.and_then(|about| time(about, "published"));
    Report {
        asks: instrument.and_then(|about| text(about, "state")) == Some(ASKED),
        applied_at: applied_at.map_or(now, |at| at.min(now)),
        earlier: instrument.and_then(|about| flag(about, "earlier")) == Some(true),
        missing: cut(text(said, "summary"), REASON_MAX),
    }
}

fn welcome_document(welcome: &Welcome) -> Value {
    let named = |thread: &Named| {
        json!({
            "type": "Article",
            "id": thread.id,
            "url": thread.page,
            "name": thread.title,
        })
    };
    let start_here = welcome.start_here.iter().map(named);
    json!({
        "type": "MembershipWelcome",
        "content": welcome.words,
        "mediaType": "text/markdown",
        "firstTask": welcome.first_task,
        "introductions": welcome.introductions.iter().map(named).collect::<Vec<Value>>(),
        "startHere": start_here.collect::<Vec<Value>>(),
    })
}

/// Reads what a community of another server answered, as far as it makes sense.
pub fn read_verdict(answer: &Value, accepted: bool, now: Time) -> Verdict {
    let reason = cut(text(answer, "summary"), REASON_MAX);
    if accepted {
        return Verdict {
            accepted,
            reason,
            welcome: read_welcome(answer),
            ..Verdict::default()
        };
    }
    let latest = now.plus(TimeDelta::days(PAUSE_DAYS_MAX));
    let until = time(answer, "endTime").filter(|until| *until > now);
    let rules = object_in(answer, "instrument").and_then(|terms| text(terms, "rulesHash"));
    Verdict {
        again_at: until.map(|until| until.min(latest)),
        rules: one_line(rules.unwrap_or(""), LABEL_MAX),
        ..Verdict::refusal(&reason)
    }
}

fn read_welcome(accept: &Value) -> Welcome {
    let Some(said) = object_in(accept, "instrument") else {
        return Welcome::default();
    };
    let named = |value: &Value| {
        let page = text(value, "url").filter(|page| is_address(page));
        Some(Named {
            id: id_of(value)?.to_owned(),
            page: page.unwrap_or_default().to_owned(),
            title: one_line(text(value, "name")?, LABEL_MAX),
        })
    };
    let list = |key: &str, max: usize| {
        let threads = items(said, key).into_iter().take(max);
        threads.filter_map(named).collect::<Vec<Named>>()
    };
    Welcome {
        words: cut(text(said, "content"), WELCOME_MAX),
        first_task: cut(text(said, "firstTask"), NOTE_MAX),
        introductions: list("introductions", 1).pop(),
        start_here: list("startHere", THREADS_MAX),
    }
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
            "note": "Some days.", "notFor": "Dealers\nand others", "offers": "x".repeat(OFFERS_MAX + 1),
        }});
        let terms = read_terms(&group, CommunityId(3)).unwrap();
        assert_eq!(terms.join_policy, JoinPolicy::Application);
        assert_eq!(terms.rules, ["Be kind."]);
        assert_eq!(terms.rules_hash, "abc");
        assert_eq!(terms.not_for, "Dealers and others");
        assert_eq!(terms.offers.len(), OFFERS_MAX);
        let [where_, why] = &terms.questions[..] else {
            panic!("{terms:?}");
        };
        assert_eq!((where_.kind, where_.position), (QuestionKind::Choice, 1));
        assert_eq!(where_.choices.0, ["Home", "Shop"]);
        assert!(where_.required && !why.required);
        assert_eq!((why.kind, why.label.as_str()), (QuestionKind::Text, "Why?"));
        let said = read_rules(&group);
        assert_eq!(said.points, terms.rules);
        assert_eq!((said.asked.hash.as_str(), said.number), ("abc", None));
        assert_eq!(read_terms(&json!({"type": "Group"}), CommunityId(3)), None);
        assert_eq!(read_rules(&json!({"type": "Group"})), SaidRules::default());
        let nothing = json!({"membershipTerms": {"rules": [" "], "rulesHash": "abc"}});
        let terms = read_terms(&nothing, CommunityId(3)).unwrap();
        assert!(terms.rules.is_empty() && terms.rules_hash.is_empty());
        let said = read_rules(&nothing);
        assert!(said.asked.joinable && said.asked.hash.is_empty() && said.points.is_empty());
        let numbered = json!({"membershipTerms": {"rules": ["Be kind."], "rulesVersion": 7}});
        assert_eq!(read_rules(&numbered).number, Some(7));
        let numbered =
            json!({"membershipTerms": {"rules": ["Be kind."], "rulesVersion": 1_u64 << 40}});
        assert_eq!(read_rules(&numbered).number, None);
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
    fn an_answer_is_read_as_far_as_it_makes_sense() {
        let now = Time::from_address("1000000000000000").unwrap();
        let after = |days: i64| now.plus(TimeDelta::days(days));
        let again = |until: Value| {
            let reject = json!({"type": "Reject", "summary": "No.", "endTime": until});
            let read = read_verdict(&reject, false, now);
            assert_eq!((read.accepted, read.reason.as_str()), (false, "No."));
            read.again_at
        };
        assert_eq!(again(json!(after(14).wire())), Some(after(14)));
        assert_eq!(
            again(json!("2999-01-01T00:00:00Z")),
            Some(after(PAUSE_DAYS_MAX))
        );
        for none in [json!(null), json!("soon"), json!(7), json!(now.wire())] {
            assert_eq!(again(none.clone()), None, "{none}");
        }
        let bare = json!({"type": "Accept", "endTime": after(14).wire()});
        let read = read_verdict(&bare, true, now);
        assert!(read.accepted && read.again_at.is_none() && read.welcome.is_empty());
        let thread = |n: usize| {
            let id = format!("https://a.test/post/{n}");
            json!({"type": "Article", "id": id, "url": "javascript:alert(1)", "name": "How\nwe work"})
        };
        let threads: Vec<Value> = (0..=THREADS_MAX).map(thread).collect();
        let whole = json!({"type": "Accept", "instrument": {
            "type": "MembershipWelcome", "content": "x".repeat(WELCOME_MAX + 1), "firstTask": 7,
            "introductions": [{"id": "javascript:alert(1)", "name": "Hello"}], "startHere": threads,
        }});
        let welcome = read_verdict(&whole, true, now).welcome;
        assert_eq!(welcome.words.len(), WELCOME_MAX);
        assert_eq!(
            (welcome.first_task.as_str(), &welcome.introductions),
            ("", &None)
        );
        assert_eq!(welcome.start_here.len(), THREADS_MAX);
        let first = &welcome.start_here[0];
        assert_eq!(
            (first.page.as_str(), first.title.as_str()),
            ("", "How we work")
        );
    }

    #[test]
    fn what_is_said_of_an_application_is_read_as_far_as_it_makes_sense() {
        let now = Time::from_address("1000000000000000").unwrap();
        let before = now.minus(TimeDelta::days(3));
        let bare = read_report(&json!({"type": "TentativeAccept"}), now);
        let unsaid = Report {
            asks: false,
            applied_at: now,
            earlier: false,
            missing: String::new(),
        };
        assert_eq!(bare, unsaid);
        let said = |published: Value| {
            json!({"type": "TentativeAccept", "summary": "x".repeat(REASON_MAX + 1), "instrument": {
                "type": "MembershipApplication", "state": "asked", "earlier": true,
                "published": published,
            }})
        };
        let whole = read_report(&said(json!(before.wire())), now);
        assert!(whole.asks && whole.earlier);
        assert_eq!(
            (whole.applied_at, whole.missing.len()),
            (before, REASON_MAX)
        );
        // Nobody has applied in the future.
        let late = read_report(&said(json!("2999-01-01T00:00:00Z")), now);
        assert_eq!(late.applied_at, now);
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
        let tick = Question {
            kind: QuestionKind::Tick,
            ..question("Over 18")
        };
        for (said, taken) in [("No", ""), ("on", "on"), ("", "")] {
            let join = json!({"instrument": {"answers": [{"name": "Over 18", "content": said}]}});
            let given = read_request(&join).answers_to(std::slice::from_ref(&tick));
            assert_eq!(given, [taken]);
        }
        assert_eq!(read_request(&json!({"type": "Join"})), Request::default());
    }
}
