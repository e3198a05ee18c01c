//! Who may write to whom, and who reads it. Pure.

use super::model::Message;
use crate::accounts::model::{Person, Viewer};
use crate::communities::model::{Community, ReadPolicy};
use crate::error::Reason;
use crate::ids::INSTANCE;

pub fn may_send(from: &Person, to: &Person) -> Result<(), Reason> {
    if !from.is_live() {
        return Err(Reason::Suspended);
    }
    if from.id() == to.id() {
        return Err(Reason::Oneself);
    }
    if to.id() == INSTANCE || from.id() == INSTANCE {
        return Err(Reason::ServerAccount);
    }
    if to.account.deleted_at.is_some() || to.actor.gone_at.is_some() {
        return Err(Reason::Deleted);
    }
    if to.account.suspended_at.is_some() {
        return Err(Reason::Suspended);
    }
    Ok(())
}

/// What somebody is to the one they write to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tie {
    /// The other has written to them.
    pub answered: bool,
    /// They have written to the other before.
    pub begun: bool,
    /// Both are members of one community, and they are not banned from it.
    pub shares_community: bool,
    /// The other follows them.
    pub is_followed: bool,
    /// They look after this server, or a community that the other has or had to do with, or are the desk of
    /// the server of such a one.
    pub has_office: bool,
}

impl Tie {
    pub fn is_stranger(self) -> bool {
        !(self.answered || self.shares_community || self.is_followed || self.has_office)
    }

    /// Whether they would begin to write to somebody of whom they know no more than a community that both are
    /// members of: whoever joins a large one could write to all of it.
    pub fn begins(self) -> bool {
        let has_more = self.answered || self.is_followed || self.has_office;
        self.shares_community && !has_more && !self.begun
    }
}

/// What a stranger has written within a day, the message in question among it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unanswered {
    /// To the one it is for.
    pub to_them: i64,
    /// To everybody to whom they are a stranger.
    pub to_strangers: i64,
    /// To the one it is for, by all who are strangers to them on the other server that it comes from.
    pub from_server: i64,
}

/// With how many people somebody has begun in a day who share a community with them and nothing else, the one in
/// question among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun(pub i64);

/// Messages of a stranger in a day to one person, until they answer.
pub const UNANSWERED_MAX: i64 = 3;
/// Messages of one person in a day to strangers.
const STRANGERS_MAX: i64 = 20;
/// Messages to one person in a day by strangers of one other server: names are cheap there.
const FROM_SERVER_MAX: i64 = 20;

/// With how many people of their communities somebody may begin in a day.
pub const BEGUN_MAX: i64 = 30;

/// Whether somebody may begin to write to one more person of their communities. Where they have begun they may go on
/// as they like.
pub fn may_begin(tie: Tie, begun: Begun) -> Result<(), Reason> {
    if tie.begins() && begun.0 > BEGUN_MAX {
        return Err(Reason::TooManyBegun);
    }
    Ok(())
}

/// Whether a stranger may write to somebody once more. Everybody else may as often as they like.
pub fn may_approach(tie: Tie, unanswered: Unanswered) -> Result<(), Reason> {
    if !tie.is_stranger() {
        return Ok(());
    }
    if unanswered.to_them > UNANSWERED_MAX || unanswered.from_server > FROM_SERVER_MAX {
        return Err(Reason::NotAnswered);
    }
    if unanswered.to_strangers > STRANGERS_MAX {
        return Err(Reason::TooManyStrangers);
    }
    Ok(())
}

/// Whether a community or the desk says anything to somebody: only to people of other servers, since those
/// here have pages. A program would answer to it, and whoever was suspended or is gone hears nothing.
pub fn may_hear(to: &Person) -> bool {
    !to.actor.local && !to.account.bot && to.is_live() && to.actor.gone_at.is_none()
}

/// Whether a refusal is explained to its author. Of all refusals only the community's rules are news to them.
/// A community that is for this server only does not exist for others, so it gives no answer either.
pub fn may_explain(to: &Person, community: &Community, reason: Reason) -> bool {
    if !community.is_local() || community.row.read_policy == ReadPolicy::Server {
        return false;
    }
    let rule = matches!(
        reason,
        Reason::PostingRestricted | Reason::NotMember | Reason::NotPrivate | Reason::Banned
    );
    rule && may_hear(to)
}

/// The two whose message it is, and nobody else: no administrator, no signed server.
pub fn may_read(viewer: &Viewer, message: &Message) -> bool {
    match viewer {
        Viewer::System => true,
        Viewer::Account { id, .. } => *id == message.sender_id || *id == message.recipient_id,
        Viewer::Anonymous | Viewer::Host(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_write_a_little_and_all_others_as_much_as_they_like() {
        let stranger = Tie::default();
        let known = [
            Tie {
                answered: true,
                ..stranger
            },
            Tie {
                shares_community: true,
                ..stranger
            },
            Tie {
                is_followed: true,
                ..stranger
            },
            Tie {
                has_office: true,
                ..stranger
            },
        ];
        let count = |to_them, to_strangers, from_server| Unanswered {
            to_them,
            to_strangers,
            from_server,
        };
        let cases = [
            (count(1, 1, 1), Ok(())),
            (count(3, 20, 20), Ok(())),
            (count(4, 4, 4), Err(Reason::NotAnswered)),
            (count(1, 21, 1), Err(Reason::TooManyStrangers)),
            (count(1, 1, 21), Err(Reason::NotAnswered)),
            (count(4, 21, 21), Err(Reason::NotAnswered)),
        ];
        for (unanswered, expected) in cases {
            let judged = may_approach(stranger, unanswered);
            assert_eq!(judged, expected, "{unanswered:?}");
            for tie in known {
                let judged = may_approach(tie, unanswered);
                assert_eq!(judged, Ok(()), "{tie:?} {unanswered:?}");
            }
        }
    }

    #[test]
    fn members_begin_with_many_people_in_a_day_and_not_with_all() {
        let member = Tie {
            shares_community: true,
            ..Tie::default()
        };
        let known = [
            Tie {
                begun: true,
                ..member
            },
            Tie {
                answered: true,
                ..member
            },
            Tie {
                is_followed: true,
                ..member
            },
            Tie {
                has_office: true,
                ..member
            },
        ];
        assert_eq!(may_begin(member, Begun(BEGUN_MAX)), Ok(()));
        let many = Begun(BEGUN_MAX + 1);
        assert_eq!(may_begin(member, many), Err(Reason::TooManyBegun));
        for tie in known {
            assert_eq!(may_begin(tie, many), Ok(()), "{tie:?}");
        }
    }
}
