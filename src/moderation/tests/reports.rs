use super::*;
use crate::communities::tests::{belongs, inboxes, known, said};
use crate::error::{Error, Reason};
use crate::ids::AccountId;
use crate::membership::actions::appoint;
use crate::membership::queries::banning::replace_ban;
use crate::moderation::actions::{
    Grounds, Settlement, Step, remove, report, report_by_name, report_by_rule, work_on,
};
use crate::moderation::model::{Case, CaseOutcome, Target};
use crate::moderation::queries::{CasesOf, count_open_cases, list_cases};
use crate::notifications::model::Notice;
use crate::posts::actions::{delete_reply, delete_thread};
use crate::store::Turn;

const REPORTS: &str = "/c/rust/reports";

/// Who looks at everything.
const NOBODY: AccountId = AccountId(0);

async fn open(guild: &Guild) -> i64 {
    let mut conn = guild.app.store.read().await.unwrap();
    count_open_cases(&mut conn, Some(guild.place.id()), NOBODY)
        .await
        .unwrap()
}

/// The open cases of the community, the latest first.
async fn cases(guild: &Guild) -> Vec<Case> {
    let mut conn = guild.app.store.read().await.unwrap();
    let of = CasesOf {
        place: Some(guild.place.id()),
        settled: false,
        but: NOBODY,
    };
    let found = list_cases(&mut conn, of, Turn::First, 10).await.unwrap();
    found.rows.into_iter().map(|row| row.case).collect()
}

fn seen_by(who: &Person) -> Viewer {
    Viewer::Account {
        id: who.id(),
        admin: false,
    }
}

fn settled(words: &str, message: &str) -> Step {
    Step::Settle(Settlement {
        outcome: CaseOutcome::Acted,
        words: words.to_owned(),
        message: message.to_owned(),
    })
}

