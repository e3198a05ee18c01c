-- Undoes up.sql.
ALTER TABLE merits DROP COLUMN edits;
DROP TABLE merit_edits;
