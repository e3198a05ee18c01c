//! Automatic rules, and what is read before others see it.

use super::actions::{RuleForm, Whose, make_rule};
use super::model::{Deed, Kind, Rule, RuleId, Scope};
use super::queries::{list_rules, next_version, update_list};
use super::reading::{Fault, LINE_MAX, LINES_MAX, PATTERN_MAX, READ_MAX, Ready, Said, check};
use crate::accounts::model::{Person, ServerRole, Viewer};
use crate::communities::model::Community;
use crate::error::Error;
use crate::jobs::run_pending;
use crate::membership::actions::{SettingsForm, update_settings};
use crate::membership::queries::count_reported;
use crate::posts::actions::{ReplyDraft, ThreadDraft, edit_reply, let_through, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::held::list_held;
use crate::posts::tests::stage::Stage;
use crate::server;
use crate::store::{Time, Turn};
use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta};

fn rule(kind: Kind, list: &str) -> Rule {
    Rule {
        id: RuleId(1),
        scope: Scope::SERVER,
        kind,
        name: "Trade".into(),
        list: list.into(),
        amount: 0,
        minutes: 0,
        deed: Deed::Hold,
        message: String::new(),
        created_at: Time::new(DateTime::UNIX_EPOCH),
    }
}

fn finds(kind: Kind, list: &str, html: &str) -> Option<bool> {
    Ready::new(rule(kind, list)).finds(&Said::new("", html, None))
}

/// R-12: the engine takes nothing whose work is more than linear in the text, and nothing that becomes large.
#[test]
fn patterns_are_of_bounded_size_and_never_look_back() {
    let nested = format!("{}a{}", "(".repeat(60), ")".repeat(60));
    let long = "a".repeat(PATTERN_MAX + 1);
    for (pattern, expected) in [
        ("(a+)+$", Ok(())),
        (r"\bbuy\s+now\b", Ok(())),
        ("", Err(Fault::Empty)),
        ("  ", Err(Fault::Empty)),
        ("(", Err(Fault::Unreadable)),
        ("(?=a)b", Err(Fault::Unreadable)),
        ("(?<!a)b", Err(Fault::Unreadable)),
        (r"(a)\1", Err(Fault::Unreadable)),
        (nested.as_str(), Err(Fault::Unreadable)),
        (long.as_str(), Err(Fault::Long)),
        (r"(\w{1000}){1000}", Err(Fault::Large)),
        ("((a{100}){100}){100}", Err(Fault::Large)),
    ] {
        assert_eq!(check(Kind::Pattern, pattern), expected, "{pattern}");
    }
    // What backtracking engines never come to the end of.
    let text = format!("<p>{}!</p>", "a".repeat(READ_MAX - 2));
    assert_eq!(finds(Kind::Pattern, "(a+)+$", &text), Some(false));
    assert_eq!(finds(Kind::Pattern, "(a|aa)+b", &text), Some(false));

    let many: Vec<String> = (0..=LINES_MAX).map(|n| format!("word{n}")).collect();
    let enough = many[..LINES_MAX].join("\n");
    let lines = [
        (many.join("\n"), Err(Fault::Many)),
        (enough, Ok(())),
        ("x".repeat(LINE_MAX + 1), Err(Fault::Long)),
        ("# only\n#\n\n".to_owned(), Err(Fault::Empty)),
    ];
    for (list, expected) in lines {
        assert_eq!(check(Kind::Words, &list), expected);
    }
}

#[test]
fn of_a_long_text_the_beginning_is_read() {
    let inside = format!("<p>{} casino</p>", "é".repeat(READ_MAX - 20));
    assert_eq!(finds(Kind::Words, "casino", &inside), Some(true));
    let behind = format!("<p>{} casino</p>", "é".repeat(READ_MAX));
    assert_eq!(finds(Kind::Words, "casino", &behind), Some(false));
    let said = Said::new("", &"<p>é</p>".repeat(READ_MAX), None);
    assert!(said.text.chars().count() <= READ_MAX);
    let link = "<a href=\"https://a.example/\">x</a>".repeat(20_000);
    let behind = format!("{link}<a href=\"https://shop.example/\">x</a>");
    assert_eq!(finds(Kind::Domains, "shop.example", &behind), Some(false));
}

