//! Texts: what is kept of them, who may read them, who is told.

use super::world::{World, draft, seen_by};
use crate::accounts::model::{Person, Viewer};
use crate::membership::model::Role;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::{count_unread, list_notices};
use crate::posts::actions::*;
use crate::posts::model::{Fate, ThreadKind};
use crate::posts::queries;
use crate::store::Turn;

async fn told(world: &World, person: &Person) -> Vec<NoticeKind> {
    let mut conn = world.app.store.read().await.unwrap();
    let notices = list_notices(&mut conn, person.id(), Turn::First, 50)
        .await
        .unwrap();
    notices.rows.into_iter().map(|notice| notice.kind).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_keep_the_former_texts() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let thread = world.ask(&ada, &place, "Glue?").await;
    let reply = world.reply(&ada, &thread, None, "One.").await;
    for text in ["Two.", "Two.", "Three."] {
        world.pass(60);
        let changed = ThreadDraft {
            title: format!("Glue? {text}"),
            body: text.to_owned(),
            tags: vec!["glue".to_owned()],
            ..ThreadDraft::default()
        };
        edit_thread(&world.app, &ada, thread.id, &changed)
            .await
            .unwrap();
        edit_reply(&world.app, &ada, reply.id, &draft(text))
            .await
            .unwrap();
    }
    let post = world.post(&thread).await;
    assert_eq!(
        (post.title.as_str(), post.body.as_str()),
        ("Glue? Three.", "Three.")
    );
    assert_eq!(post.edited_at, Some(world.now()));
    assert_eq!(post.body_text.trim(), "Three.");
    let comment = world.comment(&reply).await;
    let mut conn = world.app.store.read().await.unwrap();
    let kept = queries::revisions_of_post(&mut conn, &Viewer::Anonymous, &post, Turn::First, 9)
        .await
        .unwrap()
        .rows;
    let titles: Vec<&str> = kept.iter().map(|kept| kept.title.as_str()).collect();
    assert_eq!(titles, ["Glue? Two.", "Glue?"]);
    assert_eq!(kept[1].written_at, thread.published_at);
    let anybody = Viewer::Anonymous;
    let kept = queries::revisions_of_comment(&mut conn, &anybody, &comment, Turn::First, 1)
        .await
        .unwrap();
    let older = Turn::After(kept.turn_on().unwrap().id);
    assert_eq!(kept.rows[0].body, "Two.");
    let kept = queries::revisions_of_comment(&mut conn, &anybody, &comment, older, 1)
        .await
        .unwrap();
    assert_eq!((kept.rows[0].body.as_str(), kept.later), ("One.", false));
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_were_taken_away_are_seen_by_few() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (author, convener, visitor) = (
        world.person("ada").await,
        world.person("eva").await,
        world.person("ben").await,
    );
    world.join(&place, &convener, Role::Convener).await;
    let thread = world.ask(&author, &place, "Secret").await;
    world.pass(1);
    edit_thread(
        app,
        &author,
        thread.id,
        &ThreadDraft {
            title: "Secret too".to_owned(),
            ..ThreadDraft::default()
        },
    )
    .await
    .unwrap();
    let reply = world.reply(&author, &thread, None, "Secret words").await;
    // Deleted or removed; then what author, convener and visitor can read.
    for (deleted, expected) in [(true, [true, false, false]), (false, [true, true, false])] {
        let mut tx = app.store.begin().await.unwrap();
        let now = Some(world.now());
        let fate = Fate {
            deleted,
            at: None,
            now: world.now(),
        };
        queries::set_post_fate(&mut tx, thread.id, fate)
            .await
            .unwrap();
        queries::set_comment_fate(&mut tx, reply.id, fate)
            .await
            .unwrap();
        if !deleted {
            queries::set_post_removed(&mut tx, thread.id, now)
                .await
                .unwrap();
            queries::set_comment_removed(&mut tx, reply.id, now)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let mut conn = app.store.read().await.unwrap();
        let viewers = [seen_by(&author), seen_by(&convener), seen_by(&visitor)];
        for (viewer, reads) in viewers.iter().zip(expected) {
            let post = queries::post_by_public_id(&mut conn, viewer, &thread.public_id).await;
            let post = post.unwrap().unwrap();
            assert_eq!(!post.title.is_empty(), reads, "{viewer:?}");
            let text = format!("{post:?}");
            assert_eq!(text.contains("Secret"), reads, "{viewer:?}");
            let comment = queries::comment_by_ap_id(&mut conn, viewer, &reply.ap_id).await;
            let comment = comment.unwrap().unwrap();
            assert_eq!(
                format!("{comment:?}").contains("Secret"),
                reads,
                "{viewer:?}"
            );
            let kept = queries::revisions_of_post(&mut conn, viewer, &post, Turn::First, 9)
                .await
                .unwrap();
            assert_eq!(!kept.rows.is_empty(), reads, "{viewer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_concerned_is_told_once() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben, cem) = (
        world.person("ada").await,
        world.person("ben").await,
        world.person("cem").await,
    );
    let away = world.stranger("zoe").await;
    let question = ThreadDraft {
        title: "Q".to_owned(),
        body: "What do @cem and @zoe@away.example and @ada and @nobody say?".to_owned(),
        ..ThreadDraft::default()
    };
    let question = start_thread(app, &ada, place.id(), ThreadKind::Question, &question)
        .await
        .unwrap();
    let names: Vec<&str> = question
        .mentions
        .0
        .iter()
        .map(|m| m.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "@cem@guild.example",
            "@zoe@away.example",
            "@ada@guild.example"
        ]
    );
    assert_eq!(question.mentions.0[1].href, away.actor.ap_id);

    world.pass(1);
    let answer = world.reply(&ben, &question, None, "Ask @ada.").await;
    world
        .reply(&cem, &question, Some(&answer), "Indeed, @ada")
        .await;
    edit_reply(app, &ben, answer.id, &draft("Ask @ada and @cem."))
        .await
        .unwrap();
    accept_answer(app, &ada, question.id, answer.id)
        .await
        .unwrap();
    world.pass(1);
    unaccept_answer(app, &ada, question.id).await.unwrap();
    world.pass(1);
    accept_answer(app, &ada, question.id, answer.id)
        .await
        .unwrap();
    world.reply(&ada, &question, None, "My own").await;

    use NoticeKind::*;
    assert_eq!(told(&world, &ada).await, [Mention, Answer]);
    assert_eq!(told(&world, &ben).await, [Accepted, Reply]);
    assert_eq!(told(&world, &cem).await, [Mention, Mention]);
    assert_eq!(told(&world, &away).await, []);
    let mut conn = app.store.read().await.unwrap();
    assert_eq!(count_unread(&mut conn, ben.id()).await.unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_fields_are_named_all_at_once_and_nothing_is_kept() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let bad = ThreadDraft {
        title: " \n ".to_owned(),
        body: "x".repeat(50_001),
        url: "gopher://a.example".to_owned(),
        tags: vec!["no=tag".to_owned()],
        language: "\"><".to_owned(),
        drawn: None,
        ..ThreadDraft::default()
    };
    let error = start_thread(&world.app, &ada, place.id(), ThreadKind::Link, &bad).await;
    let Err(crate::error::Error::Invalid(fields)) = error else {
        panic!("{error:?}");
    };
    let fields: Vec<&str> = fields.iter().map(|each| each.field).collect();
    assert_eq!(fields, ["title", "body", "url", "tags", "language"]);
    let mut conn = world.app.store.read().await.unwrap();
    let all = queries::Listing::new(queries::Scope::All, queries::Sort::New);
    let page = queries::list_threads(&mut conn, &Viewer::System, &all, Turn::First, 9)
        .await
        .unwrap();
    assert!(page.rows.is_empty());
    let nul = ThreadDraft {
        title: "a\0b".to_owned(),
        body: "c\0d\r\ne".to_owned(),
        ..ThreadDraft::default()
    };
    let post = start_thread(&world.app, &ada, place.id(), ThreadKind::Question, &nul)
        .await
        .unwrap();
    assert_eq!(post.body, "cd\ne");
    let blank = reply(&world.app, &ada, post.id, None, &draft(" \n"))
        .await
        .unwrap_err();
    assert_eq!(blank.status(), 422);
}
