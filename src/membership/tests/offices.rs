//! Offices and belonging beside each other: late decisions, the last convener, and who leaves with an office.

use crate::accounts::actions::{desk, list_convened_alone, suspend};
use crate::accounts::model::{Person, ServerRole, Viewer};
use crate::accounts::tests::make;
use crate::app::testing::TestApp;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::tests::{belongs, community, known, person, said, started};
use crate::error::{Error, Reason};
use crate::ids::CommunityId;
use crate::membership::actions::{
    Decision, JoinForm, SettingsForm, answer_more, appoint, decide, give_role, hand_over, join,
    leave, leave_communities, name_convener, open_application_of, remove_community, step_down,
    take_leave, update_settings, withdraw,
};
use crate::membership::model::{Channel, MembershipState, Role};
use crate::membership::queries::applications::last_application;
use crate::membership::queries::banning::{NewBan, delete_ban, replace_ban};
use crate::membership::queries::{membership_of, standing, update_role};
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::store::Turn;
use chrono::TimeDelta;

/// A community of ada's, and two more people.
struct Place {
    app: TestApp,
    ada: Person,
    ben: Person,
    cem: Person,
    community: Community,
}

impl Place {
    async fn new() -> Self {
        let app = started().await;
        let ada = person(&app, "ada").await;
        let (ben, cem) = (person(&app, "ben").await, person(&app, "cem").await);
        let community = community(&app, &ada, "luthiers").await;
        Self {
            app,
            ada,
            ben,
            cem,
            community,
        }
    }

    async fn takes_applications(&mut self) {
        let mut conn = self.app.store.read().await.unwrap();
        let form = SettingsForm::load(&mut conn, &self.community).await;
        drop(conn);
        let form = SettingsForm {
            join: "application".into(),
            ..form.unwrap()
        };
        let viewer = viewer(&self.ada);
        let changed = update_settings(&self.app, &viewer, &self.ada, &self.community, &form).await;
        self.community = changed.unwrap();
    }

    async fn joins(&self, who: &Person) {
        let form = JoinForm {
            agreed: Some(1),
            answers: Vec::new(),
        };
        join(&self.app, who, &self.community, &form, Channel::Page)
            .await
            .unwrap();
    }

    async fn decides(&self, who: &Person, decision: Decision, reason: &str) -> Result<(), Error> {
        let (app, place) = (&self.app, &self.community);
        let open = open_application_of(app, place, who).await?;
        let viewer = viewer(&self.ada);
        let (by, id) = (&self.ada, open.id);
        decide(app, &viewer, by, place.id(), id, decision, reason).await
    }

    async fn convenes(&self, who: &Person) {
        let viewer = viewer(&self.ada);
        name_convener(&self.app, &viewer, &self.ada, &self.community, who)
            .await
            .unwrap();
    }

    async fn leaves(&self, who: &Person) -> Result<(), Error> {
        leave(&self.app, who, &self.community, "").await
    }

    async fn answers(&self, who: &Person) -> Result<(), Error> {
        let (app, channel) = (&self.app, Channel::Page);
        answer_more(app, who, &self.community, "Alone.", channel).await
    }

    async fn bans(&self, who: &Person) {
        self.bans_from(who, Some(self.community.id())).await;
    }

