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
CREATE INDEX actors_kind_name ON actors (kind, lower(name));

-- Shown names of people; titles and focus lines of communities.
CREATE VIRTUAL TABLE accounts_fts USING fts5 (display_name, content = 'accounts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER accounts_fts_insert AFTER INSERT ON accounts BEGIN
    INSERT INTO accounts_fts (rowid, display_name) VALUES (new.id, new.display_name);
END;
CREATE TRIGGER accounts_fts_update AFTER UPDATE OF display_name ON accounts WHEN old.display_name <> new.display_name BEGIN
    INSERT INTO accounts_fts (accounts_fts, rowid, display_name) VALUES ('delete', old.id, old.display_name);
    INSERT INTO accounts_fts (rowid, display_name) VALUES (new.id, new.display_name);
END;
CREATE TRIGGER accounts_fts_delete AFTER DELETE ON accounts BEGIN
    INSERT INTO accounts_fts (accounts_fts, rowid, display_name) VALUES ('delete', old.id, old.display_name);
END;
CREATE VIRTUAL TABLE communities_fts USING fts5 (title, focus, content = 'communities', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER communities_fts_insert AFTER INSERT ON communities BEGIN
    INSERT INTO communities_fts (rowid, title, focus) VALUES (new.id, new.title, new.focus);
END;
CREATE TRIGGER communities_fts_update AFTER UPDATE OF title, focus ON communities WHEN old.title <> new.title OR old.focus <> new.focus BEGIN
    INSERT INTO communities_fts (communities_fts, rowid, title, focus) VALUES ('delete', old.id, old.title, old.focus);
    INSERT INTO communities_fts (rowid, title, focus) VALUES (new.id, new.title, new.focus);
END;
CREATE TRIGGER communities_fts_delete AFTER DELETE ON communities BEGIN
    INSERT INTO communities_fts (communities_fts, rowid, title, focus) VALUES ('delete', old.id, old.title, old.focus);
END;
INSERT INTO accounts_fts (accounts_fts) VALUES ('rebuild');
INSERT INTO communities_fts (communities_fts) VALUES ('rebuild');
