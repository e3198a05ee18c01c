-- Undoes up.sql.
DROP TRIGGER accepted_words ON accepted_answers;
DROP FUNCTION accepted_words ();
DROP TRIGGER comments_words_update ON comments;
DROP TRIGGER comments_words_insert ON comments;
DROP FUNCTION comments_words ();
DROP TRIGGER posts_words_update ON posts;
DROP TRIGGER posts_words_insert ON posts;
DROP FUNCTION posts_words ();
DROP TABLE words_due;
DROP TABLE word_languages;
DROP TABLE reply_words;
DROP TABLE thread_words;
ALTER TABLE comments ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('word_forms', body_text)) STORED;
CREATE INDEX comments_search ON comments USING gin (search);
