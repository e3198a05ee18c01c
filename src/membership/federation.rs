//! Moderators on the wire: our collections of them, and those of other servers.

use super::actions::{receive_moderator_added, receive_moderator_removed, save_remote_moderators};
use super::model::Role;
use crate::accounts::model::Person;
use crate::activitypub::actors::Actor;
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::ids::same_origin;
use crate::activitypub::tolerant::{id_in, ids_of};
use crate::activitypub::vocabulary::context;
use crate::app::App;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::Community;
use crate::error::{Error, Reason, Result};
use serde_json::{Value, json};

/// As many as anybody needs; a longer list is a mistake or an attack (safety.md O-20).
const MAX_MODERATORS: usize = 50;

/// The collection at `attributedTo`: ids inline, as Lemmy needs them.
pub fn moderators_document(
    app: &App,
    community: &Community,
    moderators: &[(Person, Role)],
) -> Value {
    let ids: Vec<&str> = moderators
        .iter()
        .map(|(person, _)| person.actor.ap_id.as_str())
        .collect();
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": community.actor.moderators_url,
        "type": "OrderedCollection",
        "totalItems": ids.len(),
        "orderedItems": ids,
    })
}

/// Reads who moderates a community of another server from its own collection and keeps it. Moderators
/// who cannot be found now are left out. Without such a collection nothing changes.
pub async fn refresh_moderators(app: &App, community: &Community) -> Result<()> {
    let Some(url) = &community.actor.moderators_url else {
        return Ok(());
    };
    if community.is_local() || !same_origin(url, &community.actor.ap_id) {
        return Ok(());
    }
    let collection = fetch_document(app, url).await?.value;
    let mut ids = ids_of(&collection, "orderedItems");
    ids.extend(ids_of(&collection, "items"));
    let mut people = Vec::new();
    for id in ids.into_iter().take(MAX_MODERATORS) {
        match resolve_actor(app, id, FRESH).await {
            Ok(found) => people.extend(found.person()),
            Err(error) => tracing::debug!(%id, %error, "a moderator cannot be found"),
        }
    }
    save_remote_moderators(app, community, &people).await
}

/// `Add` or `Remove` whose target is the moderators' collection of `community`, said by `signer` or,
/// in an Announce, by the community for `signer`. `announced` tells which: what a community passes on
/// about its own moderators has its authority. Whether the target was that collection at all.
pub async fn receive_moderator_change(
    app: &App,
    activity: &Value,
    signer: &Actor,
    community: &Community,
    announced: bool,
) -> Result<bool> {
    let target = id_in(activity, "target");
    // PieFed leaves the target of moderators null, but names the community as audience.
    let names_moderators = match (target, &community.actor.moderators_url) {
        (Some(target), Some(url)) => target == url,
        (None, _) => true,
        (Some(_), None) => false,
    };
    if !names_moderators {
        return Ok(false);
    }
    let adds = match activity.get("type").and_then(Value::as_str) {
        Some("Add") => true,
        Some("Remove") => false,
        _ => return Ok(false),
    };
    let object = id_in(activity, "object").ok_or(Error::NotFound("person"))?;
    let Some(person) = resolve_actor(app, object, FRESH).await?.person() else {
        return Ok(false);
    };
    let by_community = announced || signer.ap_id == community.actor.ap_id;
    let by = if by_community {
        None
    } else {
        let by = resolve_actor(app, &signer.ap_id, FRESH).await?.person();
        Some(by.ok_or(Reason::NotModerator)?)
    };
    if adds {
        receive_moderator_added(app, by.as_ref(), community, &person).await?;
    } else {
        receive_moderator_removed(app, by.as_ref(), community, &person).await?;
    }
    Ok(true)
}
