//! What other servers fetch and are sent of somebody who left without their name.

use super::leaving::Place;
use crate::accounts::model::Person;
use crate::activitypub::send::send_pending;
use crate::communities::actions::receive_follow_of_person;
use crate::communities::tests::follows::{follow_from, set_software};
use crate::communities::tests::{belongs, known, said};
use crate::posts::actions::{ThreadDraft, accept_answer, delete_thread, edit_reply, edit_thread};
use crate::posts::model::{Comment, Post};
use crate::posts::tests::world::draft;
use crate::voting::actions::vote_on_post;
use axum::http::StatusCode;
use serde_json::{Value, json};

const FORMER: &str = "https://guild.example/u/former-member";
const INBOX: &str = "https://b.test/u/cid/inbox";
/// In every address of ben's.
const BEN: &str = "/u/ben";

/// Somebody of another server follows the community and ben, and has heard all that was said so far.
async fn reader(place: &Place) -> Person {
    let app = &place.stage.app;
    let reader = known(app, "https://b.test/u/cid", "Person", "cid").await;
    let reader = reader.person().unwrap();
    follow_from(app, &reader.actor, &place.community, "1").await;
    receive_follow_of_person(app, &reader.actor, &place.ben, "https://b.test/f/1")
        .await
        .unwrap();
    // It takes what is wrapped, and knows accepted answers.
    set_software(app, "b.test", "piefed").await;
    send_pending(app).await.unwrap();
    app.http.forget();
    reader
}

/// ben asks, changes it, is answered and accepts that; and answers ada, who accepts that and replies.
async fn talk(place: &Place) -> (Post, Comment) {
    let (stage, ada, ben) = (&place.stage, &place.ada, &place.ben);
    let asked = stage.ask(ben, &place.community, "Which varnish?").await;
    let other = ThreadDraft {
        title: "Which varnish now?".into(),
        body: "Other words.".into(),
        ..ThreadDraft::default()
    };
    edit_thread(stage, ben, asked.id, &other).await.unwrap();
    let oil = stage.reply(ada, &asked, None, "Oil.").await;
    edit_reply(stage, ada, oil.id, &draft("Oil varnish."))
        .await
        .unwrap();
    accept_answer(stage, ben, asked.id, oil.id).await.unwrap();
    vote_on_post(stage, ada, asked.id, 1).await.unwrap();
    let bow = stage.ask(ada, &place.community, "Which bow?").await;
    let wood = stage.reply(ben, &bow, None, "Pernambuco.").await;
    accept_answer(stage, ada, bow.id, wood.id).await.unwrap();
    stage.reply(ada, &bow, Some(&wood), "Thanks.").await;
    (asked, oil)
}

fn names_ben(activity: &Value) -> bool {
    let text = activity.to_string();
    text.contains(BEN) || text.contains("@ben@")
}

