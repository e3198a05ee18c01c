//! What people of other servers answer to the messages of a community, read leniently. Pure.
//!
//! They write as they would to a person: a word that agrees, somewhere at the beginning of a line, and
//! answers by their numbers or in their order. Names in front, which microblogs add, and quoted lines count
//! for nothing.

use crate::membership::model::{Question, QuestionKind};

/// Words of the whole that ask how to join, in English and German.
const JOIN: [&str; 7] = [
    "join",
    "apply",
    "beitreten",
    "beitritt",
    "mitmachen",
    "bewerben",
    "teilnehmen",
];

/// Words that agree, in English and German.
const AGREE: [&str; 12] = [
    "agree",
    "agreed",
    "accept",
    "accepted",
    "zustimmen",
    "zustimmung",
    "zugestimmt",
    "einverstanden",
    "akzeptiere",
    "akzeptiert",
    "akzeptieren",
    "stimme",
];

/// Words that make the opposite of it.
const NOT: [&str; 14] = [
    "not",
    "no",
    "never",
    "dont",
    "cannot",
    "cant",
    "wont",
    "disagree",
    "nicht",
    "nein",
    "nie",
    "kein",
    "keine",
    "keinesfalls",
];

/// Words behind which stands what somebody does not agree to.
const BUT: [&str; 8] = [
    "but", "except", "unless", "however", "aber", "außer", "ausser", "jedoch",
];

/// Words that may stand beside a word that agrees and say no more than it.
const FILLERS: [&str; 34] = [
    "i", "we", "to", "the", "rules", "these", "your", "with", "all", "of", "them", "and", "yes",
    "hereby", "fully", "it", "that", "ich", "wir", "zu", "den", "die", "regeln", "diesen", "mit",
    "allen", "allem", "und", "ja", "bin", "habe", "hiermit", "dem", "voll",
];

/// A word that agrees stands among so many at the beginning of its line.
const EARLY: usize = 6;

/// Characters that are read of one message.
const READ_MAX: usize = 40_000;

/// Whether somebody wants to be asked about questions that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpWish {
    /// About these tags, with commas between them, and so often in a week; either may be empty.
    Yes {
        tags: String,
        per_week: String,
    },
    No,
}

/// Words that begin a wish about being asked, and those that end being asked.
const HELP: [&str; 2] = ["help", "helfen"];
const NO_HELP: [&str; 5] = ["no", "stop", "off", "nein", "aus"];

/// Reads a message of one line that begins with HELP: `HELP`, `HELP !luthiers glue, varnish 3`, `HELP NO`. Also
/// the community that it names, or nothing. None for anything else.
pub fn wish_to_help(text: &str) -> Option<(HelpWish, String)> {
    let lines = own_lines(text);
    let mut said = lines.iter().filter(|line| !line.is_empty());
    let (line, None) = (said.next()?, said.next()) else {
        return None;
    };
    let mut words: Vec<&str> = line.split_whitespace().collect();
    words.retain(|word| !word.starts_with('@'));
    let (first, rest) = words.split_first()?;
    if !HELP.contains(&first.to_lowercase().as_str()) {
        return None;
    }
    let mut name = String::new();
    let mut said: Vec<&str> = Vec::new();
    for word in rest {
        match word.strip_prefix('!') {
            Some(named) if name.is_empty() => {
                let named = named.split('@').next().unwrap_or_default();
                name = named.trim_end_matches([',', ':']).to_lowercase();
            }
            _ => said.push(word),
        }
    }
    let is_no = |word: &&str| NO_HELP.contains(&word.to_lowercase().as_str());
    if said.len() == 1 && said.iter().any(is_no) {
        return Some((HelpWish::No, name));
    }
    let number = said
        .last()
        .filter(|word| word.chars().all(|c| c.is_ascii_digit()));
    let per_week = number.map_or(String::new(), |word| (*word).to_owned());
    if !per_week.is_empty() {
        said.pop();
    }
    let tags = said.join(" ");
    Some((HelpWish::Yes { tags, per_week }, name))
}

/// What somebody said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// They ask how to join; the community that they name, or nothing.
    pub join: Option<String>,
    pub agrees: bool,
    /// One for each question, as far as they could be told apart.
    pub answers: Vec<String>,
    /// All they wrote, without names in front and quotations.
    pub words: String,
}

