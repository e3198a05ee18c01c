//! The tables of asking and answering that stand beside threads and replies.

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    drafts (id) {
        id -> BigInt,
        account_id -> BigInt,
        place -> Text,
        kind -> Text,
        community_id -> BigInt,
        post_id -> Nullable<BigInt>,
        comment_id -> Nullable<BigInt>,
        words -> JsonDoc,
        updated_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    suggestions (id) {
        id -> BigInt,
        post_id -> BigInt,
        comment_id -> Nullable<BigInt>,
        by_id -> BigInt,
        title -> Text,
        body -> Text,
        note -> Text,
        based_on -> Text,
        state -> Text,
        reason -> Text,
        decided_by_id -> Nullable<BigInt>,
        created_at -> Instant,
        decided_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    closings (post_id) {
        post_id -> BigInt,
        by_id -> BigInt,
        reason -> Text,
        duplicate_url -> Text,
    }
}
