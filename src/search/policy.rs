//! Which searches may be followed, and how many. Pure.

use super::model::{Listed, QUERY_MAX, Query, State};
use crate::error::{Error, Result};

/// Searches that one person may follow.
pub const FOLLOWED_MAX: usize = 10;
/// Characters that a notice adds to what was typed, so that it leads to what is new.
const ADDED: usize = " after:2026-01-31".len();

/// Whether this search, of which `typed` is what was written, can have something new that is told.
/// `already` is how many its follower has.
pub fn may_follow(query: &Query, typed: &str, listed: Listed, already: usize) -> Result<()> {
    let refuse = |message: String| Err(Error::invalid("q", message));
    if query.is_empty() {
        return refuse(t!("search-unfollowable-empty"));
    }
    let most = QUERY_MAX - ADDED;
    if typed.chars().count() > most {
        return refuse(t!("search-unfollowable-long", most = most));
    }
    let filters = &query.filters;
    if matches!(filters.is, Some(State::Answered | State::Accepted)) {
        return refuse(t!("search-unfollowable-state"));
    }
    if filters.before.is_some() {
        return refuse(t!("search-unfollowable-before"));
    }
    let lists = match listed {
        Listed::Threads => filters.admit_threads(),
        Listed::Replies => filters.admit_replies(),
    };
    if !lists {
        return refuse(t!("search-unfollowable-kind"));
    }
    if already >= FOLLOWED_MAX {
        return refuse(t!("search-unfollowable-many", most = FOLLOWED_MAX));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(typed: &str, listed: Listed, already: usize) -> Option<String> {
        let query = Query::parse(typed).unwrap();
        match may_follow(&query, typed, listed, already) {
            Err(Error::Invalid(errors)) => Some(errors[0].message.to_string()),
            Err(other) => panic!("{other:?}"),
            Ok(()) => None,
        }
    }

    #[test]
    fn what_can_have_something_new_may_be_followed() {
        use Listed::{Replies, Threads};
        for (typed, listed) in [
            ("glue", Threads),
            ("glue", Replies),
            ("glue is:unanswered tag:repair", Threads),
            ("kind:answer author:ada", Replies),
        ] {
            assert_eq!(refused(typed, listed, FOLLOWED_MAX - 1), None, "{typed}");
        }
        let long = "x".repeat(QUERY_MAX);
        for (typed, listed, already, said) in [
            ("", Threads, 0, "Write what to look for"),
            (long.as_str(), Threads, 0, "Searches of up to 239"),
            ("glue is:accepted", Replies, 0, "What is new has no answers"),
            ("glue is:answered", Threads, 0, "What is new has no answers"),
            ("glue before:2026", Threads, 0, "What ends on a day"),
            ("kind:answer glue", Threads, 0, "This search lists nothing"),
            ("tag:glue", Replies, 0, "This search lists nothing"),
            ("glue", Threads, FOLLOWED_MAX, "You follow 10 searches"),
        ] {
            let answer = refused(typed, listed, already).unwrap_or_default();
            assert!(answer.starts_with(said), "{typed}: {answer}");
        }
    }
}
