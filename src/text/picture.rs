//! Pictures of ours in texts. Only they are shown as pictures; those of other servers are links, so that reading
//! tells no other server who reads.
//!
//! An address of one ends in a key of chance and in what the picture is: `…/media/0123….jpg`.

use super::Links;
use super::token::{Token, Tokens, attribute, escape};
use std::fmt::Write;

/// Pictures that one text shows; later ones stay links.
const PICTURES_MAX: usize = 20;
/// Digits of a key.
const KEY: usize = 32;
/// Marks that mean nothing in what is said of a picture; they stay readable for who edits the text.
const PLAIN: &str = ",.;?()'\"%";
/// Where they are, below our address.
const FOLDER: &str = "/media/";
/// How our renderer marks them; nobody else's markup comes this far with it.
pub(super) const CLASS: &str = "picture";

/// A picture that a text may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The last part of its address.
    pub name: String,
    pub width: i32,
    pub height: i32,
}

/// A picture that a rendered text shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPicture {
    pub key: String,
    pub url: String,
    /// What is said for who does not see it; may be empty.
    pub alt: String,
    pub media_type: &'static str,
    pub width: u32,
    pub height: u32,
}

/// Key and media type of a name such as `0123….jpg`.
fn read_name(name: &str) -> Option<(&str, &'static str)> {
    let (key, ending) = name.split_once('.')?;
    let media_type = match ending {
        "jpg" => "image/jpeg",
        "png" => "image/png",
        _ => return None,
    };
    is_key(key).then_some((key, media_type))
}

fn is_key(text: &str) -> bool {
    text.len() == KEY && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether this is the address of a picture of ours or of another Guildhall; which of them, `render` knows.
pub(super) fn is_address(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    let name = url.rsplit_once(FOLDER).map(|(_, name)| name);
    web && name.is_some_and(|name| read_name(name).is_some())
}

/// The key of a picture by the last part of its address; none for what cannot be one.
#[must_use]
pub fn picture_key(name: &str) -> Option<&str> {
    read_name(name).map(|(key, _)| key)
}

/// What a picture is, by the last part of its address.
#[must_use]
pub fn picture_type(name: &str) -> Option<&'static str> {
    read_name(name).map(|(_, media_type)| media_type)
}

/// The Markdown that shows a picture, with what is said for who does not see it.
#[must_use]
pub fn picture_markdown(name: &str, alt: &str) -> String {
    let mut said = String::with_capacity(alt.len());
    for c in super::one_line(alt, 500).chars() {
        if c.is_ascii_punctuation() && !PLAIN.contains(c) {
            said.push('\\');
        }
        said.push(c);
    }
    format!("![{said}]({FOLDER}{name})")
}

/// Keys of the pictures that a text may mean, each once.
#[must_use]
pub fn pictures_named(markdown: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for (at, _) in markdown.match_indices(FOLDER) {
        let after = at + FOLDER.len();
        let key = markdown.get(after..after + KEY).filter(|key| is_key(key));
        if let Some(key) = key
            && !keys.iter().any(|known| known == key)
        {
            keys.push(key.to_owned());
        }
        if keys.len() == PICTURES_MAX {
            break;
        }
    }
    keys
}

impl Picture {
    /// Whether an address in a text means this picture.
    pub(super) fn is_at(&self, url: &str, links: &Links) -> bool {
        let path = url.strip_prefix(&links.public_url).unwrap_or(url);
        path.strip_prefix(FOLDER) == Some(self.name.as_str())
    }

    pub(super) fn html(&self, alt: &str, links: &Links) -> String {
        let (home, name) = (&links.public_url, &self.name);
        let (width, height) = (self.width, self.height);
        let src = escape(&format!("{home}{FOLDER}{name}"));
        let alt = escape(alt.trim());
        format!(
            "<img class=\"{CLASS}\" src=\"{src}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\">"
        )
    }
}

/// The tag anew, from its attributes, as it is stored.
pub(super) fn tag(attributes: &str) -> Option<String> {
    let value = |name: &str| attribute(attributes, name).unwrap_or_default();
    let src = value("src");
    if value("class") != CLASS || !is_address(&src) {
        return None;
    }
    let mut tag = format!(
        "<img class=\"{CLASS}\" src=\"{}\" alt=\"{}\"",
        escape(&src),
        escape(&value("alt"))
    );
    for side in ["width", "height"] {
        if let Ok(pixels) = value(side).parse::<u32>() {
            // Writing to a string cannot fail.
            let _ = write!(tag, " {side}=\"{pixels}\"");
        }
    }
    tag.push_str(" loading=\"lazy\">");
    Some(tag)
}

/// The pictures that rendered HTML of ours shows, in their order.
#[must_use]
pub fn pictures_in(html: &str) -> Vec<ShownPicture> {
    let mut shown = Vec::new();
    if !html.contains("<img") {
        return shown;
    }
    for token in Tokens::new(html) {
        let Token::Open {
            name, attributes, ..
        } = token
        else {
            continue;
        };
        if name != "img" {
            continue;
        }
        shown.extend(read_tag(attributes));
    }
    shown
}

/// The first picture that rendered HTML of ours shows before anything in it is unfolded: what its writer hid is
/// hidden from who sees only that.
#[must_use]
pub fn open_picture_in(html: &str) -> Option<ShownPicture> {
    if !html.contains("<img") {
        return None;
    }
    let mut folds = 0_usize;
    for token in Tokens::new(html) {
        match token {
            Token::Open { name, .. } if name == "details" => folds += 1,
            Token::Close { name, .. } if name == "details" => folds = folds.saturating_sub(1),
            Token::Open {
                name, attributes, ..
            } if name == "img" && folds == 0 => {
                let shown = read_tag(attributes);
                if shown.is_some() {
                    return shown;
                }
            }
            _ => {}
        }
    }
    None
}

