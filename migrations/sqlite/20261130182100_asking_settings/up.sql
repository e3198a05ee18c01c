-- Days in which only the asker accepts an answer, and whether several may be accepted, which a community of
-- another server says of itself.
ALTER TABLE communities ADD COLUMN accept_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE communities ADD COLUMN several_answers BOOLEAN NOT NULL DEFAULT FALSE;

-- What stands in the form for a new thread before anybody has typed, by the kind of the thread.
ALTER TABLE community_settings ADD COLUMN templates TEXT NOT NULL DEFAULT '{}';
