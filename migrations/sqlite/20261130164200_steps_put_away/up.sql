-- When a member put the list of their first steps away.
ALTER TABLE member_steps ADD COLUMN closed_at INTEGER;
