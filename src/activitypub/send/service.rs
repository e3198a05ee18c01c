//! Serving one peer: its deliveries, a window at a time, until nothing is due, it fails, or others
//! should have their turn.

use super::law::{self, PATIENCE, Verdict};
use super::marks::{Failing, Fate, Health};
use super::office::Office;
use super::queries::{self, DuePeer};
use super::window::{Letter, Window};
use crate::activitypub::delivery::DeliveryState;
use crate::activitypub::nodeinfo::learn_software;
use crate::activitypub::peers::{self, SOFTWARE_GOOD_FOR};
use crate::error::Result;
use crate::ids::{ActorId, PeerId};
use crate::store::Time;
use crate::visibility::still_read;
use chrono::TimeDelta;
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// After this long a peer is given back, for others to have their turn.
const TURN: Duration = Duration::from_secs(30);
/// What a peer runs that was away is read anew, unless it was read just now.
const RETURNED: TimeDelta = TimeDelta::hours(1);
/// What is not for everybody waits so long where it could not be read what runs there.
const UNKNOWN_WAITS: TimeDelta = TimeDelta::hours(1);

/// Serves a leased peer and gives it back; says how many requests were made.
pub(super) async fn serve(office: Arc<Office>, peer: DuePeer) -> usize {
    let _serving = Serving::begin(&office, &peer);
    let mut service = Service::new(&office, &peer);
    if let Err(error) = service.run().await {
        tracing::error!(peer.host, %error, "deliveries could not be read");
    }
    let (requests, health) = (service.requests, service.health());
    office.marks.end(peer.id, health).await;
    requests
}

/// Keeps the peer in the list of those whose lease is renewed; a panic takes it out too.
struct Serving<'a> {
    office: &'a Office,
    peer: PeerId,
}

impl<'a> Serving<'a> {
    fn begin(office: &'a Office, peer: &DuePeer) -> Self {
        let doubtful = office.doubts(peer);
        office.serving().insert(peer.id, doubtful);
        Self {
            office,
            peer: peer.id,
        }
    }
}

impl Drop for Serving<'_> {
    fn drop(&mut self) {
        self.office.serving().remove(&self.peer);
    }
}

struct Service<'a> {
    office: &'a Office,
    peer: &'a DuePeer,
    began: Instant,
    requests: usize,
    /// It answered sensibly, so that more than one request at once may be tried.
    answers: bool,
    accepted: bool,
    /// Whether it is known well enough what it runs, once that was looked at.
    known: Option<bool>,
    /// 5xx in a row.
    failed_in_a_row: u32,
    /// Why the peer is left alone, and for how long if it said so.
    away: Option<(String, Option<TimeDelta>)>,
}

impl<'a> Service<'a> {
    fn new(office: &'a Office, peer: &'a DuePeer) -> Self {
        Self {
            office,
            peer,
            began: Instant::now(),
            requests: 0,
            answers: false,
            accepted: false,
            known: None,
            failed_in_a_row: 0,
            away: None,
        }
    }

    async fn run(&mut self) -> Result<()> {
        if self.is_blocked().await? {
            return self
                .end_oldest(None, DeliveryState::Dropped, "this server is blocked")
                .await;
        }
        while self.may_go_on() {
            let Some(window) = self.next_window().await? else {
                break;
            };
            self.send(window).await;
            self.office.marks.flush().await;
        }
        Ok(())
    }

    fn may_go_on(&self) -> bool {
        self.away.is_none() && !self.office.is_stopping() && self.began.elapsed() < TURN
    }

    async fn is_blocked(&self) -> Result<bool> {
        let mut conn = self.office.app.store.read().await?;
        Ok(peers::is_blocked(&mut conn, &self.peer.host, self.office.now()).await?)
    }

    async fn end_oldest(
        &self,
        made_before: Option<Time>,
        state: DeliveryState,
        reason: &str,
    ) -> Result<()> {
        loop {
            let now = self.office.now();
            let mut tx = self.office.app.store.begin().await?;
            let peer = self.peer.id;
            let ended = queries::end_oldest(&mut tx, peer, made_before, state, reason, now).await?;
            tx.commit().await?;
            if ended == 0 {
                return Ok(());
            }
            metrics::counter!("guildhall_deliveries_total", "outcome" => state.as_str())
                .increment(u64::try_from(ended).unwrap_or(u64::MAX));
        }
    }

