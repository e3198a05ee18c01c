-- What is allowed to other servers: since when and until when, why, as everybody may read it, and more than blocks.
ALTER TABLE peers ADD COLUMN policy_at INTEGER;
ALTER TABLE peers ADD COLUMN policy_until INTEGER;
ALTER TABLE peers ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE peers ADD COLUMN reject_media BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE peers ADD COLUMN reject_reports BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE peers ADD COLUMN obfuscate BOOLEAN NOT NULL DEFAULT FALSE;
-- Talked to where only servers on a list are.
ALTER TABLE peers ADD COLUMN listed BOOLEAN NOT NULL DEFAULT FALSE;
-- Activities taken from it in a minute, where that is another number than for all.
ALTER TABLE peers ADD COLUMN per_minute INTEGER;
UPDATE peers SET policy_at = created_at WHERE policy <> 'none';
-- Lists of everything ask which servers are silenced.
CREATE INDEX peers_policy ON peers (policy, host);

-- What somebody was in the community that a block took from them.
ALTER TABLE severed_follows ADD COLUMN role TEXT;
CREATE INDEX severed_follows_of ON severed_follows (follower_id, id);

-- Lists of servers that an administrator looks at before they are taken in, and how far that has come.
CREATE TABLE host_lists (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content TEXT NOT NULL,
    lines INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    made_by INTEGER REFERENCES accounts (id),
    made_at INTEGER NOT NULL,
    begun_at INTEGER,
    finished_at INTEGER
);

-- Times in which what people write waits who were not known before.
CREATE TABLE waves (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    reason TEXT NOT NULL,
    begun_at INTEGER NOT NULL
);
CREATE INDEX waves_until ON waves (until);

-- That something was here and is gone for good: never what it said.
CREATE TABLE purges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ap_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    host TEXT NOT NULL,
    purged_by INTEGER REFERENCES accounts (id),
    reason TEXT NOT NULL,
    purged_at INTEGER NOT NULL
);

-- What came in the last hours.
CREATE INDEX posts_received ON posts (received_at) WHERE NOT local;
CREATE INDEX comments_received ON comments (received_at) WHERE NOT local;
