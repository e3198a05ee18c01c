//! What a community sets of asking and answering.

use super::stage::Stage;
use super::world::World;
use crate::accounts::model::{Person, Viewer};
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::tests::{belongs, said};
use crate::error::{Error, Reason};
use crate::membership::actions::{CommunityForm, WholeForm, update_whole};
use crate::membership::model::Role;
use crate::posts::actions::{
    ClosingDraft, ThreadDraft, accept_answer, close_question, delete_thread, edit_thread, set_wiki,
    unaccept_answer, unaccept_one, undelete_thread,
};
use crate::posts::model::Post;
use crate::posts::queries::{self, Part, ReplyOrder, list_replies, sight};
use crate::q;
use crate::store::schema::communities;
use axum::http::StatusCode;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

const ASK: &str = "/c/luthiers/new?kind=question";
const TEMPLATE: &str = "## What I tried\n\n## What happened";

async fn set(stage: &Stage, place: &Community, fields: &[(&str, &str)]) -> Result<(), Error> {
    let by = crate::accounts::actions::desk(stage).await.unwrap();
    let before = {
        let mut conn = stage.store.read().await.unwrap();
        WholeForm::load(&mut conn, place).await.unwrap()
    };
    let mut form = before.clone();
    for (name, value) in fields {
        (*value).clone_into(form.field(name).unwrap());
    }
    update_whole(stage, &Viewer::System, &by, place, &before, &form)
        .await
        .map(drop)
}

