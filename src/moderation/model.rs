//! Acts of moderation and reports, and what holds after any set of acts.

use crate::ids::{AccountId, ActorId, CommentId, CommunityId, PostId};
use crate::store::Time;
use crate::store::schema::{moderation_actions, reports};
use crate::{id_type, text_enum};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

id_type!(ActionId);
id_type!(ReportId);

/// Characters of a reason, ours or another server's.
pub const REASON_MAX: usize = 500;
/// Characters of a report.
pub const REPORT_MAX: usize = 2000;

text_enum! {
    /// What was done. They come in pairs: one holds, the other lifts it.
    pub enum Verb {
        Remove = "remove",
        Restore = "restore",
        Lock = "lock",
        Unlock = "unlock",
        Pin = "pin",
        Unpin = "unpin",
        Ban = "ban",
        Unban = "unban",
        Appoint = "appoint",
        Dismiss = "dismiss",
        /// Of what another community shares: in the one whose act it is.
        Hide = "hide",
        Show = "show",
        /// Another title or other tags. It is taken back by another one.
        Retitle = "retitle",
        /// It takes nothing from anybody: they are told, and those who look after the community remember.
        Warn = "warn",
        Unwarn = "unwarn",
        /// They read, and do not write.
        Mute = "mute",
        Unmute = "unmute",
    }
}

impl Verb {
    /// About somebody in a community of this server, of which other servers hear nothing.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Warn | Self::Unwarn | Self::Mute | Self::Unmute)
    }

    /// Both verbs about the same question, the one that holds first.
    pub fn pair(self) -> [Self; 2] {
        match self {
            Self::Remove | Self::Restore => [Self::Remove, Self::Restore],
            Self::Lock | Self::Unlock => [Self::Lock, Self::Unlock],
            Self::Pin | Self::Unpin => [Self::Pin, Self::Unpin],
            Self::Ban | Self::Unban => [Self::Ban, Self::Unban],
            Self::Appoint | Self::Dismiss => [Self::Appoint, Self::Dismiss],
            Self::Hide | Self::Show => [Self::Hide, Self::Show],
            Self::Retitle => [Self::Retitle, Self::Retitle],
            Self::Warn | Self::Unwarn => [Self::Warn, Self::Unwarn],
            Self::Mute | Self::Unmute => [Self::Mute, Self::Unmute],
        }
    }

    pub fn holds(self) -> bool {
        let [holds, _] = self.pair();
        self == holds
    }
}

/// On whose authority somebody acted; a later one outweighs an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rank {
    Moderator,
    Convener,
    /// Administrators of the community's server; and whatever another server says of its communities.
    Server,
    /// The author's own server about what was written there. It neither outweighs the community nor is
    /// outweighed by it: each lifts what it has done itself.
    Origin,
    /// Administrators of this server about what another's community shows: for this server alone, and
    /// apart from what is decided elsewhere.
    Here,
}

impl Rank {
    pub fn number(self) -> i32 {
        match self {
            Self::Moderator => 1,
            Self::Convener => 2,
            Self::Server => 3,
            Self::Origin => 4,
            Self::Here => 5,
        }
    }
}

/// What an act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    Post(PostId),
    Comment(CommentId),
    /// In the act's community; on the whole server where it names none.
    Account(AccountId),
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = moderation_actions)]
pub struct Action {
    pub id: ActionId,
    pub ap_id: String,
    pub actor_id: ActorId,
    pub community_id: Option<CommunityId>,
    pub verb: Verb,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    pub account_id: Option<AccountId>,
    pub rank: i32,
    pub reason: String,
    pub accepted: bool,
    pub acted_at: Time,
    /// When a ban or a mute ends by itself.
    pub until: Option<Time>,
    /// When, in the order of the acts, it was lifted.
    pub undone_at: Option<Time>,
    pub undone_by: Option<ActorId>,
    pub created_at: Time,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = moderation_actions)]
pub struct NewAction {
    pub ap_id: String,
    pub actor_id: ActorId,
    pub community_id: Option<CommunityId>,
    pub verb: Verb,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    pub account_id: Option<AccountId>,
    pub rank: i32,
    pub reason: String,
    pub accepted: bool,
    pub acted_at: Time,
    pub until: Option<Time>,
    pub created_at: Time,
}

impl NewAction {
    pub fn target(&self) -> Option<Target> {
        let post = self.post_id.map(Target::Post);
        let comment = self.comment_id.map(Target::Comment);
        post.or(comment).or(self.account_id.map(Target::Account))
    }
}

/// What follows from the accepted acts about one question.
#[derive(Debug, PartialEq, Eq)]
pub struct Fold<'a> {
    /// The act that holds now; none: nothing does.
    pub standing: Option<&'a Action>,
    /// Acts that held once, each with the one that lifted it.
    pub lifted: Vec<(&'a Action, &'a Action)>,
}

/// Whether an act of one rank can lift one of another: what the author's own server did, and what is
/// decided for this server alone, is lifted in the same way only and lifts nothing else.
fn lifts(lift: i32, held: i32) -> bool {
    let apart = [Rank::Origin.number(), Rank::Here.number()];
    if apart.contains(&lift) || apart.contains(&held) {
        return lift == held;
    }
    lift >= held
}

