//! What people type into the search: nothing of it is syntax of either database.
#![no_main]

use guildhall::search::model::{Enough, QUERY_MAX, Query, Sense, WORDS_MAX, asked};
use libfuzzer_sys::fuzz_target;

/// Words are quoted, so what stands outside of quotes is ours.
fn outside(text: &str, quote: char) -> String {
    let parts: Vec<&str> = text.split(quote).collect();
    assert!(parts.len() % 2 == 1, "a quote is open: {text}");
    parts.into_iter().step_by(2).collect()
}

fuzz_target!(|text: &str| {
    let Ok(query) = Query::parse(text) else {
        return;
    };
    assert!(text.chars().count() <= QUERY_MAX);
    let _ = query.without_filters();
    for enough in [Enough::All, Enough::Some(1), Enough::Some(WORDS_MAX)] {
        let wanted = asked(&query, enough, &Sense::default()).others();
        let outside_of_words = outside(&wanted.fts5(), '"');
        let known = |c: char| "() *".contains(c) || c.is_ascii_uppercase();
        assert!(outside_of_words.chars().all(known), "{outside_of_words}");
        let outside_of_words = outside(&wanted.tsquery(), '\'');
        let known = |c: char| "()&|! <->:*".contains(c) || c.is_ascii_digit();
        assert!(outside_of_words.chars().all(known), "{outside_of_words}");
    }
});
