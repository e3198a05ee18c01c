//! The persons and groups of a scripted server, in the shapes that Mastodon
//! and Lemmy give them.

use std::sync::Arc;

use serde_json::{Value, json};
use url::Url;

use super::ACTIVITY_JSON;
use super::signature::{Key, Signing, Unsigned};

pub(crate) const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// Which software a scripted server says it is, and looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Software {
    Mastodon,
    Lemmy,
}

impl Software {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Software::Mastodon => "mastodon",
            Software::Lemmy => "lemmy",
        }
    }

    pub(crate) fn version(self) -> &'static str {
        match self {
            Software::Mastodon => "4.5.0",
            Software::Lemmy => "0.19.20",
        }
    }

    pub(crate) fn person_path(self, name: &str) -> String {
        match self {
            Software::Mastodon => format!("/users/{name}"),
            Software::Lemmy => format!("/u/{name}"),
        }
    }

    pub(crate) fn context(self) -> Value {
        let second = match self {
            Software::Mastodon => "https://w3id.org/security/v1",
            Software::Lemmy => "https://join-lemmy.org/context.json",
        };
        json!([second, "https://www.w3.org/ns/activitystreams"])
    }
}

/// Somebody who can sign.
#[derive(Clone)]
pub struct Actor {
    /// The actor's URL.
    pub id: String,
    pub name: String,
    /// `ada@mallory.test:23000`, without a leading sign.
    pub handle: String,
    pub inbox: String,
    pub followers: String,
    pub key_id: String,
    pub(crate) key: Arc<Key>,
    pub(crate) kind: &'static str,
}

impl Actor {
    pub(crate) fn new(
        base: &str,
        path: &str,
        name: &str,
        kind: &'static str,
        key: Arc<Key>,
    ) -> Actor {
        let id = format!("{base}{path}");
        Actor {
            name: name.to_owned(),
            handle: format!("{name}@{}", base.trim_start_matches("http://")),
            inbox: format!("{id}/inbox"),
            followers: format!("{id}/followers"),
            key_id: format!("{id}#main-key"),
            key,
            kind,
            id,
        }
    }

    /// The headers of a signed POST of these bytes to an inbox.
    pub fn sign_post(
        &self,
        inbox: &str,
        body: &[u8],
        signing: &Signing,
    ) -> Vec<(&'static str, String)> {
        let url = Url::parse(inbox).expect("the inbox is a URL");
        let request = Unsigned {
            method: "post",
            url: &url,
            content_type: ACTIVITY_JSON,
            body: Some(body),
        };
        signing.apply(&self.key, &self.key_id, &request)
    }

    /// The actor as the software publishes it.
    pub(crate) fn document(&self, software: Software, base: &str) -> Value {
        let id = &self.id;
        let mut document = json!({
            "@context": software.context(),
            "id": id,
            "type": self.kind,
            "preferredUsername": self.name,
            "name": self.name,
            "inbox": self.inbox,
            "outbox": format!("{id}/outbox"),
            "followers": self.followers,
            "endpoints": { "sharedInbox": format!("{base}/inbox") },
            "publicKey": {
                "id": self.key_id,
                "owner": id,
                "publicKeyPem": self.key.public_pem(),
            },
            "published": "2026-01-05T08:00:00Z",
        });
        let more = match (software, self.kind) {
            (Software::Lemmy, "Group") => json!({
                "attributedTo": format!("{id}/moderators"),
                "featured": format!("{id}/featured"),
                "postingRestrictedToMods": false,
                "sensitive": false,
                "language": [],
            }),
            (Software::Lemmy, _) => json!({}),
            (Software::Mastodon, _) => json!({
                "following": format!("{id}/following"),
                "featured": format!("{id}/collections/featured"),
                "summary": "",
                "url": format!("{base}/@{}", self.name),
                "manuallyApprovesFollowers": false,
                "discoverable": true,
                "tag": [],
                "attachment": [],
            }),
        };
        merge(&mut document, more);
        document
    }
}

/// Sets the members of `more` on `object`.
pub(crate) fn merge(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend(more);
    }
}
