//! Writing in a community, and what becomes of what is written before one may.

use super::joining::may_ever_join;
use super::reading::may_read;
use super::{Right, may_act};
use crate::communities::model::{Community, CommunityRow, WritePolicy};
use crate::error::Reason;
use crate::membership::model::{
    Accord, Consent, HoldCause, Role, RulesChange, RulesVersion, Standing, has_points,
};
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

/// Whether they may say anything at all, new or changed, as far as it follows from a mute.
pub fn may_speak(standing: &Standing) -> Result<(), Reason> {
    match standing.muted {
        true => Err(Reason::Muted),
        false => Ok(()),
    }
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
    may_speak(standing)?;
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

/// Whether this member is asked to agree to the rules that bind. Who never agreed to any, since they came in by
/// following, is asked as the others are after a change.
pub fn owes(row: &CommunityRow, member: &Consent) -> bool {
    // To rules that were taken away nobody can agree.
    let binding = row.binding_version.filter(|_| has_points(&row.rules));
    let Some(binding) = binding else {
        return false;
    };
    let agreed = member.agreed.is_some_and(|version| version >= binding);
    is_asked(member.role, binding) && !agreed
}

/// How a member stands to the rules at `now`. `versions` as for [`agree_until`].
pub fn accord(
    row: &CommunityRow,
    member: &Consent,
    versions: &[RulesVersion],
    now: Time,
) -> Accord {
    let until = agree_until(row, member, versions);
    match until.filter(|_| owes(row, member)) {
        None => Accord::Given,
        Some(until) if now < until => Accord::Asked,
        Some(_) => Accord::Owed,
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

/// Until when a member goes on as before without agreeing to the rules that bind. None where none do. A later
/// change gives no new time to who has not agreed to an earlier one: `versions` are those since the one to which
/// they agreed, latest first.
pub fn agree_until(
    row: &CommunityRow,
    member: &Consent,
    versions: &[RulesVersion],
) -> Option<Time> {
    let latest = row.binding_since?;
    let asked = first_owed(member, versions).unwrap_or(latest);
    Some(asked.max(member.since).plus(grace(row)))
}

/// Until when those go on as before who had agreed to everything before the rules that bind.
pub fn grace_end(row: &CommunityRow) -> Option<Time> {
    Some(row.binding_since?.plus(grace(row)))
}

fn grace(row: &CommunityRow) -> TimeDelta {
    TimeDelta::days(row.grace_days.into())
}

/// When the first version was published to which this member has to agree and has not, of those without a time
/// between them in which there were no rules.
fn first_owed(member: &Consent, versions: &[RulesVersion]) -> Option<Time> {
    let agreed = member.agreed.unwrap_or(0);
    let mut earliest = None;
    let mut first = None;
    for version in versions {
        // Rules where there were none are never the same in other words.
        if !version.has_points() {
            return earliest;
        }
        if version.number <= agreed || !is_asked(member.role, version.number) {
            break;
        }
        earliest = Some(version.published_at);
        // What was written before versions were kept bound nobody then.
        let opened = version.number == 1 && version.published_by.is_some();
        if opened || version.change_kind == RulesChange::Material {
            first = earliest;
        }
    }
    first
}

/// Whether what somebody writes has to wait: of a member until they agree to the rules, of who is silenced on
/// this server and no member until one of those who look after the community lets it through. Those are asked
/// to agree, too, and never held: they would let themselves through.
pub fn holds(standing: &Standing) -> Option<HoldCause> {
    if standing.silenced && standing.role.is_none() && !standing.may_moderate() {
        return Some(HoldCause::Silence);
    }
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
    use crate::ids::{AccountId, CommunityId};
    use crate::store::Json;
    use chrono::DateTime;

    #[test]
    fn conveners_are_asked_to_agree_to_what_replaced_the_first_rules() {
        assert_eq!(roles_asked(2), Role::ALL);
        let others = Role::ALL.iter().filter(|role| **role != Role::Convener);
        assert!(roles_asked(1).iter().eq(others));
    }

    /// A version that was published on this day, with a point in it or none.
    fn version(number: i32, day: i64, change: RulesChange, point: &str) -> RulesVersion {
        RulesVersion {
            community_id: CommunityId(1),
            number,
            change_kind: change,
            items: Json(vec![point.to_owned()]),
            body: point.to_owned(),
            hash: String::new(),
            published_by: Some(AccountId(1)),
            published_at: on(day),
        }
    }

    fn on(day: i64) -> Time {
        Time::new(DateTime::UNIX_EPOCH).plus(TimeDelta::days(day))
    }

    #[test]
    fn the_time_for_agreeing_begins_with_the_first_version_that_was_not_agreed_to() {
        use RulesChange::{Editorial, Material};
        let versions = [
            version(5, 50, Material, "Be fair."),
            version(4, 40, Editorial, "Be kind, please."),
            version(3, 30, Material, "Be kind."),
            version(2, 20, Editorial, ""),
            version(1, 10, Editorial, "Be good."),
        ];
        let member = |role, agreed| Consent {
            role,
            agreed,
            since: on(0),
        };
        let (plain, convener) = (Role::Member, Role::Convener);
        let cases = [
            (plain, Some(4), &versions[..2], Some(50)),
            (plain, Some(3), &versions[..3], Some(50)),
            (plain, Some(1), &versions[..], Some(30)),
            (plain, None, &versions[..], Some(30)),
            (convener, None, &versions[..], Some(30)),
            (plain, None, &versions[4..], Some(10)),
            (convener, None, &versions[4..], None),
            (plain, Some(1), &versions[..0], None),
        ];
        for (role, agreed, versions, expected) in cases {
            let first = first_owed(&member(role, agreed), versions);
            assert_eq!(first, expected.map(on), "{role} {agreed:?}");
        }
    }

    #[test]
    fn words_are_held_only_where_membership_or_agreement_is_owed() {
        let owing = |role| Standing {
            accord: Accord::Owed,
            ..standing(Some(role))
        };
        assert_eq!(holds(&standing(Some(Role::Member))), None);
        assert_eq!(holds(&owing(Role::Member)), Some(HoldCause::Agreement));
        let silenced = |role| Standing {
            silenced: true,
            ..standing(role)
        };
        assert_eq!(holds(&silenced(None)), Some(HoldCause::Silence));
        assert_eq!(holds(&silenced(Some(Role::Member))), None);
        assert_eq!(holds(&owing(Role::Convener)), None);
        let asked = Standing {
            accord: Accord::Asked,
            ..standing(Some(Role::Member))
        };
        assert_eq!(holds(&asked), None);
    }
}
