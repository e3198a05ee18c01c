//! What a vote is worth, and which of two counts.

use crate::error::{Error, Result};
use crate::store::Time;

/// A vote before and after one was recorded; equal when nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoteChange {
    pub before: i16,
    pub after: i16,
}

impl VoteChange {
    pub fn is_none(self) -> bool {
        self.before == self.after
    }

    /// By how much the votes for and against move.
    pub fn steps(self) -> (i64, i64) {
        let up = i64::from(self.after == 1) - i64::from(self.before == 1);
        let down = i64::from(self.after == -1) - i64::from(self.before == -1);
        (up, down)
    }
}

/// −1 against, 1 for, 0 to take a vote back.
pub fn check_value(value: i64) -> Result<i16> {
    match value {
        -1 => Ok(-1),
        0 => Ok(0),
        1 => Ok(1),
        _ => Err(Error::invalid("score", t!("voting-wrong"))),
    }
}

/// A vote with the time its sender gave it, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cast {
    pub value: i16,
    pub at: Option<Time>,
}

impl Cast {
    /// Whether this vote, arriving now, takes the place of `old`: the later by time where both have
    /// one, else whichever arrives last. At one instant the withdrawal wins, then the vote against,
    /// so that any order of arrival ends the same.
    pub fn replaces(self, old: Cast) -> bool {
        match (self.at, old.at) {
            (Some(new), Some(before)) if new == before => weight(self.value) > weight(old.value),
            (Some(new), Some(before)) => new > before,
            _ => true,
        }
    }
}

fn weight(value: i16) -> u8 {
    match value {
        0 => 2,
        -1 => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn the_last_vote_by_time_counts_and_else_the_last_to_arrive() {
        let at = |s| DateTime::from_timestamp(s, 0).map(Time::new);
        let cast = |value, at| Cast { value, at };
        let cases = [
            (cast(1, at(2)), cast(-1, at(1)), true),
            (cast(1, at(1)), cast(-1, at(2)), false),
            (cast(1, None), cast(-1, at(2)), true),
            (cast(1, at(1)), cast(-1, None), true),
            (cast(0, at(1)), cast(1, at(1)), true),
            (cast(1, at(1)), cast(0, at(1)), false),
            (cast(-1, at(1)), cast(1, at(1)), true),
            (cast(1, at(1)), cast(1, at(1)), false),
        ];
        for (new, old, expected) in cases {
            assert_eq!(new.replaces(old), expected, "{new:?} {old:?}");
        }
    }

    #[test]
    fn steps_move_both_counts() {
        let cases = [
            (0, 1, (1, 0)),
            (1, -1, (-1, 1)),
            (-1, 0, (0, -1)),
            (1, 1, (0, 0)),
        ];
        for (before, after, steps) in cases {
            assert_eq!(VoteChange { before, after }.steps(), steps);
        }
    }
}
