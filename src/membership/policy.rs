//! What belonging to a community gives, who may join it, and who changes it and looks after it. Pure.

mod belonging;

pub use belonging::may_be_entrusted;

use super::model::{Accord, Application, HoldCause, MembershipState, Role, Standing};
use crate::accounts::model::Viewer;
use crate::communities::model::{Community, CommunityRow, JoinPolicy, ReadPolicy, WritePolicy};
use crate::error::Reason;
use crate::ids::AccountId;
use crate::store::Time;
use chrono::TimeDelta;

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

/// Reading what is said in a community. `standing` is none for visitors.
pub fn may_read(standing: Option<&Standing>, community: &Community) -> Result<(), Reason> {
    let policy = community.row.read_policy;
    if matches!(policy, ReadPolicy::Public | ReadPolicy::Unlisted) {
        return Ok(());
    }
    let standing = standing.ok_or(Reason::NotMember)?;
    if standing.suspended {
        return Err(Reason::Suspended);
    }
    if standing.banned && !standing.admin {
        return Err(Reason::Banned);
    }
    let here = policy == ReadPolicy::Server && standing.local;
    if here || standing.has(Right::Read) {
        Ok(())
    } else {
        Err(Reason::NotMember)
    }
}

/// Whether somebody may learn of a community where they did not ask for it: from profiles, trees and lists
/// of related communities. `role` is what they are in it.
pub fn may_know(viewer: &Viewer, role: Option<Role>, community: &Community) -> bool {
    if !community.is_live() {
        return false;
    }
    match (community.row.read_policy, viewer) {
        (_, Viewer::System) | (ReadPolicy::Public, _) => true,
        (ReadPolicy::Server, Viewer::Account { .. }) | (_, Viewer::Account { admin: true, .. })
            if community.is_local() =>
        {
            true
        }
        _ => role.is_some_and(|role| gives(role, Right::Read)),
    }
}

/// Seeing who belongs to a community, beyond who looks after it: its members.
pub fn may_see_members(standing: Option<&Standing>) -> Result<(), Reason> {
    let standing = standing.ok_or(Reason::NotMember)?;
    if standing.suspended {
        return Err(Reason::Suspended);
    }
    if standing.banned {
        return Err(Reason::Banned);
    }
    if standing.has(Right::Read) {
        Ok(())
    } else {
        Err(Reason::NotMember)
    }
}

/// Also seeing members who do not want to be in the list.
pub fn may_see_unlisted(standing: &Standing) -> bool {
    standing.has(Right::Convene)
}

/// Choosing whether one is in the list of members oneself.
pub fn may_choose_listing(standing: &Standing) -> Result<(), Reason> {
    match standing.role {
        _ if standing.suspended => Err(Reason::Suspended),
        None => Err(Reason::NotMember),
        Some(_) => Ok(()),
    }
}

/// Making a member a moderator, a greeter or a member like the others; `now` is what they are. Whoever
/// has an office may lay it down. Conveners are named and step down elsewhere.
pub fn may_give_role(
    by: &Standing,
    of: AccountId,
    now: Option<Role>,
    role: Role,
) -> Result<(), Reason> {
    let office = match now {
        None => return Err(Reason::NotMember),
        Some(Role::Convener) => return Err(Reason::NotConvener),
        Some(now) => matches!(now, Role::Greeter | Role::Moderator),
    };
    match role {
        Role::Convener | Role::Newcomer => Err(Reason::NotConvener),
        Role::Member if office && by.account == of && !by.suspended => Ok(()),
        Role::Member | Role::Greeter | Role::Moderator => may_convene(by),
    }
}

/// What a community's setting says of who may do what `right` is about: post or answer. Whether they may
/// read is asked before.
pub fn may_write(standing: &Standing, policy: WritePolicy, right: Right) -> Result<(), Reason> {
    match policy {
        WritePolicy::Readers => Ok(()),
        _ if standing.may_moderate() => Ok(()),
        WritePolicy::Members if standing.has(right) => Ok(()),
        WritePolicy::Members => Err(Reason::NotMember),
        WritePolicy::Conveners => Err(Reason::PostingRestricted),
    }
}

