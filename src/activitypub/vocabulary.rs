//! Words of ActivityStreams that no feature owns.

use serde_json::{Value, json};

/// The audience of everything that anybody may read.
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// What we send and answer.
pub const MEDIA_TYPE: &str = "application/activity+json; charset=utf-8";

/// Whether an address means everybody; some servers write it short.
pub fn is_public(address: &str) -> bool {
    matches!(address, PUBLIC | "as:Public" | "Public")
}

/// The context of every document we send, on the outermost object only (protocol.md §1.7).
/// `context_url` is `https://H/context.json`, which lists our extra terms and which nobody needs to fetch.
pub fn context(context_url: &str) -> Value {
    json!([
        "https://www.w3.org/ns/activitystreams",
        "https://w3id.org/security/v1",
        context_url,
    ])
}
