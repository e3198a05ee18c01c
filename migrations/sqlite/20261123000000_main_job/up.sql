-- Everybody and everything that can sign or be addressed: people, groups, the server itself, bots; local and remote.
CREATE TABLE actors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ap_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    host TEXT NOT NULL,
    local BOOLEAN NOT NULL,
    inbox_url TEXT NOT NULL,
    shared_inbox_url TEXT,
    outbox_url TEXT,
    followers_url TEXT,
    featured_url TEXT,
    moderators_url TEXT,
    page_url TEXT,
    key_id TEXT,
    public_key TEXT,
    private_key TEXT,
    fetched_at INTEGER,
    gone_at INTEGER,
    created_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX actors_local_name ON actors (name) WHERE local;
CREATE INDEX actors_handle ON actors (name, host);
CREATE INDEX actors_host ON actors (host);
CREATE INDEX actors_key_id ON actors (key_id);
CREATE INDEX actors_inbox ON actors (inbox_url);

-- A person, a bot, the instance (id 1) or the desk; what readers see of an actor that is no community.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    actor_id INTEGER NOT NULL UNIQUE REFERENCES actors (id),
    display_name TEXT NOT NULL,
    bio TEXT NOT NULL,
    bio_html TEXT NOT NULL,
    links TEXT NOT NULL,
    bot BOOLEAN NOT NULL,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    post_count INTEGER NOT NULL DEFAULT 0,
    comment_count INTEGER NOT NULL DEFAULT 0,
    suspended_at INTEGER,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL
);

-- How a local account signs in. Accounts of other servers have no row.
CREATE TABLE logins (
    account_id INTEGER PRIMARY KEY NOT NULL REFERENCES accounts (id),
    email TEXT UNIQUE,
    email_verified_at INTEGER,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL
);

-- Who is signed in where. The token itself is only in the cookie; here is its SHA-256.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash BLOB NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_age ON sessions (expires_at);

-- Links that work once: the first set-up of the server, later password resets and invitations.
CREATE TABLE one_time_links (
    token_hash BLOB PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL,
    account_id INTEGER REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
);
CREATE INDEX one_time_links_age ON one_time_links (expires_at);

-- Settings that admins change while the server runs, and facts about the server that must not change.
CREATE TABLE server_settings (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL,
    updated_at INTEGER NOT NULL
);

-- Hits in the current window, shared by all processes.
CREATE TABLE rate_limits (
    key TEXT PRIMARY KEY NOT NULL,
    window_start INTEGER NOT NULL,
    hits INTEGER NOT NULL
);
CREATE INDEX rate_limits_age ON rate_limits (window_start);

-- A group of people who share a craft; local or remote.
CREATE TABLE communities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    actor_id INTEGER NOT NULL UNIQUE REFERENCES actors (id),
    title TEXT NOT NULL,
    focus TEXT NOT NULL,
    description TEXT NOT NULL,
    description_html TEXT NOT NULL,
    rules TEXT NOT NULL,
    rules_html TEXT NOT NULL,
    language TEXT NOT NULL,
    read_policy TEXT NOT NULL,
    join_policy TEXT NOT NULL,
    post_policy TEXT NOT NULL,
    answer_policy TEXT NOT NULL,
    restricted_to_moderators BOOLEAN NOT NULL,
    sensitive BOOLEAN NOT NULL,
    post_count INTEGER NOT NULL DEFAULT 0,
    comment_count INTEGER NOT NULL DEFAULT 0,
    follower_count INTEGER NOT NULL DEFAULT 0,
    origin_post_count INTEGER,
    origin_follower_count INTEGER,
    backfilled_at INTEGER,
    last_activity_at INTEGER NOT NULL,
    edited_at INTEGER,
    removed_at INTEGER,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL
);
CREATE INDEX communities_active ON communities (last_activity_at, id);

