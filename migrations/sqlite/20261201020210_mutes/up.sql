-- Who reads in a community and does not write there for a while. At most one for an account in a community.
CREATE TABLE mutes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    community_id INTEGER NOT NULL REFERENCES communities (id),
    reason TEXT NOT NULL,
    until INTEGER,
    by_actor_id INTEGER REFERENCES actors (id),
    ap_id TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX mutes_account ON mutes (account_id, community_id);
CREATE INDEX mutes_community ON mutes (community_id, id);
