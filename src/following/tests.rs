//! Following and saving, through actions and pages.

use super::actions::{choose_tag, follow_person, follow_thread, save};
use super::model::TagChoice;
use super::queries::{count_of, list_watches};
use crate::accounts::actions::delete_account;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::tests::browser::Browser;
use crate::communities::actions::follow;
use crate::communities::model::ReadPolicy;
use crate::communities::queries::tags::tag_by_name;
use crate::error::Error;
use crate::jobs::run_pending;
use crate::membership::actions::{CommunityForm, leave};
use crate::membership::model::Role;
use crate::membership::queries::admit;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::actions::{ThreadDraft, delete_thread, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::{Listing, Scope, Sort, list_threads};
use crate::posts::tests::stage::Stage;
use crate::server;
use crate::store::Turn;
use axum::http::StatusCode;
use chrono::TimeDelta;

async fn work(stage: &Stage) {
    run_pending(&stage.data, &server::jobs()).await.unwrap();
}

/// What somebody was told, the latest first.
async fn told(stage: &Stage, who: &Person) -> Vec<NoticeKind> {
    let mut conn = stage.store.read().await.unwrap();
    let found = list_notices(&mut conn, who.id(), Turn::First, 50).await;
    found
        .unwrap()
        .rows
        .iter()
        .map(|notice| notice.kind)
        .collect()
}

async fn tagged(
    stage: &Stage,
    who: &Person,
    place: &crate::communities::model::Community,
    title: &str,
    tag: &str,
) -> Post {
    let draft = ThreadDraft {
        title: title.to_owned(),
        tags: vec![tag.to_owned()],
        ..ThreadDraft::default()
    };
    start_thread(stage, who, place.id(), ThreadKind::Question, &draft)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_follows_is_told_once_and_until_they_end_it() {
    let stage = Stage::new().await;
    let (ada, ben, cem) = (
        stage.member("ada").await,
        stage.member("ben").await,
        stage.member("cem").await,
    );
    let place = stage.community(&ada, "luthiers").await;
    let thread = tagged(&stage, &ada, &place, "Which glue?", "glue").await;
    let mut browser = stage.signed_in("cem").await;
    let page = browser.get(&thread.path()).await;
    let follow = format!("{}/follow", thread.path());
    let done = browser.submit(&page, &follow, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(browser.get(&thread.path()).await.has("Unfollow"));
    // The author of the answer is followed, too: that is no second notice.
    follow_person(&stage, &cem, &ben, true).await.unwrap();
    stage.reply(&ben, &thread, None, "Hide glue.").await;
    work(&stage).await;
    assert_eq!(told(&stage, &cem).await, [NoticeKind::InFollowedThread]);
    assert_eq!(told(&stage, &ada).await, [NoticeKind::Answer]);
    assert!(told(&stage, &ben).await.is_empty(), "nobody learns of it");
    let list = browser.get("/following").await;
    assert!(
        list.has("Which glue?") && list.has(">ben<"),
        "{}",
        list.body
    );

    let id = {
        let mut conn = stage.store.read().await.unwrap();
        let rows = list_watches(&mut conn, cem.id(), Turn::First, 10).await;
        rows.unwrap().rows.last().unwrap().id
    };
    let end = format!("/following/{id}/end");
    let mut other = stage.signed_in("ben").await;
    let token = other.get("/settings").await.value("csrf").unwrap();
    let refused = other.post(&end, &[("csrf", &token)]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let ended = browser.submit(&list, &end, &[]).await;
    assert_eq!(ended.location(), "/following");
    stage.reply(&ada, &thread, None, "Or fish glue.").await;
    work(&stage).await;
    assert_eq!(told(&stage, &cem).await.len(), 1);
    // Of a person they are told still.
    stage.reply(&ben, &thread, None, "No.").await;
    work(&stage).await;
    let expected = [NoticeKind::ByFollowedPerson, NoticeKind::InFollowedThread];
    assert_eq!(told(&stage, &cem).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_are_followed_and_left_out_also_under_another_name() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    tagged(&stage, &ada, &place, "One?", "adhesive").await;
    let tag = {
        let mut conn = stage.store.read().await.unwrap();
        tag_by_name(&mut conn, place.id(), "adhesive")
            .await
            .unwrap()
    };
    let tag = tag.unwrap().id;
    choose_tag(&stage, &ben, tag, TagChoice::Follow)
        .await
        .unwrap();
    crate::posts::actions::merge_tag(&stage, &ada, &place, "adhesive", "glue")
        .await
        .unwrap();
    work(&stage).await;
    let two = tagged(&stage, &ada, &place, "Two?", "glue").await;
    tagged(&stage, &ada, &place, "Three?", "wood").await;
    work(&stage).await;
    assert_eq!(told(&stage, &ben).await, [NoticeKind::InFollowedTag]);

    choose_tag(&stage, &ben, tag, TagChoice::Mute)
        .await
        .unwrap();
    let viewer = Viewer::Account {
        id: ben.id(),
        admin: false,
    };
    let titles = async |scope: Scope, tag: Option<&str>| {
        let listing = Listing {
            tag: tag.map(str::to_owned),
            ..Listing::new(scope, Sort::New)
        };
        let mut conn = stage.store.read().await.unwrap();
        let found = list_threads(&mut conn, &viewer, &listing, Turn::First, 10).await;
        let rows = found.unwrap().rows.into_iter();
        rows.map(|row| row.title).collect::<Vec<_>>()
    };
    assert_eq!(titles(Scope::All, None).await, ["Three?"]);
    assert_eq!(titles(Scope::Community(place.id()), None).await, ["Three?"]);
    let asked = titles(Scope::Community(place.id()), Some("glue")).await;
    assert_eq!(asked.len(), 2, "whoever asks for it sees it: {asked:?}");
    assert_eq!(titles(Scope::Author(ada.id()), None).await.len(), 3);
    tagged(&stage, &ada, &place, "Four?", "glue").await;
    work(&stage).await;
    assert_eq!(told(&stage, &ben).await.len(), 1, "{two:?}");
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/c/luthiers/tag/glue").await;
    assert!(page.has("Show it in my lists again"), "{}", page.body);
    // Whoever does not know any more what they leave out finds it among all tags.
    let marks = "main ul.list .badge";
    let list = browser.get("/c/luthiers/tags").await;
    assert_eq!(list.texts(marks), ["left out of your lists"]);
    let list = stage.signed_in("ada").await.get("/c/luthiers/tags").await;
    assert!(list.texts(marks).is_empty(), "{}", list.body);
    let choice = "/c/luthiers/tag/glue/choice";
    let answer = browser.submit(&page, choice, &[("choice", "follow")]).await;
    assert_eq!(answer.location(), "/c/luthiers/tag/glue", "{}", answer.body);
    assert!(browser.get("/c/luthiers/tag/glue").await.has("Unfollow"));
    assert_eq!(titles(Scope::All, None).await.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_that_was_merged_is_followed_no_more_where_it_is_now() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    tagged(&stage, &ada, &place, "One?", "adhesive").await;
    let tag = {
        let mut conn = stage.store.read().await.unwrap();
        let found = tag_by_name(&mut conn, place.id(), "adhesive").await;
        found.unwrap().unwrap()
    };
    choose_tag(&stage, &ben, tag.id, TagChoice::Follow)
        .await
        .unwrap();
    crate::posts::actions::merge_tag(&stage, &ada, &place, "adhesive", "glue")
        .await
        .unwrap();
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/c/luthiers/tag/glue").await;
    assert!(page.has("Unfollow"), "{}", page.body);
    let choice = "/c/luthiers/tag/glue/choice";
    let ended = browser
        .submit(&page, choice, &[("choice", "neither")])
        .await;
    assert_eq!(ended.location(), "/c/luthiers/tag/glue", "{}", ended.body);
    let mut conn = stage.store.read().await.unwrap();
    assert_eq!(count_of(&mut conn, ben.id()).await.unwrap(), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_with_a_followed_tag_come_first_among_those_that_one_could_answer() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    follow(&stage, &ben, &place).await.unwrap();
    tagged(&stage, &ada, &place, "About glue", "glue").await;
    stage.clock.advance(TimeDelta::minutes(1));
    tagged(&stage, &ada, &place, "About wood", "wood").await;
    let mut browser = stage.signed_in("ben").await;
    let first = async |browser: &mut Browser| {
        let page = browser.get("/").await;
        assert_eq!(page.texts("#could"), ["You could answer these"]);
        page.texts(".row-title").remove(0)
    };
    assert_eq!(first(&mut browser).await, "About wood", "the newest");
    let tag = {
        let mut conn = stage.store.read().await.unwrap();
        tag_by_name(&mut conn, place.id(), "glue").await.unwrap()
    };
    choose_tag(&stage, &ben, tag.unwrap().id, TagChoice::Follow)
        .await
        .unwrap();
    assert_eq!(first(&mut browser).await, "About glue");
}

#[tokio::test(flavor = "multi_thread")]
async fn following_somebody_shows_nothing_that_one_does_not_read() {
    let stage = Stage::new().await;
    let (ada, ben, cem) = (
        stage.member("ada").await,
        stage.member("ben").await,
        stage.member("cem").await,
    );
    let form = CommunityForm {
        read: ReadPolicy::Members.to_string(),
        ..CommunityForm::default()
    };
    let inner = stage.open(&ada, "inner", form).await;
    let mut tx = stage.store.begin().await.unwrap();
    let now = stage.now();
    admit(&mut tx, inner.id(), ben.id(), Role::Member, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for who in [&ben, &cem] {
        follow_person(&stage, who, &ada, true).await.unwrap();
    }
    let thread = stage.ask(&ada, &inner, "Inside?").await;
    work(&stage).await;
    assert_eq!(told(&stage, &ben).await, [NoticeKind::ByFollowedPerson]);
    assert!(told(&stage, &cem).await.is_empty());
    // Whoever leaves reads no more, and is told no more.
    follow_thread(&stage, &ben, &thread, true).await.unwrap();
    leave(&stage, &ben, &inner, "").await.unwrap();
    stage.reply(&ada, &thread, None, "Still here.").await;
    work(&stage).await;
    assert_eq!(told(&stage, &ben).await.len(), 1);
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/following").await;
    assert!(page.has("cannot be read any more") && !page.has("Inside?"));
    let oneself = follow_person(&stage, &ada, &ada, true).await;
    assert!(matches!(oneself, Err(Error::Refused(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_left_is_not_told_what_a_tag_and_its_community_are_called_by_now() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let form = CommunityForm {
        read: ReadPolicy::Members.to_string(),
        ..CommunityForm::default()
    };
    let inner = stage.open(&ada, "inner", form).await;
    let mut tx = stage.store.begin().await.unwrap();
    let now = stage.now();
    admit(&mut tx, inner.id(), ben.id(), Role::Member, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    tagged(&stage, &ada, &inner, "When?", "merger").await;
    let tag = {
        let mut conn = stage.store.read().await.unwrap();
        let found = tag_by_name(&mut conn, inner.id(), "merger").await;
        found.unwrap().unwrap()
    };
    choose_tag(&stage, &ben, tag.id, TagChoice::Follow)
        .await
        .unwrap();
    let mut browser = stage.signed_in("ben").await;
    let list = async |browser: &mut crate::accounts::tests::browser::Browser| {
        let page = browser.get("/following").await;
        page.texts("main ul.list > li").join(" ")
    };
    let before = list(&mut browser).await;
    assert!(before.contains("merger") && before.contains("The inner"));
    leave(&stage, &ben, &inner, "").await.unwrap();
    let after = list(&mut browser).await;
    assert!(after.contains("cannot be read any more"), "{after}");
    assert!(
        !after.contains("merger") && !after.contains("inner"),
        "{after}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_is_for_its_owner_alone() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Which glue?").await;
    let answer = stage.reply(&ada, &thread, None, "Hide glue.").await;
    let mut browser = stage.signed_in("ben").await;
    let form = format!("/comment/{}/save", answer.public_id);
    let saved = browser.fill_in(&form, &[("note", "For the cello")]).await;
    assert_eq!(saved.location(), "/saved", "{}", saved.body);
    save(&stage, &ben, &thread, None, "").await.unwrap();
    assert_eq!(
        browser.get(&form).await.value("note").unwrap().trim(),
        "For the cello"
    );
    let again = browser.fill_in(&form, &[("note", "For the viola")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let list = browser.get("/saved").await;
    assert_eq!(list.texts("main ul.list > li").len(), 2, "{}", list.body);
    assert!(list.has("For the viola") && list.has("Hide glue.") && !list.has("cello"));
    let notes = list.links("Your note");
    assert!(notes.len() == 2 && notes.contains(&form), "{notes:?}");
    let long = "x".repeat(2_001);
    let refused = browser.fill_in(&form, &[("note", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["note"]);

    let mut other = stage.signed_in("ada").await;
    assert!(!other.get("/saved").await.has("viola"));
    let token = other.get("/settings").await.value("csrf").unwrap();
    for id in 1..=2 {
        let path = format!("/saved/{id}/remove");
        let refused = other.post(&path, &[("csrf", &token)]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
    }
    // What is gone leaves only the note.
    delete_thread(&stage, &ada, thread.id).await.unwrap();
    let list = browser.get("/saved").await;
    assert!(list.has("For the viola") && !list.has("Hide glue.") && !list.has("Which glue?"));
    assert!(list.links("Your note").is_empty());
    let removed = browser.submit(&list, "/saved/1/remove", &[]).await;
    assert_eq!(removed.location(), "/saved", "{}", removed.body);
    assert!(!browser.get("/saved").await.has("viola"));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_all_goes_with_the_account() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = tagged(&stage, &ada, &place, "Which glue?", "glue").await;
    follow_thread(&stage, &ben, &thread, true).await.unwrap();
    follow_person(&stage, &ben, &ada, true).await.unwrap();
    follow_person(&stage, &ada, &ben, true).await.unwrap();
    save(&stage, &ben, &thread, None, "Mine").await.unwrap();
    delete_account(&stage, &Viewer::System, ben.id(), "")
        .await
        .unwrap();
    work(&stage).await;
    let mut conn = stage.store.read().await.unwrap();
    assert_eq!(count_of(&mut conn, ben.id()).await.unwrap(), (0, 0));
    assert_eq!(count_of(&mut conn, ada.id()).await.unwrap(), (0, 0));
}
