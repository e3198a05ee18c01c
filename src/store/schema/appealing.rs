//! The tables of appeals, and of what is said to those who look after a community.

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    appeals (id) {
        id -> BigInt,
        action_id -> BigInt,
        community_id -> BigInt,
        account_id -> BigInt,
        body -> Text,
        created_at -> Instant,
        decided_at -> Nullable<Instant>,
        decided_by -> Nullable<BigInt>,
        outcome -> Nullable<Text>,
        message -> Text,
    }
}

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    appeal_letters (action_id) {
        action_id -> BigInt,
        account_id -> BigInt,
        token_hash -> Binary,
        message_id -> Nullable<Text>,
        sent_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    team_talks (id) {
        id -> BigInt,
        community_id -> BigInt,
        account_id -> BigInt,
        opened_at -> Instant,
        latest_id -> BigInt,
        waits -> Bool,
        assigned_to -> Nullable<BigInt>,
        closed_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    team_lines (id) {
        id -> BigInt,
        talk_id -> BigInt,
        by_id -> BigInt,
        from_team -> Bool,
        body -> Text,
        message_id -> Nullable<Text>,
        created_at -> Instant,
    }
}
