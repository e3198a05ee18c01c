//! Who does what: every action of the table of addresses, with the form that does it, who may (`rights.rs`),
//! and what is different in the database afterwards. By it every action is tried by everybody (`doing.rs`),
//! and the second half of `docs/visibility.md` is printed.

use super::Who;
use super::rights::{
    Outcome, Rule, admins, all_but_the_author, applicants, authors_edit, authors_put_back,
    authors_take_back, beginners, choosers, choosers_no_more, conveners, conveners_alone,
    converters, everybody, followers, keepers, members, members_in_good_standing, outsiders,
    removers, repliers, reporters, restorers, voters,
};
use super::shelves;
use super::table::State;
use crate::communities::model::ReadPolicy;

/// What has to be so before it is tried; `ready.rs` brings it about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    Nothing,
    // A thread and a reply by the author, of which the one that the address is about is in each state.
    Thing,
    Locked,
    Pinned,
    Accepted,
    // Somebody else, and what they are in the community.
    Member,
    Banned,
    Moderator,
    Applied,
    // What lies there: something held, a report, words to use again, an invitation.
    Held,
    Report,
    Saved,
    Invitation,
    // In the library: a collection, a thread that is proposed for it, one that is in none.
    Collection,
    Proposal,
    Shelved,
    NoExport,
    // How the community is set.
    NoIntroductions,
    NoProposers,
    ForReaders,
    // How it stands with whoever does it.
    Following,
    NotFollowing,
    Invited,
    MoreAsked,
    Letter,
    Notice,
    Steps,
    // What administrators look after.
    Suspended,
    Administrator,
    Community,
    RemovedCommunity,
    Blocked,
    Resting,
    Poisoned,
}

