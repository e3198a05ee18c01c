//! From a configuration to a server that answers, and back.

use super::figures::{self, write_figures};
use super::hearing::hear;
use super::lock::{self, DataDirError, DataLock};
use super::presence::{self, Here};
use super::{listen, router};
use crate::accounts::closing::Door;
use crate::accounts::jobs::{
    AskedReset, EraseAccount, SendConfirmation, SendReset, SendVerdict, ShutOut, TellOfSuspension,
};
use crate::accounts::setup::{self, Start};
use crate::activitypub::ids::Local;
use crate::activitypub::key_ring::KeyRing;
use crate::activitypub::net::{Net, NetSettings};
use crate::activitypub::nodeinfo::{ReadNodeInfo, SoftwareChanged};
use crate::activitypub::reach::Reach;
use crate::activitypub::retention::Forget;
use crate::activitypub::send::Sender;
use crate::admin::actions::{SeverServer, TellSevered};
use crate::admin::deciding::{EndRules, TakeHostList};
use crate::app::{App, Clock, Parts, SystemChance, SystemClock, Wake};
use crate::communities::jobs::{BackfillCommunity, RefreshActor};
use crate::config::Config;
use crate::erasure::purging::Purging;
use crate::error::{Error, Result};
use crate::health;
use crate::inbox::ProcessActivity;
use crate::jobs::{Registry, Rush, Worker};
use crate::library::jobs::{MakeExport, TendExports, TendReviews};
use crate::locale::{DIRECTORY, Languages};
use crate::mail::jobs::SendLetter;
use crate::mail::mailer::Mailer;
use crate::media::bench::Bench;
use crate::media::jobs::{RemoveStrays, TakeDown, TendPictures};
use crate::membership::jobs::{
    AskByMessage, AskMembers, CheckReaders, ClockChanged, CloseDoors, ExpireApplication,
    JudgeFollow, MailDesk, MailRules, NoteOffice, ReadModerators, ReleaseAllHeld, ReleaseHeld,
    SendInvitation, TakeWords, TellApplicant, TellInvited, TellOfRules, TellWhyNot, TendNewcomers,
};
use crate::membership::memory::Memory;
use crate::merit::jobs::WeighDue;
use crate::messages::jobs::{ExplainRefusal, ForgetMessage};
use crate::moderation::actions::arrivals::Incoming;
use crate::moderation::actions::{Sweep, SweepBranch};
use crate::moderation::jobs::{TellOfAct, TellOfBan, TellReporter};
use crate::notifications::jobs::MailNotice;
use crate::posts::jobs::{
    AdoptReplies, FetchNamedReplies, FetchParent, FetchReplies, FetchResource, FindDuplicate,
    RetagThreads, TakeName, TellFollowers,
};
use crate::routing::jobs::{CallHelpers, TellHelper};
use crate::schedules::jobs::RunSchedule;
use crate::screening::jobs::{ReportCaught, TellOfHold};
use crate::screening::memory::Screens;
use crate::search::actions::keep_words;
use crate::search::jobs::LookForFollowed;
use crate::store::{Store, StoreError};
use crate::team::jobs::{SendTeamAnswer, TellAppellant};
use activitypub_federation::config::FederationConfig;
use axum::Router;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use url::Url;

/// Why a server did not start, as its operator should read it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Refused(Error),
    #[error("cannot listen on {address}: {source}")]
    Listen {
        address: SocketAddr,
        source: std::io::Error,
    },
    #[error(
        "`guildhall work` needs PostgreSQL; with SQLite, `guildhall serve` does all work itself"
    )]
    WorkOnSqlite,
    #[error("a backup is being restored into this database; start again when that is done")]
    BeingRestored,
}

impl From<Error> for StartError {
    fn from(error: Error) -> Self {
        match error {
            Error::Store(error) => Self::Store(error),
            other => Self::Refused(other),
        }
    }
}

/// A server that answers. Dropping it stops nothing in good order: use [`Running::stop`].
pub struct Running {
    pub app: App,
    /// What was given, with the port that the system chose where it was 0.
    pub address: SocketAddr,
    /// What the start found: whether somebody must be told how to become administrator.
    pub found: Start,
    patience: Duration,
    stop: watch::Sender<bool>,
    listeners: Vec<JoinHandle<bool>>,
    loops: Vec<JoinHandle<()>>,
    here: Here,
    _lock: DataLock,
}

impl Running {
    /// Takes nobody in any more, lets what is in flight finish, and ends the loops. What is not done
    /// within `server.shutdown_seconds` is left to the next start: nothing acknowledged depends on it.
    pub async fn stop(self) {
        let end = Instant::now() + self.patience + Duration::from_secs(1);
        // Nobody listens only if everything has ended already.
        let _ = self.stop.send(true);
        for listener in self.listeners {
            if !matches!(tokio::time::timeout_at(end, listener).await, Ok(Ok(true))) {
                tracing::warn!("some requests were cut off");
            }
        }
        for running in self.loops {
            let abort = running.abort_handle();
            if tokio::time::timeout_at(end, running).await.is_err() {
                tracing::info!("some work is left to the next start");
                abort.abort();
            }
        }
        // What the last requests left to be written.
        figures::write_last(&self.app).await;
        self.here.leave().await;
        tracing::info!("stopped");
    }
}

