//! The accent of a place: one of the house by its name, or a colour of its own, made darker or lighter where it
//! could not be read. Pages hold no styles, so that a colour of one's own is said in a small sheet whose address
//! is all that it depends on.

use crate::text::hexadecimal;
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::fmt;

/// Accents that have a name, besides the usual one.
pub const ACCENTS: [&str; 5] = ["ink", "varnish", "pine", "plum", "ochre"];

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// What an accent stands on or has on it in the light theme: `--paper`, `--sheet` and `--on-accent`.
pub const LIGHT: [Rgb; 3] = [[0xfb, 0xfa, 0xf6], [0xff, 0xff, 0xff], [0xff, 0xff, 0xff]];
/// The same in the dark one.
pub const DARK: [Rgb; 3] = [[0x15, 0x17, 0x1a], [0x1c, 0x1f, 0x23], [0x13, 0x16, 0x1a]];

/// More than WCAG asks of text (4.5), since an accent stands on a ground tinted with it, too.
const ENOUGH: f64 = 5.0;
/// Steps from a colour to black or white.
const STEPS: u16 = 50;
/// What browsers and proxies may keep: it never says anything else in one version of the program.
const KEPT: &str = "public, max-age=86400";

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Accent {
    /// The usual one of wherever one is.
    #[default]
    Usual,
    Named(&'static str),
    Own(Rgb),
}

impl Accent {
    /// As it is typed: nothing, a name, or a colour such as `#8a3315` or `#a31`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if text.is_empty() {
            return Some(Self::Usual);
        }
        if let Some(hex) = text.strip_prefix('#') {
            return colour(hex).map(Self::Own);
        }
        let named = ACCENTS.into_iter().find(|name| *name == text);
        named.map(Self::Named)
    }

    /// As it was kept; what nobody understands is the usual one.
    #[must_use]
    pub fn kept(text: &str) -> Self {
        Self::parse(text).unwrap_or_default()
    }

    /// The name by which the style sheet knows it.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Usual | Self::Own(_) => None,
        }
    }

    /// Where its own style sheet is.
    #[must_use]
    pub fn sheet(self) -> Option<String> {
        match self {
            Self::Own(colour) => Some(format!("/accent/{}.css", hexadecimal(&colour))),
            Self::Usual | Self::Named(_) => None,
        }
    }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usual => Ok(()),
            Self::Named(name) => f.write_str(name),
            Self::Own(colour) => write!(f, "#{}", hexadecimal(colour)),
        }
    }
}

fn colour(hex: &str) -> Option<Rgb> {
    if !hex.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let whole = match hex.len() {
        3 => hex.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => hex.to_owned(),
        _ => return None,
    };
    let [_, red, green, blue] = u32::from_str_radix(&whole, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// How well one can be told from the other, from 1 to 21.
#[must_use]
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The colour as it can be read in the light theme, and in the dark one.
#[must_use]
pub fn readable(colour: Rgb) -> (Rgb, Rgb) {
    (
        nearest(colour, &LIGHT, u8::MIN),
        nearest(colour, &DARK, u8::MAX),
    )
}

/// As few steps towards black or white as make it readable on all of these.
fn nearest(colour: Rgb, grounds: &[Rgb], end: u8) -> Rgb {
    let reads = |colour: &Rgb| grounds.iter().all(|g| contrast(*colour, *g) >= ENOUGH);
    let mut steps = (0..=STEPS).map(|step| mixed(colour, end, step));
    steps.find(reads).unwrap_or([end; 3])
}

fn mixed(colour: Rgb, end: u8, step: u16) -> Rgb {
    colour.map(|part| {
        let sum = u16::from(part) * (STEPS - step) + u16::from(end) * step;
        u8::try_from(sum / STEPS).unwrap_or(end)
    })
}

/// Serves `/accent/8a3315.css`.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/accent/{file}", get(sheet_show))
}

async fn sheet_show(Path(file): Path<String>) -> Response {
    let own = file.strip_suffix(".css").filter(|hex| hex.len() == 6);
    let Some(own) = own.and_then(colour) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (light, dark) = readable(own);
    let sheet = format!(
        ":root{{--accent:light-dark(#{},#{})}}",
        hexadecimal(&light),
        hexadecimal(&dark)
    );
    let headers = [
        (header::CACHE_CONTROL, KEPT),
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
    ];
    (headers, sheet).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    #[test]
    fn an_accent_is_a_name_or_a_colour() {
        for (typed, kept) in [
            ("", ""),
            ("  ", ""),
            ("Pine", "pine"),
            ("#8A3315", "#8a3315"),
            (" #a31 ", "#aa3311"),
        ] {
            let accent = Accent::parse(typed).unwrap();
            assert_eq!(accent.to_string(), kept, "{typed}");
            assert_eq!(Accent::kept(kept), accent);
        }
        for typed in [
            "red", "8a3315", "#8a33", "#8a331g", "#é3", "#+12345", "pine;x",
        ] {
            assert_eq!(Accent::parse(typed), None, "{typed}");
            assert_eq!(Accent::kept(typed), Accent::Usual);
        }
    }

    #[test]
    fn every_colour_can_be_read_in_both_themes() {
        let parts = [0x00, 0x33, 0x66, 0x99, 0xcc, 0xff];
        for red in parts {
            for green in parts {
                for blue in parts {
                    let (light, dark) = readable([red, green, blue]);
                    let reads = |colour, grounds: [Rgb; 3]| {
                        grounds
                            .iter()
                            .all(|ground| contrast(colour, *ground) >= ENOUGH)
                    };
                    assert!(reads(light, LIGHT), "{red} {green} {blue}: {light:?}");
                    assert!(reads(dark, DARK), "{red} {green} {blue}: {dark:?}");
                }
            }
        }
        // What can be read already stays as it is.
        assert_eq!(readable([0x1b, 0x55, 0x60]).0, [0x1b, 0x55, 0x60]);
        assert_eq!(readable([0x8c, 0xc4, 0xcc]).1, [0x8c, 0xc4, 0xcc]);
    }

    #[tokio::test]
    async fn a_colour_of_ones_own_is_a_sheet_and_nothing_else_is_one() {
        let fetch = async |path: &str| {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = routes::<()>().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            (parts, String::from_utf8(body.to_vec()).unwrap())
        };
        let (parts, sheet) = fetch("/accent/1b5560.css").await;
        assert_eq!(parts.headers["content-type"], "text/css; charset=utf-8");
        assert!(
            parts.headers["cache-control"]
                .to_str()
                .unwrap()
                .starts_with("public")
        );
        assert!(
            sheet.starts_with(":root{--accent:light-dark(#1b5560,#"),
            "{sheet}"
        );
        for path in [
            "/accent/1b5.css",
            "/accent/1b5560",
            "/accent/%7Dx.css",
            "/accent/zzzzzz.css",
        ] {
            assert_eq!(fetch(path).await.0.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
