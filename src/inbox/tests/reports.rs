//! Reports between servers: who is heard, who hears of them and not by whom, and on whose word they are settled.

use super::{Remote, World, block, count, id};
use crate::accounts::actions::suspend;
use crate::accounts::model::{Person, Viewer};
use crate::activitypub::tolerant::id_in;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{inboxes, said};
use crate::ids::AccountId;
use crate::membership::actions::appoint;
use crate::moderation::actions::{BanOrder, Settlement, Step, ban, report, work_on};
use crate::moderation::model::{Case, CaseOutcome, Target};
use crate::moderation::queries::{CasesOf, list_cases};
use crate::posts::queries::post_by_ap_id;
use crate::store::Turn;
use serde_json::{Value, json};

const WOOD: &str = "https://forum.test/c/wood";
const DESK: &str = "https://guild.example/u/desk";

/// A thread by Vic in `luthiers`.
async fn thread(world: &World) -> Value {
    let vic = world.person("https://victor.test/u/vic");
    let thread = vic.thread(world.group(), "1", "What glue?");
    let create = vic.does("Create", "1", thread.clone());
    world.send(&vic, &create).await;
    thread
}

async fn person(world: &World, remote: &Remote) -> Person {
    let found = resolve_actor(&world.app, &remote.id, FRESH).await.unwrap();
    found.person().unwrap()
}

fn flag(by: &Remote, tail: &str, thing: &Value) -> Value {
    let mut flag = by.does("Flag", tail, json!(id(thing)));
    flag["summary"] = json!("spam");
    flag
}

/// That a report is settled, as Lemmy says it.
fn resolve(by: &Remote, tail: &str, flag: &Value) -> Value {
    by.does("Resolve", tail, flag.clone())
}

/// The open cases here, the latest first.
async fn open(world: &World) -> Vec<Case> {
    let mut conn = world.app.store.read().await.unwrap();
    let of = CasesOf {
        place: None,
        settled: false,
        but: AccountId(0),
    };
    let found = list_cases(&mut conn, of, Turn::First, 10).await.unwrap();
    found.rows.into_iter().map(|row| row.case).collect()
}

/// What was said of this kind since, and to whom.
async fn told(world: &World, since: usize, kind: &str) -> Vec<(Value, Vec<String>)> {
    let mut all = Vec::new();
    for act in said(&world.app).await.split_off(since) {
        let to = inboxes(&world.app, &act["id"]).await;
        if act["type"] == kind && !to.is_empty() {
            all.push((act, to));
        }
    }
    all
}

async fn settle(world: &World, case: &Case) {
    settle_with(world, case, "").await;
}

