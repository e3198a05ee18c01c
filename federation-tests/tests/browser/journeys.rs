//! What somebody goes through who joins a community, on a telephone, and who convenes it, on a wide screen:
//! with the keyboard, and without scripts.

use crate::seed::PASSWORD;
use federation_tests::{Browser, Instance, InstanceConfig, MailServer, Screen, World, wait_until};
use std::sync::Arc;
use std::time::Duration;

const JOIN: &str = "/c/luthiers/join";
const DESK: &str = "/c/luthiers/desk";
const FIRST_TASK: &str = "Introduce yourself: who you are";
const QUESTION: &str = "Which glue for a bridge that lifts?";

/// Where it happens, and the screens before the two of whom it tells.
struct Place {
    home: Instance,
    mail: MailServer,
    /// Convenes.
    ada: Browser,
    /// Comes by, and stays.
    ben: Browser,
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_let_in_and_asks_on_a_telephone_without_scripts() {
    let place = place().await;
    open_the_community(&place).await;
    begin_its_first_threads(&place).await;
    let_people_apply(&place).await;
    look_and_register(&place).await;
    apply(&place).await;
    decline_somebody_else(&place).await;
    approve(&place).await;
    read_that_and_introduce_oneself(&place).await;
    let thread = ask(&place).await;
    answer_and_accept(&place, &thread).await;
    find_it_again(&place).await;
    place.ada.close().await;
    place.ben.close().await;
}

async fn place() -> Place {
    let world = Arc::new(World::new(&["home"]));
    let mail = MailServer::start().await;
    let home = Instance::start(&world, mail.of(InstanceConfig::new("home"))).await;
    home.cli(&["setup", "registration=open"]);
    home.create_account("ada", PASSWORD);
    let ada = without_scripts(1280).await;
    ada.sign_in(&home.url(""), "ada", PASSWORD).await;
    let ben = without_scripts(360).await;
    Place {
        home,
        mail,
        ada,
        ben,
    }
}

async fn without_scripts(width: u32) -> Browser {
    let is_dark = false;
    let browser = Browser::open(Screen { width, is_dark }).await;
    browser.let_scripts_run(false).await;
    browser
}

/// The page fits the screen, and axe, which needs scripts, finds nothing.
async fn assert_sound(browser: &Browser) {
    browser.let_scripts_run(true).await;
    browser.assert_sound().await;
    browser.let_scripts_run(false).await;
}

impl Place {
    async fn ada_opens(&self, path: &str) {
        self.ada.goto(&self.home.url(path)).await;
    }

    async fn ben_opens(&self, path: &str) {
        self.ben.goto(&self.home.url(path)).await;
    }

