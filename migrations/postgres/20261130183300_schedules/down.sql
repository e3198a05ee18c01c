-- Undoes up.sql.
ALTER TABLE community_settings DROP COLUMN time_zone;
DROP TABLE schedule_runs;
DROP TABLE schedules;