/// Reads the plain text of a message.
pub fn read(text: &str, questions: &[Question]) -> Reading {
    let lines = own_lines(text);
    let words = lines.join("\n");
    if let Some(named) = wish(&words) {
        return Reading {
            join: Some(named),
            words,
            ..Reading::default()
        };
    }
    let (agrees, rest) = take_agreement(&lines);
    let found = match by_number(&rest, questions.len()) {
        Some(answers) => answers,
        None => by_order(&rest, questions.len()),
    };
    let answers = questions.iter().zip(found);
    Reading {
        join: None,
        agrees,
        answers: answers
            .map(|(question, given)| fitted(question, given.trim()))
            .collect(),
        words,
    }
}

/// Whether a text says nothing but that somebody wants to join.
pub fn asks_to_join(text: &str) -> bool {
    wish(&own_lines(text).join("\n")).is_some()
}

/// The names at the beginnings of the lines that somebody wrote themselves, without their servers, in lower
/// case.
pub fn names(text: &str) -> Vec<String> {
    let text: String = text.chars().take(READ_MAX).collect();
    let own = text.lines().filter(|line| is_own(line));
    let words = own.flat_map(|line| {
        let words = line.split_whitespace();
        words.take_while(|word| word.starts_with('@') || is_community(word))
    });
    let name = |word: &str| {
        let name = word.trim_start_matches(['@', '!']).split('@').next();
        let name = name.unwrap_or_default();
        let end = |c: char| !c.is_alphanumeric() && c != '_';
        name.trim_end_matches(end).to_lowercase()
    };
    words.map(name).filter(|name| !name.is_empty()).collect()
}

fn is_own(line: &str) -> bool {
    !line.trim_start().starts_with('>')
}

/// The lines that somebody wrote themselves, trimmed; empty ones stay.
fn own_lines(text: &str) -> Vec<String> {
    let text: String = text.chars().take(READ_MAX).collect();
    let own = text.lines().filter(|line| is_own(line));
    let lines: Vec<String> = own.map(|line| without_names(line).to_owned()).collect();
    let first = lines.iter().position(|line| !line.is_empty());
    lines.into_iter().skip(first.unwrap_or(0)).collect()
}

/// A line without the names at its beginning: `@desk@guild.example`, `@luthiers`, `!luthiers@guild.example`.
fn without_names(line: &str) -> &str {
    let mut rest = line.trim();
    while rest.starts_with('@') || is_community(rest) {
        match rest.split_once(char::is_whitespace) {
            Some((_, behind)) => rest = behind.trim_start(),
            None => return "",
        }
    }
    rest
}

fn is_community(text: &str) -> bool {
    let name = text.strip_prefix('!').unwrap_or_default();
    name.starts_with(|c: char| c.is_alphanumeric())
}

/// The words of a line, without anything around them, in lower case.
fn words_of(line: &str) -> impl Iterator<Item = String> {
    let apart = line.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let plain = apart.map(|word| word.replace(['\'', '’'], "").to_lowercase());
    plain.filter(|word| !word.is_empty())
}

/// The community named behind the word that asks to join; empty where none is.
fn wish(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let plain: String = words_of(first).collect();
    if !JOIN.contains(&plain.as_str()) {
        return None;
    }
    let rest: Vec<&str> = words.collect();
    let named = rest.last().copied().unwrap_or_default();
    let named = named.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let named = named.split('@').next().unwrap_or_default();
    // "JOIN" and a sentence is an answer or a question, and no wish.
    (rest.len() <= 2).then(|| named.to_lowercase())
}

/// Whether a line agrees, and what stands in the lines beside that.
fn take_agreement(lines: &[String]) -> (bool, Vec<String>) {
    let mut agrees = false;
    let mut rest = Vec::new();
    for line in lines {
        if agrees || numbered(line).is_some() {
            rest.push(line.clone());
            continue;
        }
        match behind_agreement(line) {
            Some(behind) => {
                agrees = true;
                rest.push(behind);
            }
            None => rest.push(line.clone()),
        }
    }
    // What was agreed to is taken back on a line of its own.
    let takes_back = |line: &String| {
        let first = words_of(line).next();
        first.is_some_and(|word| BUT.contains(&word.as_str()))
    };
    (agrees && !rest.iter().any(takes_back), rest)
}

