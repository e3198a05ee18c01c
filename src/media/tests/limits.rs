//! What is too much, and what cannot be kept: it is refused with a word, and changes nothing (safety.md M-06).

use super::{files, jpeg, png, sent};
use crate::accounts::model::Person;
use crate::app::testing::{TestApp, test_app, test_app_with};
use crate::error::Error;
use crate::media::actions::add_picture;
use crate::media::model::Kept;
use crate::media::queries::kept_by;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;

async fn kept(app: &TestApp, who: &Person) -> Kept {
    let mut conn = app.store.read().await.unwrap();
    kept_by(&mut conn, who.id()).await.unwrap()
}

fn said(error: Error) -> String {
    match error {
        Error::Invalid(fields) => fields[0].message.to_string(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_more_than_one_person_may_send_or_keep_is_refused_and_leaves_nothing() {
    for (file_mib, person_mib, expected) in [(0, 200, "too large"), (10, 0, "more than the 0 MiB")]
    {
        let app = test_app_with(|config| {
            config.media.file_mib = file_mib;
            config.media.person_mib = person_mib;
        })
        .await;
        let stage = Stage::on(app).await;
        let ada = stage.member("ada").await;
        let refused = add_picture(&stage.app, &ada, &sent(&png(9, 9))).await;
        let said = said(refused.unwrap_err());
        assert!(said.contains(expected), "{said}");
        assert_eq!(kept(&stage.app, &ada).await, Kept::default());
        assert!(files(&stage.app).is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_that_stand_in_no_text_are_few() {
    let app = test_app_with(|config| config.rate_limits.enabled = false).await;
    let stage = Stage::on(app).await;
    let ada = stage.member("ada").await;
    for n in 0..40 {
        add_picture(&stage.app, &ada, &sent(&png(3 + n, 3)))
            .await
            .unwrap();
    }
    let refused = add_picture(&stage.app, &ada, &sent(&png(3, 3))).await;
    assert!(said(refused.unwrap_err()).contains("stand in no text"));
    let now = kept(&stage.app, &ada).await;
    assert_eq!(now.loose, 40);
    assert_eq!(files(&stage.app).len(), 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_counts_as_a_try_and_tries_are_limited() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    for _ in 0..120 {
        let refused = add_picture(&stage.app, &ada, &sent(b"nothing to see")).await;
        assert!(said(refused.unwrap_err()).contains("no picture"));
    }
    let refused = add_picture(&stage.app, &ada, &sent(&png(3, 3))).await;
    assert!(matches!(refused, Err(Error::TooMany { .. })), "{refused:?}");
    add_picture(&stage.app, &ben, &sent(&png(3, 3)))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_too_long_is_cut_off() {
    let app = test_app_with(|config| config.media.file_mib = 1).await;
    let stage = Stage::on(app).await;
    stage.member("ada").await;
    let mut ada = stage.signed_in("ada").await;
    let csrf = ada.get("/settings").await.value("csrf").unwrap();
    let long = vec![b'x'; 4 * 1024 * 1024];
    let file = ("picture", "x.png", &long[..]);
    let refused = ada.upload("/media", &[("csrf", csrf.as_str())], file).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    // A file that is too long within a form that is not is named.
    let file = ("picture", "x.png", &long[..1_500_000]);
    let refused = ada.upload("/media", &[("csrf", csrf.as_str())], file).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("too large"), "{}", refused.body);
    assert!(files(&stage.app).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn writing_too_often_holds_for_pictures_too() {
    let app = test_app_with(|config| config.rate_limits.writes_per_account = 2).await;
    let stage = Stage::on(app).await;
    let ada = stage.member("ada").await;
    for _ in 0..2 {
        add_picture(&stage.app, &ada, &sent(&png(3, 3)))
            .await
            .unwrap();
    }
    let refused = add_picture(&stage.app, &ada, &sent(&jpeg(5, 5))).await;
    assert!(matches!(refused, Err(Error::TooMany { .. })));
    assert_eq!(files(&stage.app).len(), 1, "what was refused left nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_takes_nothing_changes_nothing() {
    let app = test_app().await;
    // Where the folder should be is something that no folder can be made of.
    std::fs::write(app.files.path().join("media"), "").unwrap();
    let stage = Stage::on(app).await;
    let ada = stage.member("ada").await;
    let refused = add_picture(&stage.app, &ada, &sent(&png(9, 9))).await;
    assert!(refused.unwrap_err().is_ours());
    assert_eq!(kept(&stage.app, &ada).await, Kept::default());
    assert_eq!(Error::DiskFull.status(), 507);
    assert!(Error::DiskFull.is_ours() && Error::DiskFull.may_pass());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_picture_is_kept_once_and_counts_for_each() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    for who in [&ada, &ben, &ben] {
        add_picture(&stage.app, who, &sent(&png(9, 9)))
            .await
            .unwrap();
    }
    assert_eq!(files(&stage.app).len(), 1);
    let (one, two) = (kept(&stage.app, &ada).await, kept(&stage.app, &ben).await);
    assert_eq!((one.loose, two.loose), (1, 2));
    assert_eq!(one.bytes * 2, two.bytes);
}
