//! Headers and a body: the signature, the digest, the date. What passes is bound to its body, its hour and its host.
//!
//! Lines `name: value`, an empty line, and the body.
#![no_main]

use chrono::{DateTime, TimeDelta, Utc};
use guildhall::activitypub::keys::{VerifyingKey, generate};
use guildhall::activitypub::signature::{Request, read};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KEY: LazyLock<VerifyingKey> = LazyLock::new(|| {
    let pair = generate().expect("a key");
    VerifyingKey::from_pem(&pair.public).expect("a public key")
});

fn now() -> DateTime<Utc> {
    // Sat, 01 Aug 2026 12:00:00 GMT, as the seeds say it.
    DateTime::from_timestamp(1_785_585_600, 0).expect("a time")
}

fn headers(text: &[u8]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in text.split(|byte| *byte == b'\n').take(64) {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        let (name, value) = line.split_at(colon);
        let value = value.get(2..).unwrap_or_default();
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name), HeaderValue::from_bytes(value))
        {
            headers.append(name, value);
        }
    }
    headers
}

fuzz_target!(|data: &[u8]| {
    let end = data.windows(2).position(|pair| pair == b"\n\n");
    let (head, body) = data.split_at(end.unwrap_or(data.len()));
    let body = body.get(2..).unwrap_or_default();
    let headers = headers(head);
    for method in [Method::POST, Method::GET] {
        let request = Request {
            method: &method,
            scheme: "https",
            host: "guild.example",
            path_and_query: "/inbox",
            headers: &headers,
            body: (method == Method::POST).then_some(body),
        };
        let Ok(claim) = read(&request, now()) else {
            continue;
        };
        // Nobody made a signature with this key.
        assert!(!claim.verify(&KEY));
        for hours in [-48, 48] {
            let other = now() + TimeDelta::hours(hours);
            assert!(read(&request, other).is_err(), "it holds for ever");
        }
        let elsewhere = Request {
            host: "other.example",
            ..request
        };
        assert!(read(&elsewhere, now()).is_err(), "it holds elsewhere");
        if method == Method::POST {
            let longer = [body, b"x"].concat();
            let swapped = Request {
                body: Some(&longer),
                ..request
            };
            assert!(read(&swapped, now()).is_err(), "it holds for another body");
        }
    }
});
