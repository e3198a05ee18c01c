//! What those who look after a community put in order for others to find.

use super::{accounts, actors, comments, posts};

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    collections (id) {
        id -> BigInt,
        community_id -> BigInt,
        slug -> Text,
        kind -> Text,
        title -> Text,
        introduction -> Text,
        introduction_html -> Text,
        sections -> JsonDoc,
        audience -> Text,
        position -> Integer,
        pinned -> Bool,
        featured -> Bool,
        made_by -> BigInt,
        created_at -> Instant,
        changed_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    collection_entries (id) {
        id -> BigInt,
        collection_id -> BigInt,
        post_id -> BigInt,
        section -> Integer,
        position -> Integer,
        note -> Text,
        state -> Text,
        added_by -> BigInt,
        added_at -> Instant,
    }
}

diesel::joinable!(collection_entries -> collections (collection_id));
diesel::joinable!(collection_entries -> posts (post_id));

diesel::allow_tables_to_appear_in_same_query!(collection_entries, collections, posts);

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    article_sources (id) {
        id -> BigInt,
        article_id -> BigInt,
        source_id -> BigInt,
        comment_id -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(article_sources, accounts);
diesel::allow_tables_to_appear_in_same_query!(article_sources, actors);
diesel::allow_tables_to_appear_in_same_query!(article_sources, comments);
diesel::allow_tables_to_appear_in_same_query!(article_sources, posts);

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    review_sweeps (community_id, what) {
        community_id -> BigInt,
        what -> Text,
        until_at -> Instant,
        until_id -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    reviews (post_id) {
        post_id -> BigInt,
        community_id -> BigInt,
        due_at -> Nullable<Instant>,
        asked_at -> Nullable<Instant>,
        result -> Nullable<Text>,
        checked_by -> Nullable<BigInt>,
        checked_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    library_exports (id) {
        id -> BigInt,
        community_id -> BigInt,
        asked_by -> BigInt,
        state -> Text,
        done -> BigInt,
        total -> BigInt,
        pages -> Integer,
        after_at -> Instant,
        after_id -> BigInt,
        written -> BigInt,
        listed -> BigInt,
        failure -> Text,
        created_at -> Instant,
        expires_at -> Instant,
    }
}
