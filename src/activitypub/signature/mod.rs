//! HTTP signatures: those we make, and the check of those we get.
//!
//! [`read`] says what a request claims and enforces everything that can be
//! known without the key: which parts are covered, that the digest is that of
//! the body, that the time is now and the host is ours. Only then is it worth
//! fetching a stranger's key, for [`Claim::verify`].
//!
//! Two kinds are read, [`draft-cavage-http-signatures-12`][draft] and RFC 9421;
//! the former is sent, since everyone reads it.
//!
//! [draft]: https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12

mod cavage;
mod digest;
mod outgoing;
mod rfc9421;
#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};
use http::header::AUTHORIZATION;
use http::{HeaderMap, Method};
use url::Url;

pub use outgoing::{sign_get, sign_post};

use crate::activitypub::keys::{KeyKind, VerifyingKey};

/// How old or how far ahead a signed time may be: what Lemmy and PieFed allow.
pub const WINDOW: TimeDelta = TimeDelta::hours(1);
/// What a peer's clock may be wrong by, on top.
pub const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(5);

/// The longest signature header that is looked at; RSA-8192 needs 1.4 kB.
const MAX_HEADER_BYTES: usize = 8 * 1024;
/// An RSA-8192 signature.
const MAX_SIGNATURE_BYTES: usize = 1024;
/// The most names or parameters in one signature.
const MAX_COVERED: usize = 32;
const MAX_KEY_ID_BYTES: usize = 2048;

/// A request as it came in.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub method: &'a Method,
    /// Our public scheme, `https` in the open.
    pub scheme: &'a str,
    /// Our public authority: `h.example`, or `h.example:8443`.
    pub host: &'a str,
    /// The request target as received, before any router changed it.
    pub path_and_query: &'a str,
    pub headers: &'a HeaderMap,
    /// The raw bytes of the body; `None` is the same as empty.
    pub body: Option<&'a [u8]>,
}

/// Why a signature is refused, in words for the peer's administrator. Nothing of
/// the request is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    #[error("the request is not signed")]
    Missing,
    #[error("the request carries more than one signature")]
    SeveralSignatures,
    #[error("the signature header cannot be parsed")]
    Malformed,
    #[error("the signature header names one parameter twice")]
    DuplicateParameter,
    #[error("the key id is not an http or https URL")]
    KeyId,
    #[error("the algorithm of the signature is not supported, or does not fit what it covers")]
    Algorithm,
    #[error("the list of signed headers is empty, repeats a name or holds an unknown one")]
    HeaderList,
    #[error("a signed header is missing, repeated or not ASCII")]
    Header,
    #[error("the signature does not cover {0}")]
    NotCovered(&'static str),
    #[error("the Host header does not name this server")]
    Host,
    #[error("the digest is not the SHA-256 digest of the body")]
    Digest,
    #[error("a time in the signature cannot be read")]
    Time,
    #[error("the signature is more than an hour old or made in the future")]
    OutsideWindow,
    #[error("the signature has expired")]
    Expired,
}

/// What a request claims: that the holder of `key_id` sent exactly this.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Where the public key is found; may have a fragment or be a path of its own.
    pub key_id: Url,
    algorithm: Algorithm,
    signature: Vec<u8>,
    /// What may have been signed: the target as received and, since some peers
    /// sign the path alone, the target without its query.
    bases: Vec<Vec<u8>>,
}

/// What the signature says about the key it was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    OfTheKey,
    Rsa,
    Ed25519,
}

impl Claim {
    /// Whether the signature names this key, as its owner's document writes it.
    pub fn is_by(&self, key_id: &str) -> bool {
        key_id == self.key_id.as_str() || Url::parse(key_id).is_ok_and(|id| id == self.key_id)
    }

    /// Whether this key made the signature.
    pub fn verify(&self, key: &VerifyingKey) -> bool {
        let fits = match self.algorithm {
            Algorithm::OfTheKey => true,
            Algorithm::Rsa => key.kind() == KeyKind::Rsa,
            Algorithm::Ed25519 => key.kind() == KeyKind::Ed25519,
        };
        fits && self
            .bases
            .iter()
            .any(|base| key.verify(base, &self.signature))
    }
}

