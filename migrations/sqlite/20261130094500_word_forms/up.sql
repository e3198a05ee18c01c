-- Search finds words in their other English forms: "switches" where "switch" stands. The triggers stay as
-- they are; they know the tables by name only.
DROP TABLE posts_fts;
CREATE VIRTUAL TABLE posts_fts USING fts5 (title, body_text, content = 'posts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
INSERT INTO posts_fts (posts_fts) VALUES ('rebuild');
DROP TABLE comments_fts;
CREATE VIRTUAL TABLE comments_fts USING fts5 (body_text, content = 'comments', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
INSERT INTO comments_fts (comments_fts) VALUES ('rebuild');
