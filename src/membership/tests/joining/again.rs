//! What is left of somebody who comes and goes.

use super::Guild;
use crate::membership::actions::{leave, withdraw};
use crate::membership::model::EventKind;
use chrono::TimeDelta;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_and_goes_all_day_leaves_each_step_once() {
    let mut guild = Guild::new().await;
    let joined = (EventKind::Joined, String::new());
    let left = |why: &str| (EventKind::Left, why.to_owned());
    let mut expected = Vec::new();
    for _ in 0..2 {
        for why in ["No time.", "", "", ""] {
            guild.joins(&guild.ben).await.unwrap();
            leave(&guild.app, &guild.ben, &guild.place, why)
                .await
                .unwrap();
        }
        expected.extend([left("No time."), joined.clone(), left("")]);
        assert_eq!(guild.events(&guild.ben).await, expected);
        guild.app.clock.advance(TimeDelta::days(1));
    }
    // What was said about an application stays, however often.
    guild.set(|form| form.join = "application".into()).await;
    for _ in 0..2 {
        guild.joins(&guild.cem).await.unwrap();
        withdraw(&guild.app, &guild.cem, &guild.place)
            .await
            .unwrap();
    }
    let events = guild.events(&guild.cem).await;
    let kinds: Vec<EventKind> = events.iter().map(|(kind, _)| *kind).collect();
    let once = [EventKind::Applied, EventKind::Withdrawn];
    assert_eq!(kinds, [once, once].concat());
}
