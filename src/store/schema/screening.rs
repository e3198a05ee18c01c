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
