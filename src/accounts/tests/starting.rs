use super::browser::Browser;
use super::*;
use crate::accounts::model::LinkPurpose;
use crate::accounts::queries;
use crate::accounts::setup::{self, Start};
use crate::accounts::tokens::Token;
use crate::activitypub::actors::{ActorKind, local_actor_by_name};
use crate::activitypub::ids::Local;
use crate::app::testing::{test_app, test_app_with};
use crate::app::{Parts, Wake};
use crate::ids::INSTANCE;
use crate::mail::mailer::Mailer;
use crate::mail::model::MailKind;
use crate::mail::unsubscribe;
use chrono::TimeDelta;
use std::sync::Arc;

async fn link(app: &App) -> Token {
    match setup::prepare(app).await.unwrap() {
        Start::NeedsAdmin { link } => {
            let token = link.strip_prefix("https://guild.example/setup/");
            Token::given(token.unwrap())
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_makes_the_servers_own_accounts_once() {
    let app = test_app().await;
    setup::prepare(&app).await.unwrap();
    setup::prepare(&app).await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    let instance = queries::find_person(&mut conn, INSTANCE).await.unwrap();
    assert_eq!(instance.actor.ap_id, "https://guild.example/");
    assert_eq!(instance.actor.kind, ActorKind::Application);
    assert_eq!(instance.actor.name, "guild.example");
    assert_eq!(instance.actor.inbox_url, "https://guild.example/inbox");
    let key_id = instance.actor.key_id.as_deref();
    assert_eq!(key_id, Some("https://guild.example/#main-key"));
    let desk = local_actor_by_name(&mut conn, "desk").await.unwrap();
    assert_eq!(desk.unwrap().kind, ActorKind::Service);
    drop(conn);
    let ada = make(&app, "ada", ServerRole::Member).await;
    assert!(ada.id() > INSTANCE);
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_start_together_make_them_once() {
    let app = test_app().await;
    let starts = (0..3).map(|_| {
        let app = app.app.clone();
        tokio::spawn(async move { setup::prepare(&app).await })
    });
    for start in futures_util::future::join_all(starts).await {
        start.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_configuration_can_name_the_first_administrator() {
    let app = test_app_with(|config| {
        config.setup.admin_name = "ada".into();
        config.setup.admin_password = PASSWORD.into();
    })
    .await;
    let start = setup::prepare(&app).await.unwrap();
    assert_eq!(start, Start::AdminMade("ada".into()));
    assert_eq!(setup::prepare(&app).await.unwrap(), Start::Ready);
    assert_eq!(signed_in(&app, "ada").await.0.role, ServerRole::Owner);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_configuration_makes_nobody_where_there_are_accounts() {
    let app = test_app_with(|config| {
        config.setup.admin_name = "ada".into();
        config.setup.admin_password = PASSWORD.into();
    })
    .await;
    make(&app, "bob", ServerRole::Member).await;
    let start = setup::prepare(&app).await.unwrap();
    assert!(matches!(start, Start::NeedsAdmin { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_set_up_link_makes_one_administrator() {
    let app = test_app().await;
    let (first, second) = (link(&app).await, link(&app).await);
    let refused = actions::make_first_admin(&app, &Token::given("x"), &new_account("eve")).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    let bad = new_account("inbox");
    assert_eq!(
        fields(actions::make_first_admin(&app, &first, &bad).await),
        ["name"]
    );
    assert!(setup::link_works(&app, &first).await.unwrap());
    actions::make_first_admin(&app, &first, &new_account("ada"))
        .await
        .unwrap();
    assert_eq!(signed_in(&app, "ada").await.0.role, ServerRole::Owner);
    for used in [&first, &second] {
        let refused = actions::make_first_admin(&app, used, &new_account("eve")).await;
        assert!(matches!(refused, Err(Error::NotFound(_))));
    }
    assert_eq!(setup::prepare(&app).await.unwrap(), Start::Ready);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_open_the_link_at_once_one_becomes_administrator() {
    let app = test_app().await;
    let token = link(&app).await;
    let tries = ["ada", "bob", "eve"].map(|name| {
        let (app, token) = (app.app.clone(), token.clone());
        tokio::spawn(
            async move { actions::make_first_admin(&app, &token, &new_account(name)).await },
        )
    });
    let results = futures_util::future::join_all(tries).await;
    let made = results.into_iter().filter(|r| r.as_ref().unwrap().is_ok());
    assert_eq!(made.count(), 1);
}

/// The path of a link that confirms the address of an account.
async fn confirming(app: &App, account: &Person) -> String {
    let (token, now) = (Token::mint(app), app.now());
    let expires = now.plus(TimeDelta::days(7));
    let (hash, to) = (token.hash(), Some("ada@mail.example"));
    let (purpose, owner) = (LinkPurpose::Verify, Some(account.id()));
    let mut tx = app.store.begin().await.unwrap();
    queries::logins::insert_link(&mut tx, &hash, purpose, owner, to, now, expires)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    format!("/verify/{}", token.as_str())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_site_learns_of_a_link_that_works_once() {
    let app = test_app_with(|config| {
        config.server.source_url = "https://source.example/guildhall".into();
    })
    .await;
    let setup = format!("/setup/{}", link(&app).await.as_str());
    let ada = make(&app, "ada", ServerRole::Member).await;
    let chosen = actions::make_password_link(&app, &Viewer::System, ada.id())
        .await
        .unwrap();
    let chosen = chosen.strip_prefix("https://guild.example").unwrap();
    let verify = confirming(&app, &ada).await;
    let stop = unsubscribe::address(&app, ada.id(), MailKind::Answer).await;
    let stop = stop.unwrap();
    let stop = stop.strip_prefix("https://guild.example").unwrap();
    for path in [setup.as_str(), chosen, &verify, stop] {
        let token = path.rsplit('/').next().unwrap();
        let mut browser = Browser::on_server(&app);
        let page = browser.get(path).await;
        assert_eq!(page.status, axum::http::StatusCode::OK, "{path}");
        // Where somebody goes from here, and what the page loads, is not told where they were.
        assert_eq!(page.headers["referrer-policy"], "same-origin");
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'self'"), "{policy}");
        let elsewhere = page.body.split('"').filter(|part| part.contains("://"));
        for address in elsewhere {
            assert!(!address.contains(token), "{address}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_set_up_link_lasts_seven_days() {
    let app = test_app().await;
    let token = link(&app).await;
    app.clock.advance(TimeDelta::days(7));
    assert!(!setup::link_works(&app, &token).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_address_is_refused_with_both_named() {
    let app = test_app().await;
    setup::prepare(&app).await.unwrap();
    settings::refuse_other_host(&app).await.unwrap();
    let moved = App::new(Parts {
        config: app.app.config.clone(),
        store: app.store.clone(),
        local: Local::new("https://other.example".parse().unwrap()),
        http: Arc::clone(&app.app.http),
        mailer: Mailer::new(&app.app.config).unwrap(),
        clock: Box::new(app.clock.clone()),
        chance: Box::new(crate::app::SystemChance),
        wake: Wake::default(),
        rush: Default::default(),
        key_ring: Default::default(),
        reach: Default::default(),
        joining: Default::default(),
        pictures: Default::default(),
        screens: Default::default(),
        door: Default::default(),
        languages: app.app.languages.clone(),
    });
    for refused in [
        settings::refuse_other_host(&moved).await,
        setup::prepare(&moved).await.map(|_| ()),
    ] {
        let message = refused.unwrap_err().to_string();
        assert!(message.contains("https://guild.example/"), "{message}");
        assert!(message.contains("https://other.example/"), "{message}");
    }
}
