-- Whether anybody does not want to see a tag, asked before a tag that nobody uses is dropped.
CREATE INDEX muted_tags_tag ON muted_tags (tag_id);