-- Reading: somebody wants what an actor publishes. The id of the Follow activity is kept, answers name it.
CREATE TABLE follows (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    follower_id INTEGER NOT NULL REFERENCES actors (id),
    target_id INTEGER NOT NULL REFERENCES actors (id),
    state TEXT NOT NULL,
    ap_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    decided_at INTEGER
);
CREATE UNIQUE INDEX follows_pair ON follows (follower_id, target_id);
CREATE INDEX follows_target ON follows (target_id, state, id);
CREATE INDEX follows_ap_id ON follows (ap_id);

-- Belonging: an account's standing in a community. At most one row per pair.
CREATE TABLE memberships (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    since INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (community_id, account_id)
) WITHOUT ROWID;
CREATE INDEX memberships_account ON memberships (account_id);

-- Kept beside membership, so that a ban survives leaving. No community: banned from the server.
CREATE TABLE bans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    community_id INTEGER REFERENCES communities (id),
    reason TEXT NOT NULL,
    until INTEGER,
    by_actor_id INTEGER REFERENCES actors (id),
    ap_id TEXT,
    created_at INTEGER NOT NULL
);
CREATE INDEX bans_account ON bans (account_id, community_id);
CREATE INDEX bans_community ON bans (community_id, id);

-- A thread. `public_id` is in our page's address; `ap_id` is its name on the wire.
CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    public_id TEXT NOT NULL UNIQUE,
    ap_id TEXT NOT NULL UNIQUE,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    author_id INTEGER NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    body_html TEXT NOT NULL,
    body_text TEXT NOT NULL,
    url TEXT,
    language TEXT NOT NULL,
    tags TEXT NOT NULL,
    mentions TEXT NOT NULL,
    audience TEXT NOT NULL,
    local BOOLEAN NOT NULL,
    up_votes INTEGER NOT NULL DEFAULT 0,
    down_votes INTEGER NOT NULL DEFAULT 0,
    score INTEGER NOT NULL DEFAULT 0,
    hot_rank DOUBLE NOT NULL DEFAULT 0,
    comment_count INTEGER NOT NULL DEFAULT 0,
    answer_count INTEGER NOT NULL DEFAULT 0,
    accepted_comment_id INTEGER,
    origin_reply_count INTEGER,
    replies_url TEXT,
    context_url TEXT,
    replies_fetched_at INTEGER,
    page_url TEXT,
    locked_at INTEGER,
    pinned_at INTEGER,
    deleted_at INTEGER,
    removed_at INTEGER,
    held_at INTEGER,
    published_at INTEGER NOT NULL,
    edited_at INTEGER,
    version_at INTEGER NOT NULL,
    version_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    last_activity_at INTEGER NOT NULL
);
CREATE INDEX posts_new ON posts (community_id, published_at, id);
CREATE INDEX posts_active ON posts (community_id, last_activity_at, id);
CREATE INDEX posts_hot ON posts (community_id, hot_rank, id);
CREATE INDEX posts_top ON posts (community_id, score, id);
CREATE INDEX posts_all_new ON posts (published_at, id);
CREATE INDEX posts_all_active ON posts (last_activity_at, id);
CREATE INDEX posts_all_hot ON posts (hot_rank, id);
CREATE INDEX posts_all_top ON posts (score, id);
CREATE INDEX posts_author ON posts (author_id, published_at, id);
CREATE INDEX posts_pinned ON posts (community_id, pinned_at) WHERE pinned_at IS NOT NULL;

-- Words under which a community files its threads.
CREATE TABLE post_tags (
    post_id INTEGER NOT NULL REFERENCES posts (id),
    tag TEXT NOT NULL,
    PRIMARY KEY (post_id, tag)
) WITHOUT ROWID;
CREATE INDEX post_tags_tag ON post_tags (tag, post_id);

