//! RFC 9421 (HTTP Message Signatures), the profile that Fedify, Mastodon 4.7
//! and their kin send: one signature, components without parameters.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use http::HeaderName;

use super::digest::check_content_digest;
use super::{
    Algorithm, Claim, MAX_COVERED, MAX_SIGNATURE_BYTES, Request, SignatureError, check_age,
    check_date, check_expiry, key_id, seconds,
};

/// A `Signature-Input` header with its one member.
struct Input<'a> {
    label: &'a str,
    components: Vec<&'a str>,
    parameters: Parameters<'a>,
    /// The member's value as sent: the last line of the signature base.
    raw: &'a str,
}

#[derive(Default)]
struct Parameters<'a> {
    created: Option<&'a str>,
    expires: Option<&'a str>,
    key_id: Option<&'a str>,
    algorithm: Option<&'a str>,
}

/// Whether a `Signature` header is written in the form of RFC 9421,
/// `label=:base64:`, and not in that of the draft.
pub(super) fn is_dictionary(value: &str) -> bool {
    value
        .split_once('=')
        .is_some_and(|(_, rest)| rest.starts_with(':'))
}

/// Reads a request with these two headers and checks the policy.
pub(super) fn read(
    request: &Request<'_>,
    input: &str,
    signature_header: &str,
    now: DateTime<Utc>,
) -> Result<Claim, SignatureError> {
    let input = parse_input(input.trim()).ok_or(SignatureError::Malformed)??;
    let signature = signature(signature_header.trim(), input.label)?;
    check_components(&input)?;
    check_coverage(request, &input)?;
    check_age(seconds(input.parameters.created)?, now)?;
    if input.parameters.expires.is_some() {
        check_expiry(seconds(input.parameters.expires)?, now)?;
    }
    if input.covers("date") {
        check_date(request.header("date")?, now)?;
    }
    if input.covers("content-digest") {
        let digest = request.header("content-digest")?;
        check_content_digest(digest, request.body.unwrap_or_default())?;
    }
    let mut targets = request.targets();
    if input.covers("@query") {
        targets.truncate(1);
    }
    let bases = targets
        .into_iter()
        .map(|target| signature_base(request, &input, target))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Claim {
        key_id: key_id(input.parameters.key_id)?,
        algorithm: algorithm(input.parameters.algorithm)?,
        signature,
        bases,
    })
}

impl Input<'_> {
    fn covers(&self, name: &str) -> bool {
        self.components.contains(&name)
    }
}

/// Parses `label=("a" "b");name=value;…`. `None` where the grammar is broken.
fn parse_input(value: &str) -> Option<Result<Input<'_>, SignatureError>> {
    let (label, raw) = value.split_once('=')?;
    if !is_key(label) {
        return None;
    }
    let mut components = Vec::new();
    let mut rest = raw.strip_prefix('(')?;
    let parameters = loop {
        rest = rest.trim_start_matches(' ');
        if let Some(after) = rest.strip_prefix(')') {
            break after;
        }
        let (name, after) = rest.strip_prefix('"')?.split_once('"')?;
        // A `;` here would be a parameter of the component (`;req`, `;bs`),
        // which changes what it means.
        if !after.starts_with([' ', ')']) || components.len() == MAX_COVERED {
            return None;
        }
        components.push(name);
        rest = after;
    };
    Some(parse_parameters(parameters)?.map(|parameters| Input {
        label,
        components,
        parameters,
        raw,
    }))
}

/// Parses `;name=value;…` to the end: a comma would start a second signature.
fn parse_parameters(text: &str) -> Option<Result<Parameters<'_>, SignatureError>> {
    let mut found = Parameters::default();
    let mut seen = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (name, after) = rest
            .strip_prefix(';')?
            .trim_start_matches(' ')
            .split_once('=')?;
        if !is_key(name) || seen.len() == MAX_COVERED {
            return None;
        }
        if seen.contains(&name) {
            return Some(Err(SignatureError::DuplicateParameter));
        }
        seen.push(name);
        let (value, after) = bare_item(after)?;
        match name {
            "created" => found.created = Some(value),
            "expires" => found.expires = Some(value),
            "keyid" => found.key_id = Some(value),
            "alg" => found.algorithm = Some(value),
            // `nonce` and `tag` are covered by the signature like the others
            // and mean nothing to us.
            _ => {}
        }
        rest = after;
    }
    Some(Ok(found))
}

