//! What people of other servers are told about joining, in Markdown: forums read that, and microblogs what
//! becomes of it. Pure.

use super::reading::have_numbers;
use crate::communities::model::Community;
use crate::error::Reason;
use crate::membership::model::{EventKind, Question, QuestionKind, RulesVersion};
use crate::membership::policy::Entrance;
use crate::membership::queries::letters::{LETTER_DAYS, Purpose};
use crate::store::Time;

/// Characters of rules that stand in a message; longer ones are on the page behind its link only.
const RULES_MAX: usize = 4_000;

/// Said to the server of somebody whose application has ended by itself.
pub const NOBODY_DECIDED: &str =
    "Nobody decided about the application in its time, so it has ended.";

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
        parts.push("**Questions**".to_owned());
        parts.extend(lines);
    }
    parts.push(how_to_answer(letter));
    parts.push(format!(
        "Or use this page. It is yours alone and works once: <{}>",
        letter.link
    ));
    if !letter.note.trim().is_empty() {
        parts.push(letter.note.trim().to_owned());
    }
    parts.push(match letter.purpose {
        Purpose::Join => format!(
            "If you do not want to, do nothing. After {LETTER_DAYS} days this ends by itself; write JOIN to get it again."
        ),
        Purpose::Agree => format!(
            "If you do nothing, you stay a member and read on. This message can be answered for {LETTER_DAYS} days; write JOIN to get it again."
        ),
    });
    parts.join("\n\n")
}

fn beginning(letter: &Letter<'_>) -> String {
    let title = letter.community.title();
    let again = match letter.again {
        true => "Once more, since no answer came: ",
        false => "",
    };
    let waits = !letter.about.is_empty();
    let first = match (letter.purpose, waits) {
        (Purpose::Join, true) => format!(
            "{again}what you sent to “{title}” has come and waits: only members write there. It is shown when you are one. On your own server it can be seen meanwhile."
        ),
        (Purpose::Join, false) => format!("{again}this is how to join “{title}”."),
        (Purpose::Agree, true) => format!(
            "{again}what you sent to “{title}” waits until you agree to its rules as they are now. On your own server it can be seen meanwhile."
        ),
        (Purpose::Agree, false) => format!(
            "{again}you are a member of “{title}” and stay one. Its members are asked to agree to its rules as they are now. {}",
            how_long(letter.until)
        ),
    };
    capital(&first)
}

/// What becomes of what a member writes who does not agree.
fn how_long(until: Option<Time>) -> String {
    match until {
        Some(day) => format!(
            "Until {} you go on as before; after that what you write there is kept and held until you agree.",
            day.utc().format("%-d %B %Y")
        ),
        None => "What you write there is kept and held until you agree.".to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn rules_in_words(items: &[String]) -> String {
    let length: usize = items.iter().map(|item| item.chars().count()).sum();
    if length > RULES_MAX {
        return "The rules are long; read them on the page below.".to_owned();
    }
    let lines = items.iter().zip(1_usize..);
    // The lines of one point belong to it.
    let lines = lines.map(|(item, n)| format!("{n}. {}", item.replace('\n', "\n   ")));
    let lines: Vec<String> = lines.collect();
    format!("**Rules**\n\n{}", lines.join("\n"))
}

fn asked(number: usize, question: &Question) -> String {
    let left_out = match question.required {
        true => "",
        false => " (may be left out)",
    };
    let mut lines = vec![format!("**{number}:** {}{left_out}", question.label)];
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
            vec!["Only who answers yes to this can apply.".to_owned()]
        }
        QuestionKind::Tick => vec!["Answer yes or no.".to_owned()],
        // Behind a number of a question, so that a line that is copied answers it.
        QuestionKind::Choice if have_numbers(choices) => {
            let numbered = choices.iter().zip(1_usize..);
            numbered
                .map(|(choice, n)| format!("{number}.{n} {choice}"))
                .collect()
        }
        QuestionKind::Choice => vec![format!("One of: {}", choices.join(" / "))],
    }
}

/// What is wrong with an answer, where nothing can be ticked or chosen from.
pub fn wrong_answer(number: usize, question: &Question, message: &str) -> String {
    let said = match question.kind {
        QuestionKind::Tick => "This needs a yes.".to_owned(),
        QuestionKind::Text => message.to_owned(),
        QuestionKind::Choice => format!("{message} {}", to_answer(number, question).join(", ")),
    };
    format!("{number}: {} {said}", question.label)
}

