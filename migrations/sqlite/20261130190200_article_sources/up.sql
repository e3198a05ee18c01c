-- What an article was made of: a thread of its community, and, each in a row of its own, replies in it. Whoever
-- wrote them is credited.
CREATE TABLE article_sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES posts (id),
    source_id INTEGER NOT NULL REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id)
);
CREATE INDEX article_sources_article ON article_sources (article_id, id);
CREATE INDEX article_sources_source ON article_sources (source_id, article_id) WHERE comment_id IS NULL;
