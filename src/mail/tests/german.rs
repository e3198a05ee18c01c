//! Mails to somebody who chose German, and the pages that stop them.

use super::sink::Sink;
use super::{confirm, point_at, work};
use crate::accounts::actions::ensure_server_actors;
use crate::accounts::tests::browser::Browser;
use crate::app::App;
use crate::app::testing::test_app_with;
use crate::ids::AccountId;
use crate::mail::letters;
use crate::posts::tests::world::World;
use crate::q;
use crate::store::schema::accounts;
use axum::http::StatusCode;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

async fn choose_german(app: &App, account: AccountId) {
    let mut tx = app.store.begin().await.unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::update(accounts::table.find(account))
            .set(accounts::locale.eq("de"))
            .execute(conn)
            .await
            .unwrap()
    });
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_says_all_in_the_language_of_its_reader_and_so_does_the_page_that_stops_it() {
    let sink = Sink::open().await;
    let world = World {
        app: test_app_with(|config| point_at(config, sink.port())).await,
    };
    let app = &world.app;
    ensure_server_actors(app).await.unwrap();
    let ada = world.person("ada").await.id();
    confirm(app, ada).await;
    choose_german(app, ada).await;
    let place = world.community("geigen").await;
    let mut tx = app.store.begin().await.unwrap();
    letters::tell_decision(&mut tx, app, ada, place.id(), true, "Schön!")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    work(app).await;
    let mails = sink.mails();
    let mail = mails.as_slice().first().expect("one mail");
    assert_eq!(
        mail.subject(),
        "Deine Bewerbung bei geigen wurde angenommen"
    );
    for said in [
        "Deine Bewerbung bei geigen wurde angenommen:",
        "> Schön!",
        "Zur Gemeinschaft:",
        "Du bekommst das, weil du dich beworben hast.",
        "Diese Mails abbestellen: https://guild.example/unsubscribe/",
    ] {
        assert!(mail.text().contains(said), "{said}\n{}", mail.text());
    }
    assert!(
        mail.html().contains("<html lang=\"de\" dir=\"ltr\">"),
        "{}",
        mail.html()
    );

    let stop = mail.header("List-Unsubscribe").unwrap();
    let token = stop.trim_end_matches('>').rsplit('/').next().unwrap();
    let path = format!("/unsubscribe/{token}");
    let mut browser = Browser::on_server(app);
    browser.headers = vec![("accept-language", "de".to_owned())];
    let asks = browser.get(&path).await;
    assert_eq!(asks.status, StatusCode::OK, "{}", asks.body);
    assert!(asks.has("Du bekommst eine Mail, wenn über eine Bewerbung von dir entschieden ist"));
    assert!(asks.english().is_empty(), "{:?}", asks.english());
    let done = browser.post(&path, &[]).await;
    assert!(
        done.has("Du bekommst keine solchen Mails mehr"),
        "{}",
        done.body
    );
    assert!(done.english().is_empty(), "{:?}", done.english());
    let cut = browser.get("/unsubscribe/7.answer").await;
    assert_eq!(cut.status, StatusCode::NOT_FOUND);
    assert!(cut.has("Vielleicht wurde er abgeschnitten"), "{}", cut.body);
}
