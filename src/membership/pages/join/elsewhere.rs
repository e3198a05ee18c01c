//! What people with an account on another server are told about joining.

use crate::app::App;
use crate::communities::model::{Community, JoinPolicy, ReadPolicy};

pub(in crate::membership::pages) struct ElsewhereView {
    /// Whether somebody reads there who only follows.
    pub follows: bool,
    /// What holds whatever their software is, a paragraph each.
    pub words: Vec<String>,
    /// Whether everybody comes in by a message.
    pub by_message: bool,
    /// Whether somebody comes in from another Guildhall by themselves.
    by_join: bool,
}

impl ElsewhereView {
    /// Whether somebody comes in from there without being invited.
    pub fn lets_in(&self) -> bool {
        self.by_message || self.by_join
    }
}

/// `may_register`: strangers can make an account here.
pub(in crate::membership::pages) fn elsewhere(
    app: &App,
    community: &Community,
    may_register: bool,
) -> ElsewhereView {
    let row = &community.row;
    let members_read = row.read_policy == ReadPolicy::Members;
    let (words, taken) = match (row.read_policy, row.join_policy) {
        (ReadPolicy::Server, _) => (t!("membership-elsewhere-server"), false),
        (_, JoinPolicy::Closed) => (t!("membership-elsewhere-no-one"), false),
        (_, JoinPolicy::Invitation) => (t!("membership-elsewhere-invitation"), false),
        (_, JoinPolicy::Domain) => (t!("membership-elsewhere-domain"), false),
        (ReadPolicy::Members, _) => (from_halls(app, community), true),
        (ReadPolicy::Public | ReadPolicy::Unlisted, _) => (t!("membership-elsewhere-ask"), true),
    };
    let mut words = vec![words];
    if members_read && row.join_policy != JoinPolicy::Closed {
        words.push(not_from_others(may_register));
    }
    ElsewhereView {
        follows: community.is_open_to_read(),
        words,
        by_message: taken && !members_read,
        by_join: taken && members_read,
    }
}

/// Where what is said among members stays among them (`policy::keeps_private`).
fn from_halls(app: &App, community: &Community) -> String {
    t!(
        "membership-elsewhere-halls",
        name = community.actor.name,
        host = app.local.host
    )
}

fn not_from_others(may_register: bool) -> String {
    match may_register {
        true => t!("membership-elsewhere-others-register"),
        false => t!("membership-elsewhere-others"),
    }
}
