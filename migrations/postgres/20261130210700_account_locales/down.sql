-- Undoes up.sql.
ALTER TABLE accounts DROP COLUMN locale;
