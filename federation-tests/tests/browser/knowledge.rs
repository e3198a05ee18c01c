//! What a community knows and keeps: its library, its tags, suggested texts, what waits for an answer, threads that
//! begin by themselves or are shared with others; and what each person keeps. Part of the seed, and the visits to it.

use crate::belonging::People;
use crate::pages::Who::{Applicant, Convener, Member, Visitor};
use crate::pages::{Visit, visit};
use crate::seed::{LONG, Seed, begin_thread};
use federation_tests::stage::see;
use federation_tests::{Client, wait_until};
use std::time::Duration;

const PICTURE: &[u8] = include_bytes!("picture.png");
const LINKED: &str = "/settings/linked";
const SCHEDULES: &str = "/settings/schedules";

/// Standing is weighed once in a minute.
const PATIENCE: Duration = Duration::from_secs(150);
/// Between two looks at what comes late.
const PAUSE: Duration = Duration::from_millis(500);

/// Threads that are there already, as `/post/…`, and a reply by its public id.
pub struct Threads<'a> {
    /// With an accepted answer.
    pub question: &'a str,
    /// That answer.
    pub answer: &'a str,
    pub discussion: &'a str,
    pub article: &'a str,
    pub own: &'a str,
    pub revised: &'a str,
}

/// What the pages are about.
pub struct Knowledge {
    /// `/c/luthiers/library/…`: one of threads, and one of questions with their answers.
    pub collection: String,
    pub answers: String,
    /// Closed as a duplicate of the question.
    pub duplicate: String,
    /// The public id of a reply for which another text is suggested.
    pub answer: String,
    /// Who wrote it.
    author: Client,
}

impl Knowledge {
    /// Waits until the accepted answer counts for its author.
    pub async fn standing_is_weighed(&self) {
        wait_until("an accepted answer counts", PATIENCE, async || {
            let page = self.author.get("/c/luthiers/standing").await;
            if page.has_text("accepted: +15") {
                return Some(());
            }
            tokio::time::sleep(PAUSE).await;
            None
        })
        .await;
    }
}

pub async fn plant(people: &People<'_>, threads: &Threads<'_>) -> Knowledge {
    let collection = make_collection(people.ada, threads).await;
    let answers = make_answers(people.ada).await;
    propose(people, threads, &collection).await;
    say_what_is_right(people, threads).await;
    tend_tag(people.ada).await;
    plan(people.ada).await;
    suggest(people.cem, threads).await;
    let duplicate = close_duplicate(people, threads).await;
    keep(people.ben, threads).await;
    link(people).await;
    share(people.ada, threads).await;
    choose_pictures(people).await;
    copy_library(people.ada).await;
    Knowledge {
        collection,
        answers,
        duplicate,
        answer: threads.answer.to_owned(),
        author: people.ada.clone(),
    }
}

/// Fills the form at an address that is sent to the same one: that of a thing, and what is done with it.
async fn act(who: &Client, of: &str, act: &str, fields: &[(&str, &str)]) {
    let page = who.submit(&format!("{of}{act}"), act, fields).await;
    page.ok();
}

async fn open_collection(ada: &Client, fields: &[(&str, &str)]) -> String {
    let (form, action) = ("/c/luthiers/library/new", "/library/new");
    let page = ada.submit(form, action, fields).await.ok();
    assert!(page.has_text("The collection is made."), "{}", page.text());
    page.path().to_owned()
}

/// With two sections and a thread in each; it is named on the front page of the community.
async fn make_collection(ada: &Client, threads: &Threads<'_>) -> String {
    let fields = [
        ("title", "Where builders of guitars begin"),
        (
            "introduction",
            "What we are asked *most*, in the order in which it helps.",
        ),
    ];
    let collection = open_collection(ada, &fields).await;
    let words = [
        ("section_1", "Before you glue"),
        (
            "section_1_text",
            "Read these with the wood **in your hand**.",
        ),
        (
            "section_2",
            "Oberflächenbehandlungsgrundlagen und Leimtemperaturüberwachung",
        ),
        ("section_2_text", "And these before you open the tin."),
        ("pinned", "on"),
        ("featured", "on"),
    ];
    act(ada, &collection, "/edit", &words).await;
    let shelved = [
        (threads.discussion, "What is worth writing down."),
        (threads.article, ""),
    ];
    for (thread, note) in shelved {
        let fields = [("collection", slug(&collection)), ("note", note)];
        act(ada, thread, "/library", &fields).await;
    }
    // They come into the last section.
    let page = ada.get(&format!("{collection}/edit")).await.ok();
    let places = page.attributes("select[name^='entry_']", "name");
    let page = ada
        .submit_on(&page, "/edit", &[(places[0].as_str(), "1")])
        .await;
    page.ok();
    collection
}

