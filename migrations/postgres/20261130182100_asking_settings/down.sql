-- Undoes up.sql.
ALTER TABLE community_settings DROP COLUMN templates;
ALTER TABLE communities DROP COLUMN several_answers;
ALTER TABLE communities DROP COLUMN accept_days;
