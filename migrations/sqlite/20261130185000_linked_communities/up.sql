-- Communities that work together.

-- How a community here stands to another one, here or elsewhere. Two communities of this server have a row
-- each. ap_id is the Offer with which the latest proposal was made.
CREATE TABLE community_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    other_id INTEGER NOT NULL REFERENCES communities (id),
    state TEXT NOT NULL,
    sharing TEXT NOT NULL,
    ap_id TEXT NOT NULL,
    words TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    UNIQUE (community_id, other_id)
);
CREATE INDEX community_links_other ON community_links (other_id);

-- Threads that are shown in a community beside their own, once in each. They stay when a link ends.
CREATE TABLE shared_threads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id INTEGER NOT NULL REFERENCES posts (id),
    community_id INTEGER NOT NULL REFERENCES communities (id),
    ap_id TEXT NOT NULL,
    shared_at INTEGER NOT NULL,
    hidden_at INTEGER,
    UNIQUE (post_id, community_id)
);
CREATE INDEX shared_threads_community ON shared_threads (community_id, id);

-- Replies to such threads that a community does not show.
CREATE TABLE hidden_replies (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    comment_id INTEGER NOT NULL REFERENCES comments (id),
    hidden_at INTEGER NOT NULL,
    PRIMARY KEY (community_id, comment_id)
) WITHOUT ROWID;
CREATE INDEX hidden_replies_comment ON hidden_replies (comment_id);
