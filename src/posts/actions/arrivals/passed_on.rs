//! What people here wrote in a community elsewhere, once that has passed it on.

use super::find_thing;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::posts::queries::{set_comment_passed_on, set_post_passed_on};
use crate::store::Tx;

/// A community elsewhere has passed on what has this id: there it waits no more. Of anything but what people here
/// wrote in that community nothing is noted.
pub async fn note_passed_on(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    ap_id: &str,
) -> Result<()> {
    let Some(thing) = find_thing(tx, ap_id).await? else {
        return Ok(());
    };
    if thing.post.community_id != community.id() {
        return Ok(());
    }
    match &thing.reply {
        Some(reply) if reply.local => set_comment_passed_on(tx, reply.id, app.now()).await?,
        None if thing.post.local => set_post_passed_on(tx, thing.post.id, app.now()).await?,
        _ => {}
    }
    Ok(())
}
