-- The address of an account at which nobody reads, as the mail server said: nothing but a link that somebody asks for
-- goes there until they have used one that was sent there. Only the last such address is kept.
CREATE TABLE mail_refusals (
    account_id INTEGER PRIMARY KEY NOT NULL REFERENCES accounts (id),
    address TEXT NOT NULL,
    refused_at INTEGER NOT NULL
);
