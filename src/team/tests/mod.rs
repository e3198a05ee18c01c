//! Appeals and the team room, through the pages.

use crate::accounts::model::Person;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::model::Community;
use crate::membership::actions::appoint;
use crate::moderation::actions::{BanOrder, Grounds, ban, remove};
use crate::moderation::model::Target;
use crate::posts::tests::stage::{Stage, refused};
use axum::http::StatusCode;

/// Sends a form that the page does not show any more.
async fn send(browser: &mut Browser, page: &Answer, path: &str, fields: &[(&str, &str)]) -> Answer {
    let token = page.value_anywhere("csrf").unwrap();
    let mut all = vec![("csrf", token.as_str())];
    all.extend(fields);
    browser.post(path, &all).await
}

/// Ada convenes, and Max moderates.
async fn luthiers(stage: &Stage) -> (Person, Person, Community) {
    let (ada, max) = (stage.member("ada").await, stage.member("max").await);
    let place = stage.community(&ada, "luthiers").await;
    appoint(&stage.app, &ada, &place, &max).await.unwrap();
    (ada, max, place)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appeal_is_made_once_decided_by_somebody_else_and_undoes_the_act() {
    let stage = Stage::new().await;
    let (_ada, max, place) = luthiers(&stage).await;
    let ben = stage.member("ben").await;
    stage.member("cem").await;
    let thread = stage.ask(&ben, &place, "Cheap bows").await;
    let (what, why) = (Target::Post(thread.id), Grounds::from("Trade"));
    remove(&stage.app, &max, what, &why).await.unwrap();

    // From the notice to the form; nobody else has one.
    let mut author = stage.signed_in("ben").await;
    let notices = author.get("/notifications").await;
    let appeal = notices.links("Appeal against this").remove(0);
    let log = author.get("/c/luthiers/modlog").await;
    assert_eq!(log.links("Appeal"), [appeal.clone()]);
    for name in ["cem", "max"] {
        let mut other = stage.signed_in(name).await;
        assert_eq!(other.get(&appeal).await.status, StatusCode::NOT_FOUND);
        let log = other.get("/c/luthiers/modlog").await;
        assert!(!log.has(&appeal), "{name}");
    }
    let page = author.get(&appeal).await;
    assert!(page.has("Trade") && page.has("A thread was removed"));
    let empty = author.fill_in(&appeal, &[("body", " ")]).await;
    assert_eq!(
        (empty.status, empty.wrong()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["body".to_owned()])
    );
    let words = [("body", "I asked what they are worth.")];
    let made = author.submit(&page, &appeal, &words).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let twice = author.submit(&page, &appeal, &words).await;
    assert_eq!(twice.status, StatusCode::FORBIDDEN);
    assert!(author.get(&appeal).await.has("not decided yet"));

    // It is among what waits, and not for whoever acted to decide.
    let mut actor = stage.signed_in("max").await;
    let list = actor.get("/c/luthiers/appeals").await;
    assert!(list.has("I asked what they are worth."));
    let path = list.links("A thread was removed in").remove(0);
    let page = actor.get(&path).await;
    assert!(page.has("Somebody else of the team decides"));
    let verdict = [("ruling", "upheld"), ("message", "It stands.")];
    let own = send(&mut actor, &page, &path, &verdict).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "{}", own.body);
    assert!(own.has("Somebody else of the team decides"));

    let mut convener = stage.signed_in("ada").await;
    let page = convener.get(&path).await;
    assert!(page.has("Trade") && page.has("@max"));
    let verdict = [("ruling", "reversed"), ("message", "You are right.")];
    let decided = convener.submit(&page, &path, &verdict).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
    let thread = stage.visitor().get(&thread.path()).await;
    assert_eq!(thread.status, StatusCode::OK);
    let log = stage.visitor().get("/c/luthiers/modlog").await;
    assert!(log.has("reversed on appeal") && log.has("Taken back on appeal"));
    let page = author.get(&appeal).await;
    assert!(page.has("it was taken back") && page.has("You are right."));
    let notices = author.get("/notifications").await;
    assert!(notices.has("has been decided"));

    // For good.
    let again = convener.get(&path).await;
    let late = send(&mut convener, &again, &path, &verdict).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);
    assert!(late.has("decided already, for good"));
    let waiting = convener.get("/c/luthiers/appeals").await;
    assert!(waiting.has("There is none."));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_banned_appeals_and_writes_nothing_else_to_the_team() {
    let stage = Stage::new().await;
    let (_ada, max, place) = luthiers(&stage).await;
    let ben = stage.member("ben").await;
    let order = BanOrder {
        reason: "Rude".to_owned(),
        ..BanOrder::default()
    };
    ban(&stage.app, &max, place.id(), &ben, &order)
        .await
        .unwrap();
    let mut banned = stage.signed_in("ben").await;
    let page = banned.get("/c/luthiers/contact").await;
    let appeal = page.links("Appeal against the ban").remove(0);
    let words = [("body", "Hello")];
    let written = send(&mut banned, &page, "/c/luthiers/contact", &words).await;
    assert_eq!(written.status, StatusCode::FORBIDDEN);
    let made = banned.fill_in(&appeal, &[("body", "It was a joke.")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);

    let mut convener = stage.signed_in("ada").await;
    let talks = convener.get("/c/luthiers/team").await;
    assert!(talks.has("There is none."));
    let list = convener.get("/c/luthiers/appeals").await;
    let path = list.links("A ban from").remove(0);
    let missing = convener.fill_in(&path, &[("ruling", "upheld")]).await;
    assert_eq!(missing.wrong(), ["message"]);
    let verdict = [("ruling", "upheld"), ("message", "It was none.")];
    let page = convener.get(&path).await;
    let decided = convener.submit(&page, &path, &verdict).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
    assert!(banned.get(&appeal).await.has("it stands"));
    let bans = convener.get("/c/luthiers/bans").await;
    assert!(bans.has("@ben"), "still banned");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_else_can_decide_whoever_acted_does() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ben, &place, "Cheap bows").await;
    let (what, why) = (Target::Post(thread.id), Grounds::from("Trade"));
    remove(&stage.app, &ada, what, &why).await.unwrap();
    let mut author = stage.signed_in("ben").await;
    let notices = author.get("/notifications").await;
    let appeal = notices.links("Appeal against this").remove(0);
    author.fill_in(&appeal, &[("body", "No trade.")]).await;
    let mut convener = stage.signed_in("ada").await;
    let list = convener.get("/c/luthiers/appeals").await;
    let path = list.links("A thread was removed in").remove(0);
    let page = convener.get(&path).await;
    let verdict = [("ruling", "reversed"), ("message", "Right.")];
    let decided = convener.submit(&page, &path, &verdict).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
    let back = stage.visitor().get(&thread.path()).await;
    assert_eq!(back.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_to_the_team_is_read_by_all_of_it_and_answered_as_one() {
    let stage = Stage::new().await;
    luthiers(&stage).await;
    for name in ["ben", "cem"] {
        stage.member(name).await;
    }
    let contact = "/c/luthiers/contact";
    let mut ben = stage.signed_in("ben").await;
    let about = ben.get("/c/luthiers/about").await;
    assert_eq!(about.links("Write to the team"), [contact]);
    let sent = ben.fill_in(contact, &[("body", "May I post ads?")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);

    let mut cem = stage.signed_in("cem").await;
    let team = "/c/luthiers/team";
    assert_eq!(cem.get(team).await.status, StatusCode::FORBIDDEN);
    assert!(!cem.get(contact).await.has("May I post ads?"));
    for name in ["ada", "max"] {
        let mut one = stage.signed_in(name).await;
        let notices = one.get("/notifications").await;
        assert!(notices.has("wrote to the team"), "{name}");
        assert!(one.get(team).await.has("May I post ads?"), "{name}");
    }
    let mut max = stage.signed_in("max").await;
    let path = max.get(team).await.links("@ben").remove(0);
    assert_eq!(cem.get(&path).await.status, StatusCode::FORBIDDEN);
    let page = max.get(&path).await;
    let empty = max.submit(&page, &path, &[("act", "answer")]).await;
    assert_eq!(empty.wrong(), ["body"]);
    let answer = [("act", "answer"), ("body", "On Sundays.")];
    let answered = max.submit(&page, &path, &answer).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);

    // Whoever asked does not learn who of them it was; they do.
    let page = ben.get(contact).await;
    assert!(page.has("On Sundays.") && page.has("The team"));
    assert!(!page.has("@max"));
    let mut ada = stage.signed_in("ada").await;
    let page = ada.get(&path).await;
    assert!(page.has("@max, for the team") && page.has("with @max"));
    let closed = ada.submit(&page, &path, &[("act", "close")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    assert!(ada.get(team).await.has("There is none."));
    let list = ada.get("/c/luthiers/team?closed=yes").await;
    assert!(list.has("@ben"));

    // Writing again opens it.
    ben.fill_in(contact, &[("body", "Thanks")]).await;
    assert!(ada.get(team).await.has("Thanks"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_floods_a_team() {
    let stage = Stage::new().await;
    luthiers(&stage).await;
    stage.member("ben").await;
    let contact = "/c/luthiers/contact";
    let mut ben = stage.signed_in("ben").await;
    for _ in 0..20 {
        let sent = ben.fill_in(contact, &[("body", "Hello")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    let more = ben.fill_in(contact, &[("body", "Hello")]).await;
    assert_eq!(more.status, StatusCode::FORBIDDEN);
    assert!(refused(&more).contains("a lot for one day"));
}
