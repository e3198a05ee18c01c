//! Who may look after what: one set of rules for pages, commands and the inbox. Pure.

use super::model::{Rank, Verb};
use crate::accounts::model::Viewer;
use crate::error::Reason;
use crate::membership::model::{Role, Standing};

/// Remove, restore, lock, unlock, pin, unpin. `of` is the office of whoever wrote it, `own` whether
/// that is the one who acts. Returns the rank the act will have.
pub fn may_moderate(by: &Standing, of: Option<Role>, own: bool) -> Result<Rank, Reason> {
    if by.suspended {
        return Err(Reason::Suspended);
    }
    if by.banned {
        return Err(Reason::Banned);
    }
    let rank = office(by).ok_or(Reason::NotModerator)?;
    if of == Some(Role::Convener) && rank < Rank::Convener && !own {
        return Err(Reason::NotConvener);
    }
    Ok(rank)
}

/// The same of a thread or reply wherever its community lives: `here` says that it is ours, `held` the
/// rank of the act that holds now. In another server's community its moderators among our people speak
/// for it; our administrators decide for this server alone, and lift only what they decided so.
pub fn may_moderate_thing(
    by: &Standing,
    here: bool,
    verb: Verb,
    held: Option<i32>,
    of: Option<Role>,
    own: bool,
) -> Result<Rank, Reason> {
    let office = may_moderate(by, of, own);
    if here {
        return office;
    }
    let hides = matches!(verb, Verb::Remove | Verb::Restore);
    let alone = hides && by.server_admin && !by.suspended;
    match office {
        _ if alone && held == Some(Rank::Here.number()) => Ok(Rank::Here),
        Ok(_) => Ok(Rank::Server),
        Err(_) if alone && verb == Verb::Remove => Ok(Rank::Here),
        Err(reason) => Err(reason),
    }
}

/// Hiding from a community here what another one shares with it, and showing it again. It is an act of this
/// community alone, and about nothing but what it shows.
pub fn may_hide_shared(by: &Standing, here: bool) -> Result<Rank, Reason> {
    if !here {
        return Err(Reason::WrongOrigin);
    }
    may_moderate(by, None, false)
}

/// Ban and unban.
pub fn may_ban(by: &Standing, of: Option<Role>, own: bool) -> Result<Rank, Reason> {
    if own {
        return Err(Reason::Oneself);
    }
    may_moderate(by, of, false)
}

/// Nobody who looks after one community shuts out who looks after the whole server: whoever is banned from a
/// community decides nothing there.
pub fn spares_administrators(rank: Rank, whom_is_admin: bool) -> Result<Rank, Reason> {
    if whom_is_admin && rank < Rank::Server {
        return Err(Reason::NotAdmin);
    }
    Ok(rank)
}

/// Seeing and closing the reports of a community.
pub fn may_resolve(by: &Standing) -> Result<Rank, Reason> {
    may_moderate(by, None, false)
}

/// Reports about people have no community: administrators look at them.
pub fn may_resolve_for_server(by: &Viewer) -> Result<(), Reason> {
    match by {
        Viewer::System | Viewer::Account { admin: true, .. } => Ok(()),
        _ => Err(Reason::NotAdmin),
    }
}

fn office(by: &Standing) -> Option<Rank> {
    match by.role {
        _ if by.admin => Some(Rank::Server),
        Some(Role::Convener) => Some(Rank::Convener),
        Some(Role::Moderator) => Some(Rank::Moderator),
        Some(Role::Newcomer | Role::Member | Role::Greeter) | None => None,
    }
}

/// An act of another server, with all that decides about it.
#[derive(Debug, Clone, Copy)]
pub struct Foreign<'a> {
    /// The community is ours; else it is another server's.
    pub here: bool,
    /// The community itself passed it on.
    pub announced: bool,
    /// Whoever signed is the community, or lives on its server, which decides who may speak for it.
    pub from_home: bool,
    /// Whoever signed lives where the author does, and the act says that it is that server's own
    /// (design README 21).
    pub from_origin: bool,
    /// What the signer is in the community.
    pub by: Option<&'a Standing>,
    /// What the one concerned is in it.
    pub of: Option<Role>,
    pub own: bool,
}

