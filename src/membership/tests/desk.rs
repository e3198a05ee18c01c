//! The desk: what waits on it, page by page, and what is said beside it.

use crate::accounts::actions::desk;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::tests::browser::Answer;
use crate::activitypub::peers::ensure_peer;
use crate::app::testing::test_app_with;
use crate::communities::model::Community;
use crate::communities::tests::follows::{follow_from, set_software};
use crate::communities::tests::known;
use crate::membership::actions::{Decision, answer_more, decide, save_reply};
use crate::membership::model::{
    Answer as Given, ApplicationId, Channel, HoldCause, Membership, MembershipState,
    NewApplication, Role,
};
use crate::membership::queries::applications::insert_application;
use crate::membership::queries::settings::list_saved_replies;
use crate::membership::queries::{COUNTED_MAX, list_moderators, upsert_membership};
use crate::posts::queries::held::{NewHeld, insert_held};
use crate::posts::queries::set_post_held;
use crate::posts::tests::stage::Stage;
use crate::posts::tests::world::seen_by;
use crate::store::Json;
use axum::http::StatusCode;
use std::ops::RangeInclusive;

const DESK: &str = "/c/luthiers/desk";
const BY_ADA: &str = "asked afterwards by ada, just now";
const JOINING: &str = "/c/luthiers/settings/joining";

/// A community of ada's, and ben who does not belong to it.
async fn stage() -> (Stage, Community, Person) {
    let app = test_app_with(|config| config.rate_limits.enabled = false).await;
    let stage = Stage::on(app).await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    (stage, place, ben)
}

