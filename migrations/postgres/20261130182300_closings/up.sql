-- Questions that take no more answers: who closed them and why, and which question they are a duplicate of. One on
-- a server that nothing is known of has its address alone.
CREATE TABLE closings (
    post_id BIGINT PRIMARY KEY NOT NULL REFERENCES posts (id),
    by_id BIGINT NOT NULL REFERENCES accounts (id),
    reason TEXT NOT NULL,
    duplicate_url TEXT NOT NULL
);
ALTER TABLE posts ADD COLUMN closed_at TIMESTAMPTZ;
-- Without a reference, since a column that has one cannot be taken away again.
ALTER TABLE posts ADD COLUMN duplicate_of_id BIGINT;
CREATE INDEX posts_duplicates ON posts (duplicate_of_id, id) WHERE duplicate_of_id IS NOT NULL;
