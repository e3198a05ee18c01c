//! What automatic rules look for, and what they caught. Each is read by itself, so that none of them has to be
//! joined with another.

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    screening_rules (id) {
        id -> BigInt,
        scope -> BigInt,
        kind -> Text,
        name -> Text,
        list -> Text,
        amount -> Integer,
        minutes -> Integer,
        deed -> Text,
        message -> Text,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    screening_versions (scope) {
        scope -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    caught_things (id) {
        id -> BigInt,
        rule_id -> BigInt,
        rule_name -> Text,
        post_id -> BigInt,
        comment_id -> Nullable<BigInt>,
        caught_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    held_edits (id) {
        id -> BigInt,
        community_id -> BigInt,
        author_id -> BigInt,
        post_id -> BigInt,
        comment_id -> Nullable<BigInt>,
        words -> JsonDoc,
        activity -> Nullable<Text>,
        sender_host -> Text,
        version_at -> Instant,
        version_id -> Text,
        held_at -> Instant,
    }
}
