//! Coming in, who decides about it, and leaving.

use super::{Right, holder, may_act, may_be_let_in, may_convene};
use crate::communities::model::{Community, JoinPolicy, ReadPolicy};
use crate::error::Reason;
use crate::ids::AccountId;
use crate::membership::model::{Application, MembershipState, Role, Standing};
use crate::store::Time;
use chrono::TimeDelta;

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
    if has_applied(candidate.state) {
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
    let domain = candidate.domain.as_ref().is_some_and(known);
    let entrance = entrance(community.row.join_policy, invited, domain)?;
    may_ask_again(candidate, now)?;
    Ok(entrance)
}

/// Whoever was declined waits for a while, unless somebody who knows that has invited them since.
fn may_ask_again(candidate: &Candidate, now: Time) -> Result<(), Reason> {
    let invited = candidate.invited.is_some_and(|by| by.personal);
    let pauses = candidate.pause_until.is_some_and(|until| now < until);
    match pauses && !invited {
        true => Err(Reason::TooSoon),
        false => Ok(()),
    }
}

/// How somebody comes in whom nothing else keeps out. `domain` says that their e-mail address is of one whose
/// people come in unasked.
pub fn entrance(
    policy: JoinPolicy,
    invited: Option<Invited>,
    domain: bool,
) -> Result<Entrance, Reason> {
    match policy {
        JoinPolicy::Open => Ok(Entrance::AtOnce),
        JoinPolicy::Application if invited.is_some_and(|by| by.skips_queue) => Ok(Entrance::AtOnce),
        JoinPolicy::Application => Ok(Entrance::Applies),
        JoinPolicy::Invitation | JoinPolicy::Domain if invited.is_some() => Ok(Entrance::AtOnce),
        JoinPolicy::Invitation => Err(Reason::InvitationNeeded),
        JoinPolicy::Domain if domain => Ok(Entrance::AtOnce),
        JoinPolicy::Domain => Err(Reason::OtherDomain),
        JoinPolicy::Closed => Err(Reason::JoiningClosed),
    }
}

/// Whether whoever asks a community elsewhere joins at once, as far as that is known: none where its server does
/// not say how people join. Which domains come in unasked only that server knows.
pub fn joins_at_once(policy: Option<JoinPolicy>, invited: Option<Invited>) -> bool {
    match policy {
        Some(policy) => entrance(policy, invited, false) == Ok(Entrance::AtOnce),
        None => invited.is_some_and(|by| by.skips_queue),
    }
}

fn has_applied(state: Option<MembershipState>) -> bool {
    matches!(
        state,
        Some(MembershipState::Applied | MembershipState::MoreAsked)
    )
}

/// Asking a community of another server to be taken in. What that asks of them, its own server judges; of the
/// candidate only what that has said is known here.
pub fn may_ask_elsewhere(
    standing: &Standing,
    community: &Community,
    candidate: &Candidate,
    now: Time,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    if community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    if standing.role.is_some() {
        return Err(Reason::MemberAlready);
    }
    if has_applied(candidate.state) {
        return Err(Reason::AppliedAlready);
    }
    may_ask_again(candidate, now)
}

/// Agreeing to the rules of one, as its member, which its own server keeps.
pub fn may_agree_elsewhere(standing: &Standing, community: &Community) -> Result<(), Reason> {
    may_act(standing, community)?;
    if community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    match standing.role {
        Some(_) => Ok(()),
        None => Err(Reason::NotMember),
    }
}

/// Leaving one, or taking an application back.
pub fn may_leave_elsewhere(
    standing: &Standing,
    community: &Community,
    state: Option<MembershipState>,
) -> Result<(), Reason> {
    if community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    match standing.role.is_some() || has_applied(state) {
        true => Ok(()),
        false => Err(Reason::NotMember),
    }
}

