//! Pictures go with what they hang on, files included (safety.md M-07).

use super::{fetch, files, hang, png, sent, status};
use crate::accounts::actions::delete_account;
use crate::accounts::model::Viewer;
use crate::jobs::run_pending;
use crate::media::actions::{add_picture, remove_strays_of, take_down_due};
use crate::media::model::Owner;
use crate::posts::actions::{ThreadDraft, delete_thread, edit_thread, undelete_thread};
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;
use chrono::TimeDelta;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn what_its_author_takes_back_takes_its_pictures_along() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let name = hang(&stage.app, &ada, Owner::Post(thread.id)).await;
    let (visitor, own) = (stage.visitor(), stage.signed_in("ada").await);

    delete_thread(&stage.app, &ada, thread.id).await.unwrap();
    assert_eq!(status(&stage.app, &visitor, &name).await, 404);
    assert_eq!(
        status(&stage.app, &own, &name).await,
        200,
        "it may be put back"
    );
    undelete_thread(&stage.app, &ada, thread.id).await.unwrap();
    stage.clock.advance(TimeDelta::days(3));
    take_down_due(&stage.app).await.unwrap();
    assert_eq!(status(&stage.app, &visitor, &name).await, 200);

    delete_thread(&stage.app, &ada, thread.id).await.unwrap();
    stage.clock.advance(TimeDelta::hours(23));
    take_down_due(&stage.app).await.unwrap();
    assert_eq!(files(&stage.app).len(), 1);
    stage.clock.advance(TimeDelta::hours(2));
    take_down_due(&stage.app).await.unwrap();
    assert!(files(&stage.app).is_empty());
    let own = stage.signed_in("ada").await;
    assert_eq!(status(&stage.app, &own, &name).await, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_deletes_their_account_leaves_no_picture_behind() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let place = stage.community(&ben, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let reply = stage.reply(&ada, &thread, None, "Hide glue.").await;
    let mut names = Vec::new();
    for owner in [Owner::Post(thread.id), Owner::Comment(reply.id)] {
        names.push(hang(&stage.app, &ada, owner).await);
    }
    add_picture(&stage.app, &ada, &sent(&png(7, 7)))
        .await
        .unwrap();
    assert_eq!(files(&stage.app).len(), 2);

    delete_account(&stage.app, &Viewer::System, ada.id(), "")
        .await
        .unwrap();
    run_pending(&stage.app.data, &crate::server::jobs())
        .await
        .unwrap();
    assert!(files(&stage.app).is_empty());
    for name in &names {
        let fetched = fetch(&stage.app, &stage.visitor(), name, "").await;
        assert_eq!(fetched.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_stays_as_long_as_it_hangs_anywhere() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let one = stage.ask(&ada, &place, "Glue?").await;
    let two = stage.ask(&ada, &place, "Varnish?").await;
    let gone = hang(&stage.app, &ada, Owner::Post(one.id)).await;
    let stays = hang(&stage.app, &ada, Owner::Post(two.id)).await;
    assert_ne!(gone, stays, "each place has an address of its own");
    assert_eq!(files(&stage.app).len(), 1);
    delete_thread(&stage.app, &ada, one.id).await.unwrap();
    stage.clock.advance(TimeDelta::days(2));
    take_down_due(&stage.app).await.unwrap();
    let visitor = stage.visitor();
    assert_eq!(status(&stage.app, &visitor, &gone).await, 404);
    assert_eq!(status(&stage.app, &visitor, &stays).await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_no_text_came_to_show_goes_after_a_day() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let loose = add_picture(&stage.app, &ada, &sent(&png(7, 7)))
        .await
        .unwrap();
    let used = add_picture(&stage.app, &ada, &sent(&png(8, 8)))
        .await
        .unwrap();
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let text = ThreadDraft {
        title: "Glue?".to_owned(),
        body: format!("![A pot](/media/{})", used.name),
        ..ThreadDraft::default()
    };
    edit_thread(&stage.app, &ada, thread.id, &text)
        .await
        .unwrap();
    stage.clock.advance(TimeDelta::hours(25));
    take_down_due(&stage.app).await.unwrap();
    assert_eq!(files(&stage.app).len(), 1);
    let visitor = stage.visitor();
    assert_eq!(status(&stage.app, &visitor, &used.name).await, 200);
    assert_eq!(status(&stage.app, &visitor, &loose.name).await, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_takes_a_picture_out_of_anothers_text_into_their_own() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let name = hang(&stage.app, &ada, Owner::Post(thread.id)).await;
    let body = format!("![mine](/media/{name})");
    let reply = stage.reply(&ben, &thread, None, &body).await;
    assert!(!reply.body_html.contains("<img"), "{}", reply.body_html);
    let loose = add_picture(&stage.app, &ada, &sent(&png(7, 7)))
        .await
        .unwrap();
    let body = format!("![mine](/media/{})", loose.name);
    let reply = stage.reply(&ben, &thread, None, &body).await;
    assert!(!reply.body_html.contains("<img"), "{}", reply.body_html);
    let visitor = stage.visitor();
    assert_eq!(status(&stage.app, &visitor, &loose.name).await, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_nothing_knows_of_are_removed_and_others_stay() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    add_picture(&stage.app, &ada, &sent(&png(7, 7)))
        .await
        .unwrap();
    let known = files(&stage.app);
    let folder = stage.app.files.path().join("media");
    let stray = "ab".repeat(32);
    std::fs::create_dir_all(folder.join("ab")).unwrap();
    std::fs::write(folder.join("ab").join(&stray), "stray").unwrap();
    std::fs::write(folder.join(".new-1"), "half").unwrap();
    let day = Duration::from_secs(86_400);
    remove_strays_of(&stage.app, day).await.unwrap();
    assert_eq!(files(&stage.app).len(), 3, "they may be about to be known");
    remove_strays_of(&stage.app, Duration::ZERO).await.unwrap();
    assert_eq!(files(&stage.app), known);
}