fn slug(collection: &str) -> &str {
    let (_, slug) = collection.rsplit_once('/').unwrap();
    slug
}

async fn make_answers(ada: &Client) -> String {
    let fields = [
        ("title", "Asked again and again"),
        ("introduction", "Each with the answer that helped."),
        ("kind", "answers"),
    ];
    open_collection(ada, &fields).await
}

/// A member would like to see a thread in the collection.
async fn propose(people: &People<'_>, threads: &Threads<'_>, collection: &str) {
    let setting = "propose=members";
    people.home.cli(&["community", "set", "luthiers", setting]);
    let note = "Short, and it is what everybody needs in their first week.";
    let fields = [("collection", slug(collection)), ("note", note)];
    act(people.cem, threads.own, "/library", &fields).await;
}

async fn say_what_is_right(people: &People<'_>, threads: &Threads<'_>) {
    let (right, outdated) = ([("result", "right")], [("result", "outdated")]);
    act(people.ben, threads.question, "/review", &right).await;
    act(people.ada, threads.revised, "/review", &outdated).await;
}

async fn tend_tag(ada: &Client) {
    let fields = [
        (
            "description",
            "What is broken, loose or worn, and how it is mended.",
        ),
        ("synonyms", "mending, reparatur"),
        ("listed", "on"),
    ];
    act(ada, "/c/luthiers", "/tag/repair", &fields).await;
}

/// Two threads that begin by themselves, one of which is paused.
async fn plan(ada: &Client) {
    let weekly = [
        ("title", "What is on your bench in week {week}?"),
        ("body", "A *picture* says more than we could ask."),
        ("tags", "bench"),
    ];
    let monthly = [
        ("title", "Versuchsreihenzwischenergebnisse, number {number}"),
        ("every", "month"),
        ("day", "31"),
        ("time", "18:30"),
    ];
    for planned in [&weekly[..], &monthly[..]] {
        act(ada, "/c/luthiers", SCHEDULES, planned).await;
    }
    let page = format!("/c/luthiers{SCHEDULES}");
    let pause = [("what", "pause")];
    ada.submit(&page, "main ul.list form", &pause).await.ok();
}

/// Other words for an article and for an answer, which wait to be taken or not.
async fn suggest(cem: &Client, threads: &Threads<'_>) {
    let body = LONG.replace("2.9 mm", "3.1 mm, at the edge 2.6 mm");
    let note = "I have measured it anew.";
    let fields = [("body", body.as_str()), ("note", note)];
    act(cem, threads.article, "/suggest", &fields).await;
    let answer = format!("/comment/{}", threads.answer);
    act(cem, &answer, "/suggest", &fields).await;
}

async fn close_duplicate(people: &People<'_>, threads: &Threads<'_>) -> String {
    let title = "My guitar moves in autumn. Why?";
    let body = "Since *October*.";
    let thread = begin_thread(people.ben, "luthiers", "question", title, body).await;
    let of = people.home.url(threads.question);
    let fields = [("reason", "It is answered there."), ("of", of.as_str())];
    act(people.ada, &thread, "/close", &fields).await;
    thread
}

/// What a person keeps for themselves, and says yes to.
async fn keep(ben: &Client, threads: &Threads<'_>) {
    for what in [threads.article, "/u/ada"] {
        let form = format!("form[action='{what}/follow']");
        ben.submit(what, &form, &[]).await.ok();
    }
    let follow = [("choice", "follow")];
    let tag = "/c/luthiers/tag/wood";
    ben.submit(tag, "/choice", &follow).await.ok();
    let note = [("note", "For the *next* guitar: read it before the braces.")];
    act(ben, threads.question, "/save", &note).await;
    let answer = format!("/comment/{}", threads.answer);
    act(ben, &answer, "/save", &[("note", "")]).await;
    let draft = [
        ("title", "How do you dry what you have steamed?"),
        ("body", "I have a box with a lamp, and"),
        ("tags", "wood"),
    ];
    keep_draft(ben, "/c/luthiers/new?kind=discussion", &draft).await;
    let draft = [("body", "The hours, too; but only since")];
    keep_draft(ben, threads.discussion, &draft).await;
    let waiting = "/c/luthiers/unanswered";
    let yes = [("tags", "wood, repair"), ("per_week", "3")];
    ben.submit(waiting, "/helping", &yes).await.ok();
}

