//! Threads that go to another community.

use super::scene::ThreadScene;
use super::tagging::tags_on_arrival;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::posts::model::Post;
use crate::posts::{policy, publish, queries};
use crate::store::Tx;

/// Files a thread with another community, with all that was said in it; who may, whoever calls has judged. Where
/// the communities are ours, microblogs have the boost by the one taken back and get that by the other. Of a
/// thread by somebody here its readers hear of it as of an edit, since its document names its community.
pub async fn move_thread(
    tx: &mut Tx,
    app: &App,
    post: &Post,
    from: &Community,
    to: &Community,
) -> Result<Post> {
    let post = queries::lock_post(tx, post.id).await?;
    policy::may_be_moved(&post, from, to)?;
    let names = tags_on_arrival(tx, to, post.tags.0.clone()).await?;
    let moved = queries::move_post(tx, &post, to.id(), names, app.now()).await?;
    if !moved.is_visible() {
        return Ok(moved);
    }
    if from.is_local() {
        publish::take_boost_back(tx, app, from, &moved.ap_id).await?;
    }
    let scene = ThreadScene::load(tx, moved).await?;
    Box::pin(publish::thread_edited(tx, app, &scene.thread())).await?;
    if to.is_local() {
        publish::announce_thread(tx, app, to, &scene.post.ap_id).await?;
    }
    Ok(scene.post)
}
