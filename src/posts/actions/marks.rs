//! Replies that stand out as the word of those who look after a community: Lemmy's and PieFed's `distinguished`.

use super::scene::ReplyScene;
use super::threads::commit;
use crate::accounts::model::Person;
use crate::accounts::rate_limits::begin_write;
use crate::activitypub::ids::same_origin;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::ids::CommentId;
use crate::membership::model::Standing;
use crate::posts::arrived::Arrived;
use crate::posts::model::Comment;
use crate::posts::{policy, publish, queries};
use crate::store::Tx;

/// Says of one's own reply that it is the word of the team, or no more. Its readers hear of it as of an edit. Doing
/// what is done already changes nothing.
pub async fn distinguish(
    app: &App,
    who: &Person,
    id: CommentId,
    distinguished: bool,
) -> Result<Comment> {
    let mut tx = begin_write(app, who.id()).await?;
    let (mut scene, standing) = ReplyScene::lock(&mut tx, app, who, id).await?;
    let thread = &scene.thread;
    policy::may_distinguish(&standing, &thread.community, &thread.post, &scene.comment)?;
    if scene.comment.distinguished_at.is_some() == distinguished {
        return Ok(scene.comment);
    }
    let at = app.now();
    queries::set_comment_distinguished(&mut tx, id, distinguished.then_some(at)).await?;
    let version_at = at.following(Some(scene.comment.version_at));
    let version_id = app.mint_public_id();
    queries::set_comment_version(&mut tx, id, version_at, &version_id).await?;
    scene.comment = queries::lock_comment(&mut tx, id).await?;
    publish::reply_edited(&mut tx, app, &scene.reply()).await?;
    commit(app, tx).await?;
    Ok(scene.comment)
}

/// What the author of a reply elsewhere says of it, as far as they are believed; of what is not said the last
/// word stands.
pub(super) async fn adopt_mark(
    tx: &mut Tx,
    (author, standing): (&Person, &Standing),
    community: &Community,
    reply: &Comment,
    arrived: &Arrived,
) -> Result<()> {
    let Some(said) = arrived.distinguished else {
        return Ok(());
    };
    let lives_with_it = same_origin(&author.actor.ap_id, &community.actor.ap_id);
    let stands_out = said && policy::speaks_for_team(standing, community, lives_with_it);
    if reply.distinguished_at.is_some() != stands_out {
        let at = stands_out.then_some(reply.version_at);
        queries::set_comment_distinguished(tx, reply.id, at).await?;
    }
    Ok(())
}
