//! What every part of the program is given: configuration, database, clock, chance and network.
//!
//! `App` is cheap to clone and the first parameter everywhere. Code that must also talk ActivityPub
//! is given `Data<App>`, the federation crate's request context, which derefs to `App`.

use crate::activitypub::ids::Local;
use crate::activitypub::net::Http;
use crate::config::Config;
use crate::store::{Store, Time};
use chrono::{DateTime, Utc};
use std::ops::Deref;
use std::sync::Arc;
use tokio::sync::Notify;

/// Tells the time. Tests set their own.
pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;
}

/// Makes unpredictable numbers. Tests may make predictable ones.
pub trait Chance: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

pub struct SystemClock;
impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the system's clock"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

pub struct SystemChance;
impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        rand::fill(bytes);
    }
}

#[derive(Clone)]
pub struct App(Arc<Parts>);

pub struct Parts {
    pub config: Config,
    pub store: Store,
    pub local: Local,
    pub http: Arc<dyn Http>,
    pub clock: Box<dyn Clock>,
    pub chance: Box<dyn Chance>,
    pub wake: Wake,
}

/// Rung after a commit that left work behind, so that the loops need not wait for their next look.
#[derive(Default)]
pub struct Wake {
    pub jobs: Notify,
    pub deliveries: Notify,
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    pub fn now(&self) -> Time {
        Time::new(self.clock.now())
    }

    pub fn chance(&self) -> u128 {
        let mut bytes = [0; 16];
        self.chance.fill(&mut bytes);
        u128::from_be_bytes(bytes)
    }

    pub fn chance_words(&self) -> [u64; 2] {
        let mut first = [0; 8];
        let mut second = [0; 8];
        self.chance.fill(&mut first);
        self.chance.fill(&mut second);
        [u64::from_be_bytes(first), u64::from_be_bytes(second)]
    }

    /// Work was committed: wake the loops that do it.
    pub fn wake_workers(&self) {
        self.wake.jobs.notify_one();
        self.wake.deliveries.notify_one();
    }
}
