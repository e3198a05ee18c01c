//! Acts whose authority is not here yet.

use super::*;
use crate::communities::tests::known;
use crate::error::{Error, Reason};
use crate::moderation::actions::arrivals::{Incoming, Outcome, receive};
use crate::moderation::model::Verb;
use chrono::TimeDelta;

/// Whether the lock by somebody who may yet become a moderator is kept to be judged again.
async fn waits(guild: &Guild, by: &Person, post: &Post, n: usize) -> bool {
    let act = Incoming {
        id: format!("{}/lock/{n}", by.actor.ap_id),
        verb: Verb::Lock,
        object: post.ap_id.clone(),
        community: None,
        reason: String::new(),
        has_reason: false,
        until: None,
        remove_content: false,
        with_replies: false,
        restore_content: None,
        acted_at: guild.app.now(),
        actor: by.actor.id,
        announcer: None,
        raw: None,
        tries: 0,
    };
    match receive(&guild.app, act).await {
        Ok(Outcome::Taken) => true,
        Err(Error::Refused(Reason::NotModerator)) => false,
        other => panic!("{other:?}"),
    }
}

async fn stranger(guild: &Guild, host: &str) -> Person {
    let id = format!("https://{host}/u/x");
    let found = known(&guild.app, &id, "Person", "x").await;
    found.person().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_so_many_acts_of_one_actor_and_of_one_domain_wait_to_be_judged_again() {
    let guild = Guild::new().await;
    let post = guild.ask(&guild.bob, "Q").await;
    let mut waiting = Vec::new();
    for server in 0..5 {
        let who = stranger(&guild, &format!("s{server}.mallory.test")).await;
        let mut count = 0;
        for n in 0..52 {
            count += usize::from(waits(&guild, &who, &post, n).await);
        }
        waiting.push(count);
    }
    assert_eq!(waiting, [50, 50, 50, 50, 0]);
    let honest = stranger(&guild, "honest.test").await;
    assert!(waits(&guild, &honest, &post, 0).await, "others are heard");
    guild.app.clock.advance(TimeDelta::hours(25));
    let last = stranger(&guild, "s4.mallory.test").await;
    assert!(waits(&guild, &last, &post, 99).await);
}
