-- Undoes up.sql.
DROP TABLE drafts;
