-- A thread is found by its tags, too: the words of its title, its text and its tags count together.
ALTER TABLE posts DROP COLUMN search;
ALTER TABLE posts ADD COLUMN search tsvector GENERATED ALWAYS AS
    (setweight(to_tsvector('word_forms', title), 'A') || setweight(to_tsvector('word_forms', body_text), 'B')
        || setweight(to_tsvector('word_forms', tags), 'C')) STORED;
CREATE INDEX posts_search ON posts USING gin (search);