-- A reply: an answer or a comment, in a tree ordered by `path`.
CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    public_id TEXT NOT NULL UNIQUE,
    ap_id TEXT NOT NULL UNIQUE,
    post_id INTEGER NOT NULL REFERENCES posts (id),
    parent_id INTEGER REFERENCES comments (id),
    depth INTEGER NOT NULL,
    path TEXT NOT NULL,
    author_id INTEGER NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    body_html TEXT NOT NULL,
    body_text TEXT NOT NULL,
    language TEXT NOT NULL,
    mentions TEXT NOT NULL,
    audience TEXT NOT NULL,
    local BOOLEAN NOT NULL,
    up_votes INTEGER NOT NULL DEFAULT 0,
    down_votes INTEGER NOT NULL DEFAULT 0,
    score INTEGER NOT NULL DEFAULT 0,
    child_count INTEGER NOT NULL DEFAULT 0,
    page_url TEXT,
    locked_at INTEGER,
    deleted_at INTEGER,
    removed_at INTEGER,
    held_at INTEGER,
    published_at INTEGER NOT NULL,
    edited_at INTEGER,
    version_at INTEGER NOT NULL,
    version_id TEXT NOT NULL,
    received_at INTEGER NOT NULL
);
CREATE INDEX comments_post_path ON comments (post_id, path);
CREATE INDEX comments_parent ON comments (parent_id);
CREATE INDEX comments_author ON comments (author_id, published_at, id);

-- Which comment answers a question. One row per question unless its community allows more.
CREATE TABLE accepted_answers (
    post_id INTEGER NOT NULL REFERENCES posts (id),
    comment_id INTEGER NOT NULL REFERENCES comments (id),
    by_account_id INTEGER NOT NULL REFERENCES accounts (id),
    ap_id TEXT,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (post_id, comment_id)
) WITHOUT ROWID;

-- When the acceptance of a question last changed, so that an older act arriving late changes nothing.
CREATE TABLE answer_choices (
    post_id INTEGER PRIMARY KEY NOT NULL REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    decided_at INTEGER NOT NULL
);

-- Replies whose parent is not here yet: what arrived, and what it waits for.
CREATE TABLE pending_replies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_ap_id TEXT NOT NULL UNIQUE,
    parent_ap_id TEXT NOT NULL,
    origin_host TEXT NOT NULL,
    announced_by TEXT,
    document TEXT NOT NULL,
    received_at INTEGER NOT NULL
);
CREATE INDEX pending_replies_parent ON pending_replies (parent_ap_id);

-- Earlier texts of a thread or reply, newest last.
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id INTEGER REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    editor_id INTEGER NOT NULL REFERENCES accounts (id),
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    body_html TEXT NOT NULL,
    written_at INTEGER NOT NULL
);
CREATE INDEX revisions_post ON revisions (post_id, id);
CREATE INDEX revisions_comment ON revisions (comment_id, id);

-- One vote per pair; 0 remembers a withdrawn vote, so that an older one arriving late stays withdrawn.
CREATE TABLE post_votes (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    post_id INTEGER NOT NULL REFERENCES posts (id),
    value INTEGER NOT NULL,
    voted_at INTEGER,
    PRIMARY KEY (post_id, account_id)
) WITHOUT ROWID;
CREATE INDEX post_votes_account ON post_votes (account_id, post_id);

CREATE TABLE comment_votes (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    comment_id INTEGER NOT NULL REFERENCES comments (id),
    post_id INTEGER NOT NULL REFERENCES posts (id),
    value INTEGER NOT NULL,
    voted_at INTEGER,
    PRIMARY KEY (comment_id, account_id)
) WITHOUT ROWID;
CREATE INDEX comment_votes_account ON comment_votes (account_id, post_id);

-- What a local account is told; made with the change that causes it, once per cause.
CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient_id INTEGER NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    cause TEXT NOT NULL,
    actor_id INTEGER REFERENCES actors (id),
    community_id INTEGER REFERENCES communities (id),
    post_id INTEGER REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    created_at INTEGER NOT NULL,
    read_at INTEGER
);
CREATE UNIQUE INDEX notifications_cause ON notifications (recipient_id, cause);
CREATE INDEX notifications_recipient ON notifications (recipient_id, id);
CREATE INDEX notifications_unread ON notifications (recipient_id) WHERE read_at IS NULL;

