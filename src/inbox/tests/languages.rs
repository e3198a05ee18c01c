//! What people of other servers are told in a community that speaks German.

use super::World;
use super::joining::{decides, guild, last_words, posts, replies, state};
use crate::membership::actions::{CommunityForm, Decision, update_community};
use crate::membership::model::MembershipState;

async fn german_guild() -> World {
    let mut world = guild().await;
    let form = CommunityForm {
        language: "de".into(),
        ..CommunityForm::from(&world.luthiers)
    };
    let changed = update_community(&world.app, &world.ada, &world.luthiers, &form).await;
    world.luthiers = changed.unwrap();
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_writes_in_its_own_language_and_understands_the_words_that_it_asks_for() {
    let world = german_guild().await;
    let bo = world.person("https://away.test/users/bo");
    posts(&world, &bo, "mastodon", "1").await;
    let asked = last_words(&world, &bo).await;
    for part in [
        "Dort schreiben nur Mitglieder",
        "Regeln",
        "Be kind",
        "antworte auf diese Nachricht mit ZUSTIMMEN",
        "schreib BEITRETEN",
    ] {
        assert!(asked.contains(part), "{part}: {asked}");
    }
    for part in ["only members", "reply to this message", "AGREE", "JOIN"] {
        assert!(!asked.contains(part), "{part}: {asked}");
    }
    replies(&world, &bo, "1", "<p>@luthiers Klingt gut</p>").await;
    let help = last_words(&world, &bo).await;
    assert!(help.contains("Das wurde nicht verstanden."), "{help}");
    let answer = "<p>@luthiers ZUSTIMMEN<br>1: Gitarren<br>2: in a shop</p>";
    replies(&world, &bo, "2", answer).await;
    let taken = last_words(&world, &bo).await;
    assert!(taken.contains("Deine Bewerbung liegt der Leitung von"));
    assert_eq!(state(&world, &bo).await, Some(MembershipState::Applied));
    decides(&world, &bo, Decision::Decline, "Wir sind voll.").await;
    let declined = last_words(&world, &bo).await;
    for part in [
        "hat deine Bewerbung abgelehnt",
        "Schreib dann BEITRETEN",
        "Wir sind voll.",
    ] {
        assert!(declined.contains(part), "{part}: {declined}");
    }
    let wish = "<p>@luthiers BEITRETEN</p>";
    replies(&world, &bo, "3", wish).await;
    let told = last_words(&world, &bo).await;
    assert!(told.contains("Du kannst dich bei"), "{told}");
}
