//! How the room is shared and how often a failed job is tried. Pure.

use chrono::TimeDelta;

/// Tries of a job whose failure no waiting cures.
const TRIES: i32 = 3;
/// How long a job is tried whose failure may pass.
const PATIENCE: TimeDelta = TimeDelta::days(7);

/// Splits the room between lanes and jobs without one. Whose turn it is gets the larger half;
/// what one side does not need the other may have.
pub(super) fn share(room: usize, lanes: usize, loose: bool, lanes_first: bool) -> (usize, usize) {
    if !loose {
        return (room.min(lanes), 0);
    }
    let larger = room.div_ceil(2);
    let half = if lanes_first { larger } else { room - larger };
    let for_lanes = half.min(lanes);
    (for_lanes, room - for_lanes)
}

/// When a job that has failed `tries` times, the first time enqueued `age` ago, is tried again;
/// None when it is given up. A failure that may pass is given days, another three tries.
pub(super) fn next_try(may_pass: bool, tries: i32, age: TimeDelta) -> Option<TimeDelta> {
    if (!may_pass && tries >= TRIES) || (may_pass && age >= PATIENCE) {
        return None;
    }
    Some(match tries {
        ..=1 => TimeDelta::seconds(30),
        2 => TimeDelta::minutes(2),
        3 => TimeDelta::minutes(10),
        4 => TimeDelta::hours(1),
        5 => TimeDelta::hours(6),
        _ => TimeDelta::days(1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_that_may_pass_are_given_a_week_and_others_three_tries() {
        let minutes = TimeDelta::minutes;
        let young = TimeDelta::zero();
        let cases = [
            (true, 1, young, Some(TimeDelta::seconds(30))),
            (true, 2, young, Some(minutes(2))),
            (true, 3, young, Some(minutes(10))),
            (true, 4, young, Some(minutes(60))),
            (true, 5, young, Some(minutes(360))),
            (true, 6, young, Some(minutes(1440))),
            (true, 12, TimeDelta::days(6), Some(minutes(1440))),
            (true, 12, TimeDelta::days(7), None),
            (false, 1, young, Some(TimeDelta::seconds(30))),
            (false, 2, young, Some(minutes(2))),
            (false, 3, young, None),
        ];
        for (may_pass, tries, age, expected) in cases {
            assert_eq!(next_try(may_pass, tries, age), expected, "{tries} {age}");
        }
    }

    #[test]
    fn neither_lanes_nor_loose_jobs_starve() {
        assert_eq!(share(16, 100, false, true), (16, 0));
        assert_eq!(share(16, 0, true, true), (0, 16));
        assert_eq!(share(16, 100, true, true), (8, 8));
        assert_eq!(share(1, 100, true, true), (1, 0));
        assert_eq!(share(1, 100, true, false), (0, 1));
    }
}
