ALTER TABLE community_settings DROP COLUMN team_unnamed;