fn read_tag(attributes: &str) -> Option<ShownPicture> {
    let value = |name: &str| attribute(attributes, name).unwrap_or_default();
    let url = value("src");
    let (_, name) = url.rsplit_once(FOLDER)?;
    let (key, media_type) = read_name(name)?;
    let side = |name: &str| value(name).parse().unwrap_or_default();
    Some(ShownPicture {
        key: key.to_owned(),
        alt: value("alt"),
        media_type,
        width: side("width"),
        height: side("height"),
        url: url.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{clean_html, plain, render, render_with, summary_html};

    const NAME: &str = "0123456789abcdef0123456789abcdef.jpg";

    fn links() -> Links {
        Links {
            own_host: "guild.example".to_owned(),
            public_url: "https://guild.example".to_owned(),
        }
    }

    fn picture() -> Picture {
        Picture {
            name: NAME.to_owned(),
            width: 640,
            height: 480,
        }
    }

    fn shown(markdown: &str) -> String {
        render_with(markdown, &links(), &[picture()]).html
    }

    #[test]
    fn a_picture_of_ours_is_shown_and_others_are_links() {
        let html = shown(&format!("See ![The \"scroll\"](/media/{NAME})."));
        let expected = format!(
            "<img class=\"picture\" src=\"https://guild.example/media/{NAME}\" alt=\"The &quot;scroll&quot;\" width=\"640\" height=\"480\" loading=\"lazy\">"
        );
        assert!(html.contains(&expected), "{html}");
        let whole = format!("![x](https://guild.example/media/{NAME})");
        assert!(shown(&whole).contains("<img"));
        let other = NAME.replace('0', "f");
        for text in [
            format!("![x](/media/{other})"),
            format!("![x](https://other.example/media/{NAME})"),
            format!("![x](https://guild.example.evil.example/media/{NAME})"),
            format!("![x](/media/{NAME}?x)"),
            format!("![x](/media/../media/{NAME})"),
            format!("<img class=\"picture\" src=\"https://guild.example/media/{NAME}\">"),
            format!("`![x](/media/{NAME})`"),
            "![x](https://other.example/a.png)".to_owned(),
        ] {
            assert!(!shown(&text).contains("<img"), "{text}");
        }
        assert!(!render(&whole, &links()).html.contains("<img"));
    }

    #[test]
    fn nobody_elses_markup_shows_pictures() {
        let sent = format!(
            "<p>x</p><img class=\"picture\" src=\"https://guild.example/media/{NAME}\" alt=\"a\" width=\"1\" height=\"1\">"
        );
        let cleaned = clean_html(&sent).html;
        assert!(!cleaned.contains("<img"), "{cleaned}");
        assert!(cleaned.contains("href="), "{cleaned}");
    }

    #[test]
    fn what_stands_for_a_picture_is_found_and_summed_up() {
        let html = shown(&format!("Glue\n\n![A \\<scroll>](/media/{NAME})\n\nmore"));
        assert_eq!(plain(&html), "Glue\nA <scroll>\nmore");
        let summary = summary_html(&html, 100);
        assert!(
            !summary.contains("<img") && summary.contains("more"),
            "{summary}"
        );
        let found = pictures_in(&html);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].alt, "A <scroll>");
        assert_eq!((found[0].width, found[0].height), (640, 480));
        assert_eq!(found[0].media_type, "image/jpeg");
        assert_eq!(picture_key(NAME), Some(found[0].key.as_str()));
    }

    #[test]
    fn a_picture_that_is_folded_away_is_not_the_first() {
        let folded = format!("::: spoiler x\n![hidden](/media/{NAME})\n:::\n");
        assert_eq!(pictures_in(&shown(&folded)).len(), 1);
        assert_eq!(open_picture_in(&shown(&folded)), None);
        let both = shown(&format!("{folded}\n![open](/media/{NAME})\n"));
        assert_eq!(open_picture_in(&both).unwrap().alt, "open");
        assert_eq!(open_picture_in("<p>no <img src=\"/a.png\"></p>"), None);
    }

    #[test]
    fn names_are_keys_with_an_end_and_nothing_else() {
        let key = picture_key(NAME).unwrap();
        for name in [
            "",
            key,
            &format!("{key}.svg"),
            &format!("{key}.jpg.html"),
            &format!("../{NAME}"),
            &format!("{}.jpg", key.to_uppercase()),
            &format!("{key}0.jpg"),
            &format!("{NAME}\0"),
        ] {
            assert_eq!(picture_key(name), None, "{name}");
        }
    }

    #[test]
    fn what_is_said_of_a_picture_stays_what_was_said() {
        let said = picture_markdown(NAME, "The peers, one (the 2nd) is down. Why?");
        assert!(
            said.starts_with("![The peers, one (the 2nd) is down. Why?]("),
            "{said}"
        );
        for alt in [
            "Peers, one (the 2nd) is \"down\"; it's 50%. Why?",
            "A](x) scroll",
            "*two* `ribs`",
            "back\\slash",
            "<b>",
            "![a](b)",
            "",
        ] {
            let html = shown(&picture_markdown(NAME, alt));
            assert_eq!(pictures_in(&html)[0].alt, alt, "{html}");
        }
    }

    #[test]
    fn a_text_names_few_pictures_each_once() {
        let many: String = (0..50)
            .map(|n| format!("![](/media/{n:032x}.png) ![](/media/{n:032x}.png)\n"))
            .collect();
        let named = pictures_named(&many);
        assert_eq!(named.len(), PICTURES_MAX);
        assert_eq!(named[1], format!("{:032x}", 1));
        assert!(pictures_named("/media/é23456789abcdef0123456789abcdefff").is_empty());
    }
}
