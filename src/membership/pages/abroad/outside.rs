//! What somebody here has to know who writes in a community of another server without belonging to it.

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
    /// Whether they were declined, and when they may ask again: sentences, or nothing.
    told: String,
    /// When others see it, as the end of a sentence.
    when: &'static str,
    /// When they ceased to belong, who once did: what they wrote before that waits no more.
    since: Option<Time>,
}

impl Outside {
    /// Whether what they wrote at this time waits.
    pub fn waits(&self, written: Time) -> bool {
        self.since.is_none_or(|since| since <= written)
    }

    /// Said before they write.
    pub fn before(&self, host: &str) -> String {
        self.said(&format!(
            "Only members write in this community. People on this server see what you send at once; those of {host} and of other servers see it {}.",
            self.when
        ))
    }

    /// Said of what happens when it is sent.
    pub fn then(&self, host: &str) -> String {
        format!(
            "People on this server see it at once. It is sent to {host} and waits there: people there and on other servers see it {}.",
            self.when
        )
    }

    /// Said of what has been sent.
    pub fn after(&self, host: &str) -> String {
        self.said(&format!(
            "Only members write in this community. People on this server see this already; those of {host} and of other servers see it {}, or when those who look after it there let it through.",
            self.when
        ))
    }

    fn said(&self, text: &str) -> String {
        match self.told.as_str() {
            "" => text.to_owned(),
            told => format!("{told} {text}"),
        }
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
    let (told, when, label) = match state {
        Some(MembershipState::Applied | MembershipState::MoreAsked) => (
            String::new(),
            "when you are taken in",
            "See how your application stands",
        ),
        Some(MembershipState::Declined) => declined(pause(conn, community, who, now).await?),
        _ => (String::new(), "when you have joined", "Join the community"),
    };
    let way_in = match is_joined_from_here(conn, community).await? {
        true => LinkView::new(label, format!("{}/join", community.path())),
        false => {
            let label = format!("Open it on {}", community.actor.host);
            LinkView::new(label, community.actor.page())
        }
    };
    Ok(Some(Outside {
        way_in,
        told,
        when,
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

fn declined(pause: Option<Time>) -> (String, &'static str, &'static str) {
    let when = "only if you are taken in later";
    match pause {
        Some(until) => {
            let day = until.utc().format("%-d %B %Y");
            let told = format!("You were not taken in; you can apply again on {day}.");
            (told, when, "See how you stand")
        }
        None => {
            let told = "You were not taken in; you can apply again.".to_owned();
            (told, when, "Apply again")
        }
    }
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
