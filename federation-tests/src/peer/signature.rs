//! Signatures in the old style of the fediverse (draft-cavage-http-signatures-12,
//! RSA with SHA-256), made and checked without Guildhall's code.

use std::time::{Duration, SystemTime};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    KeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use url::Url;

use super::Recorded;

/// An RSA key of 2048 bits.
pub struct Key(RsaKeyPair);

impl Key {
    pub fn generate() -> Key {
        Key(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key can be made"))
    }

    /// The public half as actors publish it.
    pub fn public_pem(&self) -> String {
        let der: PublicKeyX509Der<'_> = self.0.public_key().as_der().expect("the key has a form");
        let text = BASE64.encode(der.as_ref());
        let lines: Vec<_> = text
            .as_bytes()
            .chunks(64)
            .map(String::from_utf8_lossy)
            .collect();
        format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            lines.join("\n")
        )
    }

    fn sign(&self, text: &str) -> String {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                text.as_bytes(),
                &mut signature,
            )
            .expect("the key can sign");
        BASE64.encode(signature)
    }
}

/// What stands in the `Digest` header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Digest {
    Correct,
    /// That of another body.
    Wrong,
    Absent,
}

/// How a request is signed: the habits of honest software, and each way of
/// lying that a verifier must see through.
#[derive(Clone, Debug)]
pub struct Signing {
    /// Covered headers, in order.
    pub headers: Vec<&'static str>,
    /// The `algorithm` parameter; `None` leaves it out.
    pub algorithm: Option<&'static str>,
    pub digest: Digest,
    /// Seconds added to the time in `Date`.
    pub date_offset: i64,
    /// Says this key made the signature, whoever's key really did.
    pub key_id: Option<String>,
    /// Signs and sends this `Host` instead of the real one.
    pub host: Option<String>,
    /// Signs this method and path (`post /inbox`) instead of the real ones.
    pub request_target: Option<String>,
    /// Sends this body instead of the signed one.
    pub swapped_body: Option<Vec<u8>>,
    /// Spoils the signature itself.
    pub spoiled: bool,
}

impl Signing {
    /// Mastodon's habit.
    pub fn mastodon() -> Signing {
        Signing::covering(
            &["(request-target)", "host", "date", "digest", "content-type"],
            "rsa-sha256",
        )
    }

    /// Lemmy's habit: names sorted, and the algorithm not told.
    pub fn lemmy() -> Signing {
        Signing::covering(
            &["(request-target)", "content-type", "date", "digest", "host"],
            "hs2019",
        )
    }

    /// GoToSocial's habit.
    pub fn gotosocial() -> Signing {
        Signing::covering(&["(request-target)", "host", "date", "digest"], "hs2019")
    }

    pub fn covering(headers: &[&'static str], algorithm: &'static str) -> Signing {
        Signing {
            headers: headers.to_vec(),
            algorithm: Some(algorithm),
            digest: Digest::Correct,
            date_offset: 0,
            key_id: None,
            host: None,
            request_target: None,
            swapped_body: None,
            spoiled: false,
        }
    }

    /// The same without one of the covered headers.
    pub fn not_covering(mut self, header: &str) -> Signing {
        self.headers.retain(|covered| *covered != header);
        self
    }

    /// The headers to send, `host` among them, for this request.
    pub(crate) fn apply(
        &self,
        key: &Key,
        key_id: &str,
        request: &Unsigned<'_>,
    ) -> Vec<(&'static str, String)> {
        let mut sent = vec![(
            "host",
            self.host.clone().unwrap_or_else(|| host_of(request.url)),
        )];
        sent.push(("date", httpdate::fmt_http_date(self.date())));
        if let Some(body) = request.body {
            sent.push(("content-type", request.content_type.to_owned()));
            match self.digest {
                Digest::Correct => sent.push(("digest", digest_header(body))),
                Digest::Wrong => sent.push(("digest", digest_header(b"another body"))),
                Digest::Absent => {}
            }
        }
        let target = self
            .request_target
            .clone()
            .unwrap_or_else(|| request.target());
        let covered: Vec<_> = self
            .headers
            .iter()
            .copied()
            .filter(|name| is_sent(name, &sent))
            .collect();
        let text = signing_text(&covered, &target, |name| value_of(name, &sent));
        let mut signature = key.sign(&text);
        if self.spoiled {
            signature = key.sign(&format!("{text}!"));
        }
        let algorithm = self
            .algorithm
            .map(|name| format!("algorithm=\"{name}\","))
            .unwrap_or_default();
        let key_id = self.key_id.as_deref().unwrap_or(key_id);
        let header = format!(
            "keyId=\"{key_id}\",{algorithm}headers=\"{}\",signature=\"{signature}\"",
            covered.join(" ")
        );
        sent.push(("signature", header));
        sent
    }

    fn date(&self) -> SystemTime {
        let offset = Duration::from_secs(self.date_offset.unsigned_abs());
        if self.date_offset < 0 {
            SystemTime::now() - offset
        } else {
            SystemTime::now() + offset
        }
    }
}

/// A request before it is signed. GET requests have no body.
pub(crate) struct Unsigned<'a> {
    pub method: &'static str,
    pub url: &'a Url,
    pub content_type: &'static str,
    pub body: Option<&'a [u8]>,
}

