//! Every table, once for both databases. The migrations hold the same lists;
//! `tidy.rs` compares the three. The tables of appeals, of asking, of belonging, of care, of finding, of the library,
//! of mutes, of other servers, of screening, of pictures and of getting in are in files of their own.

mod appealing;
mod asking;
mod attached;
mod belonging;
mod care;
mod finding;
mod library;
mod peering;
mod sanctions;
mod screening;
mod signing;

pub use appealing::*;
pub use asking::*;
pub use attached::*;
pub use belonging::*;
pub use care::*;
pub use finding::*;
pub use library::*;
pub use peering::*;
pub use sanctions::*;
pub use screening::*;
pub use signing::*;

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    actors (id) {
        id -> BigInt,
        ap_id -> Text,
        kind -> Text,
        name -> Text,
        host -> Text,
        local -> Bool,
        inbox_url -> Text,
        shared_inbox_url -> Nullable<Text>,
        outbox_url -> Nullable<Text>,
        followers_url -> Nullable<Text>,
        featured_url -> Nullable<Text>,
        moderators_url -> Nullable<Text>,
        page_url -> Nullable<Text>,
        key_id -> Nullable<Text>,
        public_key -> Nullable<Text>,
        private_key -> Nullable<Text>,
        fetched_at -> Nullable<Instant>,
        gone_at -> Nullable<Instant>,
        created_at -> Instant,
        gone_said_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    accounts (id) {
        id -> BigInt,
        actor_id -> BigInt,
        display_name -> Text,
        bio -> Text,
        bio_html -> Text,
        links -> JsonDoc,
        bot -> Bool,
        language -> Text,
        time_zone -> Text,
        post_count -> BigInt,
        comment_count -> BigInt,
        suspended_at -> Nullable<Instant>,
        deleted_at -> Nullable<Instant>,
        created_at -> Instant,
        headline -> Text,
        place -> Text,
        expertise -> JsonDoc,
        offers -> Text,
        seeks -> Text,
        sought -> Text,
        avatar -> Nullable<Text>,
        banner -> Nullable<Text>,
        locale -> Text,
        silenced_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    logins (account_id) {
        account_id -> BigInt,
        email -> Nullable<Text>,
        email_verified_at -> Nullable<Instant>,
        password_hash -> Text,
        role -> Text,
        created_at -> Instant,
        new_email -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    sessions (id) {
        id -> BigInt,
        token_hash -> Binary,
        account_id -> BigInt,
        user_agent -> Text,
        address -> Text,
        created_at -> Instant,
        last_seen_at -> Instant,
        expires_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    one_time_links (token_hash) {
        token_hash -> Binary,
        purpose -> Text,
        account_id -> Nullable<BigInt>,
        created_at -> Instant,
        expires_at -> Instant,
        used_at -> Nullable<Instant>,
        email -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    mails (id) {
        id -> BigInt,
        message_id -> Text,
        kind -> Text,
        account_id -> Nullable<BigInt>,
        address -> Nullable<Text>,
        state -> Text,
        subject -> Text,
        body -> Nullable<Text>,
        reason -> Nullable<Text>,
        attempts -> Integer,
        created_at -> Instant,
        settled_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    mail_choices (account_id, kind) {
        account_id -> BigInt,
        kind -> Text,
        wanted -> Bool,
        changed_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    mail_refusals (account_id) {
        account_id -> BigInt,
        address -> Text,
        refused_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    mail_secrets (name) {
        name -> Text,
        secret -> Binary,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    server_settings (key) {
        key -> Text,
        value -> JsonDoc,
        updated_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    rate_limits (key) {
        key -> Text,
        window_start -> Instant,
        hits -> Integer,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    communities (id) {
        id -> BigInt,
        actor_id -> BigInt,
        title -> Text,
        focus -> Text,
        description -> Text,
        description_html -> Text,
        rules -> Text,
        rules_html -> Text,
        language -> Text,
        read_policy -> Text,
        join_policy -> Text,
        post_policy -> Text,
        answer_policy -> Text,
        restricted_to_moderators -> Bool,
        sensitive -> Bool,
        post_count -> BigInt,
        comment_count -> BigInt,
        follower_count -> BigInt,
        origin_post_count -> Nullable<BigInt>,
        origin_follower_count -> Nullable<BigInt>,
        backfilled_at -> Nullable<Instant>,
        last_activity_at -> Instant,
        edited_at -> Nullable<Instant>,
        removed_at -> Nullable<Instant>,
        deleted_at -> Nullable<Instant>,
        created_at -> Instant,
        question_answer -> Bool,
        rules_version -> Integer,
        binding_version -> Nullable<Integer>,
        binding_since -> Nullable<Instant>,
        grace_days -> Integer,
        accept_days -> Integer,
        several_answers -> Bool,
        icon -> Nullable<Text>,
        banner -> Nullable<Text>,
        rules_elsewhere -> JsonDoc,
        licence -> Text,
        accent -> Text,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    follows (id) {
        id -> BigInt,
        follower_id -> BigInt,
        target_id -> BigInt,
        state -> Text,
        ap_id -> Text,
        created_at -> Instant,
        decided_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    memberships (community_id, account_id) {
        community_id -> BigInt,
        account_id -> BigInt,
        role -> Text,
        state -> Text,
        since -> Instant,
        updated_at -> Instant,
        agreed_version -> Nullable<Integer>,
        listed -> Bool,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    bans (id) {
        id -> BigInt,
        account_id -> BigInt,
        community_id -> Nullable<BigInt>,
        reason -> Text,
        until -> Nullable<Instant>,
        by_actor_id -> Nullable<BigInt>,
        ap_id -> Nullable<Text>,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    posts (id) {
        id -> BigInt,
        public_id -> Text,
        ap_id -> Text,
        community_id -> BigInt,
        author_id -> BigInt,
        kind -> Text,
        title -> Text,
        body -> Text,
        body_html -> Text,
        body_text -> Text,
        url -> Nullable<Text>,
        language -> Text,
        tags -> JsonDoc,
        mentions -> JsonDoc,
        audience -> Text,
        local -> Bool,
        up_votes -> BigInt,
        down_votes -> BigInt,
        score -> BigInt,
        hot_rank -> Double,
        comment_count -> BigInt,
        answer_count -> BigInt,
        accepted_comment_id -> Nullable<BigInt>,
        share_count -> BigInt,
        origin_reply_count -> Nullable<BigInt>,
        origin_like_count -> Nullable<BigInt>,
        origin_share_count -> Nullable<BigInt>,
        replies_url -> Nullable<Text>,
        context_url -> Nullable<Text>,
        replies_fetched_at -> Nullable<Instant>,
        page_url -> Nullable<Text>,
        locked_at -> Nullable<Instant>,
        pinned_at -> Nullable<Instant>,
        deleted_at -> Nullable<Instant>,
        removed_at -> Nullable<Instant>,
        held_at -> Nullable<Instant>,
        published_at -> Instant,
        edited_at -> Nullable<Instant>,
        version_at -> Instant,
        version_id -> Text,
        received_at -> Instant,
        last_activity_at -> Instant,
        fate_at -> Nullable<Instant>,
        wiki -> Bool,
        closed_at -> Nullable<Instant>,
        duplicate_of_id -> Nullable<BigInt>,
        licence -> Text,
        resource -> Nullable<JsonDoc>,
        passed_on_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    post_tags (post_id, tag) {
        post_id -> BigInt,
        tag -> Text,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    comments (id) {
        id -> BigInt,
        public_id -> Text,
        ap_id -> Text,
        post_id -> BigInt,
        parent_id -> Nullable<BigInt>,
        depth -> Integer,
        path -> Text,
        author_id -> BigInt,
        kind -> Text,
        body -> Text,
        body_html -> Text,
        body_text -> Text,
        language -> Text,
        mentions -> JsonDoc,
        audience -> Text,
        local -> Bool,
        up_votes -> BigInt,
        down_votes -> BigInt,
        score -> BigInt,
        child_count -> BigInt,
        page_url -> Nullable<Text>,
        locked_at -> Nullable<Instant>,
        deleted_at -> Nullable<Instant>,
        removed_at -> Nullable<Instant>,
        held_at -> Nullable<Instant>,
        published_at -> Instant,
        edited_at -> Nullable<Instant>,
        version_at -> Instant,
        version_id -> Text,
        received_at -> Instant,
        fate_at -> Nullable<Instant>,
        origin_like_count -> Nullable<BigInt>,
        origin_share_count -> Nullable<BigInt>,
        licence -> Text,
        passed_on_at -> Nullable<Instant>,
        distinguished_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    accepted_answers (post_id, comment_id) {
        post_id -> BigInt,
        comment_id -> BigInt,
        by_account_id -> BigInt,
        ap_id -> Nullable<Text>,
        accepted_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    answer_choices (post_id, comment_id) {
        post_id -> BigInt,
        comment_id -> BigInt,
        by_account_id -> BigInt,
        ap_id -> Nullable<Text>,
        accepted_at -> Nullable<Instant>,
        withdrawn_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    waiting_acts (id) {
        id -> BigInt,
        act_key -> Text,
        awaits -> Text,
        object_ap_id -> Text,
        origin_host -> Text,
        signer -> Text,
        announced_by -> Nullable<Text>,
        fetched -> Bool,
        document -> Text,
        received_at -> Instant,
        until -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    revisions (id) {
        id -> BigInt,
        post_id -> Nullable<BigInt>,
        comment_id -> Nullable<BigInt>,
        editor_id -> BigInt,
        title -> Text,
        body -> Text,
        body_html -> Text,
        written_at -> Instant,
        language -> Nullable<Text>,
        url -> Nullable<Text>,
        tags -> JsonDoc,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    post_votes (post_id, account_id) {
        account_id -> BigInt,
        post_id -> BigInt,
        value -> SmallInt,
        voted_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    boosts (post_id, actor_id) {
        post_id -> BigInt,
        actor_id -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    comment_votes (comment_id, account_id) {
        account_id -> BigInt,
        comment_id -> BigInt,
        post_id -> BigInt,
        value -> SmallInt,
        voted_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    notifications (id) {
        id -> BigInt,
        recipient_id -> BigInt,
        kind -> Text,
        cause -> Text,
        actor_id -> Nullable<BigInt>,
        community_id -> Nullable<BigInt>,
        post_id -> Nullable<BigInt>,
        comment_id -> Nullable<BigInt>,
        created_at -> Instant,
        read_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    messages (id) {
        id -> BigInt,
        public_id -> Text,
        ap_id -> Text,
        conversation -> Text,
        sender_id -> BigInt,
        recipient_id -> BigInt,
        in_reply_to -> Nullable<Text>,
        body -> Text,
        body_html -> Text,
        audience -> Text,
        local -> Bool,
        published_at -> Instant,
        edited_at -> Nullable<Instant>,
        received_at -> Instant,
        read_at -> Nullable<Instant>,
        deleted_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    moderation_actions (id) {
        id -> BigInt,
        ap_id -> Text,
        actor_id -> BigInt,
        community_id -> Nullable<BigInt>,
        verb -> Text,
        post_id -> Nullable<BigInt>,
        comment_id -> Nullable<BigInt>,
        account_id -> Nullable<BigInt>,
        rank -> Integer,
        reason -> Text,
        accepted -> Bool,
        acted_at -> Instant,
        until -> Nullable<Instant>,
        undone_at -> Nullable<Instant>,
        undone_by -> Nullable<BigInt>,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    peers (id) {
        id -> BigInt,
        host -> Text,
        software -> Nullable<Text>,
        version -> Nullable<Text>,
        nodeinfo_at -> Nullable<Instant>,
        policy -> Text,
        note -> Text,
        last_success_at -> Nullable<Instant>,
        last_failure_at -> Nullable<Instant>,
        last_seen_at -> Nullable<Instant>,
        failing_since -> Nullable<Instant>,
        failures -> Integer,
        next_try_at -> Nullable<Instant>,
        last_error -> Nullable<Text>,
        leased_until -> Nullable<Instant>,
        created_at -> Instant,
        nodeinfo_missing_at -> Nullable<Instant>,
        policy_at -> Nullable<Instant>,
        policy_until -> Nullable<Instant>,
        reason -> Text,
        reject_media -> Bool,
        reject_reports -> Bool,
        obfuscate -> Bool,
        listed -> Bool,
        per_minute -> Nullable<Integer>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    received_activities (id) {
        id -> BigInt,
        origin_host -> Text,
        ap_id -> Text,
        signer -> Text,
        kind -> Nullable<Text>,
        object_ap_id -> Nullable<Text>,
        body -> Nullable<Binary>,
        state -> Text,
        verdict -> Nullable<Text>,
        received_at -> Instant,
        applied_at -> Nullable<Instant>,
        digest -> Binary,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    tombstones (ap_id, deleted_by) {
        ap_id -> Text,
        deleted_by -> Text,
        origin_host -> Text,
        kind -> Nullable<Text>,
        had_object -> Bool,
        deleted_at -> Instant,
        lifted_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    activities (id) {
        id -> BigInt,
        ap_id -> Text,
        kind -> Text,
        actor_id -> BigInt,
        object_ap_id -> Text,
        audience -> Text,
        document -> Text,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    deliveries (id) {
        id -> BigInt,
        activity_id -> BigInt,
        peer_id -> BigInt,
        inbox_url -> Text,
        object_key -> Text,
        state -> Text,
        attempts -> Integer,
        next_try_at -> Instant,
        last_error -> Nullable<Text>,
        created_at -> Instant,
        done_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Instant, JsonDoc};
    use diesel::sql_types::*;

    jobs (id) {
        id -> BigInt,
        kind -> Text,
        payload -> JsonDoc,
        unique_key -> Nullable<Text>,
        lane -> Nullable<Text>,
        run_at -> Instant,
        locked_until -> Nullable<Instant>,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        poisoned_at -> Nullable<Instant>,
        created_at -> Instant,
    }
}

diesel::joinable!(accounts -> actors (actor_id));
diesel::joinable!(logins -> accounts (account_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(one_time_links -> accounts (account_id));
diesel::joinable!(communities -> actors (actor_id));
diesel::joinable!(memberships -> communities (community_id));
diesel::joinable!(memberships -> accounts (account_id));
diesel::joinable!(bans -> accounts (account_id));
diesel::joinable!(bans -> communities (community_id));
diesel::joinable!(bans -> actors (by_actor_id));
diesel::joinable!(posts -> communities (community_id));
diesel::joinable!(posts -> accounts (author_id));
diesel::joinable!(post_tags -> posts (post_id));
diesel::joinable!(comments -> posts (post_id));
diesel::joinable!(comments -> accounts (author_id));
diesel::joinable!(accepted_answers -> posts (post_id));
diesel::joinable!(accepted_answers -> comments (comment_id));
diesel::joinable!(accepted_answers -> accounts (by_account_id));
diesel::joinable!(answer_choices -> posts (post_id));
diesel::joinable!(answer_choices -> comments (comment_id));
diesel::joinable!(answer_choices -> accounts (by_account_id));
diesel::joinable!(revisions -> posts (post_id));
diesel::joinable!(revisions -> comments (comment_id));
diesel::joinable!(revisions -> accounts (editor_id));
diesel::joinable!(post_votes -> accounts (account_id));
diesel::joinable!(post_votes -> posts (post_id));
diesel::joinable!(comment_votes -> accounts (account_id));
diesel::joinable!(comment_votes -> comments (comment_id));
diesel::joinable!(comment_votes -> posts (post_id));
diesel::joinable!(notifications -> accounts (recipient_id));
diesel::joinable!(notifications -> actors (actor_id));
diesel::joinable!(notifications -> communities (community_id));
diesel::joinable!(notifications -> posts (post_id));
diesel::joinable!(notifications -> comments (comment_id));
diesel::joinable!(reports -> actors (reporter_actor_id));
diesel::joinable!(reports -> communities (community_id));
diesel::joinable!(reports -> posts (post_id));
diesel::joinable!(reports -> comments (comment_id));
diesel::joinable!(moderation_actions -> communities (community_id));
diesel::joinable!(moderation_actions -> posts (post_id));
diesel::joinable!(moderation_actions -> comments (comment_id));
diesel::joinable!(moderation_actions -> accounts (account_id));
diesel::joinable!(activities -> actors (actor_id));
diesel::joinable!(deliveries -> activities (activity_id));
diesel::joinable!(deliveries -> peers (peer_id));

/// Which tables are read together. Diesel makes impls for every pair, and the compiler compares each
/// with each: naming only the pairs there are keeps a build minutes shorter than one list of all.
macro_rules! read_together {
    ($($one:ident: $($other:ident),+;)+) => {
        $($(diesel::allow_tables_to_appear_in_same_query!($one, $other);)+)+
    };
}

read_together! {
    accepted_answers: accounts, actors, comments, communities, follows, memberships, posts;
    accounts: actors, answer_choices, bans, comment_votes, comments, communities, follows, logins, memberships, messages, moderation_actions, notifications, one_time_links, peers, post_tags, post_votes, posts, reports, revisions, sessions;
    activities: actors, deliveries, peers;
    actors: bans, comments, communities, follows, logins, memberships, messages, moderation_actions, notifications, peers, post_tags, posts, reports, revisions, sessions, severed_follows;
    answer_choices: comments, posts;
    bans: comments, communities, follows, memberships, posts;
    comment_votes: comments, posts;
    comments: communities, follows, memberships, moderation_actions, notifications, peers, post_tags, posts, reports, revisions;
    communities: follows, memberships, moderation_actions, notifications, peers, post_tags, posts, reports, revisions;
    deliveries: peers;
    follows: memberships, moderation_actions, notifications, peers, post_tags, posts, reports, revisions;
    logins: sessions;
    memberships: moderation_actions, notifications, peers, post_tags, posts, reports, revisions;
    moderation_actions: notifications, posts;
    notifications: posts;
    peers: posts;
    post_tags: posts;
    post_votes: posts;
    posts: reports, revisions;
    received_activities: actors;
    report_cases: accounts, actors, comments, communities, posts, reports;
}
