-- Undoes up.sql.
DROP INDEX membership_events_account;
DROP INDEX applications_decided;
DROP INDEX held_things_desk;
