//! What may be compressed.
//!
//! The size of a compressed answer tells whether something that an attacker put into it occurs in
//! it already (BREACH). To use that, the attacker must make the visitor's browser send many
//! requests, with the visitor's cookies, from a page of the attacker's own. Such requests say
//! `Sec-Fetch-Site: cross-site` or come from a browser that says nothing. So answers to requests
//! with cookies are compressed only when the browser says that one of our own pages, or the visitor
//! at the address bar, asked for them. Answers to requests without cookies hold no secrets.

use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, Version, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::compression::predicate::{And, Predicate, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};

type IsText = fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool;

/// Shorter answers gain nothing.
const WORTH_IT: u64 = 1024;

pub fn layer() -> CompressionLayer<And<SizeAbove, IsText>> {
    let is_text: IsText = is_text;
    CompressionLayer::new()
        // Brotli's higher levels cost more time than a page takes to make.
        .quality(CompressionLevel::Precise(2))
        .compress_when(SizeAbove::new(WORTH_IT).and(is_text))
}

/// Hides from the layer above what the browser could unpack, where compressing would not be safe.
pub async fn guard(mut request: Request, next: Next) -> Response {
    if !is_safe(request.headers()) {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    next.run(request).await
}

fn is_safe(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    !headers.contains_key(header::COOKIE) || matches!(site, Some(b"same-origin" | b"none"))
}

/// Pages, style sheets, scripts and documents; images and fonts are compressed by themselves.
fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.ends_with("json")
        || kind.ends_with("+xml")
        || matches!(kind, "text/html" | "text/css" | "text/javascript")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_pages_learn_nothing_from_the_size_of_answers() {
        // Cookie, Sec-Fetch-Site, whether compressing is safe.
        let cases = [
            (false, None, true),
            (false, Some("cross-site"), true),
            (true, Some("same-origin"), true),
            (true, Some("none"), true),
            (true, Some("same-site"), false),
            (true, Some("cross-site"), false),
            (true, None, false),
        ];
        for (cookie, site, expected) in cases {
            let mut headers = HeaderMap::new();
            if cookie {
                headers.insert(header::COOKIE, HeaderValue::from_static("session=x"));
            }
            if let Some(site) = site {
                headers.insert("sec-fetch-site", HeaderValue::from_static(site));
            }
            assert_eq!(is_safe(&headers), expected, "{cookie} {site:?}");
        }
    }
}
