-- Undoes up.sql.
ALTER TABLE posts DROP COLUMN wiki;
DROP TABLE suggestions;