    /// None: from the whole server.
    async fn bans_from(&self, who: &Person, from: Option<CommunityId>) {
        let ban = NewBan {
            account_id: who.id(),
            community_id: from,
            reason: String::new(),
            until: None,
            by_actor_id: None,
            ap_id: None,
            created_at: self.app.now(),
        };
        let mut tx = self.app.store.begin().await.unwrap();
        replace_ban(&mut tx, &ban).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn told(&self, who: &Person, kind: NoticeKind) -> bool {
        let mut conn = self.app.store.read().await.unwrap();
        let found = list_notices(&mut conn, who.id(), Turn::First, 50).await;
        let rows = found.unwrap().rows;
        rows.iter().any(|notice| notice.kind == kind)
    }

    async fn role(&self, who: &Person) -> Option<Role> {
        let mut conn = self.app.store.read().await.unwrap();
        let place = find_community(&mut conn, self.community.id()).await;
        let place = place.unwrap();
        let standing = standing(&mut conn, who, &place, self.app.now()).await;
        standing.unwrap().role
    }
}

fn viewer(person: &Person) -> Viewer {
    Viewer::Account {
        id: person.id(),
        admin: false,
    }
}

fn reason<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Reason {
    match outcome {
        Err(Error::Refused(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_comes_late_touches_no_office() {
    let mut place = Place::new().await;
    place.takes_applications().await;
    for who in [&place.ben, &place.cem] {
        place.joins(who).await;
    }
    place.convenes(&place.ben).await;
    // Taken in on another way while the application was open.
    belongs(&place.app, &place.community, &place.cem).await;
    appoint(&place.app, &place.ada, &place.community, &place.cem)
        .await
        .unwrap();
    let late = place.decides(&place.ben, Decision::Decline, "Too early.");
    assert_eq!(reason(late.await), Reason::DecidedAlready);
    place
        .decides(&place.cem, Decision::Approve, "")
        .await
        .unwrap();
    for (who, role) in [(&place.ben, Role::Convener), (&place.cem, Role::Moderator)] {
        assert_eq!(place.role(who).await, Some(role));
        let open = open_application_of(&place.app, &place.community, who).await;
        assert!(open.is_err(), "it waits for nobody any more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_declined_gets_no_office_instead() {
    let mut place = Place::new().await;
    place.takes_applications().await;
    place.joins(&place.ben).await;
    let declined = place.decides(&place.ben, Decision::Decline, "Too early.");
    declined.await.unwrap();
    let far = known(&place.app, "https://l.test/u/far", "Person", "far").await;
    let far = far.person().unwrap();
    place.joins(&far).await;
    let declined = place.decides(&far, Decision::Decline, "Too early.");
    declined.await.unwrap();
    for who in [&place.ben, &far] {
        let appointed = appoint(&place.app, &place.ada, &place.community, who).await;
        assert_eq!(reason(appointed), Reason::NotMember);
        assert_eq!(place.role(who).await, None);
    }
    let named = hand_over(&place.app, &place.ada, &place.community, &place.ben, false);
    assert_eq!(reason(named.await), Reason::NotMember);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_conveners_who_leave_at_once_one_stays() {
    let place = Place::new().await;
    place.convenes(&place.ben).await;
    let (one, other) = tokio::join!(place.leaves(&place.ada), place.leaves(&place.ben));
    let stuck = [one, other].into_iter().filter(Result::is_err);
    let stuck: Vec<Reason> = stuck.map(reason).collect();
    assert_eq!(stuck, [Reason::LastConvener]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_convener_who_is_suspended_looks_after_nothing() {
    let place = Place::new().await;
    place.convenes(&place.ben).await;
    suspend(&place.app, &Viewer::System, place.ben.id())
        .await
        .unwrap();
    let stuck = place.leaves(&place.ada).await;
    assert_eq!(reason(stuck), Reason::LastConvener);
    let stuck = step_down(&place.app, &place.ada, &place.community).await;
    assert_eq!(reason(stuck), Reason::LastConvener);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_convener_who_is_banned_looks_after_nothing() {
    let place = Place::new().await;
    place.convenes(&place.ben).await;
    let alone = async || {
        let found = list_convened_alone(&place.app, place.ada.id()).await;
        found.unwrap().len()
    };
    assert_eq!(alone().await, 0);
    for from in [Some(place.community.id()), None] {
        place.bans_from(&place.ben, from).await;
        assert_eq!(alone().await, 1, "{from:?}");
        let stuck = place.leaves(&place.ada).await;
        assert_eq!(reason(stuck), Reason::LastConvener, "{from:?}");
        let stuck = step_down(&place.app, &place.ada, &place.community).await;
        assert_eq!(reason(stuck), Reason::LastConvener, "{from:?}");
        let mut tx = place.app.store.begin().await.unwrap();
        delete_ban(&mut tx, place.ben.id(), from).await.unwrap();
        tx.commit().await.unwrap();
    }
    step_down(&place.app, &place.ada, &place.community)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_is_banned_is_named_a_convener() {
    let place = Place::new().await;
    let (app, community) = (&place.app, &place.community);
    place.bans(&place.ben).await;
    place.bans_from(&place.cem, None).await;
    for who in [&place.ben, &place.cem] {
        for by in [viewer(&place.ada), Viewer::System] {
            let named = name_convener(app, &by, &place.ada, community, who).await;
            assert_eq!(reason(named), Reason::KeptOut, "{by:?}");
        }
        assert_eq!(place.role(who).await, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_is_left_but_the_banned_the_administrators_are_told() {
    let place = Place::new().await;
    let olga = make(&place.app, "olga", ServerRole::Admin).await;
    place.convenes(&place.ben).await;
    place.bans(&place.ben).await;
    place.bans(&place.cem).await;
    let mut tx = place.app.store.begin().await.unwrap();
    let successor = Some(&place.cem);
    leave_communities(&mut tx, &place.app, &place.ada, successor, 10)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(place.told(&olga, NoticeKind::NoConvener).await);
    assert_eq!(place.role(&place.cem).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_brings_nobody_back_who_has_left() {
    let place = Place::new().await;
    place.joins(&place.ben).await;
    let role = Role::Greeter;
    give_role(&place.app, &place.ada, &place.community, &place.ben, role)
        .await
        .unwrap();
    assert_eq!(place.role(&place.ben).await, Some(Role::Greeter));
    place.leaves(&place.ben).await.unwrap();
    // As somebody gives it who read before that what they were.
    let (community, ben) = (place.community.id(), place.ben.id());
    let mut tx = place.app.store.begin().await.unwrap();
    let roles = (Role::Greeter, Role::Moderator);
    let given = update_role(&mut tx, community, ben, roles, place.app.now()).await;
    assert!(!given.unwrap());
    tx.commit().await.unwrap();
    let mut conn = place.app.store.read().await.unwrap();
    let now = membership_of(&mut conn, community, ben).await.unwrap();
    assert_eq!(now.unwrap().state, MembershipState::Left);
}

#[tokio::test(flavor = "multi_thread")]
async fn for_a_moderator_elsewhere_who_leaves_the_desk_says_it() {
    let place = Place::new().await;
    let cid = known(&place.app, "https://l.test/u/cid", "Person", "cid").await;
    let cid = cid.person().unwrap();
    appoint(&place.app, &place.ada, &place.community, &cid)
        .await
        .unwrap();
    take_leave(&place.app, &cid, &place.community, "")
        .await
        .unwrap();
    assert_eq!(place.role(&cid).await, None);
    let said = said(&place.app).await;
    let remove = said.iter().find(|each| each["type"] == "Remove").unwrap();
    let desk = desk(&place.app).await.unwrap();
    assert_eq!(remove["actor"], desk.actor.ap_id.as_str());
    assert_eq!(remove["object"], cid.actor.ap_id.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_taken_only_when_something_was_asked() {
    let mut place = Place::new().await;
    place.takes_applications().await;
    for who in [&place.ben, &place.cem] {
        place.joins(who).await;
    }
    let unasked = place.answers(&place.ben).await;
    assert_eq!(reason(unasked), Reason::AppliedAlready);
    for who in [&place.ben, &place.cem] {
        let asked = place.decides(who, Decision::AskMore, "With whom?");
        asked.await.unwrap();
    }
    place.answers(&place.ben).await.unwrap();
    let twice = place.answers(&place.ben).await;
    assert_eq!(reason(twice), Reason::AppliedAlready);
    place.bans(&place.cem).await;
    assert_eq!(reason(place.answers(&place.cem).await), Reason::Banned);
    let mut conn = place.app.store.read().await.unwrap();
    for (who, count) in [(&place.ben, 1), (&place.cem, 0)] {
        let last = last_application(&mut conn, place.community.id(), who.id()).await;
        assert_eq!(last.unwrap().unwrap().answers.0.len(), count);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_who_is_banned_decides_nothing() {
    let mut place = Place::new().await;
    place.takes_applications().await;
    place.joins(&place.ben).await;
    belongs(&place.app, &place.community, &place.cem).await;
    appoint(&place.app, &place.ada, &place.community, &place.cem)
        .await
        .unwrap();
    place.bans(&place.cem).await;
    let (app, community) = (&place.app, &place.community);
    let open = open_application_of(app, community, &place.ben).await;
    let (by, id) = (viewer(&place.cem), open.unwrap().id);
    let approve = Decision::Approve;
    let refused = decide(app, &by, &place.cem, community.id(), id, approve, "").await;
    assert_eq!(reason(refused), Reason::Banned);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_who_is_banned_is_told_nothing_that_the_office_is_told() {
    let mut place = Place::new().await;
    place.takes_applications().await;
    let dan = person(&place.app, "dan").await;
    for who in [&place.cem, &dan] {
        belongs(&place.app, &place.community, who).await;
        appoint(&place.app, &place.ada, &place.community, who)
            .await
            .unwrap();
    }
    place.convenes(&dan).await;
    place.bans(&place.cem).await;
    place.bans_from(&dan, None).await;
    place.joins(&place.ben).await;
    let by = desk(&place.app).await.unwrap();
    remove_community(&place.app, &Viewer::System, &by, &place.community, "")
        .await
        .unwrap();
    for kind in [NoticeKind::Applied, NoticeKind::CommunityRemoved] {
        assert!(place.told(&place.ada, kind).await, "{kind:?}");
        for who in [&place.cem, &dan] {
            assert!(!place.told(who, kind).await, "{kind:?} {}", who.handle());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_fills_the_desk_alone_or_with_one_server() {
    let mut place = Place::new().await;
    place.takes_applications().await;
    let form = JoinForm {
        agreed: Some(1),
        answers: Vec::new(),
    };
    let (app, community) = (&place.app, &place.community);
    for _ in 0..3 {
        place.joins(&place.ben).await;
        withdraw(app, &place.ben, community).await.unwrap();
    }
    let again = join(app, &place.ben, community, &form, Channel::Page).await;
    assert_eq!(reason(again), Reason::AppliedTooOften);
    let from = async |host: &str, n: usize| {
        let name = format!("p{n}");
        let id = format!("https://{host}/u/{name}");
        let who = known(app, &id, "Person", &name).await.person().unwrap();
        join(app, &who, community, &form, Channel::Server).await
    };
    for n in 0..20 {
        from("many.test", n).await.unwrap();
    }
    assert_eq!(reason(from("many.test", 20).await), Reason::AppliedTooOften);
    from("other.test", 0).await.unwrap();
    app.clock.advance(TimeDelta::days(2));
    place.joins(&place.ben).await;
}
