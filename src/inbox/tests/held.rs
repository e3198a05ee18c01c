//! What people of other servers write where only members do: held, and passed on when they are members.

use super::between::{ada as signed_in, unread};
use super::private::{ask, closed};
use super::{PUBLIC, Remote, World, count, id};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::person_by_ap_id;
use crate::accounts::tests::browser::Browser;
use crate::communities::queries::find_community;
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{inboxes as inboxes_of, said};
use crate::error::{Error, Reason};
use crate::mail::model::MailKind;
use crate::mail::tests::{all_mails, confirm};
use crate::membership::actions::{
    CommunityForm, Decision, JoinForm, SettingsForm, decide, join, open_application_of,
    update_community, update_settings,
};
use crate::membership::model::{Channel, Role};
use crate::membership::queries::banning::{NewBan, replace_ban};
use crate::membership::queries::{admit, count_held};
use crate::moderation::queries::{LogOf, list_log};
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::actions::arrivals::find_thing;
use crate::posts::actions::{ThreadDraft, let_through, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::held::{list_held, set_released};
use crate::posts::queries::{comment_by_ap_id, post_by_ap_id};
use crate::store::Turn;
use chrono::TimeDelta;
use serde_json::{Value, json};

/// Only members write, and conveners decide who is one; somebody on a forum reads along.
async fn members_only(join_policy: &str) -> World {
    members_only_in(World::new().await, join_policy).await
}

async fn members_only_in(mut world: World, join_policy: &str) -> World {
    let form = CommunityForm {
        post_policy: "members".into(),
        answer_policy: "members".into(),
        ..CommunityForm::from(&world.luthiers)
    };
    let changed = update_community(&world.app, &world.ada, &world.luthiers, &form).await;
    world.luthiers = changed.unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    let mut form = SettingsForm::load(&mut conn, &world.luthiers)
        .await
        .unwrap();
    drop(conn);
    form.join = join_policy.into();
    let changed =
        update_settings(&world.app, &ada(&world), &world.ada, &world.luthiers, &form).await;
    world.luthiers = changed.unwrap();
    let fan = world.person("https://forum.test/u/fan");
    let follow = fan.does("Follow", "f", json!(world.group()));
    world.send(&fan, &follow).await;
    world
}

fn ada(world: &World) -> Viewer {
    Viewer::Account {
        id: world.ada.id(),
        admin: false,
    }
}

/// Agrees to the first version of the rules.
fn agreeing() -> JoinForm {
    JoinForm {
        agreed: Some(1),
        answers: Vec::new(),
    }
}

async fn post(world: &World, ap_id: &str) -> Option<Post> {
    let mut conn = world.app.store.read().await.unwrap();
    post_by_ap_id(&mut conn, &Viewer::System, ap_id)
        .await
        .unwrap()
}

async fn known(world: &World, remote: &Remote) -> Person {
    let mut conn = world.app.store.read().await.unwrap();
    let found = person_by_ap_id(&mut conn, &remote.id).await;
    found.unwrap().unwrap()
}

/// The activities in which the community passes this one on.
async fn announced(world: &World, activity: &Value) -> usize {
    let said = said(&world.app).await;
    said.iter()
        .filter(|each| each["type"] == "Announce" && each["object"]["id"] == activity["id"])
        .count()
}

async fn told(world: &World, kind: NoticeKind) -> usize {
    let mut conn = world.app.store.read().await.unwrap();
    let found = list_notices(&mut conn, world.ada.id(), Turn::First, 50).await;
    let rows = found.unwrap().rows;
    rows.iter().filter(|notice| notice.kind == kind).count()
}

/// What the page of the community says that there is in it, to everybody.
async fn facts(world: &World) -> Vec<(String, String)> {
    let front = Browser::on_server(&world.app).get("/c/luthiers").await;
    let (labels, figures) = (front.texts(".facts dt"), front.texts(".facts dd"));
    let said = labels.into_iter().zip(figures);
    said.filter(|(label, _)| matches!(label.as_str(), "Threads" | "Replies"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_is_counted_on_the_desk_and_nowhere_that_others_look() {
    let world = members_only("application").await;
    let draft = ThreadDraft {
        title: "Which wood?".into(),
        body: "For bows.".into(),
        ..ThreadDraft::default()
    };
    let (app, place) = (&world.app, &world.luthiers);
    let kind = ThreadKind::Question;
    let own = start_thread(app, &world.ada, place.id(), kind, &draft)
        .await
        .unwrap();
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    world.send(&bo, &bo.does("Create", "1", page.clone())).await;
    let reply = bo.reply(world.group(), "2", &own.ap_id);
    world.send(&bo, &bo.does("Create", "2", reply)).await;
    let below = bo.reply(world.group(), "3", id(&page));
    world.send(&bo, &bo.does("Create", "3", below)).await;
    let counted = |threads: &str, replies: &str| {
        [("Threads", threads), ("Replies", replies)]
            .map(|(label, figure)| (label.to_owned(), figure.to_owned()))
    };
    assert_eq!(facts(&world).await, counted("1", "0"));
    let desk = super::between::ada(&world).await.get("/c/luthiers").await;
    assert_eq!(desk.links("Desk 3"), ["/c/luthiers/desk"]);
    let (_, outbox) = world.document("/c/luthiers/outbox").await;
    let outbox: Value = serde_json::from_str(&outbox).unwrap();
    assert_eq!(outbox["totalItems"], 1);

    let who = known(&world, &bo).await;
    join(app, &who, place, &agreeing(), Channel::Reply)
        .await
        .unwrap();
    let open = open_application_of(app, place, &who).await.unwrap();
    let (viewer, approve) = (ada(&world), Decision::Approve);
    decide(app, &viewer, &world.ada, place.id(), open.id, approve, "")
        .await
        .unwrap();
    world.work().await;
    assert_eq!(facts(&world).await, counted("2", "2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_stranger_posts_waits_and_is_passed_on_when_they_are_a_member() {
    let world = members_only("application").await;
    confirm(&world.app, world.ada.id()).await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    let create = bo.does("Create", "1", page.clone());
    world.send(&bo, &create).await;
    let held = post(&world, id(&page)).await.unwrap();
    assert!(held.held_at.is_some(), "taken and held");
    assert_eq!(announced(&world, &create).await, 0);
    assert_eq!(unread(&world, NoticeKind::PostHeld).await, 1);
    let mails = all_mails(&world.app).await;
    let mail = mails.iter().find(|mail| mail.kind == MailKind::Desk);
    let subject = mail.map(|mail| mail.subject.as_str());
    let expected = "1 held post on the desk of Rust practitioners";
    assert_eq!(subject, Some(expected));
    let (status, _) = world.document(&held.path()).await;
    assert_eq!(status.as_u16(), 404, "nobody is told of it");

    // A vote and an edit that come meanwhile tell nobody either.
    let like = bo.does("Like", "2", json!(id(&page)));
    world.send(&bo, &like).await;
    let mut better = page.clone();
    better["name"] = json!("Which glue for a bridge?");
    better["updated"] = json!("2026-05-01T10:05:00Z");
    let mut update = bo.does("Update", "3", better);
    update["published"] = json!("2026-05-01T10:05:00Z");
    world.send(&bo, &update).await;
    for activity in [&like, &update] {
        assert_eq!(announced(&world, activity).await, 0, "{activity:#}");
    }

    let who = known(&world, &bo).await;
    let (app, place) = (&world.app, &world.luthiers);
    join(app, &who, place, &agreeing(), Channel::Reply)
        .await
        .unwrap();
    world.work().await;
    assert!(!post(&world, id(&page)).await.unwrap().is_visible());
    let open = open_application_of(app, place, &who).await.unwrap();
    let viewer = ada(&world);
    let approve = Decision::Approve;
    decide(app, &viewer, &world.ada, place.id(), open.id, approve, "")
        .await
        .unwrap();
    world.work().await;
    assert_eq!(unread(&world, NoticeKind::PostHeld).await, 0);
    let shown = post(&world, id(&page)).await.unwrap();
    assert!(shown.is_visible());
    assert_eq!(shown.title, "Which glue for a bridge?");
    assert_eq!(announced(&world, &update).await, 1, "with its last words");
    assert_eq!(announced(&world, &create).await, 0);
    let mut conn = app.store.read().await.unwrap();
    let row = find_community(&mut conn, place.id()).await.unwrap().row;
    assert_eq!(row.post_count, 1);
    assert!(
        list_held(&mut conn, place.id(), Turn::First, 10)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
    drop(conn);
    // As it was sent it is kept no longer than it waited.
    let kept = "SELECT COUNT(*) AS n FROM held_things WHERE activity IS NOT NULL";
    assert_eq!(count(&app.store, kept).await, 0);

    // From now on they write like everybody else.
    let page = bo.thread(world.group(), "4", "And for the top?");
    let create = bo.does("Create", "4", page.clone());
    world.send(&bo, &create).await;
    assert!(post(&world, id(&page)).await.unwrap().is_visible());
    assert_eq!(announced(&world, &create).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_wait_as_threads_do_and_conveners_may_let_one_through() {
    let world = members_only("application").await;
    let draft = ThreadDraft {
        title: "How thick is the top?".into(),
        ..ThreadDraft::default()
    };
    let (app, place) = (&world.app, &world.luthiers);
    let kind = ThreadKind::Question;
    let question = start_thread(app, &world.ada, place.id(), kind, &draft).await;
    let question = question.unwrap();
    let bo = world.person("https://away.test/u/bo");
    let note = bo.reply(world.group(), "1", &question.ap_id);
    let create = bo.does("Create", "1", note.clone());
    world.send(&bo, &create).await;
    let mut conn = app.store.read().await.unwrap();
    let held = list_held(&mut conn, place.id(), Turn::First, 10)
        .await
        .unwrap()
        .rows;
    assert_eq!(held.len(), 1);
    drop(conn);
    assert_eq!(told(&world, NoticeKind::Answer).await, 0, "not yet");
    let who = known(&world, &bo).await;
    let refused = let_through(app, &who, place, held[0].id).await;
    assert!(refused.is_err(), "nobody lets their own words through");
    let_through(app, &world.ada, place, held[0].id)
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    let shown = comment_by_ap_id(&mut conn, &Viewer::System, id(&note)).await;
    assert!(shown.unwrap().unwrap().is_visible());
    drop(conn);
    assert_eq!(told(&world, NoticeKind::Answer).await, 1);
    assert_eq!(announced(&world, &create).await, 1);
    let again = let_through(app, &world.ada, place, held[0].id).await;
    assert!(again.is_err(), "it waits no more");
}

/// Where the community passes this activity on to.
async fn announced_to(world: &World, activity: &Value) -> Vec<String> {
    let said = said(&world.app).await.into_iter();
    let passes =
        |each: &Value| each["type"] == "Announce" && each["object"]["id"] == activity["id"];
    let mut inboxes = Vec::new();
    for announce in said.filter(passes) {
        inboxes.extend(inboxes_of(&world.app, &announce["id"]).await);
    }
    inboxes
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guildhall_is_told_that_what_waited_of_its_people_is_shown() {
    let world = members_only("application").await;
    let (app, place) = (&world.app, &world.luthiers);
    let fan = "https://forum.test/u/fan/inbox";
    for (host, software, heard) in [
        ("hall.test", "guildhall", true),
        ("away.test", "lemmy", false),
    ] {
        // Nobody there follows the community.
        let bo = world.person(&format!("https://{host}/u/bo"));
        let create = bo.does("Create", "1", bo.thread(world.group(), "1", "Which glue?"));
        world.send(&bo, &create).await;
        set_software(app, host, software).await;
        let mut conn = app.store.read().await.unwrap();
        let held = list_held(&mut conn, place.id(), Turn::First, 10).await;
        let held = held.unwrap().rows;
        drop(conn);
        assert!(announced_to(&world, &create).await.is_empty());
        let_through(app, &world.ada, place, held[0].id)
            .await
            .unwrap();
        let home = format!("https://{host}/u/bo/inbox");
        let told = announced_to(&world, &create).await;
        assert!(told.iter().any(|inbox| inbox == fan), "{told:?}");
        assert_eq!(told.contains(&home), heard, "{software}: {told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_says_where_what_is_held_is_seen() {
    let world = members_only("application").await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    world.send(&bo, &bo.does("Create", "1", page)).await;
    let desk = signed_in(&world).await.get("/c/luthiers/desk").await;
    for part in [
        "Which glue?",
        "On this server nobody but its author and you sees it.",
        "On away.test, the server of its author, it can be seen meanwhile.",
    ] {
        assert!(desk.has(part), "{part}: {}", desk.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_never_be_let_through_is_refused() {
    let world = members_only("closed").await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    world.in_vain(&bo, &bo.does("Create", "1", page)).await;

    // And nobody fills the desk alone.
    let world = members_only("application").await;
    let bo = world.person("https://away.test/u/bo");
    for n in 0..21 {
        let page = bo.thread(world.group(), &n.to_string(), "Buy");
        world
            .send(&bo, &bo.does("Create", &n.to_string(), page))
            .await;
    }
    let mut conn = world.app.store.read().await.unwrap();
    let held = list_held(&mut conn, world.luthiers.id(), Turn::First, 100)
        .await
        .unwrap()
        .rows;
    assert_eq!(held.len(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_its_author_deletes_waits_no_more() {
    let world = members_only("application").await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    world.send(&bo, &bo.does("Create", "1", page.clone())).await;
    let mut delete = bo.does("Delete", "2", json!(id(&page)));
    delete["to"] = json!([PUBLIC]);
    world.send(&bo, &delete).await;
    let mut conn = world.app.store.read().await.unwrap();
    let held = list_held(&mut conn, world.luthiers.id(), Turn::First, 10)
        .await
        .unwrap()
        .rows;
    assert!(held.is_empty(), "{held:?}");
    drop(conn);
    assert_eq!(announced(&world, &delete).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hangs_on_something_held_is_held_and_follows_it() {
    let mut world = members_only("application").await;
    let form = CommunityForm {
        answer_policy: "readers".into(),
        ..CommunityForm::from(&world.luthiers)
    };
    let changed = update_community(&world.app, &world.ada, &world.luthiers, &form).await;
    world.luthiers = changed.unwrap();
    let bo = world.person("https://away.test/u/bo");
    let cy = world.person("https://other.test/u/cy");
    let page = bo.thread(world.group(), "1", "Which glue?");
    let own = bo.reply(world.group(), "2", id(&page));
    let answer = cy.reply(world.group(), "1", id(&page));
    let deeper = cy.reply(world.group(), "2", id(&own));
    let all = [
        (&bo, bo.does("Create", "1", page.clone())),
        (&bo, bo.does("Create", "2", own.clone())),
        (&cy, cy.does("Create", "3", answer)),
        (&cy, cy.does("Create", "4", deeper)),
    ];
    for (who, create) in &all {
        world.send(who, create).await;
    }
    for (_, create) in &all {
        assert_eq!(announced(&world, create).await, 0, "{create:#}");
    }
    let (app, place) = (&world.app, &world.luthiers);
    let mut conn = app.store.read().await.unwrap();
    let held = list_held(&mut conn, place.id(), Turn::First, 10)
        .await
        .unwrap()
        .rows;
    drop(conn);
    assert_eq!(held.len(), all.len());
    let early = let_through(app, &world.ada, place, held[1].id).await;
    let refused = matches!(early, Err(Error::Refused(Reason::Held)));
    assert!(refused, "not before its thread: {early:?}");

    let_through(app, &world.ada, place, held[0].id)
        .await
        .unwrap();
    world.work().await;
    for (_, create) in &all {
        assert_eq!(announced(&world, create).await, 1, "{create:#}");
    }
    let said = said(app).await;
    let place_of = |create: &Value| {
        let passes =
            |each: &Value| each["type"] == "Announce" && each["object"]["id"] == create["id"];
        said.iter().position(passes)
    };
    assert!(place_of(&all[0].1) < place_of(&all[1].1), "in their order");
    assert!(place_of(&all[1].1) < place_of(&all[3].1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_let_through_at_once_goes_out_once() {
    let world = members_only("application").await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    let create = bo.does("Create", "1", page);
    world.send(&bo, &create).await;
    let (app, place) = (&world.app, &world.luthiers);
    let mut conn = app.store.read().await.unwrap();
    let held = list_held(&mut conn, place.id(), Turn::First, 10)
        .await
        .unwrap()
        .rows;
    drop(conn);
    let id = held[0].id;
    // Only one of them finds it waiting, whatever both have read before.
    let mut tx = app.store.begin().await.unwrap();
    let now = app.now();
    let first = set_released(&mut tx, id, now).await.unwrap();
    assert_eq!(first.as_ref(), Some(&held[0]));
    assert_eq!(set_released(&mut tx, id, now).await.unwrap(), None);
    drop(tx);

    let (one, other) = tokio::join!(
        let_through(app, &world.ada, place, id),
        let_through(app, &world.ada, place, id)
    );
    assert!(one.is_ok() || other.is_ok(), "{one:?} {other:?}");
    assert_eq!(announced(&world, &create).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_who_is_suspended_or_banned_is_let_through() {
    let world = members_only("application").await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    let create = bo.does("Create", "1", page);
    world.send(&bo, &create).await;
    let (app, place) = (&world.app, &world.luthiers);
    let who = known(&world, &bo).await;
    join(app, &who, place, &agreeing(), Channel::Reply)
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    let held = list_held(&mut conn, place.id(), Turn::First, 10)
        .await
        .unwrap()
        .rows;
    drop(conn);
    let ban = NewBan {
        account_id: who.id(),
        community_id: Some(place.id()),
        reason: String::new(),
        until: None,
        by_actor_id: None,
        ap_id: None,
        created_at: app.now(),
    };
    let mut tx = app.store.begin().await.unwrap();
    replace_ban(&mut tx, &ban).await.unwrap();
    tx.commit().await.unwrap();
    let refused = let_through(app, &world.ada, place, held[0].id).await;
    let kept_out = matches!(refused, Err(Error::Refused(Reason::KeptOut)));
    assert!(kept_out, "{refused:?}");
    let open = open_application_of(app, place, &who).await.unwrap();
    let viewer = ada(&world);
    let approve = Decision::Approve;
    let refused = decide(app, &viewer, &world.ada, place.id(), open.id, approve, "").await;
    let kept_out = matches!(refused, Err(Error::Refused(Reason::KeptOut)));
    assert!(kept_out, "{refused:?}");
    world.work().await;
    assert_eq!(announced(&world, &create).await, 0);
    // Who is banned is declined as everybody else.
    let decline = Decision::Decline;
    decide(
        app,
        &viewer,
        &world.ada,
        place.id(),
        open.id,
        decline,
        "No.",
    )
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_deleted_before_it_came_waits_for_nobody() {
    let world = members_only("application").await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    // So that they are known here.
    let follow = bo.does("Follow", "f", json!(world.group()));
    world.send(&bo, &follow).await;
    let delete = bo.does("Delete", "2", json!(id(&page)));
    world.send(&bo, &delete).await;
    world.send(&bo, &bo.does("Create", "1", page.clone())).await;
    let kept = post(&world, id(&page)).await.unwrap();
    assert!(kept.deleted_at.is_some() && kept.held_at.is_some());
    let place = world.luthiers.id();
    let mut conn = world.app.store.read().await.unwrap();
    assert_eq!(count_held(&mut conn, place).await.unwrap(), 0);
    drop(conn);
    assert_eq!(told(&world, NoticeKind::PostHeld).await, 0);
}

/// The end of the id of what somebody does to a thing.
fn tail(word: &str, object: &str) -> String {
    format!("{word}-{}", object.rsplit('/').next().unwrap())
}

/// All that Ned, of the author's server, and Mo, a moderator, may do to a thing; with whether it is removed,
/// locked and pinned after it.
fn deeds<'a>(
    world: &World,
    (ned, mo): (&'a Remote, &'a Remote),
    object: &str,
    is_thread: bool,
) -> Vec<(&'a Remote, Value, [bool; 3])> {
    let tail = |word: &str| tail(word, object);
    let removal = |who: &Remote| {
        let mut act = who.does("Delete", &tail("delete"), json!(object));
        act["summary"] = json!("");
        act
    };
    let pin = |kind: &str| {
        let mut act = mo.does(kind, &tail(kind), json!(object));
        act["target"] = json!(world.luthiers.actor.featured_url);
        act
    };
    let undo = |who: &Remote, word: &str, act: &Value| who.does("Undo", &tail(word), act.clone());
    let (by_server, by_moderator) = (removal(ned), removal(mo));
    let lock = mo.does("Lock", &tail("lock"), json!(object));
    let (removed, locked) = ([true, false, false], [false, true, false]);
    let (pinned, nothing) = ([false, false, is_thread], [false; 3]);
    vec![
        (ned, by_server.clone(), removed),
        (ned, undo(ned, "restore", &by_server), nothing),
        (mo, by_moderator.clone(), removed),
        (mo, undo(mo, "restore", &by_moderator), nothing),
        (mo, lock.clone(), locked),
        (mo, undo(mo, "unlock", &lock), nothing),
        (mo, pin("Add"), pinned),
        (mo, pin("Remove"), nothing),
    ]
}

/// Where a thing is read, and whether it is removed, locked and pinned.
async fn stands(world: &World, ap_id: &str) -> (String, [bool; 3]) {
    let mut conn = world.app.store.read().await.unwrap();
    let thing = find_thing(&mut conn, ap_id).await.unwrap().unwrap();
    match thing.reply {
        Some(reply) => {
            let path = format!("/comment/{}", reply.public_id);
            (
                path,
                [reply.removed_at, reply.locked_at, None].map(|at| at.is_some()),
            )
        }
        None => {
            let post = thing.post;
            let times = [post.removed_at, post.locked_at, post.pinned_at];
            (post.path(), times.map(|at| at.is_some()))
        }
    }
}

async fn logged(world: &World, of: LogOf) -> usize {
    let mut conn = world.app.store.read().await.unwrap();
    let log = list_log(&mut conn, &of, Turn::First, 50).await;
    log.unwrap().rows.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_of_something_held_from_what_is_done_to_it_elsewhere() {
    let world = members_only("application").await;
    let (app, place) = (&world.app, world.luthiers.id());
    let draft = ThreadDraft {
        title: "How thick is the top?".into(),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    let question = start_thread(app, &world.ada, place, kind, &draft).await;
    let question = question.unwrap();
    let ned = world.person("https://away.test/u/ned");
    let mo = world.person("https://mod.test/u/mo");
    let follow = mo.does("Follow", "f", json!(world.group()));
    world.send(&mo, &follow).await;
    let moderator = known(&world, &mo).await;
    let mut tx = app.store.begin().await.unwrap();
    let role = Role::Moderator;
    admit(&mut tx, place, moderator.id(), role, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    let note = bo.reply(world.group(), "2", &question.ap_id);
    let things = [(&page, true), (&note, false)];
    let create = |thing: &Value| bo.does("Create", &tail("create", id(thing)), thing.clone());
    for (thing, _) in things {
        world.send(&bo, &create(thing)).await;
    }
    let mut done = 0;
    for (thing, is_thread) in things {
        for (who, act, expected) in deeds(&world, (&ned, &mo), id(thing), is_thread) {
            let said = world.said().await;
            world.send(who, &act).await;
            let (path, times) = stands(&world, id(thing)).await;
            assert_eq!(times, expected, "{act:#}");
            assert_eq!(world.said().await, said, "somebody is told: {act:#}");
            let (status, _) = world.document(&path).await;
            assert_eq!(status.as_u16(), 404, "{act:#}");
            done += 1;
        }
    }
    assert_eq!(logged(&world, LogOf::Community(place)).await, 0);
    assert_eq!(logged(&world, LogOf::Server(vec![place])).await, 0);
    assert_eq!(logged(&world, LogOf::Care(place)).await, done);

    // It waits as before; and what is seen is told of, as everything else.
    let mut conn = app.store.read().await.unwrap();
    let held = list_held(&mut conn, place, Turn::First, 10)
        .await
        .unwrap()
        .rows;
    drop(conn);
    assert_eq!(held.len(), 2);
    for each in held {
        let_through(app, &world.ada, &world.luthiers, each.id)
            .await
            .unwrap();
    }
    assert_eq!(logged(&world, LogOf::Community(place)).await, done);
    for (thing, _) in things {
        assert_eq!(announced(&world, &create(thing)).await, 1);
        let mut last = mo.does("Delete", &tail("last", id(thing)), json!(id(thing)));
        last["summary"] = json!("");
        world.send(&mo, &last).await;
        assert_eq!(announced(&world, &last).await, 1);
    }
}

const HELD: &str = "SELECT COUNT(*) AS n FROM held_things";
const TOLD: &str = "SELECT COUNT(*) AS n FROM notifications WHERE kind = 'post_held'";

#[tokio::test(flavor = "multi_thread")]
async fn nobody_fills_the_desk_by_writing_and_taking_back() {
    let world = members_only_in(World::unlimited().await, "application").await;
    let bo = world.person("https://away.test/u/bo");
    for n in 0..22 {
        let page = bo.thread(world.group(), &n.to_string(), "Buy");
        let create = bo.does("Create", &n.to_string(), page.clone());
        world.send(&bo, &create).await;
        let delete = bo.does("Delete", &format!("{n}-gone"), json!(id(&page)));
        world.send(&bo, &delete).await;
    }
    assert_eq!(count(&world.app.store, HELD).await, 20);
    assert_eq!(count(&world.app.store, TOLD).await, 1, "once in an hour");

    // The next day they may be heard again.
    world.pass(TimeDelta::hours(25));
    let page = bo.thread(world.group(), "next", "Which glue?");
    world.send(&bo, &bo.does("Create", "next", page)).await;
    assert_eq!(count(&world.app.store, HELD).await, 21);
    assert_eq!(count(&world.app.store, TOLD).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_server_does_not_fill_the_desk_with_many_people() {
    let world = members_only_in(World::unlimited().await, "application").await;
    for who in 0..4 {
        let person = world.person(&format!("https://away.test/u/p{who}"));
        for n in 0..16 {
            let page = person.thread(world.group(), &n.to_string(), "Buy");
            let create = person.does("Create", &n.to_string(), page);
            world.send(&person, &create).await;
        }
    }
    assert_eq!(count(&world.app.store, HELD).await, 60);
    // Other servers are heard all the same.
    let cy = world.person("https://other.test/u/cy");
    let page = cy.thread(world.group(), "1", "Which glue?");
    world.send(&cy, &cy.does("Create", "1", page)).await;
    assert_eq!(count(&world.app.store, HELD).await, 61);
}

/// Decides anew who reads.
async fn reads(world: &World, policy: &str) -> Result<(), Error> {
    let mut conn = world.app.store.read().await.unwrap();
    let form = SettingsForm::load(&mut conn, &world.luthiers).await;
    drop(conn);
    let form = SettingsForm {
        read: policy.to_owned(),
        ..form.unwrap()
    };
    let by = &world.ada;
    update_settings(&world.app, &ada(world), by, &world.luthiers, &form).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_never_shown_does_not_keep_a_community_closed() {
    let world = closed().await;
    let bo = world.person("https://away.test/u/bo");
    let to = json!([world.group(), format!("{}/followers", world.group())]);
    for (tail, is_taken_back) in [("1", true), ("2", false)] {
        let mut page = bo.thread(world.group(), tail, "Buy");
        page["to"] = to.clone();
        let mut create = bo.does("Create", tail, page.clone());
        create["to"] = to.clone();
        world.send(&bo, &create).await;
        if is_taken_back {
            let delete = bo.does("Delete", "gone", json!(id(&page)));
            world.send(&bo, &delete).await;
        }
    }
    assert_eq!(count(&world.app.store, HELD).await, 2);
    reads(&world, "public").await.unwrap();

    reads(&world, "members").await.unwrap();
    ask(&world, "Who pays?").await;
    let refused = reads(&world, "public").await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
}
