//! The administrators' pages, through the router.

mod accounts;
mod applications;
mod communities;
mod german;
mod hosts;
mod looks;
mod notices;
mod peers;
mod silence;

use super::routes;
use crate::accounts::model::{ServerRole, Viewer};
use crate::accounts::queries::person_by_handle;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::accounts::tests::{PASSWORD, make};
use crate::app::App;
use crate::app::testing::TestApp;
use crate::communities::tests::person;
use crate::jobs::run_pending;
use crate::moderation::actions::report;
use crate::moderation::model::Target;
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
        "/admin/hosts",
        "/admin/hosts/list",
        "/admin/hosts/list.csv",
        "/admin/purge",
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

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_who_is_reported_sees_nothing_of_it() {
    let app = crate::communities::tests::started().await;
    let ada = person(&app, "ada").await;
    let mut olga = office(&app).await;
    make(&app, "otto", ServerRole::Admin).await;
    let mut otto = browser(&app, "otto").await;
    let reported = {
        let mut conn = app.store.read().await.unwrap();
        let host = &app.local.host;
        person_by_handle(&mut conn, "olga", host).await.unwrap()
    };
    let viewer = Viewer::Account {
        id: ada.id(),
        admin: false,
    };
    let target = Target::Account(reported.unwrap().id());
    report(&app, &ada, &viewer, target, "Reads our letters")
        .await
        .unwrap();
    let queue = otto.get("/admin/reports").await;
    assert!(queue.has("Reads our letters"), "{}", queue.body);
    let case = queue.links("Look closer").remove(0);
    assert!(otto.get(&case).await.has("Reads our letters"));
    for list in ["/admin/reports", "/admin/reports?settled=yes"] {
        let page = olga.get(list).await;
        assert_eq!(page.status, StatusCode::OK, "{list}");
        assert!(!page.has("Reads our letters"), "{list}");
        assert!(page.links("Look closer").is_empty(), "{list}");
    }
    assert_eq!(olga.get(&case).await.status, StatusCode::NOT_FOUND);
    let page = olga.get("/admin/reports").await;
    let csrf = page.value_anywhere("csrf").unwrap();
    let fields = [("csrf", csrf.as_str()), ("act", "nothing")];
    let refused = olga.post(&case, &fields).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);

    let settled = press(&mut otto, "/admin/reports", &case, &[("act", "nothing")]).await;
    assert_eq!(settled.location(), "/admin/reports");
    let page = otto.get("/admin/reports?settled=yes").await;
    assert_eq!(page.links("Look closer"), [case.as_str()]);
}
