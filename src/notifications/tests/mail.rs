//! What notifications say by mail, and to whom.

use crate::app::testing::test_app_with;
use crate::communities::model::{Community, ReadPolicy};
use crate::following::actions::follow_person;
use crate::ids::AccountId;
use crate::mail::model::MailState;
use crate::mail::tests::sink::Sink;
use crate::mail::tests::{all_mails, confirm, point_at, work};
use crate::membership::model::{Membership, MembershipState, Role};
use crate::membership::queries::upsert_membership;
use crate::notifications::queries::count_unread;
use crate::posts::actions::delete_reply;
use crate::posts::tests::world::World;
use chrono::TimeDelta;

async fn world() -> (World, Sink) {
    let sink = Sink::open().await;
    let app = test_app_with(|config| point_at(config, sink.port())).await;
    (World { app }, sink)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_and_a_mention_are_told_to_who_confirmed_an_address() {
    let (world, sink) = world().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let cem = world.person("cem").await;
    confirm(&world.app, ben.id()).await;
    let question = world.ask(&ben, &place, "Glue <b>?").await;
    let answer = world
        .reply(&cem, &question, None, "Hide glue & heat.")
        .await;
    // It is a reply to an answer, and nobody is told of those by mail.
    world.reply(&ben, &question, Some(&answer), "Thanks.").await;
    let other = world.ask(&ada, &place, "Which saw?").await;
    world.reply(&cem, &other, None, "@ben may know.").await;
    work(&world.app).await;
    let mut mails = sink.mails();
    mails.sort_by_key(|mail| mail.subject());
    let subjects: Vec<String> = mails.iter().map(|mail| mail.subject()).collect();
    assert_eq!(
        subjects,
        [
            "cem answered “Glue <b>?”",
            "cem mentioned you in “Which saw?”",
        ],
        "nothing to who has not confirmed an address"
    );
    for mail in &mails {
        assert_eq!(mail.to, ["ben@guild.example"]);
        let stop = mail.header("List-Unsubscribe").unwrap();
        assert!(stop.starts_with("<https://guild.example/unsubscribe/"));
        assert!(mail.text().contains(stop.trim_matches(['<', '>'])));
        let one_click = mail.header("List-Unsubscribe-Post").unwrap();
        assert_eq!(one_click, "List-Unsubscribe=One-Click");
    }
    let told = &mails[0];
    assert!(
        told.text().contains("> Hide glue & heat."),
        "{}",
        told.text()
    );
    assert!(!told.html().contains("<b>?"), "{}", told.html());
    let link = format!("https://guild.example/comment/{}", answer.public_id);
    assert_eq!(told.link("/comment/"), link);
    assert!(told.html().contains(&link));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_answer_is_cut_between_words_and_says_so() {
    let (world, sink) = world().await;
    let place = world.community("luthiers").await;
    let (ben, cem) = (world.person("ben").await, world.person("cem").await);
    confirm(&world.app, ben.id()).await;
    let question = world.ask(&ben, &place, "Glue?").await;
    let long = "varnish ".repeat(50);
    world.reply(&cem, &question, None, &long).await;
    work(&world.app).await;
    let told = sink.mails().remove(0);
    assert!(told.text().contains(" varnish…"), "{}", told.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mail_speaks_of_what_is_gone_when_it_is_sent() {
    let (world, sink) = world().await;
    let place = world.community("luthiers").await;
    let gone = world.community("gone").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    confirm(&world.app, ben.id()).await;
    let question = world.ask(&ben, &place, "Glue?").await;
    let answer = world.reply(&ada, &question, None, "Nonsense.").await;
    delete_reply(&world.app, &ada, answer.id).await.unwrap();
    let question = world.ask(&ben, &gone, "Saw?").await;
    world.reply(&ada, &question, None, "A fine one.").await;
    world.remove_community(&gone).await;
    work(&world.app).await;
    assert!(sink.mails().is_empty());
    let states: Vec<_> = all_mails(&world.app)
        .await
        .into_iter()
        .map(|mail| mail.state)
        .collect();
    assert_eq!(states, [MailState::Dropped, MailState::Dropped]);
}

async fn leave(world: &World, community: &Community, account: AccountId) {
    let now = world.now();
    let membership = Membership {
        community_id: community.id(),
        account_id: account,
        role: Role::Member,
        state: MembershipState::Left,
        since: now,
        updated_at: now,
    };
    let mut tx = world.app.store.begin().await.unwrap();
    upsert_membership(&mut tx, &membership).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_community_is_in_no_subject_and_in_no_mail_to_who_left() {
    let (world, sink) = world().await;
    let place = world.community("whistle").await;
    world.set_read_policy(&place, ReadPolicy::Members).await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    for person in [&ada, &ben] {
        world.join(&place, person, Role::Member).await;
        confirm(&world.app, person.id()).await;
    }
    let question = world.ask(&ben, &place, "Who took the money?").await;
    world
        .reply(&ada, &question, None, "@ben, the treasurer.")
        .await;
    work(&world.app).await;
    let mails = sink.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject(), "Your question was answered");
    assert!(mails[0].text().contains("Who took the money?"));
    assert!(mails[0].text().contains("the treasurer"));

    world.reply(&ada, &question, None, "And the cook.").await;
    leave(&world, &place, ben.id()).await;
    work(&world.app).await;
    assert_eq!(sink.mails().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_than_thirty_mails_about_answers_and_mentions_in_a_day() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    confirm(&world.app, ben.id()).await;
    let question = world.ask(&ben, &place, "Glue?").await;
    let other = world.ask(&ada, &place, "Saw?").await;
    let mailed = async || all_mails(&world.app).await.len();
    for n in 0..20 {
        let words = format!("Answer {n}.");
        world.reply(&ada, &question, None, &words).await;
        let words = format!("@ben knows {n}.");
        world.reply(&ada, &other, None, &words).await;
    }
    assert_eq!(mailed().await, 30);
    let mut conn = world.app.store.read().await.unwrap();
    let notices = count_unread(&mut conn, ben.id()).await.unwrap();
    drop(conn);
    assert_eq!(notices, 40, "the page has all of them");
    world.app.clock.advance(TimeDelta::days(1));
    world.reply(&ada, &question, None, "One more.").await;
    assert_eq!(mailed().await, 31);
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_about_what_somebody_follows_count_among_the_thirty() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    confirm(&world.app, ben.id()).await;
    follow_person(&world.app, &ben, &ada, true).await.unwrap();
    let question = world.ask(&ben, &place, "Glue?").await;
    let other = world.ask(&ada, &place, "Saw?").await;
    let mailed = async || {
        work(&world.app).await;
        all_mails(&world.app).await.len()
    };
    assert_eq!(mailed().await, 1, "of who is followed");
    for n in 0..15 {
        let words = format!("Answer {n}.");
        world.reply(&ada, &question, None, &words).await;
        let words = format!("@ben knows {n}.");
        world.reply(&ada, &other, None, &words).await;
    }
    assert_eq!(mailed().await, 30);
    world.ask(&ada, &place, "Plane?").await;
    assert_eq!(mailed().await, 30);
    world.app.clock.advance(TimeDelta::days(1));
    world.ask(&ada, &place, "Chisel?").await;
    assert_eq!(mailed().await, 31);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_about_a_new_thread_says_who_began_it_and_how_it_begins() {
    let (world, sink) = world().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    confirm(&world.app, ben.id()).await;
    follow_person(&world.app, &ben, &ada, true).await.unwrap();
    let thread = world.ask(&ada, &place, "Which saw?").await;
    work(&world.app).await;
    let mails = sink.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject(), "ada began “Which saw?”");
    let text = mails[0].text();
    assert!(
        text.contains("ada, whom you follow, began a thread"),
        "{text}"
    );
    assert!(!thread.body_text.is_empty());
    assert!(text.contains(&thread.body_text), "{text}");
}
