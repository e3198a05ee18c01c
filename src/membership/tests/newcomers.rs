//! Welcome, greeters, figures and the badge, through the pages.

use crate::accounts::model::Person;
use crate::accounts::tests::browser::Browser;
use crate::communities::model::Community;
use crate::mail::tests::confirm;
use crate::membership::actions::{CommunityForm, tend_newcomers, write_looks};
use crate::membership::queries::banning::{NewBan, replace_ban};
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::model::Post;
use crate::posts::tests::stage::Stage;
use crate::store::Turn;
use chrono::TimeDelta;

const FRONT: &str = "/c/luthiers";
const JOIN: &str = "/c/luthiers/join";
const CLOSE: &str = "/c/luthiers/steps/close";
const WELCOME: &str = "/c/luthiers/settings/welcome";
const BELONGING: &str = "/c/luthiers/settings/belonging";
const FIGURES: &str = "/c/luthiers/settings/figures";

/// ada convenes, gil greets, ben is new.
struct Guild {
    stage: Stage,
    place: Community,
    ada: Person,
    gil: Person,
    ben: Person,
    hello: Post,
    convener: Browser,
    newcomer: Browser,
}

impl Guild {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let ada = stage.member("ada").await;
        let (gil, ben) = (stage.member("gil").await, stage.member("ben").await);
        let form = CommunityForm::default();
        let place = stage.open(&ada, "luthiers", form).await;
        let hello = stage.ask(&ada, &place, "Who are you?").await;
        let mut greeter = stage.signed_in("gil").await;
        greeter.fill_in(JOIN, &[]).await;
        let mut convener = stage.signed_in("ada").await;
        let path = hello.path();
        let welcome = [
            ("introductions", path.as_str()),
            ("greeters", "gil"),
            ("newcomer_contributions", "3"),
        ];
        let badge = [
            ("staff_domain", "mail.example"),
            ("staff_badge", "Workshop staff"),
        ];
        for (path, settings) in [(WELCOME, &welcome[..]), (BELONGING, &badge[..])] {
            let saved = convener.fill_in(path, settings).await;
            assert_eq!(saved.location(), path, "{}", saved.body);
        }
        let mut newcomer = stage.signed_in("ben").await;
        let joined = newcomer.fill_in(JOIN, &[]).await;
        assert_eq!(joined.location(), JOIN, "{}", joined.body);
        Self {
            stage,
            place,
            ada,
            gil,
            ben,
            hello,
            convener,
            newcomer,
        }
    }

    /// What comes back every quarter of an hour.
    async fn tend(&self) {
        tend_newcomers(&self.stage.app).await.unwrap();
    }

    async fn told_of_introductions(&self, who: &Person) -> usize {
        let mut conn = self.stage.store.read().await.unwrap();
        let found = list_notices(&mut conn, who.id(), Turn::First, 50).await;
        let rows = found.unwrap().rows;
        let kind = NoticeKind::IntroductionWaits;
        rows.iter().filter(|notice| notice.kind == kind).count()
    }

    /// The line of the table of figures that begins so: people here, others, all.
    async fn figure(&mut self, label: &str) -> String {
        let page = self.convener.get(FIGURES).await;
        let rows = page.texts("main table tbody tr");
        let row = rows.iter().find(|row| row.starts_with(label));
        row.unwrap_or_else(|| panic!("{label}: {rows:?}"))
            .trim_start_matches(label)
            .trim()
            .to_owned()
    }
}

/// How far somebody is, as the page of the community and the one for joining say it; nothing where neither
/// speaks of steps.
async fn progress(browser: &mut Browser) -> String {
    let own = browser.get(FRONT).await.texts("main progress").join(" ");
    let joining = browser.get(JOIN).await.texts("main progress").join(" ");
    assert_eq!(own, joining);
    own
}

