-- What somebody here follows, so that they are told of what is new: a thread, a tag of a community, a person.
-- Nobody else learns of it. `kind` says which of the keys is set.
CREATE TABLE watches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    post_id INTEGER REFERENCES posts (id),
    tag_id INTEGER REFERENCES community_tags (id),
    person_id INTEGER REFERENCES accounts (id),
    created_at INTEGER NOT NULL
);
CREATE INDEX watches_account ON watches (account_id, id);
CREATE UNIQUE INDEX watches_post ON watches (post_id, account_id) WHERE post_id IS NOT NULL;
CREATE UNIQUE INDEX watches_tag ON watches (tag_id, account_id) WHERE tag_id IS NOT NULL;
CREATE UNIQUE INDEX watches_person ON watches (person_id, account_id) WHERE person_id IS NOT NULL;

-- Tags whose threads somebody does not want in their lists.
CREATE TABLE muted_tags (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    tag_id INTEGER NOT NULL REFERENCES community_tags (id),
    PRIMARY KEY (account_id, tag_id)
) WITHOUT ROWID;

-- Threads and replies that somebody keeps, with notes for nobody else.
CREATE TABLE saves (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    post_id INTEGER NOT NULL REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    note TEXT NOT NULL,
    saved_at INTEGER NOT NULL
);
CREATE INDEX saves_account ON saves (account_id, id);
CREATE UNIQUE INDEX saves_post ON saves (account_id, post_id) WHERE comment_id IS NULL;
CREATE UNIQUE INDEX saves_comment ON saves (account_id, comment_id) WHERE comment_id IS NOT NULL;
