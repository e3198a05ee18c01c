//! Who asks for a document: anybody, or a server that signs its request.
//!
//! Public documents are given to anybody, and nobody's signature is looked at for them. Only where that
//! gives nothing, and the request is signed, it is found out whose signature it is; that happens whether or
//! not there is something to hide, so that neither the answer nor the time it takes tells which it was
//! (safety.md P-09).

use super::answer;
use crate::accounts::model::Viewer;
use crate::activitypub::ids::host_of;
use crate::activitypub::signature;
use crate::app::App;
use crate::error::{Error, Result};
use crate::inbox::signer;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use std::convert::Infallible;

/// A request, as far as its signature can be checked with it.
#[derive(Debug, Clone)]
pub struct Asker {
    method: Method,
    path_and_query: String,
    headers: HeaderMap,
}

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let uri = parts.extensions.get::<OriginalUri>();
        let uri = uri.map_or(&parts.uri, |uri| &uri.0);
        let target = uri.path_and_query().map_or("/", |target| target.as_str());
        Ok(Self {
            method: parts.method.clone(),
            path_and_query: target.to_owned(),
            headers: parts.headers.clone(),
        })
    }
}

impl Asker {
    /// The server that signed the request. Who does not, or not well, is nobody in particular; so is who
    /// is kept out. Software that keeps private what is private signs with keys whose address is the
    /// actor's with a fragment.
    pub async fn viewer(&self, app: &App) -> Result<Viewer> {
        let request = signature::Request {
            method: &self.method,
            scheme: app.local.root.scheme(),
            host: &app.local.host,
            path_and_query: &self.path_and_query,
            headers: &self.headers,
            body: None,
        };
        let Ok(claim) = signature::read(&request, app.now().utc()) else {
            return Ok(Viewer::Anonymous);
        };
        let mut actor = claim.key_id.clone();
        actor.set_fragment(None);
        let Some(host) = host_of(actor.as_str()).filter(|host| *host != app.local.host) else {
            return Ok(Viewer::Anonymous);
        };
        let known = match signer::known(app, actor.as_str(), &host).await {
            Err(Error::Refused(_)) => return Ok(Viewer::Anonymous),
            known => known?,
        };
        match signer::verify(app, &claim, (actor.as_str(), known), false).await {
            Ok(Some(actor)) if actor.host == host => Ok(Viewer::Host(host)),
            Err(error) if error.is_ours() => Err(error),
            _ => Ok(Viewer::Anonymous),
        }
    }

    pub(super) fn is_signed(&self) -> bool {
        self.headers.contains_key("signature")
    }

    /// What `read` finds for everybody, or else for the server that signed the request. The latter is for
    /// that server alone, and kept by nobody on the way.
    pub async fn serve<F, Found>(&self, app: &App, read: F) -> Response
    where
        F: Fn(Viewer) -> Found,
        Found: Future<Output = Result<Option<Response>>>,
    {
        let open = read(Viewer::Anonymous).await;
        if !matches!(open, Ok(None)) || !self.is_signed() {
            return answer(open);
        }
        match self.viewer(app).await {
            Ok(Viewer::Anonymous) => answer(open),
            Ok(viewer) => answer(read(viewer).await.map(|found| found.map(for_one_only))),
            Err(error) => answer(Err(error)),
        }
    }
}

/// What is for one asker is kept for no other.
pub fn for_one_only(mut response: Response) -> Response {
    let value = HeaderValue::from_static("private, no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}
