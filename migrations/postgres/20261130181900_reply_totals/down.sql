-- Undoes up.sql.
ALTER TABLE comments DROP COLUMN origin_share_count;
ALTER TABLE comments DROP COLUMN origin_like_count;
