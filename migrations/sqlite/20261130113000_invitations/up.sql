-- Invitations, who came by them, and the first steps of those who are new.

-- The secret of a link is kept as its hash only. An address is kept as long as the invitation is open.
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    by_id INTEGER NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    token_hash BLOB UNIQUE,
    invitee_id INTEGER REFERENCES accounts (id),
    address TEXT NOT NULL,
    words TEXT NOT NULL,
    uses_max INTEGER NOT NULL,
    used INTEGER NOT NULL,
    skips_queue BOOLEAN NOT NULL,
    may_register BOOLEAN NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    withdrawn_at INTEGER
);
CREATE INDEX invitations_community ON invitations (community_id, id);
CREATE INDEX invitations_invitee ON invitations (invitee_id, community_id) WHERE invitee_id IS NOT NULL;

CREATE TABLE invitation_uses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation_id INTEGER NOT NULL REFERENCES invitations (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    used_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX invitation_uses_once ON invitation_uses (invitation_id, account_id);

-- What a member did first, so that each is counted once and greeters are told in time. Forgotten after
-- some months, and when they leave.
CREATE TABLE member_steps (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    joined_at INTEGER NOT NULL,
    contributed_at INTEGER,
    introduced_at INTEGER,
    introduction_id INTEGER REFERENCES comments (id),
    replied_at INTEGER,
    active_at INTEGER,
    greeters_at INTEGER,
    PRIMARY KEY (community_id, account_id)
) WITHOUT ROWID;
CREATE INDEX member_steps_introduced ON member_steps (introduced_at)
    WHERE introduced_at IS NOT NULL AND greeters_at IS NULL;
CREATE INDEX member_steps_joined ON member_steps (joined_at);
