//! Writes down what became of deliveries: one task for all peers, which takes whatever has come in
//! and commits it together. A crash before that means that a peer hears something twice.

use super::office::is_told_to_stop;
use super::queries;
use crate::activitypub::delivery::blank_letters;
use crate::app::App;
use crate::error::Result;
use crate::ids::PeerId;
use crate::store::{Time, repeatable};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// Marks committed together at most.
const GROUP: usize = 500;
const TRIES_WHEN_STOPPING: u32 = 3;

/// What became of one delivery.
#[derive(Debug)]
pub(super) enum Fate {
    Sent,
    Dropped(String),
    /// Dropped, and the owner of this inbox is said to have left.
    InboxGone(String),
    /// Waits for a try of its own.
    Held(Time, String),
    /// Waits with its peer.
    Failed(String),
}

impl Fate {
    /// Whether it is not tried again.
    pub fn ends(&self) -> bool {
        !matches!(self, Self::Held(..) | Self::Failed(_))
    }

    fn outcome(&self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Dropped(_) | Self::InboxGone(_) => "dropped",
            Self::Held(..) => "held",
            Self::Failed(_) => "failed",
        }
    }
}

/// How a peer was when we left it.
#[derive(Debug)]
pub(super) enum Health {
    Unknown,
    Well,
    Failing(Failing),
}

#[derive(Debug)]
pub(super) struct Failing {
    /// In a row.
    pub failures: i32,
    pub next_try_at: Time,
    pub reason: String,
    /// It had accepted something before.
    pub accepted: bool,
}

enum Mark {
    Delivery {
        id: i64,
        fate: Fate,
        /// What it carried is kept no longer than it takes.
        letter: bool,
    },
    End(PeerId, Health),
    /// Answered when all before it is committed.
    Flush(oneshot::Sender<()>),
}

/// Where results are handed in. Cheap to clone; the task ends with the last one.
#[derive(Clone)]
pub(super) struct Marks(mpsc::Sender<Mark>);

impl Marks {
    /// Starts the task. Once told to stop it does not wait for a failing database for ever.
    pub fn open(app: App, shutdown: watch::Receiver<bool>) -> (Self, tokio::task::JoinHandle<()>) {
        let (sender, receiver) = mpsc::channel(2 * GROUP);
        (
            Self(sender),
            tokio::spawn(repeatable(write(app, receiver, shutdown))),
        )
    }

    /// What a `letter` said is taken out of the database in the transaction that notes its end: nothing would
    /// come back for it later.
    pub async fn delivery(&self, id: i64, fate: Fate, letter: bool) {
        metrics::counter!("guildhall_deliveries_total", "outcome" => fate.outcome()).increment(1);
        self.put(Mark::Delivery { id, fate, letter }).await;
    }

    /// Gives the peer back; returns when that is committed.
    pub async fn end(&self, peer: PeerId, health: Health) {
        self.put(Mark::End(peer, health)).await;
        self.flush().await;
    }

    /// Returns when everything handed in so far is committed.
    pub async fn flush(&self) {
        let (done, committed) = oneshot::channel();
        self.put(Mark::Flush(done)).await;
        // The task is gone only when the program ends.
        let _ = committed.await;
    }

    async fn put(&self, mark: Mark) {
        let _ = self.0.send(mark).await;
    }
}

async fn write(app: App, mut receiver: mpsc::Receiver<Mark>, shutdown: watch::Receiver<bool>) {
    let mut group = Vec::with_capacity(GROUP);
    while receiver.recv_many(&mut group, GROUP).await > 0 {
        let mut tries = 0;
        // Nothing more is sent meanwhile: what cannot be marked would be sent again and again.
        while let Err(error) = commit(&app, &group).await {
            tracing::error!(%error, "the results of deliveries could not be written");
            tries += 1;
            if is_told_to_stop(&shutdown) && tries >= TRIES_WHEN_STOPPING {
                break;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        for mark in group.drain(..) {
            if let Mark::Flush(done) = mark {
                let _ = done.send(());
            }
        }
    }
}

async fn commit(app: &App, group: &[Mark]) -> Result<()> {
    if group.iter().all(|mark| matches!(mark, Mark::Flush(_))) {
        return Ok(());
    }
    let now = app.now();
    let sent: Vec<i64> = group.iter().filter_map(as_sent).collect();
    let letters: Vec<i64> = group.iter().filter_map(as_ended_letter).collect();
    let mut tx = app.store.begin().await?;
    if !sent.is_empty() {
        queries::mark_sent(&mut tx, &sent, now).await?;
    }
    for mark in group {
        match mark {
            Mark::Delivery {
                fate: Fate::Sent, ..
            }
            | Mark::Flush(_) => {}
            Mark::Delivery { id, fate, .. } => {
                queries::mark_unsent(&mut tx, *id, fate, now).await?;
            }
            Mark::End(peer, health) => {
                queries::end_service(&mut tx, *peer, health, now).await?;
            }
        }
    }
    blank_letters(&mut tx, &letters).await?;
    tx.commit().await?;
    Ok(())
}

fn as_sent(mark: &Mark) -> Option<i64> {
    match mark {
        Mark::Delivery {
            id,
            fate: Fate::Sent,
            ..
        } => Some(*id),
        _ => None,
    }
}

fn as_ended_letter(mark: &Mark) -> Option<i64> {
    match mark {
        Mark::Delivery {
            id,
            fate,
            letter: true,
        } if fate.ends() => Some(*id),
        _ => None,
    }
}
