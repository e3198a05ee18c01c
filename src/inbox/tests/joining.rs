//! Joining from other servers: by messages that are answered with a reply or on the page behind their link,
//! and by `Join` between Guildhall servers.

use super::{Remote, World, count, id};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::person_by_ap_id;
use crate::accounts::tests::browser::Browser;
use crate::activitypub::fake_http::Reply;
use crate::activitypub::net::NetError;
use crate::activitypub::send::send_pending;
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{community, said};
use crate::membership::actions::{
    CommunityForm, Decision, SettingsForm, appoint, decide, open_application_of, parse_questions,
    update_community, update_questions, update_settings,
};
use crate::membership::model::{Channel, MembershipState, rules_hash};
use crate::membership::queries::applications::{last_application, list_events};
use crate::membership::queries::letters::letter_of;
use crate::membership::queries::membership_of;
use crate::membership::queries::rules::list_agreements;
use crate::posts::queries::post_by_ap_id;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

const DESK: &str = "https://guild.example/u/desk";

/// Only members write; whoever applies answers two questions.
pub(super) async fn guild() -> World {
    let mut world = World::unlimited().await;
    let form = CommunityForm {
        post_policy: "members".into(),
        answer_policy: "members".into(),
        ..CommunityForm::from(&world.luthiers)
    };
    let changed = update_community(&world.app, &world.ada, &world.luthiers, &form).await;
    world.luthiers = changed.unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    let form = SettingsForm::load(&mut conn, &world.luthiers).await;
    drop(conn);
    let form = SettingsForm {
        join: "application".into(),
        welcome: "Come in.".into(),
        ..form.unwrap()
    };
    let viewer = ada(&world);
    let changed = update_settings(&world.app, &viewer, &world.ada, &world.luthiers, &form).await;
    world.luthiers = changed.unwrap();
    let asked = "text*: What do you build?\nchoice*: Where? | | At home, In a shop";
    let asked = parse_questions(asked).unwrap();
    update_questions(&world.app, &viewer, &world.ada, &world.luthiers, &asked)
        .await
        .unwrap();
    world
}

pub(super) fn ada(world: &World) -> Viewer {
    Viewer::Account {
        id: world.ada.id(),
        admin: false,
    }
}

/// Sends a thread, and waits until what follows from it is done.
pub(super) async fn posts(world: &World, who: &Remote, software: &str, tail: &str) -> Value {
    let page = who.thread(world.group(), tail, &format!("Which glue {tail}?"));
    let create = who.does("Create", tail, page);
    world.send(who, &create).await;
    let host = crate::activitypub::ids::host_of(&who.id).unwrap();
    set_software(&world.app, &host, software).await;
    later(world, TimeDelta::minutes(2)).await;
    create
}

pub(super) async fn later(world: &World, by: TimeDelta) {
    world.pass(by);
    world.work().await;
}

/// Everything that was said to one person alone.
pub(super) async fn letters(world: &World, to: &Remote) -> Vec<Value> {
    let all = said(&world.app).await.into_iter();
    all.filter(|act| act["type"] == "Create" && act["to"] == json!([to.id]))
        .collect()
}

pub(super) async fn last_words(world: &World, to: &Remote) -> String {
    let letters = letters(world, to).await;
    let last = letters.last().expect("something was said");
    last["object"]["content"].as_str().unwrap().to_owned()
}

/// A private note to whoever wrote the last letter, as an answer to it.
pub(super) async fn replies(world: &World, who: &Remote, tail: &str, html: &str) {
    let letters = letters(world, who).await;
    let letter = letters.last().expect("there is something to answer");
    let to = letter["actor"].as_str().unwrap();
    writes(world, who, to, Some(&letter["object"]["id"]), (tail, html)).await;
}

