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
        (ReadPolicy::Server, _) => (
            "Only people with an account on this server belong to this community.".to_owned(),
            false,
        ),
        (_, JoinPolicy::Closed) => (
            "This community takes no new members, and none from other servers either.".to_owned(),
            false,
        ),
        (_, JoinPolicy::Invitation) => (
            "New members are invited. The conveners can invite an account of another server by its name, as in name@server; the invitation comes to that account, and you answer it there.".to_owned(),
            false,
        ),
        (_, JoinPolicy::Domain) => (
            "Whoever joins without an invitation confirms an e-mail address, which takes an account here. The conveners can invite an account of another server by its name, as in name@server.".to_owned(),
            false,
        ),
        (ReadPolicy::Members, _) => (from_halls(app, community), true),
        (ReadPolicy::Public | ReadPolicy::Unlisted, _) => (
            "You need no account here. Say that you want to join; the rules and questions come to you as a message, and you answer by replying to it.".to_owned(),
            true,
        ),
    };
    let mut words = vec![words];
    if members_read && row.join_policy != JoinPolicy::Closed {
        words.push(not_from_others(may_register).to_owned());
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
    let (name, host) = (&community.actor.name, &app.local.host);
    format!(
        "Only members read here. So only those can join from elsewhere whose server keeps it to itself: from another Guildhall, where you open this community and choose “Join”, or from Lemmy, version 1.0 or later, where you follow it: following is applying. Its address is !{name}@{host}."
    )
}

fn not_from_others(may_register: bool) -> &'static str {
    match may_register {
        true => {
            "Mastodon and most other software would show others what is said here, so its people are not let in. Make an account here instead."
        }
        false => {
            "Mastodon and most other software would show others what is said here, so its people are not let in. Ask the conveners for another way."
        }
    }
}
