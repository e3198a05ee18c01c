//! Pages in the language of who asks for them.

use crate::accounts::actions::ensure_server_actors;
use crate::accounts::model::ServerRole;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::accounts::tests::{PASSWORD, make};
use crate::app::testing::{TestApp, test_app, test_app_with};
use crate::locale::DIRECTORY;
use axum::http::StatusCode;
use std::fs;

async fn started() -> TestApp {
    let app = test_app().await;
    ensure_server_actors(&app).await.unwrap();
    app
}

fn wanting(app: &TestApp, languages: &str) -> Browser {
    let mut browser = Browser::on_server(app);
    browser.headers = vec![("accept-language", languages.to_owned())];
    browser
}

fn is_in(answer: &Answer, tag: &str, direction: &str) -> bool {
    answer.has(&format!("<html lang=\"{tag}\" dir=\"{direction}\""))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_reads_pages_in_the_language_of_the_browser() {
    let app = started().await;
    let mut german = wanting(&app, "de-AT,de;q=0.9,en;q=0.5");
    let about = german.get("/about").await;
    assert_eq!(about.status, StatusCode::OK);
    assert!(is_in(&about, "de", "ltr"), "{}", about.body);
    for said in [
        "Was dieser Ort ist",
        "<a href=\"/communities\">Praxisgemeinschaften</a>",
        "Konten legt die Verwaltung an.",
        ">Anmelden</a>",
        "placeholder=\"Suchen\"",
    ] {
        assert!(about.has(said), "{said}\n{}", about.body);
    }
    let varies: Vec<_> = about.headers.get_all("vary").iter().collect();
    assert!(
        varies.iter().any(|by| *by == "Accept-Language"),
        "{varies:?}"
    );
    let nothing = german.get("/c/nowhere").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    assert!(nothing.has("Hier ist nichts"), "{}", nothing.body);
    assert!(
        nothing.has("Diese Gemeinschaft gibt es nicht."),
        "{}",
        nothing.body
    );
    let odd = german.get("/about?x=%FF").await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    assert!(odd.has("In dieser Adresse stehen Zeichen"), "{}", odd.body);
    for other in ["fr", "en-GB,de;q=0.1", ""] {
        let about = wanting(&app, other).get("/about").await;
        assert!(is_in(&about, "en", "ltr"), "{other}");
        assert!(about.has("What this place is"), "{other}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_chooses_a_language_for_this_browser() {
    let app = started().await;
    let mut browser = wanting(&app, "en");
    let about = browser.get("/about").await;
    assert!(
        about.has("name=\"language\" value=\"de\" lang=\"de\""),
        "{}",
        about.body
    );
    let chosen = [("language", "de"), ("back", "/about")];
    let answer = browser.post("/theme", &chosen).await;
    assert_eq!(answer.location(), "/about");
    assert!(is_in(&browser.get("/about").await, "de", "ltr"));
    browser.post("/theme", &[("language", "tlh")]).await;
    browser.post("/theme", &[("theme", "dark")]).await;
    assert!(is_in(&browser.get("/about").await, "de", "ltr"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_spoken_to_in_the_language_that_it_chose() {
    let app = started().await;
    make(&app, "ada", ServerRole::Member).await;
    let mut browser = wanting(&app, "en");
    let fields = [("name", "ada"), ("password", PASSWORD)];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let settings = browser.get("/settings").await;
    assert!(
        settings.has("Language of pages and mails"),
        "{}",
        settings.body
    );
    assert!(!settings.has("name=\"language\" value=\"de\""));
    let bad = browser.fill_in("/settings", &[("locale", "tlh")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bad.wrong(), ["locale"]);
    let saved = browser.fill_in("/settings", &[("locale", "de")]).await;
    assert_eq!(saved.location(), "/settings");
    let told = browser.get("/settings").await;
    assert!(is_in(&told, "de", "ltr"), "{}", told.body);
    assert!(told.has("Dein Profil ist gespeichert."), "{}", told.body);
    assert!(browser.get("/following").await.has("Du folgst noch nichts"));
    assert!(
        browser
            .get("/post/nowhere")
            .await
            .has("Dieses Thema gibt es nicht.")
    );
    let saved = browser.fill_in("/settings", &[("locale", "")]).await;
    assert_eq!(saved.location(), "/settings");
    assert!(is_in(&browser.get("/about").await, "en", "ltr"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_in_language_from_right_to_left_turns_the_page_around() {
    let app = test_app_with(|config| {
        let folder = config.server.data_dir.join(DIRECTORY);
        fs::create_dir_all(&folder).unwrap();
        let text = "locale-name = العربية\nabout-what = ما هذا المكان\n";
        fs::write(folder.join("ar.ftl"), text).unwrap();
        config.server.language = "ar".into();
    })
    .await;
    ensure_server_actors(&app).await.unwrap();
    for languages in ["ar-EG", "fr"] {
        let about = wanting(&app, languages).get("/about").await;
        assert!(is_in(&about, "ar", "rtl"), "{}", about.body);
        assert!(about.has("ما هذا المكان") && about.has("العربية"));
        assert!(about.has("Taking part"), "what it lacks is said in English");
    }
}
