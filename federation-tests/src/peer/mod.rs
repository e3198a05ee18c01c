//! A server that the test plays itself: honest Mastodon, honest Lemmy, or a liar.
//!
//! It serves documents from a table, records every request, answers inboxes as
//! told, and signs and posts whatever the test wants.

mod activities;
mod actor;
mod signature;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU16, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

pub use actor::{Actor, Software};
pub use signature::{Digest, Key, Signed, Signing, read_signature, verify};

use crate::{World, wait_until};
use signature::Unsigned;

pub const ACTIVITY_JSON: &str = "application/activity+json";
const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// A scripted server on loopback.
pub struct Peer {
    world: Arc<World>,
    name: String,
    base: String,
    software: Software,
    state: Arc<Shared>,
    /// Follows no redirect, so that a test sees what it was answered.
    http: reqwest::Client,
    server: Option<JoinHandle<()>>,
    numbers: AtomicU64,
}

struct Shared {
    served: Mutex<HashMap<String, Answer>>,
    requests: Mutex<Vec<Recorded>>,
    inbox_status: AtomicU16,
    delay_millis: AtomicU64,
}

/// What a path answers, or what a server answered us.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// An ActivityPub document with 200.
    pub fn activity(document: &Value) -> Answer {
        Answer::new(200, ACTIVITY_JSON, document.to_string())
    }

    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        Answer {
            status,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body: body.into(),
        }
    }

    pub fn redirect(to: &str) -> Answer {
        Answer {
            status: 302,
            headers: vec![("location".to_owned(), to.to_owned())],
            body: Vec::new(),
        }
    }

    pub(crate) async fn read(
        response: reqwest::Result<reqwest::Response>,
    ) -> reqwest::Result<Answer> {
        let response = response?;
        Ok(Answer {
            status: response.status().as_u16(),
            headers: header_list(response.headers()),
            body: response.bytes().await?.to_vec(),
        })
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

/// A request that the peer got.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Names in lower case, in the order of arrival.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Recorded {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(held, _)| held == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The body as JSON, or `Null`.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Whether this is an activity posted to an inbox.
    pub fn is_delivery(&self) -> bool {
        self.method == "POST" && self.path.ends_with("/inbox")
    }
}

impl Peer {
    /// A server that says it is Mastodon and looks like it.
    pub async fn mastodon_like(world: &Arc<World>, name: &str) -> Peer {
        Peer::start(world, name, Software::Mastodon).await
    }

    /// A server that says it is Lemmy and looks like it.
    pub async fn lemmy_like(world: &Arc<World>, name: &str) -> Peer {
        Peer::start(world, name, Software::Lemmy).await
    }

    pub async fn start(world: &Arc<World>, name: &str, software: Software) -> Peer {
        let state = Shared {
            served: Mutex::default(),
            requests: Mutex::default(),
            inbox_status: AtomicU16::new(202),
            delay_millis: AtomicU64::new(0),
        };
        let mut peer = Peer {
            world: Arc::clone(world),
            name: name.to_owned(),
            base: world.base_url(name),
            software,
            state: Arc::new(state),
            http: world.http_with(reqwest::redirect::Policy::none()),
            server: None,
            numbers: AtomicU64::new(1),
        };
        peer.serve_nodeinfo();
        world.release(name);
        peer.come_up().await;
        peer
    }

    pub fn software(&self) -> Software {
        self.software
    }

    /// `mallory.test:23000`
    pub fn host(&self) -> String {
        self.world.host(&self.name)
    }

    /// `http://mallory.test:23000`
    pub fn base_url(&self) -> &str {
        &self.base
    }

    /// A new person, served and findable by WebFinger.
    pub fn person(&self, name: &str) -> Actor {
        self.person_with(name, Arc::new(Key::generate()))
    }

    /// As [`Peer::person`], with a key that others may have too: making one takes a while.
    pub fn person_with(&self, name: &str, key: Arc<Key>) -> Actor {
        self.add_actor(&self.software.person_path(name), name, "Person", key)
    }

    /// A new community, with the collections that followers look at.
    pub fn group(&self, name: &str) -> Actor {
        let key = Arc::new(Key::generate());
        let group = self.add_actor(&format!("/c/{name}"), name, "Group", key);
        for collection in ["outbox", "featured", "moderators"] {
            let id = format!("{}/{collection}", group.id);
            self.publish(json!({
                "@context": self.software.context(), "id": id,
                "type": "OrderedCollection", "totalItems": 0, "orderedItems": [],
            }));
        }
        self.publish(json!({
            "@context": self.software.context(), "id": group.followers,
            "type": "Collection", "totalItems": 0, "items": [],
        }));
        group
    }

    /// Serves an ActivityPub document at a path (with query, if any).
    pub fn serve(&self, path: &str, document: &Value) {
        self.serve_raw(path, Answer::activity(document));
    }

