//! Keeping what other servers say of their people and communities.

use crate::accounts::queries::remote::{RemoteProfile, upsert_remote_account};
use crate::activitypub::actors::{Actor, ActorKind, NewActor, actor_by_ap_id, upsert_remote_actor};
use crate::activitypub::peers::meet;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::remote::{
    RemoteCommunity, update_backfilled, update_origin_counts, upsert_remote_community,
};
use crate::error::{Error, Result};
use crate::ids::{ActorId, CommunityId};
use crate::store::{Time, Tx};

/// Somebody on another server: the actor and what is shown of them, in one transaction.
pub async fn save_remote_person(
    app: &App,
    actor: &NewActor,
    profile: &RemoteProfile,
    since: Time,
) -> Result<ActorId> {
    let mut tx = app.store.begin().await?;
    let actor = save_actor(&mut tx, app, actor).await?;
    upsert_remote_account(&mut tx, actor.id, profile, since).await?;
    tx.commit().await?;
    Ok(actor.id)
}

/// A community on another server.
pub async fn save_remote_community(
    app: &App,
    actor: &NewActor,
    community: &RemoteCommunity,
    since: Time,
) -> Result<Community> {
    let mut tx = app.store.begin().await?;
    let actor = save_actor(&mut tx, app, actor).await?;
    let row = upsert_remote_community(&mut tx, actor.id, community, since).await?;
    tx.commit().await?;
    Ok(Community { row, actor })
}

/// One of ours is never overwritten, and a person never becomes a community or the other way: what
/// hangs on them would change its meaning.
async fn save_actor(tx: &mut Tx, app: &App, actor: &NewActor) -> Result<Actor> {
    let is_group = |kind: ActorKind| kind == ActorKind::Group;
    if let Some(known) = actor_by_ap_id(tx, &actor.ap_id).await? {
        if known.local {
            return Err(Error::peer("this address is our own"));
        }
        if is_group(known.kind) != is_group(actor.kind) {
            return Err(Error::peer(
                "a person and a community cannot become each other",
            ));
        }
    }
    meet(tx, app, &actor.host).await?;
    Ok(upsert_remote_actor(tx, actor, app.now()).await?)
}

/// Its recent threads are here now.
pub async fn note_backfilled(app: &App, community: CommunityId) -> Result<()> {
    let mut tx = app.store.begin().await?;
    update_backfilled(&mut tx, community, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// What its own collections say; None leaves a count as it is.
pub async fn note_origin_counts(
    app: &App,
    community: CommunityId,
    posts: Option<i64>,
    followers: Option<i64>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    update_origin_counts(&mut tx, community, posts, followers).await?;
    tx.commit().await?;
    Ok(())
}
