//! What somebody here has to know who writes in a community of another server without belonging to it.

use super::super::day;
use super::super::join::sentences;
use super::is_joined_from_here;
use crate::communities::model::Community;
use crate::error::Result;
use crate::ids::AccountId;
use crate::membership::model::{Event, EventKind, MembershipState, Standing};
use crate::membership::policy::waits_elsewhere;
use crate::membership::queries::applications::list_events;
use crate::membership::queries::invites::invite_of;
use crate::membership::queries::letters::answered;
use crate::membership::queries::membership_of;
use crate::store::{Conn, Time};
use crate::web::view::LinkView;

/// How somebody stands whose words wait on the server of the community. On this one others see them meanwhile:
/// only the community's own server holds anything.
#[derive(Debug, Clone)]
pub struct Outside {
    /// Where they join, or see how they stand.
    pub way_in: LinkView,
    /// Whether they were declined, and when they may ask again: a sentence, or nothing.
    told: String,
    /// What others wait for to see it.
    awaited: Awaited,
    /// When they ceased to belong, who once did: what they wrote before that waits no more.
    since: Option<Time>,
}

/// What has to happen before others see what somebody wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Awaited {
    /// They have applied.
    TakenIn,
    Joined,
    /// They were declined.
    TakenInLater,
}

impl Outside {
    /// Whether what they wrote at this time waits.
    pub fn waits(&self, written: Time) -> bool {
        self.since.is_none_or(|since| since <= written)
    }

    /// Said before they write.
    pub fn before(&self, host: &str) -> String {
        self.said(match self.awaited {
            Awaited::TakenIn => t!("membership-outside-before-taken", host = host),
            Awaited::Joined => t!("membership-outside-before-joined", host = host),
            Awaited::TakenInLater => t!("membership-outside-before-later", host = host),
        })
    }

    /// Said of what happens when it is sent.
    pub fn then(&self, host: &str) -> String {
        match self.awaited {
            Awaited::TakenIn => t!("membership-outside-then-taken", host = host),
            Awaited::Joined => t!("membership-outside-then-joined", host = host),
            Awaited::TakenInLater => t!("membership-outside-then-later", host = host),
        }
    }

    /// Said of what has been sent.
    pub fn after(&self, host: &str) -> String {
        self.said(match self.awaited {
            Awaited::TakenIn => t!("membership-outside-after-taken", host = host),
            Awaited::Joined => t!("membership-outside-after-joined", host = host),
            Awaited::TakenInLater => t!("membership-outside-after-later", host = host),
        })
    }

    fn said(&self, text: String) -> String {
        sentences([self.told.clone(), text])
    }
}

/// None where nothing that they write waits there.
pub async fn outside(
    conn: &mut Conn,
    community: &Community,
    standing: &Standing,
    now: Time,
) -> Result<Option<Outside>> {
    let row = &community.row;
    let policies = [row.post_policy, row.answer_policy];
    let waits = |policy| waits_elsewhere(standing, community, policy);
    if !policies.into_iter().any(waits) {
        return Ok(None);
    }
    let (here, who) = (community.id(), standing.account);
    let membership = membership_of(conn, here, who).await?;
    let state = membership.map(|membership| membership.state);
    let events = match state {
        Some(_) => list_events(conn, here, who).await?,
        None => Vec::new(),
    };
    let (told, awaited, label) = match state {
        Some(MembershipState::Applied | MembershipState::MoreAsked) => (
            String::new(),
            Awaited::TakenIn,
            t!("membership-outside-application"),
        ),
        Some(MembershipState::Declined) => declined(pause(conn, community, who, now).await?),
        _ => (
            String::new(),
            Awaited::Joined,
            t!("membership-outside-join"),
        ),
    };
    let way_in = match is_joined_from_here(conn, community).await? {
        true => LinkView::new(label, format!("{}/join", community.path())),
        false => {
            let label = t!("membership-open-on", host = community.actor.host);
            LinkView::new(label, community.actor.page())
        }
    };
    Ok(Some(Outside {
        way_in,
        told,
        awaited,
        since: ended(&events),
    }))
}

/// From when on somebody who was declined may ask again, where that is not now.
async fn pause(
    conn: &mut Conn,
    community: &Community,
    who: AccountId,
    now: Time,
) -> Result<Option<Time>> {
    if invite_of(conn, community.id(), who, now).await?.is_some() {
        return Ok(None);
    }
    let until = answered(conn, community.id(), who).await?.again_at;
    Ok(until.filter(|until| now < *until))
}

fn declined(pause: Option<Time>) -> (String, Awaited, String) {
    let (told, label) = match pause {
        Some(until) => (
            t!("membership-outside-declined-until", day = day(until)),
            t!("membership-outside-standing"),
        ),
        None => (
            t!("membership-outside-declined"),
            t!("membership-outside-apply"),
        ),
    };
    (told, Awaited::TakenInLater, label)
}

/// When their last membership ended; none for who never had one.
fn ended(events: &[Event]) -> Option<Time> {
    let joined = events
        .iter()
        .rposition(|event| event.kind == EventKind::Joined)?;
    let ends = |event: &&Event| matches!(event.kind, EventKind::Left | EventKind::Declined);
    let end = events.iter().skip(joined).find(ends);
    end.or(events.get(joined)).map(|event| event.happened_at)
}
