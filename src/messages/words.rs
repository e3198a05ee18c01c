//! What people of other servers are told about joining, in Markdown: forums read that, and microblogs what
//! becomes of it. Pure. Whoever calls says in which language: that of the community (`actions::in_its_language`).

use super::reading::have_numbers;
use crate::communities::model::Community;
use crate::error::Reason;
use crate::locale;
use crate::membership::model::{EventKind, Question, QuestionKind, RulesVersion};
use crate::membership::policy::Entrance;
use crate::membership::queries::letters::{LETTER_DAYS, Purpose};
use crate::store::Time;
use chrono_tz::Tz;

/// Characters of rules that stand in a message; longer ones are on the page behind its link only.
const RULES_MAX: usize = 4_000;

/// Said to the server of somebody whose application has ended by itself.
pub fn nobody_decided() -> String {
    t!("messages-desk-nobody-decided")
}

/// Everything that a letter is made of.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    pub community: &'a Community,
    pub purpose: Purpose,
    /// How they come in; of no meaning where they are members.
    pub entrance: Entrance,
    /// What of theirs waits; empty: nothing.
    pub about: &'a str,
    /// None where there are no rules.
    pub rules: Option<&'a RulesVersion>,
    /// What applicants are asked; nothing where nobody applies.
    pub questions: &'a [Question],
    /// What the conveners say to applicants.
    pub note: &'a str,
    pub link: &'a str,
    /// Until when a member who is asked to agree goes on as before; none where that is over.
    pub until: Option<Time>,
    /// Whether it is sent once more.
    pub again: bool,
}

pub fn letter(letter: &Letter<'_>) -> String {
    let mut parts = vec![beginning(letter)];
    if let Some(rules) = letter.rules {
        parts.push(rules_in_words(&rules.items.0));
    }
    if !letter.questions.is_empty() {
        let questions = letter.questions.iter().zip(1_usize..);
        let lines = questions.map(|(question, number)| asked(number, question));
        parts.push(bold(&t!("messages-desk-letter-questions")));
        parts.extend(lines);
    }
    parts.push(how_to_answer(letter));
    parts.push(t!("messages-desk-letter-page", link = linked(letter.link)));
    if !letter.note.trim().is_empty() {
        parts.push(letter.note.trim().to_owned());
    }
    parts.push(match letter.purpose {
        Purpose::Join => t!("messages-desk-letter-join-end", days = LETTER_DAYS),
        Purpose::Agree => t!("messages-desk-letter-agree-end", days = LETTER_DAYS),
    });
    paragraphs(parts)
}

fn paragraphs(all: impl IntoIterator<Item = String>) -> String {
    all.into_iter().collect::<Vec<_>>().join("\n\n")
}

fn bold(words: &str) -> String {
    format!("**{words}**")
}

/// An address as Markdown makes a link of it.
fn linked(address: &str) -> String {
    format!("<{address}>")
}

/// By UTC: people elsewhere have said nothing of their clocks.
fn day(at: Time) -> String {
    locale::date(at.utc(), Tz::UTC)
}

fn beginning(letter: &Letter<'_>) -> String {
    let title = letter.community.title();
    let waits = !letter.about.is_empty();
    match (letter.purpose, waits, letter.again) {
        (Purpose::Join, true, false) => t!("messages-desk-letter-waits", title = title),
        (Purpose::Join, true, true) => t!("messages-desk-letter-waits-again", title = title),
        (Purpose::Join, false, false) => t!("messages-desk-letter-join", title = title),
        (Purpose::Join, false, true) => t!("messages-desk-letter-join-again", title = title),
        (Purpose::Agree, true, false) => t!("messages-desk-letter-held", title = title),
        (Purpose::Agree, true, true) => t!("messages-desk-letter-held-again", title = title),
        (Purpose::Agree, false, false) => {
            let asked = t!("messages-desk-letter-agree", title = title);
            format!("{asked} {}", how_long(letter.until))
        }
        (Purpose::Agree, false, true) => {
            let asked = t!("messages-desk-letter-agree-again", title = title);
            format!("{asked} {}", how_long(letter.until))
        }
    }
}

