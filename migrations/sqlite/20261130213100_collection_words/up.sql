-- Collections of the library are found by the words of their titles, introductions and sections, like threads.
CREATE TABLE collection_words (
    id INTEGER PRIMARY KEY REFERENCES collections (id) ON DELETE CASCADE,
    words TEXT NOT NULL
);
CREATE VIRTUAL TABLE collection_words_fts USING fts5 (words, content = 'collection_words', content_rowid = 'id', tokenize = 'ascii', prefix = '3 4', detail = none);
CREATE TRIGGER collection_words_fts_insert AFTER INSERT ON collection_words BEGIN
    INSERT INTO collection_words_fts (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER collection_words_fts_update AFTER UPDATE OF words ON collection_words WHEN old.words <> new.words BEGIN
    INSERT INTO collection_words_fts (collection_words_fts, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO collection_words_fts (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER collection_words_fts_delete AFTER DELETE ON collection_words BEGIN
    INSERT INTO collection_words_fts (collection_words_fts, rowid, words) VALUES ('delete', old.id, old.words);
END;

CREATE TRIGGER collections_words_insert AFTER INSERT ON collections BEGIN
    INSERT INTO words_due (thing, thing_id) VALUES ('collection', new.id);
END;
CREATE TRIGGER collections_words_update AFTER UPDATE OF title, introduction_html, sections, audience ON collections
WHEN old.title <> new.title OR old.introduction_html <> new.introduction_html OR old.sections <> new.sections
    OR old.audience <> new.audience
BEGIN
    INSERT INTO words_due (thing, thing_id) VALUES ('collection', new.id);
END;

INSERT INTO words_due (thing, thing_id) SELECT 'collection', id FROM collections ORDER BY id;
