-- Invitations between Guildhall servers.

-- The Invite by which the server of somebody elsewhere was told, and when they declined.
ALTER TABLE invitations ADD COLUMN ap_id TEXT;
ALTER TABLE invitations ADD COLUMN declined_at TIMESTAMPTZ;
CREATE UNIQUE INDEX invitations_ap_id ON invitations (ap_id) WHERE ap_id IS NOT NULL;

-- Invitations of people here into communities of other servers, for each person the latest of a community.
-- One that was used, declined, withdrawn or is over is forgotten.
CREATE TABLE invites (
    community_id BIGINT NOT NULL REFERENCES communities (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    ap_id TEXT NOT NULL,
    words TEXT NOT NULL,
    skips_queue BOOLEAN NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (community_id, account_id)
);
CREATE INDEX invites_account ON invites (account_id);
CREATE INDEX invites_expired ON invites (expires_at);
