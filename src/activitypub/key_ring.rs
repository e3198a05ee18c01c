//! Keys of other servers' actors, parsed once, and which were looked for in vain.
//!
//! What is remembered here keeps requests that cannot be verified yet from costing much (S-15, S-17).

use super::keys::VerifyingKey;
use crate::store::Time;
use chrono::TimeDelta;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Keys and refusals remembered; when full, all are forgotten, which costs a few queries.
const REMEMBERED: usize = 20_000;
/// Reads of actors in flight for one host on behalf of requests that are not verified yet.
const READS_PER_HOST: usize = 2;

fn read_again_after() -> TimeDelta {
    TimeDelta::minutes(5)
}

/// Parsed keys, and which keys were looked for in vain. One for each process.
#[derive(Default)]
pub struct KeyRing {
    parsed: Mutex<HashMap<String, (String, VerifyingKey)>>,
    read_at: Mutex<HashMap<String, Time>>,
    reading: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl KeyRing {
    /// The key, parsed; None when it is no key we accept.
    pub fn parsed(&self, key_id: &str, pem: &str) -> Option<VerifyingKey> {
        let mut parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, key)) = parsed.get(key_id)
            && known == pem
        {
            return Some(key.clone());
        }
        let key = VerifyingKey::from_pem(pem).ok()?;
        if parsed.len() >= REMEMBERED {
            parsed.clear();
        }
        parsed.insert(key_id.to_owned(), (pem.to_owned(), key.clone()));
        Some(key)
    }

    /// Whether this key's owner may be read now; if so, it counts as read.
    pub fn may_read(&self, key_id: &str, now: Time) -> bool {
        let mut read_at = self.read_at.lock().unwrap_or_else(PoisonError::into_inner);
        if read_at
            .get(key_id)
            .is_some_and(|at| now.since(*at) < read_again_after())
        {
            return false;
        }
        if read_at.len() >= REMEMBERED {
            read_at.clear();
        }
        read_at.insert(key_id.to_owned(), now);
        true
    }

    /// Bounds how many actors of one host are read at once.
    pub fn gate(&self, host: &str) -> Arc<Semaphore> {
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if reading.len() >= REMEMBERED {
            reading.clear();
        }
        let gate = reading.entry(host.to_owned());
        gate.or_insert_with(|| Arc::new(Semaphore::new(READS_PER_HOST)))
            .clone()
    }
}
