//! Getting an account: by an application, with an address of a domain that is taken, by a sum (safety.md A-16).

use super::*;
use crate::accounts::challenge::solve;
use crate::accounts::model::{AccountApplication, AccountApplicationId, Viewer};
use crate::accounts::queries::applications::list_applications;
use crate::accounts::settings::{
    EntranceForm, Registration, SettingsForm, change, change_entrance,
};
use crate::communities::tests::started;
use scraper::{Html, Selector};

const LIST: &str = "/admin/applications";

async fn takes(app: &App, registration: Registration) {
    let form = SettingsForm {
        site_name: "Guild".into(),
        registration: registration.to_string(),
        community_creation: "everyone".into(),
        ..SettingsForm::default()
    };
    change(app, &Viewer::System, &form).await.unwrap();
}

async fn asks_for_a_sum(app: &App) {
    let form = EntranceForm {
        sum: "on".into(),
        ..EntranceForm::default()
    };
    change_entrance(app, &Viewer::System, &form).await.unwrap();
}

fn visitor(app: &App) -> Browser {
    Browser::with(app, routes())
}

fn typed<'a>(name: &'a str, email: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![("name", name), ("email", email), ("password", PASSWORD)]
}

async fn waiting(app: &App) -> Vec<AccountApplication> {
    let mut conn = app.store.read().await.unwrap();
    list_applications(&mut conn, AccountApplicationId(0), 10)
        .await
        .unwrap()
}

