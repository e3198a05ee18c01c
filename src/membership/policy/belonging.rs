//! Offices are for those who belong.

use crate::error::Reason;
use crate::membership::model::{MembershipState, Standing};

/// Being given an office. `state` says where somebody's belonging stands, if anything ever was the matter.
/// Others are invited or join first, and whoever was declined is not let in by an office. Forums of other
/// servers know moderators and no members: of whom nothing was decided there, being named is how they come in.
pub fn may_be_entrusted(of: &Standing, state: Option<MembershipState>) -> Result<(), Reason> {
    match state {
        _ if of.role.is_some() => Ok(()),
        None if !of.local => Ok(()),
        _ => Err(Reason::NotMember),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use crate::membership::model::{Accord, Role};

    #[test]
    fn offices_are_for_members_and_for_moderators_of_other_servers() {
        use MembershipState::{Applied, Declined, Left, Member};
        let standing = |role, local| Standing {
            account: AccountId(7),
            role,
            accord: Accord::Given,
            local,
            banned: false,
            suspended: false,
            admin: false,
            server_admin: false,
        };
        let cases = [
            (Some(Role::Member), true, Some(Member), Ok(())),
            (Some(Role::Newcomer), false, Some(Member), Ok(())),
            (None, true, None, Err(Reason::NotMember)),
            (None, true, Some(Declined), Err(Reason::NotMember)),
            (None, true, Some(Applied), Err(Reason::NotMember)),
            (None, false, None, Ok(())),
            (None, false, Some(Declined), Err(Reason::NotMember)),
            (None, false, Some(Left), Err(Reason::NotMember)),
        ];
        for (role, local, state, expected) in cases {
            let judged = may_be_entrusted(&standing(role, local), state);
            assert_eq!(judged, expected, "{role:?} {local} {state:?}");
        }
    }
}