    /// Serves any answer at a path.
    pub fn serve_raw(&self, path: &str, answer: Answer) {
        lock(&self.state.served).insert(path.to_owned(), answer);
    }

    /// Serves nothing at a path any more: 404.
    pub fn forget(&self, path: &str) {
        lock(&self.state.served).remove(path);
    }

    /// From now on inboxes answer with this status; 202 at first.
    pub fn answer_inbox_with(&self, status: u16) {
        self.state.inbox_status.store(status, Ordering::SeqCst);
    }

    /// From now on every answer comes this late.
    pub fn answer_after(&self, delay: Duration) {
        let millis = u64::try_from(delay.as_millis()).expect("a delay of sane length");
        self.state.delay_millis.store(millis, Ordering::SeqCst);
    }

    /// Goes off the net: connections are refused.
    pub async fn go_down(&mut self) {
        if let Some(server) = self.server.take() {
            server.abort();
            let _ended = server.await;
        }
    }

    /// Comes back on the same address, with everything it served before.
    pub async fn come_up(&mut self) {
        let listener = TcpListener::bind(self.world.web_address(&self.name))
            .await
            .expect("the peer's port is free");
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&self.state));
        self.server = Some(tokio::spawn(async move {
            axum::serve(listener, router)
                .await
                .expect("the peer serves");
        }));
    }

    /// Every request so far, oldest first.
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.state.requests).clone()
    }

    /// Every activity posted to an inbox so far, oldest first.
    pub fn deliveries(&self) -> Vec<Value> {
        let requests = self.requests();
        let deliveries = requests.iter().filter(|request| request.is_delivery());
        deliveries.map(Recorded::json).collect()
    }

    /// Waits for an activity in any inbox that `matches`, and returns it.
    pub async fn wait_for(&self, what: &str, matches: impl Fn(&Value) -> bool) -> Value {
        let found = self.wait_for_request(what, |request| {
            request.is_delivery() && matches(&request.json())
        });
        found.await.json()
    }

    /// Waits for a request of any kind that `matches`, and returns it.
    pub async fn wait_for_request(
        &self,
        what: &str,
        matches: impl Fn(&Recorded) -> bool,
    ) -> Recorded {
        let what = format!("{} gets {what}", self.host());
        wait_until(&what, Duration::from_secs(30), async || {
            lock(&self.state.requests)
                .iter()
                .find(|request| matches(request))
                .cloned()
        })
        .await
    }

    /// Checks the signature of a request that came in: fetches the key that it
    /// names and verifies as a strict receiver would.
    pub async fn verify(&self, request: &Recorded) -> Result<Signed, String> {
        let (claimed, _) = read_signature(request)?;
        let answer = self.fetch_unsigned(&claimed.key_id).await;
        let document = answer.json();
        let pem = document["publicKey"]["publicKeyPem"]
            .as_str()
            .or(document["publicKeyPem"].as_str())
            .ok_or_else(|| format!("{} gives no key: {}", claimed.key_id, answer.text()))?;
        if document["publicKey"]["id"] != claimed.key_id.as_str()
            && document["id"] != claimed.key_id.as_str()
        {
            return Err(format!(
                "{} is not the key of the actor it leads to",
                claimed.key_id
            ));
        }
        verify(request, pem)
    }

    /// Signs as its software does, and posts an activity.
    pub async fn post(&self, actor: &Actor, inbox: &str, activity: &Value) -> Answer {
        self.post_signed(actor, inbox, activity, &self.signing())
            .await
    }

    /// As [`Peer::post`], to servers that may be killed meanwhile: `None` when
    /// the connection fails or breaks off.
    pub async fn try_post(&self, actor: &Actor, inbox: &str, activity: &Value) -> Option<Answer> {
        let body = activity.to_string().into_bytes();
        let headers = self.sign_post(actor, inbox, &body, &self.signing());
        let answer = self.try_send_raw("POST", inbox, &headers, body).await;
        answer.ok()
    }

    /// Posts an activity with a signature made as told.
    pub async fn post_signed(
        &self,
        actor: &Actor,
        inbox: &str,
        activity: &Value,
        signing: &Signing,
    ) -> Answer {
        self.post_bytes(actor, inbox, activity.to_string().as_bytes(), signing)
            .await
    }

    /// Posts any bytes with a signature made as told.
    pub async fn post_bytes(
        &self,
        actor: &Actor,
        inbox: &str,
        body: &[u8],
        signing: &Signing,
    ) -> Answer {
        let headers = self.sign_post(actor, inbox, body, signing);
        let sent = signing
            .swapped_body
            .clone()
            .unwrap_or_else(|| body.to_vec());
        self.send_raw("POST", inbox, &headers, sent).await
    }

    /// The headers of a signed POST, for sending them more than once or to
    /// somewhere else with [`Peer::send_raw`].
    pub fn sign_post(
        &self,
        actor: &Actor,
        inbox: &str,
        body: &[u8],
        signing: &Signing,
    ) -> Vec<(&'static str, String)> {
        actor.sign_post(inbox, body, signing)
    }

    /// Gets a document with a signed request.
    pub async fn fetch(&self, actor: &Actor, url: &str) -> Answer {
        let parsed = Url::parse(url).expect("a full URL");
        let request = Unsigned {
            method: "get",
            url: &parsed,
            content_type: ACTIVITY_JSON,
            body: None,
        };
        let mut headers = self.signing().apply(&actor.key, &actor.key_id, &request);
        headers.push(("accept", ACTIVITY_JSON.to_owned()));
        self.send_raw("GET", url, &headers, Vec::new()).await
    }

    pub async fn fetch_unsigned(&self, url: &str) -> Answer {
        self.send_raw(
            "GET",
            url,
            &[("accept", ACTIVITY_JSON.to_owned())],
            Vec::new(),
        )
        .await
    }

    /// Sends a request as it is, without signing or adding anything.
    pub async fn send_raw(
        &self,
        method: &str,
        url: &str,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Answer {
        let answer = self.try_send_raw(method, url, headers, body).await;
        answer.unwrap_or_else(|error| panic!("{url} did not answer: {error:?}"))
    }

    async fn try_send_raw(
        &self,
        method: &str,
        url: &str,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> reqwest::Result<Answer> {
        let method = method.parse().expect("a method");
        let mut request = self.http.request(method, url).body(body);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        Answer::read(request.send().await).await
    }

    pub(crate) fn next_number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// How its software signs.
    pub fn signing(&self) -> Signing {
        match self.software {
            Software::Mastodon => Signing::mastodon(),
            Software::Lemmy => Signing::lemmy(),
        }
    }

    fn add_actor(&self, path: &str, name: &str, kind: &'static str, key: Arc<Key>) -> Actor {
        let actor = Actor::new(&self.base, path, name, kind, key);
        self.serve(path, &actor.document(self.software, &self.base));
        let jrd = json!({
            "subject": format!("acct:{}", actor.handle),
            "aliases": [actor.id],
            "links": [{
                "rel": "self", "type": ACTIVITY_JSON, "href": actor.id,
                "properties": { "https://www.w3.org/ns/activitystreams#type": kind },
            }],
        });
        let jrd = Answer::new(200, "application/jrd+json", jrd.to_string());
        for resource in [format!("acct:{}", actor.handle), actor.id.clone()] {
            self.serve_raw(&webfinger_key(&resource), jrd.clone());
        }
        actor
    }

    fn serve_nodeinfo(&self) {
        let schema = "http://nodeinfo.diaspora.software/ns/schema/2.0";
        let links =
            json!({ "links": [{ "rel": schema, "href": format!("{}/nodeinfo/2.0", self.base) }] });
        let info = json!({
            "version": "2.0",
            "software": { "name": self.software.name(), "version": self.software.version() },
            "protocols": ["activitypub"],
            "services": { "inbound": [], "outbound": [] },
            "openRegistrations": false,
            "usage": { "users": { "total": 1 }, "localPosts": 0 },
            "metadata": {},
        });
        let as_json = |document: Value| Answer::new(200, "application/json", document.to_string());
        self.serve_raw("/.well-known/nodeinfo", as_json(links));
        self.serve_raw("/nodeinfo/2.0", as_json(info));
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.abort();
        }
    }
}