async fn writes(
    world: &World,
    who: &Remote,
    to: &str,
    about: Option<&Value>,
    (tail, html): (&str, &str),
) {
    let note = json!({
        "id": format!("{}/note/{tail}", who.id), "type": "Note", "attributedTo": who.id,
        "to": [to], "cc": [], "inReplyTo": about, "content": html,
        "published": world.app.now().wire(),
        "tag": [{"type": "Mention", "href": to, "name": "@somebody"}],
    });
    let mut create = who.does("Create", &format!("note-{tail}"), note);
    create["to"] = json!([to]);
    world.send(who, &create).await;
}

pub(super) async fn known(world: &World, remote: &Remote) -> Person {
    let mut conn = world.app.store.read().await.unwrap();
    let found = person_by_ap_id(&mut conn, &remote.id).await;
    found.unwrap().unwrap()
}

pub(super) async fn state(world: &World, who: &Remote) -> Option<MembershipState> {
    let who = known(world, who).await;
    let mut conn = world.app.store.read().await.unwrap();
    let found = membership_of(&mut conn, world.luthiers.id(), who.id()).await;
    found.unwrap().map(|membership| membership.state)
}

pub(super) async fn decides(world: &World, who: &Remote, decision: Decision, reason: &str) {
    let who = known(world, who).await;
    let (app, place) = (&world.app, &world.luthiers);
    let open = open_application_of(app, place, &who).await.unwrap();
    let viewer = ada(world);
    decide(
        app,
        &viewer,
        &world.ada,
        place.id(),
        open.id,
        decision,
        reason,
    )
    .await
    .unwrap();
    world.work().await;
}

/// Whether a thread is shown, and how often the community passed it on.
async fn shown(world: &World, create: &Value) -> (bool, usize) {
    let mut conn = world.app.store.read().await.unwrap();
    let post = post_by_ap_id(&mut conn, &Viewer::System, id(&create["object"])).await;
    let announced = |act: &&Value| act["type"] == "Announce" && act["object"]["id"] == create["id"];
    let said = said(&world.app).await;
    let times = said.iter().filter(announced).count();
    (post.unwrap().unwrap().is_visible(), times)
}

