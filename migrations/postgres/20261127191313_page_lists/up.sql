-- What pages list and search for and had to scan until now.

-- Good answered questions, for the front page.
CREATE INDEX posts_answered ON posts (score, id) WHERE accepted_comment_id IS NOT NULL;

-- Replies to a thread itself that can be seen or on which something hangs, in both orders of reading,
-- so that a page of a very long thread reads no more of them than it shows.
CREATE INDEX comments_top_score ON comments (post_id, kind, score DESC, published_at, id)
    WHERE parent_id IS NULL AND (child_count > 0 OR (deleted_at IS NULL AND removed_at IS NULL AND held_at IS NULL));
CREATE INDEX comments_top_time ON comments (post_id, kind, published_at, id)
    WHERE parent_id IS NULL AND (child_count > 0 OR (deleted_at IS NULL AND removed_at IS NULL AND held_at IS NULL));

-- Names as people type them, whatever the capitals.
CREATE INDEX actors_kind_name ON actors (kind, lower(name) text_pattern_ops);

-- Shown names of people; titles and focus lines of communities. The columns are derived; nothing
-- writes them.
ALTER TABLE accounts ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', display_name)) STORED;
CREATE INDEX accounts_search ON accounts USING gin (search);
ALTER TABLE communities ADD COLUMN search tsvector GENERATED ALWAYS AS
    (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', focus), 'B')) STORED;
CREATE INDEX communities_search ON communities USING gin (search);
