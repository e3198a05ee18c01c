//! Where a text leads.

use super::token::{Token, Tokens, attribute, decode};

/// A link in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    pub address: String,
    /// What one reads there.
    pub words: String,
}

/// The first so many links of HTML, in their order.
#[must_use]
pub fn links_in(html: &str, most: usize) -> Vec<Linked> {
    let mut found: Vec<Linked> = Vec::new();
    let mut inside = false;
    for token in Tokens::new(html) {
        match token {
            Token::Open {
                name, attributes, ..
            } if name == "a" => {
                let address = attribute(attributes, "href");
                inside = address.is_some();
                let Some(address) = address else { continue };
                if found.len() >= most {
                    return found;
                }
                found.push(Linked {
                    address,
                    words: String::new(),
                });
            }
            Token::Close { name, .. } if name == "a" => inside = false,
            Token::Text(text) if inside => {
                if let Some(last) = found.last_mut() {
                    last.words.push_str(&decode(text));
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_have_an_address_and_words() {
        let html =
            "<p><a>no</a> <a href=\"https://a.example/?x=1&amp;y=2\">one <b>two</b></a> three</p>";
        let links = links_in(html, 5);
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].address, "https://a.example/?x=1&y=2");
        assert_eq!(links[0].words, "one two");
        assert!(links_in(html, 0).is_empty());
    }
}
