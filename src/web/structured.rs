//! What search engines read of a page: schema.org as JSON-LD, in a script element that runs nothing. Our policy
//! for scripts does not concern it, since its type is none that browsers run.

use serde_json::Value;

/// JSON that may stand between the tags of a script element, whatever texts are in it.
#[must_use]
pub fn in_script(data: &Value) -> String {
    let mut out = String::new();
    for c in data.to_string().chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_text_ends_the_element_and_all_of_it_comes_back() {
        let hostile = "</script><!-- <script> & \u{2028} \" \\ é";
        let written = in_script(&json!({"name": hostile}));
        assert!(!written.contains(['<', '>', '&', '\u{2028}']), "{written}");
        let read: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["name"], hostile);
    }
}
