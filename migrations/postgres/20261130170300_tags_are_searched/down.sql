-- Undoes up.sql.
ALTER TABLE posts DROP COLUMN search;
ALTER TABLE posts ADD COLUMN search tsvector GENERATED ALWAYS AS
    (setweight(to_tsvector('word_forms', title), 'A') || setweight(to_tsvector('word_forms', body_text), 'B')) STORED;
CREATE INDEX posts_search ON posts USING gin (search);
