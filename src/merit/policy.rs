//! What counts, and how much. Pure: the same record gives the same result, whatever the order in which things
//! came. `docs/standing.md` says it for people; change both.

use super::model::{Answered, EditLine, Edited, Line, Merit, Voted};
use crate::ids::{AccountId, CommentId, CommunityId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub const FOR_ACCEPTED: i32 = 15;
pub const FOR_UP: i32 = 2;
pub const FOR_DOWN: i32 = -1;
/// For an edit of somebody else's words that was accepted.
pub const FOR_EDIT: i32 = 2;
/// So many edits count that one person accepted.
pub const EDITS_BY_ONE: i32 = 5;
/// So many acceptances by one person of one other's answers count.
pub const ACCEPTED_BY_ONE: i32 = 5;
/// Answers of one person on which the votes of one other count; of two who vote for each other, one.
pub const VOTES_BY_ONE: i32 = 5;
pub const VOTES_MUTUAL: i32 = 1;
/// Votes on one answer that count of people who do not belong, all together; and of one other server.
pub const VOTES_OUTSIDE: i32 = 3;
pub const VOTES_OF_HOST: i32 = 5;

/// Everything of one person in one community.
#[derive(Debug, Clone)]
pub struct Record {
    pub community: CommunityId,
    pub account: AccountId,
    /// In the order of their numbers.
    pub answers: Vec<Answered>,
    /// In the order of the answers, then of the voters.
    pub votes: Vec<Voted>,
    /// Those for whose answers this person votes.
    pub votes_for: HashSet<AccountId>,
    /// In the order of their numbers.
    pub edits: Vec<Edited>,
}

pub fn lines(record: &Record) -> Vec<Line> {
    let mut by_accepter: HashMap<AccountId, i32> = HashMap::new();
    let mut by_voter: HashMap<AccountId, i32> = HashMap::new();
    let mut votes: HashMap<CommentId, Vec<&Voted>> = HashMap::new();
    for vote in &record.votes {
        votes.entry(vote.comment).or_default().push(vote);
    }
    let line = |answer: &Answered| {
        let own = votes.get(&answer.comment).map_or(&[][..], Vec::as_slice);
        let (ups, downs, uncounted) = count(record, own, &mut by_voter);
        let accepted = accepts(record, answer, &mut by_accepter);
        let votes = FOR_UP * ups + FOR_DOWN * downs;
        Line {
            comment_id: answer.comment,
            community_id: record.community,
            account_id: record.account,
            post_id: answer.post,
            ups,
            downs,
            uncounted,
            accepted,
            points: votes + if accepted { FOR_ACCEPTED } else { 0 },
        }
    };
    record.answers.iter().map(line).collect()
}

/// Votes that count for and against one answer, and how many do not.
fn count(
    record: &Record,
    votes: &[&Voted],
    by_voter: &mut HashMap<AccountId, i32>,
) -> (i32, i32, i32) {
    let (mut ups, mut downs, mut uncounted) = (0, 0, 0);
    let mut outside = 0;
    let mut by_host: HashMap<&str, i32> = HashMap::new();
    for vote in votes {
        let mutual = record.votes_for.contains(&vote.voter);
        let most = if mutual { VOTES_MUTUAL } else { VOTES_BY_ONE };
        let by_one = by_voter.entry(vote.voter).or_default();
        let of_host = by_host.entry(vote.host.as_str()).or_default();
        let counts = vote.voter != record.account
            && !vote.is_banned
            && *by_one < most
            && (vote.is_member || outside < VOTES_OUTSIDE)
            && (vote.host.is_empty() || *of_host < VOTES_OF_HOST);
        if !counts {
            uncounted += 1;
            continue;
        }
        *by_one += 1;
        *of_host += 1;
        outside += i32::from(!vote.is_member);
        match vote.up {
            true => ups += 1,
            false => downs += 1,
        }
    }
    (ups, downs, uncounted)
}

/// Nobody gains by accepting their own answer, or by having answered what they asked.
fn accepts(record: &Record, answer: &Answered, by_accepter: &mut HashMap<AccountId, i32>) -> bool {
    let Some(by) = answer.accepted_by else {
        return false;
    };
    if by == record.account || answer.asker == record.account {
        return false;
    }
    let before = by_accepter.entry(by).or_default();
    *before += 1;
    *before <= ACCEPTED_BY_ONE
}

/// What accepted edits give. Nobody gains by changing their own words, or by accepting what they suggested.
pub fn edit_lines(record: &Record) -> Vec<EditLine> {
    let mut by_accepter: HashMap<AccountId, i32> = HashMap::new();
    let line = |edit: &Edited| EditLine {
        suggestion_id: edit.suggestion,
        community_id: record.community,
        account_id: record.account,
        post_id: edit.post,
        points: match edit_counts(record, edit, &mut by_accepter) {
            true => FOR_EDIT,
            false => 0,
        },
    };
    record.edits.iter().map(line).collect()
}

fn edit_counts(record: &Record, edit: &Edited, by_accepter: &mut HashMap<AccountId, i32>) -> bool {
    let Some(by) = edit.accepted_by else {
        return false;
    };
    if by == record.account || edit.author == record.account {
        return false;
    }
    let before = by_accepter.entry(by).or_default();
    *before += 1;
    *before <= EDITS_BY_ONE
}

/// The community, and each tag once, also where a server sent it twice.
fn places(tags: &[String]) -> BTreeSet<&str> {
    tags.iter().map(String::as_str).chain([""]).collect()
}

/// Points, answers, accepted ones and edits.
type Counted = (i32, i32, i32, i32);

/// The sums of the lines, none of them below nothing.
pub fn sums(record: &Record, lines: &[Line], edits: &[EditLine]) -> Vec<Merit> {
    let mut sums: BTreeMap<&str, Counted> = BTreeMap::new();
    for (answer, line) in record.answers.iter().zip(lines) {
        for tag in places(&answer.tags) {
            let (points, answers, accepted, _) = sums.entry(tag).or_default();
            *points += line.points;
            *answers += 1;
            *accepted += i32::from(line.accepted);
        }
    }
    for (edit, line) in record.edits.iter().zip(edits) {
        let counting = places(&edit.tags).into_iter().filter(|_| line.points > 0);
        for tag in counting {
            let (points, _, _, edits) = sums.entry(tag).or_default();
            *points += line.points;
            *edits += 1;
        }
    }
    let merit = |(tag, (points, answers, accepted, edits)): (&str, Counted)| Merit {
        community_id: record.community,
        account_id: record.account,
        tag: tag.to_owned(),
        points: points.max(0),
        answers,
        accepted,
        edits,
    };
    sums.into_iter().map(merit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PostId;

    const ME: AccountId = AccountId(1);

    fn answer(n: i64, accepted_by: Option<i64>) -> Answered {
        Answered {
            comment: CommentId(n),
            post: PostId(n),
            asker: AccountId(50),
            tags: vec!["glue".to_owned()],
            accepted_by: accepted_by.map(AccountId),
        }
    }

    fn vote(comment: i64, voter: i64) -> Voted {
        Voted {
            comment: CommentId(comment),
            voter: AccountId(voter),
            up: true,
            host: String::new(),
            is_member: true,
            is_banned: false,
        }
    }

    fn record(answers: Vec<Answered>, votes: Vec<Voted>) -> Record {
        Record {
            community: CommunityId(9),
            account: ME,
            answers,
            votes,
            votes_for: HashSet::new(),
            edits: Vec::new(),
        }
    }

    fn points(record: &Record) -> i32 {
        let sums = sums(record, &lines(record), &edit_lines(record));
        sums.iter()
            .find(|sum| sum.tag.is_empty())
            .map_or(0, |sum| sum.points)
    }

    #[test]
    fn accepted_answers_and_votes_count_by_tag_and_for_the_whole() {
        let other = Answered {
            tags: vec!["wood".to_owned(), "glue".to_owned()],
            ..answer(2, None)
        };
        let down = Voted {
            up: false,
            ..vote(2, 8)
        };
        let record = record(vec![answer(1, Some(50)), other], vec![vote(1, 7), down]);
        let all = sums(&record, &lines(&record), &[]);
        let found: Vec<_> = all
            .iter()
            .map(|sum| (sum.tag.as_str(), sum.points, sum.accepted))
            .collect();
        assert_eq!(found, [("", 16, 1), ("glue", 16, 1), ("wood", 0, 0)]);
    }

    #[test]
    fn nobody_raises_themselves() {
        let own = answer(1, Some(1));
        let asked = Answered {
            asker: ME,
            ..answer(2, Some(60))
        };
        assert_eq!(
            points(&record(vec![own, asked], vec![vote(1, 1), vote(2, 1)])),
            0
        );
    }

    #[test]
    fn a_ring_of_friends_gains_little() {
        let answers: Vec<_> = (1..=30).map(|n| answer(n, Some(50))).collect();
        let votes: Vec<_> = (1..=30).map(|n| vote(n, 7)).collect();
        let mut ring = record(answers, votes);
        let most = FOR_ACCEPTED * ACCEPTED_BY_ONE;
        assert_eq!(points(&ring), most + FOR_UP * VOTES_BY_ONE);
        ring.votes_for.insert(AccountId(7));
        assert_eq!(points(&ring), most + FOR_UP * VOTES_MUTUAL);
    }

    #[test]
    fn accepted_edits_of_others_words_count_and_of_one_accepter_some() {
        let edit = |suggestion, author, by| Edited {
            suggestion,
            post: PostId(1),
            author: AccountId(author),
            tags: Vec::new(),
            accepted_by: Some(AccountId(by)),
        };
        let mut record = record(Vec::new(), Vec::new());
        record.edits = vec![edit(1, 7, 7), edit(2, 7, 8), edit(3, 1, 8), edit(4, 7, 1)];
        assert_eq!(points(&record), 2 * FOR_EDIT);
        record.edits = (1..=30).map(|n| edit(n, 7, 7)).collect();
        assert_eq!(points(&record), EDITS_BY_ONE * FOR_EDIT);
    }

    #[test]
    fn who_is_banned_judges_nobody() {
        let banned = Voted {
            is_banned: true,
            ..vote(1, 8)
        };
        let record = record(vec![answer(1, None)], vec![vote(1, 7), banned]);
        let line = &lines(&record)[0];
        assert_eq!((line.ups, line.uncounted, line.points), (1, 1, FOR_UP));
    }

    #[test]
    fn made_up_voters_of_elsewhere_gain_little() {
        let outside = |n: i64| Voted {
            is_member: false,
            host: format!("h{n}.example"),
            ..vote(1, 100 + n)
        };
        let one = record(vec![answer(1, None)], (0..40).map(outside).collect());
        assert_eq!(points(&one), FOR_UP * VOTES_OUTSIDE);
        let inside = |n: i64| Voted {
            host: "one.example".to_owned(),
            ..vote(1, 100 + n)
        };
        let one = record(vec![answer(1, None)], (0..40).map(inside).collect());
        assert_eq!(points(&one), FOR_UP * VOTES_OF_HOST);
        let line = lines(&one);
        assert_eq!(line[0].uncounted, 40 - VOTES_OF_HOST);
    }
}
