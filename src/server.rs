//! The server: every route, what happens to every request, starting and stopping.
//!
//! - [`start`](start()): from a configuration to a server that answers
//! - `figures`: what requests count in memory, written from time to time
//! - `hearing`, `presence`: other processes on the same database, and what they know of this one
//! - `listen`: connections; `lock`: the data directory
//! - `negotiation`: pages for people, documents for servers, under one address
//! - `observation`: request ids, the log line and the figures of a request
//! - `compression`: what may be compressed
//! - `door`: who comes in while the server is closed

mod compression;
mod door;
mod figures;
mod hearing;
mod listen;
pub mod lock;
mod negotiation;
mod observation;
mod presence;
mod start;
#[cfg(test)]
mod tests;

pub(crate) use start::assemble;
pub use start::{Running, StartError, federation, jobs, open, start, start_by, start_on, work};

use crate::app::App;
use crate::error::Error;
use crate::media::policy::form_max;
use crate::{
    about, accounts, admin, communities, feeds, following, health, inbox, library, media,
    membership, merit, messages, moderation, notifications, objects, posts, routing, schedules,
    screening, search, team, voting, web, wellknown,
};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{Request, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http_body_util::Limited;
use std::any::Any;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// For a whole request, its body included; no page needs as long.
const WITHIN: Duration = Duration::from_secs(30);
/// The longest text is far below this, also when it is percent-encoded.
const MAX_FORM_BYTES: usize = 1024 * 1024;

/// Everything the public listener answers.
pub fn router(app: &App) -> Router {
    let documents = for_programs(documents(), app, WITHIN);
    let endpoints = for_programs(endpoints(), app, WITHIN);
    let pages = for_people(pages(), app, WITHIN).merge(endpoints);
    let both = Router::new().fallback(move |request: Request<Body>| {
        negotiation::answer(documents.clone(), pages.clone(), request)
    });
    both.layer(compression::layer())
        .layer(from_fn(compression::guard))
        .layer(from_fn(web::page::security_headers))
        .layer(from_fn(observation::observe))
}

/// What people see.
fn pages() -> Router<App> {
    Router::new()
        .merge(accounts::pages::routes())
        .merge(communities::pages::routes())
        .merge(membership::pages::routes())
        .merge(media::pages::routes())
        .merge(posts::pages::routes())
        .merge(library::pages::routes())
        .merge(following::pages::routes())
        .merge(routing::pages::routes())
        .merge(schedules::pages::routes())
        .merge(screening::pages::routes())
        .merge(merit::pages::routes())
        .merge(voting::pages::routes())
        .merge(notifications::pages::routes())
        .merge(moderation::pages::routes())
        .merge(team::pages::routes())
        .merge(messages::pages::routes())
        .merge(search::pages::routes(inbox::lookup::LOOK_UP))
        .merge(about::routes())
        .merge(admin::routes())
        .merge(web::frame::routes())
        .merge(web::style::routes())
        .merge(web::accent::routes())
        .merge(web::assets::routes())
}

/// What other servers and programs call.
fn endpoints() -> Router<App> {
    Router::new()
        .merge(health::routes())
        .merge(feeds::routes())
        .merge(wellknown::endpoints())
        .merge(objects::routes())
        .merge(inbox::routes())
}

/// What other servers read under the addresses that are pages for people.
fn documents() -> Router<App> {
    Router::new()
        .merge(wellknown::documents())
        .route("/post/{id}", get(post_document))
        .route("/comment/{id}", get(comment_document))
}

async fn post_document(
    State(app): State<App>,
    asker: objects::Asker,
    Path(id): Path<String>,
) -> Response {
    objects::post(&app, &asker, &id).await
}

async fn comment_document(
    State(app): State<App>,
    asker: objects::Asker,
    Path(id): Path<String>,
) -> Response {
    objects::comment(&app, &asker, &id).await
}

fn for_people(routes: Router<App>, app: &App, within: Duration) -> Router {
    routes
        .fallback(|| async { Error::NotFound("page") })
        .layer(from_fn(observation::note_route))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(app.clone(), limit_bodies))
        .layer(CatchPanicLayer::custom(broken))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            within,
        ))
        .layer(from_fn(name_refusals))
        .layer(from_fn(web::address::refuse_nonsense))
        .layer(from_fn_with_state(app.clone(), door::keep))
        .layer(from_fn_with_state(app.clone(), web::errors::error_pages))
        .layer(from_fn_with_state(app.clone(), web::caching::keep_apart))
        .layer(from_fn_with_state(app.clone(), web::language::speak))
        .with_state(app.clone())
}

/// Forms with files may be larger than others. Whoever reads them keeps no more of each than may be sent.
async fn limit_bodies(State(app): State<App>, request: Request<Body>, next: Next) -> Response {
    let most = match web::upload::is_multipart(request.headers()) {
        true => usize::try_from(form_max(&app.config.media)).unwrap_or(usize::MAX),
        false => MAX_FORM_BYTES,
    };
    let told = request.headers().get(header::CONTENT_LENGTH);
    let told = told.and_then(|told| told.to_str().ok()?.parse::<usize>().ok());
    if told.is_some_and(|told| told > most) {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let request = request.map(|body| Body::new(Limited::new(body, most)));
    next.run(request).await
}

/// The inbox has a limit of its own, and answers in its own form.
fn for_programs(routes: Router<App>, app: &App, within: Duration) -> Router {
    routes
        .layer(from_fn(observation::note_route))
        .layer(CatchPanicLayer::custom(broken))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            within,
        ))
        .layer(from_fn(web::address::refuse_nonsense))
        .layer(from_fn_with_state(app.clone(), door::keep))
        .layer(from_fn(web::caching::keep_what_says_so))
        .with_state(app.clone())
}

/// The layers below refuse in words of their own; as errors of ours they get a page.
async fn name_refusals(request: Request<Body>, next: Next) -> Response {
    let response = next.run(request).await;
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge.into_response(),
        StatusCode::REQUEST_TIMEOUT => Error::TooSlow.into_response(),
        _ => response,
    }
}

/// A panic is a fault of ours, of this request and of no other.
fn broken(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    Error::Internal(anyhow::anyhow!("a handler panicked: {said}")).into_response()
}
