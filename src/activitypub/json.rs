//! Bytes of a stranger into JSON, within limits.
//!
//! `serde_json` alone keeps the last of two equal keys, which lets one document
//! mean two things to two readers, and builds whatever fits into memory.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The largest document, in bytes: the limit of Mastodon's inbox too.
pub const MAX_BYTES: usize = 1024 * 1024;
/// How deep arrays and objects may nest.
pub const MAX_DEPTH: usize = 64;
/// How many values one document may hold, counting every array and object.
pub const MAX_NODES: usize = 100_000;

/// Why a document was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonRefused {
    #[error("the document is larger than 1 MiB")]
    TooLarge,
    #[error("the document nests deeper than {MAX_DEPTH} levels")]
    TooDeep,
    #[error("the document holds more than {MAX_NODES} values")]
    TooManyNodes,
    #[error("the document names one key twice in the same object")]
    DuplicateKey,
    #[error("the document holds a NUL character")]
    NulCharacter,
    #[error("the document is not valid JSON")]
    NotJson,
}

/// Reads one JSON document.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonRefused> {
    if bytes.len() > MAX_BYTES {
        return Err(JsonRefused::TooLarge);
    }
    // Looked at before anything recurses or allocates.
    if depth(bytes) > MAX_DEPTH {
        return Err(JsonRefused::TooDeep);
    }
    let limits = Limits::default();
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Node(&limits)
        .deserialize(&mut reader)
        .map_err(|_| limits.broken.get().unwrap_or(JsonRefused::NotJson))?;
    reader.end().map_err(|_| JsonRefused::NotJson)?;
    Ok(value)
}

/// The deepest nesting outside strings. Exact for valid JSON; for anything else
/// the parser has the last word.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let (mut in_string, mut escaped) = (false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// What one document has used up so far, and the first limit it broke: an error
/// of serde can only carry text.
#[derive(Default)]
struct Limits {
    nodes: Cell<usize>,
    broken: Cell<Option<JsonRefused>>,
}

impl Limits {
    fn refuse<E: Error>(&self, reason: JsonRefused) -> E {
        self.broken.set(Some(reason));
        E::custom(reason)
    }

    fn count<E: Error>(&self) -> Result<(), E> {
        let nodes = self.nodes.get() + 1;
        self.nodes.set(nodes);
        if nodes > MAX_NODES {
            return Err(self.refuse(JsonRefused::TooManyNodes));
        }
        Ok(())
    }

    fn check_text<E: Error>(&self, text: &str) -> Result<(), E> {
        if text.contains('\0') {
            return Err(self.refuse(JsonRefused::NulCharacter));
        }
        Ok(())
    }
}

/// Builds one value and everything below it.
#[derive(Clone, Copy)]
struct Node<'a>(&'a Limits);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.0.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("not a number"))?;
        Ok(Value::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.0.check_text(text)?;
        Ok(Value::from(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        self.0.check_text(&text)?;
        Ok(Value::String(text))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.0.check_text(&key)?;
            if object.contains_key(&key) {
                return Err(self.0.refuse(JsonRefused::DuplicateKey));
            }
            let value = entries.next_value_seed(self)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(levels: usize) -> Vec<u8> {
        format!("{}{}", "[".repeat(levels), "]".repeat(levels)).into_bytes()
    }

    #[test]
    fn ordinary_documents_are_read_as_serde_json_reads_them() {
        for text in [
            "null",
            "true",
            r#" {"a": [1, -2, 3.5, "x", null, false], "b": {"a": "\u00e4\n"}} "#,
            r#"{"to":["as:Public"],"cc":[1,null]}"#,
            r#""[[[[ not nesting \" [[[ ""#,
            "18446744073709551615",
            "123456789012345678901234567890",
        ] {
            let expected: Value = serde_json::from_str(text).expect("valid");
            assert_eq!(parse(text.as_bytes()), Ok(expected), "{text}");
        }
    }

    #[test]
    fn hostile_documents_are_refused() {
        let many_keys = format!(
            "{{{}}}",
            (0..MAX_NODES)
                .map(|n| format!("\"{n}\":1"))
                .collect::<Vec<_>>()
                .join(",")
        );
        let many_values = format!("[{}1]", "1,".repeat(MAX_NODES));
        let table: Vec<(Vec<u8>, JsonRefused)> = vec![
            (vec![b' '; MAX_BYTES + 1], JsonRefused::TooLarge),
            (nested(MAX_DEPTH + 1), JsonRefused::TooDeep),
            (nested(100_000), JsonRefused::TooDeep),
            (b"[".repeat(100_000), JsonRefused::TooDeep),
            (br#"{"a":"#.repeat(100_000), JsonRefused::TooDeep),
            (many_values.into_bytes(), JsonRefused::TooManyNodes),
            (br#"{"a":1,"a":1}"#.to_vec(), JsonRefused::DuplicateKey),
            (
                br#"[{"x":{"a":1,"\u0061":2}}]"#.to_vec(),
                JsonRefused::DuplicateKey,
            ),
            (br#"{"a":"x\u0000y"}"#.to_vec(), JsonRefused::NulCharacter),
            (br#"{"x\u0000y":1}"#.to_vec(), JsonRefused::NulCharacter),
            (b"\"a\0b\"".to_vec(), JsonRefused::NotJson),
            (br#""\ud800""#.to_vec(), JsonRefused::NotJson),
            (b"1e999".to_vec(), JsonRefused::NotJson),
            (b"NaN".to_vec(), JsonRefused::NotJson),
            (b"".to_vec(), JsonRefused::NotJson),
            (b"{} {}".to_vec(), JsonRefused::NotJson),
            (b"\"\xff\"".to_vec(), JsonRefused::NotJson),
            (b"{\"a\":1,}".to_vec(), JsonRefused::NotJson),
            (b"]]]]".to_vec(), JsonRefused::NotJson),
        ];
        for (document, expected) in table {
            let start = String::from_utf8_lossy(&document[..document.len().min(40)]).into_owned();
            assert_eq!(parse(&document), Err(expected), "{start}");
        }
        assert_eq!(parse(many_keys.as_bytes()), Err(JsonRefused::TooManyNodes));
    }

    #[test]
    fn the_limits_themselves_are_allowed() {
        assert!(parse(&nested(MAX_DEPTH)).is_ok());
        let most = format!("[{}1]", "1,".repeat(MAX_NODES - 2));
        assert!(parse(most.as_bytes()).is_ok());
        let mut largest = vec![b' '; MAX_BYTES - 2];
        largest.extend_from_slice(b"{}");
        assert!(parse(&largest).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _ = parse(&bytes);
        }
    }
}
