//! `/authorize_interaction?uri=…`: where other servers send people of this one who want to follow or answer
//! something that they found there; WebFinger names the address. It leads to the page of the thing here.

use super::look_up::{LookUp, look_up_for, path_here, refusal};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::csrf::check_origin;
use crate::web::layout::Frame;
use crate::web::next::encoded;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::LinkView;
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

/// Bytes of an address; longer ones name nothing.
const ADDRESS_MAX: usize = 2_000;

pub fn routes(look_up: LookUp) -> Router<App> {
    let page = move |app, user, query, headers, frame| {
        interaction_page(look_up, app, user, query, headers, frame)
    };
    Router::new().route("/authorize_interaction", get(page))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    uri: String,
}

#[derive(Template)]
#[template(path = "search/pages/interaction.html")]
struct InteractionPage {
    frame: Frame,
    /// What was asked for; empty where that is nothing.
    uri: String,
    said: String,
    link: LinkView,
}

/// As in search, only a page of ours makes this server ask another one: whoever comes from another site says
/// once more that they want it.
async fn interaction_page(
    look_up: LookUp,
    State(app): State<App>,
    user: SignedIn,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    frame: Frame,
) -> Result<Response> {
    let typed = asked.uri.trim();
    let typed = typed.strip_prefix("acct:").unwrap_or(typed);
    if let Some(path) = path_here(&app, typed) {
        return Ok(Redirect::to(&path).into_response());
    }
    let search = LinkView::new(t!("search-interaction-here"), "/search");
    if typed.len() > ADDRESS_MAX || !(look_up.is_address)(typed) {
        let said = t!("search-interaction-nothing");
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page(frame, status, "", said, search));
    }
    if check_origin(&app, &headers).is_err() {
        let said = t!("search-interaction-site");
        let here = format!("/authorize_interaction?uri={}", encoded(typed));
        let link = LinkView::new(t!("search-interaction-look-up"), here);
        return Ok(page(frame, StatusCode::OK, typed, said, link));
    }
    let error = match look_up_for(&app, look_up, &user.viewer(), typed).await {
        Ok(path) => return Ok(Redirect::to(&path).into_response()),
        Err(error) => error,
    };
    let status = match error {
        Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::NOT_FOUND,
    };
    Ok(page(frame, status, typed, refusal(error)?, search))
}

fn page(frame: Frame, status: StatusCode, uri: &str, said: String, link: LinkView) -> Response {
    let page = InteractionPage {
        frame: frame.unlisted(),
        uri: uri.to_owned(),
        said,
        link,
    };
    (status, Page(page)).into_response()
}