async fn settle_with(world: &World, case: &Case, message: &str) {
    let viewer = Viewer::Account {
        id: world.ada.id(),
        admin: false,
    };
    let step = Step::Settle(Settlement {
        outcome: CaseOutcome::Acted,
        words: "Talked to them".to_owned(),
        message: message.to_owned(),
    });
    let which = (case.community_id, case.id);
    work_on(&world.app, &world.ada, &viewer, which, &step)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_we_keep_out_does_not_come_in_with_a_report() {
    let world = World::new().await;
    let app = &world.app;
    let thread = thread(&world).await;
    let [banned, suspended, blocked, welcome] = ["ban", "sus", "blo", "wel"]
        .map(|name| world.person(&format!("https://{name}.test/u/{name}")));
    let order = BanOrder::default();
    let who = person(&world, &banned).await;
    ban(app, &world.ada, world.luthiers.id(), &who, &order)
        .await
        .unwrap();
    let who = person(&world, &suspended).await;
    suspend(app, &Viewer::System, who.id()).await.unwrap();
    person(&world, &blocked).await;
    block(&world, "blo.test").await;
    world.work().await;
    for who in [&banned, &suspended, &blocked] {
        world.in_vain(who, &flag(who, "1", &thread)).await;
        assert!(open(&world).await.is_empty(), "{}", who.id);
    }
    // Of a person those who run the server hear from whom one community keeps out.
    let vic = json!({"id": "https://victor.test/u/vic"});
    world.send(&banned, &flag(&banned, "2", &vic)).await;
    let cases = open(&world).await;
    assert_eq!(cases.len(), 1);
    assert!(cases[0].for_server);
    world.send(&welcome, &flag(&welcome, "1", &thread)).await;
    assert_eq!(open(&world).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn moderators_elsewhere_hear_of_reports_and_not_by_whom() {
    let world = World::new().await;
    let app = &world.app;
    let thread = thread(&world).await;
    let mo = world.person("https://mod.test/u/mo");
    let moderator = person(&world, &mo).await;
    crate::communities::tests::belongs(app, &world.luthiers, &moderator).await;
    appoint(app, &world.ada, &world.luthiers, &moderator)
        .await
        .unwrap();
    let uli = world.person("https://honest.test/u/uli");
    person(&world, &uli).await;
    for host in ["mod.test", "honest.test", "victor.test"] {
        set_software(app, host, "guildhall").await;
    }
    world.work().await;
    let before = said(app).await.len();
    world.send(&uli, &flag(&uli, "1", &thread)).await;
    let flags = told(&world, before, "Flag").await;
    assert_eq!(flags.len(), 1, "{flags:#?}");
    let (passed, to) = &flags[0];
    assert_eq!(to, &["https://mod.test/u/mo/inbox"]);
    assert_eq!(passed["actor"], DESK);
    assert_eq!(passed["object"], id(&thread));
    assert!(!passed.to_string().contains("honest.test"), "{passed:#}");

    // What came of it each hears of the report that they know.
    let before = said(app).await.len();
    settle(&world, &open(&world).await[0]).await;
    let mut answers = told(&world, before, "Resolve").await;
    answers.sort_by(|a, b| a.1.cmp(&b.1));
    let expected = [
        (uli.id.as_str(), "https://honest.test/u/uli/inbox"),
        (DESK, "https://mod.test/u/mo/inbox"),
    ];
    assert_eq!(answers.len(), expected.len(), "{answers:#?}");
    for ((answer, to), (by, inbox)) in answers.iter().zip(expected) {
        assert_eq!(to, &[inbox]);
        assert_eq!(answer["object"]["type"], "Flag");
        assert_eq!(id_in(&answer["object"], "actor"), Some(by));
        assert_eq!(answer["object"]["object"], id(&thread));
        assert!(!answer.to_string().contains("Talked"), "{answer:#}");
        let names_uli = answer.to_string().contains("honest.test");
        assert_eq!(names_uli, by == uli.id, "{answer:#}");
    }
    // Software that knows no such thing is not told.
    set_software(app, "mod.test", "mbin").await;
    set_software(app, "honest.test", "mbin").await;
    world.send(&uli, &flag(&uli, "2", &thread)).await;
    let before = said(app).await.len();
    settle(&world, &open(&world).await[0]).await;
    assert!(told(&world, before, "Resolve").await.is_empty());
}

/// A thread in a community elsewhere, which people here follow.
async fn wood(world: &World) -> (Remote, Value) {
    let wood = world.followed_group(WOOD).await;
    let bob = world.person("https://bob.test/u/bob");
    let thread = bob.thread(WOOD, "1", "Which plane?");
    world.serve(&thread);
    let create = bob.does("Create", "1", thread.clone());
    world.send(&wood, &wood.announces("1", &create)).await;
    set_software(&world.app, "forum.test", "guildhall").await;
    (wood, thread)
}

/// Ada looks after the community elsewhere from now on.
async fn entrusted(world: &World, wood: &Remote) {
    let lena = world.person("https://forum.test/u/lena");
    let mut add = lena.does("Add", "ada", json!(world.ada.actor.ap_id));
    add["target"] = json!(format!("{WOOD}/moderators"));
    add["audience"] = json!(WOOD);
    world.send(wood, &wood.announces("ada", &add)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_passes_reports_on_to_those_here_who_look_after_it() {
    let world = World::new().await;
    let ours = thread(&world).await;
    let (wood, thread) = wood(&world).await;
    let uli = world.person("https://honest.test/u/uli");
    let passed = |tail: &str, thing: &Value| wood.announces(tail, &flag(&uli, tail, thing));
    // While nobody here does there is nobody to tell.
    world.in_vain(&wood, &passed("f1", &thread)).await;
    entrusted(&world, &wood).await;
    world.send(&wood, &passed("f2", &thread)).await;
    // It is the group's word: nobody but Uli could say that Uli reports.
    let kept = "SELECT COUNT(*) AS n FROM reports r JOIN actors a ON a.id = r.reporter_actor_id
        WHERE a.ap_id = 'https://forum.test/c/wood' AND r.source = 'community'";
    assert_eq!(count(&world.app.store, kept).await, 1);
    let told = format!("told {} report report ", world.ada.actor.ap_id);
    let dump = world.dump().await;
    assert!(dump.iter().any(|line| line.starts_with(&told)), "{dump:#?}");
    // Of what is not its own it says nothing, not even to those who look after both.
    world.in_vain(&wood, &passed("f3", &ours)).await;

    // What came of it goes back to it.
    let before = said(&world.app).await.len();
    settle(&world, &open(&world).await[0]).await;
    let answers = told_of(&world, before).await;
    assert_eq!(answers, [format!("{WOOD}/inbox")]);
}

/// Where it was said since that something is settled.
async fn told_of(world: &World, since: usize) -> Vec<String> {
    let answers = told(world, since, "Resolve").await;
    answers.into_iter().flat_map(|(_, to)| to).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_after_a_community_elsewhere_settles_what_is_reported_in_it() {
    let world = World::new().await;
    let app = &world.app;
    let (wood, thread) = wood(&world).await;
    let viewer = Viewer::Account {
        id: world.ada.id(),
        admin: false,
    };
    let post = {
        let mut conn = app.store.read().await.unwrap();
        let found = post_by_ap_id(&mut conn, &Viewer::System, id(&thread)).await;
        found.unwrap().unwrap()
    };
    let reported = async || {
        let before = said(app).await.len();
        let target = Target::Post(post.id);
        report(app, &world.ada, &viewer, target, "Trade")
            .await
            .unwrap();
        let mut flags = told(&world, before, "Flag").await;
        flags.retain(|(_, to)| to.contains(&format!("{WOOD}/inbox")));
        assert_eq!(flags.len(), 1, "{flags:#?}");
        flags.remove(0).0
    };
    let flag = reported().await;
    assert_eq!(flag["actor"], DESK);

    // Neither strangers, nor the author's server, nor another group.
    let den = world.followed_group("https://den.test/c/den").await;
    let strangers = [
        world.person("https://eve.test/u/eve"),
        world.person("https://bob.test/u/bob"),
    ];
    for (n, who) in strangers.iter().enumerate() {
        world
            .in_vain(who, &resolve(who, &format!("r{n}"), &flag))
            .await;
    }
    let lena = world.person("https://forum.test/u/lena");
    let by_lena = resolve(&lena, "r1", &flag);
    world.in_vain(&den, &den.announces("r1", &by_lena)).await;
    assert_eq!(open(&world).await.len(), 1);

    // Somebody of its own server, and the group itself.
    world.send(&lena, &by_lena).await;
    assert!(open(&world).await.is_empty());
    let told = format!("told {} report_settled", world.ada.actor.ap_id);
    let dump = world.dump().await;
    assert!(dump.iter().any(|line| line.starts_with(&told)), "{dump:#?}");
    let again = reported().await;
    let passed = wood.announces("r2", &resolve(&lena, "r2", &again));
    world.send(&wood, &passed).await;
    assert!(open(&world).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reports_from_elsewhere_is_written_to_where_there_is_something_to_say() {
    let world = World::new().await;
    let thread = thread(&world).await;
    let uli = world.person("https://honest.test/u/uli");
    let mut letters = Vec::new();
    for (tail, message) in [("1", ""), ("2", "We talked to them.")] {
        world.send(&uli, &flag(&uli, tail, &thread)).await;
        let before = said(&world.app).await.len();
        settle_with(&world, &open(&world).await[0], message).await;
        world.work().await;
        for act in said(&world.app).await.split_off(before) {
            if act["type"] == "Create" && act["to"] == json!([uli.id]) {
                letters.push(act["object"]["content"].as_str().unwrap().to_owned());
            }
        }
    }
    assert_eq!(letters.len(), 1, "{letters:#?}");
    assert!(letters[0].contains("We talked to them."), "{}", letters[0]);
    assert!(!letters[0].contains("ada"), "{}", letters[0]);
}