    /// The link of this kind in a mail to ben.
    async fn mailed(&self, link: &str) -> String {
        let what = format!("a mail with {link} arrives");
        let mail = wait_until(&what, Duration::from_secs(60), async || {
            self.mail.mail_with("ben@example.com", link)
        })
        .await;
        mail.link(link)
    }
}

async fn open_the_community(place: &Place) {
    let ada = &place.ada;
    place.ada_opens("/communities/new").await;
    ada.fill("name", "luthiers").await;
    ada.fill("title", "Luthiers’ Bench").await;
    let focus = "For people who build and repair stringed instruments.";
    ada.fill("focus", focus).await;
    let rules = "1. Be kind.\n2. Say what you have tried.\n3. No trade.";
    ada.fill("rules", rules).await;
    ada.choose("post_policy", "members").await;
    ada.press("Open community").await;
    ada.assert_shows("Your community is open.").await;
}

/// The thread of introductions is what the community needs next.
async fn begin_its_first_threads(place: &Place) {
    let ada = &place.ada;
    ada.follow("Make an introductions thread").await;
    ada.fill("title", "Who are you?").await;
    ada.fill("body", "Say hello here.").await;
    ada.press("Make it").await;
    ada.assert_shows("is made and pinned").await;
    assert_sound(ada).await;
    place.ada_opens("/c/luthiers/new?kind=question").await;
    ada.fill("title", "Which glue holds a bridge?").await;
    ada.fill("body", "Mine comes off.").await;
    ada.press("Post question").await;
}

async fn let_people_apply(place: &Place) {
    let ada = &place.ada;
    place.ada_opens("/c/luthiers").await;
    ada.follow("Settings").await;
    ada.follow("Who may read and join").await;
    ada.pick("join", "application").await;
    save(ada).await;
    ada.follow("What people see before they join").await;
    ada.fill("applicants_note", "We look on Mondays.").await;
    save(ada).await;
    ada.follow("Welcome and first steps").await;
    ada.fill("newcomer_contributions", "3").await;
    save(ada).await;
    ada.follow("Questions").await;
    ada.fill("question_1", "What do you build?").await;
    ada.tick("question_1_required").await;
    ada.press("Save questions").await;
    ada.assert_shows("The questions are saved.").await;
    ada.follow("See it as a stranger does").await;
    for words in ["What do you build?", "No trade.", "We look on Mondays."] {
        ada.assert_shows(words).await;
    }
    assert_sound(ada).await;
}

/// Saves a part of the settings.
async fn save(convener: &Browser) {
    convener.press("Save settings").await;
    convener.assert_shows("The settings are saved.").await;
}

async fn look_and_register(place: &Place) {
    let ben = &place.ben;
    place.ben_opens("/c/luthiers").await;
    ben.assert_shows("For people who build and repair").await;
    ben.follow("Apply to join").await;
    for words in ["No trade.", "1 member;", "You apply, and the conveners"] {
        ben.assert_shows(words).await;
    }
    assert_sound(ben).await;
    ben.follow("Make an account").await;
    ben.fill("name", "ben").await;
    ben.fill("email", "ben@example.com").await;
    ben.fill("password", PASSWORD).await;
    ben.press("Make account").await;
    ben.assert_shows("on its way").await;
    ben.goto(&place.mailed("/verify/").await).await;
    ben.press("Confirm").await;
    ben.assert_shows("Your address is confirmed").await;
}

async fn apply(place: &Place) {
    let ben = &place.ben;
    place.ben_opens(JOIN).await;
    ben.fill("answer_1", "Guitars, since last year.").await;
    ben.tick("agree").await;
    assert_sound(ben).await;
    ben.press("Apply").await;
    // That it waits, and how long it usually takes.
    ben.assert_shows("You applied").await;
    ben.assert_shows("We look on Mondays.").await;
    assert_sound(ben).await;
}

/// The reason is read where the application was made.
async fn decline_somebody_else(place: &Place) {
    place.home.create_account("cem", PASSWORD);
    let cem = place.home.signed_in("cem", PASSWORD).await;
    let answers = [("agree", "on"), ("answer_1", "Nothing yet.")];
    cem.submit(JOIN, "/join", &answers).await.ok();
    let ada = place.home.signed_in("ada", PASSWORD).await;
    let desk = ada.get(DESK).await.ok();
    let decisions = desk.attributes("li[id^='a-'] form", "action");
    let [_, of_cem] = decisions.as_slice() else {
        panic!("two wait: {}", desk.text());
    };
    let declined = [
        ("reason", "We are full until May."),
        ("decision", "decline"),
    ];
    ada.submit_on(&desk, of_cem, &declined).await.ok();
    let page = cem.get(JOIN).await.ok();
    assert!(page.has_text("We are full until May."), "{}", page.text());
}

async fn approve(place: &Place) {
    let ada = &place.ada;
    place.ada_opens("/notifications").await;
    ada.follow("ben wants to join").await;
    assert_eq!(ada.path().await, DESK);
    ada.assert_shows("Guitars, since last year.").await;
    assert_sound(ada).await;
    ada.press("Approve").await;
    ada.assert_shows("They are a member now.").await;
    ada.assert_shows("Nobody waits to join.").await;
}

async fn read_that_and_introduce_oneself(place: &Place) {
    let ben = &place.ben;
    ben.goto(&place.mailed(JOIN).await).await;
    ben.assert_shows("You are a member.").await;
    place.ben_opens("/notifications").await;
    ben.follow("You are a member of").await;
    assert_eq!(ben.path().await, JOIN);
    ben.assert_shows(FIRST_TASK).await;
    assert_sound(ben).await;
    ben.follow("Who are you?").await;
    ben.fill("body", "I am Ben, and new to this.").await;
    ben.press("Post reply").await;
    ben.assert_shows("I am Ben, and new to this.").await;
    for path in [JOIN, "/c/luthiers"] {
        place.ben_opens(path).await;
        ben.assert_shows("Your first steps: 2 of 3").await;
        assert_sound(ben).await;
    }
}

/// Returns the address of the question.
async fn ask(place: &Place) -> String {
    let ben = &place.ben;
    place.ben_opens("/c/luthiers").await;
    ben.follow("New thread").await;
    ben.fill("title", QUESTION).await;
    ben.fill("body", "Hide glue or fish glue?").await;
    // Without scripts, what is like it is shown with the preview.
    ben.press("Preview").await;
    ben.assert_shows("Is it one of these?").await;
    ben.assert_shows("Which glue holds a bridge?").await;
    assert_sound(ben).await;
    ben.press("Post question").await;
    ben.assert_shows("Hide glue or fish glue?").await;
    ben.path().await
}

async fn answer_and_accept(place: &Place, thread: &str) {
    let (ada, ben) = (&place.ada, &place.ben);
    place.ada_opens(thread).await;
    ada.fill("body", "Hide glue, hot and thin.").await;
    ada.press("Post answer").await;
    place.ben_opens("/notifications").await;
    ben.follow("ada answered").await;
    ben.assert_shows("Hide glue, hot and thin.").await;
    ben.press("Accept").await;
    ben.assert_shows("Accepted answer").await;
    assert_sound(ben).await;
}

/// Signed out, and with other words.
async fn find_it_again(place: &Place) {
    let ben = &place.ben;
    ben.forget().await;
    place.ben_opens("/search").await;
    ben.fill("q", "fish glue bridge").await;
    ben.press("Search").await;
    ben.assert_shows(QUESTION).await;
    ben.assert_shows("one accepted").await;
    assert_sound(ben).await;
}
