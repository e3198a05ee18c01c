-- What somebody here sent with their latest Join, so that they see it while they wait, and are asked anew where
-- the rules have changed since.
ALTER TABLE join_attempts ADD COLUMN request JSONB NOT NULL DEFAULT '{}';
CREATE INDEX join_attempts_account ON join_attempts (account_id);

-- What a community of another server asks its members to have agreed to, as it said last.
ALTER TABLE communities ADD COLUMN rules_elsewhere JSONB NOT NULL DEFAULT '{}';
