//! Proposing that two communities work together, and answering, as Guildhall servers tell each other: pure. A
//! draft, described in `docs/federation.md`.

use crate::activitypub::tolerant::{id_in, is_type, object_in, text};
use crate::activitypub::vocabulary::context;
use crate::app::App;
use crate::text::one_line;
use serde_json::{Value, json};

/// The relationship that is offered. It is the same in both directions.
const WORKS_WITH: &str = "http://purl.org/vocab/relationship/collaboratesWith";

/// Our own property of a `Group`: the communities that it works together with.
pub const LINKED: &str = "linkedCommunities";

/// Characters of what is written with a proposal.
pub const WORDS_MAX: usize = 500;

/// Who proposed it to whom, by the id of the Offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal<'a> {
    pub id: &'a str,
    pub from: &'a str,
    pub to: &'a str,
}

/// What is said of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// By whom it was made to: also later, which ends the link.
    Accept,
    Reject,
    /// By who made it: also later, which ends the link.
    Undo,
}

impl Word {
    pub fn kind(self) -> &'static str {
        match self {
            Self::Accept => "Accept",
            Self::Reject => "Reject",
            Self::Undo => "Undo",
        }
    }
}

/// The Offer as it is embedded.
fn offer(proposal: Proposal<'_>) -> Value {
    json!({
        "id": proposal.id,
        "type": "Offer",
        "actor": proposal.from,
        "object": {
            "type": "Relationship",
            "subject": proposal.from,
            "relationship": WORKS_WITH,
            "object": proposal.to,
        },
    })
}

/// The Offer on its own, ready to go out.
pub fn offer_document(app: &App, proposal: Proposal<'_>, words: &str) -> Value {
    let mut document = offer(proposal);
    if let Some(map) = document.as_object_mut() {
        let url = app.local.url("/context.json");
        map.insert("@context".to_owned(), context(&url));
        map.insert("to".to_owned(), json!([proposal.to]));
        map.insert("published".to_owned(), json!(app.now().wire()));
        if !words.is_empty() {
            map.insert("summary".to_owned(), json!(words));
        }
    }
    document
}

/// What one of the two says of it, under the id `id`.
pub fn word_document(app: &App, id: &str, word: Word, proposal: Proposal<'_>) -> Value {
    let (from, to) = match word {
        Word::Accept | Word::Reject => (proposal.to, proposal.from),
        Word::Undo => (proposal.from, proposal.to),
    };
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": id,
        "type": word.kind(),
        "actor": from,
        "to": [to],
        "published": app.now().wire(),
        "object": offer(proposal),
    })
}

/// Reads an Offer, as it came or embedded. None where it offers something else, or where who offers it is
/// not the one whose relationship it is: nobody speaks for another community.
pub fn read_offer(offer: &Value) -> Option<Proposal<'_>> {
    let about = object_in(offer, "object").filter(|about| is_type(about, "Relationship"))?;
    let (from, to) = (id_in(about, "subject")?, id_in(about, "object")?);
    let known = text(about, "relationship") == Some(WORKS_WITH);
    (known && id_in(offer, "actor") == Some(from)).then_some(Proposal {
        id: id_in(offer, "id")?,
        from,
        to,
    })
}

/// What was written with it, as one line of bearable length.
pub fn words_of(offer: &Value) -> String {
    one_line(text(offer, "summary").unwrap_or(""), WORDS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUILD: &str = "https://guild.example/c/luthiers";
    const HALL: &str = "https://hall.test/c/bows";

    #[test]
    fn only_a_community_itself_offers_to_work_together() {
        let proposal = Proposal {
            id: "https://hall.test/activities/offer/1",
            from: HALL,
            to: GUILD,
        };
        let sound = offer(proposal);
        assert_eq!(read_offer(&sound), Some(proposal));
        let wrong = |path: &str, value: Value| {
            let mut changed = sound.clone();
            *changed.pointer_mut(path).unwrap() = value;
            changed
        };
        let cases = [
            wrong("/actor", json!("https://hall.test/u/mallory")),
            wrong("/object/subject", json!(GUILD)),
            wrong("/object/subject", json!(7)),
            wrong("/object/object", json!(null)),
            wrong("/object/object", json!("no address")),
            wrong("/object/type", json!("Note")),
            wrong("/object/relationship", json!("http://x.test/owns")),
            wrong("/object", json!(GUILD)),
            wrong("/id", json!({})),
        ];
        for case in cases {
            assert_eq!(read_offer(&case), None, "{case:#}");
        }
    }

    #[test]
    fn words_are_one_bounded_line() {
        let long = json!({"summary": format!("Two\nlines {}", "x".repeat(9_000))});
        let words = words_of(&long);
        assert!(words.starts_with("Two lines"));
        assert!(words.chars().count() <= WORDS_MAX);
        assert_eq!(words_of(&json!({"summary": {"a": 1}})), "");
    }
}
