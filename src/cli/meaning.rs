//! What a document of another server would mean to us, without a database and without asking anybody.
//!
//! It mirrors `inbox/accepted.rs`: what is a line there is a line here.

use crate::activitypub::tolerant::{id_in, id_of, items, object_in, type_of};
use crate::communities::federation::{Profile, read_actor};
use crate::posts::arrived;
use crate::store::Time;
use serde_json::Value;

/// Announces inside announces are looked into this deep, as the inbox does.
const DEPTH: u8 = 3;

/// A sentence, or why it is refused.
pub type Meaning = Result<String, String>;

/// What is inside a recorded request or answer; the document itself when it is none.
pub fn unwrap(value: &Value) -> Result<&Value, String> {
    let recorded = value.get("request_line").and_then(Value::as_str);
    if let Some(line) = recorded {
        return match value.get("body") {
            Some(body) if body.is_object() => Ok(body),
            _ => Err(format!("a request without a document: {line}")),
        };
    }
    if value.get("status").is_some() && value.get("headers").is_some() {
        return match value.get("json") {
            Some(body) if body.is_object() => Ok(body),
            _ => Err("an answer without a document".to_owned()),
        };
    }
    Ok(value)
}

pub fn meaning(value: &Value, now: Time) -> Meaning {
    explain(value, now, DEPTH)
}

fn explain(value: &Value, now: Time, depth: u8) -> Meaning {
    if depth == 0 {
        return Err("announcements are nested too deeply".to_owned());
    }
    let Some(kind) = type_of(value) else {
        return without_type(value);
    };
    match kind {
        "Announce" => announce(value, now, depth),
        "Create" | "Update" => written(kind, value, now),
        "Undo" => undo(value),
        "Person" | "Service" | "Application" | "Organization" | "Group" => actor(value, now),
        "Collection" | "OrderedCollection" | "CollectionPage" | "OrderedCollectionPage" => {
            Ok(collection(value))
        }
        "Tombstone" => Ok(format!("{} has been deleted", named(value))),
        _ => act(kind, value).unwrap_or_else(|| content(value)),
    }
}

fn named(value: &Value) -> &str {
    id_of(value).unwrap_or("something without an id")
}

fn who(value: &Value) -> Result<&str, String> {
    id_in(value, "actor").ok_or_else(|| "the activity has no actor, or not a usable one".to_owned())
}

fn what(value: &Value) -> Result<&str, String> {
    id_in(value, "object").ok_or_else(|| "the activity names no object".to_owned())
}

/// Activities that are about one thing that they name.
fn act(kind: &str, value: &Value) -> Option<Meaning> {
    let verb = match kind {
        "Like" | "EmojiReact" => "votes for",
        "Dislike" => "votes against",
        "Delete" => "deletes",
        "ChooseAnswer" => "accepts the answer",
        "Follow" => "wants to follow",
        "Accept" => "accepts",
        "Reject" => "rejects",
        "Add" => "pins, or makes a moderator of,",
        "Remove" => "unpins, or dismisses as moderator,",
        "Lock" => "locks",
        "Block" => "bans",
        "Flag" => "reports",
        "Resolve" => "settles the report",
        _ => return None,
    };
    Some(sentence(verb, value))
}

fn sentence(verb: &str, value: &Value) -> Meaning {
    let (who, what) = (who(value)?, what(value)?);
    if verb == "deletes" && who == what {
        return Ok(format!("{who} is gone"));
    }
    Ok(match id_in(value, "target") {
        Some(target) => format!("{who} {verb} {what} at {target}"),
        None => format!("{who} {verb} {what}"),
    })
}

fn written(kind: &str, value: &Value, now: Time) -> Meaning {
    let who = who(value)?;
    let verb = if kind == "Create" {
        "writes"
    } else {
        "changes"
    };
    let Some(object) = object_in(value, "object") else {
        return Ok(format!("{who} {verb} {}, which is fetched", what(value)?));
    };
    let said = match type_of(object) {
        Some("Person" | "Service" | "Application" | "Organization" | "Group") => {
            format!(
                "the actor {}, which is read again from its own server",
                named(object)
            )
        }
        _ => explain(object, now, 1)?,
    };
    Ok(format!("{who} {verb}: {said}"))
}

fn undo(value: &Value) -> Meaning {
    let who = who(value)?;
    let Some(undone) = object_in(value, "object") else {
        return Ok(format!("{who} takes back {}", what(value)?));
    };
    let kind = type_of(undone).unwrap_or_default();
    match kind {
        "Announce" => Ok(format!("{who} takes back a boost, which is not kept here")),
        _ => match act(kind, undone) {
            Some(said) => Ok(format!("{who} takes back: {}", said?)),
            None => Ok(format!("{who} takes back {kind}, which means nothing here")),
        },
    }
}

