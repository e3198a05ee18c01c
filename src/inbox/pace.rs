//! How much one server may send in a minute. What is beyond is not taken, and its sender is told to come
//! again: nothing that was acknowledged is lost.
//!
//! Only who has shown that they are of that server counts toward it, or anybody could use up its room. Each
//! process counts for itself: a count that all share would be written for every activity.

use crate::activitypub::key_ring::registrable;
use crate::store::Time;
use chrono::TimeDelta;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

const MINUTE: TimeDelta = TimeDelta::minutes(1);
const REMEMBERED: usize = 20_000;

/// By domain, when all of its room is free again. Whoever owns a domain has any number of servers below it.
#[derive(Default)]
pub struct Pace {
    free_at: Mutex<HashMap<String, Time>>,
}

impl Pace {
    /// Takes room for one more of this host; false where there is none. The room for `limit` of them comes
    /// back evenly within a minute.
    pub fn take_room(&self, host: &str, limit: u32, now: Time) -> bool {
        let each = MINUTE / i32::try_from(limit.max(1)).unwrap_or(i32::MAX);
        let domain = registrable(host);
        let mut all = self.locked();
        let full = now.plus(MINUTE);
        // No later than that: a clock that was set back must not shut anybody out.
        let free_at = all.get(domain).map_or(now, |at| (*at).clamp(now, full));
        let next = free_at.plus(each);
        let has_room = next <= full;
        if all.len() >= REMEMBERED {
            all.retain(|_, at| *at > now);
        }
        if all.len() >= REMEMBERED {
            all.clear();
        }
        all.insert(domain.to_owned(), if has_room { next } else { free_at });
        has_room
    }

    /// Nothing panics while it holds this lock.
    fn locked(&self) -> MutexGuard<'_, HashMap<String, Time>> {
        self.free_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    fn at(seconds: i64) -> Time {
        Time::new(Utc.timestamp_opt(1_780_000_000 + seconds, 0).unwrap())
    }

    /// How many of a hundred get in.
    fn taken(pace: &Pace, host: &str, now: Time) -> usize {
        (0..100).filter(|_| pace.take_room(host, 6, now)).count()
    }

    #[test]
    fn room_comes_back_evenly_for_each_domain() {
        let pace = Pace::default();
        assert_eq!(taken(&pace, "one.a.test", at(0)), 6);
        assert_eq!(taken(&pace, "two.a.test", at(0)), 0, "one domain");
        assert_eq!(taken(&pace, "b.test", at(0)), 6, "others are others");
        assert_eq!(taken(&pace, "a.test", at(9)), 0);
        assert_eq!(taken(&pace, "a.test", at(20)), 2);
        assert_eq!(taken(&pace, "a.test", at(200)), 6, "no more than all");
    }

    #[test]
    fn a_clock_that_was_set_back_shuts_nobody_out() {
        let pace = Pace::default();
        assert_eq!(taken(&pace, "a.test", at(86_400)), 6);
        assert_eq!(taken(&pace, "a.test", at(10)), 0, "as if it were full now");
        assert_eq!(taken(&pace, "a.test", at(20)), 1);
    }

    #[test]
    fn only_so_many_domains_are_remembered() {
        let pace = Pace::default();
        for n in 0..REMEMBERED + 10 {
            assert!(pace.take_room(&format!("n{n}.test"), 6, at(0)));
        }
        assert!(pace.locked().len() <= REMEMBERED);
    }
}
