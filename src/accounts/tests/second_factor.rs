//! Codes of an app besides the password (safety.md where they are turned on).

use super::browser::Browser;
use super::*;
use crate::accounts::queries::second_factors::{count_recovery_codes, second_factor};
use crate::accounts::tokens::Token;
use crate::accounts::totp;
use crate::app::testing::{TestApp, test_app, test_app_with};
use axum::http::StatusCode;
use chrono::TimeDelta;

const SIGN_IN: &[(&str, &str)] = &[("name", "ada"), ("password", PASSWORD)];
const OWN: &str = "192.0.2.1";
const OTHER: &str = "198.51.100.1";

/// What ada's app knows.
async fn secret(app: &App, ada: &Person) -> Vec<u8> {
    let mut conn = app.store.read().await.unwrap();
    let factor = second_factor(&mut conn, ada.id()).await.unwrap();
    factor.unwrap().secret
}

/// The code of ada's app, half a minute later than the last one.
async fn next_code(app: &TestApp, ada: &Person) -> String {
    app.clock.advance(TimeDelta::seconds(30));
    totp::code_at(&secret(app, ada).await, app.now())
}

/// ada, who signs in with a code, too, and her recovery codes. She is signed in at her own address.
async fn coded(app: &TestApp) -> (Person, Vec<String>) {
    let ada = make(app, "ada", ServerRole::Member).await;
    let (signed, _) = signed_in(app, "ada").await;
    actions::begin_codes(app, &signed, PASSWORD).await.unwrap();
    let code = next_code(app, &ada).await;
    let codes = actions::confirm_codes(app, &signed, &code).await.unwrap();
    (ada, codes)
}

/// The step that the password leads to.
async fn step(app: &App, from: &str) -> Token {
    let entry = actions::sign_in(app, &client(from), "ada", PASSWORD).await;
    match entry.unwrap() {
        Entry::Code(step) => step,
        Entry::Session(_) => panic!("no code was asked for"),
    }
}

async fn show(app: &App, from: &str, step: &Token, code: &str) -> Result<NewSession> {
    actions::show_code(app, &client(from), step, code).await
}