/// Opens the database and everything else a command needs; touches no network.
pub async fn open(config: Config) -> Result<App, StartError> {
    open_by(Box::new(SystemClock), config).await
}

async fn open_by(clock: Box<dyn Clock>, config: Config) -> Result<App, StartError> {
    lock::prepare(&config)?;
    let store = Store::open(&config.database_url(), config.database.connections).await?;
    Ok(assemble_by(clock, config, store)?)
}

/// The parts as one `App`, on a store that is open.
pub(crate) fn assemble(config: Config, store: Store) -> Result<App> {
    assemble_by(Box::new(SystemClock), config, store)
}

fn assemble_by(clock: Box<dyn Clock>, config: Config, store: Store) -> Result<App> {
    let root = Url::parse(&config.server.public_url).map_err(Error::internal)?;
    let local = Local::new(root);
    let agent = format!("Guildhall/{} (+{})", env!("CARGO_PKG_VERSION"), local.root);
    let mut settings = NetSettings::new(&agent, &local.host);
    settings.private_hosts = config.federation.private_hosts.clone();
    settings.hosts_file = hosts_file(&config);
    let net = Net::with_system_resolver(&settings).map_err(Error::internal)?;
    let mailer = Mailer::new(&config)?;
    let languages = languages(&config);
    Ok(App::new(Parts {
        config,
        store,
        local,
        http: Arc::new(net),
        mailer,
        languages,
        clock,
        chance: Box::new(SystemChance),
        wake: Wake::default(),
        rush: Rush::default(),
        key_ring: KeyRing::default(),
        reach: Reach::default(),
        joining: Memory::default(),
        pictures: Bench::default(),
        screens: Screens::default(),
        door: Door::default(),
    }))
}

/// What is wrong with dropped-in texts keeps nobody from starting: English stands in for them.
fn languages(config: &Config) -> Languages {
    let folder = config.server.data_dir.join(DIRECTORY);
    let (languages, faults) = Languages::load(&folder, &config.server.language);
    for fault in faults {
        tracing::warn!("texts of a language: {fault}");
    }
    languages
}

fn hosts_file(config: &Config) -> Option<std::path::PathBuf> {
    let path = &config.federation.hosts_file;
    (!path.is_empty()).then(|| path.into())
}

/// What code that speaks to other servers is given.
pub async fn federation(app: &App) -> Result<FederationConfig<App>> {
    FederationConfig::builder()
        .domain(app.local.host.clone())
        .app_data(app.clone())
        .build()
        .await
        .map_err(Error::internal)
}

/// Every kind of job there is.
pub fn jobs() -> Registry {
    Registry::default()
        .register::<ReadNodeInfo>()
        .register::<SoftwareChanged>()
        .register::<ReadModerators>()
        .register::<AskMembers>()
        .register::<TellOfRules>()
        .register::<MailRules>()
        .register::<MailDesk>()
        .register::<ExpireApplication>()
        .register::<ReleaseHeld>()
        .register::<ReleaseAllHeld>()
        .register::<JudgeFollow>()
        .register::<CloseDoors>()
        .register::<ShutOut>()
        .register::<TellOfSuspension>()
        .register::<TellHelper>()
        .register::<RunSchedule>()
        .register::<ClockChanged>()
        .register::<TellWhyNot>()
        .register::<AskByMessage>()
        .register::<TellApplicant>()
        .register::<SendInvitation>()
        .register::<TellInvited>()
        .register::<TakeWords>()
        .register::<TakeName>()
        .register::<RetagThreads>()
        .register::<TellFollowers>()
        .register::<RefreshActor>()
        .register::<ProcessActivity>()
        .register::<FetchParent>()
        .register::<AdoptReplies>()
        .register::<BackfillCommunity>()
        .register::<FetchReplies>()
        .register::<FetchNamedReplies>()
        .register::<FetchResource>()
        .register::<FindDuplicate>()
        .register::<Sweep>()
        .register::<SweepBranch>()
        .register::<ReportCaught>()
        .register::<TellOfHold>()
        .register::<Incoming>()
        .register::<TellOfAct>()
        .register::<TellOfBan>()
        .register::<TellReporter>()
        .register::<TellAppellant>()
        .register::<SendTeamAnswer>()
        .register::<NoteOffice>()
        .register::<EraseAccount>()
        .register::<SeverServer>()
        .register::<Purging>()
        .register::<TellSevered>()
        .register::<TakeHostList>()
        .register::<ForgetMessage>()
        .register::<ExplainRefusal>()
        .register::<AskedReset>()
        .register::<SendConfirmation>()
        .register::<SendReset>()
        .register::<SendVerdict>()
        .register::<SendLetter>()
        .register::<MailNotice>()
        .register::<TakeDown>()
        .register::<MakeExport>()
        .every::<Forget>(Forget::PERIOD)
        .every::<EndRules>(EndRules::PERIOD)
        .every::<TendNewcomers>(TendNewcomers::PERIOD)
        .every::<CheckReaders>(CheckReaders::PERIOD)
        .every::<TendPictures>(TendPictures::PERIOD)
        .every::<RemoveStrays>(RemoveStrays::PERIOD)
        .every::<CallHelpers>(CallHelpers::PERIOD)
        .every::<WeighDue>(WeighDue::PERIOD)
        .every::<TendReviews>(TendReviews::PERIOD)
        .every::<TendExports>(TendExports::PERIOD)
        .every::<LookForFollowed>(LookForFollowed::PERIOD)
}

