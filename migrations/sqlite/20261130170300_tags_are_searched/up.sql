-- A thread is found by its tags, too: the words of its title, its text and its tags count together.
DROP TRIGGER posts_fts_delete;
DROP TRIGGER posts_fts_update;
DROP TRIGGER posts_fts_insert;
DROP TABLE posts_fts;
CREATE VIRTUAL TABLE posts_fts USING fts5 (title, body_text, tags, content = 'posts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER posts_fts_insert AFTER INSERT ON posts BEGIN
    INSERT INTO posts_fts (rowid, title, body_text, tags) VALUES (new.id, new.title, new.body_text, new.tags);
END;
CREATE TRIGGER posts_fts_update AFTER UPDATE OF title, body_text, tags ON posts BEGIN
    INSERT INTO posts_fts (posts_fts, rowid, title, body_text, tags) VALUES ('delete', old.id, old.title, old.body_text, old.tags);
    INSERT INTO posts_fts (rowid, title, body_text, tags) VALUES (new.id, new.title, new.body_text, new.tags);
END;
CREATE TRIGGER posts_fts_delete AFTER DELETE ON posts BEGIN
    INSERT INTO posts_fts (posts_fts, rowid, title, body_text, tags) VALUES ('delete', old.id, old.title, old.body_text, old.tags);
END;
INSERT INTO posts_fts (posts_fts) VALUES ('rebuild');
