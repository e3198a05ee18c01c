-- What one person and those who look after a community say to each other: one conversation for each pair.
CREATE TABLE team_talks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    opened_at INTEGER NOT NULL,
    latest_id INTEGER NOT NULL,
    waits BOOLEAN NOT NULL,
    assigned_to INTEGER REFERENCES accounts (id),
    closed_at INTEGER
);
CREATE UNIQUE INDEX team_talks_one ON team_talks (community_id, account_id);
CREATE INDEX team_talks_open ON team_talks (community_id, latest_id) WHERE closed_at IS NULL;
CREATE INDEX team_talks_closed ON team_talks (community_id, latest_id) WHERE closed_at IS NOT NULL;
CREATE INDEX team_talks_waiting ON team_talks (community_id) WHERE waits;

CREATE TABLE team_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    talk_id INTEGER NOT NULL REFERENCES team_talks (id),
    by_id INTEGER NOT NULL REFERENCES accounts (id),
    from_team BOOLEAN NOT NULL,
    body TEXT NOT NULL,
    message_id TEXT,
    created_at INTEGER NOT NULL
);
CREATE INDEX team_lines_talk ON team_lines (talk_id, id);
CREATE INDEX team_lines_by ON team_lines (by_id, id);
CREATE INDEX team_lines_message ON team_lines (message_id) WHERE message_id IS NOT NULL;
