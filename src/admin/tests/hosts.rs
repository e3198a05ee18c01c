//! Rules for servers, lists of them, waves and purges on the administrators' pages (safety.md A-18, B-03, B-06,
//! B-07).

use super::*;
use crate::activitypub::peers::{PeerPolicy, is_blocked};
use crate::activitypub::purged::list_purges;
use crate::activitypub::rules::{caution, rule_of, wave_now};
use crate::admin::host_list::HEAD;
use crate::communities::actions::{follow, receive_follow_of_person};
use crate::communities::tests::{community, known, started};
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;
use chrono::TimeDelta;

const LIST: &str = "/admin/hosts/list";

async fn policy(app: &App, host: &str) -> Option<PeerPolicy> {
    let mut conn = app.store.read().await.unwrap();
    let rule = rule_of(&mut conn, host).await.unwrap();
    rule.map(|rule| rule.policy)
}

async fn kept_out(app: &App, host: &str) -> bool {
    let mut conn = app.store.read().await.unwrap();
    is_blocked(&mut conn, host, app.now()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_set_shown_and_ends_by_itself() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let away = known(&app, "https://evil.test/c/go", "Group", "go").await;
    follow(&app, &ada, &away.community().unwrap())
        .await
        .unwrap();
    let path = "/admin/peers/evil.test";
    let rule = format!("{path}/rule");
    let mut olga = office(&app).await;
    for wrong in [("days", "0"), ("per_minute", "many"), ("policy", "banish")] {
        let mut fields = vec![("policy", "silence"), ("days", "1"), ("per_minute", "")];
        fields.retain(|(name, _)| *name != wrong.0);
        fields.push(wrong);
        let answer = press(&mut olga, path, &rule, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        assert_eq!(policy(&app, "evil.test").await, None);
    }
    let fields = [
        ("policy", "review"),
        ("reject_media", "on"),
        ("reason", "Too loud"),
        ("private_note", "See mail"),
        ("days", "3"),
    ];
    let answer = press(&mut olga, path, &rule, &fields).await;
    assert_eq!(answer.location(), path);
    let page = olga.get(path).await;
    for said in [
        "It is under review",
        "Too loud",
        "See mail",
        "Until 2026-06-04",
    ] {
        assert!(page.has(said), "{said}: {}", page.body);
    }
    let fields = [("policy", "block"), ("days", "1")];
    press(&mut olga, path, &rule, &fields).await;
    finish(&app).await;
    assert!(kept_out(&app, "sub.evil.test").await);
    let told = olga.get(path).await;
    assert!(told.has("@go@evil.test"), "the follow that it ended");
    let file = olga.get("/admin/peers/evil.test/severed.csv").await;
    assert!(
        file.body.contains("ada@guild.example,go@evil.test"),
        "{}",
        file.body
    );
    let mut reader = browser(&app, "ada").await;
    let own = reader.get("/settings/severed.csv").await;
    assert!(own.body.contains("go@evil.test"), "{}", own.body);
    app.clock.advance(TimeDelta::days(1));
    assert!(!kept_out(&app, "sub.evil.test").await, "it has ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_listed_servers_are_talked_to_where_that_is_set() {
    let app = started().await;
    let mut olga = office(&app).await;
    let rule = "/admin/peers/friend.test/rule";
    let fields = [("policy", "none"), ("listed", "on")];
    press(&mut olga, "/admin/peers/friend.test", rule, &fields).await;
    for only in [true, false] {
        let action = "/admin/hosts/listed";
        press(&mut olga, "/admin/hosts", action, &[]).await;
        assert_eq!(kept_out(&app, "stranger.test").await, only);
        assert!(!kept_out(&app, "sub.friend.test:8443").await);
        let page = olga.get("/admin/peers/stranger.test").await;
        assert_eq!(page.has("this one is not on the list"), only);
    }
    let ada = person(&app, "ada").await;
    let mut reader = browser(&app, &ada.actor.name).await;
    let answer = reader.post("/admin/hosts/listed", &[("only", "yes")]).await;
    assert!(!answer.status.is_success() && !kept_out(&app, "stranger.test").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_looked_at_before_it_is_taken_in_and_comes_out_again() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let away = known(&app, "https://evil.test/c/go", "Group", "go").await;
    follow(&app, &ada, &away.community().unwrap())
        .await
        .unwrap();
    let mut olga = office(&app).await;
    let wrong = format!("{HEAD}good.test,banish,false,false,,false\n");
    let answer = press(&mut olga, LIST, LIST, &[("list", &wrong)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.has("Line 2"), "{}", answer.body);
    let list = format!(
        "{HEAD}evil.test,suspend,false,true,\"Spam, mostly\",false\nloud.test,silence,true,false,,false\n"
    );
    let answer = press(&mut olga, LIST, LIST, &[("list", &list)]).await;
    let shown = answer.location().to_owned();
    finish(&app).await;
    assert_eq!(
        policy(&app, "evil.test").await,
        None,
        "nothing has happened"
    );
    let page = olga.get(&shown).await;
    assert!(page.has("1 to block, 1 to silence"), "{}", page.body);
    assert!(page.has("It ends 1 follow at least"), "{}", page.body);
    let answer = olga.submit(&page, &shown, &[]).await;
    assert_eq!(answer.location(), shown);
    finish(&app).await;
    assert!(kept_out(&app, "evil.test").await);
    assert_eq!(policy(&app, "loud.test").await, Some(PeerPolicy::Silence));
    assert!(olga.get(&shown).await.has("The list is taken in"));
    let file = olga.get("/admin/hosts/list.csv").await;
    assert_eq!(file.body, list);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_is_taken_in_by_parts() {
    use crate::accounts::model::Viewer;
    use crate::admin::deciding::{look_at_list, offer_list, take_list};
    let app = started().await;
    let lines: String = (0..250).map(|n| format!("h{n}.test\n")).collect();
    let by = Viewer::System;
    let id = offer_list(&app, &by, &lines).await.unwrap();
    take_list(&app, &by, id).await.unwrap();
    take_list(&app, &by, id).await.unwrap();
    let (list, _) = look_at_list(&app, &by, id).await.unwrap();
    assert_eq!((list.lines, list.done), (250, 0), "a job does it");
    finish(&app).await;
    let (list, outlook) = look_at_list(&app, &by, id).await.unwrap();
    assert_eq!(list.done, 250);
    assert!(list.finished_at.is_some());
    assert_eq!((outlook.blocked, outlook.same), (250, 250));
    assert!(kept_out(&app, "h249.test").await && kept_out(&app, "h0.test").await);
    let stranger = Viewer::Anonymous;
    assert!(offer_list(&app, &stranger, &lines).await.is_err());
    assert!(take_list(&app, &stranger, id).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wave_is_watched_swept_and_ended() {
    let app = started().await;
    let mut olga = office(&app).await;
    let begin = "/admin/hosts/wave";
    let wrong = [("hours", "-1"), ("days", "1")];
    let answer = press(&mut olga, "/admin/hosts", begin, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("hours", "0"), ("days", "1"), ("reason", "Bots")];
    press(&mut olga, "/admin/hosts", begin, &fields).await;
    assert!(olga.get("/admin/hosts").await.has("A wave is watched"));
    let new = known(&app, "https://new.test/u/cid", "Person", "cid").await;
    let wary = async || {
        let mut conn = app.store.read().await.unwrap();
        let found = caution(&mut conn, new.actor(), app.now()).await.unwrap();
        found.is_some()
    };
    assert!(wary().await);
    let sweep = "/admin/hosts/newcomers";
    let page = olga.get(sweep).await;
    assert!(page.has("0 threads and 0 replies"), "{}", page.body);
    let answer = olga.submit(&page, sweep, &[("reason", "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = olga.submit(&page, sweep, &[("reason", "Bots")]).await;
    assert_eq!(answer.location(), "/admin/hosts");
    finish(&app).await;
    press(&mut olga, "/admin/hosts", "/admin/hosts/wave/end", &[]).await;
    assert!(!wary().await);
    let mut conn = app.store.read().await.unwrap();
    assert_eq!(wave_now(&mut conn, app.now()).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_lately_is_shown_and_goes() {
    let app = started().await;
    let mut olga = office(&app).await;
    let path = "/admin/hosts/recent";
    let page = olga.get("/admin/hosts/recent?host=evil.test&last=24").await;
    assert!(page.has("In the last 24 hours 0 threads and 0 replies came from evil.test"));
    let answer = olga.submit(&page, path, &[("reason", "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = olga.submit(&page, path, &[("reason", "Spam")]).await;
    assert_eq!(answer.location(), "/admin/hosts");
    finish(&app).await;
    let none = olga.get("/admin/hosts/recent?host=&last=24").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_administrators_purge_and_what_goes_is_shown_first() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    let draft = ThreadDraft {
        title: "Awful words".into(),
        body: "So awful.".into(),
        ..ThreadDraft::default()
    };
    let post = start_thread(&app, &ada, rust.id(), ThreadKind::Discussion, &draft)
        .await
        .unwrap();
    let path = "/admin/purge/one";
    let asked = format!("{path}?of={}", post.ap_id);
    let mut reader = browser(&app, "ada").await;
    assert_eq!(reader.get(&asked).await.status, StatusCode::FORBIDDEN);
    let fields = [("of", post.ap_id.as_str()), ("reason", "Because")];
    let answer = reader.post(path, &fields).await;
    assert!(!answer.status.is_success() && !answer.status.is_redirection());

    let mut olga = office(&app).await;
    let none = olga.get("/admin/purge/one?of=nobody").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = olga.get(&asked).await;
    assert!(page.has("Awful words"), "{}", page.body);
    assert!(page.has("with 0 replies in it"), "{}", page.body);
    let answer = olga.submit(&page, path, &[("reason", "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = olga.submit(&page, path, &[("reason", "Because")]).await;
    assert_eq!(answer.location(), "/admin/purge");
    finish(&app).await;
    let records = olga.get("/admin/purge").await;
    assert!(records.has(&post.ap_id) && records.has("Because"));
    assert!(!records.has("Awful words"), "the record says nothing of it");
    let mut conn = app.store.read().await.unwrap();
    let kept = list_purges(&mut conn, None, 10).await.unwrap();
    assert_eq!(kept.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_loses_what_they_followed_is_told() {
    use crate::notifications::model::NoticeKind;
    use crate::notifications::queries::list_notices;
    use crate::store::Turn;
    let app = started().await;
    let ada = person(&app, "ada").await;
    let away = known(&app, "https://evil.test/c/go", "Group", "go").await;
    follow(&app, &ada, &away.community().unwrap())
        .await
        .unwrap();
    let cid = known(&app, "https://evil.test/u/cid", "Person", "cid").await;
    let cid = cid.person().unwrap();
    let id = "https://evil.test/follow/1";
    receive_follow_of_person(&app, &cid.actor, &ada, id)
        .await
        .unwrap();
    let mut olga = office(&app).await;
    let block = "/admin/peers/evil.test/block";
    press(&mut olga, "/admin/peers/evil.test", block, &[]).await;
    finish(&app).await;
    let mut conn = app.store.read().await.unwrap();
    let told = list_notices(&mut conn, ada.id(), Turn::First, 50).await;
    let told = told.unwrap().rows;
    let severed = told
        .iter()
        .filter(|notice| notice.kind == NoticeKind::Severed);
    assert_eq!(severed.count(), 1, "{told:?}");
}
