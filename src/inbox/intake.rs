//! Storing what was verified, so that the sender can be told that it will not be lost.
//!
//! A commit waits for the disk, which is most of what taking an activity costs. So whatever arrives
//! while one commit is waited for shares the next one; nobody is answered before theirs is done.

use super::ProcessActivity;
use super::queries::{NewReceived, ReceivedState, insert_received, reopen_received};
use crate::activitypub::actors::update_actor_heard;
use crate::activitypub::peers;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::ActorId;
use crate::jobs::{Plan, enqueue_all};
use crate::store::{StoreError, Time, Tx};
use bytes::Bytes;
use chrono::TimeDelta;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// Activities that share a commit: a writer of pages need not wait long for its turn.
const TOGETHER: usize = 64;
/// Bytes of a digest that are kept.
const DIGEST_BYTES: usize = 16;
/// After this long a Follow that comes again in the same words is a new one.
const NEW_WISH_AFTER: TimeDelta = TimeDelta::minutes(1);

/// A verified activity that is to be stored.
#[derive(Debug, Clone)]
pub struct Letter {
    pub origin_host: String,
    pub ap_id: String,
    pub signer: String,
    pub kind: Option<String>,
    pub object: Option<String>,
    pub body: Bytes,
    /// SHA-256 of the body.
    pub digest: Bytes,
    /// The lane of the job that will apply it.
    pub lane: String,
    /// Who signed it, where they seemed gone and have not just said that they are.
    pub revives: Option<ActorId>,
    /// The same words again may be a new wish.
    pub may_be_repeated: bool,
    pub received_at: Time,
}

/// Whether it is new here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    New,
    Known,
}

type Answer = oneshot::Sender<Result<Stored>>;

/// What waits to be stored.
#[derive(Default)]
pub struct Intake {
    waiting: Mutex<Vec<(Letter, Answer)>>,
    /// Held by whoever stores for all.
    turn: tokio::sync::Mutex<()>,
}

impl Intake {
    /// Returns once it is stored for good. It is stored also when the one who asked goes away.
    pub async fn store(self: &Arc<Self>, app: &App, letter: Letter) -> Result<Stored> {
        let _waiting = app.rush.enter();
        let (answer, stored) = oneshot::channel();
        self.waiting().push((letter, answer));
        let (intake, app) = (Arc::clone(self), app.clone());
        tokio::spawn(async move { intake.store_next(&app).await });
        stored
            .await
            .unwrap_or_else(|lost| Err(Error::internal(lost)))
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<(Letter, Answer)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Vec<(Letter, Answer)> {
        let mut waiting = self.waiting();
        let count = waiting.len().min(TOGETHER);
        waiting.drain(..count).collect()
    }

    async fn store_next(&self, app: &App) {
        let _turn = self.turn.lock().await;
        if self.waiting().is_empty() {
            return;
        }
        // More may come while the writer is waited for.
        let begun = app.store.begin().await;
        let group = self.next();
        let outcome = match begun {
            Ok(tx) => {
                let letters: Vec<&Letter> = group.iter().map(|(letter, _)| letter).collect();
                store_all(tx, app, &letters).await
            }
            // Trying each alone would only wait as long again for each.
            Err(error) => return refuse_all(group, &error),
        };
        match outcome {
            Ok(stored) => {
                for ((_, answer), stored) in group.into_iter().zip(stored) {
                    // Nobody may be waiting any more.
                    let _ = answer.send(Ok(stored));
                }
                app.wake_workers();
            }
            Err(_) => store_one_by_one(app, group).await,
        }
    }
}

/// The senders are told to come again.
fn refuse_all(group: Vec<(Letter, Answer)>, error: &StoreError) {
    for (_, answer) in group {
        let _ = answer.send(Err(StoreError::Connect(error.to_string()).into()));
    }
}

/// One of them may have been the reason why all failed.
async fn store_one_by_one(app: &App, group: Vec<(Letter, Answer)>) {
    for (letter, answer) in group {
        let stored = match app.store.begin().await {
            Ok(tx) => store_all(tx, app, &[&letter]).await,
            Err(error) => Err(error.into()),
        };
        let stored = stored.map(|all| all.first().copied().unwrap_or(Stored::Known));
        let _ = answer.send(stored);
    }
    app.wake_workers();
}

/// One transaction: the activities and the jobs that will apply them.
async fn store_all(mut tx: Tx, app: &App, letters: &[&Letter]) -> Result<Vec<Stored>> {
    let mut received = insert_received(&mut tx, &rows(letters)).await?;
    for (letter, received) in letters.iter().zip(&mut received) {
        if received.is_none() && letter.may_be_repeated {
            let since = letter.received_at.minus(NEW_WISH_AFTER);
            *received = reopen_received(&mut tx, &letter.row(), since).await?;
        }
    }
    let new = || {
        letters
            .iter()
            .zip(&received)
            .filter(|(_, received)| received.is_some())
    };
    let jobs: Vec<(ProcessActivity, Plan)> = new().filter_map(|(l, r)| job(l, *r)).collect();
    enqueue_all(
        &mut tx,
        app,
        jobs.iter().map(|(job, plan)| (job, plan.clone())),
    )
    .await?;
    for actor in new().filter_map(|(letter, _)| letter.revives) {
        update_actor_heard(&mut tx, actor).await?;
    }
    let hosts: BTreeSet<&str> = new()
        .map(|(letter, _)| letter.origin_host.as_str())
        .collect();
    peers::note_seen(&mut tx, &hosts, app.now()).await?;
    tx.commit().await?;
    for host in hosts {
        app.reach.note_life(host);
    }
    let stored = |received: &Option<i64>| received.map_or(Stored::Known, |_| Stored::New);
    Ok(received.iter().map(stored).collect())
}

fn rows<'a>(letters: &[&'a Letter]) -> Vec<NewReceived<'a>> {
    letters.iter().map(|letter| letter.row()).collect()
}

fn job(letter: &Letter, received: Option<i64>) -> Option<(ProcessActivity, Plan)> {
    let plan = Plan {
        lane: Some(letter.lane.clone()),
        ..Plan::default()
    };
    received.map(|received| (ProcessActivity { received }, plan))
}

impl Letter {
    fn row(&self) -> NewReceived<'_> {
        NewReceived {
            kind: self.kind.as_deref(),
            object_ap_id: self.object.as_deref(),
            origin_host: &self.origin_host,
            ap_id: &self.ap_id,
            signer: &self.signer,
            body: &self.body,
            digest: self.digest.get(..DIGEST_BYTES).unwrap_or_default(),
            state: ReceivedState::New,
            received_at: self.received_at,
        }
    }
}
