//! The way in, from the first look to an account, as the page for joining and the head of a community show it.

use crate::accounts::model::{Person, Viewer};
use crate::accounts::settings::{self, SettingsForm};
use crate::accounts::tests::PASSWORD;
use crate::accounts::tests::browser::Browser;
use crate::mail::tests::{confirm, with_mail};
use crate::membership::actions::CommunityForm;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;

const FRONT: &str = "/c/luthiers";
const JOIN: &str = "/c/luthiers/join";
const ABOUT: &str = "/c/luthiers/about";
const JOINING: &str = "/c/luthiers/settings/joining";
const BEFORE: &str = "/c/luthiers/settings/before";
const QUESTIONS: &str = "/c/luthiers/settings/questions";
const REGISTER: &str = "/register?next=%2Fc%2Fluthiers%2Fjoin";

struct Place {
    stage: Stage,
    ben: Person,
    ada: Browser,
}

impl Place {
    /// A community of ada's with these settings; ben is somebody else here.
    async fn new(settings: &[(&str, &str)]) -> Self {
        Self::on(Stage::new().await, settings).await
    }

    async fn on(stage: Stage, settings: &[(&str, &str)]) -> Self {
        let ada = stage.member("ada").await;
        let ben = stage.member("ben").await;
        let form = CommunityForm {
            rules: "1. Be kind.".into(),
            ..CommunityForm::default()
        };
        stage.open(&ada, "luthiers", form).await;
        let ada = stage.signed_in("ada").await;
        let mut place = Self { stage, ben, ada };
        place.set(settings).await;
        place
    }

    /// Each part of the settings takes what is its own.
    async fn set(&mut self, settings: &[(&str, &str)]) {
        for part in [JOINING, BEFORE] {
            let saved = self.ada.fill_in(part, settings).await;
            assert_eq!(saved.location(), part, "{}", saved.body);
        }
    }

    async fn asks(&mut self) {
        let asked = [
            ("question_1", "What do you build?"),
            ("question_1_kind", "text"),
            ("question_1_required", "on"),
            ("question_2", "Where?"),
            ("question_2_kind", "choice"),
            ("question_2_choices", "Home, Shop"),
        ];
        let saved = self.ada.fill_in(QUESTIONS, &asked).await;
        assert_eq!(saved.location(), QUESTIONS, "{}", saved.body);
    }

    async fn lets_people_register(&self) {
        let form = {
            let mut conn = self.stage.store.read().await.unwrap();
            let now = settings::load(&self.stage.app, &mut conn).await.unwrap();
            SettingsForm {
                registration: "open".into(),
                ..SettingsForm::from(&now)
            }
        };
        let changed = settings::change(&self.stage.app, &Viewer::System, &form).await;
        changed.unwrap();
    }

