-- Undoes up.sql.
DROP TABLE invites;
DROP INDEX invitations_ap_id;
ALTER TABLE invitations DROP COLUMN declined_at;
ALTER TABLE invitations DROP COLUMN ap_id;