    /// The next deliveries that are due, without those behind one that is held back. None when
    /// there are no more.
    async fn next_window(&mut self) -> Result<Option<Window>> {
        loop {
            let now = self.office.now();
            let (held, due) = {
                let mut conn = self.office.app.store.read().await?;
                let held = queries::list_held(&mut conn, self.peer.id, now).await?;
                (held, queries::list_due(&mut conn, self.peer.id, now).await?)
            };
            let Some(oldest) = due.first() else {
                return Ok(None);
            };
            let too_old = now.minus(PATIENCE);
            if oldest.created_at <= too_old {
                let reason = "thirty days of trying were not enough";
                self.end_oldest(Some(too_old), DeliveryState::Dead, reason)
                    .await?;
                continue;
            }
            let held: HashMap<String, Time> = held.into_iter().collect();
            let (behind, free): (Vec<_>, Vec<_>) = due
                .into_iter()
                .partition(|row| held.contains_key(&row.object_key));
            let mut together: HashMap<Time, Vec<i64>> = HashMap::new();
            for row in &behind {
                if let Some(until) = held.get(&row.object_key) {
                    together.entry(*until).or_default().push(row.id);
                }
            }
            self.hold_behind(together).await?;
            if free.is_empty() {
                continue;
            }
            let ids: Vec<i64> = free.iter().map(|row| row.activity_id).collect();
            let texts = self.office.texts(&ids).await?;
            let letters = free.into_iter().filter_map(|row| {
                let text = Arc::clone(texts.get(&row.activity_id)?);
                Some(Letter { row, text })
            });
            let letters = self.drop_cut_off(letters.collect()).await?;
            return Ok(Some(Window::new(letters)));
        }
    }

    /// What waited may have lost its right meanwhile: the last member there left, was banned or
    /// suspended, or the server runs other software now. So who reads a community is asked once more,
    /// for a whole window; where everything is public there is nothing to ask. Gives what may go.
    async fn drop_cut_off(&mut self, letters: Vec<Letter>) -> Result<Vec<Letter>> {
        let narrow = letters.iter().filter(|letter| letter.text.is_narrow());
        let mut actors: Vec<ActorId> = narrow.map(|letter| letter.text.actor).collect();
        if actors.is_empty() {
            return Ok(letters);
        }
        actors.sort_unstable();
        actors.dedup();
        let known = self.knows_what_runs().await;
        let communities = {
            let mut conn = self.office.app.store.read().await?;
            still_read(&mut conn, self.peer.id, &actors).await?
        };
        let (mut may_go, mut waits) = (Vec::new(), Vec::new());
        for letter in letters {
            let narrow = letter.text.is_narrow();
            // What people say is for the server of the community alone.
            let read = communities.get(&letter.text.actor).filter(|_| narrow);
            match read {
                Some(false) => {
                    let reason = "nobody there reads this community any more".to_owned();
                    let fate = Fate::Dropped(reason);
                    let is_letter = letter.text.is_letter();
                    let marks = &self.office.marks;
                    marks.delivery(letter.row.id, fate, is_letter).await;
                }
                Some(true) if !known => waits.push(letter.row.id),
                _ => may_go.push(letter),
            }
        }
        self.hold_unknown(waits).await?;
        Ok(may_go)
    }

    async fn hold_unknown(&self, waits: Vec<i64>) -> Result<()> {
        if waits.is_empty() {
            return Ok(());
        }
        let host = &self.peer.host;
        tracing::info!(
            host,
            "what is not for everybody waits until it is known what runs there"
        );
        let until = self.office.now().plus(UNKNOWN_WAITS);
        self.hold_behind(HashMap::from([(until, waits)])).await
    }

    async fn knows_what_runs(&mut self) -> bool {
        if let Some(known) = self.known {
            return known;
        }
        let known = self.learn_what_runs().await;
        self.known = Some(known);
        known
    }

    /// What is not for everybody goes only to software that keeps it, so what a peer runs is asked when
    /// it was not for long, and anew of one that was away, since it may come back with another. Whether
    /// it is known; one that cannot be asked now stays for a while what it was.
    async fn learn_what_runs(&self) -> bool {
        let (app, peer) = (&self.office.app, self.peer);
        let now = self.office.now();
        let read_within = |long: TimeDelta| peer.nodeinfo_at.is_some_and(|at| now.since(at) < long);
        let returns = peer.failures > 0;
        let good_for = if returns { RETURNED } else { SOFTWARE_GOOD_FOR };
        if read_within(good_for) {
            return true;
        }
        match Box::pin(learn_software(app, &peer.host)).await {
            Ok(()) => true,
            Err(error) => {
                tracing::debug!(peer.host, %error, "what a peer runs could not be read");
                read_within(SOFTWARE_GOOD_FOR)
            }
        }
    }

