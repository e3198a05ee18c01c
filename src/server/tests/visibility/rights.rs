//! Who may: the rules that the deeds name, as somebody would say them who has not read the program.

use super::Who;
use super::table::{State, reads};
use crate::communities::model::ReadPolicy;

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Refused,
    /// Taken, and nothing is different, since it is so already.
    Same,
    Done,
}

/// Who does it, in a community that these read, to a thing in this state.
pub type Rule = fn(Who, ReadPolicy, State) -> Outcome;

fn done_if(may: bool) -> Outcome {
    match may {
        true => Outcome::Done,
        false => Outcome::Refused,
    }
}

/// Signed in here, and not banned.
fn acts(who: Who) -> bool {
    who.signs_in_here() && who != Who::Banned
}

pub fn admins(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(who == Who::Admin)
}

pub fn everybody(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(who.signs_in_here())
}

/// Nobody writes to themselves, or reports themselves.
pub fn all_but_the_author(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(who.signs_in_here() && who != Who::Author)
}

/// Who is banned appeals, and says nothing else to those who look after the community.
pub fn all_but_the_banned(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(acts(who))
}

pub fn conveners(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(who.convenes())
}

/// Only communities that everybody reads work together.
pub fn linkers(who: Who, policy: ReadPolicy, _: State) -> Outcome {
    done_if(who.convenes() && policy == ReadPolicy::Public)
}

/// What is shared is read by everybody.
pub fn sharers(who: Who, policy: ReadPolicy, state: State) -> Outcome {
    let own = members_in_good_standing(who, policy, state) == Outcome::Done;
    let open = policy == ReadPolicy::Public && state == State::Shown;
    done_if(open && (own || who == Who::Admin))
}

/// An administrator has no office to lay down.
pub fn conveners_alone(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(who == Who::Convener)
}

pub fn keepers(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(who.cares())
}

fn belongs(who: Who) -> bool {
    matches!(
        who,
        Who::Member | Who::Author | Who::Banned | Who::Moderator | Who::Convener
    )
}

/// Whoever is banned is a member still.
pub fn members(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(belongs(who))
}

/// Whoever left is told so when they leave once more, as with a button that is pressed twice.
pub fn leavers(who: Who, policy: ReadPolicy, state: State) -> Outcome {
    match who {
        Who::Left => Outcome::Same,
        _ => members(who, policy, state),
    }
}

pub fn members_in_good_standing(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(belongs(who) && acts(who))
}

pub fn outsiders(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(matches!(
        who,
        Who::Stranger | Who::Elsewhere | Who::Left | Who::Admin
    ))
}

pub fn applicants(who: Who, _: ReadPolicy, _: State) -> Outcome {
    done_if(who == Who::Applicant)
}

/// Following is reading as others do; what an administrator reads by office is not. Where it is not for
/// everybody anywhere, it is for nobody who is banned.
pub fn followers(who: Who, policy: ReadPolicy, _: State) -> Outcome {
    let by_office = who == Who::Admin && policy == ReadPolicy::Members;
    let freely = matches!(policy, ReadPolicy::Public | ReadPolicy::Unlisted);
    let follows = who.signs_in_here() && (freely || acts(who));
    done_if(follows && reads(who, policy) && !by_office)
}

pub fn beginners(who: Who, policy: ReadPolicy, _: State) -> Outcome {
    done_if(acts(who) && reads(who, policy))
}

/// What somebody does for themselves with what they read.
pub fn readers(who: Who, policy: ReadPolicy, state: State) -> Outcome {
    done_if(state == State::Shown && who.signs_in_here() && reads(who, policy))
}

pub fn repliers(who: Who, policy: ReadPolicy, state: State) -> Outcome {
    done_if(state == State::Shown && acts(who) && reads(who, policy))
}

pub fn voters(who: Who, policy: ReadPolicy, state: State) -> Outcome {
    done_if(who != Who::Author && repliers(who, policy, state) == Outcome::Done)
}

/// Members, of what somebody else wrote.
pub fn suggesters(who: Who, _: ReadPolicy, state: State) -> Outcome {
    let member = matches!(
        who,
        Who::Member | Who::Moderator | Who::Convener | Who::Admin
    );
    done_if(member && state == State::Shown)
}

/// Also of what was taken away since; not by whom the community has banned.
pub fn reporters(who: Who, policy: ReadPolicy, state: State) -> Outcome {
    let sees_it = state != State::Held || who.cares();
    done_if(acts(who) && who != Who::Author && reads(who, policy) && sees_it)
}

/// There is nothing to take along where not everybody reads.
pub fn exporters(who: Who, policy: ReadPolicy, _: State) -> Outcome {
    let open = matches!(policy, ReadPolicy::Public | ReadPolicy::Unlisted);
    done_if(who.cares() && open)
}

/// Who began it, and who looks after the community.
pub fn distillers(who: Who, _: ReadPolicy, state: State) -> Outcome {
    done_if(decides(who) && state == State::Shown)
}

/// Members may do no more than propose, where their community lets them, which none of these does.
pub fn shelvers(who: Who, _: ReadPolicy, state: State) -> Outcome {
    done_if(who.cares() && state == State::Shown)
}

pub fn removers(who: Who, _: ReadPolicy, state: State) -> Outcome {
    match (who.cares(), state) {
        (false, _) => Outcome::Refused,
        (true, State::Removed) => Outcome::Same,
        (true, _) => Outcome::Done,
    }
}

/// It was removed by a convener, whom a moderator does not overrule.
pub fn restorers(who: Who, _: ReadPolicy, state: State) -> Outcome {
    match (who.cares(), state) {
        (false, _) => Outcome::Refused,
        (true, State::Removed) => done_if(who.convenes()),
        (true, _) => Outcome::Same,
    }
}

pub fn authors_edit(who: Who, _: ReadPolicy, state: State) -> Outcome {
    done_if(who == Who::Author && matches!(state, State::Shown | State::Held))
}

pub fn authors_take_back(who: Who, _: ReadPolicy, state: State) -> Outcome {
    match (who, state) {
        (Who::Author, State::Deleted) => Outcome::Same,
        (Who::Author, _) => Outcome::Done,
        _ => Outcome::Refused,
    }
}

pub fn authors_put_back(who: Who, _: ReadPolicy, state: State) -> Outcome {
    match (who, state) {
        (Who::Author, State::Deleted) => Outcome::Done,
        (Who::Author, _) => Outcome::Same,
        _ => Outcome::Refused,
    }
}

/// Who asked and who answered is the same here.
fn decides(who: Who) -> bool {
    who == Who::Author || who.cares()
}

pub fn choosers(who: Who, _: ReadPolicy, state: State) -> Outcome {
    done_if(decides(who) && state == State::Shown)
}

/// What is out of sight is accepted no more already, for whoever finds it.
pub fn choosers_no_more(who: Who, policy: ReadPolicy, state: State) -> Outcome {
    let finds_it = who.signs_in_here() && reads(who, policy);
    match state {
        State::Shown => done_if(decides(who)),
        State::Held if decides(who) => Outcome::Same,
        State::Removed | State::Deleted if finds_it => Outcome::Same,
        _ => Outcome::Refused,
    }
}

pub fn converters(who: Who, _: ReadPolicy, state: State) -> Outcome {
    done_if(decides(who) && matches!(state, State::Shown | State::Held))
}
