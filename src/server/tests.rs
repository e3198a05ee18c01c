mod forms;
mod outside;
mod patience;
mod place;
mod routes;
mod sources;
mod statements;
mod visibility;
mod weight;

use super::*;
use crate::app::testing::test_app;
use axum::http::header;
use axum::routing::{get, post};
use http_body_util::BodyExt;
use tower::ServiceExt;

async fn ask(router: &Router, request: Request<Body>) -> (StatusCode, http::HeaderMap, String) {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let text = String::from_utf8_lossy(&body).into_owned();
    (parts.status, parts.headers, text)
}

fn get_request(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_says_that_it_lives_and_whether_it_can_serve() {
    let app = test_app().await;
    let router = router(&app);
    let alive = Request::get("/livez")
        .header(header::HOST, "guild.example")
        .body(Body::empty())
        .unwrap();
    let (status, headers, text) = ask(&router, alive).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(text, "alive\nhost: guild.example\n");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["x-request-id"].len(), 16);
    let (status, _, _) = ask(&router, get_request("/readyz")).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_tables_are_missing_is_not_ready_and_still_alive() {
    let app = test_app().await;
    let router = router(&app);
    let mut tx = app.store.begin().await.unwrap();
    let conn = &mut *tx;
    crate::q!(conn, {
        use diesel_async::RunQueryDsl;
        diesel::sql_query("DELETE FROM __diesel_schema_migrations")
            .execute(conn)
            .await
            .unwrap()
    });
    tx.commit().await.unwrap();
    let (status, _, _) = ask(&router, get_request("/readyz")).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    let (status, _, _) = ask(&router, get_request("/livez")).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_not_on_the_public_listener() {
    let app = test_app().await;
    let (status, _, text) = ask(&router(&app), get_request("/metrics")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(text.contains("<html"), "an error page: {text}");
    health::begin_counting();
    metrics::counter!("guildhall_test_total").increment(1);
    let (status, _, text) = ask(&health::metrics_routes(&app), get_request("/metrics")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.contains("guildhall_test_total 1"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_say_what_waits_and_how_the_process_is() {
    let app = test_app().await;
    let now = app.now();
    let mut tx = app.store.begin().await.unwrap();
    for statement in [
        "INSERT INTO received_activities (origin_host, ap_id, signer, state, received_at) VALUES ('b.test', 'r', 'x', 'new', $1)",
        "INSERT INTO peers (host, policy, note, failing_since, created_at) VALUES ('b.test', 'none', '', $1, $1)",
    ] {
        let conn = &mut *tx;
        crate::q!(conn, {
            use diesel_async::RunQueryDsl;
            diesel::sql_query(statement)
                .bind::<crate::store::types::Instant, _>(now)
                .execute(conn)
                .await
                .unwrap()
        });
    }
    tx.commit().await.unwrap();
    app.clock.advance(chrono::TimeDelta::seconds(90));
    let (_, _, text) = ask(&health::metrics_routes(&app), get_request("/metrics")).await;
    for line in [
        "guildhall_inbox_waiting 1",
        "guildhall_inbox_oldest_seconds 90",
        "guildhall_deliveries_waiting{peers=\"answering\"} 0",
        "guildhall_deliveries_oldest_seconds{peers=\"failing\"} 0",
        "guildhall_peers_failing 1",
        "guildhall_peer_failing_seconds{peer=\"b.test\"} 90",
    ] {
        assert!(text.lines().any(|there| there == line), "{line}: {text}");
    }
    assert!(
        text.contains("guildhall_database_connections{pool="),
        "{text}"
    );
    assert!(text.contains("process_resident_memory_bytes "), "{text}");
}

fn broken_pages(app: &App) -> Router {
    let routes = Router::new()
        .route(
            "/panic",
            get(async || -> &'static str { panic!("a secret detail") }),
        )
        .route("/form", post(async |body: String| body.len().to_string()));
    for_people(routes, app, WITHIN)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_an_error_page_that_tells_no_details() {
    let app = test_app().await;
    let (status, _, text) = ask(&broken_pages(&app), get_request("/panic")).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(text.contains("<html"));
    assert!(!text.contains("secret detail"));
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_larger_than_any_page_needs_are_refused_with_a_page() {
    let app = test_app().await;
    let router = broken_pages(&app);
    let form = |bytes: usize| {
        Request::post("/form")
            .header(header::CONTENT_LENGTH, bytes)
            .body(Body::from("x".repeat(bytes)))
            .unwrap()
    };
    let (status, _, text) = ask(&router, form(MAX_FORM_BYTES)).await;
    assert_eq!((status, text), (StatusCode::OK, MAX_FORM_BYTES.to_string()));
    let (status, _, text) = ask(&router, form(MAX_FORM_BYTES + 1)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text.contains("<html"));
}

fn config_in(dir: &std::path::Path, url: &str) -> crate::config::Config {
    let text = format!(
        "[server]\npublic_url = \"{url}\"\nlisten = \"127.0.0.1:0\"\ndata_dir = \"{}\"",
        dir.join("data").display()
    );
    crate::config::Config::from_parts(&text, Default::default()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_started_server_answers_refuses_a_second_and_stops() {
    let dir = tempfile::tempdir().unwrap();
    let config = config_in(dir.path(), "http://guild.test");
    let running = start(config.clone()).await.unwrap();
    let second = start(config.clone()).await;
    assert!(matches!(second, Err(StartError::DataDir(_))));
    let stream = tokio::net::TcpStream::connect(running.address).await;
    assert!(stream.is_ok());
    let address = running.address;
    running.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    start(config).await.unwrap().stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_counted_in_memory_is_written_when_the_server_stops() {
    use crate::communities::tests::{community, person};
    use crate::membership::queries::figures::{Figure, list_figures};
    let dir = tempfile::tempdir().unwrap();
    let config = config_in(dir.path(), "http://guild.test");
    let running = start(config.clone()).await.unwrap();
    let ada = person(&running.app, "ada").await;
    let place = community(&running.app, &ada, "luthiers").await.id();
    let now = running.app.now();
    running.app.joining.note_look(place, false, now);
    running.stop().await;
    let app = open(config).await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    let figures = list_figures(&mut conn, place, now).await.unwrap();
    let seen = figures.iter().find(|it| it.name == Figure::JoinSeen);
    assert_eq!(seen.map(|it| (it.local, it.total)), Some((false, 1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_address_is_refused_with_an_explanation() {
    let dir = tempfile::tempdir().unwrap();
    let first = start(config_in(dir.path(), "http://guild.test"))
        .await
        .unwrap();
    first.stop().await;
    let refused = match start(config_in(dir.path(), "http://other.test")).await {
        Err(error) => error.to_string(),
        Ok(_) => panic!("it started"),
    };
    assert!(refused.contains("http://guild.test"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn work_needs_a_database_for_many_processes() {
    let dir = tempfile::tempdir().unwrap();
    let refused = work(config_in(dir.path(), "http://guild.test")).await;
    assert!(matches!(refused, Err(StartError::WorkOnSqlite)));
}