/// What a line says beside agreeing; none where it does not agree.
fn behind_agreement(line: &str) -> Option<String> {
    let words: Vec<String> = words_of(line).collect();
    let at = words
        .iter()
        .take(EARLY)
        .position(|word| AGREE.contains(&word.as_str()))?;
    // Whoever is taken for agreeing who did not is bound by it; whoever is not understood gets help.
    let refuses = |word: &String| NOT.contains(&word.as_str()) || BUT.contains(&word.as_str());
    let own = match begins_answers(line, at.saturating_add(1)) {
        true => at.saturating_add(1),
        false => words.len(),
    };
    if words.iter().take(own).any(refuses) {
        return None;
    }
    // "I believe we all agree that" is a sentence of an answer.
    let is_filler = |word: &String| FILLERS.contains(&word.as_str());
    if !words.iter().take(at).all(is_filler) {
        return None;
    }
    let agreed = words.get(at)?;
    if words.iter().skip(at.saturating_add(1)).all(is_filler) {
        return Some(String::new());
    }
    // The rest of the line as it was written, from behind the word.
    let start = line
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| starts_with_word(line.get(*at..).unwrap_or_default(), agreed))?;
    let behind = line.get(start..)?.chars().skip(agreed.chars().count());
    let behind: String = behind.collect();
    let behind =
        behind.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '#'));
    Some(behind.to_owned())
}

/// Whether right behind the first `count` words of a line a numbered answer stands, as in "AGREE 1: no".
fn begins_answers(line: &str, count: usize) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let Some((before, behind)) = line.find(is_digit).and_then(|at| line.split_at_checked(at))
    else {
        return false;
    };
    // "1-5" is no answer to 1.
    let answers = numbered(behind).is_some_and(|(_, text)| !text.starts_with(is_digit));
    answers && words_of(before).count() == count
}

fn starts_with_word(text: &str, word: &str) -> bool {
    let beginning: String = text.chars().take(word.chars().count()).collect();
    beginning.to_lowercase() == word
}

/// The number in front of a line, and what stands behind it: `1: yes`, `2) no`, `#3. both`, `Answer 4: x`.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_start_matches(['*', '_', '-', ' ']);
    let lower = line.to_lowercase();
    let label = ["answer ", "antwort ", "question ", "frage "]
        .into_iter()
        .find(|label| lower.starts_with(*label));
    let line = match label {
        Some(label) => line.get(label.len()..)?,
        None => line,
    };
    let line = line.trim_start_matches(['(', '#', '*']);
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let number = line.get(..digits)?;
    if digits == 0 || digits > 2 {
        return None;
    }
    let rest = line.get(digits..)?.trim_start_matches('*').trim_start();
    let behind = rest.strip_prefix([':', ')', '.', '-', '–', '=', '/'])?;
    Some((
        number.parse().ok()?,
        behind.trim_start_matches([':', '*', ' ']),
    ))
}

/// The answers that follow their numbers; none where no line has one.
fn by_number(lines: &[String], count: usize) -> Option<Vec<String>> {
    let mut answers = vec![String::new(); count];
    let mut current = None;
    for line in lines {
        let marked = numbered(line).filter(|(number, _)| (1..=count).contains(number));
        let text = match marked {
            Some((number, behind)) => {
                current = number.checked_sub(1);
                behind
            }
            None => line.as_str(),
        };
        let Some(at) = current else { continue };
        if let Some(answer) = answers.get_mut(at) {
            if !answer.is_empty() {
                answer.push('\n');
            }
            answer.push_str(text);
        }
    }
    current.is_some().then_some(answers)
}

/// Without numbers: all of it answers one question, and as many lines or paragraphs as there are
/// questions answer them in turn.
fn by_order(lines: &[String], count: usize) -> Vec<String> {
    let text = lines.join("\n").trim().to_owned();
    if count <= 1 {
        return vec![text; count];
    }
    let said: Vec<String> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    if said.len() == count {
        return said;
    }
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    if paragraphs.len() == count {
        return paragraphs;
    }
    vec![String::new(); count]
}

