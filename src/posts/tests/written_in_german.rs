//! What somebody writes whose browser asks for German: the pages for it, and what they are told.

use super::stage::{Stage, sign_in};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::tests::belongs;
use crate::membership::actions::{CommunityForm, accept_link, propose_link};
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::{Drawn, ThreadKind};
use axum::http::StatusCode;

const ASK: &str = "/c/luthiers/new?kind=question";

async fn german(stage: &Stage, name: &str) -> Browser {
    let mut browser = stage.visitor();
    let wanted = "de-AT,de;q=0.9,en;q=0.5".to_owned();
    browser.headers.push(("accept-language", wanted));
    sign_in(&mut browser, name).await;
    browser
}

/// A page says all of this, and nothing in English.
fn says(page: &Answer, said: &[&str]) {
    let text = page.texts("main, aside.side").join(" ");
    for words in said {
        assert!(text.contains(words), "{words}\n{text}");
    }
    for english in [" the ", " you ", " your ", " and ", " of ", " is "] {
        assert!(!text.contains(english), "{english}\n{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_begun_and_kept_as_a_draft_in_german() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = german(&stage, "ben").await;
    says(
        &browser.get("/new").await,
        &[
            "Neues Thema",
            "In welcher Gemeinschaft?",
            "Auf diesem Server",
        ],
    );
    says(
        &browser.get("/drafts").await,
        &["Entwürfe", "Die letzten 50", "Hier wartet nichts"],
    );
    let form = browser.get(ASK).await;
    says(
        &form,
        &[
            "Eine Frage stellen",
            "Ich möchte diskutieren",
            "Deine Frage in einem Satz",
            "Bis zu 8, mit Kommas dazwischen.",
            "Wie in meinen Einstellungen",
            "Entwurf speichern",
            "Was gute Antworten bekommt",
            "Alle, die der Gemeinschaft folgen",
        ],
    );
    let wrong = browser
        .submit(&form, ASK, &[("body", "Er hält nicht.")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&wrong, &["Gib ihm einen Titel."]);
    let (place, token) = (form.value("place").unwrap(), form.value("csrf").unwrap());
    let typed = [
        ("csrf", token.as_str()),
        ("place", place.as_str()),
        ("title", "Welcher Leim?"),
    ];
    let kept = browser.post("/drafts", &typed).await;
    assert_eq!(kept.location(), ASK, "{}", kept.body);
    says(
        &browser.get(ASK).await,
        &[
            "Dein Entwurf ist gespeichert.",
            "Zuletzt daran geschrieben: gerade eben. Niemand sonst sieht ihn.",
        ],
    );
    let drafts = browser.get("/drafts").await;
    assert_eq!(drafts.links("Frage in The luthiers"), [ASK]);
    says(&drafts, &["Welcher Leim?", "Verwerfen"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_changed_taken_back_and_closed_in_german() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let place = stage.community(&ada, "luthiers").await;
    belongs(&stage.app, &place, &ben).await;
    let thread = stage.ask(&ada, &place, "Welcher Leim?").await;
    let below = |page: &str| format!("{}/{page}", thread.path());
    let mut owner = german(&stage, "ada").await;
    says(
        &owner.get(&below("edit")).await,
        &[
            "Bearbeiten",
            "Der frühere Text bleibt erhalten",
            "So lassen",
        ],
    );
    says(
        &owner.get(&below("delete")).await,
        &["Dieses Thema löschen?", "Du kannst es zurückholen"],
    );
    says(
        &owner.get(&below("close")).await,
        &["Diese Frage schließen", "Sie ist ein Duplikat von"],
    );
    let wrong = owner.fill_in(&below("close"), &[]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&wrong, &["Sag, warum, oder welche Frage sie wiederholt."]);

    let mut helper = german(&stage, "ben").await;
    let form = helper.get(&below("suggest")).await;
    says(&form, &["Eine Änderung vorschlagen", "Vorschlagen"]);
    let same = [("title", "Welcher Leim?"), ("body", thread.body.as_str())];
    let wrong = helper.submit(&form, &below("suggest"), &same).await;
    says(&wrong, &["Ändere erst etwas."]);
    let other = [("title", "Welcher Leim?"), ("body", "Fichte.")];
    let sent = helper.submit(&form, &below("suggest"), &other).await;
    assert_eq!(sent.location(), thread.path(), "{}", sent.body);
    let list = owner.get(&below("suggestions")).await;
    says(
        &list,
        &[
            "Vorgeschlagene Änderungen",
            "Zum Thema selbst",
            "von ben, gerade eben",
            "Nicht übernehmen",
        ],
    );
    let no = [("decision", "decline"), ("reason", "Zu kurz.")];
    let declined = owner.submit(&list, &below("suggestions"), &no).await;
    assert_eq!(declined.status, StatusCode::SEE_OTHER, "{}", declined.body);
    says(
        &owner.get(&below("suggestions")).await,
        &["Der Text ist nicht übernommen.", "Hier wartet nichts"],
    );
    let told = helper.get(&below("suggestions")).await;
    let said = "Zum Thema selbst, vorgeschlagen gerade eben. Warum nicht: Zu kurz.";
    assert!(told.texts("main").join(" ").contains(said), "{}", told.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_shared_in_german() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let luthiers = stage.community(&ada, "luthiers").await;
    let bows = stage.community(&ben, "bows").await;
    let viewer = super::world::seen_by(&ada);
    propose_link(
        &stage.app,
        &viewer,
        &ada,
        &luthiers,
        "bows",
        "Beides aus Holz.",
    )
    .await
    .unwrap();
    accept_link(&stage.app, &ben, &bows, luthiers.id())
        .await
        .unwrap();
    let thread = stage.ask(&ada, &luthiers, "Welcher Leim?").await;
    let share = format!("{}/share", thread.path());
    let mut browser = german(&stage, "ada").await;
    says(
        &browser.get(&share).await,
        &["Dieses Thema teilen", "Mit welcher Gemeinschaft"],
    );
    let wrong = browser.fill_in(&share, &[("with", "nowhere")]).await;
    says(&wrong, &["Wähl eine von diesen."]);
    let sent = browser.fill_in(&share, &[("with", "bows")]).await;
    assert_eq!(sent.location(), thread.path(), "{}", sent.body);
    let page = browser.get(&thread.path()).await;
    assert!(
        page.has("Das Thema ist jetzt mit The bows geteilt."),
        "{}",
        page.body
    );
    let shared = german(&stage, "ben").await.get("/c/bows/shared").await;
    assert!(
        shared.has("Mit dieser Gemeinschaft geteilt") && shared.has("Ausblenden …"),
        "{}",
        shared.body
    );
    assert_eq!(shared.links("aus The luthiers"), ["/c/luthiers"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_credits_others_in_the_language_of_its_community() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let form = CommunityForm {
        language: "de".to_owned(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "geigen", form).await;
    let thread = stage.ask(&ben, &place, "Welcher Leim?").await;
    let answer = stage.reply(&ben, &thread, None, "Hautleim.").await;
    let draft = ThreadDraft {
        title: "Alles über Leim".to_owned(),
        body: "Nimm Hautleim.".to_owned(),
        drawn: Some(Drawn {
            thread: thread.id,
            replies: vec![answer.id],
        }),
        ..ThreadDraft::default()
    };
    let article = start_thread(&stage.app, &ada, place.id(), ThreadKind::Article, &draft)
        .await
        .unwrap();
    let mut program = stage.visitor();
    program.headers = vec![
        ("accept", "application/activity+json".to_owned()),
        ("accept-language", "en".to_owned()),
    ];
    let document = program.get(&article.path()).await;
    assert_eq!(document.status, StatusCode::OK, "{}", document.body);
    let document: serde_json::Value = serde_json::from_str(&document.body).unwrap();
    let html = document["content"].as_str().unwrap();
    assert!(html.contains("<p>Entstanden aus <a href="), "{html}");
    let markdown = document["source"]["content"].as_str().unwrap();
    let line = format!(
        "Entstanden aus [Welcher Leim?]({}), mit Worten von ",
        thread.ap_id
    );
    assert!(markdown.contains(&line), "{markdown}");
}
