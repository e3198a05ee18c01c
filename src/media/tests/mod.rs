//! Pictures from the form to the disk and back, on a real database.

mod abuse;
mod going;
mod limits;
mod pages;
mod previews;
mod seeing;

use super::actions::add_picture;
use super::model::{Owner, SentFile};
use super::queries;
use crate::accounts::model::Person;
use crate::accounts::tests::browser::Browser;
use crate::app::App;
use crate::app::testing::TestApp;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use bytes::Bytes;
use http_body_util::BodyExt;
use image::codecs::gif::GifEncoder;
use image::{Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;
use tower::ServiceExt;

fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    RgbImage::from_pixel(width, height, Rgb([120, 80, 40]))
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    drawn(width, height, ImageFormat::Png)
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    drawn(width, height, ImageFormat::Jpeg)
}

/// With so many pictures in it.
pub fn gif(frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for n in 0..frames {
        let shade = u8::try_from(n % 200).unwrap();
        let frame = RgbaImage::from_pixel(4, 4, Rgba([shade, 10, 200, 255]));
        encoder.encode_frame(Frame::new(frame)).unwrap();
    }
    drop(encoder);
    bytes
}

/// A PNG with one more part behind its head; `sum` is how the format sums.
pub fn with_chunk(png: &[u8], kind: [u8; 4], data: &[u8], sum: fn(&[u8]) -> u32) -> Vec<u8> {
    let (head, rest) = png.split_at(33);
    let summed = [kind.as_slice(), data].concat();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let end = sum(&summed).to_be_bytes();
    [
        head,
        length.as_slice(),
        summed.as_slice(),
        end.as_slice(),
        rest,
    ]
    .concat()
}

pub fn sent(bytes: &[u8]) -> SentFile {
    SentFile {
        field: "picture".to_owned(),
        bytes: Bytes::copy_from_slice(bytes),
        size: u64::try_from(bytes.len()).unwrap(),
    }
}

/// Hangs a picture somewhere; the last part of its address.
pub async fn hang(app: &App, who: &Person, owner: Owner) -> String {
    let added = add_picture(app, who, &sent(&png(6, 6))).await.unwrap();
    let mut tx = app.store.begin().await.unwrap();
    queries::hang(&mut tx, &[added.key], who.id(), owner)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    added.name
}

struct Fetched {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Fetched {
    fn header(&self, name: header::HeaderName) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

/// As a browser fetches a picture; a visitor's has no cookies. `known` is the tag of one that it has.
async fn fetch(app: &App, browser: &Browser, name: &str, known: &str) -> Fetched {
    let cookies = browser.cookies.iter();
    let cookies: Vec<String> = cookies
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let request = Request::get(format!("/media/{name}"))
        .header(header::COOKIE, cookies.join("; "))
        .header(header::IF_NONE_MATCH, known)
        .body(Body::empty())
        .unwrap();
    let response = crate::server::router(app).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Fetched {
        status: parts.status,
        headers: parts.headers,
        bytes: body.collect().await.unwrap().to_bytes().to_vec(),
    }
}

pub async fn status(app: &App, browser: &Browser, name: &str) -> u16 {
    fetch(app, browser, name, "").await.status.as_u16()
}

/// The files on the shelf, whatever they are called.
fn files(app: &TestApp) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![app.files.path().join("media")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else {
            continue;
        };
        for entry in entries {
            let entry = entry.unwrap();
            match entry.file_type().unwrap().is_dir() {
                true => folders.push(entry.path()),
                false => found.push(entry.file_name().into_string().unwrap()),
            }
        }
    }
    found
}
