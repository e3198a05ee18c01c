-- Somebody takes their name from a thread: what was told of it names them, and is found by both.
CREATE INDEX notifications_actor ON notifications (actor_id, post_id) WHERE post_id IS NOT NULL;
