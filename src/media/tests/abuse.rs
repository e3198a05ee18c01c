//! What nobody asks for who only wants to see a picture (safety.md M-08, M-09).

use super::hang;
use crate::media::model::Owner;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;
use crate::posts::tests::stage::Stage;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

struct Got {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

async fn get(stage: &Stage, path: &str, asked: &[(HeaderName, &str)]) -> Got {
    let mut request = Request::get(path);
    for (name, value) in asked {
        request = request.header(name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = crate::server::router(stage).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Got {
        status: parts.status,
        headers: parts.headers,
        bytes: body.collect().await.unwrap().to_bytes().to_vec(),
    }
}

/// M-08.
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_sent_whole_and_once_whatever_parts_are_asked_for() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let name = hang(&stage, &ada, Owner::Post(thread.id)).await;
    let path = format!("/media/{name}");
    let whole = get(&stage, &path, &[]).await;
    assert_eq!(whole.status, StatusCode::OK);
    assert_eq!(whole.headers[header::ACCEPT_RANGES], "none");
    let many: Vec<String> = (0..10_000).map(|n| format!("{n}-{n}")).collect();
    let many = format!("bytes={}", many.join(","));
    for range in [
        "bytes=0-3",
        "bytes=-1",
        "bytes=99999999-",
        "bytes=5-1",
        "bytes=0-,0-,0-",
        "lines=1",
        many.as_str(),
    ] {
        let got = get(&stage, &path, &[(header::RANGE, range)]).await;
        let said = range.get(..20).unwrap_or(range);
        assert_eq!(got.status, StatusCode::OK, "{said}");
        assert_eq!(got.bytes, whole.bytes, "{said}");
        assert!(!got.headers.contains_key(header::CONTENT_RANGE), "{said}");
    }
    // Nor does it help to name every picture that there might be.
    let others: Vec<String> = (0..10_000).map(|n| format!("\"{n:032x}\"")).collect();
    let others = others.join(", ");
    let got = get(&stage, &path, &[(header::IF_NONE_MATCH, others.as_str())]).await;
    assert_eq!((got.status, got.bytes), (StatusCode::OK, whole.bytes));
    let unknown = format!("/media/{:032x}.png", 7);
    for tags in [others.as_str(), "*"] {
        let got = get(&stage, &unknown, &[(header::IF_NONE_MATCH, tags)]).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND);
    }
}

/// M-09.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_anything_of_another_server_through_this_one() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let draft = ThreadDraft {
        title: "Which rib?".into(),
        body: "![A rib](https://elsewhere.example/rib.png)".into(),
        ..ThreadDraft::default()
    };
    let thread = start_thread(&stage, &ada, place.id(), ThreadKind::Question, &draft).await;
    let page = get(&stage, &thread.unwrap().path(), &[]).await;
    let page = String::from_utf8(page.bytes).unwrap();
    assert!(
        page.contains("href=\"https://elsewhere.example/rib.png\""),
        "{page}"
    );
    assert!(!page.contains("src=\"https://elsewhere.example"), "{page}");
    for path in [
        "/media/https://elsewhere.example/rib.png",
        "/media/https%3A%2F%2Felsewhere.example%2Frib.png",
        "/media/elsewhere.example.png",
        "/media?url=https://elsewhere.example/rib.png",
        "/media/proxy?url=https://elsewhere.example/rib.png",
        "/proxy?url=https://elsewhere.example/rib.png",
        "/proxy/https://elsewhere.example/rib.png",
        "/image_proxy?url=https://elsewhere.example/rib.png",
        "/api/v3/image_proxy?url=https://elsewhere.example/rib.png",
        "/pictrs/image/original?proxy=https://elsewhere.example/rib.png",
    ] {
        let got = get(&stage, path, &[]).await;
        assert!(got.status.is_client_error(), "{path}: {}", got.status);
    }
    let asked = stage.http.sent();
    let asked = asked.iter().map(|sent| sent.url.to_string());
    let there: Vec<String> = asked.filter(|url| url.contains("elsewhere")).collect();
    assert_eq!(there, [""; 0]);
}
