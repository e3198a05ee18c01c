-- Another text for somebody else's thread or reply, that its author or who looks after the community may take.
-- Of one person for one thing there is one that waits.
CREATE TABLE suggestions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id INTEGER NOT NULL REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    by_id INTEGER NOT NULL REFERENCES accounts (id),
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    note TEXT NOT NULL,
    based_on TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by_id INTEGER REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    decided_at INTEGER
);
CREATE INDEX suggestions_post ON suggestions (post_id, id);
CREATE INDEX suggestions_comment ON suggestions (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX suggestions_by ON suggestions (by_id, id);
CREATE INDEX suggestions_decided ON suggestions (decided_at) WHERE decided_at IS NOT NULL;

-- A thread that every member may edit.
ALTER TABLE posts ADD COLUMN wiki BOOLEAN NOT NULL DEFAULT FALSE;
