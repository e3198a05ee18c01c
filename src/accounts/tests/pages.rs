use super::browser::Browser;
use super::*;
use crate::accounts::setup::{self, Start};
use crate::app::testing::{test_app, test_app_with};
use axum::http::StatusCode;

const SIGN_IN: &[(&str, &str)] = &[("name", "ada"), ("password", PASSWORD)];

async fn signed_in_browser(app: &App, name: &str) -> Browser {
    let mut browser = Browser::new(app);
    let fields = [("name", name), ("password", PASSWORD)];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_and_out_in_the_browser() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let mut browser = Browser::new(&app);
    let asked = browser.get("/settings?x=1").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(asked.location(), "/login?next=%2Fsettings%3Fx%3D1");

    let answer = browser.fill_in(asked.location(), SIGN_IN).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/settings?x=1");
    // Other cookies are set beside it, in no particular order.
    let cookies = answer.headers.get_all("set-cookie").iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    let cookie = cookies
        .find(|cookie| cookie.starts_with("__Host-session="))
        .unwrap();
    for part in [
        "__Host-session=",
        "HttpOnly",
        "Secure",
        "SameSite=Lax",
        "Path=/",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(browser.get("/settings").await.status, StatusCode::OK);
    assert_eq!(browser.get("/login").await.location(), "/");

    let token = browser.session().unwrap().clone();
    let page = browser.get("/settings").await;
    let csrf = page.value("csrf").unwrap();
    let answer = browser.post("/logout", &[("csrf", &csrf)]).await;
    assert_eq!(answer.location(), "/");
    assert_eq!(browser.session(), None);
    browser.cookies.insert("__Host-session".into(), token);
    let answer = browser.get("/settings").await;
    assert_eq!(answer.location(), "/login?next=%2Fsettings");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_tls_the_cookie_has_its_plain_name() {
    let app = test_app_with(|c| c.server.public_url = "http://guild.example".into()).await;
    make(&app, "ada", ServerRole::Member).await;
    let mut browser = Browser::new(&app);
    let answer = browser.fill_in("/login", SIGN_IN).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(browser.cookies.contains_key("session"));
    assert!(browser.session().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_sign_in_keeps_the_name_and_not_the_password() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let mut pages = Vec::new();
    for name in ["ada", "nobody"] {
        let mut browser = Browser::new(&app);
        let fields = [("name", name), ("password", "wrong password")];
        let answer = browser.fill_in("/login?next=/settings", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.wrong(), ["password"]);
        assert_eq!(answer.value("name").as_deref(), Some(name));
        assert_eq!(answer.value("password").as_deref(), Some(""));
        assert_eq!(answer.value("next").as_deref(), Some("/settings"));
        assert!(!answer.has("wrong password"));
        assert!(browser.session().is_none());
        let csrf = answer.value("csrf").unwrap();
        pages.push(answer.body.replace(&csrf, "").replace(name, ""));
    }
    assert_eq!(pages[0], pages[1], "an unknown name looks like a known one");
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_tries_say_how_long_to_wait() {
    let app = test_app_with(|c| c.rate_limits.sign_in_per_account = 1).await;
    let mut browser = Browser::new(&app);
    browser.fill_in("/login", SIGN_IN).await;
    let answer = browser.fill_in("/login", SIGN_IN).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.headers.get("retry-after").unwrap(), "900");
    assert!(answer.has("<h1>Too many attempts</h1>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_named_proxies_say_whom_a_request_comes_from() {
    let app = test_app_with(|c| c.rate_limits.sign_in_per_address = 2).await;
    let mut browser = Browser::new(&app);
    let mut last = StatusCode::OK;
    for n in 0..3 {
        browser.headers = vec![("x-forwarded-for", format!("198.51.100.{n}"))];
        let name = format!("name{n}");
        let fields = [("name", name.as_str()), ("password", PASSWORD)];
        last = browser.fill_in("/login", &fields).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_register_where_they_may() {
    let app = test_app().await;
    let fields = [
        ("name", "ada"),
        ("email", "ada@mail.example"),
        ("password", PASSWORD),
    ];
    let mut browser = Browser::new(&app);
    let closed = browser.get("/register").await;
    assert!(closed.has("Registration is closed"));
    assert!(closed.value("name").is_none());
    let csrf = browser.get("/login").await.value("csrf").unwrap();
    let mut all = fields.to_vec();
    all.push(("csrf", &csrf));
    let refused = browser.post("/register", &all).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.has("Registration is closed"));

    open_registration(&app).await;
    let bad = [("name", "Ada"), ("email", "x"), ("password", "short")];
    let refused = browser.fill_in("/register", &bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["name", "email", "password"]);
    assert_eq!(refused.value("name").as_deref(), Some("Ada"));
    assert_eq!(refused.value("password").as_deref(), Some(""));
    let answer = browser.fill_in("/register", &fields).await;
    assert_eq!(answer.location(), "/");
    assert!(browser.session().is_some());
    assert!(browser.get("/").await.has("Welcome! You are ada here."));
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_that_a_form_does_not_have_are_nobodys_to_set() {
    let app = test_app().await;
    open_registration(&app).await;
    let mut browser = Browser::new(&app);
    let fields = [
        ("name", "ada"),
        ("email", "ada@mail.example"),
        ("password", PASSWORD),
        ("role", "admin"),
        ("admin", "true"),
        ("id", "1"),
        ("bot", "true"),
        ("email_verified_at", "2026-01-01T00:00:00Z"),
    ];
    browser.fill_in("/register", &fields).await;
    let (signed, _) = signed_in(&app, "ada").await;
    assert_eq!(signed.role, ServerRole::Member);
    assert!(!signed.person.account.bot);

    let fields = [
        ("display_name", "Ada"),
        ("role", "admin"),
        ("name", "root"),
        ("bio_html", "<script>"),
        ("suspended_at", "x"),
        ("post_count", "9"),
    ];
    let answer = browser.fill_in("/settings", &fields).await;
    assert_eq!(answer.location(), "/settings");
    let (signed, _) = signed_in(&app, "ada").await;
    assert_eq!(signed.role, ServerRole::Member);
    let person = signed.person;
    assert_eq!(person.actor.name, "ada");
    assert_eq!(person.display_name(), "Ada");
    assert_eq!(person.account.bio_html, "");
    assert_eq!(person.account.post_count, 0);
}

/// Every form of this feature, with fields that would be right.
const FORMS: &[(&str, &[(&str, &str)])] = &[
    ("/login", SIGN_IN),
    ("/logout", &[]),
    (
        "/register",
        &[
            ("name", "bob"),
            ("email", "bob@mail.example"),
            ("password", PASSWORD),
        ],
    ),
    ("/settings", &[("display_name", "Mallory")]),
    (
        "/settings/password",
        &[("current", PASSWORD), ("new", "another fine sentence")],
    ),
    ("/settings/sessions/end", &[("session", "1")]),
    ("/settings/sessions/end-others", &[]),
    ("/setup/token", &[]),
];

#[tokio::test(flavor = "multi_thread")]
async fn forms_from_elsewhere_change_nothing() {
    let app = test_app().await;
    open_registration(&app).await;
    make(&app, "ada", ServerRole::Member).await;
    let mut browser = signed_in_browser(&app, "ada").await;
    let right = browser.get("/settings").await.value("csrf").unwrap();
    let mut stranger = Browser::new(&app);
    let of_other = stranger.get("/login").await.value("csrf").unwrap();
    let before = signed_in(&app, "ada").await.0.person;

    let header = |name: &'static str, value: &str| vec![(name, value.to_owned())];
    let attempts = [
        (None, vec![]),
        (Some(""), vec![]),
        (Some("wrong"), vec![]),
        (Some(of_other.as_str()), vec![]),
        (
            Some(right.as_str()),
            header("origin", "https://evil.example"),
        ),
        (Some(right.as_str()), header("origin", "null")),
        (
            Some(right.as_str()),
            header("origin", "http://guild.example"),
        ),
        (
            Some(right.as_str()),
            header("origin", "https://guild.example:8443"),
        ),
        (Some(right.as_str()), header("sec-fetch-site", "cross-site")),
        (Some(right.as_str()), header("sec-fetch-site", "same-site")),
    ];
    for (path, fields) in FORMS {
        for (csrf, headers) in &attempts {
            let mut all = fields.to_vec();
            if let Some(csrf) = csrf {
                all.push(("csrf", csrf));
            }
            browser.headers.clone_from(headers);
            let answer = browser.post(path, &all).await;
            let case = format!("{path} {csrf:?} {headers:?}");
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{case}");
            assert!(
                answer.has("did not come from a page of this server"),
                "{case}"
            );
        }
    }
    browser.headers.clear();
    let page = browser.get("/settings").await;
    assert_eq!(page.status, StatusCode::OK, "still signed in");
    assert_eq!(signed_in(&app, "ada").await.0.person, before);
    assert!(sign_in(&app, "bob", PASSWORD).await.is_err());

    for headers in [
        header("origin", "https://guild.example"),
        header("sec-fetch-site", "same-origin"),
    ] {
        browser.headers = headers;
        let fields = [("display_name", "Ada"), ("csrf", right.as_str())];
        let answer = browser.post("/settings", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_forms_are_taken_and_only_by_post() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let mut browser = signed_in_browser(&app, "ada").await;
    for path in ["/logout", "/settings/sessions/end", "/theme"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert!(answer.has("<h1>"), "{path}");
    }
    let csrf = browser.get("/settings").await.value("csrf").unwrap();
    let fields = [("csrf", csrf.as_str()), ("bio", "a\0b")];
    let answer = browser.post("/settings", &fields).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_leads_nowhere_else() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    for (next, expected) in [
        ("/settings", "/settings"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/%2F%5Cevil.example", "/"),
    ] {
        let mut browser = Browser::new(&app);
        let page = browser.get("/login").await;
        let csrf = page.value("csrf").unwrap();
        let mut fields = SIGN_IN.to_vec();
        fields.extend([("next", next), ("csrf", csrf.as_str())]);
        let answer = browser.post("/login", &fields).await;
        assert_eq!(answer.location(), expected, "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_signs_other_browsers_out() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let mut here = signed_in_browser(&app, "ada").await;
    let mut there = signed_in_browser(&app, "ada").await;
    let wrong = [
        ("current", "wrong password"),
        ("new", "another fine sentence"),
    ];
    let answer = here.fill_in("/settings/password", &wrong).await;
    assert_eq!(answer.wrong(), ["current"]);
    let right = [("current", PASSWORD), ("new", "another fine sentence")];
    let answer = here.fill_in("/settings/password", &right).await;
    assert_eq!(answer.location(), "/settings/password");
    let told = here.get("/settings/password").await;
    assert!(told.has("Your password is changed"));
    let again = here.get("/settings/password").await;
    assert!(!again.has("Your password is changed"), "told once");
    let answer = there.get("/settings").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let answer = there.post("/settings", &[]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended_on_their_page() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let mut here = signed_in_browser(&app, "ada").await;
    let mut there = signed_in_browser(&app, "ada").await;
    let page = here.get("/settings/sessions").await;
    assert!(page.has("this one"));
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let mut fox = Browser::new(&app);
    fox.headers.push(("user-agent", agent.to_owned()));
    fox.fill_in("/login", SIGN_IN).await;
    let named = fox.get("/settings/sessions").await;
    assert!(named.has("Firefox on Linux</b>"), "{}", named.body);
    assert!(named.has(&format!("title=\"{agent}\"")));
    let answer = here.submit(&page, "/settings/sessions/end", &[]).await;
    assert_eq!(answer.location(), "/settings/sessions");
    assert_eq!(there.get("/settings").await.status, StatusCode::SEE_OTHER);
    let mut third = signed_in_browser(&app, "ada").await;
    let page = here.get("/settings/sessions").await;
    here.submit(&page, "/settings/sessions/end-others", &[])
        .await;
    assert_eq!(third.get("/settings").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/settings").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_set_up_page_is_there_for_its_link_only() {
    let app = test_app().await;
    let Start::NeedsAdmin { link } = setup::prepare(&app).await.unwrap() else {
        panic!("there is an administrator");
    };
    let path = link.strip_prefix("https://guild.example").unwrap();
    let mut browser = Browser::new(&app);
    for wrong in ["/setup/x", "/setup/", "/setup"] {
        assert_eq!(browser.get(wrong).await.status, StatusCode::NOT_FOUND);
    }
    let fields = [("name", "ada"), ("email", ""), ("password", PASSWORD)];
    let answer = browser.fill_in(path, &fields).await;
    assert_eq!(answer.location(), "/");
    assert_eq!(signed_in(&app, "ada").await.0.role, ServerRole::Owner);
    assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND);
    let csrf = browser.get("/settings").await.value("csrf").unwrap();
    let again = [
        ("name", "eve"),
        ("password", PASSWORD),
        ("csrf", csrf.as_str()),
    ];
    let answer = browser.post(path, &again).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_shown_as_text() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let mut browser = signed_in_browser(&app, "ada").await;
    let payload = "\"><script>alert(1)</script></textarea><img src=x onerror=alert(1)>";
    let fields = [
        ("display_name", payload),
        ("bio", payload),
        ("links", payload),
        ("language", payload),
        ("time_zone", payload),
    ];
    let answer = browser.fill_in("/settings", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.has("<script>alert"));
    assert!(!answer.has("<img"));
    assert_eq!(answer.value("display_name").as_deref(), Some(payload));
    assert_eq!(answer.value("bio").as_deref(), Some(payload));
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_choose_a_theme_from_our_pages_only() {
    let app = test_app().await;
    let mut browser = Browser::new(&app);
    let fields = [("theme", "dark"), ("back", "//evil.example")];
    browser.headers = vec![("origin", "https://evil.example".into())];
    let refused = browser.post("/theme", &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    browser.headers.clear();
    let answer = browser.post("/theme", &fields).await;
    assert_eq!(answer.location(), "/");
    assert!(browser.get("/login").await.has("data-theme=\"dark\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_somebody_wanted_to_go_survives_making_an_account() {
    let app = test_app().await;
    open_registration(&app).await;
    let mut browser = Browser::new(&app);
    let asked = browser.get("/settings/sessions").await;
    let login = browser.get(asked.location()).await;
    let link = "/register?next=%2Fsettings%2Fsessions";
    assert!(login.has(&format!("href=\"{link}\"")), "{}", login.body);
    let back = browser.get(link).await;
    assert!(back.has("href=\"/login?next=%2Fsettings%2Fsessions\""));
    let bad = [("name", "Ada"), ("email", "x"), ("password", "short")];
    let refused = browser.submit(&back, "/register", &bad).await;
    assert_eq!(refused.value("next").as_deref(), Some("/settings/sessions"));
    let fields = [
        ("name", "ada"),
        ("email", "ada@mail.example"),
        ("password", PASSWORD),
    ];
    let answer = browser.submit(&refused, "/register", &fields).await;
    assert_eq!(answer.location(), "/settings/sessions");

    let mut browser = Browser::new(&app);
    let evil = browser.get("/register?next=https://evil.example/").await;
    let fields = [
        ("name", "bob"),
        ("email", "bob@mail.example"),
        ("password", PASSWORD),
    ];
    let answer = browser.submit(&evil, "/register", &fields).await;
    assert_eq!(answer.location(), "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_registration_is_closed_signing_in_does_not_offer_it() {
    let app = test_app().await;
    let mut browser = Browser::new(&app);
    let login = browser.get("/login").await;
    let main = login.body.split("<main").nth(1).unwrap();
    assert!(!main.contains("/register"));
    open_registration(&app).await;
    assert!(browser.get("/login").await.has("href=\"/register\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_registrations_keep_what_was_typed_and_say_how_long_to_wait() {
    let app = test_app_with(|c| c.rate_limits.registrations_per_address = 0).await;
    open_registration(&app).await;
    let mut browser = Browser::new(&app);
    let fields = [
        ("name", "ada"),
        ("email", "ada@mail.example"),
        ("password", PASSWORD),
    ];
    let answer = browser.fill_in("/register", &fields).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.headers.get("retry-after").unwrap(), "86400");
    assert!(answer.has("try again in 24 hours."));
    assert_eq!(answer.value("name").as_deref(), Some("ada"));
    assert_eq!(answer.value("email").as_deref(), Some("ada@mail.example"));
    assert!(!answer.has(PASSWORD));
}
