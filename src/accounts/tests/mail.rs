//! Addresses that are confirmed, passwords that were forgotten, and mails that nobody wants any more, with
//! a mail server on loopback.

use super::browser::{Answer, Browser};
use super::*;
use crate::accounts::model::{Addresses, LinkPurpose};
use crate::accounts::queries::logins;
use crate::accounts::tokens::Token;
use crate::app::testing::{TestApp, test_app, test_app_with};
use crate::mail::actions::decline;
use crate::mail::model::{MailKind, MailState};
use crate::mail::queries::list_declined;
use crate::mail::tests::sink::{Received, Sink};
use crate::mail::tests::{all_mails, confirm, point_at, with_mail, work};
use crate::mail::unsubscribe;
use axum::http::StatusCode;
use chrono::TimeDelta;

const NEW: &str = "another fine sentence";

async fn register(app: &App, name: &str, email: &str) -> Result<Person> {
    let new = NewAccount {
        email: email.into(),
        ..new_account(name)
    };
    actions::register(app, &client("192.0.2.1"), &new, None).await
}

async fn addresses(app: &App, person: &Person) -> Addresses {
    actions::find_addresses(app, person.id()).await.unwrap()
}

/// The path of the link in a mail.
fn path(mail: &Received, part: &str) -> String {
    let link = mail.link(part);
    let path = link.strip_prefix("https://guild.example");
    path.unwrap_or_else(|| panic!("{link} is not ours"))
        .to_owned()
}

/// All mails so far, once everything that is due is done.
async fn mails(app: &TestApp, sink: &Sink) -> Vec<Received> {
    work(app).await;
    sink.mails()
}

