//! The tables of what administrators decide about other servers and about what came from them.

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    host_lists (id) {
        id -> BigInt,
        content -> Text,
        lines -> Integer,
        done -> Integer,
        made_by -> Nullable<BigInt>,
        made_at -> Instant,
        begun_at -> Nullable<Instant>,
        finished_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    waves (id) {
        id -> BigInt,
        since -> Instant,
        until -> Instant,
        reason -> Text,
        begun_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    purges (id) {
        id -> BigInt,
        ap_id -> Text,
        kind -> Text,
        host -> Text,
        purged_by -> Nullable<BigInt>,
        reason -> Text,
        purged_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::Instant;
    use diesel::sql_types::*;

    severed_follows (id) {
        id -> BigInt,
        host -> Text,
        follower_id -> BigInt,
        target_id -> BigInt,
        severed_at -> Instant,
        follow_ap_id -> Nullable<Text>,
        role -> Nullable<Text>,
    }
}
