//! What administrators of this server do.

use super::super::deed::{Deed, Effect, Ready, told, tried};
use super::super::rights::admins;

const LIST: &str = "admin::tests::hosts::a_long_list_is_taken_in_by_parts";
const LISTED: &str = "admin::tests::hosts::only_listed_servers_are_talked_to_where_that_is_set";
const WAVE: &str = "admin::tests::hosts::a_wave_is_watched_swept_and_ended";
const RECENT: &str = "admin::tests::hosts::what_came_lately_is_shown_and_goes";
const RULE: &str = "admin::tests::hosts::a_rule_is_set_shown_and_ends_by_itself";
const PURGE: &str = "admin::tests::hosts::only_administrators_purge_and_what_goes_is_shown_first";

pub const DEEDS: &[Deed] = {
    use Effect::{Less, More};
    &[
        tried(
            "/admin/accounts/new",
            ("name=fresh&email=&role=member", Ready::Nothing),
            admins,
            More("actors WHERE local AND name = 'fresh'"),
        ),
        tried(
            "/admin/accounts/{id}/admin",
            ("", Ready::Member),
            admins,
            More("logins WHERE account_id = {account} AND role = 'admin'"),
        ),
        tried(
            "/admin/accounts/{id}/codes",
            ("", Ready::Coded),
            admins,
            Less("second_factors WHERE account_id = {account}"),
        ),
        tried(
            "/admin/accounts/{id}/delete",
            ("name={person}", Ready::Member),
            admins,
            More("accounts WHERE id = {account} AND deleted_at IS NOT NULL"),
        ),
        tried(
            "/admin/accounts/{id}/member",
            ("", Ready::Administrator),
            admins,
            Less("logins WHERE account_id = {account} AND role = 'admin'"),
        ),
        tried(
            "/admin/accounts/{id}/moderator",
            ("", Ready::Member),
            admins,
            More("logins WHERE account_id = {account} AND role = 'moderator'"),
        ),
        told(
            "/admin/accounts/{id}/owner",
            "accounts::tests::manage::owners_are_made_and_removed_by_owners_only",
        ),
        tried(
            "/admin/accounts/{id}/password",
            ("", Ready::Member),
            admins,
            More("one_time_links WHERE account_id = {account}"),
        ),
        tried(
            "/admin/accounts/{id}/restore",
            ("", Ready::Suspended),
            admins,
            Less("accounts WHERE id = {account} AND suspended_at IS NOT NULL"),
        ),
        tried(
            "/admin/accounts/{id}/silence",
            ("", Ready::Member),
            admins,
            More("accounts WHERE id = {account} AND silenced_at IS NOT NULL"),
        ),
        tried(
            "/admin/accounts/{id}/suspend",
            ("", Ready::Member),
            admins,
            More("accounts WHERE id = {account} AND suspended_at IS NOT NULL"),
        ),
        tried(
            "/admin/accounts/{id}/unsilence",
            ("", Ready::Silenced),
            admins,
            Less("accounts WHERE id = {account} AND silenced_at IS NOT NULL"),
        ),
        tried(
            "/admin/applications/{id}/approve",
            ("", Ready::Applicant),
            admins,
            More("actors WHERE local AND name = '{person}'"),
        ),
        tried(
            "/admin/applications/{id}/decline",
            ("words=No", Ready::Applicant),
            admins,
            Less("account_applications WHERE id = {id}"),
        ),
        tried(
            "/admin/closing",
            ("state=open", Ready::Nothing),
            admins,
            More("server_settings WHERE key = 'closed'"),
        ),
        tried(
            "/admin/communities/{id}/convener",
            ("person={person}", Ready::Community),
            admins,
            More(
                "memberships WHERE community_id = {place} AND account_id = {account} AND role = 'convener'",
            ),
        ),
        tried(
            "/admin/communities/{id}/remove",
            ("reason=Empty", Ready::Community),
            admins,
            More("communities WHERE id = {place} AND removed_at IS NOT NULL"),
        ),
        tried(
            "/admin/communities/{id}/restore",
            ("reason=Back", Ready::RemovedCommunity),
            admins,
            Less("communities WHERE id = {place} AND removed_at IS NOT NULL"),
        ),
        tried(
            "/admin/entrance",
            ("sum=off&allowed=&denied=spam.example", Ready::Nothing),
            admins,
            More("server_settings WHERE key = 'email_domains_denied'"),
        ),
        tried(
            "/admin/hosts/list",
            ("list=evil.test", Ready::Nothing),
            admins,
            More("host_lists"),
        ),
        told("/admin/hosts/list/{id}", LIST),
        told("/admin/hosts/listed", LISTED),
        told("/admin/hosts/newcomers", WAVE),
        told("/admin/hosts/recent", RECENT),
        told("/admin/hosts/wave", WAVE),
        told("/admin/hosts/wave/end", WAVE),
        tried(
            "/admin/looks",
            ("accent=pine", Ready::Nothing),
            admins,
            More("server_settings WHERE key = 'accent'"),
        ),
        tried(
            "/admin/notices",
            (
                "announcement=Moving&last_day=&terms=&contact=",
                Ready::Nothing,
            ),
            admins,
            More("server_settings WHERE key = 'announcement'"),
        ),
        tried(
            "/admin/peers/{host}/allow",
            ("", Ready::Blocked),
            admins,
            Less("peers WHERE host = 'ally.test' AND policy = 'block'"),
        ),
        tried(
            "/admin/peers/{host}/block",
            ("note=Rude", Ready::Nothing),
            admins,
            More("peers WHERE host = 'ally.test' AND policy = 'block'"),
        ),
        tried(
            "/admin/peers/{host}/retry",
            ("", Ready::Resting),
            admins,
            Less("peers WHERE host = 'ally.test' AND failures > 0"),
        ),
        told("/admin/peers/{host}/rule", RULE),
        told("/admin/purge/one", PURGE),
        tried(
            "/admin/queues/jobs/{id}/retry",
            ("", Ready::Poisoned),
            admins,
            Less("jobs WHERE id = {id} AND poisoned_at IS NOT NULL"),
        ),
        tried(
            "/admin/reports/{id}",
            ("act=acted&words=Talked", Ready::Report),
            admins,
            More("report_cases WHERE id = {id} AND settled_at IS NOT NULL"),
        ),
        tried(
            "/admin/screening",
            (
                "name=By+{me}&kind=words&list=casino&deed=hold",
                Ready::Nothing,
            ),
            admins,
            More("screening_rules WHERE scope = 0 AND name = 'By {me}'"),
        ),
        told(
            "/admin/screening/try",
            "screening::tests::the_rules_of_the_server_hold_everywhere",
        ),
        told(
            "/admin/screening/{id}",
            "screening::tests::the_rules_of_the_server_hold_everywhere",
        ),
        tried(
            "/admin/settings",
            (
                "site_name=Renamed&registration=closed&community_creation=everyone",
                Ready::Nothing,
            ),
            admins,
            More("server_settings WHERE key = 'site_name'"),
        ),
    ]
};
