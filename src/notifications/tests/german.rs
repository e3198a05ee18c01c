//! Notices in German.

use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::tests::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn notices_are_told_in_german_to_whom_the_browser_asks_for_it() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "geigen").await;
    let mut browser = stage.signed_in("ada").await;
    browser.headers = vec![("accept-language", "de".to_owned())];
    let none = browser.get("/notifications").await;
    assert!(none.has("Noch nichts"), "{}", none.body);
    assert!(none.english().is_empty(), "{:?}", none.english());

    let question = stage.ask(&ada, &place, "Welcher Leim?").await;
    stage.reply(&ben, &question, None, "Knochenleim.").await;
    let mut tx = stage.app.store.begin().await.unwrap();
    for kind in [NoticeKind::Report, NoticeKind::StillRight] {
        let notice = NewNotice {
            recipient: ada.id(),
            kind,
            cause: kind.as_str(),
            by: Some(ben.actor.id),
            community: None,
            post: None,
            comment: None,
        };
        notify(&mut tx, &stage.app, &notice).await.unwrap();
    }
    tx.commit().await.unwrap();
    let told = browser.get("/notifications").await;
    for said in [
        "<h1>Hinweise</h1>",
        "ben hat deine Frage beantwortet",
        "ben hat etwas gemeldet",
        "Als gelesen markieren",
        "Alle als gelesen markieren",
        "gerade eben",
    ] {
        assert!(told.has(said), "{said}\n{}", told.body);
    }
    assert!(told.english().is_empty(), "{:?}", told.english());
    let gone = browser.get("/notifications/123456").await;
    assert!(gone.has("Diesen Hinweis gibt es nicht."), "{}", gone.body);
}
