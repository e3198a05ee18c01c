//! Who made whom a moderator stands in the log.

use super::*;
use crate::communities::tests::belongs;
use crate::jobs::run_pending;
use crate::membership::actions::{appoint, dismiss, give_role};
use crate::membership::model::Role;
use crate::moderation::model::Verb;
use crate::moderation::queries::{LogOf, list_log};
use crate::server;
use crate::store::Turn;
use chrono::TimeDelta;

/// What the log says of offices, the latest first, and whether it still holds.
async fn logged(guild: &Guild) -> Vec<(Verb, String, bool)> {
    run_pending(&guild.app.data, &server::jobs()).await.unwrap();
    let mut conn = guild.app.store.read().await.unwrap();
    let of = LogOf::Community(guild.place.id());
    let log = list_log(&mut conn, &of, Turn::First, 50).await.unwrap();
    let line = |row: crate::moderation::queries::LogRow| {
        let whom = row.person.map(|(name, ..)| name).unwrap_or_default();
        assert_eq!(row.by.0, "ada");
        (row.action.verb, whom, row.action.undone_at.is_none())
    };
    log.rows.into_iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn appointments_by_people_here_stand_in_the_log() {
    let guild = Guild::new().await;
    let (app, ada, bob, place) = (&guild.app, &guild.ada, &guild.bob, &guild.place);
    belongs(app, place, bob).await;
    appoint(app, ada, place, bob).await.unwrap();
    appoint(app, ada, place, bob).await.unwrap();
    let of_bob = |verb: Verb, holds: bool| (verb, "bob".to_owned(), holds);
    assert_eq!(logged(&guild).await, [of_bob(Verb::Appoint, true)]);
    let log = guild.browser("bob").await.get("/c/rust/modlog").await;
    assert!(log.has("made a moderator"), "{}", log.body);

    app.clock.advance(TimeDelta::minutes(1));
    dismiss(app, ada, place, bob).await.unwrap();
    let both = [of_bob(Verb::Dismiss, true), of_bob(Verb::Appoint, false)];
    assert_eq!(logged(&guild).await, both);

    // On the page of members it is a role like the others, and only moderators are for the log.
    for role in [Role::Greeter, Role::Moderator, Role::Greeter] {
        app.clock.advance(TimeDelta::minutes(1));
        give_role(app, ada, place, bob, role).await.unwrap();
    }
    let verbs: Vec<Verb> = logged(&guild)
        .await
        .into_iter()
        .map(|(verb, ..)| verb)
        .collect();
    let expected = [Verb::Dismiss, Verb::Appoint, Verb::Dismiss, Verb::Appoint];
    assert_eq!(verbs, expected);
}