/// How a member who last agreed to version `agreed` stands to the rules at `now`.
pub fn accord(row: &CommunityRow, agreed: Option<i32>, now: Time) -> Accord {
    let (Some(binding), Some(since)) = (row.binding_version, row.binding_since) else {
        return Accord::Given;
    };
    // To rules that were taken away nobody can agree.
    if row.rules.trim().is_empty() || agreed.is_some_and(|version| version >= binding) {
        return Accord::Given;
    }
    if now < since.plus(TimeDelta::days(row.grace_days.into())) {
        Accord::Asked
    } else {
        Accord::Owed
    }
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

/// Not into a community that takes nobody; and what only this server reads is not for others.
fn may_ever_join(standing: &Standing, community: &Community) -> bool {
    let row = &community.row;
    row.join_policy != JoinPolicy::Closed
        && (standing.local || row.read_policy != ReadPolicy::Server)
}

/// Threads and replies of one person that wait in one community.
const WAITING_MAX: i64 = 20;

/// How somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    /// A member at once.
    AtOnce,
    /// The conveners decide.
    Applies,
}

/// What is known of somebody who wants to join, beside their standing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    pub state: Option<MembershipState>,
    /// Domain of their e-mail address, if that is confirmed.
    pub domain: Option<String>,
    /// Until when they may not apply again.
    pub pause_until: Option<Time>,
    /// Whether they have an invitation that is open.
    pub invited: Option<Invited>,
    /// Whether their server is known to run what would not keep private what is said among members.
    pub leaks: bool,
}

/// What an invitation gives whoever comes by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invited {
    /// A member at once where others apply.
    pub skips_queue: bool,
    /// It is for this very person: who wrote it knows what was decided about them before.
    pub personal: bool,
}

/// Joining one of our communities. `domains` are those whose people come in unasked.
pub fn may_join(
    standing: &Standing,
    community: &Community,
    candidate: &Candidate,
    domains: &[String],
    now: Time,
) -> Result<Entrance, Reason> {
    may_act(standing, community)?;
    if !community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    if standing.role.is_some() {
        return Err(Reason::MemberAlready);
    }
    let applied = [MembershipState::Applied, MembershipState::MoreAsked];
    if candidate
        .state
        .is_some_and(|state| applied.contains(&state))
    {
        return Err(Reason::AppliedAlready);
    }
    if !may_ever_join(standing, community) {
        return Err(Reason::JoiningClosed);
    }
    // They would belong and read nothing: nothing goes to such servers (`visibility.rs`).
    if candidate.leaks && !community.is_open_to_read() {
        return Err(Reason::CannotKeepPrivate);
    }
    let known = |domain: &String| domains.iter().any(|each| each.eq_ignore_ascii_case(domain));
    let invited = candidate.invited;
    let entrance = match community.row.join_policy {
        JoinPolicy::Open => Entrance::AtOnce,
        JoinPolicy::Application if invited.is_some_and(|by| by.skips_queue) => Entrance::AtOnce,
        JoinPolicy::Application => Entrance::Applies,
        JoinPolicy::Invitation | JoinPolicy::Domain if invited.is_some() => Entrance::AtOnce,
        JoinPolicy::Invitation => return Err(Reason::InvitationNeeded),
        JoinPolicy::Domain if candidate.domain.as_ref().is_some_and(known) => Entrance::AtOnce,
        JoinPolicy::Domain => return Err(Reason::OtherDomain),
        JoinPolicy::Closed => return Err(Reason::JoiningClosed),
    };
    let again = invited.is_some_and(|by| by.personal);
    if !again && candidate.pause_until.is_some_and(|until| now < until) {
        return Err(Reason::TooSoon);
    }
    Ok(entrance)
}

