//! Markdown as people type it.
#![no_main]

use guildhall::text::{excerpt, pictures_named, render, summary_html};
use guildhall_fuzz::{assert_harmless, links};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if text.len() > 50_000 {
        return;
    }
    let rendered = render(text, &links());
    assert_harmless(&rendered.html);
    assert_harmless(&summary_html(&rendered.html, 200));
    assert!(rendered.mentions.len() <= 50, "a text calls a crowd");
    assert!(excerpt(&rendered.text, 100).chars().count() <= 100);
    let _ = pictures_named(text);
});
