//! The directory and the head of all pages of a community, for who reads German, and what other servers are told
//! of a community that speaks it.

use super::{english_in, german};
use crate::communities::documents::group_document;
use crate::membership::actions::CommunityForm;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn communities_are_listed_headed_followed_and_told_of_in_german() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    let form = CommunityForm {
        title: "Gitarrenbau".into(),
        focus: "Für alle, die Gitarren bauen".into(),
        rules: "Sei nett.".into(),
        language: "de".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "gitarren", form).await;
    let mut visitor = german(stage.visitor());
    let list = visitor.get("/communities").await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    assert_eq!(list.texts("main h1"), ["Gemeinschaften"]);
    assert_eq!(list.texts(".row-state"), ["1 folgt"]);
    assert!(list.has("Auf diesem Server") && list.has("aktiv <time"));
    let none = visitor.get("/communities?q=zzz").await;
    assert_eq!(none.texts(".empty h2"), ["Keine Gemeinschaften"]);
    for page in [&list, &none] {
        let english = english_in(page, "main");
        assert!(english.is_empty(), "{english:?}\n{}", page.body);
    }

    let head = visitor.get("/c/gitarren/members").await;
    let tabs = ["Themen", "Bibliothek", "Mitglieder", "Über uns"];
    assert_eq!(head.texts(".masthead .tabs a"), tabs);
    assert!(head.has(">Anmelden und folgen</a>"), "{}", head.body);
    let mut ben = german(stage.signed_in("ben").await);
    for (act, said) in [
        ("follow", "Du folgst Gitarrenbau."),
        ("unfollow", "Du folgst Gitarrenbau nicht mehr."),
    ] {
        let page = ben.get("/c/gitarren/members").await;
        let token = page.value_anywhere("csrf").unwrap();
        let path = format!("/c/gitarren/{act}");
        let done = ben.post(&path, &[("csrf", token.as_str())]).await;
        assert_eq!(done.location(), "/c/gitarren", "{act}");
        assert!(ben.get("/c/gitarren").await.has(said), "{act}");
    }

    let document = group_document(&stage.app, &place);
    let words = "## Regeln\n\nSei nett.";
    assert_eq!(document["source"]["content"], words, "whoever asks");
}
