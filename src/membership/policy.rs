//! What belonging to a community gives: the table of rights, and below it who reads, writes, joins and has
//! an office. Pure.

mod entrusting;
mod joining;
mod linking;
mod offices;
mod reading;
mod writing;

pub use entrusting::{may_be_appointed, may_be_entrusted, may_hold_office};
pub use joining::{
    Candidate, Entrance, Invited, entrance, joins_at_once, may_agree_elsewhere, may_answer_more,
    may_apply_again, may_ask_elsewhere, may_be_invited, may_be_noted, may_decide, may_invite,
    may_join, may_leave, may_leave_elsewhere, may_see_desk, pause_until,
};
pub use linking::{
    LINKS_MAX, fit_together, may_link, may_set_sharing, may_share_from, may_unlink, works_together,
};
pub use offices::{
    may_appoint, may_dismiss, may_give_role, may_name_convener, may_remove_community,
    may_step_down, may_update_community,
};
pub use reading::{
    keeps_private, may_choose_listing, may_know, may_read, may_see_members, may_see_unlisted,
};
pub use writing::{
    accord, agree_until, fate_of_arrival, grace_end, holds, may_begin_thread, may_speak, may_write,
    owes, roles_asked, waits_elsewhere,
};

use super::model::{Role, Standing};
use crate::communities::model::Community;
use crate::error::Reason;

/// What a role can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Reading what only members read.
    Read,
    /// Starting threads where only members do.
    Post,
    /// Replying where only members do.
    Answer,
    /// Being told of introductions that nobody replied to.
    Greet,
    /// Seeing who applied, and what is held.
    SeeDesk,
    /// Approving, asking for more and declining.
    Decide,
    /// Removing, locking, pinning, banning.
    Moderate,
    /// Settings, rules and offices.
    Convene,
}

/// The one table of rights, role by role. Whoever is no member has none of them, but administrators of
/// the server that a community lives on have all.
const RIGHTS: [(Right, &[Role]); 8] = {
    use Role::{Convener, Greeter, Member, Moderator, Newcomer};
    const ALL: &[Role] = &[Newcomer, Member, Greeter, Moderator, Convener];
    const CARE: &[Role] = &[Moderator, Convener];
    [
        (Right::Read, ALL),
        (Right::Post, ALL),
        (Right::Answer, ALL),
        (Right::Greet, &[Greeter, Moderator, Convener]),
        (Right::SeeDesk, CARE),
        (Right::Decide, CARE),
        (Right::Moderate, CARE),
        (Right::Convene, &[Convener]),
    ]
};

pub fn gives(role: Role, right: Right) -> bool {
    RIGHTS
        .iter()
        .any(|(each, roles)| *each == right && roles.contains(&role))
}

/// Anybody doing anything here at all: not suspended, not banned, and the community is there.
pub fn may_act(standing: &Standing, community: &Community) -> Result<(), Reason> {
    if standing.suspended {
        return Err(Reason::Suspended);
    }
    if !community.is_live() {
        return Err(Reason::CommunityGone);
    }
    if standing.banned {
        return Err(Reason::Banned);
    }
    Ok(())
}

/// Somebody whom those who look after a community let in, or whose words they let through. Says it to them.
pub fn may_be_let_in(of: &Standing, community: &Community) -> Result<(), Reason> {
    match may_act(of, community) {
        Err(Reason::Suspended | Reason::Banned) => Err(Reason::KeptOut),
        judged => judged,
    }
}

fn holder(by: &Standing, right: Right) -> Result<(), Reason> {
    if by.suspended {
        return Err(Reason::Suspended);
    }
    if by.is_kept_out() {
        return Err(Reason::Banned);
    }
    if by.has(right) {
        Ok(())
    } else {
        Err(Reason::NotModerator)
    }
}

fn may_convene(by: &Standing) -> Result<(), Reason> {
    if by.suspended {
        return Err(Reason::Suspended);
    }
    if by.is_kept_out() {
        return Err(Reason::Banned);
    }
    if by.is_convener() {
        Ok(())
    } else {
        Err(Reason::NotConvener)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use crate::membership::model::Accord;

    /// Somebody who has this role, and nothing else to be said of them.
    pub(super) fn standing(role: Option<Role>) -> Standing {
        Standing {
            account: AccountId(7),
            role,
            accord: Accord::Given,
            local: true,
            banned: false,
            muted: false,
            suspended: false,
            silenced: false,
            admin: false,
            server_admin: false,
        }
    }

    #[test]
    fn each_role_has_its_rights() {
        use Right::*;
        let rights = |role: Role| {
            let all = RIGHTS.iter().map(|(right, _)| *right);
            all.filter(|right| gives(role, *right)).collect::<Vec<_>>()
        };
        assert_eq!(rights(Role::Newcomer), [Read, Post, Answer]);
        assert_eq!(rights(Role::Member), [Read, Post, Answer]);
        assert_eq!(rights(Role::Greeter), [Read, Post, Answer, Greet]);
        assert_eq!(
            rights(Role::Moderator),
            [Read, Post, Answer, Greet, SeeDesk, Decide, Moderate]
        );
        assert_eq!(rights(Role::Convener).len(), RIGHTS.len());
        let admin = Standing {
            admin: true,
            ..standing(None)
        };
        let suspended = Standing {
            suspended: true,
            ..standing(Some(Role::Convener))
        };
        for (right, _) in RIGHTS {
            assert!(!standing(None).has(right), "{right:?}");
            assert!(admin.has(right), "{right:?}");
            assert!(!suspended.has(right), "{right:?}");
        }
    }

    #[test]
    fn a_ban_takes_every_right_of_an_office() {
        let other = AccountId(8);
        let banned = |role| Standing {
            banned: true,
            ..standing(Some(role))
        };
        for role in Role::ALL {
            let by = banned(*role);
            for (right, _) in RIGHTS {
                assert!(!by.has(right), "{role} {right:?}");
            }
            let judged = [
                may_see_desk(&by),
                may_decide(&by, other),
                may_update_community(&by),
                may_name_convener(&by),
                may_appoint(&by, None),
                may_dismiss(&by, other, Some(Role::Moderator)),
                may_give_role(&by, other, Some(Role::Member), Role::Greeter),
                may_see_members(Some(&by)),
            ];
            let expected: [Result<(), Reason>; 8] = [Err(Reason::Banned); 8];
            assert_eq!(judged, expected, "{role}");
            assert!(!may_see_unlisted(&by));
        }
        // What takes an office away stays free.
        let moderator = banned(Role::Moderator);
        let own = may_dismiss(&moderator, moderator.account, moderator.role);
        assert_eq!(own, Ok(()));
        // Administrators are above the bans of their own communities.
        let admin = Standing {
            admin: true,
            banned: true,
            ..standing(None)
        };
        assert_eq!(may_see_desk(&admin), Ok(()));
        assert_eq!(may_update_community(&admin), Ok(()));
    }
}