fn how_to_answer(letter: &Letter<'_>) -> String {
    let word = agreeing_word(letter.community);
    let what = match (letter.purpose, letter.entrance) {
        (Purpose::Agree, _) => "To agree",
        (Purpose::Join, Entrance::AtOnce) => "To join",
        (Purpose::Join, Entrance::Applies) => "To apply",
    };
    let choosing = how_to_choose(letter.questions);
    match (letter.rules.is_some(), letter.questions.len()) {
        (_, 0) => format!("{what}, reply to this message with {word}."),
        (true, _) => format!(
            "{what}, reply to this message with {word} and, below it, your answers, each behind its number, as in “1: …”.{choosing}"
        ),
        (false, _) => format!(
            "{what}, reply to this message with {word} and your answers, each behind its number, as in “1: …”.{choosing}"
        ),
    }
}

/// Said of the first question that is answered by a number.
fn how_to_choose(questions: &[Question]) -> String {
    let is_chosen = |question: &Question| {
        question.kind == QuestionKind::Choice && have_numbers(&question.choices.0)
    };
    match questions.iter().position(is_chosen) {
        Some(at) => format!(
            " Of what can be chosen, the number is enough, as in “{}.1”.",
            at.saturating_add(1)
        ),
        None => String::new(),
    }
}

/// In the community's language, too.
fn agreeing_word(community: &Community) -> &'static str {
    match community.row.language.as_str() {
        "de" => "ZUSTIMMEN (or AGREE)",
        _ => "AGREE",
    }
}

/// What somebody is told who has become a member.
pub fn welcome(community: &Community, home: &str, welcome: &str, task: &str) -> String {
    let title = community.title();
    let mut parts = vec![format!(
        "You are a member of “{title}” now. If something of yours waited, it is shown there: <{home}>"
    )];
    for words in [welcome, task] {
        if !words.trim().is_empty() {
            parts.push(words.trim().to_owned());
        }
    }
    parts.join("\n\n")
}

pub fn applied(community: &Community, note: &str) -> String {
    let title = community.title();
    let said = format!(
        "The conveners of “{title}” have your application. They decide, and you get a message when they have."
    );
    match note.trim() {
        "" => said,
        note => format!("{said}\n\n{note}"),
    }
}

/// `waited`: something of theirs was held until then.
pub fn agreed(community: &Community, waited: bool) -> String {
    let shown = match waited {
        true => " What you wrote meanwhile is shown now.",
        false => "",
    };
    let title = community.title();
    format!("Thank you: you have agreed to the rules of “{title}”.{shown}")
}

/// How whoever waits learns what was decided. `by_server`: from their own server, which applied for them.
fn how_told(by_server: bool) -> &'static str {
    match by_server {
        true => "When they have decided, your own server gives you a notice.",
        false => "You get a message when they have decided.",
    }
}

pub fn more_taken(community: &Community, by_server: bool) -> String {
    format!(
        "The conveners of “{}” have your answer. {}",
        community.title(),
        how_told(by_server)
    )
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
        EventKind::MoreAsked => format!(
            "Before they decide about your application to “{title}”, the conveners ask you something. Reply to this message:"
        ),
        EventKind::Declined => match again {
            Some(day) => format!(
                "The conveners of “{title}” have declined your application. You can apply again from {} on: write JOIN then. They write:",
                day.utc().format("%-d %B %Y")
            ),
            None => format!(
                "The conveners of “{title}” have declined your application. You can apply again: write JOIN. They write:"
            ),
        },
        EventKind::Expired => format!(
            "Nobody decided about your application to “{title}” in its time, so it has ended. You can apply again: write JOIN."
        ),
        _ => return None,
    };
    Some(match reason.trim() {
        "" => said,
        reason => format!("{said}\n\n{}", quoted(reason)),
    })
}

pub fn quoted(words: &str) -> String {
    let lines = words.lines().map(|line| format!("> {line}"));
    lines.collect::<Vec<_>>().join("\n")
}

pub fn waits(community: &Community, by_server: bool) -> String {
    format!(
        "The conveners of “{}” have your application and have yet to decide. {}",
        community.title(),
        how_told(by_server)
    )
}

pub fn member_already(community: &Community) -> String {
    format!(
        "You are a member of “{}”. Nobody reads what is written to this address; write in the community, or to one of its people.",
        community.title()
    )
}