/// The path of the link in a letter.
pub(super) fn link(letter: &Value) -> String {
    let html = letter["object"]["content"].as_str().unwrap();
    let (_, rest) = html.split_once("https://guild.example/join/").unwrap();
    let token = rest.split(['"', '<', '&']).next().unwrap();
    format!("/join/{token}")
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_on_a_microblog_joins_by_replies() {
    let world = guild().await;
    // Somebody on a forum reads along, so that what is shown is passed on.
    let fan = world.person("https://forum.test/u/fan");
    let follow = fan.does("Follow", "f", json!(world.group()));
    world.send(&fan, &follow).await;
    let bo = world.person("https://away.test/users/bo");
    let follow = bo.does("Follow", "f", json!(world.group()));
    world.send(&bo, &follow).await;
    later(&world, TimeDelta::hours(1)).await;
    assert!(letters(&world, &bo).await.is_empty(), "not for following");

    let first = posts(&world, &bo, "mastodon", "1").await;
    let asked = letters(&world, &bo).await;
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0]["actor"], world.group());
    let note = &asked[0]["object"];
    assert_eq!(note["type"], "Note");
    assert_eq!(note["inReplyTo"], first["object"]["id"]);
    assert_eq!(note["tag"][0]["href"], bo.id);
    let words = note["content"].as_str().unwrap();
    for part in [
        "Be kind",
        "What do you build?",
        "In a shop",
        "AGREE",
        "/join/",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    posts(&world, &bo, "mastodon", "2").await;
    assert_eq!(letters(&world, &bo).await.len(), 1, "once");

    replies(&world, &bo, "1", "<p>@luthiers Sounds nice</p>").await;
    assert!(last_words(&world, &bo).await.contains("not understood"));
    replies(&world, &bo, "2", "<p>@luthiers AGREE<br>1: Guitars</p>").await;
    let help = last_words(&world, &bo).await;
    assert!(
        help.contains("2: Where?") && help.contains("Choose one"),
        "{help}"
    );
    assert_eq!(state(&world, &bo).await, None);
    let answer = "<p>@luthiers AGREE<br>1: Guitars<br>2: in a shop</p>";
    replies(&world, &bo, "3", answer).await;
    assert!(
        last_words(&world, &bo)
            .await
            .contains("have your application")
    );
    assert_eq!(state(&world, &bo).await, Some(MembershipState::Applied));
    let who = known(&world, &bo).await;
    let mut conn = world.app.store.read().await.unwrap();
    let application = last_application(&mut conn, world.luthiers.id(), who.id()).await;
    let application = application.unwrap().unwrap();
    drop(conn);
    assert_eq!(application.channel, Channel::Reply);
    let given: Vec<&str> = application
        .answers
        .0
        .iter()
        .map(|each| &*each.answer)
        .collect();
    assert_eq!(given, ["Guitars", "In a shop"]);

    decides(&world, &bo, Decision::AskMore, "How many?").await;
    assert!(last_words(&world, &bo).await.contains("How many?"));
    replies(&world, &bo, "4", "<p>@luthiers Two a year.</p>").await;
    assert_eq!(state(&world, &bo).await, Some(MembershipState::Applied));
    decides(&world, &bo, Decision::Decline, "We are full.").await;
    assert!(last_words(&world, &bo).await.contains("We are full."));
    assert_eq!(shown(&world, &first).await, (false, 0));
    let before = letters(&world, &bo).await.len();
    posts(&world, &bo, "mastodon", "3").await;
    assert_eq!(letters(&world, &bo).await.len(), before, "not in the pause");

    later(&world, TimeDelta::days(15)).await;
    let mut mention = bo.thread(world.group(), "wish", "x");
    mention["type"] = json!("Note");
    mention["name"] = Value::Null;
    mention["content"] = json!("<p>@luthiers JOIN</p>");
    world.send(&bo, &bo.does("Create", "wish", mention)).await;
    world.work().await;
    assert_eq!(letters(&world, &bo).await.len(), before + 1);
    assert!(last_words(&world, &bo).await.contains("What do you build?"));
    replies(&world, &bo, "5", answer).await;
    decides(&world, &bo, Decision::Approve, "").await;
    assert!(last_words(&world, &bo).await.contains("Come in."));
    assert_eq!(
        shown(&world, &first).await,
        (true, 1),
        "what waited is shown"
    );
    let fourth = posts(&world, &bo, "mastodon", "4").await;
    assert_eq!(shown(&world, &fourth).await, (true, 1));

    // The second version of the rules.
    let form = CommunityForm {
        rules: "Be kind.\n\nNo trade.".into(),
        rules_change: "material".into(),
        ..CommunityForm::from(&world.luthiers)
    };
    update_community(&world.app, &world.ada, &world.luthiers, &form)
        .await
        .unwrap();
    let until = world.app.now().plus(TimeDelta::days(14));
    world.work().await;
    later(&world, TimeDelta::minutes(2)).await;
    let asked = last_words(&world, &bo).await;
    let day = until.utc().format("%-d %B %Y");
    let as_before = format!("Until {day} you go on as before");
    for part in [
        "No trade.",
        "and stay one",
        "after that what you write there is kept and held",
        as_before.as_str(),
    ] {
        assert!(asked.contains(part), "{part}: {asked}");
    }
    assert!(!asked.contains("ends by itself"), "{asked}");
    later(&world, TimeDelta::days(15)).await;
    let fifth = posts(&world, &bo, "mastodon", "5").await;
    assert_eq!(shown(&world, &fifth).await, (false, 0));
    replies(&world, &bo, "6", "<p>Ich bin nicht einverstanden</p>").await;
    assert_eq!(shown(&world, &fifth).await, (false, 0));
    let letter = letters(&world, &bo).await.len();
    replies(&world, &bo, "7", "<p>Ich bin einverstanden.</p>").await;
    world.work().await;
    assert_eq!(shown(&world, &fifth).await, (true, 1));
    assert_eq!(letters(&world, &bo).await.len(), letter + 1);
    let mut conn = world.app.store.read().await.unwrap();
    let said = list_agreements(&mut conn, world.luthiers.id(), who.id()).await;
    let said = said.unwrap();
    assert_eq!((said[0].version, said[0].channel), (2, Channel::Reply));
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_on_a_forum_joins_on_the_page_that_only_they_have() {
    let world = guild().await;
    let lena = world.person("https://lemmy.test/u/lena");
    let first = posts(&world, &lena, "lemmy", "1").await;
    let asked = letters(&world, &lena).await;
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0]["actor"], DESK);
    let note = &asked[0]["object"];
    assert_eq!(
        (&note["type"], &note["inReplyTo"]),
        (&json!("ChatMessage"), &Value::Null)
    );
    assert!(
        note["source"]["content"]
            .as_str()
            .unwrap()
            .contains("1. Be kind.")
    );

    let path = link(&asked[0]);
    let mut browser = Browser::on_server(&world.app);
    let page = browser.get(&path).await;
    assert!(page.has("lena@lemmy.test") && page.has("What do you build?"));
    let end = world.app.now().plus(TimeDelta::days(30)).utc();
    let end = format!("on {} this page ends", end.format("%-d %B %Y"));
    assert!(page.has(&end), "{end}: {}", page.body);
    let answer = browser.fill_in(&path, &[("answer_1", "Lutes")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.wrong(), ["answer_2", "agree"]);
    assert_eq!(answer.value("answer_1").as_deref(), Some("Lutes"));
    let fields = [
        ("answer_1", "Lutes"),
        ("answer_2", "At home"),
        ("agree", "on"),
    ];
    let answer = browser.fill_in(&path, &fields).await;
    assert_eq!(answer.location(), path, "{}", answer.body);
    assert_eq!(state(&world, &lena).await, Some(MembershipState::Applied));
    // From now on the link tells how its owner stands, and does nothing.
    let told = browser.get(&path).await;
    assert!(told.has("You applied just now.") && told.has("lena@lemmy.test"));
    assert!(!told.has("Lutes") && told.value("answer_1").is_none());
    assert_eq!(told.links("See the community"), ["/c/luthiers"]);
    let again = browser.submit(&page, &path, &fields).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "{}", again.body);
    let wrong = format!("{path}x");
    assert_eq!(browser.get(&wrong).await.status, StatusCode::NOT_FOUND);

    // The desk is asked how it stands, and is no person to whom mail comes.
    writes(&world, &lena, DESK, None, ("1", "<p>JOIN luthiers</p>")).await;
    assert!(
        last_words(&world, &lena)
            .await
            .contains("have yet to decide")
    );
    decides(&world, &lena, Decision::Approve, "Welcome!").await;
    let told = browser.get(&path).await;
    assert!(told.has("You are a member.") && !told.has("Welcome!"));
    let last = letters(&world, &lena).await.pop().unwrap();
    assert_eq!(last["actor"], DESK);
    assert!(
        last["object"]["content"]
            .as_str()
            .unwrap()
            .contains("Welcome!")
    );
    assert!(shown(&world, &first).await.0);
    let dump = world.dump().await;
    assert!(
        dump.iter().all(|line| !line.starts_with("message")),
        "nothing is kept"
    );
}

