//! That a community of another server has changed its rules, said to its members here.

use super::super::day;
use crate::communities::model::{Community, RulesElsewhere};
use crate::error::Result;
use crate::membership::actions::rules_to_agree;
use crate::membership::model::Standing;
use crate::store::{Conn, Time};
use crate::web::layout::Kind;
use crate::web::view::{LinkView, NoticeView};

/// Rules to which a member here has yet to agree, of a community whose own server holds their words until then.
pub struct Owed {
    /// Said on every page of the community.
    pub notice: NoticeView,
    /// From when on what they write is held there; none where nothing of theirs is.
    since: Option<Time>,
    /// Whether everybody on this server sees it meanwhile, and not members alone.
    open: bool,
}

impl Owed {
    /// Whether what they wrote at this time is held.
    pub fn waits(&self, written: Time) -> bool {
        self.since.is_some_and(|since| since <= written)
    }

    /// Said of what has been sent.
    pub fn after(&self, host: &str) -> String {
        match self.open {
            true => t!("membership-changed-held", host = host),
            false => t!("membership-changed-held-members", host = host),
        }
    }
}

/// For members who have yet to agree, as far as that is known here; none for everybody else.
pub async fn rules_owed(
    conn: &mut Conn,
    community: &Community,
    standing: &Standing,
    now: Time,
) -> Result<Option<Owed>> {
    if community.is_local() || standing.role.is_none() {
        return Ok(None);
    }
    let rules = rules_to_agree(conn, community, standing.account).await?;
    Ok(rules.map(|rules| Owed {
        notice: asking(community, &rules, now),
        // Those who look after it are asked, too, and never held.
        since: rules.agree_by.filter(|_| !standing.may_moderate()),
        open: community.is_open_to_read(),
    }))
}

/// The same, as it is said on every page of the community.
pub async fn rules_changed(
    conn: &mut Conn,
    community: &Community,
    standing: &Standing,
    now: Time,
) -> Result<Option<NoticeView>> {
    let owed = rules_owed(conn, community, standing, now).await?;
    Ok(owed.map(|owed| owed.notice))
}

fn asking(community: &Community, rules: &RulesElsewhere, now: Time) -> NoticeView {
    let host = &community.actor.host;
    let (kind, text) = match rules.agree_by {
        Some(end) if now < end => (
            Kind::Info,
            t!("membership-changed-until", day = day(end), host = host),
        ),
        Some(_) => (Kind::Warn, t!("membership-changed-waits", host = host)),
        None => (Kind::Info, t!("membership-changed-asks", host = host)),
    };
    NoticeView {
        kind,
        title: t!("membership-changed-title"),
        text,
        link: Some(LinkView::new(
            t!("membership-changed-read"),
            format!("{}/rules", community.path()),
        )),
        ..NoticeView::default()
    }
}
