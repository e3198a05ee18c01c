//! Every request gets an id, one line in the log and its place in the figures.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::Instrument;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id is always ours: one that came along could be made to look like another request's. It is
/// answered, so that people who report a fault can name it.
pub async fn observe(request: Request, next: Next) -> Response {
    let id = format!("{:016x}", rand::random::<u64>());
    let (method, path) = (request.method().clone(), shown(request.uri().path()));
    let span = tracing::info_span!("request", id, %method, path);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status(), began.elapsed());
    span.in_scope(|| {
        tracing::info!(
            status = status.as_u16(),
            ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            "answered"
        );
    });
    // By route and not by path, or strangers could make up as many series as they like.
    let route = response.extensions().get::<MatchedPath>();
    let route = route.map_or("none", MatchedPath::as_str).to_owned();
    metrics::counter!("guildhall_requests_total",
        "method" => method_label(&method), "status" => status.as_u16().to_string())
    .increment(1);
    metrics::histogram!("guildhall_request_seconds", "route" => route).record(took.as_secs_f64());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// What comes behind these is a link that does something for whoever has it.
const SECRET: [&str; 6] = [
    "/setup/",
    "/password/",
    "/verify/",
    "/unsubscribe/",
    "/join/",
    "/invite/",
];

/// Longer than any address of ours that leads somewhere; strangers do not fill the log with others.
const MAX_SHOWN: usize = 300;

/// The path as the log has it. Who reads the log must not be able to use a link of somebody else, before
/// its owner does or after.
fn shown(path: &str) -> String {
    if let Some(start) = SECRET.into_iter().find(|start| path.starts_with(*start)) {
        return format!("{start}…");
    }
    match path.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", path.get(..end).unwrap_or_default()),
        None => path.to_owned(),
    }
}

/// Puts the route into the answer, where [`observe`] finds it; a layer of the routes themselves.
pub async fn note_route(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

fn method_label(method: &axum::http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn the_log_holds_no_link_that_works_once() {
        for (path, logged) in [
            ("/setup/s3cret", "/setup/…"),
            ("/password/s3cret", "/password/…"),
            ("/verify/s3cret", "/verify/…"),
            ("/unsubscribe/1.answer.s3cret", "/unsubscribe/…"),
            ("/join/s3cret", "/join/…"),
            ("/c/luthiers/join", "/c/luthiers/join"),
            ("/invite/s3cret", "/invite/…"),
            ("/invite/s3cret/register", "/invite/…"),
            ("/settings/password", "/settings/password"),
            ("/c/setup", "/c/setup"),
            ("/", "/"),
        ] {
            assert_eq!(shown(path), logged);
        }
    }

    #[test]
    fn a_long_address_is_cut_in_the_log() {
        let long = format!("/{}", "é".repeat(60_000));
        assert_eq!(shown(&long), format!("/{}…", "é".repeat(299)));
        let fits = format!("/{}", "x".repeat(299));
        assert_eq!(shown(&fits), fits);
    }
}
