use super::*;
use crate::accounts::passwords::counting;
use crate::app::testing::{test_app, test_app_with};
use chrono::TimeDelta;

#[tokio::test(flavor = "multi_thread")]
async fn people_sign_in_by_name_or_email_and_out_again() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    for name in ["ada", " Ada ", "ada@mail.example", "ADA@Mail.Example"] {
        let session = sign_in(&app, name, PASSWORD).await.unwrap();
        assert!(is_signed_in(&app, &session).await, "{name}");
    }
    let (signed, session) = signed_in(&app, "ada").await;
    assert_eq!(signed.person.actor.name, "ada");
    actions::sign_out(&app, &signed).await.unwrap();
    assert!(!is_signed_in(&app, &session).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_names_and_wrong_passwords_get_one_answer() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let gone = make(&app, "gone", ServerRole::Member).await;
    actions::delete_account(&app, &Viewer::System, gone.id(), "")
        .await
        .unwrap();
    let long = "x".repeat(10_000);
    let mut answers = Vec::new();
    for name in [
        "ada",
        "bob",
        "gone",
        "bob@mail.example",
        "",
        "desk",
        &long,
        "a\u{0}",
    ] {
        let (answer, hashes) = Box::pin(counting(sign_in(&app, name, "wrong password"))).await;
        assert_eq!(hashes, 1, "one price for all, {name:?} too");
        answers.push(format!("{answer:?}"));
    }
    let first = answers.first().unwrap().clone();
    assert!(first.contains("not right"));
    assert!(answers.iter().all(|a| *a == first), "{answers:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_holds_no_token_and_no_password() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let (_, session) = signed_in(&app, "ada").await;
    assert_eq!(session.token.as_str().len(), 43, "256 bits");
    assert_eq!(session.token.hash().len(), 32);
    assert!(!format!("{session:?}").contains(session.token.as_str()));
    let mut conn = app.store.read().await.unwrap();
    let (login, _) = crate::accounts::queries::logins::login_by_name_or_email(&mut conn, "ada")
        .await
        .unwrap()
        .unwrap();
    assert!(login.password_hash.starts_with("$argon2id$"));
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_end_thirty_days_after_their_last_use() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let (_, used) = signed_in(&app, "ada").await;
    let (_, unused) = signed_in(&app, "ada").await;
    app.clock.advance(TimeDelta::days(29));
    assert!(is_signed_in(&app, &used).await);
    app.clock.advance(TimeDelta::days(1));
    assert!(is_signed_in(&app, &used).await);
    assert!(!is_signed_in(&app, &unused).await);
    app.clock.advance(TimeDelta::days(30));
    assert!(!is_signed_in(&app, &used).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_use_of_a_session_is_noted_once_an_hour() {
    let app = test_app().await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    let (_, session) = signed_in(&app, "ada").await;
    let began = app.now();
    for (minutes, expected) in [(59, 0), (1, 60), (59, 60), (1, 120)] {
        app.clock.advance(TimeDelta::minutes(minutes));
        assert!(is_signed_in(&app, &session).await);
        let sessions = actions::list_sessions(&app, ada.id()).await.unwrap();
        let seen = sessions[0].last_seen_at.since(began);
        assert_eq!(seen, TimeDelta::minutes(expected));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_list_and_end_their_own_sessions_only() {
    let app = test_app().await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    let bob = make(&app, "bob", ServerRole::Member).await;
    let (here, _) = signed_in(&app, "ada").await;
    let (there, there_session) = signed_in(&app, "ada").await;
    let (_, third) = signed_in(&app, "ada").await;
    let listed = actions::list_sessions(&app, ada.id()).await.unwrap();
    assert_eq!(listed.len(), 3);
    assert_eq!(listed[0].user_agent, "Tester/1");
    assert_eq!(listed[0].address, "192.0.2.1");

    let refused = actions::revoke_session(&app, bob.id(), there.session).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    assert!(is_signed_in(&app, &there_session).await);
    actions::revoke_session(&app, ada.id(), there.session)
        .await
        .unwrap();
    assert!(!is_signed_in(&app, &there_session).await);
    assert!(is_signed_in(&app, &third).await);
    assert_eq!(
        actions::revoke_other_sessions(&app, &here).await.unwrap(),
        1
    );
    assert!(!is_signed_in(&app, &third).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_the_other_sessions() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let (_, other) = signed_in(&app, "ada").await;
    let (here, here_session) = signed_in(&app, "ada").await;
    let new = "another fine sentence";
    let refused = actions::change_password(&app, &here, "wrong password", new).await;
    assert_eq!(fields(refused), ["current"]);
    let refused = actions::change_password(&app, &here, PASSWORD, "short").await;
    assert_eq!(fields(refused), ["new"]);
    assert!(is_signed_in(&app, &other).await);

    actions::change_password(&app, &here, PASSWORD, new)
        .await
        .unwrap();
    assert!(is_signed_in(&app, &here_session).await);
    assert!(!is_signed_in(&app, &other).await);
    assert!(sign_in(&app, "ada", PASSWORD).await.is_err());
    assert!(sign_in(&app, "ada", new).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_guessed_ten_times_in_a_quarter_of_an_hour() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    // The owner is signed in at this address.
    signed_in(&app, "ada").await;
    for name in ["ada", "nobody"] {
        for n in 0..10 {
            let from = client(&format!("198.51.100.{n}"));
            let refused = actions::sign_in(&app, &from, name, "wrong password").await;
            assert_eq!(fields(refused), ["password"]);
        }
        let from = client("198.51.100.99");
        let refused = actions::sign_in(&app, &from, name, PASSWORD).await;
        assert!(matches!(refused, Err(Error::TooMany { retry_after: 900 })));
    }
    assert!(
        sign_in(&app, "ada", PASSWORD).await.is_ok(),
        "not locked out"
    );
    app.clock.advance(TimeDelta::minutes(15));
    let from = client("198.51.100.99");
    assert!(actions::sign_in(&app, &from, "ada", PASSWORD).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn even_where_the_owner_is_known_guesses_are_limited() {
    let app = test_app_with(|config| config.rate_limits.sign_in_per_account = 2).await;
    make(&app, "ada", ServerRole::Member).await;
    signed_in(&app, "ada").await;
    for _ in 0..4 {
        assert_eq!(
            fields(sign_in(&app, "ada", "wrong password").await),
            ["password"]
        );
    }
    let refused = sign_in(&app, "ada", PASSWORD).await;
    assert!(matches!(refused, Err(Error::TooMany { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_guesses_thirty_times_over_all_names() {
    let app = test_app_with(|config| config.rate_limits.sign_in_per_address = 3).await;
    make(&app, "ada", ServerRole::Member).await;
    for n in 0..3 {
        let refused = sign_in(&app, &format!("name{n}"), "wrong password").await;
        assert_eq!(fields(refused), ["password"]);
    }
    let refused = sign_in(&app, "ada", PASSWORD).await;
    assert!(matches!(refused, Err(Error::TooMany { .. })));
    let from = client("192.0.2.2");
    assert!(actions::sign_in(&app, &from, "ada", PASSWORD).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn right_passwords_use_up_no_tries() {
    let app = test_app_with(|config| config.rate_limits.sign_in_per_account = 2).await;
    make(&app, "ada", ServerRole::Member).await;
    for _ in 0..5 {
        sign_in(&app, "ada", PASSWORD).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_can_be_turned_off() {
    let app = test_app_with(|config| {
        config.rate_limits.enabled = false;
        config.rate_limits.sign_in_per_account = 1;
    })
    .await;
    make(&app, "ada", ServerRole::Member).await;
    for _ in 0..3 {
        assert!(sign_in(&app, "ada", "wrong password").await.is_err());
    }
    assert!(sign_in(&app, "ada", PASSWORD).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_guesses_do_not_share_a_try() {
    let app = test_app_with(|config| config.rate_limits.sign_in_per_account = 3).await;
    make(&app, "ada", ServerRole::Member).await;
    let guesses = (0..12).map(|_| {
        let app = app.app.clone();
        tokio::spawn(async move { sign_in(&app, "ada", "wrong password").await })
    });
    let mut hashed = 0;
    for guess in futures_util::future::join_all(guesses).await {
        match guess.unwrap() {
            Err(Error::Invalid(_)) => hashed += 1,
            Err(Error::TooMany { .. }) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(hashed, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_and_an_email_address_of_one_account_share_their_tries() {
    let app = test_app_with(|config| config.rate_limits.sign_in_per_account = 4).await;
    make(&app, "ada", ServerRole::Member).await;
    let names = ["ada", "ada@mail.example", "ADA", " Ada@Mail.Example "];
    for (n, name) in names.iter().enumerate() {
        let from = client(&format!("198.51.100.{n}"));
        let refused = actions::sign_in(&app, &from, name, "wrong password").await;
        assert_eq!(fields(refused), ["password"], "{name}");
    }
    for name in names {
        let from = client("198.51.100.99");
        let refused = actions::sign_in(&app, &from, name, PASSWORD).await;
        assert!(matches!(refused, Err(Error::TooMany { .. })), "{name}");
    }
}
