//! People who join communities here and elsewhere, apply, are asked, declined and let in; communities within
//! communities; and what waits for a membership. Part of the seed.

use crate::seed::begin_thread;
use federation_tests::stage::{ask, follow, see};
use federation_tests::{Client, Instance, wait_until};
use std::time::Duration;

const QUIET: &str = "/c/quiet";
const HELD: &str = "Does anybody varnish without a lamp?";
/// Whoever holds it asks for the first one in the list.
const FIRST_DECISION: &str = "li[id^='a-'] form";

const PATIENCE: Duration = Duration::from_secs(150);
/// Between two looks at what comes late.
const PAUSE: Duration = Duration::from_millis(500);

/// Both servers and those who are signed in there.
pub struct People<'a> {
    pub home: &'a Instance,
    pub away: &'a Instance,
    pub ada: &'a Client,
    pub ben: &'a Client,
    pub cem: &'a Client,
    pub dora: &'a Client,
    pub eve: &'a Client,
    /// Of the other server.
    pub zoe: &'a Client,
    pub yan: &'a Client,
}

/// What the pages are about.
pub struct Belonging {
    /// `/post/…` in a community whose members alone write.
    pub introductions: String,
    /// Written by somebody elsewhere who is no member.
    pub held: String,
    /// Who wrote that, and where they read what they are told about it.
    author: Client,
    letters: String,
}

impl Belonging {
    /// `/join/…`, as it is sent to whoever wrote without being a member: after a minute, which this waits
    /// for.
    pub async fn join_link(&self) -> String {
        let link = wait_until("a letter with a link arrives", PATIENCE, async || {
            let page = self.author.get(&self.letters).await;
            let links = page.attributes("article a[href*='/join/']", "href");
            if links.is_empty() {
                tokio::time::sleep(PAUSE).await;
            }
            links.into_iter().next()
        })
        .await;
        let (_, token) = link.split_once("/join/").unwrap();
        format!("/join/{token}")
    }
}

pub async fn plant(people: &People<'_>) -> Belonging {
    let introductions = open_quiet(people).await;
    write_from_elsewhere(people).await;
    describe_themselves(people).await;
    open_parts(people).await;
    gather_members(people).await;
    apply_to_quiet(people).await;
    apply_to_parts(people).await;
    join_elsewhere(people).await;
    let desk = people.ada.get("/c/quiet/desk").await.ok();
    Belonging {
        introductions,
        held: desk.link(HELD).expect("it waits on the desk"),
        author: people.zoe.clone(),
        letters: format!("/messages/desk@{}", people.home.host()),
    }
}

/// Changes settings of a community of this server.
fn set(at: &Instance, name: &str, settings: &[&str]) {
    let command = ["community", "set", name];
    at.cli(&[&command[..], settings].concat());
}

/// A community that one applies to and whose members alone write, with everything that can be said about it.
async fn open_quiet(people: &People<'_>) -> String {
    set(
        people.home,
        "quiet",
        &[
            "join=application",
            "post=members",
            "answer=members",
            "focus=For those who would rather read.",
            "rules=1. Be kind.\n2. Speak low.",
            "questions=text*: What are you working on? | A sentence is enough.\n\
             choice*: Where do you work? | | At home, In a shared workshop, For somebody\n\
             tick: I have read along for a while",
            "not_for=Those who are in a hurry.",
            "offers=- Answers by people who have *time*\n- A lending library",
            "applicants_note=We look on Mondays, and at how you write more than at what you have built.",
            "welcome=Good that you are here. **Take your time.**",
            "first_task=Say hello in the thread below.",
            "newcomer_contributions=3",
        ],
    );
    let title = "Who are you, and what is on your bench?";
    let thread = begin_thread(people.ada, "quiet", "discussion", title, "I begin.").await;
    let introductions = format!("introductions={thread}");
    let start_here = format!("start_here={thread}");
    set(people.home, "quiet", &[&introductions, &start_here]);
    thread
}

