-- What somebody says against an act of those who look after a community: once for each act, and decided once.
CREATE TABLE appeals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action_id INTEGER NOT NULL UNIQUE REFERENCES moderation_actions (id),
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    decided_at INTEGER,
    decided_by INTEGER REFERENCES accounts (id),
    outcome TEXT,
    message TEXT NOT NULL
);
CREATE INDEX appeals_open ON appeals (community_id, id) WHERE decided_at IS NULL;
CREATE INDEX appeals_decided ON appeals (community_id, id) WHERE decided_at IS NOT NULL;
CREATE INDEX appeals_account ON appeals (account_id, id);

-- How somebody of another server was told of an act: by which message, which they can answer, and with which link,
-- of which only the hash is kept.
CREATE TABLE appeal_letters (
    action_id INTEGER PRIMARY KEY REFERENCES moderation_actions (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    token_hash BLOB NOT NULL UNIQUE,
    message_id TEXT,
    sent_at INTEGER NOT NULL
);
CREATE INDEX appeal_letters_message ON appeal_letters (message_id) WHERE message_id IS NOT NULL;