async fn enters(app: &TestApp) -> Browser {
    let mut browser = Browser::new(app);
    let answer = browser.fill_in("/login", SIGN_IN).await;
    assert_eq!(answer.location(), "/", "{}", answer.body);
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_code_the_password_opens_nothing() {
    let app = test_app().await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    let mut here = enters(&app).await;
    let mut there = enters(&app).await;
    let refused = here
        .fill_in("/settings/codes", &[("password", "wrong password")])
        .await;
    assert_eq!(refused.wrong(), ["password"]);
    let begun = here
        .fill_in("/settings/codes", &[("password", PASSWORD)])
        .await;
    assert_eq!(begun.location(), "/settings/codes");
    let page = here.get("/settings/codes").await;
    assert!(page.has("otpauth://totp/guild.example:ada?secret="));
    enters(&app).await;

    let confirm = "/settings/codes/confirm";
    let refused = here.submit(&page, confirm, &[("code", "000000x")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["code"]);
    let code = next_code(&app, &ada).await;
    let shown = here.submit(&page, confirm, &[("code", &code)]).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert_eq!(shown.texts("main li code").len(), totp::RECOVERIES);
    assert_eq!(here.get("/settings").await.status, StatusCode::OK);
    let asked = there.get("/settings").await;
    assert!(asked.location().starts_with("/login"), "signed out there");
    let later = here.get("/settings/codes").await;
    assert!(later.texts("main li code").is_empty(), "shown once");

    let ended = there.session().cloned();
    let answer = there.fill_in("/login?next=/settings", SIGN_IN).await;
    assert_eq!(answer.location(), "/login/code?next=%2Fsettings");
    assert_eq!(there.session(), ended.as_ref(), "no session yet");
    let asked = there.get("/settings").await;
    assert!(asked.location().starts_with("/login"));
    for wrong in ["", "123", "000000", PASSWORD] {
        let path = "/login/code?next=/settings";
        let refused = there.fill_in(path, &[("code", wrong)]).await;
        assert_eq!(refused.wrong(), ["code"], "{wrong:?}");
        assert_eq!(there.session(), ended.as_ref());
    }
    let code = next_code(&app, &ada).await;
    let (one, other) = code.split_at(3);
    let spaced = format!(" {one} {other}");
    let answer = there
        .fill_in("/login/code?next=/settings", &[("code", &spaced)])
        .await;
    assert_eq!(answer.location(), "/settings", "{}", answer.body);
    assert_eq!(there.get("/settings").await.status, StatusCode::OK);
    assert!(!there.cookies.contains_key("__Host-step"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_taken_once() {
    let app = test_app().await;
    let (ada, recovery) = coded(&app).await;
    let first = totp::code_at(&secret(&app, &ada).await, app.now());
    let entry = step(&app, OWN).await;
    let again = show(&app, OWN, &entry, &first).await;
    assert_eq!(fields(again), ["code"], "the one that turned codes on");
    let code = next_code(&app, &ada).await;
    show(&app, OWN, &entry, &code).await.unwrap();
    let entry = step(&app, OWN).await;
    assert_eq!(fields(show(&app, OWN, &entry, &code).await), ["code"]);

    let spare = recovery[0].to_uppercase().replace('-', " ");
    show(&app, OWN, &entry, &spare).await.unwrap();
    let entry = step(&app, OWN).await;
    for code in [&recovery[0], &spare] {
        assert_eq!(fields(show(&app, OWN, &entry, code).await), ["code"]);
    }
    show(&app, OWN, &entry, &recovery[1]).await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    let left = count_recovery_codes(&mut conn, ada.id()).await.unwrap();
    assert_eq!(left, 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_with_one_code_only_one_gets_in() {
    let app = test_app().await;
    let (ada, _) = coded(&app).await;
    let (one, other) = (step(&app, OWN).await, step(&app, OTHER).await);
    let code = next_code(&app, &ada).await;
    let both = tokio::join!(
        show(&app, OWN, &one, &code),
        show(&app, OTHER, &other, &code)
    );
    let got_in = [both.0.is_ok(), both.1.is_ok()];
    assert_eq!(got_in.iter().filter(|ok| **ok).count(), 1, "{got_in:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_guessed_as_often_as_passwords() {
    let app = test_app_with(|config| config.rate_limits.sign_in_per_account = 3).await;
    let (ada, _) = coded(&app).await;
    let entry = step(&app, OTHER).await;
    for _ in 0..3 {
        let refused = show(&app, OTHER, &entry, "000000").await;
        assert_eq!(fields(refused), ["code"]);
    }
    let code = next_code(&app, &ada).await;
    let refused = show(&app, OTHER, &entry, &code).await;
    assert!(matches!(refused, Err(Error::TooMany { .. })), "{refused:?}");
    let own = step(&app, OWN).await;
    show(&app, OWN, &own, &code).await.unwrap();

    // Passwords that lead to a code only count as tries, or steps would be had without end.
    step(&app, OTHER).await;
    let refused = actions::sign_in(&app, &client(OTHER), "ada", PASSWORD).await;
    assert!(matches!(refused, Err(Error::TooMany { .. })), "{refused:?}");
    app.clock.advance(TimeDelta::minutes(15));
    let entry = step(&app, OTHER).await;
    let code = next_code(&app, &ada).await;
    assert!(show(&app, OTHER, &entry, &code).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_step_between_password_and_code_is_short() {
    let app = test_app().await;
    let (ada, _) = coded(&app).await;
    let mut browser = Browser::new(&app);
    browser.fill_in("/login", SIGN_IN).await;
    app.clock.advance(TimeDelta::seconds(270));
    assert_eq!(browser.get("/login/code").await.status, StatusCode::OK);
    app.clock.advance(TimeDelta::seconds(31));
    let over = browser.get("/login/code?next=/settings").await;
    assert_eq!(over.location(), "/login?next=%2Fsettings");
    assert!(browser.get("/login").await.has("That took too long"));

    let entry = step(&app, OWN).await;
    app.clock.advance(TimeDelta::minutes(5));
    let code = next_code(&app, &ada).await;
    let refused = show(&app, OWN, &entry, &code).await;
    assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    let used = step(&app, OWN).await;
    show(&app, OWN, &used, &code).await.unwrap();
    let code = next_code(&app, &ada).await;
    let refused = show(&app, OWN, &used, &code).await;
    assert!(matches!(refused, Err(Error::NotFound(_))), "it works once");

    let entry = step(&app, OWN).await;
    let new = "another fine sentence";
    actions::set_password(&app, &Viewer::System, ada.id(), new)
        .await
        .unwrap();
    let refused = show(&app, OWN, &entry, &code).await;
    assert!(
        matches!(refused, Err(Error::NotFound(_))),
        "it ends with the password"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_for_a_new_password_does_not_go_around_the_code() {
    let app = test_app().await;
    let (ada, _) = coded(&app).await;
    let link = actions::make_password_link(&app, &Viewer::System, ada.id())
        .await
        .unwrap();
    let link = link.replace("https://guild.example", "");
    let mut browser = Browser::new(&app);
    let new = [("new", "another fine sentence")];
    let answer = browser.fill_in(&link, &new).await;
    assert_eq!(answer.location(), "/login/code");
    assert!(browser.session().is_none());
    let asked = browser.get("/settings").await;
    assert!(asked.location().starts_with("/login"));
    let code = next_code(&app, &ada).await;
    let answer = browser.fill_in("/login/code", &[("code", &code)]).await;
    assert_eq!(answer.location(), "/");
    assert_eq!(browser.get("/settings").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_turned_off_with_the_password_and_a_code_only() {
    let app = test_app().await;
    let (ada, recovery) = coded(&app).await;
    let mut browser = Browser::new(&app);
    browser.fill_in("/login", SIGN_IN).await;
    let spare = [("code", recovery[0].as_str())];
    browser.fill_in("/login/code", &spare).await;
    let (end, renew) = ("/settings/codes/end", "/settings/codes/recovery");
    let csrf = browser.get("/settings/codes").await.value("csrf").unwrap();
    let code = next_code(&app, &ada).await;
    for path in [end, renew] {
        for (password, code, wrong) in [
            (PASSWORD, "", "code"),
            (PASSWORD, recovery[0].as_str(), "code"),
            ("", code.as_str(), "password"),
            ("wrong password", code.as_str(), "password"),
        ] {
            let fields = [("csrf", &*csrf), ("password", password), ("code", code)];
            let refused = browser.post(path, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.wrong(), [wrong], "{path} {code}");
        }
    }
    let fields = [
        ("csrf", &*csrf),
        ("password", PASSWORD),
        ("code", code.as_str()),
    ];
    let shown = browser.post(renew, &fields).await;
    let codes = shown.texts("main li code");
    assert_eq!(codes.len(), totp::RECOVERIES);
    assert!(!codes.contains(&recovery[1]), "the others work no more");
    assert_eq!(browser.post(end, &fields).await.wrong(), ["code"], "taken");
    let fields = [
        ("csrf", &*csrf),
        ("password", PASSWORD),
        ("code", codes[3].as_str()),
    ];
    assert_eq!(
        browser.post(end, &fields).await.location(),
        "/settings/codes"
    );
    enters(&app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_take_codes_off_for_who_has_lost_the_app() {
    let app = test_app().await;
    let (ada, _) = coded(&app).await;
    let ben = make(&app, "ben", ServerRole::Member).await;
    let by = Viewer::Account {
        id: ben.id(),
        admin: false,
    };
    let refused = actions::take_codes_off(&app, &by, ada.id()).await;
    assert!(matches!(refused, Err(Error::Refused(_))));
    let entry = step(&app, OWN).await;
    let code = next_code(&app, &ada).await;
    actions::take_codes_off(&app, &Viewer::System, ada.id())
        .await
        .unwrap();
    let refused = show(&app, OWN, &entry, &code).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    assert!(sign_in(&app, "ada", PASSWORD).await.is_ok());
}
