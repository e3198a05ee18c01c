//! How somebody of this server stands to a community of another one, and what they are told of it.

use super::super::join::{Place, by_entrance, dates, invited, sentences, state_of};
use super::super::standing_of;
use super::Scene;
use super::hello::{HelloView, hello};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Reason, Result};
use crate::membership::actions::{candidate_elsewhere, rules_to_agree};
use crate::membership::model::{Event, EventKind, MembershipState};
use crate::membership::policy::{self, Invited};
use crate::membership::queries::applications::list_events;
use crate::membership::queries::invites::{Invite, invite_of};
use crate::membership::queries::letters::answered;
use crate::membership::terms::{Sent as Before, Terms};
use crate::store::{Conn, Time};
use crate::web::layout::{self, Kind};
use crate::web::session::SignedIn;
use crate::web::view::{LinkView, NoticeView};

/// How somebody of this server stands to the community.
pub(super) struct Own {
    pub place: Place,
    pub events: Vec<Event>,
    pub invite: Option<Invite>,
    /// From when on they may ask again whom it declined.
    again_at: Option<Time>,
    /// What they asked with.
    pub sent: Before,
    /// Of who waits: whether nobody has to decide, so that the answer comes by itself.
    at_once: bool,
    /// Whether they are a member who has yet to agree to its rules.
    pub owes_agreement: bool,
    /// Whether they belong, banned or not.
    pub may_leave: bool,
    pub hello: Option<HelloView>,
}

impl Own {
    /// The name of the rules to which they agreed, where they are asked to agree anew.
    pub fn agreed_before(&self) -> Option<&str> {
        let asked = self.owes_agreement || self.sent.came_back;
        self.sent.rules_agreed.as_deref().filter(|_| asked)
    }
}

impl Default for Own {
    fn default() -> Self {
        Self {
            place: Place::Visitor,
            events: Vec::new(),
            invite: None,
            again_at: None,
            sent: Before::default(),
            at_once: false,
            owes_agreement: false,
            may_leave: false,
            hello: None,
        }
    }
}

pub(super) async fn own(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
    terms: Option<&Terms>,
) -> Result<Own> {
    let (here, who, now) = (community.id(), user.person.id(), app.now());
    let standing = standing_of(app, conn, community, user).await?;
    let candidate = candidate_elsewhere(conn, community, &user.person, now).await?;
    let invited = candidate.invited;
    let place = match policy::may_ask_elsewhere(&standing, community, &candidate, now) {
        Err(Reason::MemberAlready) => Place::Member,
        Err(Reason::AppliedAlready) => match candidate.state {
            Some(MembershipState::MoreAsked) => Place::MoreAsked,
            _ => Place::Applied,
        },
        Err(reason) => Place::Barred(reason),
        // Which domains come in unasked only its server knows.
        Ok(()) => match terms {
            Some(terms) => by_entrance(policy::entrance(terms.join_policy, invited, false)),
            None => Place::Visitor,
        },
    };
    let said = answered(conn, here, who).await?;
    let (welcome, sent) = (said.welcome.0, said.request.0);
    let owes_agreement = match place {
        Place::Member => rules_to_agree(conn, community, who).await?.is_some(),
        _ => false,
    };
    Ok(Own {
        at_once: sent.applied_at.is_none() && comes_in(terms, invited),
        owes_agreement,
        may_leave: standing.role.is_some(),
        hello: match place {
            Place::Member => Some(hello(app, conn, community, &welcome).await?),
            _ => None,
        },
        place,
        events: dated(list_events(conn, here, who).await?, &sent),
        invite: invite_of(conn, here, who, now).await?,
        again_at: candidate.pause_until,
        sent,
    })
}

/// Whether whoever asks joins at once, as far as that is known while its server does not answer.
pub(in crate::membership::pages) fn comes_in(
    terms: Option<&Terms>,
    invited: Option<Invited>,
) -> bool {
    policy::joins_at_once(terms.map(|terms| terms.join_policy), invited)
}

/// With the time at which they applied as the community tells it, who may have applied there before.
fn dated(mut events: Vec<Event>, sent: &Before) -> Vec<Event> {
    let mut latest = events.iter_mut().rev();
    let applied = latest.find(|event| event.kind == EventKind::Applied);
    if let (Some(event), Some(at)) = (applied, sent.applied_at) {
        event.happened_at = at;
    }
    events
}

