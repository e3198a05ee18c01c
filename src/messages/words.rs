//! What people of other servers are told about joining, in Markdown: forums read that, and microblogs what
//! becomes of it. Whoever asks for it speaks the language of the community. Pure.

use super::reading::have_numbers;
use crate::communities::model::Community;
use crate::error::Reason;
use crate::locale;
use crate::membership::model::{EventKind, Question, QuestionKind, RulesVersion};
use crate::membership::policy::Entrance;
use crate::membership::queries::letters::{LETTER_DAYS, Purpose};
use crate::notifications::verdict::{Verdict, compose};
use crate::store::Time;
use chrono_tz::Tz;

/// Characters of rules that stand in a message; longer ones are on the page behind its link only.
const RULES_MAX: usize = 4_000;

/// Said to the server of somebody whose application has ended by itself.
pub fn nobody_decided() -> String {
    t!("messages-nobody-decided")
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
        parts.push(heading(&t!("messages-letter-questions")));
        parts.extend(lines);
    }
    parts.push(how_to_answer(letter));
    parts.push(t!("messages-letter-page", link = link(letter.link)));
    if !letter.note.trim().is_empty() {
        parts.push(letter.note.trim().to_owned());
    }
    parts.push(match letter.purpose {
        Purpose::Join => t!("messages-letter-ends", days = LETTER_DAYS),
        Purpose::Agree => t!("messages-letter-agree-ends", days = LETTER_DAYS),
    });
    parts.join("\n\n")
}

/// As Markdown wants it.
pub fn link(url: &str) -> String {
    format!("<{url}>")
}

fn heading(text: &str) -> String {
    format!("**{text}**")
}

fn day(at: Time) -> String {
    locale::date(at.utc(), Tz::UTC)
}

fn beginning(letter: &Letter<'_>) -> String {
    let title = letter.community.title();
    let waits = !letter.about.is_empty();
    if letter.again {
        return beginning_again(letter, title, waits);
    }
    match (letter.purpose, waits, letter.until) {
        (Purpose::Join, true, _) => t!("messages-letter-waits", place = title),
        (Purpose::Join, false, _) => t!("messages-letter-join", place = title),
        (Purpose::Agree, true, _) => t!("messages-letter-agree-waits", place = title),
        (Purpose::Agree, false, Some(until)) => t!(
            "messages-letter-agree-until",
            place = title,
            day = day(until)
        ),
        (Purpose::Agree, false, None) => t!("messages-letter-agree", place = title),
    }
}

fn beginning_again(letter: &Letter<'_>, title: &str, waits: bool) -> String {
    match (letter.purpose, waits, letter.until) {
        (Purpose::Join, true, _) => t!("messages-letter-again-waits", place = title),
        (Purpose::Join, false, _) => t!("messages-letter-again-join", place = title),
        (Purpose::Agree, true, _) => t!("messages-letter-again-agree-waits", place = title),
        (Purpose::Agree, false, Some(until)) => t!(
            "messages-letter-again-agree-until",
            place = title,
            day = day(until)
        ),
        (Purpose::Agree, false, None) => t!("messages-letter-again-agree", place = title),
    }
}

fn rules_in_words(items: &[String]) -> String {
    let length: usize = items.iter().map(|item| item.chars().count()).sum();
    if length > RULES_MAX {
        return t!("messages-letter-rules-long");
    }
    let lines = items.iter().zip(1_usize..);
    // The lines of one point belong to it.
    let lines = lines.map(|(item, n)| format!("{n}. {}", item.replace('\n', "\n   ")));
    let lines: Vec<String> = lines.collect();
    let heading = heading(&t!("messages-letter-rules"));
    format!("{heading}\n\n{}", lines.join("\n"))
}

fn asked(number: usize, question: &Question) -> String {
    let label = match question.required {
        true => question.label.clone(),
        false => t!("messages-letter-optional", question = question.label),
    };
    let mut lines = vec![format!("**{number}:** {label}")];
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
        QuestionKind::Tick if question.required => {
            vec![t!("messages-letter-needs-yes")]
        }
        QuestionKind::Tick => vec![t!("messages-letter-yes-or-no")],
        // Behind a number of a question, so that a line that is copied answers it.
        QuestionKind::Choice if have_numbers(choices) => {
            let numbered = choices.iter().zip(1_usize..);
            numbered
                .map(|(choice, n)| format!("{number}.{n} {choice}"))
                .collect()
        }
        QuestionKind::Choice => vec![t!("messages-letter-one-of", choices = choices.join(" / "))],
    }
}