async fn signs_in(app: &App, name: &str) -> bool {
    let fields = [("name", name), ("password", PASSWORD)];
    let answer = visitor(app).fill_in("/login", &fields).await;
    answer.status == StatusCode::SEE_OTHER
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_there_once_the_application_is_approved() {
    let app = started().await;
    takes(&app, Registration::Applied).await;
    let mut olga = office(&app).await;
    let mut lia = visitor(&app);
    assert!(lia.get("/register").await.has("An administrator decides"));
    let mut fields = typed("lia", "lia@mail.example");
    let refused = lia.fill_in("/register", &fields).await;
    assert_eq!(refused.wrong(), ["words"]);
    fields.push(("words", "I bend <b>wood</b>."));
    let answer = lia.fill_in("/register", &fields).await;
    assert_eq!(answer.location(), "/", "{}", answer.body);
    assert!(lia.session().is_none());
    assert!(!signs_in(&app, "lia").await);
    let mut other = typed("lia", "other@mail.example");
    other.push(("words", "Me, too."));
    let refused = visitor(&app).fill_in("/register", &other).await;
    assert_eq!(refused.wrong(), ["name"]);
    let mut other = typed("cem", "cem@mail.example");
    other.push(("words", "Buy pills!"));
    visitor(&app).fill_in("/register", &other).await;

    assert!(olga.get("/admin").await.has("2 applications to decide"));
    let list = olga.get(LIST).await;
    assert!(
        list.has("I bend &#60;b&#62;wood&#60;/b&#62;."),
        "{}",
        list.body
    );
    let rows = waiting(&app).await;
    assert!(!rows[0].password_hash.contains(PASSWORD));
    let approve = format!("{LIST}/{}/approve", rows[0].id);
    let decline = format!("{LIST}/{}/decline", rows[1].id);
    let answer = press(&mut olga, LIST, &approve, &[]).await;
    assert_eq!(answer.location(), LIST);
    let csrf = list.value("csrf").unwrap();
    let again = olga.post(&approve, &[("csrf", &csrf)]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "decided once");
    assert!(signs_in(&app, "lia").await);

    let words = [("words", "Not here.")];
    press(&mut olga, LIST, &decline, &words).await;
    assert!(!signs_in(&app, "cem").await);
    assert!(waiting(&app).await.is_empty());
    finish(&app).await;
    let mails = olga.get("/admin/mails").await;
    for name in ["lia", "cem@mail.example"] {
        assert!(mails.has(name), "{name}: {}", mails.body);
    }

    takes(&app, Registration::Closed).await;
    let page = visitor(&app).get("/register").await;
    assert!(page.value("name").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_of_domains_that_the_server_takes() {
    let app = started().await;
    takes(&app, Registration::Open).await;
    let mut olga = office(&app).await;
    let path = "/admin/entrance";
    let wrong = [
        ("sum", "maybe"),
        ("allowed", "a domain!"),
        ("denied", "-x-"),
    ];
    let refused = olga.fill_in(path, &wrong).await;
    assert_eq!(refused.wrong(), ["sum", "allowed", "denied"]);
    let fields = [
        ("sum", "off"),
        ("allowed", "Guild.Example, *.mail.example\n@mail.example"),
        ("denied", "old.mail.example"),
    ];
    assert_eq!(olga.fill_in(path, &fields).await.location(), path);
    let page = olga.get(path).await;
    let kept = page.value("allowed").unwrap();
    assert_eq!(kept.trim(), "guild.example\nmail.example");

    for address in [
        "ada@spam.test",
        "ada@old.mail.example",
        "ada@notmail.example",
    ] {
        let refused = visitor(&app)
            .fill_in("/register", &typed("ada", address))
            .await;
        assert_eq!(refused.wrong(), ["email"], "{address}");
    }
    let mut ada = visitor(&app);
    let answer = ada
        .fill_in("/register", &typed("ada", "ada@new.mail.example"))
        .await;
    assert_eq!(answer.location(), "/", "{}", answer.body);
    let csrf = ada.get("/settings").await.value("csrf").unwrap();
    let other = [
        ("csrf", csrf.as_str()),
        ("email", "ada@spam.test"),
        ("password", PASSWORD),
    ];
    let refused = ada.post("/settings/mail/address", &other).await;
    assert_eq!(refused.wrong(), ["email"], "not afterwards, either");

    let new = [
        ("name", "bo"),
        ("email", "bo@spam.test"),
        ("role", "member"),
    ];
    let made = olga.fill_in("/admin/accounts/new", &new).await;
    assert_eq!(
        made.status,
        StatusCode::OK,
        "administrators know whom they take"
    );
}

/// The sum that the page asks for.
fn sum(page: &Answer) -> String {
    let page = Html::parse_document(&page.body);
    let form = Selector::parse("form[data-sum]").unwrap();
    let form = page.select(&form).next().unwrap();
    form.attr("data-sum").unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn browsers_do_a_sum_or_their_people_apply() {
    let app = started().await;
    takes(&app, Registration::Open).await;
    asks_for_a_sum(&app).await;
    let mut ada = visitor(&app);
    let page = ada.get("/register").await;
    let csrf = page.value("csrf").unwrap();
    let solved = solve(&sum(&page));
    let with = |name: &'static str, email: &'static str, answer: &str, words: &str| {
        let mut fields: Vec<(String, String)> = typed(name, email)
            .into_iter()
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .collect();
        for (field, value) in [("csrf", &*csrf), ("altcha", answer), ("words", words)] {
            fields.push((field.to_owned(), value.to_owned()));
        }
        fields
    };
    async fn send(browser: &mut Browser, fields: &[(String, String)]) -> Answer {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        browser.post("/register", &fields).await
    }

    for answer in ["", "e30=", "not a sum"] {
        let refused = send(&mut ada, &with("ada", "ada@mail.example", answer, " ")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.wrong(), ["words"], "{answer}");
        assert_ne!(sum(&refused), sum(&page), "a new one");
    }
    assert!(!signs_in(&app, "ada").await);
    let words = with("lia", "lia@mail.example", "", "My browser is old.");
    let answer = send(&mut ada, &words).await;
    assert_eq!(answer.location(), "/", "{}", answer.body);
    assert_eq!(waiting(&app).await.len(), 1);
    assert!(ada.session().is_none());

    let right = with("ada", "ada@mail.example", &solved, "");
    let mut other = visitor(&app);
    other.cookies.clone_from(&ada.cookies);
    let answer = send(&mut ada, &right).await;
    assert_eq!(answer.location(), "/", "{}", answer.body);
    assert!(ada.session().is_some());
    let again = with("ben", "ben@mail.example", &solved, "");
    let refused = send(&mut other, &again).await;
    assert_eq!(refused.wrong(), ["words"], "each counts once");
    assert!(!signs_in(&app, "ben").await);
    app.clock.advance(chrono::TimeDelta::minutes(31));
    let late = solve(&sum(&page));
    let refused = send(&mut other, &with("ben", "ben@mail.example", &late, "")).await;
    assert_eq!(refused.wrong(), ["words"], "too late");
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_fill_in_everything_get_no_account() {
    let app = started().await;
    takes(&app, Registration::Open).await;
    let page = visitor(&app).get("/register").await;
    let hidden = "aria-hidden=\"true\"><label for=\"website\">";
    assert!(page.has(hidden), "{}", page.body);
    let mut fields = typed("ada", "ada@mail.example");
    fields.push(("website", "https://pills.example"));
    for registration in [Registration::Open, Registration::Applied] {
        takes(&app, registration).await;
        fields.push(("words", "Pills"));
        let refused = visitor(&app).fill_in("/register", &fields).await;
        assert_eq!(refused.wrong(), ["name"], "{registration}");
        fields.pop();
    }
    assert!(!signs_in(&app, "ada").await);
    assert!(waiting(&app).await.is_empty());
    takes(&app, Registration::Open).await;
    fields.pop();
    let answer = visitor(&app).fill_in("/register", &fields).await;
    assert_eq!(answer.location(), "/");
}
