-- Undoes up.sql.
DROP TABLE join_attempts;
DROP TABLE join_letters;
