//! Which communities a viewer may learn of.

use super::directory::roles_in;
use crate::accounts::model::Viewer;
use crate::communities::model::Community;
use crate::ids::CommunityId;
use crate::membership::policy::may_know;
use crate::store::Conn;
use diesel::QueryResult;
use std::collections::HashMap;

/// Those of the communities that this viewer may know of, in the same order: for every list that names
/// communities to whom has not asked for one of them.
pub async fn retain_known(
    conn: &mut Conn,
    viewer: &Viewer,
    mut communities: Vec<Community>,
) -> QueryResult<Vec<Community>> {
    let ids: Vec<CommunityId> = communities.iter().map(Community::id).collect();
    let roles = match viewer.account() {
        Some(account) if !ids.is_empty() => roles_in(conn, account, &ids).await?,
        _ => HashMap::new(),
    };
    communities
        .retain(|community| may_know(viewer, roles.get(&community.id()).copied(), community));
    Ok(communities)
}