    async fn hold_behind(&self, together: HashMap<Time, Vec<i64>>) -> Result<()> {
        if together.is_empty() {
            return Ok(());
        }
        let mut tx = self.office.app.store.begin().await?;
        for (until, ids) in together {
            queries::hold_behind(&mut tx, &ids, until).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn send(&mut self, mut window: Window) {
        let office = self.office;
        let peer = self.peer;
        if peer.failures > 0 {
            for id in window.take_superseded() {
                let reason = "something newer replaces it".to_owned();
                let fate = Fate::Dropped(reason);
                // Edits and votes: nothing that is said to one person alone.
                office.marks.delivery(id, fate, false).await;
            }
        }
        let mut under_way = FuturesUnordered::new();
        loop {
            while self.may_go_on() && under_way.len() < self.at_once() {
                let Some(letter) = window.pop() else { break };
                let doubtful = !self.answers && office.doubts(peer);
                under_way.push(async move {
                    let inbox = &letter.row.inbox_url;
                    let verdict = office.post(peer.id, inbox, &letter.text, doubtful).await;
                    (letter, verdict)
                });
            }
            let Some((letter, verdict)) = under_way.next().await else {
                return;
            };
            self.requests += 1;
            if self.settle(&letter, verdict).await {
                window.open(&letter.row.object_key);
            }
        }
    }

    /// A peer of which we do not know yet whether it answers gets one request at a time: a dead one
    /// costs one connection.
    fn at_once(&self) -> usize {
        if self.answers {
            self.office.app.config.federation.deliveries_per_host.max(1)
        } else {
            1
        }
    }

    /// Hands in what became of a letter. True when the next about its object may go.
    async fn settle(&mut self, letter: &Letter, verdict: Verdict) -> bool {
        let id = letter.row.id;
        let tries = letter.row.attempts.saturating_add(1);
        let fate = match verdict {
            Verdict::Accepted => {
                self.accepted = true;
                self.answered();
                Fate::Sent
            }
            Verdict::Refused(reason) => {
                self.answered();
                Fate::Dropped(reason)
            }
            Verdict::Gone => {
                self.answered();
                Fate::InboxGone(letter.row.inbox_url.clone())
            }
            Verdict::NotNow(reason) => {
                self.answered();
                match law::wait_at_the_door(tries) {
                    Some(wait) => Fate::Held(self.office.now().plus(wait), reason),
                    None => Fate::Dropped(reason),
                }
            }
            Verdict::Failed(reason, wait) => self.failed(tries, reason, wait),
            Verdict::Away(reason, wait) => {
                self.away.get_or_insert((reason, wait));
                return false;
            }
        };
        let goes_on = fate.ends();
        let is_letter = letter.text.is_letter();
        self.office.marks.delivery(id, fate, is_letter).await;
        goes_on
    }

    fn answered(&mut self) {
        self.answers = true;
        self.failed_in_a_row = 0;
    }

    /// One failure of a peer that accepts other things is about this delivery, which then waits by
    /// itself; anything else is the peer's.
    fn failed(&mut self, tries: i32, reason: String, wait: Option<TimeDelta>) -> Fate {
        self.failed_in_a_row += 1;
        if self.accepted && self.failed_in_a_row == 1 && self.away.is_none() {
            let wait = wait.unwrap_or_else(|| law::wait_after(tries));
            return Fate::Held(self.office.now().plus(wait), reason);
        }
        self.away.get_or_insert((reason.clone(), wait));
        Fate::Failed(reason)
    }

    fn health(self) -> Health {
        let Some((reason, wait)) = self.away else {
            return if self.answers {
                Health::Well
            } else {
                Health::Unknown
            };
        };
        let before = if self.accepted { 0 } else { self.peer.failures };
        let failures = before.saturating_add(1);
        let wait = wait.unwrap_or_else(|| law::wait_after(failures));
        tracing::info!(self.peer.host, reason, failures, "a peer is given a rest");
        Health::Failing(Failing {
            failures,
            next_try_at: self.office.now().plus(wait),
            reason,
            accepted: self.accepted,
        })
    }
}
