//! Every accepted shape and every refusal, over requests signed here by hand.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue};
use proptest::prelude::*;

mod cavage;
mod rfc9421;

use super::*;
use crate::activitypub::keys::SigningKey;
use crate::activitypub::keys::tests::test_pair;

const BODY: &[u8] = br#"{"type":"Follow"}"#;
const KEY_ID: &str = "https://peer.example/users/ada#main-key";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_435_200, 0).unwrap()
}

fn date(offset: TimeDelta) -> String {
    let format = "%a, %d %b %Y %H:%M:%S GMT";
    (now() + offset).format(format).to_string()
}

fn timestamp(offset: TimeDelta) -> String {
    (now() + offset).timestamp().to_string()
}

fn signing_key() -> SigningKey {
    SigningKey::from_pem(&test_pair().private).unwrap()
}

fn verifying_key() -> VerifyingKey {
    VerifyingKey::from_pem(&test_pair().public).unwrap()
}

/// What a peer puts together before it signs.
#[derive(Clone)]
struct Draft {
    method: Method,
    target: String,
    /// The target that goes into the signature.
    signed_target: String,
    headers: Vec<(&'static str, String)>,
    covered: String,
    /// Parameters in front of `headers` and `signature`.
    parameters: String,
    created: Option<String>,
    expires: Option<String>,
    body: Vec<u8>,
}

fn post(covered: &str, algorithm: &str) -> Draft {
    Draft {
        method: Method::POST,
        target: "/inbox".to_owned(),
        signed_target: "/inbox".to_owned(),
        headers: vec![
            ("host", "h.example".to_owned()),
            ("date", date(TimeDelta::zero())),
            ("digest", digest::digest_header(BODY)),
            ("content-type", "application/activity+json".to_owned()),
        ],
        covered: covered.to_owned(),
        parameters: format!("keyId=\"{KEY_ID}\",{algorithm}"),
        created: None,
        expires: None,
        body: BODY.to_vec(),
    }
}

fn ordinary() -> Draft {
    post("(request-target) host date digest", HS2019)
}

fn get(covered: &str, algorithm: &str) -> Draft {
    let mut draft = post(covered, algorithm);
    draft.method = Method::GET;
    draft.body.clear();
    draft
        .headers
        .retain(|(name, _)| matches!(*name, "host" | "date"));
    draft
}

const HS2019: &str = "algorithm=\"hs2019\",";
const RSA_SHA256: &str = "algorithm=\"rsa-sha256\",";

impl Draft {
    fn set(&mut self, name: &'static str, value: &str) {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.to_owned()));
    }

    fn remove(&mut self, name: &str) {
        self.headers.retain(|(known, _)| *known != name);
    }

    /// The signing string, written from the draft and not from our reader.
    fn signature_header(&self) -> String {
        let mut lines = Vec::new();
        for name in self.covered.split(' ') {
            let value = match name {
                "(request-target)" => {
                    format!(
                        "{} {}",
                        self.method.as_str().to_lowercase(),
                        self.signed_target
                    )
                }
                "(created)" => self.created.clone().unwrap_or_default(),
                "(expires)" => self.expires.clone().unwrap_or_default(),
                _ => {
                    let found = self.headers.iter().find(|(known, _)| *known == name);
                    found.map(|(_, value)| value.clone()).unwrap_or_default()
                }
            };
            lines.push(format!("{name}: {value}"));
        }
        let signature = STANDARD.encode(signing_key().sign(lines.join("\n").as_bytes()));
        let time = |name: &str, value: &Option<String>| {
            value
                .as_ref()
                .map(|value| format!("{name}={value},"))
                .unwrap_or_default()
        };
        format!(
            "{}{}{}headers=\"{}\",signature=\"{signature}\"",
            self.parameters,
            time("created", &self.created),
            time("expires", &self.expires),
            self.covered,
        )
    }

    fn signed(&self) -> HeaderMap {
        let mut headers = header_map(&self.headers);
        let value = HeaderValue::from_str(&self.signature_header()).unwrap();
        headers.insert("signature", value);
        headers
    }

    fn outcome(&self) -> Result<bool, SignatureError> {
        self.outcome_with(&self.signed())
    }

    fn outcome_with(&self, headers: &HeaderMap) -> Result<bool, SignatureError> {
        check(&self.method, &self.target, headers, &self.body)
    }
}

fn header_map(headers: &[(&'static str, String)]) -> HeaderMap {
    headers
        .iter()
        .map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            )
        })
        .collect()
}

fn request<'a>(
    method: &'a Method,
    target: &'a str,
    headers: &'a HeaderMap,
    body: &'a [u8],
) -> Request<'a> {
    Request {
        method,
        scheme: "https",
        host: "h.example",
        path_and_query: target,
        headers,
        body: Some(body),
    }
}

