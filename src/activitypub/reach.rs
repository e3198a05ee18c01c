//! Which servers did not answer lately, so that nobody waits for the same dead one again and again.
//! Only for what we ask of others; deliveries have a patience of their own (`send`).

use crate::store::Time;
use chrono::TimeDelta;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

const REMEMBERED: usize = 20_000;
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(20);
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

/// One for each process.
#[derive(Default)]
pub struct Reach {
    away: Mutex<HashMap<String, Away>>,
}

#[derive(Clone, Copy)]
struct Away {
    wait: TimeDelta,
    until: Time,
}

impl Reach {
    /// Whether it is too early to ask this server again.
    pub fn is_away(&self, host: &str, now: Time) -> bool {
        self.locked().get(host).is_some_and(|away| away.until > now)
    }

    /// It did not answer at all: it is left alone for twice as long as the last time.
    pub fn note_silence(&self, host: &str, now: Time) {
        let mut away = self.locked();
        if away.len() >= REMEMBERED {
            away.clear();
        }
        let wait = match away.get(host) {
            Some(last) => (last.wait * 2).min(LONGEST_WAIT),
            None => FIRST_WAIT,
        };
        let until = now.plus(wait);
        away.insert(host.to_owned(), Away { wait, until });
    }

    /// It answered, or spoke to us.
    pub fn note_life(&self, host: &str) {
        self.locked().remove(host);
    }

    /// Nothing panics while it holds this lock.
    fn locked(&self) -> MutexGuard<'_, HashMap<String, Away>> {
        self.away.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    #[test]
    fn a_silent_server_is_left_alone_longer_and_longer_until_it_speaks() {
        let reach = Reach::default();
        let start = Time::new(Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap());
        assert!(!reach.is_away("a.test", start));
        let mut now = start;
        for seconds in [20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600] {
            reach.note_silence("a.test", now);
            let until = now.plus(TimeDelta::seconds(seconds));
            assert!(reach.is_away("a.test", until.minus(TimeDelta::seconds(1))));
            assert!(!reach.is_away("a.test", until));
            assert!(!reach.is_away("b.test", now));
            now = until;
        }
        reach.note_life("a.test");
        assert!(!reach.is_away("a.test", now));
    }
}
