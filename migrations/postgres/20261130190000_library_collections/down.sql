-- Undoes up.sql.
ALTER TABLE community_settings DROP COLUMN propose;
DROP INDEX posts_answered_here;
DROP TABLE collection_entries;
DROP TABLE collections;
