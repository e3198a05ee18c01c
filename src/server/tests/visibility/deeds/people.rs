//! What somebody does with their account, and with what belongs to no community.

use super::super::deed::{Deed, Effect, Ready, told, tried};
use super::super::rights::{all_but_the_author, everybody};

const DRAFTS: &str =
    "posts::tests::drafts::a_draft_is_kept_for_its_author_alone_until_it_is_posted";
const FEEDS: &str =
    "accounts::tests::feeds::a_feed_is_read_with_a_key_until_its_owner_takes_it_away";

const SEARCHES: &str =
    "search::tests::following::whoever_follows_a_search_is_told_of_what_is_new_once_a_day";

pub const DEEDS: &[Deed] = {
    use Effect::{Less, More};
    &[
        told(
            "/appeal/link/{token}",
            "inbox::tests::appeals::somebody_on_a_microblog_appeals_by_an_answer_or_with_the_link_alone",
        ),
        told(
            "/appeal/{id}",
            "team::tests::an_appeal_is_made_once_decided_by_somebody_else_and_undoes_the_act",
        ),
        tried(
            "/communities/new",
            ("name=fresh{me}&title=Fresh&language=en", Ready::Nothing),
            everybody,
            More("actors WHERE local AND name = 'fresh{me}'"),
        ),
        told("/drafts", DRAFTS),
        told("/drafts/{id}/delete", DRAFTS),
        told("/following/searches/{id}/end", SEARCHES),
        told(
            "/following/{id}/end",
            "following::tests::whoever_follows_is_told_once_and_until_they_end_it",
        ),
        told(
            "/forgot",
            "accounts::tests::mail::nobody_learns_whether_an_address_is_known",
        ),
        told(
            "/invite/{token}",
            "membership::tests::inviting::a_link_lets_in_as_many_as_it_says_and_shows_who_came",
        ),
        told(
            "/invite/{token}/register",
            "membership::tests::inviting::somebody_without_an_account_comes_by_mail_and_makes_one",
        ),
        told(
            "/join/{token}",
            "inbox::tests::joining::somebody_on_a_forum_joins_on_the_page_that_only_they_have",
        ),
        told(
            "/login",
            "accounts::tests::pages::somebody_signs_in_and_out_in_the_browser",
        ),
        told(
            "/logout",
            "accounts::tests::pages::somebody_signs_in_and_out_in_the_browser",
        ),
        told(
            "/media",
            "media::tests::pages::a_pasted_picture_is_answered_with_its_markdown",
        ),
        tried(
            "/messages/{handle}",
            ("body=A+fresh+letter", Ready::Nothing),
            all_but_the_author,
            More("messages WHERE sender_id = {me} AND body = 'A fresh letter'"),
        ),
        tried(
            "/messages/{handle}/{id}/delete",
            ("", Ready::Letter),
            all_but_the_author,
            More("messages WHERE public_id = '{id}' AND deleted_at IS NOT NULL"),
        ),
        tried(
            "/notifications",
            ("", Ready::Notice),
            everybody,
            Less("notifications WHERE id = {id} AND read_at IS NULL"),
        ),
        tried(
            "/notifications/{id}/read",
            ("", Ready::Notice),
            everybody,
            Less("notifications WHERE id = {id} AND read_at IS NULL"),
        ),
        told(
            "/password/{token}",
            "accounts::tests::mail::a_forgotten_password_is_chosen_anew_with_a_link_that_works_once",
        ),
        told(
            "/register",
            "accounts::tests::pages::people_register_where_they_may",
        ),
        told(
            "/saved/{id}/remove",
            "following::tests::what_is_saved_is_for_its_owner_alone",
        ),
        told("/search/follow", SEARCHES),
        told(
            "/settings",
            "accounts::tests::pages::fields_that_a_form_does_not_have_are_nobodys_to_set",
        ),
        told(
            "/settings/delete",
            "erasure::tests::one_leaves_by_oneself_with_ones_password_and_for_good",
        ),
        told("/settings/feeds", FEEDS),
        told("/settings/feeds/revoke", FEEDS),
        told(
            "/settings/mail",
            "accounts::tests::mail::mails_are_chosen_in_the_settings_and_stopped_from_the_mail",
        ),
        told(
            "/settings/mail/address",
            "accounts::tests::mail::an_address_is_changed_with_the_password_and_the_last_one_typed_counts",
        ),
        told(
            "/settings/mail/confirm",
            "accounts::tests::mail::without_a_mail_server_administrators_have_the_links_and_nothing_is_confirmed",
        ),
        told(
            "/settings/password",
            "accounts::tests::pages::a_changed_password_signs_other_browsers_out",
        ),
        told(
            "/settings/pictures",
            "media::tests::pages::people_choose_pictures_of_themselves",
        ),
        told(
            "/settings/sessions/end",
            "accounts::tests::pages::sessions_are_listed_and_ended_on_their_page",
        ),
        told(
            "/settings/sessions/end-others",
            "accounts::tests::pages::sessions_are_listed_and_ended_on_their_page",
        ),
        told(
            "/setup/{token}",
            "accounts::tests::pages::the_set_up_page_is_there_for_its_link_only",
        ),
        told(
            "/theme",
            "accounts::tests::pages::visitors_choose_a_theme_from_our_pages_only",
        ),
        tried(
            "/u/{name}/follow",
            ("", Ready::Nothing),
            all_but_the_author,
            More("watches WHERE account_id = {me} AND kind = 'person'"),
        ),
        tried(
            "/u/{name}/report",
            ("reason=Rude", Ready::Nothing),
            all_but_the_author,
            More("reports WHERE reporter_actor_id = {actor} AND post_id IS NULL"),
        ),
        told(
            "/unsubscribe/{token}",
            "accounts::tests::mail::mails_are_chosen_in_the_settings_and_stopped_from_the_mail",
        ),
        told(
            "/verify/{token}",
            "accounts::tests::mail::whoever_registers_confirms_the_address_before_it_is_theirs",
        ),
        told(
            "/login/code",
            "accounts::tests::second_factor::without_a_code_the_password_opens_nothing",
        ),
        told(
            "/settings/codes",
            "accounts::tests::second_factor::without_a_code_the_password_opens_nothing",
        ),
        told(
            "/settings/codes/confirm",
            "accounts::tests::second_factor::without_a_code_the_password_opens_nothing",
        ),
        told(
            "/settings/codes/end",
            "accounts::tests::second_factor::codes_are_turned_off_with_the_password_and_a_code_only",
        ),
        told(
            "/settings/codes/recovery",
            "accounts::tests::second_factor::codes_are_turned_off_with_the_password_and_a_code_only",
        ),
    ]
};