/// Somebody who is no member writes into it from the other server.
async fn write_from_elsewhere(people: &People<'_>) {
    let handle = format!("quiet@{}", people.home.host());
    follow(people.zoe, &handle).await;
    let body = "Or is *daylight* enough?";
    ask(people.zoe, &format!("/c/{handle}"), HELD, body).await;
    see(people.ada, "/c/quiet/desk", HELD).await;
}

async fn describe_themselves(people: &People<'_>) {
    let crafts = [
        (
            people.ada,
            [
                ("headline", "Builder of guitars, and of the tools for them"),
                ("place", "Cremona"),
                ("expertise", "guitars, tonewood, finish"),
                ("offers", "A second opinion on finishes"),
                ("seeks", "Alpine spruce of before 1990"),
            ],
        ),
        (
            people.cem,
            [
                ("headline", "Restorer of citterns"),
                ("place", "İzmir"),
                ("expertise", "citterns, repair"),
                ("offers", "Scans of old drawings"),
                ("seeks", "Somebody to talk to about frets"),
            ],
        ),
        // Words that are as long as they get.
        (
            people.dora,
            [
                (
                    "headline",
                    "Streichinstrumentenbogenhaarbezieherin, Oberflächenbehandlungsfachfrau",
                ),
                ("place", "Donaudampfschifffahrtsgesellschaftshauptstadt"),
                (
                    "expertise",
                    "streichinstrumentenbogenhaarbezug, oberflächenbehandlung",
                ),
                (
                    "offers",
                    "Leimtemperaturüberwachungsgerätekalibrierungsanleitungen",
                ),
                (
                    "seeks",
                    "Klangholztrocknungsverzögerungsursachenforschungsergebnisse",
                ),
            ],
        ),
    ];
    for (who, craft) in crafts {
        let form = "form[action='/settings']";
        who.submit("/settings", form, &craft).await.ok();
    }
}

/// A community within the luthiers' and one within that, which has a long name; and what they are related to.
async fn open_parts(people: &People<'_>) {
    let home = people.home;
    home.create_community("bows", "Bows and rosin", "ada");
    let title = "Streichinstrumentenbogenhaarbezieherinnen";
    home.create_community("hair", title, "ada");
    home.create_community("strings", "Gut and steel", "ada");
    set(home, "bows", &["parent=luthiers", "rules=1. Be kind."]);
    let questions = "questions=text*: Whose hair do you use?";
    let asking = ["join=application", questions];
    set(home, "hair", &[&asking[..], &["parent=bows"]].concat());
    set(home, "strings", &asking);
    let related = format!("netops@{}, quiet", people.away.host());
    let belonging = "/c/luthiers/settings/belonging";
    let form = "/settings/belonging";
    let related = [("related", related.as_str())];
    people.ada.submit(belonging, form, &related).await.ok();
}

/// Members of the luthiers and of a part of theirs, who are asked to agree to changed rules there.
async fn gather_members(people: &People<'_>) {
    let agreed = [("agree", "on")];
    for who in [people.cem, people.dora, people.eve] {
        who.submit("/c/luthiers/join", "/join", &agreed).await.ok();
    }
    set(people.home, "luthiers", &["greeters=cem"]);
    for who in [people.ben, people.dora] {
        who.submit("/c/bows/join", "/join", &agreed).await.ok();
    }
    let rules = "rules=1. Be kind.\n2. Say what the hair is of.";
    let changed = [rules, "rules_change=material", "join=invitation"];
    set(people.home, "bows", &changed);
}

async fn apply(who: &Client, to: &str, answers: &[(&str, &str)]) {
    let page = who.submit(&format!("{to}/join"), "/join", answers).await;
    let page = page.ok();
    assert!(page.has_text("You applied"), "{}", page.text());
}

