//! RFC 9421 as Fedify sends it, and every refusal.

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};

use super::*;

/// A POST as Fedify signs it.
#[derive(Clone)]
pub(super) struct Message {
    method: Method,
    target: String,
    components: String,
    parameters: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

pub(super) const FEDIFY: &str =
    r#""@method" "@target-uri" "@authority" "host" "date" "content-digest""#;

pub(super) fn message(components: &str) -> Message {
    let digest = digest::digest_header(BODY).replace("SHA-256=", "sha-256=:") + ":";
    Message {
        method: Method::POST,
        target: "/inbox".to_owned(),
        components: components.to_owned(),
        parameters: format!(
            "alg=\"rsa-v1_5-sha256\";keyid=\"{KEY_ID}\";created={}",
            timestamp(TimeDelta::zero())
        ),
        headers: vec![
            ("host", "h.example".to_owned()),
            ("date", date(TimeDelta::zero())),
            ("content-digest", digest),
        ],
        body: BODY.to_vec(),
    }
}

impl Message {
    /// The signature base, written from RFC 9421 and not from our reader.
    fn base(&self) -> String {
        let mut base = String::new();
        for name in self.components.split(' ').filter(|name| !name.is_empty()) {
            let plain = name.trim_matches('"');
            let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
            let value = match plain {
                "@method" => self.method.to_string(),
                "@target-uri" => format!("https://h.example{}", self.target),
                "@authority" => "h.example".to_owned(),
                "@scheme" => "https".to_owned(),
                "@path" => path.to_owned(),
                "@query" => format!("?{query}"),
                _ => {
                    let found = self.headers.iter().find(|(known, _)| *known == plain);
                    found.map(|(_, value)| value.clone()).unwrap_or_default()
                }
            };
            base.push_str(&format!("{name}: {value}\n"));
        }
        format!(
            "{base}\"@signature-params\": ({});{}",
            self.components, self.parameters
        )
    }

    fn signed_by(&self, sign: impl Fn(&[u8]) -> Vec<u8>) -> HeaderMap {
        let mut headers = header_map(&self.headers);
        let input = format!("sig1=({});{}", self.components, self.parameters);
        let signature = format!("sig1=:{}:", STANDARD.encode(sign(self.base().as_bytes())));
        headers.insert("signature-input", HeaderValue::from_str(&input).unwrap());
        headers.insert("signature", HeaderValue::from_str(&signature).unwrap());
        headers
    }

    pub(super) fn signed(&self) -> HeaderMap {
        self.signed_by(|base| signing_key().sign(base))
    }

