//! Running a community: its settings and who has which office in it.

use super::may_convene;
use crate::accounts::model::Viewer;
use crate::error::Reason;
use crate::ids::AccountId;
use crate::membership::model::{Role, Standing};

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

/// Laying down the office of a convener. `convened` says that another one stays.
pub fn may_step_down(by: &Standing, convened: bool) -> Result<(), Reason> {
    match by.role {
        Some(Role::Convener) if by.suspended => Err(Reason::Suspended),
        Some(Role::Convener) if convened => Ok(()),
        Some(Role::Convener) => Err(Reason::LastConvener),
        _ => Err(Reason::NotConvener),
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
    use super::super::tests::standing;
    use super::*;

    #[test]
    fn the_last_convener_does_not_step_down() {
        let convener = standing(Some(Role::Convener));
        assert_eq!(may_step_down(&convener, true), Ok(()));
        assert_eq!(may_step_down(&convener, false), Err(Reason::LastConvener));
        let moderator = standing(Some(Role::Moderator));
        assert_eq!(may_step_down(&moderator, true), Err(Reason::NotConvener));
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
