-- Undoes up.sql.
DROP TABLE article_sources;
