//! Writing in a community, and what becomes of what is written before one may.

use super::joining::may_ever_join;
use super::reading::may_read;
use super::{Right, may_act};
use crate::communities::model::{Community, CommunityRow, WritePolicy};
use crate::error::Reason;
use crate::membership::model::{Accord, HoldCause, Role, Standing, has_points};
use crate::store::Time;
use chrono::TimeDelta;

/// Starting a thread, as far as it follows from the community alone.
pub fn may_begin_thread(standing: &Standing, community: &Community) -> Result<(), Reason> {
    may_act(standing, community)?;
    if community.row.restricted_to_moderators && !standing.may_moderate() {
        return Err(Reason::PostingRestricted);
    }
    may_read(Some(standing), community)?;
    may_write(standing, community, community.row.post_policy, Right::Post)
}

/// What a setting of a community says of who may do what `right` is about: post or answer. Whether they may
/// read is asked before. What only members write in a community of another server waits there until they are
/// some ([`waits_elsewhere`]), and is not refused here.
pub fn may_write(
    standing: &Standing,
    community: &Community,
    policy: WritePolicy,
    right: Right,
) -> Result<(), Reason> {
    match policy {
        WritePolicy::Readers => Ok(()),
        _ if standing.may_moderate() => Ok(()),
        WritePolicy::Members if standing.has(right) || !community.is_local() => Ok(()),
        WritePolicy::Members => Err(Reason::NotMember),
        WritePolicy::Conveners => Err(Reason::PostingRestricted),
    }
}

/// Whether what somebody here writes in a community of another server waits there until they are a member.
pub fn waits_elsewhere(standing: &Standing, community: &Community, policy: WritePolicy) -> bool {
    let belongs = standing.role.is_some() || standing.may_moderate();
    !community.is_local() && policy == WritePolicy::Members && !belongs
}

/// How a member in this role since `since`, who last agreed to version `agreed`, stands to the rules at `now`.
/// Who never agreed to any, since they came in by following, is asked as the others are after a change.
pub fn accord(
    row: &CommunityRow,
    role: Role,
    agreed: Option<i32>,
    since: Time,
    now: Time,
) -> Accord {
    let (Some(binding), Some(until)) = (row.binding_version, agree_until(row, since)) else {
        return Accord::Given;
    };
    // To rules that were taken away nobody can agree.
    let asked = has_points(&row.rules) && is_asked(role, binding);
    if !asked || agreed.is_some_and(|version| version >= binding) {
        return Accord::Given;
    }
    if now < until {
        Accord::Asked
    } else {
        Accord::Owed
    }
}

/// The first rules of a community are those of its conveners, also where they were written before it was kept
/// who agreed: nobody who convenes it is asked, until somebody changes them and asks.
fn is_asked(role: Role, version: i32) -> bool {
    role != Role::Convener || version > 1
}

/// The roles whose holders are asked to agree to a version that binds.
pub fn roles_asked(version: i32) -> Vec<Role> {
    let all = Role::ALL.iter().copied();
    all.filter(|role| is_asked(*role, version)).collect()
}

/// Until when a member since `since` goes on as before without agreeing to the rules that bind. None where
/// none do.
pub fn agree_until(row: &CommunityRow, since: Time) -> Option<Time> {
    let asked = row.binding_since?.max(since);
    Some(asked.plus(TimeDelta::days(row.grace_days.into())))
}

/// Whether what a member writes has to wait until they agree to the rules. Those who look after the
/// community are asked, too, and never held: they would let themselves through.
pub fn holds(standing: &Standing) -> Option<HoldCause> {
    (standing.accord == Accord::Owed && !standing.may_moderate()).then_some(HoldCause::Agreement)
}

/// What becomes of something that another server sends, where the rules for people here gave `judged`:
/// taken, held, or refused. Who is no member can become one, so their words wait for that; unless
/// nobody can join, or so many of theirs wait already.
pub fn fate_of_arrival(
    standing: &Standing,
    community: &Community,
    judged: Result<(), Reason>,
    waiting: i64,
) -> Result<Option<HoldCause>, Reason> {
    match judged {
        Ok(()) => Ok(holds(standing)),
        Err(Reason::NotMember) if may_ever_join(standing, community) && waiting < WAITING_MAX => {
            Ok(Some(HoldCause::Membership))
        }
        Err(reason) => Err(reason),
    }
}

/// Threads and replies of one person that wait in one community.
const WAITING_MAX: i64 = 20;

#[cfg(test)]
mod tests {
    use super::super::tests::standing;
    use super::*;

    #[test]
    fn conveners_are_asked_to_agree_to_what_replaced_the_first_rules() {
        assert_eq!(roles_asked(2), Role::ALL);
        let others = Role::ALL.iter().filter(|role| **role != Role::Convener);
        assert!(roles_asked(1).iter().eq(others));
    }

    #[test]
    fn words_are_held_only_where_membership_or_agreement_is_owed() {
        let owing = |role| Standing {
            accord: Accord::Owed,
            ..standing(Some(role))
        };
        assert_eq!(holds(&standing(Some(Role::Member))), None);
        assert_eq!(holds(&owing(Role::Member)), Some(HoldCause::Agreement));
        assert_eq!(holds(&owing(Role::Convener)), None);
        let asked = Standing {
            accord: Accord::Asked,
            ..standing(Some(Role::Member))
        };
        assert_eq!(holds(&asked), None);
    }
}
