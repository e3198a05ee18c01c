-- Undoes up.sql.
DROP TABLE comments_fts;
CREATE VIRTUAL TABLE comments_fts USING fts5 (body_text, content = 'comments', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO comments_fts (comments_fts) VALUES ('rebuild');
DROP TABLE posts_fts;
CREATE VIRTUAL TABLE posts_fts USING fts5 (title, body_text, content = 'posts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO posts_fts (posts_fts) VALUES ('rebuild');
