-- Messages that ask people of other servers to join or to agree to changed rules: at most one that is open
-- for each person and community. Of the link in it only a hash is kept.
CREATE TABLE join_letters (
    community_id BIGINT NOT NULL REFERENCES communities (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    purpose TEXT NOT NULL,
    rules_version INTEGER NOT NULL,
    about TEXT NOT NULL,
    token_hash BYTEA UNIQUE,
    message_ids JSONB NOT NULL,
    sent INTEGER NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    answered_at TIMESTAMPTZ,
    PRIMARY KEY (community_id, account_id)
);
CREATE INDEX join_letters_account ON join_letters (account_id, asked_at);

-- The latest Join between Guildhall servers, from whom and to which community: only it is answered, and only
-- its answer counts.
CREATE TABLE join_attempts (
    community_id BIGINT NOT NULL REFERENCES communities (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    ap_id TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (community_id, account_id)
);
