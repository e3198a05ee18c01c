//! Addresses that no page of ours has: with a NUL, which PostgreSQL cannot keep, or with bytes that
//! are no text. They are refused before any handler looks at them.

use crate::error::Error;
use axum::extract::Request;
use axum::http::Uri;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Layer around everything: `router.layer(from_fn(refuse_nonsense))`.
pub async fn refuse_nonsense(request: Request, next: Next) -> Response {
    if is_text(request.uri()) {
        return next.run(request).await;
    }
    Error::Bad(t!("web-bad-address").into()).into_response()
}

fn is_text(uri: &Uri) -> bool {
    is_decodable(uri.path()) && uri.query().is_none_or(is_decodable)
}

fn is_decodable(encoded: &str) -> bool {
    if !encoded.contains('%') {
        return !encoded.contains('\0');
    }
    let bytes = decode(encoded.as_bytes());
    !bytes.contains(&0) && std::str::from_utf8(&bytes).is_ok()
}

/// A `%` that begins no pair of hexadecimal digits stands for itself, as in all decoders behind us.
fn decode(mut rest: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((&byte, behind)) = rest.split_first() {
        if let (b'%', [high, low, further @ ..]) = (byte, behind)
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            bytes.push(high * 16 + low);
            rest = further;
            continue;
        }
        bytes.push(byte);
        rest = behind;
    }
    bytes
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_text_without_nul() {
        for good in [
            "/",
            "/c/rust@b.test:8080?sort=new",
            "/search?q=100%25%20Wolle",
            "/search?q=%C3%A9t%C3%A9",
            "/search?q=100%",
            "/search?q=%zz",
            "/u/%E2%9C%93",
        ] {
            assert!(is_text(&good.parse().unwrap()), "{good}");
        }
        for bad in [
            "/c/%00/about",
            "/post/%00",
            "/communities?q=%00",
            "/communities?q=a&where=x%00y",
            "/u/%ff",
            "/search?q=%E9t%E9",
            "/search?q=%c3",
        ] {
            assert!(!is_text(&bad.parse().unwrap()), "{bad}");
        }
    }
}
