//! Messages as ActivityStreams documents. Pure.

use super::model::Message;
use crate::activitypub::actors::Actor;
use crate::activitypub::peers::Peer;
use serde_json::{Value, json};

/// Software that takes private messages only as `ChatMessage` (protocol.md §3.10).
pub fn needs_chat_message(peer: Option<&Peer>) -> bool {
    let Some(peer) = peer else { return false };
    match peer.software.as_deref() {
        Some("piefed") => true,
        Some("lemmy") => {
            let version = peer.version.as_deref().unwrap_or_default();
            version
                .split('.')
                .next()
                .is_none_or(|major| major == "0" || major.is_empty())
        }
        _ => false,
    }
}

/// A message to one person, addressed to nobody else.
pub fn note(message: &Message, from: &Actor, to: &Actor, chat: bool) -> Value {
    let mut note = json!({
        "id": message.ap_id,
        "type": if chat { "ChatMessage" } else { "Note" },
        "attributedTo": from.ap_id,
        "to": [to.ap_id],
        "content": message.body_html,
        "mediaType": "text/html",
        "source": {"content": message.body, "mediaType": "text/markdown"},
        "published": message.published_at.wire(),
        "tag": [{"type": "Mention", "href": to.ap_id, "name": format!("@{}@{}", to.name, to.host)}],
        "directMessage": true,
    });
    if let (Some(map), Some(parent)) = (note.as_object_mut(), &message.in_reply_to) {
        map.insert("inReplyTo".to_owned(), json!(parent));
    }
    note
}

/// A word of a community to one person, about their post `about` where there is one.
pub fn notice(
    id: &str,
    from: &Actor,
    to: &Actor,
    html: &str,
    about: Option<&str>,
    at: &str,
) -> Value {
    let mut note = json!({
        "id": id,
        "type": "Note",
        "attributedTo": from.ap_id,
        "to": [to.ap_id],
        "content": html,
        "mediaType": "text/html",
        "published": at,
        "tag": [{"type": "Mention", "href": to.ap_id, "name": format!("@{}@{}", to.name, to.host)}],
        "directMessage": true,
    });
    if let (Some(map), Some(about)) = (note.as_object_mut(), about) {
        map.insert("inReplyTo".to_owned(), json!(about));
    }
    note
}

/// A word of a community, or of the desk, about joining.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    pub id: &'a str,
    /// Markdown, and the HTML that it becomes.
    pub body: &'a str,
    pub html: &'a str,
    /// The post of theirs that it answers, for microblogs: they show it below that. Lemmy would take it for a
    /// comment.
    pub about: Option<&'a str>,
    pub chat: bool,
    pub at: &'a str,
}

pub fn word(word: Word<'_>, from: &Actor, to: &Actor) -> Value {
    let mut note = json!({
        "id": word.id,
        "type": if word.chat { "ChatMessage" } else { "Note" },
        "attributedTo": from.ap_id,
        "to": [to.ap_id],
        "content": word.html,
        "mediaType": "text/html",
        "source": {"content": word.body, "mediaType": "text/markdown"},
        "published": word.at,
        "tag": [{"type": "Mention", "href": to.ap_id, "name": format!("@{}@{}", to.name, to.host)}],
        "directMessage": true,
    });
    if let (Some(map), Some(about)) = (note.as_object_mut(), word.about) {
        map.insert("inReplyTo".to_owned(), json!(about));
    }
    note
}

/// `Create` or `Delete` about a message.
pub fn activity(id: &str, kind: &str, from: &Actor, to: &Actor, object: Value, at: &str) -> Value {
    json!({
        "id": id, "type": kind, "actor": from.ap_id, "to": [to.ap_id], "published": at, "object": object,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activitypub::peers::PeerPolicy;
    use crate::ids::PeerId;
    use crate::store::Time;
    use chrono::DateTime;

    #[test]
    fn old_lemmy_and_piefed_get_chat_messages() {
        let peer = |software: &str, version: &str| Peer {
            id: PeerId(1),
            host: "a.test".into(),
            software: Some(software.into()),
            version: Some(version.into()),
            nodeinfo_at: None,
            policy: PeerPolicy::None,
            note: String::new(),
            last_success_at: None,
            last_failure_at: None,
            last_seen_at: None,
            failing_since: None,
            failures: 0,
            next_try_at: None,
            last_error: None,
            created_at: Time::new(DateTime::UNIX_EPOCH),
        };
        for (software, version, chat) in [
            ("lemmy", "0.19.11", true),
            ("lemmy", "1.0.0-beta.1", false),
            ("piefed", "1.6.27", true),
            ("mastodon", "4.4.1", false),
            ("guildhall", "0.1.0", false),
        ] {
            assert_eq!(
                needs_chat_message(Some(&peer(software, version))),
                chat,
                "{software} {version}"
            );
        }
        assert!(!needs_chat_message(None));
    }
}