/// Reads the signature of a request and checks all of it but the key.
///
/// Every error means 401: the request may not be acted upon, and nothing may be
/// fetched on its behalf.
pub fn read(request: &Request<'_>, now: DateTime<Utc>) -> Result<Claim, SignatureError> {
    let value = request.optional("signature", SignatureError::SeveralSignatures)?;
    let input = request.optional("signature-input", SignatureError::SeveralSignatures)?;
    let Some(value) = value else {
        return Err(SignatureError::Missing);
    };
    // Older drafts put the signature there. Which one would count?
    if request.has_authorization_signature() {
        return Err(SignatureError::SeveralSignatures);
    }
    let too_long = |text: &str| text.len() > MAX_HEADER_BYTES;
    if too_long(value) || input.is_some_and(too_long) {
        return Err(SignatureError::Malformed);
    }
    request.check_host()?;
    match input {
        Some(input) if rfc9421::is_dictionary(value) => rfc9421::read(request, input, value, now),
        _ => cavage::read(request, value, now),
    }
}

impl<'a> Request<'a> {
    /// A signed header: there exactly once.
    fn header(&self, name: &str) -> Result<&'a str, SignatureError> {
        self.optional(name, SignatureError::Header)?
            .ok_or(SignatureError::Header)
    }

    /// A header that may be absent. `repeated` is the error for two of them.
    fn optional(
        &self,
        name: &str,
        repeated: SignatureError,
    ) -> Result<Option<&'a str>, SignatureError> {
        let mut values = self.headers.get_all(name).iter();
        let Some(value) = values.next() else {
            return Ok(None);
        };
        if values.next().is_some() {
            return Err(repeated);
        }
        let text = value.to_str().map_err(|_| SignatureError::Header)?;
        Ok(Some(text.trim()))
    }

    fn has_authorization_signature(&self) -> bool {
        self.headers.get_all(AUTHORIZATION).iter().any(|value| {
            let scheme = value.as_bytes().split(|byte| *byte == b' ').next();
            scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"signature"))
        })
    }

    /// Whether a digest is needed: everything but plain reading.
    fn has_body(&self) -> bool {
        !matches!(*self.method, Method::GET | Method::HEAD)
            || self.body.is_some_and(|body| !body.is_empty())
    }

    /// The `Host` header has to name us: else a delivery captured at another
    /// server could be replayed here.
    fn check_host(&self) -> Result<(), SignatureError> {
        let host = self.header("host").map_err(|_| SignatureError::Host)?;
        if self.without_default_port(host) != self.own_authority() {
            return Err(SignatureError::Host);
        }
        Ok(())
    }

    fn own_authority(&self) -> String {
        self.without_default_port(self.host)
    }

    fn without_default_port(&self, authority: &str) -> String {
        let lower = authority.to_ascii_lowercase();
        let default = if self.scheme == "https" {
            ":443"
        } else {
            ":80"
        };
        match lower.strip_suffix(default) {
            Some(host) => host.to_owned(),
            None => lower,
        }
    }

    /// The target as received and, if it has a query, without it.
    fn targets(&self) -> Vec<&'a str> {
        match self.path_and_query.split_once('?') {
            Some((path, _)) => vec![self.path_and_query, path],
            None => vec![self.path_and_query],
        }
    }
}

fn key_id(text: Option<&str>) -> Result<Url, SignatureError> {
    let text = text.ok_or(SignatureError::KeyId)?;
    if text.len() > MAX_KEY_ID_BYTES {
        return Err(SignatureError::KeyId);
    }
    let url = Url::parse(text).map_err(|_| SignatureError::KeyId)?;
    let web = matches!(url.scheme(), "https" | "http") && url.has_host();
    let anonymous = url.username().is_empty() && url.password().is_none();
    let plain_host = url.host_str().is_some_and(|host| !host.ends_with('.'));
    if !web || !anonymous || !plain_host {
        return Err(SignatureError::KeyId);
    }
    Ok(url)
}

/// Whole seconds since 1970, as both kinds of signature write times.
fn seconds(text: Option<&str>) -> Result<DateTime<Utc>, SignatureError> {
    let text = text.ok_or(SignatureError::Time)?;
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(SignatureError::Time);
    }
    let seconds = text.parse().map_err(|_| SignatureError::Time)?;
    DateTime::from_timestamp(seconds, 0).ok_or(SignatureError::Time)
}

fn check_date(value: &str, now: DateTime<Utc>) -> Result<(), SignatureError> {
    let date = httpdate::parse_http_date(value).map_err(|_| SignatureError::Time)?;
    check_age(DateTime::from(date), now)
}

fn check_age(at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), SignatureError> {
    if now.signed_duration_since(at).abs() > WINDOW + CLOCK_SKEW {
        return Err(SignatureError::OutsideWindow);
    }
    Ok(())
}

fn check_expiry(expires: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), SignatureError> {
    if now.signed_duration_since(expires) > CLOCK_SKEW {
        return Err(SignatureError::Expired);
    }
    Ok(())
}
