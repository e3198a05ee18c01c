//! What is done in communities: by those who look after them, by members, and by who wants to be one.

use super::super::deed::{Deed, Effect, Ready, told, tried};
use super::super::rights::{
    all_but_the_banned, applicants, beginners, conveners, conveners_alone, everybody, followers,
    keepers, leavers, linkers, members, members_in_good_standing, outsiders, readers,
};

pub const DEEDS: &[Deed] = {
    use Effect::{Less, More};
    &[
        tried(
            "/c/{name}/appeals/{id}",
            ("ruling=upheld&message=It+stands", Ready::Appeal),
            keepers,
            More("appeals WHERE id = {id} AND decided_at IS NOT NULL"),
        ),
        tried(
            "/c/{name}/ban",
            ("person={person}&reason=Rude", Ready::Member),
            keepers,
            More("bans WHERE community_id = {place} AND account_id = {account}"),
        ),
        tried(
            "/c/{name}/contact",
            ("body=A+fresh+word", Ready::Nothing),
            all_but_the_banned,
            More("team_lines WHERE by_id = {me} AND body = 'A fresh word'"),
        ),
        told(
            "/c/{name}/desk/edits/{id}",
            "inbox::tests::screened::a_later_text_that_a_rule_catches_waits_until_it_is_let_through",
        ),
        tried(
            "/c/{name}/desk/held/{id}",
            ("", Ready::Held),
            keepers,
            More("held_things WHERE id = {id} AND released_at IS NOT NULL"),
        ),
        tried(
            "/c/{name}/desk/held/{id}/decline",
            ("reason=Trade", Ready::Held),
            keepers,
            More(
                "posts p JOIN held_things h ON h.post_id = p.id \
                 WHERE h.id = {id} AND p.removed_at IS NOT NULL",
            ),
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
            "/c/{name}/helping",
            ("tags=&per_week=1", Ready::Nothing),
            members_in_good_standing,
            More("helper_consents WHERE community_id = {place} AND account_id = {me}"),
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
            leavers,
            More(
                "memberships WHERE community_id = {place} AND account_id = {me} AND state = 'left'",
            ),
        ),
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
            "/c/{name}/reports/{id}",
            ("act=acted&words=Talked", Ready::Report),
            keepers,
            More("report_cases WHERE id = {id} AND settled_at IS NOT NULL"),
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
            "/c/{name}/settings/asking",
            ("question_template=Asked+by+{me}", Ready::Nothing),
            conveners,
            More(
                "community_settings WHERE community_id = {place} AND CAST(templates AS TEXT) LIKE '%Asked by {me}\"%'",
            ),
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
        tried(
            "/c/{name}/settings/linked",
            (
                "act=propose&community=elsewhere&words=Together",
                Ready::Unlinked,
            ),
            linkers,
            More("community_links WHERE community_id = {place} AND state = 'proposed'"),
        ),
        tried(
            "/c/{name}/settings/pictures",
            ("remove=icon", Ready::Pictured),
            conveners,
            Less("communities WHERE id = {place} AND icon IS NOT NULL"),
        ),
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
            "/c/{name}/settings/schedules",
            (
                "title=Every+week&every=week&day=1&time=09:00",
                Ready::Nothing,
            ),
            conveners,
            More("schedules WHERE community_id = {place} AND author_id = {me}"),
        ),
        told(
            "/c/{name}/settings/schedules/{id}",
            "schedules::tests::a_schedule_is_planned_paused_and_deleted_on_its_page",
        ),
        tried(
            "/c/{name}/settings/screening",
            (
                "name=By+{me}&kind=words&list=casino&deed=hold",
                Ready::Nothing,
            ),
            conveners,
            More("screening_rules WHERE scope = {place} AND name = 'By {me}'"),
        ),
        told(
            "/c/{name}/settings/screening/try",
            "screening::tests::rules_are_made_tried_changed_and_deleted_on_their_page",
        ),
        told(
            "/c/{name}/settings/screening/{id}",
            "screening::tests::rules_are_made_tried_changed_and_deleted_on_their_page",
        ),
        tried(
            "/c/{name}/settings/tags",
            ("tags=listed&tags_required=no", Ready::FreeTags),
            conveners,
            More("community_settings WHERE community_id = {place} AND tag_rule = 'listed'"),
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
            "/c/{name}/shared/{id}",
            ("reason=Off+topic", Ready::Shared),
            keepers,
            More("shared_threads WHERE community_id = {place} AND hidden_at IS NOT NULL"),
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
            "/c/{name}/tag/{tag}",
            ("description=By+{me}&listed=on", Ready::Tag),
            keepers,
            More("community_tags WHERE community_id = {place} AND description = 'By {me}'"),
        ),
        tried(
            "/c/{name}/tag/{tag}/choice",
            ("choice=mute", Ready::Tag),
            readers,
            More("muted_tags WHERE account_id = {me}"),
        ),
        tried(
            "/c/{name}/tag/{tag}/merge",
            ("into=paste", Ready::Tag),
            keepers,
            More(
                "community_tags WHERE community_id = {place} AND name = 'glue' AND meant_id IS NOT NULL",
            ),
        ),
        tried(
            "/c/{name}/tags",
            ("name=tag-of-{me}&description=", Ready::Nothing),
            keepers,
            More("community_tags WHERE community_id = {place} AND name = 'tag-of-{me}'"),
        ),
        tried(
            "/c/{name}/team/{id}",
            ("act=answer&body=We+look", Ready::Talk),
            keepers,
            More("team_lines WHERE talk_id = {id} AND by_id = {me} AND from_team"),
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
    ]
};
