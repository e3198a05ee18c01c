//! Following a search, through its page and the job that looks for what is new.

use crate::accounts::actions::delete_account;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::tests::browser::Browser;
use crate::app::testing::test_app_with;
use crate::communities::model::ReadPolicy;
use crate::jobs::run_pending;
use crate::mail::tests::sink::Sink;
use crate::mail::tests::{confirm, point_at, work};
use crate::membership::actions::CommunityForm;
use crate::membership::model::Role;
use crate::membership::queries::admit;
use crate::notifications::model::{Notice, NoticeKind};
use crate::notifications::queries::list_notices;
use crate::posts::tests::stage::Stage;
use crate::search::actions::{follow_search, keep_words_now, look_for_followed};
use crate::search::model::{FollowedRow, Listed};
use crate::search::policy::FOLLOWED_MAX;
use crate::search::queries::followed::list_followed;
use crate::server;
use crate::store::Turn;
use axum::http::StatusCode;
use chrono::TimeDelta;

/// Two looks: what was written before the first is told by the second.
async fn look(stage: &Stage) {
    keep_words_now(stage).await.unwrap();
    for _ in 0..2 {
        stage.clock.advance(TimeDelta::minutes(31));
        look_for_followed(stage).await.unwrap();
    }
}

async fn told(stage: &Stage, who: &Person) -> Vec<Notice> {
    let mut conn = stage.store.read().await.unwrap();
    let found = list_notices(&mut conn, who.id(), Turn::First, 50).await;
    let mut notices = found.unwrap().rows;
    notices.retain(|notice| notice.kind == NoticeKind::InFollowedSearch);
    notices
}

