//! The tables of pictures and of what they hang on.

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    pictures (hash) {
        hash -> Text,
        media_type -> Text,
        bytes -> BigInt,
        width -> Integer,
        height -> Integer,
        stored_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    attachments (id) {
        id -> BigInt,
        key -> Text,
        hash -> Text,
        uploader_id -> BigInt,
        post_id -> Nullable<BigInt>,
        comment_id -> Nullable<BigInt>,
        account_id -> Nullable<BigInt>,
        community_id -> Nullable<BigInt>,
        created_at -> Instant,
        goes_at -> Nullable<Instant>,
    }
}

diesel::joinable!(attachments -> pictures (hash));
diesel::allow_tables_to_appear_in_same_query!(attachments, pictures);
