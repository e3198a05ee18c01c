-- Belonging: who may join a community and by which way, what its rules said when, who agreed to them,
-- who applied and what was decided. Histories are rows of their own and never overwritten.

-- Which version of the rules holds, and which one everybody has to agree to: the last material one.
ALTER TABLE communities ADD COLUMN rules_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE communities ADD COLUMN binding_version INTEGER;
ALTER TABLE communities ADD COLUMN binding_since INTEGER;
ALTER TABLE communities ADD COLUMN grace_days INTEGER NOT NULL DEFAULT 14;

-- The latest version of the rules that a member agreed to; NULL for who has agreed to none.
ALTER TABLE memberships ADD COLUMN agreed_version INTEGER;

-- What conveners set, beside what every page needs. A community without a row has the defaults.
CREATE TABLE community_settings (
    community_id INTEGER PRIMARY KEY NOT NULL REFERENCES communities (id),
    not_for TEXT NOT NULL,
    offers TEXT NOT NULL,
    applicants_note TEXT NOT NULL,
    reapply_days INTEGER NOT NULL,
    email_domains TEXT NOT NULL,
    newcomer_contributions INTEGER NOT NULL,
    welcome TEXT NOT NULL,
    first_task TEXT NOT NULL,
    introductions TEXT NOT NULL,
    start_here TEXT NOT NULL,
    staff_domain TEXT NOT NULL,
    staff_badge TEXT NOT NULL,
    parent_id INTEGER REFERENCES communities (id),
    related TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX community_settings_parent ON community_settings (parent_id) WHERE parent_id IS NOT NULL;

-- What the rules of a community said, each time they changed. `items` are the numbered points.
CREATE TABLE rules_versions (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    number INTEGER NOT NULL,
    change_kind TEXT NOT NULL,
    items TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    published_by INTEGER REFERENCES accounts (id),
    published_at INTEGER NOT NULL,
    PRIMARY KEY (community_id, number)
) WITHOUT ROWID;

-- Who agreed to which version, when, and on which way it was said.
CREATE TABLE agreements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    version INTEGER NOT NULL,
    hash TEXT NOT NULL,
    channel TEXT NOT NULL,
    agreed_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX agreements_once ON agreements (account_id, community_id, version);

-- What applicants are asked, in order.
CREATE TABLE application_questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    help TEXT NOT NULL,
    choices TEXT NOT NULL,
    required BOOLEAN NOT NULL
);
CREATE INDEX application_questions_order ON application_questions (community_id, position);

-- One attempt to join. The answers carry their questions, which may change later.
CREATE TABLE applications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    state TEXT NOT NULL,
    channel TEXT NOT NULL,
    answers TEXT NOT NULL,
    rules_version INTEGER NOT NULL,
    applied_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
CREATE INDEX applications_queue ON applications (community_id, id) WHERE state IN ('applied', 'more_asked');
CREATE INDEX applications_account ON applications (account_id, community_id, id);

-- What happened to somebody's belonging, and who decided it.
CREATE TABLE membership_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    application_id INTEGER REFERENCES applications (id),
    kind TEXT NOT NULL,
    by_id INTEGER REFERENCES accounts (id),
    reason TEXT NOT NULL,
    channel TEXT NOT NULL,
    happened_at INTEGER NOT NULL
);
CREATE INDEX membership_events_person ON membership_events (community_id, account_id, id);

-- Reasons and questions that the conveners of a community use again.
CREATE TABLE saved_replies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    body TEXT NOT NULL,
    by_id INTEGER NOT NULL REFERENCES accounts (id),
    created_at INTEGER NOT NULL
);
CREATE INDEX saved_replies_community ON saved_replies (community_id, id);

-- How often something happened on one day, and nothing of who it was.
CREATE TABLE daily_figures (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    local BOOLEAN NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (community_id, day, name, local)
) WITHOUT ROWID;

-- Why a thread or reply is held, and what is passed on when it is let through.
CREATE TABLE held_things (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    author_id INTEGER NOT NULL REFERENCES accounts (id),
    post_id INTEGER UNIQUE REFERENCES posts (id),
    comment_id INTEGER UNIQUE REFERENCES comments (id),
    cause TEXT NOT NULL,
    activity TEXT,
    sender_host TEXT NOT NULL,
    held_at INTEGER NOT NULL,
    released_at INTEGER
);
CREATE INDEX held_things_waiting ON held_things (community_id, author_id, id) WHERE released_at IS NULL;

-- What the rules say today is their first version; whoever is a member has agreed to nothing.
INSERT INTO rules_versions (community_id, number, change_kind, items, body, hash, published_by, published_at)
    SELECT c.id, 1, 'editorial', json_array(c.rules), c.rules, '', NULL, COALESCE(c.edited_at, c.created_at)
    FROM communities c JOIN actors a ON a.id = c.actor_id
    WHERE a.local AND c.rules <> '';
UPDATE communities SET rules_version = 1 WHERE id IN (SELECT community_id FROM rules_versions);