/// The button that keeps what was typed sends the form to another address than its own.
async fn keep_draft(who: &Client, form: &str, words: &[(&str, &str)]) {
    let page = who.get(form).await.ok();
    let held = |name: &str| {
        let field = format!("form[data-draft] input[name='{name}']");
        page.attributes(&field, "value").remove(0)
    };
    let (csrf, place) = (held("csrf"), held("place"));
    let mut fields = vec![("csrf", csrf.as_str()), ("place", place.as_str())];
    fields.extend_from_slice(words);
    let page = who.post_raw("/drafts", &fields).await.ok();
    assert!(page.has_text("Your draft is kept."), "{}", page.text());
}

/// Two communities work together, and more is proposed, here and to another server.
async fn link(people: &People<'_>) {
    let propose = async |from: &str, to: &str| {
        let page = format!("/c/{from}{LINKED}");
        let words = "Your questions are ours, and the other way round.";
        let fields = [("community", to), ("words", words)];
        let form = "main form.stack";
        let page = people.ada.submit(&page, form, &fields).await.ok();
        assert!(page.has_text("It is proposed"), "{}", page.text());
    };
    propose("luthiers", "strings").await;
    let page = format!("/c/strings{LINKED}");
    let accept = [("act", "accept")];
    let form = "main ul.list form";
    let page = people.ada.submit(&page, form, &accept).await.ok();
    assert!(page.has_text("You work together now."), "{}", page.text());
    propose("quiet", "strings").await;
    propose("luthiers", &format!("netops@{}", people.away.host())).await;
}

/// With the one community that there is to choose.
async fn share(ada: &Client, threads: &Threads<'_>) {
    act(ada, threads.discussion, "/share", &[]).await;
    let page = ada.get("/c/strings/shared").await.ok();
    let title = "What do you keep a written record of?";
    assert!(page.link(title).is_some(), "{}", page.text());
}

async fn choose_pictures(people: &People<'_>) {
    let form = "/settings/pictures";
    let of_community = "/c/luthiers/settings/pictures";
    let chosen = [
        (people.ben, form, "avatar"),
        (people.ada, of_community, "icon"),
        (people.ada, of_community, "banner"),
    ];
    for (who, page, field) in chosen {
        let page = who.upload(page, form, (field, PICTURE)).await.ok();
        assert!(page.has_text("pictures are saved."), "{}", page.text());
    }
}

async fn copy_library(ada: &Client) {
    let export = "/library/export";
    act(ada, "/c/luthiers", export, &[]).await;
    see(ada, "/c/luthiers/library/export", "is ready.").await;
}

pub fn visits(seed: &Seed) -> Vec<Visit> {
    let mut visits = library(seed);
    visits.extend(threads(seed));
    visits.extend(places(seed));
    visits.extend(own());
    visits
}

fn library(seed: &Seed) -> Vec<Visit> {
    let of_thread = "/post/{id}/library";
    let seeded = &seed.knowledge;
    let page = "/c/{name}/library/{slug}";
    let edit = "/c/{name}/library/{slug}/edit";
    let delete = "/c/{name}/library/{slug}/delete";
    let below = |collection: &str, act: &str| format!("{collection}{act}");
    vec![
        visit("/c/{name}/library", Visitor, "/c/luthiers/library"),
        visit("/c/{name}/library", Visitor, "/c/quiet/library"),
        visit("/c/{name}/library", Applicant, "/c/luthiers/library"),
        visit("/c/{name}/library", Convener, "/c/luthiers/library"),
        visit("/c/{name}/library/new", Convener, "/c/luthiers/library/new"),
        visit(
            "/c/{name}/library/review",
            Convener,
            "/c/luthiers/library/review",
        ),
        visit(
            "/c/{name}/library/export",
            Convener,
            "/c/luthiers/library/export",
        ),
        visit(page, Visitor, &seeded.collection),
        visit(page, Visitor, &seeded.answers),
        visit(page, Convener, &seeded.collection),
        visit(edit, Convener, below(&seeded.collection, "/edit")),
        visit(edit, Convener, below(&seeded.answers, "/edit")),
        visit(delete, Convener, below(&seeded.collection, "/delete")),
        visit(of_thread, Convener, format!("{}/library", seed.question)),
        visit(of_thread, Applicant, format!("{}/library", seed.question)),
    ]
}

