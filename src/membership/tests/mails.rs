//! Mails about a community to whom they still concern when they are sent. There is no mail server, so that those that
//! would go end on the list of administrators.

use crate::accounts::model::{Person, Viewer};
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::ids::AccountId;
use crate::jobs::run_pending;
use crate::mail::model::{MailKind, MailState};
use crate::mail::tests::{all_mails, confirm};
use crate::membership::actions::{
    CommunityForm, Decision, JoinForm, Joined, answer_more, ask_members, decide, join,
    open_application_of, update_community, withdraw,
};
use crate::membership::jobs::AskMembers;
use crate::membership::model::{Channel, Membership, MembershipState, Role};
use crate::membership::queries::banning::{NewBan, replace_ban};
use crate::membership::queries::upsert_membership;
use crate::notifications::queries::count_unread;
use crate::posts::tests::stage::Stage;
use crate::server;
use chrono::TimeDelta;

/// ada, who looks after communities and reads mail, and ben.
async fn stage() -> (Stage, Person, Person) {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    confirm(&stage.app, ada.id()).await;
    (stage, ada, ben)
}

/// A community of ada's that takes who applies.
async fn open(stage: &Stage, ada: &Person, name: &str, read: &str) -> Community {
    let form = CommunityForm {
        read: read.into(),
        join: "application".into(),
        ..CommunityForm::default()
    };
    stage.open(ada, name, form).await
}

async fn apply(stage: &Stage, who: &Person, place: &Community) {
    let form = JoinForm::default();
    let applied = join(&stage.app, who, place, &form, Channel::Page).await;
    assert_eq!(applied.unwrap(), Joined::Applied);
}

/// What became of the mails of a kind, and what they were about, latest first.
async fn mailed(stage: &Stage, kind: MailKind) -> Vec<(MailState, String)> {
    run_pending(&stage.data, &server::jobs()).await.unwrap();
    let mails = all_mails(&stage.app).await.into_iter();
    let of_kind = mails.filter(|mail| mail.kind == kind);
    of_kind.map(|mail| (mail.state, mail.subject)).collect()
}

fn went(subject: &str) -> (MailState, String) {
    (MailState::Unsent, subject.to_owned())
}

