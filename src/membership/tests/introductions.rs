//! Making the thread in which members introduce themselves: all of it or nothing, and once.

use crate::accounts::model::Viewer;
use crate::accounts::tests::browser::Browser;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::tests::said;
use crate::membership::queries::settings::settings_of;
use crate::posts::queries::list_pinned;
use crate::posts::tests::stage::Stage;
use crate::q;
use axum::http::StatusCode;
use chrono::TimeDelta;
use diesel_async::RunQueryDsl;

const MAKE: &str = "/c/luthiers/settings/introductions";
const WELCOME: &str = "/c/luthiers/settings/welcome";
const HELLO: [(&str, &str); 2] = [("title", "Say hello"), ("body", "Who are you?")];

/// A community of ada's, and her browser.
async fn stage() -> (Stage, Community, Browser) {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let browser = stage.signed_in("ada").await;
    (stage, place, browser)
}

/// How many threads the community has, the titles of those that are pinned, and whether one of them is the
/// one of introductions.
async fn there(stage: &Stage, place: &Community) -> (i64, Vec<String>, bool) {
    let mut conn = stage.store.read().await.unwrap();
    let now = find_community(&mut conn, place.id()).await.unwrap();
    let settings = settings_of(&mut conn, place.id()).await.unwrap();
    let pinned = list_pinned(&mut conn, &Viewer::System, place.id()).await;
    let titles = pinned.unwrap().into_iter().map(|thread| thread.title);
    let is_set = !settings.introductions.is_empty();
    (now.row.post_count, titles.collect(), is_set)
}

async fn set(stage: &Stage, statement: &'static str) {
    let mut tx = stage.store.begin().await.unwrap();
    {
        let conn = &mut *tx;
        q!(conn, {
            diesel::sql_query(statement).execute(conn).await.unwrap()
        });
    }
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_introductions_thread_that_cannot_be_pinned_is_not_begun() {
    let (stage, place, mut ada) = stage().await;
    let page = ada.get(MAKE).await;
    let before = said(&stage.app).await.len();
    // Nothing can be kept of what moderators do.
    set(&stage, "ALTER TABLE moderation_actions RENAME TO put_away").await;
    let failed = ada.submit(&page, MAKE, &HELLO).await;
    set(&stage, "ALTER TABLE put_away RENAME TO moderation_actions").await;
    assert_eq!(failed.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(
        failed.value("body").as_deref().map(str::trim),
        Some("Who are you?")
    );
    assert_eq!(there(&stage, &place).await, (0, Vec::new(), false));
    assert_eq!(said(&stage.app).await.len(), before, "nobody heard of it");

    let made = ada.submit(&page, MAKE, &HELLO).await;
    assert_eq!(made.location(), WELCOME, "{}", made.body);
    let one = (1, vec!["Say hello".to_owned()], true);
    assert_eq!(there(&stage, &place).await, one);
}

#[tokio::test(flavor = "multi_thread")]
async fn pressing_twice_makes_one_introductions_thread() {
    let (stage, place, mut ada) = stage().await;
    let page = ada.get(MAKE).await;
    let one = (1, vec!["Say hello".to_owned()], true);
    for _ in 0..2 {
        let made = ada.submit(&page, MAKE, &HELLO).await;
        assert_eq!(made.location(), WELCOME, "{}", made.body);
        assert_eq!(there(&stage, &place).await, one);
    }
    // Other words would be another thread, and so would the same ones later.
    let other = [("title", "Say hello"), ("body", "Tell us more.")];
    let refused = ada.submit(&page, MAKE, &other).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    stage.clock.advance(TimeDelta::minutes(16));
    let late = ada.submit(&page, MAKE, &HELLO).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(there(&stage, &place).await, one);
}
