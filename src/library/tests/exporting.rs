//! Copies of a public library: what is in one, who gets it, and for how long.

use super::{Guild, send};
use crate::app::testing::test_app_with;
use crate::communities::model::Community;
use crate::jobs::run_pending;
use crate::library::actions::{
    CollectionForm, begin_export, export_to, forget_exports, make_collection, make_export, shelve,
};
use crate::library::queries::exports::list_exports;
use crate::media::actions::add_picture;
use crate::media::tests::{png, sent};
use crate::membership::actions::CommunityForm;
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::actions::{
    ClosingDraft, ThreadDraft, accept_answer, close_question, start_thread,
};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::tests::stage::Stage;
use aws_lc_rs::digest::{SHA256, digest};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Deref;
use tempfile::TempDir;

const EXPORT: &str = "/c/luthiers/library/export";

/// A guild whose server may write files.
struct Office {
    guild: Guild,
    folder: TempDir,
}

impl Deref for Office {
    type Target = Guild;

    fn deref(&self) -> &Guild {
        &self.guild
    }
}

impl Office {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = test_app_with(|config| {
            config.rate_limits.enabled = false;
            config.server.data_dir = folder.path().to_owned();
        })
        .await;
        let stage = Stage::on(app).await;
        let guild = Guild::on(stage).await;
        Self { guild, folder }
    }

    async fn work(&self) {
        run_pending(&self.stage.data, &crate::server::jobs())
            .await
            .unwrap();
    }

    fn files(&self) -> usize {
        match std::fs::read_dir(self.folder.path().join("exports")) {
            Ok(files) => files.count(),
            Err(_) => 0,
        }
    }

    async fn copies(&self) -> usize {
        let mut conn = self.stage.store.read().await.unwrap();
        let copies = list_exports(&mut conn, self.place.id()).await.unwrap();
        copies.len()
    }

    /// What the command writes.
    async fn written(&self, community: &Community, name: &str) -> BTreeMap<String, String> {
        let path = self.folder.path().join(name);
        export_to(&self.stage, community, &path).await.unwrap();
        unpack(&std::fs::read(path).unwrap())
    }
}

fn unpack(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = tar::Archive::new(bytes);
    let read = |entry: std::io::Result<tar::Entry<'_, &[u8]>>| {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().display().to_string();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        (path, text)
    };
    archive.entries().unwrap().map(read).collect()
}