fn dropped() -> (MailState, String) {
    (MailState::Dropped, String::new())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_desk_is_told_of_for_itself_and_once_an_hour() {
    let (stage, ada, ben) = stage().await;
    let cem = stage.member("cem").await;
    let luthiers = open(&stage, &ada, "luthiers", "public").await;
    let weavers = open(&stage, &ada, "weavers", "members").await;
    apply(&stage, &ben, &luthiers).await;
    let first = went("1 application on the desk of The luthiers");
    assert_eq!(
        mailed(&stage, MailKind::Desk).await,
        std::slice::from_ref(&first)
    );
    apply(&stage, &cem, &luthiers).await;
    assert_eq!(
        mailed(&stage, MailKind::Desk).await,
        std::slice::from_ref(&first)
    );
    apply(&stage, &ben, &weavers).await;
    let private = went("Something waits on your desk");
    assert_eq!(mailed(&stage, MailKind::Desk).await, [private, first]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_to_a_desk_soon_after_a_mail_is_told_of_an_hour_after_it() {
    let (stage, ada, ben) = stage().await;
    let (cem, dan) = (stage.member("cem").await, stage.member("dan").await);
    let place = open(&stage, &ada, "luthiers", "public").await;
    apply(&stage, &ben, &place).await;
    let first = went("1 application on the desk of The luthiers");
    assert_eq!(mailed(&stage, MailKind::Desk).await.len(), 1);
    stage.clock.advance(TimeDelta::minutes(10));
    withdraw(&stage.app, &ben, &place).await.unwrap();
    apply(&stage, &cem, &place).await;
    apply(&stage, &dan, &place).await;
    assert_eq!(mailed(&stage, MailKind::Desk).await.len(), 1, "too soon");

    stage.clock.advance(TimeDelta::minutes(50));
    let second = went("2 applications on the desk of The luthiers");
    let mails = mailed(&stage, MailKind::Desk).await;
    assert_eq!(mails, [second, first], "one mail for both");
    // That mail counts, too: what comes next waits for an hour again, and is not told of once it is gone.
    apply(&stage, &ben, &place).await;
    for who in [&ben, &cem, &dan] {
        withdraw(&stage.app, who, &place).await.unwrap();
    }
    stage.clock.advance(TimeDelta::hours(1));
    assert_eq!(mailed(&stage, MailKind::Desk).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mail_tells_of_a_desk_that_is_cleared_or_looked_after_by_others() {
    let (stage, ada, ben) = stage().await;
    let place = open(&stage, &ada, "luthiers", "members").await;
    apply(&stage, &ben, &place).await;
    withdraw(&stage.app, &ben, &place).await.unwrap();
    assert_eq!(mailed(&stage, MailKind::Desk).await, [dropped()]);

    stage.clock.advance(TimeDelta::hours(1));
    apply(&stage, &ben, &place).await;
    let now = stage.now();
    let membership = Membership {
        community_id: place.id(),
        account_id: ada.id(),
        role: Role::Member,
        state: MembershipState::Member,
        since: now,
        updated_at: now,
    };
    let mut tx = stage.store.begin().await.unwrap();
    upsert_membership(&mut tx, &membership).await.unwrap();
    tx.commit().await.unwrap();
    let mails = mailed(&stage, MailKind::Desk).await;
    assert_eq!(mails, [dropped(), dropped()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_after_a_desk_was_cleared_is_told_of_within_the_hour() {
    let (stage, ada, ben) = stage().await;
    let cem = stage.member("cem").await;
    let place = open(&stage, &ada, "luthiers", "public").await;
    apply(&stage, &ben, &place).await;
    withdraw(&stage.app, &ben, &place).await.unwrap();
    assert_eq!(mailed(&stage, MailKind::Desk).await, [dropped()]);
    apply(&stage, &cem, &place).await;
    let told = went("1 application on the desk of The luthiers");
    let mails = mailed(&stage, MailKind::Desk).await;
    assert_eq!(mails, [told.clone(), dropped()]);
    withdraw(&stage.app, &cem, &place).await.unwrap();
    apply(&stage, &ben, &place).await;
    let mails = mailed(&stage, MailKind::Desk).await;
    assert_eq!(mails, [told, dropped()], "once an hour");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_applicant_is_told_by_mail_what_they_are_asked_while_they_have_not_answered() {
    let (stage, ada, ben) = stage().await;
    confirm(&stage.app, ben.id()).await;
    let place = open(&stage, &ada, "luthiers", "public").await;
    let private = open(&stage, &ada, "weavers", "members").await;
    let ask = async |place: &Community| {
        apply(&stage, &ben, place).await;
        let open = open_application_of(&stage.app, place, &ben).await.unwrap();
        let (viewer, question) = (Viewer::System, "With whom?");
        let (id, asks) = (open.id, Decision::AskMore);
        let asked = decide(&stage.app, &viewer, &ada, place.id(), id, asks, question);
        asked.await.unwrap();
    };
    ask(&place).await;
    let told = went("A question about your application to The luthiers");
    let mails = mailed(&stage, MailKind::Decision).await;
    assert_eq!(mails, std::slice::from_ref(&told));
    ask(&private).await;
    let hidden = went("A question about your application");
    let mails = mailed(&stage, MailKind::Decision).await;
    assert_eq!(mails, [hidden.clone(), told.clone()]);

    withdraw(&stage.app, &ben, &place).await.unwrap();
    ask(&place).await;
    answer_more(&stage.app, &ben, &place, "Alone.", Channel::Page)
        .await
        .unwrap();
    let mails = mailed(&stage, MailKind::Decision).await;
    assert_eq!(mails, [dropped(), hidden, told]);
}

async fn ban(stage: &Stage, who: &Person, place: &Community) {
    let ban = NewBan {
        account_id: who.id(),
        community_id: Some(place.id()),
        reason: String::new(),
        until: None,
        by_actor_id: None,
        ap_id: None,
        created_at: stage.now(),
    };
    let mut tx = stage.store.begin().await.unwrap();
    replace_ban(&mut tx, &ban).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_banned_is_not_asked_to_agree() {
    let (stage, ada, ben) = stage().await;
    let (cem, dan) = (stage.member("cem").await, stage.member("dan").await);
    let place = stage.community(&ada, "luthiers").await;
    for who in [&ben, &cem, &dan] {
        confirm(&stage.app, who.id()).await;
        let joined = join(&stage.app, who, &place, &JoinForm::default(), Channel::Page).await;
        assert_eq!(joined.unwrap(), Joined::Member);
    }
    let form = CommunityForm {
        rules: "Be kind.".into(),
        ..CommunityForm::from(&place)
    };
    update_community(&stage.app, &ada, &place, &form)
        .await
        .unwrap();
    ban(&stage, &ben, &place).await;
    let mut conn = stage.store.read().await.unwrap();
    let row = find_community(&mut conn, place.id()).await.unwrap().row;
    drop(conn);
    let work = AskMembers {
        community: place.id(),
        version: row.rules_version,
        after: AccountId(0),
    };
    ask_members(&stage.app, &work).await.unwrap();
    let notices = async |who: &Person| {
        let mut conn = stage.store.read().await.unwrap();
        count_unread(&mut conn, who.id()).await.unwrap()
    };
    let told = notices(&ben).await + 1;
    assert_eq!((notices(&cem).await, notices(&dan).await), (told, told));
    // Nor by a mail that waited when they were banned.
    ban(&stage, &dan, &place).await;
    let mut mails = mailed(&stage, MailKind::Rules).await;
    mails.sort_by(|one, other| one.1.cmp(&other.1));
    let asked = went("The rules of The luthiers have changed");
    assert_eq!(mails, [dropped(), asked]);
}
