//! Collections: made, filled, put in order, and shown to those who read there.

use super::{Guild, send};
use crate::accounts::actions::delete_account;
use crate::accounts::model::Viewer;
use crate::communities::queries::tags::tag_by_name;
use crate::following::actions::choose_tag;
use crate::following::model::TagChoice;
use crate::jobs::run_pending;
use crate::library::actions::{CollectionForm, delete_collection, make_collection, shelve};
use crate::library::model::{EntryState, PROPOSED_BY_ONE};
use crate::membership::actions::CommunityForm;
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::actions::{ThreadDraft, accept_answer, delete_thread, merge_tag, start_thread};
use crate::posts::model::ThreadKind;
use axum::http::StatusCode;

const NEW: &str = "/c/luthiers/library/new";
const GLUE: &str = "/c/luthiers/library/glue";
const LIBRARY: &str = "/c/luthiers/library";
const TITLES: &str = "main .row-title";

fn titled(title: &str) -> CollectionForm {
    CollectionForm {
        title: title.to_owned(),
        ..CollectionForm::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collection_is_made_filled_and_put_in_order_on_pages() {
    let guild = Guild::new().await;
    let (stage, ada) = (&guild.stage, &guild.ada);
    let hide = stage.ask(ada, &guild.place, "Which hide glue?").await;
    let fish = stage.ask(ada, &guild.place, "Which fish glue?").await;
    let mut convener = stage.signed_in("ada").await;
    let empty = convener.get(LIBRARY).await;
    assert_eq!(empty.links("Make one"), [NEW]);
    let fields = [("title", "Glue"), ("introduction", "Where to *begin*.")];
    assert_eq!(send(&mut convener, NEW, &fields).await, GLUE);
    for (thread, note) in [(&hide, "Read this first."), (&fish, "")] {
        let path = format!("{}/library", thread.path());
        assert_eq!(
            convener
                .get(&thread.path())
                .await
                .links("Put into the library"),
            [path.as_str()]
        );
        let fields = [("collection", "glue"), ("note", note)];
        assert_eq!(send(&mut convener, &path, &fields).await, thread.path());
    }
    let mut visitor = stage.visitor();
    let page = visitor.get(GLUE).await;
    assert!(page.has("Where to <em>begin</em>."), "{}", page.body);
    assert!(page.has("Read this first."));
    assert_eq!(page.texts(TITLES), ["Which hide glue?", "Which fish glue?"]);
    assert!(page.links("Change").is_empty(), "for who may");
    let thread = visitor.get(&hide.path()).await;
    assert_eq!(thread.links("Glue"), [GLUE], "named beside the thread");

    // Two sections, of which the second is to come first, and the threads change places.
    let (_, entries) = guild.entries("glue").await;
    let of = |index: usize, what: &str| format!("entry_{}_{what}", entries[index].id);
    let names = [
        of(0, "section"),
        of(0, "position"),
        of(1, "section"),
        of(1, "position"),
    ];
    let fields = [
        ("title", "Glue"),
        ("introduction", "Where to begin."),
        ("section_1", "Warm"),
        ("section_1_position", "2"),
        ("section_2", "Cold"),
        ("section_2_text", "No *fire*."),
        ("section_2_position", "1"),
        (names[0].as_str(), "1"),
        (names[1].as_str(), "1"),
        (names[2].as_str(), "2"),
        (names[3].as_str(), "1"),
        ("featured", "on"),
        ("pinned", "on"),
    ];
    let edit = format!("{GLUE}/edit");
    assert_eq!(send(&mut convener, &edit, &fields).await, GLUE);
    let page = visitor.get(GLUE).await;
    assert_eq!(page.texts("main h3.room"), ["Cold", "Warm"]);
    assert_eq!(page.texts(TITLES), ["Which fish glue?", "Which hide glue?"]);
    assert!(page.has("No <em>fire</em>."));
    let front = visitor.get("/c/luthiers").await;
    assert_eq!(front.links("Glue"), [GLUE], "featured on the front page");
    assert!(visitor.get(LIBRARY).await.has("pinned"));

    let gone = send(&mut convener, &format!("{GLUE}/delete"), &[]).await;
    assert_eq!(gone, LIBRARY);
    assert_eq!(visitor.get(GLUE).await.status, StatusCode::NOT_FOUND);
    let thread = visitor.get(&hide.path()).await;
    assert_eq!(thread.status, StatusCode::OK, "its threads stay");
    assert!(thread.links("Glue").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_collection_is_said_and_nothing_is_changed() {
    let guild = Guild::new().await;
    let mut convener = guild.stage.signed_in("ada").await;
    let long = "x".repeat(121);
    for title in ["", "  ", long.as_str()] {
        let fields = [("title", title), ("introduction", "Kept words")];
        let refused = convener.fill_in(NEW, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.wrong(), ["title"]);
        assert!(refused.has("Kept words"));
    }
    send(&mut convener, NEW, &[("title", "Glue")]).await;
    let edit = format!("{GLUE}/edit");
    let fields = [
        ("title", "Glue"),
        ("section_1", long.as_str()),
        ("position", "-1"),
    ];
    let refused = convener.fill_in(&edit, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["position"]);
    assert!(refused.has("The title of a section has at most 120 characters."));
    let (found, _) = guild.entries("glue").await;
    assert!(found.sections.0.is_empty());
    // Members make none.
    let mut ben = guild.stage.signed_in("ben").await;
    for path in [NEW, edit.as_str()] {
        assert_eq!(ben.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn members_propose_where_they_may_and_others_decide() {
    let guild = Guild::new().await;
    let (stage, ada) = (&guild.stage, &guild.ada);
    let thread = stage.ask(ada, &guild.place, "Which hide glue?").await;
    let other = stage.ask(ada, &guild.place, "Which fish glue?").await;
    make_collection(stage, ada, guild.place.id(), &titled("Glue"))
        .await
        .unwrap();
    let path = format!("{}/library", thread.path());
    let mut ben = stage.signed_in("ben").await;
    assert_eq!(ben.get(&path).await.status, StatusCode::FORBIDDEN);
    assert!(ben.get(&thread.path()).await.links("Propose").is_empty());
    let mut convener = stage.signed_in("ada").await;
    let settings = "/c/luthiers/settings/library";
    send(&mut convener, settings, &[("propose", "members")]).await;
    let offered = ben
        .get(&thread.path())
        .await
        .links("Propose for the library");
    assert_eq!(offered, [path.as_str()]);
    send(
        &mut ben,
        &path,
        &[("collection", "glue"), ("note", "It is *good*.")],
    )
    .await;
    let second = format!("{}/library", other.path());
    send(&mut ben, &second, &[("collection", "glue")]).await;
    // Strangers to the community propose nothing.
    let mut cem = stage.signed_in("cem").await;
    assert_eq!(cem.get(&path).await.status, StatusCode::FORBIDDEN);

    let mut visitor = stage.visitor();
    assert!(visitor.get(GLUE).await.texts(TITLES).is_empty());
    assert!(visitor.get(&thread.path()).await.links("Glue").is_empty());
    assert!(!visitor.get(LIBRARY).await.has("Proposed by"));
    let desk = convener.get(LIBRARY).await;
    assert!(
        desk.has("Proposed by") && desk.has("It is *good*."),
        "{}",
        desk.body
    );
    let (_, entries) = guild.entries("glue").await;
    for (entry, decision) in entries.iter().zip(["accept", "decline"]) {
        let action = format!("{LIBRARY}/proposals/{}", entry.id);
        let reason = format!("We {decision} this.");
        let page = convener.get(LIBRARY).await;
        let decided = convener
            .submit(
                &page,
                &action,
                &[("decision", decision), ("reason", reason.as_str())],
            )
            .await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
    }
    // Whoever proposed them hears of both, with the reasons, and nobody else does.
    let told = ben.get("/notifications").await;
    for said in [
        "ada took what you proposed into the library of",
        "ada did not take what you proposed into the library of",
        "We accept this.",
        "We decline this.",
    ] {
        assert!(told.has(said), "{said}\n{}", told.body);
    }
    assert!(!cem.get("/notifications").await.has("what you proposed"));
    assert_eq!(visitor.get(GLUE).await.texts(TITLES), ["Which hide glue?"]);
    let (_, entries) = guild.entries("glue").await;
    assert_eq!(entries.len(), 1, "what was declined is forgotten");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_may_not_read_is_in_no_collection() {
    let guild = Guild::new().await;
    let (stage, ada) = (&guild.stage, &guild.ada);
    let form = CommunityForm {
        read: "members".into(),
        ..CommunityForm::default()
    };
    let shut = stage.open(ada, "makers", form).await;
    let secret = stage.ask(ada, &shut, "Our own varnish?").await;
    make_collection(stage, ada, shut.id(), &titled("Secrets"))
        .await
        .unwrap();
    shelve(stage, ada, secret.id, "secrets", "").await.unwrap();
    for name in [None, Some("ben")] {
        let mut browser = match name {
            Some(name) => stage.signed_in(name).await,
            None => stage.visitor(),
        };
        let page = browser.get("/c/makers/library").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            !page.has("Secrets") && page.has("Members read here"),
            "{name:?}"
        );
        let page = browser.get("/c/makers/library/secrets").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{name:?}");
    }
    let mut convener = stage.signed_in("ada").await;
    let page = convener.get("/c/makers/library/secrets").await;
    assert_eq!(page.texts(TITLES), ["Our own varnish?"]);

    // What is removed or deleted leaves no trace, and its collection can still be changed.
    let removed = stage.ask(ada, &guild.place, "Rude words?").await;
    let deleted = stage.ask(ada, &guild.place, "Taken back?").await;
    make_collection(stage, ada, guild.place.id(), &titled("Glue"))
        .await
        .unwrap();
    for thread in [&removed, &deleted] {
        shelve(stage, ada, thread.id, "glue", "").await.unwrap();
    }
    let why = Grounds::from("Off topic.");
    remove(stage, ada, Target::Post(removed.id), &why)
        .await
        .unwrap();
    delete_thread(stage, ada, deleted.id).await.unwrap();
    let page = stage.visitor().get(GLUE).await;
    assert!(page.texts(TITLES).is_empty() && page.has("There is nothing in it yet."));
    let edit = convener.get(&format!("{GLUE}/edit")).await;
    assert!(edit.has("A thread that is not shown any more") && !edit.has("Rude words?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_and_their_accepted_answers_make_a_collection() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let answered = async |title: &str, words: &str| {
        let thread = stage.ask(ada, &guild.place, title).await;
        let answer = stage.reply(ben, &thread, None, words).await;
        accept_answer(stage, ada, thread.id, answer.id)
            .await
            .unwrap();
        answer
    };
    let answer = answered("Which glue?", "Hide glue, warm.").await;
    stage.ask(ada, &guild.place, "Nobody knows?").await;
    let mut convener = stage.signed_in("ada").await;
    let fields = [("title", "Often asked"), ("kind", "answers")];
    let path = send(&mut convener, NEW, &fields).await;
    let mut visitor = stage.visitor();
    let page = visitor.get(&path).await;
    assert_eq!(page.texts("main details summary"), ["Which glue?"]);
    assert!(page.has("Hide glue, warm."));
    assert_eq!(
        page.links("The whole answer"),
        [format!("/comment/{}", answer.public_id)]
    );
    // What was answered since is added when somebody asks for it, once.
    answered("Which varnish?", "Oil.").await;
    let edit = format!("{path}/edit");
    for _ in 0..2 {
        let fields = [("title", "Often asked"), ("fill", "on")];
        send(&mut convener, &edit, &fields).await;
    }
    let page = visitor.get(&path).await;
    assert_eq!(
        page.texts("main details summary"),
        ["Which glue?", "Which varnish?"]
    );
    let tagged = [
        ("title", "Tagged"),
        ("kind", "answers"),
        ("tag", "#nothing-so-tagged"),
    ];
    let path = send(&mut convener, NEW, &tagged).await;
    assert!(visitor.get(&path).await.texts("main details").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_proposed_goes_with_their_account() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let thread = stage.ask(ada, &guild.place, "Which glue?").await;
    make_collection(stage, ada, guild.place.id(), &titled("Glue"))
        .await
        .unwrap();
    let mut convener = stage.signed_in("ada").await;
    let settings = "/c/luthiers/settings/library";
    send(&mut convener, settings, &[("propose", "members")]).await;
    let state = shelve(stage, ben, thread.id, "glue", "Mine").await.unwrap();
    assert_eq!(state, EntryState::Proposed);
    delete_account(stage, &Viewer::System, ben.id(), "")
        .await
        .unwrap();
    run_pending(&stage.data, &crate::server::jobs())
        .await
        .unwrap();
    assert!(guild.entries("glue").await.1.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collection_of_answers_shows_all_that_were_accepted() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let mut convener = stage.signed_in("ada").await;
    let several = [("several_answers", "yes")];
    send(&mut convener, "/c/luthiers/settings/asking", &several).await;
    let thread = stage.ask(ada, &guild.place, "Which glue?").await;
    let mut expected = Vec::new();
    for words in ["Hide glue.", "Fish glue."] {
        let answer = stage.reply(ben, &thread, None, words).await;
        accept_answer(stage, ada, thread.id, answer.id)
            .await
            .unwrap();
        expected.push(format!("/comment/{}", answer.public_id));
    }
    let fields = [("title", "Often asked"), ("kind", "answers")];
    let path = send(&mut convener, NEW, &fields).await;
    let page = stage.visitor().get(&path).await;
    assert_eq!(page.texts("main details summary"), ["Which glue?"]);
    assert_eq!(page.links("The whole answer"), expected);
    assert!(page.has("Hide glue.") && page.has("Fish glue."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_is_taken_as_it_is_called_now_and_whatever_its_convener_likes_to_see() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let draft = ThreadDraft {
        title: "Which glue?".to_owned(),
        tags: vec!["adhesive".to_owned()],
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    let thread = start_thread(stage, ada, guild.place.id(), kind, &draft)
        .await
        .unwrap();
    let answer = stage.reply(ben, &thread, None, "Hide glue.").await;
    accept_answer(stage, ada, thread.id, answer.id)
        .await
        .unwrap();
    let tag = {
        let mut conn = stage.store.read().await.unwrap();
        let found = tag_by_name(&mut conn, guild.place.id(), "adhesive").await;
        found.unwrap().unwrap()
    };
    choose_tag(stage, ada, tag.id, TagChoice::Mute)
        .await
        .unwrap();
    let mut convener = stage.signed_in("ada").await;
    let fields = [("title", "All"), ("kind", "answers")];
    let path = send(&mut convener, NEW, &fields).await;
    let titles = async |path: &str| {
        let page = stage.visitor().get(path).await;
        page.texts("main details summary")
    };
    assert_eq!(titles(&path).await, ["Which glue?"]);
    merge_tag(stage, ada, &guild.place, "adhesive", "glue")
        .await
        .unwrap();
    run_pending(&stage.data, &crate::server::jobs())
        .await
        .unwrap();
    let fields = [
        ("title", "Tagged"),
        ("kind", "answers"),
        ("tag", "adhesive"),
    ];
    let path = send(&mut convener, NEW, &fields).await;
    assert_eq!(titles(&path).await, ["Which glue?"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_member_does_not_fill_a_collection_with_proposals() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    make_collection(stage, ada, guild.place.id(), &titled("Glue"))
        .await
        .unwrap();
    let mut convener = stage.signed_in("ada").await;
    let settings = "/c/luthiers/settings/library";
    send(&mut convener, settings, &[("propose", "members")]).await;
    let mut last = None;
    for number in 0..=PROPOSED_BY_ONE {
        let title = format!("Which glue number {number}?");
        let thread = stage.ask(ada, &guild.place, &title).await;
        let made = shelve(stage, ben, thread.id, "glue", "").await;
        assert_eq!(made.is_ok(), number < PROPOSED_BY_ONE, "{number}");
        last = Some(thread.id);
    }
    // Whoever decides has room still.
    let state = shelve(stage, ada, last.unwrap(), "glue", "").await;
    assert_eq!(state.unwrap(), EntryState::Shown);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_saves_a_collection_later_is_told_of_what_was_saved_meanwhile() {
    let guild = Guild::new().await;
    let (mut one, mut other) = (
        guild.stage.signed_in("ada").await,
        guild.stage.signed_in("ada").await,
    );
    send(&mut one, NEW, &[("title", "Glue")]).await;
    let edit = format!("{GLUE}/edit");
    let open = other.get(&edit).await;
    let fields = [("title", "Glue"), ("introduction", "Begin here.")];
    send(&mut one, &edit, &fields).await;
    let fields = [("title", "Glues"), ("introduction", "")];
    let refused = other.submit(&open, &edit, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["title"]);
    assert_eq!(guild.entries("glue").await.0.introduction, "Begin here.");
    let saved = other.submit(&refused, &edit, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(guild.entries("glue").await.0.title, "Glues");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_proposed_hears_of_it_however_it_is_decided() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let mut convener = stage.signed_in("ada").await;
    let settings = "/c/luthiers/settings/library";
    send(&mut convener, settings, &[("propose", "members")]).await;
    for title in ["Glue", "Wood"] {
        make_collection(stage, ada, guild.place.id(), &titled(title))
            .await
            .unwrap();
    }
    let taken = stage.ask(ada, &guild.place, "Which glue?").await;
    let dropped = stage.ask(ada, &guild.place, "Which wood?").await;
    for (thread, slug) in [(&taken, "glue"), (&dropped, "wood")] {
        let state = shelve(stage, ben, thread.id, slug, "").await.unwrap();
        assert_eq!(state, EntryState::Proposed);
    }
    // Put there by somebody who may, and gone with the collection.
    shelve(stage, ada, taken.id, "glue", "").await.unwrap();
    delete_collection(stage, ada, guild.place.id(), "wood")
        .await
        .unwrap();
    let mut browser = stage.signed_in("ben").await;
    let told = browser.get("/notifications").await;
    let sentences = told.texts("main h2.row-title").join("\n");
    for said in ["ada took what", "ada did not take what"] {
        assert_eq!(sentences.matches(said).count(), 1, "{sentences}");
    }
    assert!(!told.has("Why:"), "{}", told.body);
}
