-- Copies of public libraries, made some threads at a time and kept for some days. The files themselves lie in the
-- data directory; `written` and `listed` say how much of them is whole.
CREATE TABLE library_exports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    asked_by INTEGER NOT NULL REFERENCES accounts (id),
    state TEXT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    pages INTEGER NOT NULL,
    after_at INTEGER NOT NULL,
    after_id INTEGER NOT NULL,
    written BIGINT NOT NULL,
    listed BIGINT NOT NULL,
    failure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX library_exports_community ON library_exports (community_id, id);
CREATE INDEX library_exports_expired ON library_exports (expires_at);
