//! Standing, from what people do to what is shown.

use super::actions::{recompute_standing, weigh_due};
use super::queries::list_sums;
use crate::accounts::actions::delete_account;
use crate::accounts::model::{Person, Viewer};
use crate::communities::model::Community;
use crate::jobs::run_pending;
use crate::posts::actions::{
    ThreadDraft, accept_answer, delete_reply, start_thread, unaccept_answer,
};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::tests::stage::Stage;
use crate::server;
use crate::voting::actions::vote_on_comment;
use axum::http::StatusCode;

/// Tag (empty for the community) and points, by name.
async fn sums(stage: &Stage, who: &Person, place: &Community) -> Vec<(String, i32)> {
    weigh_due(stage).await.unwrap();
    kept(stage, who, place).await
}

async fn kept(stage: &Stage, who: &Person, place: &Community) -> Vec<(String, i32)> {
    let mut conn = stage.store.read().await.unwrap();
    let all = list_sums(&mut conn, place.id(), who.id()).await.unwrap();
    let mut all: Vec<_> = all.into_iter().map(|sum| (sum.tag, sum.points)).collect();
    all.sort();
    all
}

fn both(points: i32) -> Vec<(String, i32)> {
    vec![(String::new(), points), ("glue".to_owned(), points)]
}

async fn question(stage: &Stage, who: &Person, place: &Community, title: &str) -> Post {
    let draft = ThreadDraft {
        title: title.to_owned(),
        tags: vec!["glue".to_owned()],
        ..ThreadDraft::default()
    };
    start_thread(stage, who, place.id(), ThreadKind::Question, &draft)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_earn_standing_and_deleting_them_takes_it() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let asked = question(&stage, &ada, &place, "Which glue?").await;
    let answer = stage.reply(&ben, &asked, None, "Hide glue.").await;
    assert_eq!(sums(&stage, &ben, &place).await, both(0));
    vote_on_comment(&stage, &ada, answer.id, 1).await.unwrap();
    accept_answer(&stage, &ada, asked.id, answer.id)
        .await
        .unwrap();
    assert_eq!(sums(&stage, &ben, &place).await, both(17));
    recompute_standing(&stage).await.unwrap();
    assert_eq!(kept(&stage, &ben, &place).await, both(17));

    unaccept_answer(&stage, &ada, asked.id).await.unwrap();
    assert_eq!(sums(&stage, &ben, &place).await, both(2));
    delete_reply(&stage, &ben, answer.id).await.unwrap();
    assert!(sums(&stage, &ben, &place).await.is_empty());
    stage.reply(&ben, &asked, None, "Hide glue!").await;
    assert_eq!(sums(&stage, &ben, &place).await, both(0));
    assert_eq!(weigh_due(&stage).await.unwrap(), 0, "nothing is left over");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gains_by_accepting_themselves() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let asked = question(&stage, &ada, &place, "Which glue?").await;
    let answer = stage.reply(&ada, &asked, None, "Mine.").await;
    accept_answer(&stage, &ada, asked.id, answer.id)
        .await
        .unwrap();
    assert_eq!(sums(&stage, &ada, &place).await, both(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn standing_is_shown_beside_answers_and_to_oneself_line_by_line() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let mut last = None;
    for title in ["Which glue?", "Which other glue?"] {
        let asked = question(&stage, &ada, &place, title).await;
        let answer = stage.reply(&ben, &asked, None, "Hide glue.").await;
        accept_answer(&stage, &ada, asked.id, answer.id)
            .await
            .unwrap();
        last = Some(asked);
    }
    assert_eq!(sums(&stage, &ben, &place).await, both(30));
    let mut browser = stage.signed_in("ben").await;
    let path = last.unwrap().path();
    let page = browser.get(&path).await;
    assert!(page.body.contains("30 points in glue"), "{}", page.body);
    let own = browser.get("/c/luthiers/standing").await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(own.body.contains("accepted: +15"), "{}", own.body);

    delete_account(&stage, &Viewer::System, ben.id(), "")
        .await
        .unwrap();
    run_pending(&stage.data, &server::jobs()).await.unwrap();
    weigh_due(&stage).await.unwrap();
    assert!(kept(&stage, &ben, &place).await.is_empty());
}
