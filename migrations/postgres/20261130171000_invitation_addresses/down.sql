-- Undoes up.sql.
DROP INDEX invitations_addresses;
