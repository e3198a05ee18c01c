//! What is done with threads and replies.

use super::super::deed::{Deed, Effect, Ready, absent, told, tried};
use super::super::rights::{
    authors_edit, authors_put_back, authors_take_back, choosers, choosers_no_more, converters,
    keepers, readers, removers, repliers, reporters, restorers, sharers, shelvers, suggesters,
    voters,
};

pub const DEEDS: &[Deed] = {
    use Effect::{Less, More};
    &[
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
        // Of one's own reply, where one looks after the community; here the author does not.
        told(
            "/comment/{id}/distinguish",
            "posts::tests::pages::who_looks_after_a_place_says_that_a_reply_of_theirs_is_the_word_of_the_team",
        ),
        tried(
            "/comment/{id}/edit",
            ("body=Other+words", Ready::Thing),
            authors_edit,
            More("comments WHERE public_id = '{id}' AND body = 'Other words'"),
        ),
        tried(
            "/comment/{id}/lock",
            ("reason=Heated", Ready::Thing),
            keepers,
            More("comments WHERE public_id = '{id}' AND locked_at IS NOT NULL"),
        ),
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
            "/comment/{id}/save",
            ("note=Mine", Ready::Thing),
            readers,
            More("saves WHERE account_id = {me} AND comment_id IS NOT NULL"),
        ),
        tried(
            "/comment/{id}/suggest",
            ("body=Better+words", Ready::Thing),
            suggesters,
            More(
                "suggestions WHERE by_id = {me} AND comment_id = (SELECT id FROM comments WHERE public_id = '{id}')",
            ),
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
        tried(
            "/comment/{id}/unlock",
            ("reason=Calm", Ready::Locked),
            keepers,
            Less("comments WHERE public_id = '{id}' AND locked_at IS NOT NULL"),
        ),
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
            "/post/{id}/accept",
            ("comment={answer}", Ready::Thing),
            choosers,
            More("posts WHERE public_id = '{id}' AND accepted_comment_id IS NOT NULL"),
        ),
        told(
            "/post/{id}/bump",
            "routing::tests::an_asker_has_others_asked_and_not_all_the_time",
        ),
        tried(
            "/post/{id}/close",
            ("reason=Solved", Ready::Thing),
            choosers,
            More("posts WHERE public_id = '{id}' AND closed_at IS NOT NULL"),
        ),
        tried(
            "/post/{id}/delete",
            ("", Ready::Thing),
            authors_take_back,
            More("posts WHERE public_id = '{id}' AND deleted_at IS NOT NULL"),
        ),
        tried(
            "/post/{id}/edit",
            ("title=Another+question&body=Other+words", Ready::Thing),
            authors_edit,
            More("posts WHERE public_id = '{id}' AND body = 'Other words'"),
        ),
        tried(
            "/post/{id}/follow",
            ("", Ready::Thing),
            readers,
            More("watches WHERE account_id = {me} AND kind = 'thread'"),
        ),
        tried(
            "/post/{id}/lock",
            ("reason=Heated", Ready::Thing),
            keepers,
            More("posts WHERE public_id = '{id}' AND locked_at IS NOT NULL"),
        ),
        // By who looks after two communities, as nobody does here but administrators.
        told(
            "/post/{id}/move",
            "moderation::tests::moving::who_looks_after_two_communities_moves_a_thread_and_back",
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
            "/post/{id}/reopen",
            ("", Ready::Closed),
            choosers,
            Less("posts WHERE public_id = '{id}' AND closed_at IS NOT NULL"),
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
        tried(
            "/post/{id}/retitle",
            ("title=Another+name&tags=", Ready::Thing),
            shelvers,
            More("posts WHERE public_id = '{id}' AND title = 'Another name'"),
        ),
        tried(
            "/post/{id}/save",
            ("note=Mine", Ready::Thing),
            readers,
            More("saves WHERE account_id = {me} AND comment_id IS NULL"),
        ),
        tried(
            "/post/{id}/share",
            ("with=elsewhere", Ready::Linked),
            sharers,
            More("shared_threads WHERE post_id = (SELECT id FROM posts WHERE public_id = '{id}')"),
        ),
        tried(
            "/post/{id}/suggest",
            ("title=A+trial&body=Better+words", Ready::Thing),
            suggesters,
            More(
                "suggestions WHERE by_id = {me} AND post_id = (SELECT id FROM posts WHERE public_id = '{id}')",
            ),
        ),
        tried(
            "/post/{id}/suggestions",
            ("decision=approve&suggestion={account}", Ready::Suggestion),
            choosers,
            More("suggestions WHERE id = {account} AND state = 'approved'"),
        ),
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
        tried(
            "/post/{id}/wiki",
            ("wiki=on", Ready::Thing),
            choosers,
            More("posts WHERE public_id = '{id}' AND wiki"),
        ),
    ]
};
