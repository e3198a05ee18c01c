//! Agreeing to rules that change more than once.

use super::*;
use crate::membership::queries::acting::list_standings;
use crate::notifications::queries::count_unread;

/// Other rules, to which members have to agree again.
fn material(rules: &str) -> impl FnOnce(&mut CommunityForm) {
    move |form: &mut CommunityForm| {
        form.rules = rules.to_owned();
        form.rules_change = "material".into();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_change_gives_no_new_time_to_who_has_not_agreed_to_the_first() {
    let mut guild = Guild::new().await;
    guild.joins(&guild.ben).await.unwrap();
    guild.joins(&guild.cem).await.unwrap();
    guild.set(|form| form.grace_days = "7".into()).await;
    guild.change(material("Be kind. No trade.")).await;
    guild.work().await;
    agree(&guild.app, &guild.cem, &guild.place, Some(2), Channel::Page)
        .await
        .unwrap();
    guild.app.clock.advance(TimeDelta::days(5));
    guild.change(material("Be kind. No trade, no names.")).await;
    guild.work().await;
    // One notice speaks of both.
    assert_eq!(guild.told(&guild.ben, NoticeKind::RulesChanged).await, 1);
    for who in [&guild.ben, &guild.cem] {
        assert_eq!(guild.accord(who).await, Accord::Asked);
    }
    guild.app.clock.advance(TimeDelta::days(2));
    assert_eq!(guild.accord(&guild.ben).await, Accord::Owed);
    assert_eq!(guild.accord(&guild.cem).await, Accord::Asked);
    // The same where several are judged at once.
    let mut conn = guild.app.store.read().await.unwrap();
    let people = [guild.cem.clone(), guild.ben.clone()];
    let now = guild.app.now();
    let standings = list_standings(&mut conn, &guild.place, &people, now).await;
    let accords: Vec<Accord> = standings.unwrap().iter().map(|each| each.accord).collect();
    assert_eq!(accords, [Accord::Asked, Accord::Owed]);
    drop(conn);
    guild.app.clock.advance(TimeDelta::days(5));
    assert_eq!(guild.accord(&guild.cem).await, Accord::Owed);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_let_in_after_the_rules_changed_is_told_to_agree_to_them() {
    let mut guild = Guild::new().await;
    guild.set(|form| form.join = "application".into()).await;
    for who in [&guild.ben, &guild.cem] {
        guild.joins(who).await.unwrap();
    }
    guild
        .decides(&guild.cem, Decision::Approve, "")
        .await
        .unwrap();
    assert_eq!(guild.told(&guild.cem, NoticeKind::RulesChanged).await, 0);
    guild.change(material("Be kind. No trade.")).await;
    guild.work().await;
    assert_eq!(guild.told(&guild.ben, NoticeKind::RulesChanged).await, 0);
    guild
        .decides(&guild.ben, Decision::Approve, "")
        .await
        .unwrap();
    for who in [&guild.ben, &guild.cem] {
        assert_eq!(guild.told(who, NoticeKind::RulesChanged).await, 1);
        assert_eq!(guild.accord(who).await, Accord::Asked);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_member_was_told_of_changed_rules_is_read_once_they_agree() {
    let mut guild = Guild::new().await;
    guild.joins(&guild.ben).await.unwrap();
    guild.change(material("Be kind. No trade.")).await;
    guild.work().await;
    let unread = async || {
        let mut conn = guild.app.store.read().await.unwrap();
        count_unread(&mut conn, guild.ben.id()).await.unwrap()
    };
    let before = unread().await;
    assert!(before > 0);
    agree(&guild.app, &guild.ben, &guild.place, Some(2), Channel::Page)
        .await
        .unwrap();
    assert_eq!(unread().await, before - 1);
}
