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

/// A public id: seven characters of time (seconds) and seven of chance. It sorts by age, and one
/// minted after a restore from a backup does not clash with one minted before the loss.
pub fn public_id(now: DateTime<Utc>, chance: u64) -> String {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    letters(seconds, 7) + &letters(chance, 7)
}

/// The tail of an activity's id.
pub fn activity_tail(chance: u128) -> String {
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
}
