//! Proposing that two communities work together, and answering, as Guildhall servers tell each other, and what
//! comes of it whatever is heard first: pure. A draft, described in `docs/federation.md`.

use crate::activitypub::tolerant::{id_in, is_type, object_in, text};
use crate::activitypub::vocabulary::context;
use crate::app::App;
use crate::membership::model::LinkState;
use crate::text::one_line;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::cmp::Ordering;

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

/// How far an Offer has come, by all that was heard of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Made,
    Accepted,
    Declined,
    /// Taken back, or accepted and over.
    Ended,
}

impl Step {
    /// What two words about one Offer come to, whichever of them was heard first.
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (one, two) if one == two => one,
            (Self::Made, one) | (one, Self::Made) => one,
            _ => Self::Ended,
        }
    }

    fn is_open(self) -> bool {
        matches!(self, Self::Made | Self::Accepted)
    }
}

/// Which of the two made an Offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Ours,
    Theirs,
}

/// An Offer, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    pub id: String,
    pub step: Step,
}

impl Offered {
    /// Its place among all Offers of the two: the last part of an id begins with the time.
    fn place(&self) -> (&str, &str) {
        let tail = self.id.rsplit('/').next().unwrap_or_default();
        (tail, &self.id)
    }
}

/// The latest Offer of each of two communities. Both sides hear the same in the end, and what they have heard
/// comes to the same in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offers {
    pub ours: Option<Offered>,
    pub theirs: Option<Offered>,
}

impl Offers {
    /// Where nothing but the latest Offer is known.
    pub fn of(state: LinkState, id: &str, by: Side) -> Self {
        let step = match state {
            LinkState::Proposed | LinkState::Asked => Step::Made,
            LinkState::Linked => Step::Accepted,
            LinkState::Declined => Step::Declined,
            LinkState::Ended => Step::Ended,
        };
        let mut offers = Self::default();
        offers.hear(by, id, step);
        offers
    }

    /// Ours offers anew.
    pub fn make(&mut self, id: &str) {
        self.ours = Some(Offered {
            id: id.to_owned(),
            step: Step::Made,
        });
    }

    pub fn by(&self, side: Side) -> Option<&Offered> {
        match side {
            Side::Ours => self.ours.as_ref(),
            Side::Theirs => self.theirs.as_ref(),
        }
    }

    pub fn open(&self, side: Side) -> Option<&Offered> {
        self.by(side).filter(|offered| offered.step.is_open())
    }

    /// Whether that is news. Of the Offers of one side the one that sorts last was made last.
    pub fn hear(&mut self, by: Side, id: &str, step: Step) -> bool {
        let slot = match by {
            Side::Ours => &mut self.ours,
            Side::Theirs => &mut self.theirs,
        };
        let known = slot
            .as_ref()
            .map(|known| (id.cmp(known.id.as_str()), known.step));
        let step = match known {
            Some((Ordering::Less, _)) => return false,
            Some((Ordering::Equal, known)) => known.with(step),
            Some((Ordering::Greater, _)) | None => step,
        };
        let heard = Some(Offered {
            id: id.to_owned(),
            step,
        });
        let is_news = *slot != heard;
        *slot = heard;
        is_news
    }

