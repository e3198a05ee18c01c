//! Bringing questions to people who said yes.

use super::actions::{HelpForm, bump, say_no, say_yes};
use super::queries::consent_of;
use crate::accounts::actions::delete_account;
use crate::accounts::model::{Person, Viewer};
use crate::app::testing::test_app_with;
use crate::communities::model::Community;
use crate::error::{Error, Reason};
use crate::ids::PostId;
use crate::jobs::run_pending;
use crate::membership::actions::leave;
use crate::membership::model::{Channel, Role};
use crate::membership::queries::admit;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::tests::stage::Stage;
use crate::server;
use crate::store::Turn;
use axum::http::StatusCode;
use chrono::TimeDelta;

async fn work(stage: &Stage) {
    run_pending(&stage.data, &server::jobs()).await.unwrap();
    // Its next time is ten minutes later.
    super::actions::call_helpers(stage).await.unwrap();
    run_pending(&stage.data, &server::jobs()).await.unwrap();
}

async fn asked(stage: &Stage, who: &Person) -> usize {
    let mut conn = stage.store.read().await.unwrap();
    let found = list_notices(&mut conn, who.id(), Turn::First, 50)
        .await
        .unwrap();
    let asked = found.rows.iter();
    asked
        .filter(|notice| notice.kind == NoticeKind::AskedToAnswer)
        .count()
}

async fn question(stage: &Stage, who: &Person, place: &Community, tag: &str) -> Post {
    let draft = ThreadDraft {
        title: format!("About {tag}?"),
        tags: vec![tag.to_owned()],
        ..ThreadDraft::default()
    };
    start_thread(stage, who, place.id(), ThreadKind::Question, &draft)
        .await
        .unwrap()
}

