//! The library in German.

use super::{Guild, send};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::library::actions::{CollectionForm, make_collection, shelve};
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;

const LIBRARY: &str = "/c/luthiers/library";

/// Words that no German text has.
const ENGLISH: [&str; 14] = [
    "the", "and", "who", "they", "thread", "threads", "save", "with", "you", "of", "their", "it",
    "is", "cancel",
];

async fn german(stage: &Stage, name: &str) -> Browser {
    let mut browser = stage.signed_in(name).await;
    browser.headers.push(("accept-language", "de".to_owned()));
    browser
}

/// The English words of the page's own part.
fn english_in(page: &Answer) -> Vec<String> {
    let text = page.texts("main").join(" ").to_lowercase();
    let words = text.split(|c: char| !c.is_alphabetic());
    let found = words.filter(|word| ENGLISH.contains(word));
    found.map(str::to_owned).collect()
}

async fn reads(browser: &mut Browser, path: &str, expected: &[&str]) {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}\n{}", page.body);
    for text in expected {
        assert!(page.has(text), "{path}: {text}\n{}", page.body);
    }
    let left = english_in(&page);
    assert!(left.is_empty(), "{path}: {left:?}\n{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_keep_a_library_in_their_language() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let thread = stage.ask(ada, &guild.place, "Leim?").await;
    stage.reply(ben, &thread, None, "Hautleim.").await;
    let mut browser = german(stage, "ada").await;
    let empty = ["Noch keine Sammlungen", "Sammlung anlegen</a>"];
    reads(&mut browser, LIBRARY, &empty).await;
    let new = format!("{LIBRARY}/new");
    let fields = ["Fragen und Antworten", "Markdown geht.", "Abbrechen"];
    reads(&mut browser, &new, &fields).await;
    let refused = browser.fill_in(&new, &[("title", "")]).await;
    assert!(refused.has("Gib ihr einen Titel."), "{}", refused.body);
    let path = send(&mut browser, &new, &[("title", "Leim")]).await;
    reads(&mut browser, &path, &["Die Sammlung ist angelegt."]).await;
    reads(&mut browser, &path, &["Hier steht noch nichts."]).await;

    let shelf = format!("{}/library", thread.path());
    reads(&mut browser, &shelf, &["In die Bibliothek stellen"]).await;
    send(&mut browser, &shelf, &[("collection", "leim")]).await;
    let told = browser.get(&thread.path()).await;
    assert!(told.has("Das Thema ist in der Bibliothek."));
    let edit = format!("{path}/edit");
    let parts = ["Abschnitt 1", "Vor dem ersten Abschnitt", "Herausnehmen"];
    reads(&mut browser, &edit, &parts).await;
    let delete = format!("{path}/delete");
    reads(&mut browser, &delete, &["Diese Sammlung löschen?"]).await;
    let queue = format!("{LIBRARY}/review");
    let waits = ["Hier wartet nichts.", "unter <b>Bibliothek</b>"];
    reads(&mut browser, &queue, &waits).await;
    let export = format!("{LIBRARY}/export");
    reads(&mut browser, &export, &["Kopie erstellen</button>"]).await;

    let check = format!("{}/review", thread.path());
    reads(&mut browser, &check, &["Ja, es stimmt noch</button>"]).await;
    let said = browser.fill_in(&check, &[("result", "perhaps")]).await;
    assert_eq!(said.status, StatusCode::BAD_REQUEST);
    assert!(said.has("Sag, ob es noch stimmt."), "{}", said.body);
    let distil = format!("{}/distil", thread.path());
    let page = browser.get(&distil).await;
    assert!(page.has("Antwort von <bdi>ben</bdi>"), "{}", page.body);
    assert!(page.has("Artikel veröffentlichen</button>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn members_propose_and_visitors_read_in_their_language() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let thread = stage.ask(ada, &guild.place, "Leim?").await;
    let form = CollectionForm {
        title: "Leim".to_owned(),
        ..CollectionForm::default()
    };
    make_collection(stage, ada, guild.place.id(), &form)
        .await
        .unwrap();
    let mut browser = german(stage, "ada").await;
    let settings = "/c/luthiers/settings/library";
    send(&mut browser, settings, &[("propose", "members")]).await;
    browser.get(settings).await;
    let shelf = format!("{}/library", thread.path());
    let mut member = german(stage, "ben").await;
    let asks = ["Für die Bibliothek vorschlagen", "Vorschlagen</button>"];
    reads(&mut member, &shelf, &asks).await;
    shelve(stage, ben, thread.id, "leim", "").await.unwrap();
    let proposed = [
        "Von Mitgliedern vorgeschlagen",
        "Vorgeschlagen von <bdi><a href=\"/u/ben\">ben</a></bdi> für <a href=\"/c/luthiers/library/leim\"><bdi>Leim</bdi></a>",
        "Nicht aufnehmen<span",
    ];
    reads(&mut browser, LIBRARY, &proposed).await;
    let mut visitor = stage.visitor();
    visitor.headers.push(("accept-language", "de".to_owned()));
    reads(
        &mut visitor,
        &format!("{LIBRARY}/leim"),
        &["Alle Sammlungen"],
    )
    .await;
}
