//! The demo's clock. What people said weeks ago is said with the time of that day; everything else
//! on the servers, such as what they send to each other, happens now.

use crate::app::{Clock, SystemClock};
use crate::store::Time;
use chrono::{DateTime, Utc};

tokio::task_local! {
    static THEN: Time;
}

/// Tells the time of the story to what happens in it, and the real one to all else.
pub struct StoryClock;

impl Clock for StoryClock {
    fn now(&self) -> DateTime<Utc> {
        let then = THEN.try_with(|then| then.utc());
        then.unwrap_or_else(|_| SystemClock.now())
    }
}

/// Does the work as at that time. Tasks that it spawns are not part of it.
pub async fn at<F: Future>(then: Time, work: F) -> F::Output {
    THEN.scope(then, work).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[tokio::test]
    async fn only_the_story_is_of_another_time() {
        let day = Utc.with_ymd_and_hms(2001, 2, 3, 4, 5, 6).unwrap();
        let (inside, beside) = at(Time::new(day), async {
            let beside = tokio::spawn(async { StoryClock.now() });
            (StoryClock.now(), beside.await.unwrap())
        })
        .await;
        assert_eq!(inside, day);
        assert_ne!(beside, day);
        assert_ne!(StoryClock.now(), day);
    }
}
