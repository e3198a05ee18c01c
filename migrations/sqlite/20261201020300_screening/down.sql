ALTER TABLE community_settings DROP COLUMN hold_all;
ALTER TABLE community_settings DROP COLUMN hold_links;
ALTER TABLE community_settings DROP COLUMN hold_first;
DROP TABLE held_edits;
DROP TABLE caught_things;
DROP TABLE screening_versions;
DROP TABLE screening_rules;
