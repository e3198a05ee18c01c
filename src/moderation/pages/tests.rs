//! Looking after a community through its pages.

use crate::accounts::model::ServerRole;
use crate::membership::actions::CommunityForm;
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
    assert!(
        convener
            .get(&thread.path())
            .await
            .has("The report of it is resolved.")
    );
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
async fn whose_words_are_removed_reads_why_and_under_which_rule() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    for name in ["cem", "dan"] {
        stage.member(name).await;
    }
    let form = CommunityForm {
        rules: "1. Be *kind*.\n2. No trade.".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "luthiers", form).await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let reply = stage.reply(&ben, &thread, None, "Buy my bows.").await;
    let path = format!("/comment/{}", reply.public_id);
    for name in ["cem", "dan"] {
        let mut reporter = stage.signed_in(name).await;
        let report = format!("{path}/report");
        assert!(reporter.get(&report).await.has("Buy my bows."));
        let made = reporter.fill_in(&report, &[("reason", "Trade")]).await;
        // The answer is given where the reporter lands.
        let landed = reporter.get(made.location()).await;
        let place = format!("#c-{} .notice", reply.public_id);
        let told = landed.texts(&place);
        assert_eq!(told, ["Thank you. The moderators have been told."]);
        let anywhere = landed.texts(".notice[role=status]");
        assert_eq!(anywhere, told, "and there alone");
    }

    let mut convener = stage.signed_in("ada").await;
    let remove = format!("{path}/remove");
    let page = convener.get(&remove).await;
    assert_eq!(page.texts("main blockquote"), ["Buy my bows."]);
    let rules = ["None of them in particular", "1. Be kind", "2. No trade"];
    assert_eq!(page.texts("select[name=rule] option"), rules);
    for (fields, wrong) in [
        (&[("rule", "2")][..], "reason"),
        (&[("reason", "Bows"), ("rule", "3")], "rule"),
        (&[("reason", "Bows"), ("rule", "x")], "rule"),
    ] {
        let refused = convener.submit(&page, &remove, fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.wrong(), [wrong]);
    }
    let grounds = [("reason", "Advertises bows"), ("rule", "2")];
    let removed = convener.submit(&page, &remove, &grounds).await;
    let landed = convener.get(removed.location()).await;
    assert!(landed.has("The 2 reports of it are resolved."));
    let reports = convener.get("/c/luthiers/reports").await;
    assert!(reports.has("Nothing waits for you"), "{}", reports.body);

    let why = "Why: Rule 2 (No trade): Advertises bows";
    let mut author = stage.signed_in("ben").await;
    let told = author.get("/notifications").await;
    assert_eq!(told.texts(".row-text"), [why]);
    let leads = told.links("What you wrote in The luthiers was removed");
    assert_eq!(leads, [path.as_str()]);
    let place = author.get(&path).await.location().to_owned();
    let shown = author.get(&place).await;
    assert!(shown.has(&format!("{why}. If you think that this is wrong,")));
    assert_eq!(shown.links("Write to ada"), ["/messages/ada"]);
    let convening = convener.get(&place).await;
    assert!(convening.has(why) && convening.links("Write to ada").is_empty());
    let others = stage.visitor().get(&thread.path()).await;
    assert!(!others.has("Advertises bows") && !others.has("Buy my bows."));
    // The log says why to everybody, and what to those who see it.
    for (name, quoted) in [("ada", true), ("ben", true), ("cem", false)] {
        let log = stage.signed_in(name).await.get("/c/luthiers/modlog").await;
        assert!(log.has("Rule 2 (No trade): Advertises bows"), "{name}");
        assert_eq!(log.links("a reply"), [path.as_str()], "{name}");
        assert_eq!(log.has("Buy my bows."), quoted, "{name}");
    }
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
    assert!(
        page.has("@ben") && page.has("until 4 June 2026"),
        "{}",
        page.body
    );
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
