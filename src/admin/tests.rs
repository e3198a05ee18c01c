//! The administrators' pages, through the router.

mod accounts;
mod applications;
mod communities;
mod german;
mod looks;
mod notices;
mod peers;
mod silence;

use super::routes;
use crate::accounts::model::ServerRole;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::accounts::tests::{PASSWORD, make};
use crate::app::App;
use crate::app::testing::TestApp;
use crate::communities::tests::person;
use crate::jobs::run_pending;
use crate::server;
use axum::http::StatusCode;

/// The browser of an administrator.
async fn office(app: &App) -> Browser {
    make(app, "olga", ServerRole::Admin).await;
    browser(app, "olga").await
}

async fn browser(app: &App, name: &str) -> Browser {
    let mut browser = Browser::with(app, routes());
    let fields = [("name", name), ("password", PASSWORD)];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

async fn finish(app: &TestApp) {
    run_pending(&app.data, &server::jobs()).await.unwrap();
}

/// Opens a page and sends one of its forms.
async fn press(browser: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
    let opened = browser.get(page).await;
    assert_eq!(opened.status, StatusCode::OK, "{page}: {}", opened.body);
    browser.submit(&opened, action, fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn only_administrators_see_these_pages() {
    let app = crate::communities::tests::started().await;
    person(&app, "ada").await;
    let mut ada = browser(&app, "ada").await;
    let mut olga = office(&app).await;
    let mut nobody = Browser::with(&app, routes());
    for path in [
        "/admin",
        "/admin/accounts",
        "/admin/applications",
        "/admin/communities",
        "/admin/peers",
        "/admin/peers/b.example",
        "/admin/queues",
        "/admin/mails",
        "/admin/reports",
        "/admin/screening",
        "/admin/settings",
        "/admin/entrance",
        "/admin/log",
        "/admin/looks",
        "/admin/notices",
        "/admin/closing",
    ] {
        assert_eq!(ada.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(olga.get(path).await.status, StatusCode::OK, "{path}");
        let asked = nobody.get(path).await;
        assert!(asked.location().starts_with("/login?next="), "{path}");
    }
}
