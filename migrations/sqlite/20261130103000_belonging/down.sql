-- Undoes up.sql.
DROP TABLE held_things;
DROP TABLE daily_figures;
DROP TABLE saved_replies;
DROP TABLE membership_events;
DROP TABLE applications;
DROP TABLE application_questions;
DROP TABLE agreements;
DROP TABLE rules_versions;
DROP TABLE community_settings;
ALTER TABLE memberships DROP COLUMN agreed_version;
ALTER TABLE communities DROP COLUMN grace_days;
ALTER TABLE communities DROP COLUMN binding_since;
ALTER TABLE communities DROP COLUMN binding_version;
ALTER TABLE communities DROP COLUMN rules_version;
