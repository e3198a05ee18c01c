//! Who appeals against what, who decides about it, and who talks with a team. Pure.

use crate::error::Reason;
use crate::ids::AccountId;
use crate::membership::model::Standing;
use crate::moderation::model::{Action, Rank, Verb};
use crate::moderation::policy::may_moderate;
use crate::store::Time;

/// An act, and who would appeal against it.
#[derive(Debug, Clone, Copy)]
pub struct Appealing<'a> {
    pub act: &'a Action,
    pub by: AccountId,
    pub suspended: bool,
    /// Whom the act was about, or who wrote what it was about.
    pub about: AccountId,
    /// Whether the community lives here, and is there.
    pub ours: bool,
    /// Whether they did it themselves.
    pub own: bool,
    /// Whether there was an appeal against it before.
    pub appealed: bool,
}

/// An act that takes something away from somebody. What was put above the others, or who has an office, is nobody's
/// loss in that sense.
pub fn is_sanction(verb: Verb) -> bool {
    let spares = matches!(
        verb,
        Verb::Pin | Verb::Appoint | Verb::Hide | Verb::Retitle | Verb::MoveAway | Verb::MoveHere
    );
    verb.holds() && !spares
}

/// What a ban took along goes with the ban: it is no act of its own that one could appeal against.
fn is_part_of_another(act: &Action) -> bool {
    act.ap_id.contains('#')
}

/// Whether an act holds still.
pub fn still_holds(act: &Action, now: Time) -> bool {
    act.undone_at.is_none() && act.until.is_none_or(|until| now < until)
}

/// Appealing: once against each act of those who look after a community here, by whom it was about. A ban does not
/// keep anybody from it; being suspended from the server does.
pub fn may_appeal(appealing: Appealing<'_>, now: Time) -> Result<(), Reason> {
    let act = appealing.act;
    if appealing.by != appealing.about {
        return Err(Reason::NotAuthor);
    }
    if appealing.suspended {
        return Err(Reason::Suspended);
    }
    if !appealing.ours {
        return Err(Reason::CommunityGone);
    }
    if appealing.appealed {
        return Err(Reason::AppealedAlready);
    }
    // What the author's own server did, or this one for itself alone, is no act of the team.
    let by_team = act.rank <= Rank::Server.number();
    let appealable = act.accepted && is_sanction(act.verb) && by_team && !is_part_of_another(act);
    if !appealable || appealing.own || !still_holds(act, now) {
        return Err(Reason::NothingToAppeal);
    }
    Ok(())
}

/// An appeal, and who would decide about it.
#[derive(Debug, Clone, Copy)]
pub struct Deciding<'a> {
    pub by: &'a Standing,
    /// Who appealed.
    pub about: AccountId,
    /// Of the act.
    pub rank: i32,
    /// Whether the act was theirs.
    pub acted: bool,
    /// Whether there is somebody else who may decide.
    pub others: bool,
}

/// Deciding about an appeal: whoever could undo the act by their office, but nobody about themselves, and nobody
/// about their own act where somebody else can.
pub fn may_decide(deciding: Deciding<'_>) -> Result<(), Reason> {
    if deciding.by.account == deciding.about {
        return Err(Reason::Oneself);
    }
    let rank = may_moderate(deciding.by, None, false)?;
    if rank.number() < deciding.rank {
        return Err(Reason::Outranked);
    }
    match deciding.acted && deciding.others {
        true => Err(Reason::OwnAct),
        false => Ok(()),
    }
}

/// Writing to those who look after a community. Who is banned appeals, and says nothing else.
pub fn may_write(by: &Standing, ours: bool) -> Result<(), Reason> {
    match by {
        _ if by.suspended => Err(Reason::Suspended),
        _ if !ours => Err(Reason::CommunityGone),
        _ if by.is_kept_out() => Err(Reason::Banned),
        _ => Ok(()),
    }
}

