//! Connections on which nothing comes (safety.md R-03), and heads that are too long.

use super::{ask, config_in};
use crate::app::testing::test_app;
use crate::server::{WITHIN, endpoints, for_people, for_programs, pages, start};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use bytes::Bytes;
use std::convert::Infallible;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Half a head of a request, half a body, and nothing at all, many times over.
#[tokio::test(flavor = "multi_thread")]
async fn who_sends_nothing_keeps_nobody_waiting() {
    let dir = tempfile::tempdir().unwrap();
    let running = start(config_in(dir.path(), "http://guild.test"))
        .await
        .unwrap();
    let mut idle = Vec::new();
    for n in 0..300 {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        let said: &[u8] = match n % 3 {
            0 => b"",
            1 => b"GET /livez HTTP/1.1\r\nhost: guild.test\r\nx: ",
            _ => b"POST /inbox HTTP/1.1\r\nhost: guild.test\r\ncontent-type: application/activity+json\r\ncontent-length: 1000000000\r\n\r\n{",
        };
        stream.write_all(said).await.unwrap();
        idle.push(stream);
    }
    // Others are served meanwhile.
    let asked = Instant::now();
    let mut other = TcpStream::connect(running.address).await.unwrap();
    let request = b"GET /livez HTTP/1.1\r\nhost: guild.test\r\nconnection: close\r\n\r\n";
    other.write_all(request).await.unwrap();
    let mut answer = String::new();
    other.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(asked.elapsed() < Duration::from_secs(5));
    // Half a head is let go of after ten seconds.
    let mut half = idle.swap_remove(1);
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(20), half.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the connection was ended");
    assert!(asked.elapsed() < Duration::from_secs(20));
    drop(idle);
    running.stop().await;
}

/// A byte now and then, for ever.
fn trickle() -> Body {
    let bytes = futures_util::stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Some((Ok::<_, Infallible>(Bytes::from_static(b"x")), ()))
    });
    Body::from_stream(bytes)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_trickles_in_is_cut() {
    assert!(WITHIN <= Duration::from_secs(30));
    let app = test_app().await;
    let soon = Duration::from_millis(300);
    let request = |path: &str, kind: &str| {
        Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .body(trickle())
            .unwrap()
    };
    let programs = for_programs(endpoints(), &app, soon);
    let activity = request("/inbox", "application/activity+json");
    let (status, _, _) = ask(&programs, activity).await;
    assert_eq!(status, StatusCode::REQUEST_TIMEOUT);
    let people = for_people(pages(), &app, soon);
    let form = request("/login", "application/x-www-form-urlencoded");
    let (status, _, text) = ask(&people, form).await;
    assert_eq!(status, StatusCode::REQUEST_TIMEOUT);
    assert!(text.contains("<html"), "{text}");
}

/// What comes back, as far as the connection lasts: whoever is cut off while they still send gets a reset.
async fn answered(address: std::net::SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_that_are_too_long_are_refused_and_others_are_served() {
    let dir = tempfile::tempdir().unwrap();
    let running = start(config_in(dir.path(), "http://guild.test"))
        .await
        .unwrap();
    let head = |path: &str, more: &str| {
        format!("GET {path} HTTP/1.1\r\nhost: guild.test\r\nconnection: close\r\n{more}\r\n")
            .into_bytes()
    };
    let many: String = (0..5_000).map(|n| format!("x-{n}: {n}\r\n")).collect();
    for (what, request) in [
        ("an address", head(&format!("/{}", "x".repeat(200_000)), "")),
        (
            "a header",
            head("/livez", &format!("x: {}\r\n", "x".repeat(200_000))),
        ),
        (
            "cookies",
            head("/livez", &format!("cookie: {}\r\n", "a=b; ".repeat(40_000))),
        ),
        ("many headers", head("/livez", &many)),
    ] {
        let answer = answered(running.address, &request).await;
        let refused = ["HTTP/1.1 400", "HTTP/1.1 414", "HTTP/1.1 431"];
        let is_refused = refused.iter().any(|start| answer.starts_with(start));
        assert!(is_refused || answer.is_empty(), "{what}: {answer}");
        let next = answered(running.address, &head("/livez", "")).await;
        assert!(next.starts_with("HTTP/1.1 200"), "after {what}: {next}");
    }
    // Long is not too long.
    let long = head(&format!("/{}", "x".repeat(8_000)), "");
    let answer = answered(running.address, &long).await;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    running.stop().await;
}
