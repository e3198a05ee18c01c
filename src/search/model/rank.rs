//! The order of what is found.

use super::Words;
use chrono::{DateTime, Utc};

/// Votes count by their doubling, up to so many times.
const DOUBLINGS_MAX: u32 = 10;

/// What stands for a thread or reply among those that are looked at together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: i64,
    /// Empty for a reply.
    pub title: String,
    /// A question with an accepted answer, or such an answer.
    pub is_accepted: bool,
    /// A question with answers, or an answer to one.
    pub is_answer: bool,
    /// A question that is asked elsewhere here, where the answers are.
    pub is_duplicate: bool,
    pub score: i64,
    pub published: DateTime<Utc>,
}

/// The best first: words in the title, an accepted answer, votes and how new it is are weighed against each other.
/// At the same worth the newest comes first.
pub fn rank(words: &Words, mut found: Vec<Candidate>, now: DateTime<Utc>) -> Vec<i64> {
    found.sort_by_cached_key(|candidate| {
        std::cmp::Reverse((worth(words, candidate, now), candidate.id))
    });
    found.into_iter().map(|candidate| candidate.id).collect()
}

fn worth(words: &Words, candidate: &Candidate, now: DateTime<Utc>) -> i64 {
    let asked = i64::try_from(words.all().len()).unwrap_or(1).max(1);
    let in_title = i64::try_from(words.found_in(&candidate.title)).unwrap_or(0);
    let accepted = if candidate.is_accepted { 160 } else { 0 };
    let answer = if candidate.is_answer { 40 } else { 0 };
    let days = now.signed_duration_since(candidate.published).num_days();
    let fresh = 100 * 365 / (365 + days.max(0));
    // More than its words in the title are worth: the question that it is a duplicate of comes first.
    let duplicate = if candidate.is_duplicate { 500 } else { 0 };
    400 * in_title / asked + accepted + answer + 30 * doublings(candidate.score) + fresh - duplicate
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
        let words = Query::parse("maple glue").unwrap().words;
        let candidate = |id, title: &str, is_accepted, score, days| Candidate {
            id,
            title: title.into(),
            is_accepted,
            is_answer: false,
            is_duplicate: false,
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
        assert_eq!(rank(&words, found, now), [2, 1, 4, 3, 9, 5, 6]);
        let newest = vec![candidate(1, "", false, 0, 1), candidate(2, "", false, 0, 1)];
        assert_eq!(rank(&words, newest, now), [2, 1]);
    }

    #[test]
    fn a_duplicate_comes_behind_the_question_that_it_is_of() {
        let now: DateTime<Utc> = "2026-06-01T12:00:00Z".parse().unwrap();
        let words = Query::parse("glue").unwrap().words;
        let candidate = |id, title: &str, is_duplicate| Candidate {
            id,
            title: title.into(),
            is_accepted: is_duplicate,
            is_answer: false,
            is_duplicate,
            score: 0,
            published: now,
        };
        let found = vec![
            candidate(2, "Which glue?", true),
            candidate(1, "What holds?", false),
        ];
        assert_eq!(rank(&words, found, now), [1, 2]);
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