/// Reading what was said to the team, answering it, giving it to somebody and closing it.
pub fn may_talk_for(by: &Standing, with: AccountId) -> Result<(), Reason> {
    if by.account == with {
        return Err(Reason::Oneself);
    }
    may_moderate(by, None, false).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ActorId, CommunityId, PostId};
    use crate::membership::model::{Accord, Role};
    use crate::moderation::model::ActionId;
    use chrono::{TimeZone, Utc};

    const ME: AccountId = AccountId(7);
    const OTHER: AccountId = AccountId(8);

    fn at(second: i64) -> Time {
        Time::new(Utc.timestamp_opt(1_700_000_000 + second, 0).unwrap())
    }

    fn standing(role: Option<Role>) -> Standing {
        Standing {
            account: ME,
            role,
            accord: Accord::Given,
            local: true,
            banned: false,
            muted: false,
            suspended: false,
            silenced: false,
            admin: false,
            server_admin: false,
        }
    }

    fn act(verb: Verb) -> Action {
        Action {
            id: ActionId(1),
            ap_id: "https://guild.example/activities/block/1".to_owned(),
            actor_id: ActorId(3),
            community_id: Some(CommunityId(1)),
            verb,
            post_id: Some(PostId(1)),
            comment_id: None,
            account_id: None,
            rank: Rank::Moderator.number(),
            reason: String::new(),
            accepted: true,
            acted_at: at(10),
            until: None,
            undone_at: None,
            undone_by: None,
            created_at: at(10),
        }
    }

    #[test]
    fn whom_an_act_was_about_appeals_once_while_it_holds() {
        let removal = act(Verb::Remove);
        let lifted = Action {
            undone_at: Some(at(20)),
            ..act(Verb::Ban)
        };
        let ended = Action {
            until: Some(at(40)),
            ..act(Verb::Ban)
        };
        let by_origin = Action {
            rank: Rank::Origin.number(),
            ..act(Verb::Remove)
        };
        let part = Action {
            ap_id: "https://guild.example/activities/block/1#2".to_owned(),
            ..act(Verb::Remove)
        };
        let (pin, restoring) = (act(Verb::Pin), act(Verb::Restore));
        let (ban, lock) = (act(Verb::Ban), act(Verb::Lock));
        let usual = |act| Appealing {
            act,
            by: ME,
            suspended: false,
            about: ME,
            ours: true,
            own: false,
            appealed: false,
        };
        let nothing = Err(Reason::NothingToAppeal);
        let cases = [
            (usual(&removal), Ok(())),
            (usual(&ban), Ok(())),
            (usual(&lock), Ok(())),
            (usual(&pin), nothing),
            (usual(&restoring), nothing),
            (usual(&lifted), nothing),
            (usual(&ended), nothing),
            (usual(&by_origin), nothing),
            (usual(&part), nothing),
            (
                Appealing {
                    own: true,
                    ..usual(&removal)
                },
                nothing,
            ),
            (
                Appealing {
                    about: OTHER,
                    ..usual(&removal)
                },
                Err(Reason::NotAuthor),
            ),
            (
                Appealing {
                    suspended: true,
                    ..usual(&ban)
                },
                Err(Reason::Suspended),
            ),
            (
                Appealing {
                    ours: false,
                    ..usual(&ban)
                },
                Err(Reason::CommunityGone),
            ),
            (
                Appealing {
                    appealed: true,
                    ..usual(&ban)
                },
                Err(Reason::AppealedAlready),
            ),
        ];
        for (appealing, expected) in cases {
            assert_eq!(may_appeal(appealing, at(50)), expected, "{appealing:?}");
        }
    }

    #[test]
    fn somebody_else_decides_where_there_is_somebody_else() {
        let member = standing(Some(Role::Member));
        let moderator = standing(Some(Role::Moderator));
        let convener = standing(Some(Role::Convener));
        let admin = Standing {
            admin: true,
            ..standing(None)
        };
        let banned = Standing {
            banned: true,
            ..moderator.clone()
        };
        let (m, c, s) = (
            Rank::Moderator.number(),
            Rank::Convener.number(),
            Rank::Server.number(),
        );
        // Who, whose appeal, against an act of which rank, by themselves, with others who may decide.
        let cases = [
            (&member, OTHER, m, false, true, Err(Reason::NotModerator)),
            (&moderator, OTHER, m, false, true, Ok(())),
            (&moderator, OTHER, m, true, true, Err(Reason::OwnAct)),
            (&moderator, OTHER, m, true, false, Ok(())),
            (&moderator, OTHER, c, false, true, Err(Reason::Outranked)),
            (&moderator, ME, m, false, true, Err(Reason::Oneself)),
            (&convener, OTHER, m, false, true, Ok(())),
            (&convener, OTHER, c, true, true, Err(Reason::OwnAct)),
            (&convener, OTHER, c, true, false, Ok(())),
            (&convener, OTHER, s, false, false, Err(Reason::Outranked)),
            (&admin, OTHER, s, false, true, Ok(())),
            (&admin, OTHER, s, true, true, Err(Reason::OwnAct)),
            (&banned, OTHER, m, false, true, Err(Reason::Banned)),
        ];
        for (by, about, rank, acted, others, expected) in cases {
            let deciding = Deciding {
                by,
                about,
                rank,
                acted,
                others,
            };
            assert_eq!(may_decide(deciding), expected, "{deciding:?}");
        }
    }

    #[test]
    fn the_banned_appeal_and_do_not_talk() {
        let nobody = standing(None);
        let banned = Standing {
            banned: true,
            ..nobody.clone()
        };
        let suspended = Standing {
            suspended: true,
            ..nobody.clone()
        };
        let moderator = standing(Some(Role::Moderator));
        let cases = [
            (&nobody, true, Ok(())),
            (&moderator, true, Ok(())),
            (&nobody, false, Err(Reason::CommunityGone)),
            (&banned, true, Err(Reason::Banned)),
            (&suspended, true, Err(Reason::Suspended)),
        ];
        for (by, ours, expected) in cases {
            assert_eq!(may_write(by, ours), expected, "{by:?}");
        }
        assert_eq!(may_talk_for(&moderator, OTHER), Ok(()));
        assert_eq!(may_talk_for(&moderator, ME), Err(Reason::Oneself));
        assert_eq!(may_talk_for(&nobody, OTHER), Err(Reason::NotModerator));
        assert_eq!(may_talk_for(&banned, OTHER), Err(Reason::Banned));
    }
}
