-- A server that gave its NodeInfo and gives none any more may be in the middle of an update: what it runs
-- is forgotten when it gives none a day later either. When it was first missing; nothing since it was
-- read again.
ALTER TABLE peers ADD COLUMN nodeinfo_missing_at INTEGER;
