//! Visits every page as those who may see it, on a telephone's screen and a wide one, light and dark,
//! and leaves screenshots in `target/screenshots`.

use crate::knowledge;
use crate::routes;
use crate::seed::{DORA, PASSWORD, Seed, plant};
use federation_tests::{ADMIN_NAME, ADMIN_PASSWORD, Browser, Screen, World};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Visitor,
    /// Asks and answers; moderates the community.
    Member,
    /// Has applied here and there; greets in the community.
    Applicant,
    Convener,
    Admin,
}

/// Behind a link that comes by message, a minute after all others are there: the last page to be looked at.
const LATE: &str = "/join/{token}";

/// A page to look at: its route in the sources, who looks, where it is.
pub struct Visit {
    route: &'static str,
    who: Who,
    path: String,
}

pub fn visit(route: &'static str, who: Who, path: impl Into<String>) -> Visit {
    Visit {
        route,
        who,
        path: path.into(),
    }
}

fn visits(seed: &Seed) -> Vec<Visit> {
    let mut visits = places(seed);
    visits.extend(memberships(seed));
    visits.extend(teams(seed));
    visits.extend(acts(seed));
    visits.extend(knowledge::visits(seed));
    visits
}

fn places(seed: &Seed) -> Vec<Visit> {
    use Who::{Admin, Convener, Member, Visitor};
    let (own, home) = (&seed.own, &seed.home);
    let reply = format!("/comment/{}", seed.own_reply);
    let away = format!("netops@{}", seed.away.host());
    vec![
        visit("/", Visitor, "/"),
        visit("/", Visitor, "/?list=all&sort=top&period=week"),
        visit("/", Member, "/"),
        visit("/", Convener, "/?list=local&sort=new"),
        visit("/about", Visitor, "/about"),
        visit("/about/privacy", Visitor, "/about/privacy"),
        visit("/about/terms", Visitor, "/about/terms"),
        visit("/about/contact", Visitor, "/about/contact"),
        visit("/about/api", Visitor, "/about/api"),
        visit("/modlog", Visitor, "/modlog"),
        visit("/style", Visitor, "/style"),
        visit("/login", Visitor, "/login"),
        visit("/register", Visitor, "/register"),
        visit("/communities", Visitor, "/communities"),
        visit(
            "/communities",
            Member,
            "/communities?q=nothing-is-called-so",
        ),
        visit("/c/{name}", Visitor, "/c/luthiers"),
        visit("/c/{name}", Member, "/c/luthiers?tag=leim"),
        visit(
            "/c/{name}",
            Convener,
            "/c/luthiers?kind=question&sort=unanswered",
        ),
        visit("/c/{name}", Member, format!("/c/{away}")),
        visit("/c/{name}", Visitor, "/c/quiet"),
        visit("/c/{name}/modlog", Visitor, "/c/luthiers/modlog"),
        visit("/c/{name}/modlog", Convener, "/c/luthiers/modlog"),
        visit("/c/{name}/reports", Convener, "/c/luthiers/reports"),
        visit(
            "/c/{name}/reports",
            Convener,
            "/c/luthiers/reports?settled=yes",
        ),
        visit("/c/{name}/reports/{id}", Convener, "/c/luthiers/reports/1"),
        visit("/c/{name}/bans", Convener, "/c/luthiers/bans?person=cem"),
        visit("/c/{name}/settings", Convener, "/c/luthiers/settings"),
        visit("/communities/new", Member, "/communities/new"),
        visit("/new", Member, "/new"),
        visit(
            "/c/{name}/new",
            Member,
            "/c/luthiers/new?kind=question&title=neck+of+a+guitar",
        ),
        visit("/c/{name}/new", Member, "/c/luthiers/new?kind=link"),
        visit("/post/{id}", Visitor, &seed.question),
        visit("/post/{id}", Member, &seed.question),
        visit("/post/{id}", Convener, &seed.discussion),
        visit("/post/{id}", Visitor, &seed.article),
        visit("/post/{id}", Convener, &seed.removed),
        visit("/post/{id}", Member, &seed.far_thread),
        visit("/post/{id}/edit", Member, format!("{own}/edit")),
        visit("/post/{id}/delete", Member, format!("{own}/delete")),
        visit("/post/{id}/revisions", Visitor, revised(seed)),
        visit("/comment/{id}/edit", Member, format!("{reply}/edit")),
        visit("/comment/{id}/delete", Member, format!("{reply}/delete")),
        visit(
            "/comment/{id}/revisions",
            Visitor,
            format!("/comment/{}/revisions", seed.edited_reply),
        ),
        visit("/u/{name}", Visitor, "/u/ben"),
        visit("/u/{name}", Member, "/u/ada?show=replies"),
        visit("/u/{name}", Member, "/u/ben"),
        visit("/u/{name}", Member, format!("/u/zoe@{}", seed.away.host())),
        visit("/u/{name}/report", Member, "/u/cem/report"),
        visit("/notifications", Member, "/notifications"),
        visit("/notifications", Admin, "/notifications"),
        visit("/messages", Member, "/messages"),
        visit("/messages", Admin, "/messages"),
        visit("/messages/{handle}", Member, "/messages/ada"),
        visit("/messages/{handle}/{id}/delete", Member, &seed.message),
        visit("/search", Visitor, "/search"),
        visit("/search", Visitor, "/search?q=guitar"),
        visit("/search", Member, "/search?q=ada"),
        visit("/search", Member, "/search?q=details+matter&tab=replies"),
        visit("/search", Member, "/search?q=hurdygurdy"),
        visit(
            "/authorize_interaction",
            Member,
            format!("/authorize_interaction?uri={}", home.url("/c/luthiers")),
        ),
        visit("/following/searches", Member, "/following/searches"),
        visit("/settings", Member, "/settings"),
        visit("/settings/feeds", Member, "/settings/feeds"),
        visit("/settings/mail", Member, "/settings/mail"),
        visit("/settings/mail", Admin, "/settings/mail"),
        visit("/settings/password", Member, "/settings/password"),
        visit("/settings/codes", Member, "/settings/codes"),
        visit("/settings/sessions", Member, "/settings/sessions"),
        visit("/settings/written", Member, "/settings/written"),
        visit(
            "/settings/written",
            Member,
            "/settings/written?show=replies",
        ),
        visit("/settings/delete", Member, "/settings/delete"),
        visit("/password/{token}", Visitor, &seed.password_link),
        visit("/forgot", Visitor, "/forgot"),
        visit("/verify/{token}", Visitor, &seed.verify_link),
        visit("/unsubscribe/{token}", Visitor, &seed.stop_link),
        visit("/admin", Admin, "/admin"),
        visit("/admin/accounts", Admin, "/admin/accounts"),
        visit("/admin/accounts/new", Admin, "/admin/accounts/new"),
        visit("/admin/applications", Admin, "/admin/applications"),
        visit("/admin/communities", Admin, "/admin/communities"),
        visit("/admin/peers", Admin, "/admin/peers"),
        visit(
            "/admin/peers/{host}",
            Admin,
            format!("/admin/peers/{}", seed.away.host()),
        ),
        visit("/admin/hosts", Admin, "/admin/hosts"),
        visit("/admin/hosts/list", Admin, "/admin/hosts/list"),
        visit("/admin/hosts/list/{id}", Admin, &seed.host_list),
        visit("/admin/hosts/newcomers", Admin, "/admin/hosts/newcomers"),
        visit(
            "/admin/hosts/recent",
            Admin,
            format!("/admin/hosts/recent?host={}&last=24", seed.away.host()),
        ),
        visit("/admin/purge", Admin, "/admin/purge"),
        visit("/admin/queues", Admin, "/admin/queues"),
        visit("/admin/mails", Admin, "/admin/mails"),
        visit("/admin/reports", Admin, "/admin/reports"),
        visit("/admin/reports/{id}", Admin, "/admin/reports/2"),
        visit("/admin/screening", Admin, "/admin/screening"),
        visit("/admin/log", Admin, "/admin/log"),
        visit("/admin/settings", Admin, "/admin/settings"),
        visit("/admin/entrance", Admin, "/admin/entrance"),
        visit("/admin/looks", Admin, "/admin/looks"),
        visit("/admin/notices", Admin, "/admin/notices"),
        visit("/admin/closing", Admin, "/admin/closing"),
        visit("error", Visitor, "/no/such/page"),
        visit("error", Member, "/admin"),
    ]
}

