//! Messages through their pages.

use crate::accounts::tests::browser::Browser;
use crate::app::testing::test_app_with;
use crate::communities::tests::belongs;
use crate::posts::tests::stage::{Stage, refused};
use axum::http::StatusCode;

async fn write(
    browser: &mut Browser,
    to: &str,
    text: &str,
) -> crate::accounts::tests::browser::Answer {
    let path = format!("/messages/{to}");
    let page = browser.get(&path).await;
    browser.submit(&page, &path, &[("body", text)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_talk_and_nobody_else_reads_it() {
    let stage = Stage::new().await;
    for name in ["ada", "ben", "cem"] {
        stage.member(name).await;
    }
    let mut ada = stage.signed_in("ada").await;
    let mut ben = stage.signed_in("ben").await;
    let sent = write(&mut ada, "ben", "Have you *tried* heat?").await;
    assert_eq!(
        (sent.status, sent.location()),
        (StatusCode::SEE_OTHER, "/messages/ben")
    );

    let list = ben.get("/messages").await;
    assert_eq!(list.texts("main .badge"), ["1 new"]);
    let told = ben.get("/notifications").await;
    assert_eq!(told.links("ada wrote to you"), ["/messages/ada"]);
    // Another site that makes the browser ask for it marks nothing as read, nor does a browser that asks
    // for it before somebody opens it.
    for header in [
        ("sec-fetch-site", "cross-site"),
        ("sec-purpose", "prefetch;prerender"),
        ("purpose", "prefetch"),
    ] {
        ben.headers.push((header.0, header.1.to_owned()));
        assert!(ben.get("/messages/ada").await.has("<em>tried</em>"));
        ben.headers.clear();
        let list = ben.get("/messages").await;
        assert_eq!(list.texts("main .badge"), ["1 new"], "{header:?}");
    }
    // The page itself counts them as read already, and so does what told of them.
    let read = ben.get("/messages/ada").await;
    assert!(read.has("<em>tried</em>") && read.texts(".tool-count").is_empty());
    let list = ben.get("/messages").await;
    assert!(list.texts("main .badge").is_empty() && list.texts(".tool-count").is_empty());

    let mut cem = stage.signed_in("cem").await;
    for path in ["/messages", "/messages/ada", "/messages/ben"] {
        assert!(!cem.get(path).await.has("tried"), "{path}");
    }
    let asked = stage.visitor().get("/messages/ada").await;
    assert_eq!(asked.location(), "/login?next=%2Fmessages%2Fada");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_deleted_by_who_wrote_it_after_one_question() {
    let stage = Stage::new().await;
    for name in ["ada", "ben"] {
        stage.member(name).await;
    }
    let mut ada = stage.signed_in("ada").await;
    let mut ben = stage.signed_in("ben").await;
    write(&mut ada, "ben", "Forget this.").await;
    let page = ada.get("/messages/ben").await;
    let delete = page.links("Delete").remove(0);
    let others = delete.replace("/messages/ben/", "/messages/ada/");
    assert_eq!(ben.get(&others).await.status, StatusCode::NOT_FOUND);
    let asks = ada.get(&delete).await;
    assert!(asks.has("Delete this message?") && asks.has("Forget this."));
    assert!(ben.get("/messages/ada").await.has("Forget this."));
    let done = ada.submit(&asks, &delete, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(!ben.get("/messages/ada").await.has("Forget this."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_sent_is_kept_in_the_form() {
    let app = test_app_with(|config| config.rate_limits.writes_per_account = 2).await;
    let stage = Stage::on(app).await;
    for name in ["ada", "ben"] {
        stage.member(name).await;
    }
    let mut ada = stage.signed_in("ada").await;
    let nobody = ada.get("/messages/to?to=zoe").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        (nobody.value("to").as_deref(), nobody.wrong()),
        (Some("zoe"), vec!["to".to_owned()])
    );
    let to = ada.get("/messages/to?to=%40ben").await;
    assert_eq!(to.location(), "/messages/ben");
    let empty = write(&mut ada, "ben", "  ").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        assert_eq!(
            write(&mut ada, "ben", "Hello").await.status,
            StatusCode::SEE_OTHER
        );
    }
    let many = write(&mut ada, "ben", "One too many").await;
    assert_eq!(many.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(many.headers.contains_key("retry-after"));
    assert_eq!(many.value("body").unwrap().trim(), "One too many");
    assert!(
        refused(&many).contains("a lot in a short time"),
        "{}",
        many.body
    );
    // Signed out, the words come back and the conversation does not.
    let page = ada.get("/messages/ben").await;
    ada.cookies.remove("__Host-session");
    let out = ada
        .submit(&page, "/messages/ben", &[("body", "Still here")])
        .await;
    assert_eq!(out.status, StatusCode::UNAUTHORIZED);
    assert_eq!(out.texts("textarea#typed"), ["Still here"]);
    assert!(!out.has("Hello"));
}

#[tokio::test(flavor = "multi_thread")]
async fn long_conversations_come_in_pages_both_ways() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let place = stage.community(&ada, "wood").await;
    belongs(&stage, &place, &ben).await;
    for n in 0..65 {
        super::actions::send(&stage, &ada, ben.id(), &format!("number {n}"))
            .await
            .unwrap();
    }
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/messages/ada").await;
    let texts = page.texts(".talk .prose");
    assert_eq!((texts.len(), texts[29].as_str()), (30, "number 64"));
    let page = browser.get(&page.link("next").unwrap()).await;
    assert_eq!(page.texts(".talk .prose")[0], "number 5");
    let page = browser.get(&page.link("next").unwrap()).await;
    assert_eq!(page.texts(".talk .prose").len(), 5);
    assert_eq!(page.link("next"), None);
    let page = browser.get(&page.link("prev").unwrap()).await;
    assert_eq!(page.texts(".talk .prose")[0], "number 5");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_answered_is_told_to_wait_and_keeps_what_they_typed() {
    let stage = Stage::new().await;
    for name in ["ada", "ben"] {
        stage.member(name).await;
    }
    let mut ada = stage.signed_in("ada").await;
    let opened = ada.get("/messages/ben").await;
    for n in 0..3 {
        let sent = write(&mut ada, "ben", &format!("word {n}")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{n}");
    }
    let typed = [("body", "One too many")];
    let answer = ada.submit(&opened, "/messages/ben", &typed).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.value("body").unwrap().trim(), "One too many");
    let told = refused(&answer);
    assert!(told.contains("They have not answered yet"), "{told}");
    let page = ada.get("/messages/ben").await;
    assert!(page.has("They have not answered yet"));
    assert_eq!(page.value("body"), None, "there is no form");

    let mut ben = stage.signed_in("ben").await;
    write(&mut ben, "ada", "Well?").await;
    let sent = write(&mut ada, "ben", "Well!").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(
        ben.get("/messages/ada").await.texts(".talk .prose").len(),
        5
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_read_written_and_deleted_in_german() {
    let stage = Stage::new().await;
    for name in ["ada", "ben"] {
        stage.member(name).await;
    }
    let mut ada = stage.signed_in("ada").await;
    let mut ben = stage.signed_in("ben").await;
    for browser in [&mut ada, &mut ben] {
        browser.headers = vec![("accept-language", "de".to_owned())];
    }
    let none = ben.get("/messages").await;
    assert!(none.has("Noch keine Nachrichten"), "{}", none.body);
    assert!(none.english().is_empty(), "{:?}", none.english());
    let empty = write(&mut ada, "ben", " ").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.has("Schreib erst etwas."), "{}", empty.body);
    write(&mut ada, "ben", "Hallo!").await;
    let list = ben.get("/messages").await;
    assert_eq!(list.texts("main .badge"), ["1 neu"]);
    assert!(list.english().is_empty(), "{:?}", list.english());
    let page = ada.get("/messages/ben").await;
    assert!(page.has("Markdown geht.") && page.has(">Senden<"));
    assert!(page.english().is_empty(), "{:?}", page.english());
    let delete = page.links("Löschen").remove(0);
    let asks = ada.get(&delete).await;
    assert!(asks.has("Diese Nachricht löschen?"), "{}", asks.body);
    assert!(asks.english().is_empty(), "{:?}", asks.english());
    let nobody = ada.get("/messages/to?to=niemand").await;
    assert!(
        nobody.has("Unter diesem Namen kennen wir niemanden."),
        "{}",
        nobody.body
    );
}
