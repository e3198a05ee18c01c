-- Undoes up.sql.
DROP INDEX posts_duplicates;
ALTER TABLE posts DROP COLUMN duplicate_of_id;
ALTER TABLE posts DROP COLUMN closed_at;
DROP TABLE closings;
