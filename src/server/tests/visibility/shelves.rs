//! Who does what with libraries; named by the table in `deeds.rs`, which has them in its order.

use super::deeds::{Deed, Effect, Ready, tried};
use super::rights::{conveners, distillers, exporters, keepers, shelvers};

pub const EXPORT: Deed = tried(
    "/c/{name}/library/export",
    ("", Ready::NoExport),
    exporters,
    Effect::More("library_exports WHERE community_id = {place} AND asked_by = {me}"),
);

pub const NEW: Deed = tried(
    "/c/{name}/library/new",
    ("title=Of+{me}", Ready::Nothing),
    keepers,
    Effect::More("collections WHERE community_id = {place} AND made_by = {me}"),
);

pub const PROPOSAL: Deed = tried(
    "/c/{name}/library/proposals/{id}",
    ("decision=accept", Ready::Proposal),
    keepers,
    Effect::Less("collection_entries WHERE id = {id} AND state = 'proposed'"),
);

pub const DELETE: Deed = tried(
    "/c/{name}/library/{slug}/delete",
    ("", Ready::Collection),
    keepers,
    Effect::Less("collections WHERE community_id = {place} AND slug = 'varnish'"),
);

pub const EDIT: Deed = tried(
    "/c/{name}/library/{slug}/edit",
    ("title=Varnish&introduction=Of+{me}", Ready::Collection),
    keepers,
    Effect::More("collections WHERE community_id = {place} AND introduction = 'Of {me}'"),
);

pub const SETTINGS: Deed = tried(
    "/c/{name}/settings/library",
    ("propose=members", Ready::NoProposers),
    conveners,
    Effect::More("community_settings WHERE community_id = {place} AND propose = 'members'"),
);

pub const DISTIL: Deed = tried(
    "/post/{id}/distil",
    ("title=Distilled+by+{me}&body=Words", Ready::Thing),
    distillers,
    Effect::More(
        "article_sources WHERE source_id = (SELECT id FROM posts WHERE public_id = '{id}')",
    ),
);

pub const REVIEW: Deed = tried(
    "/post/{id}/review",
    ("result=right", Ready::Thing),
    distillers,
    Effect::More(
        "reviews WHERE checked_by = {me} AND post_id = (SELECT id FROM posts WHERE public_id = '{id}')",
    ),
);

pub const SHELVE: Deed = tried(
    "/post/{id}/library",
    ("collection=varnish", Ready::Shelved),
    shelvers,
    Effect::More(
        "collection_entries WHERE post_id = (SELECT id FROM posts WHERE public_id = '{id}')",
    ),
);
