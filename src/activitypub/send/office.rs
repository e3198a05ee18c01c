//! What all deliveries share: permits, texts and keys.
//!
//! At most `deliveries_at_once` requests are under way. Half of these permits at most go to peers
//! that are doubtful (failing, slow, or new to us), so that those can never hold up the others.

use super::law::{Verdict, judge};
use super::marks::Marks;
use super::queries::{self, ActivityRow, DuePeer};
use crate::activitypub::delivery::{Audience, is_letter};
use crate::activitypub::keys::SigningKey;
use crate::activitypub::net::NetError;
use crate::activitypub::signature::sign_post;
use crate::activitypub::vocabulary::MEDIA_TYPE;
use crate::app::App;
use crate::error::Result;
use crate::ids::{ActorId, PeerId};
use crate::store::Time;
use bytes::Bytes;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::time::Instant;
use url::Url;

/// One request, from the first lookup to the last byte.
const DEADLINE: Duration = Duration::from_secs(10);
/// A peer that takes longer to answer is slow.
const SLOW: Duration = Duration::from_secs(2);
const TEXTS_KEPT: usize = 512;
const KEYS_KEPT: usize = 1000;

/// An activity as it goes out.
pub(super) struct Text {
    pub kind: String,
    pub actor: ActorId,
    pub audience: Audience,
    pub document: Bytes,
}

impl Text {
    /// Whether only those who belong somewhere may read it.
    pub fn is_narrow(&self) -> bool {
        matches!(self.audience, Audience::Community | Audience::Server)
    }

    /// Whether it is not kept once it is delivered.
    pub fn is_letter(&self) -> bool {
        is_letter(&self.kind, self.audience)
    }
}

/// An actor's key and its id.
struct Seal {
    key_id: String,
    key: SigningKey,
}

pub(super) struct Office {
    pub app: App,
    pub marks: Marks,
    shutdown: watch::Receiver<bool>,
    permits: Semaphore,
    doubtful_permits: Semaphore,
    /// By row and address: a backup that is restored gives ids of rows out again, and what is worded anew keeps
    /// its address.
    texts: Mutex<HashMap<(i64, String), Arc<Text>>>,
    seals: Mutex<HashMap<ActorId, Arc<Seal>>>,
    slow: Mutex<HashSet<PeerId>>,
    /// The peers that are being served, and whether each was doubtful when that began.
    serving: Mutex<HashMap<PeerId, bool>>,
}

impl Office {
    pub fn new(app: App, marks: Marks, shutdown: watch::Receiver<bool>) -> Self {
        let at_once = app.config.federation.deliveries_at_once.max(2);
        Self {
            app,
            marks,
            shutdown,
            permits: Semaphore::new(at_once),
            doubtful_permits: Semaphore::new(at_once / 2),
            texts: Mutex::default(),
            seals: Mutex::default(),
            slow: Mutex::default(),
            serving: Mutex::default(),
        }
    }

    pub fn is_stopping(&self) -> bool {
        is_told_to_stop(&self.shutdown)
    }