fn check(
    method: &Method,
    target: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<bool, SignatureError> {
    let claim = read(&request(method, target, headers, body), now())?;
    Ok(claim.verify(&verifying_key()))
}

#[test]
fn what_we_sign_can_be_verified() {
    let url = Url::parse("https://h.example/inbox").unwrap();
    let key = signing_key();
    let content_type = "application/activity+json";
    let signed = sign_post(KEY_ID, &key, &url, BODY, content_type, now());
    let names: Vec<_> = signed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["host", "date", "digest", "content-type", "signature"]
    );
    let header = signed.last().unwrap().1.to_str().unwrap();
    let start = format!(
        "keyId=\"{KEY_ID}\",algorithm=\"rsa-sha256\",headers=\"(request-target) host date digest content-type\",signature=\""
    );
    assert!(header.starts_with(&start), "{header}");
    let headers: HeaderMap = signed.into_iter().collect();
    assert_eq!(headers["date"], "Mon, 23 Nov 2026 12:00:00 GMT");
    assert_eq!(check(&Method::POST, "/inbox", &headers, BODY), Ok(true));

    let url = Url::parse("https://h.example/c/a?is_follower=x").unwrap();
    for (with_digest, expected) in [(false, 3), (true, 4)] {
        let signed = sign_get(KEY_ID, &key, &url, now(), with_digest);
        assert_eq!(signed.len(), expected);
        let headers: HeaderMap = signed.into_iter().collect();
        assert_eq!(
            check(&Method::GET, "/c/a?is_follower=x", &headers, b""),
            Ok(true)
        );
    }
}

#[test]
fn the_signed_host_has_the_port_unless_it_is_the_default() {
    for (url, expected) in [
        ("https://h.example/inbox", "h.example"),
        ("https://H.example:443/inbox", "h.example"),
        ("https://h.example:8443/inbox", "h.example:8443"),
        ("http://h.example:80/inbox", "h.example"),
        ("http://[::1]:8080/inbox", "[::1]:8080"),
    ] {
        let url = Url::parse(url).unwrap();
        let signed = sign_get(KEY_ID, &signing_key(), &url, now(), false);
        assert_eq!(signed[0].1, expected);
        let headers: HeaderMap = signed.into_iter().collect();
        let request = Request {
            scheme: url.scheme(),
            host: expected,
            ..request(&Method::GET, "/inbox", &headers, b"")
        };
        let claim = read(&request, now()).unwrap();
        assert!(claim.verify(&verifying_key()));
    }
}

#[test]
fn of_both_kinds_the_draft_counts() {
    let draft = ordinary();
    let mut headers = draft.signed();
    headers.insert(
        "signature-input",
        HeaderValue::from_static("sig1=(\"@method\");created=1"),
    );
    assert_eq!(draft.outcome_with(&headers), Ok(true));
    let mut orphan = rfc9421::message(rfc9421::FEDIFY).signed();
    orphan.remove("signature-input");
    assert_eq!(
        check(&Method::POST, "/inbox", &orphan, BODY),
        Err(SignatureError::Malformed)
    );
}

proptest! {
    #[test]
    fn arbitrary_headers_never_panic(
        signature in proptest::collection::vec(any::<u8>(), 0..200),
        input in proptest::collection::vec(any::<u8>(), 0..200),
        other in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let mut headers = ordinary_headers();
        for (name, bytes) in [("signature", &signature), ("signature-input", &input), ("date", &other), ("digest", &other)] {
            if let Ok(value) = HeaderValue::from_bytes(bytes) {
                headers.insert(name, value);
            }
        }
        let _ = read(&request(&Method::POST, "/inbox", &headers, BODY), now());
    }

    #[test]
    fn nearly_right_headers_never_panic_or_pass(
        draft in r#"(keyId|headers|created|signature|x)?=?"?[ -~]{0,20}"?,?(headers="[(]request-target[)] host date digest",?)?(signature="[A-Z=]{0,8}")?"#,
        input in r#"sig1=[(](("@?[a-z-]{0,12}"(;[a-z]{1,2})?) ?){0,5}[)]?(;[a-z]{0,7}=?"?[0-9a-z:/]{0,12}"?){0,4}"#,
    ) {
        let mut headers = ordinary_headers();
        headers.insert("signature", HeaderValue::from_str(&draft).unwrap());
        let claim = read(&request(&Method::POST, "/inbox", &headers, BODY), now());
        prop_assert!(!claim.is_ok_and(|claim| claim.verify(&verifying_key())));
        headers.insert("signature", HeaderValue::from_static("sig1=:AAAA:"));
        headers.insert("signature-input", HeaderValue::from_str(&input).unwrap());
        let claim = read(&request(&Method::POST, "/inbox", &headers, BODY), now());
        prop_assert!(!claim.is_ok_and(|claim| claim.verify(&verifying_key())));
    }
}

fn ordinary_headers() -> HeaderMap {
    header_map(&ordinary().headers)
}
