//! What a member is told on the page for joining who has yet to agree to the rules.

use crate::communities::model::Community;
use crate::error::Result;
use crate::membership::model::{Accord, Standing};
use crate::membership::queries::rules::{list_agreements, time_to_agree};
use crate::store::{Conn, Time};
use crate::web::layout::Kind;
use crate::web::view::{LinkView, NoticeView};

/// An agreement that a member owes.
pub(in crate::membership::pages) struct Owed {
    /// When the rules changed, for who had agreed to others before.
    changed: Option<Time>,
    /// Until when they go on as before.
    until: Time,
    /// Whether that is over, and what they write waits.
    over: bool,
    held: bool,
}

/// None for who owes none.
pub(in crate::membership::pages) async fn owed(
    conn: &mut Conn,
    community: &Community,
    standing: &Standing,
) -> Result<Option<Owed>> {
    if standing.accord == Accord::Given {
        return Ok(None);
    }
    let until = time_to_agree(conn, community, standing.account).await?;
    let Some(until) = until else {
        return Ok(None);
    };
    let agreed = list_agreements(conn, community.id(), standing.account).await?;
    let over = standing.accord == Accord::Owed;
    Ok(Some(Owed {
        changed: community.row.binding_since.filter(|_| !agreed.is_empty()),
        until,
        over,
        held: over && !standing.may_moderate(),
    }))
}

fn day(time: Time) -> String {
    time.utc().format("%-d %B %Y").to_string()
}

impl Owed {
    /// How they stand, with this.
    pub fn told(&self, state: NoticeView, community: &Community) -> NoticeView {
        let until = day(self.until);
        let first = match self.changed {
            Some(changed) => format!("The rules changed on {}", day(changed)),
            None => "You have not agreed to the rules yet".to_owned(),
        };
        let then = match (self.over, self.held) {
            (false, _) => format!("agree by {until}. Until then you go on as before."),
            (true, true) => format!(
                "the time to agree was over on {until}. What you write is held, and shown when you agree."
            ),
            (true, false) => format!("the time to agree was over on {until}."),
        };
        NoticeView {
            kind: match self.over {
                true => Kind::Warn,
                false => Kind::Info,
            },
            text: format!("{first}; {then}"),
            link: Some(LinkView::new(
                "Read the rules and agree",
                format!("{}/rules", community.path()),
            )),
            ..state
        }
    }
}
