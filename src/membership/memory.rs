//! What a process remembers of joining, so that looking at a page neither writes each time nor asks another
//! server each time: how often pages for joining were looked at until that is written, and what communities
//! elsewhere ask of new members.

use super::queries::figures::day_of;
use super::terms::Terms;
use crate::ids::CommunityId;
use crate::store::Time;
use chrono::TimeDelta;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Communities elsewhere that are remembered; when there are more, all are forgotten.
const REMEMBERED: usize = 5_000;
/// For so long it is good what a community elsewhere asks.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(5);
/// A server that said nothing of it is left alone for so long.
const LEFT_ALONE_FOR: TimeDelta = TimeDelta::minutes(1);

/// Looks that are counted together. Nothing here says whose they were.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    pub community: CommunityId,
    /// The day on which they happened, whenever they are written.
    pub day: String,
    /// By people who sign in here, or by others.
    pub local: bool,
}

/// What a server said when it was asked lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    Terms(Terms),
    Nothing,
}

impl Heard {
    pub fn terms(self) -> Option<Terms> {
        match self {
            Self::Terms(terms) => Some(terms),
            Self::Nothing => None,
        }
    }

    fn is_good(&self, since: TimeDelta) -> bool {
        let time = match self {
            Self::Terms(_) => GOOD_FOR,
            Self::Nothing => LEFT_ALONE_FOR,
        };
        since < time
    }
}

/// One for each process.
#[derive(Default)]
pub struct Memory {
    looks: Mutex<BTreeMap<Look, i64>>,
    heard: Mutex<HashMap<CommunityId, (Time, Heard)>>,
    asking: Mutex<HashMap<CommunityId, Arc<tokio::sync::Mutex<()>>>>,
}

impl Memory {
    /// Somebody who is no member looked at the page for joining.
    pub fn note_look(&self, community: CommunityId, local: bool, now: Time) {
        let look = Look {
            community,
            day: day_of(now),
            local,
        };
        self.give_back(BTreeMap::from([(look, 1)]));
    }

    /// All looks that have not been taken yet, for writing them.
    pub fn take_looks(&self) -> BTreeMap<Look, i64> {
        std::mem::take(&mut *locked(&self.looks))
    }

    /// They could not be written, and are counted with those to come.
    pub fn give_back(&self, looks: BTreeMap<Look, i64>) {
        let mut all = locked(&self.looks);
        for (look, count) in looks {
            let known = all.entry(look).or_default();
            *known = known.saturating_add(count);
        }
    }

    /// What the server of a community said of its terms, if that was lately.
    pub fn heard(&self, community: CommunityId, now: Time) -> Option<Heard> {
        let heard = locked(&self.heard);
        let (at, heard) = heard.get(&community)?;
        heard.is_good(now.since(*at)).then(|| heard.clone())
    }

    pub fn note_heard(&self, community: CommunityId, heard: Heard, now: Time) {
        let mut all = locked(&self.heard);
        if all.len() >= REMEMBERED {
            all.clear();
        }
        all.insert(community, (now, heard));
    }

    /// What it asks has changed, as its server lets us know.
    pub fn forget_heard(&self, community: CommunityId) {
        locked(&self.heard).remove(&community);
    }

    /// Whoever holds this lock asks the server of the community; the others wait and find its answer.
    pub fn turn(&self, community: CommunityId) -> Arc<tokio::sync::Mutex<()>> {
        let mut asking = locked(&self.asking);
        if asking.len() >= REMEMBERED {
            asking.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        Arc::clone(asking.entry(community).or_default())
    }
}

/// Nothing panics while it holds one of these locks.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    fn noon(day: u32) -> Time {
        Time::new(Utc.with_ymd_and_hms(2026, 6, day, 12, 0, 0).unwrap())
    }

    #[test]
    fn looks_are_counted_by_day_and_come_back_when_they_could_not_be_written() {
        let (memory, place) = (Memory::default(), CommunityId(3));
        for (day, local) in [(1, true), (1, true), (1, false), (2, true)] {
            memory.note_look(place, local, noon(day));
        }
        let look = |day: &str, local| Look {
            community: place,
            day: day.to_owned(),
            local,
        };
        let counted = [
            (look("2026-06-01", false), 1),
            (look("2026-06-01", true), 2),
            (look("2026-06-02", true), 1),
        ];
        let taken = memory.take_looks();
        assert_eq!(taken, BTreeMap::from(counted));
        assert!(memory.take_looks().is_empty(), "they are taken once");
        memory.note_look(place, true, noon(1));
        memory.give_back(taken);
        assert_eq!(memory.take_looks().get(&look("2026-06-01", true)), Some(&3));
    }

    #[test]
    fn silence_is_remembered_for_a_minute_and_an_answer_for_five() {
        let (memory, now) = (Memory::default(), noon(1));
        let (silent, open) = (CommunityId(3), CommunityId(4));
        let terms = Terms {
            join_policy: crate::communities::model::JoinPolicy::Open,
            rules: Vec::new(),
            rules_hash: String::new(),
            questions: Vec::new(),
            note: String::new(),
            not_for: String::new(),
            offers: String::new(),
        };
        memory.note_heard(silent, Heard::Nothing, now);
        memory.note_heard(open, Heard::Terms(terms.clone()), now);
        let later = |minutes| now.plus(TimeDelta::minutes(minutes));
        assert_eq!(memory.heard(silent, now), Some(Heard::Nothing));
        assert_eq!(memory.heard(silent, later(1)), None);
        assert_eq!(
            memory.heard(open, later(4)).and_then(Heard::terms),
            Some(terms)
        );
        assert_eq!(memory.heard(open, later(5)), None);
        memory.forget_heard(open);
        assert_eq!(memory.heard(open, now), None);
    }
}
