//! What every part of the program is given: configuration, database, clock, chance, network and mail.
//!
//! `App` is cheap to clone and the first parameter everywhere. Code that must also talk ActivityPub
//! is given `Data<App>`, the federation crate's request context, which derefs to `App`.

use crate::accounts::closing::Door;
use crate::activitypub::ids::Local;
use crate::activitypub::key_ring::KeyRing;
use crate::activitypub::net::Http;
use crate::activitypub::reach::Reach;
use crate::config::Config;
use crate::jobs::Rush;
use crate::locale::Languages;
use crate::mail::mailer::Mailer;
use crate::media::bench::Bench;
use crate::membership::memory::Memory;
use crate::screening::memory::Screens;
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
    pub mailer: Mailer,
    /// Those that we speak.
    pub languages: Languages,
    pub clock: Box<dyn Clock>,
    pub chance: Box<dyn Chance>,
    pub wake: Wake,
    pub rush: Rush,
    pub key_ring: KeyRing,
    pub reach: Reach,
    /// What is remembered of joining and not written at once.
    pub joining: Memory,
    /// Where pictures are made.
    pub pictures: Bench,
    /// Automatic rules that were made ready.
    pub screens: Screens,
    /// Whether the server is closed for a while.
    pub door: Door,
}

/// Rung after a commit that left work behind, so that the loops need not wait for their next look.
#[derive(Default)]
pub struct Wake {
    pub jobs: Notify,
    pub deliveries: Notify,
    pub words: Notify,
    /// For the loops of other processes on the same database.
    pub others: Notify,
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
        self.wake.words.notify_one();
        self.wake.others.notify_one();
    }
}

#[cfg(test)]
pub mod testing {
    //! An `App` for tests: a fresh database, a clock that stands until it is moved, and no network.

    use super::*;
    use crate::activitypub::fake_http::FakeHttp;
    use crate::locale::DIRECTORY;
    use crate::store::test_db::{TestDb, fresh};
    use activitypub_federation::config::{Data, FederationConfig};
    use chrono::{TimeDelta, TimeZone};
    use std::sync::Mutex;
    use tempfile::TempDir;
    use url::Url;

    /// Stands at 2026-06-01 12:00 UTC until a test moves it.
    #[derive(Clone)]
    pub struct TestClock(Arc<Mutex<DateTime<Utc>>>);

    impl TestClock {
        fn new() -> Self {
            let start = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
            Self(Arc::new(Mutex::new(start)))
        }

        pub fn advance(&self, by: TimeDelta) {
            *self.0.lock().unwrap() += by;
        }
    }

    impl Clock for TestClock {
        fn now(&self) -> DateTime<Utc> {
            *self.0.lock().unwrap()
        }
    }

    /// Derefs to its `App`.
    pub struct TestApp {
        pub app: App,
        pub config: FederationConfig<App>,
        pub data: Data<App>,
        pub clock: TestClock,
        pub http: Arc<FakeHttp>,
        pub db: TestDb,
        /// Where its files are.
        pub files: TempDir,
    }

    impl Deref for TestApp {
        type Target = App;
        fn deref(&self) -> &App {
            &self.app
        }
    }

    /// The server `https://guild.example`.
    pub async fn test_app() -> TestApp {
        test_app_with(|_| {}).await
    }

    /// The same with another configuration.
    pub async fn test_app_with(change: impl FnOnce(&mut Config)) -> TestApp {
        test_app_on(fresh().await, change).await
    }

    /// The same on a database that is there already.
    pub async fn test_app_on(db: TestDb, change: impl FnOnce(&mut Config)) -> TestApp {
        let address = "[server]\npublic_url = \"https://guild.example\"";
        let mut config = Config::from_parts(address, Default::default()).unwrap();
        let files = tempfile::tempdir().unwrap();
        config.server.data_dir = files.path().to_owned();
        change(&mut config);
        let (clock, http) = (TestClock::new(), Arc::new(FakeHttp::default()));
        assemble(db, config, files, clock, http).await
    }

    impl TestApp {
        /// Another process of the same server: what is in the database is there, what the first one has in
        /// memory is not. It lives no longer than the first.
        pub async fn another_process(&self) -> TestApp {
            let files = tempfile::tempdir().unwrap();
            let (clock, http) = (self.clock.clone(), Arc::clone(&self.http));
            assemble(
                self.db.shared(),
                self.app.config.clone(),
                files,
                clock,
                http,
            )
            .await
        }
    }

    async fn assemble(
        db: TestDb,
        config: Config,
        files: TempDir,
        clock: TestClock,
        http: Arc<FakeHttp>,
    ) -> TestApp {
        let network: Arc<dyn Http> = http.clone();
        let local = Local::new(Url::parse(&config.server.public_url).unwrap());
        let host = local.host.clone();
        let mailer = Mailer::new(&config).unwrap();
        let folder = config.server.data_dir.join(DIRECTORY);
        let (languages, _) = Languages::load(&folder, &config.server.language);
        let app = App::new(Parts {
            config,
            store: db.store.clone(),
            local,
            http: network,
            mailer,
            languages,
            clock: Box::new(clock.clone()),
            chance: Box::new(SystemChance),
            wake: Wake::default(),
            rush: Rush::default(),
            key_ring: KeyRing::default(),
            reach: Reach::default(),
            joining: Memory::default(),
            pictures: Bench::default(),
            screens: Screens::default(),
            door: Door::default(),
        });
        let config = FederationConfig::builder()
            .domain(host)
            .app_data(app.clone())
            .build()
            .await
            .unwrap();
        let data = config.to_request_data();
        TestApp {
            app,
            config,
            data,
            clock,
            http,
            db,
            files,
        }
    }
}