/// What stands behind `SELECT count(*) FROM` and is one more or one less when it is done.
#[derive(Debug, Clone, Copy)]
pub enum Effect {
    More(&'static str),
    Less(&'static str),
}

#[derive(Debug, Clone, Copy)]
pub struct Trial {
    /// The fields, besides the token. As in the effect, words in braces are filled in: {id} and {name} are
    /// those of the address; {place} and {group} the community's numbers, as such and as an actor; {person}
    /// and {account} somebody else's name and number; {answer} the reply; {me} and {actor} the numbers of
    /// whoever does it.
    pub form: &'static str,
    pub ready: Ready,
    pub may: Rule,
    pub effect: Effect,
}

#[derive(Debug, Clone, Copy)]
pub enum Proof {
    Tried(Trial),
    /// It has nothing to do with communities, and this test shows it.
    Told(&'static str),
    /// The sources name all acts together; replies are neither locked nor pinned.
    Absent,
}

#[derive(Debug, Clone, Copy)]
pub struct Deed {
    pub path: &'static str,
    pub proof: Proof,
}

impl Deed {
    /// The outcome for one; what is only told of is refused to everybody who has not what it takes.
    pub fn outcome(&self, who: Who, policy: ReadPolicy, state: State) -> Outcome {
        match &self.proof {
            Proof::Tried(trial) => (trial.may)(who, policy, state),
            Proof::Told(_) | Proof::Absent => Outcome::Refused,
        }
    }
}

pub(super) const fn tried(
    path: &'static str,
    (form, ready): (&'static str, Ready),
    may: Rule,
    effect: Effect,
) -> Deed {
    let trial = Trial {
        form,
        ready,
        may,
        effect,
    };
    Deed {
        path,
        proof: Proof::Tried(trial),
    }
}

const fn told(path: &'static str, test: &'static str) -> Deed {
    Deed {
        path,
        proof: Proof::Told(test),
    }
}

const fn absent(path: &'static str) -> Deed {
    Deed {
        path,
        proof: Proof::Absent,
    }
}

/// Every action of the table of addresses, in its order.
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
            "/admin/accounts/{id}/suspend",
            ("", Ready::Member),
            admins,
            More("accounts WHERE id = {account} AND suspended_at IS NOT NULL"),
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
        tried(
            "/admin/queues/jobs/{id}/retry",
            ("", Ready::Poisoned),
            admins,
            Less("jobs WHERE id = {id} AND poisoned_at IS NOT NULL"),
        ),
        tried(
            "/admin/reports/{id}/resolve",
            ("resolution=Talked", Ready::Report),
            admins,
            More("reports WHERE id = {id} AND resolved_at IS NOT NULL"),
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
        tried(
            "/c/{name}/ban",
            ("person={person}&reason=Rude", Ready::Member),
            keepers,
            More("bans WHERE community_id = {place} AND account_id = {account}"),
        ),
        tried(
            "/c/{name}/desk/held/{id}",
            ("", Ready::Held),
            keepers,
            More("held_things WHERE id = {id} AND released_at IS NOT NULL"),
        ),
        tried(
            "/c/{name}/desk/replies",
            ("body=Words+of+{me}", Ready::Nothing),
            keepers,
            More("saved_replies WHERE community_id = {place} AND by_id = {me}"),
        ),
        tried(
            "/c/{name}/desk/replies/{id}/forget",
            ("", Ready::Saved),
            keepers,
            Less("saved_replies WHERE id = {id}"),
        ),
        tried(
            "/c/{name}/desk/{id}",
            ("decision=approve&reason=Welcome", Ready::Applied),
            keepers,
            More(
                "memberships WHERE community_id = {place} AND account_id = {account} AND state = 'member'",
            ),
        ),
        tried(
            "/c/{name}/follow",
            ("", Ready::NotFollowing),
            followers,
            More(
                "follows WHERE follower_id = {actor} AND target_id = {group} AND state = 'accepted'",
            ),
        ),
        tried(
            "/c/{name}/join",
            ("agree=on", Ready::Nothing),
            outsiders,
            More(
                "applications WHERE community_id = {place} AND account_id = {me} AND state = 'applied'",
            ),
        ),
        tried(
            "/c/{name}/join/decline",
            ("", Ready::Invited),
            outsiders,
            More("invitations WHERE invitee_id = {me} AND declined_at IS NOT NULL"),
        ),
        tried(
            "/c/{name}/join/more",
            ("more=Because", Ready::MoreAsked),
            applicants,
            More(
                "applications WHERE community_id = {place} AND account_id = {me} AND state = 'applied'",
            ),
        ),
        tried(
            "/c/{name}/join/withdraw",
            ("", Ready::MoreAsked),
            applicants,
            More(
                "applications WHERE community_id = {place} AND account_id = {me} AND state = 'left'",
            ),
        ),
        tried(
            "/c/{name}/leave",
            ("reason=Enough&content=keep", Ready::Nothing),
            members,
            More(
                "memberships WHERE community_id = {place} AND account_id = {me} AND state = 'left'",
            ),
        ),
        shelves::EXPORT,
        shelves::NEW,
        shelves::PROPOSAL,
        shelves::DELETE,
        shelves::EDIT,
        tried(
            "/c/{name}/members/appoint",
            ("person={person}", Ready::Member),
            conveners,
            More(
                "memberships WHERE community_id = {place} AND account_id = {account} AND role = 'moderator'",
            ),
        ),
        tried(
            "/c/{name}/members/dismiss",
            ("account={account}", Ready::Moderator),
            conveners,
            Less(
                "memberships WHERE community_id = {place} AND account_id = {account} AND role = 'moderator'",
            ),
        ),
        tried(
            "/c/{name}/members/listing",
            ("listed=", Ready::Nothing),
            members,
            Less("memberships WHERE community_id = {place} AND account_id = {me} AND listed"),
        ),
        tried(
            "/c/{name}/members/role",
            ("account={account}&role=greeter", Ready::Member),
            conveners,
            More(
                "memberships WHERE community_id = {place} AND account_id = {account} AND role = 'greeter'",
            ),
        ),
        tried(
            "/c/{name}/new",
            ("title=A+fresh+question&body=Words", Ready::Nothing),
            beginners,
            More(
                "posts WHERE community_id = {place} AND author_id = {me} AND title = 'A fresh question'",
            ),
        ),
        tried(
            "/c/{name}/reports/{id}/resolve",
            ("resolution=Talked", Ready::Report),
            keepers,
            More("reports WHERE id = {id} AND resolved_at IS NOT NULL"),
        ),
        tried(
            "/c/{name}/rules",
            ("agree=on", Ready::Nothing),
            members_in_good_standing,
            More("agreements WHERE community_id = {place} AND account_id = {me}"),
        ),
        tried(
            "/c/{name}/settings/about",
            ("title=Renamed+by+{me}", Ready::Nothing),
            conveners,
            More("communities WHERE id = {place} AND title = 'Renamed by {me}'"),
        ),
        tried(
            "/c/{name}/settings/before",
            ("not_for=Friends+of+{me}", Ready::Nothing),
            conveners,
            More("community_settings WHERE community_id = {place} AND not_for = 'Friends of {me}'"),
        ),
        tried(
            "/c/{name}/settings/belonging",
            ("staff_badge=Staff+of+{me}", Ready::Nothing),
            conveners,
            More(
                "community_settings WHERE community_id = {place} AND staff_badge = 'Staff of {me}'",
            ),
        ),
        tried(
            "/c/{name}/settings/conveners",
            ("person={person}&sure=yes", Ready::Member),
            conveners,
            More(
                "memberships WHERE community_id = {place} AND account_id = {account} AND role = 'convener'",
            ),
        ),
        tried(
            "/c/{name}/settings/conveners/resign",
            ("sure=yes", Ready::Nothing),
            conveners_alone,
            Less(
                "memberships WHERE community_id = {place} AND account_id = {me} AND role = 'convener'",
            ),
        ),
        tried(
            "/c/{name}/settings/introductions",
            (
                "title=Say+hello&body=Who+are+you%3F",
                Ready::NoIntroductions,
            ),
            conveners,
            More(
                "posts WHERE community_id = {place} AND author_id = {me} AND title = 'Say hello' AND pinned_at IS NOT NULL",
            ),
        ),
        tried(
            "/c/{name}/settings/invitations",
            ("way=link&uses=1&days=1", Ready::Nothing),
            conveners,
            More("invitations WHERE community_id = {place} AND by_id = {me}"),
        ),
        tried(
            "/c/{name}/settings/invitations/{id}/withdraw",
            ("", Ready::Invitation),
            conveners,
            More("invitations WHERE id = {id} AND withdrawn_at IS NOT NULL"),
        ),
        tried(
            "/c/{name}/settings/joining",
            ("join=application&domains=of{me}.example", Ready::Nothing),
            conveners,
            More(
                "community_settings WHERE community_id = {place} AND CAST(email_domains AS TEXT) LIKE '%of{me}.example%'",
            ),
        ),
        shelves::SETTINGS,
        tried(
            "/c/{name}/settings/questions",
            (
                "question_1=Why+does+{me}+ask%3F&question_1_kind=text",
                Ready::Nothing,
            ),
            conveners,
            More(
                "application_questions WHERE community_id = {place} AND label = 'Why does {me} ask?'",
            ),
        ),
        tried(
            "/c/{name}/settings/rules",
            ("rules=Be+kind,+says+{me}.", Ready::Nothing),
            conveners,
            More("rules_versions WHERE community_id = {place} AND published_by = {me}"),
        ),
        tried(
            "/c/{name}/settings/welcome",
            ("welcome=Hello+from+{me}", Ready::Nothing),
            conveners,
            More("community_settings WHERE community_id = {place} AND welcome = 'Hello from {me}'"),
        ),
        tried(
            "/c/{name}/settings/writing",
            ("post_policy=members", Ready::ForReaders),
            conveners,
            More("communities WHERE id = {place} AND post_policy = 'members'"),
        ),
        tried(
            "/c/{name}/steps/close",
            ("", Ready::Steps),
            members,
            More(
                "member_steps WHERE community_id = {place} AND account_id = {me} AND closed_at IS NOT NULL",
            ),
        ),
        tried(
            "/c/{name}/unban",
            ("person={person}", Ready::Banned),
            keepers,
            Less("bans WHERE community_id = {place} AND account_id = {account}"),
        ),
        tried(
            "/c/{name}/unfollow",
            ("", Ready::Following),
            everybody,
            Less("follows WHERE follower_id = {actor} AND target_id = {group}"),
        ),
        tried(
            "/comment/{id}/accept",
            ("", Ready::Thing),
            choosers,
            More(
                "posts WHERE accepted_comment_id = (SELECT id FROM comments WHERE public_id = '{id}')",
            ),
        ),
        tried(
            "/comment/{id}/convert",
            ("kind=comment", Ready::Thing),
            converters,
            More("comments WHERE public_id = '{id}' AND kind = 'comment'"),
        ),
        tried(
            "/comment/{id}/delete",
            ("", Ready::Thing),
            authors_take_back,
            More("comments WHERE public_id = '{id}' AND deleted_at IS NOT NULL"),
        ),
        tried(
            "/comment/{id}/edit",
            ("body=Other+words", Ready::Thing),
            authors_edit,
            More("comments WHERE public_id = '{id}' AND body = 'Other words'"),
        ),
        absent("/comment/{id}/lock"),
        absent("/comment/{id}/pin"),
        tried(
            "/comment/{id}/remove",
            ("reason=Rude", Ready::Thing),
            removers,
            More("comments WHERE public_id = '{id}' AND removed_at IS NOT NULL"),
        ),
        tried(
            "/comment/{id}/reply",
            ("body=A+fresh+word", Ready::Thing),
            repliers,
            More(
                "comments WHERE body = 'A fresh word' AND parent_id = (SELECT id FROM comments WHERE public_id = '{id}')",
            ),
        ),
        tried(
            "/comment/{id}/report",
            ("reason=Rude", Ready::Thing),
            reporters,
            More(
                "reports WHERE reporter_actor_id = {actor} AND comment_id = (SELECT id FROM comments WHERE public_id = '{id}')",
            ),
        ),
        tried(
            "/comment/{id}/restore",
            ("reason=Back", Ready::Thing),
            restorers,
            Less("comments WHERE public_id = '{id}' AND removed_at IS NOT NULL"),
        ),
        tried(
            "/comment/{id}/unaccept",
            ("", Ready::Accepted),
            choosers_no_more,
            Less(
                "posts WHERE accepted_comment_id = (SELECT id FROM comments WHERE public_id = '{id}')",
            ),
        ),
        tried(
            "/comment/{id}/undelete",
            ("", Ready::Thing),
            authors_put_back,
            Less("comments WHERE public_id = '{id}' AND deleted_at IS NOT NULL"),
        ),
        absent("/comment/{id}/unlock"),
        absent("/comment/{id}/unpin"),
        tried(
            "/comment/{id}/vote",
            ("score=1", Ready::Thing),
            voters,
            More(
                "comment_votes WHERE account_id = {me} AND value = 1 AND comment_id = (SELECT id FROM comments WHERE public_id = '{id}')",
            ),
        ),
        tried(
            "/communities/new",
            ("name=fresh{me}&title=Fresh&language=en", Ready::Nothing),
            everybody,
            More("actors WHERE local AND name = 'fresh{me}'"),
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
        tried(
            "/post/{id}/accept",
            ("comment={answer}", Ready::Thing),
            choosers,
            More("posts WHERE public_id = '{id}' AND accepted_comment_id IS NOT NULL"),
        ),
        tried(
            "/post/{id}/delete",
            ("", Ready::Thing),
            authors_take_back,
            More("posts WHERE public_id = '{id}' AND deleted_at IS NOT NULL"),
        ),
        shelves::DISTIL,
        tried(
            "/post/{id}/edit",
            ("title=Another+question&body=Other+words", Ready::Thing),
            authors_edit,
            More("posts WHERE public_id = '{id}' AND body = 'Other words'"),
        ),
        shelves::SHELVE,
        tried(
            "/post/{id}/lock",
            ("reason=Heated", Ready::Thing),
            keepers,
            More("posts WHERE public_id = '{id}' AND locked_at IS NOT NULL"),
        ),
        tried(
            "/post/{id}/pin",
            ("", Ready::Thing),
            keepers,
            More("posts WHERE public_id = '{id}' AND pinned_at IS NOT NULL"),
        ),
        tried(
            "/post/{id}/remove",
            ("reason=Rude", Ready::Thing),
            removers,
            More("posts WHERE public_id = '{id}' AND removed_at IS NOT NULL"),
        ),
        tried(
            "/post/{id}/reply",
            ("body=A+fresh+word&kind=comment", Ready::Thing),
            repliers,
            More(
                "comments WHERE body = 'A fresh word' AND post_id = (SELECT id FROM posts WHERE public_id = '{id}')",
            ),
        ),
        tried(
            "/post/{id}/report",
            ("reason=Rude", Ready::Thing),
            reporters,
            More(
                "reports WHERE reporter_actor_id = {actor} AND comment_id IS NULL AND post_id = (SELECT id FROM posts WHERE public_id = '{id}')",
            ),
        ),
        tried(
            "/post/{id}/restore",
            ("reason=Back", Ready::Thing),
            restorers,
            Less("posts WHERE public_id = '{id}' AND removed_at IS NOT NULL"),
        ),
        shelves::REVIEW,
        tried(
            "/post/{id}/unaccept",
            ("", Ready::Accepted),
            choosers,
            Less("posts WHERE public_id = '{id}' AND accepted_comment_id IS NOT NULL"),
        ),
        tried(
            "/post/{id}/undelete",
            ("", Ready::Thing),
            authors_put_back,
            Less("posts WHERE public_id = '{id}' AND deleted_at IS NOT NULL"),
        ),
        tried(
            "/post/{id}/unlock",
            ("reason=Calm", Ready::Locked),
            keepers,
            Less("posts WHERE public_id = '{id}' AND locked_at IS NOT NULL"),
        ),
        tried(
            "/post/{id}/unpin",
            ("", Ready::Pinned),
            keepers,
            Less("posts WHERE public_id = '{id}' AND pinned_at IS NOT NULL"),
        ),
        tried(
            "/post/{id}/vote",
            ("score=1", Ready::Thing),
            voters,
            More(
                "post_votes WHERE account_id = {me} AND value = 1 AND post_id = (SELECT id FROM posts WHERE public_id = '{id}')",
            ),
        ),
        told(
            "/register",
            "accounts::tests::pages::people_register_where_they_may",
        ),
        told(
            "/settings",
            "accounts::tests::pages::fields_that_a_form_does_not_have_are_nobodys_to_set",
        ),
        told(
            "/settings/delete",
            "erasure::tests::one_leaves_by_oneself_with_ones_password_and_for_good",
        ),
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
    ]
};
