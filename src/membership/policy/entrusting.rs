//! To whom offices are given.

use crate::communities::model::Community;
use crate::error::Reason;
use crate::membership::model::{MembershipState, Standing};

/// Making somebody a convener or moderator: who is suspended or banned would have the office and none of its
/// rights. Says it to those who give it.
pub fn may_hold_office(of: &Standing) -> Result<(), Reason> {
    if of.suspended || of.is_kept_out() {
        return Err(Reason::KeptOut);
    }
    Ok(())
}

/// Being given an office by those who have one. `state` says where somebody's belonging stands, if anything ever
/// was the matter. Others are invited or join first, and whoever was declined is not let in by an office. Forums
/// of other servers know moderators and no members: of whom nothing was decided, being named is how they come in
/// where everybody reads (`open`).
pub fn may_be_entrusted(
    of: &Standing,
    open: bool,
    state: Option<MembershipState>,
) -> Result<(), Reason> {
    may_hold_office(of)?;
    match state {
        _ if of.role.is_some() => Ok(()),
        None if !of.local && open => Ok(()),
        _ => Err(Reason::NotMember),
    }
}

/// Making a moderator of somebody who may be entrusted with it. What is reported to them is told their server,
/// too: where not everybody reads it has to be one that may have what is said there (`admitted`).
pub fn may_be_appointed(
    of: &Standing,
    community: &Community,
    admitted: bool,
) -> Result<(), Reason> {
    may_hold_office(of)?;
    if community.is_open_to_read() || admitted {
        return Ok(());
    }
    Err(Reason::OutsideServer)
}

#[cfg(test)]
mod tests {
    use super::super::tests::standing;
    use super::*;
    use crate::membership::model::Role;

    #[test]
    fn offices_are_for_whom_nothing_keeps_out() {
        let banned = Standing {
            banned: true,
            ..standing(Some(Role::Member))
        };
        let suspended = Standing {
            suspended: true,
            ..standing(Some(Role::Member))
        };
        let admin = Standing {
            admin: true,
            ..banned.clone()
        };
        let cases = [
            (standing(None), Ok(())),
            (standing(Some(Role::Member)), Ok(())),
            (banned, Err(Reason::KeptOut)),
            (suspended, Err(Reason::KeptOut)),
            // Above the bans of their own communities.
            (admin, Ok(())),
        ];
        for (of, expected) in cases {
            assert_eq!(may_hold_office(&of), expected, "{of:?}");
        }
    }

    #[test]
    fn offices_are_for_members_and_for_moderators_of_other_servers() {
        use MembershipState::{Applied, Declined, Left, Member};
        let no = Err(Reason::NotMember);
        let cases = [
            (Some(Role::Member), true, false, Some(Member), Ok(())),
            (Some(Role::Newcomer), false, false, Some(Member), Ok(())),
            (None, true, true, None, no),
            (None, true, true, Some(Declined), no),
            (None, true, true, Some(Applied), no),
            (None, false, true, None, Ok(())),
            (None, false, false, None, no),
            (None, false, true, Some(Declined), no),
            (None, false, true, Some(Left), no),
        ];
        for (role, local, open, state, expected) in cases {
            let of = Standing {
                local,
                ..standing(role)
            };
            let judged = may_be_entrusted(&of, open, state);
            assert_eq!(judged, expected, "{role:?} {local} {open} {state:?}");
        }
    }
}