/// Somebody who looks after the community with Ada.
async fn moderator(guild: &Guild, name: &str) -> Person {
    let moderator = person(&guild.app, name).await;
    belongs(&guild.app, &guild.place, &moderator).await;
    appoint(&guild.app, &guild.ada, &guild.place, &moderator)
        .await
        .unwrap();
    moderator
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
    let case = page.links("Look closer").remove(0);
    let refused = reporter.get("/c/rust/modlog").await;
    let theirs = refused.value_anywhere("csrf").unwrap();
    let fields = [("csrf", theirs.as_str()), ("act", "acted")];
    let refused = reporter.post(&case, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(reporter.get(&case).await.status, StatusCode::FORBIDDEN);
    assert_eq!(open(&guild).await, 1);
    let fields = [("act", "acted"), ("words", "Talked")];
    let sent = ada.submit(&page, &case, &fields).await;
    assert_eq!(sent.location(), REPORTS);
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
    // Once for each thing, however many report it.
    are_new(2).await;
    let (what, why) = (Target::Comment(answer.id), Grounds::from("Rude"));
    assert_eq!(remove(app, &carl, what, &why).await.unwrap(), 2);
    assert_eq!(open(&guild).await, 1);
    are_new(1).await;
    let viewer = Viewer::Account {
        id: olga.id(),
        admin: true,
    };
    let case = cases(&guild).await.remove(0);
    assert_eq!(case.report_count, 2);
    let step = settled("Talked", "");
    work_on(app, &olga, &viewer, (None, case.id), &step)
        .await
        .unwrap();
    are_new(0).await;
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
        ("forum.test", "lemmy", "https://guild.example/u/desk"),
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

/// Presses a button of the page of a case, on which each has a form of its own.
async fn press(
    browser: &mut Browser,
    page: &Answer,
    case: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let csrf = page.value_anywhere("csrf").unwrap();
    let mut all = vec![("csrf", csrf.as_str())];
    all.extend(fields);
    browser.post(case, &all).await
}

/// What somebody was told, the latest first.
async fn notices(guild: &Guild, who: &Person) -> Vec<Notice> {
    let mut conn = guild.app.store.read().await.unwrap();
    let found = list_notices(&mut conn, who.id(), Turn::First, 50).await;
    found.unwrap().rows
}

#[tokio::test(flavor = "multi_thread")]
async fn several_reports_of_one_thing_are_one_case_that_is_settled_for_all() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let eve = moderator(&guild, "eve").await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let (carl, dan) = (person(app, "carl").await, person(app, "dan").await);
    for (who, why) in [(&carl, "Rude"), (&dan, "Trade")] {
        let target = Target::Post(thread.id);
        report(app, who, &seen_by(who), target, why).await.unwrap();
    }
    let mut ada = guild.browser("ada").await;
    let queue = ada.get(REPORTS).await;
    for part in ["2 reports", "Rude", "Trade", "@carl", "@dan"] {
        assert!(queue.has(part), "{part}: {}", queue.body);
    }
    let case = queue.links("Look closer").remove(0);
    // What is done most often is done with one press here, or asked for on the page that one press leads to.
    let acts = ["Remove…", "Lock", "Warn…", "Mute…", "Ban…"];
    let on = |page: &Answer| acts.map(|act| page.links(act).remove(0));
    let about = format!("&post={}#ban", thread.public_id);
    let expected = [
        format!("{}/remove", thread.path()),
        format!("{}/lock", thread.path()),
        format!("/c/rust/bans?person=bob&act=warn{about}"),
        format!("/c/rust/bans?person=bob&act=mute{about}"),
        "/c/rust/bans?person=bob#ban".to_owned(),
    ];
    assert_eq!(on(&queue), expected);
    assert_eq!(on(&ada.get(&case).await), expected);
    let claimed = ada.submit(&queue, &case, &[("act", "claim")]).await;
    assert_eq!(claimed.location(), case);
    let page = ada.get(&case).await;
    assert!(page.has("you are on it") && page.has("How?"));
    let note = [("act", "note"), ("note", "I will write to bob")];
    press(&mut ada, &page, &case, &note).await;
    let mut other = guild.browser("eve").await;
    let seen = other.get(&case).await;
    assert!(seen.has("@ada is on it") && seen.has("I will write to bob"));

    let place = Some(guild.place.id());
    let id = cases(&guild).await.remove(0).id;
    let step = settled("Wrote to bob", "It will not happen again.");
    work_on(app, &eve, &seen_by(&eve), (place, id), &step)
        .await
        .unwrap();
    assert_eq!(open(&guild).await, 0);
    for who in [&carl, &dan] {
        let told = notices(&guild, who).await;
        let told = told.first().unwrap();
        assert_eq!(told.kind, NoticeKind::ReportSettled);
        assert_eq!(told.by, None, "not by whom");
        let outcome = told.settled.as_ref().unwrap();
        assert_eq!(outcome.acted, Some(true));
        assert_eq!(outcome.message, "It will not happen again.");
    }
    assert!(guild.told(&guild.bob).await.is_empty());

    // It can be read later, and opened again.
    let settled_ones = ada.get(&format!("{REPORTS}?settled=yes")).await;
    assert_eq!(settled_ones.links("Look closer"), [case.as_str()]);
    let page = ada.get(&case).await;
    for part in [
        "@eve settled it",
        "Wrote to bob",
        "I will write to bob",
        "It will not happen again.",
        "dealt with",
    ] {
        assert!(page.has(part), "{part}: {}", page.body);
    }
    press(&mut ada, &page, &case, &[("act", "reopen")]).await;
    assert_eq!(open(&guild).await, 1);
    assert!(ada.get(REPORTS).await.has("2 reports"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_for_a_community_goes_to_the_administrators_and_back() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let olga = make(app, "olga", ServerRole::Admin).await;
    let carl = person(app, "carl").await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let target = Target::Post(thread.id);
    report(app, &carl, &seen_by(&carl), target, "Sells stolen things")
        .await
        .unwrap();
    let id = cases(&guild).await.remove(0).id;
    let place = Some(guild.place.id());
    let ada = seen_by(&guild.ada);
    let does = async |step: Step| work_on(app, &guild.ada, &ada, (place, id), &step).await;
    does(Step::PassOn).await.unwrap();
    assert_eq!(open(&guild).await, 0);
    for step in [Step::Claim, settled("", ""), Step::HandBack] {
        let refused = does(step).await;
        let is_refused = matches!(refused, Err(Error::Refused(Reason::NotAdmin)));
        assert!(is_refused, "{refused:?}");
    }
    // Nor does what its moderators do with the thing settle it.
    remove(app, &guild.ada, target, &Grounds::from("Off topic"))
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    let waiting = count_open_cases(&mut conn, None, NOBODY).await.unwrap();
    drop(conn);
    assert_eq!(waiting, 1);
    let admin = Viewer::Account {
        id: olga.id(),
        admin: true,
    };
    work_on(app, &olga, &admin, (None, id), &Step::HandBack)
        .await
        .unwrap();
    does(Step::Claim).await.unwrap();
    assert_eq!(open(&guild).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_automatic_rule_reports_and_tells_no_other_server() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let thread = guild.ask(&guild.bob, "How?").await;
    let before = said(app).await.len();
    for why in ["Words: pills", "Words: pills", "Links: spam.test"] {
        let mut tx = app.store.begin().await.unwrap();
        report_by_rule(&mut tx, app, Target::Post(thread.id), why)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(said(app).await.len(), before);
    let case = cases(&guild).await.remove(0);
    assert_eq!((open(&guild).await, case.report_count), (1, 2));
    assert!(guild.told(&guild.ada).await.contains(&NoticeKind::Report));
    assert!(guild.told(&guild.bob).await.is_empty());
    let page = guild.browser("ada").await.get(REPORTS).await;
    assert!(page.has("Reported by an automatic rule") && page.has("Words: pills"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_banned_reports_people_and_nothing_in_the_community() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let carl = person(app, "carl").await;
    belongs(app, &guild.place, &carl).await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let answer = guild.answer(&guild.bob, &thread).await;
    let mut tx = app.store.begin().await.unwrap();
    let place = Some(guild.place.id());
    replace_ban(&mut tx, &ban_of(app, &carl, place))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for target in [Target::Post(thread.id), Target::Comment(answer.id)] {
        let refused = report(app, &carl, &seen_by(&carl), target, "Rude").await;
        let is_refused = matches!(refused, Err(Error::Refused(Reason::Banned)));
        assert!(is_refused, "{refused:?}");
    }
    let mut browser = guild.browser("carl").await;
    let page = browser.get(&format!("{}/report", thread.path())).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(open(&guild).await, 0);
    assert!(guild.told(&guild.ada).await.is_empty());
    let bob = Target::Account(guild.bob.id());
    report(app, &carl, &seen_by(&carl), bob, "Rude")
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    let waiting = count_open_cases(&mut conn, None, NOBODY).await.unwrap();
    assert_eq!(waiting, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reported_learn_nothing_of_it_though_they_moderate() {
    let guild = Guild::new().await;
    let app = &guild.app;
    let carl = moderator(&guild, "carl").await;
    let thread = guild.ask(&carl, "How?").await;
    let target = Target::Post(thread.id);
    report(app, &guild.bob, &seen_by(&guild.bob), target, "Rude")
        .await
        .unwrap();
    assert!(guild.told(&guild.ada).await.contains(&NoticeKind::Report));
    assert!(!guild.told(&carl).await.contains(&NoticeKind::Report));
    let mut ada = guild.browser("ada").await;
    let queue = ada.get(REPORTS).await;
    assert_eq!(queue.links("Moderation 1"), [REPORTS]);
    let case = queue.links("Look closer").remove(0);

    let mut theirs = guild.browser("carl").await;
    for list in [REPORTS.to_owned(), format!("{REPORTS}?settled=yes")] {
        let page = theirs.get(&list).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has("Nothing waits for you") && !page.has("Rude"));
        assert!(page.links("Moderation 1").is_empty(), "{}", page.body);
    }
    assert_eq!(theirs.get(&case).await.status, StatusCode::NOT_FOUND);
    let page = theirs.get("/c/rust/modlog").await;
    let csrf = page.value_anywhere("csrf").unwrap();
    for act in ["claim", "nothing", "note", "pass_on"] {
        let fields = [("csrf", csrf.as_str()), ("act", act), ("note", "Mine")];
        let refused = theirs.post(&case, &fields).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{act}");
    }
    // What they do with it themselves settles nothing and tells them nothing.
    let removed = act(&mut theirs, &format!("{}/remove", thread.path()), "Mine").await;
    let landed = theirs.get(removed.location()).await;
    assert!(landed.has("It is removed") && !landed.has("report of it"));
    assert_eq!(open(&guild).await, 1);
    assert!(ada.get(&case).await.has("Rude"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reports_is_named_to_other_servers_only_if_they_chose_so() {
    let guild = Guild::new().await;
    let (app, bob) = (&guild.app, &guild.bob);
    let mut reported = Vec::new();
    for name in ["cid", "cyd", "cod"] {
        let id = format!("https://forum.test/u/{name}");
        let found = known(app, &id, "Person", name).await;
        reported.push(found.person().unwrap());
    }
    crate::communities::tests::follows::set_software(app, "forum.test", "lemmy").await;
    let mut before = said(app).await.len();
    let mut sent = async || {
        let mut flags = said(app).await.split_off(before);
        before += flags.len();
        assert_eq!(flags.len(), 1, "{flags:#?}");
        flags.remove(0)
    };
    let (desk, own) = ("https://guild.example/u/desk", &bob.actor.ap_id);
    let target = |n: usize| Target::Account(reported[n].id());
    report(app, bob, &seen_by(bob), target(0), "Spam")
        .await
        .unwrap();
    let flag = sent().await;
    assert_eq!(flag["actor"], desk);
    assert!(!flag.to_string().contains(own.as_str()), "{flag:#}");
    report_by_name(app, bob, &seen_by(bob), target(1), "Spam")
        .await
        .unwrap();
    assert_eq!(sent().await["actor"], own.as_str());
    let mut browser = guild.browser("bob").await;
    let fields = [("reason", "Spam"), ("named", "on")];
    let made = browser.fill_in("/u/cod@forum.test/report", &fields).await;
    assert_eq!(made.location(), "/u/cod@forum.test");
    assert_eq!(sent().await["actor"], own.as_str());
}
