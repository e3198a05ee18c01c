-- Automatic rules of a community (its number is the scope) or of the whole server (0): what they look for in
-- what people write, and what becomes of it.
CREATE TABLE screening_rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scope INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    list TEXT NOT NULL,
    amount INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    deed TEXT NOT NULL,
    message TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX screening_rules_scope ON screening_rules (scope, id);

-- Grows with every change of the rules of a scope, so that each process sees that what it made of them is old.
CREATE TABLE screening_versions (
    scope INTEGER PRIMARY KEY,
    version INTEGER NOT NULL
);

-- Which rule caught a thread or, with a comment, a reply to it. The rule may be gone by now.
CREATE TABLE caught_things (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id INTEGER NOT NULL,
    rule_name TEXT NOT NULL,
    post_id INTEGER NOT NULL REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    caught_at INTEGER NOT NULL
);
CREATE INDEX caught_things_post ON caught_things (post_id, id);
CREATE INDEX caught_things_comment ON caught_things (comment_id) WHERE comment_id IS NOT NULL;

-- A later text of something that is shown, which a rule caught: it takes its place when somebody lets it through.
CREATE TABLE held_edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    author_id INTEGER NOT NULL REFERENCES accounts (id),
    post_id INTEGER NOT NULL REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    words TEXT NOT NULL,
    activity TEXT,
    sender_host TEXT NOT NULL,
    version_at INTEGER NOT NULL,
    version_id TEXT NOT NULL,
    held_at INTEGER NOT NULL
);
CREATE INDEX held_edits_desk ON held_edits (community_id, id);
CREATE INDEX held_edits_thing ON held_edits (post_id, comment_id);

-- What is looked at before others see it: so many first contributions of everybody, links of who has few, all.
ALTER TABLE community_settings ADD COLUMN hold_first INTEGER NOT NULL DEFAULT 0;
ALTER TABLE community_settings ADD COLUMN hold_links BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE community_settings ADD COLUMN hold_all BOOLEAN NOT NULL DEFAULT FALSE;
