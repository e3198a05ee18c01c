//! Other texts for what somebody wrote, and threads that members edit.

use super::stage::Stage;
use super::world::World;
use crate::accounts::model::Viewer;
use crate::communities::tests::{belongs, said};
use crate::error::{Error, Reason};
use crate::membership::model::Role;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::actions::{
    Decision, SuggestionDraft, ThreadDraft, decide_suggestion, edit_thread, set_wiki, suggest_edit,
};
use crate::posts::queries;
use crate::posts::queries::suggestions::list_open;
use crate::store::Turn;
use axum::http::StatusCode;

fn better(title: &str, body: &str) -> SuggestionDraft {
    SuggestionDraft {
        title: title.to_owned(),
        body: body.to_owned(),
        note: "Clearer".to_owned(),
    }
}

fn reason<T: std::fmt::Debug>(result: Result<T, Error>) -> Reason {
    match result {
        Err(Error::Refused(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suggested_text_is_taken_and_written_by_who_suggested_it() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let (cem, eva) = (world.person("cem").await, world.person("eva").await);
    world.join(&place, &ben, Role::Member).await;
    world.join(&place, &eva, Role::Moderator).await;
    let thread = world.ask(&ada, &place, "Glue?").await;
    let about = (thread.id, None);
    let draft = better("Which glue?", "It is spruce.");
    let refused = suggest_edit(app, &cem, about, &draft).await;
    assert_eq!(reason(refused), Reason::NotMember);
    let refused = suggest_edit(app, &ada, about, &draft).await;
    assert_eq!(reason(refused), Reason::Oneself);
    let same = better(&thread.title, &thread.body);
    let refused = suggest_edit(app, &ben, about, &same).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    // The second takes the place of the first.
    for words in ["It is oak.", "It is spruce."] {
        suggest_edit(app, &ben, about, &better("Which glue?", words))
            .await
            .unwrap();
    }
    let open = {
        let mut conn = app.store.read().await.unwrap();
        list_open(&mut conn, thread.id).await.unwrap()
    };
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].body, "It is spruce.");
    let one = (thread.id, open[0].id);
    let refused = decide_suggestion(app, &ben, one, Decision::Approve, "").await;
    assert_eq!(reason(refused), Reason::NotAuthor);
    world.pass(1);
    decide_suggestion(app, &eva, one, Decision::Approve, "")
        .await
        .unwrap();
    let now = world.post(&thread).await;
    assert_eq!(
        (now.title.as_str(), now.body.as_str()),
        ("Which glue?", "It is spruce.")
    );
    assert_eq!(now.author_id, ada.id());
    let mut conn = app.store.read().await.unwrap();
    let anybody = Viewer::Anonymous;
    let former = queries::revisions_of_post(&mut conn, &anybody, &now, Turn::First, 9).await;
    assert_eq!(former.unwrap().rows[0].editor_id, ben.id());
    for (who, kind) in [
        (&ada, NoticeKind::EditSuggested),
        (&ben, NoticeKind::EditApproved),
    ] {
        let told = list_notices(&mut conn, who.id(), Turn::First, 9)
            .await
            .unwrap();
        let told = told.rows.iter().filter(|notice| notice.kind == kind);
        assert_eq!(told.count(), 1, "{kind}");
    }
    drop(conn);
    // Its author says it to other servers, and by whom it is.
    let acts = said(app).await;
    let update = acts.iter().rfind(|act| act["type"] == "Update").unwrap();
    assert_eq!(update["actor"], ada.actor.ap_id);
    assert_eq!(update["object"]["editedBy"], ben.actor.ap_id);
    let twice = decide_suggestion(app, &eva, one, Decision::Approve, "").await;
    assert!(matches!(twice, Err(Error::NotFound(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_was_changed_since_is_not_written_over() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    world.join(&place, &ben, Role::Member).await;
    let thread = world.ask(&ada, &place, "Glue?").await;
    suggest_edit(
        app,
        &ben,
        (thread.id, None),
        &better("Which glue?", "Spruce."),
    )
    .await
    .unwrap();
    world.pass(1);
    let own = ThreadDraft {
        title: "Glue for a top?".to_owned(),
        body: "It came off.".to_owned(),
        ..ThreadDraft::default()
    };
    edit_thread(app, &ada, thread.id, &own).await.unwrap();
    let id = {
        let mut conn = app.store.read().await.unwrap();
        list_open(&mut conn, thread.id).await.unwrap()[0].id
    };
    let one = (thread.id, id);
    let refused = decide_suggestion(app, &ada, one, Decision::Approve, "").await;
    assert_eq!(reason(refused), Reason::TextChanged);
    assert_eq!(world.post(&thread).await.title, "Glue for a top?");
    decide_suggestion(app, &ben, one, Decision::Withdraw, "")
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    assert!(list_open(&mut conn, thread.id).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_on_other_servers_is_only_for_its_author_to_change() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (cid, ben) = (world.stranger("cid").await, world.person("ben").await);
    world.join(&place, &ben, Role::Member).await;
    let thread = world.ask(&cid, &place, "Glue?").await;
    let mut tx = app.store.begin().await.unwrap();
    let conn = &mut *tx;
    crate::q!(conn, {
        use diesel_async::RunQueryDsl;
        diesel::sql_query("UPDATE posts SET local = FALSE")
            .execute(conn)
            .await
            .unwrap()
    });
    tx.commit().await.unwrap();
    let edit = better("Which glue?", "Spruce.");
    let refused = suggest_edit(app, &ben, (thread.id, None), &edit);
    assert_eq!(reason(refused.await), Reason::RemoteAuthor);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_edit_what_is_for_all_of_them() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let cem = world.person("cem").await;
    world.join(&place, &ben, Role::Member).await;
    let thread = world.ask(&ada, &place, "Glue?").await;
    let words = ThreadDraft {
        title: "All about glue".to_owned(),
        body: "Together.".to_owned(),
        ..ThreadDraft::default()
    };
    let refused = edit_thread(app, &ben, thread.id, &words).await;
    assert_eq!(reason(refused), Reason::NotAuthor);
    assert_eq!(
        reason(set_wiki(app, &ben, thread.id, true).await),
        Reason::NotAuthor
    );
    set_wiki(app, &ada, thread.id, true).await.unwrap();
    let refused = edit_thread(app, &cem, thread.id, &words).await;
    assert_eq!(reason(refused), Reason::NotMember);
    world.pass(1);
    let edited = edit_thread(app, &ben, thread.id, &words).await.unwrap();
    assert_eq!(
        (edited.body.as_str(), edited.author_id),
        ("Together.", ada.id())
    );
    set_wiki(app, &ada, thread.id, false).await.unwrap();
    let refused = edit_thread(app, &ben, thread.id, &words).await;
    assert_eq!(reason(refused), Reason::NotAuthor);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_takes_a_text_of_their_own_for_somebody_else() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, eva) = (world.person("ada").await, world.person("eva").await);
    world.join(&place, &eva, Role::Moderator).await;
    let thread = world.ask(&ada, &place, "Glue?").await;
    let edit = better("Which glue?", "Spruce.");
    suggest_edit(app, &eva, (thread.id, None), &edit)
        .await
        .unwrap();
    let id = {
        let mut conn = app.store.read().await.unwrap();
        list_open(&mut conn, thread.id).await.unwrap()[0].id
    };
    for decision in [Decision::Approve, Decision::Decline] {
        let refused = decide_suggestion(app, &eva, (thread.id, id), decision, "").await;
        assert_eq!(reason(refused), Reason::Oneself);
    }
    assert_eq!(world.post(&thread).await.title, "Glue?");
    decide_suggestion(app, &ada, (thread.id, id), Decision::Approve, "")
        .await
        .unwrap();
    assert_eq!(world.post(&thread).await.title, "Which glue?");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_names_somebody_in_anothers_text_is_said_to_have_named_them() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let cem = world.person("cem").await;
    world.join(&place, &ben, Role::Member).await;
    let thread = world.ask(&ada, &place, "Glue?").await;
    let answer = world.reply(&ada, &thread, None, "Hide glue.").await;
    set_wiki(app, &ada, thread.id, true).await.unwrap();
    let words = ThreadDraft {
        title: "Glue?".to_owned(),
        body: "Ask @cem.".to_owned(),
        ..ThreadDraft::default()
    };
    edit_thread(app, &ben, thread.id, &words).await.unwrap();
    let about = (thread.id, Some(answer.id));
    suggest_edit(app, &ben, about, &better("", "Ask @cem."))
        .await
        .unwrap();
    let id = {
        let mut conn = app.store.read().await.unwrap();
        list_open(&mut conn, thread.id).await.unwrap()[0].id
    };
    decide_suggestion(app, &ada, (thread.id, id), Decision::Approve, "")
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    let told = list_notices(&mut conn, cem.id(), Turn::First, 9).await;
    let told = told.unwrap().rows;
    let by: Vec<_> = told
        .iter()
        .map(|notice| (notice.kind, notice.by.as_ref().unwrap().name.as_str()))
        .collect();
    assert_eq!(by, [(NoticeKind::Mention, "ben"); 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_by_whom_a_text_is_that_its_author_did_not_write() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    belongs(&stage.app, &place, &ben).await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    set_wiki(&stage, &ada, thread.id, true).await.unwrap();
    let mut visitor = stage.visitor();
    for (editor, body, by) in [(&ben, "Of spruce.", true), (&ada, "Of maple.", false)] {
        stage.clock.advance(chrono::TimeDelta::hours(1));
        let words = ThreadDraft {
            title: "Glue?".to_owned(),
            body: body.to_owned(),
            ..ThreadDraft::default()
        };
        edit_thread(&stage, editor, thread.id, &words)
            .await
            .unwrap();
        let page = visitor.get(&thread.path()).await;
        let said = page.texts("main p.line").join(" ");
        assert!(said.contains("edited just now"), "{said}");
        assert_eq!(said.contains("edited just now by ben"), by, "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_suggested_a_text_reads_why_it_was_not_taken() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let ben = stage.member("ben").await;
    let mut helper = stage.signed_in("ben").await;
    let join = helper.get("/c/luthiers/join").await;
    let joined = helper
        .submit(&join, "/c/luthiers/join", &[("agree", "on")])
        .await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    let path = format!("{}/suggest", thread.path());
    let form = helper.get(&path).await;
    let fields = [("title", "Which glue?"), ("body", "Of spruce.")];
    let sent = helper.submit(&form, &path, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let list = format!("{}/suggestions", thread.path());
    let mut owner = stage.signed_in("ada").await;
    let page = owner.get(&list).await;
    let fields = [("decision", "decline"), ("reason", "It is of qzcedar.")];
    let declined = owner.submit(&page, &list, &fields).await;
    assert_eq!(declined.status, StatusCode::SEE_OTHER, "{}", declined.body);
    let told = {
        let mut conn = stage.store.read().await.unwrap();
        let told = list_notices(&mut conn, ben.id(), Turn::First, 9).await;
        told.unwrap().rows
    };
    let told = told
        .iter()
        .find(|notice| notice.kind == NoticeKind::EditDeclined);
    let leads = told.unwrap().path().unwrap();
    // On the way there it counts as read.
    let page = helper.get("/notifications").await;
    let to = format!("/notifications/{}", told.unwrap().id);
    assert!(page.has(&format!("href=\"{to}\"")), "{}", page.body);
    assert_eq!(helper.get(&to).await.location(), leads);
    assert!(helper.get(&leads).await.has("It is of qzcedar."));
    assert!(!owner.get(&leads).await.has("qzcedar"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_meanwhile_is_not_written_over_unseen() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    set_wiki(&stage.app, &ada, thread.id, true).await.unwrap();
    let ben = stage.member("ben").await;
    let mut helper = stage.signed_in("ben").await;
    let join = helper.get("/c/luthiers/join").await;
    let joined = helper
        .submit(&join, "/c/luthiers/join", &[("agree", "on")])
        .await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    let mut browser = stage.signed_in("ada").await;
    let edit = format!("{}/edit", thread.path());
    let form = browser.get(&edit).await;
    let words = ThreadDraft {
        title: "Glue?".to_owned(),
        body: "Of ben.".to_owned(),
        ..ThreadDraft::default()
    };
    edit_thread(&stage.app, &ben, thread.id, &words)
        .await
        .unwrap();
    let body = async || {
        let mut conn = stage.store.read().await.unwrap();
        let found = queries::find_post(&mut conn, &Viewer::System, thread.id).await;
        found.unwrap().unwrap().body
    };
    // Neither a preview nor the draft that it keeps makes it newer.
    let words = [("title", "Glue?"), ("body", "Of ada.")];
    let preview = [&words[..], &[("preview", "1")][..]].concat();
    let shown = browser.submit(&form, &edit, &preview).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    let drafted = browser.get(&edit).await;
    assert!(drafted.has("Your draft."));
    let once = browser.submit(&shown, &edit, &words).await;
    assert_eq!(once.status, StatusCode::CONFLICT, "{}", once.body);
    let refused = browser.submit(&drafted, &edit, &words).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    assert_eq!(refused.value("body").unwrap().trim(), "Of ada.");
    assert_eq!(body().await, "Of ben.");
    // Who knows of it may do so.
    let both = [("title", "Glue?"), ("body", "Of both.")];
    let sent = browser.submit(&refused, &edit, &both).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(body().await, "Of both.");
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_are_suggested_and_decided_on_pages() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let answer = stage.reply(&ada, &thread, None, "Hide glu.").await;
    stage.member("ben").await;
    let mut helper = stage.signed_in("ben").await;
    let path = format!("/comment/{}/suggest", answer.public_id);
    assert_eq!(helper.get(&path).await.status, StatusCode::FORBIDDEN);
    let join = helper.get("/c/luthiers/join").await;
    let joined = helper
        .submit(&join, "/c/luthiers/join", &[("agree", "on")])
        .await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    let page = helper.get(&thread.path()).await;
    assert_eq!(page.links("Suggest an edit").len(), 2);
    let form = helper.get(&path).await;
    assert_eq!(form.value("body").unwrap().trim(), "Hide glu.");
    let fields = [("body", "Hide glue."), ("note", "A typo")];
    let sent = helper.submit(&form, &path, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let mut owner = stage.signed_in("ada").await;
    let waits = owner
        .get(&thread.path())
        .await
        .links("See what would be changed");
    let list = owner.get(&waits[0]).await;
    assert_eq!(list.texts(".diff ins"), ["glue."]);
    assert_eq!(list.texts(".diff del"), ["glu."]);
    assert!(list.has("A typo"));
    let taken = owner
        .submit(&list, &waits[0], &[("decision", "approve")])
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let page = owner.get(&thread.path()).await;
    assert!(page.has("Hide glue.") && page.links("See what would be changed").is_empty());
    let former = format!("/comment/{}/revisions", answer.public_id);
    let by = stage
        .visitor()
        .get(&former)
        .await
        .texts("main section p.small");
    assert_eq!(by, ["by ben", "by ada"]);
    assert!(
        helper
            .get("/notifications")
            .await
            .has("took the text that you suggested")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_author_hears_that_members_edit_their_thread_and_that_they_did() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let eva = world.person("eva").await;
    world.join(&place, &ben, Role::Member).await;
    world.join(&place, &eva, Role::Moderator).await;
    let thread = world.ask(&ada, &place, "Glue?").await;
    // Twice is once.
    for _ in 0..2 {
        set_wiki(app, &eva, thread.id, true).await.unwrap();
    }
    for (editor, body) in [(&ben, "Spruce."), (&ada, "Maple."), (&ben, "Oak.")] {
        world.pass(1);
        let words = ThreadDraft {
            title: "Glue?".to_owned(),
            body: body.to_owned(),
            ..ThreadDraft::default()
        };
        edit_thread(app, editor, thread.id, &words).await.unwrap();
    }
    let own = world.ask(&ada, &place, "Varnish?").await;
    set_wiki(app, &ada, own.id, true).await.unwrap();
    set_wiki(app, &ada, own.id, false).await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    let told = list_notices(&mut conn, ada.id(), Turn::First, 9).await;
    let told = told.unwrap().rows;
    let kinds: Vec<_> = told
        .iter()
        .map(|notice| (notice.kind, notice.by.as_ref().unwrap().name.as_str()))
        .collect();
    let expected = [
        (NoticeKind::WikiEdited, "ben"),
        (NoticeKind::MadeWiki, "eva"),
    ];
    assert_eq!(kinds, expected, "of edits once a day");
    for other in [&ben, &eva] {
        let told = list_notices(&mut conn, other.id(), Turn::First, 9).await;
        assert!(told.unwrap().rows.is_empty());
    }
}