async fn forget(browser: &mut Browser, email: &str) -> Answer {
    browser.fill_in("/forgot", &[("email", email)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_registers_confirms_the_address_before_it_is_theirs() {
    let (app, sink) = with_mail().await;
    open_registration(&app).await;
    let mut browser = Browser::new(&app);
    let fields = [
        ("name", "ada"),
        ("email", "Ada@mail.example"),
        ("password", PASSWORD),
    ];
    let answer = browser.fill_in("/register", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let welcome = browser.get("/settings").await;
    assert!(welcome.has("is on its way to Ada@mail.example"));
    assert!(!welcome.has("within the hour"), "{}", welcome.body);
    let by_mail = sign_in(&app, "ada@mail.example", PASSWORD).await;
    assert_eq!(fields_of(by_mail), ["password"]);

    let sent = mails(&app, &sink).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].to, ["ada@mail.example"]);
    assert_eq!(sent[0].header("List-Unsubscribe"), None);
    let link = path(&sent[0], "/verify/");
    // Programs that look at mails follow links.
    let mut anybody = Browser::new(&app);
    let page = anybody.get(&link).await;
    assert!(page.has("ada@mail.example") && page.has("ada"));
    let settings = browser.get("/settings/mail").await;
    assert!(settings.has("have not confirmed it"), "{}", settings.body);
    assert!(settings.has("the link that was sent there") && settings.has("Send the link again"));
    let confirmed = anybody.submit(&page, &link, &[]).await;
    assert_eq!(confirmed.location(), "/login", "{}", confirmed.body);
    let settings = browser.get("/settings/mail").await;
    assert!(settings.has("It is confirmed"));
    sign_in(&app, "ada@mail.example", PASSWORD).await.unwrap();
    assert_eq!(anybody.get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn confirming_an_address_leads_back_to_where_one_was() {
    let (app, sink) = with_mail().await;
    open_registration(&app).await;
    // From the page for joining, by making an account.
    let mut browser = Browser::new(&app);
    let form = [
        ("name", "ada"),
        ("email", "ada@mail.example"),
        ("password", PASSWORD),
    ];
    let page = "/register?next=%2Fc%2Frust%2Fjoin";
    let made = browser.fill_in(page, &form).await;
    assert_eq!(made.location(), "/c/rust/join", "{}", made.body);
    let link = path(mails(&app, &sink).await.last().unwrap(), "/verify/");
    let confirmed = browser.fill_in(&link, &[]).await;
    assert_eq!(confirmed.location(), "/c/rust/join", "{}", confirmed.body);
    assert!(!browser.cookies.contains_key("__Host-next"), "once");
    let settings = browser.get("/settings/mail").await;
    assert!(settings.has("Your address is confirmed."));

    // From any page, by the settings; somebody who came from nowhere is led home.
    for (name, referer, back) in [
        (
            "ben",
            "https://guild.example/c/rust?sort=new",
            "/c/rust?sort=new",
        ),
        ("cem", "https://evil.example/c/rust", "/"),
    ] {
        make(&app, name, ServerRole::Member).await;
        let mut browser = Browser::new(&app);
        let form = [("name", name), ("password", PASSWORD)];
        browser.fill_in("/login", &form).await;
        browser.headers = vec![("referer", referer.to_owned())];
        let page = browser.get("/settings/mail").await;
        browser.headers.clear();
        // No link was sent to who did not ask for one.
        assert!(page.has("a link that the button below sends there"));
        let act = "/settings/mail/confirm";
        let asked = browser.submit(&page, act, &[]).await;
        assert_eq!(asked.location(), "/settings/mail", "{}", asked.body);
        let link = path(mails(&app, &sink).await.last().unwrap(), "/verify/");
        let confirmed = browser.fill_in(&link, &[]).await;
        assert_eq!(confirmed.location(), back, "{}", confirmed.body);
    }
}

fn fields_of<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    super::fields(result)
}

/// The path of the link that administrators can hand over, from the latest mail.
async fn handed_over(app: &App, part: &str) -> String {
    let latest = all_mails(app).await.remove(0);
    assert_eq!(latest.state, MailState::Unsent);
    let body = latest.body.unwrap();
    let link = body.split_whitespace().find(|word| word.contains(part));
    let path = link.unwrap().strip_prefix("https://guild.example");
    path.unwrap().to_owned()
}

/// Whether the page says whom to ask for the link, and not that a mail comes.
fn has_to_ask(page: &Answer) -> bool {
    let said = page.texts("main .notice").join(" ");
    said.contains("ask one of them for it") && !said.contains("on its way")
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_mail_server_administrators_have_the_links_and_nothing_is_confirmed() {
    let app = test_app().await;
    open_registration(&app).await;
    let ada = register(&app, "ada", "ada@mail.example").await.unwrap();
    work(&app).await;
    let known = addresses(&app, &ada).await;
    assert_eq!(known.email.as_deref(), Some("ada@mail.example"));
    assert!(!known.is_confirmed);
    assert!(all_mails(&app).await.is_empty(), "nobody could confirm it");

    let mut browser = Browser::new(&app);
    let form = [("name", "ada"), ("password", PASSWORD)];
    browser.fill_in("/login", &form).await;
    let page = browser.get("/settings/mail").await;
    assert!(!page.has("Send the link again"), "{}", page.body);
    assert!(page.has("This server sends no mail"), "{}", page.body);
    let form = [("email", "new@mail.example"), ("password", PASSWORD)];
    let answer = browser.submit(&page, "/settings/mail/address", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = browser.get("/settings/mail").await;
    assert!(has_to_ask(&page), "{}", page.body);
    let act = "/settings/mail/confirm";
    browser.submit(&page, act, &[]).await;
    let page = browser.get("/settings/mail").await;
    assert!(has_to_ask(&page), "{}", page.body);
    work(&app).await;
    let verify = handed_over(&app, "/verify/").await;
    browser.fill_in(&verify, &[]).await;
    let page = browser.get("/settings/mail").await;
    assert!(page.has("This is your address now"), "{}", page.body);

    let mut visitor = Browser::new(&app);
    forget(&mut visitor, "new@mail.example").await;
    let page = visitor.get("/login").await;
    assert!(has_to_ask(&page), "{}", page.body);
    work(&app).await;
    let reset = handed_over(&app, "/password/").await;
    let chosen = Browser::new(&app).fill_in(&reset, &[("new", NEW)]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.body);
    let known = addresses(&app, &ada).await;
    assert_eq!(known.email.as_deref(), Some("new@mail.example"));
    assert!(!known.is_confirmed, "nobody has shown that they read there");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_whether_an_address_is_known() {
    let (app, sink) = with_mail().await;
    open_registration(&app).await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    confirm(&app, ada.id()).await;
    // Registering: the same page, the same settings, the same mail.
    let mut pages = Vec::new();
    for (name, email) in [("bob", "ada@mail.example"), ("cem", "new@mail.example")] {
        let mut browser = Browser::new(&app);
        let form = [("name", name), ("email", email), ("password", PASSWORD)];
        let answer = browser.fill_in("/register", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = browser.get("/settings/mail").await;
        let text = page.texts("main p").join(" ");
        pages.push(text.replace(email, "ADDRESS"));
        let by_mail = sign_in(&app, email, PASSWORD).await;
        match name {
            // That is the address of somebody else, who has this password, too.
            "bob" => assert_eq!(by_mail.unwrap().person.id(), ada.id()),
            _ => assert_eq!(fields_of(by_mail), ["password"]),
        }
    }
    assert_eq!(pages[0], pages[1]);
    let sent = mails(&app, &sink).await;
    let to: Vec<&str> = sent.iter().map(|mail| mail.to[0].as_str()).collect();
    assert_eq!(sorted(to), ["ada@mail.example", "new@mail.example"]);
    // Who owns the mailbox cannot give it to both.
    let to_ada = sent.iter().find(|mail| mail.to[0].starts_with("ada"));
    let link = path(to_ada.unwrap(), "/verify/");
    let refused = Browser::new(&app).fill_in(&link, &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(
        addresses(&app, &ada).await.email.as_deref(),
        Some("ada@mail.example")
    );

    // Forgetting: the same answer, and the same work until it is given.
    let mut answers = Vec::new();
    for email in ["ada@mail.example", "nobody@mail.example"] {
        let mut browser = Browser::new(&app);
        let answer = forget(&mut browser, email).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answers.push((answer.location().to_owned(), browser.get("/login").await));
    }
    let said = |answer: &Answer| answer.texts("main .notice").join(" ");
    assert!(said(&answers[0].1).contains("on its way"));
    assert_eq!(said(&answers[0].1), said(&answers[1].1));
    assert_eq!(answers[0].0, answers[1].0);
    let before = sent.len();
    assert_eq!(mails(&app, &sink).await.len(), before + 1);
}

fn sorted(mut texts: Vec<&str>) -> Vec<&str> {
    texts.sort_unstable();
    texts
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_password_is_chosen_anew_with_a_link_that_works_once() {
    let (app, sink) = with_mail().await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    let (_, session) = signed_in(&app, "ada").await;
    let mut browser = Browser::new(&app);
    let wrong = forget(&mut browser, "ada").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.wrong(), ["email"]);
    let login = browser.get("/login").await;
    assert_eq!(login.links("I forgot my password"), ["/forgot"]);
    browser.headers = vec![("host", "evil.example".to_owned())];
    forget(&mut browser, " ADA@mail.example ").await;
    browser.headers.clear();

    let sent = mails(&app, &sink).await;
    assert_eq!(sent.len(), 1);
    let link = path(&sent[0], "/password/");
    assert!(
        is_signed_in(&app, &session).await,
        "nothing has happened yet"
    );
    let short = browser.fill_in(&link, &[("new", "short")]).await;
    assert_eq!(short.wrong(), ["new"]);
    let answer = browser.fill_in(&link, &[("new", NEW)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(!is_signed_in(&app, &session).await);
    let settings = browser.get("/settings").await;
    assert_eq!(settings.status, StatusCode::OK);
    assert!(settings.has("Your password is saved"), "{}", settings.body);
    assert_eq!(fields(sign_in(&app, "ada", PASSWORD).await), ["password"]);
    sign_in(&app, "ada", NEW).await.unwrap();
    let again = Browser::new(&app).get(&link).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "it works once");
    let known = addresses(&app, &ada).await;
    assert!(known.is_confirmed, "whoever used the link reads there");
}

async fn opened(app: &App, link: &str) -> StatusCode {
    Browser::new(app).get(link).await.status
}

/// The link that somebody gets who asks for one.
async fn asked(app: &TestApp, sink: &Sink, browser: &mut Browser) -> String {
    forget(browser, "ada@mail.example").await;
    path(mails(app, sink).await.last().unwrap(), "/password/")
}

#[tokio::test(flavor = "multi_thread")]
async fn links_for_a_password_end_with_the_hour_the_password_and_the_address() {
    let (app, sink) = with_mail().await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    confirm(&app, ada.id()).await;
    let mut browser = Browser::new(&app);
    let link = asked(&app, &sink, &mut browser).await;
    assert_eq!(opened(&app, &link).await, StatusCode::OK);
    app.clock.advance(TimeDelta::hours(1));
    assert_eq!(opened(&app, &link).await, StatusCode::NOT_FOUND);

    let link = asked(&app, &sink, &mut browser).await;
    let (signed, _) = signed_in(&app, "ada").await;
    actions::change_password(&app, &signed, PASSWORD, NEW)
        .await
        .unwrap();
    assert_eq!(opened(&app, &link).await, StatusCode::NOT_FOUND);

    let link = asked(&app, &sink, &mut browser).await;
    actions::change_address(&app, &client("192.0.2.1"), &signed, "new@mail.example", NEW)
        .await
        .unwrap();
    assert_eq!(
        opened(&app, &link).await,
        StatusCode::OK,
        "it is not confirmed yet"
    );
    let sent = mails(&app, &sink).await;
    let verify = path(sent.last().unwrap(), "/verify/");
    assert_eq!(sent.last().unwrap().to, ["new@mail.example"]);
    let mut own = Browser::new(&app);
    own.fill_in("/login", &[("name", "ada"), ("password", NEW)])
        .await;
    let confirmed = own.fill_in(&verify, &[]).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER);
    assert_eq!(opened(&app, &link).await, StatusCode::NOT_FOUND);
    let known = addresses(&app, &ada).await;
    assert_eq!(known.email.as_deref(), Some("new@mail.example"));
    // The old address opens nothing any more.
    let before = sent.len();
    forget(&mut browser, "ada@mail.example").await;
    assert_eq!(mails(&app, &sink).await.len(), before);

    actions::suspend(&app, &Viewer::System, ada.id())
        .await
        .unwrap();
    forget(&mut browser, "new@mail.example").await;
    assert_eq!(mails(&app, &sink).await.len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_for_a_password_that_was_held_up_does_not_come_late() {
    let (app, sink) = with_mail().await;
    make(&app, "ada", ServerRole::Member).await;
    for (wait, arrives) in [(50, true), (61, false)] {
        let before = sink.mails().len();
        sink.answer_next("RCPT", "450 4.2.0 greylisted");
        forget(&mut Browser::new(&app), "ada@mail.example").await;
        assert_eq!(mails(&app, &sink).await.len(), before);
        app.clock.advance(TimeDelta::minutes(wait));
        let arrived = mails(&app, &sink).await.len() > before;
        assert_eq!(arrived, arrives, "after {wait} minutes");
    }
    assert_eq!(all_mails(&app).await[0].state, MailState::Dropped);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_whose_mails_come_back_is_confirmed_anew() {
    let (app, sink) = with_mail().await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    confirm(&app, ada.id()).await;
    sink.answer_next("RCPT", "550 5.1.1 nobody here");
    forget(&mut Browser::new(&app), "ada@mail.example").await;
    assert!(mails(&app, &sink).await.is_empty());
    assert_eq!(all_mails(&app).await[0].state, MailState::Failed);
    let known = addresses(&app, &ada).await;
    assert_eq!(known.refused.as_deref(), Some("ada@mail.example"));
    assert!(!known.is_confirmed);

    let mut browser = Browser::new(&app);
    let form = [("name", "ada"), ("password", PASSWORD)];
    browser.fill_in("/login", &form).await;
    let page = browser.get("/settings/mail").await;
    let told = page.has("Mails to ada@mail.example come back");
    assert!(told, "{}", page.body);
    browser.submit(&page, "/settings/mail/confirm", &[]).await;
    let sent = mails(&app, &sink).await;
    assert_eq!(sent.len(), 1, "what they ask for goes there");
    browser.fill_in(&path(&sent[0], "/verify/"), &[]).await;
    let page = browser.get("/settings/mail").await;
    assert!(page.has("It is confirmed"), "{}", page.body);
    assert_eq!(addresses(&app, &ada).await.refused, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_waits_opens_nothing_where_there_is_another() {
    let (app, sink) = with_mail().await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    confirm(&app, ada.id()).await;
    let ben = make(&app, "ben", ServerRole::Member).await;
    let (signed, _) = signed_in(&app, "ada").await;
    let typo = "adda@mail.example";
    actions::change_address(&app, &client("192.0.2.1"), &signed, typo, PASSWORD)
        .await
        .unwrap();
    forget(&mut Browser::new(&app), typo).await;
    let sent = mails(&app, &sink).await;
    assert_eq!(sent.len(), 1, "no link for a password");
    // Whoever reads there cannot make the address the account's, either.
    let link = path(&sent[0], "/verify/");
    let sent_away = Browser::new(&app).get(&link).await;
    assert_eq!(sent_away.status, StatusCode::SEE_OTHER);
    assert!(sent_away.location().starts_with("/login?next="));
    let token = Token::given(link.rsplit('/').next().unwrap());
    let by_ben = Viewer::Account {
        id: ben.id(),
        admin: false,
    };
    for (by, status) in [(Viewer::Anonymous, 401), (by_ben, 403)] {
        let refused = actions::confirm_address(&app, &by, &token).await;
        assert_eq!(refused.unwrap_err().status(), status, "{by:?}");
    }
    let known = addresses(&app, &ada).await;
    assert_eq!(known.email.as_deref(), Some("ada@mail.example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_to_a_mistyped_address_opens_nothing_once_it_is_corrected() {
    let (app, sink) = with_mail().await;
    open_registration(&app).await;
    let (typo, right) = ("adda@mail.example", "ada@mail.example");
    let ada = register(&app, "ada", typo).await.unwrap();
    forget(&mut Browser::new(&app), typo).await;
    let sent = mails(&app, &sink).await;
    let link = sent.iter().find(|mail| mail.text().contains("/password/"));
    let link = path(link.unwrap(), "/password/");
    let status = opened(&app, &link).await;
    assert_eq!(status, StatusCode::OK, "there is no other address");
    let (signed, _) = signed_in(&app, "ada").await;
    actions::change_address(&app, &client("192.0.2.1"), &signed, right, PASSWORD)
        .await
        .unwrap();
    assert_eq!(opened(&app, &link).await, StatusCode::NOT_FOUND);

    // Nor does a link that was being made just then, and the old address is not confirmed any more.
    let (late, now) = (Token::mint(&app), app.now());
    let (hash, expires) = (late.hash(), now.plus(TimeDelta::hours(1)));
    let (purpose, owner) = (LinkPurpose::Password, Some(ada.id()));
    let mut tx = app.store.begin().await.unwrap();
    logins::insert_link(&mut tx, &hash, purpose, owner, Some(typo), now, expires)
        .await
        .unwrap();
    let confirmed = logins::update_email(&mut tx, ada.id(), typo, now).await;
    assert!(!confirmed.unwrap());
    tx.commit().await.unwrap();
    let refused = actions::choose_password(&app, &late, NEW).await;
    assert_eq!(refused.unwrap_err().status(), 404);
    sign_in(&app, "ada", PASSWORD).await.unwrap();
    let known = addresses(&app, &ada).await;
    assert_eq!(known.email, None);
    assert_eq!(known.new_email.as_deref(), Some(right));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_changed_with_the_password_and_the_last_one_typed_counts() {
    let (app, sink) = with_mail().await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    confirm(&app, ada.id()).await;
    make(&app, "ben", ServerRole::Member).await;
    let mut browser = Browser::new(&app);
    browser
        .fill_in("/login", &[("name", "ada"), ("password", PASSWORD)])
        .await;
    let act = "/settings/mail/address";
    let page = browser.get("/settings/mail").await;
    let cases = [
        ("nowhere", PASSWORD, "email"),
        ("a@b.example\r\nBcc: c@d.example", PASSWORD, "email"),
        ("ada@mail.example", PASSWORD, "email"),
        ("new@mail.example", "wrong password", "password"),
    ];
    for (email, password, wrong) in cases {
        let form = [("email", email), ("password", password)];
        let answer = browser.submit(&page, act, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert_eq!(answer.wrong(), [wrong], "{email}");
    }
    for email in [
        "first@mail.example",
        "ben@mail.example",
        "second@mail.example",
    ] {
        let form = [("email", email), ("password", PASSWORD)];
        let answer = browser.submit(&page, act, &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let sent = mails(&app, &sink).await;
    let to: Vec<&str> = sent.iter().map(|mail| mail.to[0].as_str()).collect();
    assert_eq!(to, ["second@mail.example"], "the others were overtaken");
    let known = addresses(&app, &ada).await;
    assert_eq!(known.email.as_deref(), Some("ada@mail.example"));
    let link = path(&sent[0], "/verify/");
    browser.fill_in(&link, &[]).await;
    let known = addresses(&app, &ada).await;
    assert_eq!(known.email.as_deref(), Some("second@mail.example"));
    assert!(known.is_confirmed && known.new_email.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_flooded_with_links_by_whomever() {
    let sink = Sink::open().await;
    let app = test_app_with(|config| {
        point_at(config, sink.port());
        config.rate_limits.links_per_account = 2;
        config.rate_limits.links_per_address = 5;
    })
    .await;
    make(&app, "ada", ServerRole::Member).await;
    let from = |n: u8| client(&format!("192.0.2.{n}"));
    // From wherever it is asked for: what is typed has a limit, known or not.
    for email in ["ada@mail.example", "nobody@mail.example"] {
        let mut told = Vec::new();
        for n in 0..3 {
            let asked = actions::ask_reset(&app, &from(n), email).await;
            told.push(asked.map_err(|error| error.status()));
        }
        assert_eq!(told, [Ok(()), Ok(()), Err(429)], "{email}");
    }
    assert_eq!(mails(&app, &sink).await.len(), 2);
    // The account has a limit of its own, also for its other address.
    let (signed, _) = signed_in(&app, "ada").await;
    let changed =
        actions::change_address(&app, &from(7), &signed, "new@mail.example", PASSWORD).await;
    assert!(matches!(changed, Err(Error::TooMany { .. })));
    let again = actions::ask_again(&app, &from(7), &signed).await;
    assert!(matches!(again, Err(Error::TooMany { .. })));
    app.clock.advance(TimeDelta::hours(1));
    actions::ask_again(&app, &from(7), &signed).await.unwrap();
    assert_eq!(mails(&app, &sink).await.len(), 3);
    // One network asks for some addresses and no more.
    let mut told = Vec::new();
    for n in 0..6 {
        let email = format!("n{n}@mail.example");
        let asked = actions::ask_reset(&app, &from(9), &email).await;
        told.push(asked.is_ok());
    }
    assert_eq!(told, [true, true, true, true, true, false]);
    let page = forget(&mut Browser::new(&app), "ada@mail.example").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mailbox_is_flooded_by_making_accounts_from_many_networks() {
    let sink = Sink::open().await;
    let app = test_app_with(|config| {
        point_at(config, sink.port());
        config.rate_limits.links_per_account = 2;
    })
    .await;
    open_registration(&app).await;
    for n in 0..4 {
        let new = NewAccount {
            email: "Victim@mail.example".into(),
            ..new_account(&format!("name{n}"))
        };
        let from = client(&format!("192.0.2.{n}"));
        // That there is no mail is told to nobody: the account is made as always.
        actions::register(&app, &from, &new, None).await.unwrap();
    }
    assert_eq!(mails(&app, &sink).await.len(), 2);
    app.clock.advance(TimeDelta::hours(1));
    let (signed, _) = signed_in(&app, "name3").await;
    let from = client("192.0.2.3");
    actions::ask_again(&app, &from, &signed).await.unwrap();
    let sent = mails(&app, &sink).await;
    assert_eq!(sent.len(), 3);
    assert!(sent[2].text().contains("You are name3"));
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_are_chosen_in_the_settings_and_stopped_from_the_mail() {
    let (app, _sink) = with_mail().await;
    let ada = make(&app, "ada", ServerRole::Member).await;
    let mut browser = Browser::new(&app);
    browser
        .fill_in("/login", &[("name", "ada"), ("password", PASSWORD)])
        .await;
    let page = browser.get("/settings/mail").await;
    assert_eq!(page.body.matches("type=\"checkbox\"").count(), 7);
    assert_eq!(page.body.matches(" checked").count(), 7);
    let form = [("mention", "on"), ("desk", "on")];
    browser.submit(&page, "/settings/mail", &form).await;
    let page = browser.get("/settings/mail").await;
    assert_eq!(page.body.matches(" checked").count(), 2);

    let kind = crate::mail::model::MailKind::Mention;
    let address = crate::mail::unsubscribe::address(&app, ada.id(), kind).await;
    let address = address.unwrap();
    let path = address.strip_prefix("https://guild.example").unwrap();
    let mut nobody = Browser::new(&app);
    let asked = nobody.get(path).await;
    assert!(asked.has("somebody mentions you"), "{}", asked.body);
    let page = browser.get("/settings/mail").await;
    assert_eq!(
        page.body.matches(" checked").count(),
        2,
        "asking changes nothing"
    );
    // As mail programs do it by themselves (RFC 8058): no cookie, no page of ours before it.
    let mut program = Browser::new(&app);
    program.headers = vec![("origin", "https://webmail.example".to_owned())];
    for _ in 0..2 {
        let done = program
            .post(path, &[("List-Unsubscribe", "One-Click")])
            .await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    }
    let page = browser.get("/settings/mail").await;
    assert_eq!(page.body.matches(" checked").count(), 1);
    let again = nobody.get(path).await;
    assert!(
        again.has("You get no more of these mails"),
        "{}",
        again.body
    );
    let wrong = nobody.get(&path.replace("mention", "desk")).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_to_an_account_goes_with_it() {
    let (app, sink) = with_mail().await;
    open_registration(&app).await;
    let ada = register(&app, "ada", "ada@mail.example").await.unwrap();
    let stop = unsubscribe::address(&app, ada.id(), MailKind::Answer).await;
    let stop = stop.unwrap();
    let token = stop.rsplit('/').next().unwrap();
    decline(&app, token).await.unwrap();
    let deleted = actions::delete_account(&app, &Viewer::System, ada.id(), "").await;
    deleted.unwrap();
    // An old mail may still have the link.
    decline(&app, token).await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    let declined = list_declined(&mut conn, ada.id()).await.unwrap();
    drop(conn);
    assert!(declined.is_empty());
    assert!(mails(&app, &sink).await.is_empty());
    assert!(all_mails(&app).await.is_empty());
    let gone = actions::find_addresses(&app, ada.id()).await;
    assert!(gone.is_err());
}
