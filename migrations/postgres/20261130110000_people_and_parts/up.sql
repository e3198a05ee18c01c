-- What people say of their craft, which members of the same community find each other by. `expertise` is
-- a list of tags; `sought` is all of it and the shown name in lower case, each part a line of its own and
-- each tag a line that begins with '#'.
ALTER TABLE accounts ADD COLUMN headline TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN expertise JSONB NOT NULL DEFAULT '[]';
ALTER TABLE accounts ADD COLUMN offers TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN seeks TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN sought TEXT NOT NULL DEFAULT '';
UPDATE accounts SET sought = lower(display_name);

-- Whether a member is in the list that members see.
ALTER TABLE memberships ADD COLUMN listed BOOLEAN NOT NULL DEFAULT TRUE;
CREATE INDEX memberships_directory ON memberships (community_id, since, account_id);