/// The rank of such an act. `NotModerator` may change: the `Add` that makes somebody a moderator can
/// come late.
pub fn judge(act: Foreign<'_>) -> Result<Rank, Reason> {
    if act.here {
        let ours = act.by.map(|by| may_moderate(by, act.of, act.own));
        return match ours {
            Some(Ok(rank)) => Ok(rank),
            _ if act.from_origin => Ok(Rank::Origin),
            Some(Err(reason)) => Err(reason),
            None => Err(Reason::NotModerator),
        };
    }
    if act.announced || act.from_home {
        return Ok(Rank::Server);
    }
    if act.from_origin {
        return Ok(Rank::Origin);
    }
    match act.by {
        // Another server's communities keep their own ranks; to us they are of one voice.
        Some(by) if may_moderate(by, None, act.own).is_ok() => Ok(Rank::Server),
        _ => Err(Reason::NotModerator),
    }
}

/// Appointing and dismissing moderators of a community here by somebody elsewhere.
pub fn judge_appointment(by: Option<&Standing>) -> Result<Rank, Reason> {
    match by {
        Some(by) if by.suspended => Err(Reason::Suspended),
        Some(by) if by.banned => Err(Reason::Banned),
        Some(by) if by.is_convener() => Ok(Rank::Convener),
        _ => Err(Reason::NotConvener),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use crate::membership::model::Accord;

    fn standing(role: Option<Role>) -> Standing {
        Standing {
            accord: Accord::Given,
            local: true,
            account: AccountId(7),
            role,
            banned: false,
            suspended: false,
            silenced: false,
            admin: false,
            server_admin: false,
        }
    }

    #[test]
    fn moderators_conveners_and_admins_moderate() {
        let admin = Standing {
            admin: true,
            ..standing(None)
        };
        let suspended = Standing {
            suspended: true,
            ..standing(Some(Role::Convener))
        };
        let banned = Standing {
            banned: true,
            ..standing(Some(Role::Moderator))
        };
        let cases = [
            (standing(None), Err(Reason::NotModerator)),
            (standing(Some(Role::Member)), Err(Reason::NotModerator)),
            (standing(Some(Role::Moderator)), Ok(Rank::Moderator)),
            (standing(Some(Role::Convener)), Ok(Rank::Convener)),
            (admin, Ok(Rank::Server)),
            (suspended, Err(Reason::Suspended)),
            (banned, Err(Reason::Banned)),
        ];
        for (by, expected) in cases {
            assert_eq!(may_moderate(&by, None, false), expected, "{by:?}");
            assert_eq!(may_resolve(&by), expected, "{by:?}");
            assert_eq!(may_hide_shared(&by, true), expected, "{by:?}");
            let elsewhere = may_hide_shared(&by, false);
            assert_eq!(elsewhere, Err(Reason::WrongOrigin), "{by:?}");
            assert_eq!(may_ban(&by, None, false), expected, "{by:?}");
        }
    }

    #[test]
    fn administrators_decide_about_other_servers_communities_for_their_own_server() {
        let admin = Standing {
            server_admin: true,
            ..standing(None)
        };
        let both = Standing {
            role: Some(Role::Moderator),
            ..admin.clone()
        };
        let banned = Standing {
            banned: true,
            ..admin.clone()
        };
        let suspended = Standing {
            suspended: true,
            ..admin.clone()
        };
        let nobody = standing(None);
        let moderator = standing(Some(Role::Moderator));
        let (none, theirs, ours) = (None, Some(Rank::Server.number()), Some(Rank::Here.number()));
        use Verb::{Lock, Pin, Remove, Restore};
        let cases = [
            (&admin, Remove, none, Ok(Rank::Here)),
            (&admin, Restore, ours, Ok(Rank::Here)),
            (&admin, Restore, theirs, Err(Reason::NotModerator)),
            (&admin, Restore, none, Err(Reason::NotModerator)),
            (&admin, Lock, none, Err(Reason::NotModerator)),
            (&admin, Pin, none, Err(Reason::NotModerator)),
            (&banned, Remove, none, Ok(Rank::Here)),
            (&suspended, Remove, none, Err(Reason::Suspended)),
            (&both, Remove, none, Ok(Rank::Server)),
            (&both, Restore, theirs, Ok(Rank::Server)),
            (&both, Restore, ours, Ok(Rank::Here)),
            (&both, Lock, none, Ok(Rank::Server)),
            (&moderator, Remove, none, Ok(Rank::Server)),
            (&nobody, Remove, none, Err(Reason::NotModerator)),
        ];
        for (by, verb, held, expected) in cases {
            let judged = may_moderate_thing(by, false, verb, held, None, false);
            assert_eq!(judged, expected, "{verb} {held:?} {by:?}");
        }
        let here = may_moderate_thing(&admin, true, Remove, none, None, false);
        assert_eq!(here, Err(Reason::NotModerator), "ours have `admin`");
    }

    #[test]
    fn a_moderator_does_not_act_on_a_convener() {
        let moderator = standing(Some(Role::Moderator));
        let convener = standing(Some(Role::Convener));
        let of = Some(Role::Convener);
        assert_eq!(
            may_moderate(&moderator, of, false),
            Err(Reason::NotConvener)
        );
        assert_eq!(may_ban(&moderator, of, false), Err(Reason::NotConvener));
        assert_eq!(may_moderate(&convener, of, false), Ok(Rank::Convener));
        assert_eq!(
            may_ban(&convener, Some(Role::Convener), true),
            Err(Reason::Oneself)
        );
    }

    #[test]
    fn only_administrators_ban_administrators() {
        for (rank, expected) in [
            (Rank::Moderator, Err(Reason::NotAdmin)),
            (Rank::Convener, Err(Reason::NotAdmin)),
            (Rank::Server, Ok(Rank::Server)),
        ] {
            assert_eq!(spares_administrators(rank, true), expected);
            assert_eq!(spares_administrators(rank, false), Ok(rank));
        }
    }

    #[test]
    fn who_counts_among_other_servers() {
        let none = Foreign {
            here: false,
            announced: false,
            from_home: false,
            from_origin: false,
            by: None,
            of: None,
            own: false,
        };
        let moderator = standing(Some(Role::Moderator));
        let member = standing(Some(Role::Member));
        let cases = [
            (none, Err(Reason::NotModerator)),
            (
                Foreign {
                    announced: true,
                    ..none
                },
                Ok(Rank::Server),
            ),
            (
                Foreign {
                    from_home: true,
                    ..none
                },
                Ok(Rank::Server),
            ),
            (
                Foreign {
                    from_origin: true,
                    ..none
                },
                Ok(Rank::Origin),
            ),
            (
                Foreign {
                    by: Some(&moderator),
                    ..none
                },
                Ok(Rank::Server),
            ),
            (
                Foreign {
                    by: Some(&member),
                    ..none
                },
                Err(Reason::NotModerator),
            ),
            // In our communities only our own tables count.
            (
                Foreign {
                    here: true,
                    announced: true,
                    from_home: true,
                    ..none
                },
                Err(Reason::NotModerator),
            ),
            (
                Foreign {
                    here: true,
                    by: Some(&moderator),
                    ..none
                },
                Ok(Rank::Moderator),
            ),
            (
                Foreign {
                    here: true,
                    by: Some(&member),
                    ..none
                },
                Err(Reason::NotModerator),
            ),
            (
                Foreign {
                    here: true,
                    from_origin: true,
                    by: Some(&member),
                    ..none
                },
                Ok(Rank::Origin),
            ),
            (
                Foreign {
                    here: true,
                    by: Some(&moderator),
                    of: Some(Role::Convener),
                    ..none
                },
                Err(Reason::NotConvener),
            ),
        ];
        for (act, expected) in cases {
            assert_eq!(judge(act), expected, "{act:?}");
        }
    }

    #[test]
    fn nobody_elsewhere_makes_moderators_here_but_conveners() {
        assert_eq!(judge_appointment(None), Err(Reason::NotConvener));
        let moderator = standing(Some(Role::Moderator));
        assert_eq!(
            judge_appointment(Some(&moderator)),
            Err(Reason::NotConvener)
        );
        let convener = standing(Some(Role::Convener));
        assert_eq!(judge_appointment(Some(&convener)), Ok(Rank::Convener));
    }
}
