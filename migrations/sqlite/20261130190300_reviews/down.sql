-- Undoes up.sql.
DROP TABLE reviews;
DROP TABLE review_sweeps;
DROP INDEX community_settings_review;
ALTER TABLE community_settings DROP COLUMN review;
