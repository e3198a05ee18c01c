-- Undoes up.sql.
ALTER TABLE posts DROP COLUMN resource;
