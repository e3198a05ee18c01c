//! Microblogs hold a thread as a boost by its community: it is taken back when the thread goes out of sight,
//! whoever had it go, and made again when the thread is back. Mastodon and its kin hear of neither otherwise.

use super::announcing::{announce_thread, microblogs};
use crate::activitypub::delivery::{Audience, Outgoing, deliver};
use crate::activitypub::recipients;
use crate::activitypub::vocabulary::PUBLIC;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::list_in_order;
use crate::error::Result;
use crate::posts::documents::{Addresses, activity, seal};
use crate::posts::model::Post;
use crate::posts::queries::latest_boost;
use crate::posts::queries::sharing::{list_passing_on, list_shown_in};
use crate::store::Tx;
use serde_json::json;

/// A thread has gone out of sight, or is seen again: `post` is as it is now. Those hear of it who hold its boost
/// by its community, if that is here, or by one of ours that it is shared with.
pub(crate) async fn boosts_follow(
    tx: &mut Tx,
    app: &App,
    home: &Community,
    post: &Post,
) -> Result<()> {
    boosts_beside_follow(tx, app, home, post).await?;
    if !home.is_local() || !is_boosted(post) {
        return Ok(());
    }
    match post.is_visible() {
        true => announce_thread(tx, app, home, &post.ap_id).await,
        false => take_boost_back(tx, app, home, &post.ap_id).await,
    }
}

/// The same for the communities here alone that a thread is shared with; `home` is its own, wherever that lives.
pub(crate) async fn boosts_beside_follow(
    tx: &mut Tx,
    app: &App,
    home: &Community,
    post: &Post,
) -> Result<()> {
    if !is_boosted(post) {
        return Ok(());
    }
    let places = match post.is_visible() {
        true => list_passing_on(tx, home.id(), &post.ap_id, app.now()).await?,
        false => list_shown_in(tx, home.id(), &post.ap_id).await?,
    };
    if places.is_empty() {
        return Ok(());
    }
    for place in list_in_order(tx, &places).await? {
        match post.is_visible() {
            true => announce_thread(tx, app, &place, &post.ap_id).await?,
            false => take_boost_back(tx, app, &place, &post.ap_id).await?,
        }
    }
    Ok(())
}

/// Only what everybody may read was ever boosted, and of what is held nobody has heard.
fn is_boosted(post: &Post) -> bool {
    post.audience == Audience::Public && post.held_at.is_none()
}

/// Takes the boost of a thread by a community here back.
pub(crate) async fn take_boost_back(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    thread: &str,
) -> Result<()> {
    let followers = recipients::followers(tx, community.actor.id).await?;
    let inboxes = microblogs(&followers);
    if inboxes.is_empty() {
        return Ok(());
    }
    let group = &community.actor.ap_id;
    let boost = match latest_boost(tx, community.actor.id, thread).await? {
        Some(mut document) => {
            if let Some(document) = document.as_object_mut() {
                document.remove("@context");
            }
            document
        }
        // We no longer know its id; who and what say enough.
        None => json!({
            "id": app.mint_activity_id("Announce"), "type": "Announce", "actor": group, "object": thread,
        }),
    };
    let id = app.mint_activity_id("Undo");
    let addresses = Addresses {
        to: vec![PUBLIC.to_owned()],
        cc: vec![group.clone()],
        audience: group.clone(),
    };
    let document = activity(&id, "Undo", group, &addresses, boost, app.now());
    let what = Outgoing {
        ap_id: id,
        kind: "Undo",
        actor: community.actor.id,
        object: thread.to_owned(),
        audience: Audience::Public,
        document: seal(&app.local, document),
    };
    deliver(tx, app, &what, inboxes).await?;
    Ok(())
}