#[test]
fn words_are_found_whole_and_in_any_case() {
    for (list, html, found) in [
        ("casino", "<p>The CASINO.</p>", true),
        ("casino", "<p>Casinos</p>", false),
        ("casino", "<p>cas\u{200b}ino</p>", true),
        ("casino", "<p>ca<b>si</b>no</p>", true),
        ("cheap watches", "<p>Cheap\n  watches!</p>", true),
        ("cheap watches", "<p>watches, cheap</p>", false),
        ("größe", "<p>GRÖSSE</p>", false),
        ("größe", "<p>GRÖßE</p>", true),
        ("c++", "<p>I write C++.</p>", true),
        ("a.b", "<p>axb</p>", false),
        ("# trade\none\ntwo", "<p>two</p>", true),
        ("# trade\none\ntwo", "<p>trade</p>", false),
    ] {
        assert_eq!(
            finds(Kind::Words, list, html),
            Some(found),
            "{list}: {html}"
        );
    }
}

#[test]
fn domains_are_found_with_what_lies_in_them() {
    let link = |address: &str| format!("<p><a href=\"{address}\">here</a></p>");
    for (list, address, found) in [
        ("shop.example", "https://shop.example/x", true),
        ("shop.example", "https://www.SHOP.example:8443/x?y=1", true),
        ("*.shop.example", "https://shop.example/", true),
        ("shop.example", "https://workshop.example/", false),
        ("shop.example", "https://other.example/shop.example", false),
        ("shop.example", "mailto:a@shop.example", false),
        ("192.0.2.1", "http://192.0.2.1/", true),
    ] {
        let html = link(address);
        assert_eq!(finds(Kind::Domains, list, &html), Some(found), "{address}");
    }
    for wrong in ["shop", "a b.example", "https://shop.example/"] {
        assert_eq!(
            check(Kind::Domains, wrong),
            Err(Fault::Unreadable),
            "{wrong}"
        );
    }
    let said = Said::new("", "<p>none</p>", Some("https://shop.example/"));
    let ready = Ready::new(rule(Kind::Domains, "shop.example"));
    assert_eq!(ready.finds(&said), Some(true), "the link of a thread");
}

#[test]
fn names_and_tags_of_known_servers_lead_nowhere() {
    let html = "<p><a href=\"https://b.example/@bo\">@bo</a></p>";
    let said = Said::new("", html, None);
    assert!(!said.leads_away("guild.example", &["b.example:443"]));
    assert!(said.leads_away("guild.example", &["c.example"]));
    let own = Said::new("", "<a href=\"https://guild.example/c/x\">here</a>", None);
    assert!(!own.leads_away("guild.example", &[]));
    let posed = Said::new("", "<a href=\"https://shop.example/\">@pills</a>", None);
    assert!(posed.leads_away("guild.example", &["b.example"]));
}

struct Scene {
    stage: Stage,
    ada: Person,
    ben: Person,
    place: Community,
}

/// Ada convenes the luthiers, Ben writes there.
async fn scene() -> Scene {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    Scene {
        stage,
        ada,
        ben,
        place,
    }
}

impl Scene {
    async fn rule(&self, kind: &str, list: &str, deed: &str) {
        let form = RuleForm {
            name: "Trade".into(),
            kind: kind.into(),
            list: list.into(),
            deed: deed.into(),
            message: "No trade here.".into(),
            ..RuleForm::default()
        };
        self.made(&form).await;
    }

    async fn counting(&self, kind: &str, amount: &str, minutes: &str) {
        let form = RuleForm {
            name: "Too much".into(),
            kind: kind.into(),
            amount: amount.into(),
            minutes: minutes.into(),
            deed: "hold".into(),
            ..RuleForm::default()
        };
        self.made(&form).await;
    }

    async fn made(&self, form: &RuleForm) {
        let by = (&self.ada, &Viewer::System);
        make_rule(&self.stage, by, Whose::Community(&self.place), form)
            .await
            .unwrap();
    }

