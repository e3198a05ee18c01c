//! Pictures as browsers and other servers fetch them. What a picture hangs on says who sees it, each time anew:
//! whoever may not read there any more gets it no more either.

use super::Asker;
use crate::accounts::model::Viewer;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::policy::is_known_to;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::ids::CommunityId;
use crate::media::model::{Hanging, Owner};
use crate::media::queries::hanging_by_key;
use crate::media::shelf;
use crate::posts::queries::{sees_reply, sees_thread};
use crate::store::Conn;
use crate::text::picture_key;
use crate::web::session::MaybeSignedIn;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Who has seen it keeps it for a week, so that pages ask for nothing twice; caches in between for a minute, since
/// what is deleted is to be gone from them, too (safety.md M-07).
const OPEN: &str = "public, max-age=604800, s-maxage=60, immutable";
/// Kept by the browser, which asks each time whether it may still show it.
const OWN: &str = "private, no-cache";
/// For the server that signed alone, and for what is refused.
const NOWHERE: &str = "private, no-store";
/// Who asks makes a difference, unless everybody gets it.
const VARIES: &str = "Cookie, Signature";
/// Whatever it were, it could do nothing.
const POLICY: &str = "default-src 'none'; sandbox";

/// `id` is the last part of the address: a key, and what the picture is.
pub async fn picture(
    State(app): State<App>,
    who: Result<MaybeSignedIn>,
    asker: Asker,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Response {
    let served = match who {
        Ok(who) => serve(&app, &who, &asker, &headers, &id).await,
        Err(error) => Err(error),
    };
    match served {
        Ok(Some(response)) => response,
        Ok(None) => nothing(),
        Err(error) => {
            tracing::error!(error = ?error, "a picture could not be served");
            unavailable(error.status())
        }
    }
}

fn nothing() -> Response {
    let headers = [(header::CACHE_CONTROL, NOWHERE), (header::VARY, VARIES)];
    (StatusCode::NOT_FOUND, headers, "There is no such picture.").into_response()
}

fn unavailable(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = [(header::CACHE_CONTROL, NOWHERE), (header::VARY, VARIES)];
    (status, headers, "The picture cannot be served now.").into_response()
}

/// First as everybody, then as who asks. A signature is looked at whether or not there is something to hide
/// (safety.md P-09).
async fn serve(
    app: &App,
    who: &MaybeSignedIn,
    asker: &Asker,
    headers: &HeaderMap,
    id: &str,
) -> Result<Option<Response>> {
    let hanging = find(app, id).await?;
    if let Some(hanging) = &hanging
        && sees(app, &Viewer::Anonymous, hanging).await?
    {
        return answer(app, hanging, headers, OPEN).await;
    }
    let (viewer, kept) = match who.viewer() {
        Viewer::Anonymous if asker.is_signed() => (asker.viewer(app).await?, NOWHERE),
        viewer => (viewer, OWN),
    };
    match hanging {
        Some(hanging) if sees(app, &viewer, &hanging).await? => {
            answer(app, &hanging, headers, kept).await
        }
        _ => Ok(None),
    }
}

/// Only under its whole name.
async fn find(app: &App, id: &str) -> Result<Option<Hanging>> {
    let Some(key) = picture_key(id) else {
        return Ok(None);
    };
    let mut conn = app.store.read().await?;
    let hanging = hanging_by_key(&mut conn, key).await?;
    Ok(hanging.filter(|hanging| hanging.name() == id))
}

async fn sees(app: &App, viewer: &Viewer, hanging: &Hanging) -> Result<bool> {
    let mut conn = app.store.read().await?;
    let name = Some(hanging.name());
    Ok(match hanging.attachment.owner() {
        None => viewer.account() == Some(hanging.attachment.uploader_id),
        Some(Owner::Post(id)) => sees_thread(&mut conn, viewer, id).await?,
        Some(Owner::Comment(id)) => sees_reply(&mut conn, viewer, id).await?,
        Some(Owner::Account(id)) => {
            let person = find_person(&mut conn, id).await?;
            let account = &person.account;
            person.is_live() && (account.avatar == name || account.banner == name)
        }
        Some(Owner::Community(id)) => has_now(&mut conn, viewer, id, &name).await?,
    })
}

async fn has_now(
    conn: &mut Conn,
    viewer: &Viewer,
    id: CommunityId,
    name: &Option<String>,
) -> Result<bool> {
    let community = find_community(conn, id).await?;
    let row = &community.row;
    let now = row.icon == *name || row.banner == *name;
    Ok(now && community.is_live() && is_known_to(viewer, &community))
}

async fn answer(
    app: &App,
    hanging: &Hanging,
    asked: &HeaderMap,
    kept: &'static str,
) -> Result<Option<Response>> {
    let tag = format!("\"{}\"", hanging.attachment.key);
    let known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| tags.contains(&tag));
    let name = hanging.name();
    let headers = [
        (header::CACHE_CONTROL, kept.to_owned()),
        (header::ETAG, tag),
        (header::CONTENT_TYPE, hanging.picture.media_type.to_string()),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        // Small enough to be sent whole; nobody makes us put together ten thousand parts (safety.md M-08).
        (header::ACCEPT_RANGES, "none".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"{name}\""),
        ),
    ];
    let mut response = if known {
        (StatusCode::NOT_MODIFIED, headers).into_response()
    } else {
        let Some(bytes) = shelf::read(app, &hanging.picture.hash).await? else {
            tracing::error!(
                hash = %hanging.picture.hash,
                "the file of a picture is missing"
            );
            return Ok(None);
        };
        (headers, bytes).into_response()
    };
    if kept != OPEN {
        let varies = HeaderValue::from_static(VARIES);
        response.headers_mut().insert(header::VARY, varies);
    }
    Ok(Some(response))
}