/// What stands on the page of who waits, beside how they stand.
pub(super) struct WaitingView {
    /// Whether somebody decides, and may ask something before.
    pub is_decided_about: bool,
    /// Whether they may be asked something, and are not yet.
    pub may_be_asked: bool,
    /// Over what they answered.
    pub answers_title: String,
    /// On the button with which they take it back.
    pub withdraw: String,
}

impl WaitingView {
    pub fn new(own: &Own) -> Self {
        Self {
            is_decided_about: !own.at_once,
            may_be_asked: !own.at_once && own.place != Place::MoreAsked,
            answers_title: match own.sent.missing.is_empty() {
                true => t!("membership-join-answers"),
                false => t!("membership-abroad-not-taken"),
            },
            withdraw: match own.at_once {
                true => t!("membership-abroad-take-back"),
                false => t!("membership-join-withdraw"),
            },
        }
    }
}

/// How somebody stands, else that they are invited; and what was written with either.
pub(super) fn notice(app: &App, scene: &Scene) -> (Option<NoticeView>, String) {
    let (own, now) = (&scene.own, app.now());
    let (state, said) = match (own.place, &own.invite) {
        (Place::MoreAsked, _) => {
            let state = asked(&scene.community, &own.events, now);
            (Some(reported(state, scene)), String::new())
        }
        (Place::Applied, _) if own.at_once => (Some(awaited(scene, now)), String::new()),
        (Place::Applied, _) => {
            let (state, said) = state_of(own.place, &own.events, None, now);
            (state.map(|state| reported(state, scene)), said)
        }
        (Place::Outside(_), _) if own.sent.came_back => (Some(came_back()), String::new()),
        // Whatever went before it.
        (Place::Outside(_), Some(invite)) => invited(&invite.words),
        (place, _) => state_of(place, &own.events, own.again_at, now),
    };
    match state {
        None if scene.signed_in && scene.terms.is_none() => {
            (Some(unreachable(&scene.community)), said)
        }
        state => (state, said),
    }
}

/// With what its server has said of the application, where that is more than that it waits.
fn reported(state: NoticeView, scene: &Scene) -> NoticeView {
    let (sent, host) = (&scene.own.sent, &scene.community.actor.host);
    let mut said = vec![state.text];
    if sent.earlier {
        said.push(t!("membership-abroad-earlier", host = host));
    }
    if !sent.missing.is_empty() {
        said.push(t!("membership-abroad-missing", why = sent.missing));
    }
    NoticeView {
        text: sentences(said),
        ..state
    }
}

/// Of who joins at once as soon as the other server has heard of it.
fn awaited(scene: &Scene, now: Time) -> NoticeView {
    let host = &scene.community.actor.host;
    let mut latest = scene.own.events.iter().rev();
    let asked = latest.find(|event| event.kind == EventKind::Applied);
    let ago = asked.map(|event| layout::when(event.happened_at.utc(), now.into()));
    NoticeView {
        kind: Kind::Info,
        title: match (&scene.own.invite, ago) {
            (Some(_), Some(ago)) => t!("membership-abroad-accepted", ago = ago),
            (Some(_), None) => t!("membership-abroad-accepted-once"),
            (None, Some(ago)) => t!("membership-abroad-asked", ago = ago),
            (None, None) => t!("membership-abroad-asked-once"),
        },
        text: t!("membership-abroad-awaited", host = host),
        ..NoticeView::default()
    }
}

/// Of an applicant who is asked something by a message.
fn asked(community: &Community, events: &[Event], now: Time) -> NoticeView {
    NoticeView {
        kind: Kind::Warn,
        title: t!("membership-abroad-asks"),
        text: sentences([t!("membership-abroad-asks-text"), dates(events, now)]),
        link: Some(LinkView::new(
            t!("membership-abroad-message"),
            format!("/messages/desk@{}", community.actor.host),
        )),
        ..NoticeView::default()
    }
}

/// Of an application about which nobody has decided.
fn came_back() -> NoticeView {
    NoticeView {
        kind: Kind::Info,
        title: t!("membership-abroad-came-back"),
        text: t!("membership-abroad-came-back-text"),
        ..NoticeView::default()
    }
}

fn unreachable(community: &Community) -> NoticeView {
    NoticeView {
        kind: Kind::Warn,
        title: t!("membership-abroad-away"),
        text: t!("membership-abroad-away-text", host = community.actor.host),
        ..NoticeView::default()
    }
}
