//! Short plain texts: titles, names, excerpts, the readable part of addresses.

/// How many combining marks may stand on one letter; the rest are dropped.
const MARKS: usize = 4;

/// Cuts a text to at most `max` characters, on a word boundary where there is
/// one in the second half, and marks the cut with an ellipsis.
#[must_use]
pub fn excerpt(text: &str, max: usize) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if words.len() > max.saturating_mul(4) {
            break;
        }
    }
    cut(&words, max)
}

/// One line fit for a title or a name: no control, direction-changing or
/// invisible characters, single spaces, few combining marks, at most `max`
/// characters.
#[must_use]
pub fn one_line(text: &str, max: usize) -> String {
    let mut out = String::new();
    let (mut length, mut marks, mut space) = (0_usize, 0_usize, false);
    for c in text.chars() {
        if c.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if is_hidden(c) {
            continue;
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks > MARKS {
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
            length += 1;
        }
        out.push(c);
        length += 1;
        if length > max {
            return cut(&out, max);
        }
    }
    out
}

/// The readable part of an address: lower-case ASCII words joined by hyphens,
/// at most 60 characters; `post` when a title has none.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in title.chars().flat_map(char::to_lowercase) {
        let Some(letters) = ascii(c) else {
            // An apostrophe and its like stay inside a word.
            gap |= !matches!(c, '\'' | '’') && !is_mark(c);
            continue;
        };
        if out.len() + letters.len() >= 60 {
            break;
        }
        if std::mem::take(&mut gap) && !out.is_empty() {
            out.push('-');
        }
        out.push_str(letters);
    }
    if out.is_empty() {
        return "post".to_owned();
    }
    out
}

/// Whether a character changes what its neighbours look like, or is not seen.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || is_bidi_control(c)
        || matches!(c,
        '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{2800}')
}

/// Embeddings, overrides and isolates: with them a text can show another order
/// than it has.
pub(super) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn cut(text: &str, max: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(max) else {
        return text.to_owned();
    };
    let end_with_room = text
        .char_indices()
        .nth(max.saturating_sub(1))
        .map_or(end, |(at, _)| at);
    let head = text.get(..end_with_room).unwrap_or_default();
    let at_word = head
        .rfind(' ')
        .filter(|at| *at * 2 >= head.len())
        .and_then(|at| head.get(..at))
        .unwrap_or(head);
    format!("{}…", at_word.trim_end_matches([' ', ',', '.', ';', ':']))
}

fn ascii(c: char) -> Option<&'static str> {
    const PLAIN: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
    if let Some(at) = PLAIN.find(c) {
        return PLAIN.get(at..=at);
    }
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ő' => "o",
        'ö' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ț' | 'ţ' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'þ' => "th",
        _ => return None,
    })
}
