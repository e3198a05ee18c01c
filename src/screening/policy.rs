//! Who sets automatic rules, and on whom they are tried. Pure.

use crate::accounts::model::Viewer;
use crate::accounts::policy::may_administer;
use crate::communities::model::Community;
use crate::error::Reason;
use crate::membership::model::{CommunitySettings, Standing};
use crate::membership::policy::may_update_community;

/// Those who have written less than this count as newcomers where links are held.
pub const FEW: i32 = 3;

/// Whoever convenes a community of this server sets its rules.
pub fn may_set_rules(standing: &Standing, community: &Community) -> Result<(), Reason> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    may_update_community(standing)
}

/// The rules of the whole server are its administrators'.
pub fn may_set_server_rules(viewer: &Viewer) -> Result<(), Reason> {
    may_administer(viewer)
}

/// Whether the rules of the community are tried on what somebody writes. Those who look after it would decide about
/// themselves.
pub fn is_screened_by_community(standing: &Standing, community: &Community) -> bool {
    community.is_local() && !standing.may_moderate()
}

/// Whether those of the server are. Its administrators made them.
pub fn is_screened_by_server(standing: &Standing) -> bool {
    !standing.server_admin
}

/// How many contributions somebody needs, at most, before what they write is shown at once; none where that does
/// not matter. `leads_away` is whether the text has links.
pub fn contributions_needed(settings: &CommunitySettings, leads_away: bool) -> Option<i32> {
    let links = match settings.hold_links && leads_away {
        true => settings.hold_first.max(FEW),
        false => 0,
    };
    Some(settings.hold_first.max(links)).filter(|needed| *needed > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_contributions_and_first_links_are_looked_at() {
        for (first, links, leads_away, needed) in [
            (0, false, true, None),
            (0, true, false, None),
            (0, true, true, Some(FEW)),
            (2, false, true, Some(2)),
            (2, true, false, Some(2)),
            (2, true, true, Some(FEW)),
            (9, true, true, Some(9)),
        ] {
            let settings = CommunitySettings {
                hold_first: first,
                hold_links: links,
                ..CommunitySettings::of(crate::ids::CommunityId(1))
            };
            assert_eq!(
                contributions_needed(&settings, leads_away),
                needed,
                "{first} {links} {leads_away}"
            );
        }
    }
}
