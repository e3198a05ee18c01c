//! Joining, applying, agreeing to rules, and what waits for either. Each is read by itself, so that none of
//! them has to be joined with another.

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    community_settings (community_id) {
        community_id -> BigInt,
        not_for -> Text,
        offers -> Text,
        applicants_note -> Text,
        reapply_days -> Integer,
        email_domains -> JsonDoc,
        newcomer_contributions -> Integer,
        welcome -> Text,
        first_task -> Text,
        introductions -> Text,
        start_here -> JsonDoc,
        staff_domain -> Text,
        staff_badge -> Text,
        parent_id -> Nullable<BigInt>,
        related -> JsonDoc,
        templates -> JsonDoc,
        tag_rule -> Text,
        tags_required -> Bool,
        ask_after_hours -> Integer,
        ask_people -> Integer,
        time_zone -> Text,
        propose -> Text,
        review -> Text,
        team_unnamed -> Bool,
        hold_first -> Integer,
        hold_links -> Bool,
        hold_all -> Bool,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    community_links (id) {
        id -> BigInt,
        community_id -> BigInt,
        other_id -> BigInt,
        state -> Text,
        sharing -> Text,
        ap_id -> Text,
        words -> Text,
        created_at -> Instant,
        changed_at -> Instant,
        offers -> Nullable<JsonDoc>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    shared_threads (id) {
        id -> BigInt,
        post_id -> BigInt,
        community_id -> BigInt,
        ap_id -> Text,
        shared_at -> Instant,
        hidden_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    hidden_replies (community_id, comment_id) {
        community_id -> BigInt,
        comment_id -> BigInt,
        hidden_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    rules_versions (community_id, number) {
        community_id -> BigInt,
        number -> Integer,
        change_kind -> Text,
        items -> JsonDoc,
        body -> Text,
        hash -> Text,
        published_by -> Nullable<BigInt>,
        published_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    agreements (id) {
        id -> BigInt,
        community_id -> BigInt,
        account_id -> BigInt,
        version -> Integer,
        hash -> Text,
        channel -> Text,
        agreed_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    application_questions (id) {
        id -> BigInt,
        community_id -> BigInt,
        position -> Integer,
        kind -> Text,
        label -> Text,
        help -> Text,
        choices -> JsonDoc,
        required -> Bool,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    applications (id) {
        id -> BigInt,
        community_id -> BigInt,
        account_id -> BigInt,
        state -> Text,
        channel -> Text,
        answers -> JsonDoc,
        rules_version -> Integer,
        applied_at -> Instant,
        changed_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    membership_events (id) {
        id -> BigInt,
        community_id -> BigInt,
        account_id -> BigInt,
        application_id -> Nullable<BigInt>,
        kind -> Text,
        by_id -> Nullable<BigInt>,
        reason -> Text,
        channel -> Text,
        happened_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    saved_replies (id) {
        id -> BigInt,
        community_id -> BigInt,
        body -> Text,
        by_id -> BigInt,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    invitations (id) {
        id -> BigInt,
        community_id -> BigInt,
        by_id -> BigInt,
        kind -> Text,
        token_hash -> Nullable<Binary>,
        invitee_id -> Nullable<BigInt>,
        address -> Text,
        words -> Text,
        uses_max -> Integer,
        used -> Integer,
        skips_queue -> Bool,
        may_register -> Bool,
        created_at -> Instant,
        expires_at -> Instant,
        withdrawn_at -> Nullable<Instant>,
        ap_id -> Nullable<Text>,
        declined_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    invites (community_id, account_id) {
        community_id -> BigInt,
        account_id -> BigInt,
        ap_id -> Text,
        words -> Text,
        skips_queue -> Bool,
        expires_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    invitation_uses (id) {
        id -> BigInt,
        invitation_id -> BigInt,
        account_id -> BigInt,
        used_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    member_steps (community_id, account_id) {
        community_id -> BigInt,
        account_id -> BigInt,
        joined_at -> Instant,
        contributed_at -> Nullable<Instant>,
        introduced_at -> Nullable<Instant>,
        introduction_id -> Nullable<BigInt>,
        replied_at -> Nullable<Instant>,
        active_at -> Nullable<Instant>,
        greeters_at -> Nullable<Instant>,
        closed_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    daily_figures (community_id, day, name, local) {
        community_id -> BigInt,
        day -> Text,
        name -> Text,
        local -> Bool,
        total -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    held_things (id) {
        id -> BigInt,
        community_id -> BigInt,
        author_id -> BigInt,
        post_id -> Nullable<BigInt>,
        comment_id -> Nullable<BigInt>,
        cause -> Text,
        activity -> Nullable<Text>,
        sender_host -> Text,
        held_at -> Instant,
        released_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    join_letters (community_id, account_id) {
        community_id -> BigInt,
        account_id -> BigInt,
        purpose -> Text,
        rules_version -> Integer,
        about -> Text,
        token_hash -> Nullable<Binary>,
        message_ids -> JsonDoc,
        sent -> Integer,
        asked_at -> Instant,
        sent_at -> Nullable<Instant>,
        answered_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    join_attempts (community_id, account_id) {
        community_id -> BigInt,
        account_id -> BigInt,
        ap_id -> Text,
        made_at -> Instant,
        again_at -> Nullable<Instant>,
        welcome -> JsonDoc,
        request -> JsonDoc,
    }
}
