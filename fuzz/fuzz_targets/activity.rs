//! The body of an activity: bytes to JSON, and whatever it is read as.
#![no_main]

use guildhall::activitypub::{json, tolerant};
use guildhall::communities::federation::handle::actors_named;
use guildhall::communities::federation::profile::read_actor;
use guildhall::posts::arrived;
use guildhall::store::Time;
use guildhall_fuzz::assert_harmless;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fn look(value: &Value) {
    if let Ok(arrived) = arrived::read(value) {
        assert_harmless(&arrived.body_html);
        let (title, rest) = arrived.title_and_html("wood", "guild.example", "ana");
        assert!(
            title.chars().count() <= 300 && !title.contains('\n'),
            "{title:?}"
        );
        assert_harmless(&rest);
    }
    let now = chrono::DateTime::from_timestamp(1_785_585_600, 0).expect("a time");
    let _ = read_actor(value, Time::new(now));
    let _ = actors_named(value);
    let _ = arrived::totals(value);
    for key in ["to", "cc", "object", "target", "items", "orderedItems"] {
        let _ = tolerant::ids_of(value, key);
        let _ = tolerant::total_items(value, key);
    }
    for key in ["published", "updated", "startTime", "endTime", "expires"] {
        let _ = tolerant::time(value, key);
    }
    let _ = (
        tolerant::language(value),
        tolerant::licence(value),
        tolerant::public_keys(value),
    );
}

fuzz_target!(|data: &[u8]| {
    let Ok(value) = json::parse(data) else {
        return;
    };
    // What it was understood as is what it says.
    let again = json::parse(value.to_string().as_bytes()).expect("what was read can be written");
    assert_eq!(value, again);
    look(&value);
    // What an activity is about, and what is within an Announce.
    let mut inner = &value;
    for _ in 0..3 {
        inner = &inner["object"];
        look(inner);
    }
});
