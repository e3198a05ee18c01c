-- The tags of each community. Those that are kept are its vocabulary; the others came with the threads that
-- have them. A synonym names the tag that is meant, which is never a synonym itself.
CREATE TABLE community_tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    kept BOOLEAN NOT NULL,
    meant_id INTEGER REFERENCES community_tags (id),
    ap_id TEXT,
    use_count INTEGER NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX community_tags_name ON community_tags (community_id, name);
CREATE INDEX community_tags_used ON community_tags (community_id, use_count, id) WHERE meant_id IS NULL;
CREATE INDEX community_tags_kept ON community_tags (community_id, name) WHERE kept;
CREATE INDEX community_tags_meant ON community_tags (meant_id) WHERE meant_id IS NOT NULL;

INSERT INTO community_tags (community_id, name, description, kept, use_count, created_at)
    SELECT p.community_id, t.tag, '', FALSE,
        SUM(CASE WHEN p.deleted_at IS NULL AND p.removed_at IS NULL AND p.held_at IS NULL THEN 1 ELSE 0 END),
        MIN(p.received_at)
    FROM post_tags t JOIN posts p ON p.id = t.post_id GROUP BY p.community_id, t.tag;

-- Which tags a thread may have, and whether it needs one.
ALTER TABLE community_settings ADD COLUMN tag_rule TEXT NOT NULL DEFAULT 'free';
ALTER TABLE community_settings ADD COLUMN tags_required BOOLEAN NOT NULL DEFAULT FALSE;