/// Forum software does not say which message another one answers.
#[tokio::test(flavor = "multi_thread")]
async fn who_was_asked_by_two_communities_says_which_one_they_mean() {
    let world = guild().await;
    let turners = community(&world.app, &world.ada, "turners").await;
    let lena = world.person("https://lemmy.test/u/lena");
    for (tail, wish) in [("1", "<p>JOIN luthiers</p>"), ("2", "<p>JOIN turners</p>")] {
        writes(&world, &lena, DESK, None, (tail, wish)).await;
        world.work().await;
    }
    let who = known(&world, &lena).await;
    let in_turners = async || {
        let mut conn = world.app.store.read().await.unwrap();
        let found = membership_of(&mut conn, turners.id(), who.id()).await;
        found.unwrap().map(|membership| membership.state)
    };
    writes(&world, &lena, DESK, None, ("3", "<p>AGREE</p>")).await;
    let asked = last_words(&world, &lena).await;
    assert!(
        asked.contains("!luthiers") && asked.contains("!turners"),
        "{asked}"
    );
    assert_eq!(
        (in_turners().await, state(&world, &lena).await),
        (None, None)
    );

    let said = ("4", "<p>@desk !turners AGREE</p>");
    writes(&world, &lena, DESK, None, said).await;
    assert_eq!(in_turners().await, Some(MembershipState::Member));
    assert_eq!(state(&world, &lena).await, None);
    // One is left, which needs no name.
    let said = "<p>AGREE<br>1: Guitars<br>2: in a shop</p>";
    writes(&world, &lena, DESK, None, ("5", said)).await;
    assert_eq!(state(&world, &lena).await, Some(MembershipState::Applied));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_gone_for_good_leaves_no_answers_no_reasons_and_no_letters() {
    let world = guild().await;
    let bo = world.person("https://away.test/users/bo");
    posts(&world, &bo, "mastodon", "1").await;
    let answer = "<p>@luthiers AGREE<br>1: Guitars<br>2: in a shop</p>";
    replies(&world, &bo, "1", answer).await;
    decides(&world, &bo, Decision::AskMore, "How many?").await;
    let who = known(&world, &bo).await;
    let left = async || {
        let mut conn = world.app.store.read().await.unwrap();
        let place = world.luthiers.id();
        let application = last_application(&mut conn, place, who.id()).await;
        let events = list_events(&mut conn, place, who.id()).await.unwrap();
        let letter = letter_of(&mut conn, place, who.id()).await.unwrap();
        let reasons = events.iter().filter(|event| !event.reason.is_empty());
        let application = application.unwrap().unwrap();
        (
            application.is_open(),
            application.answers.0.len(),
            (events.len(), reasons.count()),
            letter.is_some(),
        )
    };
    assert_eq!(left().await, (true, 2, (2, 1), true));
    let farewell = bo.does("Delete", "bye", json!(bo.id));
    world.send(&bo, &farewell).await;
    assert_eq!(left().await, (false, 0, (2, 0), false));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_gone_for_good_belongs_nowhere_and_holds_no_office() {
    let world = guild().await;
    let bo = world.person("https://away.test/users/bo");
    posts(&world, &bo, "mastodon", "1").await;
    let answer = "<p>@luthiers AGREE<br>1: Guitars<br>2: in a shop</p>";
    replies(&world, &bo, "1", answer).await;
    decides(&world, &bo, Decision::Approve, "").await;
    let who = known(&world, &bo).await;
    appoint(&world.app, &world.ada, &world.luthiers, &who)
        .await
        .unwrap();
    assert_eq!(state(&world, &bo).await, Some(MembershipState::Member));
    let farewell = bo.does("Delete", "bye", json!(bo.id));
    world.send(&bo, &farewell).await;
    assert_eq!(state(&world, &bo).await, Some(MembershipState::Left));
    let left = format!("role {} in {} member left", bo.id, world.group());
    assert!(world.dump().await.contains(&left));
    // Our desk says so for who cannot sign here.
    let said = said(&world.app).await;
    let told = said
        .iter()
        .any(|each| each["type"] == "Remove" && each["object"] == bo.id && each["actor"] == DESK);
    assert!(told, "{said:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_come_again_after_a_day_and_end_after_thirty() {
    let world = guild().await;
    let bo = world.person("https://away.test/users/bo");
    posts(&world, &bo, "mastodon", "1").await;
    later(&world, TimeDelta::hours(25)).await;
    let asked = letters(&world, &bo).await;
    assert_eq!(asked.len(), 2);
    assert!(last_words(&world, &bo).await.contains("Once more"));
    later(&world, TimeDelta::days(5)).await;
    assert_eq!(letters(&world, &bo).await.len(), 2, "and no more");
    let mut browser = Browser::on_server(&world.app);
    let (old, new) = (link(&asked[0]), link(&asked[1]));
    assert_eq!(browser.get(&old).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(&new).await.status, StatusCode::OK);
    later(&world, TimeDelta::days(30)).await;
    assert_eq!(browser.get(&new).await.status, StatusCode::NOT_FOUND);
    // Who agrees to what is over reads it anew first.
    replies(&world, &bo, "1", "<p>AGREE</p>").await;
    world.work().await;
    assert_eq!(letters(&world, &bo).await.len(), 3);
    assert_eq!(state(&world, &bo).await, None);
}

/// Links that work once, as long as they can be read in what we said.
const LINKS: &str = "SELECT COUNT(*) AS n FROM activities WHERE document LIKE '%/join/%'";

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_kept_no_longer_than_until_it_is_delivered_or_given_up() {
    let world = guild().await;
    let (store, http) = (&world.app.store, &world.app.http);
    let bo = world.person("https://away.test/users/bo");
    posts(&world, &bo, "mastodon", "1").await;
    assert_eq!(count(store, LINKS).await, 1, "it waits to be sent");
    let path = link(&letters(&world, &bo).await[0]);
    send_pending(&world.app).await.unwrap();
    assert_eq!(count(store, LINKS).await, 0);
    let inbox = format!("{}/inbox", bo.id);
    let posted = http.posted_to(&inbox);
    assert!(posted.iter().any(|act| act.to_string().contains(&path)));
    let mut browser = Browser::on_server(&world.app);
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);

    // To a server that never comes back.
    http.answer("other.test", Reply::Fail(NetError::Connect));
    let cy = world.person("https://other.test/users/cy");
    posts(&world, &cy, "mastodon", "1").await;
    send_pending(&world.app).await.unwrap();
    assert_eq!(count(store, LINKS).await, 1);
    world.pass(TimeDelta::days(31));
    send_pending(&world.app).await.unwrap();
    assert_eq!(count(store, LINKS).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_join_while_something_of_theirs_waits_gets_one_letter_and_its_link_works() {
    let world = guild().await;
    let bo = world.person("https://away.test/users/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    let create = bo.does("Create", "1", page);
    world.send(&bo, &create).await;
    set_software(&world.app, "away.test", "mastodon").await;
    // Sooner than they would be asked because of their thread.
    later(&world, TimeDelta::seconds(20)).await;
    assert!(letters(&world, &bo).await.is_empty());
    let join = "<p>@luthiers JOIN</p>";
    writes(&world, &bo, world.group(), None, ("j1", join)).await;
    world.work().await;
    let first = letters(&world, &bo).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0]["object"]["inReplyTo"], create["object"]["id"]);
    later(&world, TimeDelta::minutes(2)).await;
    writes(&world, &bo, world.group(), None, ("j2", join)).await;
    world.work().await;
    assert_eq!(
        letters(&world, &bo).await.len(),
        1,
        "that one is on its way"
    );
    let mut browser = Browser::on_server(&world.app);
    let old = link(&first[0]);
    assert_eq!(browser.get(&old).await.status, StatusCode::OK);
    // Whoever asks again after a while has lost it.
    later(&world, TimeDelta::minutes(10)).await;
    writes(&world, &bo, world.group(), None, ("j3", join)).await;
    world.work().await;
    let both = letters(&world, &bo).await;
    assert_eq!(both.len(), 2);
    assert_eq!(browser.get(&old).await.status, StatusCode::NOT_FOUND);
    let new = link(&both[1]);
    assert_eq!(browser.get(&new).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_or_babbles_without_end_gets_few_answers() {
    let world = guild().await;
    let bo = world.person("https://away.test/users/bo");
    for n in 0..6 {
        let tail = format!("j{n}");
        let said = (tail.as_str(), "<p>@luthiers join!</p>");
        writes(&world, &bo, world.group(), None, said).await;
        later(&world, TimeDelta::minutes(11)).await;
    }
    let count = letters(&world, &bo).await.len();
    assert_eq!(count, 3, "the same letter");
    for n in 0..6 {
        let tail = format!("b{n}");
        let said = (tail.as_str(), "<p>@luthiers blah</p>");
        writes(&world, &bo, world.group(), None, said).await;
    }
    assert_eq!(letters(&world, &bo).await.len(), count + 3);

    // The same words once more say nothing new.
    let cy = world.person("https://other.test/users/cy");
    for n in 0..2 {
        let note = json!({
            "id": "https://other.test/n/1", "type": "Note", "attributedTo": cy.id,
            "to": [DESK], "content": "<p>Hello?</p>",
        });
        world
            .send(&cy, &cy.does("Create", &n.to_string(), note))
            .await;
    }
    assert_eq!(letters(&world, &cy).await.len(), 1);
    assert!(last_words(&world, &cy).await.contains("JOIN luthiers"));
    // Programs are not talked to.
    let robot = world.actor("https://other.test/users/robot", "Service");
    let said = ("1", "<p>join</p>");
    writes(&world, &robot, world.group(), None, said).await;
    world.work().await;
    assert!(letters(&world, &robot).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn members_elsewhere_are_asked_when_the_rules_change() {
    let world = guild().await;
    let bo = world.person("https://away.test/users/bo");
    posts(&world, &bo, "mastodon", "1").await;
    let answer = "<p>@luthiers AGREE<br>1: Guitars<br>2: in a shop</p>";
    replies(&world, &bo, "1", answer).await;
    decides(&world, &bo, Decision::Approve, "").await;
    let before = letters(&world, &bo).await.len();
    let form = CommunityForm {
        rules: "Be kind.\n\nNo trade.".into(),
        rules_change: "material".into(),
        ..CommunityForm::from(&world.luthiers)
    };
    update_community(&world.app, &world.ada, &world.luthiers, &form)
        .await
        .unwrap();
    world.work().await;
    later(&world, TimeDelta::minutes(2)).await;
    assert_eq!(letters(&world, &bo).await.len(), before + 1);
    assert!(last_words(&world, &bo).await.contains("No trade."));
    replies(&world, &bo, "2", "<p>@luthiers AGREE</p>").await;
    let who = known(&world, &bo).await;
    let mut conn = world.app.store.read().await.unwrap();
    let said = list_agreements(&mut conn, world.luthiers.id(), who.id()).await;
    assert_eq!(said.unwrap()[0].version, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_asked_for_again_is_good_for_thirty_days() {
    let world = guild().await;
    let bo = world.person("https://away.test/users/bo");
    posts(&world, &bo, "mastodon", "1").await;
    later(&world, TimeDelta::days(29)).await;
    // The reminder went out just now.
    world.pass(TimeDelta::minutes(11));
    let said = ("again", "<p>@luthiers join</p>");
    writes(&world, &bo, world.group(), None, said).await;
    world.work().await;
    let newest = letters(&world, &bo).await.pop().unwrap();
    later(&world, TimeDelta::days(29)).await;
    let mut browser = Browser::on_server(&world.app);
    assert_eq!(browser.get(&link(&newest)).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_applied_on_another_way_has_their_join_answered_too() {
    let world = guild().await;
    let gil = world.person("https://hall.test/u/gil");
    posts(&world, &gil, "mastodon", "1").await;
    let answer = "<p>@luthiers AGREE<br>1: Guitars<br>2: in a shop</p>";
    replies(&world, &gil, "1", answer).await;
    let hash = rules_hash(&["Be kind.".to_owned()]);
    let join = joins(&world, &gil, "2", &hash);
    world.send(&gil, &join).await;
    assert!(answered(&world).await.is_empty(), "nobody has decided");
    decides(&world, &gil, Decision::Approve, "").await;
    let (kind, about, _) = answered(&world).await.pop().unwrap();
    assert_eq!((kind.as_str(), about.as_str()), ("Accept", id(&join)));
    assert!(last_words(&world, &gil).await.contains("Come in."));
}

/// A `Join` as another Guildhall sends it.
pub(super) fn joins(world: &World, who: &Remote, tail: &str, hash: &str) -> Value {
    let mut join = who.does("Join", tail, json!(world.group()));
    join["to"] = json!([world.group()]);
    join["instrument"] = json!({
        "type": "MembershipApplication", "rulesAgreed": hash,
        "answers": [
            {"name": "Where?", "content": "At home"},
            {"name": "What do you build?", "content": "Lutes"},
        ],
    });
    join
}

/// What the community decided about Joins, latest last.
async fn answered(world: &World) -> Vec<(String, String, String)> {
    let said = said(&world.app).await;
    let about_joins = said.iter().filter(|act| act["object"]["type"] == "Join");
    about_joins
        .filter(|act| act["type"] != "TentativeAccept")
        .map(|act| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            (
                text(&act["type"]),
                text(&act["object"]["id"]),
                text(&act["summary"]),
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_another_guildhall_join_by_their_servers_word() {
    let world = guild().await;
    let (_, group) = world.document("/c/luthiers").await;
    let group: Value = serde_json::from_str(&group).unwrap();
    let terms = &group["membershipTerms"];
    let hash = rules_hash(&["Be kind.".to_owned()]);
    assert_eq!(terms["rulesHash"], hash.as_str());
    assert_eq!(terms["joinPolicy"], "application");
    assert_eq!(
        terms["questions"][1]["choices"],
        json!(["At home", "In a shop"])
    );

    let gil = world.person("https://hall.test/u/gil");
    for (tail, hash, expected) in [
        ("1", "", "Only who agrees"),
        ("2", "of another version", "The rules have changed"),
    ] {
        let join = joins(&world, &gil, tail, hash);
        world.send(&gil, &join).await;
        let (kind, about, why) = answered(&world).await.pop().unwrap();
        assert_eq!((kind.as_str(), about.as_str()), ("Reject", id(&join)));
        assert!(why.contains(expected), "{why}");
    }
    let join = joins(&world, &gil, "3", &hash);
    world.send(&gil, &join).await;
    assert_eq!(state(&world, &gil).await, Some(MembershipState::Applied));
    decides(&world, &gil, Decision::Approve, "").await;
    let last = answered(&world).await.pop().unwrap();
    assert_eq!(
        last,
        ("Accept".to_owned(), id(&join).to_owned(), String::new())
    );
    assert!(
        letters(&world, &gil).await.is_empty(),
        "its server shows it"
    );

    // Nobody leaves for somebody else.
    let mallory = world.person("https://hall.test/u/mallory");
    let mut leave = mallory.does("Leave", "4", json!(world.group()));
    world.in_vain(&mallory, &leave).await;
    leave["actor"] = json!(gil.id);
    world.in_vain(&mallory, &leave).await;
    let leave = gil.does("Leave", "5", json!(world.group()));
    world.send(&gil, &leave).await;
    assert_eq!(state(&world, &gil).await, Some(MembershipState::Left));
    // Other software joins other things.
    let event = gil.does("Join", "6", json!("https://guild.example/post/x"));
    world.in_vain(&gil, &event).await;
}
