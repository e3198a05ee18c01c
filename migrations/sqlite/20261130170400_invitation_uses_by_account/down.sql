-- Undoes up.sql.
DROP INDEX invitation_uses_account;
