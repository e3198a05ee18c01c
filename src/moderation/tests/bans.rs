use super::*;
use crate::communities::actions::follow;
use crate::communities::model::FollowState;
use crate::communities::queries::community_by_ap_id;
use crate::communities::queries::follows::follow_by_pair;
use crate::communities::tests::said;
use crate::error::{Error, Reason};
use crate::inbox::tests::World;
use crate::jobs::run_pending;
use crate::membership::actions::save_remote_moderators;
use crate::moderation::actions::{self, BanOrder};
use crate::notifications::pages as notifications;
use crate::server;
use chrono::TimeDelta;
use serde_json::json;

const BANS: &str = "/c/rust/bans";
const BAN: &str = "/c/rust/ban";

async fn ban(browser: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(BANS).await;
    browser.submit(&page, BAN, fields).await
}

async fn lift(browser: &mut Browser) -> Answer {
    let page = browser.get(BANS).await;
    browser.submit(&page, "/c/rust/unban", &[]).await
}

async fn tries(guild: &Guild) -> Result<Post, Error> {
    let draft = ThreadDraft {
        title: "Again".into(),
        body: "So.".into(),
        ..ThreadDraft::default()
    };
    let (bob, place) = (&guild.bob, guild.place.id());
    start_thread(&guild.app, bob, place, ThreadKind::Question, &draft).await
}

