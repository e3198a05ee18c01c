//! What a community elsewhere is told in ActivityStreams. Pure.

use crate::activitypub::actors::Actor;
use crate::text::escape;
use serde_json::{Value, json};

/// A message of one line to a community, as anybody writes it there by hand (`docs/federation.md`). `id` is that of
/// the activity, `note` that of the message.
pub fn line_to(
    community: &Actor,
    from: &Actor,
    (id, note): (&str, &str),
    line: &str,
    at: &str,
) -> Value {
    let name = format!("@{}@{}", community.name, community.host);
    json!({
        "id": id, "type": "Create", "actor": from.ap_id, "to": [community.ap_id], "published": at,
        "object": {
            "id": note,
            "type": "Note",
            "attributedTo": from.ap_id,
            "to": [community.ap_id],
            "content": format!("<p>{}</p>", escape(line)),
            "mediaType": "text/html",
            "published": at,
            "tag": [{"type": "Mention", "href": community.ap_id, "name": name}],
            "directMessage": true,
        },
    })
}
