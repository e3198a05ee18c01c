//! Sending what [`super::delivery`] stored: one ordered queue per peer, a few requests under way in
//! each, never two about one object; a dead or slow peer delays nobody else.
//!
//! A peer is leased while it is served, so that several processes share the work on PostgreSQL.
//! The loop is woken by `app.wake.deliveries` and looks by itself every second, which is also how
//! it notices what other processes stored.

mod law;
mod marks;
mod office;
mod queries;
mod service;
#[cfg(test)]
mod tests;
mod window;

use crate::app::App;
use crate::error::Result;
use crate::ids::PeerId;
use marks::Marks;
use office::Office;
use queries::DuePeer;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior};

/// Peers served at once; those that are doubtful get half of the places.
const PEERS_AT_ONCE: usize = 1024;
const LOOK: Duration = Duration::from_secs(1);
/// Between two looks at least this, or nine times what the last one took: looking never takes more
/// than a tenth of the time, however often it is asked for.
const PAUSE: Duration = Duration::from_millis(20);
const UPKEEP: Duration = Duration::from_secs(20);
const BEGINNING: PeerId = PeerId(0);

/// Sends what is due until it is told to stop.
pub struct Sender {
    app: App,
}

impl Sender {
    pub fn new(app: App) -> Self {
        Self { app }
    }

    /// Returns once `shutdown` is true (or its sender gone) and what was under way has ended.
    pub async fn run(self, mut shutdown: watch::Receiver<bool>) {
        let (office, writer) = open(self.app, shutdown.clone());
        if let Err(error) = begin(&office).await {
            tracing::error!(%error, "sending could not be prepared");
        }
        let upkeep = tokio::spawn(upkeep(Arc::clone(&office)));
        let mut serving = JoinSet::new();
        let mut after = BEGINNING;
        while !*shutdown.borrow_and_update() {
            while serving.try_join_next().is_some() {}
            let began = Instant::now();
            let round = match look(&office, after).await {
                Ok(round) => round,
                Err(error) => {
                    tracing::error!(%error, "no deliveries could be looked for");
                    Round::default()
                }
            };
            after = round.next.unwrap_or(BEGINNING);
            for peer in round.peers {
                serving.spawn(service::serve(Arc::clone(&office), peer));
            }
            tokio::time::sleep(PAUSE.max(9 * began.elapsed())).await;
            if round.next.is_some() && serving.len() < PEERS_AT_ONCE {
                continue;
            }
            tokio::select! {
                changed = shutdown.changed() => if changed.is_err() { break },
                () = office.app.wake.deliveries.notified() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        while serving.join_next().await.is_some() {}
        upkeep.abort();
        // The writer ends when nobody can hand it anything any more.
        let _ = upkeep.await;
        drop(office);
        let _ = writer.await;
    }
}

/// Sends everything that is due and says how many requests that took. For tests and for commands
/// that want to see the end of what they began.
pub async fn send_pending(app: &App) -> Result<usize> {
    // Nobody stops this one; the sender must live as long as it does.
    let (_stop, shutdown) = watch::channel(false);
    let (office, writer) = open(app.clone(), shutdown);
    let mut requests = 0;
    let mut after = BEGINNING;
    loop {
        let round = look(&office, after).await?;
        if round.peers.is_empty() && after == BEGINNING {
            break;
        }
        after = round.next.unwrap_or(BEGINNING);
        let mut serving = JoinSet::new();
        for peer in round.peers {
            serving.spawn(service::serve(Arc::clone(&office), peer));
        }
        requests += serving.join_all().await.into_iter().sum::<usize>();
    }
    drop(office);
    let _ = writer.await;
    Ok(requests)
}

fn open(app: App, shutdown: watch::Receiver<bool>) -> (Arc<Office>, JoinHandle<()>) {
    let (marks, writer) = Marks::open(app.clone(), shutdown.clone());
    (Arc::new(Office::new(app, marks, shutdown)), writer)
}

async fn begin(office: &Office) -> Result<()> {
    if !office.app.store.is_sqlite() {
        return Ok(());
    }
    // Nobody else works on this database, so what is leased was left by a process that died.
    let mut tx = office.app.store.begin().await?;
    queries::end_all_leases(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Peers to serve, leased.
#[derive(Default)]
struct Round {
    peers: Vec<DuePeer>,
    /// Where the next look begins; None for the beginning.
    next: Option<PeerId>,
}

/// Looks for peers with something due, after this one, and leases as many as there is room for.
async fn look(office: &Office, after: PeerId) -> Result<Round> {
    let now = office.now();
    let (room, room_for_doubtful) = room(office);
    if room == 0 {
        let next = Some(after);
        return Ok(Round {
            next,
            ..Round::default()
        });
    }
    let found = {
        let mut conn = office.app.store.read().await?;
        queries::due_peers(&mut conn, after, now, room).await?
    };
    let next = found
        .last()
        .filter(|_| found.len() == room)
        .map(|peer| peer.id);
    let mut doubtful = 0;
    let mut peers: Vec<DuePeer> = found
        .into_iter()
        .filter(|peer| {
            let doubts = office.doubts(peer);
            doubtful += usize::from(doubts);
            !doubts || doubtful <= room_for_doubtful
        })
        .collect();
    if !peers.is_empty() {
        let ids: Vec<PeerId> = peers.iter().map(|peer| peer.id).collect();
        let mut tx = office.app.store.begin().await?;
        let leased = queries::lease_peers(&mut tx, &ids, now).await?;
        tx.commit().await?;
        peers.retain(|peer| leased.contains(&peer.id));
    }
    Ok(Round { peers, next })
}

/// How many peers may be served besides those that are, and how many of them doubtful.
fn room(office: &Office) -> (usize, usize) {
    let serving = office.serving();
    let doubtful = serving.values().filter(|doubtful| **doubtful).count();
    (
        PEERS_AT_ONCE.saturating_sub(serving.len()),
        (PEERS_AT_ONCE / 2).saturating_sub(doubtful),
    )
}

async fn upkeep(office: Arc<Office>) {
    let mut ticks = tokio::time::interval(UPKEEP);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = keep_up(&office).await {
            tracing::warn!(%error, "leases could not be renewed");
        }
    }
}

async fn keep_up(office: &Office) -> Result<()> {
    let serving: Vec<PeerId> = office.serving().keys().copied().collect();
    if !serving.is_empty() {
        let mut tx = office.app.store.begin().await?;
        queries::extend_leases(&mut tx, &serving, office.now()).await?;
        tx.commit().await?;
    }
    let mut conn = office.app.store.read().await?;
    let due = queries::count_due(&mut conn).await?;
    let due = u32::try_from(due).unwrap_or(u32::MAX);
    metrics::gauge!("guildhall_deliveries_due").set(f64::from(due));
    Ok(())
}