async fn set_answers(world: &World, place: &Community, days: i32, several: bool) {
    let mut tx = world.app.store.begin().await.unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::update(communities::table.find(place.id()))
            .set((
                communities::accept_days.eq(days),
                communities::several_answers.eq(several),
            ))
            .execute(conn)
            .await
            .unwrap()
    });
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn how_texts_begin_in_private_is_for_members() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    stage.community(&ada, "luthiers").await;
    let form = CommunityForm {
        read: "members".to_owned(),
        join: "invitation".to_owned(),
        ..CommunityForm::default()
    };
    let vault = stage.open(&ada, "vault", form).await;
    let template = [("question_template", "Which qzvault?")];
    set(&stage, &vault, &template).await.unwrap();
    for (name, shown) in [("ada", true), ("ben", false)] {
        let mut browser = stage.signed_in(name).await;
        let token = browser.get(ASK).await.value("csrf").unwrap();
        let fields = [("csrf", token.as_str()), ("again", "1")];
        let page = browser.post("/c/vault/new?kind=question", &fields).await;
        assert_eq!(page.has("qzvault"), shown, "{name}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_begins_with_its_template_which_is_nobodys_text() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    let place = stage.community(&ada, "luthiers").await;
    let templates = [
        ("question_template", TEMPLATE),
        ("article_template", "## Summary"),
    ];
    set(&stage, &place, &templates).await.unwrap();
    let mut browser = stage.signed_in("ben").await;
    let form = browser.get(ASK).await;
    assert_eq!(form.value("body").unwrap().trim(), TEMPLATE);
    // As browsers send it back.
    let untouched = TEMPLATE.replace('\n', "\r\n");
    let fields = [
        ("title", "Which glue?"),
        ("body", untouched.as_str()),
        ("preview", "1"),
    ];
    let shown = browser.submit(&form, ASK, &fields).await;
    assert_eq!(shown.texts(".editor-view .prose"), [""], "{}", shown.body);
    let posted = browser.submit(&form, ASK, &fields[..2]).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.body);
    assert!(!browser.get(posted.location()).await.has("What I tried"));
    // Another kind has a template of its own, and what was written stays.
    let article = "/c/luthiers/new?kind=article";
    let token = form.value("csrf").unwrap();
    for (body, expected) in [
        (untouched.as_str(), "## Summary"),
        ("", "## Summary"),
        ("Written.", "Written."),
    ] {
        let fields = [("csrf", token.as_str()), ("body", body), ("again", "1")];
        let other = browser.post(article, &fields).await;
        assert_eq!(other.value("body").unwrap().trim(), expected);
    }
    let fields = [
        ("csrf", token.as_str()),
        ("title", "On glue"),
        ("body", "## Summary"),
    ];
    let empty = browser.post(article, &fields).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.wrong(), ["body"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_settings_of_answers_change_nothing() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let wrong = set(
        &stage,
        &place,
        &[("accept_days", "soon"), ("several_answers", "many")],
    )
    .await;
    let Err(Error::Invalid(fields)) = wrong else {
        panic!("{wrong:?}");
    };
    assert_eq!(fields.len(), 2);
    let right = [("accept_days", "3"), ("several_answers", "yes")];
    set(&stage, &place, &right).await.unwrap();
    let mut conn = stage.store.read().await.unwrap();
    let now = find_community(&mut conn, place.id()).await.unwrap();
    assert_eq!((now.row.accept_days, now.row.several_answers), (3, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_accept_once_the_asker_has_had_their_time() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let eva = world.person("eva").await;
    world.join(&place, &eva, Role::Convener).await;
    set_answers(&world, &place, 3, false).await;
    let question = world.ask(&ada, &place, "Which glue?").await;
    let answer = world.reply(&ben, &question, None, "Hide glue.").await;
    let accept = async |who: &Person| accept_answer(&world.app, who, question.id, answer.id).await;
    let day = 24 * 60 * 60;
    for (wait, expected) in [(0, Some(Reason::AskerFirst)), (3 * day, None)] {
        world.pass(wait);
        let refused = match accept(&eva).await {
            Err(Error::Refused(reason)) => Some(reason),
            other => {
                other.unwrap();
                None
            }
        };
        assert_eq!(refused, expected, "after {wait} seconds");
    }
    let refused = accept(&ben).await.unwrap_err();
    assert!(matches!(refused, Error::Refused(Reason::NotAsker)));
    // Whoever asks does it at once.
    let other = world.ask(&ada, &place, "Which wood?").await;
    let mine = world.reply(&ben, &other, None, "Spruce.").await;
    accept_answer(&world.app, &ada, other.id, mine.id)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn several_answers_stand_where_the_community_allows_it() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    set_answers(&world, &place, 0, true).await;
    let question = world.ask(&ada, &place, "Which glue?").await;
    let mut answers = Vec::new();
    for words in ["Hide glue.", "Fish glue.", "None."] {
        answers.push(world.reply(&ben, &question, None, words).await);
    }
    for n in [2, 0] {
        world.pass(1);
        accept_answer(&world.app, &ada, question.id, answers[n].id)
            .await
            .unwrap();
    }
    let shown = async || {
        let mut conn = world.app.store.read().await.unwrap();
        let post = queries::find_post(&mut conn, &Viewer::System, question.id).await;
        let post = post.unwrap().unwrap();
        let viewer = Viewer::Anonymous;
        let sight = sight(&mut conn, &viewer, place.id()).await.unwrap();
        let best = ReplyOrder::Best;
        let found = list_replies(&mut conn, &viewer, &sight, &post, best, Part::First).await;
        let nodes = found.unwrap().unwrap().nodes;
        let marks = nodes.iter().map(|node| (node.reply.id, node.accepted));
        (post.accepted_comment_id, marks.collect::<Vec<_>>())
    };
    let [one, two, three] = [answers[0].id, answers[1].id, answers[2].id];
    let (first, marks) = shown().await;
    assert_eq!(first, Some(one));
    assert_eq!(marks, [(one, true), (three, true), (two, false)]);
    let acts = said(&world.app).await;
    let update = acts.iter().rfind(|act| act["type"] == "Update").unwrap();
    let named = &update["object"]["acceptedAnswer"];
    let expected = [&answers[2].ap_id, &answers[0].ap_id];
    assert_eq!(*named, serde_json::json!(expected));
    // One is taken back, and the other stays.
    world.pass(1);
    unaccept_one(&world.app, &ada, question.id, one)
        .await
        .unwrap();
    let (first, marks) = shown().await;
    assert_eq!(first, Some(three));
    assert_eq!(marks, [(three, true), (one, false), (two, false)]);
    world.pass(1);
    unaccept_answer(&world.app, &ada, question.id)
        .await
        .unwrap();
    let (first, marks) = shown().await;
    assert_eq!(first, None);
    assert!(marks.iter().all(|(_, accepted)| !accepted));
}

/// A question with all that it can have: two accepted answers, a text by somebody else, and an end.
async fn full_question(stage: &Stage, ada: &Person, ben: &Person, place: &Community) -> Post {
    let thread = stage.ask(ada, place, "Which glue?").await;
    for words in ["Hide glue.", "Fish glue."] {
        let answer = stage.reply(ben, &thread, None, words).await;
        stage.clock.advance(TimeDelta::seconds(1));
        accept_answer(stage, ada, thread.id, answer.id)
            .await
            .unwrap();
    }
    set_wiki(stage, ada, thread.id, true).await.unwrap();
    let better = ThreadDraft {
        title: "Which glue for a top?".to_owned(),
        body: "It came off.".to_owned(),
        ..ThreadDraft::default()
    };
    edit_thread(stage, ben, thread.id, &better).await.unwrap();
    let solved = ClosingDraft {
        reason: "Solved".to_owned(),
        duplicate_of: String::new(),
    };
    close_question(stage, ada, thread.id, &solved)
        .await
        .unwrap();
    thread
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_for_other_servers_say_of_a_question_what_its_own_document_says() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    set(&stage, &place, &[("several_answers", "yes")])
        .await
        .unwrap();
    belongs(&stage.app, &place, &ben).await;
    let thread = full_question(&stage, &ada, &ben, &place).await;
    let plain = stage.ask(&ada, &place, "Which wood?").await;
    let mut program = stage.visitor();
    let accept = ("accept", "application/activity+json".to_owned());
    program.headers.push(accept);
    let whole = program.get(&thread.path()).await;
    let whole: Value = serde_json::from_str(&whole.body).unwrap();
    let outbox = program.get("/c/luthiers/outbox").await;
    let outbox: Value = serde_json::from_str(&outbox.body).unwrap();
    let listed = |post: &Post| {
        let mut items = outbox["orderedItems"].as_array().unwrap().iter();
        let of_post = |object: &Value| object["id"] == post.ap_id.as_str();
        items.find_map(|item| Some(&item["object"]["object"]).filter(|object| of_post(object)))
    };
    for key in ["acceptedAnswer", "editedBy", "closedAt", "closedBecause"] {
        assert!(!whole[key].is_null(), "{key}");
        assert_eq!(listed(&thread).unwrap()[key], whole[key], "{key}");
        assert!(listed(&plain).unwrap()[key].is_null(), "{key}");
    }
    assert_eq!(whole["acceptedAnswer"].as_array().unwrap().len(), 2);
    // It is told again when the question was away and comes back.
    delete_thread(&stage, &ada, thread.id).await.unwrap();
    undelete_thread(&stage, &ada, thread.id).await.unwrap();
    let acts = said(&stage.app).await;
    let update = acts.iter().rfind(|act| act["type"] == "Update").unwrap();
    assert_eq!(update["object"]["acceptedAnswer"], whole["acceptedAnswer"]);
}
