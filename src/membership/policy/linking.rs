//! Communities that work together: who proposes and answers, and who shares threads of one with the other.

use super::{Right, may_act, may_convene};
use crate::communities::model::{Community, ReadPolicy};
use crate::error::Reason;
use crate::membership::model::{Link, LinkState, Sharing, Standing};

/// Open links and proposals of one community.
pub const LINKS_MAX: i64 = 50;

/// Proposing a link to another community, or accepting one.
pub fn may_link(by: &Standing, community: &Community, other: &Community) -> Result<(), Reason> {
    may_convene(by)?;
    fit_together(community, other)
}

/// Declining, taking back or ending, which needs nothing of the other one.
pub fn may_unlink(by: &Standing) -> Result<(), Reason> {
    may_convene(by)
}

/// Setting who shares.
pub fn may_set_sharing(by: &Standing) -> Result<(), Reason> {
    may_convene(by)
}

/// Two communities that everybody may read and finds in lists. What is said in one stands in the other, too:
/// nothing that is for few, nor anything that is not to be listed.
pub fn fit_together(community: &Community, other: &Community) -> Result<(), Reason> {
    if community.id() == other.id() {
        return Err(Reason::Oneself);
    }
    for one in [community, other] {
        if !one.is_live() || one.actor.gone_at.is_some() {
            return Err(Reason::CommunityGone);
        }
        if one.row.read_policy != ReadPolicy::Public {
            return Err(Reason::NotForEverybody);
        }
    }
    Ok(())
}

/// Whether what is shared by one of two communities is taken by the other.
pub fn works_together(link: Option<&Link>) -> Result<(), Reason> {
    match link.map(|link| link.state) {
        Some(LinkState::Linked) => Ok(()),
        _ => Err(Reason::NotLinked),
    }
}

/// Sharing threads of a community here with one that it is linked to; `link` is the community's own view of it.
pub fn may_share_from(
    by: &Standing,
    community: &Community,
    link: Option<&Link>,
) -> Result<(), Reason> {
    may_act(by, community)?;
    if community.row.read_policy != ReadPolicy::Public {
        return Err(Reason::NotForEverybody);
    }
    works_together(link)?;
    match link.map(|link| link.sharing) {
        Some(Sharing::Members) if by.has(Right::Post) => Ok(()),
        Some(Sharing::Members) => Err(Reason::NotMember),
        Some(Sharing::Conveners) if by.may_moderate() => Ok(()),
        _ => Err(Reason::SharingRestricted),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::standing;
    use super::*;
    use crate::ids::CommunityId;
    use crate::membership::model::Role;
    use crate::posts::tests::world::World;
    use crate::store::Time;

    fn link(state: LinkState, sharing: Sharing) -> Link {
        let at = Time::new(chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap());
        Link {
            id: 1,
            community_id: CommunityId(1),
            other_id: CommunityId(2),
            state,
            sharing,
            ap_id: "https://a.test/activities/offer/1".to_owned(),
            words: String::new(),
            created_at: at,
            changed_at: at,
            offers: None,
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn communities_that_everybody_reads_are_linked_by_their_conveners() {
        let world = World::new().await;
        let open = world.community("open").await;
        let other = world.community_on("other", Some("away.example")).await;
        let with = |policy: ReadPolicy| {
            let mut narrow = open.clone();
            narrow.row.read_policy = policy;
            narrow
        };
        let mut removed = other.clone();
        removed.row.removed_at = Some(world.now());
        let convener = standing(Some(Role::Convener));
        let moderator = standing(Some(Role::Moderator));
        let not_open = Err(Reason::NotForEverybody);
        let cases = [
            (&convener, open.clone(), &other, Ok(())),
            (&moderator, open.clone(), &other, Err(Reason::NotConvener)),
            (&convener, with(ReadPolicy::Unlisted), &other, not_open),
            (&convener, with(ReadPolicy::Members), &other, not_open),
            (&convener, with(ReadPolicy::Server), &other, not_open),
            (&convener, open.clone(), &open, Err(Reason::Oneself)),
            (
                &convener,
                open.clone(),
                &removed,
                Err(Reason::CommunityGone),
            ),
        ];
        for (by, community, other, expected) in cases {
            let policy = community.row.read_policy;
            assert_eq!(may_link(by, &community, other), expected, "{policy} {by:?}");
        }
        assert_eq!(may_unlink(&convener), Ok(()));
        assert_eq!(may_unlink(&moderator), Err(Reason::NotConvener));
        assert_eq!(may_set_sharing(&moderator), Err(Reason::NotConvener));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn threads_are_shared_by_whom_the_community_lets() {
        use LinkState::{Asked, Declined, Ended, Linked, Proposed};
        let world = World::new().await;
        let open = world.community("open").await;
        let banned = Standing {
            banned: true,
            ..standing(Some(Role::Member))
        };
        let cases = [
            (Sharing::Members, standing(Some(Role::Newcomer)), Ok(())),
            (Sharing::Members, standing(Some(Role::Member)), Ok(())),
            (Sharing::Members, standing(None), Err(Reason::NotMember)),
            (Sharing::Members, banned, Err(Reason::Banned)),
            (
                Sharing::Conveners,
                standing(Some(Role::Member)),
                Err(Reason::SharingRestricted),
            ),
            (Sharing::Conveners, standing(Some(Role::Moderator)), Ok(())),
            (
                Sharing::Nobody,
                standing(Some(Role::Convener)),
                Err(Reason::SharingRestricted),
            ),
        ];
        for (sharing, by, expected) in cases {
            let link = link(Linked, sharing);
            let judged = may_share_from(&by, &open, Some(&link));
            assert_eq!(judged, expected, "{sharing} {by:?}");
        }
        let member = standing(Some(Role::Member));
        for state in [Proposed, Asked, Declined, Ended] {
            let link = link(state, Sharing::Members);
            let judged = may_share_from(&member, &open, Some(&link));
            assert_eq!(judged, Err(Reason::NotLinked), "{state}");
        }
        assert_eq!(may_share_from(&member, &open, None), Err(Reason::NotLinked));
        let mut narrow = open.clone();
        narrow.row.read_policy = ReadPolicy::Members;
        let link = link(Linked, Sharing::Members);
        assert_eq!(
            may_share_from(&member, &narrow, Some(&link)),
            Err(Reason::NotForEverybody)
        );
    }
}