/// What becomes of what a member writes who does not agree.
fn how_long(until: Option<Time>) -> String {
    match until {
        Some(end) => t!("messages-desk-letter-until", day = day(end)),
        None => t!("messages-desk-letter-over"),
    }
}

fn rules_in_words(items: &[String]) -> String {
    let length: usize = items.iter().map(|item| item.chars().count()).sum();
    if length > RULES_MAX {
        return t!("messages-desk-letter-rules-long");
    }
    let lines = items.iter().zip(1_usize..);
    // The lines of one point belong to it.
    let lines = lines.map(|(item, n)| format!("{n}. {}", item.replace('\n', "\n   ")));
    let lines: Vec<String> = lines.collect();
    let title = bold(&t!("messages-desk-letter-rules"));
    paragraphs([title, lines.join("\n")])
}

fn asked(number: usize, question: &Question) -> String {
    let label = format!("**{number}:** {}", question.label);
    let label = match question.required {
        true => label,
        false => format!("{label} {}", t!("messages-desk-letter-optional")),
    };
    let mut lines = vec![label];
    if !question.help.is_empty() {
        lines.push(question.help.clone());
    }
    lines.extend(to_answer(number, question));
    lines.join("  \n")
}

/// What can be said to a question that is ticked or chosen from on the page.
fn to_answer(number: usize, question: &Question) -> Vec<String> {
    let choices = &question.choices.0;
    match question.kind {
        QuestionKind::Text => Vec::new(),
        QuestionKind::Tick if question.required => vec![t!("messages-desk-letter-tick-required")],
        QuestionKind::Tick => vec![t!("messages-desk-letter-tick")],
        // Behind a number of a question, so that a line that is copied answers it.
        QuestionKind::Choice if have_numbers(choices) => {
            let numbered = choices.iter().zip(1_usize..);
            numbered
                .map(|(choice, n)| format!("{number}.{n} {choice}"))
                .collect()
        }
        QuestionKind::Choice => {
            let choices = choices.join(" / ");
            vec![t!("messages-desk-letter-choices", choices = choices)]
        }
    }
}

/// What is wrong with an answer, where nothing can be ticked or chosen from.
pub fn wrong_answer(number: usize, question: &Question, message: &str) -> String {
    let said = match question.kind {
        QuestionKind::Tick => t!("messages-desk-needs-yes"),
        QuestionKind::Text => message.to_owned(),
        QuestionKind::Choice => format!("{message} {}", to_answer(number, question).join(", ")),
    };
    format!("{number}: {} {said}", question.label)
}

fn how_to_answer(letter: &Letter<'_>) -> String {
    if letter.questions.is_empty() {
        return match (letter.purpose, letter.entrance) {
            (Purpose::Agree, _) => t!("messages-desk-letter-how-agree"),
            (Purpose::Join, Entrance::AtOnce) => t!("messages-desk-letter-how-join"),
            (Purpose::Join, Entrance::Applies) => t!("messages-desk-letter-how-apply"),
        };
    }
    let how = match letter.rules {
        Some(_) => t!("messages-desk-letter-how-answer-rules"),
        None => t!("messages-desk-letter-how-answer"),
    };
    match how_to_choose(letter.questions) {
        Some(choosing) => format!("{how} {choosing}"),
        None => how,
    }
}

/// Said of the first question that is answered by a number.
fn how_to_choose(questions: &[Question]) -> Option<String> {
    let is_chosen = |question: &Question| {
        question.kind == QuestionKind::Choice && have_numbers(&question.choices.0)
    };
    let at = questions.iter().position(is_chosen)?;
    let number = at.saturating_add(1);
    Some(t!("messages-desk-letter-how-choose", number = number))
}

