//! Looking after a community through its pages.

use crate::accounts::model::ServerRole;
use crate::moderation::actions::{BanOrder, ban};
use crate::posts::tests::stage::{Stage, refused};
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_made_seen_and_decided() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    stage.member("cem").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ben, &place, "Buy my pills").await;
    let mut cem = stage.signed_in("cem").await;
    let report = format!("{}/report", thread.path());
    let empty = cem.fill_in(&report, &[("reason", " ")]).await;
    assert_eq!(
        (empty.status, empty.wrong()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["reason".to_owned()])
    );
    let made = cem.fill_in(&report, &[("reason", "It is spam.")]).await;
    assert_eq!(
        (made.status, made.location()),
        (StatusCode::SEE_OTHER, thread.path().as_str())
    );
    assert!(
        cem.get(&thread.path())
            .await
            .has("The moderators have been told.")
    );
    for name in ["ben", "cem"] {
        let mut other = stage.signed_in(name).await;
        let page = other.get("/c/luthiers/reports").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{name}");
        assert!(!page.has("It is spam."));
    }
    let mut convener = stage.signed_in("ada").await;
    let reports = convener.get("/c/luthiers/reports").await;
    assert!(reports.has("It is spam.") && reports.has("Buy my pills"));
    let remove = reports.links("Remove").remove(0);
    let removed = convener
        .fill_in(&remove, &[("reason", "Rule 2: no trade")])
        .await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.body);
    let reports = convener.get("/c/luthiers/reports").await;
    let resolve = reports
        .body
        .split("action=\"/c/luthiers/reports/")
        .nth(1)
        .unwrap();
    let resolve = format!("/c/luthiers/reports/{}", resolve.split('"').next().unwrap());
    let done = convener
        .submit(&reports, &resolve, &[("resolution", "removed")])
        .await;
    assert_eq!(done.location(), "/c/luthiers/reports");
    assert!(
        convener
            .get("/c/luthiers/reports")
            .await
            .has("Nothing waits for you")
    );

    // What was done is in both logs, for everybody, without the title that was removed.
    for path in ["/c/luthiers/modlog", "/modlog"] {
        let log = stage.visitor().get(path).await;
        assert!(log.has("Rule 2: no trade") && log.has("removed"), "{path}");
        assert!(!log.has("pills"), "{path}");
    }
    assert_eq!(
        stage.visitor().get(&thread.path()).await.status,
        StatusCode::FORBIDDEN
    );
    let mut author = stage.signed_in("ben").await;
    assert!(
        author
            .get(&thread.path())
            .await
            .has("The moderators took this thread down")
    );
    let restore = convener
        .get(&thread.path())
        .await
        .links("Restore")
        .remove(0);
    let back = convener.fill_in(&restore, &[("reason", "A mistake")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert_eq!(
        stage.visitor().get(&thread.path()).await.status,
        StatusCode::OK
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_reported_to_the_administrators() {
    let stage = Stage::new().await;
    stage.account("root", ServerRole::Admin).await;
    stage.member("ben").await;
    stage.member("cem").await;
    let mut cem = stage.signed_in("cem").await;
    assert_eq!(cem.get("/u/cem/report").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        cem.get("/u/nobody/report").await.status,
        StatusCode::NOT_FOUND
    );
    let made = cem
        .fill_in("/u/ben/report", &[("reason", "Writes to me every hour.")])
        .await;
    assert_eq!(
        (made.status, made.location()),
        (StatusCode::SEE_OTHER, "/u/ben")
    );
    let mut root = stage.signed_in("root").await;
    let told = root.get("/notifications").await;
    let opened = told.links("cem reported ben").remove(0);
    assert_eq!(root.get(&opened).await.location(), "/admin/reports");
    let reports = root.get("/admin/reports").await;
    assert!(reports.has("Writes to me every hour.") && reports.has("/u/ben"));
    assert!(
        stage
            .visitor()
            .get("/u/ben/report")
            .await
            .location()
            .starts_with("/login?next=")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_are_locked_and_pinned_by_those_who_may() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ben, &place, "Glue?").await;
    stage.ask(&ben, &place, "A later one").await;
    let mut convener = stage.signed_in("ada").await;
    let mut author = stage.signed_in("ben").await;
    for act in ["remove", "lock", "pin"] {
        let path = format!("{}/{act}", thread.path());
        assert_eq!(
            author.get(&path).await.status,
            StatusCode::FORBIDDEN,
            "{act}"
        );
    }
    for (act, undo, sign) in [
        ("lock", "unlock", "It takes no more replies."),
        ("pin", "unpin", "pinned"),
    ] {
        let path = format!("{}/{act}", thread.path());
        let done = convener.fill_in(&path, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}");
        let shown = [thread.path(), "/c/luthiers".to_owned()];
        let mut visitor = stage.visitor();
        let seen = [visitor.get(&shown[0]).await, visitor.get(&shown[1]).await];
        assert!(seen.iter().any(|page| page.has(sign)), "{act}");
        if act == "lock" {
            let page = author.get(&thread.path()).await;
            assert!(page.has("it takes no more replies") && page.value("body").is_none());
        }
        let path = format!("{}/{undo}", thread.path());
        let done = convener.fill_in(&path, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{undo}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bans_are_given_listed_and_lifted() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    stage.community(&ada, "luthiers").await;
    let mut convener = stage.signed_in("ada").await;
    let page = convener.get("/c/luthiers/bans?person=ben").await;
    assert!(page.has("Nobody is banned"));
    let wrong = [
        ("person", "nobody"),
        ("reason", "Kept reason"),
        ("days", "3"),
    ];
    let answer = convener.submit(&page, "/c/luthiers/ban", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.value("reason").as_deref(), Some("Kept reason"));
    assert_eq!(answer.wrong(), ["person"]);
    let oneself = [("person", "ada"), ("reason", "Kept reason")];
    let answer = convener.submit(&page, "/c/luthiers/ban", &oneself).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(refused(&answer).contains("yourself"), "{}", answer.body);
    assert_eq!(answer.value("reason").as_deref(), Some("Kept reason"));
    let right = [("person", "@ben"), ("reason", "Rude"), ("days", "3")];
    let answer = convener.submit(&page, "/c/luthiers/ban", &right).await;
    assert_eq!(answer.location(), "/c/luthiers/bans");
    let page = convener.get("/c/luthiers/bans").await;
    assert!(page.has("@ben") && page.has("2026-06-04"), "{}", page.body);
    let mut ben = stage.signed_in("ben").await;
    assert_eq!(
        ben.get("/c/luthiers/bans").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        ben.get("/c/luthiers/new").await.status,
        StatusCode::FORBIDDEN
    );
    let lifted = convener.submit(&page, "/c/luthiers/unban", &[]).await;
    assert_eq!(lifted.location(), "/c/luthiers/bans");
    assert_eq!(ben.get("/c/luthiers/new").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn long_lists_are_turned_both_ways() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let ben = stage.member("ben").await;
    for n in 0..60 {
        let order = BanOrder {
            reason: format!("reason {n:02}"),
            until: Some(stage.now().plus(chrono::TimeDelta::days(n + 1))),
            ..BanOrder::default()
        };
        ban(&stage, &ada, place.id(), &ben, &order).await.unwrap();
    }
    let mut visitor = stage.visitor();
    for path in ["/c/luthiers/modlog", "/modlog"] {
        let first = visitor.get(path).await;
        assert!(first.has("reason 59") && first.has("reason 10") && !first.has("reason 09"));
        assert_eq!(first.link("prev"), None);
        let second = visitor.get(&first.link("next").unwrap()).await;
        assert!(second.has("reason 09") && second.has("reason 00"));
        assert_eq!(second.link("next"), None, "{path}");
        let back = visitor.get(&second.link("prev").unwrap()).await;
        assert!(back.has("reason 59") && back.has("reason 10") && !back.has("reason 09"));
    }
}
