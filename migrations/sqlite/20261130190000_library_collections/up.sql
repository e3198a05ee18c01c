-- The library of a community: collections of its threads, in order, in sections, with introductions.

-- The slug is in its address and never changes. The audience is fixed when it is made, as of all that is
-- written in a community.
CREATE TABLE collections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    slug TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    introduction TEXT NOT NULL,
    introduction_html TEXT NOT NULL,
    sections TEXT NOT NULL,
    audience TEXT NOT NULL,
    position INTEGER NOT NULL,
    pinned BOOLEAN NOT NULL,
    featured BOOLEAN NOT NULL,
    made_by INTEGER NOT NULL REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX collections_slug ON collections (community_id, slug);

-- Threads in a collection, and those that members propose for it.
CREATE TABLE collection_entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id INTEGER NOT NULL REFERENCES collections (id),
    post_id INTEGER NOT NULL REFERENCES posts (id),
    section INTEGER NOT NULL,
    position INTEGER NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES accounts (id),
    added_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX collection_entries_once ON collection_entries (collection_id, post_id);
CREATE INDEX collection_entries_order ON collection_entries (collection_id, section, position, id);
CREATE INDEX collection_entries_post ON collection_entries (post_id);
CREATE INDEX collection_entries_proposed ON collection_entries (added_by, id) WHERE state = 'proposed';

-- Questions of a community with an accepted answer, the best first, to make a collection of.
CREATE INDEX posts_answered_here ON posts (community_id, score, id) WHERE accepted_comment_id IS NOT NULL;

-- Who may propose threads for it, beside those who look after the community.
ALTER TABLE community_settings ADD COLUMN propose TEXT NOT NULL DEFAULT 'nobody';