/// Taking the word of a community elsewhere that somebody here has applied there without their own server.
/// `tied`: they follow it or wrote in it. Nobody is made an applicant, and then a member, by others alone.
pub fn may_be_noted(
    of: &Standing,
    community: &Community,
    state: Option<MembershipState>,
    tied: bool,
) -> Result<(), Reason> {
    if community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    may_be_invited(of, community, state)?;
    match tied {
        true => Ok(()),
        false => Err(Reason::NotMember),
    }
}

/// Not into a community that takes nobody; and what only this server reads is not for others.
pub(super) fn may_ever_join(standing: &Standing, community: &Community) -> bool {
    let row = &community.row;
    row.join_policy != JoinPolicy::Closed
        && (standing.local || row.read_policy != ReadPolicy::Server)
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

/// Putting other answers to an application that waits. `state` is that of the application.
pub fn may_apply_again(
    standing: &Standing,
    community: &Community,
    state: MembershipState,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    match standing.role {
        Some(_) => Err(Reason::MemberAlready),
        None if has_applied(Some(state)) => Ok(()),
        None => Err(Reason::DecidedAlready),
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

/// Inviting people into a community that takes members at all.
pub fn may_invite(by: &Standing, community: &Community) -> Result<(), Reason> {
    may_convene(by)?;
    match community.row.join_policy {
        JoinPolicy::Closed => Err(Reason::JoiningClosed),
        _ => Ok(()),
    }
}

/// Inviting this very person, or showing one of ours that a community elsewhere invites them. Says it to whoever
/// invites.
pub fn may_be_invited(
    of: &Standing,
    community: &Community,
    state: Option<MembershipState>,
) -> Result<(), Reason> {
    may_be_let_in(of, community)?;
    if of.role.is_some() {
        return Err(Reason::MemberAlready);
    }
    if has_applied(state) {
        return Err(Reason::AppliedAlready);
    }
    // What is for one server only is for nobody else.
    if !of.local && community.row.read_policy == ReadPolicy::Server {
        return Err(Reason::JoiningClosed);
    }
    Ok(())
}

/// Leaving. Somebody has to look after a community: `convened` says that another convener stays.
pub fn may_leave(standing: &Standing, convened: bool) -> Result<(), Reason> {
    match standing.role {
        None => Err(Reason::NotMember),
        Some(Role::Convener) if !convened => Err(Reason::LastConvener),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::standing;
    use super::*;

    #[test]
    fn an_invitation_opens_every_door_that_is_not_closed() {
        use Entrance::{Applies, AtOnce};
        use JoinPolicy::{Application, Closed, Domain, Invitation, Open};
        let by = |skips_queue| {
            Some(Invited {
                skips_queue,
                personal: true,
            })
        };
        let cases = [
            (Open, None, false, Ok(AtOnce)),
            (Application, None, true, Ok(Applies)),
            (Application, by(false), false, Ok(Applies)),
            (Application, by(true), false, Ok(AtOnce)),
            (Invitation, None, true, Err(Reason::InvitationNeeded)),
            (Invitation, by(false), false, Ok(AtOnce)),
            (Domain, None, false, Err(Reason::OtherDomain)),
            (Domain, None, true, Ok(AtOnce)),
            (Domain, by(false), false, Ok(AtOnce)),
            (Closed, by(true), true, Err(Reason::JoiningClosed)),
        ];
        for (policy, invited, domain, expected) in cases {
            let what = format!("{policy} {invited:?} {domain}");
            assert_eq!(entrance(policy, invited, domain), expected, "{what}");
        }
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
    fn the_last_convener_does_not_leave() {
        let convener = standing(Some(Role::Convener));
        assert_eq!(may_leave(&convener, false), Err(Reason::LastConvener));
        assert_eq!(may_leave(&convener, true), Ok(()));
        assert_eq!(may_leave(&standing(Some(Role::Member)), false), Ok(()));
        assert_eq!(may_leave(&standing(None), true), Err(Reason::NotMember));
    }
}
