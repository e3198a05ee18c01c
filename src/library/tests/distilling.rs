//! Articles made of threads: who makes them, whom they credit, and what others are told of it.

use super::licences::document;
use super::{Guild, send};
use crate::accounts::actions::delete_account;
use crate::accounts::model::Viewer;
use crate::activitypub::licences::Licence;
use crate::jobs::run_pending;
use crate::library::actions::export_to;
use crate::media::actions::add_picture;
use crate::media::tests::{png, sent, status};
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::actions::{ThreadDraft, accept_answer, save_draft, start_thread};
use crate::posts::model::{DraftPlace, DraftWords, ThreadKind};
use crate::posts::queries::drafts::find_draft;
use axum::http::StatusCode;
use serde_json::Value;

#[tokio::test(flavor = "multi_thread")]
async fn an_article_credits_everybody_whose_words_it_uses_and_links_both_ways() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let dan = stage.member("dan").await;
    let thread = stage.ask(ben, &guild.place, "Which [hide] glue?").await;
    let answer = stage.reply(&dan, &thread, None, "Use *hide* glue.").await;
    let other = stage.reply(ada, &thread, None, "Never fish glue.").await;
    accept_answer(stage, ben, thread.id, answer.id)
        .await
        .unwrap();
    let path = format!("{}/distil", thread.path());

    let mut convener = stage.signed_in("ada").await;
    let form = convener.get(&path).await;
    let body = form.value("body").unwrap();
    // What is offered is read as it is shown, and used as it was written.
    let offered = form.texts("label.choice").join(" ");
    assert!(offered.contains("Use hide glue."), "{offered}");
    assert!(
        body.contains("Use *hide* glue.") && !body.contains("fish"),
        "{body}"
    );
    // The other reply is taken in, too, and what is typed begins anew with it.
    let used = [
        format!("use_{}", answer.public_id),
        format!("use_{}", other.public_id),
    ];
    let ticked = [(used[0].as_str(), "on"), (used[1].as_str(), "on")];
    let mut fields = ticked.to_vec();
    fields.extend([("title", "All about glue"), ("take", "1")]);
    let again = convener.submit(&form, &path, &fields).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.body);
    assert!(again.value("body").unwrap().contains("Never fish glue."));

    let mut fields = ticked.to_vec();
    fields.extend([
        ("title", "All about glue"),
        ("body", "Hide, not fish."),
        ("tags", "glue"),
    ]);
    let made = convener.submit(&again, &path, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let article = made.location().to_owned();
    let mut visitor = stage.visitor();
    let page = visitor.get(&article).await;
    let credits = page.texts("#credits").join(" ");
    assert_eq!(
        credits,
        "Made of Which [hide] glue?, with words by ben, dan, ada."
    );
    let source = visitor.get(&thread.path()).await;
    assert_eq!(source.links("All about glue"), [article.as_str()]);

    let said = document(stage, &article).await;
    assert_eq!(said["attributedTo"], "https://guild.example/u/ada");
    assert_eq!(
        said["contributor"],
        serde_json::json!([
            "https://guild.example/u/ben",
            "https://guild.example/u/dan",
            "https://guild.example/u/ada"
        ])
    );
    assert_eq!(said["isBasedOn"], thread.ap_id.as_str());
    let html = said["content"].as_str().unwrap();
    assert!(
        html.contains("Hide, not fish.") && html.contains("@dan@guild.example</a>"),
        "{html}"
    );
    let markdown = said["source"]["content"].as_str().unwrap();
    let line = format!("Made of [Which \\[hide\\] glue?]({})", thread.ap_id);
    assert!(markdown.contains(&line), "{markdown}");
    // Whoever is credited is told.
    let notices = stage.signed_in("dan").await.get("/notifications").await;
    assert!(notices.has("All about glue"), "{}", notices.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_keeps_the_pictures_of_what_it_is_made_of_when_that_goes() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let picture = add_picture(stage, ben, &sent(&png(6, 6))).await.unwrap();
    let draft = ThreadDraft {
        title: "Which clamp?".to_owned(),
        body: format!("Mine:\n\n![A clamp](/media/{})", picture.name),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    let thread = start_thread(stage, ben, guild.place.id(), kind, &draft)
        .await
        .unwrap();
    let path = format!("{}/distil", thread.path());
    let mut convener = stage.signed_in("ada").await;
    let form = convener.get(&path).await;
    let body = form.value("body").unwrap();
    let fields = [("title", "Clamps"), ("body", body.as_str())];
    let mut looked = fields.to_vec();
    looked.push(("preview", "1"));
    let looked = convener.submit(&form, &path, &looked).await;
    assert!(looked.has("<img class=\"picture\""), "{}", looked.body);

    let made = convener.submit(&form, &path, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let article = made.location().to_owned();
    let page = stage.visitor().get(&article).await;
    assert!(page.has("<img class=\"picture\""), "{}", page.body);
    assert!(!page.has(&picture.key), "{}", page.body);
    // A form that is sent twice makes one article.
    let again = convener.submit(&form, &path, &fields).await;
    assert_eq!(again.location(), article);

    let why = Grounds::from("Off topic.");
    remove(stage, ada, Target::Post(thread.id), &why)
        .await
        .unwrap();
    let said = document(stage, &article).await;
    let taken = said["attachment"][0]["url"].as_str().unwrap().to_owned();
    let taken = taken.strip_prefix("https://guild.example/media/").unwrap();
    let visitor = stage.visitor();
    assert_eq!(status(stage, &visitor, &picture.name).await, 404);
    assert_eq!(status(stage, &visitor, taken).await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_began_a_thread_or_looks_after_the_community_makes_articles_of_it() {
    let guild = Guild::new().await;
    let (stage, ada) = (&guild.stage, &guild.ada);
    let thread = stage.ask(ada, &guild.place, "Which glue?").await;
    let path = format!("{}/distil", thread.path());
    let mut ben = stage.signed_in("ben").await;
    assert_eq!(ben.get(&path).await.status, StatusCode::FORBIDDEN);
    assert!(
        ben.get(&thread.path())
            .await
            .links("Make an article")
            .is_empty()
    );
    let own = stage.ask(&guild.ben, &guild.place, "Which varnish?").await;
    let offered = ben.get(&own.path()).await.links("Make an article of it");
    assert_eq!(offered, [format!("{}/distil", own.path())]);
    let why = Grounds::from("Off topic.");
    remove(stage, ada, Target::Post(own.id), &why)
        .await
        .unwrap();
    let refused = ben.get(&format!("{}/distil", own.path())).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn credits_name_nobody_who_is_gone_and_nothing_that_is_out_of_sight() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let thread = stage.ask(ben, &guild.place, "Which glue?").await;
    let answer = stage.reply(ben, &thread, None, "Hide glue.").await;
    let path = format!("{}/distil", thread.path());
    let mut convener = stage.signed_in("ada").await;
    let form = convener.get(&path).await;
    let tick = format!("use_{}", answer.public_id);
    let fields = [("title", "Glue"), ("body", "Hide."), (tick.as_str(), "on")];
    let made = convener.submit(&form, &path, &fields).await;
    let article = made.location().to_owned();
    let why = Grounds::from("Off topic.");
    remove(stage, ada, Target::Post(thread.id), &why)
        .await
        .unwrap();
    let page = stage.visitor().get(&article).await;
    let credits = page.texts("#credits").join(" ");
    assert_eq!(credits, "Made of what others said, with words by ben.");
    let said = document(stage, &article).await;
    assert!(said["isBasedOn"].is_null());

    delete_account(stage, &Viewer::System, ben.id(), "")
        .await
        .unwrap();
    run_pending(&stage.data, &crate::server::jobs())
        .await
        .unwrap();
    let said = document(stage, &article).await;
    assert_eq!(said["contributor"], serde_json::json!([]));
    assert!(!said.to_string().contains("ben@"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_made_of_a_thread_takes_no_draft_of_another_one_along() {
    let guild = Guild::new().await;
    let (stage, ada) = (&guild.stage, &guild.ada);
    let thread = stage.ask(ada, &guild.place, "Which glue?").await;
    let place = DraftPlace::thread(guild.place.id(), ThreadKind::Article);
    let words = DraftWords {
        title: "Something else".to_owned(),
        ..DraftWords::default()
    };
    save_draft(stage, ada, &place, &words).await.unwrap();
    let path = format!("{}/distil", thread.path());
    let mut convener = stage.signed_in("ada").await;
    let form = convener.get(&path).await;
    let fields = [("title", "Glue"), ("body", "Hide.")];
    let made = convener.submit(&form, &path, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let mut conn = stage.store.read().await.unwrap();
    let kept = find_draft(&mut conn, ada.id(), &place).await.unwrap();
    assert_eq!(kept.unwrap().words.0.title, "Something else");
}

#[tokio::test(flavor = "multi_thread")]
async fn feeds_and_copies_name_whose_words_an_article_uses_and_its_licence() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let mut convener = stage.signed_in("ada").await;
    let settings = "/c/luthiers/settings/library";
    send(&mut convener, settings, &[("licence", "CC-BY-SA-4.0")]).await;
    let thread = stage.ask(ada, &guild.place, "Which glue?").await;
    let answer = stage.reply(ben, &thread, None, "Hide glue.").await;
    let path = format!("{}/distil", thread.path());
    let form = convener.get(&path).await;
    let tick = format!("use_{}", answer.public_id);
    let fields = [("title", "Glue"), ("body", "Hide."), (tick.as_str(), "on")];
    let made = convener.submit(&form, &path, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);

    let url = Licence::BySa.url().unwrap();
    let mut program = stage.visitor();
    let feed: Value =
        serde_json::from_str(&program.get("/c/luthiers/feed.json").await.body).unwrap();
    let items = feed["items"].as_array().unwrap();
    let article = items.iter().find(|item| item["title"] == "Glue").unwrap();
    let html = article["content_html"].as_str().unwrap();
    assert!(html.contains("@ben@guild.example</a>"), "{html}");
    assert_eq!(article["_license"]["url"], url);
    let atom = program.get("/c/luthiers/feed.atom").await;
    assert!(atom.has("<rights>CC BY-SA 4.0</rights>"), "{}", atom.body);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.tar");
    export_to(stage, &guild.place, &path).await.unwrap();
    let bytes = std::fs::read(path).unwrap();
    let copy = String::from_utf8_lossy(&bytes);
    let source = format!("\"isBasedOn\": \"{}\"", thread.ap_id);
    for part in [
        "with words by <a href",
        "@ben@guild.example</a>",
        source.as_str(),
    ] {
        assert!(copy.contains(part), "{part}");
    }
}
