-- Undoes up.sql.
ALTER TABLE comments DROP COLUMN search;
ALTER TABLE comments ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', body_text)) STORED;
CREATE INDEX comments_search ON comments USING gin (search);
ALTER TABLE posts DROP COLUMN search;
ALTER TABLE posts ADD COLUMN search tsvector GENERATED ALWAYS AS
    (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body_text), 'B')) STORED;
CREATE INDEX posts_search ON posts USING gin (search);
DROP TEXT SEARCH CONFIGURATION word_forms;
DROP TEXT SEARCH DICTIONARY word_forms;
