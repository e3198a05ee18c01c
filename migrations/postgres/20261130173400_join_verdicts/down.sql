-- Undoes up.sql.
ALTER TABLE join_attempts DROP COLUMN welcome;
ALTER TABLE join_attempts DROP COLUMN again_at;
