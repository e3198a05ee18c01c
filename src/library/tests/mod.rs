//! Libraries, through their pages, against a real database.

mod collections;
mod distilling;
mod exporting;
mod in_german;
mod licences;
mod resources;
mod reviews;

use super::model::{Collection, Entry};
use super::queries::{collection_by_slug, list_entries};
use crate::accounts::model::Person;
use crate::accounts::tests::browser::Browser;
use crate::app::testing::test_app_with;
use crate::communities::model::Community;
use crate::communities::tests::belongs;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;

/// A community of ada's, to which ben belongs; cem has an account.
struct Guild {
    stage: Stage,
    ada: Person,
    ben: Person,
    place: Community,
}

impl Guild {
    async fn new() -> Self {
        // Some sign in often.
        let app = test_app_with(|config| config.rate_limits.enabled = false).await;
        Self::on(Stage::on(app).await).await
    }

    async fn on(stage: Stage) -> Self {
        let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
        stage.member("cem").await;
        let place = stage.community(&ada, "luthiers").await;
        belongs(&stage.app, &place, &ben).await;
        Self {
            stage,
            ada,
            ben,
            place,
        }
    }

    async fn entries(&self, slug: &str) -> (Collection, Vec<Entry>) {
        let mut conn = self.stage.store.read().await.unwrap();
        let found = collection_by_slug(&mut conn, self.place.id(), slug).await;
        let found = found.unwrap().unwrap();
        let entries = list_entries(&mut conn, found.id).await.unwrap();
        (found, entries)
    }
}

/// Fills a form in that is to be taken.
async fn send(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let sent = browser.fill_in(path, fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path}: {}", sent.body);
    sent.location().to_owned()
}
