//! The order of what is found.

use super::Query;
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Votes count by their doubling, up to so many times.
const DOUBLINGS_MAX: u32 = 10;

/// What stands for a thread or reply among those that are looked at together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: i64,
    /// Empty for a reply.
    pub title: String,
    /// Whether all the words are in its title, in any of their forms, as the index knows.
    pub in_title: bool,
    /// The question that it was closed as a duplicate of.
    pub duplicate_of: Option<i64>,
    /// A question with an accepted answer, or such an answer.
    pub is_accepted: bool,
    /// A question with answers, or an answer to one.
    pub is_answer: bool,
    pub score: i64,
    pub published: DateTime<Utc>,
}

/// The best first: words in the title, an accepted answer, votes and how new it is are weighed against each other.
/// At the same worth the newest comes first, and the question that another one is a duplicate of before that.
pub fn rank(query: &Query, mut found: Vec<Candidate>, now: DateTime<Utc>) -> Vec<i64> {
    let worths: HashMap<i64, i64> = found
        .iter()
        .map(|candidate| (candidate.id, worth(query, candidate, now)))
        .collect();
    found.sort_by_cached_key(|candidate| {
        let own = worths.get(&candidate.id).copied().unwrap_or(0);
        let first = candidate.duplicate_of.and_then(|first| worths.get(&first));
        let worth = first.map_or(own, |first| own.min(first.saturating_sub(1)));
        Reverse((worth, candidate.id))
    });
    found.into_iter().map(|candidate| candidate.id).collect()
}

fn worth(query: &Query, candidate: &Candidate, now: DateTime<Utc>) -> i64 {
    let (asked, there) = query.in_title(&candidate.title);
    let asked = i64::try_from(asked).unwrap_or(1).max(1);
    let in_title = match candidate.in_title {
        true => asked,
        false => i64::try_from(there).unwrap_or(0),
    };
    let accepted = if candidate.is_accepted { 160 } else { 0 };
    let answer = if candidate.is_answer { 40 } else { 0 };
    let days = now.signed_duration_since(candidate.published).num_days();
    let fresh = 100 * 365 / (365 + days.max(0));
    400 * in_title / asked + accepted + answer + 30 * doublings(candidate.score) + fresh
}

/// How often the votes double; below zero as well.
fn doublings(score: i64) -> i64 {
    let doubled = (score.unsigned_abs() + 1).ilog2().min(DOUBLINGS_MAX);
    i64::from(doubled) * score.signum()
}

#[cfg(test)]
mod tests {
    use super::super::Query;
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn words_in_the_title_answers_votes_and_age_are_weighed() {
        let now: DateTime<Utc> = "2026-06-01T12:00:00Z".parse().unwrap();
        let query = Query::parse("maple glue").unwrap();
        let candidate = |id, title: &str, is_accepted, score, days| Candidate {
            id,
            title: title.into(),
            in_title: false,
            duplicate_of: None,
            is_accepted,
            is_answer: false,
            score,
            published: now - TimeDelta::days(days),
        };
        let found = vec![
            candidate(9, "Something else", false, 90, 0),
            candidate(1, "Maple and glue", false, 0, 3000),
            candidate(3, "Glue", false, 2, 0),
            candidate(4, "Hide glue", false, 2, 0),
            candidate(5, "Old glue", false, 2, 4000),
            candidate(2, "Fish glue", true, 0, 10),
            candidate(6, "Bad glue", false, -20, 0),
        ];
        assert_eq!(rank(&query, found, now), [2, 1, 4, 3, 9, 5, 6]);
        let newest = vec![candidate(1, "", false, 0, 1), candidate(2, "", false, 0, 1)];
        assert_eq!(rank(&query, newest, now), [2, 1]);
        // Other forms of the words, as the index found them in the title, and words in quotes count as much.
        let forms = Candidate {
            in_title: true,
            ..candidate(1, "Gluing maples", false, 0, 900)
        };
        let other = candidate(2, "Something else", true, 9, 0);
        assert_eq!(rank(&query, vec![other.clone(), forms], now), [1, 2]);
        let quoted = Query::parse("\"maple glue\"").unwrap();
        let both = vec![other, candidate(1, "Maple glue", false, 0, 900)];
        assert_eq!(rank(&quoted, both, now), [1, 2]);
    }

    #[test]
    fn a_duplicate_comes_behind_what_it_is_a_duplicate_of() {
        let now: DateTime<Utc> = "2026-06-01T12:00:00Z".parse().unwrap();
        let query = Query::parse("glue").unwrap();
        let candidate = |id, score, duplicate_of| Candidate {
            id,
            title: "Glue".to_owned(),
            in_title: true,
            duplicate_of,
            is_accepted: false,
            is_answer: false,
            score,
            published: now,
        };
        let found = vec![
            candidate(1, 0, None),
            candidate(2, 500, Some(1)),
            candidate(3, 0, None),
            // What it is a duplicate of was not found.
            candidate(4, 3, Some(9)),
        ];
        assert_eq!(rank(&query, found, now), [4, 3, 1, 2]);
    }

    #[test]
    fn many_votes_are_worth_no_more_than_a_title() {
        for (score, times) in [
            (0, 0),
            (1, 1),
            (3, 2),
            (-3, -2),
            (i64::MAX, 10),
            (i64::MIN, -10),
        ] {
            assert_eq!(doublings(score), times, "{score}");
        }
    }
}
