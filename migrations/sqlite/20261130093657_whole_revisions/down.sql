-- Undoes up.sql.
ALTER TABLE revisions DROP COLUMN tags;
ALTER TABLE revisions DROP COLUMN url;
ALTER TABLE revisions DROP COLUMN language;