/// Who belongs where, who would like to, and communities beside and within others.
fn memberships(seed: &Seed) -> Vec<Visit> {
    use Who::{Admin, Applicant, Convener, Member, Visitor};
    let away = format!("/c/netops@{}", seed.away.host());
    let seeded = &seed.belonging;
    let ways_in = [
        (Visitor, "/c/quiet/join"),
        (Visitor, "/c/luthiers/join"),
        (Visitor, "/c/bows/join"),
        (Member, "/c/quiet/join"),
        (Member, "/c/luthiers/join"),
        (Member, "/c/bows/join"),
        (Applicant, "/c/quiet/join"),
        (Applicant, "/c/hair/join"),
        (Applicant, "/c/strings/join"),
        (Applicant, "/c/luthiers/join"),
        (Convener, "/c/quiet/join"),
        (Convener, "/c/quiet/join?as=stranger"),
    ];
    let ways_in = ways_in.map(|(who, path)| visit("/c/{name}/join", who, path));
    let parts = [
        "about",
        "joining",
        "writing",
        "rules",
        "before",
        "welcome",
        "belonging",
    ];
    let settings = ["quiet", "luthiers"].into_iter().flat_map(|place| {
        let path = move |part: &str| format!("/c/{place}/settings/{part}");
        parts.map(|part| visit("/c/{name}/settings/*", Convener, path(part)))
    });
    let ways_out = [Visitor, Member, Applicant, Convener];
    let ways_out = ways_out.map(|who| visit("/c/{name}/join", who, format!("{away}/join")));
    let mut visits = vec![
        visit("/c/{name}", Visitor, "/c/hair"),
        visit("/c/{name}", Applicant, "/c/quiet"),
        visit("/c/{name}", Member, "/c/bows"),
        visit("/c/{name}/about", Visitor, "/c/luthiers/about"),
        visit("/c/{name}/about", Visitor, "/c/hair/about"),
        visit("/c/{name}/members", Visitor, "/c/luthiers/members"),
        visit("/c/{name}/members", Convener, "/c/luthiers/members"),
        visit("/c/{name}/members", Member, "/c/luthiers/members?q=ada"),
        visit(
            "/c/{name}/members",
            Member,
            "/c/luthiers/members?tag=guitars",
        ),
        visit(
            "/c/{name}/members",
            Member,
            "/c/luthiers/members?role=newcomer",
        ),
        visit("/c/{name}/members", Member, format!("{away}/members")),
        visit("/c/{name}/members", Admin, "/c/luthiers/members"),
        visit("/c/{name}/communities", Visitor, "/c/luthiers/communities"),
        visit("/c/{name}/communities", Convener, "/c/bows/communities"),
        visit("/c/{name}/communities", Visitor, "/c/hair/communities"),
        visit("/c/{name}/desk", Convener, "/c/quiet/desk"),
        visit("/c/{name}/desk", Convener, "/c/luthiers/desk"),
        visit("/c/{name}/rules", Visitor, "/c/quiet/rules"),
        visit("/c/{name}/rules", Member, "/c/bows/rules"),
        visit("/c/{name}/rules/{id}", Visitor, "/c/bows/rules/1"),
        visit("/c/{name}/rules/{id}", Convener, "/c/luthiers/rules/1"),
        visit(
            "/c/{name}/settings/introductions",
            Convener,
            "/c/luthiers/settings/introductions",
        ),
        visit(
            "/c/{name}/settings/questions",
            Convener,
            "/c/quiet/settings/questions",
        ),
        visit(
            "/c/{name}/settings/questions",
            Convener,
            "/c/luthiers/settings/questions",
        ),
        visit(
            "/c/{name}/settings/invitations",
            Convener,
            "/c/quiet/settings/invitations",
        ),
        visit(
            "/c/{name}/settings/conveners",
            Convener,
            "/c/quiet/settings/conveners",
        ),
        visit(
            "/c/{name}/settings/figures",
            Convener,
            "/c/quiet/settings/figures",
        ),
        visit("/invite/{token}", Visitor, &seed.invite_link),
        visit("error", Member, "/c/quiet/new"),
        visit("/post/{id}", Member, &seeded.introductions),
        visit("/post/{id}", Convener, &seeded.held),
        visit("/u/{name}", Member, format!("/u/{DORA}")),
        visit("/notifications", Applicant, "/notifications"),
        visit("/notifications", Convener, "/notifications"),
        visit("/settings", Applicant, "/settings"),
    ];
    visits.extend(ways_in);
    visits.extend(ways_out);
    visits.extend(settings);
    visits
}

