//! Which communities a viewer may learn of.

use crate::accounts::model::Viewer;
use crate::communities::model::{Community, ReadPolicy};
use crate::membership::policy::may_know;
use crate::store::Conn;
use crate::visibility::{Reach, reach};
use diesel::QueryResult;

/// Those of the communities that this viewer may know of, in the same order: for every list that names
/// communities to whom has not asked for one of them.
pub async fn retain_known(
    conn: &mut Conn,
    viewer: &Viewer,
    mut communities: Vec<Community>,
) -> QueryResult<Vec<Community>> {
    let public = |community: &Community| community.row.read_policy == ReadPolicy::Public;
    // Of what everybody knows nothing has to be found out.
    let reach = match communities.iter().all(public) {
        true => Reach::default(),
        false => reach(conn, viewer.reader()).await?,
    };
    communities.retain(|community| may_know(&reach, community));
    Ok(communities)
}
