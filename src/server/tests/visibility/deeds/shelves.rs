//! What is done with libraries.

use super::super::deed::{Deed, Effect, Ready, tried};
use super::super::rights::{conveners, distillers, exporters, keepers, shelvers};

pub const DEEDS: &[Deed] = {
    use Effect::{Less, More};
    &[
        tried(
            "/c/{name}/library/export",
            ("", Ready::NoExport),
            exporters,
            More("library_exports WHERE community_id = {place} AND asked_by = {me}"),
        ),
        tried(
            "/c/{name}/library/new",
            ("title=Of+{me}", Ready::Nothing),
            keepers,
            More("collections WHERE community_id = {place} AND made_by = {me}"),
        ),
        tried(
            "/c/{name}/library/proposals/{id}",
            ("decision=accept", Ready::Proposal),
            keepers,
            Less("collection_entries WHERE id = {id} AND state = 'proposed'"),
        ),
        tried(
            "/c/{name}/library/{slug}/delete",
            ("", Ready::Collection),
            keepers,
            Less("collections WHERE community_id = {place} AND slug = 'varnish'"),
        ),
        tried(
            "/c/{name}/library/{slug}/edit",
            ("title=Varnish&introduction=Of+{me}", Ready::Collection),
            keepers,
            More("collections WHERE community_id = {place} AND introduction = 'Of {me}'"),
        ),
        tried(
            "/c/{name}/settings/library",
            ("propose=members", Ready::NoProposers),
            conveners,
            More("community_settings WHERE community_id = {place} AND propose = 'members'"),
        ),
        tried(
            "/post/{id}/distil",
            ("title=Distilled+by+{me}&body=Words", Ready::Thing),
            distillers,
            More(
                "article_sources WHERE source_id = (SELECT id FROM posts WHERE public_id = '{id}')",
            ),
        ),
        tried(
            "/post/{id}/review",
            ("result=right", Ready::Thing),
            distillers,
            More(
                "reviews WHERE checked_by = {me} AND post_id = (SELECT id FROM posts WHERE public_id = '{id}')",
            ),
        ),
        tried(
            "/post/{id}/library",
            ("collection=varnish", Ready::Shelved),
            shelvers,
            More(
                "collection_entries WHERE post_id = (SELECT id FROM posts WHERE public_id = '{id}')",
            ),
        ),
    ]
};
