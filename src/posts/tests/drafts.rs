//! What people began to write.

use super::stage::Stage;
use crate::accounts::actions::delete_account;
use crate::accounts::model::Viewer;
use crate::activitypub::retention::Forget;
use crate::jobs::{enqueue, run_pending};
use crate::media::actions::take_down_due;
use crate::media::queries::hanging_by_key;
use crate::media::tests::png;
use crate::posts::queries::drafts::list_drafts;
use crate::text::pictures_named;
use axum::http::StatusCode;
use chrono::TimeDelta;

const ASK: &str = "/c/luthiers/new?kind=question";

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_kept_for_its_author_alone_until_it_is_posted() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ada").await;
    let form = browser.get(ASK).await;
    let place = form.value("place").unwrap();
    let token = form.value("csrf").unwrap();
    let typed = [
        ("csrf", token.as_str()),
        ("place", place.as_str()),
        ("title", "Which glue?"),
        ("body", "It is qzspruce."),
    ];
    let kept = browser.post("/drafts", &typed).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    assert_eq!(kept.location(), ASK);
    let form = browser.get(kept.location()).await;
    assert_eq!(form.value("title").unwrap(), "Which glue?");
    assert_eq!(form.value("body").unwrap().trim(), "It is qzspruce.");
    assert!(form.has("Your draft."));
    // A script shows no page, and writes over what there was.
    let quiet = [&typed[..3], &[("body", "Of qzcedar."), ("quiet", "1")][..]].concat();
    let kept = browser.post("/drafts", &quiet).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.body);
    let list = browser.get("/drafts").await;
    assert_eq!(list.links("Question in The luthiers"), [ASK]);
    assert!(list.has("qzcedar") && !list.has("qzspruce"));
    // Somebody else finds nothing of it, and cannot throw it away.
    let mut other = stage.signed_in("ben").await;
    for path in [ASK, "/drafts", "/u/ada"] {
        assert!(!other.get(path).await.has("qzcedar"), "{path}");
    }
    let id = {
        let mut conn = stage.store.read().await.unwrap();
        list_drafts(&mut conn, ada.id()).await.unwrap()[0].id
    };
    let theirs = other.get(ASK).await.value("csrf").unwrap();
    let delete = format!("/drafts/{id}/delete");
    let refused = other.post(&delete, &[("csrf", theirs.as_str())]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    // Posting it ends it.
    let form = browser.get(ASK).await;
    let fields = [("title", "Which glue?"), ("body", "Of qzcedar.")];
    let posted = browser.submit(&form, ASK, &fields).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.body);
    assert!(!browser.get(ASK).await.has("qzcedar"));
    assert!(browser.get("/drafts").await.has("Nothing is waiting"));
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_and_edits_are_kept_and_so_is_what_a_preview_shows() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let answer = stage.reply(&ada, &thread, None, "Hide glue.").await;
    let mut browser = stage.signed_in("ada").await;
    let edit = format!("{}/edit", thread.path());
    let edit_reply = format!("/comment/{}/edit", answer.public_id);
    for (page, action) in [
        (thread.path(), format!("{}/reply#reply", thread.path())),
        (edit.clone(), edit.clone()),
        (edit_reply.clone(), edit_reply.clone()),
    ] {
        let form = browser.get(&page).await;
        let body = format!("Words for **{action}**");
        let fields = [
            ("title", "Glue?"),
            ("body", body.as_str()),
            ("preview", "1"),
        ];
        let shown = browser.submit(&form, &action, &fields).await;
        assert_eq!(shown.status, StatusCode::OK, "{action}: {}", shown.body);
        let again = browser.get(&page).await;
        assert_eq!(again.value("body").unwrap().trim(), body, "{page}");
        assert!(again.has("Your draft."), "{page}");
    }
    let list = browser.get("/drafts").await;
    assert_eq!(list.links("Reply in").len(), 1);
    let mut edits = list.links("Edit in");
    edits.sort();
    let mut expected = [edit, edit_reply];
    expected.sort();
    assert_eq!(edits, expected);
    // What is thrown away stands in no form any more; what is emptied goes by itself.
    let ids: Vec<i64> = {
        let mut conn = stage.store.read().await.unwrap();
        let drafts = list_drafts(&mut conn, ada.id()).await.unwrap();
        drafts.into_iter().map(|draft| draft.id).collect()
    };
    for id in ids {
        let delete = format!("/drafts/{id}/delete");
        let gone = browser.submit(&list, &delete, &[]).await;
        assert_eq!(gone.location(), "/drafts", "{}", gone.body);
    }
    let form = browser.get(&thread.path()).await;
    assert_eq!(form.value("body").unwrap().trim(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_comes_with_a_draft_and_stays_as_long_as_that() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ada").await;
    let form = browser.get(ASK).await;
    let (token, place) = (form.value("csrf").unwrap(), form.value("place").unwrap());
    let fields = [
        ("csrf", token.as_str()),
        ("place", place.as_str()),
        ("title", "Which rib?"),
        ("picture_alt", "A bent rib"),
    ];
    let photo = png(9, 9);
    let file = ("picture", "rib.png", &photo[..]);
    let kept = browser.upload("/drafts", &fields, file).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let body = browser.get(ASK).await.value("body").unwrap();
    let keys = pictures_named(&body);
    assert_eq!(keys.len(), 1, "{body}");
    let is_there = async || {
        take_down_due(&stage).await.unwrap();
        let mut conn = stage.store.read().await.unwrap();
        let found = hanging_by_key(&mut conn, &keys[0]).await.unwrap();
        found.is_some()
    };
    stage.clock.advance(TimeDelta::days(3));
    assert!(is_there().await);
    let id = {
        let mut conn = stage.store.read().await.unwrap();
        list_drafts(&mut conn, ada.id()).await.unwrap()[0].id
    };
    let mut browser = stage.signed_in("ada").await;
    let list = browser.get("/drafts").await;
    let delete = format!("/drafts/{id}/delete");
    let gone = browser.submit(&list, &delete, &[]).await;
    assert_eq!(gone.location(), "/drafts", "{}", gone.body);
    assert!(is_there().await);
    stage.clock.advance(TimeDelta::hours(25));
    assert!(!is_there().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn something_else_that_is_begun_does_not_write_over_a_draft() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ada").await;
    let form = browser.get(ASK).await;
    let place = form.value("place").unwrap();
    let token = form.value("csrf").unwrap();
    let typed = [
        ("csrf", token.as_str()),
        ("place", place.as_str()),
        ("title", "Which glue?"),
    ];
    browser.post("/drafts", &typed).await;
    let other = browser
        .get("/c/luthiers/new?kind=question&title=Varnish")
        .await;
    assert_eq!(other.value("title").unwrap(), "Varnish");
    assert_eq!(other.value("place"), None);
    assert!(other.has("You have a draft."));
    let fields = [("title", "Varnish"), ("preview", "1")];
    let shown = browser.submit(&other, ASK, &fields).await;
    assert_eq!(shown.value("title").unwrap(), "Varnish");
    // Posting it leaves the draft alone, too.
    let fields = [("title", "Varnish"), ("body", "Which one?")];
    let posted = browser.submit(&shown, ASK, &fields).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.body);
    assert_eq!(
        browser.get(ASK).await.value("title").unwrap(),
        "Which glue?"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_was_taken_out_again_goes_a_day_after_the_rest_is_posted() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let mut browser = stage.signed_in("ada").await;
    let edit = format!("{}/edit", thread.path());
    let photo = png(9, 9);
    let file = ("picture", "rib.png", &photo[..]);
    let mut keys = Vec::new();
    for (page, path) in [
        (ASK.to_owned(), ASK.to_owned()),
        (thread.path(), format!("{}/reply#reply", thread.path())),
        (edit.clone(), edit.clone()),
    ] {
        let form = browser.get(&page).await;
        let (token, place) = (form.value("csrf").unwrap(), form.value("place").unwrap());
        let fields = [("csrf", token.as_str()), ("place", place.as_str())];
        let kept = browser.upload("/drafts", &fields, file).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        let form = browser.get(&page).await;
        keys.extend(pictures_named(&form.value("body").unwrap()));
        let fields = [("title", "Which rib?"), ("body", "Without it.")];
        let posted = browser.submit(&form, &path, &fields).await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.body);
    }
    assert_eq!(keys.len(), 3);
    stage.clock.advance(TimeDelta::hours(25));
    take_down_due(&stage).await.unwrap();
    let mut conn = stage.store.read().await.unwrap();
    for key in &keys {
        let found = hanging_by_key(&mut conn, key).await.unwrap();
        assert!(found.is_none(), "{key}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_of_what_one_may_not_read_cannot_be_made() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ada").await;
    let token = browser.get(ASK).await.value("csrf").unwrap();
    for (place, status) in [
        ("", StatusCode::BAD_REQUEST),
        ("poem luthiers", StatusCode::BAD_REQUEST),
        ("question nowhere", StatusCode::NOT_FOUND),
        ("reply nothing", StatusCode::NOT_FOUND),
        ("reply_edit nothing", StatusCode::NOT_FOUND),
    ] {
        let fields = [("csrf", token.as_str()), ("place", place), ("title", "T")];
        let answer = browser.post("/drafts", &fields).await;
        assert_eq!(answer.status, status, "{place}");
    }
    let mut conn = stage.store.read().await.unwrap();
    let kept = list_drafts(&mut conn, ada.id()).await.unwrap();
    assert!(kept.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_go_with_their_account_and_after_half_a_year() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    stage.community(&ada, "luthiers").await;
    for name in ["ada", "ben"] {
        let mut browser = stage.signed_in(name).await;
        let form = browser.get(ASK).await;
        let (token, place) = (form.value("csrf").unwrap(), form.value("place").unwrap());
        let fields = [
            ("csrf", token.as_str()),
            ("place", place.as_str()),
            ("title", "T"),
        ];
        browser.post("/drafts", &fields).await;
    }
    let count = async |person: &crate::accounts::model::Person| {
        let mut conn = stage.store.read().await.unwrap();
        list_drafts(&mut conn, person.id()).await.unwrap().len()
    };
    assert_eq!((count(&ada).await, count(&ben).await), (1, 1));
    delete_account(&stage, &Viewer::System, ben.id(), "")
        .await
        .unwrap();
    let jobs = crate::server::jobs();
    run_pending(&stage.data, &jobs).await.unwrap();
    assert_eq!((count(&ada).await, count(&ben).await), (1, 0));
    for (days, left) in [(179, 1), (2, 0)] {
        stage.clock.advance(TimeDelta::days(days));
        let mut tx = stage.store.begin().await.unwrap();
        enqueue(&mut tx, &stage, &Forget {}).await.unwrap();
        tx.commit().await.unwrap();
        run_pending(&stage.data, &jobs).await.unwrap();
        assert_eq!(count(&ada).await, left, "after {days} days more");
    }
}
