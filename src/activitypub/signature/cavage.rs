//! draft-cavage-http-signatures-12, read strictly.
//!
//! The draft leaves to the receiver which headers have to be covered. What is
//! asked for here is what every known peer signs, so that a captured request is
//! worth nothing at another path, at another server, with another body or an
//! hour later.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use http::HeaderName;

use super::digest::check_digest;
use super::{
    Algorithm, Claim, MAX_COVERED, MAX_SIGNATURE_BYTES, Request, SignatureError, check_age,
    check_date, check_expiry, key_id, seconds,
};

/// The parameters of one `Signature` header, as they were sent.
#[derive(Default)]
struct Parameters<'a> {
    key_id: Option<&'a str>,
    algorithm: Option<&'a str>,
    headers: Option<&'a str>,
    signature: Option<&'a str>,
    created: Option<&'a str>,
    expires: Option<&'a str>,
}

/// Reads a request whose `Signature` header is `value` and checks the policy.
pub(super) fn read(
    request: &Request<'_>,
    value: &str,
    now: DateTime<Utc>,
) -> Result<Claim, SignatureError> {
    let parameters = parameters(value)?;
    let covered = covered(parameters.headers)?;
    let algorithm = algorithm(&parameters, &covered)?;
    check_coverage(request, &covered)?;
    check_times(request, &parameters, &covered, now)?;
    if covers(&covered, "digest") {
        check_digest(request.header("digest")?, request.body.unwrap_or_default())?;
    }
    let bases = request
        .targets()
        .into_iter()
        .map(|target| signing_string(request, &parameters, &covered, target))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Claim {
        key_id: key_id(parameters.key_id)?,
        algorithm,
        signature: signature(parameters.signature)?,
        bases,
    })
}

/// Parses `name="value",name="value"`. Numbers may stand without quotes, blanks
/// may surround commas, unknown names are skipped; any name twice is refused,
/// since two readers would disagree about which one counts.
fn parameters(value: &str) -> Result<Parameters<'_>, SignatureError> {
    let mut found = Parameters::default();
    let mut seen: Vec<String> = Vec::new();
    let mut rest = value.trim();
    loop {
        let (name, text, after) = parameter(rest).ok_or(SignatureError::Malformed)?;
        let name = name.to_ascii_lowercase();
        if seen.contains(&name) {
            return Err(SignatureError::DuplicateParameter);
        }
        match name.as_str() {
            "keyid" => found.key_id = Some(text),
            "algorithm" => found.algorithm = Some(text),
            "headers" => found.headers = Some(text),
            "signature" => found.signature = Some(text),
            "created" => found.created = Some(text),
            "expires" => found.expires = Some(text),
            _ => {}
        }
        seen.push(name);
        if seen.len() > MAX_COVERED {
            return Err(SignatureError::Malformed);
        }
        if after.is_empty() {
            return Ok(found);
        }
        rest = after
            .strip_prefix(',')
            .ok_or(SignatureError::Malformed)?
            .trim_start();
    }
}

/// One parameter: its name, its value, and what follows it.
fn parameter(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('=')?;
    let is_token = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    if !is_token(name) {
        return None;
    }
    if let Some(quoted) = rest.strip_prefix('"') {
        let (value, after) = quoted.split_once('"')?;
        let plain = value
            .bytes()
            .all(|byte| matches!(byte, b' '..=b'~') && byte != b'\\');
        return plain.then_some((name, value, after.trim_start()));
    }
    let end = rest.find(',').unwrap_or(rest.len());
    let (value, after) = rest.split_at_checked(end)?;
    let value = value.trim_end();
    is_token(value).then_some((name, value, after))
}

/// The names of the covered headers, lower-case, in order.
fn covered(headers: Option<&str>) -> Result<Vec<String>, SignatureError> {
    let list = headers.ok_or(SignatureError::HeaderList)?;
    let mut covered: Vec<String> = Vec::new();
    for name in list.split(' ') {
        let name = name.to_ascii_lowercase();
        let known = match name.as_str() {
            "(request-target)" | "(created)" | "(expires)" => true,
            plain => HeaderName::from_bytes(plain.as_bytes()).is_ok(),
        };
        if !known || covered.contains(&name) || covered.len() == MAX_COVERED {
            return Err(SignatureError::HeaderList);
        }
        covered.push(name);
    }
    Ok(covered)
}

/// `hs2019` leaves the algorithm to the key, and so does its absence. The names
/// before it do not know `(created)` and `(expires)`.
fn algorithm(parameters: &Parameters<'_>, covered: &[String]) -> Result<Algorithm, SignatureError> {
    match parameters.algorithm {
        None | Some("hs2019") => Ok(Algorithm::OfTheKey),
        Some("rsa-sha256") if covers(covered, "(created)") || covers(covered, "(expires)") => {
            Err(SignatureError::Algorithm)
        }
        Some("rsa-sha256") => Ok(Algorithm::Rsa),
        Some(_) => Err(SignatureError::Algorithm),
    }
}

fn check_coverage(request: &Request<'_>, covered: &[String]) -> Result<(), SignatureError> {
    for name in ["(request-target)", "host"] {
        if !covers(covered, name) {
            return Err(SignatureError::NotCovered(name));
        }
    }
    if request.has_body() && !covers(covered, "digest") {
        return Err(SignatureError::NotCovered("digest"));
    }
    if !covers(covered, "date") && !covers(covered, "(created)") {
        return Err(SignatureError::NotCovered("date"));
    }
    Ok(())
}

/// Every covered time has to lie inside the window; what is not covered proves
/// nothing, but an `expires` that has passed is honoured even then.
fn check_times(
    request: &Request<'_>,
    parameters: &Parameters<'_>,
    covered: &[String],
    now: DateTime<Utc>,
) -> Result<(), SignatureError> {
    if covers(covered, "date") {
        check_date(request.header("date")?, now)?;
    }
    if covers(covered, "(created)") {
        check_age(seconds(parameters.created)?, now)?;
    }
    if covers(covered, "(expires)") || parameters.expires.is_some() {
        check_expiry(seconds(parameters.expires)?, now)?;
    }
    Ok(())
}

fn signing_string(
    request: &Request<'_>,
    parameters: &Parameters<'_>,
    covered: &[String],
    target: &str,
) -> Result<Vec<u8>, SignatureError> {
    let lines = covered
        .iter()
        .map(|name| {
            let value = match name.as_str() {
                "(request-target)" => {
                    let method = request.method.as_str().to_ascii_lowercase();
                    return Ok(format!("(request-target): {method} {target}"));
                }
                "(created)" => parameters.created.ok_or(SignatureError::Malformed)?,
                "(expires)" => parameters.expires.ok_or(SignatureError::Malformed)?,
                header => request.header(header)?,
            };
            Ok(format!("{name}: {value}"))
        })
        .collect::<Result<Vec<_>, SignatureError>>()?;
    Ok(lines.join("\n").into_bytes())
}

fn signature(text: Option<&str>) -> Result<Vec<u8>, SignatureError> {
    let bytes = STANDARD
        .decode(text.ok_or(SignatureError::Malformed)?)
        .map_err(|_| SignatureError::Malformed)?;
    if bytes.is_empty() || bytes.len() > MAX_SIGNATURE_BYTES {
        return Err(SignatureError::Malformed);
    }
    Ok(bytes)
}

fn covers(covered: &[String], name: &str) -> bool {
    covered.iter().any(|one| one == name)
}
