//! `/c/{name}/library/export`: a copy of the public library, to take along.

use super::{HERE, curated, done};
use crate::app::App;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, Result};
use crate::library::actions::{begin_export, find_export_file};
use crate::library::model::{Export, ExportFailure, ExportId, ExportState};
use crate::library::policy::may_export;
use crate::library::queries::exports::list_exports;
use crate::membership::pages::community_header;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::{Frame, Kind, Now};
use crate::web::page::Page;
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{LinkView, NoticeView};
use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

/// Bytes that are read of a file at once.
const PIECE: usize = 64 * 1024;

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/c/{name}/library/export",
            get(export_page).post(export_submit),
        )
        .route("/c/{name}/library/export/{id}", get(export_file))
}

#[derive(Template)]
#[template(path = "library/pages/export.html")]
struct ExportPage {
    frame: Frame,
    header: CommunityHeaderView,
    /// Where one is begun, and where how far it is stands.
    action: String,
    copies: Vec<NoticeView>,
    /// Whether one can be made now.
    ready: bool,
    /// Whether there is anything that everybody may read.
    open: bool,
}

async fn export_page(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<ExportPage>> {
    let mut conn = app.store.read().await?;
    let community = curated(&app, &mut conn, &user, &name).await?;
    let exports = list_exports(&mut conn, community.id()).await?;
    let path = format!("{}{HERE}/export", community.path());
    let now = frame.now;
    let viewer = MaybeSignedIn(Some(user));
    Ok(Page(ExportPage {
        copies: exports.iter().map(|one| copy(one, &path, now)).collect(),
        ready: !exports.iter().any(|one| one.is_under_way(now.at)),
        open: may_export(&community).is_ok(),
        header: community_header(&app, &mut conn, &community, &viewer, HERE).await?,
        frame: frame.unlisted(),
        action: path,
    }))
}

fn copy(export: &Export, path: &str, now: Now) -> NoticeView {
    let begun = now.date(export.created_at);
    match export.state {
        ExportState::Running if !export.is_under_way(now.at) => NoticeView {
            kind: Kind::Bad,
            title: t!("library-export-stuck", day = begun),
            text: t!("library-export-stuck-text"),
            link: None,
            progress: None,
        },
        ExportState::Running => NoticeView {
            kind: Kind::Info,
            title: t!("library-export-running"),
            text: t!("library-export-running-text"),
            link: Some(LinkView::new(t!("library-export-running-again"), path)),
            progress: Some((export.done, export.total.max(export.done).max(1))),
        },
        ExportState::Ready => NoticeView {
            kind: Kind::Ok,
            title: t!("library-export-ready", day = begun),
            text: t!(
                "library-export-ready-text",
                threads = export.done,
                size = export.written / (1024 * 1024) + 1,
                until = now.date(export.expires_at)
            ),
            link: Some(LinkView::new(
                t!("library-export-ready-get"),
                format!("{path}/{}", export.id),
            )),
            progress: None,
        },
        ExportState::Failed => NoticeView {
            kind: Kind::Bad,
            title: t!("library-export-failed", day = begun),
            text: failure(export),
            link: None,
            progress: None,
        },
    }
}

/// Copies of earlier versions say it in a whole sentence.
fn failure(export: &Export) -> String {
    match ExportFailure::parse(&export.failure) {
        Some(ExportFailure::Shut) => t!("library-export-failed-shut"),
        Some(ExportFailure::Lost) => t!("library-export-failed-lost"),
        Some(ExportFailure::Large) => t!("library-export-failed-large"),
        None => export.failure.clone(),
    }
}

async fn export_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        curated(&app, &mut conn, &user, &name).await?
    };
    begin_export(&app, &user.person, community.id()).await?;
    let path = format!("{}{HERE}/export", community.path());
    Ok(done(&app, &path, &t!("library-export-begun")))
}

async fn export_file(
    State(app): State<App>,
    user: SignedIn,
    Path((name, id)): Path<(String, String)>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        curated(&app, &mut conn, &user, &name).await?
    };
    let id: i64 = id.parse().map_err(|_| Error::NotFound("copy"))?;
    let by = &user.person;
    let (export, file) = find_export_file(&app, by, &community, ExportId(id)).await?;
    let day = export.created_at.utc().format("%Y-%m-%d");
    let name = format!("{}-{day}.tar", community.actor.name);
    let headers = [
        (header::CONTENT_TYPE, "application/x-tar".to_owned()),
        (header::CONTENT_LENGTH, export.written.to_string()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(pieces(file))).into_response())
}

/// A file, piece by piece.
fn pieces(file: File) -> impl Stream<Item = std::io::Result<Vec<u8>>> + Send + 'static {
    try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok((read > 0).then_some((piece, file)))
    })
}
