//! Pages of appeals, and of what is said to those who look after a community.

mod appeal;
mod appeals;
mod contact;
mod talks;

use crate::app::App;
use crate::moderation::model::Verb;
use crate::team::model::{Appeal, Ruling, Sanction};
use crate::web::layout::Now;
use crate::web::view::{LinkView, When};
use axum::Router;

/// Rows on one page of a list.
const PER_PAGE: usize = 50;

pub fn routes() -> Router<App> {
    Router::new()
        .merge(appeal::routes())
        .merge(appeals::routes())
        .merge(contact::routes())
        .merge(talks::routes())
}

/// What was done, to be followed by why and when.
fn act_in_words(verb: Verb, of_reply: bool) -> String {
    match (verb.as_str(), of_reply) {
        ("remove", true) => t!("team-act-remove-reply"),
        ("remove", false) => t!("team-act-remove-thread"),
        ("lock", true) => t!("team-act-lock-reply"),
        ("lock", false) => t!("team-act-lock-thread"),
        ("ban", _) => t!("team-act-ban"),
        ("mute", _) => t!("team-act-mute"),
        ("warn", _) => t!("team-act-warn"),
        _ => t!("team-act-other"),
    }
}

/// An act as whoever appeals against it, and whoever decides about that, reads it.
struct ActView {
    said: String,
    reason: String,
    /// Until when it holds, where it ends by itself.
    until: Option<String>,
    place: LinkView,
    when: When,
}

impl ActView {
    fn of(sanction: &Sanction, now: Now) -> Self {
        let (act, community) = (&sanction.act, &sanction.community);
        Self {
            said: act_in_words(act.verb, act.comment_id.is_some()),
            reason: act.reason.clone(),
            until: act.until.map(|until| now.date(until)),
            place: LinkView::new(community.title(), community.path()),
            when: When::new(act.acted_at, now),
        }
    }
}

/// What came of an appeal.
fn ruled(appeal: &Appeal) -> String {
    match appeal.outcome {
        Some(Ruling::Upheld) => t!("team-ruling-upheld"),
        Some(Ruling::Reversed) => t!("team-ruling-reversed"),
        None => t!("team-ruling-open"),
    }
}
