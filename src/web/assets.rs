//! Style sheet, scripts and icon, compiled in and served under names that
//! change with their content, so that browsers keep them for ever. Each is
//! packed once, when the first browser asks for it so.
//!
//! `htmx.min.js` is htmx 2.0.11 (0BSD), unchanged.

use crate::text::hexadecimal;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use http_body_util::BodyExt;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;
use tokio::sync::OnceCell;
use tower::ServiceExt;
use tower_http::compression::{CompressionLayer, CompressionLevel};

#[derive(RustEmbed)]
#[folder = "src/web/assets"]
struct Files;

struct Asset {
    url: String,
    etag: String,
    media_type: &'static str,
    content: Bytes,
    brotli: OnceCell<Option<Bytes>>,
    gzip: OnceCell<Option<Bytes>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Brotli,
    Gzip,
}

impl Packing {
    fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
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
        content: match content {
            Cow::Borrowed(content) => Bytes::from_static(content),
            Cow::Owned(content) => Bytes::from(content),
        },
        brotli: OnceCell::new(),
        gzip: OnceCell::new(),
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

/// Serves `/assets/…`, packed as the browser likes.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(asset_show))
}

async fn asset_show(Path(file): Path<String>, request: HeaderMap) -> Response {
    let Some(asset) = BY_FILE.get(file.as_str()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::ETAG, asset.etag.as_str()),
        (header::CONTENT_TYPE, asset.media_type),
        (header::VARY, "accept-encoding"),
    ];
    let known = request
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| tags.contains(&asset.etag));
    if known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    if let Some(packing) = wanted(&request)
        && let Some(packed) = asset.packed(packing).await
    {
        let encoding = [(header::CONTENT_ENCODING, packing.name())];
        return (headers, encoding, packed).into_response();
    }
    (headers, asset.content.clone()).into_response()
}

/// What the browser likes best of what we have, the smaller of two that it likes as much.
fn wanted(request: &HeaderMap) -> Option<Packing> {
    let lines = request.get_all(header::ACCEPT_ENCODING).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let liked: Vec<(&str, f32)> = lines
        .flat_map(|line| line.split(','))
        .map(read_weight)
        .collect();
    let given = |name: &str| {
        let of_it = |(said, _): &&(&str, f32)| said.eq_ignore_ascii_case(name);
        liked.iter().find(of_it).map(|(_, weight)| *weight)
    };
    let weight = |packing: Packing| given(packing.name()).or_else(|| given("*")).unwrap_or(0.0);
    let (brotli, gzip) = (weight(Packing::Brotli), weight(Packing::Gzip));
    match brotli > 0.0 && brotli >= gzip {
        true => Some(Packing::Brotli),
        false => (gzip > 0.0).then_some(Packing::Gzip),
    }
}

/// `br;q=0.5` as a name and how much it is liked.
fn read_weight(part: &str) -> (&str, f32) {
    let (name, weight) = part.split_once(';').unwrap_or((part, ""));
    let weight = match weight.trim().split_once('=') {
        Some((_, weight)) => weight.trim().parse().unwrap_or(0.0),
        None => 1.0,
    };
    (name.trim(), weight)
}

impl Asset {
    /// None where it gets no smaller.
    async fn packed(&self, packing: Packing) -> Option<Bytes> {
        let kept = match packing {
            Packing::Brotli => &self.brotli,
            Packing::Gzip => &self.gzip,
        };
        kept.get_or_init(|| pack(self.media_type, self.content.clone(), packing))
            .await
            .clone()
    }
}

/// As it goes over the wire: what packs answers packs this one, and harder, since it is done once.
async fn pack(media_type: &'static str, content: Bytes, packing: Packing) -> Option<Bytes> {
    let answer = get(move || async move { ([(header::CONTENT_TYPE, media_type)], content) });
    let layer = CompressionLayer::new().quality(CompressionLevel::Precise(9));
    let router: Router = Router::new().route("/", answer).layer(layer);
    let mut request = Request::new(Body::empty());
    let name = HeaderValue::from_static(packing.name());
    request.headers_mut().insert(header::ACCEPT_ENCODING, name);
    let response = router.oneshot(request).await.ok()?;
    if !response.headers().contains_key(header::CONTENT_ENCODING) {
        return None;
    }
    let body = response.into_body().collect().await.ok()?;
    Some(body.to_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn fetch(path: &str, name: header::HeaderName, value: &str) -> (Response<()>, usize) {
        let (response, body) = fetch_whole(path, name, value).await;
        (response, body.len())
    }

    async fn fetch_whole(
        path: &str,
        name: header::HeaderName,
        value: &str,
    ) -> (Response<()>, Bytes) {
        let request = axum::http::Request::get(path)
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        let response = routes::<()>().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (Response::from_parts(parts, ()), body)
    }

    #[tokio::test]
    async fn assets_are_packed_once_and_kept() {
        let asset = &ASSETS["guildhall.css"];
        for (name, kept) in [("br", &asset.brotli), ("gzip", &asset.gzip)] {
            let (first, body) = fetch_whole(&asset.url, header::ACCEPT_ENCODING, name).await;
            assert_eq!(first.headers()["content-encoding"], name);
            assert_eq!(first.headers()["vary"], "accept-encoding");
            let packed = kept.get().unwrap().clone().unwrap();
            assert_eq!(body, packed);
            fetch(&asset.url, header::ACCEPT_ENCODING, name).await;
            let again = kept.get().unwrap().clone().unwrap();
            assert_eq!(again.as_ptr(), packed.as_ptr(), "it was not packed anew");
        }
        let (plain, body) = fetch_whole(&asset.url, header::ACCEPT_ENCODING, "identity").await;
        assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
        assert_eq!(body, asset.content);
    }

    #[test]
    fn browsers_get_the_packing_that_they_like_best() {
        use Packing::{Brotli, Gzip};
        for (said, expected) in [
            ("gzip, deflate, br, zstd", Some(Brotli)),
            ("br;q=0.5, gzip;q=0.8", Some(Gzip)),
            ("BR ; q=0.8, gzip; q=0.5", Some(Brotli)),
            ("br;q=0, gzip", Some(Gzip)),
            ("*", Some(Brotli)),
            ("br;q=0, *;q=0.1", Some(Gzip)),
            ("gzip;q=x", None),
            ("identity", None),
            ("deflate, zstd", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            let said_so = HeaderValue::from_str(said).unwrap();
            headers.insert(header::ACCEPT_ENCODING, said_so);
            assert_eq!(wanted(&headers), expected, "{said}");
        }
        assert_eq!(wanted(&HeaderMap::new()), None);
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

    /// Tables, lists and quotes in a comment are told apart; its own lines are not those of the list it stands in.
    #[test]
    fn what_a_comment_holds_has_a_look_of_its_own() {
        let sheet = include_str!("assets/guildhall.css");
        let rule = |selector: &str| {
            sheet
                .split('}')
                .find(|rule| rule.contains(selector))
                .unwrap_or_default()
        };
        assert!(rule(".comments-text :is(th, td) {").contains("padding-inline-end"));
        assert!(rule(".comments-text table {").contains("overflow-x: auto"));
        assert!(rule(".comments-text blockquote {").contains("border-inline-start"));
        assert!(rule(".comments > li {").contains("border-block-end"));
        assert_eq!(rule(".comments li {"), "");
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
                "sum.js",
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
        for name in ["drafts.js", "guildhall.js", "pictures.js", "sum.js"] {
            assert!(ASSETS[name].content.len() <= 4_096, "{name}");
        }
    }
}
