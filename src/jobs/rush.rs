//! Jobs give way to what somebody waits for.
//!
//! A server that sends us an activity waits for our word, and sends it again when none comes in time;
//! nobody waits for a job. Where both want the same processor, PostgreSQL would divide it among its
//! connections, of which jobs have most.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::timeout;

/// From so many at once on it is a rush: fewer are done with before a job would be in their way.
const MANY: usize = 8;
/// So long a job waits at most, so that all get done however long the rush lasts: with
/// `worker::AT_ONCE` jobs at once, 64 in a second.
const PATIENCE: Duration = Duration::from_millis(250);

/// Those who wait for our word.
#[derive(Debug, Default)]
pub struct Rush {
    waiting: AtomicUsize,
    calm: Notify,
}

/// One of them, until it is dropped.
#[derive(Debug)]
pub struct Waiting<'a>(&'a Rush);

impl Rush {
    pub fn enter(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Waiting(self)
    }

    fn is_on(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) >= MANY
    }

    /// Returns once the rush is over, or after a while.
    pub(super) async fn give_way(&self) {
        let calm = self.calm.notified();
        if self.is_on() {
            let _ = timeout(PATIENCE, calm).await;
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.0.waiting.fetch_sub(1, Ordering::Relaxed) == MANY {
            self.0.calm.notify_waiters();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    fn gives_way(rush: &Rush) -> bool {
        rush.give_way().now_or_never().is_none()
    }

    #[tokio::test]
    async fn a_job_waits_while_many_wait_and_no_longer_than_its_patience() {
        let rush = Rush::default();
        let mut waiting: Vec<Waiting> = (1..MANY).map(|_| rush.enter()).collect();
        assert!(!gives_way(&rush));
        waiting.push(rush.enter());
        assert!(gives_way(&rush));
        // However long the rush lasts.
        rush.give_way().await;
        assert!(gives_way(&rush));
        drop(waiting.pop());
        assert!(!gives_way(&rush));
    }
}