    /// How the two stand to each other, and by which Offer; none where nothing was ever offered. Who has offered
    /// the same as the other wants it.
    pub fn come_to(&self) -> Option<(LinkState, &str)> {
        let by_one = |offered: &Offered, waits: LinkState| match offered.step {
            Step::Accepted => LinkState::Linked,
            _ => waits,
        };
        match (self.open(Side::Ours), self.open(Side::Theirs)) {
            (Some(ours), Some(theirs)) => {
                let first = ours.id.as_str().min(theirs.id.as_str());
                Some((LinkState::Linked, first))
            }
            (Some(ours), None) => Some((by_one(ours, LinkState::Proposed), ours.id.as_str())),
            (None, Some(theirs)) => Some((by_one(theirs, LinkState::Asked), theirs.id.as_str())),
            (None, None) => {
                let both = self.ours.iter().chain(&self.theirs);
                let last = both.max_by(|one, two| one.place().cmp(&two.place()))?;
                let state = match last.step {
                    Step::Declined => LinkState::Declined,
                    _ => LinkState::Ended,
                };
                Some((state, last.id.as_str()))
            }
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

    /// All orders of so many things.
    fn orders(count: usize) -> Vec<Vec<usize>> {
        if count == 0 {
            return vec![Vec::new()];
        }
        let mut all = Vec::new();
        for shorter in orders(count - 1) {
            for at in 0..count {
                let mut order = shorter.clone();
                order.insert(at, count - 1);
                all.push(order);
            }
        }
        all
    }

    type Fact = (Side, &'static str, Step);

    /// What one side knows when it has heard all of this in this order.
    fn heard(facts: &[Fact], order: &[usize]) -> Offers {
        let mut offers = Offers::default();
        for which in order {
            let (by, id, step) = facts[*which];
            offers.hear(by, id, step);
        }
        offers
    }

    #[test]
    fn both_sides_come_to_the_same_in_every_order_of_all_that_was_said() {
        use Side::{Ours, Theirs};
        use Step::{Accepted, Declined, Ended, Made};
        const A1: &str = "https://a.test/activities/offer/1";
        const A5: &str = "https://a.test/activities/offer/5";
        const B2: &str = "https://b.test/activities/offer/2";
        const B4: &str = "https://b.test/activities/offer/4";
        let crossed: Vec<Fact> = vec![
            (Ours, A1, Made),
            (Theirs, B2, Made),
            (Ours, A1, Accepted),
            (Theirs, B2, Accepted),
        ];
        let and = |more: &[Fact]| [crossed.as_slice(), more].concat();
        let again: Vec<Fact> = vec![
            (Ours, A1, Made),
            (Ours, A1, Accepted),
            (Ours, A1, Declined),
            (Theirs, B4, Made),
        ];
        let declined: Vec<Fact> = vec![
            (Theirs, B2, Made),
            (Theirs, B2, Ended),
            (Theirs, B4, Made),
            (Theirs, B4, Declined),
        ];
        let ended = and(&[(Ours, A1, Declined), (Theirs, B2, Ended)]);
        let anew = and(&[(Ours, A1, Ended), (Theirs, B2, Declined), (Ours, A5, Made)]);
        let cases = [
            (crossed.clone(), LinkState::Linked, A1),
            (ended, LinkState::Ended, B2),
            // One was taken back before the other side had heard of it.
            (and(&[(Ours, A1, Ended)]), LinkState::Linked, B2),
            // Ended, and proposed anew by either side.
            (again, LinkState::Asked, B4),
            (anew, LinkState::Proposed, A5),
            (declined, LinkState::Declined, B4),
        ];
        for (facts, state, id) in cases {
            let turn = |by: Side| match by {
                Ours => Theirs,
                Theirs => Ours,
            };
            let turned = facts.iter().map(|(by, id, step)| (turn(*by), *id, *step));
            let turned: Vec<Fact> = turned.collect();
            let mirrored = match state {
                LinkState::Proposed => LinkState::Asked,
                LinkState::Asked => LinkState::Proposed,
                same => same,
            };
            for order in orders(facts.len()) {
                let (here, there) = (heard(&facts, &order), heard(&turned, &order));
                assert_eq!(here.come_to(), Some((state, id)), "{facts:?} {order:?}");
                assert_eq!(there.come_to(), Some((mirrored, id)), "{facts:?} {order:?}");
            }
        }
        assert_eq!(Offers::default().come_to(), None);
    }

    #[test]
    fn a_link_of_an_older_version_goes_on_from_its_only_offer() {
        for (state, step) in [
            (LinkState::Proposed, Step::Made),
            (LinkState::Linked, Step::Accepted),
            (LinkState::Declined, Step::Declined),
            (LinkState::Ended, Step::Ended),
        ] {
            let mut offers = Offers::of(state, "https://a.test/1", Side::Ours);
            assert_eq!(offers.come_to(), Some((state, "https://a.test/1")));
            assert!(
                !offers.hear(Side::Ours, "https://a.test/1", step),
                "{state}"
            );
            assert!(!offers.hear(Side::Ours, "https://a.test/0", Step::Ended));
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
