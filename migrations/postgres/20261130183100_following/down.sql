-- Undoes up.sql.
DROP TABLE saves;
DROP TABLE muted_tags;
DROP TABLE watches;
