//! Names of tags: one word each, the same however it is typed or sent.

/// Characters of the name of a tag.
pub const TAG_MAX: usize = 40;

/// The name of the tag that is meant: in lower case, without its `#`, words joined by hyphens. None for what
/// names no tag. Forms, settings and what other servers send are read by this one rule: microblogs join the words
/// of their tags by `_`.
#[must_use]
pub fn tag_name(said: &str) -> Option<String> {
    let words = said.trim().trim_start_matches('#').split_whitespace();
    let name = words.collect::<Vec<_>>().join("-").to_lowercase();
    let fits = name.chars().count() <= TAG_MAX
        && name.chars().any(char::is_alphanumeric)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    fits.then_some(name)
}

/// The name as it stands in the path of an address.
#[must_use]
pub fn tag_in_path(name: &str) -> String {
    url::form_urlencoded::byte_serialize(name.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_one_name_however_it_is_written() {
        for said in ["Hide-Glue", " #hide-glue", "hide glue", "HIDE  GLUE"] {
            assert_eq!(tag_name(said).as_deref(), Some("hide-glue"), "{said}");
        }
        assert_eq!(tag_name("Übung").as_deref(), Some("übung"));
        assert_eq!(tag_name("#Hide_Glue").as_deref(), Some("hide_glue"));
        let long = "x".repeat(TAG_MAX + 1);
        for none in ["", "#", "-", "_", "a/b", "a\0", "<b>", long.as_str()] {
            assert_eq!(tag_name(none), None, "{none:?}");
        }
    }

    #[test]
    fn a_name_stands_in_an_address() {
        assert_eq!(tag_in_path("hide-glue"), "hide-glue");
        assert_eq!(tag_in_path("übung"), "%C3%BCbung");
    }
}
