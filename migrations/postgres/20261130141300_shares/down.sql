-- Undoes up.sql.
ALTER TABLE posts DROP COLUMN origin_share_count;
ALTER TABLE posts DROP COLUMN origin_like_count;
ALTER TABLE posts DROP COLUMN share_count;
DROP TABLE boosts;
