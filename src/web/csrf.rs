//! Forms are taken from our own pages only.
//!
//! Three checks, each enough for most attacks. The browser says where a request comes from
//! (`Sec-Fetch-Site`, or `Origin`); cookies are `SameSite=Lax`; and every form carries a token that
//! is derived from the visitor's own cookie: the session's, or a random one for forms that are
//! filled in before there is a session. Whoever cannot read the cookie cannot make the token, and
//! it tells nothing about the cookie.

use super::cookies::{self, Name};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::{Error, Reason, Result};
use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, ORIGIN};
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use subtle::ConstantTimeEq;

/// The hidden field's name.
pub const FIELD: &str = "csrf";

const PURPOSE: &[u8] = b"guildhall form";

/// The token for forms of this visitor. Return [`Csrf::jar`] with every page that has a form for
/// people who are not signed in.
#[derive(Debug, Clone)]
pub struct Csrf {
    pub token: String,
    pub jar: CookieJar,
}

impl FromRequestParts<App> for Csrf {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let jar = CookieJar::new();
        if let Some(secret) = secret(app, &parts.headers) {
            let token = token_for(&secret);
            return Ok(Self { token, jar });
        }
        let secret = Token::mint(app).as_str().to_owned();
        let token = token_for(&secret);
        let jar = cookies::set(app, jar, Name::Form, secret);
        Ok(Self { token, jar })
    }
}

/// A form that is only its button.
#[derive(Deserialize)]
pub struct NoFields {}

/// A form whose token and origin have been checked.
#[derive(Debug, Clone)]
pub struct CsrfForm<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for CsrfForm<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let Checked { form, token_fits } = read(request, app).await?;
        if !token_fits {
            return Err(Reason::ForeignForm.into());
        }
        Ok(Self(form))
    }
}

/// A form from one of our pages, and whether its token is the visitor's present one: it is not when
/// they signed in or out since the page was made.
pub(super) struct Checked<T> {
    pub form: T,
    pub token_fits: bool,
}

/// Reads a form. What another site sent, as far as the browser says so, is an error.
pub(super) async fn read<T: DeserializeOwned>(request: Request, app: &App) -> Result<Checked<T>> {
    let (parts, body) = request.into_parts();
    check_origin(app, &parts.headers)?;
    check_type(&parts.headers)?;
    let whole = Request::from_parts(parts.clone(), body);
    let bytes = Bytes::from_request(whole, app)
        .await
        .map_err(|e| too_large(e.status(), e.body_text()))?;
    let token_fits = token_fits(app, &parts.headers, &bytes);
    refuse_nul(&bytes)?;
    let again = Request::from_parts(parts, Body::from(bytes));
    match Form::from_request(again, app).await {
        Ok(Form(form)) => Ok(Checked { form, token_fits }),
        // What is wrong with it is nothing to tell another site.
        Err(_) if !token_fits => Err(Reason::ForeignForm.into()),
        Err(error) => Err(Error::Bad(error.body_text().into())),
    }
}

/// axum reads a form also where the type only begins so.
pub fn check_type(headers: &HeaderMap) -> Result<()> {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let essence = kind
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default();
    if essence
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    {
        return Ok(());
    }
    Err(Error::Bad(t!("web-bad-form").into()))
}

fn too_large(status: axum::http::StatusCode, text: String) -> Error {
    match status {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Bad(text.into()),
    }
}

/// PostgreSQL takes no NUL in a text, and nobody types one.
fn refuse_nul(form: &[u8]) -> Result<()> {
    let nul = url::form_urlencoded::parse(form).any(|(_, value)| value.contains('\0'));
    if nul {
        return Err(Error::Bad(t!("web-bad-nul").into()));
    }
    Ok(())
}

/// What the token of this visitor is derived from.
fn secret(app: &App, headers: &HeaderMap) -> Option<String> {
    [Name::Session, Name::Form]
        .into_iter()
        .find_map(|name| cookies::read(app, headers, name))
        .filter(|secret| !secret.is_empty())
}

/// The token that belongs to a cookie.
pub fn token_for(secret: &str) -> String {
    let key = Key::new(HMAC_SHA256, secret.as_bytes());
    URL_SAFE_NO_PAD.encode(sign(&key, PURPOSE))
}

fn token_fits(app: &App, headers: &HeaderMap, form: &[u8]) -> bool {
    let given = url::form_urlencoded::parse(form)
        .find(|(name, _)| name == FIELD)
        .map(|(_, value)| value);
    let (Some(secret), Some(given)) = (secret(app, headers), given) else {
        return false;
    };
    let expected = token_for(&secret);
    bool::from(expected.as_bytes().ct_eq(given.as_bytes()))
}

/// Browsers that say where a request comes from must say that it is from here. Programs that say
/// nothing still need the token.
pub fn check_origin(app: &App, headers: &HeaderMap) -> Result<()> {
    let header = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    let fine = match (header("sec-fetch-site"), header(ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin == app.local.root.origin().ascii_serialization(),
        (None, None) => true,
    };
    if fine {
        return Ok(());
    }
    Err(Reason::ForeignForm.into())
}
