//! Silencing somebody, by a moderator of the server.

use crate::accounts::model::{Person, ServerRole};
use crate::accounts::queries::find_person;
use crate::accounts::tests::browser::Browser;
use crate::communities::model::Community;
use crate::communities::tests::belongs;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;

async fn now(stage: &Stage, person: &Person) -> Person {
    let mut conn = stage.app.store.read().await.unwrap();
    find_person(&mut conn, person.id()).await.unwrap()
}

async fn press(browser: &mut Browser, path: &str) {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    let answer = browser.submit(&page, path, &[]).await;
    assert_eq!(answer.location(), "/admin/accounts", "{}", answer.body);
}

/// A thread of this person that names cem.
async fn names_cem(stage: &Stage, who: &Person, place: &Community, title: &str) {
    let draft = ThreadDraft {
        title: title.to_owned(),
        body: "What do you say, @cem@guild.example?".to_owned(),
        ..ThreadDraft::default()
    };
    let who = now(stage, who).await;
    let kind = ThreadKind::Question;
    start_thread(&stage.app, &who, place.id(), kind, &draft)
        .await
        .unwrap();
}

async fn is_told(stage: &Stage, name: &str, title: &str) -> bool {
    let mut browser = stage.signed_in(name).await;
    browser.get("/notifications").await.has(title)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_silenced_is_heard_where_they_belong_and_by_who_wants_to() {
    let stage = Stage::new().await;
    stage.account("max", ServerRole::Moderator).await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let (_cem, dan) = (stage.member("cem").await, stage.member("dan").await);
    let place = stage.community(&ada, "luthiers").await;
    let bridges = stage.ask(&dan, &place, "Bridges?").await;
    let mut max = stage.signed_in("max").await;
    press(&mut max, &format!("/admin/accounts/{}/silence", ben.id())).await;
    assert!(max.get("/admin/log").await.has("@max silenced @ben."));

    // Where they are no member.
    names_cem(&stage, &ben, &place, "Pegs?").await;
    let page = "/c/luthiers";
    assert!(!stage.visitor().get(page).await.has("Pegs?"), "held");
    let desk = stage.signed_in("ada").await.get("/c/luthiers/desk").await;
    assert!(desk.has("Pegs?") && desk.has("have silenced its author"));
    assert!(!is_told(&stage, "cem", "Pegs?").await);

    // Where they are one.
    belongs(&stage.app, &place, &ben).await;
    names_cem(&stage, &ben, &place, "Strings?").await;
    assert!(stage.visitor().get(page).await.has("Strings?"));
    assert!(!is_told(&stage, "cem", "Strings?").await, "a stranger");
    let silenced = now(&stage, &ben).await;
    stage.reply(&silenced, &bridges, None, "Maple.").await;
    assert!(is_told(&stage, "dan", "Bridges?").await, "dan takes part");

    press(&mut max, &format!("/admin/accounts/{}/unsilence", ben.id())).await;
    names_cem(&stage, &ben, &place, "Bows?").await;
    assert!(is_told(&stage, "cem", "Bows?").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn moderators_of_the_server_see_what_concerns_people_and_nothing_else() {
    let stage = Stage::new().await;
    stage.account("max", ServerRole::Moderator).await;
    stage.account("olga", ServerRole::Admin).await;
    let ben = stage.member("ben").await;
    let mut max = stage.signed_in("max").await;
    for path in [
        "/admin",
        "/admin/accounts",
        "/admin/applications",
        "/admin/log",
    ] {
        let page = max.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let tabs = page.texts(".tabs a");
        assert_eq!(tabs, ["Overview", "Accounts", "Requests", "Log"], "{path}");
    }
    for path in [
        "/admin/settings",
        "/admin/entrance",
        "/admin/peers",
        "/admin/queues",
        "/admin/mails",
        "/admin/communities",
        "/admin/screening",
        "/admin/notices",
        "/admin/closing",
        "/admin/looks",
        "/admin/accounts/new",
        &format!("/admin/accounts/{}/delete", ben.id()),
        &format!("/admin/accounts/{}/admin", ben.id()),
        &format!("/admin/accounts/{}/password", ben.id()),
    ] {
        let page = max.get(path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
    }
    let list = max.get("/admin/accounts").await;
    assert!(!list.has("ben@mail.example"), "no addresses");
    assert!(!list.has("/delete\"") && list.has("/suspend\""));
    let mut olga = stage.signed_in("olga").await;
    assert!(olga.get("/admin/accounts").await.has("ben@mail.example"));
    let path = format!("/admin/accounts/{}/delete", ben.id());
    let csrf = max.get("/admin").await.value_anywhere("csrf").unwrap();
    let sent = [("csrf", csrf.as_str()), ("name", "ben")];
    let refused = max.post(&path, &sent).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
