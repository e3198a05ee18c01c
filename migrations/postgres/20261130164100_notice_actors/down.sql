-- Undoes up.sql.
DROP INDEX notifications_actor;
