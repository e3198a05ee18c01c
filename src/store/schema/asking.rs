//! The tables of asking and answering that stand beside threads and replies: drafts, suggestions, tags, and what
//! hangs on them. Each is read by itself or in plain SQL, so that none of them has to be joined with another.

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

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    watches (id) {
        id -> BigInt,
        account_id -> BigInt,
        kind -> Text,
        post_id -> Nullable<BigInt>,
        tag_id -> Nullable<BigInt>,
        person_id -> Nullable<BigInt>,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    muted_tags (account_id, tag_id) {
        account_id -> BigInt,
        tag_id -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    saves (id) {
        id -> BigInt,
        account_id -> BigInt,
        post_id -> BigInt,
        comment_id -> Nullable<BigInt>,
        note -> Text,
        saved_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    helper_consents (community_id, account_id) {
        community_id -> BigInt,
        account_id -> BigInt,
        tags -> JsonDoc,
        per_week -> Integer,
        channel -> Text,
        said_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    helper_calls (post_id, account_id) {
        post_id -> BigInt,
        account_id -> BigInt,
        community_id -> BigInt,
        called_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    question_calls (post_id) {
        post_id -> BigInt,
        community_id -> BigInt,
        called_at -> Instant,
        bumps -> Integer,
        bumped_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    schedules (id) {
        id -> BigInt,
        community_id -> BigInt,
        author_id -> BigInt,
        kind -> Text,
        title -> Text,
        body -> Text,
        tags -> Text,
        every -> Text,
        day -> Integer,
        minute -> Integer,
        starts_on -> Text,
        next_at -> Nullable<Instant>,
        paused_at -> Nullable<Instant>,
        stopped_by -> Text,
        made -> Integer,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    schedule_runs (schedule_id, slot_at) {
        schedule_id -> BigInt,
        slot_at -> Instant,
        post_id -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    standing_due (id) {
        id -> BigInt,
        community_id -> BigInt,
        author_id -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    merit_lines (comment_id) {
        comment_id -> BigInt,
        community_id -> BigInt,
        account_id -> BigInt,
        post_id -> BigInt,
        ups -> Integer,
        downs -> Integer,
        uncounted -> Integer,
        accepted -> Bool,
        points -> Integer,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    merits (community_id, account_id, tag) {
        community_id -> BigInt,
        account_id -> BigInt,
        tag -> Text,
        points -> Integer,
        answers -> Integer,
        accepted -> Integer,
        edits -> Integer,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    merit_edits (suggestion_id) {
        suggestion_id -> BigInt,
        community_id -> BigInt,
        account_id -> BigInt,
        post_id -> BigInt,
        points -> Integer,
    }
}
