//! The administrators' pages, for who reads German.

use crate::accounts::model::ServerRole;
use crate::communities::tests::{english_in, german};
use crate::membership::actions::CommunityForm;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn administrators_read_their_pages_in_german() {
    let stage = Stage::new().await;
    stage.account("olga", ServerRole::Admin).await;
    let ada = stage.member("ada").await;
    let form = CommunityForm {
        title: "Gitarrenbau".into(),
        language: "de".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "gitarren", form).await;
    stage.ask(&ada, &place, "Leim?").await;
    let mut olga = german(stage.signed_in("olga").await);
    let (account, community) = (ada.id(), place.id());
    for path in [
        "/admin".to_owned(),
        "/admin/accounts".into(),
        "/admin/accounts/new".into(),
        format!("/admin/accounts/{account}/suspend"),
        format!("/admin/accounts/{account}/password"),
        format!("/admin/accounts/{account}/codes"),
        format!("/admin/accounts/{account}/silence"),
        format!("/admin/accounts/{account}/moderator"),
        format!("/admin/accounts/{account}/owner"),
        format!("/admin/accounts/{account}/admin"),
        format!("/admin/accounts/{account}/delete"),
        "/admin/applications".into(),
        "/admin/communities".into(),
        format!("/admin/communities/{community}/remove"),
        format!("/admin/communities/{community}/convener"),
        "/admin/peers".into(),
        "/admin/peers/b.example".into(),
        "/admin/hosts".into(),
        "/admin/hosts/list".into(),
        "/admin/purge".into(),
        "/admin/queues".into(),
        "/admin/mails".into(),
        "/admin/reports".into(),
        "/admin/screening".into(),
        "/admin/settings".into(),
        "/admin/entrance".into(),
        "/admin/log".into(),
        "/admin/looks".into(),
        "/admin/notices".into(),
        "/admin/closing".into(),
    ] {
        let page = olga.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        assert!(page.has("<a href=\"/admin/peers\""), "{path}");
        assert_eq!(page.texts(".tabs a")[0], "Überblick", "{path}");
        let english = english_in(&page, "main");
        assert!(english.is_empty(), "{path}: {english:?}\n{}", page.body);
    }
    let overview = olga.get("/admin").await;
    assert_eq!(overview.texts("main .lede"), ["Alles in Ordnung."]);
    let list = olga.get("/admin/communities").await;
    let facts = "Gitarrenbau: 1 Thema, 0 Beiträge, 1 Person folgt";
    assert!(list.has(facts), "{}", list.body);

    let suspend = format!("/admin/accounts/{account}/suspend");
    let page = olga.get(&suspend).await;
    assert_eq!(page.texts("main h1"), ["@ada sperren"]);
    assert!(page.has("Hier hat die Person 1 Thema und 0 Beiträge geschrieben."));
    olga.submit(&page, &suspend, &[]).await;
    let list = olga.get("/admin/accounts").await;
    assert!(list.has("@ada ist gesperrt."), "{}", list.body);
}
