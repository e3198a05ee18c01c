//! The page for joining a community of another Guildhall server: how often that server is asked.

use crate::activitypub::fake_http::Reply;
use crate::activitypub::peers::ensure_peer;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{actor, said, serve};
use crate::membership::actions::{join_elsewhere, settle_join};
use crate::membership::terms::{Request, Verdict};
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;

const WOOD: &str = "https://hall.test/c/wood";
const JOIN: &str = "/c/wood@hall.test/join";

/// How often the community's server was asked for it.
fn asked(stage: &Stage) -> usize {
    let sent = stage.http.sent();
    let of_it = sent.iter().filter(|sent| sent.url.as_str() == WOOD);
    of_it.count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_elsewhere_is_asked_once_for_all_who_look_and_never_for_visitors() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    let mut group = actor(WOOD, "Group", "wood");
    group["membershipTerms"] = json!({
        "type": "MembershipTerms", "joinPolicy": "application",
        "rules": ["Name your sources."], "rulesHash": "abc", "questions": [], "note": "",
    });
    serve(&stage.http, &group);
    let wood = resolve_actor(&stage.app, WOOD, FRESH).await.unwrap();
    let wood = wood.community().unwrap();
    let mut tx = stage.store.begin().await.unwrap();
    let now = stage.app.now();
    ensure_peer(&mut tx, "hall.test", now).await.unwrap();
    tx.commit().await.unwrap();
    set_software(&stage.app, "hall.test", "guildhall").await;

    let before = asked(&stage);
    let visitor = stage.visitor().get(JOIN).await;
    assert_eq!(visitor.status, StatusCode::OK);
    assert!(!visitor.has("Name your sources."));
    assert_eq!(asked(&stage), before);
    let mut one = stage.signed_in("ada").await;
    let mut other = stage.signed_in("ben").await;
    for _ in 0..2 {
        for browser in [&mut one, &mut other] {
            let page = browser.get(JOIN).await;
            assert!(page.has("Name your sources."), "{}", page.body);
        }
    }
    assert_eq!(asked(&stage), before + 1);
    stage.clock.advance(TimeDelta::minutes(5));
    other.get(JOIN).await;
    assert_eq!(asked(&stage), before + 2, "it may have changed");

    // A refusal may mean that the rules have.
    let request = Request {
        rules_agreed: "abc".into(),
        answers: Vec::new(),
        invitation: None,
    };
    join_elsewhere(&stage.app, &ada, &wood, &request)
        .await
        .unwrap();
    let joins = said(&stage.app).await.into_iter();
    let join = joins.rev().find(|act| act["type"] == "Join").unwrap();
    let id = join["id"].as_str().unwrap();
    let refusal = Verdict::refusal("They have changed.");
    settle_join(&stage.app, &ada, &wood, id, &refusal)
        .await
        .unwrap();
    one.get(JOIN).await;
    assert_eq!(asked(&stage), before + 3);

    // Nor is a server asked again at once that says nothing of it.
    stage.http.answer(WOOD, Reply::status(404));
    stage.clock.advance(TimeDelta::minutes(5));
    for _ in 0..3 {
        let page = other.get(JOIN).await;
        assert!(page.has("Its server does not answer now."));
    }
    assert_eq!(asked(&stage), before + 4);
}
