//! Reading: what is said in a community, that it is there at all, and who belongs to it.

use super::Right;
use crate::activitypub::nodeinfo::GUILDHALL;
use crate::communities::model::{Community, ReadPolicy};
use crate::error::Reason;
use crate::membership::model::Standing;
use crate::visibility::Reach;

/// Reading what is said in a community, as `visibility.rs` says it to the database. `standing` is none for
/// visitors. A ban takes what one reads as a member; what everybody reads, or everybody here, one reads on.
pub fn may_read(standing: Option<&Standing>, community: &Community) -> Result<(), Reason> {
    let policy = community.row.read_policy;
    if matches!(policy, ReadPolicy::Public | ReadPolicy::Unlisted) {
        return Ok(());
    }
    let standing = standing.ok_or(Reason::NotMember)?;
    if standing.suspended {
        return Err(Reason::Suspended);
    }
    let reads = match policy {
        ReadPolicy::Server => standing.local,
        _ if standing.is_kept_out() => return Err(Reason::Banned),
        _ => standing.has(Right::Read),
    };
    if reads {
        Ok(())
    } else {
        Err(Reason::NotMember)
    }
}

/// Whether somebody may learn of a community where they did not ask for it: from profiles, trees and lists
/// of related communities. `reach` is what they read, so that whoever reads no more there, left or banned,
/// knows no more than others; unlisted communities, which everybody reads, are for who belongs or follows.
pub fn may_know(reach: &Reach, community: &Community) -> bool {
    let id = community.id();
    community.is_live()
        && match community.row.read_policy {
            ReadPolicy::Unlisted => reach.knows(id),
            _ => reach.admits(community.audience(), id),
        }
}

/// Seeing who belongs to a community, beyond who looks after it: its members.
pub fn may_see_members(standing: Option<&Standing>) -> Result<(), Reason> {
    let standing = standing.ok_or(Reason::NotMember)?;
    if standing.suspended {
        return Err(Reason::Suspended);
    }
    if standing.banned {
        return Err(Reason::Banned);
    }
    if standing.has(Right::Read) {
        Ok(())
    } else {
        Err(Reason::NotMember)
    }
}

/// Also seeing members who do not want to be in the list.
pub fn may_see_unlisted(standing: &Standing) -> bool {
    standing.has(Right::Convene)
}

/// Choosing whether one is in the list of members oneself.
pub fn may_choose_listing(standing: &Standing) -> Result<(), Reason> {
    match standing.role {
        _ if standing.suspended => Err(Reason::Suspended),
        None => Err(Reason::NotMember),
        Some(_) => Ok(()),
    }
}

/// Whether the software of a server keeps private what is said in private. Only such servers get anything
/// of a community that only its members read; `visibility.rs` says the same to the database.
pub fn keeps_private(software: Option<&str>, version: Option<&str>) -> bool {
    match software {
        Some(GUILDHALL) => true,
        // From 1.0 on (protocol.md §3.9).
        Some("lemmy") => version.is_some_and(|it| !it.is_empty() && !it.starts_with("0.")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::standing;
    use super::*;
    use crate::membership::model::Role;

    #[test]
    fn only_software_that_is_known_to_keep_it_gets_what_is_private() {
        let cases = [
            (Some("guildhall"), Some("0.1.0"), true),
            (Some("guildhall"), None, true),
            (Some("lemmy"), Some("1.0.0-beta.2"), true),
            (Some("lemmy"), Some("0.19.12"), false),
            (Some("lemmy"), Some(""), false),
            (Some("lemmy"), None, false),
            (Some("piefed"), Some("1.6.27"), false),
            (Some("mastodon"), Some("4.5.0"), false),
            (None, None, false),
        ];
        for (software, version, expected) in cases {
            let what = format!("{software:?} {version:?}");
            assert_eq!(keeps_private(software, version), expected, "{what}");
        }
    }

    #[test]
    fn members_see_members_and_conveners_also_the_unlisted() {
        use Role::{Convener, Greeter, Member, Moderator, Newcomer};
        for (role, all) in [
            (Newcomer, false),
            (Member, false),
            (Greeter, false),
            (Moderator, false),
            (Convener, true),
        ] {
            let by = standing(Some(role));
            assert_eq!(may_see_members(Some(&by)), Ok(()), "{role}");
            assert_eq!(may_see_unlisted(&by), all, "{role}");
            assert_eq!(may_choose_listing(&by), Ok(()), "{role}");
        }
        let outside = standing(None);
        assert_eq!(may_see_members(None), Err(Reason::NotMember));
        assert_eq!(may_see_members(Some(&outside)), Err(Reason::NotMember));
        assert_eq!(may_choose_listing(&outside), Err(Reason::NotMember));
        let banned = Standing {
            banned: true,
            ..standing(Some(Member))
        };
        assert_eq!(may_see_members(Some(&banned)), Err(Reason::Banned));
    }
}