/// Those that are ticked, in their order.
async fn ticked(browser: &mut Browser) -> Vec<bool> {
    let page = browser.get(FRONT).await;
    let steps = page.texts("[aria-labelledby=steps] li");
    steps.iter().map(|step| step.starts_with("done")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn new_members_see_their_steps_ticked_until_they_put_them_away() {
    let mut guild = Guild::new().await;
    let newcomer = &mut guild.newcomer;
    let (stage, ben, hello) = (&guild.stage, &guild.ben, &guild.hello);
    assert_eq!(progress(newcomer).await, "1 of 3");
    let page = newcomer.get(FRONT).await;
    assert!(page.has("Your first steps: 1 of 3"));
    let links = page.texts("[aria-labelledby=steps] small a");
    let expected = [
        "Who are you?",
        "begin a thread",
        "answer a question that waits",
    ];
    assert_eq!(links, expected);
    // One reply is the introduction and nothing else.
    stage.reply(ben, hello, None, "I am Ben.").await;
    assert_eq!(progress(newcomer).await, "2 of 3");
    assert_eq!(ticked(newcomer).await, [true, true, false]);
    stage.ask(ben, &guild.place, "Glue?").await;
    assert_eq!(progress(newcomer).await, "3 of 3");
    assert_eq!(ticked(newcomer).await, [true, true, true]);
    let page = newcomer.get(FRONT).await;
    assert!(page.has("Those were the first steps."));
    let closed = newcomer.submit(&page, CLOSE, &[]).await;
    assert_eq!(closed.location(), FRONT, "{}", closed.body);
    assert_eq!(progress(newcomer).await, "");
    assert!(newcomer.get(JOIN).await.has("You are a member."));
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_that_somebody_does_not_want_are_put_away_by_themselves_alone() {
    let mut guild = Guild::new().await;
    assert_eq!(progress(&mut guild.convener).await, "", "who opened it");
    let page = guild.convener.get(FRONT).await;
    let token = page.value_anywhere("csrf").unwrap();
    let none = guild.convener.post(CLOSE, &[("csrf", &token)]).await;
    assert_eq!(none.status.as_u16(), 404);
    let signed_out = guild.stage.visitor().post(CLOSE, &[("csrf", &token)]).await;
    assert_eq!(signed_out.status.as_u16(), 401);
    assert_eq!(progress(&mut guild.newcomer).await, "1 of 3");
    let page = guild.newcomer.get(JOIN).await;
    let closed = guild.newcomer.submit(&page, CLOSE, &[]).await;
    assert_eq!(closed.location(), FRONT, "{}", closed.body);
    assert_eq!(progress(&mut guild.newcomer).await, "");
    // What they do is counted all the same.
    let (stage, hello) = (&guild.stage, &guild.hello);
    stage.reply(&guild.ben, hello, None, "I am Ben.").await;
    assert_eq!(guild.figure("Introduced themselves").await, "1 0 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_task_is_shown_in_the_words_of_the_conveners() {
    let mut guild = Guild::new().await;
    let path = guild.hello.path();
    let task = ("first_task", "Show us your bench.");
    for (introductions, steps) in [(path.as_str(), "1 of 3"), ("", "1 of 2")] {
        let settings = [task, ("introductions", introductions)];
        let saved = guild.convener.fill_in(WELCOME, &settings).await;
        assert_eq!(saved.location(), WELCOME, "{}", saved.body);
        assert_eq!(progress(&mut guild.newcomer).await, steps);
        for path in [FRONT, JOIN] {
            let page = guild.newcomer.get(path).await;
            let list = page.texts("[aria-labelledby=steps] li").join(" ");
            assert!(list.contains("Show us your bench."), "{path}: {list}");
            assert!(!list.contains("Introduce yourself"), "{path}: {list}");
        }
    }
    // Without a thread for it, whatever they write first is the task.
    guild.stage.ask(&guild.ben, &guild.place, "Glue?").await;
    assert_eq!(progress(&mut guild.newcomer).await, "2 of 2");
}

#[tokio::test(flavor = "multi_thread")]
async fn greeters_are_told_of_an_introduction_that_stood_alone_for_a_day() {
    let guild = Guild::new().await;
    let (stage, hello) = (&guild.stage, &guild.hello);
    stage.reply(&guild.ben, hello, None, "I am Ben.").await;
    stage.clock.advance(TimeDelta::hours(23));
    guild.tend().await;
    assert_eq!(guild.told_of_introductions(&guild.gil).await, 0, "not yet");
    stage.clock.advance(TimeDelta::hours(1));
    for _ in 0..2 {
        guild.tend().await;
        assert_eq!(guild.told_of_introductions(&guild.gil).await, 1);
        stage.clock.advance(TimeDelta::hours(1));
    }
    assert_eq!(
        guild.told_of_introductions(&guild.ada).await,
        0,
        "somebody greets"
    );
    let mut greeter = stage.signed_in("gil").await;
    let told = greeter.get("/notifications").await;
    let sentence = "Nobody has replied yet to the introduction of ben in The luthiers";
    assert_eq!(told.links(sentence).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_greeter_who_is_banned_is_told_of_nobody_and_the_conveners_greet() {
    let guild = Guild::new().await;
    let (stage, hello) = (&guild.stage, &guild.hello);
    let ban = NewBan {
        account_id: guild.gil.id(),
        community_id: Some(guild.place.id()),
        reason: String::new(),
        until: None,
        by_actor_id: None,
        ap_id: None,
        created_at: stage.now(),
    };
    let mut tx = stage.store.begin().await.unwrap();
    replace_ban(&mut tx, &ban).await.unwrap();
    tx.commit().await.unwrap();
    stage.reply(&guild.ben, hello, None, "I am Ben.").await;
    stage.clock.advance(TimeDelta::hours(24));
    guild.tend().await;
    assert_eq!(guild.told_of_introductions(&guild.gil).await, 0);
    assert_eq!(guild.told_of_introductions(&guild.ada).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_introduction_with_a_reply_is_nothing_to_tell() {
    let guild = Guild::new().await;
    let (stage, hello) = (&guild.stage, &guild.hello);
    let said = stage.reply(&guild.ben, hello, None, "I am Ben.").await;
    stage
        .reply(&guild.ada, hello, Some(&said), "Welcome!")
        .await;
    stage.clock.advance(TimeDelta::hours(24));
    guild.tend().await;
    assert_eq!(guild.told_of_introductions(&guild.gil).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_see_how_newcomers_fare_without_their_names() {
    let mut guild = Guild::new().await;
    assert_eq!(guild.figure("Joined").await, "2 0 2");
    let said = {
        let (stage, hello) = (&guild.stage, &guild.hello);
        let said = stage.reply(&guild.ben, hello, None, "I am Ben.").await;
        stage.reply(&guild.ben, hello, None, "Again.").await;
        stage
            .reply(&guild.ada, hello, Some(&said), "Welcome!")
            .await;
        said
    };
    for label in [
        "Introduced themselves",
        "Wrote for the first time",
        "Got a first reply",
    ] {
        assert_eq!(guild.figure(label).await, "1 0 1", "{label}");
    }
    assert_eq!(guild.figure("Wrote in their fourth week").await, "0 0 0");
    guild.stage.clock.advance(TimeDelta::days(22));
    let (stage, ada, hello) = (&guild.stage, &guild.ada, &guild.hello);
    stage.reply(ada, hello, Some(&said), "Still here?").await;
    stage.reply(&guild.ben, hello, None, "Still here.").await;
    assert_eq!(guild.figure("Wrote in their fourth week").await, "1 0 1");
    assert_eq!(guild.figure("Got a first reply").await, "1 0 1");
    let page = guild.newcomer.get(JOIN).await;
    let fields = [("reason", "I moved away.")];
    guild
        .newcomer
        .submit(&page, "/c/luthiers/leave", &fields)
        .await;
    assert_eq!(guild.figure("Left and said why").await, "1 0 1");
    let page = guild.convener.get(FIGURES).await;
    assert!(page.has("I moved away."));
    assert!(page.links("ben").is_empty(), "not who it was");
    let week = guild.convener.get(&format!("{FIGURES}?days=7")).await;
    let joined = week.texts("main table tbody tr");
    assert!(joined.contains(&"Joined 0 0 0".to_owned()), "{joined:?}");
    let mut other = guild.stage.signed_in("gil").await;
    assert_eq!(other.get(FIGURES).await.status.as_u16(), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_at_the_page_for_joining_are_counted_in_memory_and_written_together() {
    let mut guild = Guild::new().await;
    let label = "Looked at the page for joining";
    for _ in 0..3 {
        guild.stage.visitor().get(JOIN).await;
    }
    guild.convener.get(JOIN).await;
    assert_eq!(guild.figure(label).await, "0 – 0", "a look writes nothing");
    let visitors = "Visitors who looked without signing in";
    for _ in 0..2 {
        write_looks(&guild.stage.app).await.unwrap();
        // Those who joined had looked before.
        assert_eq!(guild.figure(label).await, "2 – 2");
        assert_eq!(guild.figure(visitors).await, "– – 3");
    }
    guild.stage.visitor().get(JOIN).await;
    write_looks(&guild.stage.app).await.unwrap();
    assert_eq!(guild.figure(label).await, "2 – 2");
    assert_eq!(guild.figure(visitors).await, "– – 4");
    // The desk leads to them.
    let desk = guild.convener.get("/c/luthiers/desk").await;
    assert_eq!(desk.links("Figures"), [FIGURES]);
    assert!(desk.texts("main table").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_the_host_organisation_have_its_badge() {
    let guild = Guild::new().await;
    let asked = guild.stage.ask(&guild.ben, &guild.place, "Glue?").await;
    let mut visitor = guild.stage.visitor();
    let page = visitor.get(&asked.path()).await;
    assert!(!page.has("Workshop staff"), "the address is only given");
    confirm(&guild.stage.app, guild.ben.id()).await;
    let page = visitor.get(&asked.path()).await;
    assert!(page.has("Workshop staff"), "{}", page.body);
    confirm(&guild.stage.app, guild.ada.id()).await;
    let page = visitor.get(JOIN).await;
    assert!(page.has("convener here, Workshop staff"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_badge_stands_wherever_it_is_said_what_somebody_is_here() {
    let mut guild = Guild::new().await;
    for who in [&guild.ada, &guild.ben] {
        confirm(&guild.stage.app, who.id()).await;
    }
    let (stage, hello) = (&guild.stage, &guild.hello);
    stage.reply(&guild.ada, hello, None, "I am Ada.").await;
    stage.reply(&guild.gil, hello, None, "I am Gil.").await;
    let thread = stage.visitor().get(&hello.path()).await;
    // The thread and her reply to it; gil has confirmed no address.
    assert_eq!(
        thread.body.matches("convener here, Workshop staff").count(),
        2
    );
    assert_eq!(thread.body.matches("Workshop staff").count(), 2);
    let front = stage.visitor().get("/c/luthiers").await;
    assert!(front.has("convener, Workshop staff"), "{}", front.body);

    let page = guild.newcomer.get("/c/luthiers/members").await;
    assert!(page.has("convener here, Workshop staff"));
    let lines = page.texts("main .members .by");
    let of = |name: &str| {
        let line = lines.iter().find(|line| line.contains(name));
        line.unwrap_or_else(|| panic!("{name}: {lines:?}")).as_str()
    };
    for (name, role) in [("ben", "new here"), ("ada", "convener")] {
        let line = of(name);
        assert!(
            line.contains(role) && line.contains("Workshop staff"),
            "{line}"
        );
    }
    assert!(!of("gil").contains("Workshop staff"), "{lines:?}");
    let page = guild.convener.get("/c/luthiers/settings/conveners").await;
    assert!(page.has("convener here, Workshop staff"));
}