/// Applications, each with its number as answer.
async fn apply(stage: &Stage, place: &Community, who: &Person, numbers: RangeInclusive<i64>) {
    let now = stage.app.now();
    let mut tx = stage.store.begin().await.unwrap();
    for number in numbers {
        let answer = Given {
            question: "Which one?".into(),
            answer: format!("Application {number}"),
        };
        let new = NewApplication {
            community_id: place.id(),
            account_id: who.id(),
            state: MembershipState::Applied,
            channel: Channel::Page,
            answers: Json(vec![answer]),
            rules_version: 0,
            applied_at: now,
            changed_at: now,
        };
        insert_application(&mut tx, &new).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Threads that are held, each with its number in its words.
async fn hold(stage: &Stage, place: &Community, who: &Person, numbers: RangeInclusive<i64>) {
    let now = stage.app.now();
    for number in numbers {
        let post = stage.ask(who, place, &format!("Thread {number}")).await;
        let mut tx = stage.store.begin().await.unwrap();
        set_post_held(&mut tx, post.id, Some(now)).await.unwrap();
        let held = NewHeld {
            community_id: place.id(),
            author_id: who.id(),
            post_id: Some(post.id),
            comment_id: None,
            cause: HoldCause::Membership,
            activity: None,
            sender_host: String::new(),
            held_at: now,
            released_at: None,
        };
        insert_held(&mut tx, &held).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn applications(page: &Answer) -> Vec<String> {
    page.texts("dl.answers dd")
}

fn held(page: &Answer) -> Vec<String> {
    page.texts("blockquote.quote")
}

fn applied(numbers: RangeInclusive<i64>) -> Vec<String> {
    numbers.map(|n| format!("Application {n}")).collect()
}

fn asked(numbers: RangeInclusive<i64>) -> Vec<String> {
    numbers.map(|n| format!("About Thread {n}.")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_is_turned_both_ways_and_says_how_much_waits() {
    let (stage, place, ben) = stage().await;
    apply(&stage, &place, &ben, 1..=45).await;
    hold(&stage, &place, &ben, 1..=23).await;
    let mut ada = stage.signed_in("ada").await;
    let first = ada.get(DESK).await;
    assert!(first.has("45 applications wait, the oldest first."));
    assert!(first.has("23 held posts wait, the oldest first."));
    assert_eq!(first.links("Desk 68"), [DESK]);
    assert_eq!(applications(&first), applied(1..=20));
    assert_eq!(held(&first), asked(1..=20));
    assert!(
        !first.has("it can be seen meanwhile"),
        "it was written here"
    );
    assert!(first.links("Older").is_empty());
    let newer = first.links("Newer");
    assert_eq!(newer.len(), 2, "{newer:?}");

    let second = ada.get(&newer[0]).await;
    assert_eq!(applications(&second), applied(21..=40));
    assert_eq!(held(&second), asked(1..=20), "the other list stays");
    let third = ada.get(&second.links("Newer")[0]).await;
    assert_eq!(applications(&third), applied(41..=45));
    let newer = third.links("Newer");
    assert_eq!(newer.len(), 1, "only what is held goes on: {newer:?}");
    let last = ada.get(&newer[0]).await;
    assert_eq!(applications(&last), applied(41..=45));
    assert_eq!(held(&last), asked(21..=23));
    assert!(last.links("Newer").is_empty());

    let back = ada.get(&last.links("Older")[0]).await;
    assert_eq!(applications(&back), applied(21..=40));
    assert_eq!(held(&back), asked(21..=23));
    let beginning = ada.get(&back.links("Older")[0]).await;
    assert_eq!(applications(&beginning), applied(1..=20));
    let behind_the_end = format!("{DESK}?applied_after=9999999");
    let page = ada.get(&behind_the_end).await;
    assert_eq!(applications(&page), applied(1..=20));
    let nonsense = ada.get(&format!("{DESK}?held_after=x")).await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_counted_only_so_far() {
    let (stage, place, ben) = stage().await;
    apply(&stage, &place, &ben, 1..=COUNTED_MAX + 1).await;
    let mut ada = stage.signed_in("ada").await;
    let desk = ada.get(DESK).await;
    assert!(desk.has("500 or more applications wait"), "{}", desk.body);
    assert_eq!(desk.links("Desk 500+"), [DESK]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_is_refused_comes_back_with_its_application() {
    let (stage, place, ben) = stage().await;
    apply(&stage, &place, &ben, 1..=25).await;
    let mut ada = stage.signed_in("ada").await;
    let first = ada.get(DESK).await;
    let second = ada.get(&first.links("Newer")[0]).await;
    let action = second.body.split(&format!("action=\"{DESK}/")).nth(3);
    let action = format!("{DESK}/{}", action.unwrap().split('"').next().unwrap());
    let nothing_said = [("decision", "decline"), ("reason", "")];
    let answer = ada.submit(&second, &action, &nothing_said).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.wrong(), ["reason"]);
    assert_eq!(applications(&answer), applied(23..=25));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_applicant_stands_beside_their_own_history_and_who_decided() {
    let (stage, place, ben) = stage().await;
    let cem = stage.member("cem").await;
    let ada = convener(&stage, &place).await;
    let viewer = seen_by(&ada);
    for (who, reason) in [(&ben, "Too early."), (&cem, "Too late.")] {
        apply(&stage, &place, who, 1..=1).await;
        let id = last_of(&stage, &place, who).await;
        let declined = decide(
            &stage.app,
            &viewer,
            &ada,
            place.id(),
            id,
            Decision::Decline,
            reason,
        );
        declined.await.unwrap();
        apply(&stage, &place, who, 2..=2).await;
    }
    let mut ada = stage.signed_in("ada").await;
    let desk = ada.get(DESK).await;
    let histories = desk.texts("main details.fold ul");
    assert_eq!(histories.len(), 2, "{histories:?}");
    assert!(histories[0].contains("declined by ada: Too early."));
    assert!(histories[1].contains("declined by ada: Too late."));
    let decided = desk.texts("main li .by > span[dir=auto]");
    assert_eq!(
        decided,
        ["declined by ada: Too late.", "declined by ada: Too early."]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_afterwards_stands_once_among_the_answers_marked_and_with_its_own() {
    let (stage, place, ben) = stage().await;
    apply(&stage, &place, &ben, 1..=1).await;
    let app = &stage.app;
    let by = convener(&stage, &place).await;
    let id = last_of(&stage, &place, &ben).await;
    let viewer = seen_by(&by);
    let asks = async |question: &str| {
        let ask = Decision::AskMore;
        decide(app, &viewer, &by, place.id(), id, ask, question)
            .await
            .unwrap();
    };
    let answers = async |answer: &str| {
        answer_more(app, &ben, &place, answer, Channel::Page)
            .await
            .unwrap();
    };
    let mut ada = stage.signed_in("ada").await;
    asks("With whom?").await;
    let desk = ada.get(DESK).await;
    assert_eq!(desk.texts(".answers .badge"), [BY_ADA]);
    assert_eq!(applications(&desk), ["Application 1", "not answered"]);

    answers("Alone.").await;
    // Whoever is asked twice before they answer answers what was asked last.
    asks("For whom?").await;
    asks("Since when?").await;
    answers("Last year.").await;
    let desk = ada.get(DESK).await;
    let questions = [
        "Which one?".to_owned(),
        format!("With whom? {BY_ADA}"),
        format!("For whom? {BY_ADA}"),
        format!("Since when? {BY_ADA}"),
    ];
    assert_eq!(desk.texts(".answers dt"), questions);
    assert_eq!(
        applications(&desk),
        ["Application 1", "Alone.", "not answered", "Last year."]
    );
    for question in ["With whom?", "For whom?", "Since when?"] {
        assert_eq!(desk.body.matches(question).count(), 1, "{}", desk.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_command_decides_is_said_to_be_an_administrators() {
    let (stage, place, ben) = stage().await;
    apply(&stage, &place, &ben, 1..=1).await;
    let id = last_of(&stage, &place, &ben).await;
    let (viewer, by) = (Viewer::System, desk(&stage.app).await.unwrap());
    let (app, declines) = (&stage.app, Decision::Decline);
    decide(app, &viewer, &by, place.id(), id, declines, "Full.")
        .await
        .unwrap();
    let page = stage.signed_in("ada").await.get(DESK).await;
    let decided = page.texts("main li .by > span[dir=auto]");
    assert_eq!(decided, ["declined by an administrator: Full."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_to_apply_again_where_nobody_applies_any_more() {
    const JOIN: &str = "/c/luthiers/join";
    let (stage, place, ben) = stage().await;
    let mut ada = stage.signed_in("ada").await;
    ada.fill_in(JOINING, &[("join", "application")]).await;
    apply(&stage, &place, &ben, 1..=1).await;
    let id = last_of(&stage, &place, &ben).await;
    let by = convener(&stage, &place).await;
    let (viewer, declines) = (seen_by(&by), Decision::Decline);
    decide(
        &stage.app,
        &viewer,
        &by,
        place.id(),
        id,
        declines,
        "We are full.",
    )
    .await
    .unwrap();
    let mut ben = stage.signed_in("ben").await;
    assert!(ben.get(JOIN).await.has("You can apply again"));
    ada.fill_in(JOINING, &[("join", "invitation")]).await;
    let page = ben.get(JOIN).await;
    assert!(page.has("The conveners declined your application."));
    assert!(page.has("We are full.") && page.has("by invitation only"));
    assert!(!page.has("You can apply again"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_is_saved_already_needs_no_room() {
    let (stage, place, _) = stage().await;
    let (app, ada) = (&stage.app, convener(&stage, &place).await);
    for number in 1..=50 {
        let words = format!("Reply {number}");
        save_reply(app, &ada, &place, &words).await.unwrap();
    }
    let refused = save_reply(app, &ada, &place, "Another one.").await;
    assert_eq!(refused.unwrap_err().status(), 409);
    save_reply(app, &ada, &place, "Reply 7").await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    let saved = list_saved_replies(&mut conn, place.id()).await.unwrap();
    assert_eq!(saved.len(), 50);
}

/// Who looks after the community.
async fn convener(stage: &Stage, place: &Community) -> Person {
    let mut conn = stage.store.read().await.unwrap();
    let found = list_moderators(&mut conn, place.id()).await;
    found.unwrap().remove(0).0
}

async fn last_of(stage: &Stage, place: &Community, who: &Person) -> ApplicationId {
    use crate::membership::queries::applications::last_application;
    let mut conn = stage.store.read().await.unwrap();
    let found = last_application(&mut conn, place.id(), who.id()).await;
    found.unwrap().unwrap().id
}

/// Of another server, which runs this.
async fn somebody(stage: &Stage, host: &str, name: &str, software: &str) -> Person {
    let id = format!("https://{host}/u/{name}");
    let person = known(&stage.app, &id, "Person", name).await;
    let mut tx = stage.store.begin().await.unwrap();
    ensure_peer(&mut tx, host, stage.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    set_software(&stage.app, host, software).await;
    person.person().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn applicants_of_other_servers_come_with_what_their_servers_mean_for_privacy() {
    let (stage, place, _) = stage().await;
    let gil = somebody(&stage, "hall.test", "gil", "guildhall").await;
    follow_from(&stage.app, &gil.actor, &place, "1").await;
    let now = stage.app.now();
    let member = Membership {
        community_id: place.id(),
        account_id: gil.id(),
        role: Role::Member,
        state: MembershipState::Member,
        since: now,
        updated_at: now,
    };
    let mut tx = stage.store.begin().await.unwrap();
    upsert_membership(&mut tx, &member).await.unwrap();
    tx.commit().await.unwrap();
    for (host, name, software) in [
        ("hall.test", "ida", "guildhall"),
        ("other.test", "jo", "guildhall"),
        ("other.test", "kim", "guildhall"),
        ("blog.test", "lea", "mastodon"),
    ] {
        let who = somebody(&stage, host, name, software).await;
        apply(&stage, &place, &who, 1..=1).await;
    }
    let mut ada = stage.signed_in("ada").await;
    assert!(!ada.get(DESK).await.has("other.test, which runs"), "public");
    let saved = ada.fill_in(JOINING, &[("read", "members")]).await;
    assert_eq!(saved.location(), JOINING, "{}", saved.body);
    let desk = ada.get(DESK).await;
    let first = "They would be the first member from other.test, which runs guildhall.";
    assert_eq!(desk.body.matches(first).count(), 2);
    assert!(desk.has("The software of blog.test would not keep private"));
    // Boxes, each with what matters in bold and not all of it.
    let bold = desk.texts("main li .notice b");
    assert!(bold.contains(&first.to_owned()), "{bold:?}");
    assert!(!desk.has("from hall.test, which runs"), "{}", desk.body);
}
