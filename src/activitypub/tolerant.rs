//! Reading what other servers really send: one or many, string or object, absent, null, "" or a
//! number where an address should be. Pure; nothing here judges, it only finds.

use super::licences::Licence;
use crate::store::Time;
use chrono::{DateTime, Datelike, NaiveDateTime};
use serde_json::Value;

/// No address of a thing or actor is longer; longer ones are as good as absent. Two of them fit into one key of
/// an index: PostgreSQL takes 2704 bytes.
pub const MAX_ID_BYTES: usize = 1200;

/// The items of a property that may hold one thing or many; null and "" are nothing.
pub fn items<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match value.get(key) {
        None => Vec::new(),
        Some(one) => one_or_many(one),
    }
}

/// A thing alone or an array of things, without the nulls and empty strings among them.
pub fn one_or_many(value: &Value) -> Vec<&Value> {
    let there = |item: &&Value| !item.is_null() && item.as_str() != Some("");
    match value {
        Value::Array(items) => items.iter().filter(there).collect(),
        one => Some(one).into_iter().filter(there).collect(),
    }
}

/// The id of something that is a bare address, an object with an `id`, or an array of one of them.
/// None for null, "", numbers (NodeBB sends `object: 2`) and addresses that are not http(s).
pub fn id_of(value: &Value) -> Option<&str> {
    let id = match value {
        Value::String(id) => id,
        Value::Object(object) => object.get("id").and_then(Value::as_str)?,
        Value::Array(items) => return items.iter().find_map(id_of),
        _ => return None,
    };
    is_address(id).then_some(id)
}

/// The ids in a property; what is no id is skipped.
pub fn ids_of<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    items(value, key).into_iter().filter_map(id_of).collect()
}

/// The id in a property.
pub fn id_in<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(id_of)
}

/// The licence that an object says it has: an address, a word of SPDX, or an object with one of them as its id.
pub fn licence(value: &Value) -> Licence {
    let said = match value.get("license") {
        Some(Value::String(said)) => Some(said.as_str()),
        Some(other) => id_of(other),
        None => None,
    };
    said.map_or(Licence::Unstated, Licence::from_wire)
}

/// Whether a string is an http(s) address of bearable length.
pub fn is_address(text: &str) -> bool {
    text.len() <= MAX_ID_BYTES
        && (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(char::is_whitespace)
}

/// The embedded object of a property, if it is not a bare address.
pub fn object_in<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    items(value, key).into_iter().find(|item| item.is_object())
}

/// Whether the type, or one of the types, is `kind`.
pub fn is_type(value: &Value, kind: &str) -> bool {
    items(value, "type")
        .iter()
        .any(|one| one.as_str() == Some(kind))
}

/// The first type.
pub fn type_of(value: &Value) -> Option<&str> {
    items(value, "type").into_iter().find_map(Value::as_str)
}

/// Text that says something: a string, the first of an array of strings, or, where the property is
/// absent, the first of its `…Map` of languages.
pub fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    let plain = items(value, key).into_iter().find_map(Value::as_str);
    plain.or_else(|| {
        let by_language = value.get(format!("{key}Map"))?.as_object()?;
        by_language
            .values()
            .find_map(Value::as_str)
            .filter(|text| !text.is_empty())
    })
}

/// A flag; absent, null and anything else that is neither true nor false is None.
pub fn flag(value: &Value, key: &str) -> Option<bool> {
    value.get(key).and_then(Value::as_bool)
}

/// A count: never negative.
pub fn count(value: &Value, key: &str) -> Option<i64> {
    value
        .get(key)
        .and_then(Value::as_i64)
        .filter(|count| *count >= 0)
}

/// How many items a collection says it has, whether it is embedded or not there at all.
pub fn total_items(value: &Value, key: &str) -> Option<i64> {
    count(value.get(key)?, "totalItems")
}

/// A time with an offset, or without one (older Lemmy), which then means UTC.
pub fn time(value: &Value, key: &str) -> Option<Time> {
    parse_time(text(value, key)?)
}

fn parse_time(text: &str) -> Option<Time> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(Time::new(at.to_utc()));
    }
    let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()?;
    // Years of more digits PostgreSQL does not have.
    let has_year = (0..=9999).contains(&naive.year());
    has_year.then(|| Time::new(naive.and_utc()))
}

