//! What a web page says of itself, for those who link to it: title, description and the address of a picture.

use super::line::one_line;
use super::token::{Token, Tokens, attribute, decode};

/// Bytes of a page that are looked at: what it says of itself stands at its beginning.
const READ_MAX: usize = 512 * 1024;
const TITLE_MAX: usize = 200;
const DESCRIPTION_MAX: usize = 500;
/// Bytes of an address.
const ADDRESS_MAX: usize = 2_000;

/// Plain text, and empty where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageFacts {
    pub title: String,
    pub description: String,
    /// As it is written: it may be relative to the page's own address.
    pub image: String,
    /// What is to be seen on it.
    pub image_alt: String,
}

/// Reads it from HTML of any kind. What a page says for those who share it comes before what it says for
/// browsers and search engines.
#[must_use]
pub fn page_facts(html: &str) -> PageFacts {
    let mut end = html.len().min(READ_MAX);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let mut found = Found::default();
    found.read(html.get(..end).unwrap_or_default());
    found.facts()
}

#[derive(Default)]
struct Found {
    shared: PageFacts,
    own: PageFacts,
}

impl Found {
    fn read(&mut self, html: &str) {
        let mut tokens = Tokens::new(html);
        let mut in_title = false;
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(text) if in_title => self.own.title.push_str(&decode(text)),
                Token::Text(_) => {}
                Token::Open {
                    name, attributes, ..
                } => match name.as_str() {
                    "title" => in_title = self.own.title.is_empty(),
                    "meta" => self.read_meta(attributes),
                    "script" | "style" | "svg" | "noscript" => tokens.skip_past(&name),
                    "body" => return,
                    _ => {}
                },
                Token::Close { name, .. } => match name.as_str() {
                    "title" => in_title = false,
                    "head" => return,
                    _ => {}
                },
            }
        }
    }

    fn read_meta(&mut self, attributes: &str) {
        let named = attribute(attributes, "property").or_else(|| attribute(attributes, "name"));
        let (Some(named), Some(content)) = (named, attribute(attributes, "content")) else {
            return;
        };
        let (shared, own) = (&mut self.shared, &mut self.own);
        let place = match named.to_ascii_lowercase().as_str() {
            "og:title" => &mut shared.title,
            "og:description" => &mut shared.description,
            "og:image" | "og:image:secure_url" | "og:image:url" => &mut shared.image,
            "og:image:alt" => &mut shared.image_alt,
            "twitter:image" => &mut own.image,
            "twitter:image:alt" => &mut own.image_alt,
            "description" => &mut own.description,
            _ => return,
        };
        if place.is_empty() {
            *place = content;
        }
    }

    fn facts(self) -> PageFacts {
        let (shared, own) = (self.shared, self.own);
        let or = |first: String, second: String, max: usize| {
            let first = one_line(&first, max);
            match first.is_empty() {
                true => one_line(&second, max),
                false => first,
            }
        };
        let (image, image_alt) = match shared.image.trim().is_empty() {
            true => (own.image, own.image_alt),
            false => (shared.image, shared.image_alt),
        };
        PageFacts {
            title: or(shared.title, own.title, TITLE_MAX),
            description: or(shared.description, own.description, DESCRIPTION_MAX),
            image: match image.len() <= ADDRESS_MAX {
                true => image.trim().to_owned(),
                false => String::new(),
            },
            image_alt: one_line(&image_alt, DESCRIPTION_MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_says_to_those_who_share_it_comes_first() {
        let facts = page_facts(
            "<!doctype html><html><head><title>Glue &amp; more | A site</title>\
             <meta name=description content='For search engines'>\
             <meta property=\"og:title\" content=\"Glue &amp; more\">\
             <meta content=\"All about\n  glue\" property=\"og:description\">\
             <meta property='og:image' content='/glue.jpg'>\
             <meta property='og:image:alt' content='A  pot'></head>\
             <body><meta property='og:title' content='No'>",
        );
        assert_eq!(facts.title, "Glue & more");
        assert_eq!(facts.description, "All about glue");
        assert_eq!(facts.image, "/glue.jpg");
        assert_eq!(facts.image_alt, "A pot");
    }

    #[test]
    fn pages_that_say_little_are_read_as_far_as_they_go() {
        let plain = page_facts("<title>\n Only a\ntitle </title><p>And text");
        assert_eq!(plain.title, "Only a title");
        assert_eq!((plain.description.as_str(), plain.image.as_str()), ("", ""));
        let scripted = page_facts("<script>'<title>No</title>'</script><title>Yes</title>");
        assert_eq!(scripted.title, "Yes");
        for html in [
            "",
            "plain",
            "<title>",
            "<meta",
            "<meta name=description>",
            "\u{0}<",
        ] {
            assert_eq!(page_facts(html).description, "", "{html}");
        }
        let long = format!("<title>{}</title>", "x".repeat(10_000));
        assert_eq!(page_facts(&long).title.chars().count(), TITLE_MAX);
        let late = format!("{}<title>Late</title>", "é".repeat(READ_MAX));
        assert_eq!(page_facts(&late).title, "");
    }
}
