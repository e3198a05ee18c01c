use super::*;
use crate::communities::tests::{belongs, inboxes, known, said};
use crate::membership::actions::appoint;
use crate::membership::queries::banning::replace_ban;
use crate::moderation::actions::{Grounds, remove, report, resolve_report};
use crate::moderation::model::Target;
use crate::moderation::queries::{count_open_reports, list_open_reports};
use crate::posts::actions::{delete_reply, delete_thread};
use crate::store::Turn;

const REPORTS: &str = "/c/rust/reports";

async fn open(guild: &Guild) -> i64 {
    let mut conn = guild.app.store.read().await.unwrap();
    count_open_reports(&mut conn, Some(guild.place.id()))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_reaches_those_in_charge_and_is_resolved_by_them() {
    let guild = Guild::new().await;
    let carl = person(&guild.app, "carl").await;
    let olga = make(&guild.app, "olga", ServerRole::Admin).await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let answer = guild.answer(&guild.bob, &thread).await;
    let mut reporter = guild.browser("carl").await;
    let path = format!("/comment/{}/report", answer.public_id);
    for _ in 0..2 {
        let sent = act(&mut reporter, &path, "Rude").await;
        assert_eq!(sent.location(), answer.path_on(&thread));
    }
    assert_eq!(open(&guild).await, 1, "the same again adds nothing");
    for person in [&guild.ada, &olga] {
        assert!(guild.told(person).await.contains(&NoticeKind::Report));
    }
    for person in [&guild.bob, &carl] {
        assert!(!guild.told(person).await.contains(&NoticeKind::Report));
    }
    assert_eq!(reporter.get(REPORTS).await.status, StatusCode::FORBIDDEN);

    let mut ada = guild.browser("ada").await;
    let page = ada.get(REPORTS).await;
    for part in ["bob thinks so", "Rude", "@carl"] {
        assert!(page.has(part), "{part}");
    }
    // How many wait is said in the head of every page of the community.
    assert_eq!(page.links("Moderation 1"), [REPORTS]);
    let row = page.body.split("/reports/").nth(1).unwrap();
    let id = row.split('/').next().unwrap().to_owned();
    let action = format!("{REPORTS}/{id}/resolve");
    let csrf = [("csrf", page.value("csrf").unwrap())];
    let refused = reporter.get("/c/rust/modlog").await;
    let theirs = refused.value_anywhere("csrf").unwrap();
    let refused = reporter.post(&action, &[("csrf", &theirs)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(open(&guild).await, 1);
    let fields = [("csrf", csrf[0].1.as_str()), ("resolution", "Talked")];
    assert_eq!(ada.post(&action, &fields).await.location(), REPORTS);
    assert_eq!(open(&guild).await, 0);
    let page = ada.get(REPORTS).await;
    assert!(page.links("Moderation 1").is_empty());
    act(&mut reporter, &path, "Still rude").await;
    assert_eq!(
        open(&guild).await,
        1,
        "once closed it can be reported again"
    );
}

/// How many reports are new to somebody.
async fn new_to(guild: &Guild, who: &Person) -> usize {
    let mut conn = guild.app.store.read().await.unwrap();
    let found = list_notices(&mut conn, who.id(), Turn::First, 50).await;
    let rows = found.unwrap().rows.into_iter();
    let reports = rows.filter(|notice| notice.kind == NoticeKind::Report);
    reports.filter(|notice| notice.is_new()).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_of_those_in_charge_settles_is_new_to_none_of_them() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let olga = make(app, "olga", ServerRole::Admin).await;
    let carl = person(app, "carl").await;
    belongs(app, &guild.place, &carl).await;
    appoint(app, &guild.ada, &guild.place, &carl).await.unwrap();
    let thread = guild.ask(&guild.bob, "How?").await;
    let answer = guild.answer(&guild.bob, &thread).await;
    for name in ["dan", "eve"] {
        let by = person(app, name).await;
        let viewer = Viewer::Account {
            id: by.id(),
            admin: false,
        };
        for target in [Target::Post(thread.id), Target::Comment(answer.id)] {
            report(app, &by, &viewer, target, "Rude").await.unwrap();
        }
    }
    let are_new = async |expected: usize| {
        for who in [&guild.ada, &carl, &olga] {
            assert_eq!(new_to(&guild, who).await, expected, "{}", who.handle());
        }
    };
    are_new(4).await;
    let (what, why) = (Target::Comment(answer.id), Grounds::from("Rude"));
    remove(app, &carl, what, &why).await.unwrap();
    assert_eq!(open(&guild).await, 2);
    are_new(2).await;
    let waiting = {
        let mut conn = app.store.read().await.unwrap();
        let place = Some(guild.place.id());
        let found = list_open_reports(&mut conn, place, Turn::First, 10).await;
        found.unwrap().rows
    };
    let viewer = Viewer::Account {
        id: olga.id(),
        admin: true,
    };
    for (row, left) in waiting.iter().zip([1, 0]) {
        resolve_report(app, &olga, &viewer, row.report.id, "Talked")
            .await
            .unwrap();
        are_new(left).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_who_is_banned_hears_of_no_report() {
    let guild = Guild::new().await;
    let (app, place) = (&guild.app, guild.place.id());
    let mut moderators = Vec::new();
    for name in ["carl", "dan", "eve"] {
        let moderator = person(app, name).await;
        belongs(app, &guild.place, &moderator).await;
        appoint(app, &guild.ada, &guild.place, &moderator)
            .await
            .unwrap();
        moderators.push(moderator);
    }
    let mut tx = app.store.begin().await.unwrap();
    for (who, from) in moderators.iter().zip([Some(place), None]) {
        replace_ban(&mut tx, &ban_of(app, who, from)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let thread = guild.ask(&guild.ada, "How?").await;
    let viewer = Viewer::Account {
        id: guild.bob.id(),
        admin: false,
    };
    report(app, &guild.bob, &viewer, Target::Post(thread.id), "Rude")
        .await
        .unwrap();
    for (who, expected) in moderators.iter().zip([false, false, true]) {
        let told = guild.told(who).await.contains(&NoticeKind::Report);
        assert_eq!(told, expected, "{}", who.handle());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_need_a_reason_and_something_that_may_be_seen() {
    let guild = Guild::new().await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let path = format!("{}/report", thread.path());
    let mut bob = guild.browser("bob").await;
    let own = act(&mut bob, &path, "Mine").await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    person(&guild.app, "carl").await;
    let mut carl = guild.browser("carl").await;
    for reason in [" ".to_owned(), "x".repeat(2001)] {
        let answer = act(&mut carl, &path, &reason).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.wrong(), ["reason"]);
    }
    assert_eq!(open(&guild).await, 0);
    let missing = carl.get("/post/0000000/report").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let (what, why) = (Target::Post(thread.id), Grounds::from("Rude"));
    remove(&guild.app, &guild.ada, what, &why).await.unwrap();
    let seen = act(&mut carl, &path, "What was it?").await;
    assert_ne!(seen.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_its_author_deleted_since_is_quoted_in_no_report() {
    let guild = Guild::new().await;
    person(&guild.app, "carl").await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let answer = guild.answer(&guild.bob, &thread).await;
    let mut carl = guild.browser("carl").await;
    for path in [thread.path(), format!("/comment/{}", answer.public_id)] {
        act(&mut carl, &format!("{path}/report"), "Rude").await;
    }
    let mut ada = guild.browser("ada").await;
    let page = ada.get(REPORTS).await;
    assert!(page.has("How?") && page.has("bob thinks so"));

    delete_reply(&guild.app, &guild.bob, answer.id)
        .await
        .unwrap();
    delete_thread(&guild.app, &guild.bob, thread.id)
        .await
        .unwrap();
    let page = ada.get(REPORTS).await;
    assert_eq!(open(&guild).await, 2);
    assert!(page.has("Rude"), "{}", page.body);
    for words in ["How?", "bob thinks so"] {
        assert!(!page.has(words), "{words}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_of_whoever_wrote_it_is_told_in_its_own_way() {
    let guild = Guild::new().await;
    let viewer = Viewer::Account {
        id: guild.bob.id(),
        admin: false,
    };
    for (host, software, actor) in [
        ("forum.test", "lemmy", "https://guild.example/u/bob"),
        ("blog.test", "mastodon", "https://guild.example/"),
    ] {
        let id = format!("https://{host}/u/cid");
        let cid = known(&guild.app, &id, "Person", "cid").await;
        let cid = cid.person().unwrap();
        crate::communities::tests::follows::set_software(&guild.app, host, software).await;
        let before = said(&guild.app).await.len();
        let target = Target::Account(cid.id());
        report(&guild.app, &guild.bob, &viewer, target, "Spam")
            .await
            .unwrap();
        let said = said(&guild.app).await.split_off(before);
        let mut sent = Vec::new();
        for flag in &said {
            assert_eq!(flag["type"], "Flag");
            assert_eq!(flag["published"], guild.app.now().wire());
            if !inboxes(&guild.app, &flag["id"]).await.is_empty() {
                sent.push(flag["actor"].as_str().unwrap());
            }
        }
        assert_eq!(sent, [actor], "{software}");
    }
}
