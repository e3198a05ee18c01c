-- Follows that ended because the server of one side was blocked, for the operator to look at: lifting
-- the block does not bring them back.
CREATE TABLE severed_follows (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The name that was blocked; the actors may be on a port or a host below it.
    host TEXT NOT NULL,
    follower_id INTEGER NOT NULL REFERENCES actors (id),
    target_id INTEGER NOT NULL REFERENCES actors (id),
    severed_at INTEGER NOT NULL
);
CREATE INDEX severed_follows_host ON severed_follows (host, id);

-- What somebody said and has not yet been sent is taken back when they leave.
CREATE INDEX activities_actor ON activities (actor_id, id);

-- Of the policies only the block was ever enforced; the others are no longer offered.
UPDATE peers SET policy = 'none' WHERE policy NOT IN ('none', 'block');
