//! Who may change a community and who looks after it. Pure.

use super::model::{Role, Standing};
use crate::accounts::model::Viewer;
use crate::communities::model::{Community, WritePolicy};
use crate::error::Reason;

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

/// What a community's setting says of who may write.
pub fn may_write(standing: &Standing, policy: WritePolicy) -> Result<(), Reason> {
    match policy {
        WritePolicy::Readers => Ok(()),
        _ if standing.may_moderate() => Ok(()),
        WritePolicy::Members if standing.role.is_some() => Ok(()),
        WritePolicy::Members => Err(Reason::NotMember),
        WritePolicy::Conveners => Err(Reason::PostingRestricted),
    }
}

/// Starting a thread, as far as it follows from the community alone.
pub fn may_begin_thread(standing: &Standing, community: &Community) -> Result<(), Reason> {
    may_act(standing, community)?;
    if community.row.restricted_to_moderators && !standing.may_moderate() {
        return Err(Reason::PostingRestricted);
    }
    may_write(standing, community.row.post_policy)
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
pub fn may_dismiss(
    by: &Standing,
    of: crate::ids::AccountId,
    role: Option<Role>,
) -> Result<(), Reason> {
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
    use crate::ids::AccountId;

    fn standing(role: Option<Role>) -> Standing {
        Standing {
            account: AccountId(7),
            role,
            banned: false,
            suspended: false,
            admin: false,
            server_admin: false,
        }
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
