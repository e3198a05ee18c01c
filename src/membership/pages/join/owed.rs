//! What a member is told on the page for joining who has yet to agree to the rules.

use super::super::day;
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

impl Owed {
    /// How they stand, with this.
    pub fn told(&self, state: NoticeView, community: &Community) -> NoticeView {
        let until = day(self.until);
        let text = match self.changed.map(day) {
            Some(changed) => self.of_changed(&changed, &until),
            None => self.of_first(&until),
        };
        NoticeView {
            kind: match self.over {
                true => Kind::Warn,
                false => Kind::Info,
            },
            text,
            link: Some(LinkView::new(
                t!("membership-owed-read"),
                format!("{}/rules", community.path()),
            )),
            ..state
        }
    }

    fn of_changed(&self, day: &str, until: &str) -> String {
        match (self.over, self.held) {
            (false, _) => t!("membership-owed-changed", day = day, until = until),
            (true, true) => t!("membership-owed-changed-held", day = day, until = until),
            (true, false) => t!("membership-owed-changed-over", day = day, until = until),
        }
    }

    fn of_first(&self, until: &str) -> String {
        match (self.over, self.held) {
            (false, _) => t!("membership-owed-first", until = until),
            (true, true) => t!("membership-owed-first-held", until = until),
            (true, false) => t!("membership-owed-first-over", until = until),
        }
    }
}
