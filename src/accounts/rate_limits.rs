//! How often somebody may try something. Hits are counted in the database, so that all processes
//! share them; a window begins with the first hit and ends by itself.

use super::queries::limits;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::store::{Time, Tx};
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use std::net::IpAddr;

/// What is counted, and whom against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    pub fn account(what: &str, id: AccountId) -> Self {
        Self(format!("{what}/account/{id}"))
    }

    /// An IPv6 address counts as its /64, since that is the least a network is given.
    pub fn address(what: &str, address: IpAddr) -> Self {
        Self(format!("{what}/address/{}", network(address)))
    }

    /// A text somebody typed. Only its digest is kept: it may be an e-mail address, or long.
    pub fn text(what: &str, text: &str) -> Self {
        let digest = digest(&SHA256, text.as_bytes());
        let digest = URL_SAFE_NO_PAD.encode(digest.as_ref());
        Self(format!("{what}/text/{digest}"))
    }

    /// The same, counted for one network apart from the others.
    pub fn within(self, address: IpAddr) -> Self {
        Self(format!("{}/{}", self.0, network(address)))
    }
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Counts one try, and fails when it is more than `limit` within `window`.
///
/// The count is committed by itself, before what it guards: a try that fails later is still a try.
pub async fn check_and_count(app: &App, key: &Key, limit: u32, window: TimeDelta) -> Result<()> {
    if !app.config.rate_limits.enabled {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    let counted = count(&mut tx, key, limit, window, app.now()).await;
    tx.commit().await?;
    counted
}

/// Votes are lighter than words: so many of them count as one write.
const VOTES_PER_WRITE: u32 = 5;

/// Begins the transaction in which somebody here writes something that others are told of. It counts
/// against what one may write in an hour, but only if it is committed.
pub async fn begin_write(app: &App, writer: AccountId) -> Result<Tx> {
    let limit = app.config.rate_limits.writes_per_account;
    begin_counted(app, &Key::account("write", writer), limit).await
}

/// As [`begin_write`], for a vote. Votes are counted apart, and so many more are allowed.
pub async fn begin_vote(app: &App, voter: AccountId) -> Result<Tx> {
    let limit = app.config.rate_limits.writes_per_account;
    let limit = limit.saturating_mul(VOTES_PER_WRITE);
    begin_counted(app, &Key::account("vote", voter), limit).await
}

/// The counter is the first row that is locked, for all who count.
async fn begin_counted(app: &App, key: &Key, limit: u32) -> Result<Tx> {
    let mut tx = app.store.begin().await?;
    if app.config.rate_limits.enabled {
        count(&mut tx, key, limit, TimeDelta::hours(1), app.now()).await?;
    }
    Ok(tx)
}

async fn count(tx: &mut Tx, key: &Key, limit: u32, window: TimeDelta, now: Time) -> Result<()> {
    let counted = limits::count_hit(tx, &key.0, now, now.minus(window)).await?;
    if i64::from(counted.hits) <= i64::from(limit) {
        return Ok(());
    }
    Err(Error::TooMany {
        retry_after: seconds_until(counted.window_start.plus(window), now),
    })
}

/// Whether this is the first time within `window`, for what is said but once, whatever limits are set.
/// It counts only if the transaction is committed. Windows are kept for a week.
pub async fn is_first(tx: &mut Tx, key: &Key, window: TimeDelta, now: Time) -> Result<bool> {
    let counted = limits::count_hit(tx, &key.0, now, now.minus(window)).await?;
    Ok(counted.hits == 1)
}

/// When what was said already may be said again; none where this is the first time within `window`. As
/// [`is_first`] otherwise.
pub async fn said_until(
    tx: &mut Tx,
    key: &Key,
    window: TimeDelta,
    now: Time,
) -> Result<Option<Time>> {
    let counted = limits::count_hit(tx, &key.0, now, now.minus(window)).await?;
    Ok((counted.hits > 1).then(|| counted.window_start.plus(window)))
}

/// Whether this is among the first `limit` times within `window`, for what is said to people of other
/// servers, whatever limits are set. As [`is_first`] otherwise.
pub async fn is_within(
    tx: &mut Tx,
    key: &Key,
    limit: i32,
    window: TimeDelta,
    now: Time,
) -> Result<bool> {
    Ok(times_within(tx, key, window, now).await? <= limit)
}

/// How often it has been within `window`, this time among them. As [`is_first`] otherwise.
pub async fn times_within(tx: &mut Tx, key: &Key, window: TimeDelta, now: Time) -> Result<i32> {
    let counted = limits::count_hit(tx, &key.0, now, now.minus(window)).await?;
    Ok(counted.hits)
}

/// Takes back a try that turned out to be none, such as a sign-in with the right password.
pub async fn give_back(app: &App, key: &Key) -> Result<()> {
    if !app.config.rate_limits.enabled {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    limits::uncount_hit(&mut tx, &key.0).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back one time that is not to count, in the transaction in which it was counted.
pub async fn uncount(tx: &mut Tx, key: &Key) -> Result<()> {
    limits::uncount_hit(tx, &key.0).await?;
    Ok(())
}

/// Forgets how often it has been: the next time is the first one. Whoever counts meanwhile waits for the
/// commit.
pub async fn forget(tx: &mut Tx, key: &Key) -> Result<()> {
    limits::delete_hits(tx, &key.0).await?;
    Ok(())
}

fn seconds_until(end: Time, now: Time) -> u32 {
    u32::try_from(end.since(now).num_seconds().max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_network_share_a_key() {
        let cases = [
            ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ];
        for (a, b, same) in cases {
            let key = |text: &str| Key::address("sign-in", text.parse().unwrap());
            assert_eq!(key(a) == key(b), same, "{a} {b}");
        }
    }

    #[test]
    fn keys_hold_no_typed_text() {
        let Key(key) = Key::text("sign-in", "ada@guild.example");
        assert!(!key.contains("ada"));
        assert!(key.len() < 80);
    }
}