    pub fn serving(&self) -> MutexGuard<'_, HashMap<PeerId, bool>> {
        locked(&self.serving)
    }

    /// Whether a peer must share half of the permits with its like.
    pub fn doubts(&self, peer: &DuePeer) -> bool {
        peer.failures > 0 || peer.last_success_at.is_none() || locked(&self.slow).contains(&peer.id)
    }

    fn note_pace(&self, peer: PeerId, took: Duration) {
        let mut slow = locked(&self.slow);
        if took > SLOW {
            slow.insert(peer);
        } else {
            slow.remove(&peer);
        }
    }

    /// The texts of these activities, from memory or the database.
    pub async fn texts(&self, ids: &[i64]) -> Result<HashMap<i64, Arc<Text>>> {
        let mut wanted = ids.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let mut conn = self.app.store.read().await?;
        let addresses = queries::list_addresses(&mut conn, &wanted).await?;
        let (mut found, missing) = self.texts_in_memory(&addresses);
        if missing.is_empty() {
            return Ok(found);
        }
        let rows = queries::list_activities(&mut conn, &missing).await?;
        let mut kept = locked(&self.texts);
        if kept.len() + rows.len() > TEXTS_KEPT {
            kept.clear();
        }
        for (id, address, text) in rows.into_iter().map(as_text) {
            kept.insert((id, address), Arc::clone(&text));
            found.insert(id, text);
        }
        Ok(found)
    }

    /// Those that are there by their ids, and the ids of the others.
    fn texts_in_memory(&self, addresses: &[(i64, String)]) -> (HashMap<i64, Arc<Text>>, Vec<i64>) {
        let kept = locked(&self.texts);
        let (mut found, mut missing) = (HashMap::new(), Vec::new());
        for place in addresses {
            match kept.get(place) {
                Some(text) => drop(found.insert(place.0, Arc::clone(text))),
                None => missing.push(place.0),
            }
        }
        (found, missing)
    }

    /// The actor's key, parsed once. None when it has none that can be read.
    async fn seal(&self, actor: ActorId) -> Result<Option<Arc<Seal>>> {
        if let Some(seal) = locked(&self.seals).get(&actor) {
            return Ok(Some(Arc::clone(seal)));
        }
        let mut conn = self.app.store.read().await?;
        let (ap_id, key_id, pem) = queries::find_key(&mut conn, actor).await?;
        let Some(key) = pem.and_then(|pem| SigningKey::from_pem(&pem).ok()) else {
            return Ok(None);
        };
        let key_id = key_id.unwrap_or_else(|| format!("{ap_id}#main-key"));
        let seal = Arc::new(Seal { key_id, key });
        let mut kept = locked(&self.seals);
        if kept.len() >= KEYS_KEPT {
            kept.clear();
        }
        kept.insert(actor, Arc::clone(&seal));
        Ok(Some(seal))
    }

    /// Posts one activity to one inbox when there is a permit.
    ///
    /// It is signed here and not on the blocking pool: a signature takes a third of a millisecond,
    /// less than a page, and on SQLite the blocking pool is where the database works.
    pub async fn post(&self, peer: PeerId, inbox: &str, text: &Text, doubtful: bool) -> Verdict {
        let Ok(url) = Url::parse(inbox) else {
            return Verdict::Refused("the inbox is no address".to_owned());
        };
        let seal = match self.seal(text.actor).await {
            Ok(Some(seal)) => seal,
            Ok(None) => return Verdict::Refused("its author has no key here".to_owned()),
            Err(error) => return Verdict::Away(error.to_string(), None),
        };
        let _share = match doubtful {
            true => self.doubtful_permits.acquire().await.ok(),
            false => None,
        };
        let _permit = self.permits.acquire().await.ok();
        let now = self.app.now().utc();
        let began = Instant::now();
        let body = text.document.clone();
        let headers = sign_post(&seal.key_id, &seal.key, &url, &body, MEDIA_TYPE, now);
        let request = self.app.http.post(&url, headers, body);
        let outcome = tokio::time::timeout(DEADLINE, request)
            .await
            .unwrap_or(Err(NetError::Timeout));
        self.note_pace(peer, began.elapsed());
        judge(&outcome, now)
    }

    pub fn now(&self) -> Time {
        self.app.now()
    }
}

fn as_text(
    (id, address, kind, actor, audience, document): ActivityRow,
) -> (i64, String, Arc<Text>) {
    let document = Bytes::from(document);
    let text = Text {
        kind,
        actor,
        audience,
        document,
    };
    (id, address, Arc::new(text))
}

/// Whether nothing new may be begun; also when nobody is left to say so.
pub(super) fn is_told_to_stop(shutdown: &watch::Receiver<bool>) -> bool {
    *shutdown.borrow() || shutdown.has_changed().is_err()
}

/// Nothing panics while it holds one of these locks.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
