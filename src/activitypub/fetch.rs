//! Getting documents from other servers, and believing only what is theirs to say (FEP-fe34,
//! protocol.md §5.3–5.5).
//!
//! Every GET is signed by the server's own actor. A document counts only if its `id` is the address
//! it was finally found at; the guard against private addresses, the deadline and the size limit
//! are in `net`.

use super::actors::{actor_by_ap_id, private_key};
use super::ids::{host_of, same_origin};
use super::json;
use super::keys::SigningKey;
use super::media_type::{ACCEPT_ACTIVITY, is_activity_json};
use super::net::{Answer, Headers, Hops, MAX_HOPS, NetError, get_following};
use super::peers::is_blocked;
use super::signature::sign_get;
use super::tolerant::id_of;
use crate::app::App;
use crate::error::{Error, Reason, Result};
use async_trait::async_trait;
use axum::http::HeaderValue;
use bytes::Bytes;
use serde_json::Value;
use std::cell::Cell;
use url::Url;

tokio::task_local! {
    /// How many more requests may be made for what is being done.
    static BUDGET: Cell<u32>;
}

/// Lets no more than `requests` be sent while `work` runs, so that what one server says cannot make us
/// ask others without end (protocol.md §5.4, R-07, R-08).
pub async fn with_budget<F: Future>(requests: u32, work: F) -> F::Output {
    BUDGET.scope(Cell::new(requests), work).await
}

fn spend() -> Result<()> {
    let left = BUDGET.try_with(|budget| {
        let left = budget.get();
        budget.set(left.saturating_sub(1));
        left
    });
    match left {
        Ok(0) => Err(Error::peer(
            "this asks for more documents than one activity may",
        )),
        _ => Ok(()),
    }
}

/// A document as its own server serves it.
#[derive(Debug, Clone)]
pub struct Fetched {
    pub id: String,
    pub value: Value,
    /// Exactly as received.
    pub bytes: Bytes,
}

/// Gets an ActivityPub document.
///
/// Errors: `NotFound` (404), `Gone` (410), `Refused` for blocked servers, and `Peer` for everything
/// else, which says whether waiting can help. Our own documents are never fetched.
pub async fn fetch_document(app: &App, url: &str) -> Result<Fetched> {
    let signer = Signer::load(app).await?;
    let (found, at) = fetch_once(app, &signer, url).await?;
    let id = document_id(&found)?;
    if is_same_address(&id, &at) {
        return Ok(Fetched { id, ..found });
    }
    // Served at another address than it names: only that address can confirm it, and only where
    // the same server answers for both.
    if !same_origin(&id, at.as_str()) {
        return Err(Error::peer("the document belongs to another server"));
    }
    let (found, at) = fetch_once(app, &signer, &id).await?;
    let confirmed = document_id(&found)?;
    if !is_same_address(&confirmed, &at) {
        return Err(Error::peer("the document is not found at its own address"));
    }
    Ok(Fetched {
        id: confirmed,
        ..found
    })
}

/// Gets a collection or a page of one. PieFed's have no id; one that has an id is believed on its own
/// server only.
pub async fn fetch_collection(app: &App, url: &str) -> Result<Value> {
    let signer = Signer::load(app).await?;
    let (found, at) = fetch_once(app, &signer, url).await?;
    match id_of(&found.value) {
        Some(id) if !same_origin(id, at.as_str()) => {
            Err(Error::peer("the collection belongs to another server"))
        }
        _ => Ok(found.value),
    }
}

