//! What the people of a scripted server say and do, in its software's shape.
//!
//! Every object made here is also served under its id, since receivers fetch.

use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::actor::{PUBLIC, merge};
use super::{Actor, Peer, Software};

impl Peer {
    pub fn follow(&self, actor: &Actor, target: &str) -> Value {
        self.activity(actor, "Follow", json!(target), json!({ "to": [target] }))
    }

    /// Takes an activity back; `inner` is the whole activity.
    pub fn undo(&self, actor: &Actor, inner: &Value) -> Value {
        let addressed = json!({ "to": inner["to"], "cc": inner["cc"] });
        self.activity(actor, "Undo", inner.clone(), addressed)
    }

    pub fn like(&self, actor: &Actor, object: &str, community: &str) -> Value {
        self.vote(actor, "Like", object, community)
    }

    pub fn dislike(&self, actor: &Actor, object: &str, community: &str) -> Value {
        self.vote(actor, "Dislike", object, community)
    }

    /// `Create` around an object of this actor, addressed as the object is.
    pub fn create(&self, actor: &Actor, object: &Value) -> Value {
        self.about(actor, "Create", object)
    }

    /// `Update` around a changed object.
    pub fn update(&self, actor: &Actor, object: &Value) -> Value {
        self.about(actor, "Update", object)
    }

    /// `Delete`: Lemmy names the object, Mastodon sends a Tombstone.
    pub fn delete(&self, actor: &Actor, object: &Value) -> Value {
        let id = object["id"].clone();
        let object_sent = match self.software() {
            Software::Mastodon => json!({ "type": "Tombstone", "id": id }),
            Software::Lemmy => id,
        };
        self.activity(actor, "Delete", object_sent, addressing(object))
    }

    /// A Group's `Announce` of an activity, or of an id.
    pub fn announce(&self, group: &Actor, inner: Value) -> Value {
        let addressed = json!({ "to": [PUBLIC], "cc": [group.followers] });
        self.activity(group, "Announce", inner, addressed)
    }

    pub fn accept(&self, actor: &Actor, follow: &Value) -> Value {
        let addressed = json!({ "to": [follow["actor"]] });
        self.activity(actor, "Accept", follow.clone(), addressed)
    }

    /// An answer or comment. `mentions` are (handle, actor URL); on Mastodon
    /// these are also all whom it reaches. `community` is only told by Lemmy.
    pub fn note(
        &self,
        actor: &Actor,
        content: &str,
        in_reply_to: Option<&str>,
        community: Option<&str>,
        mentions: &[(&str, &str)],
    ) -> Value {
        let tags: Vec<_> = mentions
            .iter()
            .map(|(handle, href)| json!({ "type": "Mention", "href": href, "name": format!("@{handle}") }))
            .collect();
        let reached = mentions.iter().map(|(_, href)| *href);
        let number = self.next_number();
        let mut note = json!({
            "@context": self.software().context(),
            "type": "Note",
            "attributedTo": actor.id,
            "to": [PUBLIC],
            "content": format!("<p>{content}</p>"),
            "inReplyTo": in_reply_to,
            "published": now(),
            "tag": tags,
            "attachment": [],
        });
        match self.software() {
            Software::Mastodon => {
                let id = format!("{}/statuses/{number}", actor.id);
                let cc: Vec<_> = std::iter::once(actor.followers.as_str())
                    .chain(reached)
                    .collect();
                let more = json!({
                    "id": id, "url": format!("{}/@{}/{number}", self.base_url(), actor.name),
                    "cc": cc, "sensitive": false, "summary": null,
                    "contentMap": { "en": format!("<p>{content}</p>") },
                });
                merge(&mut note, more);
            }
            Software::Lemmy => {
                let cc: Vec<_> = community.into_iter().chain(reached).collect();
                let more = json!({
                    "id": format!("{}/comment/{number}", self.base_url()),
                    "cc": cc, "audience": community, "mediaType": "text/html",
                    "source": { "content": content, "mediaType": "text/markdown" },
                    "distinguished": false,
                });
                merge(&mut note, more);
            }
        }
        self.publish(note)
    }

    /// A thread in Lemmy's shape, in a community anywhere.
    pub fn page(&self, actor: &Actor, community: &str, title: &str, body: &str) -> Value {
        let number = self.next_number();
        self.publish(json!({
            "@context": self.software().context(),
            "id": format!("{}/post/{number}", self.base_url()),
            "type": "Page",
            "attributedTo": actor.id,
            "to": [community, PUBLIC],
            "cc": [],
            "audience": community,
            "name": title,
            "content": format!("<p>{body}</p>"),
            "mediaType": "text/html",
            "source": { "content": body, "mediaType": "text/markdown" },
            "attachment": [],
            "sensitive": false,
            "published": now(),
            "tag": [],
        }))
    }

    /// Any activity of this actor; `more` adds members or overrides them.
    pub fn activity(&self, actor: &Actor, kind: &str, object: Value, more: Value) -> Value {
        let number = self.next_number();
        let id = format!(
            "{}/activities/{}/{number}",
            self.base_url(),
            kind.to_lowercase()
        );
        let mut activity = json!({
            "@context": self.software().context(),
            "id": id, "type": kind, "actor": actor.id, "object": object,
        });
        merge(&mut activity, more);
        self.publish(activity)
    }

    fn vote(&self, actor: &Actor, kind: &str, object: &str, community: &str) -> Value {
        let addressed = match self.software() {
            Software::Mastodon => json!({}),
            Software::Lemmy => json!({ "audience": community }),
        };
        self.activity(actor, kind, json!(object), addressed)
    }

    fn about(&self, actor: &Actor, kind: &str, object: &Value) -> Value {
        self.activity(actor, kind, object.clone(), addressing(object))
    }

    /// Serves the object under its id and gives it back.
    pub fn publish(&self, object: Value) -> Value {
        let id = object["id"].as_str().expect("the object has an id");
        let path = id
            .strip_prefix(self.base_url())
            .unwrap_or_else(|| panic!("{id} does not belong to {}", self.base_url()));
        self.serve(path, &object);
        object
    }
}

/// The addressees of an object, and its time, for the activity around it.
fn addressing(object: &Value) -> Value {
    let mut addressed = json!({});
    for member in ["to", "cc", "audience", "published"] {
        if let Some(value) = object.get(member) {
            merge(&mut addressed, json!({ member: value }));
        }
    }
    addressed
}

/// The present as `2026-11-23T08:47:50Z`.
fn now() -> String {
    DateTime::<Utc>::from(SystemTime::now()).to_rfc3339_opts(SecondsFormat::Secs, true)
}
