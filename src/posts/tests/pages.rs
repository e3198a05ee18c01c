//! Writing through the pages: what is taken, what comes back, and who is offered what.

use super::stage::{Stage, refused, sign_in};
use crate::accounts::model::{ServerRole, Viewer};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::model::Community;
use crate::membership::actions::{CommunityForm, JoinForm, join, withdraw};
use crate::membership::model::Channel;
use crate::moderation::actions::{BanOrder, Grounds, ban, lock, remove};
use crate::moderation::model::Target;
use crate::posts::actions::{ThreadDraft, delete_reply, delete_thread, edit_reply, edit_thread};
use crate::posts::queries;
use crate::posts::tests::world::draft;
use axum::http::StatusCode;

const WORDS: &str = "What I **wrote** and do not want to lose";

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_asked_answered_and_accepted_on_pages() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    stage.community(&ada, "luthiers").await;
    let mut asker = stage.signed_in("ada").await;
    let ask = "/c/luthiers/new?kind=question";
    let form = asker.get(ask).await;
    let fields = [
        ("title", "Which glue for a loose brace?"),
        ("body", "It is *spruce*."),
        ("tags", "glue, repair"),
    ];
    let asked = asker.submit(&form, ask, &fields).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let thread = asked.location().to_owned();

    let mut helper = stage.signed_in("ben").await;
    let page = helper.get(&thread).await;
    assert!(page.has("<em>spruce</em>") && page.has("No answers yet"));
    let action = format!("{thread}/reply");
    let answered = helper
        .submit(&page, &format!("{action}#reply"), &[("body", "Hide glue.")])
        .await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    let reply = answered.location().split("#c-").nth(1).unwrap().to_owned();

    let page = asker.get(&thread).await;
    let accept = format!("/comment/{reply}/accept");
    let accepted = asker.submit(&page, &accept, &[]).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER);
    assert!(asker.get(&thread).await.has("Take back acceptance"));
    assert!(helper.get(&thread).await.has("Turn into a comment"));
    let page = stage.visitor().get(&thread).await;
    let mark = page.texts(".post[data-state=accepted] .post-mark");
    assert_eq!(mark, ["Accepted answer chosen by ada, who asked"]);
    assert!(page.has("Sign in to reply") && !page.has("/accept"));
    let list = stage.visitor().get("/c/luthiers").await;
    assert_eq!(list.texts(".row[data-state=accepted] .row-title").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn going_back_and_posting_again_leads_to_what_was_posted() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ben").await;
    let ask = "/c/luthiers/new?kind=question";
    let form = browser.get(ask).await;
    let fields = [("title", "Which glue?"), ("body", "It is spruce.")];
    let first = browser.submit(&form, ask, &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let again = browser.submit(&form, ask, &fields).await;
    assert_eq!(again.location(), first.location());
    let other = [("title", "Which glue?"), ("body", "It is cedar.")];
    let other = browser.submit(&form, ask, &other).await;
    assert_ne!(other.location(), first.location());

    let thread = first.location().to_owned();
    let action = format!("{thread}/reply#reply");
    let page = browser.get(&thread).await;
    let words = [("body", "And it is cracked.")];
    let said = browser.submit(&page, &action, &words).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let again = browser.submit(&page, &action, &words).await;
    assert_eq!(again.location(), said.location());
    assert_eq!(cracked(&mut browser, &thread).await, 1);
    // To another reply, by somebody else, and much later, it is said anew.
    let id = said.location().split("#c-").nth(1).unwrap().to_owned();
    let below = [("body", "And it is cracked."), ("parent", id.as_str())];
    let token = page.value("csrf").unwrap();
    let below = [&[("csrf", token.as_str())][..], &below[..]].concat();
    let nested = browser.post(&action, &below).await;
    assert_ne!(nested.location(), said.location(), "{}", nested.body);
    let mut convener = stage.signed_in("ada").await;
    let theirs = convener.get(&thread).await;
    convener.submit(&theirs, &action, &words).await;
    assert_eq!(cracked(&mut browser, &thread).await, 3);
    stage.clock.advance(chrono::TimeDelta::minutes(15));
    stage.clock.advance(chrono::TimeDelta::seconds(1));
    let late = browser.submit(&page, &action, &words).await;
    assert_eq!(cracked(&mut browser, &thread).await, 4);
    // What was taken back is not what they are led to.
    let id = late.location().split("#c-").nth(1).unwrap();
    let delete = format!("/comment/{id}/delete");
    let asks = browser.get(&delete).await;
    browser.submit(&asks, &delete, &[]).await;
    let anew = browser.submit(&page, &action, &words).await;
    assert_eq!(anew.status, StatusCode::SEE_OTHER, "{}", anew.body);
    assert_ne!(anew.location(), late.location());
}

/// How often the thread has these words.
async fn cracked(browser: &mut Browser, thread: &str) -> usize {
    let page = browser.get(thread).await;
    let texts = page.texts("main").join(" ");
    texts.matches("And it is cracked.").count()
}

/// Sends a form with `WORDS` as its body and looks at what comes back.
async fn resend(
    browser: &mut Browser,
    form: &crate::accounts::tests::browser::Answer,
    action: &str,
    status: u16,
    said: &str,
) {
    let fields = [("title", "Kept?"), ("body", WORDS)];
    let answer = browser.submit(form, action, &fields).await;
    assert_eq!(answer.status.as_u16(), status, "{action}\n{}", answer.body);
    let kept = answer.value("body").unwrap_or_default();
    assert_eq!(kept.trim(), WORDS, "{action}\n{}", answer.body);
    let told = refused(&answer);
    assert!(told.contains(said), "{action}: {told:?}\n{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_comes_back_whatever_the_refusal() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let mine = stage.reply(&ben, &thread, None, "Mine.").await;
    let own = stage.ask(&ben, &place, "Own?").await;
    let mut browser = stage.signed_in("ben").await;
    let ask = "/c/luthiers/new?kind=question";
    let reply = format!("{}/reply#reply", thread.path());
    let edit = format!("{}/edit", own.path());
    let edit_mine = format!("/comment/{}/edit", mine.public_id);

    // Opened while all was well.
    let pages = [
        (browser.get(ask).await, ask),
        (browser.get(&thread.path()).await, reply.as_str()),
        (browser.get(&edit).await, edit.as_str()),
        (browser.get(&edit_mine).await, edit_mine.as_str()),
    ];
    // Signed out meanwhile.
    let session = browser.cookies.remove("__Host-session").unwrap();
    for (page, action) in &pages {
        resend(&mut browser, page, action, 401, "not signed in any more").await;
    }
    // Signed in again in another tab: the token of the page is an old one.
    sign_in(&mut browser, "ben").await;
    for (page, action) in &pages {
        resend(&mut browser, page, action, 403, "out of date").await;
    }
    browser.cookies.insert("__Host-session".into(), session);
    // Closed to replies meanwhile.
    lock(&stage, &ada, thread.id, "").await.unwrap();
    resend(&mut browser, &pages[1].0, &reply, 403, "locked").await;
    // Banned meanwhile.
    let order = BanOrder::default();
    ban(&stage, &ada, place.id(), &ben, &order).await.unwrap();
    for (page, action) in &pages {
        resend(&mut browser, page, action, 403, "banned").await;
    }
    // Taken back meanwhile: what others replied is still there, and so is a place for the words.
    delete_thread(&stage, &ada, thread.id).await.unwrap();
    resend(&mut browser, &pages[1].0, &reply, 403, "banned").await;
    // Gone meanwhile: there is no form to give it back in, and it is given back all the same.
    delete_reply(&stage, &ben, mine.id).await.unwrap();
    let answer = browser
        .submit(&pages[1].0, &reply, &[("body", WORDS)])
        .await;
    assert_eq!(answer.status, StatusCode::GONE);
    assert_eq!(answer.texts("textarea#typed"), [WORDS]);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_fields_are_named_beside_what_was_typed() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ada").await;
    let link = "/c/luthiers/new?kind=link";
    let form = browser.get(link).await;
    let fields = [
        ("title", ""),
        ("body", WORDS),
        ("url", "gopher://x"),
        ("tags", "no=tag"),
    ];
    let answer = browser.submit(&form, link, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.wrong(), ["title", "url", "tags"]);
    assert_eq!(answer.value("body").unwrap().trim(), WORDS);
    assert!(refused(&answer).contains("Give it a title."));
    // A preview, and the form for another kind, keep it too.
    for (action, more) in [
        (link, ("preview", "1")),
        ("/c/luthiers/new?kind=question", ("again", "1")),
    ] {
        let typed = [("title", "T"), ("body", WORDS), more];
        let token = answer.value("csrf").unwrap();
        let mut fields = vec![("csrf", token.as_str())];
        fields.extend(typed);
        let answer = browser.post(action, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{action}");
        assert_eq!(answer.value("title").unwrap(), "T");
        assert_eq!(answer.value("body").unwrap().trim(), WORDS);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_site_sends_is_refused_outright() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let mut browser = stage.signed_in("ada").await;
    let page = browser.get(&thread.path()).await;
    browser
        .headers
        .push(("sec-fetch-site", "cross-site".to_owned()));
    let action = format!("{}/reply#reply", thread.path());
    let answer = browser.submit(&page, &action, &[("body", WORDS)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!answer.has("do not want to lose"));
    let mut conn = stage.store.read().await.unwrap();
    let found = queries::find_post(&mut conn, &Viewer::System, thread.id).await;
    assert_eq!(found.unwrap().unwrap().comment_count, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_begin_threads_is_told_why_and_not_offered_the_form() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let closed = CommunityForm {
        post_policy: "conveners".into(),
        ..CommunityForm::default()
    };
    stage.open(&ada, "news", closed).await;
    let place = stage.community(&ada, "luthiers").await;
    ban(&stage, &ada, place.id(), &ben, &BanOrder::default())
        .await
        .unwrap();
    let mut browser = stage.signed_in("ben").await;
    for (name, said, way_on) in [
        ("news", "Only conveners and moderators", "/communities"),
        ("luthiers", "You are banned", "/c/luthiers/modlog"),
    ] {
        let page = browser.get(&format!("/c/{name}/new")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{name}");
        assert!(page.has(said) && page.has(way_on), "{}", page.body);
        assert_eq!(page.value("title"), None, "{name}");
        let front = browser.get(&format!("/c/{name}")).await;
        assert!(front.links("New thread").is_empty(), "{name}");
        assert!(front.has("Nobody has begun one."), "{name}");
    }
    let mut convener = stage.signed_in("ada").await;
    assert_eq!(convener.get("/c/news/new").await.status, StatusCode::OK);
    let front = convener.get("/c/news").await;
    assert_eq!(front.links("New thread"), ["/c/news/new"]);
    assert!(front.has("You can: ask"), "{}", front.body);
    let links = stage.visitor().get("/c/luthiers").await.links("New thread");
    assert_eq!(links, ["/login?next=%2Fc%2Fluthiers%2Fnew"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn moderators_find_their_controls_and_members_find_reporting() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    stage.member("cem").await;
    stage.account("root", ServerRole::Admin).await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ben, &place, "Glue?").await;
    let answer = stage.reply(&ben, &thread, None, "An answer.").await;
    let below = stage
        .reply(&ben, &thread, Some(&answer), "A comment.")
        .await;
    let path = thread.path();
    let on_reply = |reply: &str, act: &str| format!("/comment/{reply}/{act}");
    let care = [
        format!("{path}/remove"),
        format!("{path}/lock"),
        format!("{path}/pin"),
        format!("{path}/retitle"),
        on_reply(&answer.public_id, "remove"),
        on_reply(&below.public_id, "remove"),
        "/c/luthiers/bans?person=ben#ban".to_owned(),
    ];
    let report = [
        format!("{path}/report"),
        on_reply(&answer.public_id, "report"),
        on_reply(&below.public_id, "report"),
    ];
    for (name, moderates, reports) in [
        (Some("ada"), true, true),
        (Some("root"), true, true),
        (Some("cem"), false, true),
        (Some("ben"), false, false),
        (None, false, false),
    ] {
        let mut browser = match name {
            Some(name) => stage.signed_in(name).await,
            None => stage.visitor(),
        };
        let page = browser.get(&path).await;
        for href in &care {
            let there = page.has(&format!("href=\"{href}\""));
            assert_eq!(there, moderates, "{name:?} {href}");
        }
        for href in &report {
            let there = page.has(&format!("href=\"{href}\""));
            assert_eq!(there, reports, "{name:?} {href}");
        }
        if moderates {
            for href in &care {
                let opened = browser.get(href.split('#').next().unwrap()).await;
                assert_eq!(opened.status, StatusCode::OK, "{name:?} {href}");
            }
            let bans = browser.get("/c/luthiers/bans?person=ben").await;
            assert_eq!(bans.value("person").as_deref(), Some("ben"));
            let moved = page.links("Move to another community…");
            assert_eq!(moved, [format!("{path}/move")], "{name:?}");
            let warn = page.links("Warn the author…");
            assert_eq!(warn.len(), 3, "{name:?} {warn:?}");
            let about = ["About the thread", "About a reply in", "About a reply in"];
            for (href, about) in warn.iter().zip(about) {
                let form = browser.get(href.split('#').next().unwrap()).await;
                let chosen = form.texts("select[name=act] option[selected]");
                assert_eq!(chosen, ["Warn: they are told, and nothing else follows"]);
                assert_eq!(form.value("person").as_deref(), Some("ben"));
                let reason = form.value("reason").unwrap_or_default();
                assert_eq!(reason, format!("{about} “Glue?”:"));
            }
        }
    }
    let (what, why) = (Target::Post(thread.id), Grounds::from("spam"));
    remove(&stage, &ada, what, &why).await.unwrap();
    let mut convener = stage.signed_in("ada").await;
    let page = convener.get(&path).await;
    assert_eq!(page.links("Restore"), [format!("{path}/restore")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_community_has_the_same_head() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    stage.community(&ada, "luthiers").await;
    let public = ["", "/library", "/members", "/about", "/modlog"];
    let all = [
        "Threads",
        "Library",
        "Members",
        "About",
        "Desk",
        "Settings",
        "Moderation",
    ];
    for (name, tabs) in [
        (None, &all[..4]),
        (Some("ben"), &all[..4]),
        (Some("ada"), &all[..]),
    ] {
        let mut browser = match name {
            Some(name) => stage.signed_in(name).await,
            None => stage.visitor(),
        };
        let closed = match tabs.len() {
            4 => &[][..],
            _ => &["/desk", "/settings", "/reports", "/bans"][..],
        };
        for below in public.iter().chain(closed) {
            let page = browser.get(&format!("/c/luthiers{below}")).await;
            assert_eq!(page.status, StatusCode::OK, "{name:?} {below}");
            assert_eq!(page.texts(".masthead .tabs a"), tabs, "{name:?} {below}");
            assert_eq!(page.texts("h1").len(), 1, "{name:?} {below}");
            let current = page.texts(".masthead .tabs [aria-current]");
            assert!(current.len() <= 1, "{name:?} {below}");
            let control = match name {
                None => "Sign in to follow",
                Some("ben") => "Follow",
                Some(_) => "Unfollow",
            };
            let acts = page.texts(".masthead-acts").join(" ");
            assert!(acts.contains(control), "{name:?} {below}: {acts}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_to_follow_can_ask_again_or_withdraw() {
    let stage = Stage::new().await;
    stage.member("ada").await;
    let world = super::world::World { app: stage.app };
    let far: Community = world.community_on("far", Some("away.example")).await;
    let stage = Stage { app: world.app };
    let mut browser = stage.signed_in("ada").await;
    let path = far.path();
    let page = browser.get(&path).await;
    let follow = format!("{path}/follow");
    let asked = browser.submit(&page, &follow, &[]).await;
    // The head stands above the main part, where its token is the frame's.
    let asked = match asked.status {
        StatusCode::SEE_OTHER => asked,
        _ => {
            let token = page.value_anywhere("csrf").unwrap();
            browser.post(&follow, &[("csrf", &token)]).await
        }
    };
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    for below in ["", "/about", "/members"] {
        let page = browser.get(&format!("{path}{below}")).await;
        let buttons = page.texts(".masthead-acts button");
        assert_eq!(buttons, ["Ask again", "Withdraw"], "{below}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_asks_once_and_can_be_undone() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ben, &place, "Glue?").await;
    let reply = stage.reply(&ben, &thread, None, "Mine.").await;
    let nested = stage.reply(&ben, &thread, Some(&reply), "Deeper.").await;
    let mut browser = stage.signed_in("ben").await;
    let mut stranger = stage.signed_in("ada").await;
    for path in [
        thread.path(),
        format!("/comment/{}", reply.public_id),
        format!("/comment/{}", nested.public_id),
    ] {
        let delete = format!("{path}/delete");
        assert_eq!(stranger.get(&delete).await.status, StatusCode::FORBIDDEN);
        let page = browser.get(&thread.path()).await;
        assert!(page.has(&format!("href=\"{delete}\"")), "{delete}");
        let asks = browser.get(&delete).await;
        assert!(asks.has("?</h1>") && asks.has("You can put it back"));
        let done = browser.submit(&asks, &delete, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let page = browser.get(&thread.path()).await;
        let marked = page.has("Deleted; only you see it") || page.has("Only you see this");
        assert!(marked, "{path}\n{}", page.body);
        let back = format!("{path}/undelete");
        let done = browser.submit(&page, &back, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = browser.get(&thread.path()).await;
        assert!(!page.has("only you see it"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn former_texts_say_what_was_changed() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let edits = [("", ""), ("de", ""), ("de", " It came off.")];
    for (language, more) in edits {
        let edited = ThreadDraft {
            title: thread.title.clone(),
            body: format!("{}{more}", thread.body),
            tags: vec!["glue".to_owned()],
            language: language.to_owned(),
            ..ThreadDraft::default()
        };
        edit_thread(&stage, &ada, thread.id, &edited).await.unwrap();
    }
    let path = format!("{}/revisions", thread.path());
    let page = stage.visitor().get(&path).await;
    let expected = [
        "Changed: text",
        "Changed: language (now German)",
        "Changed: tags (now: glue)",
    ];
    assert_eq!(page.texts("main section p.soft"), expected);
    let words = page.texts("main section .prose");
    assert_eq!(words, ["About Glue?. It came off.", "About Glue?."]);
    // Where it is shown what has changed, the whole is folded.
    let folded = page.texts("main section details .prose");
    assert_eq!(folded, ["About Glue?. It came off."]);
    assert_eq!(page.texts(".diff ins"), ["It came off."]);
    assert!(page.texts(".diff del").is_empty());
    let by = page.texts("main section p.small");
    assert_eq!(by, ["by ada", "by ada", "by ada", "by ada"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn former_texts_come_in_pages() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let reply = stage.reply(&ada, &thread, None, "text 0").await;
    for n in 1..=12 {
        let text = draft(&format!("text {n}"));
        edit_reply(&stage, &ada, reply.id, &text).await.unwrap();
    }
    let mut visitor = stage.visitor();
    let path = format!("/comment/{}/revisions", reply.public_id);
    let page = visitor.get(&path).await;
    assert_eq!(page.texts("section .prose").len(), 11);
    assert_eq!(page.texts("section .prose")[..2], ["text 12", "text 11"]);
    let older = page.link("next").unwrap();
    let page = visitor.get(&older).await;
    assert_eq!(page.texts("section .prose"), ["text 1", "text 0"]);
    let page = visitor.get(&page.link("prev").unwrap()).await;
    assert_eq!(page.texts("section .prose")[0], "text 12");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_to_join_finds_where_on_the_front_page() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let form = CommunityForm {
        join: "application".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "luthiers", form).await;
    let mut browser = stage.signed_in("ben").await;
    assert!(!browser.get("/").await.has("Your applications"));
    join(
        &stage.app,
        &ben,
        &place,
        &JoinForm::default(),
        Channel::Page,
    )
    .await
    .unwrap();
    let front = browser.get("/").await;
    assert_eq!(front.links("The luthiers"), ["/c/luthiers/join"]);
    assert!(front.has("you applied, and the conveners decide"));
    withdraw(&stage.app, &ben, &place).await.unwrap();
    assert!(!browser.get("/").await.has("Your applications"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_after_a_place_says_that_a_reply_of_theirs_is_the_word_of_the_team() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ben, &place, "Glue?").await;
    let own = stage.reply(&ada, &thread, None, "Be kind.").await;
    let bens = stage.reply(&ben, &thread, None, "I am.").await;
    let path = thread.path();
    let act = |id: &str, word: &str| format!("/comment/{id}/distinguish?team={word}");
    let badges = |page: &Answer| page.texts(".post .by .badge");

    let mut asker = stage.signed_in("ben").await;
    let page = asker.get(&path).await;
    assert!(!page.has("/distinguish"), "{}", page.body);
    let token = page.value_anywhere("csrf").unwrap_or_default();
    for id in [&own.public_id, &bens.public_id] {
        let refused = asker
            .post(&act(id, "on"), &[("csrf", token.as_str())])
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    }

    let mut convener = stage.signed_in("ada").await;
    let page = convener.get(&path).await;
    assert!(!page.has(&act(&bens.public_id, "on")));
    assert!(badges(&page).is_empty());
    let on = act(&own.public_id, "on");
    let marked = convener.submit(&page, &on, &[]).await;
    assert_eq!(marked.location(), own.path_on(&thread), "{}", marked.body);
    let page = convener.get(&path).await;
    assert_eq!(badges(&page), ["team"]);
    assert_eq!(badges(&stage.visitor().get(&path).await), ["team"]);
    let off = act(&own.public_id, "off");
    convener.submit(&page, &off, &[]).await;
    let page = convener.get(&path).await;
    assert!(badges(&page).is_empty() && page.has(&on));
    let odd = convener.submit(&page, &on, &[("team", "maybe")]).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
}
