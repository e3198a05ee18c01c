//! Notifications on a real database.

mod german;
mod mail;

use super::actions::{mark_all_read, mark_read, notify};
use super::model::{NewNotice, NoticeKind};
use super::queries::{count_unread, list_notices};
use crate::accounts::model::{ServerRole, Viewer};
use crate::membership::actions::{remove_community, restore_community};
use crate::moderation::actions::{Grounds, remove, report, restore_post};
use crate::moderation::model::Target;
use crate::posts::actions::accept_answer;
use crate::posts::actions::delete_reply;
use crate::posts::tests::stage::Stage;
use crate::posts::tests::world::World;
use crate::store::Turn;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn one_cause_is_told_once_and_only_to_others_who_sign_in_here() {
    let world = World::new().await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let zoe = world.stranger("zoe").await;
    let notice = |recipient, by| NewNotice {
        recipient,
        kind: NoticeKind::Message,
        cause: "https://guild.example/message/1",
        by: Some(by),
        community: None,
        post: None,
        comment: None,
    };
    let cases = [
        (notice(ada.id(), ben.actor.id), true),
        (notice(ada.id(), ben.actor.id), false),
        (notice(ada.id(), ada.actor.id), false),
        (notice(zoe.id(), ben.actor.id), false),
        (notice(ben.id(), ada.actor.id), true),
    ];
    for (notice, told) in cases {
        let mut tx = world.app.store.begin().await.unwrap();
        assert_eq!(
            notify(&mut tx, &world.app, &notice).await.unwrap(),
            told,
            "{notice:?}"
        );
        tx.commit().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn notifications_are_paged_and_read_by_their_recipient_only() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let thread = world.ask(&ada, &place, "Q").await;
    let mut last = world.reply(&ben, &thread, None, "answer 0").await;
    for n in 1..5 {
        last = world
            .reply(&ben, &thread, None, &format!("answer {n}"))
            .await;
    }
    delete_reply(&world.app, &ben, last.id).await.unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    let first = list_notices(&mut conn, ada.id(), Turn::First, 3).await;
    let first = first.unwrap().rows;
    let older = Turn::After(first[2].id);
    let rest = list_notices(&mut conn, ada.id(), older, 3).await.unwrap();
    assert_eq!((first.len(), rest.rows.len(), rest.later), (3, 2, false));
    let newer = Turn::Before(rest.turn_back().unwrap().id);
    let back = list_notices(&mut conn, ada.id(), newer, 3).await.unwrap();
    assert_eq!((back.rows, back.earlier), (first.clone(), false));
    assert!(first[0].reply.is_none(), "what was deleted is not quoted");
    assert_eq!(first[0].path(), Some(format!("/post/{}", thread.public_id)));
    assert_eq!(first[1].reply.as_ref().unwrap().1.trim(), "answer 3");
    assert_eq!(first[1].by.as_ref().unwrap().handle(), "ben");
    assert_eq!(first[1].community.as_ref().unwrap().handle(), "luthiers");
    drop(conn);

    let strange = mark_read(&world.app, ben.id(), first[0].id)
        .await
        .unwrap_err();
    assert_eq!(strange.status(), 404);
    mark_read(&world.app, ada.id(), first[0].id).await.unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    assert_eq!(count_unread(&mut conn, ada.id()).await.unwrap(), 4);
    drop(conn);
    mark_all_read(&world.app, ada.id(), Some(first[1].id))
        .await
        .unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    assert_eq!(count_unread(&mut conn, ada.id()).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn notifications_are_read_on_their_page_and_lead_where_one_can_act() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ben, &place, "Glue?").await;
    let answer = stage.reply(&ada, &thread, None, "Hide glue.").await;
    accept_answer(&stage, &ben, thread.id, answer.id)
        .await
        .unwrap();
    // Whoever looks after the place hears of it, unless it is about themselves.
    let dan = stage.member("dan").await;
    let sale = stage.reply(&dan, &thread, None, "Buy mine.").await;
    let viewer = crate::posts::tests::world::seen_by(&ben);
    let target = Target::Comment(sale.id);
    report(&stage, &ben, &viewer, target, "wrong")
        .await
        .unwrap();

    let mut browser = stage.signed_in("ada").await;
    let page = browser.get("/notifications").await;
    let opened = page
        .links("ben reported a reply by dan in The luthiers")
        .remove(0);
    assert!(opened.starts_with("/notifications/"), "{opened}");
    let reports = browser.get("/c/luthiers/reports").await;
    assert!(reports.has("wrong") && reports.has(&format!("/comment/{}/remove", sale.public_id)));
    let to_answer = page.links("ben accepted your answer");
    assert_eq!(to_answer, [format!("/comment/{}", answer.public_id)]);
    assert_eq!(page.texts(".tool-count")[0], "2");

    let action = page.body.split("action=\"/notifications/").nth(1).unwrap();
    let action = format!("/notifications/{}", action.split('"').next().unwrap());
    let read = browser.submit(&page, &action, &[]).await;
    assert_eq!(
        (read.status, read.location()),
        (StatusCode::SEE_OTHER, "/notifications")
    );
    let page = browser.get("/notifications").await;
    assert_eq!(page.texts(".tool-count")[0], "1");
    let all = browser.submit(&page, "/notifications", &[]).await;
    assert_eq!(all.status, StatusCode::SEE_OTHER);
    let page = browser.get("/notifications").await;
    assert!(page.texts(".tool-count").is_empty());

    // Somebody else's are not theirs to read, and with none there is a way on.
    stage.member("cem").await;
    let mut other = stage.signed_in("cem").await;
    let page = other.get("/notifications").await;
    assert!(page.has("Nothing yet") && page.has("Ask something"));
    let token = page.value_anywhere("csrf").unwrap();
    let strange = other.post(&action, &[("csrf", &token)]).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_opens_they_have_read() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ben, &place, "Glue?").await;
    let other = stage.ask(&ben, &place, "Wood?").await;
    stage.reply(&ada, &thread, None, "Hide glue.").await;
    let dan = stage.member("dan").await;
    let second = stage.reply(&dan, &thread, None, "Or fish glue.").await;
    stage.reply(&ada, &other, None, "Maple.").await;
    let viewer = crate::posts::tests::world::seen_by(&ben);
    let target = Target::Comment(second.id);
    report(&stage, &ben, &viewer, target, "wrong")
        .await
        .unwrap();

    // What asks in advance, or for another site, opens nothing.
    let mut reader = stage.signed_in("ben").await;
    for header in [
        ("sec-fetch-site", "cross-site"),
        ("sec-purpose", "prefetch"),
    ] {
        reader.headers.push((header.0, header.1.to_owned()));
        reader.get(&thread.path()).await;
        reader.headers.clear();
        let page = reader.get("/notifications").await;
        assert_eq!(page.texts(".tool-count")[0], "3", "{header:?}");
    }
    // A thread is read with all that was told of it, and its page counts so already.
    let page = reader.get(&thread.path()).await;
    assert_eq!(page.texts(".tool-count")[0], "1");
    let told = reader.get("/notifications").await;
    assert_eq!(told.texts("main .badge"), ["new"]);
    let page = reader.get(&other.path()).await;
    assert!(page.texts(".tool-count").is_empty(), "{}", page.body);

    // Seeing a thread settles no report of it; opening what tells of the report does for its reader.
    let mut convener = stage.signed_in("ada").await;
    let page = convener.get(&thread.path()).await;
    assert_eq!(page.texts(".tool-count")[0], "1");
    let told = convener.get("/notifications").await;
    let open = told.links("ben reported").remove(0);
    let strange = reader.get(&open).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
    let opened = convener.get(&open).await;
    assert_eq!(opened.location(), "/c/luthiers/reports");
    let told = convener.get("/notifications").await;
    assert!(told.texts(".tool-count").is_empty());
    assert_eq!(told.links("ben reported"), ["/c/luthiers/reports"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_read_who_was_reported_and_why() {
    let stage = Stage::new().await;
    stage.account("olga", ServerRole::Admin).await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let viewer = crate::posts::tests::world::seen_by(&ben);
    for (target, reason) in [
        (Target::Account(ada.id()), "Writes to everybody"),
        (Target::Post(thread.id), "Sells something"),
    ] {
        report(&stage, &ben, &viewer, target, reason).await.unwrap();
    }
    let mut browser = stage.signed_in("olga").await;
    let page = browser.get("/notifications").await;
    let sentences = page.texts(".row-title");
    assert_eq!(
        sentences,
        [
            "ben reported a thread by ada in The luthiers",
            "ben reported ada"
        ]
    );
    assert_eq!(page.texts(".row-text"), ["Writes to everybody"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_hidden_since_is_quoted_no_more() {
    let stage = Stage::new().await;
    let root = stage.account("root", ServerRole::Admin).await;
    let (ada, ben, cem) = (
        stage.member("ada").await,
        stage.member("ben").await,
        stage.member("cem").await,
    );
    let place = stage.community(&cem, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Which glue?").await;
    let answer = stage.reply(&ben, &thread, None, "Hide glue.").await;
    let mut browser = stage.signed_in("ada").await;
    // On both pages that tell it: whether the title of the thread and the words of the reply stand there.
    let mut quoted = async || {
        let mut seen = Vec::new();
        for path in ["/notifications", "/"] {
            let page = browser.get(path).await;
            let told = [page.texts(".row-meta"), page.texts(".row-text")].concat();
            let has = |words: &str| told.iter().any(|each| each.contains(words));
            assert!(page.has("ben answered your question"), "{path}");
            seen.push((has("Which glue?"), has("Hide glue.")));
        }
        assert_eq!(seen[0], seen[1]);
        seen[0]
    };
    assert_eq!(quoted().await, (true, true));
    let system = &Viewer::System;
    remove_community(&stage, system, &root, &place, "")
        .await
        .unwrap();
    assert_eq!(quoted().await, (false, false));
    restore_community(&stage, system, &root, &place, "")
        .await
        .unwrap();
    let why = Grounds::from("Off topic");
    remove(&stage, &cem, Target::Post(thread.id), &why)
        .await
        .unwrap();
    assert_eq!(quoted().await, (false, false));
    restore_post(&stage, &cem, thread.id, "").await.unwrap();
    remove(&stage, &cem, Target::Comment(answer.id), &why)
        .await
        .unwrap();
    assert_eq!(quoted().await, (true, false));
}
