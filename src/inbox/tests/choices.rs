//! Letters about joining whose questions are ticked or chosen from on the page: what they say of that, and what
//! is understood as an answer.

use super::World;
use super::joining::{ada, guild, known, last_words, posts, replies, state};
use crate::membership::actions::{parse_questions, update_questions};
use crate::membership::model::MembershipState;
use crate::membership::queries::applications::last_application;

const ASKED: &str =
    "text*: What do you build?\nchoice*: Where? | | At home, In a shop\ntick*: I am over 18";

async fn asking() -> World {
    let world = guild().await;
    let (viewer, asked) = (ada(&world), parse_questions(ASKED).unwrap());
    update_questions(&world.app, &viewer, &world.ada, &world.luthiers, &asked)
        .await
        .unwrap();
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_and_ticks_stand_in_the_letter_and_are_answered_by_number_or_words() {
    let world = asking().await;
    let answers = [
        ("bo", "1: Guitars<br>2.2<br>3: yes"),
        ("cy", "1: Guitars<br>2: shop<br>3: I am over 18"),
        ("di", "1: Guitars<br>2: (2) in a shop<br>3: ok"),
    ];
    for (name, answer) in answers {
        let who = world.person(&format!("https://away.test/users/{name}"));
        posts(&world, &who, "mastodon", "1").await;
        let letter = last_words(&world, &who).await;
        let told = [
            "2.1 At home",
            "2.2 In a shop",
            "as in “1: …”. Of what",
            "as in “2.1”.",
            "I am over 18",
        ];
        for part in told.into_iter().chain(["Only who answers yes"]) {
            assert!(letter.contains(part), "{part}: {letter}");
        }
        let wrong = "<p>@luthiers AGREE<br>1: Guitars<br>2: 3<br>3: no</p>";
        replies(&world, &who, "1", wrong).await;
        assert_eq!(state(&world, &who).await, None);
        let help = last_words(&world, &who).await;
        for part in [
            "2: Where?",
            "2.2 In a shop",
            "3: I am over 18 This needs a yes.",
        ] {
            assert!(help.contains(part), "{part}: {help}");
        }
        let right = format!("<p>@luthiers AGREE<br>{answer}</p>");
        replies(&world, &who, "2", &right).await;
        let applied = Some(MembershipState::Applied);
        assert_eq!(state(&world, &who).await, applied, "{answer}");
        let person = known(&world, &who).await;
        let mut conn = world.app.store.read().await.unwrap();
        let last = last_application(&mut conn, world.luthiers.id(), person.id()).await;
        let given = last.unwrap().unwrap().answers.0.into_iter();
        let given: Vec<String> = given.map(|each| each.answer).collect();
        assert_eq!(given, ["Guitars", "In a shop", "yes"], "{answer}");
    }
}