/// What somebody is told who has become a member.
pub fn welcome(community: &Community, home: &str, welcome: &str, task: &str) -> String {
    let title = community.title();
    let mut parts = vec![t!(
        "messages-desk-welcome",
        title = title,
        link = linked(home)
    )];
    for words in [welcome, task] {
        if !words.trim().is_empty() {
            parts.push(words.trim().to_owned());
        }
    }
    paragraphs(parts)
}

pub fn applied(community: &Community, note: &str) -> String {
    let said = t!("messages-desk-applied", title = community.title());
    match note.trim() {
        "" => said,
        note => paragraphs([said, note.to_owned()]),
    }
}

/// `waited`: something of theirs was held until then.
pub fn agreed(community: &Community, waited: bool) -> String {
    let title = community.title();
    match waited {
        true => t!("messages-desk-agreed-shown", title = title),
        false => t!("messages-desk-agreed", title = title),
    }
}

/// Whoever waits learns what was decided by a message; or, `by_server`, from their own server, which applied for
/// them.
pub fn more_taken(community: &Community, by_server: bool) -> String {
    let title = community.title();
    match by_server {
        true => t!("messages-desk-answered-server", title = title),
        false => t!("messages-desk-answered", title = title),
    }
}

/// What the conveners decided or asked, with their words. None for what is nobody's decision.
pub fn decided(
    community: &Community,
    event: EventKind,
    reason: &str,
    again: Option<Time>,
) -> Option<String> {
    let title = community.title();
    let said = match event {
        EventKind::MoreAsked => t!("messages-desk-asks", title = title),
        EventKind::Declined => match again.map(day) {
            Some(day) => t!("messages-desk-declined-until", title = title, day = day),
            None => t!("messages-desk-declined", title = title),
        },
        EventKind::Expired => t!("messages-desk-expired", title = title),
        _ => return None,
    };
    Some(match reason.trim() {
        "" => said,
        reason => paragraphs([said, quoted(reason)]),
    })
}

pub fn quoted(words: &str) -> String {
    let lines = words.lines().map(|line| format!("> {line}"));
    lines.collect::<Vec<_>>().join("\n")
}

pub fn waits(community: &Community, by_server: bool) -> String {
    let title = community.title();
    match by_server {
        true => t!("messages-desk-waits-server", title = title),
        false => t!("messages-desk-waits", title = title),
    }
}

pub fn member_already(community: &Community) -> String {
    t!("messages-desk-member", title = community.title())
}

/// What waits though they cannot join by themselves, or why they cannot.
pub fn barred(community: &Community, reason: Reason, again: Option<Time>, about: &str) -> String {
    let title = community.title();
    let why = match (reason, again.map(day)) {
        (Reason::TooSoon, Some(day)) => t!("messages-desk-too-soon", title = title, day = day),
        (Reason::InvitationNeeded, _) => t!("messages-desk-invitation", title = title),
        (Reason::OtherDomain, _) => t!("messages-desk-domain", title = title),
        (reason, _) => format!("{} {reason}", t!("messages-desk-barred", title = title)),
    };
    match about {
        "" => why,
        _ => format!("{} {why}", t!("messages-desk-held", title = title)),
    }
}

/// The helpful answer to what was not understood.
pub fn not_understood(community: &Community, problems: &[String]) -> String {
    let title = community.title();
    if problems.is_empty() {
        return t!("messages-desk-not-understood", title = title);
    }
    let lines: Vec<String> = problems.iter().map(|line| format!("- {line}")).collect();
    paragraphs([
        t!("messages-desk-missing", title = title),
        lines.join("\n"),
        t!("messages-desk-missing-how"),
    ])
}

/// Asks somebody who wanted that about a question that waits.
pub fn waiting_question(community: &Community, title: &str, link: &str) -> String {
    paragraphs([
        t!(
            "messages-desk-question",
            community = community.title(),
            title = title,
            link = linked(link)
        ),
        t!("messages-desk-question-how"),
    ])
}

