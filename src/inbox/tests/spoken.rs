//! Communities speak their own language to people of other servers.

use super::joining::{decides, guild, last_words, posts, replies};
use super::{Remote, World};
use crate::membership::actions::Decision;

async fn says(world: &World, who: &Remote, parts: &[&str]) {
    let words = last_words(world, who).await;
    for part in parts {
        assert!(words.contains(part), "{part}\n{words}");
    }
    let mut said = words.split(|c: char| !c.is_alphabetic());
    let english = ["you", "your", "the", "and", "reply"];
    assert!(!said.any(|word| english.contains(&word)), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_joins_a_community_that_speaks_german_is_asked_and_answered_in_it() {
    let world = guild().await;
    world.set("UPDATE communities SET language = 'de'").await;
    let bo = world.person("https://away.test/users/bo");
    posts(&world, &bo, "mastodon", "1").await;
    let asked = [
        "wartet: Dort schreiben nur Mitglieder.",
        "Regeln",
        "Fragen",
        "antworte auf diese Nachricht mit ZUSTIMMEN und darunter deinen Antworten",
        "diese Seite. Sie ist nur für dich",
        "Nach 30 Tagen endet das von selbst; schreib BEITRETEN",
    ];
    let words = last_words(&world, &bo).await;
    for part in asked {
        assert!(words.contains(part), "{part}\n{words}");
    }
    replies(&world, &bo, "1", "<p>@luthiers Klingt gut</p>").await;
    says(&world, &bo, &["Das wurde nicht verstanden."]).await;
    replies(
        &world,
        &bo,
        "2",
        "<p>@luthiers ZUSTIMMEN<br>1: Gitarren</p>",
    )
    .await;
    let missing = last_words(&world, &bo).await;
    assert!(missing.contains("an die Leitung von"), "{missing}");
    assert!(missing.contains("2: Where?"), "{missing}");
    let answer = "<p>@luthiers Einverstanden<br>1: Gitarren<br>2: 2</p>";
    replies(&world, &bo, "3", answer).await;
    says(&world, &bo, &["Deine Bewerbung liegt der Leitung von"]).await;
    decides(&world, &bo, Decision::Decline, "Wir sind voll.").await;
    let declined = [
        "hat deine Bewerbung abgelehnt",
        "BEITRETEN",
        "Wir sind voll.",
    ];
    says(&world, &bo, &declined).await;
}
