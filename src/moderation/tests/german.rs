//! Looking after a community that speaks German, for who reads it.

use crate::communities::tests::{english_in, german, said};
use crate::membership::actions::CommunityForm;
use crate::moderation::actions::{BanOrder, ban, lock};
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;
use chrono::TimeDelta;

#[tokio::test(flavor = "multi_thread")]
async fn reports_bans_and_the_log_are_said_in_german() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    stage.member("cem").await;
    let form = CommunityForm {
        title: "Gitarrenbau".into(),
        rules: "1. Sei nett.\n2. Keine Werbung.".into(),
        language: "de".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "gitarren", form).await;
    let thread = stage.ask(&ada, &place, "Leim?").await;
    let reply = stage.reply(&ben, &thread, None, "Kauft Bögen.").await;
    let path = format!("/comment/{}", reply.public_id);

    let mut cem = german(stage.signed_in("cem").await);
    let report = format!("{path}/report");
    let page = cem.get(&report).await;
    assert_eq!(page.texts("main h1"), ["Diesen Beitrag melden"]);
    let english = english_in(&page, "main");
    assert!(english.is_empty(), "{english:?}\n{}", page.body);
    let empty = cem.submit(&page, &report, &[("reason", " ")]).await;
    assert!(empty.has("Sag, was damit nicht stimmt."), "{}", empty.body);
    let made = cem.submit(&page, &report, &[("reason", "Werbung")]).await;
    let landed = cem.get(made.location()).await;
    assert!(landed.has("Danke. Die Moderation weiß Bescheid."));

    let mut convener = german(stage.signed_in("ada").await);
    let reports = convener.get("/c/gitarren/reports").await;
    let first = reports.texts("main li p").remove(0);
    assert_eq!(first, "Ein Beitrag zu „Leim?“ von @ben in !gitarren");
    assert!(reports.has("Gemeldet von <a href=\"/u/cem\">@cem</a> <time"));
    let grounds = [("reason", "Bögen"), ("rule", "2")];
    let remove = format!("{path}/remove");
    let removed = convener.fill_in(&remove, &grounds).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.body);
    let landed = convener.get(removed.location()).await;
    assert!(landed.has("Die Meldung dazu ist damit erledigt."));
    let order = BanOrder {
        reason: "Unhöflich".into(),
        until: Some(stage.now().plus(TimeDelta::days(3))),
        ..BanOrder::default()
    };
    ban(&stage, &ada, place.id(), &ben, &order).await.unwrap();

    let log = convener.get("/c/gitarren/modlog").await;
    let lines = [
        "@ada hat @ben bis zum 4. Juni 2026 ausgeschlossen",
        "@ada hat einen Beitrag entfernt",
    ];
    assert_eq!(log.texts("main ol p:first-child"), lines);
    assert!(log.has("Regel 2 (Keine Werbung): Bögen"), "{}", log.body);
    let bans = convener.get("/c/gitarren/bans").await;
    assert!(bans.has(", bis zum 4. Juni 2026"), "{}", bans.body);
    let whole = german(stage.visitor()).get("/modlog").await;
    let first = whole.texts("main ol p:first-child").remove(0);
    let there = "@ada hat @ben in Gitarrenbau bis zum 4. Juni 2026 ausgeschlossen";
    assert_eq!(first, there);
    for page in [&reports, &log, &bans, &whole] {
        let english = english_in(page, "main");
        assert!(english.is_empty(), "{english:?}\n{}", page.body);
    }
}

/// Whoever acts may read another language than those for whom it is.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_the_readers_of_a_community_is_said_in_their_language() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let form = CommunityForm {
        language: "de".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "gitarren", form).await;
    let mut convener = stage.signed_in("ada").await;
    let page = convener.get("/c/gitarren/settings/introductions").await;
    assert!(page.has("New members say hello in it."), "{}", page.body);
    assert_eq!(page.value("title").as_deref(), Some("Stell dich vor"));
    assert!(page.value("body").unwrap().contains("Sag Hallo"));

    let thread = stage.ask(&ada, &place, "Leim?").await;
    lock(&stage, &ada, thread.id, "").await.unwrap();
    let told = said(&stage).await;
    let locks = told.iter().filter(|told| told["type"] == "Lock");
    let reasons: Vec<_> = locks.map(|told| told["summary"].clone()).collect();
    assert_eq!(reasons, ["Ein Grund wurde nicht genannt."]);
}