/// What is said to those who look after a community.
fn teams(seed: &Seed) -> Vec<Visit> {
    use Who::{Applicant, Convener, Member};
    vec![
        visit("/appeal/{id}", Applicant, &seed.appeal),
        visit("/c/{name}/appeals", Convener, "/c/luthiers/appeals"),
        visit(
            "/c/{name}/appeals",
            Convener,
            "/c/luthiers/appeals?decided=yes",
        ),
        visit("/c/{name}/appeals/{id}", Convener, "/c/luthiers/appeals/1"),
        visit("/c/{name}/contact", Member, "/c/luthiers/contact"),
        visit("/c/{name}/contact", Applicant, "/c/luthiers/contact"),
        visit("/c/{name}/team", Convener, "/c/luthiers/team"),
        visit("/c/{name}/team/{id}", Convener, "/c/luthiers/team/1"),
        visit("/c/{name}/mutes", Convener, "/c/luthiers/mutes"),
        visit(
            "/c/{name}/record",
            Convener,
            "/c/luthiers/record?person=cem",
        ),
    ]
}

/// Acts that are asked about once more.
fn acts(seed: &Seed) -> Vec<Visit> {
    use Who::{Admin, Convener};
    let mut visits = Vec::new();
    for act in ["remove", "lock", "pin", "report"] {
        let path = format!("{}/{act}", seed.discussion);
        visits.push(visit("/post/{id}/*", Convener, path));
    }
    for (route, act) in [
        ("/post/{id}/retitle", "retitle"),
        ("/post/{id}/move", "move"),
    ] {
        let path = format!("{}/{act}", seed.discussion);
        visits.push(visit(route, Convener, path));
    }
    for act in ["suspend", "password", "admin", "delete"] {
        let path = format!("{}/{act}", seed.account);
        visits.push(visit("/admin/accounts/{id}/*", Admin, path));
    }
    for act in ["remove", "convener"] {
        let path = format!("{}/{act}", seed.community);
        visits.push(visit("/admin/communities/{id}/*", Admin, path));
    }
    visits
}

