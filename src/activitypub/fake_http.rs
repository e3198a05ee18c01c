//! Other servers, as tests want them: answers by address, remembers what it was asked.

use super::net::{Answer, Headers, Http, NetError};
use async_trait::async_trait;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use bytes::Bytes;
use serde_json::Value;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;
use url::Url;

/// What an address answers.
#[derive(Clone)]
pub enum Reply {
    Answer(u16, Vec<(&'static str, String)>, Bytes),
    Fail(NetError),
    /// Nothing until the gate is opened, then 202.
    Hold(Gate),
}

impl Reply {
    pub fn status(status: u16) -> Self {
        Self::Answer(status, Vec::new(), Bytes::new())
    }

    pub fn with_header(status: u16, name: &'static str, value: &str) -> Self {
        Self::Answer(status, vec![(name, value.to_owned())], Bytes::new())
    }

    pub fn json(document: &Value) -> Self {
        let kind = ("content-type", "application/activity+json".to_owned());
        Self::Answer(200, vec![kind], Bytes::from(document.to_string()))
    }
}

/// Holds requests back until it is opened.
#[derive(Clone)]
pub struct Gate(Arc<Semaphore>);

impl Gate {
    pub fn closed() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }

    pub fn open(&self) {
        self.0.close();
    }

    async fn pass(&self) {
        // Closing the semaphore is what opens the gate.
        let _ = self.0.acquire().await;
    }
}

/// A request as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Sent {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// GETs of unknown addresses are answered 404, POSTs 202.
#[derive(Default)]
pub struct FakeHttp {
    standing: Mutex<HashMap<String, Reply>>,
    once: Mutex<HashMap<String, VecDeque<Reply>>>,
    sent: Mutex<Vec<Sent>>,
}

impl FakeHttp {
    /// From now on this address, or every address of this host, answers so.
    pub fn answer(&self, url_or_host: &str, reply: Reply) {
        let key = url_or_host.to_owned();
        self.standing.lock().unwrap().insert(key, reply);
    }

    /// The next request to this address is answered so; several such answers queue.
    pub fn answer_once(&self, url: &str, reply: Reply) {
        let mut once = self.once.lock().unwrap();
        once.entry(url.to_owned()).or_default().push_back(reply);
    }

    /// Everything that was sent, oldest first.
    pub fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap().clone()
    }

    /// The documents posted to this address, oldest first.
    pub fn posted_to(&self, url: &str) -> Vec<Value> {
        let sent = self.sent();
        let posts = sent.iter().filter(|s| s.method == Method::POST);
        posts
            .filter(|s| s.url.as_str() == url)
            .map(Sent::json)
            .collect()
    }

    pub fn forget(&self) {
        self.sent.lock().unwrap().clear();
    }

    async fn exchange(
        &self,
        method: Method,
        url: &Url,
        headers: Headers,
        body: Bytes,
    ) -> Result<Answer, NetError> {
        let default = if method == Method::GET { 404 } else { 202 };
        self.sent.lock().unwrap().push(Sent {
            method,
            url: url.clone(),
            headers: headers.into_iter().collect(),
            body,
        });
        let reply = self
            .reply_for(url)
            .unwrap_or_else(|| Reply::status(default));
        let (status, headers, body) = match reply {
            Reply::Answer(status, headers, body) => (status, headers, body),
            Reply::Fail(error) => return Err(error),
            Reply::Hold(gate) => {
                gate.pass().await;
                (202, Vec::new(), Bytes::new())
            }
        };
        let headers = headers
            .into_iter()
            .map(|(name, value)| {
                let value = HeaderValue::from_str(&value).unwrap();
                (HeaderName::from_static(name), value)
            })
            .collect();
        Ok(Answer {
            status: StatusCode::from_u16(status).unwrap(),
            headers,
            body,
            final_url: url.clone(),
        })
    }

    fn reply_for(&self, url: &Url) -> Option<Reply> {
        let mut once = self.once.lock().unwrap();
        if let Some(reply) = once.get_mut(url.as_str()).and_then(VecDeque::pop_front) {
            return Some(reply);
        }
        let standing = self.standing.lock().unwrap();
        let host = super::ids::host_of(url.as_str()).unwrap_or_default();
        standing
            .get(url.as_str())
            .or_else(|| standing.get(&host))
            .cloned()
    }
}

#[async_trait]
impl Http for FakeHttp {
    async fn get(&self, url: &Url, headers: Headers, _cap: usize) -> Result<Answer, NetError> {
        self.exchange(Method::GET, url, headers, Bytes::new()).await
    }

    async fn post(&self, url: &Url, headers: Headers, body: Bytes) -> Result<Answer, NetError> {
        self.exchange(Method::POST, url, headers, body).await
    }
}