fn announce(value: &Value, now: Time, depth: u8) -> Meaning {
    let who = who(value)?;
    let passed_on = items(value, "object");
    if passed_on.is_empty() {
        return Err("the announcement has no object".to_owned());
    }
    let mut said = Vec::new();
    for inner in passed_on {
        said.push(match inner {
            Value::String(id) => format!("{id}, which is fetched"),
            inner => explain(inner, now, depth - 1)?,
        });
    }
    Ok(format!("{who} passes on: {}", said.join("; ")))
}

fn actor(value: &Value, now: Time) -> Meaning {
    let read = read_actor(value, now).map_err(|e| e.to_string())?;
    let kind = match read.profile {
        Profile::Person(_) => "a person",
        Profile::Group(_) => "a community",
    };
    let (name, host) = (read.actor.name, read.actor.host);
    let key = if read.actor.public_key.is_some() {
        ""
    } else {
        ", without a key"
    };
    Ok(format!("{kind}: {name}@{host}{key}"))
}

fn content(value: &Value) -> Meaning {
    let read = arrived::read(value).map_err(|e| e.to_string())?;
    let audience = if read.public { "" } else { ", not public" };
    Ok(match (&read.in_reply_to, &read.name) {
        (Some(parent), _) => format!("a reply by {} to {parent}{audience}", read.author),
        (None, Some(title)) => format!("a thread by {}: {title}{audience}", read.author),
        (None, None) => format!("a post without a title by {}{audience}", read.author),
    })
}

fn collection(value: &Value) -> String {
    let count = items(value, "orderedItems").len() + items(value, "items").len();
    format!("a collection, {} with {count} items in it", named(value))
}

fn without_type(value: &Value) -> Meaning {
    if let Some(subject) = value.get("subject").and_then(Value::as_str) {
        return Ok(format!("a WebFinger answer about {subject}"));
    }
    if let Some(name) = value.pointer("/software/name").and_then(Value::as_str) {
        return Ok(format!("a NodeInfo document of {name}"));
    }
    if value.get("links").is_some_and(Value::is_array) {
        return Ok("a list of NodeInfo documents".to_owned());
    }
    Err("the document has no type".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Clock, SystemClock};
    use serde_json::json;

    fn says(value: &Value) -> Meaning {
        let now = Time::new(SystemClock.now());
        meaning(unwrap(value)?, now)
    }

    #[test]
    fn documents_of_every_kind_are_told_in_a_sentence() {
        let note = json!({"type": "Note", "id": "https://b.test/n/1", "attributedTo": "https://b.test/u/bo",
            "content": "<p>hello</p>", "inReplyTo": "https://a.test/post/1",
            "to": ["https://www.w3.org/ns/activitystreams#Public"]});
        let create = json!({"type": "Create", "id": "https://b.test/c/1", "actor": "https://b.test/u/bo", "object": note});
        let like = json!({"type": "Like", "id": "https://b.test/l/1", "actor": "https://b.test/u/bo", "object": "https://a.test/post/1"});
        let cases = [
            (
                note.clone(),
                "a reply by https://b.test/u/bo to https://a.test/post/1",
            ),
            (create.clone(), "https://b.test/u/bo writes: a reply by"),
            (
                like.clone(),
                "https://b.test/u/bo votes for https://a.test/post/1",
            ),
            (
                json!({"type": "Undo", "actor": "https://b.test/u/bo", "object": like}),
                "takes back: https://b.test/u/bo votes for",
            ),
            (
                json!({"type": "Announce", "actor": "https://b.test/c/g", "object": create}),
                "https://b.test/c/g passes on: https://b.test/u/bo writes",
            ),
            (
                json!({"type": "Announce", "actor": "https://b.test/c/g", "object": "https://b.test/n/1"}),
                "which is fetched",
            ),
            (
                json!({"type": "Delete", "actor": "https://b.test/u/bo", "object": "https://b.test/u/bo"}),
                "is gone",
            ),
            (
                json!({"request_line": "POST /inbox HTTP/1.1", "body": like}),
                "votes for",
            ),
            (
                json!({"subject": "acct:bo@b.test", "links": []}),
                "WebFinger answer about acct:bo@b.test",
            ),
        ];
        for (value, expected) in cases {
            let said = says(&value).unwrap();
            assert!(said.contains(expected), "{said}");
        }
    }

    #[test]
    fn every_refusal_says_why() {
        let cases = [
            (json!({}), "no type"),
            (
                json!({"type": "Like", "object": "https://a.test/post/1"}),
                "no actor",
            ),
            (
                json!({"type": "Follow", "actor": "https://b.test/u/bo", "object": 2}),
                "names no object",
            ),
            (
                json!({"type": "Pumpkin", "id": "https://b.test/p"}),
                "Pumpkin",
            ),
            (
                json!({"type": "Person", "id": "https://b.test/u/bo"}),
                "inbox",
            ),
            (
                json!({"request_line": "GET / HTTP/1.1", "body": null}),
                "without a document",
            ),
        ];
        for (value, expected) in cases {
            let why = says(&value).unwrap_err();
            assert!(why.contains(expected), "{why}");
        }
    }
}