/// Asks a server something that its answer's status says: 200 is yes, 404 and 410 are no.
pub async fn fetch_yes(app: &App, url: &str) -> Result<bool> {
    let signer = Signer::load(app).await?;
    match check_status(&ask(app, &signer, url).await?) {
        Ok(()) => Ok(true),
        Err(Error::NotFound(_) | Error::Gone(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Gets JSON that is no ActivityPub, such as WebFinger and NodeInfo, unsigned.
pub async fn fetch_json(app: &App, url: &Url, accept: &'static str) -> Result<Value> {
    let accept = HeaderValue::from_static(accept);
    let answer = Way { app, signer: None }.follow(url, &accept).await?;
    check_status(&answer)?;
    json::parse(&answer.body).map_err(|e| Error::peer(e.to_string()))
}

/// Gets a web page, unsigned, whatever its status.
pub async fn fetch_page(app: &App, url: &Url) -> Result<Answer> {
    let accept = HeaderValue::from_static("text/html, application/xhtml+xml");
    Way { app, signer: None }.follow(url, &accept).await
}

/// Gets a picture that a web page names, unsigned, whatever its status.
pub async fn fetch_picture(app: &App, url: &Url) -> Result<Answer> {
    let accept = HeaderValue::from_static("image/jpeg, image/png, image/webp, image/gif");
    Way { app, signer: None }.follow(url, &accept).await
}

/// Asks for what is at an address, signed.
async fn ask(app: &App, signer: &Signer, url: &str) -> Result<Answer> {
    let url = web_address(url)?;
    let signer = Some(signer);
    Way { app, signer }.follow(&url, &ACCEPT_ACTIVITY).await
}

async fn fetch_once(app: &App, signer: &Signer, url: &str) -> Result<(Fetched, Url)> {
    let answer = ask(app, signer, url).await?;
    check_status(&answer)?;
    if !answer.content_type().is_some_and(is_activity_json) {
        return Err(Error::peer("the answer is no ActivityPub document"));
    }
    let value = json::parse(&answer.body).map_err(|e| Error::peer(e.to_string()))?;
    let found = Fetched {
        id: String::new(),
        value,
        bytes: answer.body,
    };
    Ok((found, answer.final_url))
}

/// A fragment never travels; two addresses that differ in it alone are one document.
fn web_address(text: &str) -> Result<Url> {
    let mut url = Url::parse(text).map_err(|_| Error::peer("this is no address"))?;
    if !matches!(url.scheme(), "https" | "http") || url.host_str().is_none() {
        return Err(Error::peer("this is no address on the web"));
    }
    url.set_fragment(None);
    Ok(url)
}

/// The way along redirects. One may lead to a server that we do not talk to, or back to ourselves, so each
/// hop is judged, counted and signed as if it were the first.
struct Way<'a> {
    app: &'a App,
    signer: Option<&'a Signer>,
}

/// Why there is no answer.
enum Halt {
    /// We did not ask.
    Judged(Error),
    Net(NetError),
}

impl From<NetError> for Halt {
    fn from(error: NetError) -> Self {
        Self::Net(error)
    }
}

impl Way<'_> {
    /// Remembers whether the first server answered at all; of the others we know only how long that one
    /// made us wait.
    async fn follow(&self, url: &Url, accept: &HeaderValue) -> Result<Answer> {
        let host = host_of(url.as_str()).unwrap_or_default();
        let reach = &self.app.reach;
        match get_following(&*self.app.http, url, self, accept, MAX_HOPS).await {
            Ok(answer) => {
                reach.note_life(&host);
                Ok(answer)
            }
            Err(Halt::Judged(error)) => Err(error),
            Err(Halt::Net(error)) => {
                if !error.is_permanent() {
                    reach.note_silence(&host, self.app.now());
                }
                Err(error.into())
            }
        }
    }
}

#[async_trait]
impl Hops for Way<'_> {
    type Error = Halt;

    async fn headers(&self, hop: &Url) -> Result<Headers, Halt> {
        judge(self.app, hop).await.map_err(Halt::Judged)?;
        spend().map_err(Halt::Judged)?;
        let signed = self.signer.map(|signer| signer.sign(self.app, hop));
        Ok(signed.unwrap_or_default())
    }
}

/// Whether this address may be asked now.
async fn judge(app: &App, url: &Url) -> Result<()> {
    let host = host_of(url.as_str()).ok_or_else(|| Error::peer("this address has no host"))?;
    if host == app.local.host {
        return Err(Error::peer("this address is our own"));
    }
    let mut conn = app.store.read().await?;
    if is_blocked(&mut conn, &host, app.now()).await? {
        return Err(Reason::PeerBlocked.into());
    }
    if app.reach.is_away(&host, app.now()) {
        return Err(Error::peer_for_now(
            "the server did not answer a moment ago; try again later",
        ));
    }
    Ok(())
}

fn check_status(answer: &Answer) -> Result<()> {
    match answer.status.as_u16() {
        200 => Ok(()),
        404 => Err(Error::NotFound("document")),
        410 => Err(Error::Gone("document")),
        status @ (408 | 425 | 429 | 500..=599) => {
            Err(Error::peer_for_now(format!("the server answered {status}")))
        }
        status => Err(Error::peer(format!("the server answered {status}"))),
    }
}

fn document_id(found: &Fetched) -> Result<String> {
    let id = found.value.is_object().then(|| id_of(&found.value));
    id.flatten()
        .map(str::to_owned)
        .ok_or_else(|| Error::peer("the document has no id"))
}

fn is_same_address(id: &str, at: &Url) -> bool {
    Url::parse(id).is_ok_and(|id| id == *at)
}

/// The server's own actor, whose key signs our fetches.
struct Signer {
    key_id: String,
    key: SigningKey,
}

impl Signer {
    async fn load(app: &App) -> Result<Self> {
        let mut conn = app.store.read().await?;
        let missing = || anyhow::anyhow!("the server's own actor and its key are missing");
        let instance = actor_by_ap_id(&mut conn, app.local.root.as_str()).await?;
        let instance = instance.ok_or_else(missing)?;
        let pem = private_key(&mut conn, instance.id)
            .await?
            .ok_or_else(missing)?;
        Ok(Self {
            key_id: instance.key_id.ok_or_else(missing)?,
            key: SigningKey::from_pem(&pem).map_err(Error::internal)?,
        })
    }

    fn sign(&self, app: &App, hop: &Url) -> Headers {
        sign_get(&self.key_id, &self.key, hop, app.now().utc(), true)
    }
}