/// The language, as a code in lower case: PieFed and Lemmy send an object or a list of objects with
/// `identifier`, others a string or nothing but the only key of `contentMap`. `und` says nothing.
pub fn language(value: &Value) -> Option<String> {
    let named = items(value, "language").into_iter().find_map(|item| {
        let code = item
            .as_str()
            .or_else(|| item.get("identifier").and_then(Value::as_str))?;
        language_code(code)
    });
    named.or_else(|| {
        let by_language = value.get("contentMap")?.as_object()?;
        match (by_language.len(), by_language.keys().next()) {
            (1, Some(code)) => language_code(code),
            _ => None,
        }
    })
}

fn language_code(code: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let sound = (2..=35).contains(&code.len()) && code.chars().all(plain);
    (sound && !code.eq_ignore_ascii_case("und")).then(|| code.to_ascii_lowercase())
}

/// The Markdown that a text was made from. Mbin sends a string there (a link), which is no source.
pub fn markdown_source(value: &Value) -> Option<&str> {
    let source = value.get("source")?;
    let markdown = source.get("mediaType")?.as_str()? == "text/markdown";
    let content = source.get("content")?.as_str()?;
    (markdown && !content.is_empty()).then_some(content)
}

/// The inbox that a whole server shares: in `endpoints`, or at the top (Discourse, Misskey).
pub fn shared_inbox(value: &Value) -> Option<&str> {
    value
        .get("endpoints")
        .and_then(|endpoints| id_in(endpoints, "sharedInbox"))
        .or_else(|| id_in(value, "sharedInbox"))
}

/// The page for people: a string, a Link, or of several the first that is HTML or says nothing.
pub fn page_url(value: &Value) -> Option<&str> {
    items(value, "url").into_iter().find_map(|item| {
        let html = item
            .get("mediaType")
            .and_then(Value::as_str)
            .is_none_or(|kind| kind.starts_with("text/html"));
        let address = item
            .as_str()
            .or_else(|| item.get("href").and_then(Value::as_str))?;
        (html && is_address(address)).then_some(address)
    })
}

/// A public key as a document names it. Nothing has been checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey<'a> {
    pub id: &'a str,
    pub owner: Option<&'a str>,
    pub pem: &'a str,
}

