//! The list of members, what they see of each other, and what conveners make of them.

use crate::accounts::model::Person;
use crate::accounts::queries::person_by_handle;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::model::Community;
use crate::communities::tests::known;
use crate::ids::AccountId;
use crate::membership::actions::{JoinForm, join};
use crate::membership::model::{Channel, EventKind, Membership, MembershipState, Role};
use crate::membership::queries::applications::list_events;
use crate::membership::queries::{membership_of, upsert_membership};
use crate::moderation::actions::{BanOrder, ban};
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;
use chrono::TimeDelta;

const MEMBERS: &str = "/c/luthiers/members";
const JOINING: &str = "/c/luthiers/settings/joining";

/// A community of ada's, to which ben and cem belong and dan does not.
async fn stage() -> (Stage, Community, Person) {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let ben = stage.member("ben").await;
    let cem = stage.member("cem").await;
    stage.member("dan").await;
    for who in [&ben, &cem] {
        stage.clock.advance(TimeDelta::seconds(1));
        let form = JoinForm::default();
        join(&stage, who, &place, &form, Channel::Page)
            .await
            .unwrap();
    }
    (stage, place, ben)
}

async fn tell_craft(stage: &Stage, name: &str) {
    let mut browser = stage.signed_in(name).await;
    let fields = [
        ("headline", "Restorer of <bows>"),
        ("place", "Évora"),
        ("expertise", "Glue, #Neck resets"),
        ("offers", "A bench for a day"),
        ("seeks", "Old spruce"),
        ("time_zone", "Europe/Lisbon"),
    ];
    let saved = browser.fill_in("/settings", &fields).await;
    assert_eq!(saved.location(), "/settings", "{}", saved.body);
}

/// Who is in the list of members, by their shown names.
fn listed(page: &Answer) -> Vec<String> {
    page.texts("main .members .by bdi")
}

async fn set_role(browser: &mut Browser, account: AccountId, role: &str) -> Answer {
    let token = browser.get(MEMBERS).await.value("csrf").unwrap();
    let account = account.to_string();
    let fields = [
        ("csrf", token.as_str()),
        ("account", account.as_str()),
        ("role", role),
    ];
    browser.post("/c/luthiers/members/role", &fields).await
}

async fn role_of(stage: &Stage, place: &Community, account: AccountId) -> Role {
    let mut conn = stage.store.read().await.unwrap();
    let found = membership_of(&mut conn, place.id(), account).await;
    found.unwrap().unwrap().role
}

