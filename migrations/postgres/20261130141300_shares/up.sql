-- Who on other servers boosted a thread of ours, once each, and how many did.
CREATE TABLE boosts (
    post_id BIGINT NOT NULL REFERENCES posts (id),
    actor_id BIGINT NOT NULL REFERENCES actors (id),
    PRIMARY KEY (post_id, actor_id)
);
ALTER TABLE posts ADD COLUMN share_count BIGINT NOT NULL DEFAULT 0;

-- How many liked and boosted a thread of another server, as that server says.
ALTER TABLE posts ADD COLUMN origin_like_count BIGINT;
ALTER TABLE posts ADD COLUMN origin_share_count BIGINT;
