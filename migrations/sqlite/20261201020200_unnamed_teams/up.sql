-- Whether the public log of a community names those who look after it.
ALTER TABLE community_settings ADD COLUMN team_unnamed BOOLEAN NOT NULL DEFAULT FALSE;
