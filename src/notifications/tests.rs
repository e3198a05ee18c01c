//! Notifications on a real database.

use super::actions::{mark_all_read, mark_read, notify};
use super::model::{NewNotice, NoticeKind};
use super::queries::{count_unread, list_notices};
use crate::posts::actions::delete_reply;
use crate::posts::tests::world::World;

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
    let first = list_notices(&mut conn, ada.id(), None, 3).await.unwrap();
    let rest = list_notices(&mut conn, ada.id(), Some(first[2].id), 3)
        .await
        .unwrap();
    assert_eq!((first.len(), rest.len()), (3, 2));
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
