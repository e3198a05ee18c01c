//! Closing the server for a while, for those who look after it: everybody else is told to come back, people
//! and other servers alike.
//!
//! It is a setting, so that every process on the database knows of it. Each looks again after two seconds at
//! the latest, and not for each request.

use super::model::Viewer;
use super::policy;
use super::queries::settings as rows;
use super::settings::CLOSED;
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::Time;
use crate::text::one_line;
use chrono::TimeDelta;
use std::sync::{Mutex, PoisonError};

/// How old what is known may be.
const GOOD_FOR: TimeDelta = TimeDelta::seconds(2);
/// Seconds after which whoever was turned away may try again.
const COME_BACK: u32 = 300;
const MAX_WORDS: usize = 300;

/// What this process knows of it.
#[derive(Default)]
pub struct Door(Mutex<Option<(Time, Option<String>)>>);

impl Door {
    fn known(&self, now: Time) -> Option<Option<String>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, closed) = known.as_ref()?;
        let age = now.since(*at);
        (age >= TimeDelta::zero() && age < GOOD_FOR).then(|| closed.clone())
    }

    fn learn(&self, now: Time, closed: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, closed));
    }
}

/// What people are told while the server is closed, perhaps nothing; none while it is open.
pub async fn closed(app: &App) -> Result<Option<String>> {
    let now = app.now();
    if let Some(known) = app.door.known(now) {
        return Ok(known);
    }
    let mut conn = app.store.read().await?;
    let closed = rows::setting_by_key(&mut conn, CLOSED).await?;
    // Open is kept as null.
    let closed = closed.and_then(|value| value.0.as_str().map(str::to_owned));
    app.door.learn(now, closed.clone());
    Ok(closed)
}

/// Refuses whatever is asked while the server is closed.
pub async fn refuse_while_closed(app: &App) -> Result<()> {
    match closed(app).await? {
        None => Ok(()),
        Some(words) => Err(Error::Closed {
            words,
            retry_after: COME_BACK,
        }),
    }
}

/// Closes the server with a word to people, which may be empty, or opens it again.
pub async fn close(app: &App, by: &Viewer, words: Option<&str>) -> Result<()> {
    policy::may_administer(by)?;
    let closed = words.map(|words| one_line(words, MAX_WORDS));
    let mut tx = app.store.begin().await?;
    rows::upsert_setting(&mut tx, CLOSED, closed.clone().into(), app.now()).await?;
    tx.commit().await?;
    app.door.learn(app.now(), closed);
    Ok(())
}
