//! Who may look after what: one set of rules for pages, commands and the inbox. Pure.

use super::model::{Rank, Verb};
use crate::accounts::model::Viewer;
use crate::error::Reason;
use crate::ids::AccountId;
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

/// Filing a thread with another community, in either of the two: by who looks after both. What others have said of
/// threads of theirs ([`judge`]) is theirs to say, so both are ours.
pub fn may_move(by: &Standing, here: bool, of: Option<Role>, own: bool) -> Result<Rank, Reason> {
    if !here {
        return Err(Reason::WrongOrigin);
    }
    may_moderate(by, of, own)
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

/// Reporting what stands in a community to those who look after it. Whom it keeps out does not come in with a
/// report, either; people are still reported, to those who run the server.
pub fn may_report(by: &Standing) -> Result<(), Reason> {
    match by {
        _ if by.suspended => Err(Reason::Suspended),
        _ if by.banned => Err(Reason::Banned),
        _ => Ok(()),
    }
}

/// What decides whether somebody works on a case.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    pub by: AccountId,
    /// Whom the case is about.
    pub about: AccountId,
    /// It is for those who run the server alone.
    pub for_server: bool,
    /// What `by` is in its community, where it has one.
    pub standing: Option<&'a Standing>,
}

/// Seeing a case, and working on it. Nobody decides about themselves, whatever their office.
pub fn may_work_on(work: Work<'_>, viewer: &Viewer) -> Result<(), Reason> {
    if work.by == work.about {
        return Err(Reason::Oneself);
    }
    if may_resolve_for_server(viewer).is_ok() {
        return Ok(());
    }
    match work.standing {
        Some(standing) if !work.for_server => may_resolve(standing).map(|_| ()),
        _ => Err(Reason::NotAdmin),
    }
}

/// Handing back to its community what was passed on to those who run the server.
pub fn may_hand_back(viewer: &Viewer, has_community: bool) -> Result<(), Reason> {
    may_resolve_for_server(viewer)?;
    match has_community {
        true => Ok(()),
        false => Err(Reason::WrongOrigin),
    }
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

/// Where an act of another server holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A community of ours.
    Ours,
    /// One of another server.
    Theirs,
    /// Everywhere: a server about one of its own people.
    Everywhere,
}

/// On whose word it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Of whoever did it, who signed.
    Own,
    /// Of the community that it is about, which passed it on.
    Community,
    /// Of a community that has nothing to do with it.
    Another,
}

/// An act of another server, with all that decides about it.
#[derive(Debug, Clone, Copy)]
pub struct Foreign<'a> {
    pub verb: Verb,
    pub place: Place,
    pub word: Word,
    /// The community is there; deleted and removed ones take nothing.
    pub live: bool,
    /// Whoever did it is the community, or lives on its server, which decides who may speak for it.
    pub from_home: bool,
    /// They live where the author does, or whoever the act is about.
    pub from_origin: bool,
    /// The act says that it is a server's own rather than its author's (design README 21).
    pub says_why: bool,
    /// What they are in the community.
    pub by: Option<&'a Standing>,
    /// What the one concerned is in it.
    pub of: Option<Role>,
    pub own: bool,
}

/// Who may do what from elsewhere: the one rule for every act of moderation, and the rank that it has then.
/// `NotModerator` may change: the `Add` that makes somebody a moderator can come late.
///
/// | where | who | what | rank |
/// |---|---|---|---|
/// | a community of ours | its moderators, not upon conveners | all but appointing | moderator |
/// | | its conveners | all | convener |
/// | | the author's server, where it says so | removing | the origin's |
/// | a community elsewhere | itself, and who lives on its server | all | the server's |
/// | | its moderators, as its server lists them | all | the server's |
/// | | the author's server, where it says so | removing | the origin's |
/// | everywhere | a server about its own people | banning | the origin's |
///
/// In our communities nobody else's word about who may do what counts, and what the author's server removed only
/// that one restores.
pub fn judge(act: Foreign<'_>) -> Result<Rank, Reason> {
    if act.place == Place::Everywhere {
        let bans = matches!(act.verb, Verb::Ban | Verb::Unban);
        return match bans && act.from_origin && act.word == Word::Own {
            true => Ok(Rank::Origin),
            false => Err(Reason::WrongOrigin),
        };
    }
    if act.word == Word::Another {
        return Err(Reason::WrongOrigin);
    }
    if !act.live {
        return Err(Reason::CommunityGone);
    }
    if act.by.is_some_and(|by| by.suspended) {
        return Err(Reason::Suspended);
    }
    let judged = match act.place {
        Place::Ours => judge_ours(act),
        _ => judge_theirs(act),
    };
    match judged {
        Err(_) if is_of_origin(act) => Ok(Rank::Origin),
        judged => judged,
    }
}

