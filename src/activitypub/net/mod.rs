//! The one outgoing HTTP client. Everything Guildhall fetches or delivers goes
//! through [`Http`], so that no URL of a stranger reaches a private network.
//!
//! - [`guard`]: which URLs and addresses may be asked at all
//! - [`resolver`]: names into addresses, checked where they are connected to
//! - [`client`]: the client itself, with its deadline and size limits
//! - [`following`]: redirects, each hop checked and signed anew

mod client;
mod following;
pub mod guard;
pub mod resolver;
#[cfg(test)]
mod tests;

use crate::error::Error;
use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use url::Url;

pub use client::{Net, NetSettings};
pub use following::{Hops, MAX_HOPS, get_following};
pub use guard::Refusal;
pub use resolver::{Resolve, SystemResolver};

/// The largest answer to a GET that is read unless the caller says otherwise:
/// the limit Mastodon sets for documents.
pub const MAX_DOCUMENT_BYTES: usize = 1024 * 1024;
/// The largest answer to a POST that is read: enough for an error message.
pub const MAX_RECEIPT_BYTES: usize = 64 * 1024;

/// Headers to send, in order.
pub type Headers = Vec<(HeaderName, HeaderValue)>;

/// What came back, whatever its status.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// The URL that gave this answer, without a fragment.
    pub final_url: Url,
}

impl Answer {
    /// The `Content-Type`, where it is readable and there is exactly one.
    pub fn content_type(&self) -> Option<&str> {
        let mut values = self.headers.get_all(http::header::CONTENT_TYPE).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().ok(),
            _ => None,
        }
    }
}

/// Why there is no answer. Details are logged, not returned: a member may not
/// learn from the wording what our network looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    #[error("the address is refused: {0}")]
    Refused(Refusal),
    #[error("the name cannot be resolved")]
    Dns,
    #[error("the server cannot be reached")]
    Connect,
    #[error("no secure connection can be made")]
    Tls,
    #[error("the server takes too long")]
    Timeout,
    #[error("the answer is too large")]
    TooLarge,
    #[error("the redirect is not acceptable")]
    BadRedirect,
    #[error("the connection broke or the answer is not HTTP")]
    Broken,
}

impl NetError {
    /// Whether trying the same URL again is pointless.
    pub fn is_permanent(self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

impl From<NetError> for Error {
    fn from(error: NetError) -> Self {
        if error.is_permanent() {
            Self::peer(error.to_string())
        } else {
            Self::peer_for_now(error.to_string())
        }
    }
}

/// The network, as features see it. Tests put their own in its place.
#[async_trait]
pub trait Http: Send + Sync {
    /// One GET; redirects are answers like any other. More than `cap` bytes of
    /// body are [`NetError::TooLarge`].
    async fn get(&self, url: &Url, headers: Headers, cap: usize) -> Result<Answer, NetError>;

    /// One POST; at most [`MAX_RECEIPT_BYTES`] of the answer are read.
    async fn post(&self, url: &Url, headers: Headers, body: Bytes) -> Result<Answer, NetError>;
}

/// The identity of a peer: its host in lower-case ASCII without a trailing dot,
/// and `:port` where that is not the scheme's default. `None` without a host or
/// for a scheme other than http and https.
pub fn normal_host(url: &Url) -> Option<String> {
    let host = web_host(url)?;
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    })
}

/// Whether both URLs have the same scheme, host and port (RFC 6454), comparing
/// hosts as [`normal_host`] does. Never true for anything but http and https.
pub fn same_origin(a: &Url, b: &Url) -> bool {
    let hosts = (web_host(a), web_host(b));
    matches!(hosts, (Some(a), Some(b)) if a == b)
        && a.scheme() == b.scheme()
        && a.port_or_known_default() == b.port_or_known_default()
}

/// The parser of URLs has lower-cased and punycoded it already.
fn web_host(url: &Url) -> Option<String> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?;
    let host = host.strip_suffix('.').unwrap_or(host);
    (!host.is_empty()).then(|| host.to_owned())
}
