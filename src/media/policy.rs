//! How much anybody may send and keep.

use super::model::{Attachment, Kept, Owner};
use crate::config::Media;
use crate::error::{Error, Result};
use crate::ids::AccountId;

/// The field in which pictures come.
pub const FIELD: &str = "picture";
/// Pictures of one person that hang nowhere yet.
const LOOSE_MAX: i64 = 40;
const MIB: u64 = 1024 * 1024;

/// Bytes that one file may have.
pub fn file_max(limits: &Media) -> u64 {
    u64::from(limits.file_mib).saturating_mul(MIB)
}

/// Bytes that a whole form with files may have: two of them, and its fields.
pub fn form_max(limits: &Media) -> u64 {
    file_max(limits).saturating_mul(2).saturating_add(MIB)
}

/// Whether a file may be looked at. `field` is where it was chosen.
pub fn may_send(limits: &Media, field: &'static str, bytes: u64) -> Result<()> {
    if bytes <= file_max(limits) {
        return Ok(());
    }
    let most = limits.file_mib;
    Err(Error::invalid(field, t!("media-file-large", most = most)))
}

/// Whether somebody who keeps so much may keep so many bytes more.
pub fn may_keep(limits: &Media, field: &'static str, kept: &Kept, more: u64) -> Result<()> {
    if kept.loose >= LOOSE_MAX {
        return Err(Error::invalid(field, t!("media-loose")));
    }
    let all = u64::try_from(kept.bytes).unwrap_or(0).saturating_add(more);
    if all <= u64::from(limits.person_mib).saturating_mul(MIB) {
        return Ok(());
    }
    let most = limits.person_mib;
    Err(Error::invalid(field, t!("media-full", most = most)))
}

/// Whether a text of this person shows a picture: one that hangs in one of these places, where the text stands
/// already or what it is made of, or one of theirs that hangs nowhere yet. Any other is a link, as pictures of other
/// servers are.
pub fn may_show(picture: &Attachment, by: AccountId, places: &[Owner]) -> bool {
    match picture.owner() {
        None => picture.uploader_id == by,
        Some(owner) => places.contains(&owner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Media = Media {
        file_mib: 2,
        person_mib: 3,
    };

    fn keeps(bytes: i64, loose: i64, more: u64) -> bool {
        may_keep(&LIMITS, FIELD, &Kept { bytes, loose }, more).is_ok()
    }

    #[test]
    fn files_people_and_loose_pictures_have_a_limit() {
        let mib = 1024 * 1024;
        assert!(may_send(&LIMITS, FIELD, 2 * MIB).is_ok());
        assert!(may_send(&LIMITS, FIELD, 2 * MIB + 1).is_err());
        assert!(keeps(0, 0, 3 * MIB));
        assert!(!keeps(0, 0, 3 * MIB + 1));
        assert!(keeps(2 * mib, 39, MIB));
        assert!(!keeps(2 * mib, 39, MIB + 1));
        assert!(!keeps(0, 40, 0));
    }
}
