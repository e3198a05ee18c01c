-- What people began to write and have not posted: one for each person and form, for nobody else, never sent
-- anywhere. `place` says which form it is.
CREATE TABLE drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    place TEXT NOT NULL,
    kind TEXT NOT NULL,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    post_id INTEGER REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    words TEXT NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX drafts_place ON drafts (account_id, place);
CREATE INDEX drafts_latest ON drafts (account_id, updated_at, id);
CREATE INDEX drafts_updated ON drafts (updated_at);
