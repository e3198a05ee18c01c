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
