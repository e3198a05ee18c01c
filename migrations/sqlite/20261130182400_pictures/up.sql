-- Pictures: files under the data directory, kept once by what they hold, and each place where one hangs.

CREATE TABLE pictures (
    hash TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    stored_at INTEGER NOT NULL
) WITHOUT ROWID;

-- The key is the address, and chance. What it hangs on decides who sees it; one that hangs nowhere yet is its
-- uploader's. It is deleted for good once `goes_at` is over.
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL REFERENCES pictures (hash),
    uploader_id INTEGER NOT NULL REFERENCES accounts (id),
    post_id INTEGER REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    account_id INTEGER REFERENCES accounts (id),
    community_id INTEGER REFERENCES communities (id),
    created_at INTEGER NOT NULL,
    goes_at INTEGER
);
CREATE INDEX attachments_hash ON attachments (hash);
CREATE INDEX attachments_uploader ON attachments (uploader_id);
CREATE INDEX attachments_post ON attachments (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX attachments_comment ON attachments (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX attachments_account ON attachments (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX attachments_community ON attachments (community_id) WHERE community_id IS NOT NULL;
CREATE INDEX attachments_going ON attachments (goes_at) WHERE goes_at IS NOT NULL;

-- Names of the pictures that people and communities have now.
ALTER TABLE accounts ADD COLUMN avatar TEXT;
ALTER TABLE accounts ADD COLUMN banner TEXT;
ALTER TABLE communities ADD COLUMN icon TEXT;
ALTER TABLE communities ADD COLUMN banner TEXT;
