//! Who may let threads begin by themselves: whoever convenes the community. Pure.

use crate::communities::model::Community;
use crate::error::Reason;
use crate::membership::model::Standing;
use crate::membership::policy::may_update_community;

pub fn may_schedule(standing: &Standing, community: &Community) -> Result<(), Reason> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    may_update_community(standing)
}
