//! To whom offices are given.

use super::Right;
use crate::communities::model::Community;
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

/// Making somebody a moderator. What is reported to them is told their server, too: where not everybody reads
/// they belong to the community, and their server may have what is said in it (`admitted`).
pub fn may_be_appointed(
    of: &Standing,
    community: &Community,
    admitted: bool,
) -> Result<(), Reason> {
    may_hold_office(of)?;
    if community.is_open_to_read() {
        return Ok(());
    }
    if !of.has(Right::Read) {
        return Err(Reason::Outsider);
    }
    if !admitted {
        return Err(Reason::OutsideServer);
    }
    Ok(())
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
}