/// An act holds until somebody of at least its rank lifts it later, by time and then id. Of several
/// that hold, the one of the highest rank, then the latest, speaks. A function of the set of acts, so
/// the order in which they came does not matter.
pub fn fold(acts: &[Action]) -> Fold<'_> {
    let accepted = || acts.iter().filter(|act| act.accepted);
    let mut standing: Vec<&Action> = Vec::new();
    let mut lifted = Vec::new();
    for held in accepted().filter(|act| act.verb.holds()) {
        let lift = accepted()
            .filter(|act| {
                !act.verb.holds() && lifts(act.rank, held.rank) && moment(act) > moment(held)
            })
            .min_by_key(|act| moment(act));
        match lift {
            Some(lift) => lifted.push((held, lift)),
            None => standing.push(held),
        }
    }
    let speaks = standing
        .into_iter()
        .max_by_key(|act| (act.rank, moment(act)));
    Fold {
        standing: speaks,
        lifted,
    }
}

fn moment(act: &Action) -> (Time, &str) {
    (act.acted_at, &act.ap_id)
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = reports)]
pub struct Report {
    pub id: ReportId,
    pub ap_id: Option<String>,
    pub reporter_actor_id: Option<ActorId>,
    pub community_id: Option<CommunityId>,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    pub account_id: Option<AccountId>,
    pub reason: String,
    pub created_at: Time,
    pub resolved_at: Option<Time>,
    pub resolved_by: Option<AccountId>,
    pub resolution: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = reports)]
pub struct NewReport {
    pub ap_id: Option<String>,
    pub reporter_actor_id: Option<ActorId>,
    pub community_id: Option<CommunityId>,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    pub account_id: Option<AccountId>,
    pub reason: String,
    pub created_at: Time,
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};
    use proptest::prelude::*;

    fn act(id: usize, verb: Verb, rank: i32, at: i64, accepted: bool) -> Action {
        let at = Time::new(Utc.timestamp_opt(1_700_000_000 + at, 0).unwrap());
        Action {
            id: ActionId(0),
            ap_id: format!("https://a.test/act/{id}"),
            actor_id: ActorId(1),
            community_id: None,
            verb,
            post_id: Some(PostId(1)),
            comment_id: None,
            account_id: None,
            rank,
            reason: String::new(),
            accepted,
            acted_at: at,
            until: None,
            undone_at: None,
            undone_by: None,
            created_at: at,
        }
    }

    #[test]
    fn a_removal_stands_until_somebody_of_its_rank_lifts_it() {
        use Verb::{Remove, Restore};
        let cases: [(&[(Verb, i32, i64)], bool); 14] = [
            (&[], false),
            (&[(Remove, 1, 0)], true),
            (&[(Restore, 1, 0)], false),
            (&[(Remove, 1, 0), (Restore, 1, 1)], false),
            (&[(Remove, 2, 0), (Restore, 1, 1)], true),
            (&[(Remove, 1, 1), (Restore, 3, 0)], true),
            (&[(Remove, 1, 0), (Restore, 2, 1), (Remove, 1, 2)], true),
            (&[(Remove, 1, 0), (Remove, 4, 0), (Restore, 3, 1)], true),
            // The author's server does not overrule the community, nor the other way round.
            (&[(Remove, 1, 0), (Restore, 4, 1)], true),
            (&[(Remove, 4, 0), (Restore, 4, 1)], false),
            // Decided for this server alone.
            (&[(Remove, 5, 0), (Restore, 4, 1)], true),
            (&[(Remove, 5, 0), (Restore, 5, 1)], false),
            (&[(Remove, 3, 0), (Restore, 5, 1)], true),
            (
                &[
                    (Remove, 3, 0),
                    (Remove, 5, 1),
                    (Restore, 5, 2),
                    (Restore, 3, 3),
                ],
                false,
            ),
        ];
        for (acts, held) in cases {
            let rows: Vec<Action> = acts
                .iter()
                .enumerate()
                .map(|(id, (verb, rank, at))| act(id, *verb, *rank, *at, true))
                .collect();
            assert_eq!(fold(&rows).standing.is_some(), held, "{acts:?}");
        }
    }

    #[test]
    fn refused_acts_count_for_nothing() {
        let rows = [act(1, Verb::Remove, 1, 0, false)];
        assert_eq!(fold(&rows).standing, None);
        let rows = [
            act(1, Verb::Remove, 1, 0, true),
            act(2, Verb::Restore, 4, 1, false),
        ];
        assert!(fold(&rows).standing.is_some());
    }

    fn acts() -> impl Strategy<Value = Vec<Action>> {
        let one = (
            any::<bool>(),
            1..=5_i32,
            0..4_i64,
            prop::bool::weighted(0.9),
        );
        prop::collection::vec(one, 0..8).prop_map(|list| {
            list.into_iter()
                .enumerate()
                .map(|(id, (holds, rank, at, accepted))| {
                    let verb = if holds { Verb::Lock } else { Verb::Unlock };
                    act(id, verb, rank, at, accepted)
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn any_order_and_any_copies_end_the_same(
            (acts, shuffled) in acts().prop_flat_map(|acts| (Just(acts.clone()), Just(acts).prop_shuffle()))
        ) {
            let doubled: Vec<Action> = shuffled.iter().chain(&shuffled).cloned().collect();
            let first = fold(&acts).standing.cloned();
            prop_assert_eq!(&first, &fold(&shuffled).standing.cloned());
            prop_assert_eq!(&first, &fold(&doubled).standing.cloned());
        }
    }
}
