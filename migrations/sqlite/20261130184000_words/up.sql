-- What search looks in: the words of each thread and reply as this program reads them, with their forms in the
-- language of the text, and what it is. Made by a loop from what `words_due` names, so that both databases
-- find the same. The index of words in replies that was here before is not needed any more.
DROP TRIGGER comments_fts_delete;
DROP TRIGGER comments_fts_update;
DROP TRIGGER comments_fts_insert;
DROP TABLE comments_fts;

CREATE TABLE thread_words (
    id INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    words TEXT NOT NULL
);
CREATE TABLE reply_words (
    id INTEGER PRIMARY KEY REFERENCES comments (id) ON DELETE CASCADE,
    words TEXT NOT NULL
);
CREATE TABLE word_languages (language TEXT PRIMARY KEY NOT NULL);
CREATE TABLE words_due (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thing TEXT NOT NULL,
    thing_id INTEGER NOT NULL
);

-- Where a word stands in its line is looked up in the line itself.
CREATE VIRTUAL TABLE thread_words_fts USING fts5 (words, content = 'thread_words', content_rowid = 'id', tokenize = 'ascii', prefix = '3 4', detail = none);
CREATE TRIGGER thread_words_fts_insert AFTER INSERT ON thread_words BEGIN
    INSERT INTO thread_words_fts (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER thread_words_fts_update AFTER UPDATE OF words ON thread_words WHEN old.words <> new.words BEGIN
    INSERT INTO thread_words_fts (thread_words_fts, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO thread_words_fts (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER thread_words_fts_delete AFTER DELETE ON thread_words BEGIN
    INSERT INTO thread_words_fts (thread_words_fts, rowid, words) VALUES ('delete', old.id, old.words);
END;
CREATE VIRTUAL TABLE reply_words_fts USING fts5 (words, content = 'reply_words', content_rowid = 'id', tokenize = 'ascii', prefix = '3 4', detail = none);
CREATE TRIGGER reply_words_fts_insert AFTER INSERT ON reply_words BEGIN
    INSERT INTO reply_words_fts (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER reply_words_fts_update AFTER UPDATE OF words ON reply_words WHEN old.words <> new.words BEGIN
    INSERT INTO reply_words_fts (reply_words_fts, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO reply_words_fts (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER reply_words_fts_delete AFTER DELETE ON reply_words BEGIN
    INSERT INTO reply_words_fts (reply_words_fts, rowid, words) VALUES ('delete', old.id, old.words);
END;

CREATE TRIGGER posts_words_insert AFTER INSERT ON posts BEGIN
    INSERT INTO words_due (thing, thing_id) VALUES ('thread', new.id);
END;
CREATE TRIGGER posts_words_update AFTER UPDATE OF title, body_text, tags, language, kind, audience, author_id, community_id,
    published_at, accepted_comment_id, answer_count, deleted_at, removed_at, held_at ON posts
WHEN old.title <> new.title OR old.body_text <> new.body_text OR old.tags <> new.tags OR old.language <> new.language
    OR old.kind <> new.kind OR old.audience <> new.audience OR old.author_id <> new.author_id
    OR old.community_id <> new.community_id OR old.published_at <> new.published_at
    OR (old.accepted_comment_id IS NULL) <> (new.accepted_comment_id IS NULL)
    OR (old.answer_count > 0) <> (new.answer_count > 0) OR (old.deleted_at IS NULL) <> (new.deleted_at IS NULL)
    OR (old.removed_at IS NULL) <> (new.removed_at IS NULL) OR (old.held_at IS NULL) <> (new.held_at IS NULL)
BEGIN
    INSERT INTO words_due (thing, thing_id) VALUES ('thread', new.id);
END;
CREATE TRIGGER comments_words_insert AFTER INSERT ON comments BEGIN
    INSERT INTO words_due (thing, thing_id) VALUES ('reply', new.id);
END;
CREATE TRIGGER comments_words_update AFTER UPDATE OF body_text, language, kind, audience, author_id, post_id, published_at,
    deleted_at, removed_at, held_at ON comments
WHEN old.body_text <> new.body_text OR old.language <> new.language OR old.kind <> new.kind
    OR old.audience <> new.audience OR old.author_id <> new.author_id OR old.post_id <> new.post_id
    OR old.published_at <> new.published_at OR (old.deleted_at IS NULL) <> (new.deleted_at IS NULL)
    OR (old.removed_at IS NULL) <> (new.removed_at IS NULL) OR (old.held_at IS NULL) <> (new.held_at IS NULL)
BEGIN
    INSERT INTO words_due (thing, thing_id) VALUES ('reply', new.id);
END;
CREATE TRIGGER accepted_words_insert AFTER INSERT ON accepted_answers BEGIN
    INSERT INTO words_due (thing, thing_id) VALUES ('reply', new.comment_id);
END;
CREATE TRIGGER accepted_words_delete AFTER DELETE ON accepted_answers BEGIN
    INSERT INTO words_due (thing, thing_id) VALUES ('reply', old.comment_id);
END;

-- Everything there is by now; the newest come first.
INSERT INTO words_due (thing, thing_id) SELECT 'reply', id FROM comments ORDER BY id;
INSERT INTO words_due (thing, thing_id) SELECT 'thread', id FROM posts ORDER BY id;
