//! What other servers send us.
//!
//! The request verifies, stores once and answers; the work is a job (architecture.md §4). Bad input
//! gets a status and a problem document (RFC 9457) and changes nothing:
//! 400 not an activity, 401 signature, 403 not theirs to say or blocked, 413 over 1 MiB,
//! 415 compressed or not ActivityPub, 429 more from one server than is taken in a minute, 503 when we cannot
//! read the key or store it now. 202 once it is stored for good, 200 when it was here already.
//!
//! Table: `received_activities`.

pub mod accepted;
pub mod announce;
pub mod backfill;
pub mod content;
mod duplicates;
mod intake;
pub mod lookup;
mod pace;
mod process;
pub mod queries;
mod reactions;
mod removal;
mod sharing;
pub(crate) mod signer;
#[cfg(test)]
pub(crate) mod tests;
mod waiting;

pub use process::ProcessActivity;

use crate::activitypub::actors::Actor;
use crate::activitypub::ids::same_origin;
use crate::activitypub::key_ring::registrable;
use crate::activitypub::media_type::is_activity_json;
use crate::activitypub::rules::pace_of;
use crate::activitypub::signature::{self, SignatureError};
use crate::activitypub::tolerant::{id_in, id_of, object_in, type_of};
use crate::activitypub::{ids, json};
use crate::app::App;
use crate::error::Error;
use aws_lc_rs::digest::{SHA256, digest};
use axum::Extension;
use axum::Router;
use axum::body::Body;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use intake::{Intake, Letter, Stored};
use pace::Pace;
use serde_json::{Value, json};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Every inbox leads to one handler: whom an activity is for, it says itself.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/inbox", post(receive))
        .route("/site_inbox", post(receive))
        .route("/u/{name}/inbox", post(receive))
        .route("/c/{name}/inbox", post(receive))
        .layer(Extension(Arc::<Intake>::default()))
        .layer(Extension(Arc::<Pace>::default()))
}

/// Why a request was not taken.
enum Refusal {
    Status(StatusCode, String),
    Signature(SignatureError),
    Ours(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Ours(error)
    }
}
impl From<diesel::result::Error> for Refusal {
    fn from(error: diesel::result::Error) -> Self {
        Self::Ours(error.into())
    }
}
impl From<crate::store::StoreError> for Refusal {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Ours(error.into())
    }
}

fn status(code: StatusCode, detail: impl Into<String>) -> Refusal {
    Refusal::Status(code, detail.into())
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (code, detail) = match self {
            Self::Status(code, detail) => (code, detail),
            Self::Signature(error) => (StatusCode::UNAUTHORIZED, error.to_string()),
            Self::Ours(error) => {
                let code = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST);
                if code.is_server_error() {
                    tracing::error!(error = ?error, "an activity could not be stored");
                }
                // Never a 4xx for a failure of ours: peers would drop the activity.
                let code = if matches!(error, Error::Peer { retry: true, .. }) {
                    StatusCode::SERVICE_UNAVAILABLE
                } else if matches!(error, Error::Peer { .. }) {
                    StatusCode::UNAUTHORIZED
                } else {
                    code
                };
                (code, error.to_string())
            }
        };
        let body = json!({
            "type": "about:blank", "title": code.canonical_reason().unwrap_or("Refused"),
            "status": code.as_u16(), "detail": detail,
        });
        let mut response = (
            code,
            [(header::CONTENT_TYPE, "application/problem+json")],
            body.to_string(),
        )
            .into_response();
        // After a minute a server has all of its room again (`pace.rs`).
        if matches!(
            code,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
        ) {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, header::HeaderValue::from_static("60"));
        }
        response
    }
}

async fn receive(
    State(app): State<App>,
    Extension(intake): Extension<Arc<Intake>>,
    Extension(pace): Extension<Arc<Pace>>,
    request: Request<Body>,
) -> Response {
    match take(&app, (&intake, &pace), request).await {
        Ok(code) => {
            metrics::counter!("guildhall_inbox_total", "outcome" => "accepted").increment(1);
            code.into_response()
        }
        Err(refusal) => {
            metrics::counter!("guildhall_inbox_total", "outcome" => "refused").increment(1);
            refusal.into_response()
        }
    }
}

async fn take(
    app: &App,
    (intake, pace): (&Arc<Intake>, &Arc<Pace>),
    request: Request<Body>,
) -> Result<StatusCode, Refusal> {
    let (parts, body) = request.into_parts();
    check_type(&parts.headers)?;
    let body = read_body(body).await?;
    let target = parts
        .extensions
        .get::<OriginalUri>()
        .map_or(&parts.uri, |uri| &uri.0);
    let target = target
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let claim = signature::read(
        &signature::Request {
            method: &Method::POST,
            scheme: app.local.root.scheme(),
            host: &app.local.host,
            path_and_query: target,
            headers: &parts.headers,
            body: Some(&body),
        },
        app.now().utc(),
    )
    .map_err(Refusal::Signature)?;
    let activity =
        json::parse(&body).map_err(|e| status(StatusCode::BAD_REQUEST, e.to_string()))?;
    let said = Said::read(app, &activity)?;
    if !same_origin(claim.key_id.as_str(), said.actor) {
        return Err(status(
            StatusCode::UNAUTHORIZED,
            "the key belongs to another server than the actor",
        ));
    }
    let known = signer::known(app, said.actor, &said.host).await?;
    let Some(signer) =
        signer::verify(app, &claim, (said.actor, known), is_farewell(&activity)).await?
    else {
        // Somebody we never knew says that they are gone. There is nothing to do.
        return Ok(StatusCode::ACCEPTED);
    };
    check_pace(app, pace, &said.host).await?;
    store(app, intake, &said, &activity, (&signer, body)).await
}