fn is_banned<T>(outcome: &Result<T, Error>) -> bool {
    matches!(outcome, Err(Error::Refused(Reason::Banned)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_ends_by_itself_or_is_lifted() {
    let guild = Guild::new().await;
    let mut ada = guild.browser("ada").await;
    let answer = ban(
        &mut ada,
        &[("person", "bob"), ("days", "2"), ("reason", "Rude")],
    )
    .await;
    assert_eq!(answer.location(), BANS);
    assert!(is_banned(&tries(&guild).await));
    assert!(ada.get(BANS).await.has("@bob"));
    guild.app.clock.advance(TimeDelta::days(3));
    tries(&guild).await.unwrap();
    assert!(ada.get(BANS).await.has("Nobody is banned."));

    ban(&mut ada, &[("person", "@bob"), ("days", "")]).await;
    guild.app.clock.advance(TimeDelta::days(3));
    assert!(is_banned(&tries(&guild).await));
    lift(&mut ada).await;
    tries(&guild).await.unwrap();
    let told = guild.told(&guild.bob).await;
    let expected = [NoticeKind::Unbanned, NoticeKind::Banned, NoticeKind::Banned];
    assert_eq!(told, expected);
    let kinds: Vec<String> = said(&guild.app)
        .await
        .iter()
        .filter(|said| said["actor"] == guild.ada.actor.ap_id)
        .map(|said| said["type"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["Block", "Block", "Undo"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_can_take_away_all_that_was_written_here_and_nowhere_else() {
    let guild = Guild::new().await;
    let elsewhere = community(&guild.app, &guild.ada, "garden").await;
    let (first, second) = (
        guild.ask(&guild.bob, "One").await,
        guild.ask(&guild.ada, "Two").await,
    );
    let answer = guild.answer(&guild.bob, &second).await;
    let draft = ThreadDraft {
        title: "Roses".into(),
        body: "So.".into(),
        ..ThreadDraft::default()
    };
    let roses = start_thread(
        &guild.app,
        &guild.bob,
        elsewhere.id(),
        ThreadKind::Discussion,
        &draft,
    )
    .await
    .unwrap();
    let mut ada = guild.browser("ada").await;
    ban(&mut ada, &[("person", "bob"), ("remove_content", "on")]).await;
    run_pending(&guild.app.data, &server::jobs()).await.unwrap();
    assert!(guild.post(&first).await.removed_at.is_some());
    assert!(guild.comment(&answer).await.removed_at.is_some());
    assert!(guild.post(&second).await.is_visible());
    assert_eq!(guild.post(&second).await.comment_count, 0);
    assert!(guild.post(&roses).await.is_visible());
    lift(&mut ada).await;
    run_pending(&guild.app.data, &server::jobs()).await.unwrap();
    assert!(guild.post(&first).await.is_visible());
    assert!(guild.comment(&answer).await.is_visible());
    assert_eq!(guild.post(&second).await.comment_count, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn bans_that_make_no_sense_change_nothing() {
    let guild = Guild::new().await;
    let mut ada = guild.browser("ada").await;
    let wrong: [(&[(&str, &str)], &str); 4] = [
        (&[("person", "nobody")], "person"),
        (&[("person", "bob"), ("days", "0")], "days"),
        (&[("person", "bob"), ("days", "soon")], "days"),
        (&[("person", "bob"), ("days", "99999")], "days"),
    ];
    for (fields, field) in wrong {
        let answer = ban(&mut ada, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{fields:?}"
        );
        assert_eq!(answer.wrong(), [field]);
        assert_eq!(answer.value("person").as_deref(), Some(fields[0].1));
    }
    let own = ban(&mut ada, &[("person", "ada")]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    let mut bob = guild.browser("bob").await;
    assert_eq!(bob.get(BANS).await.status, StatusCode::FORBIDDEN);
    tries(&guild).await.unwrap();
}

async fn state(app: &App, who: &Person, place: &Community) -> Option<FollowState> {
    let mut conn = app.store.read().await.unwrap();
    let follow = follow_by_pair(&mut conn, who.actor.id, place.actor.id).await;
    follow.unwrap().map(|follow| follow.state)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_from_a_community_elsewhere_ends_following_it_until_one_follows_again() {
    let world = World::new().await;
    let (app, ada) = (&world.app, &world.ada);
    let wood = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let place = {
        let mut conn = app.store.read().await.unwrap();
        community_by_ap_id(&mut conn, &wood.id).await.unwrap()
    };
    let place = place.unwrap();
    assert_eq!(state(app, ada, &place).await, Some(FollowState::Accepted));

    let mut ban = mia.does("Block", "ban", json!(ada.actor.ap_id));
    ban["target"] = json!(wood.id);
    world.send(&wood, &wood.announces("ban", &ban)).await;
    assert_eq!(state(app, ada, &place).await, Some(FollowState::Refused));
    let own = state(app, ada, &world.luthiers).await;
    assert_eq!(own, Some(FollowState::Accepted), "no other place is meant");
    let lift = mia.does("Undo", "lift", ban);
    world.send(&wood, &wood.announces("lift", &lift)).await;
    assert_eq!(state(app, ada, &place).await, Some(FollowState::Refused));

    let mut browser = Browser::with(app, notifications::routes());
    let fields = [("name", "ada"), ("password", PASSWORD)];
    browser.fill_in("/login", &fields).await;
    let page = browser.get("/notifications").await;
    for told in [
        "You were banned from wood on forum.test, which ends following it",
        "You are no longer banned from wood on forum.test and can follow it again",
    ] {
        let opened = page.links(told).remove(0);
        let place = browser.get(&opened).await;
        assert_eq!(place.location(), "/c/wood@forum.test", "{}", page.body);
    }

    follow(app, ada, &place).await.unwrap();
    assert_eq!(state(app, ada, &place).await, Some(FollowState::Pending));
    let said = said(app).await;
    let last: Vec<_> = said
        .iter()
        .rev()
        .take(2)
        .map(|said| &said["type"])
        .collect();
    assert_eq!(last, ["Follow", "Undo"], "asked as if for the first time");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_by_a_moderator_of_ours_elsewhere_ends_the_follow_too_and_one_here_does_not() {
    let world = World::new().await;
    let (app, ada) = (&world.app, &world.ada);
    let bob = person(app, "bob").await;
    let wood = world.followed_group("https://forum.test/c/wood").await;
    let place = {
        let mut conn = app.store.read().await.unwrap();
        community_by_ap_id(&mut conn, &wood.id).await.unwrap()
    };
    let place = place.unwrap();
    save_remote_moderators(app, &place, std::slice::from_ref(ada))
        .await
        .unwrap();
    for place in [&place, &world.luthiers] {
        follow(app, &bob, place).await.unwrap();
        actions::ban(app, ada, place.id(), &bob, &BanOrder::default())
            .await
            .unwrap();
    }
    assert_eq!(state(app, &bob, &place).await, Some(FollowState::Refused));
    let here = state(app, &bob, &world.luthiers).await;
    assert_eq!(
        here,
        Some(FollowState::Accepted),
        "reading is not forbidden"
    );
}
