//! What the server tells everybody, and closing it for a while.

use super::*;
use crate::accounts::model::Viewer;
use crate::accounts::queries::settings::upsert_setting;
use crate::accounts::settings::{NoticesForm, change_notices};
use crate::communities::tests::started;
use axum::http::header;
use chrono::TimeDelta;

async fn signed_in(app: &App, name: &str) -> Browser {
    let mut browser = Browser::on_server(app);
    let fields = [("name", name), ("password", PASSWORD)];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

fn is_turned_away(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers.get(header::RETRY_AFTER).unwrap(), "300");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_server_is_closed_only_administrators_come_in() {
    let app = started().await;
    make(&app, "olga", ServerRole::Admin).await;
    make(&app, "otto", ServerRole::Admin).await;
    person(&app, "ada").await;
    let mut olga = signed_in(&app, "olga").await;
    let mut ada = signed_in(&app, "ada").await;
    let mut visitor = Browser::on_server(&app);
    assert_eq!(visitor.get("/").await.status, StatusCode::OK);
    let fields = [("state", "closed"), ("words", "New disks until noon.")];
    let answer = olga.fill_in("/admin/closing", &fields).await;
    assert_eq!(answer.location(), "/admin/closing");

    for browser in [&mut visitor, &mut ada] {
        for path in ["/", "/about", "/communities", "/settings", "/nowhere"] {
            let answer = browser.get(path).await;
            is_turned_away(&answer);
            assert!(answer.has("New disks until noon."), "{path}");
        }
    }
    // Other servers send again what they had to say.
    is_turned_away(&visitor.post("/inbox", &[]).await);
    is_turned_away(&visitor.post("/u/ada/inbox", &[]).await);
    is_turned_away(&visitor.get("/.well-known/nodeinfo").await);
    let mut program = Browser::on_server(&app);
    program.headers = vec![("accept", "application/activity+json".to_owned())];
    is_turned_away(&program.get("/u/ada").await);

    assert_eq!(visitor.get("/livez").await.status, StatusCode::OK);
    assert_eq!(visitor.get("/readyz").await.status, StatusCode::OK);
    assert_eq!(olga.get("/").await.status, StatusCode::OK);
    let mut otto = signed_in(&app, "otto").await;
    let page = otto.get("/admin/closing").await;
    assert_eq!(
        page.value("words").as_deref(),
        Some("New disks until noon.")
    );
    is_turned_away(&signed_in(&app, "ada").await.get("/").await);

    otto.fill_in("/admin/closing", &[("state", "open")]).await;
    assert_eq!(visitor.get("/").await.status, StatusCode::OK);
    assert_eq!(ada.get("/settings").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_another_process_closes_is_closed_within_two_seconds() {
    let app = started().await;
    let mut visitor = Browser::on_server(&app);
    assert_eq!(visitor.get("/about").await.status, StatusCode::OK);
    let mut tx = app.store.begin().await.unwrap();
    upsert_setting(&mut tx, "closed", "".into(), app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    app.clock.advance(TimeDelta::seconds(2));
    let answer = visitor.get("/about").await;
    is_turned_away(&answer);
    assert!(answer.has("come back in a few minutes"), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_announcement_stands_above_pages_until_it_is_read_or_over() {
    let app = started().await;
    let form = NoticesForm {
        announcement: "We move on <Friday>.".into(),
        last_day: "2026-06-03".into(),
        ..NoticesForm::default()
    };
    change_notices(&app, &Viewer::System, &form).await.unwrap();
    let said = "We move on &#60;Friday&#62;.";
    let (mut one, mut other) = (Browser::on_server(&app), Browser::on_server(&app));
    for path in ["/", "/about", "/login"] {
        assert!(one.get(path).await.has(said), "{path}");
    }
    let page = one.get("/about").await;
    let key = page.texts("main form[action='/theme'] button");
    assert_eq!(key, ["I have read this"]);
    let key = page.value("seen").unwrap();
    let read = [("seen", key.as_str()), ("back", "/about")];
    let answer = one.post("/theme", &read).await;
    assert_eq!(answer.location(), "/about");
    assert!(!one.get("/about").await.has(said), "read");
    assert!(other.get("/about").await.has(said), "by one only");
    other.post("/theme", &[("seen", "xxxxxxxxxxxxxxxx")]).await;
    assert!(!other.cookies.contains_key("__Host-seen"));

    app.clock.advance(TimeDelta::days(2));
    assert!(other.get("/about").await.has(said), "the last day");
    app.clock.advance(TimeDelta::days(1));
    assert!(!other.get("/about").await.has(said), "over");
    let changed = NoticesForm {
        announcement: "We have moved.".into(),
        ..NoticesForm::default()
    };
    change_notices(&app, &Viewer::System, &changed)
        .await
        .unwrap();
    assert!(one.get("/about").await.has("We have moved."), "a new one");
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_and_contact_are_linked_where_they_are_written() {
    let app = started().await;
    let mut olga = office(&app).await;
    let mut visitor = Browser::on_server(&app);
    let none = visitor.get("/about/terms").await;
    assert_eq!(none.status, StatusCode::OK);
    assert!(none.has("no terms besides its rules"));
    let footer = |page: &Answer| page.texts("footer a").join(" ");
    assert!(!footer(&none).contains("Terms"));

    let path = "/admin/notices";
    let wrong = [("last_day", "soon"), ("announcement", "Hello")];
    assert_eq!(olga.fill_in(path, &wrong).await.wrong(), ["last_day"]);
    let fields = [
        ("terms", "Be *kind*. <script>x</script>"),
        ("contact", "Write to post@guild.example."),
    ];
    assert_eq!(olga.fill_in(path, &fields).await.location(), path);
    let terms = visitor.get("/about/terms").await;
    assert!(terms.has("<em>kind</em>") && !terms.has("<script>x"));
    assert!(footer(&terms).contains("Terms"));
    assert!(footer(&terms).contains("Contact"));
    let contact = visitor.get("/about/contact").await;
    assert!(contact.has("post@guild.example"));
}