/// The keys of an actor: one object, or an array of them.
pub fn public_keys(value: &Value) -> Vec<PublicKey<'_>> {
    items(value, "publicKey")
        .into_iter()
        .filter_map(|key| {
            Some(PublicKey {
                id: id_of(key)?,
                owner: id_in(key, "owner"),
                pem: key.get("publicKeyPem")?.as_str()?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_or_many_addresses_are_read_and_the_rest_skipped() {
        let cases = [
            (json!("https://a.test/1"), vec!["https://a.test/1"]),
            (
                json!(["https://a.test/1", null, "", 1, {"id": "https://a.test/2"}]),
                vec!["https://a.test/1", "https://a.test/2"],
            ),
            (
                json!({"id": "https://a.test/1", "type": "Person"}),
                vec!["https://a.test/1"],
            ),
            (json!(null), vec![]),
            (json!(2), vec![]),
            (json!(""), vec![]),
            (json!("as:Public"), vec![]),
            (json!({"type": "Note"}), vec![]),
            (json!("javascript:alert(1)"), vec![]),
        ];
        for (value, expected) in cases {
            let activity = json!({"to": value});
            assert_eq!(ids_of(&activity, "to"), expected, "{activity}");
        }
        assert_eq!(ids_of(&json!({}), "to"), Vec::<&str>::new());
        let endless = format!("https://a.test/{}", "x".repeat(MAX_ID_BYTES));
        assert_eq!(id_of(&json!(endless)), None);
    }

    #[test]
    fn an_object_in_an_array_has_an_id_too() {
        assert_eq!(
            id_of(&json!([null, {"id": "https://a.test/1"}])),
            Some("https://a.test/1")
        );
    }

    #[test]
    fn types_may_be_several() {
        assert!(is_type(&json!({"type": ["Note", "Article"]}), "Article"));
        assert!(!is_type(&json!({"type": "Note"}), "Article"));
        assert_eq!(type_of(&json!({"type": [null, "Note"]})), Some("Note"));
    }

    #[test]
    fn texts_say_something_or_are_absent() {
        assert_eq!(text(&json!({"name": "Rust"}), "name"), Some("Rust"));
        assert_eq!(text(&json!({"name": ["", "Rust"]}), "name"), Some("Rust"));
        assert_eq!(
            text(&json!({"nameMap": {"en": "Rust"}}), "name"),
            Some("Rust")
        );
        for absent in [
            json!({"name": null}),
            json!({"name": ""}),
            json!({"name": 7}),
            json!({}),
        ] {
            assert_eq!(text(&absent, "name"), None, "{absent}");
        }
    }

    #[test]
    fn times_of_every_peer_are_read() {
        for (sent, wire) in [
            ("2026-11-23T09:29:09.562648Z", "2026-11-23T09:29:09Z"),
            ("2026-11-23T08:54:13.836712+00:00", "2026-11-23T08:54:13Z"),
            ("2026-11-23T09:29:09+01:00", "2026-11-23T08:29:09Z"),
            ("2026-11-23T09:29:09.562648", "2026-11-23T09:29:09Z"),
        ] {
            let read = time(&json!({"published": sent}), "published").unwrap();
            assert_eq!(read.wire(), wire, "{sent}");
        }
        assert_eq!(time(&json!({"published": "yesterday"}), "published"), None);
        for year in ["-100000", "-0001", "+12026"] {
            let sent = format!("{year}-01-01T00:00:00");
            assert_eq!(
                time(&json!({"published": sent}), "published"),
                None,
                "{sent}"
            );
        }
        assert_eq!(time(&json!({"published": 1700000000}), "published"), None);
    }

    #[test]
    fn languages_of_every_peer_are_read() {
        let cases = [
            (
                json!({"language": {"identifier": "en", "name": "English"}}),
                Some("en"),
            ),
            (
                json!({"language": [{"identifier": "und"}, {"identifier": "pt-BR"}]}),
                Some("pt-br"),
            ),
            (json!({"language": "de"}), Some("de")),
            (json!({"language": []}), None),
            (json!({"contentMap": {"fr": "<p>x</p>"}}), Some("fr")),
            (json!({"contentMap": {"fr": "x", "en": "y"}}), None),
            (json!({"language": "<script>"}), None),
        ];
        for (value, expected) in cases {
            assert_eq!(language(&value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_source_is_markdown_or_nothing() {
        let markdown = json!({"source": {"content": "*x*", "mediaType": "text/markdown"}});
        assert_eq!(markdown_source(&markdown), Some("*x*"));
        for other in [
            json!({"source": "https://link.test"}),
            json!({"source": {"content": "<p>", "mediaType": "text/html"}}),
            json!({"source": null}),
        ] {
            assert_eq!(markdown_source(&other), None, "{other}");
        }
    }

    #[test]
    fn shared_inboxes_stand_in_two_places() {
        let endpoints = json!({"endpoints": {"sharedInbox": "https://a.test/inbox"}});
        let top =
            json!({"sharedInbox": "https://a.test/inbox", "endpoints": {"sharedInbox": null}});
        for value in [endpoints, top] {
            assert_eq!(shared_inbox(&value), Some("https://a.test/inbox"));
        }
        assert_eq!(shared_inbox(&json!({"endpoints": null})), None);
    }

    #[test]
    fn pages_are_strings_links_or_lists() {
        for value in [
            json!({"url": "https://a.test/@ann"}),
            json!({"url": {"type": "Link", "href": "https://a.test/@ann"}}),
            json!({"url": [
                {"type": "Link", "href": "https://a.test/v.mp4", "mediaType": "video/mp4"},
                {"type": "Link", "href": "https://a.test/@ann", "mediaType": "text/html"},
            ]}),
        ] {
            assert_eq!(page_url(&value), Some("https://a.test/@ann"), "{value}");
        }
        assert_eq!(page_url(&json!({"url": "javascript:alert(1)"})), None);
    }

    #[test]
    fn keys_are_one_or_several() {
        let key = json!({"id": "https://a.test/u#main-key", "owner": "https://a.test/u", "publicKeyPem": "PEM"});
        for value in [json!({"publicKey": key}), json!({"publicKey": [null, key]})] {
            let keys = public_keys(&value);
            assert_eq!(keys.len(), 1, "{value}");
            assert_eq!(keys[0].owner, Some("https://a.test/u"));
        }
        assert!(public_keys(&json!({"publicKey": {"id": "https://a.test/u#k"}})).is_empty());
    }
}
