//! Who may read in a community, and not write.

use super::{accounts, actors, bans, memberships};

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    mutes (id) {
        id -> BigInt,
        account_id -> BigInt,
        community_id -> BigInt,
        reason -> Text,
        until -> Nullable<Instant>,
        by_actor_id -> Nullable<BigInt>,
        ap_id -> Text,
        created_at -> Instant,
    }
}

diesel::joinable!(mutes -> accounts (account_id));
diesel::allow_tables_to_appear_in_same_query!(mutes, accounts);
diesel::allow_tables_to_appear_in_same_query!(mutes, actors);
diesel::allow_tables_to_appear_in_same_query!(mutes, bans);
diesel::allow_tables_to_appear_in_same_query!(mutes, memberships);
