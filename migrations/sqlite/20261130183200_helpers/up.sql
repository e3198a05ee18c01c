-- Who said yes to being asked when a question of a community stays without an answer: about which tags (none:
-- about any), and how often in a week.
CREATE TABLE helper_consents (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    tags TEXT NOT NULL,
    per_week INTEGER NOT NULL,
    channel TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    PRIMARY KEY (community_id, account_id)
) WITHOUT ROWID;
CREATE INDEX helper_consents_account ON helper_consents (account_id);

-- Who was asked about which question: nobody twice about one.
CREATE TABLE helper_calls (
    post_id INTEGER NOT NULL REFERENCES posts (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    community_id INTEGER NOT NULL REFERENCES communities (id),
    called_at INTEGER NOT NULL,
    PRIMARY KEY (post_id, account_id)
) WITHOUT ROWID;
CREATE INDEX helper_calls_account ON helper_calls (account_id, community_id, called_at);

-- Questions about which somebody was asked, or was to be: once by itself, and again when the asker says so.
CREATE TABLE question_calls (
    post_id INTEGER PRIMARY KEY NOT NULL REFERENCES posts (id),
    community_id INTEGER NOT NULL REFERENCES communities (id),
    called_at INTEGER NOT NULL,
    bumps INTEGER NOT NULL,
    bumped_at INTEGER
) WITHOUT ROWID;
CREATE INDEX question_calls_bumped ON question_calls (community_id, bumped_at) WHERE bumped_at IS NOT NULL;

-- After how many hours without an answer people are asked, 0 for never, and how many.
ALTER TABLE community_settings ADD COLUMN ask_after_hours INTEGER NOT NULL DEFAULT 24;
ALTER TABLE community_settings ADD COLUMN ask_people INTEGER NOT NULL DEFAULT 3;