    async fn set(&self, change: impl FnOnce(&mut SettingsForm)) {
        let mut conn = self.stage.store.read().await.unwrap();
        let mut form = SettingsForm::load(&mut conn, &self.place).await.unwrap();
        drop(conn);
        change(&mut form);
        update_settings(&self.stage, &Viewer::System, &self.ada, &self.place, &form)
            .await
            .unwrap();
    }

    async fn write(&self, who: &Person, title: &str, body: &str) -> Result<Post, Error> {
        self.write_in(&self.place, who, title, body).await
    }

    async fn write_in(
        &self,
        place: &Community,
        who: &Person,
        title: &str,
        body: &str,
    ) -> Result<Post, Error> {
        let draft = ThreadDraft {
            title: title.into(),
            body: body.into(),
            ..ThreadDraft::default()
        };
        start_thread(&self.stage, who, place.id(), ThreadKind::Discussion, &draft).await
    }

    /// Whether what this person writes now is held.
    async fn holds(&self, who: &Person, title: &str, body: &str) -> bool {
        self.write(who, title, body)
            .await
            .unwrap()
            .held_at
            .is_some()
    }

    async fn held_ids(&self) -> Vec<i64> {
        let mut conn = self.stage.store.read().await.unwrap();
        let held = list_held(&mut conn, self.place.id(), Turn::First, 50).await;
        held.unwrap().rows.into_iter().map(|held| held.id).collect()
    }

    async fn reports(&self) -> i64 {
        run_pending(&self.stage.data, &server::jobs())
            .await
            .unwrap();
        let mut conn = self.stage.store.read().await.unwrap();
        count_reported(&mut conn, self.place.id(), self.ada.id())
            .await
            .unwrap()
    }
}

