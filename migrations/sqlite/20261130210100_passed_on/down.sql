-- Undoes up.sql.
ALTER TABLE comments DROP COLUMN passed_on_at;
ALTER TABLE posts DROP COLUMN passed_on_at;