fn judge_ours(act: Foreign<'_>) -> Result<Rank, Reason> {
    if matches!(act.verb, Verb::Appoint | Verb::Dismiss) {
        return match act.by {
            Some(by) if by.banned => Err(Reason::Banned),
            Some(by) if by.is_convener() => Ok(Rank::Convener),
            _ => Err(Reason::NotConvener),
        };
    }
    let by = act.by.ok_or(Reason::NotModerator)?;
    may_moderate(by, act.of, act.own)
}

/// Another server's communities keep their own ranks; to us they are of one voice.
fn judge_theirs(act: Foreign<'_>) -> Result<Rank, Reason> {
    if act.word == Word::Community || act.from_home {
        return Ok(Rank::Server);
    }
    match act.by {
        Some(by) if may_moderate(by, None, act.own).is_ok() => Ok(Rank::Server),
        _ => Err(Reason::NotModerator),
    }
}

/// Whether a community elsewhere brings us a report on its own word: of what is its own, where somebody here looks
/// after it. Of everything else only who reports can say that they do (safety.md O-10).
pub fn may_bring_report(is_its_own: bool, is_looked_after_here: bool) -> Result<(), Reason> {
    match (is_its_own, is_looked_after_here) {
        (false, _) => Err(Reason::WrongOrigin),
        (true, false) => Err(Reason::NotModerator),
        (true, true) => Ok(()),
    }
}

/// Whether a case is settled by somebody's word on another server: on the authority that their other acts in its
/// community have. Nobody settles what is about themselves, nor what was passed on to those who run this server.
pub fn may_settle_elsewhere(act: Foreign<'_>, for_server: bool) -> Result<(), Reason> {
    if act.own {
        return Err(Reason::Oneself);
    }
    if for_server {
        return Err(Reason::NotAdmin);
    }
    judge(act).map(|_| ())
}

