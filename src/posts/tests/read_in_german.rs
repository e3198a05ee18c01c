//! What somebody reads whose browser asks for German: the front page, lists, tags, people, threads and what they
//! said before.

use super::stage::{Stage, sign_in};
use crate::accounts::model::{Person, ServerRole};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::model::Community;
use crate::communities::tests::belongs;
use crate::membership::actions::CommunityForm;
use crate::posts::actions::{
    ClosingDraft, TagForm, ThreadDraft, accept_answer, close_question, edit_thread, save_tag,
    set_wiki, start_thread,
};
use crate::posts::model::{Post, ThreadKind};
use axum::http::StatusCode;
use chrono::TimeDelta;

fn visitor(stage: &Stage) -> Browser {
    let mut browser = stage.visitor();
    let wanted = "de-AT,de;q=0.9,en;q=0.5".to_owned();
    browser.headers.push(("accept-language", wanted));
    browser
}

async fn german(stage: &Stage, name: &str) -> Browser {
    let mut browser = visitor(stage);
    sign_in(&mut browser, name).await;
    browser
}

/// A community of theirs, in German.
async fn place(stage: &Stage, convener: &Person) -> Community {
    let form = CommunityForm {
        title: "Geigenbau".into(),
        language: "de".into(),
        ..CommunityForm::default()
    };
    stage.open(convener, "geigen", form).await
}

fn words(title: &str, tags: &[&str]) -> ThreadDraft {
    ThreadDraft {
        title: title.to_owned(),
        body: "Für Fichte.".to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        language: "de".to_owned(),
        ..ThreadDraft::default()
    }
}

async fn ask(stage: &Stage, who: &Person, place: &Community, draft: &ThreadDraft) -> Post {
    let kind = ThreadKind::Question;
    start_thread(stage, who, place.id(), kind, draft)
        .await
        .unwrap()
}

