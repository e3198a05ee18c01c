-- Searches that somebody here follows, so that they are told of what is new in them. Nobody else learns of it.
-- `kind` says what is listed: threads or replies. What has a key up to `seen_id` has been looked through; the next
-- look goes up to `upto_id`, the newest that was there at the last one.
CREATE TABLE followed_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    typed TEXT NOT NULL,
    seen_id INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    upto_id INTEGER NOT NULL,
    upto_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX followed_searches_account ON followed_searches (account_id, kind, typed);
CREATE INDEX followed_searches_next ON followed_searches (next_at, id);
