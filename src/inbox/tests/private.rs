//! A community of ours that only its members read, and servers of all kinds: who is let in, what is sent
//! where, and what is served to whom (protocol.md §3.9, safety.md P-01 to P-07).

use super::{PUBLIC, Remote, World, block, count, id};
use crate::accounts::actions::{restore, suspend};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::person_by_ap_id;
use crate::activitypub::delivery::Audience;
use crate::activitypub::fake_http::Reply;
use crate::activitypub::keys::SigningKey;
use crate::activitypub::keys::tests::test_pair;
use crate::activitypub::signature::sign_get;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::FollowState;
use crate::communities::queries::follows::{NewFollow, upsert_follow};
use crate::communities::tests::{community, inboxes, person as local_person, said};
use crate::error::{Error, Reason};
use crate::membership::actions::{
    Decision, appoint, decide, give_role, leave, open_application_of,
};
use crate::membership::model::Role;
use crate::membership::queries::admit;
use crate::moderation::actions::{BanOrder, ban, report};
use crate::moderation::model::Target;
use crate::posts::actions::{ReplyDraft, ThreadDraft, reply, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::post_by_ap_id;
use crate::visibility::{Reader, reach_in};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use url::Url;

const DESK: &str = "https://guild.example/u/desk";
const MEMBERS_ELSEWHERE: &str = "SELECT COUNT(*) AS n FROM memberships m JOIN accounts a ON a.id = m.account_id JOIN actors p ON p.id = a.actor_id WHERE NOT p.local";

/// `luthiers` is read by its members only, who apply.
pub(super) async fn closed() -> World {
    let mut world = World::new().await;
    world
        .set("UPDATE communities SET read_policy = 'members', join_policy = 'application' WHERE id IN (SELECT c.id FROM communities c JOIN actors a ON a.id = c.actor_id WHERE a.local)")
        .await;
    let mut conn = world.app.store.read().await.unwrap();
    let place = world.luthiers.id();
    let found = crate::communities::queries::find_community(&mut conn, place).await;
    drop(conn);
    world.luthiers = found.unwrap();
    world
}

/// Somebody of a server that runs this.
pub(super) fn on(world: &World, person: &str, software: &str, version: &str) -> Remote {
    let host = Url::parse(person).unwrap();
    runs(world, host.host_str().unwrap(), software, version);
    world.person(person)
}

/// What a server says that it runs.
pub(super) fn runs(world: &World, host: &str, software: &str, version: &str) {
    let document = format!("https://{host}/nodeinfo/2.1");
    let links = json!({"links": [
        {"rel": "http://nodeinfo.diaspora.software/ns/schema/2.1", "href": document},
    ]});
    let about = json!({"software": {"name": software, "version": version}});
    let http = &world.app.http;
    http.answer(
        &format!("https://{host}/.well-known/nodeinfo"),
        Reply::json(&links),
    );
    http.answer(&document, Reply::json(&about));
}

pub(super) async fn person(world: &World, remote: &Remote) -> Person {
    let mut conn = world.app.store.read().await.unwrap();
    let found = person_by_ap_id(&mut conn, &remote.id).await.unwrap();
    found.unwrap()
}

pub(super) async fn follow(world: &World, remote: &Remote, tail: &str) {
    let follow = remote.does("Follow", tail, json!(world.group()));
    world.send(remote, &follow).await;
}

pub(super) async fn approve(world: &World, remote: &Remote) {
    let person = person(world, remote).await;
    let application = open_application_of(&world.app, &world.luthiers, &person)
        .await
        .unwrap();
    let (place, ada) = (world.luthiers.id(), &world.ada);
    let by = Viewer::System;
    decide(
        &world.app,
        &by,
        ada,
        place,
        application.id,
        Decision::Approve,
        "",
    )
    .await
    .unwrap();
}

/// A member of another Guildhall server.
async fn member(world: &World) -> Remote {
    member_called(world, "https://b.test/u/vic").await
}

pub(super) async fn member_called(world: &World, id: &str) -> Remote {
    let remote = on(world, id, "guildhall", "0.1.0");
    follow(world, &remote, "f1").await;
    approve(world, &remote).await;
    world.work().await;
    remote
}

pub(super) async fn ask(world: &World, title: &str) -> Post {
    let draft = ThreadDraft {
        title: title.to_owned(),
        body: "Among us.".to_owned(),
        ..ThreadDraft::default()
    };
    let place = world.luthiers.id();
    start_thread(&world.app, &world.ada, place, ThreadKind::Question, &draft)
        .await
        .unwrap()
}

pub(super) async fn fetch(world: &World, remote: &Remote, path: &str) -> (StatusCode, String) {
    let key = SigningKey::from_pem(&test_pair().private).unwrap();
    let url = Url::parse(&format!("https://guild.example{path}")).unwrap();
    let now = world.app.now().utc();
    let mut request = Request::get(path).header(header::ACCEPT, "application/activity+json");
    for (name, value) in sign_get(&remote.key_id, &key, &url, now, true) {
        request = request.header(name, value);
    }
    world.ask(request.body(Body::empty()).unwrap()).await
}

pub(super) async fn said_of_kind(world: &World, kind: &str) -> Vec<Value> {
    let mut all = said(&world.app).await;
    all.retain(|document| document["type"] == kind);
    all
}

async fn is_pending(world: &World, remote: &Remote) -> bool {
    let line = format!("follow {} of {} pending", remote.id, world.group());
    world.dump().await.contains(&line)
}

pub(super) async fn has_line(world: &World, line: &str) -> bool {
    world.dump().await.iter().any(|there| there == line)
}

#[tokio::test(flavor = "multi_thread")]
async fn following_is_applying_and_the_yes_names_the_follow() {
    let world = closed().await;
    let vic = on(&world, "https://b.test/u/vic", "guildhall", "0.1.0");
    follow(&world, &vic, "f1").await;
    assert!(is_pending(&world, &vic).await);
    let applied = format!("role {} in {} member applied", vic.id, world.group());
    assert!(
        has_line(&world, &applied).await,
        "{:#?}",
        world.dump().await
    );
    assert!(said(&world.app).await.is_empty(), "nobody has decided yet");
    approve(&world, &vic).await;
    let accept = said_of_kind(&world, "Accept").await.remove(0);
    assert_eq!(accept["object"]["id"], "https://b.test/u/vic/act/f1");
    assert!(!is_pending(&world, &vic).await);
    // Whoever lost the answer asks again, and is a member already.
    follow(&world, &vic, "f2").await;
    assert_eq!(said_of_kind(&world, "Accept").await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn software_that_would_show_it_is_refused_with_one_friendly_message() {
    let world = closed().await;
    let kinds = [
        ("https://m.test/users/mia", "mastodon", "4.5.0"),
        ("https://l.test/u/leo", "lemmy", "0.19.12"),
        ("https://p.test/u/pia", "piefed", "1.6.27"),
    ];
    for (person, software, version) in kinds {
        let remote = on(&world, person, software, version);
        follow(&world, &remote, "f1").await;
        follow(&world, &remote, "f2").await;
        let line = format!("follow {} of {} refused", remote.id, world.group());
        assert!(has_line(&world, &line).await, "{software}");
    }
    assert_eq!(said_of_kind(&world, "Reject").await.len(), 6);
    let told = said_of_kind(&world, "Create").await;
    assert_eq!(told.len(), 3, "one message each: {told:#?}");
    for message in &told {
        let words = message["object"]["content"].as_str().unwrap();
        assert!(words.contains("the software of your server"), "{words}");
        assert!(words.contains("/c/luthiers/join"), "{words}");
        assert!(!message.to_string().contains(PUBLIC), "{message}");
    }
    assert_eq!(count(&world.app.store, MEMBERS_ELSEWHERE).await, 0);
    // The one from 1.0 on is as good as our own.
    let new = on(&world, "https://n.test/u/noa", "lemmy", "1.0.0");
    follow(&world, &new, "f1").await;
    assert!(is_pending(&world, &new).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_goes_to_servers_of_members_and_names_the_public_nowhere() {
    let world = closed().await;
    let _vic = member(&world).await;
    // Named in a thread, and no member.
    let eve = on(&world, "https://e.test/u/eve", "guildhall", "0.1.0");
    world.pass(chrono::TimeDelta::seconds(1));
    resolve_actor(&world.app, &eve.id, FRESH).await.unwrap();
    let before = said(&world.app).await.len();
    let thread = ask(&world, "Who pays? @eve@e.test").await;
    let draft = ReplyDraft {
        body: "Not @eve@e.test.".to_owned(),
        ..ReplyDraft::default()
    };
    reply(&world.app, &world.ada, thread.id, None, &draft)
        .await
        .unwrap();
    let all = said(&world.app).await;
    let new = all.get(before..).unwrap();
    let group = world.group();
    let to = json!([group, format!("{group}/followers")]);
    assert!(new.len() >= 4, "{new:#?}");
    for document in new {
        assert!(!document.to_string().contains(PUBLIC), "{document:#}");
        assert_eq!(document["to"], to, "{document:#}");
        let reached = inboxes(&world.app, &document["id"]).await;
        let expected: &[&str] = match document["type"].as_str() {
            Some("Announce") => &["https://b.test/u/vic/inbox"],
            _ => &[],
        };
        assert_eq!(reached, expected, "{document:#}");
    }
}

/// Every address about one thread that documents have.
fn addresses(thread: &Post) -> Vec<String> {
    let id = &thread.public_id;
    vec![
        format!("/post/{id}"),
        format!("/post/{id}/context"),
        format!("/post/{id}/replies"),
        format!("/post/{id}/likes"),
        format!("/post/{id}/shares"),
        format!("/activities/create/{id}"),
        "/c/luthiers/outbox".to_owned(),
        "/c/luthiers/featured".to_owned(),
        "/c/luthiers/followers".to_owned(),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_for_servers_of_members_until_the_last_one_goes() {
    let world = closed().await;
    let vic = member(&world).await;
    let eve = on(&world, "https://e.test/u/eve", "guildhall", "0.1.0");
    let thread = ask(&world, "Who pays?").await;
    let nothing = world.document("/post/0zzzzzzzzzzzzz").await;
    for path in addresses(&thread) {
        let (status, _) = fetch(&world, &vic, &path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        for answer in [
            world.document(&path).await,
            fetch(&world, &eve, &path).await,
        ] {
            assert_eq!(answer.0, StatusCode::NOT_FOUND, "{path}");
            assert!(!answer.1.contains("Who pays?"), "{path}");
        }
    }
    let path = format!("/post/{}", thread.public_id);
    assert_eq!(fetch(&world, &eve, &path).await, nothing, "the same answer");
    // The group itself anybody may read, and that it is private.
    let (status, group) = world.document("/c/luthiers").await;
    assert_eq!(status, StatusCode::OK);
    let group: Value = serde_json::from_str(&group).unwrap();
    assert_eq!(group["manuallyApprovesFollowers"], true);
    // Whether somebody belongs to it only members' servers are told.
    let asked = |who: &str| format!("/c/luthiers/followers?is_follower={who}");
    let (yes, no) = (asked(&vic.id), asked(&eve.id));
    assert_eq!(fetch(&world, &vic, &yes).await.0, StatusCode::OK);
    assert_eq!(fetch(&world, &vic, &no).await.0, StatusCode::NOT_FOUND);
    assert_eq!(fetch(&world, &eve, &yes).await.0, StatusCode::NOT_FOUND);

    let before = said(&world.app).await.len();
    let stop = json!({
        "id": "https://b.test/u/vic/act/f1", "type": "Follow",
        "actor": vic.id, "object": world.group(),
    });
    world.send(&vic, &vic.does("Undo", "u1", stop)).await;
    let left = format!("role {} in {} member left", vic.id, world.group());
    assert!(has_line(&world, &left).await);
    for path in addresses(&thread) {
        let (status, _) = fetch(&world, &vic, &path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    let second = ask(&world, "And now?").await;
    for document in said(&world.app).await.get(before..).unwrap() {
        assert!(inboxes(&world.app, &document["id"]).await.is_empty());
    }
    let path = format!("/post/{}", second.public_id);
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_belongs_no_more_is_told_so_and_reads_no_more() {
    let world = closed().await;
    let vic = member(&world).await;
    let thread = ask(&world, "Who pays?").await;
    let path = format!("/post/{}", thread.public_id);
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::OK);
    let person = person(&world, &vic).await;
    leave(&world.app, &person, &world.luthiers, "")
        .await
        .unwrap();
    assert_eq!(said_of_kind(&world, "Reject").await.len(), 1);
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::NOT_FOUND);

    world.pass(chrono::TimeDelta::days(1));
    follow(&world, &vic, "f2").await;
    approve(&world, &vic).await;
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::OK);
    let (place, order) = (world.luthiers.id(), BanOrder::default());
    ban(&world.app, &world.ada, place, &person, &order)
        .await
        .unwrap();
    assert_eq!(said_of_kind(&world, "Reject").await.len(), 2);
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_kept_out_of_the_whole_server_reads_no_more_and_is_told_so() {
    let world = closed().await;
    let open = community(&world.app, &world.ada, "open").await;
    let vic = member(&world).await;
    let other = vic.does("Follow", "open", json!(open.actor.ap_id));
    world.send(&vic, &other).await;
    let thread = ask(&world, "Who pays?").await;
    let path = format!("/post/{}", thread.public_id);
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::OK);
    let (by, account) = (Viewer::System, person(&world, &vic).await.id());
    suspend(&world.app, &by, account).await.unwrap();
    world.work().await;
    let rejects = said_of_kind(&world, "Reject").await;
    assert_eq!(rejects.len(), 1, "{rejects:#?}");
    assert_eq!(rejects[0]["object"]["id"], "https://b.test/u/vic/act/f1");
    let told = inboxes(&world.app, &rejects[0]["id"]).await;
    assert_eq!(told, ["https://b.test/u/vic/inbox"]);
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::NOT_FOUND);
    // What everybody reads they follow on, and they belong for when it is lifted.
    let follows_on = format!("follow {} of {} accepted", vic.id, open.actor.ap_id);
    let belongs = format!("role {} in {} member member", vic.id, world.group());
    for line in [follows_on, belongs] {
        assert!(has_line(&world, &line).await, "{line}");
    }
    restore(&world.app, &by, account).await.unwrap();
    follow(&world, &vic, "f2").await;
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::OK);

    // Their own server keeps them out, and says so to everybody.
    let chief = world.person("https://b.test/u/chief");
    let mut block = chief.does("Block", "b1", json!(vic.id));
    block["target"] = json!("https://b.test/");
    world.send(&chief, &block).await;
    let rejects = said_of_kind(&world, "Reject").await;
    assert_eq!(rejects.len(), 2, "{rejects:#?}");
    assert_eq!(rejects[1]["object"]["id"], "https://b.test/u/vic/act/f2");
    assert_eq!(fetch(&world, &vic, &path).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspension_that_is_lifted_at_once_ends_no_follow() {
    let world = closed().await;
    let vic = member(&world).await;
    let (by, account) = (Viewer::System, person(&world, &vic).await.id());
    suspend(&world.app, &by, account).await.unwrap();
    restore(&world.app, &by, account).await.unwrap();
    world.work().await;
    assert!(said_of_kind(&world, "Reject").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_blocked_reads_no_more_what_its_members_read() {
    let world = closed().await;
    let vic = member(&world).await;
    let thread = ask(&world, "Who pays?").await;
    for path in addresses(&thread) {
        let (status, _) = fetch(&world, &vic, &path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
    }
    block(&world, "b.test").await;
    let nothing = world.document("/post/0zzzzzzzzzzzzz").await;
    let path = format!("/post/{}", thread.public_id);
    assert_eq!(fetch(&world, &vic, &path).await, nothing);
    for path in addresses(&thread) {
        let (status, _) = fetch(&world, &vic, &path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_names_the_public_is_not_taken_among_members() {
    let world = closed().await;
    let vic = member(&world).await;
    let group = world.group().to_owned();
    let open = vic.thread(&group, "1", "For everybody");
    world.in_vain(&vic, &vic.does("Create", "1", open)).await;
    let to = json!([group, format!("{group}/followers")]);
    let mut thread = vic.thread(&group, "2", "For us");
    thread["to"] = to.clone();
    let mut create = vic.does("Create", "2", thread.clone());
    create["to"] = to.clone();
    world.send(&vic, &create).await;
    let there = async |words: &str| {
        let dump = world.dump().await;
        dump.iter().any(|line| line.contains(words))
    };
    assert!(there("For us").await);
    // An edit does not widen it (P-07).
    let mut edited = thread.clone();
    edited["name"] = json!("For everybody now");
    edited["to"] = json!([group, PUBLIC]);
    edited["updated"] = json!("2026-06-01T12:30:00Z");
    world.in_vain(&vic, &vic.does("Update", "3", edited)).await;
    // Who is no member does not vote, and replies only to be held.
    let eve = on(&world, "https://e.test/u/eve", "guildhall", "0.1.0");
    let vote = eve.does("Like", "4", json!(id(&thread)));
    world.post(&eve, &vote).await;
    world.work().await;
    assert!(!there("vote https://e.test/u/eve").await);
}

/// Writes to a desk, and gives all that was said to people since the beginning.
async fn write(world: &World, who: &Remote, to: &str, (tail, html): (&str, &str)) -> Vec<String> {
    let note = json!({
        "id": format!("{}/note/{tail}", who.id), "type": "Note", "attributedTo": who.id,
        "to": [to], "cc": [], "content": html,
        "tag": [{"type": "Mention", "href": to, "name": "@somebody"}],
    });
    let mut create = who.does("Create", &format!("note-{tail}"), note);
    create["to"] = json!([to]);
    world.send(who, &create).await;
    let told = said_of_kind(world, "Create").await;
    let words = |act: &Value| act["object"]["content"].as_str().unwrap().to_owned();
    told.iter().map(words).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_message_lets_in_whose_server_would_show_it() {
    let world = closed().await;
    let mia = on(&world, "https://m.test/users/mia", "mastodon", "4.5.0");
    follow(&world, &mia, "f1").await;
    let wish = ("1", "<p>@luthiers JOIN</p>");
    let told = write(&world, &mia, world.group(), wish).await;
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[1].contains("the software of your server"), "{told:#?}");
    assert_eq!(count(&world.app.store, MEMBERS_ELSEWHERE).await, 0);
    // What is for this server only is to others as what is not there.
    world
        .set("UPDATE communities SET read_policy = 'server'")
        .await;
    let hidden = write(&world, &mia, DESK, ("2", "<p>JOIN luthiers</p>")).await;
    let nothing = write(&world, &mia, DESK, ("3", "<p>JOIN nowhere</p>")).await;
    assert_eq!((hidden.len(), nothing.len()), (3, 4), "{nothing:#?}");
    assert_eq!(hidden.last(), nothing.last());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_applied_by_following_reads_why_they_were_declined() {
    let world = closed().await;
    let vic = on(&world, "https://b.test/u/vic", "guildhall", "0.1.0");
    follow(&world, &vic, "f1").await;
    let person = person(&world, &vic).await;
    let open = open_application_of(&world.app, &world.luthiers, &person).await;
    let (place, by, no) = (world.luthiers.id(), Viewer::System, Decision::Decline);
    let (id, why) = (open.unwrap().id, "We are full.");
    decide(&world.app, &by, &world.ada, place, id, no, why)
        .await
        .unwrap();
    world.work().await;
    assert_eq!(said_of_kind(&world, "Reject").await.len(), 1);
    let told = said_of_kind(&world, "Create").await;
    assert_eq!(told.len(), 1, "{told:#?}");
    let words = told[0]["object"]["content"].as_str().unwrap();
    assert!(words.contains(why), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn elsewhere_people_of_ours_read_by_their_follow_alone() {
    let world = World::new().await;
    let group = world.actor("https://hall.test/c/wood", "Group");
    let found = resolve_actor(&world.app, &group.id, FRESH).await.unwrap();
    let wood = found.community().unwrap();
    let now = world.app.now();
    let mut tx = world.app.store.begin().await.unwrap();
    admit(&mut tx, wood.id(), world.ada.id(), Role::Member, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let reads = async || {
        let mut conn = world.app.store.read().await.unwrap();
        let reader = Reader::Account {
            id: world.ada.id(),
            admin: false,
        };
        let reach = reach_in(&mut conn, reader, wood.id()).await.unwrap();
        reach.admits(Audience::Community, wood.id())
    };
    world
        .set("UPDATE communities SET read_policy = 'members'")
        .await;
    assert!(!reads().await, "a follow is refused when belonging ends");
    let new = NewFollow {
        follower: world.ada.actor.id,
        target: wood.actor.id,
        state: FollowState::Accepted,
        ap_id: "https://guild.example/activities/follow/1",
    };
    let mut tx = world.app.store.begin().await.unwrap();
    upsert_follow(&mut tx, &new, None, now).await.unwrap();
    tx.commit().await.unwrap();
    assert!(reads().await);
}

/// Lets somebody of another server in as they would come, and gives them here.
async fn let_in(world: &World, remote: &Remote) -> Person {
    follow(world, remote, "f1").await;
    approve(world, remote).await;
    world.work().await;
    person(world, remote).await
}

/// Puts somebody into a role without asking anybody, and their follow with it.
async fn put(world: &World, remote: &Remote, role: Role) -> Person {
    let found = resolve_actor(&world.app, &remote.id, FRESH).await.unwrap();
    let person = found.person().unwrap();
    let (place, now) = (&world.luthiers, world.app.now());
    let follow = NewFollow {
        follower: person.actor.id,
        target: place.actor.id,
        state: FollowState::Accepted,
        ap_id: &format!("{}/follow", remote.id),
    };
    let mut tx = world.app.store.begin().await.unwrap();
    admit(&mut tx, place.id(), person.id(), role, now)
        .await
        .unwrap();
    upsert_follow(&mut tx, &follow, None, now).await.unwrap();
    tx.commit().await.unwrap();
    person
}

/// A thread of theirs for the members alone.
async fn say(world: &World, who: &Remote, tail: &str) -> Post {
    let to = json!([world.group(), format!("{}/followers", world.group())]);
    let mut thread = who.thread(world.group(), tail, "For us");
    thread["to"] = to.clone();
    let mut create = who.does("Create", tail, thread.clone());
    create["to"] = to;
    world.send(who, &create).await;
    let mut conn = world.app.store.read().await.unwrap();
    let found = post_by_ap_id(&mut conn, &Viewer::System, id(&thread)).await;
    found.unwrap().unwrap()
}

/// Ada reports a thread: the inboxes that hear of it.
async fn reported(world: &World, thread: &Post) -> Vec<String> {
    let before = said(&world.app).await.len();
    let viewer = Viewer::Account {
        id: world.ada.id(),
        admin: false,
    };
    let target = Target::Post(thread.id);
    report(&world.app, &world.ada, &viewer, target, "Rude")
        .await
        .unwrap();
    let mut reached = Vec::new();
    for flag in said(&world.app).await.split_off(before) {
        assert_eq!(flag["type"], "Flag");
        reached.extend(inboxes(&world.app, &flag["id"]).await);
    }
    reached.sort();
    reached
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_goes_to_no_server_that_may_not_have_what_it_is_about() {
    let world = closed().await;
    let vic = member(&world).await;
    let mo = on(&world, "https://mod.test/u/mo", "guildhall", "0.1.0");
    let moderator = let_in(&world, &mo).await;
    appoint(&world.app, &world.ada, &world.luthiers, &moderator)
        .await
        .unwrap();
    // They moderated while everybody could read, and their server would show it.
    let leo = on(&world, "https://l.test/u/leo", "lemmy", "0.19.12");
    put(&world, &leo, Role::Moderator).await;
    let (first, second) = (say(&world, &vic, "1").await, say(&world, &vic, "2").await);
    let (author, office) = ("https://b.test/u/vic/inbox", "https://mod.test/u/mo/inbox");
    assert_eq!(reported(&world, &first).await, [author, office]);

    // Of what its author wrote their server hears no more once nobody there belongs.
    let (place, order) = (world.luthiers.id(), BanOrder::default());
    let who = person(&world, &vic).await;
    ban(&world.app, &world.ada, place, &who, &order)
        .await
        .unwrap();
    assert_eq!(reported(&world, &second).await, [office]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_moderates_who_may_not_have_what_is_said() {
    let world = closed().await;
    let (app, place) = (&world.app, &world.luthiers);
    let appoints = async |who: &Person| match appoint(app, &world.ada, place, who).await {
        Ok(()) => None,
        Err(Error::Refused(reason)) => Some(reason),
        Err(other) => panic!("{other}"),
    };
    let eve = on(&world, "https://e.test/u/eve", "guildhall", "0.1.0");
    let eve = resolve_actor(app, &eve.id, FRESH).await.unwrap();
    let eve = eve.person().unwrap();
    let dan = local_person(app, "dan").await;
    for outsider in [&eve, &dan] {
        assert_eq!(appoints(outsider).await, Some(Reason::NotMember));
    }
    let leo = on(&world, "https://l.test/u/leo", "lemmy", "0.19.12");
    let leo = put(&world, &leo, Role::Member).await;
    assert_eq!(appoints(&leo).await, Some(Reason::OutsideServer));
    let given = give_role(app, &world.ada, place, &leo, Role::Moderator).await;
    let refused = matches!(given, Err(Error::Refused(Reason::OutsideServer)));
    assert!(refused, "{given:?}");
    let vic = member(&world).await;
    let vic = person(&world, &vic).await;
    let order = BanOrder::default();
    ban(app, &world.ada, place.id(), &vic, &order)
        .await
        .unwrap();
    assert_eq!(appoints(&vic).await, Some(Reason::KeptOut));
    let given = give_role(app, &world.ada, place, &vic, Role::Greeter).await;
    let refused = matches!(given, Err(Error::Refused(Reason::KeptOut)));
    assert!(refused, "{given:?}");
    let moderates = |line: &String| line.ends_with(" moderator member");
    assert!(!world.dump().await.iter().any(moderates));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_belongs_may_leave_what_is_for_this_server_only_by_now() {
    let world = closed().await;
    let vic = member(&world).await;
    world
        .set("UPDATE communities SET read_policy = 'server'")
        .await;
    let farewell = vic.does("Leave", "l1", json!(world.group()));
    world.send(&vic, &farewell).await;
    let left = format!("role {} in {} member left", vic.id, world.group());
    assert!(has_line(&world, &left).await, "{:#?}", world.dump().await);
    // For everybody else it is not there.
    let eve = on(&world, "https://e.test/u/eve", "guildhall", "0.1.0");
    for kind in ["Leave", "Join"] {
        let act = eve.does(kind, kind, json!(world.group()));
        world.in_vain(&eve, &act).await;
    }
}
