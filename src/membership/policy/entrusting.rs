//! To whom offices are given.

use crate::error::Reason;
use crate::membership::model::Standing;

/// Making somebody a convener or moderator: who is suspended or banned would have the office and none of its
/// rights. Says it to those who give it.
pub fn may_hold_office(of: &Standing) -> Result<(), Reason> {
    if of.suspended || of.is_kept_out() {
        return Err(Reason::KeptOut);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use crate::membership::model::{Accord, Role};

    fn standing(role: Option<Role>) -> Standing {
        Standing {
            account: AccountId(7),
            role,
            accord: Accord::Given,
            local: true,
            banned: false,
            suspended: false,
            admin: false,
            server_admin: false,
        }
    }

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
}
