//! Where to go after signing in, or once an address is confirmed: a path of ours that was asked for before,
//! and nothing else.

use super::cookies::{self, Name};
use crate::app::App;
use axum::extract::OriginalUri;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum_extra::extract::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use url::Url;

/// The path to go to, or the front page when what was asked for is no path of ours.
pub fn safe_path<'a>(app: &App, next: &'a str) -> &'a str {
    if is_our_path(app, next) { next } else { "/" }
}

/// Browsers read `/\evil`, `//evil` and `/%09/evil` in surprising ways and proxies decode before
/// they compare, so anything unusual in the path is refused; the query may hold what it likes.
fn is_our_path(app: &App, next: &str) -> bool {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let plain = path.chars().all(|c| {
        c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~' | '@' | '!' | ':')
    });
    let rooted = path.starts_with('/') && !path.contains("//");
    let visible = !next.chars().any(|c| c.is_control() || c == '\\');
    let here = app.local.root.join(next);
    plain && rooted && visible && here.is_ok_and(|url| url.origin() == app.local.root.origin())
}

/// What was asked for, also from within a nested router.
pub fn original_uri(parts: &Parts) -> &Uri {
    parts
        .extensions
        .get::<OriginalUri>()
        .map_or(&parts.uri, |original| &original.0)
}

pub fn path_and_query(parts: &Parts) -> String {
    original_uri(parts)
        .path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string)
}

/// `/login?next=…` for somebody who asked for `path` and must sign in first.
pub fn login_path(path: &str) -> String {
    format!("/login?next={}", encoded(path))
}

/// `/register?next=…` for somebody who needs an account for what is at `path`.
pub fn register_path(path: &str) -> String {
    format!("/register?next={}", encoded(path))
}

/// A value as it stands in the query of an address.
pub fn encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

/// Pages that are no place to go back to: they led elsewhere, or open something once.
const PASSAGES: [&str; 7] = [
    "/login",
    "/register",
    "/forgot",
    "/password",
    "/verify",
    "/invite",
    "/settings",
];

/// Whether somebody who was busy with their account would want to be there again.
fn is_place(app: &App, path: &str) -> bool {
    let plain = path.split(['?', '#']).next().unwrap_or_default();
    let passed = |page: &&str| {
        let rest = plain.strip_prefix(*page);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    is_our_path(app, path) && plain != "/" && !PASSAGES.iter().any(passed)
}

/// The page of ours with the link or form that led here, if it is one to go back to.
pub fn came_from(app: &App, headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let url = Url::parse(referer).ok()?;
    if url.origin() != app.local.root.origin() {
        return None;
    }
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    is_place(app, &path).then_some(path)
}

/// Keeps in this browser where somebody goes back to once their address is confirmed.
pub fn remember(app: &App, jar: CookieJar, path: &str) -> CookieJar {
    match is_place(app, path) {
        true => cookies::set(app, jar, Name::Next, URL_SAFE_NO_PAD.encode(path)),
        false => jar,
    }
}

/// Where that is; whatever cannot be read is nowhere.
pub fn remembered(app: &App, headers: &HeaderMap) -> Option<String> {
    let value = cookies::read(app, headers, Name::Next)?;
    let path = String::from_utf8(URL_SAFE_NO_PAD.decode(value).ok()?).ok()?;
    is_place(app, &path).then_some(path)
}

/// They have gone back.
pub fn forget(app: &App, jar: CookieJar) -> CookieJar {
    cookies::clear(app, jar, Name::Next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::test_app;

    #[tokio::test(flavor = "multi_thread")]
    async fn only_paths_of_ours_are_followed() {
        let app = test_app().await;
        let good = [
            "/",
            "/c/rust",
            "/c/rust@b.test:8080",
            "/c/rust/new?kind=question",
            "/post/0abc123/a-title#reply-1",
            "/search?q=https%3A%2F%2Fb.test%2Fx",
            "/search?q=//b.test",
            "/u/ada@b.test",
            "/settings/password",
        ];
        for next in good {
            assert_eq!(safe_path(&app, next), next);
        }
        let bad = [
            "",
            "c/rust",
            "//evil.example",
            "///evil.example",
            "////evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "\\/evil.example",
            "/%2F%5Cevil.example",
            "/%2fevil.example",
            "/%5cevil.example",
            "/%252Fevil.example",
            "%2F%2Fevil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            " //evil.example",
            "/%09/evil.example",
            "/\u{0}/evil.example",
            "/ /evil.example",
            "/.//evil.example",
            "/web//evil.example",
            "https://evil.example",
            "https:evil.example",
            "https:/evil.example",
            "http://guild.example",
            "https://guild.example/c/rust",
            "javascript:alert(1)",
            "data:text/html,x",
            "@evil.example",
            ".evil.example",
            "/c/rust?x=\r\nSet-Cookie: a=b",
            "/c/rust?x=\\",
            "/\u{ff0f}evil.example",
            "/c/r\u{202e}ust",
        ];
        for next in bad {
            assert_eq!(safe_path(&app, next), "/", "{next:?}");
        }
    }

    #[test]
    fn the_way_back_is_encoded() {
        assert_eq!(
            login_path("/search?q=a&b"),
            "/login?next=%2Fsearch%3Fq%3Da%26b"
        );
        assert_eq!(
            register_path("/c/rust/join"),
            "/register?next=%2Fc%2Frust%2Fjoin"
        );
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn one_goes_back_to_places_of_ours_and_not_to_what_led_there() {
        let app = test_app().await;
        let from = |referer: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, referer.parse().unwrap());
            came_from(&app, &headers)
        };
        for path in ["/c/rust/join", "/c/rust?sort=new", "/settingsx"] {
            let referer = format!("https://guild.example{path}");
            assert_eq!(from(&referer).as_deref(), Some(path));
        }
        for referer in [
            "https://guild.example/",
            "https://guild.example/login?next=%2Fc%2Frust",
            "https://guild.example/settings",
            "https://guild.example/settings/password",
            "https://guild.example/invite/abc",
            "https://evil.example/c/rust/join",
            "http://guild.example/c/rust/join",
            "nonsense",
        ] {
            assert_eq!(from(referer), None, "{referer}");
        }
        let jar = remember(&app, CookieJar::new(), "https://evil.example/");
        assert_eq!(jar.iter().count(), 0);
    }
}
