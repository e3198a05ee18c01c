//! `/media`: where the editor sends a picture that is pasted or dropped into it. It is told the Markdown that
//! shows it, or what was wrong with it.

use crate::app::App;
use crate::error::{Error, Result};
use crate::media::actions::add_picture;
use crate::media::model::SentFile;
use crate::media::policy::FIELD;
use crate::text::picture_markdown;
use crate::web::refusal::Sent;
use crate::web::upload::WithFiles;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/media", post(picture_submit))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PictureForm {
    picture_alt: String,
}

async fn picture_submit(
    State(app): State<App>,
    WithFiles { sent, files }: WithFiles<PictureForm>,
) -> Result<Response> {
    match add(&app, &sent, &files).await {
        Ok(markdown) => {
            let told = Json(json!({"markdown": markdown}));
            Ok((StatusCode::CREATED, told).into_response())
        }
        Err(Error::Invalid(fields)) => {
            let said: Vec<&str> = fields.iter().map(|field| field.message.as_ref()).collect();
            Ok(problem(&said.join(" ")))
        }
        Err(error) => Err(error),
    }
}

fn problem(detail: &str) -> Response {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    let told = json!({
        "type": "about:blank", "title": "The picture was not taken",
        "status": status.as_u16(), "code": "invalid", "detail": detail,
    });
    (status, kind, told.to_string()).into_response()
}

async fn add(app: &App, sent: &Sent<PictureForm>, files: &[SentFile]) -> Result<String> {
    let who = sent.who()?;
    let Some(file) = files.iter().find(|file| file.field == FIELD) else {
        return Err(Error::invalid(FIELD, t!("media-none")));
    };
    let added = add_picture(app, &who.person, file).await?;
    Ok(picture_markdown(&added.name, &sent.form.picture_alt))
}
