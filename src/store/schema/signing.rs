//! The tables of getting in: what is proven besides a password.

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    second_factors (account_id) {
        account_id -> BigInt,
        secret -> Binary,
        last_step -> BigInt,
        created_at -> Instant,
        confirmed_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    recovery_codes (account_id, code_hash) {
        account_id -> BigInt,
        code_hash -> Binary,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    account_applications (id) {
        id -> BigInt,
        name -> Text,
        email -> Text,
        password_hash -> Text,
        words -> Text,
        locale -> Text,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    office_acts (id) {
        id -> BigInt,
        by_id -> Nullable<BigInt>,
        deed -> Text,
        subject_id -> Nullable<BigInt>,
        words -> Text,
        created_at -> Instant,
    }
}
