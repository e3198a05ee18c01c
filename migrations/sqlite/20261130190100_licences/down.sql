-- Undoes up.sql.
ALTER TABLE comments DROP COLUMN licence;
ALTER TABLE posts DROP COLUMN licence;
ALTER TABLE communities DROP COLUMN licence;
