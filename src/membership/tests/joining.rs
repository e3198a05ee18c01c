//! Joining, applying, deciding, agreeing: people of this server.

mod again;
mod rules;

use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::logins::{update_email, update_new_email};
use crate::app::testing::TestApp;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::find_community;
use crate::communities::queries::follows::follow_by_pair;
use crate::communities::tests::{community, form, known, person, said, started};
use crate::error::{Error, Reason};
use crate::jobs::run_pending;
use crate::mail::model::MailKind;
use crate::mail::tests::{all_mails, confirm};
use crate::membership::actions::{
    self, CommunityForm, Decision, JoinForm, Joined, QuestionForm, SettingsForm, agree, decide,
    join, leave, open_application_of, update_community, update_questions, update_settings,
    withdraw,
};
use crate::membership::model::{Accord, Channel, EventKind, MembershipState, Role, RulesChange};
use crate::membership::queries::applications::{last_application, list_events};
use crate::membership::queries::figures::{Figure, list_figures};
use crate::membership::queries::rules::{list_agreements, list_versions};
use crate::membership::queries::{membership_of, standing};
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::actions::{ReplyDraft, ThreadDraft, edit_thread, reply, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::server;
use crate::store::Turn;
use chrono::TimeDelta;

/// A community of ada's, with ben and cem outside.
struct Guild {
    app: TestApp,
    ada: Person,
    ben: Person,
    cem: Person,
    place: Community,
}

impl Guild {
    async fn new() -> Self {
        let app = started().await;
        let ada = person(&app, "ada").await;
        let (ben, cem) = (person(&app, "ben").await, person(&app, "cem").await);
        let place = community(&app, &ada, "luthiers").await;
        Self {
            app,
            ada,
            ben,
            cem,
            place,
        }
    }

    async fn set(&mut self, change: impl FnOnce(&mut SettingsForm)) {
        let mut conn = self.app.store.read().await.unwrap();
        let mut form = SettingsForm::load(&mut conn, &self.place).await.unwrap();
        drop(conn);
        change(&mut form);
        let viewer = viewer(&self.ada);
        let changed = update_settings(&self.app, &viewer, &self.ada, &self.place, &form).await;
        self.place = changed.unwrap();
    }

    async fn change(&mut self, change: impl FnOnce(&mut CommunityForm)) {
        let mut form = CommunityForm::from(&self.place);
        change(&mut form);
        let changed = update_community(&self.app, &self.ada, &self.place, &form).await;
        self.place = changed.unwrap();
    }

    async fn joins(&self, who: &Person) -> Result<Joined, Error> {
        join(&self.app, who, &self.place, &yes(), Channel::Page).await
    }

    async fn decides(&self, who: &Person, decision: Decision, reason: &str) -> Result<(), Error> {
        let application = open_application_of(&self.app, &self.place, who).await?;
        let (viewer, place) = (viewer(&self.ada), self.place.id());
        let id = application.id;
        decide(&self.app, &viewer, &self.ada, place, id, decision, reason).await
    }

    async fn role(&self, who: &Person) -> Option<Role> {
        let mut conn = self.app.store.read().await.unwrap();
        let now = self.app.now();
        let place = find_community(&mut conn, self.place.id()).await.unwrap();
        let standing = standing(&mut conn, who, &place, now).await;
        standing.unwrap().role
    }

    async fn accord(&self, who: &Person) -> Accord {
        let mut conn = self.app.store.read().await.unwrap();
        let now = self.app.now();
        let place = find_community(&mut conn, self.place.id()).await.unwrap();
        let standing = standing(&mut conn, who, &place, now).await;
        standing.unwrap().accord
    }

    async fn state(&self, who: &Person) -> Option<MembershipState> {
        let mut conn = self.app.store.read().await.unwrap();
        let found = membership_of(&mut conn, self.place.id(), who.id()).await;
        found.unwrap().map(|membership| membership.state)
    }

    async fn events(&self, who: &Person) -> Vec<(EventKind, String)> {
        let mut conn = self.app.store.read().await.unwrap();
        let found = list_events(&mut conn, self.place.id(), who.id()).await;
        let event = |event: crate::membership::model::Event| (event.kind, event.reason);
        found.unwrap().into_iter().map(event).collect()
    }

    async fn told(&self, who: &Person, kind: NoticeKind) -> usize {
        let mut conn = self.app.store.read().await.unwrap();
        let found = list_notices(&mut conn, who.id(), Turn::First, 50).await;
        let rows = found.unwrap().rows;
        rows.iter().filter(|notice| notice.kind == kind).count()
    }

    async fn follows(&self, who: &Person) -> bool {
        let mut conn = self.app.store.read().await.unwrap();
        let target = self.place.actor.id;
        let found = follow_by_pair(&mut conn, who.actor.id, target).await;
        let found = found.unwrap();
        found.is_some_and(|follow| follow.state == FollowState::Accepted)
    }

    async fn figure(&self, name: Figure) -> i64 {
        let mut conn = self.app.store.read().await.unwrap();
        let since = self.app.now().minus(TimeDelta::days(400));
        let found = list_figures(&mut conn, self.place.id(), since).await;
        let found = found.unwrap();
        let named = found.iter().filter(|figure| figure.name == name);
        named.map(|figure| figure.total).sum()
    }

    async fn work(&self) {
        run_pending(&self.app.data, &server::jobs()).await.unwrap();
    }

    /// Whom mails of a kind went to and what about, latest first. There is no mail server, so that they end
    /// on the list of administrators.
    async fn mailed(&self, kind: MailKind) -> Vec<(String, String)> {
        self.work().await;
        let mails = all_mails(&self.app).await.into_iter();
        mails
            .filter(|mail| mail.kind == kind)
            .map(|mail| (mail.name.unwrap_or_default(), mail.subject))
            .collect()
    }

    async fn begins(&self, who: &Person, title: &str) -> Result<Post, Error> {
        let draft = ThreadDraft {
            title: title.to_owned(),
            body: "Words.".to_owned(),
            ..ThreadDraft::default()
        };
        let kind = ThreadKind::Discussion;
        start_thread(&self.app, who, self.place.id(), kind, &draft).await
    }

    async fn post(&self, post: &Post) -> Post {
        let mut conn = self.app.store.read().await.unwrap();
        let viewer = Viewer::System;
        let found = crate::posts::queries::find_post(&mut conn, &viewer, post.id).await;
        found.unwrap().unwrap()
    }
}

fn viewer(person: &Person) -> Viewer {
    Viewer::Account {
        id: person.id(),
        admin: false,
    }
}

/// Agrees to the first version of the rules.
fn yes() -> JoinForm {
    JoinForm {
        agreed: Some(1),
        answers: Vec::new(),
    }
}

fn reason<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Reason {
    match outcome {
        Err(Error::Refused(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

fn wrong<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<&'static str> {
    match outcome {
        Err(Error::Invalid(fields)) => fields.iter().map(|error| error.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_joins_an_open_community_who_agrees_to_its_rules() {
    let guild = Guild::new().await;
    let form = JoinForm::default();
    let unsaid = join(&guild.app, &guild.ben, &guild.place, &form, Channel::Page).await;
    assert_eq!(wrong(unsaid), ["agree"]);
    let old = JoinForm {
        agreed: Some(7),
        ..JoinForm::default()
    };
    let unread = join(&guild.app, &guild.ben, &guild.place, &old, Channel::Page).await;
    assert_eq!(wrong(unread), ["agree"]);
    assert_eq!(guild.state(&guild.ben).await, None);
    assert_eq!(guild.joins(&guild.ben).await.unwrap(), Joined::Member);
    assert_eq!(guild.role(&guild.ben).await, Some(Role::Member));
    assert!(guild.follows(&guild.ben).await, "joining also follows");
    let again = guild.joins(&guild.ben).await;
    assert_eq!(reason(again), Reason::MemberAlready);
    let mut conn = guild.app.store.read().await.unwrap();
    let (place, ben) = (guild.place.id(), guild.ben.id());
    let agreed = list_agreements(&mut conn, place, ben).await.unwrap();
    let versions = list_versions(&mut conn, place).await.unwrap();
    assert_eq!(agreed.len(), 1);
    assert_eq!(agreed[0].hash, versions[0].hash());
    assert_eq!((agreed[0].version, agreed[0].channel), (1, Channel::Page));
    assert_eq!(agreed[0].agreed_at, guild.app.now());
    drop(conn);
    for (figure, count) in [
        (Figure::Joined, 1),
        (Figure::Agreed, 2),
        (Figure::Applied, 0),
    ] {
        assert_eq!(guild.figure(figure).await, count, "{figure}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn applicants_answer_and_conveners_decide_with_a_record() {
    let mut guild = Guild::new().await;
    guild.set(|form| form.join = "application".into()).await;
    let asked = [
        QuestionForm {
            label: "What do you build?".into(),
            required: true,
            ..QuestionForm::default()
        },
        QuestionForm {
            kind: "choice".into(),
            label: "Where?".into(),
            choices: "Home, Shop".into(),
            ..QuestionForm::default()
        },
    ];
    let by = viewer(&guild.ada);
    update_questions(&guild.app, &by, &guild.ada, &guild.place, &asked)
        .await
        .unwrap();
    assert_eq!(wrong(guild.joins(&guild.ben).await), ["answer_1"]);
    let answered = JoinForm {
        agreed: Some(1),
        answers: vec!["Cellos".into(), "Shop".into()],
    };
    let applied = join(
        &guild.app,
        &guild.ben,
        &guild.place,
        &answered,
        Channel::Page,
    )
    .await;
    assert_eq!(applied.unwrap(), Joined::Applied);
    assert_eq!(guild.role(&guild.ben).await, None, "not yet");
    assert_eq!(guild.told(&guild.ada, NoticeKind::Applied).await, 1);
    let twice = join(
        &guild.app,
        &guild.ben,
        &guild.place,
        &answered,
        Channel::Page,
    )
    .await;
    assert_eq!(reason(twice), Reason::AppliedAlready);

    // Nobody decides who has not that right, and nobody about themselves.
    let open = open_application_of(&guild.app, &guild.place, &guild.ben).await;
    let open = open.unwrap();
    for other in [&guild.ben, &guild.cem] {
        let (viewer, place) = (viewer(other), guild.place.id());
        let refused = decide(
            &guild.app,
            &viewer,
            other,
            place,
            open.id,
            Decision::Approve,
            "",
        )
        .await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    }
    let unsaid = guild.decides(&guild.ben, Decision::Decline, " ").await;
    assert_eq!(wrong(unsaid), ["reason"]);
    guild
        .decides(&guild.ben, Decision::AskMore, "With whom?")
        .await
        .unwrap();
    assert_eq!(
        guild.state(&guild.ben).await,
        Some(MembershipState::MoreAsked)
    );
    actions::answer_more(
        &guild.app,
        &guild.ben,
        &guild.place,
        "Alone.",
        Channel::Page,
    )
    .await
    .unwrap();
    assert_eq!(
        guild
            .told(&guild.ada, NoticeKind::ApplicationAnswered)
            .await,
        1
    );
    guild
        .decides(&guild.ben, Decision::Approve, "")
        .await
        .unwrap();
    assert_eq!(guild.role(&guild.ben).await, Some(Role::Member));
    assert!(guild.follows(&guild.ben).await);
    assert_eq!(guild.told(&guild.ben, NoticeKind::Approved).await, 1);
    let late = guild.decides(&guild.ben, Decision::Decline, "Late.").await;
    assert!(late.is_err(), "decided is decided");
    let mut conn = guild.app.store.read().await.unwrap();
    let last = last_application(&mut conn, guild.place.id(), guild.ben.id()).await;
    let answers = last.unwrap().unwrap().answers.0;
    let answers: Vec<&str> = answers.iter().map(|each| each.answer.as_str()).collect();
    assert_eq!(answers, ["Cellos", "Shop", "Alone."]);
    drop(conn);
    let events = guild.events(&guild.ben).await;
    let expected = [
        (EventKind::Applied, ""),
        (EventKind::MoreAsked, "With whom?"),
        (EventKind::Answered, ""),
        (EventKind::Approved, ""),
        (EventKind::Joined, ""),
    ];
    let expected = expected.map(|(kind, reason)| (kind, reason.to_owned()));
    assert_eq!(events, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_declined_applies_again_after_the_pause_and_not_before() {
    let mut guild = Guild::new().await;
    guild
        .set(|form| {
            form.join = "application".into();
            form.reapply_days = "10".into();
        })
        .await;
    guild.joins(&guild.ben).await.unwrap();
    guild
        .decides(&guild.ben, Decision::Decline, "Too early.")
        .await
        .unwrap();
    assert_eq!(
        guild.state(&guild.ben).await,
        Some(MembershipState::Declined)
    );
    assert_eq!(guild.told(&guild.ben, NoticeKind::Declined).await, 1);
    assert_eq!(reason(guild.joins(&guild.ben).await), Reason::TooSoon);
    guild.app.clock.advance(TimeDelta::days(10));
    assert_eq!(guild.joins(&guild.ben).await.unwrap(), Joined::Applied);
    // Taking it back costs nothing.
    withdraw(&guild.app, &guild.ben, &guild.place)
        .await
        .unwrap();
    assert_eq!(guild.state(&guild.ben).await, Some(MembershipState::Left));
    let twice = withdraw(&guild.app, &guild.ben, &guild.place).await;
    assert_eq!(reason(twice), Reason::DecidedAlready);
    guild.joins(&guild.ben).await.unwrap();
    guild.app.clock.advance(TimeDelta::days(30));
    guild.work().await;
    assert_eq!(
        guild.state(&guild.ben).await,
        Some(MembershipState::Expired)
    );
    assert_eq!(
        guild.told(&guild.ben, NoticeKind::ApplicationExpired).await,
        1
    );
    assert_eq!(guild.joins(&guild.ben).await.unwrap(), Joined::Applied);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shorter_pause_holds_for_who_was_declined_before_it() {
    let mut guild = Guild::new().await;
    guild.set(|form| form.join = "application".into()).await;
    guild.joins(&guild.ben).await.unwrap();
    let declined = guild.decides(&guild.ben, Decision::Decline, "Too early.");
    declined.await.unwrap();
    assert_eq!(reason(guild.joins(&guild.ben).await), Reason::TooSoon);
    guild.set(|form| form.reapply_days = "0".into()).await;
    assert_eq!(guild.joins(&guild.ben).await.unwrap(), Joined::Applied);
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_are_told_by_mail_to_who_confirmed_an_address() {
    let mut guild = Guild::new().await;
    guild.set(|form| form.join = "application".into()).await;
    for who in [&guild.ben, &guild.cem] {
        guild.joins(who).await.unwrap();
    }
    confirm(&guild.app, guild.ben.id()).await;
    let more = guild.decides(&guild.ben, Decision::AskMore, "With whom?");
    more.await.unwrap();
    let asked = "A question about your application to Rust practitioners";
    let asked = ("ben".to_owned(), asked.to_owned());
    assert_eq!(
        guild.mailed(MailKind::Decision).await,
        std::slice::from_ref(&asked)
    );
    for who in [&guild.ben, &guild.cem] {
        let declined = guild.decides(who, Decision::Decline, "Too early.");
        declined.await.unwrap();
    }
    let declined = "Your application to Rust practitioners was declined";
    let expected = [("ben".to_owned(), declined.to_owned()), asked];
    assert_eq!(guild.mailed(MailKind::Decision).await, expected);
    // What only members read is named in no subject.
    guild.set(|form| form.read = "members".into()).await;
    guild.app.clock.advance(TimeDelta::days(14));
    guild.joins(&guild.ben).await.unwrap();
    let approved = guild.decides(&guild.ben, Decision::Approve, "Welcome.");
    approved.await.unwrap();
    let mails = guild.mailed(MailKind::Decision).await;
    assert_eq!(mails.len(), 3);
    assert_eq!(mails[0].1, "Your application was decided");
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_are_told_by_mail_what_waits_on_the_desk() {
    let mut guild = Guild::new().await;
    guild.set(|form| form.join = "application".into()).await;
    confirm(&guild.app, guild.ada.id()).await;
    guild.joins(&guild.ben).await.unwrap();
    let first = "1 application on the desk of Rust practitioners";
    let first = ("ada".to_owned(), first.to_owned());
    assert_eq!(
        guild.mailed(MailKind::Desk).await,
        std::slice::from_ref(&first)
    );
    guild.joins(&guild.cem).await.unwrap();
    assert_eq!(guild.mailed(MailKind::Desk).await, [first], "just told");
    guild.app.clock.advance(TimeDelta::hours(1));
    guild
        .decides(&guild.ben, Decision::AskMore, "With whom?")
        .await
        .unwrap();
    actions::answer_more(
        &guild.app,
        &guild.ben,
        &guild.place,
        "Alone.",
        Channel::Page,
    )
    .await
    .unwrap();
    let mails = guild.mailed(MailKind::Desk).await;
    assert_eq!(mails.len(), 2);
    assert_eq!(
        mails[0].1,
        "2 applications on the desk of Rust practitioners"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_policy_lets_in_whom_it_says() {
    let mut guild = Guild::new().await;
    for (policy, refusal) in [
        ("invitation", Reason::InvitationNeeded),
        ("closed", Reason::JoiningClosed),
        ("domain", Reason::OtherDomain),
    ] {
        let set = |form: &mut SettingsForm| {
            form.join = policy.into();
            form.domains = "mail.example".into();
        };
        guild.set(set).await;
        assert_eq!(reason(guild.joins(&guild.ben).await), refusal, "{policy}");
    }
    // Only an address at which they have shown that they read opens the door.
    confirm(&guild.app, guild.ben.id()).await;
    assert_eq!(guild.joins(&guild.ben).await.unwrap(), Joined::Member);
    assert_eq!(reason(guild.joins(&guild.cem).await), Reason::OtherDomain);
    confirm(&guild.app, guild.cem.id()).await;
    guild
        .set(|form| form.domains = "other.example".into())
        .await;
    let (cem, given) = (guild.cem.id(), "cem@other.example");
    let mut tx = guild.app.store.begin().await.unwrap();
    update_new_email(&mut tx, cem, Some(given)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(reason(guild.joins(&guild.cem).await), Reason::OtherDomain);
    let now = guild.app.now();
    let mut tx = guild.app.store.begin().await.unwrap();
    update_email(&mut tx, cem, given, now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(guild.joins(&guild.cem).await.unwrap(), Joined::Member);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_leave_and_the_last_convener_does_not() {
    let mut guild = Guild::new().await;
    guild.joins(&guild.ben).await.unwrap();
    let stuck = leave(&guild.app, &guild.ada, &guild.place, "").await;
    assert_eq!(reason(stuck), Reason::LastConvener);
    leave(&guild.app, &guild.ben, &guild.place, "No time.")
        .await
        .unwrap();
    assert_eq!(guild.state(&guild.ben).await, Some(MembershipState::Left));
    assert!(guild.follows(&guild.ben).await, "reading is for everybody");
    let events = guild.events(&guild.ben).await;
    assert_eq!(events[1], (EventKind::Left, "No time.".to_owned()));
    guild.joins(&guild.ben).await.unwrap();
    guild.set(|form| form.read = "members".into()).await;
    leave(&guild.app, &guild.ben, &guild.place, "")
        .await
        .unwrap();
    assert!(!guild.follows(&guild.ben).await, "what only members read");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_rules_are_another_version_and_old_ones_stay() {
    let mut guild = Guild::new().await;
    guild.change(|form| form.title = "Luthiers".into()).await;
    guild
        .change(|form| form.rules = "Be kind.\r\n".into())
        .await;
    assert_eq!(guild.place.row.rules_version, 1, "the same rules");
    guild
        .change(|form| form.rules = "1. Be kind.\n2. No trade.".into())
        .await;
    assert_eq!(guild.place.row.rules_version, 2);
    assert_eq!(
        guild.place.row.binding_version,
        Some(1),
        "in other words, so that the first ones bind on"
    );
    let unknown = CommunityForm {
        rules_change: "great".into(),
        ..CommunityForm::from(&guild.place)
    };
    let refused = update_community(&guild.app, &guild.ada, &guild.place, &unknown).await;
    assert_eq!(wrong(refused), ["rules_change"]);
    guild
        .change(|form| {
            form.rules = "1. Be kind.\n2. No trade.\n3. No names.".into();
            form.rules_change = "material".into();
        })
        .await;
    assert_eq!(guild.place.row.binding_version, Some(3));
    let mut conn = guild.app.store.read().await.unwrap();
    let versions = list_versions(&mut conn, guild.place.id()).await.unwrap();
    let kinds: Vec<_> = versions
        .iter()
        .map(|version| (version.number, version.change_kind, version.items.0.len()))
        .collect();
    let expected = [
        (3, RulesChange::Material, 3),
        (2, RulesChange::Editorial, 2),
        (1, RulesChange::Editorial, 1),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(versions[2].body, "Be kind.");
    assert_eq!(versions[0].published_by, Some(guild.ada.id()));
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_where_there_were_none_bind_whoever_was_there_before() {
    let mut guild = Guild::new().await;
    guild.change(|form| form.rules = String::new()).await;
    guild.joins(&guild.ben).await.unwrap();
    assert_eq!(guild.accord(&guild.ben).await, Accord::Given);
    guild.app.clock.advance(TimeDelta::days(30));
    guild.change(|form| form.rules = "Be kind.".into()).await;
    assert_eq!(guild.place.row.binding_version, Some(3));
    guild.work().await;
    assert_eq!(guild.told(&guild.ben, NoticeKind::RulesChanged).await, 1);
    assert_eq!(guild.accord(&guild.ben).await, Accord::Asked);
    guild.app.clock.advance(TimeDelta::days(14));
    assert_eq!(guild.accord(&guild.ben).await, Accord::Owed);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_to_agree_to_rules_that_were_taken_away() {
    let mut guild = Guild::new().await;
    guild.joins(&guild.ben).await.unwrap();
    // Those that were there for a moment nobody has been told of yet.
    guild
        .change(|form| {
            form.rules = "Be kind to all.".into();
            form.rules_change = "material".into();
        })
        .await;
    guild
        .change(|form| {
            form.rules = String::new();
            form.rules_change = "material".into();
        })
        .await;
    guild.work().await;
    assert_eq!(guild.told(&guild.ben, NoticeKind::RulesChanged).await, 0);
    assert_eq!(guild.accord(&guild.ben).await, Accord::Given);
}

/// The whole of it: asked, going on, held, and shown at once after agreeing.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_material_change_words_are_held_and_never_lost() {
    let mut guild = Guild::new().await;
    guild.joins(&guild.ben).await.unwrap();
    guild.set(|form| form.grace_days = "7".into()).await;
    guild
        .change(|form| {
            form.rules = "Be kind. No trade.".into();
            form.rules_change = "material".into();
        })
        .await;
    guild.work().await;
    assert_eq!(guild.told(&guild.ben, NoticeKind::RulesChanged).await, 1);
    assert_eq!(guild.told(&guild.ada, NoticeKind::RulesChanged).await, 0);
    assert_eq!(
        guild.accord(&guild.ada).await,
        Accord::Given,
        "who wrote them agrees"
    );
    assert_eq!(guild.accord(&guild.ben).await, Accord::Asked);
    let free = guild.begins(&guild.ben, "Within the time").await.unwrap();
    assert!(free.is_visible());

    guild.app.clock.advance(TimeDelta::days(7));
    assert_eq!(guild.accord(&guild.ben).await, Accord::Owed);
    let before = said(&guild.app).await.len();
    let held = guild.begins(&guild.ben, "After it").await.unwrap();
    assert!(held.held_at.is_some(), "taken and held");
    let draft = ReplyDraft {
        body: "And this.".into(),
        ..ReplyDraft::default()
    };
    let answer = reply(&guild.app, &guild.ben, free.id, None, &draft)
        .await
        .unwrap();
    assert!(answer.held_at.is_some());
    let better = ThreadDraft {
        title: "After it, better".into(),
        body: "Words.".into(),
        ..ThreadDraft::default()
    };
    edit_thread(&guild.app, &guild.ben, held.id, &better)
        .await
        .unwrap();
    assert_eq!(said(&guild.app).await.len(), before, "nobody hears of it");
    assert_eq!(guild.post(&free).await.comment_count, 0);

    let old = agree(&guild.app, &guild.ben, &guild.place, Some(1), Channel::Page).await;
    assert_eq!(wrong(old), ["agree"]);
    agree(&guild.app, &guild.ben, &guild.place, Some(2), Channel::Page)
        .await
        .unwrap();
    guild.work().await;
    assert_eq!(guild.accord(&guild.ben).await, Accord::Given);
    let shown = guild.post(&held).await;
    assert!(shown.is_visible());
    assert_eq!(shown.title, "After it, better");
    assert_eq!(guild.post(&free).await.comment_count, 1);
    let said = said(&guild.app).await.split_off(before);
    let creates: Vec<&str> = said
        .iter()
        .filter(|activity| activity["type"] == "Create")
        .map(|activity| activity["object"]["id"].as_str().unwrap())
        .collect();
    assert_eq!(creates, [held.ap_id.as_str(), answer.ap_id.as_str()]);
    assert_eq!(guild.told(&guild.ben, NoticeKind::Released).await, 2);
    let place = guild.place.id();
    let mut conn = guild.app.store.read().await.unwrap();
    let counted = find_community(&mut conn, place).await.unwrap().row;
    assert_eq!((counted.post_count, counted.comment_count), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_make_no_sense_change_nothing() {
    let guild = Guild::new().await;
    let by = viewer(&guild.ada);
    let mut conn = guild.app.store.read().await.unwrap();
    let right = SettingsForm::load(&mut conn, &guild.place).await.unwrap();
    drop(conn);
    type Change = fn(&mut SettingsForm);
    let cases: [(&str, Change); 9] = [
        ("read", |form| form.read = "kings".into()),
        ("join", |form| form.join = "maybe".into()),
        ("domains", |form| form.join = "domain".into()),
        ("grace_days", |form| form.grace_days = "-1".into()),
        ("related", |form| form.related = "a b!c".into()),
        ("introductions", |form| {
            form.introductions = "nowhere".into()
        }),
        ("greeters", |form| form.greeters = "ben".into()),
        ("parent", |form| form.parent = "luthiers".into()),
        ("staff_domain", |form| form.staff_domain = "here".into()),
    ];
    for (field, change) in cases {
        let mut form = right.clone();
        change(&mut form);
        let refused = update_settings(&guild.app, &by, &guild.ada, &guild.place, &form).await;
        assert_eq!(wrong(refused), [field]);
    }
    let other = viewer(&guild.ben);
    let refused = update_settings(&guild.app, &other, &guild.ben, &guild.place, &right).await;
    assert_eq!(reason(refused), Reason::NotConvener);
    let mut conn = guild.app.store.read().await.unwrap();
    let now = SettingsForm::load(&mut conn, &guild.place).await.unwrap();
    assert_eq!(now, right);
}

#[tokio::test(flavor = "multi_thread")]
async fn greeters_are_members_and_lose_it_when_they_are_not_named() {
    let mut guild = Guild::new().await;
    guild.joins(&guild.ben).await.unwrap();
    guild.set(|form| form.greeters = "ben, ada".into()).await;
    assert_eq!(guild.role(&guild.ben).await, Some(Role::Greeter));
    assert_eq!(guild.role(&guild.ada).await, Some(Role::Convener));
    guild.set(|form| form.greeters = String::new()).await;
    assert_eq!(guild.role(&guild.ben).await, Some(Role::Member));
}

#[tokio::test(flavor = "multi_thread")]
async fn newcomers_become_members_by_an_introduction_or_by_what_stays() {
    let mut guild = Guild::new().await;
    let hello = guild
        .begins(&guild.ada, "Introduce yourself")
        .await
        .unwrap();
    guild
        .set(|form| {
            form.newcomer_contributions = "2".into();
            form.introductions = hello.path();
        })
        .await;
    guild.joins(&guild.ben).await.unwrap();
    guild.joins(&guild.cem).await.unwrap();
    assert_eq!(guild.role(&guild.ben).await, Some(Role::Newcomer));
    guild.begins(&guild.ben, "A first thread").await.unwrap();
    assert_eq!(guild.role(&guild.ben).await, Some(Role::Newcomer));
    guild.begins(&guild.ben, "A second one").await.unwrap();
    assert_eq!(guild.role(&guild.ben).await, Some(Role::Member));
    let draft = ReplyDraft {
        body: "I am Cem.".into(),
        ..ReplyDraft::default()
    };
    reply(&guild.app, &guild.cem, hello.id, None, &draft)
        .await
        .unwrap();
    assert_eq!(guild.role(&guild.cem).await, Some(Role::Member));
    let last = guild.events(&guild.cem).await.pop();
    assert_eq!(last, Some((EventKind::Role, "member".to_owned())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_elsewhere_is_not_joined_here() {
    let guild = Guild::new().await;
    let go = known(&guild.app, "https://l.test/c/go", "Group", "go").await;
    let go = go.community().unwrap();
    let refused = join(&guild.app, &guild.ben, &go, &yes(), Channel::Page).await;
    assert_eq!(reason(refused), Reason::WrongOrigin);
    let empty = CommunityForm {
        rules: String::new(),
        ..form("bare")
    };
    let bare = actions::open_community(&guild.app, &Viewer::System, &guild.ada, &empty).await;
    let bare = bare.unwrap();
    let without = JoinForm::default();
    let joined = join(&guild.app, &guild.ben, &bare, &without, Channel::Page).await;
    assert_eq!(
        joined.unwrap(),
        Joined::Member,
        "there is nothing to agree to"
    );
}
