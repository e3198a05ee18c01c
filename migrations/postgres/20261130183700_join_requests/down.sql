-- Undoes up.sql.
ALTER TABLE communities DROP COLUMN rules_elsewhere;
DROP INDEX join_attempts_account;
ALTER TABLE join_attempts DROP COLUMN request;