async fn followed(stage: &Stage, who: &Person) -> Vec<FollowedRow> {
    let mut conn = stage.store.read().await.unwrap();
    list_followed(&mut conn, who.id()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_follows_a_search_is_told_of_what_is_new_once_a_day() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    stage.ask(&ada, &place, "Which glue for spruce?").await;
    keep_words_now(&stage).await.unwrap();
    let page = stage.visitor().get("/search?q=glue").await;
    assert!(!page.has("/search/follow"), "visitors cannot be told");
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/search?q=glue").await;
    let done = browser.submit(&page, "/search/follow", &[]).await;
    assert_eq!(done.location(), "/search?q=glue", "{}", done.body);
    let page = browser.get("/search?q=glue").await;
    assert!(page.has("href=\"/following/searches\"") && !page.has("Follow this search"));
    look(&stage).await;
    assert!(told(&stage, &ben).await.is_empty(), "it was there before");

    stage.ask(&ada, &place, "Does fish glue hold?").await;
    stage.ask(&ada, &place, "Glue or screws?").await;
    stage.ask(&ada, &place, "Which wood?").await;
    look(&stage).await;
    let notices = told(&stage, &ben).await;
    assert_eq!(notices.len(), 1, "{notices:?}");
    let path = notices[0].path().unwrap();
    assert_eq!(path, "/search?q=glue+after%3A2026-06-01");
    let page = browser.get("/notifications").await;
    assert!(page.has("found by your search “glue”"), "{}", page.body);
    let page = browser.get(&path).await;
    assert_eq!(page.links("Does fish glue").len(), 1, "{}", page.body);

    stage.ask(&ada, &place, "How old may glue be?").await;
    look(&stage).await;
    assert_eq!(told(&stage, &ben).await.len(), 1, "once a day");
    stage.clock.advance(TimeDelta::days(1));
    look(&stage).await;
    assert_eq!(told(&stage, &ben).await.len(), 2);
    stage.ask(&ben, &place, "My own glue?").await;
    stage.clock.advance(TimeDelta::days(1));
    look(&stage).await;
    assert_eq!(
        told(&stage, &ben).await.len(),
        2,
        "nobody is told their own"
    );

    let id = followed(&stage, &ben).await[0].id;
    let end = format!("/following/searches/{id}/end");
    let mut other = stage.signed_in("ada").await;
    let token = other.get("/settings").await.value("csrf").unwrap();
    let refused = other.post(&end, &[("csrf", &token)]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let list = browser.get("/following/searches").await;
    let ended = browser.submit(&list, &end, &[]).await;
    assert_eq!(ended.location(), "/following/searches", "{}", ended.body);
    stage.ask(&ada, &place, "Yet another glue?").await;
    stage.clock.advance(TimeDelta::days(1));
    look(&stage).await;
    assert_eq!(told(&stage, &ben).await.len(), 2);
    let page = browser.get("/notifications").await;
    assert!(page.has("a search that you followed") && !page.has("your search"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_else_wrote_is_told_however_much_one_wrote_oneself() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    follow_search(&stage, &ada, "glue", Listed::Threads)
        .await
        .unwrap();
    stage.ask(&ben, &place, "Which glue for spruce?").await;
    for n in 0..21 {
        stage.clock.advance(TimeDelta::minutes(10));
        stage.ask(&ada, &place, &format!("Glue {n}")).await;
    }
    look(&stage).await;
    assert_eq!(told(&stage, &ada).await.len(), 1);
    assert!(told(&stage, &ben).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_followed_search_finds_nothing_that_its_follower_does_not_read() {
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
        follow_search(&stage, who, "varnish", Listed::Threads)
            .await
            .unwrap();
        follow_search(&stage, who, "  shellac ", Listed::Replies)
            .await
            .unwrap();
    }
    let thread = stage.ask(&ada, &inner, "Which varnish?").await;
    stage.reply(&ada, &thread, None, "Try shellac.").await;
    look(&stage).await;
    let paths: Vec<String> = told(&stage, &ben)
        .await
        .iter()
        .filter_map(Notice::path)
        .collect();
    assert_eq!(paths.len(), 2, "{paths:?}");
    let replies = "/search?q=shellac+after%3A2026-06-01&tab=replies";
    assert!(paths.iter().any(|path| path == replies), "{paths:?}");
    assert!(told(&stage, &cem).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_have_anything_new_is_not_followed_nor_more_than_some() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let mut browser = stage.signed_in("ada").await;
    for typed in ["glue+is%3Aaccepted", "glue+before%3A2026-01-01"] {
        let page = browser.get(&format!("/search?q={typed}")).await;
        assert!(!page.has("/search/follow"), "{typed}");
    }
    let token = browser.get("/settings").await.value("csrf").unwrap();
    let follow = async |browser: &mut Browser, q: &str| {
        let fields = [("csrf", token.as_str()), ("q", q), ("tab", "threads")];
        browser.post("/search/follow", &fields).await
    };
    let refused = follow(&mut browser, "glue is:accepted").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("What is new has no answers yet"));
    assert_eq!(refused.wrong(), ["q"]);
    for number in 0..FOLLOWED_MAX {
        let answer = follow(&mut browser, &format!("glue{number}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    // One that is followed already is no other.
    let answer = follow(&mut browser, " glue0 ").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let answer = follow(&mut browser, "one more").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.has("End one of them"), "{}", answer.body);
    assert_eq!(followed(&stage, &ada).await.len(), FOLLOWED_MAX);
}

#[tokio::test(flavor = "multi_thread")]
async fn followed_searches_go_with_the_account() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    for who in [&ada, &ben] {
        follow_search(&stage, who, "glue", Listed::Threads)
            .await
            .unwrap();
    }
    delete_account(&stage, &Viewer::System, ben.id(), "")
        .await
        .unwrap();
    run_pending(&stage.data, &server::jobs()).await.unwrap();
    assert!(followed(&stage, &ben).await.is_empty());
    assert_eq!(followed(&stage, &ada).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_confirmed_an_address_is_mailed_of_what_their_search_finds() {
    let sink = Sink::open().await;
    let app = test_app_with(|config| point_at(config, sink.port())).await;
    let stage = Stage::on(app).await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    confirm(&stage.app, ben.id()).await;
    for typed in ["glue", "varnish"] {
        follow_search(&stage, &ben, typed, Listed::Threads)
            .await
            .unwrap();
    }
    stage.ask(&ada, &place, "Which glue for spruce?").await;
    stage.ask(&ada, &place, "Which varnish for maple?").await;
    look(&stage).await;
    assert_eq!(told(&stage, &ben).await.len(), 2);
    // What nobody follows any more when the mail is to go is not told.
    let rows = followed(&stage, &ben).await;
    let gone = rows.iter().find(|row| row.typed == "varnish").unwrap().id;
    let mut browser = stage.signed_in("ben").await;
    let list = browser.get("/following/searches").await;
    let end = format!("/following/searches/{gone}/end");
    let ended = browser.submit(&list, &end, &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    work(&stage.app).await;
    let subject = "Something is new in what you follow";
    let mut mails = sink.mails();
    mails.retain(|mail| mail.subject() == subject);
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.to, ["ben@mail.example"]);
    let text = mail.text();
    assert!(text.contains("“glue”"), "{text}");
    assert!(mail.link("/search").contains("/search?q=glue"), "{text}");
    assert!(mail.header("List-Unsubscribe").is_some());
}