/// Whether the software of a server keeps private what is said in private. Only such servers get anything
/// of a community that only its members read; `visibility.rs` says the same to the database.
pub fn keeps_private(software: Option<&str>, version: Option<&str>) -> bool {
    match software {
        Some("guildhall") => true,
        // From 1.0 on (protocol.md §3.9).
        Some("lemmy") => version.is_some_and(|it| !it.is_empty() && !it.starts_with("0.")),
        _ => false,
    }
}

/// Answering what the conveners asked, once for each time they ask. `state` is that of the application.
pub fn may_answer_more(
    standing: &Standing,
    community: &Community,
    state: MembershipState,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    match state {
        _ if standing.role.is_some() => Err(Reason::MemberAlready),
        MembershipState::MoreAsked => Ok(()),
        MembershipState::Applied => Err(Reason::AppliedAlready),
        _ => Err(Reason::DecidedAlready),
    }
}

/// Until when somebody whose last application ended like this may not apply again.
pub fn pause_until(last: &Application, reapply_days: i32) -> Option<Time> {
    let declined = last.state == MembershipState::Declined;
    declined.then(|| last.changed_at.plus(TimeDelta::days(reapply_days.into())))
}

/// Seeing the desk: who applied, with all they said.
pub fn may_see_desk(by: &Standing) -> Result<(), Reason> {
    holder(by, Right::SeeDesk)
}

