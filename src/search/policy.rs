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
    let refuse = |message: &str| Err(Error::invalid("q", message.to_owned()));
    if query.is_empty() {
        return refuse("Write what to look for; then it can be followed.");
    }
    let most = QUERY_MAX - ADDED;
    if typed.chars().count() > most {
        return refuse(&format!(
            "Searches of up to {most} characters can be followed."
        ));
    }
    let filters = &query.filters;
    if matches!(filters.is, Some(State::Answered | State::Accepted)) {
        return refuse("What is new has no answers yet: follow the search without this state.");
    }
    if filters.before.is_some() {
        return refuse("What ends on a day has nothing new: follow the search without “before:”.");
    }
    let lists = match listed {
        Listed::Threads => filters.admit_threads(),
        Listed::Replies => filters.admit_replies(),
    };
    if !lists {
        return refuse("This search lists nothing of that kind.");
    }
    if already >= FOLLOWED_MAX {
        return refuse(&format!(
            "You follow {FOLLOWED_MAX} searches. End one of them, then you can follow this one."
        ));
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
