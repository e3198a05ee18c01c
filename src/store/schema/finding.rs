//! What search looks in.

diesel::table! {
    use diesel::sql_types::*;

    thread_words (id) {
        id -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    reply_words (id) {
        id -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    collection_words (id) {
        id -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    word_languages (language) {
        language -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    words_due (id) {
        id -> BigInt,
        thing -> Text,
        thing_id -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    followed_searches (id) {
        id -> BigInt,
        account_id -> BigInt,
        kind -> Text,
        typed -> Text,
        seen_id -> BigInt,
        seen_at -> Instant,
        upto_id -> BigInt,
        upto_at -> Instant,
        next_at -> Instant,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    feed_keys (account_id) {
        account_id -> BigInt,
        token_hash -> Binary,
        created_at -> Instant,
    }
}
