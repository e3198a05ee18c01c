-- With its key a program that reads feeds reads what its owner may read. Only its hash is kept.
CREATE TABLE feed_keys (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id),
    token_hash BYTEA NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL
);
