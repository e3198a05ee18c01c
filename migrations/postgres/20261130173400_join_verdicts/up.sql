-- What a community of another server answered to the latest Join of somebody here: from when on they may ask
-- again where it declined, and what it says to its members where it accepted.
ALTER TABLE join_attempts ADD COLUMN again_at TIMESTAMPTZ;
ALTER TABLE join_attempts ADD COLUMN welcome JSONB NOT NULL DEFAULT '{}';
