-- Undoes up.sql.
DROP INDEX memberships_directory;
ALTER TABLE memberships DROP COLUMN listed;
ALTER TABLE accounts DROP COLUMN sought;
ALTER TABLE accounts DROP COLUMN seeks;
ALTER TABLE accounts DROP COLUMN offers;
ALTER TABLE accounts DROP COLUMN expertise;
ALTER TABLE accounts DROP COLUMN place;
ALTER TABLE accounts DROP COLUMN headline;
