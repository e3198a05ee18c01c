-- Whether what was written is still right: asked again after some time, by kind or tag.

-- As conveners write it, such as `question:365, #varnish:90`; empty: never.
ALTER TABLE community_settings ADD COLUMN review TEXT NOT NULL DEFAULT '';
CREATE INDEX community_settings_review ON community_settings (community_id) WHERE review <> '';

-- Up to which thread of a community one of its intervals has been looked after.
CREATE TABLE review_sweeps (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    what TEXT NOT NULL,
    until_at INTEGER NOT NULL,
    until_id INTEGER NOT NULL,
    PRIMARY KEY (community_id, what)
) WITHOUT ROWID;

-- Threads that are asked about, or that somebody said something of. `due_at` is when it is asked next, or since
-- when it waits for somebody; NULL: not again.
CREATE TABLE reviews (
    post_id INTEGER PRIMARY KEY NOT NULL REFERENCES posts (id),
    community_id INTEGER NOT NULL REFERENCES communities (id),
    due_at INTEGER,
    asked_at INTEGER,
    result TEXT,
    checked_by INTEGER REFERENCES accounts (id),
    checked_at INTEGER
);
CREATE INDEX reviews_due ON reviews (due_at) WHERE asked_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX reviews_queue ON reviews (community_id, due_at, post_id) WHERE due_at IS NOT NULL;
