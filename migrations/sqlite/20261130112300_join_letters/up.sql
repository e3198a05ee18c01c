-- Messages that ask people of other servers to join or to agree to changed rules: at most one that is open
-- for each person and community. Of the link in it only a hash is kept.
CREATE TABLE join_letters (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    purpose TEXT NOT NULL,
    rules_version INTEGER NOT NULL,
    about TEXT NOT NULL,
    token_hash BLOB UNIQUE,
    message_ids TEXT NOT NULL,
    sent INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    sent_at INTEGER,
    answered_at INTEGER,
    PRIMARY KEY (community_id, account_id)
) WITHOUT ROWID;
CREATE INDEX join_letters_account ON join_letters (account_id, asked_at);

-- The latest Join between Guildhall servers, from whom and to which community: only it is answered, and only
-- its answer counts.
CREATE TABLE join_attempts (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    ap_id TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (community_id, account_id)
) WITHOUT ROWID;
