-- Undoes up.sql.
ALTER TABLE member_steps DROP COLUMN closed_at;
