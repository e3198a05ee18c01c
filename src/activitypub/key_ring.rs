//! Keys of other servers' actors, parsed once, and how much is read on behalf of requests that cannot
//! be verified yet.
//!
//! Such a request names an actor, which is read from its server. That must cost little, whoever asks
//! and however often (S-15, S-17): an actor that was read in vain is not read again for five minutes;
//! requests by one actor wait for one reading; a domain, its subdomains included,
//! and all of them together have only so many readings under way.

use super::keys::VerifyingKey;
use crate::store::Time;
use chrono::TimeDelta;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Keys and readings remembered; when full, all are forgotten, which costs a few queries.
const REMEMBERED: usize = 20_000;
/// Requests of one domain that read actors or wait for a reading.
const PER_DOMAIN: usize = 8;
/// Requests of all domains that do.
const AT_ONCE: usize = 64;

fn read_again_after() -> TimeDelta {
    TimeDelta::minutes(5)
}

/// Why an actor was read in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    /// There was a document, and the key in it is another or none.
    DoesNotFit,
    /// Its server says that there is no such actor (404, 410).
    NotThere,
    /// Its server gave no document, whatever the reason.
    Unreadable,
}

/// One for each process.
pub struct KeyRing {
    parsed: Mutex<HashMap<String, (String, VerifyingKey)>>,
    /// When an actor was last read in vain, and why.
    misreads: Mutex<HashMap<String, (Time, Misread)>>,
    reading: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    domains: Mutex<HashMap<String, Arc<Semaphore>>>,
    all: Arc<Semaphore>,
}

impl Default for KeyRing {
    fn default() -> Self {
        Self {
            parsed: Mutex::default(),
            misreads: Mutex::default(),
            reading: Mutex::default(),
            domains: Mutex::default(),
            all: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

/// The right to read an actor, or to wait until somebody else has.
pub struct ReadingPermit {
    _domain: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl KeyRing {
    /// The key, parsed; None when it is no key we accept.
    pub fn parsed(&self, key_id: &str, pem: &str) -> Option<VerifyingKey> {
        let mut parsed = locked(&self.parsed);
        if let Some((known, key)) = parsed.get(key_id)
            && known == pem
        {
            return Some(key.clone());
        }
        let key = VerifyingKey::from_pem(pem).ok()?;
        make_room(&mut parsed);
        parsed.insert(key_id.to_owned(), (pem.to_owned(), key.clone()));
        Some(key)
    }

    /// Why the actor was read in vain, if that was so lately that it would be again.
    pub fn misread(&self, actor: &str, now: Time) -> Option<Misread> {
        let misreads = locked(&self.misreads);
        misreads
            .get(actor)
            .filter(|(at, _)| now.since(*at) < read_again_after())
            .map(|(_, why)| *why)
    }

    /// The actor has been read in vain, and another reading now would end the same way.
    pub fn note_misread(&self, actor: &str, why: Misread, now: Time) {
        let mut misreads = locked(&self.misreads);
        make_room(&mut misreads);
        misreads.insert(actor.to_owned(), (now, why));
    }

    /// None when this domain, or everybody together, has as many readings under way as it may.
    pub fn permit(&self, host: &str) -> Option<ReadingPermit> {
        let domain = {
            let mut domains = locked(&self.domains);
            // Only those that nobody holds can go: forgetting one in use would open it anew.
            if domains.len() >= REMEMBERED {
                domains.retain(|_, gate| Arc::strong_count(gate) > 1);
            }
            let gate = domains.entry(registrable(host).to_owned());
            Arc::clone(gate.or_insert_with(|| Arc::new(Semaphore::new(PER_DOMAIN))))
        };
        Some(ReadingPermit {
            _domain: domain.try_acquire_owned().ok()?,
            _all: Arc::clone(&self.all).try_acquire_owned().ok()?,
        })
    }

    /// Whoever holds this lock reads the actor; the others wait and find it read.
    pub fn turn(&self, actor: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut reading = locked(&self.reading);
        if reading.len() >= REMEMBERED {
            reading.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        Arc::clone(reading.entry(actor.to_owned()).or_default())
    }
}

/// Nothing panics while it holds one of these locks.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn make_room<K: Eq + Hash, V>(map: &mut HashMap<K, V>) {
    if map.len() >= REMEMBERED {
        map.clear();
    }
}

/// The part of a host name that somebody can register, as near as can be told without a list: the
/// last two labels, or three where the last two look like `co.uk`. Whoever owns it can make any
/// number of names below it.
pub fn registrable(host: &str) -> &str {
    let name = host.split(':').next().unwrap_or(host);
    if name.starts_with('[') || name.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return host;
    }
    let mut dots = name.rmatch_indices('.').map(|(at, _)| at);
    let (Some(last), Some(second)) = (dots.next(), dots.next()) else {
        return name;
    };
    let (suffix, above) = (name.len() - last - 1, last - second - 1);
    let from = match suffix == 2 && above <= 3 {
        true => dots.next().map_or(0, |third| third + 1),
        false => second + 1,
    };
    name.get(from..).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    #[test]
    fn a_domain_is_what_can_be_registered() {
        for (host, domain) in [
            ("a.test", "a.test"),
            ("x.y.mallory.test", "mallory.test"),
            ("x.y.mallory.test:8443", "mallory.test"),
            ("forum.example.co.uk", "example.co.uk"),
            ("example.co.uk", "example.co.uk"),
            ("social.example.de", "example.de"),
            ("localhost", "localhost"),
            ("127.0.0.1:80", "127.0.0.1:80"),
        ] {
            assert_eq!(registrable(host), domain, "{host}");
        }
    }

    #[test]
    fn subdomains_share_what_their_domain_may_do() {
        let ring = KeyRing::default();
        let held: Vec<_> = (0..PER_DOMAIN)
            .map(|n| ring.permit(&format!("h{n}.mallory.test")).unwrap())
            .collect();
        assert!(ring.permit("another.mallory.test").is_none());
        assert!(ring.permit("honest.example").is_some());
        drop(held);
        assert!(ring.permit("another.mallory.test").is_some());
    }

    #[test]
    fn all_domains_together_have_a_limit() {
        let ring = KeyRing::default();
        let held: Vec<_> = (0..AT_ONCE)
            .map(|n| ring.permit(&format!("h.d{n}x.test")).unwrap())
            .collect();
        assert!(ring.permit("honest.example").is_none());
        drop(held);
    }

    #[test]
    fn a_reading_in_vain_is_remembered_for_five_minutes_with_its_reason() {
        let ring = KeyRing::default();
        let now = Time::new(Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap());
        let actor = "https://a.test/u/ana";
        assert_eq!(ring.misread(actor, now), None);
        for why in [Misread::DoesNotFit, Misread::NotThere, Misread::Unreadable] {
            ring.note_misread(actor, why, now);
            let later = now.plus(TimeDelta::minutes(4));
            assert_eq!(ring.misread(actor, later), Some(why));
        }
        assert_eq!(ring.misread(actor, now.plus(TimeDelta::minutes(5))), None);
    }
}
