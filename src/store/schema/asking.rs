//! What helps people to ask and to find: tags, and what hangs on them. Each is read by itself or in plain
//! SQL, so that none of them has to be joined with another.

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    community_tags (id) {
        id -> BigInt,
        community_id -> BigInt,
        name -> Text,
        description -> Text,
        kept -> Bool,
        meant_id -> Nullable<BigInt>,
        ap_id -> Nullable<Text>,
        use_count -> BigInt,
        created_at -> Instant,
    }
}
