//! What visitors and other servers' people are told about this place.

use crate::accounts::actions::ensure_server_actors;
use crate::accounts::model::{ServerRole, Viewer};
use crate::accounts::settings::{SettingsForm, change};
use crate::accounts::tests::browser::Browser;
use crate::accounts::tests::make;
use crate::app::testing::test_app_with;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_reads_what_this_server_is() {
    let app = test_app_with(|config| {
        config.server.source_url = "https://source.example/guildhall".into();
    })
    .await;
    ensure_server_actors(&app).await.unwrap();
    make(&app, "ada", ServerRole::Admin).await;
    make(&app, "ben", ServerRole::Member).await;
    let form = SettingsForm {
        site_name: "The Bending Iron".into(),
        site_description: "For people who bend wood.".into(),
        about: "We *meet* on Mondays.".into(),
        rules: "1. Be kind.".into(),
        registration: "closed".into(),
        community_creation: "everyone".into(),
    };
    change(&app, &Viewer::System, &form).await.unwrap();
    let mut visitor = Browser::on_server(&app);
    let about = visitor.get("/about").await;
    assert_eq!(about.status, StatusCode::OK);
    for said in [
        "The Bending Iron",
        "For people who bend wood.",
        "<em>meet</em>",
        "Be kind.",
        "/u/ada",
        "Accounts are made by the administrators.",
        "https://source.example/guildhall",
        "/modlog",
    ] {
        assert!(about.has(said), "{said}\n{}", about.body);
    }
    assert!(!about.has("/u/ben") && !about.has("/register"));
    for path in ["/about/privacy", "/about/api", "/modlog", "/communities"] {
        let page = visitor.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        // The footer leads everywhere from everywhere.
        for link in ["/about#rules", "/about/privacy", "/about/api", "/modlog"] {
            assert!(page.has(&format!("href=\"{link}\"")), "{path} {link}");
        }
    }
}