/// What somebody wrote is their own server's to remove, and to restore again, wherever it stands.
fn is_of_origin(act: Foreign<'_>) -> bool {
    let says_so = match act.verb {
        Verb::Remove => act.says_why,
        verb => verb == Verb::Restore,
    };
    says_so && act.from_origin && act.word == Word::Own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::membership::model::Accord;

    fn standing(role: Option<Role>) -> Standing {
        Standing {
            accord: Accord::Given,
            local: true,
            account: AccountId(7),
            role,
            banned: false,
            muted: false,
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
            assert_eq!(may_move(&by, true, None, false), expected, "{by:?}");
            let elsewhere = may_move(&by, false, None, false);
            assert_eq!(elsewhere, Err(Reason::WrongOrigin), "{by:?}");
            assert_eq!(may_ban(&by, None, false), expected, "{by:?}");
        }
    }

    #[test]
    fn a_case_is_for_those_in_charge_but_whom_it_is_about() {
        let (me, other) = (AccountId(7), AccountId(8));
        let moderator = standing(Some(Role::Moderator));
        let member = standing(Some(Role::Member));
        let banned = Standing {
            banned: true,
            ..moderator.clone()
        };
        let plain = Viewer::Account {
            id: me,
            admin: false,
        };
        let admin = Viewer::Account {
            id: me,
            admin: true,
        };
        let cases = [
            (other, false, Some(&moderator), &plain, Ok(())),
            (
                other,
                false,
                Some(&member),
                &plain,
                Err(Reason::NotModerator),
            ),
            (other, false, Some(&banned), &plain, Err(Reason::Banned)),
            (other, true, Some(&moderator), &plain, Err(Reason::NotAdmin)),
            (other, false, None, &plain, Err(Reason::NotAdmin)),
            (other, true, None, &admin, Ok(())),
            (other, false, Some(&member), &admin, Ok(())),
            (me, false, Some(&moderator), &plain, Err(Reason::Oneself)),
            (me, true, None, &admin, Err(Reason::Oneself)),
        ];
        for (about, for_server, standing, viewer, expected) in cases {
            let work = Work {
                by: me,
                about,
                for_server,
                standing,
            };
            assert_eq!(may_work_on(work, viewer), expected, "{work:?} {viewer:?}");
        }
        assert_eq!(may_report(&member), Ok(()));
        assert_eq!(may_report(&banned), Err(Reason::Banned));
        assert_eq!(may_hand_back(&admin, true), Ok(()));
        assert_eq!(may_hand_back(&admin, false), Err(Reason::WrongOrigin));
        assert_eq!(may_hand_back(&plain, true), Err(Reason::NotAdmin));
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

    /// Who acts, and what they are in the place.
    #[derive(Debug, Clone, Copy)]
    enum Actor {
        Stranger,
        Member,
        Moderator,
        BannedModerator,
        SuspendedConvener,
        Convener,
        /// The community passes on what somebody did of whom nothing is known.
        Community,
        /// So does one that has nothing to do with it.
        AnotherCommunity,
        /// Of the community's server, without an office that we know of.
        OfItsServer,
        /// Of the author's server, and says that it is moderation.
        OfTheAuthorsServer,
        /// The same without saying so.
        Neighbour,
        TheAuthor,
    }

    impl Actor {
        fn standing(self) -> Option<Standing> {
            let standing = match self {
                Self::Community | Self::AnotherCommunity => return None,
                Self::Member => standing(Some(Role::Member)),
                Self::Moderator => standing(Some(Role::Moderator)),
                Self::BannedModerator => Standing {
                    banned: true,
                    ..standing(Some(Role::Moderator))
                },
                Self::SuspendedConvener => Standing {
                    suspended: true,
                    ..standing(Some(Role::Convener))
                },
                Self::Convener => standing(Some(Role::Convener)),
                _ => standing(None),
            };
            Some(standing)
        }

        fn acts<'a>(self, verb: Verb, place: Place, by: Option<&'a Standing>) -> Foreign<'a> {
            Foreign {
                verb,
                place,
                word: match self {
                    Self::Community => Word::Community,
                    Self::AnotherCommunity => Word::Another,
                    _ => Word::Own,
                },
                live: true,
                from_home: matches!(self, Self::OfItsServer),
                from_origin: matches!(
                    self,
                    Self::OfTheAuthorsServer | Self::Neighbour | Self::TheAuthor
                ),
                says_why: !matches!(self, Self::Neighbour | Self::TheAuthor),
                by,
                of: None,
                own: matches!(self, Self::TheAuthor),
            }
        }
    }

    fn letter(judged: Result<Rank, Reason>) -> char {
        match judged {
            Ok(Rank::Moderator) => 'M',
            Ok(Rank::Convener) => 'C',
            Ok(Rank::Server) => 'S',
            Ok(Rank::Origin) => 'O',
            Ok(Rank::Here) => 'H',
            Err(Reason::NotModerator) => '.',
            Err(Reason::NotConvener) => 'c',
            Err(Reason::WrongOrigin) => 'x',
            Err(Reason::Banned) => 'b',
            Err(Reason::Suspended) => 's',
            Err(reason) => panic!("{reason:?}"),
        }
    }

    const ACTS: [Verb; 10] = [
        Verb::Remove,
        Verb::Restore,
        Verb::Lock,
        Verb::Unlock,
        Verb::Pin,
        Verb::Unpin,
        Verb::Ban,
        Verb::Unban,
        Verb::Appoint,
        Verb::Dismiss,
    ];

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

    /// Each act of each actor in each place, in the order of [`ACTS`]: the first letter of the rank it has, or why
    /// it has none: nobody who moderates (.) or convenes (c), not theirs to say (x), banned, suspended.
    #[test]
    fn every_actor_does_from_elsewhere_what_the_table_says() {
        let table = [
            (Actor::Stranger, "........cc", "..........", "xxxxxxxxxx"),
            (Actor::Member, "........cc", "..........", "xxxxxxxxxx"),
            (Actor::Moderator, "MMMMMMMMcc", "SSSSSSSSSS", "xxxxxxxxxx"),
            (
                Actor::BannedModerator,
                "bbbbbbbbbb",
                "..........",
                "xxxxxxxxxx",
            ),
            (
                Actor::SuspendedConvener,
                "ssssssssss",
                "ssssssssss",
                "xxxxxxxxxx",
            ),
            (Actor::Convener, "CCCCCCCCCC", "SSSSSSSSSS", "xxxxxxxxxx"),
            (Actor::Community, "........cc", "SSSSSSSSSS", "xxxxxxxxxx"),
            (
                Actor::AnotherCommunity,
                "xxxxxxxxxx",
                "xxxxxxxxxx",
                "xxxxxxxxxx",
            ),
            (Actor::OfItsServer, "........cc", "SSSSSSSSSS", "xxxxxxxxxx"),
            (
                Actor::OfTheAuthorsServer,
                "OO......cc",
                "OO........",
                "xxxxxxOOxx",
            ),
            (Actor::Neighbour, ".O......cc", ".O........", "xxxxxxOOxx"),
            (Actor::TheAuthor, ".O......cc", ".O........", "xxxxxxOOxx"),
        ];
        for (actor, ours, theirs, everywhere) in table {
            let by = actor.standing();
            let places = [
                (Place::Ours, ours),
                (Place::Theirs, theirs),
                (Place::Everywhere, everywhere),
            ];
            for (place, expected) in places {
                let judged = ACTS.map(|verb| letter(judge(actor.acts(verb, place, by.as_ref()))));
                let judged = String::from_iter(judged);
                assert_eq!(judged, expected, "{actor:?} {place:?}");
            }
        }
    }

    #[test]
    fn a_case_is_settled_elsewhere_by_those_in_charge_there() {
        let of = |actor: Actor, place: Place| (actor, place);
        let cases = [
            (
                of(Actor::Stranger, Place::Theirs),
                false,
                Err(Reason::NotModerator),
            ),
            (of(Actor::Moderator, Place::Theirs), false, Ok(())),
            (of(Actor::OfItsServer, Place::Theirs), false, Ok(())),
            (
                of(Actor::OfItsServer, Place::Theirs),
                true,
                Err(Reason::NotAdmin),
            ),
            (
                of(Actor::TheAuthor, Place::Theirs),
                false,
                Err(Reason::Oneself),
            ),
            (
                of(Actor::OfTheAuthorsServer, Place::Theirs),
                false,
                Err(Reason::NotModerator),
            ),
            (
                of(Actor::OfItsServer, Place::Ours),
                false,
                Err(Reason::NotModerator),
            ),
        ];
        for ((actor, place), for_server, expected) in cases {
            let by = actor.standing();
            let act = actor.acts(Verb::Lock, place, by.as_ref());
            assert_eq!(may_settle_elsewhere(act, for_server), expected, "{act:?}");
        }
        assert_eq!(may_bring_report(true, true), Ok(()));
        assert_eq!(may_bring_report(true, false), Err(Reason::NotModerator));
        assert_eq!(may_bring_report(false, true), Err(Reason::WrongOrigin));
    }

    #[test]
    fn nobody_acts_on_a_convener_or_where_nothing_is_from_elsewhere() {
        let moderator = standing(Some(Role::Moderator));
        let upon = |of: Option<Role>, live: bool, verb: Verb| {
            let act = Actor::Moderator.acts(verb, Place::Ours, Some(&moderator));
            judge(Foreign { of, live, ..act })
        };
        for verb in [Verb::Remove, Verb::Lock, Verb::Ban] {
            let convener = upon(Some(Role::Convener), true, verb);
            assert_eq!(convener, Err(Reason::NotConvener), "{verb}");
            assert_eq!(upon(None, true, verb), Ok(Rank::Moderator), "{verb}");
            assert_eq!(
                upon(None, false, verb),
                Err(Reason::CommunityGone),
                "{verb}"
            );
        }
    }
}
