//! The digest of a body: `Digest` (RFC 3230) and `Content-Digest` (RFC 9530).

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::SignatureError;

/// The value of a `Digest` header for `body`.
pub(super) fn digest_header(body: &[u8]) -> String {
    format!("SHA-256={}", STANDARD.encode(digest(&SHA256, body)))
}

/// Checks a `Digest` header against the raw body.
pub(super) fn check_digest(value: &str, body: &[u8]) -> Result<(), SignatureError> {
    compare(sha256_entry(value)?, body)
}

/// Checks a `Content-Digest` header against the raw body.
pub(super) fn check_content_digest(value: &str, body: &[u8]) -> Result<(), SignatureError> {
    let encoded = sha256_entry(value)?
        .strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'))
        .ok_or(SignatureError::Digest)?;
    compare(encoded, body)
}

/// The one SHA-256 entry. Other algorithms next to it are not looked at: one
/// strong digest that fits is enough.
fn sha256_entry(value: &str) -> Result<&str, SignatureError> {
    let mut entries = value
        .split(',')
        .filter_map(|entry| entry.trim().split_once('='))
        .filter(|(name, _)| name.eq_ignore_ascii_case("sha-256"));
    match (entries.next(), entries.next()) {
        (Some((_, encoded)), None) => Ok(encoded),
        _ => Err(SignatureError::Digest),
    }
}

fn compare(encoded: &str, body: &[u8]) -> Result<(), SignatureError> {
    let claimed = STANDARD
        .decode(encoded)
        .map_err(|_| SignatureError::Digest)?;
    if claimed != digest(&SHA256, body).as_ref() {
        return Err(SignatureError::Digest);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    #[test]
    fn digests_are_recomputed() {
        assert_eq!(digest_header(b""), format!("SHA-256={EMPTY}"));
        let table = [
            (format!("SHA-256={EMPTY}"), true),
            (format!("sha-256={EMPTY}"), true),
            (format!("SHA-512=abc,SHA-256={EMPTY}"), true),
            (format!("SHA-256={EMPTY}, SHA-256={EMPTY}"), false),
            (format!("SHA-256={EMPTY}x"), false),
            (format!("SHA-512={EMPTY}"), false),
            (format!("MD5={EMPTY}"), false),
            (format!("SHA-256=:{EMPTY}:"), false),
            (EMPTY.to_owned(), false),
            ("SHA-256=".to_owned(), false),
            (String::new(), false),
        ];
        for (value, good) in table {
            assert_eq!(check_digest(&value, b"").is_ok(), good, "{value}");
            assert!(check_digest(&value, b"x").is_err(), "{value}");
        }
    }

    #[test]
    fn content_digests_are_recomputed() {
        let table = [
            (format!("sha-256=:{EMPTY}:"), true),
            (format!("sha-512=:abc:, sha-256=:{EMPTY}:"), true),
            (format!("sha-256={EMPTY}"), false),
            (format!("sha-256=:{EMPTY}"), false),
            ("sha-256=::".to_owned(), false),
            ("sha-256=:".to_owned(), false),
        ];
        for (value, good) in table {
            assert_eq!(check_content_digest(&value, b"").is_ok(), good, "{value}");
            assert!(check_content_digest(&value, b"x").is_err(), "{value}");
        }
    }
}