/// One is declined, one is asked for more after a first try, one waits, and one comes from elsewhere.
async fn apply_to_quiet(people: &People<'_>) {
    let home = ("answer_2", "At home");
    let agreed = ("agree", "on");
    let words = ("answer_1", "Nothing yet.");
    apply(people.eve, QUIET, &[words, home, agreed]).await;
    let reason = "We are full until May. Read along meanwhile, and write to us again then.";
    decide(people.ada, "quiet", "decline", reason).await;

    let words = (
        "answer_1",
        "Bows, mostly.\n\nAnd what is left of the horse.",
    );
    apply(people.dora, QUIET, &[words, home, agreed]).await;
    let withdraw = "/join/withdraw";
    let page = people.dora.submit("/c/quiet/join", withdraw, &[]).await;
    page.ok();
    apply(people.dora, QUIET, &[words, home, agreed]).await;
    let reason = "With whom did you learn? One name is enough.";
    decide(people.ada, "quiet", "ask", reason).await;

    let words = ("answer_1", "The neck of a cittern.");
    let ticked = ("answer_3", "on");
    apply(people.cem, QUIET, &[words, home, ticked, agreed]).await;

    let abroad = format!("/c/quiet@{}", people.home.host());
    is_joined_from_there(people.yan, &abroad).await;
    let words = ("answer_1", "A clavichord, from a kit.");
    apply(people.yan, &abroad, &[words, home, agreed]).await;
    see(people.ada, "/c/quiet/desk", "A clavichord").await;
}

/// Decides about who waits longest, and keeps the words.
async fn decide(by: &Client, name: &str, decision: &str, reason: &str) {
    let desk = format!("/c/{name}/desk");
    let fields = [("decision", decision), ("reason", reason)];
    let page = by.submit(&desk, FIRST_DECISION, &fields).await.ok();
    assert_eq!(page.path(), desk, "{}", page.text());
    let page = by.submit(&desk, "/desk/replies", &[("body", reason)]).await;
    page.ok();
}

async fn apply_to_parts(people: &People<'_>) {
    let answer = [("answer_1", "Of a horse that I know.")];
    apply(people.cem, "/c/hair", &answer).await;
    decide(people.ada, "hair", "ask", "Does the horse know, too?").await;
    apply(people.cem, "/c/strings", &answer).await;
    let reason = "This is about strings; hair is next door.";
    decide(people.ada, "strings", "decline", reason).await;
}

/// People of this server and a community of the other: a member, and one who waits.
async fn join_elsewhere(people: &People<'_>) {
    let (home, away) = (people.home, people.away);
    let settings = [
        "join=application",
        "rules=1. Be brief.\n2. Say which cable.",
        "questions=text*: What do you run?",
        "applicants_note=Somebody looks every evening.",
    ];
    set(away, "netops", &settings);
    let abroad = format!("/c/netops@{}", away.host());
    people
        .ada
        .get(&format!("/search?q=!netops@{}", away.host()))
        .await
        .ok();
    is_joined_from_there(people.ada, &abroad).await;
    let agreed = ("agree", "on");
    let words = ("answer_1", "The network of a workshop.");
    apply(people.ada, &abroad, &[words, agreed]).await;
    see(people.zoe, "/c/netops/desk", "The network of a workshop.").await;
    let ada = format!("ada@{}", home.host());
    away.cli(&["application", "approve", "netops", &ada]);
    see(people.ada, &format!("{abroad}/join"), "You are a member").await;
    let words = ("answer_1", "One cable, and it is broken.");
    apply(people.cem, &abroad, &[words, agreed]).await;
}

/// What the other server runs is read in a job.
async fn is_joined_from_there(who: &Client, abroad: &str) {
    let page = format!("{abroad}/join");
    wait_until("the page for joining is there", PATIENCE, async || {
        let page = who.get(&page).await;
        page.has_form("/join").then_some(())
    })
    .await;
}
