-- What arrives in any order must end in the same state, and what one server says must not take the
-- place of what another will say.

-- GoToSocial, snac and Misskey send different things under one id: only the same words under the
-- same id are a repetition.
ALTER TABLE received_activities ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
DROP INDEX received_activities_id;
CREATE UNIQUE INDEX received_activities_id ON received_activities (origin_host, ap_id, digest);

-- When the author last deleted the thing or put it back, as far as the act said so.
ALTER TABLE posts ADD COLUMN fate_at INTEGER;
ALTER TABLE comments ADD COLUMN fate_at INTEGER;

-- Whether posts without a kind are questions here, as in a Q&A community of PieFed.
ALTER TABLE communities ADD COLUMN question_answer BOOLEAN NOT NULL DEFAULT FALSE;

-- A deletion binds whoever made it; somebody else of the same server buries nothing for others.
-- `lifted_at`: it was undone, which an older deletion arriving later does not change.
CREATE TABLE burials (
    ap_id TEXT NOT NULL,
    deleted_by TEXT NOT NULL,
    origin_host TEXT NOT NULL,
    kind TEXT,
    had_object BOOLEAN NOT NULL,
    deleted_at INTEGER NOT NULL,
    lifted_at INTEGER,
    PRIMARY KEY (ap_id, deleted_by)
) WITHOUT ROWID;
INSERT INTO burials (ap_id, deleted_by, origin_host, kind, had_object, deleted_at)
    SELECT ap_id, deleted_by, origin_host, kind, had_object, deleted_at FROM tombstones;
DROP TABLE tombstones;
ALTER TABLE burials RENAME TO tombstones;
CREATE INDEX tombstones_age ON tombstones (deleted_at);

-- Acts about something that is not here yet: replies without their parent, votes, accepted answers
-- and acts of moderation that came before their thread or reply. `act_key` is who passed it on and
-- what it is; `document` the activity as sent, or (`fetched`) an object read from its own server.
CREATE TABLE waiting_acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    act_key TEXT NOT NULL UNIQUE,
    awaits TEXT NOT NULL,
    object_ap_id TEXT NOT NULL,
    origin_host TEXT NOT NULL,
    signer TEXT NOT NULL,
    announced_by TEXT,
    fetched BOOLEAN NOT NULL,
    document TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    until INTEGER NOT NULL
);
CREATE INDEX waiting_acts_awaits ON waiting_acts (awaits, id);
CREATE INDEX waiting_acts_object ON waiting_acts (object_ap_id);
CREATE INDEX waiting_acts_origin ON waiting_acts (origin_host);
CREATE INDEX waiting_acts_until ON waiting_acts (until);
-- An activity holds its object whole; what was fetched is the object itself.
INSERT INTO waiting_acts (act_key, awaits, object_ap_id, origin_host, signer, announced_by, fetched, document, received_at, until)
    SELECT COALESCE(announced_by, '') || ' ' || object_ap_id, parent_ap_id, object_ap_id, origin_host,
        COALESCE(json_extract(document, '$.actor'), ''), announced_by,
        json_type(document, '$.object') IS NULL, document, received_at,
        received_at + 604800000000
    FROM pending_replies;
DROP TABLE pending_replies;

-- One act of moderation in one community: another community's group cannot use up its id.
CREATE TABLE acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ap_id TEXT NOT NULL,
    actor_id INTEGER NOT NULL REFERENCES actors (id),
    community_id INTEGER REFERENCES communities (id),
    verb TEXT NOT NULL,
    post_id INTEGER REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    account_id INTEGER REFERENCES accounts (id),
    rank INTEGER NOT NULL,
    reason TEXT NOT NULL,
    accepted BOOLEAN NOT NULL,
    acted_at INTEGER NOT NULL,
    until INTEGER,
    undone_at INTEGER,
    undone_by INTEGER REFERENCES actors (id),
    created_at INTEGER NOT NULL
);
INSERT INTO acts SELECT id, ap_id, actor_id, community_id, verb, post_id, comment_id, account_id, rank,
    reason, accepted, acted_at, until, undone_at, undone_by, created_at FROM moderation_actions;
DROP TABLE moderation_actions;
ALTER TABLE acts RENAME TO moderation_actions;
CREATE UNIQUE INDEX moderation_act ON moderation_actions (ap_id, COALESCE(community_id, 0));
CREATE INDEX moderation_post ON moderation_actions (post_id, id);
CREATE INDEX moderation_comment ON moderation_actions (comment_id, id);
CREATE INDEX moderation_account ON moderation_actions (account_id, id);
CREATE INDEX moderation_community ON moderation_actions (community_id, id);

-- Every answer's own history of being accepted and let go; the last acceptance of all counts while
-- it has not been let go since.
CREATE TABLE choices (
    post_id INTEGER NOT NULL REFERENCES posts (id),
    comment_id INTEGER NOT NULL REFERENCES comments (id),
    by_account_id INTEGER NOT NULL REFERENCES accounts (id),
    ap_id TEXT,
    accepted_at INTEGER,
    withdrawn_at INTEGER,
    PRIMARY KEY (post_id, comment_id)
) WITHOUT ROWID;
INSERT INTO choices (post_id, comment_id, by_account_id, ap_id, accepted_at)
    SELECT post_id, comment_id, by_account_id, ap_id, accepted_at FROM accepted_answers;
DROP TABLE answer_choices;
ALTER TABLE choices RENAME TO answer_choices;
