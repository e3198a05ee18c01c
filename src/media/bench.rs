//! Where pictures are made: one at a time, since each may need much room and a whole processor, and away from
//! the threads that answer.

use super::making::{Made, make};
use super::model::Shape;
use crate::error::{Error, Result};
use bytes::Bytes;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Made at the same time.
const AT_ONCE: usize = 1;
/// With those that wait for it. Each holds a whole file in memory.
const WAITING: usize = 12;
/// Seconds after which whoever found no place may try again.
const PATIENCE: u32 = 30;

pub struct Bench {
    places: Arc<Semaphore>,
    at_work: Arc<Semaphore>,
}

impl Default for Bench {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(WAITING)),
            at_work: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Bench {
    /// The picture in this shape; 422 for the field that it came in where it is none. 429 where too many wait.
    pub async fn make(&self, sent: Bytes, shape: Shape, field: &'static str) -> Result<Made> {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            return Err(Error::TooMany {
                retry_after: PATIENCE,
            });
        };
        let turn = Arc::clone(&self.at_work).acquire_owned().await;
        let turn = turn.map_err(Error::internal)?;
        // Whoever sent it may go away meanwhile; the work goes on, and so it keeps its place until it ends.
        let work = move || {
            let made = make(&sent, shape);
            drop((turn, place));
            made
        };
        let made = tokio::task::spawn_blocking(work).await;
        let made = made.map_err(Error::internal)?;
        made.map_err(|fault| Error::invalid(field, fault.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::tests::png;

    #[tokio::test]
    async fn whoever_finds_no_place_is_told_to_come_again() {
        let bench = Bench::default();
        let sent = Bytes::from(png(3, 3));
        let held = bench
            .places
            .try_acquire_many(u32::try_from(WAITING).unwrap());
        let refused = bench.make(sent.clone(), Shape::Whole, "picture").await;
        assert!(matches!(refused, Err(Error::TooMany { .. })), "{refused:?}");
        drop(held);
        assert!(bench.make(sent, Shape::Whole, "picture").await.is_ok());
        assert_eq!(bench.at_work.available_permits(), AT_ONCE);
    }
}