fn hash(text: &str) -> String {
    let hash = digest(&SHA256, text.as_bytes());
    let hex = |byte: &u8| format!("{byte:02x}");
    hash.as_ref().iter().map(hex).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_made_by_a_job_and_holds_what_everybody_may_read() {
    let office = Office::new().await;
    let (stage, ada, ben) = (&office.stage, &office.ada, &office.ben);
    let glue = stage.ask(ada, &office.place, "Which glue?").await;
    stage.reply(ben, &glue, None, "Hide *glue*.").await;
    let gone = stage.ask(ben, &office.place, "Rude words?").await;
    let form = CollectionForm {
        title: "Begin here".to_owned(),
        ..CollectionForm::default()
    };
    let shelf = make_collection(stage, ada, office.place.id(), &form)
        .await
        .unwrap();
    for thread in [&glue, &gone] {
        shelve(stage, ada, thread.id, &shelf.slug, "")
            .await
            .unwrap();
    }
    let why = Grounds::from("Rude.");
    remove(stage, ada, Target::Post(gone.id), &why)
        .await
        .unwrap();

    let mut convener = stage.signed_in("ada").await;
    assert_eq!(send(&mut convener, EXPORT, &[]).await, EXPORT);
    let page = convener.get(EXPORT).await;
    assert!(page.has("A copy is being made."), "{}", page.body);
    assert_eq!(
        page.texts("#copies[hx-get] progress").len(),
        1,
        "it is watched"
    );
    let again = begin_export(stage, ada, office.place.id()).await;
    assert_eq!(again.unwrap_err().status(), 409);
    office.work().await;
    let page = convener.get(EXPORT).await;
    assert!(page.texts("#copies[hx-get]").is_empty(), "it is done");
    let links = page.links("Download");
    let [link] = links.as_slice() else {
        panic!("{}", page.body)
    };
    assert_eq!(
        office.files(),
        1,
        "the list of hashes is not kept beside it"
    );
    let answer = convener.get(link).await;
    assert_eq!(answer.status, StatusCode::OK);
    let files = unpack(answer.body.as_bytes());

    let id = &glue.public_id;
    let names: Vec<String> = files.keys().cloned().collect();
    let mut expected = vec![
        "luthiers/SHA256SUMS".to_owned(),
        "luthiers/collections/begin-here.html".to_owned(),
        "luthiers/collections/begin-here.json".to_owned(),
        "luthiers/index.html".to_owned(),
        "luthiers/manifest.json".to_owned(),
        "luthiers/style.css".to_owned(),
        format!("luthiers/threads/{id}.html"),
        format!("luthiers/threads/{id}.json"),
        "luthiers/threads/page-1.html".to_owned(),
    ];
    expected.sort();
    assert_eq!(names, expected);
    for (path, text) in &files {
        assert!(!text.contains("Rude"), "{path}");
    }
    assert!(files[&format!("luthiers/threads/{id}.html")].contains("Hide <em>glue</em>."));
    assert!(files["luthiers/collections/begin-here.html"].contains("Which glue?"));
    let thread: Value =
        serde_json::from_str(&files[&format!("luthiers/threads/{id}.json")]).unwrap();
    assert_eq!(thread["replies"][0]["source"], "Hide *glue*.");

    let manifest: Value = serde_json::from_str(&files["luthiers/manifest.json"]).unwrap();
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), files.len() - 2, "all but the two lists");
    for one in listed {
        let path = one["path"].as_str().unwrap();
        let text = &files[&format!("luthiers/{path}")];
        assert_eq!(one["sha256"], hash(text), "{path}");
        assert_eq!(one["bytes"], text.len(), "{path}");
        let line = format!("{}  {path}\n", hash(text));
        assert!(files["luthiers/SHA256SUMS"].contains(&line), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_looks_after_a_community_gets_a_copy_and_only_of_one_that_all_may_read() {
    let office = Office::new().await;
    let (stage, ada) = (&office.stage, &office.ada);
    let mut member = stage.signed_in("ben").await;
    assert_eq!(member.get(EXPORT).await.status, StatusCode::FORBIDDEN);
    let refused = begin_export(stage, &office.ben, office.place.id()).await;
    assert_eq!(refused.unwrap_err().status(), 403);
    let copy = begin_export(stage, ada, office.place.id()).await.unwrap();
    office.work().await;
    let link = format!("{EXPORT}/{}", copy.id);
    assert_eq!(member.get(&link).await.status, StatusCode::FORBIDDEN);
    let form = CommunityForm {
        read: "members".into(),
        ..CommunityForm::default()
    };
    let shut = stage.open(ada, "makers", form).await;
    let refused = begin_export(stage, ada, shut.id()).await;
    assert_eq!(refused.unwrap_err().status(), 403);
    let path = office.folder.path().join("makers.tar");
    assert!(export_to(stage, &shut, &path).await.is_err());
    assert!(!path.exists());
    // A copy of one community is not had at the address of another.
    let mut convener = stage.signed_in("ada").await;
    stage.community(ada, "coopers").await;
    let elsewhere = format!("/c/coopers/library/export/{}", copy.id);
    let missing = convener.get(&elsewhere).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(convener.get(&link).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_are_forgotten_with_their_files() {
    let office = Office::new().await;
    let (stage, ada) = (&office.stage, &office.ada);
    stage.ask(ada, &office.place, "Which glue?").await;
    for _ in 0..2 {
        begin_export(stage, ada, office.place.id()).await.unwrap();
        office.work().await;
        let kept = (office.copies().await, office.files());
        assert_eq!(kept, (1, 1), "the new one takes the place of the old one");
    }
    stage.clock.advance(TimeDelta::days(6));
    forget_exports(stage).await.unwrap();
    assert_eq!((office.copies().await, office.files()), (1, 1));
    stage.clock.advance(TimeDelta::days(2));
    forget_exports(stage).await.unwrap();
    assert_eq!((office.copies().await, office.files()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_writes_one_in_parts_and_over_nothing() {
    let office = Office::new().await;
    let (stage, ada) = (&office.stage, &office.ada);
    let empty = office.written(&office.place, "empty.tar").await;
    assert!(empty.contains_key("luthiers/index.html"));
    for number in 0..26 {
        let title = format!("Question {number}?");
        stage.ask(ada, &office.place, &title).await;
    }
    let files = office.written(&office.place, "whole.tar").await;
    let pages = |kind: &str| {
        let of_kind =
            |path: &&String| path.starts_with("luthiers/threads/") && path.ends_with(kind);
        files.keys().filter(of_kind).count()
    };
    assert_eq!((pages(".json"), pages(".html")), (26, 28));
    assert!(files["luthiers/threads/page-2.html"].contains("Question 25?"));
    let path = office.folder.path().join("whole.tar");
    let again = export_to(stage, &office.place, &path).await;
    assert_eq!(again.unwrap_err().status(), 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_says_which_questions_are_closed_and_why_and_how_threads_are_tagged() {
    let office = Office::new().await;
    let (stage, ada) = (&office.stage, &office.ada);
    let open = stage.ask(ada, &office.place, "Which glue?").await;
    let draft = ThreadDraft {
        title: "What glue?".to_owned(),
        tags: vec!["glue".to_owned()],
        ..ThreadDraft::default()
    };
    let closed = start_thread(stage, ada, office.place.id(), ThreadKind::Question, &draft)
        .await
        .unwrap();
    let closing = ClosingDraft {
        reason: "Asked already".to_owned(),
        duplicate_of: open.path(),
    };
    close_question(stage, ada, closed.id, &closing)
        .await
        .unwrap();
    let files = office.written(&office.place, "closed.tar").await;
    let file =
        |post: &Post, kind: &str| &files[&format!("luthiers/threads/{}.{kind}", post.public_id)];
    let page = file(&closed, "html");
    assert!(
        page.contains("Tags: glue") && page.contains("Asked already"),
        "{page}"
    );
    let link = format!("Closed as a duplicate of <a href=\"{}\"", open.ap_id);
    assert!(page.contains(&link), "{page}");
    let said: Value = serde_json::from_str(file(&closed, "json")).unwrap();
    assert_eq!(said["closed"]["duplicateOf"], open.ap_id.as_str());
    assert_eq!(said["closed"]["because"], "Asked already");
    let said: Value = serde_json::from_str(file(&open, "json")).unwrap();
    assert!(said["closed"].is_null(), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_that_are_left_out_are_named_in_the_manifest() {
    let office = Office::new().await;
    let (stage, ada) = (&office.stage, &office.ada);
    let mut names = Vec::new();
    // The third is beyond what is taken of one thread.
    for side in [6, 7, 8] {
        let picture = add_picture(stage, ada, &sent(&png(side, side))).await;
        names.push(picture.unwrap().name);
    }
    let shown = names.iter().map(|name| format!("![A pot](/media/{name})"));
    let draft = ThreadDraft {
        title: "Pots".to_owned(),
        body: shown.collect::<Vec<_>>().join("\n\n"),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Discussion;
    start_thread(stage, ada, office.place.id(), kind, &draft)
        .await
        .unwrap();
    let path = office.folder.path().join("pots.tar");
    export_to(stage, &office.place, &path).await.unwrap();
    let bytes = std::fs::read(path).unwrap();
    let mut archive = tar::Archive::new(bytes.as_slice());
    let (mut taken, mut manifest) = (Vec::new(), Value::Null);
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().display().to_string();
        if let Some(name) = path.strip_prefix("luthiers/media/") {
            taken.push(name.to_owned());
        }
        if path == "luthiers/manifest.json" {
            manifest = serde_json::from_reader(&mut entry).unwrap();
        }
    }
    assert_eq!(taken.len(), 2, "{taken:?}");
    let left = manifest["picturesLeftOut"].as_array().unwrap();
    let left = left
        .iter()
        .filter_map(|path| path.as_str()?.strip_prefix("media/"));
    taken.extend(left.map(str::to_owned));
    taken.sort();
    names.sort();
    assert_eq!(taken, names, "every picture is there or named");
    let mut convener = stage.signed_in("ada").await;
    assert!(convener.get(EXPORT).await.has("beyond 64 MiB"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_taken_along_with_the_texts_that_show_them() {
    let office = Office::new().await;
    let (stage, ada) = (&office.stage, &office.ada);
    let picture = add_picture(stage, ada, &sent(&png(6, 6))).await.unwrap();
    let draft = ThreadDraft {
        title: "A pot".to_owned(),
        body: format!("![A pot](/media/{})", picture.name),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Discussion;
    let post = start_thread(stage, ada, office.place.id(), kind, &draft)
        .await
        .unwrap();
    let path = office.folder.path().join("pictured.tar");
    export_to(stage, &office.place, &path).await.unwrap();
    let bytes = std::fs::read(path).unwrap();
    let mut archive = tar::Archive::new(bytes.as_slice());
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().display().to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        files.insert(path, content);
    }
    let kept = &files[&format!("luthiers/media/{}", picture.name)];
    assert!(kept.starts_with(b"\x89PNG"), "a picture");
    let page = &files[&format!("luthiers/threads/{}.html", post.public_id)];
    let page = String::from_utf8_lossy(page);
    let address = format!("src=\"../media/{}\"", picture.name);
    assert!(page.contains(&address), "{page}");
    assert!(!page.contains("https://guild.example/media/"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_whose_files_went_or_that_never_ended_is_no_copy_and_bars_none() {
    let office = Office::new().await;
    let (stage, ada) = (&office.stage, &office.ada);
    for number in 0..26 {
        let title = format!("Question {number}?");
        stage.ask(ada, &office.place, &title).await;
    }
    let copy = begin_export(stage, ada, office.place.id()).await.unwrap();
    make_export(stage, copy.id).await.unwrap();
    let folder = office.folder.path().join("exports");
    std::fs::remove_file(folder.join(format!("{}.tar", copy.id))).unwrap();
    office.work().await;
    let mut convener = stage.signed_in("ada").await;
    let page = convener.get(EXPORT).await;
    assert!(page.has("was given up."), "{}", page.body);
    assert!(page.has("What was made of it so far is not on this machine"));
    assert!(page.links("Download").is_empty());
    assert_eq!(office.files(), 0);

    begin_export(stage, ada, office.place.id()).await.unwrap();
    stage.clock.advance(TimeDelta::hours(25));
    let page = stage.signed_in("ada").await.get(EXPORT).await;
    assert!(page.has("did not come to its end."), "{}", page.body);
    begin_export(stage, ada, office.place.id()).await.unwrap();
    office.work().await;
    assert_eq!((office.copies().await, office.files()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_speaks_the_language_of_its_community_and_its_page_that_of_who_takes_it() {
    let office = Office::new().await;
    let (stage, ada, ben) = (&office.stage, &office.ada, &office.ben);
    let form = CommunityForm {
        language: "de".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(ada, "geigenbau", form).await;
    let thread = stage.ask(ada, &place, "Welcher Leim?").await;
    let answer = stage.reply(ben, &thread, None, "Hautleim.").await;
    accept_answer(stage, ada, thread.id, answer.id)
        .await
        .unwrap();
    let draft = ThreadDraft {
        title: "Und welcher Leim?".to_owned(),
        tags: vec!["leim".to_owned()],
        ..ThreadDraft::default()
    };
    let again = start_thread(stage, ada, place.id(), ThreadKind::Question, &draft)
        .await
        .unwrap();
    let closing = ClosingDraft {
        reason: "Schon gefragt".to_owned(),
        duplicate_of: thread.path(),
    };
    close_question(stage, ada, again.id, &closing)
        .await
        .unwrap();
    let files = office.written(&place, "geigenbau.tar").await;
    let front = &files["geigenbau/index.html"];
    let list = &files["geigenbau/threads/page-1.html"];
    let page = &files[&format!("geigenbau/threads/{}.html", thread.public_id)];
    let closed = &files[&format!("geigenbau/threads/{}.html", again.public_id)];
    for (text, said) in [
        (closed, "Schlagwörter: leim"),
        (closed, "Als Duplikat von <a href="),
        (closed, "</a> geschlossen. Schon gefragt"),
        (front, "<html lang=\"de\" dir=\"ltr\">"),
        (front, "<h2>Alle Themen</h2>"),
        (front, ">Seite 1</a>"),
        (front, "Sie enthält, was damals alle lesen konnten."),
        (list, "<h1>Themen, Seite 1</h1>"),
        (page, "Frage von <bdi>ada</bdi>"),
        (page, "Angenommene Antwort von <bdi>ben</bdi>"),
        (page, "Alle Rechte vorbehalten"),
        (page, ">Zum Original</a>"),
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    for english in ["All threads", "Threads", "Page ", " by ", "Where", "rights"] {
        for text in [front, list, page, closed] {
            assert!(!text.contains(english), "{english}\n{text}");
        }
    }

    begin_export(stage, ada, office.place.id()).await.unwrap();
    office.work().await;
    let mut convener = stage.signed_in("ada").await;
    assert!(convener.get(EXPORT).await.has("is ready."));
    convener.headers.push(("accept-language", "de".to_owned()));
    let german = convener.get(EXPORT).await;
    assert!(german.has("ist fertig."), "{}", german.body);
    assert_eq!(german.links("Herunterladen").len(), 1);
}