impl Unsigned<'_> {
    fn target(&self) -> String {
        let query = self
            .url
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        format!("{} {}{query}", self.method, self.url.path())
    }
}

/// What a valid signature said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    pub key_id: String,
    pub algorithm: Option<String>,
    pub headers: Vec<String>,
}

/// Reads the `Signature` header of a recorded request without judging it.
pub fn read_signature(request: &Recorded) -> Result<(Signed, String), String> {
    let header = request
        .header("signature")
        .ok_or("there is no Signature header")?;
    let parameter = |name: &str| {
        header.split("\",").find_map(|part| {
            let value = part.trim().strip_prefix(name)?.strip_prefix("=\"")?;
            Some(value.trim_end_matches('"').to_owned())
        })
    };
    let signed = Signed {
        key_id: parameter("keyId").ok_or("there is no keyId")?,
        algorithm: parameter("algorithm"),
        headers: parameter("headers")
            .ok_or("the covered headers are not named")?
            .split(' ')
            .map(str::to_owned)
            .collect(),
    };
    Ok((
        signed,
        parameter("signature").ok_or("there is no signature")?,
    ))
}

/// Checks a recorded request against a public key: everything that a strict
/// receiver asks for, in plain words if something is wrong.
pub fn verify(request: &Recorded, public_pem: &str) -> Result<Signed, String> {
    let (signed, signature) = read_signature(request)?;
    let mut required = vec!["(request-target)", "host", "date"];
    if request.method == "POST" {
        required.push("digest");
    }
    if let Some(missing) = required
        .iter()
        .find(|name| !signed.headers.iter().any(|header| header == *name))
    {
        return Err(format!("{missing} is not covered"));
    }
    if request.method == "POST" && request.header("digest") != Some(&digest_header(&request.body)) {
        return Err("the digest is not that of the body".to_owned());
    }
    check_date(request)?;
    let target = format!("{} {}", request.method.to_lowercase(), request.path);
    let covered: Vec<_> = signed.headers.iter().map(String::as_str).collect();
    let text = signing_text(&covered, &target, |name| {
        request.header(name).unwrap_or_default().to_owned()
    });
    let signature = BASE64
        .decode(signature)
        .map_err(|error| format!("the signature is not base64: {error}"))?;
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der(public_pem)?)
        .verify(text.as_bytes(), &signature)
        .map_err(|_| "the signature does not fit the key".to_owned())?;
    Ok(signed)
}

fn check_date(request: &Recorded) -> Result<(), String> {
    let date = request.header("date").ok_or("there is no Date")?;
    let date = httpdate::parse_http_date(date).map_err(|error| format!("the Date: {error}"))?;
    let now = SystemTime::now();
    let apart = now
        .duration_since(date)
        .or_else(|_| date.duration_since(now));
    match apart {
        Ok(apart) if apart < Duration::from_secs(600) => Ok(()),
        _ => Err("the Date is far from now".to_owned()),
    }
}

fn der(pem: &str) -> Result<Vec<u8>, String> {
    let text: String = pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    BASE64
        .decode(text.trim())
        .map_err(|error| format!("the key is not base64: {error}"))
}

fn signing_text(headers: &[&str], target: &str, value: impl Fn(&str) -> String) -> String {
    let line = |name: &&str| match *name {
        "(request-target)" => format!("(request-target): {target}"),
        name => format!("{name}: {}", value(name)),
    };
    headers.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn is_sent(name: &str, sent: &[(&str, String)]) -> bool {
    name == "(request-target)" || sent.iter().any(|(held, _)| *held == name)
}

fn value_of(name: &str, sent: &[(&str, String)]) -> String {
    let found = sent.iter().find(|(held, _)| *held == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn host_of(url: &Url) -> String {
    let host = url.host_str().expect("the URL has a host");
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn digest_header(body: &[u8]) -> String {
    format!("SHA-256={}", BASE64.encode(digest(&SHA256, body)))
}
