//! What somebody here has to know who writes in a community of another server without belonging to it.

use super::is_joined_from_here;
use crate::communities::model::Community;
use crate::error::Result;
use crate::membership::model::{MembershipState, Standing};
use crate::membership::policy::waits_elsewhere;
use crate::membership::queries::membership_of;
use crate::store::Conn;
use crate::web::view::LinkView;

/// How somebody stands whose words wait on the server of the community.
#[derive(Debug, Clone)]
pub struct Outside {
    /// Where they join, so that it waits no more.
    pub way_in: LinkView,
    /// Whether they have never been in: all they wrote there waits.
    pub never_in: bool,
}

/// None where nothing that they write waits there.
pub async fn outside(
    conn: &mut Conn,
    community: &Community,
    standing: &Standing,
) -> Result<Option<Outside>> {
    let row = &community.row;
    let policies = [row.post_policy, row.answer_policy];
    let waits = |policy| waits_elsewhere(standing, community, policy);
    if !policies.into_iter().any(waits) {
        return Ok(None);
    }
    let way_in = match is_joined_from_here(conn, community).await? {
        true => LinkView::new("Join the community", format!("{}/join", community.path())),
        false => {
            let label = format!("Open it on {}", community.actor.host);
            LinkView::new(label, community.actor.page())
        }
    };
    let membership = membership_of(conn, community.id(), standing.account).await?;
    let state = membership.map(|membership| membership.state);
    Ok(Some(Outside {
        way_in,
        never_in: matches!(
            state,
            None | Some(
                MembershipState::Applied | MembershipState::MoreAsked | MembershipState::Invited
            )
        ),
    }))
}
