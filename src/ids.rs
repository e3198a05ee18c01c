//! Keys of our tables, and the short names under which the world knows our things.

use crate::id_type;
use chrono::{DateTime, Utc};

id_type!(/// Anybody or anything with an inbox.
    ActorId);
id_type!(/// A person, a bot, the instance or the desk.
    AccountId);
id_type!(CommunityId);
id_type!(/// A thread.
    PostId);
id_type!(/// A reply: an answer or a comment.
    CommentId);
id_type!(/// Another server.
    PeerId);

/// Account 1 is the server itself: it signs our fetches and stands at the root address.
pub const INSTANCE: AccountId = AccountId(1);

/// Lower-case letters and digits that are not mistaken for each other (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Enough for the seconds of a thousand years.
const TIME_LETTERS: usize = 7;

/// A public id: seven characters of time (seconds) and seven of chance. It sorts by age, and one
/// minted after a restore from a backup does not clash with one minted before the loss.
pub fn public_id(now: DateTime<Utc>, chance: u64) -> String {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    letters(seconds, TIME_LETTERS) + &letters(chance, 7)
}

/// The tail of an activity's id: seven characters of time (seconds), a hyphen and 24 of chance. The
/// activity itself is kept for a while only; its id tells later that it was here.
pub fn activity_tail(now: DateTime<Utc>, chance: [u64; 2]) -> String {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let [one, other] = chance;
    letters(seconds, TIME_LETTERS) + "-" + &letters(one, 12) + &letters(other, 12)
}

/// When an activity with this tail of its id was made. None for what [`activity_tail`] never made.
pub fn minted_at(tail: &str) -> Option<DateTime<Utc>> {
    let (time, chance) = tail.split_once('-')?;
    if time.len() != TIME_LETTERS || chance.len() != 24 {
        return None;
    }
    let seconds = time.bytes().try_fold(0_i64, |seconds, byte| {
        let letter = LETTERS.iter().position(|letter| *letter == byte)?;
        Some(seconds * 32 + i64::try_from(letter).ok()?)
    })?;
    DateTime::from_timestamp(seconds, 0)
}

/// A number to call something by: 32 digits of chance.
pub fn digits(chance: u128) -> String {
    format!("{chance:032x}")
}

fn letters(mut value: u64, count: usize) -> String {
    let mut out = Vec::with_capacity(count);
    for _ in 0..count {
        let index = usize::try_from(value % 32).unwrap_or(0);
        out.push(LETTERS.get(index).copied().unwrap_or(b'0'));
        value /= 32;
    }
    out.reverse();
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn public_ids_sort_by_age_and_differ_by_chance() {
        let early = Utc.timestamp_opt(1_700_000_000, 0).unwrap();
        let late = Utc.timestamp_opt(1_800_000_000, 0).unwrap();
        assert!(public_id(early, u64::MAX) < public_id(late, 0));
        assert_ne!(public_id(early, 1), public_id(early, 2));
        assert_eq!(public_id(early, 1).len(), 14);
    }

    #[test]
    fn the_id_of_an_activity_tells_when_it_was_made() {
        let made = Utc.timestamp_opt(1_700_000_000, 0).unwrap();
        let tail = activity_tail(made, [u64::MAX, 7]);
        assert_eq!(tail.len(), 32);
        assert_eq!(minted_at(&tail), Some(made));
        assert_ne!(tail, activity_tail(made, [u64::MAX, 8]));
        let hexadecimal = "0".repeat(32);
        let public = public_id(made, 1);
        let made_up = format!("iiiiiii-{}", "0".repeat(24));
        for other in [String::new(), "-".to_owned(), made_up, hexadecimal, public] {
            assert_eq!(minted_at(&other), None, "{other}");
        }
    }
}
