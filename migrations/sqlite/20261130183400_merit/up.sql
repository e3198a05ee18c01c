-- Whose standing in which community is to be computed again, since something that counts for it has changed.
-- Without references: writing a note must lock nobody else's row.
CREATE TABLE standing_due (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL,
    author_id INTEGER NOT NULL
);
CREATE INDEX standing_due_pair ON standing_due (community_id, author_id, id);

-- What each answer gives its author, and why.
CREATE TABLE merit_lines (
    comment_id INTEGER PRIMARY KEY NOT NULL REFERENCES comments (id),
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    post_id INTEGER NOT NULL REFERENCES posts (id),
    ups INTEGER NOT NULL,
    downs INTEGER NOT NULL,
    uncounted INTEGER NOT NULL,
    accepted BOOLEAN NOT NULL,
    points INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX merit_lines_account ON merit_lines (account_id, community_id, comment_id);

-- The sums: of a whole community where the tag is empty, and of each tag.
CREATE TABLE merits (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    tag TEXT NOT NULL,
    points INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    PRIMARY KEY (community_id, account_id, tag)
) WITHOUT ROWID;
CREATE INDEX merits_account ON merits (account_id);

INSERT INTO standing_due (community_id, author_id)
    SELECT DISTINCT p.community_id, c.author_id FROM comments c JOIN posts p ON p.id = c.post_id
    WHERE c.kind = 'answer';
