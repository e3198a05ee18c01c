//! What a deed is: the form that does it, what has to be so before, who may, and what is different afterwards.

use super::Who;
use super::rights::{Outcome, Rule};
use super::table::State;
use crate::communities::model::ReadPolicy;

/// What has to be so before it is tried; `ready.rs` brings it about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    Nothing,
    // A thread and a reply by the author, of which the one that the address is about is in each state.
    Thing,
    Locked,
    Pinned,
    Accepted,
    Suggestion,
    Closed,
    // Somebody else, and what they are in the community.
    Member,
    Banned,
    Moderator,
    Applied,
    // What lies there: something held, a report, an appeal, what somebody wrote to the team, words to use again, an invitation.
    Held,
    Report,
    Appeal,
    Talk,
    Saved,
    Invitation,
    // In the library: a collection, a thread that is proposed for it, one that is in none.
    Collection,
    Proposal,
    Shelved,
    NoExport,
    // How the community is set.
    NoIntroductions,
    NoProposers,
    ForReaders,
    Pictured,
    FreeTags,
    Tag,
    // How it stands with the community elsewhere, and a thread of that which it shares.
    Unlinked,
    Linked,
    Shared,
    // How it stands with whoever does it.
    Following,
    NotFollowing,
    Invited,
    MoreAsked,
    Letter,
    Notice,
    Steps,
    // What administrators look after.
    Suspended,
    Silenced,
    Coded,
    Applicant,
    Administrator,
    Community,
    RemovedCommunity,
    Blocked,
    Resting,
    Poisoned,
}

/// What stands behind `SELECT count(*) FROM` and is one more or one less when it is done.
#[derive(Debug, Clone, Copy)]
pub enum Effect {
    More(&'static str),
    Less(&'static str),
}

#[derive(Debug, Clone, Copy)]
pub struct Trial {
    /// The fields, besides the token. As in the effect, words in braces are filled in: {id} and {name} are
    /// those of the address; {place} and {group} the community's numbers, as such and as an actor; {person}
    /// and {account} somebody else's name and number; {answer} the reply; {me} and {actor} the numbers of
    /// whoever does it.
    pub form: &'static str,
    pub ready: Ready,
    pub may: Rule,
    pub effect: Effect,
}

#[derive(Debug, Clone, Copy)]
pub enum Proof {
    Tried(Trial),
    /// It has nothing to do with communities, and this test shows it.
    Told(&'static str),
    /// The sources name all acts together; replies are neither locked nor pinned.
    Absent,
}

#[derive(Debug, Clone, Copy)]
pub struct Deed {
    pub path: &'static str,
    pub proof: Proof,
}

impl Deed {
    /// The outcome for one; what is only told of is refused to everybody who has not what it takes.
    pub fn outcome(&self, who: Who, policy: ReadPolicy, state: State) -> Outcome {
        match &self.proof {
            Proof::Tried(trial) => (trial.may)(who, policy, state),
            Proof::Told(_) | Proof::Absent => Outcome::Refused,
        }
    }
}

pub const fn tried(
    path: &'static str,
    (form, ready): (&'static str, Ready),
    may: Rule,
    effect: Effect,
) -> Deed {
    let trial = Trial {
        form,
        ready,
        may,
        effect,
    };
    Deed {
        path,
        proof: Proof::Tried(trial),
    }
}

pub const fn told(path: &'static str, test: &'static str) -> Deed {
    Deed {
        path,
        proof: Proof::Told(test),
    }
}

pub const fn absent(path: &'static str) -> Deed {
    Deed {
        path,
        proof: Proof::Absent,
    }
}