/// An answer as the form would have it.
fn fitted(question: &Question, given: &str) -> String {
    match question.kind {
        QuestionKind::Text => given.to_owned(),
        QuestionKind::Tick => match is_yes(given) || is_same(&question.label, given) {
            true => "yes".to_owned(),
            false => String::new(),
        },
        QuestionKind::Choice => chosen(&question.choices.0, given),
    }
}

fn is_yes(given: &str) -> bool {
    const YES: [&str; 12] = [
        "yes", "y", "ja", "j", "x", "ok", "true", "agree", "stimmt", "sure", "klar", "jawohl",
    ];
    let first = words_of(given).next().unwrap_or_default();
    given.starts_with(['✓', '✔', '☑', '✅']) || YES.contains(&first.as_str())
}

/// Whether two texts are the same words.
fn is_same(one: &str, other: &str) -> bool {
    words_of(one).next().is_some() && words_of(one).eq(words_of(other))
}

/// Words that may stand before the number of a choice.
const LABELS: [&str; 7] = [
    "option", "choice", "number", "nr", "answer", "nummer", "antwort",
];

/// Whether these choices can be named by their numbers: not where a number is one of them.
pub fn have_numbers(choices: &[String]) -> bool {
    let is_number = |choice: &String| {
        let words: Vec<String> = words_of(choice).collect();
        words.concat().parse::<usize>().is_ok()
    };
    !choices.iter().any(is_number)
}

/// The choice that is meant: by its name, its number or letter, or a part of its name. What fits none, or
/// more than one, stays as it is, so that it can be said.
fn chosen(choices: &[String], given: &str) -> String {
    let meant: Vec<String> = words_of(given).collect();
    let found = by_name(choices, given)
        .or_else(|| by_place(choices, &meant))
        .or_else(|| by_part(choices, &meant));
    found.map_or(given, String::as_str).to_owned()
}

fn by_name<'a>(choices: &'a [String], given: &str) -> Option<&'a String> {
    let given = given.trim().to_lowercase();
    let exact = choices.iter().find(|choice| choice.to_lowercase() == given);
    exact.or_else(|| only(choices, |choice| is_same(choice, &given)))
}

fn by_place<'a>(choices: &'a [String], meant: &[String]) -> Option<&'a String> {
    if !have_numbers(choices) {
        return None;
    }
    let is_label = |word: &&String| LABELS.contains(&word.as_str());
    let mut rest = meant.iter().skip_while(is_label);
    let place = rest.next()?;
    let rest: Vec<&String> = rest.collect();
    let by_number = place.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let by_letter = match place.as_bytes() {
        [letter @ b'a'..=b'z'] if rest.is_empty() => Some(usize::from(letter - b'a')),
        _ => None,
    };
    let choice = by_number.or(by_letter).and_then(|at| choices.get(at))?;
    // Behind a number may stand what is chosen by it, and nothing else.
    let named: Vec<String> = words_of(choice).collect();
    rest.iter()
        .all(|word| named.contains(word))
        .then_some(choice)
}

fn by_part<'a>(choices: &'a [String], meant: &[String]) -> Option<&'a String> {
    let said = format!(" {} ", meant.join(" "));
    let is_named = |choice: &String| {
        let words: Vec<String> = words_of(choice).collect();
        !words.is_empty() && said.contains(&format!(" {} ", words.join(" ")))
    };
    let is_part = |choice: &String| {
        let words: Vec<String> = words_of(choice).collect();
        meant.iter().all(|word| words.contains(word))
    };
    let tells = meant.iter().any(|word| word.chars().count() > 2);
    let found = match choices.iter().any(is_named) {
        true => only(choices, is_named),
        false => only(choices, |choice| tells && is_part(choice)),
    };
    // "Not at home" names what it does not mean.
    let is_denied = |choice: &&String| {
        let own: Vec<String> = words_of(choice).collect();
        let denies = |word: &String| NOT.contains(&word.as_str()) && !own.contains(word);
        meant.iter().any(denies)
    };
    found.filter(|choice| !is_denied(choice))
}

