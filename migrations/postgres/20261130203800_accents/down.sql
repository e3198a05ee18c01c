-- Undoes up.sql.
ALTER TABLE communities DROP COLUMN accent;
