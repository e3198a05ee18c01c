-- Questions without an answer are few among many threads: the newest of all, and of each community, are
-- found without reading the others.
CREATE INDEX posts_unanswered ON posts (published_at, id)
    WHERE kind = 'question' AND answer_count = 0;
CREATE INDEX posts_unanswered_in ON posts (community_id, published_at, id)
    WHERE kind = 'question' AND answer_count = 0;
