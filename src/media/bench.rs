//! Where pictures are made: few at a time, since each may need much room and a whole processor, and each in a
//! process of its own.

use super::apart::make_apart;
use super::making::{Made, make};
use super::model::Shape;
use crate::error::{Error, Result};
use bytes::Bytes;
use tokio::sync::Semaphore;

/// Made at the same time, so that one that takes long does not hold up all.
const AT_ONCE: usize = 2;
/// With those that wait for it. Each holds a whole file in memory.
const WAITING: usize = 12;
/// Seconds after which whoever found no place may try again.
const PATIENCE: u32 = 30;

pub struct Bench {
    places: Semaphore,
    at_work: Semaphore,
}

impl Default for Bench {
    fn default() -> Self {
        Self {
            places: Semaphore::new(WAITING),
            at_work: Semaphore::new(AT_ONCE),
        }
    }
}

impl Bench {
    /// The picture in this shape; 422 for the field that it came in where it is none. 429 where too many wait.
    /// Whoever goes away meanwhile gives up the place, and the work on it ends.
    pub async fn make(&self, sent: Bytes, shape: Shape, field: &'static str) -> Result<Made> {
        let Ok(_place) = self.places.try_acquire() else {
            return Err(Error::TooMany {
                retry_after: PATIENCE,
            });
        };
        let _turn = self.at_work.acquire().await.map_err(Error::internal)?;
        // The program that runs the tests of this library makes no pictures when it is started once more.
        let made = match cfg!(test) {
            true => tokio::task::spawn_blocking(move || make(&sent, shape))
                .await
                .map_err(Error::internal)?,
            false => make_apart(&sent, shape).await?,
        };
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
