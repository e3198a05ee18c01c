//! The accent of a community, from its settings to its pages.

use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;

const ABOUT: &str = "/c/luthiers/settings/about";

#[tokio::test(flavor = "multi_thread")]
async fn a_community_has_an_accent_of_its_own_that_can_be_read() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Which glue?").await;
    let mut browser = stage.signed_in("ada").await;
    let saved = browser.fill_in(ABOUT, &[("accent", "#8A3")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let mut visitor = stage.visitor();
    let sheet = "<link rel=\"stylesheet\" href=\"/accent/88aa33.css\">";
    for path in ["/c/luthiers", "/c/luthiers/members", &thread.path()] {
        assert!(visitor.get(path).await.has(sheet), "{path}");
    }
    for path in ["/c/luthiers/new", &format!("{}/distil", thread.path())] {
        assert!(browser.get(path).await.has(sheet), "{path}");
    }
    assert!(
        !visitor.get("/").await.has("/accent/"),
        "it is only its own"
    );
    // Light as it is, it is made darker where it stands on paper.
    let colours = visitor.get("/accent/88aa33.css").await.body;
    assert!(!colours.contains("light-dark(#88aa33"), "{colours}");

    let refused = browser.fill_in(ABOUT, &[("accent", "greenish")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["accent"]);
    assert_eq!(browser.get(ABOUT).await.value("accent").unwrap(), "#88aa33");

    let saved = browser.fill_in(ABOUT, &[("accent", "plum")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = visitor.get("/c/luthiers").await;
    assert_eq!(page.texts(".masthead[data-accent=plum]").len(), 1);
    assert!(!page.has("/accent/"));
    let page = visitor.get(&thread.path()).await;
    assert_eq!(page.texts("body[data-accent=plum]").len(), 1);
}
