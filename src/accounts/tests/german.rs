//! Getting in and one's settings, for somebody whose browser asks for German.

use super::browser::Browser;
use super::{PASSWORD, make, open_registration};
use crate::accounts::actions::ensure_server_actors;
use crate::accounts::model::ServerRole;
use crate::app::testing::{TestApp, test_app};
use axum::http::StatusCode;

async fn german() -> (TestApp, Browser) {
    let app = test_app().await;
    ensure_server_actors(&app).await.unwrap();
    let mut browser = Browser::on_server(&app);
    browser.headers = vec![("accept-language", "de".to_owned())];
    (app, browser)
}

async fn says(browser: &mut Browser, path: &str, said: &str) {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    assert!(page.has(said), "{path}: {said}\n{}", page.body);
    assert!(
        page.english().is_empty(),
        "{path}: {:?}\n{}",
        page.english(),
        page.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn getting_in_is_told_in_german() {
    let (app, mut browser) = german().await;
    says(&mut browser, "/register", "Konten legt die Verwaltung an").await;
    open_registration(&app).await;
    for (path, said) in [
        ("/register", "Kleinbuchstaben von a bis z"),
        ("/login", "Ich habe mein Passwort vergessen"),
        ("/login?next=%2Fc%2Fgeigen%2Fnew", "um in geigen zu fragen."),
        ("/forgot", "bitte die Verwaltung um den Link"),
    ] {
        says(&mut browser, path, said).await;
    }
    let wrong = [("name", "Ä"), ("email", "nirgends"), ("password", "kurz")];
    let refused = browser.fill_in("/register", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "Ein Name besteht nur aus den Kleinbuchstaben",
        "Das ist keine E-Mail-Adresse.",
        "Ein Passwort hat mindestens 10 Zeichen.",
    ] {
        assert!(refused.has(said), "{said}\n{}", refused.body);
    }
    let fields = [("name", "ada"), ("password", "falsch")];
    let refused = browser.fill_in("/login", &fields).await;
    assert!(refused.has("Der Name oder das Passwort stimmt nicht."));
    let gone = browser.get("/password/nirgends").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(
        gone.has("Diesen Link gibt es nicht: Jeder gilt einmal"),
        "{}",
        gone.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_told_in_german() {
    let (app, mut browser) = german().await;
    make(&app, "ada", ServerRole::Member).await;
    let fields = [("name", "ada"), ("password", PASSWORD)];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    for (path, said) in [
        ("/settings", "Das sehen alle in deinem Profil"),
        (
            "/settings/mail",
            "jemand eine Frage von dir beantwortet</span>",
        ),
        (
            "/settings/feeds",
            "Häng <code>/feed.atom</code> oder <code>/feed.json</code>",
        ),
        ("/settings/password", "Bisheriges Passwort"),
        ("/settings/codes", "Jede App für Einmalcodes"),
        ("/settings/sessions", "; hier bist du gerade"),
        ("/settings/delete", "Mein Konto endgültig löschen"),
    ] {
        says(&mut browser, path, said).await;
    }
    let fields = [("current", PASSWORD), ("new", "kurz")];
    let refused = browser.fill_in("/settings/password", &fields).await;
    assert!(refused.has("Ein Passwort hat mindestens 10 Zeichen."));
    let done = browser.fill_in("/settings/mail", &[("answer", "on")]).await;
    assert_eq!(done.location(), "/settings/mail");
    says(&mut browser, "/settings/mail", "Gespeichert.").await;
}
