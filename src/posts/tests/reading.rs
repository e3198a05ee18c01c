//! Reading: the front page, lists, threads and profiles as different people see them, and addresses
//! that nobody should ask for.

use super::stage::Stage;
use crate::accounts::actions::{resume, update_profile};
use crate::accounts::model::Viewer;
use crate::accounts::model::{ProfileForm, ServerRole};
use crate::accounts::settings::{SettingsForm, change};
use crate::accounts::tests::PASSWORD;
use crate::accounts::tests::{client, sign_in};
use crate::communities::model::Community;
use crate::membership::actions::{self as belonging, CommunityForm, update_settings};
use crate::posts::actions::{ThreadDraft, accept_answer, delete_thread, start_thread};
use crate::posts::model::ThreadKind;
use crate::search::actions::keep_words_now;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn visitors_see_what_this_place_is_and_good_answers() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let form = SettingsForm {
        site_name: "The Bending Iron".into(),
        site_description: "For people who bend wood.".into(),
        registration: "closed".into(),
        community_creation: "everyone".into(),
        ..SettingsForm::default()
    };
    change(&stage, &Viewer::System, &form).await.unwrap();
    let place = stage
        .open(
            &ada,
            "luthiers",
            CommunityForm {
                focus: "For builders.".into(),
                ..CommunityForm::default()
            },
        )
        .await;
    let thread = stage.ask(&ada, &place, "Which glue?").await;
    stage.ask(&ada, &place, "Nobody knows this").await;
    let answer = stage.reply(&ben, &thread, None, "Hide glue.").await;
    accept_answer(&stage, &ada, thread.id, answer.id)
        .await
        .unwrap();
    let page = stage.visitor().get("/").await;
    for said in [
        "For people who bend wood.",
        "!luthiers@<wbr>guild.<wbr>example",
        "For builders.",
        "Which glue?",
        "1 follower",
    ] {
        assert!(page.has(said), "{said}\n{}", page.body);
    }
    assert!(!page.has("Nobody knows this") && !page.has("/register"));
    let list = stage.visitor().get("/?list=all&sort=new").await;
    assert!(list.has("Nobody knows this"));
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_of_a_new_server_are_told_what_to_do_until_it_is_done() {
    let stage = Stage::new().await;
    let ada = stage.account("ada", ServerRole::Admin).await;
    let mut browser = stage.signed_in("ada").await;
    let steps = "section[aria-labelledby=steps] li a";
    let page = browser.get("/").await;
    let told = [
        "Say what this server is for",
        "Open a community",
        "Open registration",
        "Make an account for somebody",
    ];
    assert_eq!(page.texts(steps), told);
    assert!(page.has("<code>guildhall doctor</code>"), "{}", page.body);
    assert!(browser.get("/?list=all").await.texts(steps).is_empty());

    stage.community(&ada, "luthiers").await;
    stage.member("ben").await;
    assert_eq!(browser.get("/").await.texts(steps), told[..1]);
    let mut member = stage.signed_in("ben").await;
    assert!(!member.get("/").await.has("guildhall doctor"));

    let form = SettingsForm {
        site_name: "The Bending Iron".into(),
        site_description: "For people who bend wood.".into(),
        registration: "closed".into(),
        community_creation: "everyone".into(),
        ..SettingsForm::default()
    };
    change(&stage, &Viewer::System, &form).await.unwrap();
    assert!(!browser.get("/").await.has("guildhall doctor"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_to_write_is_told_so_and_comes_to_the_form() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.visitor();
    let form = "/c/luthiers/new?kind=link";
    let asked = browser.get(form).await;
    let login = browser.get(asked.location()).await;
    assert!(
        login.has("Sign in to share a link in luthiers."),
        "{}",
        login.body
    );
    let fields = [("name", "ada"), ("password", PASSWORD)];
    let wrong = browser
        .submit(&login, "/login", &[("name", "ada"), ("password", "no")])
        .await;
    assert!(wrong.has("Sign in to share a link in luthiers."));
    let answer = browser.submit(&wrong, "/login", &fields).await;
    assert_eq!(answer.location(), form);
    assert!(browser.get(form).await.has("name=\"url\""));

    // Whoever follows one community alone need not choose.
    let led = browser.get("/new?kind=link").await;
    assert_eq!(led.location(), form);
    stage.member("ben").await;
    let choose = stage.signed_in("ben").await.get("/new?kind=link").await;
    assert_eq!(choose.links("The luthiers"), [form]);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_see_what_is_new_for_them() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Mine, answered").await;
    stage.reply(&ben, &thread, None, "Here is how.").await;
    let tagged = |title: &str, tag: &str| ThreadDraft {
        title: title.into(),
        tags: vec![tag.into()],
        ..ThreadDraft::default()
    };
    for draft in [tagged("About glue", "glue"), tagged("About wood", "wood")] {
        let kind = ThreadKind::Question;
        start_thread(&stage, &ben, place.id(), kind, &draft)
            .await
            .unwrap();
        stage.clock.advance(chrono::TimeDelta::minutes(1));
    }
    let talk = tagged("Where she is at home", "glue");
    let known = start_thread(&stage, &ben, place.id(), ThreadKind::Discussion, &talk)
        .await
        .unwrap();
    stage.reply(&ada, &known, None, "I know about that.").await;
    let mut browser = stage.signed_in("ada").await;
    let page = browser.get("/").await;
    assert!(page.has("ben answered your question"), "{}", page.body);
    let open = page.texts("#could");
    assert_eq!(open, ["You could answer these"]);
    let titles = page.texts(".row-title");
    let place_of = |title: &str| titles.iter().position(|each| each == title).unwrap();
    // What she has answered before comes first, though it is older.
    assert!(
        place_of("About glue") < place_of("About wood"),
        "{titles:?}"
    );
    assert!(
        page.links("The luthiers")
            .contains(&"/c/luthiers".to_owned())
    );
    // Somebody who follows nothing is told what to do.
    stage.member("cem").await;
    let mut lonely = stage.signed_in("cem").await;
    let page = lonely.get("/").await;
    assert!(page.has("You follow nothing yet") && page.has("Find communities"));
}

#[tokio::test(flavor = "multi_thread")]
async fn times_and_languages_are_the_readers_and_the_writers() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let draft = ThreadDraft {
        title: "Welcher Leim?".into(),
        body: "Für Fichte.".into(),
        language: "de".into(),
        ..ThreadDraft::default()
    };
    let thread = start_thread(&stage, &ada, place.id(), ThreadKind::Question, &draft);
    let thread = thread.await.unwrap();
    let session = sign_in(&stage, "ada", PASSWORD).await.unwrap();
    let signed = resume(&stage, &session.token).await.unwrap().unwrap();
    let zone = ProfileForm {
        time_zone: "Asia/Tokyo".into(),
        ..ProfileForm::default()
    };
    update_profile(&stage, &signed, &zone).await.unwrap();
    assert_eq!(client("192.0.2.1").user_agent, "Tester/1");

    let mut browser = stage.signed_in("ada").await;
    let page = browser.get(&thread.path()).await;
    assert!(page.has("2026-06-01, 21:00 JST"), "{}", page.body);
    assert!(page.has("<h1 lang=\"de\">") && page.has("class=\"prose\" dir=\"auto\" lang=\"de\""));
    let page = stage.visitor().get("/c/luthiers").await;
    assert!(page.has("2026-06-01, 12:00 UTC"));
    assert!(page.has("class=\"row-title\" lang=\"de\""), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_carry_their_standing_and_related_threads_are_beside() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ben, &place, "Hide glue gels too early").await;
    stage
        .ask(&ben, &place, "Does hide glue keep in the fridge?")
        .await;
    let answer = stage.reply(&ada, &thread, None, "Warm the wood.").await;
    stage.reply(&ben, &thread, Some(&answer), "Thanks.").await;
    let page = stage.visitor().get(&thread.path()).await;
    let by = page.texts("h3.by").join(" ");
    assert!(by.contains("convener here"), "{by}");
    assert!(page.texts(".comments-by").join(" ").contains("asked this"));
    assert_eq!(page.links("Does hide glue keep").len(), 1);
    // Everybody sees the votes of comments, too.
    assert_eq!(page.texts(".comments .votes").len(), 1);
    assert!(page.texts(".comments .votes button").is_empty());
    let levels = page.texts("main h1, main h2, main h3");
    assert_eq!(levels[0], "Hide glue gels too early");
}

#[tokio::test(flavor = "multi_thread")]
async fn similar_questions_are_shown_while_one_types() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Hide glue gels too early").await;
    let mut browser = stage.signed_in("ada").await;
    let form = browser.get("/c/luthiers/new?title=My+glue").await;
    assert_eq!(form.value("title").unwrap(), "My glue");
    assert!(form.has("hx-get=\"/c/luthiers/similar\""));
    let part = browser.get("/c/luthiers/similar?title=early+glue").await;
    assert_eq!(part.links("Hide glue"), [thread.path()]);
    assert!(!part.has("<html"));
    // Without scripts the same comes with the preview.
    let fields = [("title", "My early glue"), ("preview", "1")];
    let shown = browser
        .submit(&form, "/c/luthiers/new?kind=question", &fields)
        .await;
    assert_eq!(shown.links("Hide glue"), [thread.path()], "{}", shown.body);
    let nothing = browser.get("/c/luthiers/similar?title=fret").await;
    assert_eq!((nothing.status, nothing.body.trim()), (StatusCode::OK, ""));
    // A question waits for an answer, an article does not.
    let article = ThreadDraft {
        title: "Frets and how they end".to_owned(),
        body: "Level, crown, polish.".to_owned(),
        ..ThreadDraft::default()
    };
    start_thread(&stage, &ada, place.id(), ThreadKind::Article, &article)
        .await
        .unwrap();
    for (title, said) in [("glue", "no answer yet"), ("frets", "Article")] {
        let path = format!("/c/luthiers/similar?title={title}");
        assert_eq!(browser.get(&path).await.texts("small"), [said]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn profiles_lead_to_messages_and_reports() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    stage.community(&ada, "luthiers").await;
    let page = stage.visitor().get("/u/ada").await;
    assert!(page.links("Message").is_empty() && page.links("Report").is_empty());
    assert!(
        page.links("The luthiers")
            .contains(&"/c/luthiers".to_owned())
    );
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/u/ada").await;
    assert!(page.links("Message").contains(&"/messages/ada".to_owned()));
    assert_eq!(page.links("Report"), ["/u/ada/report"]);
    let page = browser.get("/u/ben").await;
    assert!(page.links("Report").is_empty());
    assert!(
        page.links("Edit your profile")
            .contains(&"/settings".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_nobody_should_ask_for_are_refused_with_a_page() {
    let stage = Stage::new().await;
    let ada = stage.account("ada", ServerRole::Admin).await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ada").await;
    for path in [
        "/c/%00/about",
        "/c/%00/members",
        "/c/%00/settings",
        "/c/%00/modlog",
        "/c/%00/reports",
        "/c/%00/bans",
        "/c/%00",
        "/post/%00/remove",
        "/post/%00",
        "/messages/%00",
        "/messages/to?to=%00",
        "/communities?q=%00",
        "/u/%00",
        "/u/%ff",
        "/search?q=%E9",
        "/c/luthiers?tag=%00",
        "/communities?after=-300000000000000000.1",
        "/communities?after=nonsense",
        "/?list=all&sort=new&after=t9999999999999999999.1",
        "/?list=nothing",
        "/c/luthiers?sort=best",
        "/search?q=x&before=x",
        "/notifications?before=x",
        "/?sort=new&sort=top",
        "/c/luthiers/modlog?before=99999999999999999999",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(page.has("<html") && page.has("Front page"), "{path}");
        assert!(!page.has("deserialize"), "{path}");
    }
    browser
        .headers
        .push(("accept", "application/activity+json".to_owned()));
    for path in [
        "/u/%00",
        "/c/%00",
        "/post/%00",
        "/.well-known/webfinger?resource=acct:%00@guild.example",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_to_one_is_kept_for_no_other() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ada").await;
    for path in ["/", "/c/luthiers", "/notifications", "/no/such/page"] {
        let page = browser.get(path).await;
        assert_eq!(page.headers["cache-control"], "private, no-cache", "{path}");
        let vary: Vec<_> = page.headers.get_all("vary").iter().collect();
        assert!(vary.iter().any(|v| *v == "Cookie"), "{path} {vary:?}");
    }
    let page = stage.visitor().get("/c/luthiers").await;
    assert_eq!(page.headers["cache-control"], "no-cache");
    let form = stage.visitor().get("/login").await;
    assert_eq!(form.headers["cache-control"], "private, no-cache");
}

/// Decides anew who reads in a community.
async fn read_by(stage: &Stage, place: &Community, policy: &str) {
    let mut conn = stage.store.read().await.unwrap();
    let form = belonging::SettingsForm::load(&mut conn, place).await;
    let by = crate::accounts::queries::person_by_handle(&mut conn, "ada", "guild.example").await;
    drop(conn);
    let form = belonging::SettingsForm {
        read: policy.to_owned(),
        ..form.unwrap()
    };
    let by = by.unwrap().unwrap();
    update_settings(stage, &Viewer::System, &by, place, &form)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn old_public_threads_tell_nothing_of_a_community_that_is_for_fewer_now() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    let form = CommunityForm {
        focus: "For builders.".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "luthiers", form).await;
    let draft = ThreadDraft {
        title: "Which glue?".into(),
        tags: vec!["glue".into()],
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    let thread = start_thread(&stage, &ada, place.id(), kind, &draft).await;
    let path = thread.unwrap().path();
    let facts = ".facts dt";
    let (mut visitor, mut ben) = (stage.visitor(), stage.signed_in("ben").await);
    assert!(!visitor.get(&path).await.texts(facts).is_empty());

    read_by(&stage, &place, "members").await;
    let mut member = stage.signed_in("ada").await;
    assert!(!member.get(&path).await.texts(facts).is_empty());
    for outside in [&mut visitor, &mut ben] {
        let page = outside.get(&path).await;
        assert!(page.has("Which glue?") && page.has("For builders."));
        assert!(page.texts(facts).is_empty(), "{}", page.body);
    }

    read_by(&stage, &place, "server").await;
    let page = visitor.get(&path).await;
    assert!(page.has("Which glue?"), "it stays where it is");
    assert!(!page.has("luthiers") && !page.has("For builders."));
    assert!(ben.get(&path).await.has("For builders."));
    let lists = ["/?list=all&sort=new", "/?list=local&sort=new", "/u/ada"];
    for list in lists {
        assert!(ben.get(list).await.has("Which glue?"), "{list}");
        let page = visitor.get(list).await;
        assert!(!page.has("Which glue?") && !page.has("luthiers"), "{list}");
    }
    keep_words_now(&stage).await.unwrap();
    // The words that were sought stand on the page in any case.
    assert!(ben.get("/search?q=glue").await.has(&path));
    assert!(!visitor.get("/search?q=glue").await.has(&path));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_thread_has_no_figure_of_votes_for_others() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Which glue?").await;
    stage.reply(&ada, &thread, None, "Hide glue.").await;
    let figure = "#thread > .post-in > .post-foot .post-votes";
    let mut visitor = stage.visitor();
    let page = visitor.get(&thread.path()).await;
    assert_eq!(page.texts(figure).len(), 1);
    delete_thread(&stage, &ada, thread.id).await.unwrap();
    let page = visitor.get(&thread.path()).await;
    assert!(page.has("Its author deleted this thread.") && page.has("Hide glue."));
    assert!(page.texts(figure).is_empty(), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_only_answers_is_not_told_that_they_wrote_nothing() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Which glue?").await;
    stage.reply(&ben, &thread, None, "Hide glue.").await;
    let mut own = stage.signed_in("ben").await;
    let page = own.get("/u/ben?show=threads").await;
    assert!(
        page.has("No thread here yet, but replies."),
        "{}",
        page.body
    );
    assert!(!page.has("You have not written anything here yet."));
    let mut other = stage.signed_in("ada").await;
    let page = other.get("/u/ada?show=replies").await;
    assert!(page.has("No reply here yet, but threads."), "{}", page.body);
}