#[tokio::test(flavor = "multi_thread")]
async fn members_find_each_other_by_what_they_know() {
    let (stage, _, _) = stage().await;
    tell_craft(&stage, "ben").await;
    let mut cem = stage.signed_in("cem").await;
    let page = cem.get(MEMBERS).await;
    assert_eq!(listed(&page), ["cem", "ben", "ada"], "{}", page.body);
    for words in [
        "Restorer of ",
        "Évora, Europe/Lisbon",
        "A bench for a day",
        "Old spruce",
        "member since",
    ] {
        assert!(page.has(words), "{words}: {}", page.body);
    }
    assert!(!page.has("<bows>"), "{}", page.body);
    let tag = format!("{MEMBERS}?tag=neck+resets");
    assert!(page.links("neck resets").contains(&tag), "{}", page.body);
    let cases: [(&str, &[&str]); 10] = [
        ("q=%C3%89VORA", &["ben"]),
        ("q=spruce+bench", &["ben"]),
        ("q=spruce+iron", &[]),
        ("q=BEN", &["ben"]),
        ("q=b%25n", &[]),
        ("tag=neck+resets", &["ben"]),
        ("tag=Glue&role=member", &["ben"]),
        ("tag=glu", &[]),
        ("role=convener", &["ada"]),
        ("role=newcomer", &[]),
    ];
    for (query, found) in cases {
        let page = cem.get(&format!("{MEMBERS}?{query}")).await;
        assert_eq!(listed(&page), found, "{query}: {}", page.body);
        assert_eq!(page.has("No member is found"), found.is_empty(), "{query}");
    }
    let nonsense = cem.get(&format!("{MEMBERS}?role=king")).await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_see_only_who_looks_after_a_community() {
    let (stage, _, _) = stage().await;
    tell_craft(&stage, "ben").await;
    for mut browser in [stage.visitor(), stage.signed_in("dan").await] {
        for path in [MEMBERS.to_owned(), format!("{MEMBERS}?q=ben&tag=glue")] {
            let page = browser.get(&path).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.has("convener here"));
            assert!(!page.has("/u/ben") && !page.has("spruce"), "{path}");
            assert!(listed(&page).is_empty() && !page.has("member since"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_want_to_be_listed_is_seen_by_conveners_only() {
    let (stage, place, _) = stage().await;
    let count = format!("{MEMBERS}/collection");
    let told = stage.visitor().get(&count).await;
    assert!(told.has("\"totalItems\":3"), "{}", told.body);
    assert!(!told.has("ben"), "how many, and not who");
    let mut ben = stage.signed_in("ben").await;
    let listing = "/c/luthiers/members/listing";
    let page = ben.get(MEMBERS).await;
    let out = ben.submit(&page, listing, &[("listed", "")]).await;
    assert_eq!(out.location(), MEMBERS, "{}", out.body);
    let own = ben.get(MEMBERS).await;
    assert!(own.has("only conveners see you here"));
    assert_eq!(listed(&own), ["cem", "ada"]);
    let mut ada = stage.signed_in("ada").await;
    let all = ada.get(MEMBERS).await;
    assert_eq!(listed(&all), ["cem", "ben", "ada"]);
    assert!(all.has("not in the list"));
    let mut cem = stage.signed_in("cem").await;
    assert_eq!(listed(&cem.get(MEMBERS).await), ["cem", "ada"]);
    assert!(stage.visitor().get(&count).await.has("\"totalItems\":2"));
    let belongs = "aside [aria-labelledby=s-belongs] a";
    let title = place.title().to_owned();
    assert!(cem.get("/u/ben").await.texts(belongs).is_empty());
    assert_eq!(ben.get("/u/ben").await.texts(belongs), [title]);
    let back = ben.submit(&own, listing, &[("listed", "on")]).await;
    assert_eq!(back.location(), MEMBERS);
    assert_eq!(listed(&cem.get(MEMBERS).await), ["cem", "ben", "ada"]);
    // It is nothing for who does not belong.
    let mut dan = stage.signed_in("dan").await;
    let token = dan.get("/settings").await.value("csrf").unwrap();
    let refused = dan
        .post(listing, &[("csrf", &token), ("listed", "on")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn how_many_belong_is_told_where_everybody_reads() {
    let (stage, _, _) = stage().await;
    let count = format!("{MEMBERS}/collection");
    let mut server = stage.visitor();
    server
        .headers
        .push(("accept", "application/activity+json".to_owned()));
    assert!(server.get("/c/luthiers").await.has(&count), "it is named");
    let mut ada = stage.signed_in("ada").await;
    for read in ["unlisted", "members", "server"] {
        let saved = ada.fill_in(JOINING, &[("read", read)]).await;
        assert_eq!(saved.location(), JOINING, "{}", saved.body);
        let answer = server.get(&count).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{read}");
        assert!(!server.get("/c/luthiers").await.has(&count), "{read}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_make_greeters_and_moderators_of_members() {
    let (stage, place, ben) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    let made = set_role(&mut ada, ben.id(), "greeter").await;
    assert_eq!(made.location(), MEMBERS, "{}", made.body);
    assert_eq!(role_of(&stage, &place, ben.id()).await, Role::Greeter);
    let thread = stage.ask(&ben, &place, "Glue?").await;
    let mut cem = stage.signed_in("cem").await;
    assert!(cem.get(MEMBERS).await.has(">greeter<"));
    assert!(cem.get(&thread.path()).await.has("greeter here"));
    for mut browser in [stage.visitor(), stage.signed_in("dan").await] {
        assert!(!browser.get(MEMBERS).await.has("greeter"));
        assert!(!browser.get(&thread.path()).await.has("greeter here"));
    }
    let refused = set_role(&mut cem, ben.id(), "member").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = set_role(&mut ada, ben.id(), "convener").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let nonsense = set_role(&mut ada, ben.id(), "king").await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
    set_role(&mut ada, ben.id(), "moderator").await;
    assert_eq!(role_of(&stage, &place, ben.id()).await, Role::Moderator);
    let said = crate::communities::tests::said(&stage).await;
    let kinds: Vec<&str> = said
        .iter()
        .filter_map(|activity| activity["type"].as_str())
        .filter(|kind| matches!(*kind, "Add" | "Remove"))
        .collect();
    assert_eq!(kinds, ["Add"], "greeters are nobody else's business");
    // Who has an office lays it down.
    let mut browser = stage.signed_in("ben").await;
    assert!(browser.get(MEMBERS).await.has("Lay down my office"));
    let asks = set_role(&mut browser, ben.id(), "member").await;
    assert!(asks.has("Lay down your office?"), "{}", asks.body);
    assert_eq!(role_of(&stage, &place, ben.id()).await, Role::Moderator);
    let role = "/c/luthiers/members/role";
    let down = browser.submit(&asks, role, &[]).await;
    assert_eq!(down.location(), MEMBERS, "{}", down.body);
    assert_eq!(role_of(&stage, &place, ben.id()).await, Role::Member);
    let mut conn = stage.store.read().await.unwrap();
    let events = list_events(&mut conn, place.id(), ben.id()).await.unwrap();
    let roles = events.iter().filter(|event| event.kind == EventKind::Role);
    assert_eq!(roles.count(), 3, "each is remembered");
}

#[tokio::test(flavor = "multi_thread")]
async fn long_lists_are_turned_page_by_page() {
    let (stage, place, _) = stage().await;
    for n in 0..35 {
        let (id, name) = (format!("https://b.test/u/far{n}"), format!("far{n}"));
        let far = known(&stage.app, &id, "Person", &name).await;
        stage.clock.advance(TimeDelta::seconds(1));
        let membership = Membership {
            community_id: place.id(),
            account_id: far.person().unwrap().id(),
            role: Role::Member,
            state: MembershipState::Member,
            since: stage.now(),
            updated_at: stage.now(),
        };
        let mut tx = stage.store.begin().await.unwrap();
        upsert_membership(&mut tx, &membership).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut cem = stage.signed_in("cem").await;
    let first = cem.get(&format!("{MEMBERS}?role=member")).await;
    let names = listed(&first);
    assert_eq!((names.len(), names[0].as_str()), (30, "far34"));
    let second = cem.get(&first.link("next").unwrap()).await;
    let names = listed(&second);
    assert_eq!(names.len(), 7);
    assert_eq!(names[5..], ["cem", "ben"]);
    let back = cem.get(&second.link("prev").unwrap()).await;
    assert_eq!(listed(&back), listed(&first));
    let far = cem.get(&format!("{MEMBERS}?q=far3@b.test")).await;
    assert_eq!(
        listed(&far),
        ["far34", "far33", "far32", "far31", "far30", "far3"]
    );
    let beyond = cem.get(&format!("{MEMBERS}?after=x")).await;
    assert_eq!(beyond.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn profiles_name_communities_as_far_as_the_viewer_may_know_of_them() {
    let (stage, place, _) = stage().await;
    tell_craft(&stage, "ben").await;
    let belongs = "aside [aria-labelledby=s-belongs] a";
    let title = vec![place.title().to_owned()];
    let mut ada = stage.signed_in("ada").await;
    let (mut cem, mut dan) = (stage.signed_in("cem").await, stage.signed_in("dan").await);
    let mut visitor = stage.visitor();
    for (read, members, here, visitors) in [
        ("public", true, true, true),
        ("unlisted", true, false, false),
        ("members", true, false, false),
        ("server", true, true, false),
    ] {
        let saved = ada.fill_in(JOINING, &[("read", read)]).await;
        assert_eq!(saved.location(), JOINING, "{}", saved.body);
        for (browser, knows) in [
            (&mut cem, members),
            (&mut dan, here),
            (&mut visitor, visitors),
        ] {
            let page = browser.get("/u/ben").await;
            let named = page.texts(belongs);
            assert_eq!(named == title, knows, "{read}: {named:?}");
            assert_eq!(named.is_empty(), !knows, "{read}: {named:?}");
        }
    }
    let page = visitor.get("/u/ben").await;
    for words in ["Restorer of ", "neck resets", "Old spruce", "Évora"] {
        assert!(page.has(words), "{words}: {}", page.body);
    }
    assert!(!page.has("Europe/Lisbon"), "for people here");
    assert!(ada.get("/u/ben").await.has("Europe/Lisbon"));
}

async fn hide(convener: &mut Browser, read: &str) {
    let saved = convener.fill_in(JOINING, &[("read", read)]).await;
    assert_eq!(saved.location(), JOINING, "{}", saved.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_banned_learns_no_more_of_a_community_than_a_stranger() {
    let (stage, place, _) = stage().await;
    let (ada, cem) = {
        let mut conn = stage.store.read().await.unwrap();
        let host = "guild.example";
        let ada = person_by_handle(&mut conn, "ada", host).await.unwrap();
        let cem = person_by_handle(&mut conn, "cem", host).await.unwrap();
        (ada.unwrap(), cem.unwrap())
    };
    let named = "aside [aria-labelledby=s-belongs] a, aside [aria-labelledby=s-care] a";
    let mut convener = stage.signed_in("ada").await;
    let (mut cem_sees, mut dan_sees) = (stage.signed_in("cem").await, stage.signed_in("dan").await);
    hide(&mut convener, "members").await;
    assert_eq!(cem_sees.get("/u/ben").await.texts(named).len(), 1);
    let order = BanOrder::default();
    ban(&stage, &ada, place.id(), &cem, &order).await.unwrap();
    for read in ["public", "unlisted", "members", "server"] {
        hide(&mut convener, read).await;
        for profile in ["/u/ben", "/u/ada", "/u/cem"] {
            let banned = cem_sees.get(profile).await.texts(named);
            let stranger = dan_sees.get(profile).await.texts(named);
            assert_eq!(banned, stranger, "{read} {profile}");
        }
        let known = !cem_sees.get("/u/ben").await.texts(named).is_empty();
        assert_eq!(known, matches!(read, "public" | "server"), "{read}");
    }
    // Nor do they follow on where only members read.
    hide(&mut convener, "members").await;
    let front = cem_sees.get("/c/luthiers").await;
    assert!(front.has("You are banned here, and follow it no more."));
}
