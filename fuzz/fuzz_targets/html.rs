//! HTML as other servers send it, and pages that somebody linked to.
#![no_main]

use guildhall::text::{clean_html, page_facts, plain, summary_html, title_from_note};
use guildhall_fuzz::{assert_clean, assert_harmless};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if text.len() > 200_000 {
        return;
    }
    let cleaned = clean_html(text);
    assert_clean(&cleaned.html);
    assert_harmless(&summary_html(&cleaned.html, 200));
    let (title, rest) = title_from_note(&cleaned.html, "wood", "guild.example", "ana");
    assert!(title.chars().count() <= 200, "{title:?}");
    assert_harmless(&rest);
    let _ = (plain(text), page_facts(text));
});
