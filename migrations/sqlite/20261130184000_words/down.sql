-- Undoes up.sql.
DROP TRIGGER accepted_words_delete;
DROP TRIGGER accepted_words_insert;
DROP TRIGGER comments_words_update;
DROP TRIGGER comments_words_insert;
DROP TRIGGER posts_words_update;
DROP TRIGGER posts_words_insert;
DROP TABLE reply_words_fts;
DROP TABLE thread_words_fts;
DROP TABLE words_due;
DROP TABLE word_languages;
DROP TABLE reply_words;
DROP TABLE thread_words;
CREATE VIRTUAL TABLE comments_fts USING fts5 (body_text, content = 'comments', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER comments_fts_insert AFTER INSERT ON comments BEGIN
    INSERT INTO comments_fts (rowid, body_text) VALUES (new.id, new.body_text);
END;
CREATE TRIGGER comments_fts_update AFTER UPDATE OF body_text ON comments BEGIN
    INSERT INTO comments_fts (comments_fts, rowid, body_text) VALUES ('delete', old.id, old.body_text);
    INSERT INTO comments_fts (rowid, body_text) VALUES (new.id, new.body_text);
END;
CREATE TRIGGER comments_fts_delete AFTER DELETE ON comments BEGIN
    INSERT INTO comments_fts (comments_fts, rowid, body_text) VALUES ('delete', old.id, old.body_text);
END;
INSERT INTO comments_fts (comments_fts) VALUES ('rebuild');