/// What was said of threads and replies.
async fn said_of_things(place: &Place) -> Vec<Value> {
    let mut said = said(&place.stage.app).await;
    let kinds = ["Create", "Update", "Announce", "Like", "ChooseAnswer"];
    said.retain(|each| kinds.iter().any(|kind| each["type"] == *kind));
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn no_activity_is_served_with_the_name_of_who_took_it_along() {
    let mut place = Place::new().await;
    reader(&place).await;
    let (asked, oil) = talk(&place).await;
    let before = said_of_things(&place).await;
    let kinds = ["Create", "Update", "Announce", "Like", "ChooseAnswer"];
    for kind in kinds {
        let mut of_kind = before.iter().filter(|each| each["type"] == kind);
        assert!(of_kind.any(names_ben), "{kind}");
    }
    place.leave("anonymise", "").await;
    let after = said_of_things(&place).await;
    assert_eq!(after.len(), before.len(), "and nothing new is said");
    let mut server = place.stage.visitor();
    let accept = "application/activity+json".to_owned();
    server.headers.push(("accept", accept));
    for each in &after {
        let id = each["id"].as_str().unwrap();
        let path = id.strip_prefix("https://guild.example").unwrap();
        let served = server.get(path).await;
        assert_eq!(served.status, StatusCode::OK, "{each:#}");
        let served: Value = serde_json::from_str(&served.body).unwrap();
        assert!(!names_ben(&served), "{served:#}");
    }
    let create = async |id: &str| {
        let path = format!("/activities/create/{id}");
        let body = place.stage.visitor().get(&path).await.body;
        serde_json::from_str::<Value>(&body).unwrap()
    };
    let own = create(&asked.public_id).await;
    assert_eq!(own["actor"], FORMER);
    assert_eq!(own["object"]["attributedTo"], FORMER);
    assert_eq!(own["cc"], json!([format!("{FORMER}/followers")]));
    let reply = create(&oil.public_id).await;
    assert_eq!(reply["actor"], place.ada.actor.ap_id);
    assert!(reply["cc"].as_array().unwrap().contains(&json!(FORMER)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_other_servers_goes_without_the_name() {
    let mut place = Place::new().await;
    reader(&place).await;
    let (asked, _) = talk(&place).await;
    place.leave("anonymise", "").await;
    let app = &place.stage.app;
    send_pending(app).await.unwrap();
    let heard = app.http.posted_to(INBOX);
    for each in &heard {
        assert!(!names_ben(each), "{each:#}");
    }
    let is_create = |each: &Value| each["type"] == "Create" && each["object"]["id"] == asked.ap_id;
    let direct = heard.iter().find(|each| is_create(each)).unwrap();
    assert_eq!(direct["actor"], FORMER);
    let announced = heard.iter().find(|each| is_create(&each["object"]));
    assert_eq!(announced.unwrap()["object"]["actor"], FORMER);
    // Whoever is named signs it.
    let sent = app.http.sent().into_iter();
    let mut sent = sent.filter(|each| each.method == axum::http::Method::POST);
    let direct = sent.find(|each| is_create(&each.json())).unwrap();
    let signature = direct.headers["signature"].to_str().unwrap();
    assert!(signature.contains("former-member"), "{signature}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_deleted_is_still_said_to_be_and_served_to_nobody() {
    let mut place = Place::new().await;
    reader(&place).await;
    let asked = place.stage.ask(&place.ben, &place.community, "Which pins?");
    let asked = asked.await;
    let app = &place.stage.app;
    send_pending(app).await.unwrap();
    app.http.forget();
    // Neither the edit nor the deletion has been sent.
    let other = ThreadDraft {
        title: "Which pins now?".into(),
        body: "Other words.".into(),
        ..ThreadDraft::default()
    };
    edit_thread(app, &place.ben, asked.id, &other)
        .await
        .unwrap();
    delete_thread(app, &place.ben, asked.id).await.unwrap();
    place.leave("anonymise", "").await;
    let app = &place.stage.app;
    let said = said(app).await;
    let about = |each: &&Value| {
        let text = each.to_string();
        text.contains(&asked.ap_id) && names_ben(each)
    };
    let mut server = place.stage.visitor();
    let kept: Vec<&Value> = said.iter().filter(about).collect();
    assert!(kept.iter().any(|each| each["type"] == "Delete"));
    for each in kept {
        let id = each["id"].as_str().unwrap();
        let path = id.strip_prefix("https://guild.example").unwrap();
        let served = server.get(path).await;
        assert_eq!(served.status, StatusCode::NOT_FOUND, "{each:#}");
    }
    send_pending(app).await.unwrap();
    let heard = app.http.posted_to(INBOX);
    let kinds: Vec<&str> = heard
        .iter()
        .map(|each| match each["type"] == "Announce" {
            true => &each["object"]["type"],
            false => &each["type"],
        })
        .filter_map(Value::as_str)
        .collect();
    assert!(!kinds.is_empty());
    assert!(kinds.iter().all(|kind| *kind == "Delete"), "{kinds:?}");
    // Nobody but whom they know as the author is believed.
    assert!(heard.iter().all(names_ben), "{heard:#?}");
}

/// `_` stands for any character where texts are looked for.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_only_looks_alike_is_left_alone() {
    let mut place = Place::new().await;
    reader(&place).await;
    let (leaves, stays) = (
        place.stage.member("a_b").await,
        place.stage.member("axb").await,
    );
    belongs(&place.stage.app, &place.community, &leaves).await;
    let asked = place.stage.ask(&leaves, &place.community, "Which pegs?");
    let asked = asked.await;
    vote_on_post(&place.stage, &stays, asked.id, 1)
        .await
        .unwrap();
    place.browser = place.stage.signed_in("a_b").await;
    // Its jobs come to an end, though what was found has not been sent.
    place.leave("anonymise", "").await;
    let said = said(&place.stage.app).await;
    let mut likes = said.iter().filter(|each| each["type"] == "Like");
    assert!(likes.any(|each| each["actor"] == stays.actor.ap_id));
    assert!(!said.iter().any(|each| each.to_string().contains("/u/a_b")));
}
