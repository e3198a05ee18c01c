//! Appeals by people of other servers, and what they write to those who look after a community.

use super::banned::{bans, follow, last};
use super::joining::{last_words, letters, replies};
use super::{Remote, World, count};
use crate::accounts::tests::browser::Browser;
use crate::communities::tests::follows::set_software;
use crate::membership::actions::appoint;
use crate::moderation::actions::BanOrder;
use crate::team::actions::{Answering, decide, work_on};
use crate::team::model::{AppealId, Ruling, TalkId};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;

async fn a_while(world: &World) {
    world.pass(TimeDelta::minutes(2));
    world.work().await;
}

async fn banned(world: &World, id: &str) -> Remote {
    let bo = world.person(id);
    follow(world, &bo).await;
    set_software(&world.app, "mastodon.test", "mastodon").await;
    let order = BanOrder {
        reason: "Rude".into(),
        ..BanOrder::default()
    };
    bans(world, &bo, &order).await;
    a_while(world).await;
    bo
}

/// The path of the link by which they appeal.
fn link(words: &str) -> String {
    let (_, rest) = words.split_once("/appeal/link/").expect("there is a link");
    let token: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    format!("/appeal/link/{token}")
}

async fn appeals(world: &World) -> i64 {
    count(&world.app.store, "SELECT count(*) AS n FROM appeals").await
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_on_a_microblog_appeals_by_an_answer_or_with_the_link_alone() {
    let world = World::unlimited().await;
    let bo = banned(&world, "https://mastodon.test/users/bo").await;
    let words = last_words(&world, &bo).await;
    let page = link(&words);
    replies(&world, &bo, "1", "<p>@luthiers It was a joke.</p>").await;
    world.work().await;
    assert_eq!(appeals(&world).await, 1);
    let told = last_words(&world, &bo).await;
    assert!(told.contains("You will be told"), "{told}");
    // Once for each act, on whichever way.
    let mut browser = Browser::on_server(&world.app);
    let seen = browser.get(&page).await;
    assert!(seen.has("It was a joke.") && seen.has("not decided yet"));
    replies(&world, &bo, "2", "<p>@luthiers And again.</p>").await;
    world.work().await;
    assert_eq!(appeals(&world).await, 1);

    // Somebody else takes the link.
    let kim = banned(&world, "https://mastodon.test/users/kim").await;
    let page = link(&last_words(&world, &kim).await);
    let form = browser.get(&page).await;
    assert!(form.has("Rude"));
    let made = browser.submit(&form, &page, &[("body", "Not I.")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert_eq!(appeals(&world).await, 2);
    let twice = browser.submit(&form, &page, &[("body", "Not I.")]).await;
    assert_eq!(twice.status, StatusCode::FORBIDDEN);
    let forged = browser.get("/appeal/link/guessed").await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reversal_ends_the_ban_elsewhere_and_is_told_in_words() {
    let world = World::unlimited().await;
    let max = crate::communities::tests::person(&world.app, "max").await;
    appoint(&world.app, &world.ada, &world.luthiers, &max)
        .await
        .unwrap();
    let cora = crate::communities::tests::person(&world.app, "cora").await;
    let bo = banned(&world, "https://mastodon.test/users/bo").await;
    replies(&world, &bo, "1", "<p>@luthiers It was a joke.</p>").await;
    world.work().await;
    let id = count(&world.app.store, "SELECT max(id) AS n FROM appeals").await;
    let (place, id) = (world.luthiers.id(), AppealId(id));
    let said = (Ruling::Reversed, "So it was.");
    // A convener acted: a moderator does not outrank her, and whoever is no moderator decides nothing.
    for other in [&max, &cora] {
        let decided = decide(&world.app, other, place, id, said).await;
        assert!(decided.is_err(), "{}", other.handle());
    }
    decide(&world.app, &world.ada, place, id, said)
        .await
        .unwrap();
    let undone = last(&world, "Undo").await;
    assert_eq!(undone["object"]["type"], json!("Block"));
    world.work().await;
    let all = letters(&world, &bo).await;
    let told = all.iter().any(|letter| {
        let words = letter["object"]["content"].as_str().unwrap_or_default();
        words.contains("it was taken back") && words.contains("So it was.")
    });
    assert!(told, "{all:?}");
    let bans = "SELECT count(*) AS n FROM bans";
    assert_eq!(count(&world.app.store, bans).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_elsewhere_writes_to_a_community_is_for_its_team_who_answer_as_one() {
    let world = World::unlimited().await;
    let bo = world.person("https://mastodon.test/users/bo");
    follow(&world, &bo).await;
    set_software(&world.app, "mastodon.test", "mastodon").await;
    let note = json!({
        "id": format!("{}/note/1", bo.id), "type": "Note", "attributedTo": bo.id,
        "to": [world.group()], "cc": [], "content": "<p>@luthiers May I post ads?</p>",
        "published": world.app.now().wire(),
        "tag": [{"type": "Mention", "href": world.group(), "name": "@luthiers"}],
    });
    let mut create = bo.does("Create", "note-1", note);
    create["to"] = json!([world.group()]);
    world.send(&bo, &create).await;
    world.work().await;
    let lines = "SELECT count(*) AS n FROM team_lines";
    assert_eq!(count(&world.app.store, lines).await, 1);
    let told = last_words(&world, &bo).await;
    assert!(told.contains("have your message"), "{told}");
    let talk = TalkId(count(&world.app.store, "SELECT max(id) AS n FROM team_talks").await);
    let answer = Answering::Answer("On Sundays.".to_owned());
    work_on(&world.app, &world.ada, &world.luthiers, talk, &answer)
        .await
        .unwrap();
    world.work().await;
    let said = letters(&world, &bo).await;
    let last = said.last().unwrap();
    assert_eq!(last["actor"], world.group());
    let words = last["object"]["content"].as_str().unwrap();
    assert!(
        words.contains("On Sundays.") && !words.contains("ada"),
        "{words}"
    );
    // An answer to that goes on with it.
    replies(&world, &bo, "2", "<p>@luthiers Thanks</p>").await;
    world.work().await;
    assert_eq!(count(&world.app.store, lines).await, 3);
    let talks = "SELECT count(*) AS n FROM team_talks";
    assert_eq!(count(&world.app.store, talks).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_on_a_forum_who_is_banned_appeals_at_the_desk() {
    let world = World::unlimited().await;
    let lena = world.person("https://piefed.test/u/lena");
    follow(&world, &lena).await;
    set_software(&world.app, "piefed.test", "piefed").await;
    let desk = "https://guild.example/u/desk";
    let write = async |tail: &str| {
        let note = json!({
            "id": format!("{}/note/{tail}", lena.id), "type": "ChatMessage", "attributedTo": lena.id,
            "to": [desk], "cc": [], "content": "<p>It was a joke.</p>",
            "published": world.app.now().wire(),
        });
        let mut create = lena.does("Create", &format!("note-{tail}"), note);
        create["to"] = json!([desk]);
        world.send(&lena, &create).await;
        world.work().await;
    };
    write("1").await;
    assert_eq!(appeals(&world).await, 0, "banned nowhere");
    bans(&world, &lena, &BanOrder::default()).await;
    a_while(&world).await;
    write("2").await;
    assert_eq!(appeals(&world).await, 1);
    assert!(
        last_words(&world, &lena)
            .await
            .contains("Your appeal is with")
    );
    write("3").await;
    assert_eq!(appeals(&world).await, 1, "once for each act");
    assert!(
        last_words(&world, &lena)
            .await
            .contains("one appeal for each")
    );
}
