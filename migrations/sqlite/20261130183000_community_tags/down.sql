-- Undoes up.sql.
ALTER TABLE community_settings DROP COLUMN tags_required;
ALTER TABLE community_settings DROP COLUMN tag_rule;
DROP TABLE community_tags;
