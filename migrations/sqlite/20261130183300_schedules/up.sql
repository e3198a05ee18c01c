-- Threads that begin by themselves, once or again and again, by the clock of their community. `day` is a day of
-- the week (from 1, Monday) or of the month; `starts_on` the first day on which there can be one. Without
-- `next_at` there is no more to come.
CREATE TABLE schedules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    author_id INTEGER NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    tags TEXT NOT NULL,
    every TEXT NOT NULL,
    day INTEGER NOT NULL,
    minute INTEGER NOT NULL,
    starts_on TEXT NOT NULL,
    next_at INTEGER,
    paused_at INTEGER,
    stopped_by TEXT NOT NULL,
    made INTEGER NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX schedules_community ON schedules (community_id, id);
CREATE INDEX schedules_author ON schedules (author_id);

-- Each time at which a thread began, so that none begins twice.
CREATE TABLE schedule_runs (
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    slot_at INTEGER NOT NULL,
    post_id INTEGER NOT NULL REFERENCES posts (id),
    PRIMARY KEY (schedule_id, slot_at)
) WITHOUT ROWID;

-- By which clock a community lives: a name of the time zone database.
ALTER TABLE community_settings ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC';