/// What waits though they cannot join by themselves, or why they cannot.
pub fn barred(community: &Community, reason: Reason, again: Option<Time>, about: &str) -> String {
    let title = community.title();
    let waits = match about {
        "" => String::new(),
        _ => format!("What you sent to “{title}” has come and waits: only members write there. "),
    };
    let why = match (reason, again) {
        (Reason::TooSoon, Some(day)) => format!(
            "You can apply to “{title}” again from {} on.",
            day.utc().format("%-d %B %Y")
        ),
        (Reason::InvitationNeeded, _) => {
            format!("“{title}” takes new members by invitation only; ask somebody who is there.")
        }
        (Reason::OtherDomain, _) => format!(
            "“{title}” takes people with an e-mail address of certain organisations, which is shown with an account on its own server."
        ),
        (reason, _) => format!("You cannot join “{title}” now. {reason}"),
    };
    format!("{waits}{why}")
}

/// The helpful answer to what was not understood.
pub fn not_understood(community: &Community, problems: &[String]) -> String {
    let word = agreeing_word(community);
    let title = community.title();
    if problems.is_empty() {
        return format!(
            "This was not understood. Nobody reads what is written to this address: it only answers those who want to join “{title}”. Reply to the message with the rules with {word} and, below it, your answers, each behind its number, as in “1: …”. Write JOIN to get that message again."
        );
    }
    let lines: Vec<String> = problems.iter().map(|line| format!("- {line}")).collect();
    format!(
        "Something is missing before this can go to the conveners of “{title}”:\n\n{}\n\nReply once more with {word} and all your answers, each behind its number, as in “1: …”. Write JOIN to get the questions again.",
        lines.join("\n")
    )
}

/// Asks somebody who wanted that about a question that waits.
pub fn waiting_question(community: &Community, title: &str, link: &str) -> String {
    format!(
        "In “{}” a question waits for an answer: “{title}”. <{link}>\n\nYou wanted to be asked. If you can help, answer it where you read it. To be asked no more, write HELP NO.",
        community.title()
    )
}

pub fn asked_from_now(community: &Community, tags: &[String], per_week: i32) -> String {
    let about = match tags.is_empty() {
        true => "about any question".to_owned(),
        false => format!("about questions with the tags {}", tags.join(", ")),
    };
    format!(
        "Thank you. When one waits too long in “{}”, you are asked {about}, at most {per_week} times in a week. Write HELP with other tags to change that, or HELP NO to end it.",
        community.title()
    )
}

pub fn asked_no_more(community: &Community) -> String {
    format!("You are asked no more in “{}”.", community.title())
}

pub fn asked_nowhere() -> &'static str {
    "You are asked no more in any community of this server."
}

pub fn help_not_understood(community: &Community, problems: &[String]) -> String {
    format!(
        "That was not understood: {}\n\nTo be asked about questions in “{}”, write for instance: HELP glue, varnish 2",
        problems.join(" "),
        community.title()
    )
}

pub fn help_refused(community: &Community, reason: Reason) -> String {
    format!("You cannot be asked in “{}”. {reason}", community.title())
}

pub fn help_where() -> String {
    "In which community do you want to be asked? Write its name behind a “!”, as in: HELP !luthiers glue, varnish 2".to_owned()
}

/// Written to the desk by somebody whom nothing was asked.
pub fn which_community() -> String {
    "Nobody reads what is written to this address. To join a community of this server, write JOIN and its name, as in “JOIN luthiers”.".to_owned()
}

/// Written to the desk by somebody whom several communities asked something.
pub fn which_of(places: &[Community]) -> String {
    let title = |place: &Community| format!("- “{}”: !{}", place.title(), place.actor.name);
    let lines: Vec<String> = places.iter().map(title).collect();
    let first = places.first().map_or("", |place| place.actor.name.as_str());
    format!(
        "More than one community of this server waits for an answer of yours:\n\n{}\n\nBegin your answer with the name of the one that you mean, as in “!{first} AGREE”.",
        lines.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CommunityId;
    use crate::store::Json;

    #[test]
    fn words_are_quoted_line_by_line() {
        assert_eq!(quoted("No.\nSorry."), "> No.\n> Sorry.");
        assert_eq!(capital("once more"), "Once more");
        assert_eq!(capital(""), "");
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
        assert_eq!(how_to_choose(&[years]), "");
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
