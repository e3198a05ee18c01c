//! Which language somebody wants, and in which direction it is written.

use super::Locale;

/// Nobody reads more languages.
const WANTED_MAX: usize = 20;

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT: [&str; 8] = [
    "adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa",
];

/// Languages that are, as long as their tag names no other script.
const IN_SUCH_SCRIPTS: [&str; 24] = [
    "ar", "arc", "arz", "azb", "bal", "bgn", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "lrc",
    "mzn", "nqo", "pnb", "ps", "sd", "skr", "syr", "ug", "ur", "yi",
];

pub(super) fn is_right_to_left(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    // A script has four letters; a variant of four begins with a digit.
    let script =
        parts.find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic()));
    match script {
        Some(script) => RIGHT_TO_LEFT.contains(&script),
        None => IN_SUCH_SCRIPTS.contains(&language),
    }
}

/// The one of these that is closest to a tag: itself, the same with fewer parts (`pt` for `pt-BR`), or another of
/// the same language.
pub(super) fn closest(all: &[Locale], tag: &str) -> Option<Locale> {
    let exactly = |tag: &str| {
        let mut all = all.iter();
        all.find(|locale| locale.tag().eq_ignore_ascii_case(tag))
            .copied()
    };
    let mut tag = tag;
    loop {
        if let Some(found) = exactly(tag) {
            return Some(found);
        }
        match tag.rsplit_once('-') {
            Some((shorter, _)) => tag = shorter,
            None => break,
        }
    }
    let related = |locale: &&Locale| {
        let own = locale.tag().split('-').next().unwrap_or_default();
        own.eq_ignore_ascii_case(tag)
    };
    all.iter().find(related).copied()
}

/// The best of these for what a browser sends as `Accept-Language`; none where it names none of them.
pub(super) fn wanted(all: &[Locale], header: &str) -> Option<Locale> {
    let mut tags: Vec<(u16, &str)> = header
        .split(',')
        .take(WANTED_MAX)
        .filter_map(weighed)
        .collect();
    // The sort keeps the order of equals.
    tags.sort_by(|(one, _), (other, _)| other.cmp(one));
    tags.into_iter().find_map(|(_, tag)| closest(all, tag))
}

/// A tag and how much it is wanted, in thousandths; none for what is not wanted at all.
fn weighed(part: &str) -> Option<(u16, &str)> {
    let mut parts = part.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let weight = match parts.find_map(|part| part.strip_prefix("q=")) {
        Some(weight) => thousandths(weight.trim())?,
        None => 1_000,
    };
    (weight > 0).then_some((weight, tag))
}

/// `1`, `0.8`, `0.125`; none for what is no such number.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let known = rest.len() <= 3 && rest.chars().all(|c| c.is_ascii_digit());
    let whole: u16 = whole.parse().ok().filter(|whole| *whole <= 1 && known)?;
    let rest: u16 = format!("{rest:0<3}").parse().ok()?;
    Some((whole * 1_000 + rest).min(1_000))
}