    /// What stands in the head of the community's page.
    async fn acts(&self, browser: &mut Browser, path: &str) -> Vec<String> {
        browser.get(path).await.texts(".masthead-acts .btn")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_read_what_they_will_be_asked_and_come_back_with_an_account() {
    let mut place = Place::new(&[("join", "application")]).await;
    place.asks().await;
    place.lets_people_register().await;
    let mut visitor = place.stage.visitor();
    let page = visitor.get(JOIN).await;
    for words in [
        "What do you build?",
        "Where?",
        "Home, Shop",
        "need not be answered",
    ] {
        assert!(page.has(words), "{words}: {}", page.body);
    }
    assert_eq!(page.value("answer_1"), None, "no form that nobody can send");
    assert_eq!(page.links("Make an account"), [REGISTER]);
    assert_eq!(page.links("Sign up"), [REGISTER]);
    let login = page.links("Sign in to join").remove(0);
    let login = visitor.get(&login).await;
    assert!(login.has("Sign in to join luthiers."));
    assert_eq!(login.links("Make an account"), [REGISTER]);
    let fields = [
        ("name", "eve"),
        ("email", "eve@mail.example"),
        ("password", PASSWORD),
    ];
    let made = visitor.fill_in(REGISTER, &fields).await;
    assert_eq!(made.location(), JOIN, "{}", made.body);
    let page = visitor.get(JOIN).await;
    assert!(page.value("answer_1").is_some(), "and may answer now");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_makes_an_account_the_page_says_so_and_names_the_way_from_elsewhere() {
    let place = Place::new(&[("join", "application")]).await;
    let page = place.stage.visitor().get(JOIN).await;
    assert!(page.links("Make an account").is_empty());
    assert!(page.has("this server makes none for strangers"));
    assert_eq!(page.links("Joining from another server"), ["#s-elsewhere"]);
    assert!(page.has("id=\"s-elsewhere\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_applied_sees_until_when_they_wait_and_what_they_answered() {
    let note = ("applicants_note", "We look on Mondays.");
    let mut place = Place::new(&[("join", "application"), note]).await;
    place.asks().await;
    let mut ben = place.stage.signed_in("ben").await;
    let answers = [
        ("agree", "on"),
        ("answer_1", "Cellos, mostly"),
        ("answer_2", "Shop"),
    ];
    let applied = ben.fill_in(JOIN, &answers).await;
    assert_eq!(applied.location(), JOIN, "{}", applied.body);
    let page = ben.get(JOIN).await;
    assert!(page.has("You applied just now."));
    assert!(page.has("without a decision the application ends on 1 July 2026."));
    assert!(page.has("We look on Mondays."));
    assert_eq!(
        page.texts("main .answers dt"),
        ["What do you build?", "Where?"]
    );
    assert_eq!(page.texts("main .answers dd"), ["Cellos, mostly", "Shop"]);
    assert_eq!(page.texts("main form button"), ["Withdraw the application"]);
    assert!(!page.has("Joining from another server"));
    assert!(
        page.links("Confirm your address").is_empty(),
        "no mail goes"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn applicants_are_told_that_mail_about_the_decision_needs_a_confirmed_address() {
    let (app, _sink) = with_mail().await;
    let stage = Stage::on(app).await;
    let place = Place::on(stage, &[("join", "application")]).await;
    let mut ben = place.stage.signed_in("ben").await;
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    let page = ben.get(JOIN).await;
    assert!(
        page.has("only to an address that is confirmed"),
        "{}",
        page.body
    );
    assert_eq!(page.links("Confirm your address"), ["/settings/mail"]);
    confirm(&place.stage.app, place.ben.id()).await;
    let page = ben.get(JOIN).await;
    assert!(page.has("You applied") && page.links("Confirm your address").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_room_for_one_more_question_than_are_asked() {
    let mut place = Place::new(&[("join", "application")]).await;
    let page = place.ada.get(QUESTIONS).await;
    assert_eq!(page.texts("main legend"), ["Question 1", "Question 2"]);
    place.asks().await;
    let page = place.ada.get(QUESTIONS).await;
    assert_eq!(page.texts("main legend").len(), 3);
    assert_eq!(page.value("question_2").as_deref(), Some("Where?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_joins_at_once_by_an_invitation_finds_the_form_after_the_rules() {
    let note = ("applicants_note", "We decide within three days.");
    let mut place = Place::new(&[("join", "application"), note]).await;
    let invitations = "/c/luthiers/settings/invitations";
    let fields = [("way", "link"), ("skips_queue", "on")];
    let made = place.ada.fill_in(invitations, &fields).await;
    let rest = made.body.split("value=\"https://guild.example").nth(1);
    let path = rest.unwrap().split('"').next().unwrap();
    for mut browser in [place.stage.visitor(), place.stage.signed_in("ben").await] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.has("You can join at once."));
        assert!(!page.has("We decide within three days."));
        let headings = page.texts("main h2");
        assert_eq!(headings[..3], ["Who it is for", "Rules", "Joining"]);
        assert_eq!(page.links("You are invited"), ["#join"], "and keeps it");
    }
    let mut ben = place.stage.signed_in("ben").await;
    let applying = ben.get(JOIN).await;
    assert!(applying.has("We decide within three days."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_that_only_members_read_shows_strangers_the_way_in_and_nothing_empty() {
    let mut place = Place::new(&[("join", "application"), ("read", "members")]).await;
    let mut ben = place.stage.signed_in("ben").await;
    let mut visitor = place.stage.visitor();
    for browser in [&mut ben, &mut visitor] {
        let front = browser.get(FRONT).await;
        assert_eq!(front.texts(".masthead-acts .btn"), ["Apply to join"]);
        assert_eq!(front.texts(".masthead-acts .btn-main").len(), 1);
        assert!(front.texts(".filters a").is_empty());
        let headings = front.texts("aside h2");
        assert_eq!(headings, ["Conveners and moderators", "Rules"]);
        for path in [FRONT, ABOUT] {
            let page = browser.get(path).await;
            assert!(!page.has("/c/luthiers/modlog"), "{path}");
            assert!(page.texts(".address").is_empty(), "{path}");
        }
        let page = browser.get(JOIN).await;
        assert!(!page.has("How alive it is") && !page.has("Only reading?"));
        assert!(page.has("from another Guildhall"), "{}", page.body);
        assert!(page.has("its people are not let in") && !page.has("JOIN</q>"));
    }
    assert!(visitor.get(JOIN).await.has("Ask the conveners"));
    place.lets_people_register().await;
    assert!(visitor.get(JOIN).await.has("Make an account here instead."));
    place.set(&[("read", "public")]).await;
    let front = visitor.get(FRONT).await;
    assert!(
        front
            .texts(".masthead-acts")
            .join(" ")
            .contains("Sign in to follow")
    );
    assert!(!front.texts(".filters a").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_joining_from_elsewhere_fits_who_may_join() {
    let mut place = Place::new(&[("join", "open")]).await;
    let mut visitor = place.stage.visitor();
    for (policy, words, by_message) in [
        ("open", "You need no account here.", true),
        ("application", "You need no account here.", true),
        (
            "invitation",
            "can invite an account of another server",
            false,
        ),
        ("domain", "which takes an account here", false),
        ("closed", "takes no new members, and none from other", false),
    ] {
        let domains = ("domains", "mail.example");
        place.set(&[("join", policy), domains]).await;
        let page = visitor.get(JOIN).await;
        let said = page.texts("[aria-labelledby=s-elsewhere] p").join(" ");
        assert!(said.contains(words), "{policy}: {said}");
        assert_eq!(
            said.contains("write a private mention"),
            by_message,
            "{policy}"
        );
        let signs_in = !page.links("Sign in to join").is_empty();
        let takes = !matches!(policy, "invitation" | "closed");
        assert_eq!(signs_in, takes, "{policy}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_written_as_the_search_of_each_software_takes_them() {
    let place = Place::new(&[]).await;
    let mut visitor = place.stage.visitor();
    for path in [FRONT, ABOUT, JOIN] {
        let page = visitor.get(path).await;
        let written = page.texts(".addresses .address");
        let expected = ["@luthiers@guild.example", "!luthiers@guild.example"];
        assert_eq!(written, expected, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_declined_reads_in_the_head_when_they_can_apply_again() {
    let mut place = Place::new(&[("join", "application")]).await;
    let mut ben = place.stage.signed_in("ben").await;
    ben.fill_in(JOIN, &[("agree", "on")]).await;
    assert!(
        place
            .acts(&mut ben, FRONT)
            .await
            .contains(&"You applied".to_owned())
    );
    let desk = place.ada.get("/c/luthiers/desk").await;
    let rest = desk
        .body
        .split("action=\"/c/luthiers/desk/")
        .nth(1)
        .unwrap();
    let decision = format!("/c/luthiers/desk/{}", rest.split('"').next().unwrap());
    let declined = [("decision", "decline"), ("reason", "Too early.")];
    place.ada.submit(&desk, &decision, &declined).await;
    for path in [FRONT, JOIN, ABOUT] {
        let acts = place.acts(&mut ben, path).await;
        assert_eq!(acts[0], "Declined: apply again from 15 June", "{path}");
    }
    let main = ben.get(FRONT).await.texts(".masthead-acts .btn-main");
    assert_eq!(main, ["Follow"], "it is no button to press now");
    place.stage.clock.advance(chrono::TimeDelta::days(14));
    assert_eq!(place.acts(&mut ben, FRONT).await[0], "Apply to join");
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_among_the_figures_of_a_community() {
    let place = Place::new(&[]).await;
    place
        .stage
        .signed_in("ben")
        .await
        .fill_in(JOIN, &[("agree", "on")])
        .await;
    for path in [FRONT, ABOUT] {
        let page = place.stage.visitor().get(path).await;
        assert_eq!(page.texts("aside .facts dt")[0], "Members", "{path}");
        assert_eq!(page.texts("aside .facts dd")[0], "2", "{path}");
    }
}
