-- Mail: what is to be sent and what became of it, what people want to get, and addresses that have to be
-- confirmed before anything else is sent there.

-- What a mail says is composed when it is sent, so that nothing of it lies here. Only where there is no mail
-- server the text of those that bring a link is kept, for administrators.
CREATE TABLE mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    account_id INTEGER REFERENCES accounts (id),
    address TEXT,
    state TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT,
    reason TEXT,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    settled_at INTEGER
);
CREATE INDEX mails_age ON mails (created_at);
CREATE INDEX mails_account ON mails (account_id, kind, created_at);

-- What somebody decided; whatever has no row is wanted.
CREATE TABLE mail_choices (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    wanted BOOLEAN NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, kind)
);

-- What the links in mails are made with that work for longer than once.
CREATE TABLE mail_secrets (
    name TEXT PRIMARY KEY NOT NULL,
    secret BLOB NOT NULL,
    created_at INTEGER NOT NULL
);

-- The address that somebody gave and has not confirmed yet. Several may give the same one; only one can confirm it.
ALTER TABLE logins ADD COLUMN new_email TEXT;
CREATE INDEX logins_new_email ON logins (new_email) WHERE new_email IS NOT NULL;

-- The address that a link was sent to: whoever uses it reads there.
ALTER TABLE one_time_links ADD COLUMN email TEXT;