async fn member(stage: &Stage, place: &Community, name: &str) -> Person {
    let person = stage.member(name).await;
    let mut tx = stage.store.begin().await.unwrap();
    let now = stage.now();
    admit(&mut tx, place.id(), person.id(), Role::Member, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    person
}

async fn yes(stage: &Stage, who: &Person, place: &Community, tags: &str, per_week: &str) {
    let form = HelpForm {
        tags: tags.to_owned(),
        per_week: per_week.to_owned(),
    };
    say_yes(stage, who, place, &form, Channel::Page)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_said_yes_is_asked_once_and_within_what_they_allow() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let ben = member(&stage, &place, "ben").await;
    let cem = member(&stage, &place, "cem").await;
    let dag = member(&stage, &place, "dag").await;
    let eve = member(&stage, &place, "eve").await;
    let gil = member(&stage, &place, "gil").await;
    yes(&stage, &ben, &place, "glue", "1").await;
    yes(&stage, &cem, &place, "wood", "5").await;
    yes(&stage, &eve, &place, "glue", "5").await;
    yes(&stage, &gil, &place, "glue", "5").await;
    leave(&stage, &gil, &place, "").await.unwrap();
    yes(&stage, &ada, &place, "", "5").await;
    question(&stage, &ada, &place, "glue").await;
    work(&stage).await;
    assert_eq!(asked(&stage, &ben).await, 0, "it has not waited yet");
    stage.clock.advance(TimeDelta::hours(25));
    work(&stage).await;
    work(&stage).await;
    for (who, times) in [
        (&ben, 1),
        (&cem, 0),
        (&dag, 0),
        (&eve, 1),
        (&gil, 0),
        (&ada, 0),
    ] {
        assert_eq!(asked(&stage, who).await, times, "{}", who.actor.name);
    }
    // What is answered is nobody's to be asked about, and one a week is one a week.
    question(&stage, &ada, &place, "glue").await;
    let answered = question(&stage, &ada, &place, "glue").await;
    stage.reply(&dag, &answered, None, "Like this.").await;
    stage.clock.advance(TimeDelta::hours(25));
    work(&stage).await;
    assert_eq!(asked(&stage, &ben).await, 1);
    assert_eq!(asked(&stage, &eve).await, 2);
    say_no(&stage, &eve, place.id()).await.unwrap();
    question(&stage, &ada, &place, "glue").await;
    stage.clock.advance(TimeDelta::days(8));
    work(&stage).await;
    assert_eq!(asked(&stage, &ben).await, 2, "another week");
    assert_eq!(asked(&stage, &eve).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_cannot_be_asked_about_keeps_no_other_waiting() {
    let app = test_app_with(|config| config.rate_limits.enabled = false).await;
    let stage = Stage::on(app).await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let ben = member(&stage, &place, "ben").await;
    yes(&stage, &ben, &place, "", "20").await;
    let mut broken = Vec::new();
    // More than are looked at in one go.
    for _ in 0..21 {
        broken.push(question(&stage, &ada, &place, "glue").await.id);
    }
    stage.clock.advance(TimeDelta::seconds(1));
    question(&stage, &ada, &place, "wood").await;
    set_audience(&stage, &broken, "broken").await;
    stage.clock.advance(TimeDelta::hours(25));
    work(&stage).await;
    assert_eq!(asked(&stage, &ben).await, 1);
    set_audience(&stage, &broken, "public").await;
    work(&stage).await;
    assert_eq!(asked(&stage, &ben).await, 20, "as many as ben allows");
}

/// What nobody can read out of the database.
async fn set_audience(stage: &Stage, of: &[PostId], audience: &str) {
    use crate::store::schema::posts;
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    let mut tx = stage.store.begin().await.unwrap();
    {
        let conn = &mut *tx;
        crate::q!(conn, {
            diesel::update(posts::table.filter(posts::id.eq_any(of)))
                .set(posts::audience.eq(audience))
                .execute(conn)
                .await
                .unwrap();
        });
    }
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_asker_has_others_asked_and_not_all_the_time() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let asker = member(&stage, &place, "asker").await;
    let mut helpers = Vec::new();
    for name in ["ben", "cem", "dag", "eve", "gil"] {
        let helper = member(&stage, &place, name).await;
        yes(&stage, &helper, &place, "", "9").await;
        helpers.push(helper);
    }
    let post = question(&stage, &asker, &place, "glue").await;
    let too_soon = bump(&stage, &asker, post.id).await;
    assert!(matches!(
        too_soon,
        Err(Error::Refused(Reason::BumpedEnough))
    ));
    stage.clock.advance(TimeDelta::hours(25));
    work(&stage).await;
    let count = async || {
        let mut all = 0;
        for helper in &helpers {
            all += asked(&stage, helper).await;
        }
        all
    };
    assert_eq!(count().await, 3);
    let other = bump(&stage, &helpers[0], post.id).await;
    assert!(matches!(other, Err(Error::Refused(Reason::NotAuthor))));
    let mut browser = stage.signed_in("asker").await;
    let page = browser.get(&post.path()).await;
    let action = format!("{}/bump", post.path());
    let done = browser.submit(&page, &action, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(count().await, 5, "those who were not asked before");
    let queue = browser.get("/c/luthiers/unanswered").await;
    assert!(queue.has("Their askers wait most"), "{}", queue.body);
    let again = bump(&stage, &asker, post.id).await;
    assert!(matches!(again, Err(Error::Refused(Reason::BumpedEnough))));
    stage.clock.advance(TimeDelta::days(3));
    assert_eq!(bump(&stage, &asker, post.id).await.unwrap(), 0);
    stage.clock.advance(TimeDelta::days(3));
    let third = bump(&stage, &asker, post.id).await;
    assert!(matches!(third, Err(Error::Refused(Reason::BumpedEnough))));
    stage.reply(&ada, &post, None, "Hide glue.").await;
    let answered = bump(&stage, &asker, post.id).await;
    assert!(matches!(answered, Err(Error::Refused(Reason::NotWaiting))));
}

#[tokio::test(flavor = "multi_thread")]
async fn members_say_yes_and_no_on_the_page_of_questions_that_wait() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let ben = member(&stage, &place, "ben").await;
    stage.member("cem").await;
    question(&stage, &ada, &place, "glue").await;
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/c/luthiers/unanswered").await;
    assert!(page.has("About glue?"), "{}", page.body);
    let action = "/c/luthiers/helping";
    let wrong = [("tags", "no/tag"), ("per_week", "1")];
    let refused = browser.submit(&page, action, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["tags"]);
    let right = [("tags", "Glue, Hide Glue"), ("per_week", "3")];
    let taken = browser.submit(&page, action, &right).await;
    assert_eq!(taken.location(), "/c/luthiers/unanswered", "{}", taken.body);
    let page = browser.get("/c/luthiers/unanswered").await;
    assert!(page.has("You are asked about glue, hide-glue, at most 3 times a week."));
    let ended = browser.submit(&page, action, &[("end", "1")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let mut conn = stage.store.read().await.unwrap();
    let consent = consent_of(&mut conn, place.id(), ben.id()).await.unwrap();
    assert_eq!(consent, None);
    drop(conn);
    // Whoever does not belong is not offered it.
    let mut other = stage.signed_in("cem").await;
    assert!(!other.get("/c/luthiers/unanswered").await.has("Yes, ask me"));
    let mut own = stage.signed_in("ada").await;
    assert!(own.get("/unanswered").await.has("About glue?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_goes_with_the_account() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let ben = member(&stage, &place, "ben").await;
    yes(&stage, &ben, &place, "glue", "1").await;
    delete_account(&stage, &Viewer::System, ben.id(), "")
        .await
        .unwrap();
    run_pending(&stage.data, &server::jobs()).await.unwrap();
    let mut conn = stage.store.read().await.unwrap();
    let consent = consent_of(&mut conn, place.id(), ben.id()).await.unwrap();
    assert_eq!(consent, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_questions_that_wait_speaks_the_language_of_its_reader() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    member(&stage, &place, "ben").await;
    let mut browser = stage.signed_in("ben").await;
    browser.headers = vec![("accept-language", "de".to_owned())];
    let path = "/c/luthiers/unanswered";
    let page = browser.get(path).await;
    for said in [
        "Fragen, die warten",
        "Alle Fragen sind beantwortet",
        "Gefragt werden, wenn du helfen könntest",
        "Schlagwörter, mit denen du dich auskennst",
        "Ja, fragt mich",
    ] {
        assert!(page.has(said), "{said}: {}", page.body);
    }
    for said in ["Questions", "Every question", "Tags that", "ask me"] {
        assert!(!page.has(said), "{said}: {}", page.body);
    }
    let action = "/c/luthiers/helping";
    let wrong = [("tags", "glue"), ("per_week", "99")];
    let refused = browser.submit(&page, action, &wrong).await;
    assert_eq!(refused.wrong(), ["per_week"]);
    assert!(refused.has("Eine Zahl von 1 bis 20."), "{}", refused.body);
    let right = [("tags", "glue, wood"), ("per_week", "1")];
    browser.submit(&page, action, &right).await;
    let page = browser.get(path).await;
    for said in [
        "Du wirst gefragt, wenn eine Frage wartet.",
        "Du wirst zu glue, wood gefragt, höchstens einmal in der Woche.",
        "Nicht mehr fragen",
    ] {
        assert!(page.has(said), "{said}: {}", page.body);
    }
    question(&stage, &ada, &place, "glue").await;
    let page = browser.get("/unanswered").await;
    assert!(
        page.has("Noch ohne Antwort, in allen Gemeinschaften, denen du folgst."),
        "{}",
        page.body
    );
}
