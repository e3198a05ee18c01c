-- With its key a program that reads feeds reads what its owner may read. Only its hash is kept.
CREATE TABLE feed_keys (
    account_id INTEGER PRIMARY KEY REFERENCES accounts (id),
    token_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
);
