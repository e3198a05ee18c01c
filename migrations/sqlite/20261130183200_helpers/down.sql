-- Undoes up.sql.
ALTER TABLE community_settings DROP COLUMN ask_people;
ALTER TABLE community_settings DROP COLUMN ask_after_hours;
DROP TABLE question_calls;
DROP TABLE helper_calls;
DROP TABLE helper_consents;
