-- Undoes up.sql.
ALTER TABLE severed_follows DROP COLUMN follow_ap_id;
