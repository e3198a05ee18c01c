//! Style sheet, scripts and icon, compiled in and served under names that
//! change with their content, so that browsers keep them for ever.
//!
//! `htmx.min.js` is htmx 2.0.11 (0BSD), unchanged.

use crate::text::hexadecimal;
use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;
use tower_http::compression::{CompressionLayer, CompressionLevel};

#[derive(RustEmbed)]
#[folder = "src/web/assets"]
struct Files;

struct Asset {
    url: String,
    etag: String,
    media_type: &'static str,
    content: Cow<'static, [u8]>,
}

/// Each asset by its plain name.
static ASSETS: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| {
    Files::iter()
        .filter_map(|name| {
            let file = Files::get(&name)?;
            let hash = short_hash(&file.metadata.sha256_hash());
            Some((name.to_string(), asset(&name, &hash, file.data)?))
        })
        .collect()
});

/// Each asset by the last part of its address.
static BY_FILE: LazyLock<HashMap<&'static str, &'static Asset>> = LazyLock::new(|| {
    let file = |asset: &'static Asset| Some((asset.url.strip_prefix("/assets/")?, asset));
    ASSETS.values().filter_map(file).collect()
});

fn asset(name: &str, hash: &str, content: Cow<'static, [u8]>) -> Option<Asset> {
    let (stem, extension) = name.rsplit_once('.')?;
    let media_type = match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    Some(Asset {
        url: format!("/assets/{stem}.{hash}.{extension}"),
        etag: format!("\"{hash}\""),
        media_type,
        content,
    })
}

fn short_hash(sha256: &[u8; 32]) -> String {
    hexadecimal(sha256.get(..4).unwrap_or_default())
}

/// Address of an asset by its plain name, as in `guildhall.css`. An unknown
/// name gives an address that answers 404.
#[must_use]
pub fn url(name: &str) -> &'static str {
    ASSETS
        .get(name)
        .map_or("/assets/unknown", |asset| &asset.url)
}

/// Serves `/assets/…`, compressed as the browser likes.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/assets/{file}", get(asset_show))
        // A browser asks for each once, so that size counts more than time.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(9)))
}

async fn asset_show(Path(file): Path<String>, request: HeaderMap) -> Response {
    let Some(asset) = BY_FILE.get(file.as_str()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::ETAG, asset.etag.as_str()),
        (header::CONTENT_TYPE, asset.media_type),
    ];
    let known = request
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| tags.contains(&asset.etag));
    if known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let body = match &asset.content {
        Cow::Borrowed(content) => Body::from(*content),
        Cow::Owned(content) => Body::from(content.clone()),
    };
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    async fn fetch(path: &str, name: header::HeaderName, value: &str) -> (Response<()>, usize) {
        let request = Request::get(path)
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        let response = routes::<()>().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let length = body.collect().await.unwrap().to_bytes().len();
        (Response::from_parts(parts, ()), length)
    }

    #[tokio::test]
    async fn assets_are_kept_for_ever_and_asked_for_once() {
        let url = url("guildhall.css");
        let (first, length) = fetch(url, header::ACCEPT, "*/*").await;
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(
            first.headers()["cache-control"],
            "public, max-age=31536000, immutable"
        );
        assert_eq!(first.headers()["content-type"], "text/css; charset=utf-8");
        assert!(length > 10_000);
        let etag = first.headers()["etag"].to_str().unwrap().to_owned();
        let (again, length) = fetch(url, header::IF_NONE_MATCH, &etag).await;
        assert_eq!((again.status(), length), (StatusCode::NOT_MODIFIED, 0));
    }

    #[test]
    fn what_waits_behind_a_tab_is_told_on_narrow_screens_too() {
        let sheet = include_str!("assets/guildhall.css");
        let rules = sheet.split('}').filter(|rule| rule.contains(".tabs small"));
        let rules: Vec<&str> = rules.collect();
        assert!(!rules.is_empty(), "the figures have a look of their own");
        assert!(
            rules.iter().all(|rule| !rule.contains("display")),
            "{rules:?}"
        );
    }

    #[test]
    fn links_in_lists_are_high_enough_for_a_thumb() {
        let sheet = include_str!("assets/guildhall.css");
        let rule = sheet.split('}').find(|rule| {
            rule.contains(".list :is(small, .by) a") && rule.contains("min-block-size")
        });
        assert!(rule.is_some_and(|rule| rule.contains("display: inline-block")));
    }

    #[test]
    fn long_lines_in_what_unfolds_break_on_narrow_screens() {
        let sheet = include_str!("assets/guildhall.css");
        let rule = sheet
            .split('}')
            .find(|rule| rule.contains(".fold > pre {"))
            .unwrap();
        assert!(rule.contains("white-space: pre-wrap"), "{rule}");
        assert!(rule.contains("overflow-wrap: anywhere"), "{rule}");
    }

    #[tokio::test]
    async fn unknown_assets_are_not_found() {
        for path in [
            "/assets/unknown",
            "/assets/guildhall.css",
            "/assets/..%2fmod.rs",
        ] {
            let (response, _) = fetch(path, header::ACCEPT, "*/*").await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[tokio::test]
    async fn assets_are_small_on_the_way() {
        for encoding in ["gzip", "br"] {
            let mut size = HashMap::new();
            for name in [
                "drafts.js",
                "guildhall.css",
                "guildhall.js",
                "htmx.min.js",
                "pictures.js",
            ] {
                let (response, length) = fetch(url(name), header::ACCEPT_ENCODING, encoding).await;
                assert_eq!(response.headers()["content-encoding"], encoding, "{name}");
                size.insert(name, length);
            }
            assert!(size["guildhall.css"] < 12_000, "{size:?}");
            let scripts: usize = size
                .iter()
                .filter(|(name, _)| name.ends_with(".js"))
                .map(|(_, length)| length)
                .sum();
            assert!(scripts <= 22_000, "{size:?}");
        }
        for name in ["drafts.js", "guildhall.js", "pictures.js"] {
            assert!(ASSETS[name].content.len() <= 4_096, "{name}");
        }
    }
}
