-- What each edit of somebody else's words that was accepted gives whoever suggested it. The suggestion may be gone
-- before its line is.
CREATE TABLE merit_edits (
    suggestion_id INTEGER PRIMARY KEY NOT NULL,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    post_id INTEGER NOT NULL REFERENCES posts (id),
    points INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX merit_edits_account ON merit_edits (account_id, community_id, suggestion_id);

-- How many of them count.
ALTER TABLE merits ADD COLUMN edits INTEGER NOT NULL DEFAULT 0;

INSERT INTO standing_due (community_id, author_id)
    SELECT DISTINCT p.community_id, s.by_id FROM suggestions s JOIN posts p ON p.id = s.post_id
    WHERE s.state = 'approved';
