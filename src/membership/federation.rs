//! Moderators on the wire: our collections of them, and those of other servers.

use super::actions::save_remote_moderators;
use super::model::Role;
use crate::accounts::model::Person;
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::ids::same_origin;
use crate::activitypub::tolerant::ids_of;
use crate::activitypub::vocabulary::context;
use crate::app::App;
use crate::communities::documents::members_url;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::Community;
use crate::error::Result;
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

/// How many belong to a community and are in its list of members, and not who: their names are for other
/// members.
pub fn members_document(app: &App, community: &Community, total: i64) -> Value {
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": members_url(&community.actor),
        "type": "Collection",
        "totalItems": total,
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
