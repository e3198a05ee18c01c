-- What the page that a thread links to says of itself: fetched once for threads that begin here, and sent along
-- with them, so that other servers need not fetch it.
ALTER TABLE posts ADD COLUMN resource JSONB;