pub fn asked_from_now(community: &Community, tags: &[String], per_week: i32) -> String {
    let title = community.title();
    match tags.is_empty() {
        true => t!("messages-desk-help", title = title, count = per_week),
        false => t!(
            "messages-desk-help-tags",
            title = title,
            tags = tags.join(", "),
            count = per_week
        ),
    }
}

pub fn asked_no_more(community: &Community) -> String {
    t!("messages-desk-help-ended", title = community.title())
}

pub fn help_not_understood(community: &Community, problems: &[String]) -> String {
    let why = problems.join(" ");
    paragraphs([
        t!("messages-desk-help-not-understood", why = why),
        t!("messages-desk-help-how", title = community.title()),
    ])
}

pub fn help_refused(community: &Community, reason: Reason) -> String {
    let refused = t!("messages-desk-help-refused", title = community.title());
    format!("{refused} {reason}")
}

pub fn help_where() -> String {
    t!("messages-desk-help-where")
}

/// Written to the desk by somebody whom nothing was asked.
pub fn which_community() -> String {
    t!("messages-desk-which")
}

/// Written to the desk by somebody whom several communities asked something.
pub fn which_of(places: &[Community]) -> String {
    let line = |place: &Community| {
        let (title, name) = (place.title(), &place.actor.name);
        let said = t!("messages-desk-which-of-line", title = title, name = name);
        format!("- {said}")
    };
    let lines: Vec<String> = places.iter().map(line).collect();
    let first = places.first().map_or("", |place| place.actor.name.as_str());
    paragraphs([
        t!("messages-desk-which-of"),
        lines.join("\n"),
        t!("messages-desk-which-of-how", name = first),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CommunityId;
    use crate::store::Json;

    #[test]
    fn words_are_quoted_line_by_line() {
        assert_eq!(quoted("No.\nSorry."), "> No.\n> Sorry.");
    }

    #[test]
    fn a_question_says_what_can_be_answered() {
        let question = |kind, choices: &[&str], required| Question {
            community_id: CommunityId(1),
            position: 1,
            kind,
            label: "How long?".to_owned(),
            help: String::new(),
            choices: Json(choices.iter().map(|choice| (*choice).to_owned()).collect()),
            required,
        };
        let places = question(QuestionKind::Choice, &["At home", "In a shop"], true);
        assert_eq!(
            asked(2, &places),
            "**2:** How long?  \n2.1 At home  \n2.2 In a shop"
        );
        let choosing = how_to_choose(std::slice::from_ref(&places)).unwrap();
        assert!(choosing.contains("“1.1”"), "{choosing}");
        let wrong = wrong_answer(2, &places, "Choose one.");
        let expected = "2: How long? Choose one. 2.1 At home, 2.2 In a shop";
        assert_eq!(wrong, expected);
        // A number beside numbers would tell nothing.
        let years = question(QuestionKind::Choice, &["1", "10 or more"], false);
        assert_eq!(
            asked(1, &years),
            "**1:** How long? (may be left out)  \nOne of: 1 / 10 or more"
        );
        assert_eq!(how_to_choose(&[years]), None);
        let tick = |required| asked(1, &question(QuestionKind::Tick, &[], required));
        assert!(tick(true).ends_with("Only who answers yes to this can apply."));
        assert!(tick(false).ends_with("Answer yes or no."));
    }

    #[test]
    fn long_rules_stand_behind_the_link() {
        let short = rules_in_words(&["Be kind\nto all.".to_owned(), "No trade.".to_owned()]);
        assert_eq!(short, "**Rules**\n\n1. Be kind\n   to all.\n2. No trade.");
        let long = rules_in_words(&["x".repeat(RULES_MAX + 1)]);
        assert!(long.contains("on the page below") && !long.contains('x'));
    }
}