/// The one choice of which this holds; none where it holds of more.
fn only(choices: &[String], holds: impl Fn(&String) -> bool) -> Option<&String> {
    let mut found = choices.iter().filter(|choice| holds(choice));
    match (found.next(), found.next()) {
        (Some(choice), None) => Some(choice),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CommunityId;
    use crate::store::Json;

    #[test]
    fn a_wish_to_be_asked_is_one_line_that_begins_with_its_word() {
        let yes = |tags: &str, per_week: &str, name: &str| {
            let wish = HelpWish::Yes {
                tags: tags.to_owned(),
                per_week: per_week.to_owned(),
            };
            Some((wish, name.to_owned()))
        };
        let cases = [
            ("HELP", yes("", "", "")),
            (
                "help !luthiers glue, hide glue 3",
                yes("glue, hide glue", "3", "luthiers"),
            ),
            (
                "@desk@guild.example HELP !Luthiers@guild.example varnish",
                yes("varnish", "", "luthiers"),
            ),
            ("Helfen 1", yes("", "1", "")),
            (
                "HELP !luthiers NO",
                Some((HelpWish::No, "luthiers".to_owned())),
            ),
            ("help stop", Some((HelpWish::No, String::new()))),
            ("I need help", None),
            ("HELP\nand more", None),
            ("JOIN", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(wish_to_help(text), expected, "{text:?}");
        }
    }

    fn question(kind: QuestionKind, choices: &[&str]) -> Question {
        Question {
            community_id: CommunityId(1),
            position: 1,
            kind,
            label: "Why?".to_owned(),
            help: String::new(),
            choices: Json(choices.iter().map(|choice| (*choice).to_owned()).collect()),
            required: true,
        }
    }

    fn two() -> [Question; 2] {
        [
            question(QuestionKind::Text, &[]),
            question(QuestionKind::Choice, &["At home", "In a shop"]),
        ]
    }

    #[test]
    fn names_stand_in_front_of_what_somebody_says() {
        let text =
            "> !quoted AGREE\n@desk@guild.example !Turners, AGREE\nwith @nobody\n!wood_workers";
        assert_eq!(names(text), ["desk", "turners", "wood_workers"]);
        assert!(names("AGREE !turners").is_empty());
    }

    #[test]
    fn who_wants_to_join_says_so_and_nothing_else() {
        let cases = [
            ("JOIN", Some("")),
            ("@luthiers@guild.example join!", Some("")),
            ("@desk JOIN luthiers", Some("luthiers")),
            ("Join !luthiers@guild.example.", Some("luthiers")),
            ("Beitreten", Some("")),
            ("@desk\nMitmachen", Some("")),
            ("Join us at the fair in May", None),
            ("How do I join?", None),
            ("I join", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let join = read(text, &[]).join;
            assert_eq!(join.as_deref(), expected, "{text:?}");
            assert_eq!(asks_to_join(text), expected.is_some(), "{text:?}");
        }
    }

    #[test]
    fn agreeing_is_understood_in_both_languages_and_refusing_is_no_agreeing() {
        for text in [
            "AGREE",
            "@desk@guild.example I agree.",
            "Yes, I agree to the rules!",
            "**Agreed**",
            "Hello!\nI agree",
            "ZUSTIMMEN",
            "Ich stimme den Regeln zu.",
            "Einverstanden",
            "Ich bin mit allem einverstanden.",
            "> Reply with AGREE\n\nagree",
        ] {
            assert!(read(text, &[]).agrees, "{text:?}");
        }
        for text in [
            "",
            "yes",
            "I do not agree",
            "I don't agree.",
            "I disagree",
            "Ich bin nicht einverstanden",
            "Einverstanden bin ich nicht",
            "Ich stimme nicht zu",
            "> AGREE",
            "What does it mean that I should agree?",
            "I agree to all of these rules, but I will not follow them",
            "I agree with rule 1 but not 2",
            "I agree to 1. But not to 2.",
            "I agree to 1-5, never to 6",
            "I agree.\nBut not to the second rule.",
            "Accept my apologies, I cannot do this",
            "Einverstanden, außer mit Regel 3",
        ] {
            assert!(!read(text, &[]).agrees, "{text:?}");
        }
    }

    #[test]
    fn answers_are_found_by_number_and_by_order() {
        let expected = ["I build guitars.", "In a shop"];
        for text in [
            "AGREE\n1: I build guitars.\n2: In a shop",
            "@desk agree\n2) in a shop\n1) I build guitars.",
            "AGREE 1: I build guitars.\n2: b",
            "1. I build guitars.\n2. 2\nAGREE",
            "I agree\n\nAnswer 1: I build guitars.\nAnswer 2: In a shop, mostly",
            "AGREE\nI build guitars.\nIn a shop",
            "Einverstanden.\n\nI build guitars.\n\nin a shop",
        ] {
            let reading = read(text, &two());
            assert!(reading.agrees, "{text:?}");
            assert_eq!(reading.answers, expected, "{text:?}");
        }
        let reading = read("AGREE 1: I do not build.\n2: b", &two());
        assert!(reading.agrees, "what is refused is no rule");
        assert_eq!(reading.answers, ["I do not build.", "In a shop"]);
        let one = [question(QuestionKind::Text, &[])];
        let long = read("AGREE\nI build guitars.\n\nAnd I mend 2 lutes.", &one);
        assert_eq!(long.answers, ["I build guitars.\n\nAnd I mend 2 lutes."]);
        let lines = read("1: I build\nguitars.\nAGREE", &two());
        assert_eq!(lines.answers, ["I build\nguitars.", ""]);
        let unclear = read("AGREE\nOne\ntwo\nthree", &two());
        assert_eq!(unclear.answers, ["", ""]);
        assert_eq!(
            read("AGREE\n2: on the moon", &two()).answers,
            ["", "on the moon"]
        );
    }

    #[test]
    fn a_choice_is_meant_by_its_name_its_place_or_a_part_of_it() {
        let where_ = ["At home", "In a shop", "On the road"];
        let years = ["1", "3", "10 or more"];
        let words = ["C", "C++"];
        let answers = ["Yes", "No"];
        let cases: [(&[&str], &str, &str); 20] = [
            (&where_, "in a SHOP.", "In a shop"),
            (&where_, "2", "In a shop"),
            (&where_, "(2)", "In a shop"),
            (&where_, "b", "In a shop"),
            (&where_, "Option 3", "On the road"),
            (&where_, "2 In a shop", "In a shop"),
            (&where_, "2, shop", "In a shop"),
            (&where_, "shop", "In a shop"),
            (&where_, "mostly at home", "At home"),
            (&where_, "4", "4"),
            (&where_, "2 at home", "At home"),
            (&where_, "not at home", "not at home"),
            (
                &where_,
                "at home and on the road",
                "at home and on the road",
            ),
            (&where_, "on the moon", "on the moon"),
            // Where numbers can be chosen, a number is no place.
            (&years, "1", "1"),
            (&years, "3", "3"),
            (&years, "2", "2"),
            (&words, "c++", "C++"),
            (&words, "2", "C++"),
            (&answers, "No, thank you", "No"),
        ];
        for (choices, given, expected) in cases {
            let choices: Vec<String> = choices.iter().map(|one| (*one).to_owned()).collect();
            assert_eq!(chosen(&choices, given), expected, "{given:?}");
        }
    }

    #[test]
    fn a_choice_is_answered_as_the_letter_numbers_it() {
        for text in [
            "AGREE\n1: a\n2.2",
            "AGREE\n1: a\n2.2 In a shop",
            "AGREE\n1: a\n2: 2",
            "AGREE\n1: a\n2: 2.",
            "AGREE\n1: a\n2:\nIn a shop",
        ] {
            let reading = read(text, &two());
            assert!(reading.agrees, "{text:?}");
            assert_eq!(reading.answers, ["a", "In a shop"], "{text:?}");
        }
    }

    #[test]
    fn ticks_need_a_yes() {
        let tick = [question(QuestionKind::Tick, &[])];
        for (text, expected) in [
            ("yes", "yes"),
            ("✅", "yes"),
            ("Ja.", "yes"),
            ("why", "yes"),
            ("no", ""),
            ("", ""),
        ] {
            let reading = read(&format!("AGREE\n1: {text}"), &tick);
            assert_eq!(reading.answers, [expected], "{text:?}");
        }
    }
}
