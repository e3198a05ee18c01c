-- One 410 for an inbox may be a mistake of its server: its owner counts as gone when it is said again
-- later. When it was first said; nothing where the owner was heard of since.
ALTER TABLE actors ADD COLUMN gone_said_at TIMESTAMPTZ;