/// The thread whose language was changed after it was posted.
fn revised(seed: &Seed) -> String {
    format!("{}/revisions", seed.revised)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_on_a_telephone() {
    look_around(360, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_on_a_telephone_in_the_dark() {
    look_around(360, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_on_a_wide_screen() {
    look_around(1280, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_on_a_wide_screen_in_the_dark() {
    look_around(1280, true).await;
}

async fn look_around(width: u32, is_dark: bool) {
    let world = Arc::new(World::new(&["home", "away"]));
    let seed = plant(&world).await;
    let mut visits = visits(&seed);
    every_route_is_visited(&visits);
    let browser = Browser::open(Screen { width, is_dark }).await;
    let base = seed.home.url("");
    let mut faults = Vec::new();
    let everybody = [
        Who::Member,
        Who::Applicant,
        Who::Convener,
        Who::Admin,
        Who::Visitor,
    ];
    for who in everybody {
        browser.forget().await;
        match who {
            Who::Visitor => visits.push(visit(LATE, who, seed.belonging.join_link().await)),
            Who::Member => browser.sign_in(&base, "ben", PASSWORD).await,
            Who::Applicant => browser.sign_in(&base, "cem", PASSWORD).await,
            Who::Convener => {
                seed.knowledge.standing_is_weighed().await;
                browser.sign_in(&base, "ada", PASSWORD).await;
            }
            Who::Admin => browser.sign_in(&base, ADMIN_NAME, ADMIN_PASSWORD).await,
        }
        for visit in visits.iter().filter(|visit| visit.who == who) {
            browser.goto(&seed.home.url(&visit.path)).await;
            let picture = folder(width, is_dark).join(picture_of(visit, &seed));
            browser.full_screenshot(&picture).await;
            faults.extend(faults_of(&browser, visit).await);
        }
    }
    browser.close().await;
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

async fn faults_of(browser: &Browser, visit: &Visit) -> Vec<String> {
    let mut faults = browser.overflowing().await;
    let status = browser.status().await;
    if (status >= 400) != (visit.route == "error") {
        faults.push(format!("it was answered with {status}"));
    }
    faults.extend(browser.axe_violations().await);
    faults
        .into_iter()
        .map(|fault| format!("{:?} {}: {fault}", visit.who, visit.path))
        .collect()
}

fn every_route_is_visited(visits: &[Visit]) {
    let visited = visits.iter().map(|visit| visit.route).chain([LATE]);
    let visited: BTreeSet<&str> = visited.collect();
    let forgotten: Vec<String> = routes::of_pages()
        .into_iter()
        .filter(|route| !visited.contains(route.as_str()))
        .collect();
    assert!(forgotten.is_empty(), "no visit is made to {forgotten:?}");
}

fn folder(width: u32, is_dark: bool) -> PathBuf {
    let target = std::env::var("CARGO_TARGET_DIR")
        .unwrap_or_else(|_| format!("{}/../target", env!("CARGO_MANIFEST_DIR")));
    let theme = if is_dark { "dark" } else { "light" };
    PathBuf::from(target).join(format!("screenshots/{width}-{theme}"))
}

/// `member-c-luthiers.png`; ids, which differ from run to run, are left out.
fn picture_of(visit: &Visit, seed: &Seed) -> String {
    let named = [
        (&seed.question, "question"),
        (&seed.discussion, "discussion"),
        (&seed.article, "article"),
        (&seed.removed, "removed"),
        (&seed.far_thread, "from-elsewhere"),
        (&seed.own, "own"),
        (&seed.revised, "revised"),
        (&seed.belonging.introductions, "introductions"),
        (&seed.belonging.held, "held"),
        (&seed.knowledge.duplicate, "duplicate"),
    ];
    let of_administration = [
        (&seed.account, "accounts"),
        (&seed.community, "communities"),
    ];
    let mut path = visit.path.replace(&seed.away.host(), "away");
    for (thread, name) in named {
        path = path.replace(thread.as_str(), &format!("/post/{name}"));
    }
    for (one, kind) in of_administration {
        path = path.replace(one.as_str(), &format!("/admin/{kind}/one"));
    }
    let replies = [&seed.own_reply, &seed.edited_reply, &seed.knowledge.answer];
    for id in replies {
        path = path.replace(&format!("/{id}"), "");
    }
    path = path.replace(seed.public_id_of_shared(), "one");
    if visit.route == "/messages/{handle}/{id}/delete" {
        path = "/messages/delete".to_owned();
    }
    if let Some(named) = visit.route.strip_suffix("/{token}") {
        path = named.to_owned();
    }
    let plain: String = path
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let who = format!("{:?}", visit.who).to_lowercase();
    format!("{who}-{}.png", plain.trim_matches('-'))
}
