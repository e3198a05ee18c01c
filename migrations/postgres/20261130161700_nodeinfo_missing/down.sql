-- Undoes up.sql.
ALTER TABLE peers DROP COLUMN nodeinfo_missing_at;
