use super::*;
use crate::accounts::tests::browser::Browser;
use crate::communities::pages as communities_pages;
use crate::communities::queries::remote::update_origin_counts;
use crate::membership::pages as membership_pages;
use axum::http::StatusCode;

fn browser(app: &App) -> Browser {
    let routes = communities_pages::routes().merge(membership_pages::routes());
    Browser::with(app, routes)
}

async fn signed_in(app: &App, name: &str) -> Browser {
    let mut browser = browser(app);
    let fields = [("name", name), ("password", "correct horse battery")];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_opens_a_community_and_changes_it() {
    let app = started().await;
    person(&app, "ada").await;
    let mut ada = signed_in(&app, "ada").await;
    let wrong = [
        ("name", "Rust!"),
        ("title", ""),
        ("description", "kept *text*"),
    ];
    let answer = ada.fill_in("/communities/new", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.wrong(), ["name", "title"]);
    assert_eq!(answer.value("description").unwrap().trim(), "kept *text*");
    let right = [
        ("name", "rust"),
        ("title", "Rust <b>people</b>"),
        ("focus", "For all"),
    ];
    let answer = ada.fill_in("/communities/new", &right).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/c/rust/settings")
    );

    let about = ada.get("/c/rust/about").await;
    assert_eq!(about.status, StatusCode::OK);
    assert!(about.has("Rust &lt;b&gt;people") || about.has("Rust &#60;b&#62;people"));
    let addresses = about.texts(".address");
    assert!(addresses.contains(&"!rust@guild.example".to_owned()));
    // It breaks where its parts meet, and not within one.
    assert!(about.has("!rust@<wbr>guild.<wbr>example</dd>"));
    assert!(about.has("/c/rust/settings"));
    let settings = "/c/rust/settings/about";
    let answer = ada.fill_in(settings, &[("title", "Rustaceans")]).await;
    assert_eq!(answer.location(), settings);
    assert!(ada.get(settings).await.has("Rustaceans"));
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_asks_who_reads_and_joins_and_leads_to_what_comes_next() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    community(&app, &ada, "taken").await;
    let mut browser = signed_in(&app, "ada").await;
    let page = browser.get("/communities/new").await;
    let checked = page.body.matches(" checked").count();
    assert_eq!(checked, 2, "both questions have a usual answer");
    assert!(page.has("Whoever agrees to the rules is a member at once."));
    let usual = page.texts("select option[value=joining][selected]");
    assert_eq!(usual.len(), 2, "for threads and for replies");
    // Which domains those are is said later.
    assert!(!page.has("value=\"domain\""));
    let wrong = [
        ("name", "taken"),
        ("title", " "),
        ("join", "domain"),
        ("focus", "kept"),
    ];
    let answer = browser.fill_in("/communities/new", &wrong).await;
    assert_eq!(answer.wrong(), ["name", "title"], "all at once");
    assert!(answer.has("e-mail domains may come in") && answer.has("kept"));
    let right = [
        ("name", "rust"),
        ("title", "Rust"),
        ("read", "members"),
        ("join", "application"),
        ("post_policy", "joining"),
        ("answer_policy", "readers"),
    ];
    let opened = browser.fill_in("/communities/new", &right).await;
    assert_eq!(opened.location(), "/c/rust/settings", "{}", opened.body);
    let next = browser.get("/c/rust/settings").await;
    assert!(next.has("Your community is open."));
    // Where people apply, members write, unless it was said otherwise.
    let writing = browser.get("/c/rust/settings/writing").await;
    let chosen = |field: &str| writing.texts(&format!("#{field} option[selected]"));
    assert_eq!(chosen("post_policy"), ["Members"]);
    let everybody = "Everybody who may read, on other servers too";
    assert_eq!(chosen("answer_policy"), [everybody]);
    assert!(next.has("Members read. Whoever applies and is approved joins."));
    let steps = next.texts("main ol a");
    let expected = [
        "Write the rules",
        "Ask something of those who apply",
        "Make an introductions thread",
        "Invite people",
    ];
    assert_eq!(steps, expected);
    let rules = [("rules", "Be kind.")];
    browser.fill_in("/c/rust/settings/rules", &rules).await;
    let next = browser.get("/c/rust/settings").await;
    assert_eq!(next.texts("main ol a"), expected[1..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_read_and_others_may_not_change() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    person(&app, "bob").await;
    community(&app, &ada, "rust").await;
    let mut visitor = browser(&app);
    for path in ["/communities", "/c/rust/about", "/c/rust/members"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.has("/c/rust/settings"), "{path}");
    }
    let asked = visitor.get("/communities/new").await;
    assert_eq!(asked.location(), "/login?next=%2Fcommunities%2Fnew");
    for path in ["/c/nothing/about", "/c/rust@other.example/about"] {
        assert_eq!(
            visitor.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let mut bob = signed_in(&app, "bob").await;
    assert_eq!(
        bob.get("/c/rust/settings").await.status,
        StatusCode::FORBIDDEN
    );
    let page = bob.get("/c/rust/about").await;
    let forged = bob.submit(&page, "/c/rust/follow", &[]).await;
    assert_eq!(
        forged.status,
        StatusCode::FORBIDDEN,
        "the token is in the head, not in main"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_directory_says_whose_count_of_followers_it_tells() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    community(&app, &ada, "rust").await;
    let told = known(&app, "https://l.test/c/go", "Group", "go").await;
    known(&app, "https://l.test/c/zig", "Group", "zig").await;
    let Resolved::Community(told) = told else {
        panic!("no community");
    };
    let mut tx = app.store.begin().await.unwrap();
    update_origin_counts(&mut tx, told.id(), None, Some(120))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = browser(&app).get("/communities").await;
    let mut counts = page.texts(".row-state");
    counts.sort();
    assert_eq!(
        counts,
        ["0 followers here", "1 follower", "120 followers there"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn people_follow_and_unfollow_with_a_button() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    person(&app, "bob").await;
    community(&app, &ada, "rust").await;
    known(&app, "https://l.test/c/go", "Group", "go").await;
    let mut bob = signed_in(&app, "bob").await;
    let token = bob
        .get("/c/rust/about")
        .await
        .value_anywhere("csrf")
        .unwrap();
    let token = [("csrf", token.as_str())];
    for (path, back, waits) in [
        ("/c/rust", ">Unfollow<", false),
        ("/c/go@l.test", ">Withdraw<", true),
    ] {
        let about = format!("{path}/about");
        assert!(bob.get(&about).await.has(">Follow<"), "{path}");
        let answer = bob.post(&format!("{path}/follow"), &token).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, path)
        );
        let page = bob.get(&about).await;
        assert!(page.has(back), "{path}");
        assert_eq!(page.has("Ask again"), waits, "{path}");
        bob.post(&format!("{path}/unfollow"), &token).await;
        assert!(bob.get(&about).await.has(">Follow<"), "{path}");
    }
    let without = bob.post("/c/rust/follow", &[]).await;
    assert_eq!(without.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_appoint_and_dismiss_by_name() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let bob = person(&app, "bob").await;
    let rust = community(&app, &ada, "rust").await;
    let mut browser = signed_in(&app, "ada").await;
    let members = "/c/rust/members";
    let page = browser.get(members).await;
    let answer = browser
        .submit(&page, "/c/rust/members/appoint", &[("person", "nobody")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.wrong(), ["person"]);
    // An office is for who belongs.
    let named = [("person", "@bob")];
    let outside = browser
        .submit(&page, "/c/rust/members/appoint", &named)
        .await;
    assert_eq!(outside.wrong(), ["person"]);
    assert!(outside.has("They are not a member of this community."));
    assert!(!browser.get(members).await.has("moderator here"));
    belongs(&app, &rust, &bob).await;
    let answer = browser
        .submit(&page, "/c/rust/members/appoint", &named)
        .await;
    assert_eq!(answer.location(), members);
    let page = browser.get(members).await;
    assert!(page.has("moderator here"));
    let account = bob.id().to_string();
    let token = page.value("csrf").unwrap();
    let fields = [("csrf", token.as_str()), ("account", account.as_str())];
    let answer = browser.post("/c/rust/members/dismiss", &fields).await;
    assert_eq!(answer.location(), members);
    assert!(!browser.get(members).await.has("moderator here"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_paged_and_searched_by_name() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    community(&app, &ada, "rust").await;
    community(&app, &ada, "r_st").await;
    for n in 0..30 {
        app.clock.advance(chrono::TimeDelta::seconds(1));
        let name = format!("Craft{n}");
        known(&app, &format!("https://l.test/c/{name}"), "Group", &name).await;
    }
    let mut visitor = browser(&app);
    let first = visitor.get("/communities").await;
    assert!(first.has("Craft29") && !first.has(">Rust practitioners<"));
    let older = first.link("next").unwrap();
    let second = visitor.get(&older).await;
    assert!(second.has(">Rust practitioners<") && !second.has("Craft29"));
    assert_eq!(second.link("next"), None);
    let found = visitor.get("/communities?q=!craft1").await;
    assert!(found.has("Craft1<") && found.has("Craft19") && !found.has("Craft2"));
    let literal = visitor.get("/communities?q=r_st").await;
    assert!(literal.has("/c/r_st") && !literal.has("\"/c/rust\""));
    let here = visitor.get("/communities?where=here").await;
    assert!(here.has("/c/rust") && !here.has("Craft"));
    assert!(
        visitor
            .get("/communities?q=zzz")
            .await
            .has("No communities")
    );
}