/// A part of a page says all of this, and nothing in English.
fn says(page: &Answer, part: &str, said: &[&str]) {
    let text = format!(" {} ", page.texts(part).join(" "));
    for words in said {
        assert!(text.contains(words), "{words}\n{text}");
    }
    for english in [
        " the ", " you ", " your ", " and ", " of ", " is ", " by ", " no ", " this ",
    ] {
        let found = text.to_lowercase().contains(english);
        assert!(!found, "{english}\n{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_find_their_way_in_german() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = place(&stage, &ada).await;
    ask(&stage, &ada, &place, &words("Welcher Leim?", &["leim"])).await;
    let mut browser = visitor(&stage);
    let front = browser.get("/").await;
    assert_eq!(front.status, StatusCode::OK, "{}", front.body);
    says(
        &front,
        "main",
        &[
            "Fragen aus der Praxis, Antworten aus der Praxis",
            "ist das Zuhause von Praxisgemeinschaften",
            "Mach mit, von wo du schon bist",
            "und folge ihr:",
            "Zum Verzeichnis",
            "1 folgt, 1 Thema, aktiv gerade eben",
        ],
    );
    assert!(front.has("Praxisgemeinschaften</title>"), "{}", front.body);
    let best = browser.get("/?list=local&sort=top&tag=leim").await;
    says(
        &best,
        "main",
        &[
            "Auf diesem Server",
            "Mit dem Schlagwort leim Alle zeigen",
            "in Geigenbau",
        ],
    );
    assert_eq!(best.texts(".tabs a"), ["Dieser Server", "Alles"]);
    let orders = ["Beliebt", "Aktiv", "Neueste", "Unbeantwortet", "Beste"];
    let times = ["Tag", "Woche", "Monat", "Jahr", "Alle Zeiten"];
    assert_eq!(best.texts(".filters a"), [orders, times].concat());
    let none = browser.get("/?list=all&tag=lack").await;
    says(&none, "main", &["Kein Thema passt", "Beginne eines"]);
    let wrong = browser.get("/?sort=farbe").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let said = "So lassen sich Themen nicht ordnen.";
    assert!(wrong.has(said), "{}", wrong.body);
    let community = browser.get("/c/geigen").await;
    says(&community, "main", &["Themen", "Welcher Leim?"]);
    let kinds = ["Alle", "Fragen", "Diskussionen", "Artikel", "Links"];
    assert_eq!(community.texts(".filters a"), [orders, kinds].concat());
    let none = browser.get("/c/geigen?kind=link").await;
    says(&none, "main", &["Hier gibt es kein solches Thema"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_reads_what_is_new_in_german() {
    let stage = Stage::new().await;
    let ada = stage.account("ada", ServerRole::Admin).await;
    let ben = stage.member("ben").await;
    let place = place(&stage, &ada).await;
    ask(&stage, &ben, &place, &words("Welcher Leim?", &[])).await;
    let home = german(&stage, "ada").await.get("/").await;
    says(
        &home,
        "main, aside.side",
        &[
            "Neues",
            "Nichts Neues für dich, und eine Frage wartet auf eine Antwort.",
            "Das könntest du beantworten",
            "Dieser Server ist neu.",
            "Sagen, wofür dieser Server da ist",
            "Führ das auf dem Server aus",
            "Deine Gemeinschaften",
            "Geigenbau aktiv gerade eben",
        ],
    );
    let lonely = german(&stage, "ben").await.get("/?list=followed").await;
    says(&lonely, "main", &["Du folgst noch keiner Gemeinschaft"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_and_people_are_told_of_in_german() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = place(&stage, &ada).await;
    let thread = ask(&stage, &ada, &place, &words("Welcher Leim?", &["leim"])).await;
    let answer = stage.reply(&ben, &thread, None, "Hautleim.").await;
    accept_answer(&stage, &ada, thread.id, answer.id)
        .await
        .unwrap();
    let form = TagForm {
        description: "Was hält".into(),
        synonyms: "kleber".into(),
        listed: "on".into(),
        ..TagForm::default()
    };
    save_tag(&stage, &ada, &place, "leim", &form).await.unwrap();
    let mut owner = german(&stage, "ada").await;
    let tags = owner.get("/c/geigen/tags").await;
    says(
        &tags,
        "main",
        &[
            "Schlagwörter",
            "leim 1 Thema in der Liste",
            "Wofür es da ist",
        ],
    );
    let tag = owner.get("/c/geigen/tag/leim").await;
    says(
        &tag,
        "main",
        &[
            "1 Thema. Auch: kleber. Alle Schlagwörter",
            "In meinen Listen ausblenden",
            "Andere Namen dafür",
            "Zusammenlegen",
        ],
    );
    let lone = visitor(&stage).get("/tag/lack").await;
    says(
        &lone,
        "main",
        &[
            "Themen mit dem Schlagwort lack",
            "Hier gibt es kein Thema mit dem Schlagwort „lack“",
        ],
    );
    let answers = visitor(&stage).get("/u/ben?show=replies").await;
    says(
        &answers,
        "main, aside.side",
        &[
            "angenommen",
            "Antwort auf Welcher Leim?",
            "Stimme",
            "Hier seit",
            "Juni 2026",
        ],
    );
    assert_eq!(answers.texts(".tabs a"), ["Themen 0", "Beiträge 1"]);
    let own = german(&stage, "ben").await.get("/u/ben?show=threads").await;
    says(
        &own,
        "main",
        &[
            "Profil bearbeiten",
            "Hier ist noch kein Thema, aber Beiträge sind da.",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_and_what_can_be_done_with_it_is_in_german() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = place(&stage, &ada).await;
    let thread = ask(&stage, &ada, &place, &words("Welcher Leim?", &[])).await;
    let answer = stage.reply(&ben, &thread, None, "Hautleim.").await;
    accept_answer(&stage, &ada, thread.id, answer.id)
        .await
        .unwrap();
    let page = visitor(&stage).get(&thread.path()).await;
    let mark = page.texts(".post[data-state=accepted] .post-mark");
    assert_eq!(mark, ["Angenommene Antwort gewählt von ada (hat gefragt)"]);
    says(
        &page,
        "main",
        &[
            "Beantwortet",
            "Frage, gerade eben",
            "Frage von ada",
            "leitet hier",
            "1 Antwort",
            "Anmelden und antworten",
        ],
    );
    let orders = ["Beste", "Älteste", "Neueste"];
    assert_eq!(page.texts(".filters a"), orders);
    let page = german(&stage, "ben").await.get(&thread.path()).await;
    says(
        &page,
        "main",
        &[
            "Merken , Antwort von ben",
            "In einen Kommentar umwandeln",
            "Melden",
            "Deine Antwort",
            "Es beantwortet die Frage",
            "Antwort abschicken",
        ],
    );
    let below = format!("{}?reply={}", thread.path(), answer.public_id);
    let mut owner = german(&stage, "ada").await;
    let page = owner.get(&below).await;
    assert_eq!(page.texts("#reply-h"), ["ben antworten"]);
    says(
        &page,
        "main",
        &[
            "Annahme zurücknehmen",
            "Schließen …",
            "Abschließen …",
            "Ausschließen …",
            "Beitrag abschicken",
        ],
    );
    let because = ClosingDraft {
        reason: "Gelöst".into(),
        duplicate_of: String::new(),
    };
    close_question(&stage, &ada, thread.id, &because)
        .await
        .unwrap();
    let page = owner.get(&thread.path()).await;
    says(
        &page,
        "main",
        &[
            "Geschlossen. Sie nimmt keine Antworten mehr an. Warum: Gelöst",
            "Wieder öffnen",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_before_is_told_in_german() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = place(&stage, &ada).await;
    let thread = ask(&stage, &ada, &place, &words("Leim?", &[])).await;
    edit_thread(&stage, &ada, thread.id, &words("Welcher Leim?", &["leim"]))
        .await
        .unwrap();
    stage.clock.advance(TimeDelta::seconds(1));
    let mut browser = visitor(&stage);
    let page = browser.get(&thread.path()).await;
    says(&page, "main", &["bearbeitet gerade eben"]);
    let path = format!("{}/revisions", thread.path());
    let former = browser.get(&path).await;
    assert_eq!(former.status, StatusCode::OK, "{}", former.body);
    says(
        &former,
        "main",
        &[
            "Frühere Texte",
            "Wie es jetzt ist, gerade eben geschrieben von ada",
            "Geändert: Titel, Schlagwörter (jetzt: leim)",
            "Wie es war, gerade eben geschrieben",
        ],
    );
    let ben = stage.member("ben").await;
    belongs(&stage.app, &place, &ben).await;
    set_wiki(&stage, &ada, thread.id, true).await.unwrap();
    let other = ThreadDraft {
        body: "Für Ahorn.".to_owned(),
        ..words("Welcher Leim?", &["leim"])
    };
    edit_thread(&stage, &ben, thread.id, &other).await.unwrap();
    stage.clock.advance(TimeDelta::seconds(1));
    let page = browser.get(&thread.path()).await;
    says(&page, "main", &["gerade eben von ben bearbeitet"]);
    let former = browser.get(&path).await;
    says(&former, "main", &["Der ganze Text, wie er angezeigt wird"]);
}
