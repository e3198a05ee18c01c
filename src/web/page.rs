//! A page as an answer, and the headers that keep browsers strict with it.

use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

/// What a page may load, run and send: our own files and nothing inline.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; \
    style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

const SECURITY_HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// A template answered as HTML with status 200. For another status:
/// `(StatusCode::UNPROCESSABLE_ENTITY, Page(template))`.
#[derive(Debug)]
pub struct Page<T: Template>(pub T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => Html(html).into_response(),
            Err(error) => {
                tracing::error!(%error, "a page could not be written");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// Layer for every answer of the server, errors included:
/// `router.layer(axum::middleware::from_fn(security_headers))`. An answer that
/// already has one of the headers keeps its own.
pub async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in SECURITY_HEADERS {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::routing::get;
    use axum::{Router, middleware};
    use tower::ServiceExt;

    #[tokio::test]
    async fn every_answer_is_strict() {
        let router = Router::<()>::new()
            .route("/", get(|| async { Html("<p>hello</p>") }))
            .route(
                "/own",
                get(|| async { ([(header::REFERRER_POLICY, "origin")], "x") }),
            )
            .layer(middleware::from_fn(security_headers));
        for path in ["/", "/missing", "/own"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = router.clone().oneshot(request).await.unwrap();
            let headers = response.headers();
            let policy = headers["content-security-policy"].to_str().unwrap();
            for rule in [
                "default-src 'self'",
                "frame-ancestors 'none'",
                "base-uri 'none'",
            ] {
                assert!(policy.contains(rule), "{path}");
            }
            assert!(!policy.contains("unsafe"), "{path}");
            assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
            let referrer = if path == "/own" {
                "origin"
            } else {
                "same-origin"
            };
            assert_eq!(headers["referrer-policy"], referrer, "{path}");
        }
    }
}
