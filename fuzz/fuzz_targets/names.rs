//! Names as people and servers write them: handles, e-mail addresses, tags, titles.
#![no_main]

use guildhall::communities::federation::handle::Handle;
use guildhall::mail::address;
use guildhall::text::{SoughtName, one_line, slug, tag_in_path, tag_name};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = Handle::parse(text);
    if let Some(mail) = address::parse(text) {
        assert_eq!(mail.matches('@').count(), 1, "{mail}");
        let odd = |c: char| !c.is_ascii_alphanumeric() && !"@._+-'".contains(c);
        assert!(!mail.contains(odd), "{mail}");
        assert_eq!(address::parse(&mail), Some(mail.clone()));
    }
    if let Some(tag) = tag_name(text) {
        assert_eq!(
            tag_name(&tag).as_deref(),
            Some(tag.as_str()),
            "a tag has one name"
        );
        assert!(!tag_in_path(&tag).contains(['/', '?', '#', ' ']));
    }
    let line = one_line(text, 100);
    assert!(line.chars().count() <= 100, "{line:?}");
    assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
    let slug = slug(text);
    assert!(!slug.is_empty() && slug.len() <= 60, "{slug}");
    assert!(
        slug.chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
        "{slug}"
    );
    let sought = SoughtName::parse(text);
    let _ = (sought.fts5(), sought.tsquery(), sought.range());
});
