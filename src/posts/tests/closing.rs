//! Questions that take no more answers, and duplicates.

use super::stage::Stage;
use super::world::{World, draft};
use crate::accounts::model::Viewer;
use crate::communities::model::ReadPolicy;
use crate::communities::tests::said;
use crate::error::{Error, Reason};
use crate::membership::model::Role;
use crate::posts::actions::{ClosingDraft, close_question, reopen_question, reply};
use crate::posts::model::ThreadKind;
use crate::posts::queries::{Listing, Scope, Sort, list_threads};
use crate::store::Turn;
use axum::http::StatusCode;

fn because(reason: &str) -> ClosingDraft {
    ClosingDraft {
        reason: reason.to_owned(),
        duplicate_of: String::new(),
    }
}

fn duplicate(of: &str) -> ClosingDraft {
    ClosingDraft {
        reason: String::new(),
        duplicate_of: of.to_owned(),
    }
}

fn reason<T: std::fmt::Debug>(result: Result<T, Error>) -> Reason {
    match result {
        Err(Error::Refused(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_question_takes_no_answers_and_what_was_answered_goes_on() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let eva = world.person("eva").await;
    world.join(&place, &eva, Role::Moderator).await;
    let thread = world.ask(&ada, &place, "Glue?").await;
    let answer = world.reply(&ben, &thread, None, "Hide glue.").await;
    let talk = world
        .begin(&ada, &place, ThreadKind::Discussion, "Talk")
        .await;
    let refused = close_question(app, &ada, talk.id, &because("Over")).await;
    assert_eq!(reason(refused), Reason::NotAQuestion);
    let refused = close_question(app, &ben, thread.id, &because("Over")).await;
    assert_eq!(reason(refused), Reason::NotAuthor);
    let refused = close_question(app, &ada, thread.id, &because(" ")).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    close_question(app, &ada, thread.id, &because("Solved"))
        .await
        .unwrap();
    let late = reply(app, &ben, thread.id, None, &draft("Fish glue.")).await;
    assert_eq!(reason(late), Reason::Closed);
    world.reply(&ada, &thread, Some(&answer), "Thanks.").await;
    let acts = said(app).await;
    let update = acts.iter().rfind(|act| act["type"] == "Update").unwrap();
    assert_eq!(update["object"]["closedBecause"], "Solved");
    // What who looks after the community decides, the author does not undo.
    close_question(app, &eva, thread.id, &because("Off topic"))
        .await
        .unwrap();
    let refused = reopen_question(app, &ada, thread.id).await;
    assert_eq!(reason(refused), Reason::Outranked);
    for _ in 0..2 {
        reopen_question(app, &eva, thread.id).await.unwrap();
    }
    world.reply(&ben, &thread, None, "Fish glue.").await;
    let now = world.post(&thread).await;
    assert_eq!((now.closed_at, now.answer_count), (None, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn duplicates_lead_to_the_first_question_wherever_it_is() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let other = world.community("violins").await;
    let hidden = world.community("hidden").await;
    world.set_read_policy(&hidden, ReadPolicy::Members).await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    world.join(&hidden, &ben, Role::Member).await;
    let first = world.ask(&ada, &other, "Which glue?").await;
    let second = world.ask(&ada, &place, "Glue?").await;
    let third = world.ask(&ada, &place, "What glue?").await;
    let secret = world.ask(&ben, &hidden, "Secret glue?").await;
    for (post, of) in [(&second, first.path()), (&third, second.ap_id.clone())] {
        close_question(app, &ada, post.id, &duplicate(&of))
            .await
            .unwrap();
        assert_eq!(world.post(post).await.duplicate_of_id, Some(first.id));
    }
    for wrong in [
        first.path().as_str(),
        "not an address",
        "/post/nothing",
        second.path().as_str(),
        secret.path().as_str(),
    ] {
        let refused = close_question(app, &ada, first.id, &duplicate(wrong)).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{wrong}");
    }
    assert_eq!(world.post(&first).await.closed_at, None);
    // Who reads both does not tell of the hidden one where others read.
    let open = world.ask(&ben, &place, "Open glue?").await;
    let refused = close_question(app, &ben, open.id, &duplicate(&secret.path())).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    // One on a server that nothing is known of has its address.
    close_question(app, &ada, first.id, &duplicate("https://away.example/q/1"))
        .await
        .unwrap();
    let acts = said(app).await;
    let update = acts.iter().rfind(|act| act["type"] == "Update").unwrap();
    assert_eq!(update["object"]["duplicateOf"], "https://away.example/q/1");
    assert_eq!(world.post(&first).await.duplicate_of_id, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn duplicates_of_duplicates_never_run_in_a_circle() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let one = world.ask(&ada, &place, "Glue?").await;
    let two = world.ask(&ada, &place, "Which glue?").await;
    let three = world.ask(&ada, &place, "What glue?").await;
    let four = world.ask(&ada, &place, "Some glue?").await;
    for (post, of) in [(&one, &two), (&two, &three)] {
        close_question(app, &ada, post.id, &duplicate(&of.path()))
            .await
            .unwrap();
    }
    let refused = close_question(app, &ada, three.id, &duplicate(&one.path())).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    assert_eq!(world.post(&three).await.closed_at, None);
    close_question(app, &ada, four.id, &duplicate(&one.path()))
        .await
        .unwrap();
    assert_eq!(world.post(&four).await.duplicate_of_id, Some(three.id));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_question_elsewhere_names_it_too() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let away = world.community_on("wood", Some("away.example")).await;
    let ada = world.person("ada").await;
    let first = world.ask(&ada, &away, "Which glue?").await;
    let mut tx = app.store.begin().await.unwrap();
    let conn = &mut *tx;
    crate::q!(conn, {
        use diesel_async::RunQueryDsl;
        diesel::sql_query(
            "UPDATE posts SET local = FALSE, ap_id = 'https://away.example/post/77'
             WHERE title = 'Which glue?'",
        )
        .execute(conn)
        .await
        .unwrap()
    });
    tx.commit().await.unwrap();
    let second = world.ask(&ada, &place, "Glue?").await;
    let page = "https://away.example/post/77/which-glue?order=newest#c-1";
    close_question(app, &ada, second.id, &duplicate(page))
        .await
        .unwrap();
    assert_eq!(world.post(&second).await.duplicate_of_id, Some(first.id));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_closed_waits_for_no_answer() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let thread = world.ask(&ada, &place, "Glue?").await;
    let waiting = async || {
        let mut conn = app.store.read().await.unwrap();
        let listing = Listing::new(Scope::Community(place.id()), Sort::Unanswered);
        let viewer = Viewer::Anonymous;
        let page = list_threads(&mut conn, &viewer, &listing, Turn::First, 9).await;
        page.unwrap().rows.len()
    };
    assert_eq!(waiting().await, 1);
    close_question(app, &ada, thread.id, &because("Solved"))
        .await
        .unwrap();
    assert_eq!(waiting().await, 0);
    reopen_question(app, &ada, thread.id).await.unwrap();
    assert_eq!(waiting().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_of_either_question_see_the_other() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let first = stage.ask(&ada, &place, "Which hide glue?").await;
    let second = stage.ask(&ada, &place, "Hide glue, which?").await;
    let mut browser = stage.signed_in("ada").await;
    let path = format!("{}/close", second.path());
    let form = browser.get(&path).await;
    let wrong = browser.submit(&form, &path, &[("of", "nowhere")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.wrong(), ["of"]);
    let address = first.path();
    let fields = [("of", address.as_str()), ("reason", "Asked already")];
    let closed = browser.submit(&form, &path, &fields).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let mut visitor = stage.visitor();
    let page = visitor.get(&second.path()).await;
    assert!(page.has("Closed as a duplicate."));
    // The reason is a sentence of its own before the link.
    assert!(page.has("Why: Asked already."), "{}", page.body);
    assert!(page.links("Which hide glue?").contains(&first.path()));
    let page = visitor.get(&first.path()).await;
    assert_eq!(page.links("Hide glue, which?"), [second.path()]);
    // In lists it waits for no answer.
    let list = visitor.get("/c/luthiers?sort=new").await;
    let states = list.texts(".row-state");
    assert_eq!(states, ["closed", "no answer yet"], "{}", list.body);
    // Who asks is led to the first one.
    let part = browser.get("/c/luthiers/similar?title=hide+glue").await;
    assert_eq!(part.links("Which hide glue?"), [first.path()]);
    assert!(part.links("Hide glue, which?").is_empty());
    let page = browser.get(&second.path()).await;
    let reopen = format!("{}/reopen", second.path());
    let opened = browser.submit(&page, &reopen, &[]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    assert!(!visitor.get(&second.path()).await.has("Closed as"));
}
