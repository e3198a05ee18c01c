//! Acts of moderation and reports, and what holds after any set of acts.

use crate::ids::{AccountId, ActorId, CommentId, CommunityId, PostId};
use crate::store::Time;
use crate::store::schema::{case_notes, moderation_actions, report_cases, reports};
use crate::{id_type, text_enum};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

id_type!(ActionId);
id_type!(ReportId);
id_type!(/// Of what was reported of one thing.
    CaseId);

/// Characters of a reason, ours or another server's.
pub const REASON_MAX: usize = 500;
/// Ends the id of an act that gives back what a ban took away; before it stands the id of the removal.
pub const GIVEN_BACK: &str = "#given-back";
/// Characters of a report.
pub const REPORT_MAX: usize = 2000;
/// Characters of what those who work on a case say to each other, or to whoever reported.
pub const NOTE_MAX: usize = 2000;

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
        /// A thread went from a community to another one, and it came to one: each in the log of its own community, so
        /// that what went away holds until it is back.
        MoveAway = "move_away",
        MoveHere = "move_here",
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
            Self::MoveAway | Self::MoveHere => [Self::MoveAway, Self::MoveHere],
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

/// What a ban took away comes back with the ban's end, and nothing that was removed for another reason.
fn concerns(lift: &Action, held: &Action) -> bool {
    lift.ap_id
        .strip_suffix(GIVEN_BACK)
        .is_none_or(|removal| removal == held.ap_id)
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
                !act.verb.holds()
                    && concerns(act, held)
                    && lifts(act.rank, held.rank)
                    && moment(act) > moment(held)
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

text_enum! {
    /// Whose word a report is.
    pub enum ReportSource {
        /// Somebody's, here or elsewhere.
        Person = "person",
        /// A community's elsewhere, which passed it on to those here who look after it. By whom it was made, nobody
        /// else can say.
        Community = "community",
        /// An automatic rule's. Nobody reported.
        Rule = "rule",
    }
}

text_enum! {
    /// What came of a case.
    pub enum CaseOutcome {
        /// Something was done.
        Acted = "acted",
        /// Nothing had to be done.
        Nothing = "nothing",
        /// Those who look after it on another server have settled it, and did not say how.
        Elsewhere = "elsewhere",
    }
}

text_enum! {
    /// What happened in a case.
    pub enum CaseEvent {
        /// Somebody said something to the others who work on it.
        Note = "note",
        Claimed = "claimed",
        Released = "released",
        Settled = "settled",
        Reopened = "reopened",
        /// It is not for the community: those who run the server look at it.
        PassedOn = "passed_on",
        /// It is for the community after all.
        HandedBack = "handed_back",
    }
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
    pub case_id: Option<CaseId>,
    pub source: ReportSource,
    /// Whether other servers are told who reports.
    pub named: bool,
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
    pub source: ReportSource,
    pub named: bool,
}

/// All that was reported of one thing or person since it was last settled, on which those in charge work together.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = report_cases)]
pub struct Case {
    pub id: CaseId,
    pub community_id: Option<CommunityId>,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    /// Whom it is about: who wrote it, or the person reported.
    pub account_id: AccountId,
    /// For those who run the server alone: it has no community, or that passed it on.
    pub for_server: bool,
    pub report_count: i32,
    pub opened_at: Time,
    pub claimed_by: Option<AccountId>,
    pub settled_at: Option<Time>,
    pub settled_by: Option<AccountId>,
    pub outcome: Option<CaseOutcome>,
    /// What was done, for those who work on cases.
    pub words: String,
    /// What those who reported were told beside the outcome.
    pub message: String,
}

impl Case {
    pub fn target(&self) -> Target {
        let post = self.post_id.map(Target::Post);
        let comment = self.comment_id.map(Target::Comment);
        comment.or(post).unwrap_or(Target::Account(self.account_id))
    }

    pub fn is_open(&self) -> bool {
        self.settled_at.is_none()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = report_cases)]
pub struct NewCase {
    pub community_id: Option<CommunityId>,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    pub account_id: AccountId,
    pub for_server: bool,
    pub report_count: i32,
    pub opened_at: Time,
    pub words: String,
    pub message: String,
}

/// One line of what happened in a case.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = case_notes)]
pub struct CaseNote {
    pub id: i64,
    pub case_id: CaseId,
    /// None: somebody of another server of whom nothing else is known here.
    pub by_id: Option<AccountId>,
    pub kind: CaseEvent,
    pub body: String,
    pub created_at: Time,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = case_notes)]
pub struct NewCaseNote {
    pub case_id: CaseId,
    pub by_id: Option<AccountId>,
    pub kind: CaseEvent,
    pub body: String,
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

    #[test]
    fn what_is_given_back_after_a_ban_is_what_the_ban_took() {
        let by_ban = act(1, Verb::Remove, 2, 0, true);
        let by_itself = act(2, Verb::Remove, 2, 0, true);
        let back = Action {
            ap_id: format!("{}{GIVEN_BACK}", by_ban.ap_id),
            ..act(3, Verb::Restore, 2, 1, true)
        };
        let lifted = [by_ban.clone(), back.clone()];
        assert_eq!(fold(&lifted).standing, None);
        let both = [by_ban, by_itself.clone(), back];
        assert_eq!(fold(&both).standing, Some(&by_itself));
        let whole = [by_itself, act(4, Verb::Restore, 2, 1, true)];
        assert_eq!(fold(&whole).standing, None, "any other lifts them all");
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