    fn outcome(&self) -> Result<bool, SignatureError> {
        check(&self.method, &self.target, &self.signed(), &self.body)
    }
}

#[test]
fn message_signatures_are_accepted() {
    for components in [
        FEDIFY,
        r#""@method" "@target-uri" "content-digest""#,
        r#""@method" "@authority" "@path" "content-digest""#,
        r#""@method" "@authority" "@path" "@query" "@scheme" "content-digest""#,
    ] {
        assert_eq!(message(components).outcome(), Ok(true), "{components}");
    }
    let mut get = message(r#""@method" "@target-uri""#);
    get.method = Method::GET;
    get.body.clear();
    get.target = "/c/a?page=2".to_owned();
    assert_eq!(get.outcome(), Ok(true));
    get.components = r#""@method" "@authority" "@path" "@query""#.to_owned();
    assert_eq!(get.outcome(), Ok(true));
    let mut silent = message(FEDIFY);
    silent.parameters = silent.parameters.replace("alg=\"rsa-v1_5-sha256\";", "");
    silent.parameters.push_str(";nonce=\"x\";tag=\"y\"");
    assert_eq!(silent.outcome(), Ok(true));
}

#[test]
fn ed25519_message_signatures_need_an_ed25519_key() {
    let pair = Ed25519KeyPair::generate().unwrap();
    let der: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
    let pem = format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        STANDARD.encode(der.as_ref())
    );
    let key = VerifyingKey::from_pem(&pem).unwrap();
    for (algorithm, expected) in [("ed25519", true), ("rsa-v1_5-sha256", false)] {
        let mut message = message(FEDIFY);
        message.parameters = message.parameters.replace("rsa-v1_5-sha256", algorithm);
        let headers = message.signed_by(|base| pair.sign(base).as_ref().to_vec());
        let claim = read(&request(&Method::POST, "/inbox", &headers, BODY), now()).unwrap();
        assert_eq!(claim.verify(&key), expected, "{algorithm}");
        assert!(!claim.verify(&verifying_key()));
    }
    let mut rsa = message(FEDIFY);
    rsa.parameters = rsa.parameters.replace("rsa-v1_5-sha256", "ed25519");
    assert_eq!(rsa.outcome(), Ok(false));
}

#[test]
fn message_signatures_that_cover_too_little_are_refused() {
    let table = [
        (r#""@target-uri" "content-digest""#, "@method"),
        (r#""@method" "@path" "content-digest""#, "@authority"),
        (r#""@method" "@authority" "content-digest""#, "@path"),
        (r#""@method" "host" "@path" "content-digest""#, "@authority"),
        (r#""@method" "@target-uri""#, "content-digest"),
    ];
    for (components, missing) in table {
        let expected = Err(SignatureError::NotCovered(missing));
        assert_eq!(message(components).outcome(), expected, "{components}");
    }
    let mut query = message(r#""@method" "@authority" "@path" "content-digest""#);
    query.target = "/inbox?x=1".to_owned();
    assert_eq!(query.outcome(), Err(SignatureError::NotCovered("@query")));
    let mut undated = message(FEDIFY);
    undated.parameters = format!("keyid=\"{KEY_ID}\"");
    assert_eq!(
        undated.outcome(),
        Err(SignatureError::NotCovered("created"))
    );
    let mut nobody = message(FEDIFY);
    nobody.parameters = format!("created={}", timestamp(TimeDelta::zero()));
    assert_eq!(nobody.outcome(), Err(SignatureError::KeyId));
}

#[test]
fn broken_or_ambiguous_message_signatures_are_refused() {
    for components in [
        "",
        r#""@method" "@method" "@target-uri" "content-digest""#,
        r#""@method" "@target-uri" "@status" "content-digest""#,
        r#""@method" "@target-uri" "Content-Digest""#,
        r#""@method" "@target-uri" "@query-param" "content-digest""#,
    ] {
        assert_eq!(
            message(components).outcome(),
            Err(SignatureError::HeaderList),
            "{components}"
        );
    }
    for components in [
        r#""@method";req "@target-uri" "content-digest""#,
        r#""@method" "@target-uri" "content-digest";bs"#,
        "@method",
        r#""@method"#,
        r#""@method""@target-uri""#,
    ] {
        assert_eq!(
            message(components).outcome(),
            Err(SignatureError::Malformed),
            "{components}"
        );
    }
    let absent = message(r#""@method" "@target-uri" "content-digest" "x-absent""#);
    assert_eq!(absent.outcome(), Err(SignatureError::Header));
    let created = timestamp(TimeDelta::zero());
    for (parameters, expected) in [
        (
            format!("created={created};created={created};keyid=\"{KEY_ID}\""),
            SignatureError::DuplicateParameter,
        ),
        (
            format!("created={created};keyid=\"{KEY_ID}\";alg=\"hmac-sha256\""),
            SignatureError::Algorithm,
        ),
        (
            format!("created={created};keyid=\"{KEY_ID}\", sig2=(\"@method\");created=1"),
            SignatureError::Malformed,
        ),
        (
            format!("created={created}.5;keyid=\"{KEY_ID}\""),
            SignatureError::Malformed,
        ),
        (
            format!("created;keyid=\"{KEY_ID}\""),
            SignatureError::Malformed,
        ),
        (
            format!(
                "created={};keyid=\"{KEY_ID}\"",
                timestamp(TimeDelta::hours(-2))
            ),
            SignatureError::OutsideWindow,
        ),
        (
            format!(
                "created={};keyid=\"{KEY_ID}\"",
                timestamp(TimeDelta::hours(2))
            ),
            SignatureError::OutsideWindow,
        ),
        (
            format!(
                "created={created};keyid=\"{KEY_ID}\";expires={}",
                timestamp(TimeDelta::hours(-1))
            ),
            SignatureError::Expired,
        ),
    ] {
        let mut message = message(FEDIFY);
        message.parameters = parameters.clone();
        assert_eq!(message.outcome(), Err(expected), "{parameters}");
    }
    let whole = message(FEDIFY);
    let signed = whole.signed();
    assert_eq!(
        check(&Method::POST, "/inbox", &signed, b"{}"),
        Err(SignatureError::Digest)
    );
    assert_eq!(check(&Method::POST, "/other", &signed, BODY), Ok(false));
    let mut label = signed.clone();
    label.insert("signature", HeaderValue::from_static("sig2=:AAAA:"));
    assert_eq!(
        check(&Method::POST, "/inbox", &label, BODY),
        Err(SignatureError::Malformed)
    );
    let mut twice = signed.clone();
    twice.append("signature-input", HeaderValue::from_static("sig2=()"));
    assert_eq!(
        check(&Method::POST, "/inbox", &twice, BODY),
        Err(SignatureError::SeveralSignatures)
    );
    let mut other_host = message(FEDIFY);
    other_host.headers[0].1 = "other.example".to_owned();
    assert_eq!(other_host.outcome(), Err(SignatureError::Host));
}