/// Peers keep what is answered with 429 and send it again.
async fn check_pace(app: &App, pace: &Pace, host: &str) -> Result<(), Refusal> {
    let limits = &app.config.rate_limits;
    let own = {
        let mut conn = app.store.read().await?;
        pace_of(&mut conn, host, app.now()).await?
    };
    // What is decided about one server holds also where there are no limits otherwise.
    let limit = match own {
        Some(own) => own,
        None if !limits.enabled => return Ok(()),
        None => limits.activities_per_server,
    };
    if pace.take_room(host, limit, app.now()) {
        return Ok(());
    }
    metrics::counter!("guildhall_inbox_put_off_total").increment(1);
    Err(status(
        StatusCode::TOO_MANY_REQUESTS,
        "your server has sent more than is taken from one in a minute; send it again later",
    ))
}

/// Who says what, as far as it must be sound before anything is stored. An id of another server must
/// not take the place of a genuine activity that comes later (O-05).
struct Said<'a> {
    id: &'a str,
    actor: &'a str,
    host: String,
}

impl<'a> Said<'a> {
    fn read(app: &App, activity: &'a Value) -> Result<Self, Refusal> {
        let missing = |what: &str| {
            status(
                StatusCode::BAD_REQUEST,
                format!("the activity has no {what}"),
            )
        };
        type_of(activity).ok_or_else(|| missing("type"))?;
        let actor = reactions::sole_actor(activity)?;
        let id = id_in(activity, "id").ok_or_else(|| missing("id"))?;
        if app.local.is_local(actor)
            || ids::host_of(actor).is_some_and(|host| host == app.local.host)
        {
            return Err(status(StatusCode::FORBIDDEN, "the actor is one of ours"));
        }
        if !same_origin(id, actor) {
            return Err(status(
                StatusCode::FORBIDDEN,
                "the activity's id belongs to another server than its actor",
            ));
        }
        let host = ids::host_of(actor).ok_or_else(|| missing("actor"))?;
        Ok(Self { id, actor, host })
    }
}

fn is_farewell(activity: &Value) -> bool {
    type_of(activity) == Some("Delete") && id_in(activity, "object") == id_in(activity, "actor")
}

fn check_type(headers: &HeaderMap) -> Result<(), Refusal> {
    if headers.contains_key(header::CONTENT_ENCODING) {
        return Err(status(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "compressed requests are not taken",
        ));
    }
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    if kind.is_some_and(is_activity_json) {
        return Ok(());
    }
    Err(status(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "the content type must be application/activity+json",
    ))
}

async fn read_body(body: Body) -> Result<Bytes, Refusal> {
    match Limited::new(body, json::MAX_BYTES).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(status(
            StatusCode::PAYLOAD_TOO_LARGE,
            "an activity may have 1 MiB",
        )),
        Err(_) => Err(status(
            StatusCode::BAD_REQUEST,
            "the body did not arrive whole",
        )),
    }
}

/// What one server sends about one thing keeps its order. What an Undo that names only an id is about
/// we know from what we received under that id. Lanes are grouped by domain: whoever owns one has any
/// number of servers below it, which together get the room of one.
async fn lane(app: &App, said: &Said<'_>, activity: &Value) -> Result<String, Refusal> {
    let mut about = activity;
    while let Some(inner) = about
        .get("object")
        .filter(|inner| inner.is_object() && inner.get("object").is_some())
    {
        about = inner;
    }
    let mut object = about
        .get("object")
        .and_then(id_of)
        .unwrap_or(said.actor)
        .to_owned();
    if type_of(activity) == Some("Undo") && activity.get("object").is_some_and(Value::is_string) {
        let mut conn = app.store.read().await?;
        let undone = queries::received_by_id(&mut conn, &said.host, &object).await?;
        object = undone
            .and_then(|undone| undone.object_ap_id)
            .unwrap_or(object);
    }
    let mut hasher = DefaultHasher::new();
    object.hash(&mut hasher);
    let domain = registrable(&said.host);
    Ok(format!("inbox:{domain}:{:016x}", hasher.finish()))
}

/// The answer comes after the commit.
async fn store(
    app: &App,
    intake: &Arc<Intake>,
    said: &Said<'_>,
    activity: &Value,
    (signer, body): (&Actor, Bytes),
) -> Result<StatusCode, Refusal> {
    let (kind, object) = content::gist(activity);
    let letter = Letter {
        lane: lane(app, said, activity).await?,
        kind,
        object,
        origin_host: said.host.clone(),
        ap_id: said.id.to_owned(),
        signer: signer.ap_id.clone(),
        revives: (signer.seems_gone() && !is_farewell(activity)).then_some(signer.id),
        digest: Bytes::copy_from_slice(digest(&SHA256, &body).as_ref()),
        body,
        may_be_repeated: may_be_repeated(activity),
        received_at: app.now(),
    };
    Ok(match intake.store(app, letter).await? {
        Stored::New => StatusCode::ACCEPTED,
        Stored::Known => StatusCode::OK,
    })
}

/// Who follows again says it in the same words, and so does who stops again (Misskey): when our Accept
/// was lost, or after having changed their mind in between.
fn may_be_repeated(activity: &Value) -> bool {
    let undone = object_in(activity, "object").and_then(type_of);
    match type_of(activity) {
        Some("Follow") => true,
        Some("Undo") => undone == Some("Follow"),
        _ => false,
    }
}
