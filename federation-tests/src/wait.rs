//! Waiting for what other processes do in their own time.

use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_millis(50);

/// Asks again and again until `look` gives a value, and returns it.
///
/// Panics with `what` when `timeout` is over; the servers of the test then
/// print the ends of their logs.
pub async fn wait_until<T, F>(what: &str, timeout: Duration, mut look: F) -> T
where
    F: AsyncFnMut() -> Option<T>,
{
    let started = Instant::now();
    loop {
        if let Some(value) = look().await {
            return value;
        }
        assert!(
            started.elapsed() < timeout,
            "waited {timeout:?} in vain until {what}"
        );
        tokio::time::sleep(PAUSE).await;
    }
}
