//! Objects of every type with values of every kind in every field.
#![no_main]

use guildhall::communities::federation::profile::{Profile, read_actor};
use guildhall::posts::arrived;
use guildhall::store::Time;
use guildhall_fuzz::assert_harmless;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

const TYPES: [&str; 12] = [
    "Note",
    "Page",
    "Article",
    "Question",
    "Event",
    "Video",
    "ChatMessage",
    "Person",
    "Service",
    "Group",
    "Application",
    "Tombstone",
];

const FIELDS: [&str; 40] = [
    "id",
    "attributedTo",
    "to",
    "cc",
    "audience",
    "name",
    "content",
    "contentMap",
    "summary",
    "source",
    "mediaType",
    "inReplyTo",
    "tag",
    "attachment",
    "image",
    "icon",
    "url",
    "published",
    "updated",
    "language",
    "replies",
    "likes",
    "shares",
    "sensitive",
    "preferredUsername",
    "inbox",
    "outbox",
    "followers",
    "featured",
    "endpoints",
    "publicKey",
    "assertionMethod",
    "moderators",
    "postType",
    "replyKind",
    "commentsEnabled",
    "closedAt",
    "rules",
    "license",
    "discoverable",
];

#[derive(Arbitrary, Debug)]
enum Part {
    Nothing,
    Flag(bool),
    Number(i64),
    Text(String),
    /// An address of the server that the object is of, or of another one.
    Address(bool, u8),
    Public,
    Many(Vec<Part>),
    Named(Vec<(u8, Part)>),
}

fn build(part: &Part, depth: usize) -> Value {
    match part {
        Part::Nothing => Value::Null,
        Part::Flag(flag) => json!(flag),
        Part::Number(number) => json!(number),
        Part::Text(text) => json!(text),
        Part::Address(true, n) => json!(format!("https://far.example/thing/{n}")),
        Part::Address(false, n) => json!(format!("https://other.example/thing/{n}")),
        Part::Public => json!("https://www.w3.org/ns/activitystreams#Public"),
        Part::Many(parts) if depth < 6 => parts.iter().map(|part| build(part, depth + 1)).collect(),
        Part::Named(parts) if depth < 6 => fields(parts, depth + 1),
        Part::Many(_) | Part::Named(_) => Value::Null,
    }
}

fn fields(parts: &[(u8, Part)], depth: usize) -> Value {
    let mut value = json!({});
    for (field, part) in parts {
        let name = match usize::from(*field) {
            n if n < FIELDS.len() => FIELDS[n],
            n if n % 4 == 0 => "type",
            n if n % 4 == 1 => "href",
            n if n % 4 == 2 => "value",
            _ => "publicKeyPem",
        };
        value[name] = build(part, depth);
    }
    value
}

fuzz_target!(|input: (u8, Vec<(u8, Part)>)| {
    let (kind, parts) = input;
    let mut value = fields(&parts, 0);
    value["type"] = json!(TYPES[usize::from(kind) % TYPES.len()]);
    if value["id"].is_null() {
        value["id"] = json!("https://far.example/thing/0");
    }
    if let Ok(arrived) = arrived::read(&value) {
        assert_harmless(&arrived.body_html);
        assert!(arrived.id.starts_with("http"), "{}", arrived.id);
        // Whoever wrote it lives where it is.
        let host = |id: &str| url::Url::parse(id).map(|url| url.origin());
        assert_eq!(host(&arrived.id), host(&arrived.author));
    }
    let now = chrono::DateTime::from_timestamp(1_785_585_600, 0).expect("a time");
    if let Ok(actor) = read_actor(&value, Time::new(now)) {
        if let Profile::Group(_) = actor.profile {
            assert_eq!(value["type"], "Group");
        }
    }
});
