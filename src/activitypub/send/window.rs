//! The order of deliveries to one peer: those about one object one after the other, as they were
//! written; else those that never failed before those that did, and the older before the newer.
//! So one delivery that a peer cannot digest does not stand before the others for ever.

use super::office::Text;
use super::queries::DueDelivery;
use crate::ids::ActorId;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A delivery with what it carries.
#[derive(Clone)]
pub(super) struct Letter {
    pub row: DueDelivery,
    pub text: Arc<Text>,
}

/// Deliveries of one peer that wait for their turn.
#[derive(Default)]
pub(super) struct Window {
    waiting: BTreeMap<i64, Letter>,
    /// Objects about which something is under way or held back.
    closed: HashSet<String>,
}

impl Window {
    pub fn new(letters: Vec<Letter>) -> Self {
        let waiting = letters.into_iter().map(|letter| (letter.row.id, letter));
        Self {
            waiting: waiting.collect(),
            closed: HashSet::new(),
        }
    }

    /// Takes the next that may go. Its object is closed until [`Window::open`].
    pub fn pop(&mut self) -> Option<Letter> {
        let mut seen = HashSet::new();
        let first_about_theirs = self
            .waiting
            .values()
            .filter(|letter| seen.insert(letter.row.object_key.as_str()))
            .filter(|letter| !self.closed.contains(&letter.row.object_key));
        let next = first_about_theirs
            .min_by_key(|letter| (letter.row.attempts, letter.row.id))?
            .row
            .id;
        let letter = self.waiting.remove(&next)?;
        self.closed.insert(letter.row.object_key.clone());
        Some(letter)
    }

    /// What was under way about this object has ended; the next may go.
    pub fn open(&mut self, object: &str) {
        self.closed.remove(object);
    }

    /// Takes out what something newer replaces: an edit or a vote of the same actor about the same
    /// object for the same inbox.
    pub fn take_superseded(&mut self) -> Vec<i64> {
        let mut newest: HashMap<(&'static str, ActorId, &str, &str), i64> = HashMap::new();
        let mut superseded = Vec::new();
        for (id, letter) in &self.waiting {
            let Some(sort) = replaceable(&letter.text.kind) else {
                continue;
            };
            let row = &letter.row;
            let about = (
                sort,
                letter.text.actor,
                row.object_key.as_str(),
                row.inbox_url.as_str(),
            );
            superseded.extend(newest.insert(about, *id));
        }
        for id in &superseded {
            self.waiting.remove(id);
        }
        superseded
    }
}

/// Of these only the last counts: an edit holds the whole text, a vote the whole opinion.
fn replaceable(kind: &str) -> Option<&'static str> {
    match kind {
        "Update" => Some("edit"),
        "Like" | "Dislike" => Some("vote"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activitypub::delivery::Audience;
    use crate::store::Time;
    use bytes::Bytes;

    fn letter(id: i64, kind: &str, object: &str, attempts: i32) -> Letter {
        Letter {
            row: DueDelivery {
                id,
                activity_id: id,
                inbox_url: "https://b.test/inbox".to_owned(),
                object_key: object.to_owned(),
                attempts,
                created_at: Time::new(chrono::DateTime::UNIX_EPOCH),
            },
            text: Arc::new(Text {
                kind: kind.to_owned(),
                actor: ActorId(1),
                audience: Audience::Public,
                document: Bytes::new(),
            }),
        }
    }

    fn popped(window: &mut Window) -> Option<i64> {
        window.pop().map(|letter| letter.row.id)
    }

    #[test]
    fn nothing_overtakes_an_earlier_one_about_the_same_object() {
        let mut window = Window::new(vec![
            letter(1, "Create", "a", 3),
            letter(2, "Update", "a", 0),
            letter(3, "Create", "b", 0),
        ]);
        assert_eq!(popped(&mut window), Some(3));
        assert_eq!(popped(&mut window), Some(1));
        assert_eq!(popped(&mut window), None);
        window.open("a");
        assert_eq!(popped(&mut window), Some(2));
        assert_eq!(popped(&mut window), None);
    }

    #[test]
    fn only_edits_and_votes_are_replaced_by_newer_ones() {
        let mut window = Window::new(vec![
            letter(1, "Create", "a", 0),
            letter(2, "Update", "a", 0),
            letter(3, "Update", "b", 0),
            letter(4, "Like", "a", 0),
            letter(5, "Delete", "b", 0),
            letter(6, "Update", "a", 0),
            letter(7, "Dislike", "a", 0),
            letter(8, "Announce", "a", 0),
            letter(9, "Announce", "a", 0),
        ]);
        let mut gone = window.take_superseded();
        gone.sort_unstable();
        assert_eq!(gone, [2, 4]);
    }
}
