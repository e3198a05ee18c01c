//! Forms with files in them.
//!
//! The fields are read as those of any other form, with the same checks; of the files no more is kept in memory
//! than anybody may send, and nothing at all of somebody who is not signed in. The names that files had elsewhere
//! are not even looked at.

use super::csrf;
use super::refusal::Sent;
use super::session::MaybeSignedIn;
use crate::app::App;
use crate::error::{Error, Result};
use crate::media::model::SentFile;
use crate::media::policy::file_max;
use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use bytes::{Bytes, BytesMut};
use serde::de::DeserializeOwned;

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
/// Bytes of all fields that are no files, as of a form without any.
const FIELDS_MAX: usize = 1024 * 1024;
/// Files in one form.
const FILES_MAX: usize = 8;

/// A form that may come with files, and who sent it. It takes one without files, too.
#[derive(Debug, Clone)]
pub struct WithFiles<T> {
    pub sent: Sent<T>,
    /// Those that were chosen; an empty field is none.
    pub files: Vec<SentFile>,
}

impl<T: DeserializeOwned> FromRequest<App> for WithFiles<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        if !is_multipart(request.headers()) {
            let sent = Sent::from_request(request, app).await?;
            return Ok(Self {
                sent,
                files: Vec::new(),
            });
        }
        let (mut parts, body) = request.into_parts();
        csrf::check_origin(app, &parts.headers)?;
        let MaybeSignedIn(who) = MaybeSignedIn::from_request_parts(&mut parts, app).await?;
        let keep = match who {
            Some(_) => file_max(&app.config.media),
            None => 0,
        };
        let whole = Request::from_parts(parts.clone(), body);
        let read = read(whole, keep).await?;
        // From here on the fields are those of a form without files.
        parts.headers.insert(CONTENT_TYPE, FORM);
        parts.headers.remove(CONTENT_LENGTH);
        let fields = Request::from_parts(parts, Body::from(read.fields));
        Ok(Self {
            sent: Sent::from_request(fields, app).await?,
            files: read.files,
        })
    }
}

/// Whether a request says that it is a form with files.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next());
    essence.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("multipart/form-data"))
}

struct Parts {
    fields: String,
    files: Vec<SentFile>,
}

async fn read(request: Request, keep: u64) -> Result<Parts> {
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|error| Error::Bad(error.body_text().into()))?;
    let mut fields = Vec::new();
    let mut length = 0;
    let mut files = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(fault)? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            let file = read_file(field, name, keep).await?;
            if file.size > 0 {
                files.push(file);
            }
        } else {
            let value = read_value(field, FIELDS_MAX.saturating_sub(length)).await?;
            length = length
                .saturating_add(name.len())
                .saturating_add(value.len());
            fields.push((name, value));
        }
        if length > FIELDS_MAX || files.len() > FILES_MAX {
            return Err(Error::TooLarge);
        }
    }
    let fields = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    Ok(Parts { fields, files })
}

async fn read_value(mut field: Field<'_>, most: usize) -> Result<String> {
    let mut value = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(fault)? {
        if value.len() + chunk.len() > most {
            return Err(Error::TooLarge);
        }
        value.extend_from_slice(&chunk);
    }
    String::from_utf8(value).map_err(|_| Error::Bad(t!("web-bad-field").into()))
}

/// Keeps up to `keep` bytes and counts them all.
async fn read_file(mut field: Field<'_>, name: String, keep: u64) -> Result<SentFile> {
    let mut bytes = BytesMut::new();
    let mut size: u64 = 0;
    while let Some(chunk) = field.chunk().await.map_err(fault)? {
        let length = u64::try_from(chunk.len()).map_err(Error::internal)?;
        size = size.saturating_add(length);
        if size <= keep {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = BytesMut::new();
        }
    }
    Ok(SentFile {
        field: name,
        bytes: Bytes::from(bytes),
        size,
    })
}

fn fault(error: MultipartError) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Bad(error.body_text().into()),
    }
}
