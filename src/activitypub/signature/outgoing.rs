//! The signatures we send: draft-cavage-http-signatures-12 with a `Date`.
//!
//! Every parameter is quoted and there is no blank after a comma, because
//! Discourse's parser asks for exactly that; `(created)` is left out because
//! PeerTube and older Mastodon fail on it. RFC 9421 is not sent: NodeBB and
//! Lemmy cannot read it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use http::header::{CONTENT_TYPE, DATE, HOST};
use http::{HeaderName, HeaderValue};
use url::Url;

use super::digest::digest_header;
use crate::activitypub::keys::SigningKey;
use crate::activitypub::net::normal_host;

const DIGEST: HeaderName = HeaderName::from_static("digest");
const SIGNATURE: HeaderName = HeaderName::from_static("signature");

/// The headers of a signed POST: `Host`, `Date`, `Digest`, `Content-Type` and
/// the `Signature` that covers them and the path.
///
/// `key_id` is the id of the public key as our actor document names it, an ASCII
/// URL; `now` becomes the `Date`.
pub fn sign_post(
    key_id: &str,
    key: &SigningKey,
    url: &Url,
    body: &[u8],
    content_type: &str,
    now: DateTime<Utc>,
) -> Vec<(HeaderName, HeaderValue)> {
    let covered = vec![
        (HOST, host(url)),
        (DATE, http_date(now)),
        (DIGEST, digest_header(body)),
        (CONTENT_TYPE, content_type.to_owned()),
    ];
    sign("post", key_id, key, url, covered)
}

/// The headers of a signed GET: `Host`, `Date` and `Signature`, and with
/// `with_digest` also the `Digest` of no body, which Lemmy insists on.
pub fn sign_get(
    key_id: &str,
    key: &SigningKey,
    url: &Url,
    now: DateTime<Utc>,
    with_digest: bool,
) -> Vec<(HeaderName, HeaderValue)> {
    let mut covered = vec![(HOST, host(url)), (DATE, http_date(now))];
    if with_digest {
        covered.push((DIGEST, digest_header(b"")));
    }
    sign("get", key_id, key, url, covered)
}

fn sign(
    method: &str,
    key_id: &str,
    key: &SigningKey,
    url: &Url,
    mut covered: Vec<(HeaderName, String)>,
) -> Vec<(HeaderName, HeaderValue)> {
    let mut names = String::from("(request-target)");
    let mut base = format!("(request-target): {method} {}", target(url));
    for (name, value) in &covered {
        names.push_str(&format!(" {name}"));
        base.push_str(&format!("\n{name}: {value}"));
    }
    let signature = STANDARD.encode(key.sign(base.as_bytes()));
    let header = format!(
        r#"keyId="{key_id}",algorithm="rsa-sha256",headers="{names}",signature="{signature}""#
    );
    covered.push((SIGNATURE, header));
    covered
        .into_iter()
        .map(|(name, value)| (name, header_value(&value)))
        .collect()
}

#[expect(
    clippy::expect_used,
    reason = "made of URLs, dates, base64 and our own constants, all of them visible ASCII"
)]
fn header_value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("our own header values are visible ASCII")
}

/// With the port where the URL has one that is not the default, as an HTTP
/// client writes the `Host` header.
fn host(url: &Url) -> String {
    normal_host(url).unwrap_or_default()
}

fn target(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

/// IMF-fixdate (RFC 9110, section 5.6.7).
fn http_date(now: DateTime<Utc>) -> String {
    now.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