/// What is wrong with an answer, where nothing can be ticked or chosen from.
pub fn wrong_answer(number: usize, question: &Question, message: &str) -> String {
    let said = match question.kind {
        QuestionKind::Tick => t!("messages-wrong-yes"),
        QuestionKind::Text => message.to_owned(),
        QuestionKind::Choice => format!("{message} {}", to_answer(number, question).join(", ")),
    };
    format!("{number}: {} {said}", question.label)
}

fn how_to_answer(letter: &Letter<'_>) -> String {
    let how = match (letter.purpose, letter.entrance, letter.questions.is_empty()) {
        (Purpose::Agree, _, _) => return t!("messages-letter-to-agree"),
        (Purpose::Join, Entrance::AtOnce, true) => return t!("messages-letter-to-join"),
        (Purpose::Join, Entrance::Applies, true) => return t!("messages-letter-to-apply"),
        (Purpose::Join, _, false) if letter.rules.is_some() => {
            t!("messages-letter-to-apply-rules")
        }
        (Purpose::Join, _, false) => t!("messages-letter-to-apply-answers"),
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
    Some(t!("messages-letter-choosing", number = number))
}

/// What somebody is told who has become a member.
pub fn welcome(community: &Community, home: &str, welcome: &str, task: &str) -> String {
    let title = community.title();
    let mut parts = vec![t!("messages-welcome", place = title, link = link(home))];
    for words in [welcome, task] {
        if !words.trim().is_empty() {
            parts.push(words.trim().to_owned());
        }
    }
    parts.join("\n\n")
}

pub fn applied(community: &Community, note: &str) -> String {
    let said = t!("messages-applied", place = community.title());
    match note.trim() {
        "" => said,
        note => format!("{said}\n\n{note}"),
    }
}

/// `waited`: something of theirs was held until then.
pub fn agreed(community: &Community, waited: bool) -> String {
    let title = community.title();
    match waited {
        true => t!("messages-agreed-shown", place = title),
        false => t!("messages-agreed", place = title),
    }
}

/// `by_server`: whoever waits learns what was decided from their own server, which applied for them.
pub fn more_taken(community: &Community, by_server: bool) -> String {
    let title = community.title();
    match by_server {
        true => t!("messages-more-taken-server", place = title),
        false => t!("messages-more-taken", place = title),
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
    let said = match (event, again) {
        (EventKind::MoreAsked, _) => t!("messages-more-asked", place = title),
        (EventKind::Declined, Some(again)) => {
            t!("messages-declined-until", place = title, day = day(again))
        }
        (EventKind::Declined, None) => t!("messages-declined", place = title),
        (EventKind::Expired, _) => t!("messages-expired", place = title),
        _ => return None,
    };
    Some(match reason.trim() {
        "" => said,
        reason => format!("{said}\n\n{}", quoted(reason)),
    })
}

/// What a community did about somebody, or with what they wrote: `about` is its address. `appeal` is the page on which
/// they appeal against it, where they can; `team` the one that says who looks after the community.
pub fn verdict(
    verdict: &Verdict<'_>,
    about: Option<&str>,
    appeal: Option<&str>,
    team: &str,
) -> String {
    let Some(mut told) = compose(verdict) else {
        return String::new();
    };
    if !told.appeal.is_empty() {
        told.appeal = match appeal {
            Some(page) => format!("{} {}", t!("messages-banned-appeal"), link(page)),
            None => format!("{} {}", told.appeal, link(team)),
        };
    }
    let mut parts = told.lines();
    if let Some(about) = about {
        parts.insert(1_usize.min(parts.len()), link(about));
    }
    parts.join("\n\n")
}

/// Something that they wrote waits until somebody has read it or, with a reason, is not shown.
pub fn held(community: &Community, about: &str, reason: Option<&str>) -> String {
    let title = community.title();
    match reason {
        None => t!("messages-held", place = title, address = about),
        Some(reason) => {
            let said = t!("messages-not-shown", place = title, address = about);
            format!("{said}\n\n{}", quoted(reason))
        }
    }
}

pub fn quoted(words: &str) -> String {
    let lines = words.lines().map(|line| format!("> {line}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// As with [`more_taken`].
pub fn waits(community: &Community, by_server: bool) -> String {
    let title = community.title();
    match by_server {
        true => t!("messages-waits-server", place = title),
        false => t!("messages-waits", place = title),
    }
}

pub fn member_already(community: &Community) -> String {
    t!("messages-member-already", place = community.title())
}

/// What waits though they cannot join by themselves, or why they cannot.
pub fn barred(community: &Community, reason: Reason, again: Option<Time>, about: &str) -> String {
    let title = community.title();
    let why = match (reason, again) {
        (Reason::TooSoon, Some(again)) => {
            t!("messages-barred-too-soon", place = title, day = day(again))
        }
        (Reason::InvitationNeeded, _) => t!("messages-barred-invitation", place = title),
        (Reason::OtherDomain, _) => t!("messages-barred-domain", place = title),
        (reason, _) => t!(
            "messages-barred",
            place = title,
            reason = reason.to_string()
        ),
    };
    match about {
        "" => why,
        _ => format!("{} {why}", t!("messages-barred-waits", place = title)),
    }
}

/// The helpful answer to what was not understood.
pub fn not_understood(community: &Community, problems: &[String]) -> String {
    let title = community.title();
    if problems.is_empty() {
        return t!("messages-not-understood", place = title);
    }
    let lines: Vec<String> = problems.iter().map(|line| format!("- {line}")).collect();
    [
        t!("messages-missing", place = title),
        lines.join("\n"),
        t!("messages-missing-again"),
    ]
    .join("\n\n")
}

/// Asks somebody who wanted that about a question that waits.
pub fn waiting_question(community: &Community, title: &str, url: &str) -> String {
    let asked = t!(
        "messages-helper-asked",
        place = community.title(),
        title = title,
        link = link(url)
    );
    format!("{asked}\n\n{}", t!("messages-helper-asked-end"))
}

/// With what those in charge want to have said.
pub fn report_settled(community: &Community, acted: bool, message: &str) -> String {
    let place = community.title();
    let outcome = match acted {
        true => t!("messages-report-acted", place = place),
        false => t!("messages-report-nothing", place = place),
    };
    format!("{outcome}\n\n{message}")
}

/// What somebody wrote is with those who look after the community. `then`: what else there is to say; may be empty.
pub fn passed_to_team(community: &Community, then: &str) -> String {
    let said = t!("messages-team-passed", place = community.title());
    match then {
        "" => said,
        then => format!("{said}\n\n{then}"),
    }
}

pub fn how_to_join(community: &Community) -> String {
    t!("messages-team-join", place = community.title())
}

pub fn team_answer(community: &Community, answer: &str) -> String {
    let said = t!("messages-team-answer", place = community.title());
    let again = t!("messages-team-again");
    format!("{said}\n\n{}\n\n{again}", quoted(answer))
}

pub fn appeal_taken(community: &Community) -> String {
    t!("messages-appeal-taken", place = community.title())
}

pub fn not_taken(community: &Community, why: &str) -> String {
    t!(
        "messages-appeal-not-taken",
        place = community.title(),
        why = why
    )
}

/// What came of an appeal, with what those who decided say to it.
pub fn appeal_decided(community: &Community, reversed: bool, message: &str) -> String {
    let place = community.title();
    let ruling = match reversed {
        true => t!("messages-appeal-reversed", place = place),
        false => t!("messages-appeal-upheld", place = place),
    };
    format!("{ruling}\n\n{}", quoted(message))
}

pub fn asked_from_now(community: &Community, tags: &[String], per_week: i32) -> String {
    let title = community.title();
    match tags.is_empty() {
        true => t!("messages-helper-any", place = title, count = per_week),
        false => t!(
            "messages-helper-tags",
            place = title,
            tags = tags.join(", "),
            count = per_week
        ),
    }
}

pub fn asked_no_more(community: &Community) -> String {
    t!("messages-helper-ended", place = community.title())
}

pub fn asked_nowhere() -> String {
    t!("messages-helper-ended-all")
}

pub fn help_not_understood(community: &Community, problems: &[String]) -> String {
    let said = t!(
        "messages-helper-not-understood",
        problems = problems.join(" ")
    );
    let example = t!("messages-helper-example", place = community.title());
    format!("{said}\n\n{example}")
}

pub fn help_refused(community: &Community, reason: Reason) -> String {
    t!(
        "messages-helper-refused",
        place = community.title(),
        reason = reason.to_string()
    )
}

pub fn help_where() -> String {
    t!("messages-helper-where")
}

/// Written to the desk by somebody whom nothing was asked.
pub fn which_community() -> String {
    t!("messages-which-community")
}

/// Written to the desk by somebody whom several communities asked something.
pub fn which_of(places: &[Community]) -> String {
    let line = |place: &Community| {
        let (title, name) = (place.title(), &place.actor.name);
        format!(
            "- {}",
            t!("messages-which-of-line", place = title, name = name)
        )
    };
    let lines: Vec<String> = places.iter().map(line).collect();
    let first = places.first().map_or("", |place| place.actor.name.as_str());
    [
        t!("messages-which-of"),
        lines.join("\n"),
        t!("messages-which-of-again", name = first),
    ]
    .join("\n\n")
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
        assert_eq!(
            how_to_choose(std::slice::from_ref(&places))
                .unwrap()
                .matches("“1.1”")
                .count(),
            1
        );
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
