//! What was changed between two texts, word by word.

use similar::{ChangeTag, TextDiff};

/// Words and the spaces between them of what is left once the common beginning and end are off; of more, all counts as changed. Comparing
/// takes time by the product of the two, and a page compares ten pairs for whoever asks.
const WORDS_MAX: usize = 1_500;
/// Characters that are shown on each side of a long stretch in which nothing was changed.
const AROUND: usize = 160;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Same,
    Removed,
    Added,
}

/// Words that follow each other, and of which the same has become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub change: Change,
    pub text: String,
}

impl Piece {
    #[must_use]
    pub fn is_added(&self) -> bool {
        self.change == Change::Added
    }

    #[must_use]
    pub fn is_removed(&self) -> bool {
        self.change == Change::Removed
    }
}

/// The new text with what was removed from the old one in its place. Nothing where they are the same; what
/// did not change is left out where it is long.
#[must_use]
pub fn word_diff(old: &str, new: &str) -> Vec<Piece> {
    if old == new {
        return Vec::new();
    }
    let (old, new) = (words(old), words(new));
    let before = common(old.iter(), new.iter());
    let (start, old) = old.split_at(before);
    let (_, new) = new.split_at(before);
    let after = common(old.iter().rev(), new.iter().rev());
    let (old, end) = old.split_at(old.len() - after);
    let (new, _) = new.split_at(new.len() - after);
    let mut pieces = Vec::new();
    push(&mut pieces, Change::Same, start);
    compare(&mut pieces, old, new);
    push(&mut pieces, Change::Same, end);
    shorten(pieces)
}

/// Words, and what stands between them.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let space = first.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != space);
        let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
        words.push(word);
        rest = behind;
    }
    words
}

fn common<'a>(
    one: impl Iterator<Item = &'a &'a str>,
    other: impl Iterator<Item = &'a &'a str>,
) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

fn compare(pieces: &mut Vec<Piece>, old: &[&str], new: &[&str]) {
    if old.len() > WORDS_MAX || new.len() > WORDS_MAX {
        push(pieces, Change::Removed, old);
        push(pieces, Change::Added, new);
        return;
    }
    let diff = TextDiff::configure().diff_slices(old, new);
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => Change::Same,
            ChangeTag::Delete => Change::Removed,
            ChangeTag::Insert => Change::Added,
        };
        push(pieces, kind, &[change.value()]);
    }
}

fn push(pieces: &mut Vec<Piece>, change: Change, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    let text = words.concat();
    match pieces.last_mut() {
        Some(last) if last.change == change => last.text.push_str(&text),
        _ => pieces.push(Piece { change, text }),
    }
}

/// Leaves out what is far from every change.
fn shorten(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    for (n, piece) in pieces.iter_mut().enumerate() {
        if piece.change != Change::Same {
            continue;
        }
        let count = piece.text.chars().count();
        if count <= AROUND.saturating_mul(3) {
            continue;
        }
        let head: String = piece.text.chars().take(AROUND).collect();
        let tail: String = piece.text.chars().skip(count - AROUND).collect();
        piece.text = match n {
            0 => format!("… {tail}"),
            n if n == last => format!("{head} …"),
            _ => format!("{head} … {tail}"),
        };
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Removed words in brackets, added ones in braces.
    fn marked(old: &str, new: &str) -> String {
        let pieces = word_diff(old, new);
        let mark = |piece: &Piece| match piece.change {
            Change::Same => piece.text.clone(),
            Change::Removed => format!("[{}]", piece.text),
            Change::Added => format!("{{{}}}", piece.text),
        };
        pieces.iter().map(mark).collect()
    }

    #[test]
    fn words_that_were_changed_are_told_apart_from_those_that_were_not() {
        for (old, new, expected) in [
            ("", "", ""),
            ("same words", "same words", ""),
            ("", "all new", "{all new}"),
            ("all gone", "", "[all gone]"),
            (
                "It is oak wood",
                "It is spruce wood",
                "It is [oak]{spruce} wood",
            ),
            ("one two three", "one three", "one [two ]three"),
            ("a\nb c\nd", "a\nb x\nd", "a\nb [c]{x}\nd"),
        ] {
            assert_eq!(marked(old, new), expected, "{old:?} {new:?}");
        }
    }

    #[test]
    fn long_texts_are_cut_and_those_that_share_nothing_are_not_compared() {
        let long = "word ".repeat(500);
        let cut = marked(&format!("{long}a"), &format!("{long}b"));
        assert!(cut.starts_with("… ") && cut.ends_with("[a]{b}"), "{cut}");
        assert!(cut.len() < 200, "{cut}");
        let old: String = (0..800).map(|n| format!("o{n} ")).collect();
        let new: String = (0..800).map(|n| format!("n{n} ")).collect();
        let pieces = word_diff(old.trim_end(), new.trim_end());
        let kinds: Vec<Change> = pieces.iter().map(|piece| piece.change).collect();
        assert_eq!(kinds, [Change::Removed, Change::Added]);
    }
}
