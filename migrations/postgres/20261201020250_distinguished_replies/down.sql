-- Undoes up.sql.
ALTER TABLE comments DROP COLUMN distinguished_at;
