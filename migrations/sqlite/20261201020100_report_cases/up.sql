-- What is reported of one thing is one case, on which those who look after a community, or after the server, work
-- together: however many report it, it is looked at, talked about and settled once.
CREATE TABLE report_cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER REFERENCES communities (id),
    post_id INTEGER REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    for_server BOOLEAN NOT NULL,
    report_count INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    claimed_by INTEGER REFERENCES accounts (id),
    settled_at INTEGER,
    settled_by INTEGER REFERENCES accounts (id),
    outcome TEXT,
    words TEXT NOT NULL,
    message TEXT NOT NULL
);
CREATE UNIQUE INDEX report_cases_one ON report_cases
    (account_id, COALESCE(post_id, 0), COALESCE(comment_id, 0), COALESCE(community_id, 0)) WHERE settled_at IS NULL;
CREATE INDEX report_cases_open ON report_cases (community_id, id) WHERE settled_at IS NULL;
CREATE INDEX report_cases_all_open ON report_cases (id) WHERE settled_at IS NULL;
CREATE INDEX report_cases_settled ON report_cases (community_id, id) WHERE settled_at IS NOT NULL;
CREATE INDEX report_cases_account ON report_cases (account_id, id);

-- What was done with a case, and what those who work on it say to each other.
CREATE TABLE case_notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL REFERENCES report_cases (id),
    by_id INTEGER REFERENCES accounts (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX case_notes_case ON case_notes (case_id, id);

-- Whose word a report is: somebody's, a community's elsewhere that passed it on, or an automatic rule's. Whether
-- whoever reports is named to other servers.
ALTER TABLE reports ADD COLUMN case_id INTEGER REFERENCES report_cases (id);
ALTER TABLE reports ADD COLUMN source TEXT NOT NULL DEFAULT 'person';
ALTER TABLE reports ADD COLUMN named BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX reports_case ON reports (case_id, id);
CREATE INDEX reports_reporter ON reports (reporter_actor_id, id);

-- Until now whoever reported was named.
UPDATE reports SET named = TRUE;
INSERT INTO report_cases (community_id, post_id, comment_id, account_id, for_server, report_count, opened_at,
        settled_at, settled_by, outcome, words, message)
    SELECT community_id, post_id, comment_id, account_id, community_id IS NULL, COUNT(*), MIN(created_at),
        resolved_at, resolved_by, CASE WHEN resolved_at IS NULL THEN NULL ELSE 'acted' END,
        COALESCE(MAX(resolution), ''), ''
    FROM reports WHERE account_id IS NOT NULL
    GROUP BY community_id, post_id, comment_id, account_id, resolved_at, resolved_by
    ORDER BY MIN(id);
UPDATE reports SET case_id = (
    SELECT MIN(c.id) FROM report_cases c
    WHERE c.account_id = reports.account_id
        AND c.community_id IS reports.community_id AND c.post_id IS reports.post_id
        AND c.comment_id IS reports.comment_id AND c.settled_at IS reports.resolved_at
        AND c.settled_by IS reports.resolved_by);
