-- Search finds words in their other English forms: "switches" where "switch" stands. The same stemmer as
-- in SQLite; no words are left out, so that titles made of small ones are found.
CREATE TEXT SEARCH DICTIONARY word_forms (TEMPLATE = snowball, LANGUAGE = porter);
CREATE TEXT SEARCH CONFIGURATION word_forms (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION word_forms
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH word_forms;

ALTER TABLE posts DROP COLUMN search;
ALTER TABLE posts ADD COLUMN search tsvector GENERATED ALWAYS AS
    (setweight(to_tsvector('word_forms', title), 'A') || setweight(to_tsvector('word_forms', body_text), 'B')) STORED;
CREATE INDEX posts_search ON posts USING gin (search);
ALTER TABLE comments DROP COLUMN search;
ALTER TABLE comments ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('word_forms', body_text)) STORED;
CREATE INDEX comments_search ON comments USING gin (search);
