//! The page for joining a community of another Guildhall server: what it shows, what it judges, and what becomes
//! of the answer and of words that were written there before.

use super::between::{JOIN, WOOD, ada, asks, belonging, hall_as, invite, last_said, state, told};
use super::joining::{decides, guild, joins};
use super::{Remote, World, id};
use crate::activitypub::fake_http::Reply;
use crate::communities::actions::follow;
use crate::communities::model::Community;
use crate::communities::tests::said;
use crate::inbox::lookup::resolve;
use crate::membership::actions::{
    Decision, SettingsForm, join_elsewhere, leave_elsewhere, update_settings,
};
use crate::membership::federation::refresh_moderators;
use crate::membership::model::{MembershipState, rules_hash};
use crate::membership::terms::Request;
use crate::notifications::model::NoticeKind;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;
use crate::store::Time;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

const NEW: &str = "/c/wood@hall.test/new";

async fn hall(world: &World) -> (Remote, Community) {
    hall_as(world, "application", false, |_| ()).await
}

async fn times_said(world: &World, kind: &str) -> usize {
    let said = said(&world.app).await;
    said.iter().filter(|act| act["type"] == kind).count()
}

fn day(time: Time) -> String {
    time.utc().format("%-d %B %Y").to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_left_out_is_said_beside_its_field_before_anything_is_sent() {
    let world = World::new().await;
    hall(&world).await;
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    let blank = [("answer_1", " "), ("agree", "on")];
    let refused = browser.submit(&page, JOIN, &blank).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["answer_1"]);
    let unread = [("answer_1", "Bows.")];
    let refused = browser.submit(&page, JOIN, &unread).await;
    assert_eq!(refused.wrong(), ["agree"]);
    let kept = refused.value("answer_1").unwrap();
    assert_eq!(kept.trim(), "Bows.");
    let other = [
        ("answer_1", "Bows."),
        ("agree", "on"),
        ("question_1", "Why?"),
    ];
    let refused = browser.submit(&page, JOIN, &other).await;
    assert_eq!(refused.wrong(), ["answer_1"], "it was another question");
    assert_eq!(times_said(&world, "Join").await, 0);
    let whole = [("answer_1", "Bows."), ("agree", "on")];
    let sent = browser.submit(&page, JOIN, &whole).await;
    assert_eq!(sent.location(), JOIN, "{}", sent.body);
    let join = last_said(&world, "Join").await;
    let answers = json!([{"name": "What do you build?", "content": "Bows."}]);
    assert_eq!(join["instrument"]["answers"], answers);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_signed_out_while_they_answered_is_given_their_words_back() {
    let world = World::new().await;
    hall(&world).await;
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    browser.cookies.remove("__Host-session");
    let whole = [("answer_1", "Bows."), ("agree", "on")];
    let refused = browser.submit(&page, JOIN, &whole).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let kept = refused.value("answer_1").unwrap();
    assert_eq!(kept.trim(), "Bows.");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_known_of_a_community_elsewhere_stands_on_its_page() {
    let world = World::new().await;
    let rules = "<h2>Rules</h2><ol><li>Be kind to all.</li></ol>";
    let (group, wood) = hall_as(&world, "application", false, |document| {
        document["description"] = json!("For people who build bows");
        document["summary"] = json!(format!("<p>Wood and hair.</p>{rules}"));
        document["membershipTerms"]["notFor"] = json!("Dealers");
        document["membershipTerms"]["offers"] = json!("A *library*.");
    })
    .await;
    let rob = world.person("https://hall.test/u/rob");
    let moderators = format!("{}/moderators", group.id);
    let list = json!({
        "id": moderators, "type": "OrderedCollection", "orderedItems": [rob.id],
    });
    world.app.http.answer(&moderators, Reply::json(&list));
    refresh_moderators(&world.app, &wood).await.unwrap();
    let mut visitor = crate::accounts::tests::browser::Browser::on_server(&world.app);
    let seen = visitor.get(JOIN).await;
    assert!(seen.has("For people who build bows") && !seen.has("Dealers"));
    assert!(seen.has("Nothing that is said in it has come to this server yet."));

    follow(&world.app, &world.ada, &wood).await.unwrap();
    let asked = last_said(&world, "Follow").await;
    world.send(&group, &group.does("Accept", "1", asked)).await;
    let mut thread = rob.thread(&group.id, "1", "Which wood?");
    thread["published"] = json!(world.app.now().wire());
    let create = rob.does("Create", "1", thread);
    world.send(&group, &group.announces("1", &create)).await;
    let page = ada(&world).await.get(JOIN).await;
    for part in [
        "Wood and hair.",
        "Dealers",
        "A <em>library</em>.",
        "1 new thread",
    ] {
        assert!(page.has(part), "{part}: {}", page.body);
    }
    assert_eq!(page.links("rob"), ["/u/rob@hall.test"]);
    let once = page.body.matches("Be kind to all.").count();
    assert_eq!(once, 1, "the rules stand there once");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_first_look_one_can_join_and_is_told_that_threads_are_on_their_way() {
    let world = World::new().await;
    let group = world.actor("https://hall.test/c/wood", "Group");
    let rob = world.person("https://hall.test/u/rob");
    let mut document = group.document("Group");
    document["membershipTerms"] = json!({
        "type": "MembershipTerms", "joinPolicy": "open", "rules": [], "rulesHash": "",
        "questions": [], "note": "",
    });
    world.serve(&document);
    let moderators = format!("{}/moderators", group.id);
    let list = json!({
        "id": moderators, "type": "OrderedCollection", "orderedItems": [rob.id],
    });
    world.app.http.answer(&moderators, Reply::json(&list));
    resolve(&world.app, &super::joining::ada(&world), &group.id)
        .await
        .unwrap();
    let mut browser = ada(&world).await;
    let page = browser.get(WOOD).await;
    assert!(page.has("Its threads are on their way"), "{}", page.body);
    assert!(!page.has("Nobody has begun"));
    assert_eq!(page.links("Join"), [JOIN]);
    let visitor = crate::accounts::tests::browser::Browser::on_server(&world.app)
        .get(WOOD)
        .await;
    assert!(visitor.has("Nothing has come here yet"));
    world.work().await;
    let members = browser.get("/c/wood@hall.test/members").await;
    assert!(members.has("looks after the community"), "{}", members.body);
    assert!(browser.get(WOOD).await.has("looks after the community"));
}

#[tokio::test(flavor = "multi_thread")]
async fn words_wait_elsewhere_where_only_members_write_and_their_author_is_told() {
    let world = World::new().await;
    let (group, wood) = hall_as(&world, "application", false, |document| {
        document["postPolicy"] = json!("members");
        document["answerPolicy"] = json!("members");
    })
    .await;
    let mut browser = ada(&world).await;
    let form = browser.get(NEW).await;
    assert!(
        form.has("What you write will wait on hall.test."),
        "{}",
        form.body
    );
    assert!(form.has("People on this server see what you send at once"));
    assert_eq!(form.links("Join the community"), [JOIN]);
    let action = format!("{NEW}?kind=question");
    let fields = [("title", "Which wood?"), ("body", "For bows.")];
    let posted = browser.submit(&form, &action, &fields).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.body);
    assert_eq!(
        last_said(&world, "Create").await["object"]["name"],
        "Which wood?"
    );
    let path = posted.location().to_owned();
    let thread = browser.get(&path).await;
    assert!(thread.has("It waits on hall.test."), "{}", thread.body);
    assert!(thread.has("People on this server see this already"));
    assert!(thread.has("What you write will wait on hall.test."));
    let stranger = crate::accounts::tests::browser::Browser::on_server(&world.app)
        .get(&path)
        .await;
    assert!(stranger.has("For bows.") && !stranger.has("It waits"));
    assert_eq!(thread.links("Join the community"), [JOIN, JOIN]);
    let reply = format!("{path}/reply");
    let opened = browser.get(&path).await;
    let hidden = opened.value_anywhere("csrf").unwrap();
    let fields = [("csrf", hidden.as_str()), ("body", "Or which hair?")];
    let replied = browser.post(&reply, &fields).await;
    assert_eq!(replied.status, StatusCode::SEE_OTHER, "{}", replied.body);
    let thread = browser.get(&path).await;
    assert!(thread.has("It waits there") && thread.has("Or which hair?"));
    assert_eq!(thread.links("Join the community").len(), 3);

    belonging(&world, &group, &wood).await;
    for page in [path.as_str(), NEW] {
        let page = browser.get(page).await;
        assert!(page.links("Join the community").is_empty(), "{}", page.body);
    }
    // Where everybody writes nothing is said of it.
    assert!(!browser.get("/c/luthiers/new").await.has("will wait"));
    assert_eq!(browser.get(WOOD).await.links("You are a member"), [JOIN]);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_go_on_waiting_after_a_decline_and_their_author_is_told_when_they_may_ask_again() {
    let world = World::new().await;
    let (group, wood) = hall_as(&world, "application", false, |document| {
        document["postPolicy"] = json!("members");
    })
    .await;
    let mut browser = ada(&world).await;
    let form = browser.get(NEW).await;
    let action = format!("{NEW}?kind=question");
    let fields = [("title", "Which wood?"), ("body", "For bows.")];
    let posted = browser.submit(&form, &action, &fields).await;
    let path = posted.location().to_owned();
    let join = asking(&world, &wood).await;
    let thread = browser.get(&path).await;
    assert!(
        thread.has("see it when you are taken in"),
        "{}",
        thread.body
    );
    let see = "See how your application stands";
    assert_eq!(thread.links(see), [JOIN]);

    let until = world.app.now().plus(TimeDelta::days(14));
    let mut reject = group.does("Reject", "1", join);
    reject["endTime"] = json!(until.wire());
    world.send(&group, &reject).await;
    let told = format!(
        "You were not taken in; you can apply again on {}.",
        day(until)
    );
    for page in [path.as_str(), NEW] {
        let page = browser.get(page).await;
        assert!(page.has(&told), "{}", page.body);
        assert!(page.has("only if you are taken in later"));
        assert!(page.links("Join the community").is_empty());
    }
    assert!(browser.get(&path).await.has("It waits on hall.test."));

    // What somebody wrote while they belonged waits no more once they have left.
    world.pass(TimeDelta::days(15));
    let join = asking(&world, &wood).await;
    world.send(&group, &group.does("Accept", "2", join)).await;
    let mut browser = ada(&world).await;
    assert!(!browser.get(&path).await.has("It waits"));
    world.pass(TimeDelta::seconds(1));
    leave_elsewhere(&world.app, &world.ada, &wood)
        .await
        .unwrap();
    assert!(!browser.get(&path).await.has("It waits on hall.test."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_its_community_passes_on_waits_no_more_though_its_author_never_joined() {
    let world = World::new().await;
    let (group, _) = hall_as(&world, "application", false, |document| {
        document["postPolicy"] = json!("members");
        document["answerPolicy"] = json!("members");
    })
    .await;
    let mut browser = ada(&world).await;
    let form = browser.get(NEW).await;
    let action = format!("{NEW}?kind=question");
    let fields = [("title", "Which wood?"), ("body", "For bows.")];
    let posted = browser.submit(&form, &action, &fields).await;
    let path = posted.location().to_owned();
    let thread = last_said(&world, "Create").await;
    let opened = browser.get(&path).await;
    let hidden = opened.value_anywhere("csrf").unwrap();
    let fields = [("csrf", hidden.as_str()), ("body", "Or which hair?")];
    let replied = browser.post(&format!("{path}/reply"), &fields).await;
    assert_eq!(replied.status, StatusCode::SEE_OTHER, "{}", replied.body);
    let reply = last_said(&world, "Create").await;

    // Nobody but its own community says so.
    let stone = world.followed_group("https://stone.test/c/stone").await;
    world.send(&stone, &stone.announces("1", &thread)).await;
    let page = browser.get(&path).await;
    assert!(page.has("It waits on hall.test.") && page.has("It waits there"));
    assert_eq!(told(&world, NoticeKind::Released).await, 0);

    world.send(&group, &group.announces("1", &thread)).await;
    assert_eq!(told(&world, NoticeKind::Released).await, 1);
    let page = browser.get(&path).await;
    assert!(!page.has("It waits on hall.test."), "{}", page.body);
    assert!(
        page.has("It waits there"),
        "the reply has not been let through"
    );
    // Some pass on the bare id.
    let bare = group.announces("2", &reply["object"]["id"]);
    world.send(&group, &bare).await;
    let page = browser.get(&path).await;
    assert!(!page.has("It waits there"), "{}", page.body);
    assert!(page.has("What you write will wait on hall.test."));
    assert_eq!(told(&world, NoticeKind::Released).await, 2);
    // It is told once, however often it is passed on.
    world.send(&group, &group.announces("3", &thread)).await;
    assert_eq!(told(&world, NoticeKind::Released).await, 2);
}

/// ada asks to join. Returns her Join.
async fn asking(world: &World, wood: &Community) -> Value {
    let request = Request {
        rules_agreed: "abc".into(),
        ..Request::default()
    };
    join_elsewhere(&world.app, &world.ada, wood, &request)
        .await
        .unwrap();
    last_said(world, "Join").await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_declined_elsewhere_is_told_when_they_may_ask_again() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let mut reject = group.does("Reject", "1", asking(&world, &wood).await);
    let until = world.app.now().plus(TimeDelta::days(14));
    reject["summary"] = json!("We are full.");
    reject["endTime"] = json!(until.wire());
    world.send(&group, &reject).await;
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    let told = format!("You can apply again on {}.", day(until));
    assert!(page.has(&told) && page.has("We are full."), "{}", page.body);
    assert!(page.has("The conveners declined your application."));
    assert!(page.has("They decided just now.") && page.has("This is what they wrote:"));
    assert!(!asks(&page));
    assert_eq!(page.links("Declined: apply again from"), [JOIN]);
    let early = join_elsewhere(&world.app, &world.ada, &wood, &Request::default()).await;
    assert!(early.is_err(), "the page and the action say the same");
    world.pass(TimeDelta::days(15));
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    assert!(asks(&page) && page.has("You can apply again."));
    // Whoever is invited after that need not wait.
    let mut reject = group.does("Reject", "2", asking(&world, &wood).await);
    reject["endTime"] = json!(until.plus(TimeDelta::days(14)).wire());
    world.send(&group, &reject).await;
    assert!(!asks(&browser.get(JOIN).await));
    world.send(&group, &invite(&world, &group, "3")).await;
    assert!(asks(&browser.get(JOIN).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_says_no_day_shuts_no_door_and_no_answer_shuts_it_for_long() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let mut browser = ada(&world).await;
    for (tail, end) in [
        ("1", Value::Null),
        ("2", json!("soon")),
        ("3", json!("2020-01-01T00:00:00Z")),
    ] {
        let mut reject = group.does("Reject", tail, asking(&world, &wood).await);
        reject["endTime"] = end;
        world.send(&group, &reject).await;
        let page = browser.get(JOIN).await;
        assert!(asks(&page) && page.has("You were not taken in."), "{tail}");
        world.pass(TimeDelta::seconds(1));
    }
    let mut reject = group.does("Reject", "4", asking(&world, &wood).await);
    reject["endTime"] = json!("2999-01-01T00:00:00Z");
    world.send(&group, &reject).await;
    assert!(!asks(&browser.get(JOIN).await));
    world.pass(TimeDelta::days(366));
    assert!(asks(&ada(&world).await.get(JOIN).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn members_elsewhere_read_its_word_of_welcome_and_their_first_steps() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    let mut accept = group.does("Accept", "1", asking(&world, &wood).await);
    let thread = |tail: &str, page: &str, name: &str| {
        json!({
            "type": "Article", "id": format!("https://hall.test/u/rob/post/{tail}"),
            "url": page, "name": name,
        })
    };
    accept["instrument"] = json!({
        "type": "MembershipWelcome", "content": "Come **in**.<script>x</script>",
        "firstTask": "Show us your bench.",
        "introductions": thread("1", "https://hall.test/post/1", "Say hello"),
        "startHere": [
            thread("2", "https://hall.test/post/2", "How we work"),
            thread("3", "https://evil.test/post/3", "Free hair"),
        ],
    });
    world.send(&group, &accept).await;
    assert_eq!(state(&world, &wood).await, Some(MembershipState::Member));
    let mut browser = ada(&world).await;
    let page = browser.get(JOIN).await;
    for part in [
        "<strong>in</strong>",
        "Your first steps",
        "counts which of them you have done",
        "Show us your bench.",
    ] {
        assert!(page.has(part), "{part}: {}", page.body);
    }
    assert_eq!(page.links("Say hello"), ["https://hall.test/post/1"]);
    assert!(!page.has("Free hair") && !page.has("<script>x"));
    // A thread that has come here is read here.
    let follow = last_said(&world, "Follow").await;
    world.send(&group, &group.does("Accept", "2", follow)).await;
    let rob = world.person("https://hall.test/u/rob");
    let create = rob.does("Create", "2", rob.thread(&group.id, "2", "How we work"));
    world.send(&group, &group.announces("2", &create)).await;
    let links = browser.get(JOIN).await.links("How we work");
    assert!(links.iter().all(|link| link.starts_with("/post/")) && !links.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_said_to_members_their_page_says_where_it_may_be() {
    let world = World::new().await;
    let (group, wood) = hall(&world).await;
    belonging(&world, &group, &wood).await;
    let page = ada(&world).await.get(JOIN).await;
    assert!(page.has("are on its own server"), "{}", page.body);
    assert!(!page.has("Your first steps"));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_servers_are_told_the_welcome_and_when_somebody_may_ask_again() {
    let world = guild().await;
    let (app, place) = (&world.app, &world.luthiers);
    let draft = ThreadDraft {
        title: "Say hello".into(),
        body: "Here.".into(),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Discussion;
    let hello = start_thread(app, &world.ada, place.id(), kind, &draft)
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    let form = SettingsForm {
        introductions: hello.public_id.clone(),
        ..SettingsForm::load(&mut conn, place).await.unwrap()
    };
    drop(conn);
    let viewer = super::joining::ada(&world);
    update_settings(app, &viewer, &world.ada, place, &form)
        .await
        .unwrap();
    let hash = rules_hash(&["Be kind.".to_owned()]);
    let gil = world.person("https://hall.test/u/gil");
    let join = joins(&world, &gil, "1", &hash);
    world.send(&gil, &join).await;
    decides(&world, &gil, Decision::Approve, "").await;
    let accept = last_said(&world, "Accept").await;
    assert_eq!(id(&accept["object"]), id(&join));
    let welcome = &accept["instrument"];
    assert_eq!(welcome["type"], "MembershipWelcome");
    assert_eq!(welcome["content"], "Come in.");
    let thread = &welcome["introductions"][0];
    assert_eq!(
        (id(thread), &thread["name"]),
        (hello.ap_id.as_str(), &json!("Say hello"))
    );

    let rob = world.person("https://hall.test/u/rob");
    world.send(&rob, &joins(&world, &rob, "2", &hash)).await;
    decides(&world, &rob, Decision::Decline, "We are full.").await;
    let reject = last_said(&world, "Reject").await;
    assert_eq!(reject["summary"], "We are full.");
    assert!(reject["instrument"].is_null());
    let until = reject["endTime"].as_str().unwrap().to_owned();
    let days = |days| world.app.now().plus(TimeDelta::days(days)).wire();
    assert!(until > days(13) && until <= days(14), "{until}");
    // Whoever asks too soon is told the same day.
    world.send(&rob, &joins(&world, &rob, "3", &hash)).await;
    let again = last_said(&world, "Reject").await;
    assert_eq!(again["object"]["id"], format!("{}/act/3", rob.id));
    assert_eq!(again["endTime"], until);
}
