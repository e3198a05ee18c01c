//! Searching through the page, on the database at hand.

use crate::accounts::actions::{resume, update_profile};
use crate::accounts::model::ProfileForm;
use crate::accounts::tests::{PASSWORD, sign_in};
use crate::activitypub::fake_http::Reply;
use crate::activitypub::net::NetError;
use crate::communities::tests::{actor, serve};
use crate::membership::actions::CommunityForm;
use crate::posts::tests::stage::Stage;
use crate::search::actions::keep_words_now;
use axum::http::StatusCode;

async fn called(stage: &Stage, name: &str, shown: &str) {
    stage.member(name).await;
    let session = sign_in(stage, name, PASSWORD).await.unwrap();
    let signed = resume(stage, &session.token).await.unwrap().unwrap();
    let form = ProfileForm {
        display_name: shown.into(),
        ..ProfileForm::default()
    };
    update_profile(stage, &signed, &form).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn communities_and_people_are_found_by_what_they_are_called() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    called(&stage, "ada_lovelace", "Augusta King").await;
    called(&stage, "adamant", "Rock Solid").await;
    called(&stage, "ben", "Benedikt Fuchs").await;
    let form = CommunityForm {
        title: "Network operations".into(),
        focus: "For people who run routers.".into(),
        ..CommunityForm::default()
    };
    stage.open(&ada, "netops", form).await;
    stage.community(&ada, "luthiers").await;
    let mut visitor = stage.visitor();
    for (typed, found, not) in [
        (
            "Network operations",
            &["/c/netops"][..],
            &["/c/luthiers"][..],
        ),
        ("netw oper", &["/c/netops"], &["/c/luthiers"]),
        ("routers", &["/c/netops"], &["/c/luthiers"]),
        ("!netops", &["/c/netops"], &[]),
        ("NETOPS", &["/c/netops"], &[]),
        (
            "ada_lovelace",
            &["/u/ada_lovelace"],
            &["/u/adamant", "/u/ada"],
        ),
        (
            "@ada",
            &["/u/ada", "/u/adamant", "/u/ada_lovelace"],
            &["/u/ben"],
        ),
        ("augusta", &["/u/ada_lovelace"], &["/u/ada"]),
        ("Fuchs Bene", &["/u/ben"], &[]),
        ("solid", &["/u/adamant"], &["/u/ben"]),
        ("\"' : * -", &[], &["/u/ben", "/c/netops"]),
    ] {
        let q: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        let page = visitor.get(&format!("/search?q={q}")).await;
        assert_eq!(page.status, StatusCode::OK, "{typed}");
        for href in found {
            assert!(
                page.has(&format!("href=\"{href}\"")),
                "{typed} {href}\n{}",
                page.body
            );
        }
        for href in not {
            assert!(!page.has(&format!("href=\"{href}\"")), "{typed} {href}");
        }
    }
    let page = visitor.get("/search?q=ada").await;
    let people = page.texts(".by a");
    assert_eq!(people[0], "ada", "the exact name first: {people:?}");
    for (typed, there) in [("oper", true), ("netops", true), ("glue", false)] {
        let page = visitor.get(&format!("/communities?q={typed}")).await;
        assert_eq!(page.has("href=\"/c/netops\""), there, "{typed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_name_is_found_and_the_old_one_is_not() {
    let stage = Stage::new().await;
    called(&stage, "ada", "Augusta").await;
    let session = sign_in(&stage, "ada", PASSWORD).await.unwrap();
    let signed = resume(&stage, &session.token).await.unwrap().unwrap();
    let form = ProfileForm {
        display_name: "Countess".into(),
        ..ProfileForm::default()
    };
    update_profile(&stage, &signed, &form).await.unwrap();
    let mut visitor = stage.visitor();
    assert!(
        visitor
            .get("/search?q=countess")
            .await
            .has("href=\"/u/ada\"")
    );
    assert!(
        !visitor
            .get("/search?q=augusta")
            .await
            .has("href=\"/u/ada\"")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_in_threads_and_replies_and_what_is_not_can_be_asked() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Which glue for spruce?").await;
    let reply = stage.reply(&ada, &thread, None, "Try casein.").await;
    keep_words_now(&stage).await.unwrap();
    let mut visitor = stage.visitor();
    let page = visitor.get("/search?q=spruce+glue").await;
    assert_eq!(page.links("Which glue"), [thread.path()]);
    assert_eq!(page.links("Ask this"), ["/new?title=spruce+glue"]);
    // What narrows a search is no part of a question, whether something was found or not.
    for (query, asked) in [
        ("kind:question", None),
        ("kind:question+glue", Some("/new?title=glue")),
        ("tag:lutes", None),
        ("tag:lutes+strings", Some("/new?title=strings")),
    ] {
        let page = visitor.get(&format!("/search?q={query}")).await;
        let asked: Vec<&str> = asked.into_iter().collect();
        assert_eq!(page.links("Ask this"), asked, "{query}");
    }
    let page = visitor.get("/search?q=casein&tab=replies").await;
    let href = format!("/comment/{}", reply.public_id);
    assert_eq!(page.links("Which glue"), [href.as_str()]);
    let page = visitor.get("/search?q=hurdygurdy").await;
    assert!(page.has("Nothing here has any of these words"));
    // Some of the words are better than nothing, and it is said that they are only some.
    let partly = "Nothing has all of these words. Here is what has some of them.";
    let page = visitor.get("/search?q=hurdygurdy+glue").await;
    assert_eq!(page.links("Which glue"), [thread.path()]);
    assert!(page.has(partly) && !page.has("any of these words"));
    let page = visitor.get("/search?q=hurdygurdy+casein&tab=replies").await;
    assert_eq!(page.links("Which glue"), [href.as_str()]);
    assert!(page.has(partly));
    let page = visitor.get("/search?q=spruce+glue").await;
    assert!(!page.has(partly));
    // What only an answer has is found without asking for replies, before threads with fewer of the words.
    let page = visitor.get("/search?q=casein").await;
    assert_eq!(page.links("Which glue"), [href.as_str()]);
    assert!(!page.has("Nothing here"), "{}", page.body);
    let page = visitor.get("/search?q=casein+try+glue").await;
    assert_eq!(page.links("Which glue"), [thread.path()], "{}", page.body);
    stage.reply(&ada, &thread, None, "Casein glue.").await;
    keep_words_now(&stage).await.unwrap();
    let page = visitor.get("/search?q=casein+glue").await;
    assert_eq!(page.links("Which glue").len(), 2, "{}", page.body);
    assert!(page.has("Threads with some of the words") && !page.has(partly));
    let mut german = stage.visitor();
    german.headers.push(("accept-language", "de".to_owned()));
    let page = german.get("/search?q=casein+glue").await;
    assert!(page.has("Themen mit einigen der Wörter"), "{}", page.body);
    let more = page.links("In Beiträgen weitersuchen");
    assert!(more[0].ends_with("&tab=replies"), "{more:?}");
    let page = visitor.get("/search?q=hurdygurdy").await;
    let ask = page.links("Ask this").remove(0);
    assert_eq!(ask, "/new?title=hurdygurdy");
    let mut member = stage.signed_in("ada").await;
    let form = member.get(&ask).await.location().to_owned();
    assert_eq!(
        member.get(&form).await.value("title").unwrap(),
        "hurdygurdy"
    );
    let long = "x".repeat(257);
    let page = visitor.get(&format!("/search?q={long}")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.links("Ask this").is_empty(),
        "nobody has looked for it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn collections_of_the_library_are_found_by_who_reads_them_now() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    let form = CommunityForm {
        read: "members".into(),
        ..CommunityForm::default()
    };
    stage.open(&ada, "inner", form).await;
    let mut convener = stage.signed_in("ada").await;
    let mut made = Vec::new();
    for (place, said) in [
        ("luthiers", "All about *hide* glues."),
        ("inner", "Our own glue."),
    ] {
        let fields = [("title", "Where to begin"), ("introduction", said)];
        let new = format!("/c/{place}/library/new");
        let answer = convener.fill_in(&new, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        made.push(answer.location().to_owned());
    }
    let (open, inner) = (made[0].as_str(), made[1].as_str());
    keep_words_now(&stage).await.unwrap();
    let mut visitor = stage.visitor();
    for (q, found) in [
        ("hide+glue", &[open][..]),
        ("begin", &[open]),
        ("%22hide+glues%22", &[open]),
        ("walnut", &[]),
        ("glue+kind%3Aarticle", &[]),
        ("glue&tab=replies", &[]),
    ] {
        let page = visitor.get(&format!("/search?q={q}")).await;
        assert_eq!(page.links("Where to begin"), found, "{q}");
    }
    let page = convener.get("/search?q=glue").await;
    assert_eq!(page.links("Where to begin"), [inner, open]);
    // What is changed is found as it is now.
    let other = [
        ("title", "Where to begin"),
        ("introduction", "About clamps."),
    ];
    let saved = convener.fill_in(&format!("{open}/edit"), &other).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    keep_words_now(&stage).await.unwrap();
    let page = visitor.get("/search?q=glue").await;
    assert!(page.links("Where to begin").is_empty());
    let page = visitor.get("/search?q=clamp").await;
    assert_eq!(page.links("Where to begin"), [open]);
    // It was made for everybody, and is read by who reads the community.
    let settings = "/c/luthiers/settings/joining";
    let closed = convener.fill_in(settings, &[("read", "members")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let page = visitor.get("/search?q=clamp").await;
    assert!(page.links("Where to begin").is_empty(), "{}", page.body);
    let page = convener.get("/search?q=clamp").await;
    assert_eq!(page.links("Where to begin"), [open]);
    convener.fill_in(&format!("{open}/delete"), &[]).await;
    let page = convener.get("/search?q=clamp").await;
    assert!(page.links("Where to begin").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_which_words_were_looked_for() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Is it so that six is few?").await;
    keep_words_now(&stage).await.unwrap();
    let mut visitor = stage.visitor();
    let any = "any of these words";
    // A thread has one of them, which is too short to be looked for by itself.
    let page = visitor.get("/search?q=it+hurdygurdy").await;
    assert!(page.links("Is it so").is_empty() && !page.has(any));
    assert!(page.has("Nothing has all of them, and nothing has “hurdygurdy”."));
    // And here the sixth, which is one too many.
    let page = visitor
        .get("/search?q=alpha+bravo+charlie+delta+foxtrot+six")
        .await;
    assert!(page.links("Is it so").is_empty() && !page.has(any));
    assert!(page.has("any of “charlie”, “foxtrot”, “alpha”, “bravo” and “delta”."));
    let page = visitor.get("/search?q=it+hurdygurdy+few").await;
    assert_eq!(page.links("Is it so"), [thread.path()]);
    assert!(page.has("Here is what has some of “hurdygurdy” and “few”."));
    let page = visitor.get("/search?q=hurdygurdy+alpha").await;
    assert!(page.has("Nothing here has any of these words"));
    let many = vec!["six"; 13].join("+");
    let page = visitor.get(&format!("/search?q={many}")).await;
    assert_eq!(page.links("Is it so"), [thread.path()]);
    assert!(page.has("Only the first 12 words were looked for."));
    let page = visitor.get("/search?q=%25").await;
    assert!(page.has("There is no word to look for"));
    // What there is stands on the first page.
    let page = visitor.get("/search?q=six&skip=20").await;
    assert!(!page.has(any) && page.has("There is nothing on this page"));
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_lead_to_our_pages_and_other_servers_are_asked_on_our_own_pages_only() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let mut visitor = stage.visitor();
    for path in [
        "/c/luthiers",
        "/u/ada",
        &format!("{}/a-slug", thread.path()),
    ] {
        let typed = format!("https://guild.example{path}");
        let q: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        let found = visitor.get(&format!("/search?q={q}")).await;
        assert_eq!(
            (found.status, found.location()),
            (StatusCode::SEE_OTHER, path)
        );
    }
    let far = "/search?q=%21far%40away.example";
    assert_eq!(
        visitor.get(far).await.links("Sign in").last().unwrap(),
        "/login?next=%2Fsearch%3Fq%3D%2521far%2540away.example"
    );
    let mut member = stage.signed_in("ada").await;
    member.headers.push(("sec-fetch-site", "cross-site".into()));
    let page = member.get(far).await;
    assert_eq!(page.links("Look it up now"), [far]);
    assert!(stage.http.sent().is_empty(), "nobody was asked");
    member.headers.clear();
    let page = member.get(far).await;
    assert!(
        page.has("cannot be reached now") || page.has("has nothing there"),
        "{}",
        page.body
    );
    assert!(!stage.http.sent().is_empty());
}

/// F-13: the page is no probe of networks, and nobody's who has not signed in.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_another_server_is_not_told() {
    let stage = Stage::new().await;
    stage.member("ada").await;
    let page = |url: &str| format!("/search?q={url}");
    let of_type = |kind: &str| {
        let kind = ("content-type", kind.to_owned());
        Reply::Answer(200, vec![kind], "{}".into())
    };
    let replies = [
        Reply::Fail(NetError::Timeout),
        Reply::Fail(NetError::Connect),
        Reply::Fail(NetError::Dns),
        Reply::Fail(NetError::Tls),
        Reply::Fail(NetError::Broken),
        Reply::Fail(NetError::TooLarge),
        Reply::status(301),
        Reply::status(401),
        Reply::status(403),
        Reply::status(404),
        Reply::status(410),
        Reply::status(500),
        Reply::with_header(302, "location", "http://127.0.0.1:5432/"),
        of_type("text/html"),
        of_type("application/json"),
        of_type("application/activity+json"),
    ];
    let mut visitor = stage.visitor();
    let mut member = stage.signed_in("ada").await;
    for (n, reply) in replies.into_iter().enumerate() {
        let url = format!("https://h{n}.test/post/1");
        stage.http.answer(&url, reply);
        let asked = visitor.get(&page(&url)).await;
        assert!(
            asked.has("are looked up for those who are signed in"),
            "{n}"
        );
        assert!(stage.http.sent().is_empty(), "{n}");
        let told = member.get(&page(&url)).await;
        assert_eq!(told.status, StatusCode::OK, "{n}");
        assert!(
            told.has("nothing there that can be shown here, or cannot be reached now"),
            "{n}: {}",
            told.body
        );
        assert!(!stage.http.sent().is_empty(), "{n}");
        stage.http.forget();
    }
    let bob = actor("https://b.test/u/bob", "Person", "bob");
    serve(&stage.http, &bob);
    let found = member.get(&page("https://b.test/u/bob")).await;
    assert_eq!(
        (found.status, found.location()),
        (StatusCode::SEE_OTHER, "/u/bob@b.test")
    );
}

const FAR: &str = "/authorize_interaction?uri=https%3A%2F%2Fl.test%2Fc%2Fgo";

#[tokio::test(flavor = "multi_thread")]
async fn who_is_sent_here_by_another_server_comes_to_the_page_of_what_they_found_there() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    serve(&stage.http, &actor("https://l.test/c/go", "Group", "go"));
    let mut visitor = stage.visitor();
    let asked = visitor.get(FAR).await;
    let login =
        "/login?next=%2Fauthorize_interaction%3Furi%3Dhttps%253A%252F%252Fl.test%252Fc%252Fgo";
    assert_eq!(asked.location(), login);
    let fields = [("name", "ada"), ("password", PASSWORD)];
    let signed_in = visitor.fill_in(login, &fields).await;
    assert_eq!(signed_in.location(), FAR, "{}", signed_in.body);
    let mut member = visitor;
    // Another site makes this server ask nobody by itself.
    member.headers.push(("sec-fetch-site", "cross-site".into()));
    let page = member.get(FAR).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("https://l.test/c/go"));
    assert_eq!(page.links("Look it up"), [FAR]);
    assert!(stage.http.sent().is_empty(), "nobody was asked");
    member.headers.clear();
    for (uri, path) in [
        ("https%3A%2F%2Fl.test%2Fc%2Fgo", "/c/go@l.test"),
        ("https%3A%2F%2Fguild.example%2Fc%2Fluthiers", "/c/luthiers"),
        ("acct%3Aluthiers%40guild.example", "/c/luthiers"),
        ("%40ada%40guild.example", "/u/ada"),
    ] {
        let found = member
            .get(&format!("/authorize_interaction?uri={uri}"))
            .await;
        let led = (found.status, found.location());
        assert_eq!(led, (StatusCode::SEE_OTHER, path), "{uri}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_or_is_not_there_leads_nowhere() {
    let stage = Stage::new().await;
    stage.member("ada").await;
    let mut member = stage.signed_in("ada").await;
    let long = format!("https://l.test/{}", "x".repeat(3_000));
    for uri in [
        "",
        "glue",
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "<script>alert(1)</script>",
        "two words@l.test",
        &long,
    ] {
        let q: String = url::form_urlencoded::byte_serialize(uri.as_bytes()).collect();
        let page = member.get(&format!("/authorize_interaction?uri={q}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{uri}");
        assert!(
            !page.has("<script>alert") && !page.has("javascript:"),
            "{uri}"
        );
    }
    assert!(stage.http.sent().is_empty(), "nobody was asked");
    for uri in [
        "%40nobody%40gone.test",
        "https%3A%2F%2Fgone.test%2Fu%2Fx",
        "acct%3Anobody%40guild.example",
    ] {
        let page = member
            .get(&format!("/authorize_interaction?uri={uri}"))
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{uri}");
        assert!(page.has("nothing there that can be shown here"), "{uri}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn search_speaks_the_language_of_who_asks() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    stage.ask(&ada, &place, "Which glue for spruce?").await;
    keep_words_now(&stage).await.unwrap();
    let mut visitor = stage.visitor();
    visitor.headers = vec![("accept-language", "de".to_owned())];
    for (asked, answers) in [
        (
            "/search?q=glue",
            &[
                "Wörter in Themen, ihren Schlagwörtern und Beiträgen",
                "Wie du eine Suche eingrenzt",
                "warmer Leim",
                "aria-label=\"Was durchsucht wird\"",
                ">Diskussionen</a>",
                ">Unbeantwortet</a>",
                "in The luthiers",
                "noch keine Antwort",
                "Nicht das, was du gemeint hast?",
            ][..],
        ),
        (
            "/search?q=it+hurdygurdy",
            &[
                "Zu diesen Wörtern wurde nichts gefunden",
                "Nichts enthält alle, und auch „hurdygurdy“ kommt nirgends vor. Mit anderen Wörtern",
            ],
        ),
        (
            "/search?q=alpha+bravo+charlie+delta+foxtrot+six",
            &["auch keines von „charlie“, „foxtrot“, „alpha“, „bravo“ und „delta“ kommt vor."],
        ),
        (
            "/search?q=kind:poem",
            &["Hinter kind: muss eines davon stehen: question, discussion,"],
        ),
        (
            "/search?q=%21far%40away.example",
            &["werden für alle nachgeschlagen, die angemeldet sind."],
        ),
    ] {
        let page = visitor.get(asked).await;
        for said in answers {
            assert!(page.has(said), "{asked} {said}\n{}", page.body);
        }
        for said in ["Search", "Nothing", "Ask this", "looked up"] {
            assert!(!page.has(said), "{asked} {said}\n{}", page.body);
        }
    }
    let mut member = stage.signed_in("ada").await;
    member.headers = vec![("accept-language", "de".to_owned())];
    let page = member.get("/following/searches").await;
    assert!(page.has("Du folgst noch keiner Suche"), "{}", page.body);
    let page = member.get("/search?q=glue").await;
    assert!(page.has("Dieser Suche folgen"), "{}", page.body);
    let done = member.submit(&page, "/search/follow", &[]).await;
    assert_eq!(done.location(), "/search?q=glue", "{}", done.body);
    let page = member.get("/search?q=glue").await;
    assert!(
        page.has("Du erfährst, wenn diese Suche etwas Neues findet, höchstens einmal am Tag."),
        "{}",
        page.body
    );
    let page = member.get("/following/searches").await;
    for said in [
        "Suchen, denen du folgst",
        "<span class=\"badge\">Themen</span>",
        "begonnen: <time",
        "Nicht mehr folgen",
        "Du kannst 10 Suchen folgen.",
    ] {
        assert!(page.has(said), "{said}\n{}", page.body);
    }
    let page = member.get("/authorize_interaction?uri=glue").await;
    assert!(page.has("Das ist keine Adresse einer Person"));
}