-- Direct messages between two people; `conversation` orders the pair.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    public_id TEXT NOT NULL UNIQUE,
    ap_id TEXT NOT NULL,
    conversation TEXT NOT NULL,
    sender_id INTEGER NOT NULL REFERENCES accounts (id),
    recipient_id INTEGER NOT NULL REFERENCES accounts (id),
    in_reply_to TEXT,
    body TEXT NOT NULL,
    body_html TEXT NOT NULL,
    audience TEXT NOT NULL,
    local BOOLEAN NOT NULL,
    published_at INTEGER NOT NULL,
    edited_at INTEGER,
    received_at INTEGER NOT NULL,
    read_at INTEGER,
    deleted_at INTEGER
);
CREATE UNIQUE INDEX messages_ap_id ON messages (ap_id, recipient_id);
CREATE INDEX messages_conversation ON messages (conversation, id);
CREATE INDEX messages_recipient ON messages (recipient_id, id);
CREATE INDEX messages_unread ON messages (recipient_id) WHERE read_at IS NULL;
CREATE INDEX messages_sender ON messages (sender_id, id);

-- What somebody asked the moderators to look at, from here or from another server.
CREATE TABLE reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ap_id TEXT UNIQUE,
    reporter_actor_id INTEGER REFERENCES actors (id),
    community_id INTEGER REFERENCES communities (id),
    post_id INTEGER REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    account_id INTEGER REFERENCES accounts (id),
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    resolved_at INTEGER,
    resolved_by INTEGER REFERENCES accounts (id),
    resolution TEXT
);
CREATE INDEX reports_open ON reports (resolved_at, id);
CREATE INDEX reports_community ON reports (community_id, id);

-- Every act of moderation, append-only; the state of threads and replies is the fold of the accepted ones.
CREATE TABLE moderation_actions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ap_id TEXT NOT NULL UNIQUE,
    actor_id INTEGER NOT NULL REFERENCES actors (id),
    community_id INTEGER REFERENCES communities (id),
    verb TEXT NOT NULL,
    post_id INTEGER REFERENCES posts (id),
    comment_id INTEGER REFERENCES comments (id),
    account_id INTEGER REFERENCES accounts (id),
    rank INTEGER NOT NULL,
    reason TEXT NOT NULL,
    accepted BOOLEAN NOT NULL,
    acted_at INTEGER NOT NULL,
    until INTEGER,
    undone_at INTEGER,
    undone_by INTEGER REFERENCES actors (id),
    created_at INTEGER NOT NULL
);
CREATE INDEX moderation_post ON moderation_actions (post_id, id);
CREATE INDEX moderation_comment ON moderation_actions (comment_id, id);
CREATE INDEX moderation_account ON moderation_actions (account_id, id);
CREATE INDEX moderation_community ON moderation_actions (community_id, id);

-- Other servers, by host (with its port when not 443): what they run, how they are, what we allow them.
CREATE TABLE peers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    host TEXT NOT NULL UNIQUE,
    software TEXT,
    version TEXT,
    nodeinfo_at INTEGER,
    policy TEXT NOT NULL,
    note TEXT NOT NULL,
    last_success_at INTEGER,
    last_failure_at INTEGER,
    last_seen_at INTEGER,
    failing_since INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER,
    last_error TEXT,
    leased_until INTEGER,
    created_at INTEGER NOT NULL
);

-- What other servers sent, stored once as received; the raw bytes go when it has been applied.
CREATE TABLE received_activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    origin_host TEXT NOT NULL,
    ap_id TEXT NOT NULL,
    signer TEXT NOT NULL,
    kind TEXT,
    object_ap_id TEXT,
    body BLOB,
    state TEXT NOT NULL,
    verdict TEXT,
    received_at INTEGER NOT NULL,
    applied_at INTEGER
);
CREATE UNIQUE INDEX received_activities_id ON received_activities (origin_host, ap_id);
CREATE INDEX received_activities_state ON received_activities (state, id);
CREATE INDEX received_activities_age ON received_activities (received_at);