/// Deciding about an application. Nobody decides about themselves.
pub fn may_decide(by: &Standing, applicant: AccountId) -> Result<(), Reason> {
    if by.account == applicant {
        return Err(Reason::Oneself);
    }
    holder(by, Right::Decide)
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

/// Inviting people into a community that takes members at all.
pub fn may_invite(by: &Standing, community: &Community) -> Result<(), Reason> {
    may_convene(by)?;
    match community.row.join_policy {
        JoinPolicy::Closed => Err(Reason::JoiningClosed),
        _ => Ok(()),
    }
}

/// Laying down the office of a convener. `convened` says that another one stays.
pub fn may_step_down(by: &Standing, convened: bool) -> Result<(), Reason> {
    match by.role {
        Some(Role::Convener) if by.suspended => Err(Reason::Suspended),
        Some(Role::Convener) if convened => Ok(()),
        Some(Role::Convener) => Err(Reason::LastConvener),
        _ => Err(Reason::NotConvener),
    }
}

/// Leaving. Somebody has to look after a community: `convened` says that another convener stays.
pub fn may_leave(standing: &Standing, convened: bool) -> Result<(), Reason> {
    match standing.role {
        None => Err(Reason::NotMember),
        Some(Role::Convener) if !convened => Err(Reason::LastConvener),
        Some(_) => Ok(()),
    }
}

/// Starting a thread, as far as it follows from the community alone.
pub fn may_begin_thread(standing: &Standing, community: &Community) -> Result<(), Reason> {
    may_act(standing, community)?;
    if community.row.restricted_to_moderators && !standing.may_moderate() {
        return Err(Reason::PostingRestricted);
    }
    may_read(Some(standing), community)?;
    may_write(standing, community.row.post_policy, Right::Post)
}

/// Names, texts and settings of a community: its conveners.
pub fn may_update_community(by: &Standing) -> Result<(), Reason> {
    may_convene(by)
}

/// Naming one more convener.
pub fn may_name_convener(by: &Standing) -> Result<(), Reason> {
    may_convene(by)
}

/// Making somebody a moderator. `role` is what they are now.
pub fn may_appoint(by: &Standing, role: Option<Role>) -> Result<(), Reason> {
    may_convene(by)?;
    match role {
        // A convener does not become less by appointment.
        Some(Role::Convener) => Err(Reason::NotConvener),
        _ => Ok(()),
    }
}

/// Taking a moderator's office away, or laying down one's own. Conveners are not dismissed here.
pub fn may_dismiss(by: &Standing, of: AccountId, role: Option<Role>) -> Result<(), Reason> {
    if role == Some(Role::Convener) {
        return Err(Reason::NotConvener);
    }
    if by.account == of && role == Some(Role::Moderator) && !by.suspended {
        return Ok(());
    }
    may_convene(by)
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

/// Taking a whole community out of sight, or showing it again: admins.
pub fn may_remove_community(by: &Viewer) -> Result<(), Reason> {
    match by {
        Viewer::System | Viewer::Account { admin: true, .. } => Ok(()),
        _ => Err(Reason::NotAdmin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn only_moderators_decide_and_not_about_themselves() {
        let other = AccountId(8);
        assert_eq!(may_decide(&standing(Some(Role::Moderator)), other), Ok(()));
        assert_eq!(
            may_decide(&standing(Some(Role::Convener)), AccountId(7)),
            Err(Reason::Oneself)
        );
        assert_eq!(
            may_decide(&standing(Some(Role::Greeter)), other),
            Err(Reason::NotModerator)
        );
        assert_eq!(
            may_see_desk(&standing(Some(Role::Member))),
            Err(Reason::NotModerator)
        );
    }

    #[test]
    fn only_software_that_is_known_to_keep_it_gets_what_is_private() {
        let cases = [
            (Some("guildhall"), Some("0.1.0"), true),
            (Some("guildhall"), None, true),
            (Some("lemmy"), Some("1.0.0-beta.2"), true),
            (Some("lemmy"), Some("0.19.12"), false),
            (Some("lemmy"), Some(""), false),
            (Some("lemmy"), None, false),
            (Some("piefed"), Some("1.6.27"), false),
            (Some("mastodon"), Some("4.5.0"), false),
            (None, None, false),
        ];
        for (software, version, expected) in cases {
            let what = format!("{software:?} {version:?}");
            assert_eq!(keeps_private(software, version), expected, "{what}");
        }
    }

    #[test]
    fn the_last_convener_does_not_step_down() {
        let convener = standing(Some(Role::Convener));
        assert_eq!(may_step_down(&convener, true), Ok(()));
        assert_eq!(may_step_down(&convener, false), Err(Reason::LastConvener));
        let moderator = standing(Some(Role::Moderator));
        assert_eq!(may_step_down(&moderator, true), Err(Reason::NotConvener));
    }

    #[test]
    fn the_last_convener_does_not_leave() {
        let convener = standing(Some(Role::Convener));
        assert_eq!(may_leave(&convener, false), Err(Reason::LastConvener));
        assert_eq!(may_leave(&convener, true), Ok(()));
        assert_eq!(may_leave(&standing(Some(Role::Member)), false), Ok(()));
        assert_eq!(may_leave(&standing(None), true), Err(Reason::NotMember));
    }

    #[test]
    fn conveners_and_admins_run_a_community() {
        let admin = Standing {
            admin: true,
            ..standing(None)
        };
        let suspended = Standing {
            suspended: true,
            ..standing(Some(Role::Convener))
        };
        let cases = [
            (standing(Some(Role::Convener)), Ok(())),
            (admin, Ok(())),
            (standing(Some(Role::Moderator)), Err(Reason::NotConvener)),
            (standing(Some(Role::Member)), Err(Reason::NotConvener)),
            (standing(None), Err(Reason::NotConvener)),
            (suspended, Err(Reason::Suspended)),
        ];
        for (by, expected) in cases {
            assert_eq!(may_update_community(&by), expected, "{by:?}");
            assert_eq!(may_name_convener(&by), expected, "{by:?}");
            assert_eq!(may_appoint(&by, None), expected, "{by:?}");
            assert_eq!(
                may_dismiss(&by, AccountId(9), Some(Role::Moderator)),
                expected,
                "{by:?}"
            );
        }
    }

    #[test]
    fn conveners_are_neither_appointed_nor_dismissed() {
        let convener = standing(Some(Role::Convener));
        let role = Some(Role::Convener);
        assert_eq!(may_appoint(&convener, role), Err(Reason::NotConvener));
        assert_eq!(
            may_dismiss(&convener, AccountId(7), role),
            Err(Reason::NotConvener)
        );
    }

    #[test]
    fn moderators_may_lay_down_their_office() {
        let moderator = standing(Some(Role::Moderator));
        assert_eq!(
            may_dismiss(&moderator, AccountId(7), moderator.role),
            Ok(())
        );
    }

    #[test]
    fn members_see_members_and_conveners_also_the_unlisted() {
        use Role::{Convener, Greeter, Member, Moderator, Newcomer};
        for (role, all) in [
            (Newcomer, false),
            (Member, false),
            (Greeter, false),
            (Moderator, false),
            (Convener, true),
        ] {
            let by = standing(Some(role));
            assert_eq!(may_see_members(Some(&by)), Ok(()), "{role}");
            assert_eq!(may_see_unlisted(&by), all, "{role}");
            assert_eq!(may_choose_listing(&by), Ok(()), "{role}");
        }
        let outside = standing(None);
        assert_eq!(may_see_members(None), Err(Reason::NotMember));
        assert_eq!(may_see_members(Some(&outside)), Err(Reason::NotMember));
        assert_eq!(may_choose_listing(&outside), Err(Reason::NotMember));
        let banned = Standing {
            banned: true,
            ..standing(Some(Member))
        };
        assert_eq!(may_see_members(Some(&banned)), Err(Reason::Banned));
    }

    #[test]
    fn offices_are_given_by_conveners_and_laid_down_by_who_has_them() {
        use Role::{Convener, Greeter, Member, Moderator, Newcomer};
        let other = AccountId(8);
        let cases = [
            (Convener, other, Some(Newcomer), Greeter, Ok(())),
            (Convener, other, Some(Member), Moderator, Ok(())),
            (Convener, other, Some(Moderator), Member, Ok(())),
            (Convener, other, None, Greeter, Err(Reason::NotMember)),
            (
                Convener,
                other,
                Some(Convener),
                Member,
                Err(Reason::NotConvener),
            ),
            (
                Convener,
                other,
                Some(Member),
                Convener,
                Err(Reason::NotConvener),
            ),
            (
                Moderator,
                other,
                Some(Member),
                Greeter,
                Err(Reason::NotConvener),
            ),
            (
                Greeter,
                other,
                Some(Greeter),
                Member,
                Err(Reason::NotConvener),
            ),
            (Greeter, AccountId(7), Some(Greeter), Member, Ok(())),
            (Moderator, AccountId(7), Some(Moderator), Member, Ok(())),
            (
                Newcomer,
                AccountId(7),
                Some(Newcomer),
                Member,
                Err(Reason::NotConvener),
            ),
            (
                Greeter,
                AccountId(7),
                Some(Greeter),
                Moderator,
                Err(Reason::NotConvener),
            ),
        ];
        for (by, of, now, role, expected) in cases {
            let judged = may_give_role(&standing(Some(by)), of, now, role);
            assert_eq!(judged, expected, "{by} makes {now:?} a {role}");
        }
    }

    #[test]
    fn only_admins_remove_communities() {
        let admin = Viewer::Account {
            id: AccountId(1),
            admin: true,
        };
        let person = Viewer::Account {
            id: AccountId(2),
            admin: false,
        };
        assert_eq!(may_remove_community(&admin), Ok(()));
        assert_eq!(may_remove_community(&Viewer::System), Ok(()));
        assert_eq!(may_remove_community(&person), Err(Reason::NotAdmin));
        assert_eq!(
            may_remove_community(&Viewer::Anonymous),
            Err(Reason::NotAdmin)
        );
    }
}
