//! That a community of another server has changed its rules, said to its members here.

use crate::communities::model::{Community, RulesElsewhere};
use crate::error::Result;
use crate::membership::actions::rules_to_agree;
use crate::membership::model::Standing;
use crate::store::{Conn, Time};
use crate::web::layout::Kind;
use crate::web::view::{LinkView, NoticeView};

/// For members who have yet to agree, as far as that is known here; none for everybody else.
pub async fn rules_changed(
    conn: &mut Conn,
    community: &Community,
    standing: &Standing,
    now: Time,
) -> Result<Option<NoticeView>> {
    if community.is_local() || standing.role.is_none() {
        return Ok(None);
    }
    let rules = rules_to_agree(conn, community, standing.account).await?;
    Ok(rules.map(|rules| asking(community, &rules, now)))
}

fn asking(community: &Community, rules: &RulesElsewhere, now: Time) -> NoticeView {
    let host = &community.actor.host;
    let (kind, text) = match rules.agree_by {
        Some(day) if now < day => (
            Kind::Info,
            format!(
                "Until {} you go on as before; after that what you write waits on {host} until you agree.",
                day.utc().format("%-d %B %Y")
            ),
        ),
        Some(_) => (
            Kind::Warn,
            format!("What you write waits on {host} until you agree."),
        ),
        None => (
            Kind::Info,
            format!("{host} asks its members to agree to them."),
        ),
    };
    NoticeView {
        kind,
        title: "Its rules have changed: read and agree.".to_owned(),
        text,
        link: Some(LinkView::new(
            "Read and agree",
            format!("{}/rules", community.path()),
        )),
        ..NoticeView::default()
    }
}
