-- Undoes up.sql.
DROP TABLE office_acts;
UPDATE logins SET role = 'admin' WHERE role = 'owner';
UPDATE logins SET role = 'member' WHERE role = 'moderator';
ALTER TABLE accounts DROP COLUMN silenced_at;
