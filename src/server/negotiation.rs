//! One address, two readers: people get the page, other servers the ActivityPub document.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, header};
use axum::response::Response;
use tower::ServiceExt;

/// Hands requests for documents to `documents` and all others to `pages`, where both have an answer
/// for the same path.
pub async fn answer(documents: Router, pages: Router, request: Request<Body>) -> Response {
    if !has_both(request.uri().path()) || !is_reading(request.method()) {
        return call(pages, request).await;
    }
    let chosen = if wants_document(request.headers()) {
        documents
    } else {
        pages
    };
    let mut response = call(chosen, request).await;
    // Caches must keep the two apart.
    response
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("accept"));
    response
}

async fn call(router: Router, request: Request<Body>) -> Response {
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn is_reading(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Exactly the paths that are ids of actors and objects; what lies below them is one or the other.
fn has_both(path: &str) -> bool {
    let mut parts = path.trim_start_matches('/').split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(""), None, None) => true,
        (Some("u" | "c" | "post" | "comment"), Some(name), None) => !name.is_empty(),
        _ => false,
    }
}

/// Whether ActivityPub's media types are asked for at least as much as HTML (RFC 9110 §12.5.1).
/// `application/json` alone counts, since several servers ask so; `*/*` is a person with curl.
fn wants_document(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT);
    let (mut document, mut page) = (0.0_f32, 0.0_f32);
    for range in lines.iter().filter_map(|line| line.to_str().ok()) {
        for range in range.split(',') {
            let (kind, weight) = read_range(range);
            match kind.as_str() {
                "application/activity+json" | "application/ld+json" | "application/json" => {
                    document = document.max(weight);
                }
                "text/html" | "application/xhtml+xml" => page = page.max(weight),
                _ => {}
            }
        }
    }
    document > 0.0 && document >= page
}

fn read_range(range: &str) -> (String, f32) {
    let mut parts = range.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let weight = parts
        .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
        .map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0));
    (kind, weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_get_documents_and_browsers_get_pages() {
        let cases = [
            ("application/activity+json", true),
            (
                "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
                true,
            ),
            ("application/activity+json, application/ld+json", true),
            ("application/json", true),
            ("APPLICATION/Activity+JSON;q=0.9, */*;q=0.1", true),
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                false,
            ),
            ("text/html, application/activity+json;q=0.5", false),
            ("application/activity+json, text/html;q=0.5", true),
            ("application/activity+json;q=0", false),
            ("*/*", false),
            ("", false),
        ];
        for (accept, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(wants_document(&headers), expected, "{accept}");
        }
        assert!(!wants_document(&HeaderMap::new()));
    }

    #[test]
    fn only_ids_have_two_faces() {
        for path in [
            "/",
            "/u/ada",
            "/c/garden",
            "/c/garden@b.example",
            "/post/0abc",
            "/comment/0abc",
        ] {
            assert!(has_both(path), "{path}");
        }
        for path in [
            "/u/",
            "/u/ada/outbox",
            "/c/garden/new",
            "/login",
            "/activities/create/0f",
            "/post/0abc/edit",
            "//u/x/y",
        ] {
            assert!(!has_both(path), "{path}");
        }
    }
}