/// Starts a server on `server.listen`.
pub async fn start(config: Config) -> Result<Running, StartError> {
    let listener = listen_on(config.server.listen).await?;
    start_on(config, listener).await
}

/// Starts a server on a listener that is there already; `server.listen` is not looked at.
pub async fn start_on(config: Config, listener: TcpListener) -> Result<Running, StartError> {
    Box::pin(start_by(Box::new(SystemClock), config, listener)).await
}

/// As [`start_on`], by this clock.
pub async fn start_by(
    clock: Box<dyn Clock>,
    config: Config,
    listener: TcpListener,
) -> Result<Running, StartError> {
    lock::prepare(&config)?;
    let held = lock::take(&config)?;
    let address = listener.local_addr().map_err(Error::internal)?;
    let here = presence::enter(&config).await?;
    let app = open_by(clock, config).await?;
    let found = setup::prepare(&app).await?;
    health::begin_counting();
    let (stop, stopping) = watch::channel(false);
    let patience = Duration::from_secs(app.config.server.shutdown_seconds);
    let serve = |listener, router: Router| {
        tokio::spawn(listen::serve(listener, router, stopping.clone(), patience))
    };
    let mut listeners = vec![serve(listener, router(&app))];
    if let Some(figures) = metrics_listener(&app.config).await? {
        listeners.push(serve(figures, health::metrics_routes(&app)));
    }
    let loops = spawn_loops(&app, &stopping).await?;
    tracing::info!(%address, public_url = %app.local.root, "Guildhall answers");
    if !app.mailer.is_configured() {
        tracing::warn!(
            "no mail server is configured (mail.host): no mail is sent; links for new passwords, of invitations and for confirming addresses are listed under /admin/mails"
        );
    }
    Ok(Running {
        app,
        address,
        found,
        patience,
        stop,
        listeners,
        loops,
        here,
        _lock: held,
    })
}

/// Works on the queues without answering anybody, beside servers on the same PostgreSQL.
pub async fn work(config: Config) -> Result<Running, StartError> {
    if lock::sqlite_path(&config.database_url()).is_some() {
        return Err(StartError::WorkOnSqlite);
    }
    let here = presence::enter(&config).await?;
    let app = open(config).await?;
    let found = setup::prepare(&app).await?;
    health::begin_counting();
    let (stop, stopping) = watch::channel(false);
    let patience = Duration::from_secs(app.config.server.shutdown_seconds);
    let mut listeners = Vec::new();
    let mut address = app.config.server.listen;
    if let Some(figures) = metrics_listener(&app.config).await? {
        address = figures.local_addr().map_err(Error::internal)?;
        let serve = listen::serve(
            figures,
            health::metrics_routes(&app),
            stopping.clone(),
            patience,
        );
        listeners.push(tokio::spawn(serve));
    }
    let loops = spawn_loops(&app, &stopping).await?;
    Ok(Running {
        address,
        found,
        patience,
        stop,
        listeners,
        loops,
        here,
        _lock: lock::take(&app.config)?,
        app,
    })
}

async fn spawn_loops(app: &App, stop: &watch::Receiver<bool>) -> Result<Vec<JoinHandle<()>>> {
    let worker = Worker::with_registry(federation(app).await?, jobs());
    let sender = Sender::new(app.clone());
    Ok(vec![
        tokio::spawn(worker.run(stop.clone())),
        tokio::spawn(sender.run(stop.clone())),
        tokio::spawn(hear(app.clone(), stop.clone())),
        tokio::spawn(write_figures(app.clone(), stop.clone())),
        tokio::spawn(keep_words(app.clone(), stop.clone())),
    ])
}

async fn metrics_listener(config: &Config) -> Result<Option<TcpListener>, StartError> {
    match config.metrics.listen.parse() {
        Ok(address) => Ok(Some(listen_on(address).await?)),
        // Empty: nobody wants figures. Anything else was refused with the configuration.
        Err(_) => Ok(None),
    }
}

async fn listen_on(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| StartError::Listen { address, source })
}
