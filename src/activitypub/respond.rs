//! Answering with ActivityPub documents (protocol.md §5.5).

use super::vocabulary::MEDIA_TYPE;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A public document: anybody may keep it for a minute.
pub fn document(body: String) -> Response {
    (
        [
            (header::CONTENT_TYPE, MEDIA_TYPE),
            (header::CACHE_CONTROL, "public, max-age=60"),
            (header::VARY, "Accept, Signature"),
        ],
        body,
    )
        .into_response()
}

/// What is left of something that was deleted.
pub fn gone(tombstone: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, MEDIA_TYPE),
        (header::VARY, "Accept, Signature"),
    ];
    (StatusCode::GONE, headers, tombstone).into_response()
}

/// Nothing here, or nothing that this asker may know of: the two look the same.
pub fn nothing() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/problem+json"),
        (header::VARY, "Accept, Signature"),
    ];
    let body = r#"{"type":"about:blank","title":"Not Found","status":404,"detail":"There is nothing here."}"#;
    (StatusCode::NOT_FOUND, headers, body).into_response()
}

/// Whether a request wants ActivityPub rather than a page: the first of the types it accepts that
/// we have decides. Browsers ask for HTML first.
pub fn wants_activity(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    for each in accepted {
        let kind = each
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match kind.as_str() {
            "application/activity+json" | "application/ld+json" => return true,
            "text/html" | "application/xhtml+xml" => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_request_wants_is_read_from_accept() {
        let cases = [
            ("application/activity+json", true),
            (
                r#"application/ld+json; profile="https://www.w3.org/ns/activitystreams""#,
                true,
            ),
            ("application/activity+json, application/ld+json", true),
            ("text/html,application/xhtml+xml,*/*;q=0.8", false),
            ("application/activity+json, text/html;q=0.1", true),
            ("text/html, application/activity+json", false),
            ("*/*", false),
            ("", false),
        ];
        for (accept, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(wants_activity(&headers), expected, "{accept}");
        }
    }
}
