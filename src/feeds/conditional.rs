//! Answers that a program may have already: it says which it has, and gets them again only where they differ.

use crate::store::Time;
use crate::text::hexadecimal;
use aws_lc_rs::digest::{SHA256, digest};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::time::SystemTime;

/// Who may keep an answer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kept {
    ByAll {
        seconds: u32,
    },
    /// Whoever asked, and they ask each time whether it is still so.
    ByOne,
}

pub(super) fn answer(
    asked: &HeaderMap,
    media_type: &'static str,
    body: String,
    updated: Option<Time>,
    kept: Kept,
) -> Response {
    let tag = tag_of(&body);
    let mut headers = HeaderMap::new();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, media_type);
    set(header::ETAG, &tag);
    set(header::VARY, "Accept, Signature");
    match kept {
        Kept::ByAll { seconds } => {
            set(header::CACHE_CONTROL, &format!("public, max-age={seconds}"));
        }
        Kept::ByOne => set(header::CACHE_CONTROL, "private, no-cache"),
    }
    let updated = updated.map(|at| SystemTime::from(at.whole_second().utc()));
    if let Some(updated) = updated {
        set(header::LAST_MODIFIED, &httpdate::fmt_http_date(updated));
    }
    match is_there(asked, &tag, updated) {
        true => (StatusCode::NOT_MODIFIED, headers).into_response(),
        false => (headers, body).into_response(),
    }
}

/// The tag says it exactly; the time only where there is no tag (RFC 9110 §13.2.2).
fn is_there(asked: &HeaderMap, tag: &str, updated: Option<SystemTime>) -> bool {
    let said = |name| asked.get(name).and_then(|value| value.to_str().ok());
    if let Some(tags) = said(header::IF_NONE_MATCH) {
        let same = |given: &str| given == "*" || given.trim_start_matches("W/") == tag;
        return tags.split(',').map(str::trim).any(same);
    }
    let since = said(header::IF_MODIFIED_SINCE).and_then(|at| httpdate::parse_http_date(at).ok());
    matches!((since, updated), (Some(since), Some(updated)) if updated <= since)
}

fn tag_of(body: &str) -> String {
    let hash = digest(&SHA256, body.as_bytes());
    let start = hash.as_ref().get(..16).unwrap_or_default();
    format!("\"{}\"", hexadecimal(start))
}