fn threads(seed: &Seed) -> Vec<Visit> {
    let answer = format!("/comment/{}", seed.knowledge.answer);
    let (question, article) = (&seed.question, &seed.article);
    let (discussion, duplicate) = (&seed.discussion, &seed.knowledge.duplicate);
    let waiting = "/post/{id}/suggestions";
    let within = format!("{discussion}?within=strings");
    vec![
        visit("/post/{id}", Visitor, duplicate),
        visit("/post/{id}", Convener, duplicate),
        visit("/post/{id}", Member, discussion),
        visit("/post/{id}", Convener, article),
        visit("/post/{id}", Visitor, &within),
        visit("/post/{id}", Convener, &within),
        visit("/post/{id}", Visitor, &seed.revised),
        visit("/post/{id}/close", Convener, format!("{duplicate}/close")),
        visit("/post/{id}/close", Member, format!("{question}/close")),
        visit("/post/{id}/distil", Convener, format!("{question}/distil")),
        visit("/post/{id}/review", Member, format!("{question}/review")),
        visit("/post/{id}/save", Member, format!("{question}/save")),
        visit("/post/{id}/share", Convener, format!("{question}/share")),
        visit("/post/{id}/suggest", Member, format!("{article}/suggest")),
        visit(waiting, Convener, format!("{article}/suggestions")),
        visit(waiting, Applicant, format!("{article}/suggestions")),
        visit(waiting, Convener, format!("{question}/suggestions")),
        visit(waiting, Member, format!("{duplicate}/suggestions")),
        visit("/comment/{id}/save", Member, format!("{answer}/save")),
        visit("/comment/{id}/suggest", Member, format!("{answer}/suggest")),
    ]
}

fn places(seed: &Seed) -> Vec<Visit> {
    let linked = "/c/{name}/settings/linked";
    let pictures = "/c/{name}/settings/pictures";
    let schedules = "/c/{name}/settings/schedules";
    let screening = "/c/{name}/settings/screening";
    let tag = "/c/{name}/tag/{tag}";
    let at = |route: &'static str, who, below: &str| {
        let path = format!("/c/luthiers{below}");
        visit(route, who, path)
    };
    let hide = format!("/c/strings/shared/{}", seed.public_id_of_shared());
    vec![
        visit("/c/{name}", Visitor, "/c/strings"),
        at("/c/{name}/new", Member, "/new?kind=discussion"),
        at(linked, Convener, LINKED),
        visit(linked, Convener, format!("/c/strings{LINKED}")),
        at(pictures, Convener, "/settings/pictures"),
        at(schedules, Convener, SCHEDULES),
        at(screening, Convener, "/settings/screening"),
        visit("/c/{name}/shared", Visitor, "/c/strings/shared"),
        visit("/c/{name}/shared", Visitor, "/c/luthiers/shared"),
        visit("/c/{name}/shared", Convener, "/c/strings/shared"),
        visit("/c/{name}/shared/{id}", Convener, hide),
        at("/c/{name}/standing", Visitor, "/standing"),
        at("/c/{name}/standing", Member, "/standing"),
        at("/c/{name}/standing", Convener, "/standing"),
        at(tag, Visitor, "/tag/repair"),
        at(tag, Member, "/tag/wood"),
        at(tag, Convener, "/tag/repair"),
        at("/c/{name}/tags", Visitor, "/tags"),
        at("/c/{name}/tags", Convener, "/tags"),
        at("/c/{name}/unanswered", Visitor, "/unanswered"),
        at("/c/{name}/unanswered", Member, "/unanswered"),
        at("/c/{name}/unanswered", Applicant, "/unanswered"),
        visit("/tag/{tag}", Visitor, "/tag/repair"),
    ]
}

/// What nobody else sees: full of what is kept, and empty.
fn own() -> Vec<Visit> {
    let lists = ["/drafts", "/following", "/saved", "/unanswered"];
    let of_each = |list| [visit(list, Member, list), visit(list, Applicant, list)];
    let mut visits: Vec<Visit> = lists.into_iter().flat_map(of_each).collect();
    let pictures = "/settings/pictures";
    visits.push(visit(pictures, Member, pictures));
    visits.push(visit(pictures, Applicant, pictures));
    visits
}
