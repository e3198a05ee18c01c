-- Undoes up.sql.
ALTER TABLE actors DROP COLUMN gone_said_at;
