//! The tables of what was reported, as cases.

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    reports (id) {
        id -> BigInt,
        ap_id -> Nullable<Text>,
        reporter_actor_id -> Nullable<BigInt>,
        community_id -> Nullable<BigInt>,
        post_id -> Nullable<BigInt>,
        comment_id -> Nullable<BigInt>,
        account_id -> Nullable<BigInt>,
        reason -> Text,
        created_at -> Instant,
        resolved_at -> Nullable<Instant>,
        resolved_by -> Nullable<BigInt>,
        resolution -> Nullable<Text>,
        case_id -> Nullable<BigInt>,
        source -> Text,
        named -> Bool,
    }
}

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    report_cases (id) {
        id -> BigInt,
        community_id -> Nullable<BigInt>,
        post_id -> Nullable<BigInt>,
        comment_id -> Nullable<BigInt>,
        account_id -> BigInt,
        for_server -> Bool,
        report_count -> Integer,
        opened_at -> Instant,
        claimed_by -> Nullable<BigInt>,
        settled_at -> Nullable<Instant>,
        settled_by -> Nullable<BigInt>,
        outcome -> Nullable<Text>,
        words -> Text,
        message -> Text,
    }
}

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    case_notes (id) {
        id -> BigInt,
        case_id -> BigInt,
        by_id -> Nullable<BigInt>,
        kind -> Text,
        body -> Text,
        created_at -> Instant,
    }
}
