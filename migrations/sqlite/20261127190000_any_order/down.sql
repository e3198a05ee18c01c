-- Undoes up.sql as far as the tables go; acts that wait are dropped.
DROP TABLE waiting_acts;
CREATE TABLE pending_replies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_ap_id TEXT NOT NULL UNIQUE,
    parent_ap_id TEXT NOT NULL,
    origin_host TEXT NOT NULL,
    announced_by TEXT,
    document TEXT NOT NULL,
    received_at INTEGER NOT NULL
);
CREATE INDEX pending_replies_parent ON pending_replies (parent_ap_id);
DELETE FROM tombstones WHERE lifted_at IS NOT NULL;
ALTER TABLE tombstones DROP COLUMN lifted_at;
DROP INDEX moderation_act;
ALTER TABLE communities DROP COLUMN question_answer;
ALTER TABLE comments DROP COLUMN fate_at;
ALTER TABLE posts DROP COLUMN fate_at;
DROP INDEX received_activities_id;
ALTER TABLE received_activities DROP COLUMN digest;
DROP TABLE answer_choices;
CREATE TABLE answer_choices (
    post_id INTEGER PRIMARY KEY NOT NULL REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    decided_at INTEGER NOT NULL
);