-- Ids of things that were deleted, by whom; a later Create of the same origin finds it.
CREATE TABLE tombstones (
    ap_id TEXT PRIMARY KEY NOT NULL,
    origin_host TEXT NOT NULL,
    deleted_by TEXT NOT NULL,
    kind TEXT,
    had_object BOOLEAN NOT NULL,
    deleted_at INTEGER NOT NULL
);
CREATE INDEX tombstones_age ON tombstones (deleted_at);

-- What we said, once each, addressable by id.
CREATE TABLE activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ap_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    actor_id INTEGER NOT NULL REFERENCES actors (id),
    object_ap_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    document TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX activities_object ON activities (object_ap_id);
CREATE INDEX activities_age ON activities (created_at);

-- One row per activity and inbox, in the order they were written.
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES activities (id),
    peer_id INTEGER NOT NULL REFERENCES peers (id),
    inbox_url TEXT NOT NULL,
    object_key TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    done_at INTEGER
);
CREATE INDEX deliveries_queue ON deliveries (peer_id, id) WHERE state = 'due';
CREATE INDEX deliveries_due ON deliveries (peer_id, next_try_at) WHERE state = 'due';
CREATE INDEX deliveries_activity ON deliveries (activity_id);
CREATE INDEX deliveries_done ON deliveries (state, done_at) WHERE done_at IS NOT NULL;

-- Work to be done after a commit, enqueued in its transaction.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    unique_key TEXT UNIQUE,
    lane TEXT,
    run_at INTEGER NOT NULL,
    locked_until INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    poisoned_at INTEGER,
    created_at INTEGER NOT NULL
);
CREATE INDEX jobs_due ON jobs (run_at, id) WHERE poisoned_at IS NULL AND lane IS NULL;
CREATE INDEX jobs_lane ON jobs (lane, id, run_at) WHERE poisoned_at IS NULL AND lane IS NOT NULL;
CREATE INDEX jobs_poisoned ON jobs (id) WHERE poisoned_at IS NOT NULL;
-- Full-text search. The tables hold only the index; triggers keep it beside what it indexes.
CREATE VIRTUAL TABLE posts_fts USING fts5 (title, body_text, content = 'posts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER posts_fts_insert AFTER INSERT ON posts BEGIN
    INSERT INTO posts_fts (rowid, title, body_text) VALUES (new.id, new.title, new.body_text);
END;
CREATE TRIGGER posts_fts_update AFTER UPDATE OF title, body_text ON posts BEGIN
    INSERT INTO posts_fts (posts_fts, rowid, title, body_text) VALUES ('delete', old.id, old.title, old.body_text);
    INSERT INTO posts_fts (rowid, title, body_text) VALUES (new.id, new.title, new.body_text);
END;
CREATE TRIGGER posts_fts_delete AFTER DELETE ON posts BEGIN
    INSERT INTO posts_fts (posts_fts, rowid, title, body_text) VALUES ('delete', old.id, old.title, old.body_text);
END;
CREATE VIRTUAL TABLE comments_fts USING fts5 (body_text, content = 'comments', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER comments_fts_insert AFTER INSERT ON comments BEGIN
    INSERT INTO comments_fts (rowid, body_text) VALUES (new.id, new.body_text);
END;
CREATE TRIGGER comments_fts_update AFTER UPDATE OF body_text ON comments BEGIN
    INSERT INTO comments_fts (comments_fts, rowid, body_text) VALUES ('delete', old.id, old.body_text);
    INSERT INTO comments_fts (rowid, body_text) VALUES (new.id, new.body_text);
END;
CREATE TRIGGER comments_fts_delete AFTER DELETE ON comments BEGIN
    INSERT INTO comments_fts (comments_fts, rowid, body_text) VALUES ('delete', old.id, old.body_text);
END;
