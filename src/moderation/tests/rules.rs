//! By which rule something is done, and who it is said to be.

use crate::app::testing::test_app_with;
use crate::communities::model::Community;
use crate::mail::tests::sink::Sink;
use crate::mail::tests::{confirm, point_at, work};
use crate::membership::actions::CommunityForm;
use crate::moderation::actions::{BanOrder, ban};
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;
use chrono::TimeDelta;

async fn stage() -> (Stage, Community) {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let form = CommunityForm {
        rules: "1. Be *kind*.\n2. No trade.".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "luthiers", form).await;
    (stage, place)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_and_a_lock_name_a_rule_with_a_reason_or_without() {
    let (stage, place) = stage().await;
    let ben = stage.member("ben").await;
    let mut convener = stage.signed_in("ada").await;
    let page = convener.get("/c/luthiers/bans").await;
    let rules = ["None of them in particular", "1. Be kind", "2. No trade"];
    assert_eq!(page.texts("select[name=rule] option"), rules);
    for rule in ["3", "0", "x"] {
        let fields = [("person", "ben"), ("rule", rule)];
        let refused = convener.submit(&page, "/c/luthiers/ban", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{rule}");
        assert_eq!(refused.wrong(), ["rule"]);
    }
    let bans = convener.get("/c/luthiers/bans").await;
    assert!(bans.has("Nobody is banned."));
    let fields = [("person", "ben"), ("rule", "1")];
    let banned = convener.submit(&page, "/c/luthiers/ban", &fields).await;
    assert_eq!(banned.status, StatusCode::SEE_OTHER, "{}", banned.body);

    let lifted = convener.get("/c/luthiers/bans").await;
    convener.submit(&lifted, "/c/luthiers/unban", &[]).await;
    let thread = stage.ask(&ben, &place, "Glue?").await;
    let fields = [("reason", "Heated"), ("rule", "2")];
    let lock = format!("{}/lock", thread.path());
    let locked = convener.fill_in(&lock, &fields).await;
    assert_eq!(locked.status, StatusCode::SEE_OTHER, "{}", locked.body);

    let log = stage.visitor().get("/c/luthiers/modlog").await;
    for said in ["Rule 1 (Be kind)", "Rule 2 (No trade): Heated"] {
        assert!(log.has(said), "{said}: {}", log.body);
    }
    let told = stage.signed_in("ben").await.get("/notifications").await;
    assert!(told.has("Rule 1 (Be kind)"), "{}", told.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_may_have_its_log_name_the_team_and_nobody_of_it() {
    let (stage, _) = stage().await;
    stage.member("ben").await;
    let mut convener = stage.signed_in("ada").await;
    let page = convener.get("/c/luthiers/bans").await;
    let fields = [("person", "ben"), ("reason", "Rude")];
    convener.submit(&page, "/c/luthiers/ban", &fields).await;
    let named = stage.visitor().get("/c/luthiers/modlog").await;
    assert_eq!(named.links("@ada"), ["/u/ada"]);

    let settings = "/c/luthiers/settings/rules";
    let changed = convener.fill_in(settings, &[("team_unnamed", "yes")]).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    let mut others = stage.signed_in("ben").await;
    for path in ["/c/luthiers/modlog", "/modlog"] {
        for log in [stage.visitor().get(path).await, others.get(path).await] {
            assert_eq!(log.links("The team"), ["/c/luthiers/about"], "{path}");
            assert!(log.links("@ada").is_empty(), "{path}: {}", log.body);
        }
    }
    let own = convener.get("/c/luthiers/modlog").await;
    assert_eq!(own.links("@ada"), ["/u/ada"], "who looks after it sees it");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_banned_gets_a_mail_that_says_why_until_when_and_what_to_do() {
    let sink = Sink::open().await;
    let app = test_app_with(|config| point_at(config, sink.port())).await;
    let stage = Stage::on(app).await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    confirm(&stage, ben.id()).await;
    let order = BanOrder {
        reason: "Rude".into(),
        until: Some(stage.now().plus(TimeDelta::days(3))),
        ..BanOrder::default()
    };
    ban(&stage, &ada, place.id(), &ben, &order).await.unwrap();
    work(&stage).await;
    let mails = sink.mails();
    let [mail] = &mails[..] else {
        panic!("one mail: {}", mails.len());
    };
    assert_eq!(mail.subject(), "Moderators decided something about you");
    let text = mail.text();
    for part in [
        "banned from The luthiers",
        "Why: Rude",
        "It ends on",
        "wrong",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
