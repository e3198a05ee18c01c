//! The desk, the members and the settings of a community in German.

use crate::accounts::actions::desk;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::model::Community;
use crate::communities::tests::said;
use crate::membership::actions::{CommunityForm, JoinForm, join, remove_community};
use crate::membership::model::Channel;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;

const PLACE: &str = "/c/luthiers";

/// Words that no German text has.
const ENGLISH: [&str; 12] = [
    "the",
    "and",
    "who",
    "they",
    "members",
    "community",
    "save",
    "with",
    "you",
    "of",
    "their",
    "none",
];

/// A community of ada's, to which ben belongs.
async fn stage() -> (Stage, Community, Person) {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let ben = stage.member("ben").await;
    comes(&stage, &place, &ben).await;
    (stage, place, ben)
}

async fn comes(stage: &Stage, place: &Community, who: &Person) {
    let form = JoinForm::default();
    join(stage, who, place, &form, Channel::Page).await.unwrap();
}

async fn german(stage: &Stage, name: &str) -> Browser {
    let mut browser = stage.signed_in(name).await;
    browser.headers.push(("accept-language", "de".to_owned()));
    browser
}

/// The English words of the page's own part.
fn english_in(page: &Answer) -> Vec<String> {
    let parts = page.texts("main, aside");
    let text = parts.join(" ").to_lowercase();
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
async fn conveners_set_a_community_in_their_language() {
    let (stage, ..) = stage().await;
    let mut ada = german(&stage, "ada").await;
    for (below, expected) in [
        ("", "Alle lesen. Alle dürfen beitreten."),
        ("", "Themen: alle, die lesen. Beiträge: alle, die lesen."),
        ("/about", "Name und Beschreibung"),
        ("/about", "Jede Sprache"),
        ("/about", "Niederländisch"),
        ("/joining", "Wer lesen und beitreten darf"),
        ("/writing", "Wer Themen beginnen darf"),
        ("/rules", "Tage, um geänderten Regeln zuzustimmen"),
        ("/questions", "Frage 2"),
        ("/before", "Für wen sie nicht ist"),
        ("/welcome", "Das Thema zum Vorstellen"),
        ("/tags", "Welche Schlagwörter Themen haben dürfen"),
        ("/asking", "Womit das Formular für eine Frage beginnt"),
        ("/library", "Alle Rechte vorbehalten"),
        ("/belonging", "E-Mail-Domain der Trägerorganisation"),
        ("/linked", "Es einer anderen vorschlagen"),
        ("/conveners", "Jemanden in die Leitung holen"),
        ("/figures", "In der vierten Woche geschrieben"),
        ("/figures?days=365", "Ein Jahr"),
    ] {
        let path = format!("{PLACE}/settings{below}");
        reads(&mut ada, &path, &[expected]).await;
    }
    let joining = format!("{PLACE}/settings/joining");
    let wrong = ada.fill_in(&joining, &[("reapply_days", "bald")]).await;
    assert_eq!(wrong.wrong(), ["reapply_days"]);
    assert!(wrong.has("Eine Zahl von 0 bis 365."), "{}", wrong.body);
    let saved = ada.fill_in(&joining, &[("reapply_days", "3")]).await;
    assert_eq!(saved.location(), joining);
    reads(&mut ada, &joining, &["Die Einstellungen sind gespeichert."]).await;
    reads(&mut ada, "/communities/new", &["Eine Gemeinschaft gründen"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_change_are_told_in_the_language_of_who_changes_them() {
    let (stage, ..) = stage().await;
    let mut ada = german(&stage, "ada").await;
    let rules = format!("{PLACE}/settings/rules");
    let fields = [
        ("rules", "1. Sei freundlich."),
        ("rules_change", "material"),
        ("grace_days", "0"),
    ];
    let saved = ada.fill_in(&rules, &fields).await;
    assert_eq!(saved.location(), rules, "{}", saved.body);
    let told = "Fassung 1 der Regeln ist veröffentlicht. 1 Mitglied wird um Zustimmung gebeten; was es ab jetzt schreibt, wartet, bis es zugestimmt hat.";
    assert!(ada.get(&rules).await.has(told));
    let all = ada.get(&format!("{PLACE}/settings")).await;
    assert!(all.has("Fassung 1 mit 1 Punkt."), "{}", all.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_find_each_other_in_their_language() {
    let (stage, _, ben) = stage().await;
    let members = format!("{PLACE}/members");
    let expected = [
        "Wer sich um diese Gemeinschaft kümmert",
        "leitet hier",
        "Mitglied seit <time",
        "in <a href=\"/settings\">deinem Profil</a> steht.",
    ];
    reads(&mut german(&stage, "ben").await, &members, &expected).await;
    let mut ada = german(&stage, "ada").await;
    reads(&mut ada, &members, &["Moderation übertragen"]).await;
    let token = ada.get(&members).await.value("csrf").unwrap();
    let account = ben.id().to_string();
    let fields = [
        ("csrf", token.as_str()),
        ("account", account.as_str()),
        ("role", "greeter"),
    ];
    let given = ada.post(&format!("{members}/role"), &fields).await;
    assert_eq!(given.location(), members, "{}", given.body);
    let told = "Erledigt: Diese Person empfängt jetzt alle, die neu sind.";
    reads(&mut ada, &members, &[told, "empfängt Neue"]).await;
    let tree = format!("{PLACE}/communities");
    reads(&mut ada, &tree, &["Gemeinschaften in dieser"]).await;
    let about = ada.get(&format!("{PLACE}/about")).await;
    for text in [
        "Worum es hier geht",
        "Mach mit, von wo du bist",
        "Gegründet",
    ] {
        assert!(about.has(text), "{text}\n{}", about.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_is_worked_at_in_the_language_of_whoever_decides() {
    let (stage, place, _) = stage().await;
    let mut ada = german(&stage, "ada").await;
    let joining = format!("{PLACE}/settings/joining");
    let saved = ada.fill_in(&joining, &[("join", "application")]).await;
    assert_eq!(saved.location(), joining, "{}", saved.body);
    let desk = format!("{PLACE}/desk");
    reads(&mut ada, &desk, &["Niemand wartet auf Aufnahme."]).await;
    let cem = stage.member("cem").await;
    comes(&stage, &place, &cem).await;
    let expected = [
        "1 Bewerbung wartet, die älteste zuerst.",
        "beworben <time",
        "Aufnehmen<span",
    ];
    reads(&mut ada, &desk, &expected).await;
    let page = ada.get(&desk).await;
    let start = format!("action=\"{desk}/");
    let rest = page.body.split(&start).nth(1).unwrap();
    let decide = format!("{desk}/{}", rest.split('"').next().unwrap());
    let bare = ada.submit(&page, &decide, &[("decision", "decline")]).await;
    let why = "Sag, warum; wer sich beworben hat, liest es.";
    assert!(bare.has(why), "{}", bare.body);
    let fields = [("decision", "decline"), ("reason", "Zu früh.")];
    let declined = ada.submit(&page, &decide, &fields).await;
    assert_eq!(declined.location(), desk, "{}", declined.body);
    let expected = [
        "Die Bewerbung ist abgelehnt.",
        "abgelehnt von ada: Zu früh.",
    ];
    reads(&mut ada, &desk, &expected).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_servers_are_told_in_the_language_of_the_community() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let form = CommunityForm {
        language: "de".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "luthiers", form).await;
    let by = desk(&stage).await.unwrap();
    remove_community(&stage, &Viewer::System, &by, &place, "")
        .await
        .unwrap();
    let why = "Entschieden von der Verwaltung von guild.example";
    let documents = said(&stage).await;
    let deletes = documents.iter().filter(|it| it["type"] == "Delete");
    let summaries: Vec<&str> = deletes.filter_map(|it| it["summary"].as_str()).collect();
    assert_eq!(summaries, [why]);
}
