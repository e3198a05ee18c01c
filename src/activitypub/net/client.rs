//! The client: one deadline for everything, one limit for the body.

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT_ENCODING, HOST};
use http::{HeaderMap, HeaderValue, Method};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Response};
use url::Url;

use super::guard::{Guard, Route, is_forbidden};
use super::resolver::{Checked, ForbiddenAddress, Resolve, SystemResolver};
use super::{Answer, Headers, Http, MAX_RECEIPT_BYTES, NetError, Refusal};

/// How long one request may take from the first lookup to the last byte.
pub const DEADLINE: Duration = Duration::from_secs(10);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const IDLE_CONNECTION: Duration = Duration::from_secs(60);
const IDLE_CONNECTIONS_PER_HOST: usize = 4;

/// What the operator decides about outgoing requests.
#[derive(Clone, Debug)]
pub struct NetSettings {
    /// Exact `host:port` pairs that may have private addresses and speak plain
    /// http, such as a peer in the same private network.
    pub private_hosts: Vec<String>,
    /// Asked before DNS, in the format of `/etc/hosts`.
    pub hosts_file: Option<PathBuf>,
    pub user_agent: String,
    /// Our own host, with the port unless it is the default: never asked.
    pub own_host: String,
    /// The time for one whole request, [`DEADLINE`] by default.
    pub deadline: Duration,
}

impl NetSettings {
    /// The settings for the open internet.
    pub fn new(user_agent: &str, own_host: &str) -> Self {
        Self {
            private_hosts: Vec::new(),
            hosts_file: None,
            user_agent: user_agent.to_owned(),
            own_host: own_host.to_owned(),
            deadline: DEADLINE,
        }
    }
}

/// The real network. Cheap to share behind an `Arc`; holds the connections.
pub struct Net {
    guard: Guard,
    deadline: Duration,
    /// https to public addresses.
    public: Client,
    /// Whatever the operator listed.
    private: Client,
}

impl Net {
    /// Fails where the system's root certificates cannot be loaded or the user
    /// agent is not a header value.
    pub fn new(settings: &NetSettings, resolve: Arc<dyn Resolve>) -> reqwest::Result<Self> {
        let checked = Checked {
            resolve: Arc::clone(&resolve),
            forbidden: is_forbidden,
        };
        let unchecked = Checked {
            resolve,
            forbidden: |_| false,
        };
        Ok(Self {
            guard: Guard::new(&settings.private_hosts, &settings.own_host),
            deadline: settings.deadline,
            public: builder(settings, checked).https_only(true).build()?,
            private: builder(settings, unchecked).build()?,
        })
    }

    /// With the hosts file of the settings and the system's resolver.
    pub fn with_system_resolver(settings: &NetSettings) -> reqwest::Result<Self> {
        let resolver = SystemResolver::new(settings.hosts_file.clone());
        Self::new(settings, Arc::new(resolver))
    }

    async fn send(
        &self,
        method: Method,
        url: &Url,
        headers: Headers,
        body: Option<Bytes>,
        cap: usize,
    ) -> Result<Answer, NetError> {
        let client = match self.guard.route(url)? {
            Route::Public => &self.public,
            Route::Private => &self.private,
        };
        exchange(client, self.deadline, method, url, headers, body, cap).await
    }
}

#[async_trait]
impl Http for Net {
    async fn get(&self, url: &Url, headers: Headers, cap: usize) -> Result<Answer, NetError> {
        self.send(Method::GET, url, headers, None, cap).await
    }

    async fn post(&self, url: &Url, headers: Headers, body: Bytes) -> Result<Answer, NetError> {
        self.send(Method::POST, url, headers, Some(body), MAX_RECEIPT_BYTES)
            .await
    }
}

/// The only place where an HTTP client is set up.
pub(super) fn builder(settings: &NetSettings, resolver: Checked) -> ClientBuilder {
    Client::builder()
        .user_agent(&settings.user_agent)
        .dns_resolver(resolver)
        .redirect(Policy::none())
        .referer(false)
        // A proxy would resolve names itself, past the guard.
        .no_proxy()
        // A body that unpacks itself would escape the size limit.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_max_idle_per_host(IDLE_CONNECTIONS_PER_HOST)
        .pool_idle_timeout(IDLE_CONNECTION)
}

/// One request and its whole answer, within one deadline.
pub(super) async fn exchange(
    client: &Client,
    deadline: Duration,
    method: Method,
    url: &Url,
    headers: Headers,
    body: Option<Bytes>,
    cap: usize,
) -> Result<Answer, NetError> {
    let mut url = url.clone();
    url.set_fragment(None);
    let mut request = client
        .request(method, url.clone())
        .headers(header_map(headers));
    if let Some(body) = body {
        request = request.body(body);
    }
    let answer = async {
        let response = request.send().await.map_err(|error| explain(&error))?;
        read(response, url, cap).await
    };
    // The deadline is for the sum: a server that sends a byte now and then would
    // keep a limit per read happy for ever.
    tokio::time::timeout(deadline, answer)
        .await
        .unwrap_or(Err(NetError::Timeout))
}

/// Without `Host`, which the connection itself adds, equal to the signed one for
/// HTTP/1.1 and as `:authority` for HTTP/2.
fn header_map(headers: Headers) -> HeaderMap {
    let mut map = HeaderMap::with_capacity(headers.len() + 1);
    map.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    for (name, value) in headers {
        if name != HOST {
            map.append(name, value);
        }
    }
    map
}

async fn read(mut response: Response, url: Url, cap: usize) -> Result<Answer, NetError> {
    let announced = response.content_length().map(usize::try_from);
    if announced.is_some_and(|length| length.is_ok_and(|length| length > cap)) {
        return Err(NetError::TooLarge);
    }
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| explain(&error))? {
        if body.len() + chunk.len() > cap {
            return Err(NetError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer {
        status,
        headers,
        body: body.freeze(),
        final_url: url,
    })
}

/// Sorts a failure of the library. The details go to the log.
fn explain(error: &reqwest::Error) -> NetError {
    let reason = sort(error);
    tracing::debug!(%reason, ?error, "an outgoing request failed");
    reason
}

fn sort(error: &reqwest::Error) -> NetError {
    if caused_by::<ForbiddenAddress>(error) {
        return NetError::Refused(Refusal::Address);
    }
    if error.is_dns() {
        return NetError::Dns;
    }
    if error.is_timeout() {
        return NetError::Timeout;
    }
    if caused_by::<rustls::Error>(error) {
        return NetError::Tls;
    }
    if error.is_connect() {
        return NetError::Connect;
    }
    NetError::Broken
}

/// Looks for an error of this type among the causes. An `io::Error` hides the one
/// it wraps from `source`, so it is opened by hand.
fn caused_by<E: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<E>() {
            return true;
        }
        let wrapped = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        next = match wrapped {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    false
}