async fn answer(State(state): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts
        .uri
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let recorded = Recorded {
        method: parts.method.to_string(),
        path: path.clone(),
        headers: header_list(&parts.headers),
        body: body.to_vec(),
    };
    let is_delivery = recorded.is_delivery();
    lock(&state.requests).push(recorded);
    let delay = state.delay_millis.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(delay)).await;
    let status = state.inbox_status.load(Ordering::SeqCst);
    if is_delivery {
        return StatusCode::from_u16(status)
            .expect("a status")
            .into_response();
    }
    let served = lock(&state.served).get(&table_key(&path)).cloned();
    served.map_or_else(|| StatusCode::NOT_FOUND.into_response(), respond)
}

fn respond(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).expect("a status");
    for (name, value) in answer.headers {
        let name: HeaderName = name.parse().expect("a header name");
        let value = HeaderValue::from_str(&value).expect("a header value");
        response.headers_mut().append(name, value);
    }
    response
}

/// WebFinger questions may be escaped in several ways and mean the same.
fn table_key(path: &str) -> String {
    let Some(query) = path.strip_prefix("/.well-known/webfinger?") else {
        return path.to_owned();
    };
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "resource")
        .map_or_else(|| path.to_owned(), |(_, resource)| webfinger_key(&resource))
}

fn webfinger_key(resource: &str) -> String {
    format!("/.well-known/webfinger?{resource}")
}

fn header_list(headers: &axum::http::HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics while holding this")
}
