//! Who sends a request.

use super::cookies::{self, Name};
use super::csrf;
use super::next::{login_path, path_and_query};
use crate::accounts::actions;
use crate::accounts::model::{Signed, Viewer};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::Error;
use crate::locale;
use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use std::ops::Deref;

/// Somebody signed in. As a parameter of a handler it lets nobody else in: who asks for a page is
/// sent to sign in and comes back, who sends a form is told to.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub signed: Signed,
    /// What goes into their forms.
    pub csrf: String,
}

impl Deref for SignedIn {
    type Target = Signed;
    fn deref(&self) -> &Signed {
        &self.signed
    }
}

/// Somebody signed in, or a visitor.
#[derive(Debug, Clone)]
pub struct MaybeSignedIn(pub Option<SignedIn>);

impl MaybeSignedIn {
    pub fn viewer(&self) -> Viewer {
        match &self.0 {
            Some(signed_in) => signed_in.viewer(),
            None => Viewer::Anonymous,
        }
    }

    /// What goes into forms; visitors' pages have none that need it.
    pub fn csrf(&self) -> &str {
        self.0.as_ref().map_or("", |signed_in| &signed_in.csrf)
    }
}

/// Kept with the request, so that it is looked up once however many extractors ask.
#[derive(Clone)]
struct Found(Option<SignedIn>);

impl FromRequestParts<App> for MaybeSignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        if let Some(Found(found)) = parts.extensions.get::<Found>() {
            return Ok(Self(found.clone()));
        }
        let found = match cookies::read(app, &parts.headers, Name::Session) {
            Some(cookie) => find(app, &cookie).await?,
            None => None,
        };
        parts.extensions.insert(Found(found.clone()));
        Ok(Self(found))
    }
}

async fn find(app: &App, cookie: &str) -> Result<Option<SignedIn>, Error> {
    let signed = actions::resume(app, &Token::given(cookie)).await?;
    let chosen = signed.as_ref().map(|signed| &*signed.person.account.locale);
    // Who they are is found out once in a request, and before anything is said.
    if let Some(locale) = chosen.and_then(|tag| app.languages.find(tag)) {
        locale::speak(locale);
    }
    Ok(signed.map(|signed| SignedIn {
        signed,
        csrf: csrf::token_for(cookie),
    }))
}

/// Why somebody was not let in.
#[derive(Debug)]
pub enum NotSignedIn {
    /// To sign in, and back from there.
    Redirect(String),
    Error(Error),
}

impl IntoResponse for NotSignedIn {
    fn into_response(self) -> Response {
        match self {
            Self::Redirect(path) => Redirect::to(&path).into_response(),
            Self::Error(error) => error.into_response(),
        }
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NotSignedIn> {
        let MaybeSignedIn(found) = MaybeSignedIn::from_request_parts(parts, app)
            .await
            .map_err(NotSignedIn::Error)?;
        if let Some(signed_in) = found {
            return Ok(signed_in);
        }
        if parts.method != Method::GET && parts.method != Method::HEAD {
            return Err(NotSignedIn::Error(Error::SignedOut));
        }
        let path = login_path(&path_and_query(parts));
        Err(NotSignedIn::Redirect(path))
    }
}