/// A quoted string without escapes, or an integer.
fn bare_item(text: &str) -> Option<(&str, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let (value, after) = quoted.split_once('"')?;
        let plain = value
            .bytes()
            .all(|byte| matches!(byte, b' '..=b'~') && byte != b'\\');
        return plain.then_some((value, after));
    }
    let end = text.find(';').unwrap_or(text.len());
    let (value, after) = text.split_at_checked(end)?;
    let number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    number.then_some((value, after))
}

/// A key of a structured field (RFC 8941).
fn is_key(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_lowercase() || letter == '*')
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b'*'))
}

/// Refuses an empty list, repeated names and names we cannot resolve.
fn check_components(input: &Input<'_>) -> Result<(), SignatureError> {
    let mut seen = Vec::new();
    for name in &input.components {
        let known = match *name {
            "@method" | "@target-uri" | "@authority" | "@scheme" | "@path" | "@query" => true,
            plain => {
                plain == plain.to_ascii_lowercase()
                    && HeaderName::from_bytes(plain.as_bytes()).is_ok()
            }
        };
        if !known || seen.contains(name) {
            return Err(SignatureError::HeaderList);
        }
        seen.push(*name);
    }
    if seen.is_empty() {
        return Err(SignatureError::HeaderList);
    }
    Ok(())
}

fn check_coverage(request: &Request<'_>, input: &Input<'_>) -> Result<(), SignatureError> {
    if !input.covers("@method") {
        return Err(SignatureError::NotCovered("@method"));
    }
    if !input.covers("@target-uri") {
        for name in ["@authority", "@path"] {
            if !input.covers(name) {
                return Err(SignatureError::NotCovered(name));
            }
        }
        if request.path_and_query.contains('?') && !input.covers("@query") {
            return Err(SignatureError::NotCovered("@query"));
        }
    }
    if request.has_body() && !input.covers("content-digest") {
        return Err(SignatureError::NotCovered("content-digest"));
    }
    if input.parameters.created.is_none() {
        return Err(SignatureError::NotCovered("created"));
    }
    Ok(())
}

fn algorithm(name: Option<&str>) -> Result<Algorithm, SignatureError> {
    match name {
        None => Ok(Algorithm::OfTheKey),
        Some("rsa-v1_5-sha256") => Ok(Algorithm::Rsa),
        Some("ed25519") => Ok(Algorithm::Ed25519),
        Some(_) => Err(SignatureError::Algorithm),
    }
}

/// The signature of the member called `label`, the only one there may be.
fn signature(value: &str, label: &str) -> Result<Vec<u8>, SignatureError> {
    let encoded = value
        .strip_prefix(label)
        .and_then(|rest| rest.strip_prefix("=:"))
        .and_then(|rest| rest.strip_suffix(':'))
        .ok_or(SignatureError::Malformed)?;
    let bytes = STANDARD
        .decode(encoded)
        .map_err(|_| SignatureError::Malformed)?;
    if bytes.is_empty() || bytes.len() > MAX_SIGNATURE_BYTES {
        return Err(SignatureError::Malformed);
    }
    Ok(bytes)
}

/// RFC 9421, section 2.5.
fn signature_base(
    request: &Request<'_>,
    input: &Input<'_>,
    target: &str,
) -> Result<Vec<u8>, SignatureError> {
    let mut base = String::new();
    for name in &input.components {
        let value = component(request, name, target)?;
        base.push_str(&format!("\"{name}\": {value}\n"));
    }
    base.push_str(&format!("\"@signature-params\": {}", input.raw));
    Ok(base.into_bytes())
}

/// The value of one component (RFC 9421, section 2.1 and 2.2).
fn component(request: &Request<'_>, name: &str, target: &str) -> Result<String, SignatureError> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Ok(match name {
        "@method" => request.method.as_str().to_owned(),
        "@target-uri" => format!("{}://{}{target}", request.scheme, request.own_authority()),
        "@authority" => request.own_authority(),
        "@scheme" => request.scheme.to_owned(),
        "@path" => path.to_owned(),
        "@query" => format!("?{query}"),
        header => request.header(header)?.to_owned(),
    })
}