/// What is wrong with the text, as whoever wrote it reads it.
fn said_of(refused: Result<Post, Error>) -> String {
    match refused {
        Err(Error::Invalid(wrong)) if wrong[0].field == "body" => wrong[0].message.to_string(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_made_tried_changed_and_deleted_on_their_page() {
    let scene = scene().await;
    let path = "/c/luthiers/settings/screening";
    let mut ada = scene.stage.signed_in("ada").await;
    let page = ada.get(path).await;
    assert!(page.has("There are no rules yet."), "{}", page.body);
    let wrong = [
        ("name", ""),
        ("kind", "pattern"),
        ("list", "(?=a)"),
        ("deed", "burn"),
    ];
    let refused = ada.submit(&page, path, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["name", "list", "deed"]);
    let right = [
        ("name", "Trade"),
        ("kind", "words"),
        ("list", "casino\r\ncheap watches"),
        ("deed", "refuse"),
        ("message", "No trade here."),
    ];
    let made = ada.submit(&page, path, &right).await;
    assert_eq!(made.location(), path, "{}", made.body);

    let page = ada.get(path).await;
    assert!(page.has("Looks for words. It is refused."), "{}", page.body);
    let try_it = format!("{path}/try");
    let tried = ada.submit(&page, &try_it, &[("text", "A *casino*")]).await;
    assert_eq!(tried.status, StatusCode::OK);
    assert_eq!(tried.texts("main .badge"), ["Caught"], "{}", tried.body);
    let tried = ada.submit(&page, &try_it, &[("text", "A cello")]).await;
    assert!(tried.has("Not caught."), "{}", tried.body);

    let id = {
        let mut conn = scene.stage.store.read().await.unwrap();
        let scope = Scope::of(scene.place.id());
        list_rules(&mut conn, scope, 10).await.unwrap()[0].id
    };
    let one = format!("{path}/{id}");
    let list = ada.get(&format!("{one}/list")).await;
    assert_eq!(list.body, "casino\ncheap watches\n");
    let mut ben = scene.stage.signed_in("ben").await;
    let token = ben.get("/settings").await.value("csrf").unwrap();
    for (address, field) in [
        (one.as_str(), ("what", "delete")),
        (path, ("name", "Mine")),
        (try_it.as_str(), ("text", "x")),
    ] {
        let refused = ben.post(address, &[("csrf", token.as_str()), field]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!(ben.get(path).await.status, StatusCode::FORBIDDEN);
    assert!(scene.write(&scene.ben, "Casino", "Come.").await.is_err());

    let empty = ada
        .submit(&page, &one, &[("what", "save"), ("list", " ")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = [("what", "save"), ("list", "roulette")];
    assert_eq!(ada.submit(&page, &one, &other).await.location(), path);
    assert!(scene.write(&scene.ben, "Casino", "Come.").await.is_ok());
    assert!(scene.write(&scene.ben, "Roulette", "Come.").await.is_err());
    let gone = ada.submit(&page, &one, &[("what", "delete")]).await;
    assert_eq!(gone.location(), path);
    assert!(scene.write(&scene.ben, "Roulette", "Come.").await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_of_the_server_hold_everywhere() {
    let scene = scene().await;
    scene.stage.account("olga", ServerRole::Admin).await;
    let other = scene.stage.community(&scene.ben, "bows").await;
    let path = "/admin/screening";
    let mut olga = scene.stage.signed_in("olga").await;
    let page = olga.get(path).await;
    let fields = [
        ("name", "Trade"),
        ("kind", "domains"),
        ("list", "shop.example"),
        ("deed", "refuse"),
    ];
    let made = olga.submit(&page, path, &fields).await;
    assert_eq!(made.location(), path, "{}", made.body);
    let text = "See https://www.shop.example/x";
    let refused = scene.write(&scene.ben, "Strings", text).await;
    let usual = "A rule of this place does not let this text through.";
    assert_eq!(said_of(refused), usual);
    // Also of those who look after the community, and in every one.
    assert!(scene.write(&scene.ada, "Strings", text).await.is_err());
    let there = scene.write_in(&other, &scene.ben, "Strings", text).await;
    assert!(there.is_err());

    let page = olga.get(path).await;
    let tried = olga
        .submit(&page, "/admin/screening/try", &[("text", text)])
        .await;
    assert_eq!(tried.texts("main .badge"), ["Caught"], "{}", tried.body);
    let id = {
        let mut conn = scene.stage.store.read().await.unwrap();
        list_rules(&mut conn, Scope::SERVER, 10).await.unwrap()[0].id
    };
    let one = format!("{path}/{id}");
    let mut ada = scene.stage.signed_in("ada").await;
    let token = ada.get("/settings").await.value("csrf").unwrap();
    let fields = [("csrf", token.as_str()), ("what", "delete")];
    assert_eq!(ada.post(&one, &fields).await.status, StatusCode::FORBIDDEN);
    let gone = olga.submit(&page, &one, &[("what", "delete")]).await;
    assert_eq!(gone.location(), path);
    assert!(scene.write(&scene.ben, "Strings", text).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_refuses_with_its_message_and_spares_those_who_look_after_the_place() {
    let scene = scene().await;
    scene.rule("words", "casino", "refuse").await;
    let refused = scene
        .write(&scene.ben, "Hello", "Come to the casino.")
        .await;
    assert_eq!(said_of(refused), "No trade here.");
    let refused = scene.write(&scene.ben, "A casino", "Come.").await;
    assert_eq!(said_of(refused), "No trade here.", "the title is read, too");
    assert!(scene.write(&scene.ada, "A casino", "Come.").await.is_ok());
    assert!(scene.write(&scene.ben, "A cello", "Come.").await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_reports_once_what_is_shown() {
    let scene = scene().await;
    scene.rule("words", "casino", "report").await;
    assert!(!scene.holds(&scene.ben, "A casino", "Come.").await);
    assert_eq!(scene.reports().await, 1);
    let mut ada = scene.stage.signed_in("ada").await;
    let reports = ada.get("/c/luthiers/reports").await;
    assert!(
        reports.has("Caught by an automatic rule: Trade"),
        "{}",
        reports.body
    );
    scene.rule("words", "casino", "hold").await;
    assert!(scene.holds(&scene.ben, "A casino again", "Come.").await);
    assert_eq!(scene.reports().await, 1, "what is held is on the desk");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_rule_holds_waits_on_the_desk_and_its_author_sees_that() {
    let scene = scene().await;
    scene.rule("words", "casino", "hold").await;
    let first = scene.write(&scene.ben, "A casino", "Come.").await.unwrap();
    let second = scene
        .write(&scene.ben, "Casino two", "Come.")
        .await
        .unwrap();
    assert!(first.held_at.is_some() && second.held_at.is_some());
    let mut visitor = scene.stage.visitor();
    assert_ne!(visitor.get(&first.path()).await.status, StatusCode::OK);
    let mut ben = scene.stage.signed_in("ben").await;
    let own = ben.get(&first.path()).await;
    let why = "Others see it when somebody who looks after this community has read it and lets it through.";
    assert!(own.has(why), "{}", own.body);

    let mut ada = scene.stage.signed_in("ada").await;
    let desk = ada.get("/c/luthiers/desk").await;
    assert!(
        desk.has("An automatic rule caught it: Trade."),
        "{}",
        desk.body
    );
    let ids = scene.held_ids().await;
    let let_go = format!("/c/luthiers/desk/held/{}", ids[0]);
    ada.submit(&desk, &let_go, &[]).await;
    assert_eq!(visitor.get(&first.path()).await.status, StatusCode::OK);

    let decline = format!("/c/luthiers/desk/held/{}/decline", ids[1]);
    let wordless = ada.submit(&desk, &decline, &[("reason", "")]).await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let declined = ada.submit(&desk, &decline, &[("reason", "Not here")]).await;
    assert_eq!(declined.location(), "/c/luthiers/desk", "{}", declined.body);
    assert!(scene.held_ids().await.is_empty());
    let own = ben.get(&second.path()).await;
    assert!(own.has("Not here"), "{}", own.body);
    assert_ne!(visitor.get(&second.path()).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn first_contributions_wait_until_so_many_are_shown() {
    let scene = scene().await;
    scene.set(|form| form.hold_first = "2".into()).await;
    let (ada, ben) = (&scene.ada, &scene.ben);
    let said = "What you write will be read first.";
    let mut before = scene.stage.signed_in("ben").await;
    assert!(before.get("/c/luthiers/new?kind=question").await.has(said));
    let mut convener = scene.stage.signed_in("ada").await;
    assert!(
        !convener
            .get("/c/luthiers/new?kind=question")
            .await
            .has(said)
    );
    for title in ["One", "Two"] {
        assert!(scene.holds(ben, title, "Words.").await, "{title}");
        for id in scene.held_ids().await {
            let_through(&scene.stage, ada, &scene.place, id)
                .await
                .unwrap();
        }
    }
    assert!(!scene.holds(ben, "Three", "Words.").await);
    assert!(!scene.holds(ada, "Mine", "Words.").await);
    scene.set(|form| form.hold_all = "yes".into()).await;
    assert!(scene.holds(ben, "Four", "Words.").await);
    assert!(!scene.holds(ada, "Mine too", "Words.").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_of_newcomers_wait() {
    let scene = scene().await;
    scene.set(|form| form.hold_links = "yes".into()).await;
    let ben = &scene.ben;
    let link = "See https://strings.example/";
    assert!(scene.holds(ben, "Link", link).await);
    let own = "See https://guild.example/c/luthiers and @ada";
    for title in ["One", "Two", "Three"] {
        assert!(!scene.holds(ben, title, own).await, "{title}");
    }
    assert!(!scene.holds(ben, "Another link", link).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn bursts_are_held_until_the_time_is_over() {
    let scene = scene().await;
    scene.counting("burst", "2", "10").await;
    let ben = &scene.ben;
    assert!(!scene.holds(ben, "One", "Words.").await);
    assert!(!scene.holds(ben, "Two", "Words.").await);
    assert!(scene.holds(ben, "Three", "Words.").await);
    let carl = scene.stage.member("carl").await;
    assert!(
        !scene.holds(&carl, "Mine", "Words.").await,
        "each for themselves"
    );
    scene.stage.clock.advance(TimeDelta::minutes(11));
    assert!(!scene.holds(ben, "Four", "Words.").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_text_is_known_again() {
    let scene = scene().await;
    scene.counting("repeat", "1", "60").await;
    let text = "Buy the finest strings in all of the country, today and for ever.";
    let noisy = "BUY -- the finest strings, in all of the country; today (and for ever)!!!";
    let carl = scene.stage.member("carl").await;
    let ben = &scene.ben;
    assert!(!scene.holds(ben, "Strings", text).await);
    assert!(
        !scene.holds(&carl, "Strings", text).await,
        "of somebody else"
    );
    assert!(scene.holds(ben, "strings", noisy).await);
    assert!(!scene.holds(ben, "Thanks", "Thanks!").await);
    assert!(
        !scene.holds(ben, "Thanks", "Thanks!").await,
        "too short for that"
    );
    scene.counting("copies", "1", "60").await;
    let dora = scene.stage.member("dora").await;
    let emil = scene.stage.member("emil").await;
    assert!(!scene.holds(&dora, "Strings", text).await);
    assert!(scene.holds(&emil, "Strings", text).await, "by whomever");
}

#[tokio::test(flavor = "multi_thread")]
async fn new_accounts_and_floods_over_communities_are_held() {
    let scene = scene().await;
    let (stage, ben) = (&scene.stage, &scene.ben);
    let form = |kind: &str, amount: &str, minutes: &str| RuleForm {
        name: "Too much".into(),
        kind: kind.into(),
        amount: amount.into(),
        minutes: minutes.into(),
        deed: "hold".into(),
        ..RuleForm::default()
    };
    let by = (&scene.ada, &Viewer::System);
    let flood = form("flood", "2", "60");
    make_rule(stage, by, Whose::Server, &flood).await.unwrap();
    let mut places = vec![scene.place.clone()];
    for name in ["bows", "strings"] {
        places.push(stage.community(&scene.ada, name).await);
    }
    let mut held = Vec::new();
    for (place, title) in [(0, "a"), (0, "b"), (1, "c"), (2, "d"), (2, "e"), (0, "f")] {
        let post = scene.write_in(&places[place], ben, title, "Words.").await;
        held.push(post.unwrap().held_at.is_some());
    }
    assert_eq!(held, [false, false, false, true, true, true]);

    let new = form("new_account", "1", "1440");
    make_rule(stage, by, Whose::Server, &new).await.unwrap();
    let carl = stage.member("carl").await;
    assert!(!scene.holds(&carl, "One", "Words.").await);
    assert!(scene.holds(&carl, "Two", "Words.").await);
    stage.clock.advance(TimeDelta::days(2));
    assert!(!scene.holds(&carl, "Three", "Words.").await);
    assert!(!scene.holds(&carl, "Four", "Words.").await, "known by now");
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_cannot_bring_in_what_would_have_been_held() {
    let scene = scene().await;
    let thread = scene.write(&scene.ben, "A cello", "Words.").await.unwrap();
    let reply = scene
        .stage
        .reply(&scene.ben, &thread, None, "An answer.")
        .await;
    scene.rule("words", "casino", "hold").await;
    let draft = ReplyDraft {
        body: "A casino.".into(),
        ..ReplyDraft::default()
    };
    let refused = edit_reply(&scene.stage, &scene.ben, reply.id, &draft).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    let mut ben = scene.stage.signed_in("ben").await;
    let page = ben.get(&thread.path()).await;
    assert!(page.has("An answer."), "{}", page.body);
    // Those who look after the place may.
    let own = scene.stage.reply(&scene.ada, &thread, None, "Mine.").await;
    let edited = edit_reply(&scene.stage, &scene.ada, own.id, &draft).await;
    assert!(edited.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_another_process_changed_hold_at_once() {
    let scene = scene().await;
    scene.rule("words", "casino", "refuse").await;
    assert!(scene.write(&scene.ben, "Casino", "Come.").await.is_err());
    let scope = Scope::of(scene.place.id());
    let mut tx = scene.stage.store.begin().await.unwrap();
    let id = list_rules(&mut tx, scope, 10).await.unwrap()[0].id;
    update_list(&mut tx, id, "roulette").await.unwrap();
    next_version(&mut tx, scope).await.unwrap();
    tx.commit().await.unwrap();
    assert!(scene.write(&scene.ben, "Casino", "Come.").await.is_ok());
    assert!(scene.write(&scene.ben, "Roulette", "Come.").await.is_err());
}
